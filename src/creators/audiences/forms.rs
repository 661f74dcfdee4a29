//! What is typed of an audience.

use super::model::{Age, Gender, NewSnapshot, Share, Shares};
use super::rules;
use crate::failure::{Failure, FieldErrors};
use crate::primitives::{Choice, text};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// An audience as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct AudienceForm {
    /// `2026-11-23`.
    pub(super) day: String,
    pub(super) followers: String,
    pub(super) views: String,
    pub(super) female: String,
    pub(super) male: String,
    pub(super) other: String,
    pub(super) age_under_18: String,
    pub(super) age_18_24: String,
    pub(super) age_25_34: String,
    pub(super) age_35_44: String,
    pub(super) age_45_up: String,
    /// One a line, each with its hundredths.
    pub(super) places: String,
}

fn digits(typed: &str) -> String {
    text::fold_width(&typed.chars().filter(|c| !matches!(c, ',' | ' ' | '，')).collect::<String>())
}

/// The parts of one whole; their fields are named by `before` and their words.
fn group<T: Choice>(errors: &mut FieldErrors, before: &str, typed: &[(T, &String)]) -> Vec<Share> {
    let field = |of: T| format!("{before}{}", of.word());
    let mut shares = Vec::new();
    for (of, typed) in typed {
        if let Some(percent) = rules::percent(errors, &field(*of), typed) {
            shares.push(Share { of: of.word().to_owned(), percent });
        }
    }
    if let Some((first, _)) = typed.first().filter(|_| !rules::fits(&shares)) {
        errors.add(field(*first), "shares");
    }
    shares
}

impl AudienceForm {
    /// With today filled in.
    pub(super) fn on(today: Date) -> Self {
        Self { day: today.to_string(), ..Self::default() }
    }

    /// What was said, or the fields that cannot be taken.
    pub(super) fn parse(&self, today: Date, mut errors: FieldErrors) -> Result<NewSnapshot, Failure> {
        let day = errors.take("day", rules::day(&self.day, today));
        let followers = errors.number("followers", &digits(&self.followers), 0..=rules::MOST);
        let views = digits(&self.views);
        let views = if views.is_empty() { None } else { errors.number("views", &views, 0..=rules::MOST) };
        let genders = [(Gender::Female, &self.female), (Gender::Male, &self.male), (Gender::Other, &self.other)];
        let genders = group(&mut errors, "", &genders);
        let ages = [
            (Age::Under18, &self.age_under_18),
            (Age::From18, &self.age_18_24),
            (Age::From25, &self.age_25_34),
            (Age::From35, &self.age_35_44),
            (Age::From45, &self.age_45_up),
        ];
        let ages = group(&mut errors, "age_", &ages);
        let places = errors.take("places", rules::places(&self.places)).unwrap_or_default();
        let shares = Shares { genders, ages, places };
        let new = day.zip(followers).map(|(day, followers)| NewSnapshot {
            day,
            followers: i64::from(followers),
            views: views.map(i64::from),
            shares,
        });
        errors.finish(new)
    }
}
