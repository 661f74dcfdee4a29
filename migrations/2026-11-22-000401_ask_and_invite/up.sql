-- Public questions on a brief with their answers, and whom its merchant invited.

CREATE TABLE brief_questions (
    id TEXT NOT NULL PRIMARY KEY,
    brief_id TEXT NOT NULL REFERENCES briefs (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    body TEXT NOT NULL CHECK (length(body) > 0),
    at {bigint} NOT NULL
) {strict};
CREATE INDEX brief_questions_brief_idx ON brief_questions (brief_id, at);
CREATE INDEX brief_questions_user_idx ON brief_questions (user_id, at);

-- One answer to a question; it is never changed, for bidders may have relied on it.
CREATE TABLE brief_answers (
    question_id TEXT NOT NULL PRIMARY KEY REFERENCES brief_questions (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    body TEXT NOT NULL CHECK (length(body) > 0),
    at {bigint} NOT NULL
) {strict};
CREATE INDEX brief_answers_user_idx ON brief_answers (user_id);

CREATE TABLE brief_invitations (
    brief_id TEXT NOT NULL REFERENCES briefs (id),
    creator_id TEXT NOT NULL REFERENCES creators (id),
    invited_by TEXT NOT NULL REFERENCES users (id),
    at {bigint} NOT NULL,
    declined_at {bigint},
    PRIMARY KEY (brief_id, creator_id)
) {strict};
CREATE INDEX brief_invitations_creator_idx ON brief_invitations (creator_id, at);
CREATE INDEX brief_invitations_invited_by_idx ON brief_invitations (invited_by);

-- What was said in public stays as it was said.
-- @sqlite
CREATE TRIGGER brief_questions_no_update BEFORE UPDATE ON brief_questions BEGIN SELECT RAISE(ABORT, 'briefs: append-only'); END;
CREATE TRIGGER brief_questions_no_delete BEFORE DELETE ON brief_questions BEGIN SELECT RAISE(ABORT, 'briefs: append-only'); END;
CREATE TRIGGER brief_answers_no_update BEFORE UPDATE ON brief_answers BEGIN SELECT RAISE(ABORT, 'briefs: append-only'); END;
CREATE TRIGGER brief_answers_no_delete BEFORE DELETE ON brief_answers BEGIN SELECT RAISE(ABORT, 'briefs: append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER brief_questions_append_only BEFORE UPDATE OR DELETE ON brief_questions FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER brief_answers_append_only BEFORE UPDATE OR DELETE ON brief_answers FOR EACH ROW EXECUTE FUNCTION append_only();
-- @end
