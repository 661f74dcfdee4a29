//! The settings of a login.

use super::entry::page;
use super::{Choice, Errors, NavItem, nav};
use crate::accounts::actions::Profile;
use crate::accounts::forms::{HandleForm, ProfileForm};
use crate::failure::Failure;
use crate::platform::formats;
use crate::primitives::{Choice as _, Instant, Lang, Zone, id::SessionId};
use crate::sessions::{Session, Theme};
use crate::web::{Asker, Both, Conflict, Page, SignedIn};
use base64::Engine as _;
use serde::Serialize;

/// Name, language, zone, theme.
#[derive(Serialize)]
pub(in crate::accounts) struct AccountPage {
    nav: Vec<NavItem>,
    form: ProfileForm,
    langs: Vec<Choice>,
    zones: Vec<Choice>,
    themes: Vec<Choice>,
    /// What is saved now beside what was typed, where that changed meanwhile.
    conflict: Option<Conflict>,
    errors: Errors,
}
page!(AccountPage, "accounts/account.html");

impl AccountPage {
    pub(in crate::accounts) fn new(asker: &SignedIn, form: ProfileForm, errors: Errors) -> Self {
        let plain = |value: &str, label: String| Choice { value: value.to_owned(), label, hint: None, icon: None };
        let lang =
            |lang: &Lang| plain(lang.word(), asker.text(if *lang == Lang::ZhCn { "settings-lang-zh" } else { "settings-lang-en" }, &[]));
        let theme = |theme: &Theme| plain(theme.word(), asker.text(&format!("face-theme-{theme}"), &[]));
        Self {
            nav: nav(asker, "/settings/account"),
            langs: Lang::ALL.iter().map(lang).collect(),
            zones: zones(asker.now, &form.time_zone).into_iter().map(|(name, label)| plain(&name, label)).collect(),
            themes: Theme::ALL.iter().map(theme).collect(),
            form,
            conflict: None,
            errors,
        }
    }

    /// As it is saved.
    pub(in crate::accounts) fn saved(asker: &SignedIn) -> Self {
        Self::new(asker, ProfileForm::of(&Profile::of(&asker.person)), Errors::new())
    }

    /// What is saved now beside what was typed; sent once more, what was typed takes its place.
    pub(in crate::accounts) fn both(asker: &SignedIn, typed: ProfileForm, errors: Errors) -> Self {
        let saved = ProfileForm::of(&Profile::of(&asker.person));
        let seen = saved.seen.clone();
        let mut page = Self::new(asker, ProfileForm { seen, ..typed }, errors);
        let named = |choices: &[Choice], value: &str| {
            choices.iter().find(|choice| choice.value == value).map_or_else(|| value.to_owned(), |choice| choice.label.clone())
        };
        let both = |key: &str, theirs: String, mine: String| Both { label: asker.text(key, &[]), theirs, mine };
        let fields = vec![
            both("accounts-name", saved.name.clone(), page.form.name.trim().to_owned()),
            both("settings-language", named(&page.langs, &saved.locale), named(&page.langs, &page.form.locale)),
            both("settings-zone", named(&page.zones, &saved.time_zone), named(&page.zones, &page.form.time_zone)),
            both("face-theme", named(&page.themes, &saved.theme), named(&page.themes, &page.form.theme)),
        ];
        page.conflict = Some(Conflict::of(fields, "/settings/account".to_owned()));
        page
    }
}

/// The address of the person's calendar.
#[derive(Serialize)]
pub(in crate::accounts) struct CalendarPage {
    nav: Vec<NavItem>,
    /// For a program that takes an address.
    address: String,
    /// For the program that the device opens calendars with.
    link: String,
}
page!(CalendarPage, "accounts/calendar.html");

impl CalendarPage {
    pub(in crate::accounts) fn new(asker: &SignedIn, key: &str) -> Self {
        let address = format!("{}/calendar/{key}", asker.site.config.base_url);
        let link = address.split_once("://").map_or_else(|| address.clone(), |(_, rest)| format!("webcal://{rest}"));
        Self { nav: nav(asker, "/settings/calendar"), address, link }
    }
}

/// A zone for each hour and the places where our people live; any other that is set stays in the list.
const ZONES: &[&str] = &[
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Taipei",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Asia/Seoul",
    "Asia/Urumqi",
    "Asia/Bangkok",
    "Asia/Ho_Chi_Minh",
    "Asia/Jakarta",
    "Asia/Kuala_Lumpur",
    "Asia/Manila",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Karachi",
    "Asia/Dhaka",
    "Asia/Dubai",
    "Asia/Tehran",
    "Asia/Riyadh",
    "Asia/Jerusalem",
    "Africa/Cairo",
    "Africa/Johannesburg",
    "Africa/Lagos",
    "Africa/Nairobi",
    "Europe/Moscow",
    "Europe/Istanbul",
    "Europe/Athens",
    "Europe/Kyiv",
    "Europe/Berlin",
    "Europe/Madrid",
    "Europe/Paris",
    "Europe/Rome",
    "Europe/Amsterdam",
    "Europe/Stockholm",
    "Europe/Warsaw",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Lisbon",
    "Atlantic/Azores",
    "America/Sao_Paulo",
    "America/Argentina/Buenos_Aires",
    "America/Halifax",
    "America/New_York",
    "America/Toronto",
    "America/Bogota",
    "America/Lima",
    "America/Chicago",
    "America/Mexico_City",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Vancouver",
    "America/Anchorage",
    "Pacific/Honolulu",
    "Pacific/Auckland",
    "Australia/Sydney",
    "Australia/Brisbane",
    "Australia/Adelaide",
    "Australia/Perth",
    "UTC",
];

/// Names with their distance from UTC now, in the list's order.
fn zones(now: Instant, chosen: &str) -> Vec<(String, String)> {
    let known: Option<Zone> = chosen.parse().ok();
    let extra = known.map(|zone| zone.to_string()).filter(|name| !ZONES.contains(&name.as_str()));
    let names = extra.into_iter().chain(ZONES.iter().map(|name| (*name).to_owned()));
    let label = |name: &str| name.parse().map_or_else(|_| name.to_owned(), |zone| format!("{name} ({})", formats::zone(now, &zone)));
    names.map(|name| (name.clone(), label(&name))).collect()
}

/// A session in the list.
#[derive(Serialize)]
pub(in crate::accounts) struct SessionRow {
    id: SessionId,
    device: String,
    since: Instant,
    seen: Instant,
    is_this: bool,
}

impl SessionRow {
    pub(in crate::accounts) fn new(asker: &SignedIn, session: &Session) -> Self {
        let device = device(&session.user_agent);
        Self {
            id: session.id,
            device: if device.is_empty() { asker.text("settings-device-unknown", &[]) } else { device },
            since: session.created_at,
            seen: session.seen_at,
            is_this: session.id == asker.person.session,
        }
    }
}

/// Browser and system, as far as the browser says.
fn device(agent: &str) -> String {
    let first = |known: &[(&str, &'static str)]| known.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    let browser = first(&[
        ("MicroMessenger", "WeChat"),
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]);
    let system = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    [browser, system].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Password, address, second factor, sessions.
#[derive(Serialize)]
pub(in crate::accounts) struct SecurityPage {
    nav: Vec<NavItem>,
    email: String,
    new_email: String,
    confirmed: bool,
    has_totp: bool,
    is_admin: bool,
    codes_left: i64,
    sessions: Vec<SessionRow>,
    has_others: bool,
    errors: Errors,
}
page!(SecurityPage, "accounts/security.html");

impl SecurityPage {
    pub(in crate::accounts) fn new(asker: &SignedIn, sessions: &[Session], codes_left: i64, new_email: String, errors: Errors) -> Self {
        let person = &asker.person;
        Self {
            nav: nav(asker, "/settings/security"),
            email: person.email.to_string(),
            new_email,
            confirmed: person.confirmed,
            has_totp: person.has_totp,
            is_admin: !person.admin_roles.is_empty(),
            codes_left,
            sessions: sessions.iter().map(|session| SessionRow::new(asker, session)).collect(),
            has_others: sessions.len() > 1,
            errors,
        }
    }
}

/// Turning the second factor on: the picture, the secret as text, the code that shows that the app has it.
#[derive(Serialize)]
pub(in crate::accounts) struct SecondFactorPage {
    nav: Vec<NavItem>,
    picture: String,
    secret: String,
    is_admin: bool,
    errors: Errors,
}
page!(SecondFactorPage, "accounts/second_factor.html");

impl SecondFactorPage {
    pub(in crate::accounts) fn new(asker: &SignedIn, (secret, url): (&str, &str), errors: Errors) -> Result<Self, Failure> {
        Ok(Self {
            nav: nav(asker, "/settings/security"),
            picture: qr(url)?,
            secret: secret.chars().collect::<Vec<_>>().chunks(4).map(|quad| quad.iter().collect::<String>()).collect::<Vec<_>>().join(" "),
            is_admin: !asker.person.admin_roles.is_empty(),
            errors,
        })
    }
}

/// A QR code as the address of a picture. Black on white in both themes, or cameras do not read it.
fn qr(text: &str) -> Result<String, Failure> {
    let code = qrcode::QrCode::new(text.as_bytes()).map_err(|error| Failure::Bug(error.to_string()))?;
    let svg = code.render::<qrcode::render::svg::Color<'_>>().min_dimensions(220, 220).build();
    Ok(format!("data:image/svg+xml;base64,{}", base64::engine::general_purpose::STANDARD.encode(svg)))
}

/// The recovery codes, for the few minutes after they were made.
#[derive(Serialize)]
pub(in crate::accounts) struct RecoveryCodesPage {
    nav: Vec<NavItem>,
    codes: Vec<String>,
}
page!(RecoveryCodesPage, "accounts/recovery_codes.html");

impl RecoveryCodesPage {
    pub(in crate::accounts) fn new(asker: &Asker, codes: Vec<String>) -> Self {
        Self { nav: nav(asker, "/settings/security"), codes }
    }
}

/// Becoming a creator.
#[derive(Serialize)]
pub(in crate::accounts) struct BecomeCreatorPage {
    nav: Vec<NavItem>,
    form: HandleForm,
    errors: Errors,
}
page!(BecomeCreatorPage, "accounts/become_creator.html");

impl BecomeCreatorPage {
    pub(in crate::accounts) fn new(asker: &Asker, form: HandleForm, errors: Errors) -> Self {
        Self { nav: nav(asker, "/settings/creator"), form, errors }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_zone_of_the_list_exists_and_another_that_is_set_is_offered() {
        let now = Instant(1_795_311_600_000_000);
        assert!(ZONES.iter().all(|name| name.parse::<Zone>().is_ok()));
        let offered = zones(now, "Asia/Kabul");
        assert_eq!(offered[0], ("Asia/Kabul".to_owned(), "Asia/Kabul (UTC+4:30)".to_owned()));
        assert_eq!(zones(now, "no/where").len(), ZONES.len());
    }

    #[test]
    fn devices_are_named_by_browser_and_system() {
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        assert_eq!(device(firefox), "Firefox · Linux");
        assert_eq!(device("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit Safari/604.1"), "Safari · iPhone");
        assert_eq!(device("something"), "");
    }
}
