//! What the house says about itself: written in Markdown, one file a language, under `templates/pages`.

use crate::accounts;
use crate::failure::Failure;
use crate::market::{self, FloorRow};
use crate::platform::markdown::{self, Html};
use crate::primitives::Lang;
use crate::web::{Answer, Asker, Page};
use serde::Serialize;

#[derive(rust_embed::Embed)]
#[folder = "templates/pages"]
struct Words;

/// The words of a page as HTML.
pub(super) fn words(lang: Lang, slug: &str) -> Result<Html, Failure> {
    let path = format!("{lang}/{slug}.md");
    let file = Words::get(&path).ok_or_else(|| Failure::Bug(format!("no words at {path}")))?;
    Ok(markdown::render_own(&String::from_utf8_lossy(&file.data)))
}

#[derive(Debug, Serialize)]
struct ReadingPage {
    title: String,
    body_html: Html,
    /// What this market recommends at least, on the page of rules.
    floors: Vec<FloorRow>,
    /// What it will recommend, and from when.
    planned: Vec<FloorRow>,
    /// Whether the reader said that he has read this, on the page of rules.
    reading: Option<bool>,
}

impl Page for ReadingPage {
    const TEMPLATE: &'static str = "screens/reading.html";
    const ACTIVE: &'static str = "how";
}

async fn show(asker: &Asker, slug: &str) -> Answer {
    let title = asker.text(&format!("screens-{slug}-title"), &[]);
    let (floors, planned) = if slug == "rules" {
        (market::floor_rows(&market::list_floors()), market::planned_rows(&market::list_planned()))
    } else {
        (Vec::new(), Vec::new())
    };
    let reading = match asker.person.as_ref().map(|person| person.id).filter(|_| slug == "rules") {
        Some(user) => Some(asker.site.db.read(move |conn| accounts::has_read_rules(conn, user).map_err(Failure::from)).await?),
        None => None,
    };
    asker.page(&ReadingPage { title, body_html: words(asker.lang, slug)?, floors, planned, reading }).await
}

/// `GET /how-it-works`
pub(super) async fn how_it_works(asker: Asker) -> Answer {
    show(&asker, "how-it-works").await
}

/// `GET /rules`
pub(super) async fn rules(asker: Asker) -> Answer {
    show(&asker, "rules").await
}

/// `GET /safety`
pub(super) async fn safety(asker: Asker) -> Answer {
    show(&asker, "safety").await
}

/// `GET /privacy`
pub(super) async fn privacy(asker: Asker) -> Answer {
    show(&asker, "privacy").await
}

/// `GET /terms`
pub(super) async fn terms(asker: Asker) -> Answer {
    show(&asker, "terms").await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitives::Choice as _;

    #[test]
    fn every_page_has_words_in_both_languages() {
        for slug in ["how-it-works", "fees", "rules", "safety", "privacy", "terms"] {
            for lang in Lang::ALL {
                assert!(words(*lang, slug).unwrap().as_str().contains("<h2>"), "{lang} {slug}");
            }
        }
    }
}
