//! What is there of what a newcomer has to do.

use super::way::{self, Common, Company, Maker, Office, Side, Way, Written};
use crate::agencies::MembershipState;
use crate::bids::{self, BidState};
use crate::briefs::BriefState;
use crate::platform::db::{Conn, DbError};
use crate::primitives::id::{CreatorId, OrgId};
use crate::primitives::{Choice as _, Instant, Limit};
use crate::sessions::{Member, OrgKind, Person, Right};
use crate::verifications::{self, Whose};
use crate::{accounts, agencies, briefs, creators, ledger, packages, payouts};

/// So many drafts are looked into.
const DRAFTS: usize = 10;

/// The way of a person on one side, however far he is.
pub(in crate::screens) fn load(conn: &mut Conn, person: &Person, side: Side, now: Instant) -> Result<Way, DbError> {
    let common = Common { is_confirmed: person.confirmed, has_read_rules: accounts::has_read_rules(conn, person.id)? };
    match side {
        Side::Merchant => {
            let orgs = works_for(person, OrgKind::Merchant);
            let most = Limit::new(100).unwrap_or(Limit::PAGE);
            let own: Vec<OrgId> = orgs.iter().map(|member| member.org).collect();
            let mut all = briefs::list_of_org(conn, &own, None, None, most)?.items;
            // A list holds no brief whole; whoever never published anything has few.
            let drafts = all.iter_mut().filter(|brief| matches!(brief.state, BriefState::Draft | BriefState::Rejected));
            for brief in drafts.take(DRAFTS) {
                *brief = briefs::get(conn, brief.id)?;
            }
            let written = Written::of(&all, |brief| briefs::is_complete(brief, now));
            let company = orgs.first().map(|member| company(conn, member)).transpose()?;
            Ok(way::merchant(common, company.as_ref(), written))
        }
        Side::Creator => {
            let maker = person.creator.as_ref().map(|creator| maker(conn, creator.id, now)).transpose()?;
            Ok(way::creator(common, maker))
        }
        Side::Agency => {
            let office = works_for(person, OrgKind::Agency).first().map(|member| office(conn, member, now)).transpose()?;
            Ok(way::agency(common, office.as_ref()))
        }
    }
}

/// The ways that a person has begun and not come to the end of.
pub(in crate::screens) fn load_open(conn: &mut Conn, person: &Person, now: Instant) -> Result<Vec<Way>, DbError> {
    let mut ways = Vec::new();
    if !works_for(person, OrgKind::Merchant).is_empty() {
        ways.push(load(conn, person, Side::Merchant, now)?);
    }
    if !works_for(person, OrgKind::Agency).is_empty() {
        ways.push(load(conn, person, Side::Agency, now)?);
    }
    if person.creator.is_some() {
        ways.push(load(conn, person, Side::Creator, now)?);
    }
    ways.retain(|way| !way.is_over());
    Ok(ways)
}

/// The organisations of a kind for which this person may work, oldest place first.
fn works_for(person: &Person, kind: OrgKind) -> Vec<&Member> {
    let works = |member: &&Member| member.kind == kind && member.role.allows(Right::Work);
    person.memberships.iter().filter(works).collect()
}

fn office(conn: &mut Conn, member: &Member, now: Instant) -> Result<Office, DbError> {
    let face = agencies::find_face(conn, member.org)?;
    let states = agencies::list_states(conn, member.org)?;
    let (has_usual, has_signatory) = agencies::has_usual(conn, member.org)?;
    Ok(Office {
        org: member.org,
        role: member.role,
        has_about: face.as_ref().is_some_and(|face| !face.about.is_empty()),
        has_website: face.is_some_and(|face| !face.website.is_empty()),
        has_signatory,
        has_usual,
        has_asked: states.iter().any(|state| matches!(state, MembershipState::Invited | MembershipState::Active)),
        has_signed: states.contains(&MembershipState::Active),
        has_bid: bids::has_any_of_agency(conn, member.org)?,
        account: payouts::find_account(conn, ledger::Payee::Agency(member.org))?.map(|account| account.state(now)),
        verification: verifications::standing(conn, Whose::Org(member.org))?,
    })
}

fn company(conn: &mut Conn, member: &Member) -> Result<Company, DbError> {
    let face = briefs::find_merchant(conn, member.org)?;
    Ok(Company {
        org: member.org,
        role: member.role,
        has_about: face.as_ref().is_some_and(|face| !face.about.is_empty()),
        has_website: face.is_some_and(|face| !face.website.is_empty()),
        verification: verifications::standing(conn, Whose::Org(member.org))?,
        has_money: !ledger::balances_of_org(conn, member.org)?.is_empty(),
    })
}

fn maker(conn: &mut Conn, id: CreatorId, now: Instant) -> Result<Maker, DbError> {
    let profile = creators::find(conn, id)?;
    let one = Limit::new(1).unwrap_or(Limit::PAGE);
    Ok(Maker {
        has_bio: profile.as_ref().is_some_and(|profile| !profile.bio.is_empty()),
        has_tags: profile.is_some_and(|profile| !profile.tags.is_empty()),
        has_channel: !creators::list_channels(conn, id)?.is_empty(),
        has_work: !creators::list_works(conn, id)?.is_empty(),
        has_package: !packages::list_on_sale(conn, id)?.is_empty(),
        has_bid: !bids::list_of_creator(conn, id, BidState::ALL, None, one)?.items.is_empty(),
        account: payouts::find_account(conn, ledger::Payee::Creator(id))?.map(|account| account.state(now)),
        verification: verifications::standing(conn, Whose::Creator(id))?,
    })
}
