//! Doors as data: every route with its keyholder, mounted in one place, walked by a test.

use super::api;
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

/// Mounts the doors: one scope for paths that begin alike, so that a request is compared with few; in it one resource a path. A wrong method is 405
/// with `Allow`, or 401 where only signed-in people may know.
pub fn mount(config: &mut web::ServiceConfig, doors: impl Iterator<Item = &'static Door>) {
    let mut paths: BTreeMap<&'static str, BTreeMap<&'static str, Vec<&'static Door>>> = BTreeMap::new();
    for door in doors {
        let (beginning, rest) = door.path.split_at(beginning(door.path));
        paths.entry(beginning).or_default().entry(rest).or_default().push(door);
    }
    for (beginning, rests) in paths {
        // Longer literal paths first: `/briefs/new` before `/briefs/{id}`.
        let mut ordered: Vec<_> = rests.into_iter().collect();
        ordered.sort_by_key(|(path, _)| (path.matches('{').count(), std::cmp::Reverse(path.len())));
        if beginning.is_empty() {
            // A scope of everything would keep all other paths from theirs.
            for (path, doors) in ordered {
                config.service(resource(path, &doors));
            }
        } else {
            let scope = web::scope(beginning);
            config.service(ordered.into_iter().fold(scope, |scope, (rest, doors)| scope.service(resource(rest, &doors))));
        }
    }
}

/// How much of a path is a scope's: its first segment, below the API's base the first one there; nothing where that has a name in it, or holds
/// the API's base.
fn beginning(path: &str) -> usize {
    let rest = path.strip_prefix(api::BASE).unwrap_or(path);
    let segment = rest.get(1..).and_then(|rest| rest.split('/').next()).unwrap_or_default();
    let end = path.len() - rest.len() + 1 + segment.len();
    let holds_another = path.get(..end).is_some_and(|scope| api::BASE.starts_with(scope));
    if segment.is_empty() || segment.contains('{') || holds_another { 0 } else { end }
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
