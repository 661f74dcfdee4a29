//! Working together again: a draft for the same creator, as the work before was described.

use super::happen::see_contract;
use crate::audit::Act;
use crate::briefs::{self, BriefKind, Budget, NewDraft, Words};
use crate::contracts::model::Party;
use crate::failure::{ACT_FORBIDDEN, Failure, STATE_REFUSED};
use crate::platform::db::Tx;
use crate::primitives::id::{BriefId, ContractId};
use crate::sessions::Person;

/// The merchant of a deal that has ended drafts a direct brief like it, at its price, and invites its creator. What is missing is a deadline.
pub(crate) fn rehire(tx: &mut Tx<'_>, act: &Act, person: &Person, id: ContractId) -> Result<BriefId, Failure> {
    let (contract, access) = see_contract(tx, person, id)?;
    if access.party != Party::Merchant || !access.works {
        return Err(ACT_FORBIDDEN.into());
    }
    if !contract.state.is_terminal() {
        return Err(STATE_REFUSED.into());
    }
    let before = briefs::get(tx, contract.brief)?;
    let budget = Budget { min: contract.price, max: contract.price };
    let words = Words { kind: Some(BriefKind::Direct), visibility: None, budget: Some(budget), ..before.words() };
    let (content_form, category) = (before.content_form, before.category);
    let new = NewDraft { org: contract.org, content_form, category, currency: contract.currency, words };
    let draft = briefs::create_draft(tx, act, person, new)?;
    briefs::invite(tx, act, person, draft, contract.creator)?;
    Ok(draft)
}
