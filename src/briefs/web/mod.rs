//! The doors of briefs for people.

mod browse;
mod catalogue;
mod composer;
mod copies;
mod files;
mod invitations;
mod news;
mod plan;
mod questions;
mod reviews;
mod saving;
mod show;

pub use browse::{find_open, fitting_entries, merchant_entries};
use catalogue::Catalogue;
pub(super) use catalogue::forget_list;
pub use catalogue::open_entries;
pub use news::{Joined, find_new, list_new_of};

use super::forms::Step;
use crate::failure::Failure;
use crate::primitives::id::BriefId;
use crate::web::{Asker, Door, Who, to};
use actix_web::http::Method;
use actix_web::{FromRequest, HttpRequest, dev::Payload};

/// Every door of briefs.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/briefs", who: Who::Anyone, opens: || to(browse::index) },
    Door { method: Method::POST, path: "/briefs", who: Who::SignedIn, opens: || to(composer::create) },
    Door { method: Method::GET, path: "/briefs/new", who: Who::SignedIn, opens: || to(composer::begin) },
    Door { method: Method::GET, path: "/briefs/templates", who: Who::SignedIn, opens: || to(copies::templates) },
    Door { method: Method::GET, path: "/my/briefs", who: Who::SignedIn, opens: || to(browse::mine) },
    Door { method: Method::GET, path: "/briefs/{id}", who: Who::Anyone, opens: || to(show::show) },
    Door { method: Method::GET, path: "/briefs/{id}/edit/{step}", who: Who::SignedIn, opens: || to(composer::edit) },
    Door { method: Method::POST, path: "/briefs/{id}/edit/{step}", who: Who::SignedIn, opens: || to(saving::save) },
    Door { method: Method::GET, path: "/briefs/{id}/check", who: Who::SignedIn, opens: || to(composer::check) },
    Door { method: Method::POST, path: "/briefs/{id}/publication", who: Who::SignedIn, opens: || to(composer::publish) },
    Door { method: Method::POST, path: "/briefs/{id}/copies", who: Who::SignedIn, opens: || to(copies::copy) },
    Door { method: Method::GET, path: "/briefs/{id}/published", who: Who::SignedIn, opens: || to(composer::published) },
    Door { method: Method::POST, path: "/briefs/{id}/nda-acceptance", who: Who::SignedIn, opens: || to(show::promise) },
    Door { method: Method::POST, path: "/briefs/{id}/pause", who: Who::SignedIn, opens: || to(show::pause) },
    Door { method: Method::POST, path: "/briefs/{id}/resumption", who: Who::SignedIn, opens: || to(show::resume) },
    Door { method: Method::POST, path: "/briefs/{id}/extension", who: Who::SignedIn, opens: || to(show::extend) },
    Door { method: Method::GET, path: "/briefs/{id}/cancellation", who: Who::SignedIn, opens: || to(show::ask_cancel) },
    Door { method: Method::POST, path: "/briefs/{id}/cancellation", who: Who::SignedIn, opens: || to(show::cancel) },
    Door { method: Method::POST, path: "/briefs/{id}/questions", who: Who::SignedIn, opens: || to(questions::ask) },
    Door { method: Method::GET, path: "/questions/{id}/answer", who: Who::SignedIn, opens: || to(questions::begin) },
    Door { method: Method::POST, path: "/questions/{id}/answer", who: Who::SignedIn, opens: || to(questions::answer) },
    Door { method: Method::GET, path: "/briefs/{id}/invitations", who: Who::SignedIn, opens: || to(invitations::list) },
    Door { method: Method::POST, path: "/briefs/{id}/invitations", who: Who::SignedIn, opens: || to(invitations::invite) },
    Door { method: Method::POST, path: "/briefs/{id}/invitations/refusal", who: Who::SignedIn, opens: || to(invitations::refuse) },
    Door { method: Method::GET, path: "/briefs/{id}/plan", who: Who::SignedIn, opens: || to(plan::show) },
    Door { method: Method::POST, path: "/briefs/{id}/plan", who: Who::SignedIn, opens: || to(plan::invite) },
    Door { method: Method::GET, path: "/creators/{handle}/invitation", who: Who::SignedIn, opens: || to(invitations::begin) },
    Door { method: Method::POST, path: "/creators/{handle}/invitation", who: Who::SignedIn, opens: || to(invitations::send) },
    Door { method: Method::POST, path: "/briefs/{id}/files", who: Who::SignedIn, opens: || to(files::add) },
    Door { method: Method::GET, path: "/briefs/{id}/files/{file}", who: Who::Anyone, opens: || to(files::show) },
    Door { method: Method::POST, path: "/briefs/{id}/files/{file}/removal", who: Who::SignedIn, opens: || to(files::remove) },
    Door { method: Method::GET, path: "/admin/briefs", who: Who::Admin, opens: || to(reviews::queue) },
    Door { method: Method::GET, path: "/admin/briefs/{id}", who: Who::Admin, opens: || to(reviews::show) },
    Door { method: Method::POST, path: "/admin/briefs/{id}/approval", who: Who::Admin, opens: || to(reviews::approve) },
    Door { method: Method::POST, path: "/admin/briefs/{id}/rejection", who: Who::Admin, opens: || to(reviews::reject) },
    Door { method: Method::POST, path: "/markdown/preview", who: Who::SignedIn, opens: || to(composer::preview) },
];

/// A step of a draft in the path.
pub(super) struct At {
    brief: BriefId,
    step: Step,
}

impl FromRequest for At {
    type Error = Failure;
    type Future = std::future::Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let part = |name: &str| request.match_info().get(name);
        let at = part("id").and_then(|id| id.parse().ok()).zip(part("step").and_then(|step| step.parse().ok()));
        std::future::ready(at.map(|(brief, step)| Self { brief, step }).ok_or(Failure::NotFound))
    }
}

/// The words of the site for the asker.
fn words(asker: &Asker) -> impl Fn(&str, &[(&str, String)]) -> String {
    |key, args| asker.text(key, args)
}
