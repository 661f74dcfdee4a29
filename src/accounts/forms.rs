//! What people type about themselves, and what of it can be taken.

use super::actions::{NewInvitation, Profile, SignUpAs, WantedToken};
use super::model::{Handle, Organisation, Password, SignUpRole};
use crate::failure::{Failure, FieldErrors};
use crate::notices::{Hours, MailPace, Topic, Wish, Wishes};
use crate::primitives::{Choice as _, Days, Email, Instant, Lang, Zone, id::OrgId};
use crate::sessions::{OrgKind, Role, Scope, Theme};
use crate::web::mark;
use serde::{Deserialize, Serialize};

/// Signing in.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct SignInForm {
    pub(super) email: String,
    pub(super) password: String,
    pub(super) code: String,
    pub(super) next: String,
}

impl SignInForm {
    /// The address and the password; an address that cannot be one is `None` and fails like any other that nobody has.
    pub(super) fn parse(&self) -> Result<Option<Email>, Failure> {
        let mut errors = FieldErrors::default();
        if self.email.trim().is_empty() {
            errors.add("email", "required");
        }
        if self.password.is_empty() || self.password.len() > 1_024 {
            errors.add("password", if self.password.is_empty() { "required" } else { "password-long" });
        }
        errors.finish(Some(self.email.parse().ok()))
    }
}

/// A token for a program, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct TokenForm {
    pub(super) name: String,
    pub(super) scopes: Vec<String>,
    pub(super) days: String,
}

impl TokenForm {
    /// The token that is wanted, or the fields that cannot be taken. No number of days is for good.
    pub(super) fn parse(&self, now: Instant) -> Result<WantedToken, Failure> {
        let mut errors = FieldErrors::default();
        let name = errors.line("name", &self.name, 80);
        let scopes: Vec<Scope> = self.scopes.iter().filter_map(|word| errors.choice("scopes", word)).collect();
        if self.scopes.is_empty() {
            errors.add("scopes", "required");
        }
        let days = if self.days.is_empty() { None } else { errors.number("days", &self.days, 1..=3_650).and_then(Days::new) };
        let expires_at = days.map(|days| now.plus_days(days));
        errors.finish(name.map(|name| WantedToken { name, scopes, expires_at }))
    }
}

/// What somebody wishes to be told, as chosen.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct NoticesForm {
    /// Topics whose news stand in the inbox.
    on_site: Vec<String>,
    /// `{topic}.{pace}`.
    mail: Vec<String>,
    pub(super) quiet: String,
    pub(super) quiet_from: String,
    pub(super) quiet_to: String,
    pub(super) daily_at: String,
    /// By what the saved wishes are known that were seen; nothing where none were.
    pub(super) seen: String,
}

impl NoticesForm {
    /// As it is saved. Who never had quiet hours is offered the night.
    pub(super) fn saved(wishes: &Wishes) -> Self {
        let Hours { quiet_from, quiet_to, daily_at } = wishes.hours;
        let (from, to) = if wishes.hours.has_quiet() { (quiet_from, quiet_to) } else { (22, 8) };
        let form = Self {
            on_site: wishes.topics.iter().filter(|(_, wish)| wish.on_site).map(|(topic, _)| topic.to_string()).collect(),
            mail: wishes.topics.iter().map(|(topic, wish)| format!("{topic}.{}", wish.mail)).collect(),
            quiet: if wishes.hours.has_quiet() { "true".to_owned() } else { String::new() },
            quiet_from: from.to_string(),
            quiet_to: to.to_string(),
            daily_at: daily_at.to_string(),
            seen: String::new(),
        };
        Self { seen: mark(&form), ..form }
    }

    /// Nothing was seen, or just this.
    pub(super) fn saw(seen: &str, wishes: &Wishes) -> bool {
        seen.is_empty() || Self::saved(wishes).seen == seen
    }

    pub(super) fn on_site(&self, topic: Topic) -> bool {
        self.on_site.iter().any(|word| word == topic.word())
    }

    /// What is not said, or makes no sense, is as usual.
    pub(super) fn pace(&self, topic: Topic) -> MailPace {
        let said = |pace: &MailPace| self.mail.iter().any(|pair| *pair == format!("{topic}.{pace}"));
        topic.paces().iter().copied().find(said).unwrap_or(topic.usual_pace())
    }

    /// What is wished, or the fields that cannot be taken.
    pub(super) fn parse(&self) -> Result<Wishes, Failure> {
        let mut errors = FieldErrors::default();
        let daily_at = errors.number("daily_at", &self.daily_at, 0..=23);
        let quiet = if self.quiet.is_empty() {
            Some((0, 0))
        } else {
            errors.number("quiet_from", &self.quiet_from, 0..=23).zip(errors.number("quiet_to", &self.quiet_to, 0..=23))
        };
        if !self.quiet.is_empty() && quiet.is_some_and(|(from, to)| from == to) {
            errors.add("quiet_to", "quiet-empty");
        }
        let open = Topic::ALL.iter().filter(|topic| !topic.is_firm());
        let topics = open.map(|topic| (*topic, Wish { on_site: self.on_site(*topic), mail: self.pace(*topic) })).collect();
        let hours = quiet.zip(daily_at).map(|((quiet_from, quiet_to), daily_at)| Hours { quiet_from, quiet_to, daily_at });
        errors.finish(hours.map(|hours| Wishes { topics, hours }))
    }
}

/// Signing up. Shown again as typed, but for the password.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct SignUpForm {
    pub(super) role: String,
    pub(super) name: String,
    pub(super) email: String,
    #[serde(skip_serializing)]
    pub(super) password: String,
    pub(super) organisation: String,
    pub(super) handle: String,
    pub(super) next: String,
}

/// What can be taken of a sign-up.
pub(super) struct TakenSignUp {
    pub(super) name: String,
    pub(super) email: Email,
    pub(super) password: Password,
    pub(super) role: SignUpAs,
}

impl SignUpForm {
    pub(super) fn parse(&self) -> Result<TakenSignUp, Failure> {
        let mut errors = FieldErrors::default();
        let role = errors.choice("role", &self.role).and_then(|role| match role {
            SignUpRole::Merchant => errors.line("organisation", &self.organisation, 80).map(SignUpAs::Merchant),
            SignUpRole::Creator => errors.take("handle", Handle::parse(&self.handle)).map(SignUpAs::Creator),
            SignUpRole::Agency => errors.line("organisation", &self.organisation, 80).map(SignUpAs::Agency),
        });
        let name = errors.line("name", &self.name, 80);
        let email = take_email(&mut errors, &self.email);
        let password = errors.take("password", Password::parse(&self.password));
        let taken = (|| Some(TakenSignUp { name: name?, email: email?, password: password?, role: role? }))();
        errors.finish(taken)
    }
}

fn take_email(errors: &mut FieldErrors, typed: &str) -> Option<Email> {
    errors.take("email", typed.parse().map_err(|_| if typed.trim().is_empty() { "required" } else { "email" }))
}

/// An address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct EmailForm {
    pub(super) email: String,
}

impl EmailForm {
    pub(super) fn parse(&self) -> Result<Email, Failure> {
        let mut errors = FieldErrors::default();
        let email = take_email(&mut errors, &self.email);
        errors.finish(email)
    }
}

/// A new password, and the present one where it is asked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct PasswordForm {
    pub(super) current: String,
    pub(super) password: String,
}

impl PasswordForm {
    pub(super) fn parse(&self) -> Result<Password, Failure> {
        let mut errors = FieldErrors::default();
        let password = errors.take("password", Password::parse(&self.password));
        errors.finish(password)
    }

    /// With the present password, which must have been typed.
    pub(super) fn parse_change(&self) -> Result<Password, Failure> {
        let mut errors = FieldErrors::default();
        if self.current.is_empty() {
            errors.add("current", "required");
        }
        let password = errors.take("password", Password::parse(&self.password));
        errors.finish(password)
    }
}

/// A code of the second factor.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct CodeForm {
    pub(super) code: String,
    pub(super) next: String,
}

impl CodeForm {
    pub(super) fn parse(&self) -> Result<String, Failure> {
        if self.code.trim().is_empty() { Err(Failure::field("code", "required")) } else { Ok(self.code.clone()) }
    }
}

/// Proving again to be there: the password or a code.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct StepUpForm {
    pub(super) password: String,
    pub(super) code: String,
    pub(super) next: String,
}

/// Name, language, zone, theme.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct ProfileForm {
    pub(super) name: String,
    pub(super) locale: String,
    pub(super) time_zone: String,
    pub(super) theme: String,
    /// By what the saved words are known that were seen; nothing where none were.
    pub(super) seen: String,
}

impl ProfileForm {
    /// As it is saved.
    pub(super) fn of(profile: &Profile) -> Self {
        let form = Self {
            name: profile.name.clone(),
            locale: profile.lang.word().to_owned(),
            time_zone: profile.zone.to_string(),
            theme: profile.theme.word().to_owned(),
            seen: String::new(),
        };
        Self { seen: mark(&form), ..form }
    }

    /// Nothing was seen, or just this.
    pub(super) fn saw(seen: &str, profile: &Profile) -> bool {
        seen.is_empty() || Self::of(profile).seen == seen
    }

    pub(super) fn parse(&self) -> Result<Profile, Failure> {
        let mut errors = FieldErrors::default();
        let name = errors.line("name", &self.name, 80);
        let lang = errors.choice::<Lang>("locale", &self.locale);
        let zone: Option<Zone> = errors.take("time_zone", self.time_zone.parse().map_err(|_| "zone"));
        let theme = errors.choice::<Theme>("theme", &self.theme);
        let profile = (|| Some(Profile { name: name?, lang: lang?, zone: zone?, theme: theme? }))();
        errors.finish(profile)
    }
}

/// A choice of the shell: language or theme, and the page to come back to.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ChoiceForm {
    pub(super) to: String,
    pub(super) next: String,
}

/// A new organisation.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct NameForm {
    pub(super) name: String,
    /// A merchant, if nothing is said.
    pub(super) kind: String,
}

impl NameForm {
    pub(super) fn parse(&self) -> Result<(String, OrgKind), Failure> {
        let mut errors = FieldErrors::default();
        let name = errors.line("name", &self.name, 80);
        let kind = if self.kind.is_empty() { Some(OrgKind::Merchant) } else { errors.choice("kind", &self.kind) };
        errors.finish(name.zip(kind))
    }
}

/// What an organisation says of itself.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct OrganisationForm {
    pub(super) name: String,
    pub(super) about: String,
    pub(super) website: String,
    pub(super) version: String,
}

impl OrganisationForm {
    /// The organisation as it should be; its version is the one that was seen.
    pub(super) fn parse(&self, present: &Organisation) -> Result<Organisation, Failure> {
        let mut errors = FieldErrors::default();
        let name = errors.line("name", &self.name, 80);
        let about = errors.optional_lines("about", &self.about, 1_000);
        let website = errors.take("website", website(&self.website));
        let version = errors.take("", self.version.trim().parse().map_err(|_| "required"));
        let wanted = (|| {
            Some(Organisation { id: present.id, kind: present.kind, name: name?, about: about?, website: website?, version: version? })
        })();
        errors.finish(wanted)
    }
}

/// An address on the web, or nothing.
fn website(typed: &str) -> Result<String, &'static str> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(String::new());
    }
    let parsed = url::Url::parse(typed).map_err(|_| "url")?;
    let fits = matches!(parsed.scheme(), "https" | "http") && parsed.has_host() && typed.len() <= 200 && parsed.username().is_empty();
    if fits { Ok(parsed.to_string()) } else { Err("url") }
}

/// An invitation.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct InvitationForm {
    pub(super) email: String,
    pub(super) role: String,
}

impl InvitationForm {
    pub(super) fn parse(&self, org: OrgId, lang: Lang) -> Result<NewInvitation, Failure> {
        let mut errors = FieldErrors::default();
        let email = take_email(&mut errors, &self.email);
        let role = errors.choice::<Role>("role", &self.role);
        let wanted = (|| Some(NewInvitation { org, email: email?, role: role?, lang }))();
        errors.finish(wanted)
    }
}

/// Another role for a member.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct RoleForm {
    pub(super) role: String,
}

impl RoleForm {
    pub(super) fn parse(&self) -> Result<Role, Failure> {
        let mut errors = FieldErrors::default();
        let role = errors.choice::<Role>("role", &self.role);
        errors.finish(role)
    }
}

/// Somebody without a login who takes an invitation.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct NewcomerForm {
    pub(super) name: String,
    #[serde(skip_serializing)]
    pub(super) password: String,
}

impl NewcomerForm {
    pub(super) fn parse(&self) -> Result<(String, Password), Failure> {
        let mut errors = FieldErrors::default();
        let name = errors.line("name", &self.name, 80);
        let password = errors.take("password", Password::parse(&self.password));
        errors.finish(name.zip(password))
    }
}

/// A handle, to become a creator.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct HandleForm {
    pub(super) handle: String,
}

impl HandleForm {
    pub(super) fn parse(&self) -> Result<Handle, Failure> {
        let mut errors = FieldErrors::default();
        let handle = errors.take("handle", Handle::parse(&self.handle));
        errors.finish(handle)
    }
}
