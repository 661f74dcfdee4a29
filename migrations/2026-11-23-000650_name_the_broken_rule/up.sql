-- What a moderator found was broken, which need not be what was reported.

ALTER TABLE reports ADD COLUMN rule TEXT CHECK (rule IN ('fraud', 'off_platform', 'insult', 'illegal', 'spam', 'rights', 'other'));
