//! How much is followed.

use crate::failure::Refusal;
use crate::primitives::text::fold;

/// So much of one person.
pub(super) const MOST: i64 = 200;
/// Characters of a tag, as on a profile.
pub(super) const TAG_CHARS: usize = 24;

/// The person follows as much as he may.
const TOO_MANY: Refusal = Refusal::conflict("follow.too_many");

/// One more beside so many.
pub(super) fn one_more(count: i64) -> Result<(), Refusal> {
    if count >= MOST { Err(TOO_MANY.with("max", MOST)) } else { Ok(()) }
}

/// A tag as profiles hold it, if this is one.
pub(super) fn tag(typed: &str) -> Option<String> {
    let tag = fold(typed.trim().trim_start_matches(['#', '＃'])).split_whitespace().collect::<Vec<_>>().join("-");
    (!tag.is_empty() && tag.chars().count() <= TAG_CHARS && !tag.chars().any(char::is_control)).then_some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_folded_as_on_a_profile() {
        assert_eq!(tag(" #Still  Life ").as_deref(), Some("still-life"));
        assert_eq!((tag("＃Ｔea").as_deref(), tag(" # "), tag(&"x".repeat(25))), (Some("tea"), None, None));
        assert_eq!((one_more(199).is_ok(), one_more(200).unwrap_err().code), (true, "follow.too_many"));
    }
}
