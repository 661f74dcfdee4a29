//! What admins do: propose, agree, refuse, look again.

use super::model::{ActKind, ActState, Concerned, Proposal, Wish};
use super::{rules, store};
use crate::audit::{self, Act};
use crate::bids;
use crate::briefs::{self, Brief};
use crate::contracts;
use crate::failure::{Failure, STATE_REFUSED};
use crate::ledger::Provider;
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::operations::{self, Fuse, Operation, OperationKind};
use crate::payments::{self, Belongs, Till, Unexplained};
use crate::payouts::{self, Desk};
use crate::platform::db::{Conn, Tx};
use crate::primitives::Choice as _;
use crate::primitives::id::{ActId, BriefId, OperationId, PayoutId, VerificationId};
use crate::sessions::{AdminRole, Person};
use crate::verifications::{self, Whose};
use crate::web::Site;

/// Whose matter it is. Not found: there is no such thing. Invalid: whose it shall be is nobody here.
pub(super) fn concerned(conn: &mut Conn, wish: &Wish) -> Result<Concerned, Failure> {
    let subject = wish.subject.as_str();
    match wish.kind {
        ActKind::FuseConfirm => Fuse::from_word(subject).map(|_| Concerned::default()).ok_or(Failure::NotFound),
        ActKind::OperationGiveUp => {
            let operation = operation(conn, subject)?;
            concerned_by(conn, &operation)
        }
        ActKind::PayoutReversal => {
            let transfer = operations::find_for_payout(conn, payout(subject)?)?.ok_or(Failure::NotFound)?;
            concerned_by(conn, &transfer)
        }
        ActKind::SuspenseReturn => unexplained(conn, subject).map(|_| Concerned::default()),
        ActKind::SuspenseUndo => match unexplained(conn, subject)?.target.as_deref().and_then(Belongs::parse) {
            Some(whose) => owned_by(conn, whose),
            None => Ok(Concerned::default()),
        },
        ActKind::BriefStop => {
            let brief = brief(conn, subject)?;
            in_brief(conn, &brief)
        }
        ActKind::VerificationGrant => Ok(match verifications::concerned(conn, verification(subject)?)? {
            Whose::Org(org) => Concerned { orgs: vec![org], ..Concerned::default() },
            Whose::Creator(creator) => Concerned { creators: vec![creator], ..Concerned::default() },
        }),
        ActKind::SuspenseAssign => {
            unexplained(conn, subject)?;
            owned_by(conn, belongs(wish)?).map_err(|failure| match failure {
                Failure::NotFound => Failure::field("target", "choice"),
                other => other,
            })
        }
    }
}

/// Whose money it is, or would be.
fn owned_by(conn: &mut Conn, whose: Belongs) -> Result<Concerned, Failure> {
    let (org, creator) = payments::owner_of(conn, whose)?;
    Ok(Concerned { orgs: org.into_iter().collect(), creators: creator.into_iter().collect() })
}

/// There is such a thing to do something to; whose it shall be is not asked yet.
pub(super) fn exists(conn: &mut Conn, wish: &Wish) -> Result<(), Failure> {
    match wish.kind {
        ActKind::SuspenseAssign => unexplained(conn, &wish.subject).map(drop),
        ActKind::FuseConfirm
        | ActKind::OperationGiveUp
        | ActKind::PayoutReversal
        | ActKind::SuspenseReturn
        | ActKind::SuspenseUndo
        | ActKind::BriefStop
        | ActKind::VerificationGrant => concerned(conn, wish).map(drop),
    }
}

/// Whoever wants it, and whoever offered to do it or does.
fn in_brief(conn: &mut Conn, brief: &Brief) -> Result<Concerned, Failure> {
    let creators = bids::list_of_brief(conn, brief.id)?.iter().map(|bid| bid.creator).collect();
    Ok(Concerned { orgs: vec![brief.org], creators })
}

fn brief(conn: &mut Conn, subject: &str) -> Result<Brief, Failure> {
    let id: BriefId = subject.parse().map_err(|_| Failure::NotFound)?;
    briefs::find(conn, id)?.ok_or(Failure::NotFound)
}

fn verification(subject: &str) -> Result<VerificationId, Failure> {
    subject.parse().map_err(|_| Failure::NotFound)
}

fn unexplained(conn: &mut Conn, subject: &str) -> Result<Unexplained, Failure> {
    payments::find_unexplained(conn, subject)?.ok_or(Failure::NotFound)
}

fn belongs(wish: &Wish) -> Result<Belongs, Failure> {
    Belongs::parse(&wish.target).ok_or_else(|| Failure::field("target", "choice"))
}

fn payout(subject: &str) -> Result<PayoutId, Failure> {
    subject.parse().map_err(|_| Failure::NotFound)
}

fn operation(conn: &mut Conn, subject: &str) -> Result<Operation, Failure> {
    let id: OperationId = subject.parse().map_err(|_| Failure::NotFound)?;
    operations::find(conn, id)?.ok_or(Failure::NotFound)
}

/// Both sides of the deal that an operation belongs to, or the one that it is about.
pub(super) fn concerned_by(conn: &mut Conn, operation: &Operation) -> Result<Concerned, Failure> {
    let mut found = Concerned { orgs: operation.org.into_iter().collect(), creators: operation.creator.into_iter().collect() };
    if let Some(id) = operation.contract {
        let contract = contracts::get(conn, id)?;
        found.orgs.push(contract.org);
        found.creators.push(contract.creator);
    }
    Ok(found)
}

/// It can be done as things stand now.
fn is_due(conn: &mut Conn, kind: ActKind, subject: &str) -> Result<bool, Failure> {
    Ok(match kind {
        ActKind::FuseConfirm => operations::list_blown(conn)?.iter().any(|blown| blown.fuse.word() == subject),
        ActKind::OperationGiveUp => operation(conn, subject)?.may_be_given_up(),
        ActKind::PayoutReversal => payouts::arrived(conn, payout(subject)?)?.is_some(),
        ActKind::SuspenseAssign => unexplained(conn, subject)?.is_open(),
        ActKind::SuspenseReturn => unexplained(conn, subject)?.may_go_back(),
        ActKind::SuspenseUndo => {
            let one = unexplained(conn, subject)?;
            payments::may_unassign(conn, &one)?
        }
        ActKind::BriefStop => briefs::may_stop(&brief(conn, subject)?),
        ActKind::VerificationGrant => verifications::may_grant(conn, verification(subject)?)?,
    })
}

/// An admin wants something done to money; the others of his role are asked for their agreement.
/// Refusals: `state.refused` if there is nothing to do, `admin.proposed` if it was proposed already, `admin.own_deal`.
pub(super) fn propose(tx: &mut Tx<'_>, act: &Act, person: &Person, wish: &Wish, reason: &str) -> Result<ActId, Failure> {
    let kind = wish.kind;
    let concerned = concerned(tx, wish)?;
    rules::may_touch(person, rules::role(kind), &concerned, act.at)?;
    if !is_due(tx, kind, &wish.subject)? {
        return Err(STATE_REFUSED.into());
    }
    let new = Proposal {
        id: ActId::random(),
        kind,
        subject: wish.subject.clone(),
        target: if kind == ActKind::SuspenseAssign { wish.target.clone() } else { String::new() },
        reason: reason.to_owned(),
        state: ActState::Proposed,
        version: 1,
        proposed_by: person.id,
        proposed_at: act.at,
        decided_by: None,
        decided_at: None,
    };
    if !store::insert(tx, &new)? {
        return Err(rules::PROPOSED.into());
    }
    audit::note(tx, act, &format!("act.proposed.{kind}"), &new.id, reason)?;
    let notice = Notice {
        kind: NoticeKind::ActProposed,
        subject: new.id.to_string(),
        url: format!("/admin/acts/{}", new.id),
        needs_action: true,
        params: vec![("who", Param::text(&person.name)), ("act", Param::word(format!("admin-act-{kind}")))],
    };
    notices::tell_admins(tx, act, rules::role(kind), Some(person.id), &notice)?;
    Ok(new.id)
}

/// A second admin agrees: it is done now, in the same transaction. Refusals: `admin.second_wanted`, `admin.own_deal`, `state.refused`.
pub(super) fn confirm(tx: &mut Tx<'_>, act: &Act, person: &Person, id: ActId, site: &Site) -> Result<(), Failure> {
    let proposal = waiting_for(tx, act, person, id)?;
    rules::second(&proposal, person)?;
    store::decide(tx, &proposal, ActState::Confirmed, person.id, act.at)?;
    audit::note(tx, act, &format!("act.confirmed.{}", proposal.kind), &id, &proposal.reason)?;
    carry_out(tx, act, (&proposal, person), site)?;
    notices::settle(tx, act, &id.to_string())
}

/// An admin does not agree, or takes back what he proposed. Refusals: `admin.own_deal`, `state.refused`.
pub(super) fn refuse(tx: &mut Tx<'_>, act: &Act, person: &Person, id: ActId) -> Result<(), Failure> {
    let proposal = waiting_for(tx, act, person, id)?;
    if proposal.state != ActState::Proposed {
        return Err(STATE_REFUSED.into());
    }
    store::decide(tx, &proposal, ActState::Refused, person.id, act.at)?;
    audit::note(tx, act, &format!("act.refused.{}", proposal.kind), &id, "")?;
    notices::settle(tx, act, &id.to_string())
}

fn waiting_for(tx: &mut Tx<'_>, act: &Act, person: &Person, id: ActId) -> Result<Proposal, Failure> {
    let proposal = store::find(tx, id)?.ok_or(Failure::NotFound)?;
    let concerned = concerned(tx, &proposal.wish())?;
    rules::may_touch(person, rules::role(proposal.kind), &concerned, act.at)?;
    Ok(proposal)
}

/// What was agreed on happens, by the verb of the noun that it belongs to.
fn carry_out(tx: &mut Tx<'_>, act: &Act, (proposal, person): (&Proposal, &Person), site: &Site) -> Result<(), Failure> {
    match proposal.kind {
        ActKind::FuseConfirm => {
            let fuse = Fuse::from_word(&proposal.subject).ok_or(Failure::NotFound)?;
            if operations::confirm_one(tx, act, fuse, &proposal.reason)? { Ok(()) } else { Err(STATE_REFUSED.into()) }
        }
        ActKind::OperationGiveUp => {
            let operation = operation(tx, &proposal.subject)?;
            give_up(tx, act, &operation, site)
        }
        ActKind::PayoutReversal => payouts::take_back(tx, act, payout(&proposal.subject)?),
        ActKind::SuspenseAssign => payments::assign(tx, act, &proposal.subject, belongs(&proposal.wish())?, Provider::of(&*site.gateway)?),
        ActKind::SuspenseReturn => payments::send_back(tx, act, &proposal.subject, Provider::of(&*site.gateway)?),
        ActKind::SuspenseUndo => payments::unassign(tx, act, &proposal.subject, Provider::of(&*site.gateway)?),
        ActKind::BriefStop => {
            let brief = brief(tx, &proposal.subject)?;
            contracts::stop_brief(tx, act, brief.id, &proposal.reason)
        }
        ActKind::VerificationGrant => verifications::grant(tx, act, person.id, verification(&proposal.subject)?),
    }
}

/// Nothing happened at the provider, and nothing will: what had left for it is where it came from.
fn give_up(tx: &mut Tx<'_>, act: &Act, operation: &Operation, site: &Site) -> Result<(), Failure> {
    if !operation.may_be_given_up() {
        return Err(STATE_REFUSED.into());
    }
    match operation.kind {
        OperationKind::Customer | OperationKind::Charge | OperationKind::Refund => {
            payments::give_up(tx, act, operation, &Till::of(site, operation.money.currency)?)
        }
        OperationKind::Account | OperationKind::AccountLink | OperationKind::Transfer | OperationKind::Reversal => {
            payouts::give_up(tx, act, operation, &Desk::of(site)?)
        }
    }
}

/// An admin wants a call to the provider to be looked up, or sent again, now. It moves nothing by itself: what is asked for was decided long ago.
/// Refusals: `admin.own_deal`, `state.refused` if nothing waits.
pub(super) fn look_again(tx: &mut Tx<'_>, act: &Act, person: &Person, id: OperationId) -> Result<(), Failure> {
    let operation = operations::find(tx, id)?.ok_or(Failure::NotFound)?;
    let concerned = concerned_by(tx, &operation)?;
    rules::may_touch(person, AdminRole::FinanceAdmin, &concerned, act.at)?;
    operations::look_again(tx, act, &operation)
}

/// What to do with something that the provider said and nobody here is meant by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    /// Apply it once more.
    TryAgain,
    /// It is none of ours.
    PassOver,
}

/// An admin decides on something that the provider said. Refusals: `state.refused` if it does not wait for that.
pub(super) fn decide_on_event(tx: &mut Tx<'_>, act: &Act, person: &Person, id: &str, left: Left) -> Result<(), Failure> {
    rules::may_touch(person, AdminRole::FinanceAdmin, &Concerned::default(), act.at)?;
    let (done, word) = match left {
        Left::TryAgain => (operations::take_up(tx, act.at, id)?, "event.taken_up"),
        Left::PassOver => (operations::pass_over(tx, act.at, id)?, "event.passed_over"),
    };
    if !done {
        return Err(STATE_REFUSED.into());
    }
    Ok(audit::note(tx, act, word, &id, "")?)
}
