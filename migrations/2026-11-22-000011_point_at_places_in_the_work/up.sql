-- A wish for a change may point at a place in the work instead of citing the checklist: a spot of a picture, a second of a film.

ALTER TABLE change_items ADD COLUMN pin_file_id TEXT REFERENCES files (id);
-- JSON: x, y, second, as they were sent.
ALTER TABLE change_items ADD COLUMN pin_place TEXT;
CREATE INDEX change_items_pin_file_id_idx ON change_items (pin_file_id);
