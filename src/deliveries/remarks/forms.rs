//! What the two sides send about a place in the work.

use super::actions::NewRemark;
use super::model::Place;
use crate::deliveries::forms::MOST_WORDS;
use crate::failure::{Failure, FieldErrors};
use serde::Deserialize;

/// How wide the picture stands on the form, so that a tap on it has a place.
pub(super) const PICTURE_WIDTH: i32 = 280;

/// Which item of which version, and where a tap on its picture fell.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct PlaceQuery {
    pub(super) version: String,
    pub(super) item: String,
    /// In hundredths, as typed or as a script says.
    pub(super) x: String,
    pub(super) y: String,
    /// In pixels of the picture on the form, as a browser sends them by itself.
    #[serde(rename = "at.x")]
    tap_x: String,
    #[serde(rename = "at.y")]
    tap_y: String,
    /// How high the picture stands there.
    height: String,
}

impl PlaceQuery {
    /// The form as this address fills it.
    pub(super) fn form(&self) -> RemarkForm {
        let tapped =
            hundredths(&self.tap_x, PICTURE_WIDTH).zip(self.height.parse().ok().and_then(|height| hundredths(&self.tap_y, height)));
        let (x, y) = tapped.unwrap_or_else(|| (self.x.clone(), self.y.clone()));
        RemarkForm { version: self.version.clone(), item: self.item.clone(), x, y, ..RemarkForm::default() }
    }
}

/// Pixels of a length as hundredths of it, with one digit behind the point.
fn hundredths(pixels: &str, of: i32) -> Option<String> {
    let (pixels, of): (i32, i32) = (pixels.parse().ok()?, Some(of).filter(|of| *of > 0)?);
    let thousandths = pixels.clamp(0, of).checked_mul(1_000)?.checked_div(of)?;
    Some(format!("{}.{}", thousandths / 10, thousandths % 10))
}

/// A remark as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct RemarkForm {
    pub(super) version: String,
    /// From 1.
    pub(super) item: String,
    /// In hundredths from the left and from the top; both or none.
    pub(super) x: String,
    pub(super) y: String,
    pub(super) second: String,
    pub(super) text: String,
}

impl RemarkForm {
    /// What is said about which place, or every field that cannot be taken.
    pub(super) fn parse(&self) -> Result<NewRemark, Failure> {
        let mut errors = FieldErrors::default();
        let text = errors.lines("text", &self.text, MOST_WORDS);
        let version = self.version.parse().ok();
        let position = self.item.parse::<i32>().ok().and_then(|item| item.checked_sub(1));
        if version.is_none() || position.is_none() {
            errors.add("place", "choice");
        }
        let place = self.place(&mut errors);
        let new = version.zip(position).zip(place).zip(text);
        errors.finish(new.map(|(((version, position), place), text)| NewRemark { version, position, place, text }))
    }

    /// The place alone, if it can be read.
    pub(super) fn parse_place(&self) -> Option<Place> {
        self.place(&mut FieldErrors::default())
    }

    fn place(&self, errors: &mut FieldErrors) -> Option<Place> {
        if !self.second.trim().is_empty() {
            return errors.number("second", &self.second, 0..=86_400).map(Place::Second);
        }
        if self.x.trim().is_empty() && self.y.trim().is_empty() {
            return Some(Place::Whole);
        }
        let mut part = |field: &str, typed: &str| {
            let part = thousandths(typed);
            if part.is_none() {
                errors.add_with(field, "number", vec![("min", "0".to_owned()), ("max", "100".to_owned())]);
            }
            part
        };
        let (x, y) = (part("x", &self.x), part("y", &self.y));
        x.zip(y).map(|(x, y)| Place::Spot { x, y })
    }
}

/// `31.2` of a hundred is 312 of a thousand.
fn thousandths(typed: &str) -> Option<i32> {
    let (whole, rest) = typed.trim().split_once('.').unwrap_or((typed.trim(), "0"));
    let digit: i32 = rest.get(..1)?.parse().ok()?;
    let whole: i32 = whole.parse().ok()?;
    let part = whole.checked_mul(10)?.checked_add(digit)?;
    (rest.len() <= 3 && (0..=1_000).contains(&part) && whole >= 0).then_some(part)
}

/// An answer under a remark, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ReplyForm {
    pub(super) text: String,
}

impl ReplyForm {
    pub(super) fn parse(&self) -> Result<String, Failure> {
        let mut errors = FieldErrors::default();
        let text = errors.lines("text", &self.text, MOST_WORDS);
        errors.finish(text)
    }
}

/// Done, or not after all.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub(super) struct ResolveForm {
    pub(super) done: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_typed_and_as_tapped() {
        assert_eq!(
            (thousandths("31.2"), thousandths("100"), thousandths("0"), thousandths(" 7 ")),
            (Some(312), Some(1_000), Some(0), Some(70))
        );
        for bad in ["", "-1", "100.1", "x", "1.x", "1.23456", ".5"] {
            assert_eq!(thousandths(bad), None, "{bad}");
        }
        assert_eq!(
            (hundredths("160", 320), hundredths("9999", 320), hundredths("-4", 320)),
            (Some("50.0".into()), Some("100.0".into()), Some("0.0".into()))
        );
        assert_eq!((hundredths("1", -5), hundredths("x", 320)), (None, None));
    }
}
