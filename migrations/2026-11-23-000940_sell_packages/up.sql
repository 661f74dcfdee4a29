-- A creator's rate card: what is done at a price for whoever orders it, and the orders, each of them a deal like any other.

CREATE TABLE packages (
    id TEXT NOT NULL PRIMARY KEY,
    creator_id TEXT NOT NULL REFERENCES creators (id),
    version {bigint} NOT NULL CHECK (version > 0),
    -- Can be ordered now.
    is_on {bool} NOT NULL,
    created_at {bigint} NOT NULL,
    removed_at {bigint}
) {strict};
CREATE INDEX packages_creator_idx ON packages (creator_id);

-- Every version stays: whoever has seen an older one is shown what changed.
CREATE TABLE package_versions (
    package_id TEXT NOT NULL REFERENCES packages (id),
    version {bigint} NOT NULL CHECK (version > 0),
    currency TEXT NOT NULL,
    price {bigint} NOT NULL CHECK (price > 0),
    -- JSON: what is done, and on which terms.
    offering TEXT NOT NULL,
    at {bigint} NOT NULL,
    PRIMARY KEY (package_id, version)
) {strict};
-- @sqlite
CREATE TRIGGER package_versions_no_update BEFORE UPDATE ON package_versions BEGIN SELECT RAISE(ABORT, 'package versions: append-only'); END;
CREATE TRIGGER package_versions_no_delete BEFORE DELETE ON package_versions BEGIN SELECT RAISE(ABORT, 'package versions: append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER package_versions_append_only BEFORE UPDATE OR DELETE ON package_versions FOR EACH ROW EXECUTE FUNCTION append_only();
-- @end

CREATE TABLE package_orders (
    id TEXT NOT NULL PRIMARY KEY,
    package_id TEXT NOT NULL REFERENCES packages (id),
    version {bigint} NOT NULL CHECK (version > 0),
    org_id TEXT NOT NULL REFERENCES organisations (id),
    ordered_by TEXT NOT NULL REFERENCES users (id),
    contract_id TEXT NOT NULL REFERENCES contracts (id),
    at {bigint} NOT NULL
) {strict};
CREATE INDEX package_orders_package_idx ON package_orders (package_id, at);
CREATE INDEX package_orders_org_idx ON package_orders (org_id, at);
CREATE INDEX package_orders_ordered_by_idx ON package_orders (ordered_by);
CREATE UNIQUE INDEX package_orders_contract_key ON package_orders (contract_id);
