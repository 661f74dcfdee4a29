//! What Stripe says of those who pay and those who are paid.

use super::answers::{Metadata, Named, id_of, op_id, or_default};
use crate::platform::gateway::{Object, PayeeSeen, Stand, Standing};
use crate::primitives::id::OperationId;
use crate::primitives::{Currency, Instant, Minor, Money};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Account {
    id: String,
    #[serde(default)]
    payouts_enabled: Option<bool>,
    #[serde(default)]
    details_submitted: Option<bool>,
    #[serde(default, deserialize_with = "or_default")]
    capabilities: Capabilities,
    #[serde(default, deserialize_with = "or_default")]
    requirements: Requirements,
    #[serde(default, deserialize_with = "or_default")]
    metadata: Metadata,
}

#[derive(Default, Deserialize)]
struct Capabilities {
    transfers: Option<String>,
}

#[derive(Default, Deserialize)]
struct Requirements {
    #[serde(default, deserialize_with = "or_default")]
    currently_due: Vec<String>,
    #[serde(default, deserialize_with = "or_default")]
    past_due: Vec<String>,
    current_deadline: Option<i64>,
    disabled_reason: Option<String>,
}

/// A payee's account. It is usable when Stripe sends it money and pays that out.
pub(super) fn payee(value: &Value, currency: Currency) -> Option<Object> {
    let said = Account::deserialize(value).ok()?;
    let wants = said.requirements;
    let takes = said.capabilities.transfers.as_deref();
    let rejected = wants
        .disabled_reason
        .as_deref()
        .is_some_and(|reason| reason.starts_with("rejected") || reason == "listed" || reason == "platform_paused");
    let standing = match (takes, said.payouts_enabled) {
        _ if rejected => Standing::Restricted,
        (Some("active"), Some(true) | None) | (None, Some(true)) => Standing::Usable,
        _ if said.details_submitted == Some(true) && wants.disabled_reason.is_some() => Standing::Restricted,
        _ => Standing::Incomplete,
    };
    let mut needs = wants.past_due;
    needs.extend(wants.currently_due);
    needs.sort();
    needs.dedup();
    let needs_by = wants.current_deadline.map(|seconds| Instant(seconds.saturating_mul(1_000_000)));
    let seen = PayeeSeen { standing, needs, needs_by };
    Some(Object { payee: Some(seen), ..plain(said.id, op_id(&said.metadata), currency) })
}

/// A thing that is about no money.
fn plain(id: String, op_id: OperationId, currency: Currency) -> Object {
    Object { id, stand: Stand::Paid, money: Money::new(Minor::ZERO, currency), op_id, url: None, payment: None, source: None, payee: None }
}

/// A name for who pays.
pub(super) fn customer(value: &Value, currency: Currency) -> Option<Object> {
    let named = Named::deserialize(value).ok()?;
    Some(plain(id_of(value)?.to_owned(), op_id(&named.metadata), currency))
}

/// A page for a payee. It has no name of its own and bears none of ours.
pub(super) fn onboarding(value: &Value, asked: OperationId, account: &str, currency: Currency) -> Option<Object> {
    let url = value.get("url").and_then(Value::as_str)?;
    Some(Object { url: Some(url.to_owned()), ..plain(account.to_owned(), asked, currency) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_payee_is_usable_when_money_reaches_them() {
        let seen = |said: Value| payee(&said, Currency::Cny).unwrap().payee.unwrap();
        let account = |transfers: &str, payouts: bool, reason: Option<&str>| {
            seen(json!({ "id": "acct_1", "payouts_enabled": payouts, "details_submitted": true, "capabilities": { "transfers": transfers },
                "requirements": { "currently_due": ["b", "a"], "past_due": ["a"], "disabled_reason": reason, "current_deadline": 5 } }))
        };
        assert_eq!(account("active", true, None).standing, Standing::Usable);
        assert_eq!(account("inactive", true, Some("requirements.past_due")).standing, Standing::Restricted);
        assert_eq!(account("active", true, Some("rejected.fraud")).standing, Standing::Restricted);
        assert_eq!(account("pending", false, None).standing, Standing::Incomplete);
        assert_eq!(seen(json!({ "id": "acct_1" })).standing, Standing::Incomplete);
        let wants = account("inactive", false, None);
        assert_eq!((wants.needs, wants.needs_by), (vec!["a".to_owned(), "b".to_owned()], Some(Instant(5_000_000))));
    }
}
