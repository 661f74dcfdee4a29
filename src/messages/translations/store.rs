//! The rows of translations, and the words that have none.

use super::Translation;
use crate::contracts::Party;
use crate::each;
use crate::platform::db::{AtMost as _, Conn, DbError, Tx};
use crate::primitives::id::{BidId, ContractId, CreatorId, OrgId};
use crate::primitives::{Instant, Lang};
use crate::schema::{bid_messages, bids, briefs, contracts, creators, memberships, messages, translations, users};
use diesel::prelude::*;
use std::collections::HashMap;

/// Words that have no translation yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) sha256: String,
    pub(super) text: String,
    /// Who wrote them, and the two between whom.
    pub(super) party: Party,
    pub(super) org: OrgId,
    pub(super) creator: CreatorId,
    /// On whose page they stand: a deal or a bid.
    pub(super) page: String,
}

type Row<Page> = (String, String, Party, OrgId, CreatorId, Page);

fn words<Page: ToString>((sha256, text, party, org, creator, page): Row<Page>) -> Words {
    Words { sha256, text, party, org, creator, page: page.to_string() }
}

/// The newest words since then that have none, of deals and of bids.
pub(super) fn list_waiting(conn: &mut Conn, since: Instant, most: i64) -> Result<Vec<Words>, DbError> {
    let made = translations::table.filter(translations::sha256.eq(messages::sha256));
    let of_deals = messages::table
        .inner_join(contracts::table)
        .filter(messages::at.gt(since))
        .filter(diesel::dsl::not(diesel::dsl::exists(made)))
        .order(messages::at.desc())
        .select((messages::sha256, messages::body, messages::party, contracts::org_id, contracts::creator_id, contracts::id))
        .at_most(most);
    let rows: Vec<Row<ContractId>> = of_deals.load(conn)?;
    let mut found: Vec<Words> = rows.into_iter().map(words).collect();
    let made = translations::table.filter(translations::sha256.eq(bid_messages::sha256));
    let of_bids = bid_messages::table
        .inner_join(bids::table.inner_join(briefs::table))
        .filter(bid_messages::at.gt(since))
        .filter(diesel::dsl::not(diesel::dsl::exists(made)))
        .order(bid_messages::at.desc())
        .select((bid_messages::sha256, bid_messages::body, bid_messages::party, briefs::org_id, bids::creator_id, bids::id))
        .at_most(most);
    let rows: Vec<Row<BidId>> = of_bids.load(conn)?;
    found.extend(rows.into_iter().map(words));
    Ok(found)
}

/// Whether somebody of the side that reads them has this language.
pub(super) fn is_read_in(conn: &mut Conn, words: &Words, lang: Lang) -> Result<bool, DbError> {
    let found = if words.party == Party::Creator {
        let members = users::table.inner_join(memberships::table).filter(memberships::org_id.eq(words.org)).filter(users::locale.eq(lang));
        diesel::select(diesel::dsl::exists(members)).get_result(conn)?
    } else {
        let maker = users::table.inner_join(creators::table).filter(creators::id.eq(words.creator)).filter(users::locale.eq(lang));
        diesel::select(diesel::dsl::exists(maker)).get_result(conn)?
    };
    Ok(found)
}

/// Writes down what was made, or that nothing was or need be.
pub(super) fn insert(tx: &mut Tx<'_>, sha256: &str, target: Lang, made: Option<(&str, &str)>, at: Instant) -> Result<(), DbError> {
    let row = (
        translations::sha256.eq(sha256),
        translations::target.eq(target),
        translations::body.eq(made.map(|(text, _)| text)),
        translations::engine.eq(made.map_or("", |(_, engine)| engine)),
        translations::at.eq(at),
    );
    each!(&mut **tx, c => diesel::insert_into(translations::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(())
}

/// The translations of these words into a language, by their SHA-256.
pub(in crate::messages) fn list(conn: &mut Conn, sums: &[String], target: Lang) -> Result<HashMap<String, Translation>, DbError> {
    let made = translations::table.filter(translations::sha256.eq_any(sums.to_vec()).and(translations::target.eq(target)));
    let rows: Vec<(String, Option<String>, String)> =
        made.select((translations::sha256, translations::body, translations::engine)).at_most(1_000).load(conn)?;
    let translation =
        |(sha256, text, engine): (String, Option<String>, String)| Some((sha256, Translation { target, text: text?, engine }));
    Ok(rows.into_iter().filter_map(translation).collect())
}
