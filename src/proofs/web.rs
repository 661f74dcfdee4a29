//! The doors of proofs.

use super::pages::RootsPage;
use super::{actions, store};
use crate::failure::Failure;
use crate::platform::db::Conn;
use crate::primitives::id::ContractId;
use crate::web::{Answer, Asker, Door, Id, SignedIn, Who, to};
use actix_web::HttpResponse;
use actix_web::http::{Method, header};

/// Every door of proofs.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/proofs", who: Who::Anyone, opens: || to(roots) },
    Door { method: Method::GET, path: "/contracts/{id}/proof", who: Who::SignedIn, opens: || to(download) },
];

/// `GET /proofs`: the roots that are published, the newest first, and those of today's minutes.
async fn roots(asker: Asker) -> Answer {
    const DAYS: i64 = 400;
    let today = actions::day_of(asker.now);
    let look = move |conn: &mut Conn| Ok::<_, Failure>((store::list_days(conn, DAYS)?, store::list_newest_minutes(conn, &today)?));
    let (days, minutes) = asker.site.db.read(look).await?;
    asker.page(&RootsPage::of(days, minutes)).await
}

/// `GET /contracts/{id}/proof`: the proof file of a deal.
async fn download(person: SignedIn, id: Id<ContractId>) -> Answer {
    let who = person.person.clone();
    let contract = id.0;
    let (proof, _) = person.site.db.read(move |conn| actions::prove(conn, &who, contract)).await?;
    Ok(HttpResponse::Ok()
        .content_type("application/json")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"proof-{contract}.json\"")))
        .body(proof.text()))
}
