-- What goes back when a cancellation is agreed was named by the one who asked, or came of the kill-fee schedule; the books tell the two apart.

ALTER TABLE cancellations ADD COLUMN by_schedule {bool} NOT NULL DEFAULT FALSE;
