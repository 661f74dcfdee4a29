-- A creator hides a work of the portfolio from everybody else and shows it again: it is kept, with all that belongs to it.

-- Since when it is hidden; nothing for a work that is shown.
ALTER TABLE portfolio_items ADD COLUMN hidden_at {bigint};
