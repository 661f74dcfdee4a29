//! A market to measure on: people, briefs and deals as rows, money and states through the product's own acts.

use crate::audit::Act;
use crate::contracts;
use crate::failure::Failure;
use crate::ledger::{self, Provider, postings};
use crate::platform::db::{DbError, Tx};
use crate::primitives::id::*;
use crate::primitives::{Category, ContentForm, Currency, Email, Instant, Lang, Minor, Money, Platform, Zone};
use crate::schema::{
    bids, brief_languages, brief_platforms, briefs, channels, contracts as deals, creator_languages, creator_tags, creators, memberships,
    milestones, organisations, users,
};
use crate::sessions::{CreatorRef, Member, OrgKind, Person, Role, Theme};
use diesel::prelude::*;
use std::collections::BTreeSet;

/// Rows are written so many things at a time: a statement that is over walks the pages that its transaction wrote before, so large ones take longer a row.
pub(super) const PIECE: usize = 50;
/// Milestones in one deal.
pub(super) const PARTS: usize = 12;
const PRICE: Minor = Minor(10_000);

/// A number as if by chance, of the `no`th thing, and another one for each salt; the same in every run.
pub(super) fn chance(no: usize, salt: usize) -> usize {
    let mut mixed = u64::try_from(no).unwrap_or_default() ^ u64::try_from(salt).unwrap_or_default().rotate_right(16);
    for (shift, factor) in [(30, 0xbf58_476d_1ce4_e5b9_u64), (27, 0x94d0_49bb_1331_11eb), (31, 0x9e37_79b9_7f4a_7c15)] {
        mixed = (mixed ^ (mixed >> shift)).wrapping_mul(factor);
    }
    usize::try_from(mixed >> 33).unwrap_or_default()
}

/// The two sides.
#[derive(Clone)]
pub(super) struct Sides {
    pub(super) merchant: Person,
    pub(super) creator: Person,
    pub(super) org: OrgId,
    creator_id: CreatorId,
}

/// Somebody with a login.
fn person(tx: &mut Tx<'_>, name: &str, at: Instant) -> Result<Person, Failure> {
    let id = UserId::random();
    let email: Email = format!("{name}@bench.example").parse().map_err(|_| Failure::Bug("an address".to_owned()))?;
    diesel::insert_into(users::table)
        .values((
            (users::id.eq(id), users::email.eq(&email), users::name.eq(name), users::password_hash.eq("")),
            (users::locale.eq(Lang::En), users::time_zone.eq(Zone::shanghai()), users::confirmed_at.eq(at), users::created_at.eq(at)),
        ))
        .execute(&mut **tx)
        .map_err(DbError::from)?;
    Ok(Person {
        id,
        session: SessionId::random(),
        name: name.to_owned(),
        email,
        lang: Lang::En,
        zone: Zone::shanghai(),
        theme: Theme::Auto,
        confirmed: true,
        has_totp: false,
        creator: None,
        memberships: Vec::new(),
        admin_roles: Vec::new(),
        measure: None,
        stepped_up_at: None,
    })
}

/// A merchant and a creator, the `no`th pair of them.
pub(super) fn sides(tx: &mut Tx<'_>, at: Instant, no: usize) -> Result<Sides, Failure> {
    let handle = format!("bench{no}");
    let (mut merchant, mut creator) = (person(tx, &format!("merchant{no}"), at)?, person(tx, &format!("creator{no}"), at)?);
    let (org, creator_id) = (OrgId::random(), CreatorId::random());
    diesel::insert_into(organisations::table)
        .values((
            (organisations::id.eq(org), organisations::kind.eq(OrgKind::Merchant), organisations::name.eq(&handle)),
            (organisations::name_folded.eq(&handle), organisations::created_at.eq(at)),
        ))
        .execute(&mut **tx)?;
    diesel::insert_into(memberships::table)
        .values((
            (memberships::id.eq(MembershipId::random()), memberships::org_id.eq(org), memberships::user_id.eq(merchant.id)),
            (memberships::role.eq(Role::Owner), memberships::created_at.eq(at)),
        ))
        .execute(&mut **tx)?;
    diesel::insert_into(creators::table)
        .values((
            (creators::id.eq(creator_id), creators::user_id.eq(creator.id), creators::handle.eq(&handle)),
            (creators::name.eq("Bench"), creators::created_at.eq(at)),
        ))
        .execute(&mut **tx)?;
    merchant.memberships = vec![Member { org, org_name: "Bench".to_owned(), kind: OrgKind::Merchant, role: Role::Owner }];
    creator.creator = Some(CreatorRef { id: creator_id, handle });
    Ok(Sides { merchant, creator, org, creator_id })
}

/// What a creator says.
pub(super) struct Profile {
    pub(super) platforms: BTreeSet<Platform>,
    pub(super) tags: BTreeSet<&'static str>,
    pub(super) languages: BTreeSet<&'static str>,
}

/// The `no`th creator, with a profile.
pub(super) fn creator(tx: &mut Tx<'_>, at: Instant, no: usize, profile: &Profile) -> Result<(), Failure> {
    let (user, id) = (person(tx, &format!("maker{no}"), at)?.id, CreatorId::random());
    diesel::insert_into(creators::table)
        .values((
            (creators::id.eq(id), creators::user_id.eq(user), creators::handle.eq(format!("maker{no}"))),
            (creators::name.eq("Bench"), creators::created_at.eq(at)),
        ))
        .execute(&mut **tx)?;
    for platform in &profile.platforms {
        diesel::insert_into(channels::table)
            .values((
                (channels::id.eq(ChannelId::random()), channels::creator_id.eq(id), channels::platform.eq(platform)),
                (channels::handle.eq("bench"), channels::url.eq("https://example.com/bench"), channels::followers.eq(1_000)),
                (channels::stated_at.eq(at),),
            ))
            .execute(&mut **tx)?;
    }
    for tag in &profile.tags {
        let row = (creator_tags::creator_id.eq(id), creator_tags::tag.eq(tag));
        diesel::insert_into(creator_tags::table).values(row).execute(&mut **tx)?;
    }
    for language in &profile.languages {
        let row = (creator_languages::creator_id.eq(id), creator_languages::language.eq(language));
        diesel::insert_into(creator_languages::table).values(row).execute(&mut **tx)?;
    }
    Ok(())
}

/// Somebody who looks on in the merchant's name, the `no`th of them.
pub(super) fn viewer(tx: &mut Tx<'_>, sides: &Sides, at: Instant, no: usize) -> Result<UserId, Failure> {
    let viewer = person(tx, &format!("viewer{no}"), at)?;
    diesel::insert_into(memberships::table)
        .values((
            (memberships::id.eq(MembershipId::random()), memberships::org_id.eq(sides.org), memberships::user_id.eq(viewer.id)),
            (memberships::role.eq(Role::Viewer), memberships::created_at.eq(at)),
        ))
        .execute(&mut **tx)?;
    Ok(viewer.id)
}

/// What an open brief says.
pub(super) struct Draft<'a> {
    pub(super) title: &'a str,
    pub(super) body: &'a str,
    pub(super) form: ContentForm,
    pub(super) category: Category,
    pub(super) currency: Currency,
    pub(super) budget: (Minor, Minor),
    /// Hours until no bid is taken any more.
    pub(super) hours: i64,
    pub(super) platforms: BTreeSet<Platform>,
    pub(super) language: Option<&'a str>,
}

impl<'a> Draft<'a> {
    /// One like any other.
    pub(super) fn plain(title: &'a str) -> Self {
        Self {
            title,
            body: "Three photographs by daylight, and the steps in words.",
            form: ContentForm::ImageSet,
            category: Category::Home,
            currency: Currency::Cny,
            budget: (Minor(100), Minor(9_000_000)),
            hours: 240,
            platforms: BTreeSet::new(),
            language: None,
        }
    }
}

/// An open brief as rows.
pub(super) fn brief(tx: &mut Tx<'_>, sides: &Sides, at: Instant, draft: &Draft<'_>) -> Result<BriefId, DbError> {
    let id = BriefId::random();
    diesel::insert_into(briefs::table)
        .values((
            (briefs::id.eq(id), briefs::org_id.eq(sides.org), briefs::author_id.eq(sides.merchant.id), briefs::kind.eq("open_bid")),
            (briefs::state.eq("open"), briefs::title.eq(draft.title), briefs::body.eq(draft.body)),
            (briefs::content_form.eq(draft.form), briefs::category.eq(draft.category), briefs::currency.eq(draft.currency)),
            (briefs::budget_min.eq(draft.budget.0), briefs::budget_max.eq(draft.budget.1), briefs::places.eq(1), briefs::places_taken.eq(1)),
            (
                briefs::bid_deadline.eq(at.plus_hours(draft.hours)),
                briefs::delivery_days.eq(7),
                briefs::review_days.eq(7),
                briefs::rounds.eq(2),
            ),
            (briefs::licence.eq("{\"channels\":[],\"territory\":\"\",\"days\":90,\"ai_training\":false,\"voice\":false,\"likeness\":false,\"editing\":false}"),),
            (briefs::bid_cap.eq(30), briefs::visibility.eq("public"), briefs::extended.eq(false), briefs::created_at.eq(at)),
            (briefs::published_at.eq(at),),
        ))
        .execute(&mut **tx)?;
    for platform in &draft.platforms {
        let row = (brief_platforms::brief_id.eq(id), brief_platforms::platform.eq(platform));
        diesel::insert_into(brief_platforms::table).values(row).execute(&mut **tx)?;
    }
    if let Some(language) = draft.language {
        let row = (brief_languages::brief_id.eq(id), brief_languages::language.eq(language));
        diesel::insert_into(brief_languages::table).values(row).execute(&mut **tx)?;
    }
    Ok(id)
}

/// What a deal pays the platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fees {
    /// Both sides' usual fees.
    Usual,
    /// Nothing.
    None,
}

impl Fees {
    const fn merchant_bps(self) -> i32 {
        match self {
            Self::Usual => 500,
            Self::None => 0,
        }
    }

    const fn creator_bps(self) -> i32 {
        match self {
            Self::Usual => 1_000,
            Self::None => 0,
        }
    }
}

/// A deal whose milestones were all handed in: rows for what was agreed, acts for everything that moved.
pub(super) fn submitted_deal(tx: &mut Tx<'_>, sides: &Sides, at: Instant, fees: Fees) -> Result<Vec<MilestoneId>, Failure> {
    let contract = agreed(tx, sides, at, fees)?;
    let parts = parts(tx, contract, fees)?;
    let act = Act::of(sides.creator.id, at, "bench");
    let price = Minor(PRICE.0 * 20);
    let money = Money::new(price, Currency::Cny);
    ledger::post(tx, &act, &postings::capture(Provider::Sandbox, sides.org, CheckoutId::random(), Some(contract), money)?)?;
    contracts::fund(tx, &act, contract, &[])?;
    for part in &parts {
        contracts::submit(tx, &act, &sides.creator, *part)?;
    }
    Ok(parts)
}

fn agreed(tx: &mut Tx<'_>, sides: &Sides, at: Instant, fees: Fees) -> Result<ContractId, Failure> {
    let (brief, bid, id) = (brief(tx, sides, at, &Draft::plain("Bench"))?, BidId::random(), ContractId::random());
    let parts = i64::try_from(PARTS).unwrap_or_default();
    let price = Minor(PRICE.0 * parts);
    diesel::insert_into(bids::table)
        .values((
            (bids::id.eq(bid), bids::brief_id.eq(brief), bids::creator_id.eq(sides.creator_id), bids::state.eq("accepted")),
            (bids::currency.eq(Currency::Cny), bids::price.eq(price), bids::days.eq(7), bids::rounds.eq(2), bids::message.eq("")),
            (bids::expires_at.eq(at.plus_hours(168)), bids::created_at.eq(at)),
        ))
        .execute(&mut **tx)?;
    diesel::insert_into(deals::table)
        .values((
            (deals::id.eq(id), deals::brief_id.eq(brief), deals::bid_id.eq(bid), deals::org_id.eq(sides.org)),
            (deals::creator_id.eq(sides.creator_id), deals::awarded_by.eq(sides.merchant.id), deals::state.eq("pending_funding")),
            (
                deals::title.eq("Bench"),
                deals::currency.eq(Currency::Cny),
                deals::price.eq(price),
                deals::merchant_bps.eq(fees.merchant_bps()),
            ),
            (
                deals::creator_bps.eq(fees.creator_bps()),
                deals::rounds.eq(2),
                deals::review_days.eq(7),
                deals::fund_until.eq(at.plus_hours(72)),
            ),
            (deals::created_at.eq(at),),
        ))
        .execute(&mut **tx)?;
    Ok(id)
}

fn parts(tx: &mut Tx<'_>, contract: ContractId, fees: Fees) -> Result<Vec<MilestoneId>, DbError> {
    let mut ids = Vec::with_capacity(PARTS);
    for position in 1..=i32::try_from(PARTS).unwrap_or_default() {
        let id = MilestoneId::random();
        diesel::insert_into(milestones::table)
            .values((
                (
                    milestones::id.eq(id),
                    milestones::contract_id.eq(contract),
                    milestones::position.eq(position),
                    milestones::title.eq("Part"),
                ),
                (
                    milestones::state.eq("planned"),
                    milestones::price.eq(PRICE),
                    milestones::merchant_fee.eq(Minor(PRICE.0 * i64::from(fees.merchant_bps()) / 10_000)),
                    milestones::days.eq(7),
                ),
                (milestones::rounds_left.eq(2),),
            ))
            .execute(&mut **tx)?;
        ids.push(id);
    }
    Ok(ids)
}

/// What the merchant sees when he approves a part.
pub(super) fn seen() -> contracts::Seen {
    contracts::Seen { delivery: 1, amount: Money::new(PRICE, Currency::Cny) }
}
