//! Signing in and out, the tries that are counted, and proving again to be there.

use crate::accounts::model::User;
use crate::accounts::rules::{self, AUTH_FAILED, Bound};
use crate::accounts::store::{factors, tries, users};
use crate::audit::{self, Act};
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{SessionId, TokenId, UserId};
use crate::sessions::{self, Measure, Person, Scope, Token};

/// The browser that signs in.
#[derive(Clone)]
pub struct Browser {
    /// The secret of the session to open.
    pub token: Token,
    /// What it calls itself.
    pub agent: String,
    /// The session that it had, which ends.
    pub replaces: Option<(UserId, SessionId)>,
}

/// Counts a try before it is made, so that a hundred at once are a hundred. `subjects` says what is counted and of whom.
pub fn begin_tries(tx: &mut Tx<'_>, at: Instant, subjects: &[(Bound, String)]) -> Result<Vec<String>, Failure> {
    subjects.iter().map(|(bound, subject)| Ok(tries::insert(tx, at, *bound, subject)?)).collect()
}

/// Whether there is room for these tries beside all others that are written.
pub fn judge_tries(conn: &mut Conn, at: Instant, subjects: &[(Bound, String)], ids: &[String]) -> Result<(), Failure> {
    for ((bound, subject), own) in subjects.iter().zip(ids) {
        bound.admit(&tries::list_others(conn, *bound, subject, at, own)?, at)?;
    }
    Ok(())
}

/// The tries were refused unmade, or were no failures: they do not count.
pub fn forget_tries(tx: &mut Tx<'_>, ids: &[String]) -> Result<(), Failure> {
    Ok(tries::delete(tx, ids)?)
}

/// What was shown besides the password.
#[derive(Clone, PartialEq, Eq)]
pub enum Proof {
    /// Nothing: the login has no second factor.
    None,
    /// A code of the app, or a recovery code.
    Code(String),
}

/// Opens a session for a login whose password was right, as `seen` stood when it was verified.
pub fn sign_in(tx: &mut Tx<'_>, act: &Act, seen: &User, proof: &Proof, browser: &Browser) -> Result<(), Failure> {
    let user = admit(tx, act, seen, proof)?;
    if let Some((owner, session)) = browser.replaces {
        sessions::end(tx, owner, session, act.at)?;
    }
    let session = sessions::open(tx, user.id, &browser.token, &browser.agent, act.at)?;
    audit::note(tx, act, "session.opened", &session, "")?;
    Ok(())
}

/// How long a program stays signed in: two weeks, an admin's twelve hours.
const PROGRAM_HOURS: (i64, i64) = (14 * 24, 12);

/// Signs a program in: `secret` becomes a token of this login that is good for everything its owner may do. Returns when it ends.
pub fn sign_in_program(tx: &mut Tx<'_>, act: &Act, seen: &User, proof: &Proof, secret: &str) -> Result<Instant, Failure> {
    let user = admit(tx, act, seen, proof)?;
    let (others, admins) = PROGRAM_HOURS;
    let expires_at = act.at.plus_hours(if users::is_admin(tx, user.id)? { admins } else { others });
    let id = TokenId::random();
    let new = sessions::NewToken {
        id,
        user: user.id,
        secret,
        name: "",
        scopes: &[Scope::All],
        expires_at: Some(expires_at),
        maker: sessions::Maker::SignIn,
    };
    sessions::insert_token(tx, act.at, &new)?;
    audit::note(tx, act, "session.opened", &id, "")?;
    Ok(expires_at)
}

/// The login as it is now, if its password is still the one that was right and the second factor is shown.
fn admit(tx: &mut Tx<'_>, act: &Act, seen: &User, proof: &Proof) -> Result<User, Failure> {
    let user = users::get(tx, seen.id)?;
    if user.password_hash != seen.password_hash {
        return Err(AUTH_FAILED.into());
    }
    match (user.second_factor(), proof) {
        (None, _) => {}
        (Some(_), Proof::Code(code)) => use_code(tx, act, &user, code)?,
        (Some(_), Proof::None) => return Err(Failure::field("code", "required")),
    }
    // Said only to who has shown to be the owner.
    if sessions::find_measure(tx, user.id)? == Some(Measure::Suspend) {
        return Err(rules::SUSPENDED.into());
    }
    Ok(user)
}

/// A code of the app counts once; so does a recovery code.
fn use_code(tx: &mut Tx<'_>, act: &Act, user: &User, code: &str) -> Result<(), Failure> {
    let by_app = match user.second_factor().and_then(|secret| rules::step_of_code(secret, code, act.at)) {
        Some(step) => factors::use_step(tx, user.id, step)?,
        None => false,
    };
    if by_app {
        return Ok(());
    }
    if factors::use_code(tx, user.id, &rules::recovery_hash(user.id, code), act.at)? {
        audit::note(tx, act, "user.recovery_code_used", &user.id, "")?;
        return Ok(());
    }
    Err(Failure::field("code", "code"))
}

/// What the person acts with.
#[derive(Clone, Copy)]
pub enum Holder<'a> {
    /// A browser, which gets a new session.
    Browser(&'a Browser),
    /// A program, which keeps its token.
    Program(TokenId),
}

/// Ends every session of the person but this one, which gets a new id in a browser: after a new password, address or second factor.
pub(super) fn renew(tx: &mut Tx<'_>, act: &Act, user: UserId, holder: Holder<'_>) -> Result<(), Failure> {
    match holder {
        Holder::Browser(browser) => {
            sessions::end_all(tx, user, None, act.at)?;
            sessions::open(tx, user, &browser.token, &browser.agent, act.at)?;
        }
        Holder::Program(token) => sessions::end_all(tx, user, Some(token), act.at)?,
    }
    Ok(())
}

/// Ends the session.
pub fn sign_out(tx: &mut Tx<'_>, act: &Act, person: &Person) -> Result<(), Failure> {
    sessions::end(tx, person.id, person.session, act.at)?;
    Ok(audit::note(tx, act, "session.ended", &person.session, "")?)
}

/// Ends one of the person's sessions, from the list.
pub fn end_session(tx: &mut Tx<'_>, act: &Act, person: &Person, id: SessionId) -> Result<(), Failure> {
    if !sessions::end(tx, person.id, id, act.at)? {
        return Err(Failure::NotFound);
    }
    Ok(audit::note(tx, act, "session.ended", &id, "")?)
}

/// Ends every session of the person but this one.
pub fn end_other_sessions(tx: &mut Tx<'_>, act: &Act, person: &Person) -> Result<(), Failure> {
    sessions::end_others(tx, person.id, person.session, act.at)?;
    Ok(audit::note(tx, act, "session.others_ended", &person.id, "")?)
}

/// The person has proved again to be there: by the password (verified before), or by a code. `token` is a program's.
pub fn step_up(tx: &mut Tx<'_>, act: &Act, person: &Person, proof: &Proof, token: Option<TokenId>) -> Result<(), Failure> {
    if let Proof::Code(code) = proof {
        let user = users::get(tx, person.id)?;
        use_code(tx, act, &user, code)?;
    }
    match token {
        Some(token) => {
            sessions::step_up_token(tx, token, act.at)?;
            Ok(audit::note(tx, act, "session.stepped_up", &token, "")?)
        }
        None => {
            sessions::step_up(tx, person.session, act.at)?;
            Ok(audit::note(tx, act, "session.stepped_up", &person.session, "")?)
        }
    }
}
