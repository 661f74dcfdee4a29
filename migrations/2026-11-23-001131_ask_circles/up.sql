-- Members hear of a letter after it was written, a few at a time; and a letter may ask the circle a question with an end.

ALTER TABLE circle_letters ADD COLUMN told_at {bigint};
UPDATE circle_letters SET told_at = at;
CREATE INDEX circle_letters_untold_idx ON circle_letters (at) WHERE told_at IS NULL;

CREATE TABLE circle_polls (
    letter_id TEXT NOT NULL PRIMARY KEY REFERENCES circle_letters (id),
    ends_at {bigint} NOT NULL
) {strict};

CREATE TABLE circle_poll_answers (
    letter_id TEXT NOT NULL REFERENCES circle_polls (letter_id),
    position INTEGER NOT NULL CHECK (position BETWEEN 0 AND 5),
    text TEXT NOT NULL,
    PRIMARY KEY (letter_id, position)
) {strict};

-- One of each member, which may change until the end.
CREATE TABLE circle_votes (
    letter_id TEXT NOT NULL,
    creator_id TEXT NOT NULL REFERENCES creators (id),
    position INTEGER NOT NULL,
    at {bigint} NOT NULL,
    PRIMARY KEY (letter_id, creator_id),
    FOREIGN KEY (letter_id, position) REFERENCES circle_poll_answers (letter_id, position)
) {strict};
CREATE INDEX circle_votes_answer_idx ON circle_votes (letter_id, position);
CREATE INDEX circle_votes_creator_idx ON circle_votes (creator_id);
