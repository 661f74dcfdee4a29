-- How a creator's record is read: the settled milestones of his contracts, and no others.
CREATE INDEX milestones_settled_idx ON milestones (contract_id) WHERE state = 'settled';
