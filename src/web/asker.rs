//! Who is asking: a type in the handler's signature, never a scope that a route can slip out of.

use super::front::{Caller, Visit};
use super::known::{Holder, Known};
use super::{Site, failure, kept_pages, page, views};
use crate::audit::Act;
use crate::failure::{Failure, Refusal};
use crate::platform::packed::Coding;
use crate::platform::secret::Purpose;
use crate::primitives::{Instant, Lang, Zone, id::Identity};
use crate::sessions::{self, AdminRole, Grant, Person, Theme, Token};
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, HttpResponse};
use std::future::{Ready, ready};
use std::{net::IpAddr, ops::Deref, sync::Arc};

/// Anybody, with what is known of them.
#[derive(Clone)]
pub struct Asker {
    /// The machines.
    pub site: Arc<Site>,
    /// Who is signed in.
    pub person: Option<Person>,
    /// The moderator who sees the site as `person` does, and only looks.
    pub viewer: Option<Person>,
    /// Pages come in this language.
    pub lang: Lang,
    /// Moments are written in this zone.
    pub zone: Zone,
    /// Day or night.
    pub theme: Theme,
    /// When the request came.
    pub now: Instant,
    /// Its id, in the answer's `x-request-id` too.
    pub request_id: String,
    /// Path and query that were asked for.
    pub path: String,
    /// The address that asks, behind trusted proxies only.
    pub address: Option<IpAddr>,
    /// What the browser calls itself.
    pub user_agent: String,
    pub(super) token: Token,
    pub(super) flash: Option<String>,
    pub(super) is_fragment: bool,
    /// How the body of the answer may travel.
    pub(super) coding: Coding,
    seen: String,
    grant: Access,
}

/// What the token of a program said.
#[derive(Clone)]
enum Access {
    /// There was none.
    None,
    /// There was one, and it is none.
    Bad,
    /// It is good for this.
    Good(Grant),
}

impl Asker {
    /// The act of whoever asks; of the platform if nobody is signed in.
    #[must_use]
    pub fn act(&self) -> Act {
        match &self.person {
            Some(person) => Act::of(person.id, self.now, self.request_id.clone()),
            None => Act::platform(self.now, self.request_id.clone()),
        }
    }

    /// The token that forms of this session carry.
    #[must_use]
    pub fn csrf(&self) -> String {
        data_encoding::HEXLOWER.encode(&self.site.secret.key(Purpose::Csrf).sign(self.token.as_str().as_bytes()))
    }

    /// Whether a form's token is of this session.
    pub fn owns(&self, csrf: &str) -> bool {
        let signature = data_encoding::HEXLOWER.decode(csrf.as_bytes()).unwrap_or_default();
        self.site.secret.key(Purpose::Csrf).verify(self.token.as_str().as_bytes(), &signature)
    }

    /// A text of the site in the asker's language.
    #[must_use]
    pub fn text(&self, key: &str, args: &[(&str, String)]) -> String {
        self.site.templates.texts().get(self.lang, key, args)
    }

    /// What everybody is told on every page now; on one that must not name its moment too.
    pub(super) fn board(&self) -> Option<String> {
        self.site.kept.of::<super::Board>().read(self.lang, self.site.clock.now())
    }

    /// htmx asks for a part of a page.
    #[must_use]
    pub const fn wants_fragment(&self) -> bool {
        self.is_fragment
    }

    /// A page, 200.
    pub async fn page<P: page::Page>(&self, page: &P) -> Result<HttpResponse, Failure> {
        page::respond(self, StatusCode::OK, page).await
    }

    /// A page, 200, that is the same for everybody of one kind and is kept for two seconds, cut where one reader's own parts go. `about` says what it
    /// depends on beside the address.
    pub async fn shared_page<P: page::Page>(
        &self,
        about: &str,
        page: impl Future<Output = Result<P, Failure>>,
    ) -> Result<HttpResponse, Failure> {
        kept_pages::respond(self, about, page).await
    }

    /// A page with another status.
    pub async fn page_with<P: page::Page>(&self, status: StatusCode, page: &P) -> Result<HttpResponse, Failure> {
        page::respond(self, status, page).await
    }

    /// What the same form shows again after a failure, or the failure itself where the form cannot say it.
    pub fn redo(&self, failure: Failure) -> Result<failure::Redo, Failure> {
        failure::redo(self, failure)
    }
}

impl Asker {
    /// Finds out who asks; the front does so once for each request.
    pub(super) async fn meet(site: Arc<Site>, visit: Visit) -> Result<Self, Failure> {
        let mut viewed = None;
        let (person, grant) = match &visit.caller {
            Caller::Browser if visit.is_new => (None, Access::None),
            Caller::Browser => {
                let holder = Known::holder(&site, visit.token.as_str(), visit.now, load(&site, &visit)).await?;
                viewed = holder.viewed;
                (holder.person, Access::None)
            }
            Caller::Program(None) => (None, Access::None),
            Caller::Program(Some(secret)) => {
                let holder = Known::holder(&site, secret, visit.now, load_by_token(&site, secret.clone(), visit.now)).await?;
                (holder.person, holder.grant.map_or(Access::Bad, Access::Good))
            }
        };
        let person = person.map(Arc::unwrap_or_clone);
        let viewed = viewed.map(Arc::unwrap_or_clone).filter(|_| !visit.path.starts_with(views::DOOR));
        let (person, viewer) = if viewed.is_some() { (viewed, person) } else { (person, None) };
        views::only_looks(viewer.as_ref(), person.as_ref(), &visit)?;
        Ok(Self {
            lang: person.as_ref().map_or(visit.lang, |person| if visit.lang_chosen { visit.lang } else { person.lang }),
            zone: person.as_ref().map_or_else(Zone::shanghai, |person| person.zone.clone()),
            theme: person.as_ref().map_or(visit.theme, |person| person.theme),
            now: visit.now,
            request_id: visit.request_id,
            path: visit.path,
            address: visit.address,
            user_agent: visit.user_agent,
            token: visit.token,
            flash: visit.flash,
            is_fragment: visit.is_fragment,
            coding: visit.coding,
            seen: visit.seen,
            grant,
            person,
            viewer,
            site,
        })
    }

    /// The browser has the answer of this tag already.
    pub(super) fn has_seen(&self, etag: &str) -> bool {
        self.seen.split(',').any(|seen| seen.trim() == etag)
    }

    /// What the program's token is good for.
    #[must_use]
    pub const fn grant(&self) -> Option<&Grant> {
        match &self.grant {
            Access::Good(grant) => Some(grant),
            Access::None | Access::Bad => None,
        }
    }

    /// There was a token, and it is none.
    pub(super) const fn has_bad_token(&self) -> bool {
        matches!(self.grant, Access::Bad)
    }

    pub(super) fn of(request: &HttpRequest) -> Result<Self, Failure> {
        let met = request.extensions().get::<Result<Self, Failure>>().cloned();
        met.unwrap_or_else(|| Err(Failure::Bug("a request without its front".to_owned())))
    }
}

impl FromRequest for Asker {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}

async fn load(site: &Arc<Site>, visit: &Visit) -> Result<Holder, Failure> {
    let (token, now) = (visit.token.clone(), visit.now);
    let found = site.db.read(move |conn| sessions::find(conn, &token, now).map_err(Failure::from)).await?;
    let Some((person, touch_due)) = found else { return Ok(Holder::default()) };
    if touch_due {
        let id = person.session;
        let touched: Result<(), Failure> = site.db.write(move |tx| Ok(sessions::touch(tx, id, now)?)).await;
        if let Err(error) = touched {
            tracing::warn!(%error, "a session could not be touched");
        }
    }
    let viewed = if person.admin_roles.is_empty() { None } else { views::viewed(site, person.session, now).await? };
    Ok(Holder { person: Some(Arc::new(person)), grant: None, viewed: viewed.map(Arc::new) })
}

async fn load_by_token(site: &Arc<Site>, secret: String, now: Instant) -> Result<Holder, Failure> {
    if !secret.starts_with(sessions::PREFIX) {
        return Ok(Holder::default());
    }
    let found = site.db.read(move |conn| sessions::find_token(conn, &secret, now).map_err(Failure::from)).await?;
    let Some((person, grant, touch_due)) = found else { return Ok(Holder::default()) };
    if touch_due {
        let id = grant.token;
        let touched: Result<(), Failure> = site.db.write(move |tx| Ok(sessions::touch_token(tx, id, now)?)).await;
        if let Err(error) = touched {
            tracing::warn!(%error, "a token could not be touched");
        }
    }
    Ok(Holder { person: Some(Arc::new(person)), grant: Some(grant), viewed: None })
}

/// An admin of the platform turns on the second factor before anything else.
pub(super) const SECOND_FACTOR_FIRST: Refusal = Refusal::forbidden("person.second_factor_first");

/// An admin without a second factor may only go where it is turned on.
fn wants_second_factor(person: &Person, path: &str) -> bool {
    let on_the_way = ["/settings/security", "/step-up", "/live"].iter().any(|way| path.starts_with(way));
    !person.admin_roles.is_empty() && !person.has_totp && !on_the_way
}

/// A signed-in person.
#[derive(Clone)]
pub struct SignedIn {
    /// The request.
    pub asker: Asker,
    /// Who it is.
    pub person: Person,
}

impl Deref for SignedIn {
    type Target = Asker;
    fn deref(&self) -> &Asker {
        &self.asker
    }
}

impl FromRequest for SignedIn {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let signed_in = Asker::of(request).and_then(|asker| {
            let person = asker.person.clone().ok_or(Failure::SignedOut)?;
            if wants_second_factor(&person, &asker.path) {
                return Err(SECOND_FACTOR_FIRST.into());
            }
            Ok(Self { asker, person })
        });
        ready(signed_in)
    }
}

/// An admin of the platform.
#[derive(Clone)]
pub struct Admin {
    /// The request.
    pub asker: Asker,
    /// Who it is.
    pub person: Person,
}

impl Admin {
    /// The desk is everybody's who is an admin; some of its pages are for one role only.
    pub fn as_role(&self, role: AdminRole) -> Result<(), Failure> {
        self.person.judges_as(role)
    }
}

impl Deref for Admin {
    type Target = Asker;
    fn deref(&self) -> &Asker {
        &self.asker
    }
}

impl FromRequest for Admin {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let admin = Asker::of(request).and_then(|asker| {
            let person = asker.person.clone().ok_or(Failure::SignedOut)?;
            if person.admin_roles.is_empty() {
                return Err(Failure::NotFound);
            }
            if !person.has_totp {
                return Err(SECOND_FACTOR_FIRST.into());
            }
            Ok(Self { asker, person })
        });
        ready(admin)
    }
}

/// An id in the path. What is not an id is nobody's: it is looked for in vain, after everything that is looked at before.
pub struct Id<T>(pub T);

impl<T: Identity> FromRequest for Id<T> {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let found = request.match_info().iter().next().and_then(|(_, text)| text.parse().ok());
        ready(Ok(Self(found.unwrap_or_else(T::nobody))))
    }
}
