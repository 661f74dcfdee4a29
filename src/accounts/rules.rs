//! What may happen to logins and memberships: limits on tries, codes that are right, roles that may be given, the owner who stays.

use super::model::Invitation;
use crate::failure::{Failure, Refusal};
use crate::platform::secret::{Purpose, SecretKey};
use crate::primitives::Instant;
use crate::primitives::id::{TokenId, UserId};
use crate::sessions::{self, Person, Role, Scope};
use sha2::{Digest as _, Sha256};

/// The address or the password is not right: the same for both.
/// A moderator suspended the login.
pub(super) const SUSPENDED: Refusal = Refusal::forbidden("auth.suspended");
pub(super) const AUTH_FAILED: Refusal = Refusal::unprocessable("auth.failed");
/// An organisation keeps an owner.
pub(super) const LAST_OWNER: Refusal = Refusal::conflict("org.last_owner");
/// Only an owner makes, changes or removes an owner: an admin of an organisation moves no money, so he cannot make himself someone who does.
pub(super) const OWNER_ONLY: Refusal = Refusal::forbidden("org.owner_only");
/// The invitation went to another address.
pub(super) const INVITATION_OTHER: Refusal = Refusal::forbidden("invitation.other");
/// An admin of the platform keeps the second factor.
pub(super) const SECOND_FACTOR_NEEDED: Refusal = Refusal::conflict("person.second_factor");

/// The last part of the address of a calendar: whose it is, and a signature over him and the number of the address.
pub(super) fn calendar_key(secret: &SecretKey, user: UserId, number: i64) -> String {
    let tag = secret.key(Purpose::Calendar).sign(format!("{user} {number}").as_bytes());
    format!("{user}-{}.ics", data_encoding::HEXLOWER.encode(tag.get(..16).unwrap_or_default()))
}

/// Whose calendar an address claims to be.
pub(super) fn user_of_calendar(key: &str) -> Option<UserId> {
    key.rsplit_once('-').and_then(|(user, _)| user.parse().ok())
}

/// Takes the same time whichever letter differs.
pub(super) fn same_key(one: &str, other: &str) -> bool {
    subtle::ConstantTimeEq::ct_eq(one.as_bytes(), other.as_bytes()).into()
}

/// So many in so long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// What is counted.
    pub kind: &'static str,
    /// How many.
    pub count: i64,
    /// In how many seconds.
    pub seconds: i64,
}

/// Failed sign-ins, step-ups and codes of one account.
pub(super) const LOGINS: Bound = Bound { kind: "login", count: 5, seconds: 15 * 60 };
/// Failed sign-ins from one network address, whichever account.
pub(super) const LOGINS_FROM: Bound = Bound { kind: "login_from", count: 30, seconds: 15 * 60 };
/// Mails with a link to a new password.
pub(super) const RESETS: Bound = Bound { kind: "reset", count: 3, seconds: 60 * 60 };
/// Mails with a link that confirms an address.
pub(super) const CONFIRMATIONS: Bound = Bound { kind: "confirm", count: 3, seconds: 60 * 60 };
/// Mails that say that somebody wants an address that has an account.
pub(super) const KNOWN: Bound = Bound { kind: "known", count: 3, seconds: 60 * 60 };
/// Invitations of one organisation.
pub(super) const INVITATIONS: Bound = Bound { kind: "invitation", count: 50, seconds: 24 * 60 * 60 };

impl Bound {
    /// Since when tries count.
    #[must_use]
    pub(super) const fn since(self, now: Instant) -> Instant {
        now.plus_seconds(-self.seconds)
    }

    /// Room for one more beside these earlier ones (newest first), or the seconds until there is.
    pub(super) fn admit(self, earlier: &[Instant], now: Instant) -> Result<(), Failure> {
        let bounding = usize::try_from(self.count - 1).ok().and_then(|index| earlier.get(index));
        bounding.map_or(Ok(()), |at| Err(Failure::Limited((at.plus_seconds(self.seconds).micros_since(now) / 1_000_000).max(0) + 1)))
    }
}

/// The step of a time-based code that is right now (one step of 30 s early or late), or `None`. RFC 6238 with SHA-1 and six digits, which is what
/// every app speaks.
#[must_use]
pub(super) fn step_of_code(secret: &str, code: &str, now: Instant) -> Option<i64> {
    let digits: String = crate::primitives::text::fold_width(code).chars().filter(|c| !c.is_whitespace()).collect();
    let key = data_encoding::BASE32_NOPAD.decode(secret.as_bytes()).ok()?;
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let totp = totp_rs::Builder::new().with_secret(key).build().ok()?;
    let seconds = u64::try_from(now.0 / 1_000_000).ok()?;
    totp.check(&digits, seconds).and_then(|step| i64::try_from(step).ok())
}

/// A new secret of a second factor: 160 bits, base 32.
pub(super) fn new_totp_secret() -> Result<String, Failure> {
    let mut bytes = [0u8; 20];
    getrandom::fill(&mut bytes).map_err(|error| Failure::Bug(error.to_string()))?;
    Ok(data_encoding::BASE32_NOPAD.encode(&bytes))
}

/// What an app reads from the picture.
#[must_use]
pub(super) fn otpauth_url(email: &str, secret: &str) -> String {
    let account: String = url::form_urlencoded::byte_serialize(email.as_bytes()).collect();
    format!("otpauth://totp/V-Task:{account}?secret={secret}&issuer=V-Task")
}

/// How many recovery codes there are.
pub(super) const RECOVERY_CODES: u8 = 10;

/// The recovery codes of a person, 80 bits each. Made from the secret key and the moment, so that they can be shown for a few minutes after they
/// were made without being stored; stored are their hashes.
#[must_use]
pub(super) fn recovery_codes(secret: &SecretKey, user: UserId, made_at: Instant) -> Vec<String> {
    let key = secret.key(Purpose::RecoveryCodes);
    let code = |number: u8| {
        let signed = key.sign(format!("{user} {} {number}", made_at.0).as_bytes());
        let letters = data_encoding::BASE32_NOPAD.encode(&signed).to_lowercase();
        let quads: Vec<String> = letters.chars().collect::<Vec<_>>().chunks(4).take(4).map(|quad| quad.iter().collect()).collect();
        quads.join("-")
    };
    (0..RECOVERY_CODES).map(code).collect()
}

/// Whoever makes a token with such scopes proves to be there first.
#[must_use]
pub(super) fn wants_presence(scopes: &[Scope]) -> bool {
    scopes.iter().any(|scope| matches!(scope, Scope::Money | Scope::Admin | Scope::All))
}

/// A new token is shown until its first use, for ten minutes at most.
#[must_use]
pub(super) fn may_show_token(made_at: Instant, used_at: Option<Instant>, now: Instant) -> bool {
    used_at.is_none() && now.micros_since(made_at) < 10 * 60 * 1_000_000
}

/// The token with this id: made of the secret key, so that it can be shown to its owner right after it was made and need not be kept.
#[must_use]
pub(super) fn token_secret(key: &SecretKey, id: TokenId) -> String {
    let signed = key.key(Purpose::Tokens).sign(id.to_string().as_bytes());
    format!("{}{}", sessions::PREFIX, data_encoding::BASE64URL_NOPAD.encode(&signed))
}

/// What is stored of a recovery code, as typed: blanks, hyphens and case do not matter.
#[must_use]
pub(super) fn recovery_hash(user: UserId, code: &str) -> String {
    let letters: String = crate::primitives::text::fold(code).chars().filter(char::is_ascii_alphanumeric).collect();
    data_encoding::HEXLOWER.encode(&Sha256::digest(format!("{user} {letters}")))
}

/// Recovery codes are shown for ten minutes after they were made.
#[must_use]
pub(super) const fn may_show_codes(made_at: Instant, now: Instant) -> bool {
    now.micros_since(made_at) < 10 * 60 * 1_000_000
}

/// May this member give or take this role? An owner any; an admin any but owner.
pub(super) fn may_set_role(by: Role, from: Option<Role>, to: Option<Role>) -> Result<(), Refusal> {
    let touches_owner = from == Some(Role::Owner) || to == Some(Role::Owner);
    if touches_owner && by != Role::Owner { Err(OWNER_ONLY) } else { Ok(()) }
}

/// May the owners be one fewer?
pub(super) fn may_lose(role: Role, next: Option<Role>, owners: i64) -> Result<(), Refusal> {
    let loses_owner = role == Role::Owner && next != Some(Role::Owner);
    if loses_owner && owners <= 1 { Err(LAST_OWNER) } else { Ok(()) }
}

/// May this person take this invitation? It is for the address that it was sent to.
pub(super) fn may_accept(invitation: &Invitation, person: &Person, now: Instant) -> Result<(), Failure> {
    if !invitation.is_open(now) {
        return Err(Failure::NotFound);
    }
    if invitation.email == person.email { Ok(()) } else { Err(INVITATION_OTHER.into()) }
}

/// Where to go next: a path of this site, or the fallback. Never another site, whatever a browser makes of backslashes.
#[must_use]
pub fn local_or(next: &str, fallback: &str) -> String {
    let plain = next.len() <= 1_000 && next.chars().all(|c| !c.is_control() && c != '\\' && c != ' ');
    let local = next.starts_with('/') && !next.starts_with("//");
    if plain && local { next.to_owned() } else { fallback.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitives::Choice as _;

    const NOW: Instant = Instant(1_795_311_600_000_000);

    #[test]
    fn the_fifth_failure_shuts_the_door_until_the_first_is_old() {
        let tries: Vec<Instant> = (1..=5).map(|minutes| NOW.plus_seconds(-60 * minutes)).collect();
        assert!(LOGINS.admit(&tries[..4], NOW).is_ok());
        assert!(matches!(LOGINS.admit(&tries, NOW), Err(Failure::Limited(601))));
    }

    #[test]
    fn a_code_counts_in_its_half_minute_and_its_neighbours() {
        let secret = new_totp_secret().unwrap();
        let totp = totp_rs::Builder::new().with_secret(data_encoding::BASE32_NOPAD.decode(secret.as_bytes()).unwrap()).build().unwrap();
        let code = |at: Instant| totp.generate(u64::try_from(at.0 / 1_000_000).unwrap()).to_string();
        assert!(step_of_code(&secret, &code(NOW), NOW).is_some());
        assert!(step_of_code(&secret, &code(NOW.plus_seconds(-30)), NOW).is_some());
        assert!(step_of_code(&secret, &code(NOW.plus_seconds(-90)), NOW).is_none());
        assert!(step_of_code(&secret, "12345", NOW).is_none());
        assert!(step_of_code(&secret, "abcdef", NOW).is_none());
    }

    #[test]
    fn recovery_codes_are_told_apart_and_read_as_typed() {
        let secret = SecretKey::from_bytes(&[3; 32]).unwrap();
        let user = UserId::random();
        let codes = recovery_codes(&secret, user, NOW);
        assert_eq!(codes.len(), 10);
        assert!(codes.iter().all(|code| code.len() == 19), "{codes:?}");
        assert_eq!(recovery_hash(user, &codes[0].to_uppercase().replace('-', " ")), recovery_hash(user, &codes[0]));
        assert_ne!(recovery_codes(&secret, user, NOW.plus_seconds(1)), codes);
        assert_ne!(recovery_hash(UserId::random(), &codes[0]), recovery_hash(user, &codes[0]));
    }

    #[test]
    fn only_an_owner_touches_an_owner_and_the_last_one_stays() {
        for role in Role::ALL {
            assert!(may_set_role(Role::Owner, Some(*role), Some(Role::Viewer)).is_ok());
            assert_eq!(may_set_role(Role::Admin, Some(*role), Some(Role::Viewer)).is_err(), *role == Role::Owner);
        }
        assert_eq!(may_lose(Role::Owner, Some(Role::Admin), 1), Err(LAST_OWNER));
        assert_eq!(may_lose(Role::Owner, None, 2), Ok(()));
        assert_eq!(may_lose(Role::Owner, Some(Role::Owner), 1), Ok(()));
        assert_eq!(may_lose(Role::Editor, None, 1), Ok(()));
    }

    #[test]
    fn next_never_leads_away() {
        assert_eq!(local_or("/briefs?q=a", "/x"), "/briefs?q=a");
        for away in ["", "https://evil.example", "//evil.example", "/\\evil.example", "/a\nb", "javascript:alert(1)", "briefs"] {
            assert_eq!(local_or(away, "/x"), "/x", "{away}");
        }
    }
}
