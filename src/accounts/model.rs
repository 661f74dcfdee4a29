//! What a login, an organisation and an invitation are, and the texts that only they have.

use crate::platform::passwords;
use crate::primitives::id::{CreatorId, InvitationId, MembershipId, OrgId, UserId};
use crate::primitives::{Email, Instant, Lang, Zone};
use crate::sessions::{OrgKind, Role, Theme};

crate::choice! {
    /// What a link in a mail is for.
    pub enum Purpose {
        /// To show that the address is the person's.
        Confirm = "confirm",
        /// To choose a new password.
        Reset = "reset",
        /// To show that the new address is the person's.
        ChangeEmail = "change_email",
    }
}

crate::choice! {
    /// What somebody signs up as; the others can be added later.
    pub enum SignUpRole { Merchant = "merchant", Creator = "creator", Agency = "agency" }
}

crate::choice! {
    /// What the operator makes somebody.
    pub enum PersonRole { Merchant = "merchant", Creator = "creator", Admin = "admin" }
}

/// A login.
#[derive(Debug, Clone)]
pub struct User {
    /// Its id.
    pub id: UserId,
    /// Where mails go; what it signs in with.
    pub email: Email,
    /// The person's name.
    pub name: String,
    /// argon2id, PHC format.
    pub password_hash: String,
    /// The language of pages and mails.
    pub lang: Lang,
    /// The zone of the person's clock.
    pub zone: Zone,
    /// Day or night.
    pub theme: Theme,
    /// When the address was shown to be the person's.
    pub confirmed_at: Option<Instant>,
    /// The second factor's secret, base 32; it counts only once it is confirmed.
    pub totp_secret: Option<String>,
    /// When the second factor was turned on.
    pub totp_confirmed_at: Option<Instant>,
    /// The last step of the second factor that was used: no code counts twice.
    pub totp_last_step: i64,
}

impl User {
    /// The secret of a second factor that is on.
    #[must_use]
    pub fn second_factor(&self) -> Option<&str> {
        self.totp_confirmed_at.and(self.totp_secret.as_deref())
    }
}

/// An organisation.
#[derive(Debug, Clone)]
pub struct Organisation {
    /// Its id.
    pub id: OrgId,
    /// Merchant or agency.
    pub kind: OrgKind,
    /// Its name.
    pub name: String,
    /// What it says of itself.
    pub about: String,
    /// Its address on the web, or empty.
    pub website: String,
    /// Counts every change, members included.
    pub version: i64,
}

/// A person in an organisation.
#[derive(Debug, Clone)]
pub(super) struct Member {
    /// The place itself.
    pub(super) id: MembershipId,
    /// Who.
    pub(super) user: UserId,
    /// The person's name.
    pub(super) name: String,
    /// The person's address.
    pub(super) email: Email,
    /// What the person may do.
    pub(super) role: Role,
    /// Since when.
    pub(super) since: Instant,
}

/// An offered place in an organisation.
#[derive(Debug, Clone)]
pub(super) struct Invitation {
    /// Its id.
    pub(super) id: InvitationId,
    /// Where.
    pub(super) org: OrgId,
    /// To whom.
    pub(super) email: Email,
    /// As what.
    pub(super) role: Role,
    /// By whom.
    pub(super) by: UserId,
    /// Until when.
    pub(super) expires_at: Instant,
    /// Taken.
    pub(super) accepted_at: Option<Instant>,
    /// Taken back.
    pub(super) cancelled_at: Option<Instant>,
}

impl Invitation {
    /// May still be accepted.
    #[must_use]
    pub(super) fn is_open(&self, now: Instant) -> bool {
        self.accepted_at.is_none() && self.cancelled_at.is_none() && now < self.expires_at
    }
}

/// A link that was mailed.
#[derive(Debug, Clone)]
pub(super) struct Link {
    /// Whose.
    pub(super) user: UserId,
    /// What for.
    pub(super) purpose: Purpose,
    /// The address it went to.
    pub(super) email: Email,
    /// Until when.
    pub(super) expires_at: Instant,
    /// When it was used.
    pub(super) used_at: Option<Instant>,
}

impl Link {
    /// May still be used.
    #[must_use]
    pub(super) fn is_open(&self, now: Instant) -> bool {
        self.used_at.is_none() && now < self.expires_at
    }
}

/// A creator's name in addresses: 3 to 30 of a–z, digits and hyphens, no hyphen at an end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handle(String);

/// Names that would stand for something else in an address, or pass for us.
const RESERVED: &[&str] = &["new", "admin", "vtask", "v-task", "support", "official", "api", "settings", "login", "register", "null"];

impl Handle {
    /// As typed; the code says why not.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let folded = crate::primitives::text::fold(text.trim().trim_start_matches('@'));
        let plain = folded.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        match folded.as_str() {
            "" => Err("required"),
            name if RESERVED.contains(&name) => Err("taken"),
            name if !plain || !(3..=30).contains(&name.len()) || name.starts_with('-') || name.ends_with('-') => Err("handle"),
            _ => Ok(Self(folded)),
        }
    }

    /// One made from a name: what of it fits, filled up with the end of the profile's id.
    #[must_use]
    pub fn made_of(name: &str, id: CreatorId) -> Self {
        let plain: String = name.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(20).collect();
        let tail: String = id.to_string().chars().rev().take(6).collect();
        let front = plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
        Self(if front.is_empty() { format!("creator-{tail}") } else { format!("{front}-{tail}") })
    }

    /// The handle.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A password that may be taken: 8 to 1,024 bytes, not one of those that everybody tries.
#[derive(Clone)]
pub struct Password(String);

impl Password {
    /// As typed; the code says why not. Nothing is trimmed: a blank is a character.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        match text.len() {
            0 => Err("required"),
            1..8 => Err("password-short"),
            8..=1_024 if passwords::is_common(text) => Err("password-common"),
            8..=1_024 => Ok(Self(text.to_owned())),
            _ => Err("password-long"),
        }
    }

    /// For the hash, and for nothing else.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_are_folded_and_reserved_ones_refused() {
        assert_eq!(Handle::parse(" @Ana-Beltran ").map(|handle| handle.0), Ok("ana-beltran".to_owned()));
        for (bad, code) in
            [("", "required"), ("ab", "handle"), ("-ana", "handle"), ("名字名字", "handle"), ("a b c", "handle"), ("admin", "taken")]
        {
            assert_eq!(Handle::parse(bad).map(|handle| handle.0), Err(code), "{bad}");
        }
    }

    #[test]
    fn a_made_handle_is_one() {
        for name in ["林晚", "Ana Beltrán", "x", "a very long name that goes on and on and on"] {
            let handle = Handle::made_of(name, CreatorId::random());
            assert!(Handle::parse(handle.as_str()).is_ok(), "{}", handle.as_str());
        }
    }

    #[test]
    fn passwords_are_bounded_in_bytes_and_not_common() {
        assert!(Password::parse("a walk by the river").is_ok());
        assert!(Password::parse("三个汉").is_ok(), "nine bytes");
        for (bad, code) in [("", "required"), ("short", "password-short"), ("password123", "password-common")] {
            assert_eq!(Password::parse(bad).map(|password| password.0), Err(code));
        }
        assert!(matches!(Password::parse(&"x".repeat(1_025)), Err("password-long")));
    }
}
