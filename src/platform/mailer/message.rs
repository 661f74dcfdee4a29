//! From a row to a message: the words, then the envelope and headers around them.

use super::store::Row;
use crate::platform::templates::Engine;
use crate::primitives::Instant;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart};
use std::time::{Duration, SystemTime};

/// The words of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// One line.
    pub subject: String,
    /// The plain text, complete.
    pub text: String,
    /// The same with headings and links.
    pub html: String,
}

/// Renders the three parts of a mail. The error is for the log.
pub(super) fn render(engine: &Engine, row: &Row, base_url: &str) -> Result<Rendered, String> {
    let params: serde_json::Value = serde_json::from_str(&row.params).map_err(|error| format!("params of {}: {error}", row.id))?;
    let part = |part: &str| engine.render_mail(row.locale, &format!("{}/{part}", row.template), &params, base_url);
    let (subject, text, html) = (part("subject.txt")?, part("body.txt")?, part("body.html")?);
    Ok(Rendered { subject: one_line(&subject), text: text.trim().to_owned() + "\n", html })
}

/// A header is one line, whatever a title or a name in it holds.
fn one_line(subject: &str) -> String {
    let blank = |c: char| if c.is_control() { ' ' } else { c };
    subject.chars().map(blank).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The message as it travels. Its Message-ID is the row's, so that a second try is the same mail.
///
/// A mail whose params name a path `unsubscribe` says so in its head: one click ends such mails (RFC 8058).
pub(super) fn compose(row: &Row, from: &Mailbox, (host, base_url): (&str, &str), words: &Rendered) -> Result<Message, String> {
    let to: lettre::Address = row.address.as_str().parse().map_err(|error| format!("address: {error}"))?;
    let header = |name: &'static str, value: String| HeaderValue::new(HeaderName::new_from_ascii_str(name), value);
    let params: serde_json::Value = serde_json::from_str(&row.params).unwrap_or_default();
    let mut builder = Message::builder();
    if let Some(path) = params.get("unsubscribe").and_then(serde_json::Value::as_str) {
        builder = builder
            .raw_header(header("List-Unsubscribe", format!("<{base_url}{path}>")))
            .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
    }
    builder
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .date(wall(row.created_at))
        .message_id(Some(format!("<{}@{host}>", row.id)))
        .subject(words.subject.clone())
        .raw_header(header("Auto-Submitted", "auto-generated".to_owned()))
        .multipart(MultiPart::alternative_plain_html(words.text.clone(), words.html.clone()))
        .map_err(|error| error.to_string())
}

fn wall(at: Instant) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_micros(u64::try_from(at.0).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::mailer::store::State;
    use crate::primitives::{Lang, id::MailId};

    #[test]
    fn no_title_smuggles_a_header_in() {
        let row = Row {
            id: MailId::random(),
            address: "ana@example.org".parse().unwrap(),
            locale: Lang::En,
            template: String::new(),
            params: String::new(),
            state: State::Sending,
            attempts: 1,
            created_at: Instant(1_795_311_600_000_000),
            last_error: None,
        };
        let subject = one_line("New bid\r\nBcc: all@example.org\r\n\r\nHello 世界\u{0}");
        assert_eq!(subject, "New bid Bcc: all@example.org Hello 世界");
        let words = Rendered { subject, text: "text\n.\nQUIT\n".to_owned(), html: "<p>html</p>".to_owned() };
        let message =
            compose(&row, &"V-Task <no-reply@market.example>".parse().unwrap(), ("market.example", "https://market.example"), &words)
                .unwrap();
        let formatted = String::from_utf8(message.formatted()).unwrap();
        let head = formatted.split("\r\n\r\n").next().unwrap();
        assert!(!head.lines().any(|line| line.to_ascii_lowercase().starts_with("bcc")), "{head}");
        assert!(head.contains(&format!("Message-ID: <{}@market.example>", row.id)), "{head}");
        assert!(head.contains("Auto-Submitted: auto-generated"), "{head}");
        assert_eq!(message.envelope().to().len(), 1);
    }
}
