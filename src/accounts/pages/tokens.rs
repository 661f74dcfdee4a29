//! Tokens for programs, as their owner sees them.

use super::entry::page;
use super::{Choice, Errors, NavItem, nav};
use crate::accounts::forms::TokenForm;
use crate::primitives::id::TokenId;
use crate::primitives::{Choice as _, Instant};
use crate::sessions::{LiveToken, Scope};
use crate::web::{Page, SignedIn, fresh_once};
use serde::Serialize;

#[derive(Serialize)]
struct Row {
    id: TokenId,
    name: String,
    scopes: String,
    made: Instant,
    used: Option<Instant>,
    ends: Option<Instant>,
}

/// The list, and the form for one more.
#[derive(Serialize)]
pub(in crate::accounts) struct TokensPage {
    nav: Vec<NavItem>,
    tokens: Vec<Row>,
    scopes: Vec<Choice>,
    days: Vec<Choice>,
    form: TokenForm,
    errors: Errors,
    once: String,
}
page!(TokensPage, "accounts/tokens.html");

/// For how many days; nothing is for good.
const DAYS: [&str; 4] = ["30", "90", "365", ""];

fn row(asker: &SignedIn, token: &LiveToken) -> Row {
    Row {
        id: token.id,
        name: if token.name.is_empty() { asker.text("settings-token-signed-in", &[]) } else { token.name.clone() },
        scopes: token.scopes.replace(' ', ", "),
        made: token.created_at,
        used: token.used_at,
        ends: token.expires_at,
    }
}

impl TokensPage {
    pub(in crate::accounts) fn new(asker: &SignedIn, tokens: &[LiveToken], form: TokenForm, errors: Errors) -> Self {
        let choice = |value: &str, label: String, hint: Option<String>| Choice { value: value.to_owned(), label, hint, icon: None };
        let scope = |scope: &Scope| {
            let hint = asker.text(&format!("settings-scope-{scope}"), &[]);
            choice(scope.word(), scope.word().to_owned(), Some(hint))
        };
        let days = |days: &str| match days {
            "" => choice(days, asker.text("settings-token-for-good", &[]), None),
            _ => choice(days, asker.text("settings-token-days", &[("n", days.to_owned())]), None),
        };
        let may = |scope: &&Scope| match scope {
            Scope::Admin => !asker.person.admin_roles.is_empty(),
            Scope::Read | Scope::Briefs | Scope::Bids | Scope::Deals | Scope::Money | Scope::Webhooks | Scope::All => true,
        };
        Self {
            nav: nav(asker, "/settings/tokens"),
            tokens: tokens.iter().map(|token| row(asker, token)).collect(),
            scopes: Scope::ALL.iter().filter(may).map(scope).collect(),
            days: DAYS.into_iter().map(days).collect(),
            form,
            errors,
            once: fresh_once(),
        }
    }
}

/// A token right after it was made.
#[derive(Serialize)]
pub(in crate::accounts) struct TokenPage {
    nav: Vec<NavItem>,
    token: Row,
    secret: Option<String>,
}
page!(TokenPage, "accounts/token.html");

impl TokenPage {
    pub(in crate::accounts) fn new(asker: &SignedIn, token: &LiveToken, secret: Option<String>) -> Self {
        Self { nav: nav(asker, "/settings/tokens"), token: row(asker, token), secret }
    }
}
