//! Tokens that people make for programs.

use crate::accounts::rules;
use crate::audit::{self, Act};
use crate::failure::Failure;
use crate::platform::db::Tx;
use crate::primitives::Instant;
use crate::primitives::id::TokenId;
use crate::sessions::{self, Maker, Person, Scope};

/// A token that a person wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedToken {
    /// What its owner calls it.
    pub name: String,
    /// What it is to be good for.
    pub scopes: Vec<Scope>,
    /// Until when, or for good.
    pub expires_at: Option<Instant>,
}

/// Makes a token; `secret` is shown to its owner and stored as its SHA-256. What moves money wants a proof of presence first.
pub fn make_token(tx: &mut Tx<'_>, act: &Act, person: &Person, wanted: &WantedToken, (id, secret): (TokenId, &str)) -> Result<(), Failure> {
    if rules::wants_presence(&wanted.scopes) {
        person.stepped_up(act.at)?;
    }
    let new = sessions::NewToken {
        id,
        user: person.id,
        secret,
        name: &wanted.name,
        scopes: &wanted.scopes,
        expires_at: wanted.expires_at,
        maker: Maker::Person,
    };
    sessions::insert_token(tx, act.at, &new)?;
    Ok(audit::note(tx, act, "token.created", &id, "")?)
}

/// The token counts no more.
pub fn revoke_token(tx: &mut Tx<'_>, act: &Act, person: &Person, id: TokenId) -> Result<(), Failure> {
    if !sessions::revoke_token(tx, person.id, id, act.at)? {
        return Err(Failure::NotFound);
    }
    Ok(audit::note(tx, act, "token.revoked", &id, "")?)
}
