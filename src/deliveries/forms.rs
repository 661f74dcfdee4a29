//! What the two sides send about the work.

use super::actions::{Handed, Handing, What};
use super::model::{Pin, Wish};
use super::rules::MOST_ITEMS;
use crate::failure::{Failure, FieldErrors};
use crate::primitives::id::{FileId, RemarkId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Characters of a note and of a wish.
pub(super) const MOST_WORDS: usize = 4_000;
/// Links in one version.
const MOST_LINKS: usize = 20;
/// Characters of one link.
const LONGEST_LINK: usize = 2_000;

/// The delivery form, as typed. Its files are read apart.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct DeliverForm {
    /// What the creator says about it.
    pub note: String,
    /// One address a line.
    pub links: String,
    /// Files that were sent before.
    pub file_ids: Vec<String>,
    /// Points of the checklist that were ticked.
    pub checks: Vec<String>,
    /// The milestone whose form sent files alone.
    pub milestone: String,
}

impl DeliverForm {
    /// What is handed in, besides files that come with the form.
    pub(super) fn parse(&self) -> Result<Handing, Failure> {
        let mut errors = FieldErrors::default();
        let note = errors.optional_lines("note", &self.note, MOST_WORDS);
        let links = links(&self.links, &mut errors);
        let files: Option<Vec<FileId>> = self.file_ids.iter().map(|id| id.parse().ok()).collect();
        if files.is_none() {
            errors.add("files", "choice");
        }
        let handing = note.zip(files).map(|(note, mut files)| {
            files.dedup();
            Handing::of(note, files, links, &self.checks)
        });
        errors.finish(handing)
    }
}

fn links(typed: &str, errors: &mut FieldErrors) -> Vec<String> {
    let lines: Vec<&str> = typed.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.len() > MOST_LINKS {
        errors.add_with("links", "too-many-items", vec![("max", MOST_LINKS.to_string())]);
        return Vec::new();
    }
    let read: Option<Vec<String>> = lines.iter().map(|line| link(line)).collect();
    if read.is_none() {
        errors.add("links", "url");
    }
    read.unwrap_or_default()
}

/// `https`, a real host, nobody's password.
fn link(line: &str) -> Option<String> {
    let parsed = url::Url::parse(line).ok().filter(|_| line.len() <= LONGEST_LINK)?;
    let plain = parsed.scheme() == "https" && parsed.username().is_empty() && parsed.password().is_none();
    let host = parsed.host_str().is_some_and(|host| host.contains('.') && !host.starts_with('.'));
    (plain && host).then(|| parsed.to_string())
}

/// The form for changes, as typed: for each point of the checklist what should be different, and what lies outside of it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ChangeForm {
    /// The version that was looked at.
    pub delivery_version: String,
    /// The points, in the order of `text`; an empty one cites nothing.
    pub item: Vec<String>,
    /// What should be different.
    pub text: Vec<String>,
    /// Open remarks that the request is built from.
    pub remarks: Vec<String>,
}

impl ChangeForm {
    /// The version that was seen, and the wishes.
    pub(super) fn parse(&self) -> Result<(i32, Vec<Wish>, Vec<RemarkId>), Failure> {
        let mut errors = FieldErrors::default();
        let remarks: Option<Vec<RemarkId>> = self.remarks.iter().map(|id| id.parse().ok()).collect();
        if remarks.is_none() {
            errors.add("remarks", "choice");
        }
        let seen = self.delivery_version.trim().parse::<i32>().ok();
        if seen.is_none() {
            errors.add("delivery_version", "required");
        }
        let mut wishes = Vec::new();
        for (item, text) in self.item.iter().zip(&self.text).filter(|(_, text)| !text.trim().is_empty()) {
            let check = Some(item.trim().to_owned()).filter(|item| !item.is_empty() && item.len() <= 10);
            if let Some(text) = errors.lines(&field(item), text, MOST_WORDS) {
                wishes.push(Wish { check, pin: None, text });
            }
        }
        if wishes.is_empty() && self.remarks.is_empty() && errors.is_empty() {
            errors.add("", "no-wishes");
        }
        errors.finish(seen.zip(remarks).map(|(seen, remarks)| (seen, wishes, remarks)))
    }

    /// What was typed for a point; an empty one for what cites nothing.
    pub(super) fn typed(&self, item: &str) -> String {
        self.item.iter().zip(&self.text).find(|(known, _)| *known == item).map(|(_, text)| text.clone()).unwrap_or_default()
    }
}

/// A part of a delivery, as a program sends it: a file or a link.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewDeliveryItem)]
pub(crate) struct ItemBody {
    /// The points of the checklist that it fulfils.
    pub checklist_ids: Option<Vec<String>>,
    /// A file that was sent to the deal.
    pub file_id: Option<FileId>,
    /// An `https` address.
    #[schema(max_length = 2_000)]
    pub url: Option<String>,
}

/// A delivery, as a program sends it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewDelivery)]
pub(crate) struct DeliverBody {
    /// May be empty.
    #[schema(max_length = 4_000)]
    pub note: String,
    #[schema(min_items = 1, max_items = 50)]
    pub items: Vec<ItemBody>,
}

impl DeliverBody {
    /// What is handed in, or every field that cannot be taken.
    pub(super) fn parse(self) -> Result<Handing, Failure> {
        let mut errors = FieldErrors::default();
        let note = errors.optional_lines("note", &self.note, MOST_WORDS);
        let mut items = Vec::with_capacity(self.items.len());
        for (index, item) in self.items.into_iter().enumerate() {
            let what = match (item.file_id, item.url) {
                (Some(id), None) => Some(What::File(id)),
                (None, Some(url)) => {
                    let url = link(url.trim()).ok_or("url");
                    errors.take(&format!("items[{index}].url"), url).map(What::Link)
                }
                (None, None) => errors.take(&format!("items[{index}]"), Err("required")),
                (Some(_), Some(_)) => errors.take(&format!("items[{index}].url"), Err("choice")),
            };
            items.extend(what.map(|what| Handed { what, checks: item.checklist_ids.unwrap_or_default() }));
        }
        errors.finish(note.map(|note| Handing { note, items }))
    }
}

/// One thing that should be different, as a program sends it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewChange)]
pub(crate) struct WishBody {
    /// The point of the checklist that it cites.
    pub checklist_id: Option<String>,
    /// The place in the work that it points at.
    pub pin: Option<Pin>,
    #[schema(min_length = 1, max_length = 4_000)]
    pub text: String,
}

/// A request for changes, as a program sends it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewChangeRequest)]
pub(crate) struct ChangeBody {
    /// The version that was looked at.
    pub delivery_version: i32,
    /// At least one cites a point of the checklist or points at a place in the work.
    #[schema(min_items = 1, max_items = 50)]
    pub items: Vec<WishBody>,
}

impl ChangeBody {
    /// The version that was seen and the wishes, or every field that cannot be taken.
    pub(super) fn parse(self) -> Result<(i32, Vec<Wish>), Failure> {
        let mut errors = FieldErrors::default();
        if self.items.is_empty() {
            errors.add("items", "no-wishes");
        }
        if self.items.len() > MOST_ITEMS {
            errors.add_with("items", "too-many-items", vec![("max", MOST_ITEMS.to_string())]);
        }
        let mut wishes = Vec::with_capacity(self.items.len());
        for (index, item) in self.items.into_iter().enumerate() {
            let text = errors.lines(&format!("items[{index}].text"), &item.text, MOST_WORDS);
            wishes.extend(text.map(|text| Wish { check: item.checklist_id, pin: item.pin, text }));
        }
        errors.finish(Some((self.delivery_version, wishes)))
    }
}

/// The name of a point's field on the page.
pub(super) fn field(item: &str) -> String {
    format!("wish-{}", if item.is_empty() { "extra" } else { item })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_https_and_nobodys_password() {
        assert_eq!(link("https://pan.example.com/s/1a?pwd=x").as_deref(), Some("https://pan.example.com/s/1a?pwd=x"));
        for bad in
            ["http://example.com", "javascript:alert(1)", "https://me:word@example.com/", "https://localhost/x", "example.com", "https://"]
        {
            assert_eq!(link(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_request_says_something() {
        let form = |items: &[&str], texts: &[&str]| ChangeForm {
            delivery_version: "2".to_owned(),
            item: items.iter().map(ToString::to_string).collect(),
            text: texts.iter().map(ToString::to_string).collect(),
            remarks: Vec::new(),
        };
        let (seen, wishes, _) = form(&["A1", "A2", ""], &["brighter", " ", "also a poster"]).parse().unwrap();
        assert_eq!(seen, 2);
        assert_eq!(wishes.iter().map(|wish| wish.check.as_deref()).collect::<Vec<_>>(), [Some("A1"), None]);
        assert!(matches!(form(&["A1"], &["  "]).parse(), Err(Failure::Invalid(_))));
    }
}
