//! The doors of news: the one that ends its mails, for whoever holds a mail, signed in or not.

use super::pages::StopPage;
use super::{actions, rules};
use crate::audit::Act;
use crate::failure::Failure;
use crate::web::{Answer, Asker, Door, Who, to};
use actix_web::http::Method;
use actix_web::web::Path;

/// Every door of news.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/news/mails/{key}", who: Who::Anyone, opens: || to(show) },
    Door { method: Method::POST, path: "/news/mails/{key}", who: Who::Anyone, opens: || to(stop) },
];

/// `GET /news/mails/{key}`: asks, because programs look into mails too.
async fn show(asker: Asker, key: Path<String>) -> Answer {
    rules::user_of(&asker.site.secret, &key).ok_or(Failure::NotFound)?;
    asker.page(&StopPage { action: format!("/news/mails/{key}"), is_over: false }).await
}

/// `POST /news/mails/{key}`: one click, also of a mail program (RFC 8058), which knows no token of a form. The signed address stands for it.
async fn stop(asker: Asker, key: Path<String>) -> Answer {
    let user = rules::user_of(&asker.site.secret, &key).ok_or(Failure::NotFound)?;
    let act = Act::of(user, asker.now, asker.request_id.clone());
    asker.site.db.write(move |tx| actions::stop_mails(tx, &act, user)).await?;
    asker.page(&StopPage { action: format!("/news/mails/{key}"), is_over: true }).await
}
