//! `/inbox`

use super::pages::{InboxPage, address};
use super::store::{self, Tab};
use super::{mark_done, mark_news_done};
use crate::failure::Failure;
use crate::primitives::id::NoticeId;
use crate::primitives::{Choice as _, Limit};
use crate::web::{Answer, Door, Form, Id, Query, SignedIn, Who, see_other, to};
use actix_web::http::Method;
use serde::Deserialize;

/// The doors of the inbox.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/inbox", who: Who::SignedIn, opens: || to(show) },
    Door { method: Method::POST, path: "/inbox/news/done", who: Who::SignedIn, opens: || to(finish_news) },
    Door { method: Method::POST, path: "/inbox/{id}/done", who: Who::SignedIn, opens: || to(finish) },
];

/// Which list, from where on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct InboxQuery {
    tab: String,
    cursor: String,
}

/// `GET /inbox`
async fn show(asker: SignedIn, Query(query): Query<InboxQuery>) -> Answer {
    let user = asker.person.id;
    let (asked, after) = (Tab::from_word(&query.tab), asker.cursor_in(&query.cursor));
    let found = asker.site.db.read(move |conn| {
        let (needs, news) = (store::count_of(conn, user, Tab::Needs)?, store::count_of(conn, user, Tab::News)?);
        // Who has nothing to do looks at the news.
        let tab = asked.unwrap_or(if needs == 0 { Tab::News } else { Tab::Needs });
        Ok::<_, Failure>((tab, (needs, news), store::list(conn, user, tab, after.as_ref(), Limit::PAGE)?))
    });
    let (tab, counts, told) = found.await?;
    asker.page(&InboxPage::new(&asker, tab, counts, told)).await
}

/// Which list to come back to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct DoneForm {
    tab: String,
}

impl DoneForm {
    fn back(&self) -> String {
        address(Tab::from_word(&self.tab).unwrap_or(Tab::Needs), None)
    }
}

/// `POST /inbox/{id}/done`
async fn finish(asker: SignedIn, Id(id): Id<NoticeId>, form: Form<DoneForm>) -> Answer {
    let (act, user) = (asker.act(), asker.person.id);
    asker.site.db.write(move |tx| mark_done(tx, &act, user, id)).await?;
    Ok(see_other(&form.fields.back()).flash("notice-done").answer())
}

/// `POST /inbox/news/done`
async fn finish_news(asker: SignedIn, _: Form) -> Answer {
    let (act, user) = (asker.act(), asker.person.id);
    asker.site.db.write(move |tx| mark_news_done(tx, &act, user)).await?;
    Ok(see_other(&address(Tab::News, None)).flash("news-done").answer())
}
