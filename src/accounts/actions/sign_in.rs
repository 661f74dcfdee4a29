//! Signing in and out, the tries that are counted, and proving again to be there.

use crate::accounts::model::User;
use crate::accounts::rules::{self, AUTH_FAILED, Bound};
use crate::accounts::store::{factors, tries, users};
use crate::audit::{self, Act};
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{SessionId, UserId};
use crate::sessions::{self, Person, Token};

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
    let user = users::get(tx, seen.id)?;
    if user.password_hash != seen.password_hash {
        return Err(AUTH_FAILED.into());
    }
    match (user.second_factor(), proof) {
        (None, _) => {}
        (Some(_), Proof::Code(code)) => use_code(tx, act, &user, code)?,
        (Some(_), Proof::None) => return Err(Failure::field("code", "required")),
    }
    if let Some((owner, session)) = browser.replaces {
        sessions::end(tx, owner, session, act.at)?;
    }
    let session = sessions::open(tx, user.id, &browser.token, &browser.agent, act.at)?;
    audit::note(tx, act, "session.opened", &session, "")?;
    Ok(())
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

/// Ends every session of the person and opens a new one for this browser: after a new password, address or second factor.
pub(super) fn renew(tx: &mut Tx<'_>, act: &Act, user: UserId, browser: &Browser) -> Result<(), Failure> {
    sessions::end_all(tx, user, act.at)?;
    sessions::open(tx, user, &browser.token, &browser.agent, act.at)?;
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

/// The person has proved again to be there: by the password (verified before), or by a code.
pub fn step_up(tx: &mut Tx<'_>, act: &Act, person: &Person, proof: &Proof) -> Result<(), Failure> {
    if let Proof::Code(code) = proof {
        let user = users::get(tx, person.id)?;
        use_code(tx, act, &user, code)?;
    }
    sessions::step_up(tx, person.session, act.at)?;
    Ok(audit::note(tx, act, "session.stepped_up", &person.session, "")?)
}
