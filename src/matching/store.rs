//! What is known of creators and of prices, read from the tables of the nouns above: their states are words here.

use super::model::{Made, Maker, Person, Price};
use crate::capacity;
use crate::platform::db::{AtMost as _, Conn, DbError};
use crate::primitives::id::{CreatorId, OrgId};
use crate::primitives::{Category, ContentForm, Currency, Instant, Language, Minor, Platform};
use crate::schema::{bids, briefs, channels, contracts, creator_languages, creator_tags, creators, memberships, ratings};
use diesel::prelude::*;
use std::collections::{BTreeMap, HashMap};

/// So many creators are weighed in one go.
pub(super) const PIECE: usize = 2_000;
/// Members of an organisation who are creators too.
const MEMBERS: i64 = 1_000;
/// Creators with whom a merchant finished something.
const PARTNERS: i64 = 100_000;
/// Prices that one median is taken of.
const PRICES: i64 = 200;

type Name = (CreatorId, String, String, Instant);

/// What a creator says, by whose it is.
#[derive(Default)]
struct Lists {
    tags: HashMap<CreatorId, Vec<String>>,
    languages: HashMap<CreatorId, Vec<Language>>,
    platforms: HashMap<CreatorId, Vec<Platform>>,
    made: HashMap<CreatorId, Vec<Made>>,
    again: HashMap<CreatorId, Vec<bool>>,
}

fn grouped<T>(pairs: Vec<(CreatorId, T)>) -> HashMap<CreatorId, Vec<T>> {
    let mut groups: HashMap<CreatorId, Vec<T>> = HashMap::new();
    for (id, value) in pairs {
        groups.entry(id).or_default().push(value);
    }
    groups
}

impl Lists {
    fn load(conn: &mut Conn, ids: &[CreatorId]) -> Result<Self, DbError> {
        let tags = creator_tags::table.filter(creator_tags::creator_id.eq_any(ids)).order(creator_tags::tag);
        let languages = creator_languages::table.filter(creator_languages::creator_id.eq_any(ids)).order(creator_languages::language);
        let platforms = channels::table
            .filter(channels::creator_id.eq_any(ids).and(channels::removed_at.is_null()))
            .order(channels::followers.desc())
            .select((channels::creator_id, channels::platform));
        let made: Vec<(CreatorId, OrgId, ContentForm, Category)> = contracts::table
            .inner_join(briefs::table)
            .filter(contracts::creator_id.eq_any(ids).and(contracts::state.eq("completed")))
            .order(contracts::ended_at.desc())
            .select((contracts::creator_id, contracts::org_id, briefs::content_form, briefs::category))
            .load(conn)?;
        let again = ratings::table
            .inner_join(contracts::table)
            .filter(contracts::creator_id.eq_any(ids).and(ratings::party.eq("merchant")).and(ratings::visible_at.is_not_null()))
            .select((contracts::creator_id, ratings::again));
        Ok(Self {
            tags: grouped(tags.load(conn)?),
            languages: grouped(languages.load(conn)?),
            platforms: grouped(platforms.load(conn)?),
            made: grouped(made.into_iter().map(|(id, org, form, category)| (id, Made { org, form, category })).collect()),
            again: grouped(again.load(conn)?),
        })
    }

    fn maker(&mut self, (id, handle, name, joined): Name) -> Maker {
        let again = self.again.remove(&id).unwrap_or_default();
        let count = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
        Maker {
            person: Person { id, handle, name },
            joined,
            tags: self.tags.remove(&id).unwrap_or_default(),
            languages: self.languages.remove(&id).unwrap_or_default(),
            platforms: self.platforms.remove(&id).unwrap_or_default(),
            made: self.made.remove(&id).unwrap_or_default(),
            again: (count(again.len()), count(again.iter().filter(|again| **again).count())),
            charges: BTreeMap::new(),
            hindrance: None,
        }
    }
}

/// A creator, with what he charges: for his own eyes.
pub fn maker(conn: &mut Conn, id: CreatorId, now: Instant) -> Result<Option<Maker>, DbError> {
    let columns = (creators::id, creators::handle, creators::name, creators::created_at);
    let Some(name) = creators::table.find(id).select(columns).get_result::<Name>(conn).optional()? else { return Ok(None) };
    let maker = Lists::load(conn, &[id])?.maker(name);
    let mut prices: BTreeMap<Currency, Vec<i64>> = BTreeMap::new();
    let own = bids::table.filter(bids::creator_id.eq(id)).order(bids::created_at.desc()).select((bids::currency, bids::price));
    for (currency, price) in own.at_most(PRICES).load::<(Currency, Minor)>(conn)? {
        prices.entry(currency).or_default().push(price.0);
    }
    let hindrance = capacity::standing(conn, id, now)?.and_then(|standing| standing.hindrance);
    let middle = |mut prices: Vec<i64>| {
        prices.sort_unstable();
        prices.get(prices.len() / 2).copied()
    };
    let charges = prices.into_iter().filter_map(|(currency, prices)| Some((currency, middle(prices)?))).collect();
    Ok(Some(Maker { charges, hindrance, ..maker }))
}

fn named(conn: &mut Conn, names: Vec<Name>) -> Result<Vec<Maker>, DbError> {
    let ids: Vec<CreatorId> = names.iter().map(|(id, ..)| *id).collect();
    let mut lists = Lists::load(conn, &ids)?;
    Ok(names.into_iter().map(|name| lists.maker(name)).collect())
}

/// A piece of all creators, the longest here first, from one on; without what they charge.
pub(super) fn list_makers_after(conn: &mut Conn, after: Option<CreatorId>) -> Result<Vec<Maker>, DbError> {
    let mut who = creators::table.into_boxed();
    if let Some(after) = after {
        who = who.filter(creators::id.gt(after));
    }
    let columns = (creators::id, creators::handle, creators::name, creators::created_at);
    let most = i64::try_from(PIECE).unwrap_or(i64::MAX);
    let names = who.order(creators::id).select(columns).at_most(most).load(conn)?;
    named(conn, names)
}

/// These creators, the newest first; without what they charge.
pub(super) fn list_makers_of(conn: &mut Conn, ids: &[CreatorId]) -> Result<Vec<Maker>, DbError> {
    let columns = (creators::id, creators::handle, creators::name, creators::created_at);
    let mut makers = Vec::with_capacity(ids.len());
    for some in ids.chunks(PIECE) {
        let names = creators::table.filter(creators::id.eq_any(some)).order(creators::id.desc()).select(columns).load(conn)?;
        makers.extend(named(conn, names)?);
    }
    Ok(makers)
}

/// Creators who are members of an organisation.
pub(super) fn list_of_members(conn: &mut Conn, org: OrgId) -> Result<Vec<CreatorId>, DbError> {
    let own = memberships::table.filter(memberships::org_id.eq(org)).select(memberships::user_id);
    let rows = creators::table.filter(creators::user_id.eq_any(own)).order(creators::id);
    Ok(rows.select(creators::id).at_most(MEMBERS).load(conn)?)
}

/// Creators who finished something for an organisation.
pub(super) fn list_partners(conn: &mut Conn, org: OrgId) -> Result<Vec<CreatorId>, DbError> {
    let done = contracts::table.filter(contracts::org_id.eq(org).and(contracts::state.eq("completed")));
    Ok(done.select(contracts::creator_id).distinct().order(contracts::creator_id).at_most(PARTNERS).load(conn)?)
}

/// How many follow each of these creators on each of these platforms, as they say; no platform stands for all.
pub(super) fn list_audiences(
    conn: &mut Conn,
    ids: &[CreatorId],
    platforms: &[Platform],
) -> Result<HashMap<CreatorId, Vec<(Platform, i64)>>, DbError> {
    let rows = channels::table.filter(channels::creator_id.eq_any(ids).and(channels::removed_at.is_null()));
    let rows: Vec<(CreatorId, Platform, i64)> =
        rows.order(channels::id).select((channels::creator_id, channels::platform, channels::followers)).load(conn)?;
    // Asked for the platforms too, SQLite would go through everybody who is on them.
    let asked = rows.into_iter().filter(|(_, platform, _)| platforms.is_empty() || platforms.contains(platform));
    Ok(grouped(asked.map(|(id, platform, followers)| (id, (platform, followers))).collect()))
}

/// What was agreed for work of this form and category, newest first: each price with its merchant.
pub(super) fn list_prices(conn: &mut Conn, form: ContentForm, category: Category, currency: Currency) -> Result<Vec<Price>, DbError> {
    let agreed = contracts::table
        .inner_join(briefs::table)
        .filter(contracts::state.eq_any(["active", "completed"]).and(contracts::currency.eq(currency)))
        .filter(briefs::content_form.eq(form).and(briefs::category.eq(category)));
    let rows: Vec<(OrgId, Minor)> =
        agreed.order(contracts::created_at.desc()).select((contracts::org_id, contracts::price)).at_most(PRICES).load(conn)?;
    Ok(rows.into_iter().map(|(org, price)| Price { org, price: price.0 }).collect())
}
