//! The doors of the API: routes with what their handlers say of them.

use super::describe::{Part, Said, Telling};
use crate::web::Door;
use actix_web::{FromRequest, Handler, Responder};

/// A door of the API.
pub struct ApiDoor {
    /// Its route.
    pub door: Door,
    /// What it does, in a few words.
    pub summary: &'static str,
    /// The codes of the refusals that are its own.
    pub refusals: &'static [&'static str],
    /// What its handler's types say.
    pub tells: fn() -> Telling,
}

/// What a handler's types say.
pub fn tell<F, Args>(_: F) -> Telling
where
    F: Handler<Args>,
    Args: FromRequest + Part + 'static,
    F::Output: Responder + Said + 'static,
{
    let mut telling = Telling::default();
    Args::tell(&mut telling);
    F::Output::say(&mut telling);
    telling
}

/// One door: method, path below `/api/v1`, keyholder, handler, summary, refusals.
#[macro_export]
macro_rules! api_door {
    ($method:ident $path:literal, $who:ident, $handler:path, $summary:literal $(, $code:literal)* $(,)?) => {
        $crate::web::api::ApiDoor {
            door: $crate::web::Door {
                method: actix_web::http::Method::$method,
                path: concat!("/api/v1", $path),
                who: $crate::web::Who::$who,
                opens: || $crate::web::to($handler),
            },
            summary: $summary,
            refusals: &[$($code),*],
            tells: || $crate::web::api::tell($handler),
        }
    };
}
