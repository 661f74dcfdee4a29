//! What the two sides and moderators do about a neutral look.

use super::model::{Given, Opinion, Verdict};
use super::{rules, store};
use crate::audit::{self, Act};
use crate::briefs::Check;
use crate::contracts::{self, Contract, Milestone, Parties, rules::Access};
use crate::deliveries::pages::VersionView;
use crate::events::{self, Concerns};
use crate::failure::{Failure, STATE_REFUSED};
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::{Conn, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{ContractId, MilestoneId, OpinionId};
use crate::sessions::{AdminRole, Person, Right};

/// Opinions about these milestones, oldest first.
pub fn list(conn: &mut Conn, of: &[MilestoneId]) -> Result<Vec<Opinion>, Failure> {
    Ok(store::list(conn, of)?)
}

/// The reader may ask a moderator about the newest version now.
#[must_use]
pub fn may_ask(milestone: &Milestone, access: Access, opinions: &[Opinion]) -> bool {
    rules::may_ask(milestone, access, opinions)
}

/// Since when each waits for a moderator, the longest waiting first.
pub fn waiting_since(conn: &mut Conn, most: i64) -> Result<Vec<Instant>, Failure> {
    Ok(store::list_waiting(conn, most)?.iter().map(|opinion| opinion.at).collect())
}

/// A moderator is asked about some part of the deal now: until he has answered he looks at the work itself.
pub(in crate::deliveries) fn is_looked_at(conn: &mut Conn, person: &Person, contract: ContractId) -> Result<bool, Failure> {
    Ok(person.judges(AdminRole::Moderator) && !store::list_looked_at(conn, contract)?.is_empty())
}

/// The milestones of the deal about which a moderator is asked now.
pub(in crate::deliveries) fn looked_at(conn: &mut Conn, contract: ContractId) -> Result<Vec<MilestoneId>, Failure> {
    Ok(store::list_looked_at(conn, contract)?)
}

/// The contract and the milestone, for whoever may ask about it now.
pub(super) fn asking(conn: &mut Conn, person: &Person, id: MilestoneId) -> Result<(Contract, Milestone, contracts::Party), Failure> {
    let (contract, milestone, party) = contracts::acting(conn, person, id)?;
    rules::check_asking(&milestone, &store::list(conn, &[id])?)?;
    Ok((contract, milestone, party))
}

/// One side asks a moderator.
pub(super) fn ask(tx: &mut Tx<'_>, act: &Act, person: &Person, id: MilestoneId, question: &str) -> Result<Contract, Failure> {
    let (contract, milestone, party) = asking(tx, person, id)?;
    let opinion = Opinion {
        id: OpinionId::random(),
        milestone: id,
        version: milestone.times_submitted,
        party,
        by: person.id,
        question: question.to_owned(),
        at: act.at,
        given: None,
    };
    store::insert(tx, &opinion)?;
    audit::note(tx, act, "opinion.asked", &opinion.id, "")?;
    events::show(tx, act, Concerns::both(contract.org, contract.creator, &contract.id))?;
    let case =
        notice(&contract, &milestone, NoticeKind::OpinionAsked, (opinion.id.to_string(), format!("/admin/opinions/{}", opinion.id), true));
    notices::tell_admins(tx, act, AdminRole::Moderator, Some(person.id), &case)?;
    Ok(contract)
}

fn notice(contract: &Contract, milestone: &Milestone, kind: NoticeKind, (subject, url, needs_action): (String, String, bool)) -> Notice {
    let params = vec![("brief", Param::text(&contract.title)), ("milestone", Param::text(&milestone.title))];
    Notice { kind, subject, url, needs_action, params }
}

/// What a moderator has before him.
pub(super) struct Case {
    pub(super) opinion: Opinion,
    pub(super) contract: Contract,
    pub(super) milestone: Milestone,
    pub(super) parties: Parties,
    pub(super) checks: Vec<Check>,
    pub(super) version: Option<VersionView>,
}

/// A case, for a moderator who is no party in it.
pub(super) fn case(conn: &mut Conn, person: &Person, id: OpinionId) -> Result<Case, Failure> {
    person.judges_as(AdminRole::Moderator)?;
    let opinion = store::find(conn, id)?.ok_or(Failure::NotFound)?;
    let milestone = contracts::get_milestone(conn, opinion.milestone)?;
    let contract = contracts::get(conn, milestone.contract)?;
    rules::check_neutral(person, &contract)?;
    let access = contracts::access(conn, &contract, person)?;
    let versions = crate::deliveries::actions::room(conn, std::slice::from_ref(&milestone), access)?;
    Ok(Case {
        version: versions.into_iter().find(|version| version.version == opinion.version),
        parties: contracts::parties(conn, &contract)?,
        checks: contracts::checklist(conn, contract.id)?,
        opinion,
        contract,
        milestone,
    })
}

/// What waits for a moderator, with the title of its deal.
pub(super) fn queue(conn: &mut Conn, person: &Person) -> Result<Vec<(Opinion, String)>, Failure> {
    person.judges_as(AdminRole::Moderator)?;
    Ok(store::list_titled(conn, 100)?)
}

/// The moderator says what he makes of it.
pub(super) fn answer(tx: &mut Tx<'_>, act: &Act, person: &Person, id: OpinionId, (verdict, words): (Verdict, &str)) -> Result<(), Failure> {
    let Case { contract, milestone, .. } = case(tx, person, id)?;
    if !store::answer(tx, id, &Given { verdict, words: words.to_owned(), by: person.id, at: act.at })? {
        return Err(STATE_REFUSED.into());
    }
    audit::note(tx, act, "opinion.given", &id, &verdict.to_string())?;
    notices::settle(tx, act, &id.to_string())?;
    events::show(tx, act, Concerns::both(contract.org, contract.creator, &contract.id))?;
    let url = format!("/contracts/{}?milestone={}#opinion", contract.id, milestone.id);
    let given = notice(&contract, &milestone, NoticeKind::OpinionGiven, (milestone.id.to_string(), url, false));
    notices::tell_creator(tx, act, contract.creator, &given)?;
    notices::tell_org(tx, act, contract.org, Right::Work, &given)
}
