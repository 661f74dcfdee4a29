//! The mails of a demo, as their readers get them. Outside of a demo there is no such page.

use super::page::Page;
use super::{Answer, Asker, Door, Id, Query, Who, to};
use crate::failure::Failure;
use crate::platform::db::Conn;
use crate::platform::mailer::{self, Rendered, Row};
use crate::primitives::id::MailId;
use crate::primitives::{Choice as _, Instant, Limit};
use actix_web::http::Method;
use serde::{Deserialize, Serialize};

/// Doors to the mails of a demo.
pub const MAIL_DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/dev/mails", who: Who::Anyone, opens: || to(list) },
    Door { method: Method::GET, path: "/dev/mails/{id}", who: Who::Anyone, opens: || to(show) },
];

#[derive(Serialize)]
struct MailsPage {
    mails: Vec<MailLine>,
    next: Option<String>,
}

#[derive(Serialize)]
struct MailLine {
    url: String,
    subject: Option<String>,
    lang: &'static str,
    to: String,
    at: Instant,
    state: &'static str,
}

#[derive(Serialize)]
struct MailPage {
    subject: Option<String>,
    lang: &'static str,
    to: String,
    at: Instant,
    state: &'static str,
    paragraphs: Vec<Vec<Span>>,
    html_source: String,
}

/// A line of the text part; one that is an address of this site leads there.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Span {
    text: String,
    url: Option<String>,
}

impl Page for MailsPage {
    const TEMPLATE: &'static str = "dev/mails.html";
    const ACTIVE: &'static str = "";
}

impl Page for MailPage {
    const TEMPLATE: &'static str = "dev/mail.html";
    const ACTIVE: &'static str = "";
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    cursor: String,
}

fn only_in_a_demo(asker: &Asker) -> Result<(), Failure> {
    if asker.site.config.demo { Ok(()) } else { Err(Failure::NotFound) }
}

fn render(asker: &Asker, row: &Row) -> Option<Rendered> {
    let rendered = asker.site.mailer.render(&asker.site.templates, row);
    rendered.map_err(|error| tracing::error!(mail = %row.id, %error, "a mail cannot be rendered")).ok()
}

/// `GET /dev/mails`
async fn list(asker: Asker, asked: Query<Asked>) -> Answer {
    only_in_a_demo(&asker)?;
    let after = asker.cursor_in(&asked.0.cursor);
    let read = move |conn: &mut Conn| Ok::<_, Failure>(mailer::list_newest(conn, after.as_ref(), Limit::PAGE)?);
    let rows = asker.site.db.read(read).await?;
    let next = rows.next.as_ref().map(|cursor| format!("/dev/mails?cursor={}", asker.cursor_out(cursor)));
    let line = |row: &Row| MailLine {
        url: format!("/dev/mails/{}", row.id),
        subject: render(&asker, row).map(|words| words.subject),
        lang: row.locale.word(),
        to: row.address.to_string(),
        at: row.created_at,
        state: row.state.word(),
    };
    asker.page(&MailsPage { mails: rows.items.iter().map(line).collect(), next }).await
}

/// `GET /dev/mails/{id}`
async fn show(asker: Asker, id: Id<MailId>) -> Answer {
    only_in_a_demo(&asker)?;
    let read = move |conn: &mut Conn| Ok::<_, Failure>(mailer::find(conn, id.0)?);
    let row = asker.site.db.read(read).await?.ok_or(Failure::NotFound)?;
    let words = render(&asker, &row);
    let page = MailPage {
        lang: row.locale.word(),
        to: row.address.to_string(),
        at: row.created_at,
        state: row.state.word(),
        paragraphs: words.as_ref().map(|words| paragraphs(&words.text, &asker.site.config.base_url)).unwrap_or_default(),
        html_source: words.as_ref().map(|words| words.html.clone()).unwrap_or_default(),
        subject: words.map(|words| words.subject),
    };
    asker.page(&page).await
}

fn paragraphs(text: &str, base_url: &str) -> Vec<Vec<Span>> {
    let span = |line: &str| {
        let url = line.strip_prefix(base_url).filter(|path| path.starts_with('/') && !path.contains(' '));
        Span { text: line.to_owned(), url: url.map(ToOwned::to_owned) }
    };
    let blocks = text.split("\n\n").map(|block| block.lines().filter(|line| !line.trim().is_empty()).map(span).collect::<Vec<_>>());
    blocks.filter(|block| !block.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_this_site_lead_somewhere() {
        let base = "https://market.example";
        let read = paragraphs("Hello\n\nhttps://market.example/confirm/x\nhttps://market.example.evil/\njavascript:alert(1)\n", base);
        let urls: Vec<Option<&str>> = read.iter().flatten().map(|span| span.url.as_deref()).collect();
        assert_eq!(urls, [None, Some("/confirm/x"), None, None]);
    }
}
