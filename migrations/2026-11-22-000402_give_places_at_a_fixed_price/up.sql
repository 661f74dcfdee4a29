-- Places at a fixed price: who gets one, and how long a creator may wait with the start.

ALTER TABLE briefs ADD COLUMN slots TEXT NOT NULL DEFAULT 'chosen' CHECK (slots IN ('chosen', 'first_come'));
-- Nobody has to be asked: the bids of such briefs are looked for at every tick.
CREATE INDEX briefs_first_come_idx ON briefs (id) WHERE slots = 'first_come' AND state = 'open';

-- Counted from the funding of the first part; empty where only the long deadline holds.
ALTER TABLE contracts ADD COLUMN start_hours INTEGER CHECK (start_hours > 0);
