//! What is sent to Stripe: `async-stripe`'s typed requests, written as forms. The same request is always the same bytes.

use crate::platform::gateway::{Checkout, Customer, Onboarding, Payee, Refund, Reversal, Transfer};
use crate::primitives::Currency;
use std::collections::HashMap;
use std::str::FromStr as _;
use stripe_checkout::checkout_session::{
    CreateCheckoutSession, CreateCheckoutSessionLineItems, CreateCheckoutSessionLineItemsPriceData, CreateCheckoutSessionPaymentIntentData,
    ProductData,
};
use stripe_client_core::{RequestBuilder, StripeRequest as _};
use stripe_connect::account::{CreateAccount, CreateAccountCapabilities, CreateAccountCapabilitiesTransfers, CreateAccountType};
use stripe_connect::account_link::{CreateAccountLink, CreateAccountLinkType};
use stripe_connect::transfer::CreateTransfer;
use stripe_core::customer::CreateCustomer;
use stripe_core::refund::CreateRefund;

/// A request as it goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sent {
    /// Without `/v1`.
    pub(super) path: String,
    pub(super) form: String,
}

impl Sent {
    /// Parts in the order of their names: `async-stripe` keeps metadata in a hash map, and one key must always say the same.
    fn of(built: RequestBuilder) -> Self {
        let body = built.body.unwrap_or_default();
        let mut pairs: Vec<(String, String)> = url::form_urlencoded::parse(body.as_bytes()).into_owned().collect();
        pairs.sort();
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        Self { path: built.path, form }
    }
}

fn currency(currency: Currency) -> stripe_types::Currency {
    let word = currency.to_string().to_ascii_lowercase();
    stripe_types::Currency::from_str(&word).unwrap_or(stripe_types::Currency::Unknown(word))
}

fn metadata(pairs: &[(&str, Option<String>)]) -> HashMap<String, String> {
    pairs.iter().filter_map(|(key, value)| Some(((*key).to_owned(), value.clone()?))).collect()
}

/// A hosted page: one line, one payment, whatever methods the account has.
pub(super) fn checkout(ask: &Checkout) -> Sent {
    let about = metadata(&[("op_id", Some(ask.op_id.to_string())), ("contract_id", ask.contract_id.map(|id| id.to_string()))]);
    let price = CreateCheckoutSessionLineItemsPriceData {
        product_data: Some(ProductData::new(title(&ask.title))),
        unit_amount: Some(ask.money.amount.0),
        ..CreateCheckoutSessionLineItemsPriceData::new(currency(ask.money.currency))
    };
    let line = CreateCheckoutSessionLineItems { price_data: Some(price), quantity: Some(1), ..CreateCheckoutSessionLineItems::new() };
    let payment = CreateCheckoutSessionPaymentIntentData {
        metadata: Some(about.clone()),
        transfer_group: Some(ask.transfer_group.clone()),
        ..CreateCheckoutSessionPaymentIntentData::new()
    };
    let mut session = CreateCheckoutSession::new()
        .mode(stripe_shared::CheckoutSessionMode::Payment)
        .line_items(vec![line])
        .payment_intent_data(payment)
        .metadata(about)
        .client_reference_id(ask.reference.clone())
        .success_url(ask.return_url.clone())
        .cancel_url(ask.return_url.clone())
        .expires_at(ask.expires_at.0.div_euclid(1_000_000));
    if let Some(customer) = &ask.customer {
        session = session.customer(customer.clone());
    }
    Sent::of(session.build())
}

/// What the payer reads must not be empty.
fn title(text: &str) -> String {
    if text.trim().is_empty() { "V-Task".to_owned() } else { text.chars().take(200).collect() }
}

/// Money from our balance to a connected account.
pub(super) fn transfer(ask: &Transfer) -> Sent {
    let request = CreateTransfer::new(currency(ask.money.currency), ask.destination.clone())
        .amount(ask.money.amount.0)
        .transfer_group(ask.transfer_group.clone())
        .metadata(metadata(&[("op_id", Some(ask.op_id.to_string()))]));
    Sent::of(request.build())
}

/// A transfer taken back from a connected account.
pub(super) fn reversal(ask: &Reversal) -> Sent {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.append_pair("amount", &ask.money.amount.0.to_string()).append_pair("metadata[op_id]", &ask.op_id.to_string());
    Sent { path: format!("/transfers/{}/reversals", ask.transfer), form: form.finish() }
}

/// What a refund calls the payment: a page of ours has a payment intent; what came without one is known by its charge.
pub(super) fn origin_key(origin: &str) -> &'static str {
    if origin.starts_with("ch_") || origin.starts_with("py_") { "charge" } else { "payment_intent" }
}

/// A payment back to its payer.
pub(super) fn refund(ask: &Refund) -> Sent {
    let request = match origin_key(&ask.origin) {
        "charge" => CreateRefund::new().charge(ask.origin.clone()),
        _ => CreateRefund::new().payment_intent(ask.origin.clone()),
    };
    let request = request.amount(ask.money.amount.0).metadata(metadata(&[("op_id", Some(ask.op_id.to_string()))]));
    Sent::of(request.build())
}

/// A name for who pays.
pub(super) fn customer(ask: &Customer) -> Sent {
    let about = metadata(&[("op_id", Some(ask.op_id.to_string())), ("org_id", Some(ask.reference.clone()))]);
    Sent::of(CreateCustomer::new().name(title(&ask.name)).metadata(about).build())
}

/// An account for who is paid: Stripe asks them on its own pages, and they may be sent money.
pub(super) fn payee(ask: &Payee) -> Sent {
    let about = metadata(&[("op_id", Some(ask.op_id.to_string())), ("creator_id", Some(ask.reference.clone()))]);
    let transfers = CreateAccountCapabilitiesTransfers { requested: Some(true) };
    let request = CreateAccount::new()
        .type_(CreateAccountType::Express)
        .country(ask.country.clone())
        .default_currency(currency(ask.currency))
        .capabilities(CreateAccountCapabilities { transfers: Some(transfers), ..CreateAccountCapabilities::new() })
        .metadata(about);
    Sent::of(request.build())
}

/// The page on which Stripe asks a payee.
pub(super) fn onboarding(ask: &Onboarding) -> Sent {
    let request = CreateAccountLink::new(ask.account.clone(), CreateAccountLinkType::AccountOnboarding)
        .return_url(ask.return_url.clone())
        .refresh_url(ask.refresh_url.clone());
    Sent::of(request.build())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitives::id::{ContractId, OperationId};
    use crate::primitives::{Instant, Minor, Money};

    fn ask() -> Checkout {
        Checkout {
            op_id: OperationId::random(),
            contract_id: Some(ContractId::random()),
            transfer_group: "group".to_owned(),
            reference: "chk_1".to_owned(),
            customer: None,
            money: Money::new(Minor(630_000), Currency::Cny),
            title: "一条短视频".to_owned(),
            return_url: "http://127.0.0.1/checkouts/chk_1".to_owned(),
            expires_at: Instant(1_800_000_000_000_000),
        }
    }

    fn has(sent: &Sent, key: &str, value: &str) -> bool {
        url::form_urlencoded::parse(sent.form.as_bytes()).any(|(name, said)| name == key && said == value)
    }

    #[test]
    fn a_page_names_its_operation_on_itself_and_on_its_payment() {
        let ask = ask();
        let (sent, op) = (checkout(&ask), ask.op_id.to_string());
        assert_eq!(sent.path, "/checkout/sessions");
        for (key, value) in [
            ("metadata[op_id]", op.as_str()),
            ("payment_intent_data[metadata][op_id]", &op),
            ("payment_intent_data[metadata][contract_id]", &ask.contract_id.unwrap().to_string()),
            ("line_items[0][price_data][currency]", "cny"),
            ("line_items[0][price_data][unit_amount]", "630000"),
            ("line_items[0][price_data][product_data][name]", "一条短视频"),
            ("client_reference_id", "chk_1"),
            ("expires_at", "1800000000"),
            ("mode", "payment"),
        ] {
            assert!(has(&sent, key, value), "{key}={value} not in {}", sent.form);
        }
    }

    #[test]
    fn the_same_request_is_always_the_same_bytes() {
        let ask = ask();
        let first = checkout(&ask);
        assert!((0..50).all(|_| checkout(&ask) == first));
    }

    #[test]
    fn a_transfer_names_its_group_and_a_refund_its_payment() {
        let (op_id, money) = (OperationId::random(), Money::new(Minor(5), Currency::Jpy));
        let sent = transfer(&Transfer { op_id, transfer_group: "pay_1".to_owned(), money, destination: "acct_1".to_owned() });
        assert!(
            has(&sent, "transfer_group", "pay_1") && has(&sent, "destination", "acct_1") && has(&sent, "currency", "jpy"),
            "{}",
            sent.form
        );
        let sent = refund(&Refund { op_id, transfer_group: String::new(), money, origin: "pi_1".to_owned() });
        assert_eq!(sent.path, "/refunds");
        assert!(has(&sent, "payment_intent", "pi_1") && has(&sent, "amount", "5"), "{}", sent.form);
        let sent = refund(&Refund { op_id, transfer_group: String::new(), money, origin: "ch_1".to_owned() });
        assert!(has(&sent, "charge", "ch_1") && !sent.form.contains("payment_intent"), "{}", sent.form);
    }
}
