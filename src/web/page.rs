//! Pages: one typed struct a template, inside the shell that every page shares.

use super::asker::Asker;
use super::desk::{self, DeskTab};
use super::failure::FULL_SECONDS;
use super::front;
use super::known::Known;
use super::site::Counts;
use crate::failure::Failure;
use crate::primitives::{Choice as _, Instant};
use crate::sessions::{OrgKind, Person};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, cookie::Cookie};
use serde::Serialize;

/// What a template is fed with.
pub trait Page: Serialize {
    /// The template under `templates/`.
    const TEMPLATE: &'static str;
    /// Which entry of the navigation is lit; `""` for none.
    const ACTIVE: &'static str;
}

#[derive(Serialize)]
pub(super) struct Shell {
    lang: &'static str,
    other_lang: &'static str,
    theme: &'static str,
    tz: String,
    now: Instant,
    path: String,
    csrf: String,
    active: &'static str,
    person: Option<ShellPerson>,
    nav: Vec<NavItem>,
    /// The pages of the admin desk, on the desk.
    desk: Vec<DeskTab>,
    notices: i64,
    /// Whose eyes a moderator has.
    viewed: Option<String>,
    flash: Option<Flash>,
    /// What everybody is told on every page.
    board: Option<String>,
    sandbox: bool,
    demo: bool,
    base_url: String,
    request_id: String,
    /// Where a page that is kept is cut; without, the page is whole.
    cuts: Option<Cuts>,
}

/// What is written where a reader's own parts go.
#[derive(Serialize)]
struct Cuts {
    top: String,
    said: String,
    tabbar: String,
}

impl Cuts {
    /// Each is `cut`, the name of the place and a semicolon.
    fn at(cut: &str) -> Self {
        Self { top: format!("{cut}top;"), said: format!("{cut}said;"), tabbar: format!("{cut}tabbar;") }
    }
}

impl Shell {
    /// The shell of everybody who is of this reader's kind, with cuts where the reader's own parts go.
    pub(super) fn shared(asker: &Asker, active: &'static str, cut: &str) -> Self {
        let own = shell(asker, active, Counts::default());
        let nobody = |person: ShellPerson| ShellPerson {
            name: String::new(),
            initial: String::new(),
            email: String::new(),
            org_name: None,
            handle: None,
            ..person
        };
        let nav = if own.person.is_some() { Vec::new() } else { own.nav };
        let csrf = format!("{cut}csrf;");
        Self {
            csrf,
            person: own.person.map(nobody),
            nav,
            flash: None,
            viewed: None,
            request_id: String::new(),
            cuts: Some(Cuts::at(cut)),
            ..own
        }
    }

    /// The reader's own shell, for a template that writes the parts between the cuts.
    pub(super) fn own(asker: &Asker, active: &'static str, counts: Counts, cut: &str) -> Self {
        Self { cuts: Some(Cuts::at(cut)), ..shell(asker, active, counts) }
    }
}

#[derive(Serialize)]
struct ShellPerson {
    name: String,
    initial: String,
    email: String,
    is_merchant: bool,
    is_creator: bool,
    is_admin: bool,
    confirmed: bool,
    org_name: Option<String>,
    handle: Option<String>,
}

#[derive(Serialize)]
struct NavItem {
    key: &'static str,
    url: &'static str,
    label: String,
    count: i64,
}

#[derive(Serialize)]
struct Flash {
    kind: &'static str,
    text: String,
}

/// Renders the page in its shell.
pub(super) async fn respond<P: Page>(asker: &Asker, status: StatusCode, page: &P) -> Result<HttpResponse, Failure> {
    // It may be the database that failed.
    let counts = if status.is_server_error() { Counts::default() } else { counts(asker).await };
    let shell = shell(asker, P::ACTIVE, counts);
    let html = asker
        .site
        .templates
        .render(asker.lang, P::TEMPLATE, &shell, page)
        .map_err(|error| Failure::Bug(format!("{}: {error}", P::TEMPLATE)))?;
    let mut answer = HttpResponse::build(status);
    if status == StatusCode::TOO_MANY_REQUESTS {
        answer.insert_header((header::RETRY_AFTER, FULL_SECONDS));
    }
    Ok(answer.content_type("text/html; charset=utf-8").insert_header((header::VARY, "Cookie, Accept-Language")).body(html))
}

/// What the shell counts. A page is worth showing without its counts, so a failure here is logged and nothing more.
pub(super) async fn counts(asker: &Asker) -> Counts {
    let Some(person) = asker.person.clone() else { return Counts::default() };
    let (count, now) = (asker.site.counts, asker.now);
    let look = asker.site.db.read(move |conn| Ok::<_, Failure>(count(conn, &person, now)?));
    let counted = Known::counts(&asker.site, asker.token.as_str(), now, look).await;
    counted.unwrap_or_else(|error| {
        tracing::warn!(%error, "the shell could not be counted");
        Counts::default()
    })
}

fn shell(asker: &Asker, active: &'static str, counts: Counts) -> Shell {
    Shell {
        lang: asker.lang.word(),
        other_lang: asker.lang.other().word(),
        theme: asker.theme.word(),
        tz: asker.zone.to_string(),
        now: asker.now,
        path: asker.path.clone(),
        csrf: asker.csrf(),
        active,
        person: asker.person.as_ref().map(shell_person),
        nav: nav(asker, counts),
        desk: desk::tabs(asker),
        notices: counts.notices,
        viewed: asker.viewer.as_ref().and(asker.person.as_ref()).map(|person| person.name.clone()),
        flash: flash(asker),
        board: asker.board(),
        sandbox: true,
        demo: asker.site.config.demo,
        base_url: asker.site.config.base_url.clone(),
        request_id: asker.request_id.clone(),
        cuts: None,
    }
}

fn shell_person(person: &Person) -> ShellPerson {
    ShellPerson {
        name: person.name.clone(),
        initial: person.name.chars().next().map_or_else(String::new, |c| c.to_uppercase().collect()),
        email: person.email.to_string(),
        is_merchant: is_merchant(person),
        is_creator: person.creator.is_some(),
        is_admin: !person.admin_roles.is_empty(),
        confirmed: person.confirmed,
        org_name: person.memberships.first().map(|member| member.org_name.clone()),
        handle: person.creator.as_ref().map(|creator| creator.handle.clone()),
    }
}

fn is_merchant(person: &Person) -> bool {
    person.memberships.iter().any(|member| member.kind == OrgKind::Merchant)
}

fn nav(asker: &Asker, counts: Counts) -> Vec<NavItem> {
    let item = |key: &'static str, url: &'static str, count: i64| NavItem {
        key,
        url,
        label: asker.text(&format!("nav-{}", key.replace('_', "-")), &[]),
        count,
    };
    let Some(person) = &asker.person else {
        return vec![item("briefs", "/briefs", 0), item("creators", "/creators", 0), item("how", "/how-it-works", 0)];
    };
    let workbench = item("workbench", "/workbench", counts.turns);
    let wallet = item("wallet", "/wallet", 0);
    if !person.admin_roles.is_empty() {
        return vec![item("desk", "/admin", 0), workbench, item("briefs", "/briefs", 0), item("creators", "/creators", 0)];
    }
    match (person.creator.is_some(), is_merchant(person)) {
        (true, false) => vec![item("briefs", "/briefs", 0), item("bids", "/my/bids", 0), workbench, wallet],
        (false, true) => vec![workbench, item("my_briefs", "/my/briefs", 0), item("creators", "/creators", 0), wallet],
        (true, true) => {
            vec![workbench, item("briefs", "/briefs", 0), item("bids", "/my/bids", 0), item("my_briefs", "/my/briefs", 0), wallet]
        }
        (false, false) if person.memberships.is_empty() => vec![item("briefs", "/briefs", 0), item("creators", "/creators", 0), workbench],
        // An agency's people.
        (false, false) => vec![workbench, item("briefs", "/briefs", 0), item("creators", "/creators", 0), wallet],
    }
}

fn flash(asker: &Asker) -> Option<Flash> {
    let key = asker.flash.as_ref()?;
    let text = asker.site.templates.texts().find(asker.lang, &format!("flash-{key}"), &[])?;
    Some(Flash { kind: "ok", text })
}

/// 303 to another page; after an act, with a sentence that the next page shows once.
pub struct Found {
    location: String,
    flash: Option<&'static str>,
    cookies: Vec<Cookie<'static>>,
}

/// 303 to a path of this site.
#[must_use]
pub fn see_other(location: &str) -> Found {
    Found { location: location.to_owned(), flash: None, cookies: Vec::new() }
}

impl Found {
    /// The next page says the text `flash-{key}` once.
    #[must_use]
    pub const fn flash(mut self, key: &'static str) -> Self {
        self.flash = Some(key);
        self
    }

    /// Sets a cookie on the way.
    #[must_use]
    pub fn cookie(mut self, cookie: Cookie<'static>) -> Self {
        self.cookies.push(cookie);
        self
    }

    /// Ready to be returned from a handler.
    #[must_use]
    pub fn answer(self) -> HttpResponse {
        self.into()
    }
}

impl From<Found> for HttpResponse {
    fn from(found: Found) -> Self {
        let mut response = Self::SeeOther();
        response.insert_header((header::LOCATION, found.location));
        if let Some(key) = found.flash {
            response.cookie(
                Cookie::build("flash", key)
                    .path("/")
                    .http_only(true)
                    .same_site(actix_web::cookie::SameSite::Lax)
                    .max_age(actix_web::cookie::time::Duration::seconds(60))
                    .finish(),
            );
        }
        for cookie in found.cookies {
            response.cookie(cookie);
        }
        response.finish()
    }
}

impl Asker {
    /// The cookie that makes a browser the owner of a session; `None` makes it a stranger again.
    #[must_use]
    pub fn session_cookie(&self, token: Option<&crate::sessions::Token>) -> Cookie<'static> {
        let name = front::cookie_name(&self.site);
        match token {
            Some(token) => {
                let mut cookie = front::cookie(&self.site, name, token.as_str().to_owned());
                cookie.set_max_age(actix_web::cookie::time::Duration::days(90));
                cookie
            }
            None => {
                let mut cookie = front::cookie(&self.site, name, String::new());
                cookie.make_removal();
                cookie
            }
        }
    }

    /// A cookie for the next step of something, five minutes long; `None` takes it away.
    #[must_use]
    pub fn step_cookie(&self, name: &'static str, value: Option<String>) -> Cookie<'static> {
        let mut cookie = front::cookie(&self.site, name, value.clone().unwrap_or_default());
        match value {
            Some(_) => cookie.set_max_age(actix_web::cookie::time::Duration::minutes(5)),
            None => cookie.make_removal(),
        }
        cookie
    }

    /// A cookie that remembers a choice (language, theme, order of a list) for a year.
    #[must_use]
    pub fn choice_cookie(&self, name: &'static str, value: String) -> Cookie<'static> {
        let mut cookie = front::cookie(&self.site, name, value);
        cookie.set_max_age(actix_web::cookie::time::Duration::days(365));
        cookie
    }
}
