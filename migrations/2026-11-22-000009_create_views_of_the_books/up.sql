-- The books, readable by anyone who runs them: published names, prefixed ids, RFC 3339 times, minor units.

-- @sqlite
CREATE VIEW audit_txns AS SELECT id AS txn_id, bucket, seq, kind, contract_id, milestone_id, kind || ':' || reference AS op_key, prev_hash, hash,
    strftime('%Y-%m-%dT%H:%M:%S', created_at / 1000000, 'unixepoch') || printf('.%06dZ', created_at % 1000000) AS created_at FROM ledger_txns;
CREATE VIEW audit_log AS SELECT bucket, seq, strftime('%Y-%m-%dT%H:%M:%S', at / 1000000, 'unixepoch') || printf('.%06dZ', at % 1000000) AS at,
    actor, action, object, reason, request_id, prev_hash, hash FROM audit_lines;
CREATE VIEW audit_ops AS SELECT id AS op_id, kind, contract_id, payout_id, org_id, creator_id, amount, currency, idem_key, state, attempts,
    CASE WHEN first_at IS NULL THEN NULL ELSE strftime('%Y-%m-%dT%H:%M:%S', first_at / 1000000, 'unixepoch') || printf('.%06dZ', first_at % 1000000) END AS first_at,
    CASE WHEN last_at IS NULL THEN NULL ELSE strftime('%Y-%m-%dT%H:%M:%S', last_at / 1000000, 'unixepoch') || printf('.%06dZ', last_at % 1000000) END AS last_at,
    provider_ref FROM operations;
-- @end
-- @postgres
CREATE VIEW audit_txns AS SELECT id AS txn_id, bucket, seq, kind, contract_id, milestone_id, kind || ':' || reference AS op_key, prev_hash, hash,
    to_char(to_timestamp(created_at / 1000000) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS') || '.' || lpad((created_at % 1000000)::text, 6, '0') || 'Z' AS created_at FROM ledger_txns;
CREATE VIEW audit_log AS SELECT bucket, seq, to_char(to_timestamp(at / 1000000) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS') || '.' || lpad((at % 1000000)::text, 6, '0') || 'Z' AS at,
    actor, action, object, reason, request_id, prev_hash, hash FROM audit_lines;
CREATE VIEW audit_ops AS SELECT id AS op_id, kind, contract_id, payout_id, org_id, creator_id, amount, currency, idem_key, state, attempts,
    to_char(to_timestamp(first_at / 1000000) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS') || '.' || lpad((first_at % 1000000)::text, 6, '0') || 'Z' AS first_at,
    to_char(to_timestamp(last_at / 1000000) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS') || '.' || lpad((last_at % 1000000)::text, 6, '0') || 'Z' AS last_at,
    provider_ref FROM operations;
-- @end
CREATE VIEW audit_entries AS SELECT id AS entry_id, txn_id, account, currency, amount, acct_version, balance_after FROM ledger_entries;
CREATE VIEW audit_accounts AS SELECT account, currency, side, balance, version FROM ledger_accounts;
CREATE VIEW audit_briefs AS SELECT id AS brief_id, org_id, places, state FROM briefs;
CREATE VIEW audit_bids AS SELECT id AS bid_id, brief_id, creator_id, state FROM bids;
-- The creator's fee is what the rate takes of the whole price.
CREATE VIEW audit_milestones AS SELECT m.id AS milestone_id, m.contract_id, c.brief_id, c.bid_id, c.org_id, c.creator_id, c.currency, m.price, m.merchant_fee,
    m.price * c.creator_bps / 10000 AS creator_fee, m.state FROM milestones m JOIN contracts c ON c.id = m.contract_id;
CREATE VIEW audit_payouts AS SELECT id AS payout_id, creator_id, currency, amount, state FROM payouts;
CREATE VIEW audit_inbox AS SELECT event_id, type, object_id, state, effects FROM inbox_events;
-- @sqlite
CREATE VIEW audit_disputes AS SELECT '' AS dispute_id, '' AS milestone_id, 0 AS amount, '' AS state WHERE 0;
-- @end
-- @postgres
CREATE VIEW audit_disputes AS SELECT ''::text AS dispute_id, ''::text AS milestone_id, 0::bigint AS amount, ''::text AS state WHERE false;
-- @end
