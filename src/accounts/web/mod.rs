//! The doors of signing up and in, of settings, and of the shell's two switches.

mod invitations;
mod links;
mod notices;
mod organisations;
mod security;
mod settings;
mod sign_in;
mod sign_up;
mod step_up;
mod tokens;
mod tries;

pub(super) use sign_in::verify;
pub(super) use tries::{begin as begin_try, forget as forget_try};

use super::actions::{Browser, SignUpAs};
use super::model::Password;
use crate::audit::Act;
use crate::failure::Failure;
use crate::primitives::id::UserId;
use crate::sessions::Token;
use crate::web::{Asker, Door, Who, to};
use actix_web::http::Method;
use serde::Deserialize;

/// Where people land who asked for nothing else.
const HOME: &str = "/workbench";

/// Where they begin who asked for nothing else when they signed up.
const fn start(role: &SignUpAs) -> &'static str {
    match role {
        SignUpAs::Merchant(_) => "/start/merchant",
        SignUpAs::Creator(_) => "/start/creator",
        SignUpAs::Agency(_) => "/start/agency",
    }
}

/// Where to go on to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct NextQuery {
    next: String,
}

fn bug(error: impl std::fmt::Display) -> Failure {
    Failure::Bug(error.to_string())
}

fn new_token() -> Result<Token, Failure> {
    Token::random().map_err(bug)
}

/// The browser that asks, with the secret of the session that it may get.
fn browser(asker: &Asker) -> Result<Browser, Failure> {
    let replaces = asker.person.as_ref().map(|person| (person.id, person.session));
    Ok(Browser { token: new_token()?, agent: asker.user_agent.clone(), replaces })
}

/// The act of somebody who is not signed in yet.
fn act_of(asker: &Asker, user: UserId) -> Act {
    Act::of(user, asker.now, asker.request_id.clone())
}

async fn hash(asker: &Asker, password: &Password) -> Result<String, Failure> {
    asker.site.passwords.hash(password.reveal()).await.map_err(|busy| Failure::Busy(busy.to_string()))
}

const fn open(method: Method, path: &'static str, opens: fn() -> actix_web::Route) -> Door {
    Door { method, path, who: Who::Anyone, opens }
}

const fn closed(method: Method, path: &'static str, opens: fn() -> actix_web::Route) -> Door {
    Door { method, path, who: Who::SignedIn, opens }
}

/// Every door of people and organisations.
pub const DOORS: &[Door] = &[
    open(Method::GET, "/register", || to(sign_up::show)),
    open(Method::POST, "/register", || to(sign_up::register)),
    open(Method::GET, "/register/sent", || to(sign_up::sent)),
    open(Method::GET, "/confirm", || to(links::show_resend)),
    open(Method::POST, "/confirm", || to(links::resend)),
    open(Method::GET, "/confirm/sent", || to(links::resent)),
    open(Method::GET, "/confirm/{token}", || to(links::show_confirm)),
    open(Method::POST, "/confirm/{token}", || to(links::confirm)),
    open(Method::GET, "/login", || to(sign_in::show)),
    open(Method::POST, "/login", || to(sign_in::enter)),
    open(Method::GET, "/login/code", || to(sign_in::show_code)),
    open(Method::POST, "/login/code", || to(sign_in::enter_code)),
    open(Method::POST, "/logout", || to(sign_in::leave)),
    open(Method::GET, "/reset", || to(links::show_reset)),
    open(Method::POST, "/reset", || to(links::ask_for_reset)),
    open(Method::GET, "/reset/sent", || to(links::reset_sent)),
    open(Method::GET, "/reset/{token}", || to(links::show_new_password)),
    open(Method::POST, "/reset/{token}", || to(links::set_new_password)),
    open(Method::GET, "/invitations/{token}", || to(invitations::show)),
    open(Method::POST, "/invitations/{token}", || to(invitations::accept)),
    open(Method::POST, "/lang", || to(settings::set_lang)),
    open(Method::POST, "/theme", || to(settings::set_theme)),
    closed(Method::GET, "/step-up", || to(step_up::show)),
    closed(Method::POST, "/step-up", || to(step_up::step_up)),
    closed(Method::GET, "/settings", || to(settings::index)),
    closed(Method::GET, "/settings/account", || to(settings::show)),
    closed(Method::POST, "/settings/account", || to(settings::save)),
    closed(Method::GET, "/settings/calendar", || to(settings::show_calendar)),
    closed(Method::POST, "/settings/calendar/renewal", || to(settings::renew_calendar)),
    closed(Method::POST, "/rules/reading", || to(settings::read_rules)),
    closed(Method::GET, "/settings/notices", || to(notices::show)),
    closed(Method::POST, "/settings/notices", || to(notices::save)),
    closed(Method::GET, "/settings/creator", || to(settings::show_creator)),
    closed(Method::POST, "/settings/creator", || to(settings::become_creator)),
    closed(Method::GET, "/settings/security", || to(security::show)),
    closed(Method::POST, "/settings/security/password", || to(security::change_password)),
    closed(Method::POST, "/settings/security/email", || to(security::change_email)),
    closed(Method::GET, "/settings/security/email/sent", || to(security::email_sent)),
    closed(Method::GET, "/settings/tokens", || to(tokens::list)),
    closed(Method::POST, "/settings/tokens", || to(tokens::make)),
    closed(Method::GET, "/settings/tokens/{id}", || to(tokens::show)),
    closed(Method::POST, "/settings/tokens/{id}/revocation", || to(tokens::revoke)),
    closed(Method::GET, "/settings/security/second-factor", || to(security::show_second_factor)),
    closed(Method::POST, "/settings/security/second-factor", || to(security::start_second_factor)),
    closed(Method::POST, "/settings/security/second-factor/confirmation", || to(security::confirm_second_factor)),
    closed(Method::POST, "/settings/security/second-factor/removal", || to(security::remove_second_factor)),
    closed(Method::GET, "/settings/security/recovery-codes", || to(security::show_codes)),
    closed(Method::POST, "/settings/security/recovery-codes", || to(security::make_codes)),
    closed(Method::GET, "/settings/security/recovery-codes.txt", || to(security::download_codes)),
    closed(Method::POST, "/settings/security/sessions/others/end", || to(security::end_others)),
    closed(Method::POST, "/settings/security/sessions/{id}/end", || to(security::end_session)),
    closed(Method::GET, "/settings/organisations", || to(organisations::list)),
    closed(Method::GET, "/settings/organisations/new", || to(organisations::show_new)),
    closed(Method::POST, "/settings/organisations/new", || to(organisations::create)),
    closed(Method::GET, "/settings/organisations/{id}", || to(organisations::show)),
    closed(Method::POST, "/settings/organisations/{id}", || to(organisations::save)),
    closed(Method::POST, "/settings/organisations/{id}/invitations", || to(organisations::invite)),
    closed(Method::POST, "/settings/organisations/{id}/departure", || to(organisations::leave)),
    closed(Method::POST, "/settings/invitations/{id}/cancellation", || to(organisations::cancel_invitation)),
    closed(Method::POST, "/settings/members/{id}/role", || to(organisations::set_role)),
    closed(Method::POST, "/settings/members/{id}/removal", || to(organisations::remove)),
];
