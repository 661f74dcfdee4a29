//! Style, script and pictures of the site by content hash, and the two questions of whoever watches the machine.

use super::{Answer, Door, Site, Who, front, to};
use crate::failure::Failure;
use crate::platform::packed::join;
use actix_web::http::{Method, header};
use actix_web::{HttpRequest, HttpResponse, web};

/// Doors that belong to no noun.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/static/{hash}/{path:.*}", who: Who::Anyone, opens: || to(asset) },
    Door { method: Method::GET, path: "/healthz", who: Who::Anyone, opens: || to(healthz) },
    Door { method: Method::GET, path: "/readyz", who: Who::Anyone, opens: || to(readyz) },
];

/// `GET /static/{hash}/{path}`: the file never changes under this address.
async fn asset(path: web::Path<(String, String)>, request: HttpRequest) -> Answer {
    let (hash, path) = path.into_inner();
    let (bytes, kind) = crate::platform::assets::find(&hash, &path).ok_or(Failure::NotFound)?;
    let mut answer = HttpResponse::Ok();
    answer.content_type(kind).insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"));
    if !is_text(kind) {
        return Ok(answer.body(bytes.into_owned()));
    }
    let coding = front::coding(&request);
    let part = crate::platform::assets::packed(&path, &bytes);
    answer.insert_header((header::VARY, "Accept-Encoding"));
    if let Some(word) = coding.word() {
        answer.insert_header((header::CONTENT_ENCODING, word));
    }
    Ok(answer.body(join(std::iter::once(part.as_ref()), coding)))
}

/// Worth compressing; pictures are compressed already.
fn is_text(kind: &str) -> bool {
    kind.starts_with("text/") || matches!(kind, "image/svg+xml" | "application/json")
}

/// `GET /healthz`: the process is alive.
async fn healthz() -> Answer {
    Ok(HttpResponse::Ok().json(serde_json::json!({"status": "ok"})))
}

/// `GET /readyz`: 503 when the database, its schema or the disk cannot be used. What only slows us down shows as details with 200.
async fn readyz(site: web::Data<Site>) -> Answer {
    let database: Result<(), Failure> = site.db.read(|conn| Ok(crate::platform::db::ping(conn)?)).await;
    let schema = crate::platform::db::migrations::status(&site.config.database)
        .is_ok_and(|status| status.pending.is_empty() && status.unknown.is_empty());
    let disk = crate::platform::disk_is_usable(&site.config.data_dir);
    let ready = database.is_ok() && schema && disk;
    let details = serde_json::json!({"status": if ready { "ready" } else { "unavailable" }, "database": database.is_ok(), "schema": schema, "disk": disk});
    Ok(if ready {
        HttpResponse::Ok().json(details)
    } else {
        HttpResponse::ServiceUnavailable().insert_header((header::RETRY_AFTER, "2")).json(details)
    })
}
