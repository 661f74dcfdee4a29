//! A second book, kept by the test: it reads each new transaction once, from the journal alone, and knows by itself what must be true.

use crate::deals::Deal;
use crate::world::World;
use diesel::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use vtask::contracts::{self, Event, Happening, Milestone, MilestoneState, Party, rules};
use vtask::platform::db::{Conn, DbError};
use vtask::primitives::id::MilestoneId;
use vtask::schema::{audit_lines, ledger_accounts, ledger_entries, ledger_heads, ledger_txns};

/// Where the money of a milestone came from and went.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Flow {
    fundings: i64,
    paid_in: i64,
    escrow: i64,
    fee_hold: i64,
    frozen: i64,
    released: i64,
    refunded: i64,
    fees_creator: i64,
    fees_merchant: i64,
}

#[derive(Queryable)]
struct Txn {
    id: String,
    seq: i64,
    kind: String,
    reference: String,
    milestone: Option<String>,
    prev_hash: String,
    hash: String,
}

#[derive(Queryable)]
struct Line {
    txn: String,
    account: String,
    currency: String,
    amount: i64,
    version: i64,
    after: i64,
}

/// What a new look at the journal brings.
type News = (Vec<(i32, Vec<Txn>)>, Vec<Line>, BTreeSet<String>, BTreeMap<(String, String), (i64, i64)>);

/// What any act on a milestone leaves: versions of contract and milestone, how many events, how many answers to requests.
pub type Trace = (i64, i64, i64, i64);

#[derive(diesel::QueryableByName)]
struct TraceRow {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    contract: i64,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    milestone: i64,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    events: i64,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    requests: i64,
}

/// Where the milestone of a deal stands, in one look.
pub async fn trace(world: &World, deal: &Deal) -> Trace {
    let sql = format!(
        "SELECT c.version AS contract, m.version AS milestone,
         (SELECT COUNT(*) FROM milestone_events e WHERE e.milestone_id = m.id) AS events,
         (SELECT CAST(COALESCE(SUM(x.version), 0) AS BIGINT) FROM cancellations x WHERE x.milestone_id = m.id) AS requests
         FROM milestones m JOIN contracts c ON c.id = m.contract_id WHERE m.id = '{}'",
        deal.milestone
    );
    let row: TraceRow = world.read(move |conn| Ok(query::<TraceRow>(conn, &sql)?.remove(0))).await;
    (row.contract, row.milestone, row.events, row.requests)
}

/// The book.
#[derive(Default)]
pub struct Book {
    heads: HashMap<i32, (i64, String)>,
    accounts: HashMap<(String, String), (i64, i64)>,
    facts: BTreeSet<(String, String)>,
    flows: HashMap<String, Flow>,
}

impl Book {
    /// How many kinds of transactions were seen.
    pub fn kinds(&self) -> usize {
        self.facts.iter().map(|(kind, _)| kind).collect::<BTreeSet<_>>().len()
    }

    /// Reads what is new on every chain and checks each transaction; says whose money moved.
    pub async fn read(&mut self, world: &World) -> BTreeSet<MilestoneId> {
        let heads = self.heads.clone();
        let (chains, lines, noted, stored) = world.read(move |conn| Ok(news(conn, &heads)?)).await;
        let mut moved = BTreeSet::new();
        for (bucket, txns) in chains {
            let (mut seq, mut hash) = self.heads.get(&bucket).cloned().unwrap_or((0, "0".repeat(64)));
            for txn in txns {
                assert_eq!((txn.seq, &txn.prev_hash), (seq + 1, &hash), "the chain of bucket {bucket}");
                (seq, hash) = (txn.seq, txn.hash.clone());
                assert!(self.facts.insert((txn.kind.clone(), txn.reference.clone())), "{} {} twice", txn.kind, txn.reference);
                assert!(noted.contains(&txn.id), "{} has no audit line", txn.id);
                self.add(&txn, &lines.iter().filter(|line| line.txn == txn.id).collect::<Vec<_>>());
                moved.extend(txn.milestone.map(|id| id.parse::<MilestoneId>().unwrap()));
            }
            self.heads.insert(bucket, (seq, hash));
        }
        self.follow(lines, &stored);
        moved
    }

    /// Each transaction sums to zero over at least two lines; what it moved for a milestone is kept.
    fn add(&mut self, txn: &Txn, lines: &[&Line]) {
        let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
        lines.iter().for_each(|line| *sums.entry(&line.currency).or_default() += line.amount);
        assert!(lines.len() >= 2 && sums.values().all(|sum| *sum == 0), "{} {}: {sums:?}", txn.kind, txn.id);
        let Some(milestone) = txn.milestone.as_ref().filter(|_| txn.kind != "clear") else { return };
        let flow = self.flows.entry(milestone.clone()).or_default();
        flow.fundings += i64::from(txn.kind == "fund");
        for line in lines {
            let credit = -line.amount;
            match line.account.split([':', '/']).next().unwrap() {
                "wallet" if txn.kind == "fund" => flow.paid_in += line.amount,
                "wallet" => flow.refunded += credit,
                "escrow" => flow.escrow += credit,
                "fee_hold" => flow.fee_hold += credit,
                "frozen" => flow.frozen += credit,
                "pending" => flow.released += credit,
                "fees" if line.account.starts_with("fees:creator") => flow.fees_creator += credit,
                "fees" => flow.fees_merchant += credit,
                other => panic!("{} moves {other}", txn.kind),
            }
        }
    }

    /// Each account's versions and running balances follow without a gap, are what is stored, and stay on their side.
    fn follow(&mut self, mut lines: Vec<Line>, stored: &BTreeMap<(String, String), (i64, i64)>) {
        lines.sort_by(|a, b| (&a.account, &a.currency, a.version).cmp(&(&b.account, &b.currency, b.version)));
        for line in lines {
            let bounded = ["wallet", "escrow", "fee_hold", "frozen", "pending", "available", "transit"];
            let name = line.account.split(':').next().unwrap().to_owned();
            let seen = self.accounts.entry((line.account.clone(), line.currency)).or_default();
            assert_eq!((line.version, line.after), (seen.0 + 1, seen.1 + line.amount), "{}", line.account);
            *seen = (line.version, line.after);
            assert!(!bounded.contains(&name.as_str()) || line.after <= 0, "{} changed its sign: {}", line.account, line.after);
        }
        for (account, at) in stored {
            assert_eq!(self.accounts.get(account), Some(at), "{account:?} is not the sum of its lines");
        }
    }

    /// The history of a milestone is a way through the table, and its money is where its state says.
    pub async fn judge(&self, world: &World, id: MilestoneId) {
        let look = move |conn: &mut Conn| {
            let milestone = contracts::get_milestone(conn, id)?;
            let of = milestone.contract;
            Ok((contracts::get(conn, of)?, milestone, contracts::list_events(conn, of)?, contracts::list_cancellations(conn, of)?))
        };
        let (contract, milestone, history, refunds) = world.read(look).await;
        let own: Vec<Happening> = history.into_iter().filter(|happening| happening.milestone == id).collect();
        let (stands, path) = walked(&own);
        assert_eq!(stands, milestone.state, "{own:?}");
        let flow = self.flows.get(&id.to_string()).copied().unwrap_or_default();
        let agreed = own.iter().find(|happening| happening.event == Event::CancelAgreed).map(|happening| happening.amount);
        if let Some(refund) = agreed {
            assert!(refunds.iter().any(|asked| asked.milestone == id && asked.refund == refund), "{refunds:?}");
        }
        assert_eq!(flow, wanted(&milestone, contract.creator_bps.get().into(), &path), "{milestone:?} {own:?}");
        assert_eq!(
            flow.paid_in,
            flow.escrow + flow.fee_hold + flow.frozen + flow.released + flow.refunded + flow.fees_creator + flow.fees_merchant,
            "{milestone:?}"
        );
    }
}

/// Where the events lead from `planned`; each must stand in the table for the party that caused it. Two of one moment come in any order.
fn walked(history: &[Happening]) -> (MilestoneState, Vec<&Happening>) {
    let mut left: Vec<&Happening> = history.iter().collect();
    left.sort_by_key(|happening| happening.at);
    let (mut state, mut before, mut path) = (MilestoneState::Planned, None, Vec::new());
    while let Some(next) = left.iter().position(|happening| happening.from == state) {
        let happening = left.remove(next);
        let step = rules::step(state, happening.event);
        assert!(
            step.is_some_and(|(parties, way)| way.end(before) == Some(happening.to) && parties.contains(&happening.party)),
            "{happening:?}"
        );
        assert!(happening.user.is_some() || happening.party == Party::Platform, "{happening:?}");
        before = (happening.to == MilestoneState::Disputed).then_some(state);
        state = happening.to;
        path.push(happening);
    }
    assert!(left.is_empty(), "no way leads through {history:?}");
    (state, path)
}

/// What is in play of a milestone: price and merchant's fee, without what a dispute let go before acceptance; and the dispute itself, as its amount
/// and its share of the fee.
struct Play {
    price: i64,
    fee: i64,
    bps: i64,
    contested: (i64, i64),
}

impl Play {
    fn creator_fee(&self, amount: i64) -> i64 {
        amount * self.bps / 10_000
    }

    /// So much of what is held goes back with its part of the fee, the rest is earned.
    fn shared(&self, flow: &mut Flow, back: i64) {
        let (left, fee_back) = (self.price - back, self.fee * back / self.price);
        flow.escrow -= self.price;
        flow.fee_hold -= self.fee;
        flow.released += left - self.creator_fee(left);
        flow.refunded += back + fee_back;
        flow.fees_creator += self.creator_fee(left);
        flow.fees_merchant += self.fee - fee_back;
    }

    /// Of what an acceptance earned, the part of a dispute: to the creator, his fee, the merchant's fee.
    fn unearned(&self, contested: i64) -> [i64; 3] {
        let rest = self.price - contested;
        let whole = self.creator_fee(self.price);
        let (creator, merchant) = (whole - whole * rest / self.price, self.fee - self.fee * rest / self.price);
        [contested - creator, creator, merchant]
    }

    fn open(&mut self, flow: &mut Flow, from: MilestoneState, contested: i64) {
        let rest = self.price - contested;
        let fee = self.fee - self.fee * rest / self.price;
        if from == MilestoneState::Approved {
            let [net, creator, merchant] = self.unearned(contested);
            flow.released -= net;
            flow.fees_creator -= creator;
            flow.fees_merchant -= merchant;
            flow.fee_hold += fee;
        } else {
            flow.released += rest - self.creator_fee(rest);
            flow.fees_creator += self.creator_fee(rest);
            flow.fees_merchant += self.fee - fee;
            flow.fee_hold -= self.fee - fee;
            flow.escrow -= self.price;
            (self.price, self.fee) = (contested, fee);
        }
        flow.frozen += contested;
        self.contested = (contested, fee);
    }

    fn withdraw(&self, flow: &mut Flow, back_to: MilestoneState) {
        let (contested, fee) = self.contested;
        flow.frozen -= contested;
        if back_to == MilestoneState::Approved {
            let [net, creator, merchant] = self.unearned(contested);
            flow.released += net;
            flow.fees_creator += creator;
            flow.fees_merchant += merchant;
            flow.fee_hold -= fee;
        } else {
            flow.escrow += contested;
        }
    }

    fn divide(&self, flow: &mut Flow, to_creator: i64) {
        let (contested, fee) = self.contested;
        let back = contested - to_creator;
        let fee_back = fee * back / contested;
        flow.frozen -= contested;
        flow.fee_hold -= fee;
        flow.released += to_creator - self.creator_fee(to_creator);
        flow.refunded += back + fee_back;
        flow.fees_creator += self.creator_fee(to_creator);
        flow.fees_merchant += fee - fee_back;
    }
}

/// The money of a milestone by its history alone, worked out anew.
fn wanted(milestone: &Milestone, bps: i64, path: &[&Happening]) -> Flow {
    let mut play = Play { price: milestone.price.0, fee: milestone.merchant_fee.0, bps, contested: (0, 0) };
    let mut flow = Flow::default();
    for happening in path {
        match happening.event {
            Event::Funded => {
                flow = Flow { fundings: 1, paid_in: play.price + play.fee, escrow: play.price, fee_hold: play.fee, ..flow };
            }
            Event::Won => {
                flow = Flow { fundings: 1, paid_in: play.price + play.fee, escrow: play.price, fee_hold: play.fee, ..flow };
                play.shared(&mut flow, 0);
            }
            Event::Approved | Event::ReviewTimedOut => play.shared(&mut flow, 0),
            Event::Cancelled | Event::CancelledLate | Event::CancelledByCreator | Event::Stale | Event::Unstarted => {
                play.shared(&mut flow, play.price)
            }
            Event::CancelAgreed | Event::Stopped => play.shared(&mut flow, happening.amount.0),
            Event::DisputeOpened => play.open(&mut flow, happening.from, happening.amount.0),
            Event::Withdrawn => play.withdraw(&mut flow, happening.to),
            Event::Settled | Event::Defaulted | Event::RulingExecuted => play.divide(&mut flow, happening.amount.0),
            Event::Dropped | Event::Started | Event::Submitted | Event::ChangesRequested | Event::Cleared => {}
        }
    }
    flow
}

fn news(conn: &mut Conn, seen: &HashMap<i32, (i64, String)>) -> Result<News, DbError> {
    let heads: Vec<(i32, i64)> = ledger_heads::table.select((ledger_heads::bucket, ledger_heads::seq)).load(conn)?;
    let mut chains = Vec::new();
    for (bucket, seq) in heads {
        let known = seen.get(&bucket).map_or(0, |(seq, _)| *seq);
        if seq != known {
            let rows = ledger_txns::table.filter(ledger_txns::bucket.eq(bucket)).filter(ledger_txns::seq.gt(known)).order(ledger_txns::seq);
            let columns = (
                (ledger_txns::id, ledger_txns::seq, ledger_txns::kind, ledger_txns::reference),
                (ledger_txns::milestone_id, ledger_txns::prev_hash, ledger_txns::hash),
            );
            type Row = ((String, i64, String, String), (Option<String>, String, String));
            let rows: Vec<Row> = rows.select(columns).load(conn)?;
            let read =
                |((id, seq, kind, reference), (milestone, prev_hash, hash))| Txn { id, seq, kind, reference, milestone, prev_hash, hash };
            chains.push((bucket, rows.into_iter().map(read).collect::<Vec<_>>()));
        }
    }
    let ids: Vec<String> = chains.iter().flat_map(|(_, txns)| txns.iter().map(|txn| txn.id.clone())).collect();
    if ids.is_empty() {
        return Ok((chains, Vec::new(), BTreeSet::new(), BTreeMap::new()));
    }
    let columns = (
        (ledger_entries::txn_id, ledger_entries::account, ledger_entries::currency),
        (ledger_entries::amount, ledger_entries::acct_version, ledger_entries::balance_after),
    );
    type Named = (String, String, String);
    let rows: Vec<(Named, (i64, i64, i64))> =
        ledger_entries::table.filter(ledger_entries::txn_id.eq_any(&ids)).select(columns).load(conn)?;
    let line = |((txn, account, currency), (amount, version, after))| Line { txn, account, currency, amount, version, after };
    let lines: Vec<Line> = rows.into_iter().map(line).collect();
    let noted = audit_lines::table.filter(audit_lines::object.eq_any(&ids)).filter(audit_lines::action.like("ledger.%"));
    let noted: Vec<String> = noted.select(audit_lines::object).load(conn)?;
    let names: Vec<&str> = lines.iter().map(|line| line.account.as_str()).collect();
    let columns = ((ledger_accounts::account, ledger_accounts::currency), (ledger_accounts::version, ledger_accounts::balance));
    let stored: Vec<((String, String), (i64, i64))> =
        ledger_accounts::table.filter(ledger_accounts::account.eq_any(names)).select(columns).load(conn)?;
    Ok((chains, lines, noted.into_iter().collect(), stored.into_iter().collect()))
}

#[derive(diesel::QueryableByName)]
struct Crooked {
    #[diesel(sql_type = diesel::sql_types::Text)]
    what: String,
}

/// What must not be found anywhere: a currency that does not sum to zero, more accepted bids than places, two live contracts of a bid, a deal of
/// somebody with himself, two operations of one fact, a payment of which more went back than came.
pub fn crooked(conn: &mut Conn) -> Result<Vec<String>, DbError> {
    const LOOKS: [&str; 7] = [
        "SELECT currency AS what FROM ledger_accounts GROUP BY currency HAVING SUM(balance) <> 0",
        "SELECT b.id AS what FROM briefs b WHERE (SELECT COUNT(*) FROM bids WHERE brief_id = b.id AND state = 'accepted') > b.places",
        "SELECT b.id AS what FROM briefs b WHERE b.places_taken <>
         (SELECT COUNT(*) FROM contracts WHERE brief_id = b.id AND state <> 'expired')",
        "SELECT bid_id AS what FROM contracts WHERE state <> 'expired' GROUP BY bid_id HAVING COUNT(*) > 1",
        "SELECT c.id AS what FROM contracts c JOIN creators k ON k.id = c.creator_id JOIN memberships m ON m.user_id = k.user_id
         AND m.org_id = c.org_id",
        "SELECT idem_key AS what FROM operations GROUP BY idem_key HAVING COUNT(*) > 1",
        "SELECT r.checkout_id AS what FROM operations r WHERE r.kind = 'refund' AND r.state <> 'declined' GROUP BY r.checkout_id
         HAVING SUM(r.amount) > (SELECT MAX(c.amount) FROM operations c WHERE c.kind = 'charge' AND c.checkout_id = r.checkout_id)",
    ];
    let mut found = Vec::new();
    for look in LOOKS {
        found.extend(query::<Crooked>(conn, look)?.into_iter().map(|row| row.what));
    }
    Ok(found)
}

/// Rows of a question in plain SQL, which both databases read alike.
fn query<
    R: diesel::deserialize::QueryableByName<diesel::sqlite::Sqlite> + diesel::deserialize::QueryableByName<diesel::pg::Pg> + 'static,
>(
    conn: &mut Conn,
    sql: &str,
) -> Result<Vec<R>, DbError> {
    let question = diesel::sql_query(sql);
    Ok(match conn {
        Conn::Sqlite(conn) => question.load(conn)?,
        Conn::Pg(conn) => question.load(conn)?,
    })
}
