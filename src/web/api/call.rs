//! Who calls: a token's owner with the scope that the door asks for, or anybody.

use super::describe::{Part, Telling};
use crate::audit::Act;
use crate::failure::{Failure, Refusal};
use crate::platform::db::{Conn, Tx};
use crate::sessions::{Grant, Person, Scope};
use crate::web::Asker;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use std::future::{Ready, ready};
use std::{marker::PhantomData, ops::Deref};

/// The token is not good for this door.
const SCOPE_MISSING: Refusal = Refusal::forbidden("scope.missing");

/// In a request's extensions: the token is good for the door, so what it did here before under a key may be told again.
pub(super) struct Admitted;

/// The scope that a door asks for.
pub trait Needs: 'static {
    /// `None`: any token will do.
    const SCOPE: Option<Scope>;
}

macro_rules! scopes {
    ($($(#[$meta:meta])* $name:ident = $scope:expr;)+) => {
        $(
            $(#[$meta])*
            #[derive(Debug, Clone, Copy)]
            pub struct $name;

            impl Needs for $name {
                const SCOPE: Option<Scope> = $scope;
            }
        )+
    };
}

scopes! {
    /// Any token of the person.
    Self_ = None;
    /// `read`
    Reading = Some(Scope::Read);
    /// `briefs`
    Briefs = Some(Scope::Briefs);
    /// `bids`
    Bids = Some(Scope::Bids);
    /// `deals`
    Deals = Some(Scope::Deals);
    /// `money`
    MoneyMoves = Some(Scope::Money);
    /// `webhooks`
    Webhooks = Some(Scope::Webhooks);
    /// `admin`
    Judge = Some(Scope::Admin);
}

/// Anybody; a token that is none is refused here too.
#[derive(Clone)]
pub struct Public(pub Asker);

impl Deref for Public {
    type Target = Asker;
    fn deref(&self) -> &Asker {
        &self.0
    }
}

impl FromRequest for Public {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let known = |asker: Asker| if asker.has_bad_token() { Err(Failure::SignedOut) } else { Ok(Self(asker)) };
        ready(Asker::of(request).and_then(known))
    }
}

impl Part for Public {
    fn tell(_: &mut Telling) {}
}

/// The owner of a token, for a door that needs the scope `S`.
#[derive(Clone)]
pub struct Call<S> {
    /// The request.
    pub asker: Asker,
    /// Whose token it is.
    pub person: Person,
    /// What the token is good for.
    pub grant: Grant,
    scope: PhantomData<S>,
}

impl<S> Deref for Call<S> {
    type Target = Asker;
    fn deref(&self) -> &Asker {
        &self.asker
    }
}

impl<S: Needs> FromRequest for Call<S> {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let call = Asker::of(request).and_then(|asker| {
            let (Some(person), Some(grant)) = (asker.person.clone(), asker.grant().cloned()) else { return Err(Failure::SignedOut) };
            let call = Self { asker, person, grant, scope: PhantomData };
            if call.admit().is_ok() {
                request.extensions_mut().insert(Admitted);
            }
            Ok(call)
        });
        ready(call)
    }
}

impl<S: Needs> Part for Call<S> {
    fn tell(telling: &mut Telling) {
        telling.is_closed = true;
        telling.scope = S::SCOPE;
    }
}

impl<S: Needs> Call<S> {
    /// The token must be good for this door. An admin signs in with a second factor before he judges or reads as one.
    pub fn admit(&self) -> Result<(), Failure> {
        match S::SCOPE {
            Some(scope) if !self.grant.covers(scope) => Err(SCOPE_MISSING.into()),
            Some(_) if !self.grant.by_operator && !self.person.admin_roles.is_empty() && !self.person.has_totp => {
                Err(crate::web::asker::SECOND_FACTOR_FIRST.into())
            }
            Some(_) | None => Ok(()),
        }
    }

    /// Looks at the thing that the call is about: what the person cannot see is not there (404), then the token must be good for the door (403), then
    /// comes what the look itself said.
    pub async fn see<T: Send + 'static>(
        &self,
        look: impl Fn(&mut Conn, &Person) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let person = self.person.clone();
        let seen: Result<T, Failure> = self.site.db.read(move |conn| look(conn, &person)).await;
        if matches!(seen, Err(Failure::NotFound)) {
            return seen;
        }
        self.admit()?;
        seen
    }

    /// Does something in one transaction, without a key.
    pub async fn act<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Tx<'_>, &Act, &Person) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.admit()?;
        let (act, person) = (self.asker.act(), self.person.clone());
        self.site.db.write(move |tx| work(tx, &act, &person)).await
    }
}
