//! What a merchant does: order.

use super::model::{NewOrder, Ordered};
use super::store;
use crate::audit::{self, Act};
use crate::bids::{self, Offer};
use crate::briefs::{self, BriefKind, Budget, Level, Licence, NewDraft, Words};
use crate::capacity;
use crate::contracts::{self, Award, Terms};
use crate::failure::{Failure, VERSION_STALE};
use crate::packages::{self, Offering, Package, Standing};
use crate::platform::db::{Conn, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{OrgId, PackageId, PackageOrderId};
use crate::sessions::{self, Measure, Person, Right};
use crate::tiers::{self, RateCard};

/// Days in which a limit of orders counts.
const WEEK_HOURS: i64 = 7 * 24;
/// Until when the brief of an order could be bid on; it is filled at once.
const OPEN_HOURS: i64 = 24;

/// A package as everybody sees it. One that is off is found by its creator alone.
pub(super) fn get(conn: &mut Conn, person: &Person, id: PackageId) -> Result<Package, Failure> {
    let found = packages::find(conn, id)?.filter(|package| package.is_on || person.is_creator(package.creator));
    found.ok_or(Failure::NotFound)
}

/// What an order depends on now.
pub(super) fn standing(conn: &mut Conn, package: &Package, org: OrgId, now: Instant) -> Result<Standing, Failure> {
    let user = store::find_creator(conn, package.creator)?.ok_or(Failure::NotFound)?.0;
    let is_held = matches!(sessions::find_measure(conn, user)?, Some(Measure::Suspend | Measure::Hold));
    let in_week = store::count_since(conn, package.id, now.plus_hours(-WEEK_HOURS))?;
    let is_hindered = capacity::standing(conn, package.creator, now)?.is_some_and(|standing| standing.hindrance.is_some());
    Ok(Standing { is_held, is_hindered, in_week, unpaid: store::count_unpaid(conn, org)? })
}

/// Takes the package as it was seen: brief, bid and contract at once, or nothing. The contract waits for its money like any other.
pub(super) fn order(tx: &mut Tx<'_>, act: &Act, person: &Person, new: &NewOrder, card: &RateCard) -> Result<Ordered, Failure> {
    let package = get(tx, person, new.package)?;
    person.can(new.org, Right::Work)?;
    person.confirmed()?;
    if !package.offering.needs.is_empty() && new.answer.is_empty() {
        return Err(Failure::field("answer", "required"));
    }
    if package.version != new.seen || !packages::hold(tx, &package)? {
        return Err(VERSION_STALE.into());
    }
    packages::may_order(&package, standing(tx, &package, new.org, act.at)?)?;
    let rates = tiers::rates(tx, card, package.creator, act.at)?;
    let brief = briefs::open_for(tx, act, person, draft(&package, new, act.at), (package.creator, rates))?;
    let bid = bids::place_standing(tx, act, &brief, package.creator, offer(&package))?;
    let award = Award { bid, version: 1, plans: Vec::new(), rates: *card };
    let made = Ordered { id: PackageOrderId::random(), contract: contracts::award_package(tx, act, person, &award)? };
    store::insert(tx, new, made, (person.id, act.at))?;
    audit::note(tx, act, "package.ordered", &package.id, &made.contract.to_string())?;
    Ok(made)
}

/// What the contract would say, word for word but for its id and its moment: nothing is written.
pub(super) fn preview(
    conn: &mut Conn,
    person: &Person,
    (package, org): (&Package, OrgId),
    card: &RateCard,
    now: Instant,
) -> Result<Terms, Failure> {
    let new = NewOrder { package: package.id, seen: package.version, org, answer: String::new(), note: String::new() };
    let brief = briefs::drafted(person.id, draft(package, &new, now), now);
    let bid = bids::offered(&brief, (package.creator, None), offer(package), now);
    let award = Award { bid: bid.id, version: bid.version, plans: Vec::new(), rates: *card };
    contracts::preview_terms(conn, person, (&bid, &brief), &award, now)
}

/// The brief that the package and the order are together.
fn draft(package: &Package, new: &NewOrder, now: Instant) -> NewDraft {
    let said = &package.offering;
    let words = Words {
        kind: Some(BriefKind::Direct),
        title: Some(said.title.clone()),
        body: Some(body(said, new)),
        platforms: Some(said.platforms.clone()),
        languages: Some(said.languages.clone()),
        checklist: Some(said.checklist.iter().map(|point| (Level::Must, point.clone())).collect()),
        budget: Some(Budget { min: package.price.amount, max: package.price.amount }),
        bid_deadline: Some(now.plus_hours(OPEN_HOURS)),
        delivery_days: Some(said.days),
        rounds: Some(said.rounds),
        licence: Some(Licence { days: said.licence_days, ..Licence::default() }),
        ..Words::default()
    };
    let (content_form, category) = (said.content_form, said.category);
    NewDraft { org: new.org, content_form, category, currency: package.price.currency, words }
}

/// What is included, what was asked and answered, and what else was said.
fn body(said: &Offering, new: &NewOrder) -> String {
    let quoted = said.needs.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n");
    let parts = [said.text.clone(), quoted, new.answer.clone(), new.note.clone()];
    parts.into_iter().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn offer(package: &Package) -> Offer {
    Offer {
        price: package.price.amount,
        time: None,
        pieces: 1,
        days: package.offering.days,
        rounds: package.offering.rounds,
        message: package.offering.text.clone(),
        answer: String::new(),
        channel: None,
        picks: Vec::new(),
    }
}
