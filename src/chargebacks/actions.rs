//! What the provider and admins do to chargebacks.

use super::model::{Chargeback, ChargebackState, Left, Part, Share};
use super::{rules, store};
use crate::audit::{self, Act};
use crate::clocks;
use crate::contracts::{self, Contract, Milestone, MilestoneState};
use crate::failure::{Failure, STATE_REFUSED};
use crate::ledger::{self, Account, Provider, postings};
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::operations;
use crate::payments::{self, Checkout};
use crate::platform::db::Tx;
use crate::platform::gateway::Case;
use crate::primitives::id::{ChargebackId, CreatorId};
use crate::primitives::{Instant, Minor, Money};
use crate::sessions::{AdminRole, Right};

/// The provider shows where a case stands: it is opened (M26), and it ends won (M27) or lost (M28, M29), each once. Returns how many effects that had.
pub(super) fn see(tx: &mut Tx<'_>, act: &Act, provider: Provider, checkout: &Checkout, seen: &Case) -> Result<i32, Failure> {
    let known = store::find_by_ref(tx, &seen.id)?;
    let mut effects = i32::from(known.is_none());
    let mut now = match known {
        Some(known) => known,
        None => open(tx, act, checkout, seen)?,
    };
    if seen.taken && now.taken_at.is_none() {
        now = take(tx, act, provider, &now, seen)?;
        effects += 1;
    }
    let Some(state) = rules::after(now.state, seen.stand) else { return Ok(effects) };
    match state {
        ChargebackState::Won => win(tx, act, provider, &now)?,
        ChargebackState::Lost => lose(tx, act, provider, &now)?,
        ChargebackState::Opened | ChargebackState::EvidenceSent => advance(tx, act, &now, &Chargeback { state, ..now.clone() })?,
    }
    Ok(effects + 1)
}

fn open(tx: &mut Tx<'_>, act: &Act, checkout: &Checkout, seen: &Case) -> Result<Chargeback, Failure> {
    let new = Chargeback {
        id: ChargebackId::random(),
        provider_ref: seen.id.clone(),
        checkout: checkout.id,
        org: checkout.org,
        contract: checkout.contract,
        money: seen.money,
        reason: seen.reason.clone(),
        state: ChargebackState::Opened,
        version: 1,
        opened_at: act.at,
        due_at: seen.due_at,
        taken_at: None,
        send_at: rules::send_at(act.at, seen.due_at),
        sent_at: None,
        evidence: String::new(),
        borne_by_org: Minor::ZERO,
        borne_by_creator: Minor::ZERO,
        looked_at: act.at,
        ended_at: None,
    };
    if !store::insert(tx, &new)? {
        return Err(Failure::Conflicted);
    }
    audit::note(tx, act, "chargeback.opened", &new.id, &seen.reason)?;
    tell(tx, act, &new, NoticeKind::ChargebackOpened)?;
    Ok(new)
}

/// M26: the money was taken. The deal stands still, and as much stays in the wallet.
fn take(tx: &mut Tx<'_>, act: &Act, provider: Provider, seen: &Chargeback, case: &Case) -> Result<Chargeback, Failure> {
    let taken = Chargeback { taken_at: Some(act.at), ..seen.clone() };
    advance(tx, act, seen, &taken)?;
    ledger::post(tx, act, &postings::chargeback(&seen.booked(provider), case.fee)?)?;
    let checkout = payments::find_checkout(tx, seen.checkout)?.ok_or(Failure::NotFound)?;
    payments::contest(tx, &checkout, seen.money.amount)?;
    if let Some(contract) = seen.contract {
        operations::freeze(tx, act.at, contract, &seen.id.to_string())?;
    }
    Ok(Chargeback { version: seen.version.saturating_add(1), ..taken })
}

/// M27.
fn win(tx: &mut Tx<'_>, act: &Act, provider: Provider, seen: &Chargeback) -> Result<(), Failure> {
    let state = ChargebackState::Won;
    advance(tx, act, seen, &Chargeback { state, ended_at: Some(act.at), ..seen.clone() })?;
    if seen.taken_at.is_some() {
        ledger::post(tx, act, &postings::chargeback_won(&seen.booked(provider))?)?;
        release(tx, act, seen, false)?;
    }
    tell(tx, act, seen, NoticeKind::ChargebackWon)
}

/// The deal goes on, and the payment is as before or gone.
fn release(tx: &mut Tx<'_>, act: &Act, seen: &Chargeback, lost: bool) -> Result<(), Failure> {
    let checkout = payments::find_checkout(tx, seen.checkout)?.ok_or(Failure::NotFound)?;
    payments::end_contest(tx, &checkout, seen.money.amount, lost)?;
    if let Some(contract) = seen.contract {
        operations::thaw(tx, act.at, contract, &seen.id.to_string())?;
        clocks::hasten(tx, contract, act.at)?;
    }
    Ok(())
}

/// M28 and M29: what nothing was handed in for ends, then everybody bears his part.
fn lose(tx: &mut Tx<'_>, act: &Act, provider: Provider, seen: &Chargeback) -> Result<(), Failure> {
    let (state, mut lost) = (ChargebackState::Lost, seen.clone());
    (lost.state, lost.ended_at) = (state, Some(act.at));
    if seen.taken_at.is_none() {
        advance(tx, act, seen, &lost)?;
        return tell(tx, act, seen, NoticeKind::ChargebackLost);
    }
    release(tx, act, seen, true)?;
    let parts = parts(tx, act, seen)?;
    let bearing = rules::bear(seen.money.amount, &parts)?;
    let mut creators = Vec::with_capacity(bearing.shares.len());
    for share in &bearing.shares {
        creators.push((share.creator, give_back(tx, act, seen, share, &creators)?));
    }
    let wallet = ledger::balance(tx, &Account::Wallet(seen.org), seen.money.currency)?.min(bearing.org);
    let from_org = (wallet, bearing.org.minus(wallet)?);
    lost.borne_by_org = bearing.org;
    lost.borne_by_creator = rules::borne_by_creators(&bearing)?;
    advance(tx, act, seen, &lost)?;
    ledger::post(tx, act, &postings::chargeback_lost(&seen.booked(provider), from_org, &creators)?)?;
    tell(tx, act, seen, NoticeKind::ChargebackLost)
}

/// The milestones that the payment was for, after what nothing was handed in for has ended.
fn parts(tx: &mut Tx<'_>, act: &Act, seen: &Chargeback) -> Result<Vec<Part>, Failure> {
    let Some(id) = seen.contract else { return Ok(Vec::new()) };
    let chosen = payments::list_chosen(tx, seen.checkout)?;
    let mut parts = Vec::with_capacity(chosen.len());
    for milestone in contracts::list_milestones(tx, id)?.into_iter().filter(|milestone| chosen.contains(&milestone.id)) {
        // Each end changes the contract's version: it is read anew.
        let contract = contracts::get(tx, id)?;
        contracts::call_off(tx, act, &contract, &milestone)?;
        parts.push(part(tx, &contract, &milestone)?);
    }
    Ok(parts)
}

fn part(tx: &mut Tx<'_>, contract: &Contract, milestone: &Milestone) -> Result<Part, Failure> {
    let left = if milestone.state == MilestoneState::Cancelled {
        let earned = ledger::earned(tx, milestone.id)?;
        Some(Left { to_creator: earned.released, creator_fee: earned.creator_fee, merchant_fee: earned.merchant_fee })
    } else {
        None
    };
    Ok(Part { milestone: milestone.id, creator: contract.creator, total: milestone.total()?, left })
}

type Given = (CreatorId, postings::FromCreator);

/// Where a creator's part comes from: what is kept back, what of it still clears, what may be paid out, and what is not there becomes a debt. `before`
/// is what the same case takes already.
fn give_back(tx: &mut Tx<'_>, act: &Act, seen: &Chargeback, share: &Share, before: &[Given]) -> Result<postings::FromCreator, Failure> {
    let currency = seen.money.currency;
    let own = before.iter().filter(|(creator, _)| *creator == share.creator);
    let taken = own.fold((0i64, 0i64), |(hold, available), (_, from)| (hold + from.on_hold.0, available + from.available.0));
    let mut rest = share.back.to_creator;
    let held = Minor(ledger::balance(tx, &Account::OnHold(share.creator), currency)?.0.saturating_sub(taken.0).max(0));
    let on_hold = held.min(rest);
    rest = rest.minus(on_hold)?;
    let milestone = contracts::get_milestone(tx, share.milestone)?;
    let contract = contracts::get(tx, milestone.contract)?;
    let pending = contracts::recall(tx, act, &contract, &milestone, rest)?;
    rest = rest.minus(pending)?;
    let free = Minor(ledger::balance(tx, &Account::Available(share.creator), currency)?.0.saturating_sub(taken.1).max(0));
    let available = free.min(rest);
    let debt = rest.minus(available)?;
    let (fees_creator, fees_merchant) = (share.back.creator_fee, share.back.merchant_fee);
    Ok(postings::FromCreator { on_hold, pending, available, debt, fees_creator, fees_merchant })
}

fn advance(tx: &mut Tx<'_>, act: &Act, seen: &Chargeback, now: &Chargeback) -> Result<(), Failure> {
    store::write(tx, seen, now)?;
    Ok(audit::note(tx, act, &format!("chargeback.{}", now.state), &seen.id, "")?)
}

/// Both sides and the admins who look after money.
fn tell(tx: &mut Tx<'_>, act: &Act, about: &Chargeback, kind: NoticeKind) -> Result<(), Failure> {
    let contract = about.contract.map(|id| contracts::get(tx, id)).transpose()?;
    let (title, url) = match &contract {
        Some(contract) => (contract.title.clone(), format!("/contracts/{}", contract.id)),
        None => {
            let names = contracts::org_names(tx, &[about.org])?;
            (names.get(&about.org).cloned().unwrap_or_default(), format!("/wallet?org_id={}&account=own", about.org))
        }
    };
    let mut notice = Notice {
        kind,
        subject: about.id.to_string(),
        url,
        needs_action: false,
        params: vec![("brief", Param::text(title)), ("amount", about.money.into())],
    };
    notices::tell_org(tx, act, about.org, Right::ReadMoney, &notice)?;
    if let Some(contract) = &contract {
        notices::tell_creator(tx, act, contract.creator, &notice)?;
    }
    notice.url = format!("/admin/chargebacks/{}", about.id);
    notice.needs_action = kind == NoticeKind::ChargebackOpened;
    notices::tell_admins(tx, act, AdminRole::FinanceAdmin, None, &notice)
}

/// An admin lets the evidence go out now. Refusals: `state.refused` if it has, or the case is over.
pub(super) fn send_now(tx: &mut Tx<'_>, act: &Act, id: ChargebackId) -> Result<(), Failure> {
    let seen = store::find(tx, id)?.ok_or(Failure::NotFound)?;
    if seen.state != ChargebackState::Opened {
        return Err(STATE_REFUSED.into());
    }
    store::write(tx, &seen, &Chargeback { send_at: act.at, ..seen.clone() })?;
    audit::note(tx, act, "chargeback.evidence_wanted", &id, "")?;
    notices::settle(tx, act, &id.to_string())
}

/// The provider has the evidence.
pub(super) fn sent(tx: &mut Tx<'_>, act: &Act, seen: &Chargeback, evidence: &str) -> Result<(), Failure> {
    let state = ChargebackState::EvidenceSent;
    let now = Chargeback { state, sent_at: Some(act.at), evidence: evidence.to_owned(), ..seen.clone() };
    advance(tx, act, seen, &now)?;
    notices::settle(tx, act, &seen.id.to_string())
}

/// The provider does not take the evidence: nobody tries again, and a person must look.
pub(super) fn unsent(tx: &mut Tx<'_>, act: &Act, seen: &Chargeback, code: &str) -> Result<(), Failure> {
    store::write(tx, seen, &Chargeback { send_at: Instant(i64::MAX), ..seen.clone() })?;
    audit::note(tx, act, "chargeback.evidence_refused", &seen.id, code)?;
    notices::tell_finance(tx, act, &seen.id.to_string(), code)
}

/// Nobody knows whether the provider has the evidence: the same again then.
pub(super) fn later(tx: &mut Tx<'_>, seen: &Chargeback, send_at: Instant) -> Result<(), Failure> {
    store::write(tx, seen, &Chargeback { send_at, ..seen.clone() })
}

/// What a case claims fits the payment that it names.
pub(super) fn fits(checkout: &Checkout, money: Money) -> bool {
    money.currency == checkout.money.currency && money.amount.is_positive() && money.amount <= checkout.money.amount
}
