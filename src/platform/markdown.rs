//! People's Markdown as HTML that is safe to show, and as plain words.
//!
//! Allowed: headings (shown as the third and fourth level, below a page's own), lists, links, bold, quotes, tables, code. Raw HTML that people
//! type is shown as the letters they typed. [`Html`] has one maker, so only sanitised text can be printed unescaped.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use serde::Serialize;
use std::{collections::HashSet, sync::LazyLock};

/// Sanitised HTML. Templates print it with `| safe`; fields of this type end in `_html`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Html(String);

impl Html {
    /// The markup.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What anybody's text may have.
const TAGS: [&str; 19] = [
    "h3",
    "h4",
    "p",
    "br",
    "ul",
    "ol",
    "li",
    "a",
    "strong",
    "em",
    "blockquote",
    "code",
    "pre",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
];

/// Nothing but these and [`TAGS`].
fn policy(more: &[&'static str]) -> ammonia::Builder<'static> {
    let mut policy = ammonia::Builder::empty();
    policy.tags(TAGS.into_iter().chain(more.iter().copied()).collect::<HashSet<_>>());
    policy
}

static POLICY: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut policy = policy(&["hr", "del"]);
    policy
        .tag_attributes(std::collections::HashMap::from([("a", HashSet::from(["href"])), ("ol", HashSet::from(["start"]))]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("nofollow ugc noopener"));
    policy
});

const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH);

/// Renders what a person wrote.
#[must_use]
pub fn render(markdown: &str) -> Html {
    let mut html = String::with_capacity(markdown.len() * 2);
    pulldown_cmark::html::push_html(&mut html, Parser::new_ext(markdown, OPTIONS).map(tame));
    Html(POLICY.clean(&html).to_string())
}

/// Renders a page of our own, which may link within the site and has headings from the second level on.
#[must_use]
pub fn render_own(markdown: &str) -> Html {
    let mut html = String::with_capacity(markdown.len() * 2);
    pulldown_cmark::html::push_html(&mut html, Parser::new_ext(markdown, OPTIONS));
    let mut policy = policy(&["h2", "hr"]);
    policy
        .tag_attributes(std::collections::HashMap::from([("a", HashSet::from(["href"]))]))
        .url_schemes(HashSet::from(["https", "mailto"]))
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(None);
    Html(policy.clean(&html).to_string())
}

/// Headings step down below the page's own, pictures become their descriptions, raw HTML becomes letters.
fn tame(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: lowered(level), id, classes, attrs })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lowered(level))),
        Event::Start(Tag::Image { .. }) => Event::Text(CowStr::Borrowed("")),
        Event::End(TagEnd::Image) => Event::Text(CowStr::Borrowed("")),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::SoftBreak => Event::HardBreak,
        other => other,
    }
}

const fn lowered(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => HeadingLevel::H3,
        HeadingLevel::H3 | HeadingLevel::H4 | HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H4,
    }
}

/// The first words without their markup, at most `max` characters, cut with an ellipsis.
#[must_use]
pub fn excerpt(markdown: &str, max: usize) -> String {
    let mut words = String::new();
    for event in Parser::new_ext(markdown, OPTIONS) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::End(_) if !words.ends_with(' ') => words.push(' '),
            _ => {}
        }
        if words.len() > max * 8 {
            break;
        }
    }
    let words = words.trim();
    if words.chars().count() <= max {
        return words.to_owned();
    }
    let cut: String = words.chars().take(max.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn allowed_markup_is_kept_and_links_say_whose_they_are() {
        let html = render("# Big\n\n- **one**\n- [two](https://example.com/a)\n\n| a | b |\n|---|---|\n| 1 | 2 |");
        let html = html.as_str();
        assert!(html.contains("<h3>Big</h3>"), "{html}");
        assert!(html.contains(r#"<a href="https://example.com/a" rel="nofollow ugc noopener">two</a>"#), "{html}");
        assert!(html.contains("<strong>one</strong>") && html.contains("<td>2</td>"), "{html}");
    }

    #[test]
    fn scripts_pictures_and_foreign_schemes_do_not_pass() {
        let typed = "<script>alert(1)</script>\n\n<b onclick=x>hi</b> [x](javascript:alert(1)) [y](/wallet) ![p](https://e.com/p.png)";
        let html = render(typed);
        for bad in ["<script", "<b", "javascript", "<img", "href=\"/wallet\""] {
            assert!(!html.as_str().contains(bad), "{bad} in {}", html.as_str());
        }
        assert!(html.as_str().contains("&lt;script&gt;"), "{}", html.as_str());
    }

    #[test]
    fn an_excerpt_has_words_only() {
        assert_eq!(excerpt("Hello **you**\n\n- one\n- two", 80), "Hello you one two");
        assert_eq!(excerpt("想要清晨、自然光、真实的一桌茶。", 6), "想要清晨、…");
    }
}
