//! The quiet pages: signing up and in, links of mails, proving again to be there.

use super::{Choice, Errors};
use crate::accounts::forms::{NewcomerForm, SignUpForm};
use crate::accounts::model::SignUpRole;
use crate::accounts::rules;
use crate::primitives::Choice as _;
use crate::sessions::Role;
use crate::web::{Asker, Page};
use serde::Serialize;

/// Implements [`Page`] for a page struct.
macro_rules! page {
    ($name:ident, $template:literal) => {
        impl Page for $name {
            const TEMPLATE: &'static str = $template;
            const ACTIVE: &'static str = "";
        }
    };
}
pub(super) use page;

/// Signing in.
#[derive(Serialize)]
pub(in crate::accounts) struct SignInPage {
    email: String,
    next: String,
    sign_up_url: String,
    errors: Errors,
}
page!(SignInPage, "accounts/sign_in.html");

impl SignInPage {
    pub(in crate::accounts) fn new(email: String, next: &str, errors: Errors) -> Self {
        let next = rules::local_or(next, "");
        Self { email, sign_up_url: with_next("/register", &next), next, errors }
    }
}

/// A path with the page to go on to in its query.
pub(in crate::accounts) fn with_next(path: &str, next: &str) -> String {
    if next.is_empty() {
        return path.to_owned();
    }
    format!("{path}?next={}", url::form_urlencoded::byte_serialize(next.as_bytes()).collect::<String>())
}

/// The second step of signing in.
#[derive(Serialize)]
pub(in crate::accounts) struct CodePage {
    pub(in crate::accounts) next: String,
    pub(in crate::accounts) errors: Errors,
}
page!(CodePage, "accounts/code.html");

/// Signing up.
#[derive(Serialize)]
pub(in crate::accounts) struct SignUpPage {
    form: SignUpForm,
    sign_in_url: String,
    roles: Vec<Choice>,
    errors: Errors,
}
page!(SignUpPage, "accounts/sign_up.html");

impl SignUpPage {
    pub(in crate::accounts) fn new(asker: &Asker, form: SignUpForm, errors: Errors) -> Self {
        let form = SignUpForm { next: rules::local_or(&form.next, ""), ..form };
        let role = |role: &SignUpRole| Choice {
            value: role.word().to_owned(),
            label: asker.text(&format!("accounts-role-{}", role.word()), &[]),
            hint: Some(asker.text(&format!("accounts-role-{}-hint", role.word()), &[])),
            icon: Some(match role {
                SignUpRole::Merchant => "building-2",
                SignUpRole::Creator => "clapperboard",
                SignUpRole::Agency => "users",
            }),
        };
        Self { sign_in_url: with_next("/login", &form.next), form, roles: SignUpRole::ALL.iter().map(role).collect(), errors }
    }
}

/// «Look in your mail»: the same whether a mail went out or not. `kind` is `sign-up`, `confirm`, `reset` or `email`.
#[derive(Serialize)]
pub(in crate::accounts) struct SentPage {
    pub(in crate::accounts) kind: &'static str,
    pub(in crate::accounts) can_resend: bool,
}
page!(SentPage, "accounts/sent.html");

/// Asking for the link that confirms an address once more.
#[derive(Serialize)]
pub(in crate::accounts) struct ResendPage {
    pub(in crate::accounts) email: String,
    pub(in crate::accounts) errors: Errors,
}
page!(ResendPage, "accounts/resend.html");

/// The page behind the link that confirms an address: looking at it changes nothing, its button does.
#[derive(Serialize)]
pub(in crate::accounts) struct ConfirmPage {
    pub(in crate::accounts) token: String,
    pub(in crate::accounts) email: String,
    pub(in crate::accounts) next: String,
    pub(in crate::accounts) is_change: bool,
    pub(in crate::accounts) errors: Errors,
}
page!(ConfirmPage, "accounts/confirm.html");

/// A link that is over, used or wrong. `kind` is `confirm`, `reset` or `invitation`.
#[derive(Serialize)]
pub(in crate::accounts) struct LinkGonePage {
    pub(in crate::accounts) kind: &'static str,
    pub(in crate::accounts) again_url: Option<&'static str>,
}
page!(LinkGonePage, "accounts/link_gone.html");

/// Asking for a new password.
#[derive(Serialize)]
pub(in crate::accounts) struct ResetPage {
    pub(in crate::accounts) email: String,
    pub(in crate::accounts) errors: Errors,
}
page!(ResetPage, "accounts/reset.html");

/// Choosing it.
#[derive(Serialize)]
pub(in crate::accounts) struct NewPasswordPage {
    pub(in crate::accounts) token: String,
    pub(in crate::accounts) email: String,
    pub(in crate::accounts) errors: Errors,
}
page!(NewPasswordPage, "accounts/new_password.html");

/// Proving again to be there.
#[derive(Serialize)]
pub(in crate::accounts) struct StepUpPage {
    pub(in crate::accounts) next: String,
    pub(in crate::accounts) email: String,
    pub(in crate::accounts) has_totp: bool,
    pub(in crate::accounts) errors: Errors,
}
page!(StepUpPage, "accounts/step_up.html");

crate::choice! {
    /// How the reader of an invitation stands to it.
    pub enum Reader {
        /// Has no login: makes one here.
        Newcomer = "newcomer",
        /// Has a login and is not signed in.
        SignedOut = "signed_out",
        /// Is signed in with the invited address.
        Invited = "invited",
        /// Is signed in with another address.
        Other = "other",
    }
}

/// An offered place.
#[derive(Serialize)]
pub(in crate::accounts) struct InvitationPage {
    pub(in crate::accounts) token: String,
    pub(in crate::accounts) org: String,
    pub(in crate::accounts) who: String,
    pub(in crate::accounts) role: Role,
    pub(in crate::accounts) email: String,
    pub(in crate::accounts) reader: Reader,
    pub(in crate::accounts) form: NewcomerForm,
    pub(in crate::accounts) errors: Errors,
}
page!(InvitationPage, "accounts/invitation.html");
