-- A work of a portfolio may be a film. It is shown once what the camera wrote into it is taken out, where a program for that is installed.

-- Nothing for a picture.
ALTER TABLE portfolio_items ADD COLUMN film TEXT CHECK (film IN ('waiting', 'shown', 'unreadable'));
CREATE INDEX portfolio_items_film_idx ON portfolio_items (created_at) WHERE film = 'waiting';
