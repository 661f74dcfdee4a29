//! What a session is, and the person it shows.

use crate::primitives::{Email, Instant, Lang, Zone, id::*};
use sha2::{Digest as _, Sha256};

crate::choice! {
    /// What a member of an organisation may do (`rules::Right`).
    pub enum Role { Owner = "owner", Admin = "admin", Finance = "finance", Editor = "editor", Viewer = "viewer" }
}
crate::choice! {
    /// What an organisation is.
    pub enum OrgKind { Merchant = "merchant", Agency = "agency" }
}
crate::choice! {
    /// What an admin of the platform judges.
    pub enum AdminRole { Moderator = "moderator", Arbiter = "arbiter", FinanceAdmin = "finance_admin" }
}
crate::choice! {
    /// What holds about a login that broke the rules.
    pub enum Measure {
        /// It bids and publishes less.
        Throttle = "throttle",
        /// That, and its money out waits.
        Hold = "hold",
        /// It is let in no more.
        Suspend = "suspend",
    }
}
crate::choice! {
    /// What a moderator does about a login.
    pub enum MeasureStep { Warn = "warn", Throttle = "throttle", Hold = "hold", Suspend = "suspend", Lift = "lift" }
}
crate::choice! {
    /// Day, night, or as the device says.
    pub enum Theme { Auto = "auto", Light = "light", Dark = "dark" }
}

crate::choice! {
    /// What a program with a token may do.
    pub enum Scope {
        /// Read what its owner may read.
        Read = "read",
        /// Write briefs.
        Briefs = "briefs",
        /// Bid.
        Bids = "bids",
        /// Work on deals.
        Deals = "deals",
        /// Move money.
        Money = "money",
        /// Manage webhooks.
        Webhooks = "webhooks",
        /// The admin desk.
        Admin = "admin",
        /// Everything that its owner may do.
        All = "all",
    }
}

/// The secret of a browser: shown to it once, never stored.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// 256 random bits.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0u8; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(data_encoding::BASE64URL_NOPAD.encode(&bytes)))
    }

    /// A token as a browser sent it; `None` if it cannot be one.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let fits = text.len() == 43 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        fits.then(|| Self(text.to_owned()))
    }

    /// For the cookie.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What is stored: SHA-256, hex.
    #[must_use]
    pub fn hash(&self) -> String {
        data_encoding::HEXLOWER.encode(&Sha256::digest(self.0.as_bytes()))
    }
}

/// What a program may do in its owner's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The token that says so.
    pub token: TokenId,
    /// What the token is good for.
    pub scopes: Vec<Scope>,
    /// Made on the command line: counts as stepped-up for good.
    pub by_operator: bool,
}

impl Grant {
    /// Whether the token is good for this.
    #[must_use]
    pub fn covers(&self, scope: Scope) -> bool {
        self.scopes.contains(&Scope::All) || self.scopes.contains(&scope)
    }
}

/// A signed-in browser, as its owner sees it in the list of sessions.
#[derive(Debug, Clone)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Signed in at.
    pub created_at: Instant,
    /// Last seen, to five minutes.
    pub seen_at: Instant,
    /// What the browser called itself.
    pub user_agent: String,
}

/// A person's profile as a creator, in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreatorRef {
    /// Its id.
    pub id: CreatorId,
    /// Its name in addresses.
    pub handle: String,
}

/// A person's place in an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The organisation.
    pub org: OrgId,
    /// Its name.
    pub org_name: String,
    /// Merchant or agency.
    pub kind: OrgKind,
    /// The person's role there.
    pub role: Role,
}

/// Who is signed in.
#[derive(Debug, Clone)]
pub struct Person {
    /// The login.
    pub id: UserId,
    /// The session that showed it.
    pub session: SessionId,
    /// The person's name.
    pub name: String,
    /// The confirmed or claimed address.
    pub email: Email,
    /// Pages and mails come in this language.
    pub lang: Lang,
    /// Moments are written in this zone.
    pub zone: Zone,
    /// Day or night.
    pub theme: Theme,
    /// The address was confirmed.
    pub confirmed: bool,
    /// A second factor is on.
    pub has_totp: bool,
    /// The profile as a creator, if there is one.
    pub creator: Option<CreatorRef>,
    /// Places in organisations, oldest first.
    pub memberships: Vec<Member>,
    /// What the person judges as an admin.
    pub admin_roles: Vec<AdminRole>,
    /// What holds about the login; suspended ones are behind no session.
    pub measure: Option<Measure>,
    /// When the person last proved to be there.
    pub stepped_up_at: Option<Instant>,
}
