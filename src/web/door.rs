//! Doors as data: every route with its keyholder, mounted in one place, walked by a test.

use super::asker::Asker;
use crate::failure::Failure;
use actix_web::http::{Method, header};
use actix_web::{Handler, HttpRequest, HttpResponse, Resource, Responder, Route, guard, web};
use std::collections::BTreeMap;

/// Who a door opens to; whose thing it is stays in the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Everybody.
    Anyone,
    /// A signed-in person.
    SignedIn,
    /// An admin of the platform.
    Admin,
    /// The owner of a token, as a program.
    Token,
}

/// One method on one path.
pub struct Door {
    /// `GET` opens for `HEAD` too.
    pub method: Method,
    /// With `{names}`.
    pub path: &'static str,
    /// Its keyholder; the handler's arguments enforce it, the test compares.
    pub who: Who,
    /// Makes the route.
    pub opens: fn() -> Route,
}

/// A route to a handler.
pub fn to<F, Args>(handler: F) -> Route
where
    F: Handler<Args>,
    Args: actix_web::FromRequest + 'static,
    F::Output: Responder + 'static,
{
    web::to(handler)
}

/// Mounts the doors: one resource a path; a wrong method is 405 with `Allow`, or 401 where only signed-in people may know.
pub fn mount(config: &mut web::ServiceConfig, doors: impl Iterator<Item = &'static Door>) {
    let mut paths: BTreeMap<&'static str, Vec<&'static Door>> = BTreeMap::new();
    for door in doors {
        paths.entry(door.path).or_default().push(door);
    }
    // Longer literal paths first: `/briefs/new` before `/briefs/{id}`.
    let mut ordered: Vec<_> = paths.into_iter().collect();
    ordered.sort_by_key(|(path, _)| (path.matches('{').count(), std::cmp::Reverse(path.len())));
    for (path, doors) in ordered {
        config.service(resource(path, &doors));
    }
}

fn resource(path: &'static str, doors: &[&'static Door]) -> Resource {
    let mut resource = web::resource(path);
    for door in doors {
        let route = (door.opens)();
        let route = if door.method == Method::GET {
            route.guard(guard::Any(guard::Get()).or(guard::Head()))
        } else {
            route.guard(guard::Method(door.method.clone()))
        };
        resource = resource.route(route);
    }
    let closed = doors.iter().all(|door| door.who != Who::Anyone);
    let mut methods: Vec<&str> = doors.iter().map(|door| door.method.as_str()).collect();
    if methods.contains(&"GET") {
        methods.push("HEAD");
    }
    let allow = methods.join(", ");
    resource.default_service(web::to(move |request: HttpRequest| wrong_method(request, closed, allow.clone())))
}

async fn wrong_method(request: HttpRequest, closed: bool, allow: String) -> Result<HttpResponse, Failure> {
    let asker = Asker::of(&request)?;
    if closed && asker.person.is_none() {
        return Err(Failure::SignedOut);
    }
    Ok(HttpResponse::MethodNotAllowed().insert_header((header::ALLOW, allow)).finish())
}
