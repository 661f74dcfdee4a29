//! The rows of a checklist: how much each point weighs, and what it says.

use super::StepForm;
use crate::briefs::model::Level;
use crate::briefs::rules;
use crate::failure::FieldErrors;
use crate::primitives::Choice as _;
use serde::Serialize;

/// A row of the checklist as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::briefs) struct Point {
    /// The level's word.
    pub level: String,
    /// One line.
    pub text: String,
}

impl StepForm {
    /// The points of the checklist, or the rows that cannot be taken.
    pub(super) fn parse_checklist(&self, errors: &mut FieldErrors) -> Option<Vec<(Level, String)>> {
        let before = errors.0.len();
        let mut points = Vec::new();
        for (index, row) in self.points().into_iter().enumerate().filter(|(_, row)| !row.text.trim().is_empty()) {
            let field = format!("point-{index}");
            let level: Option<Level> = errors.choice(&field, &row.level);
            points.extend(level.zip(errors.line(&field, &row.text, rules::CHECK_CHARS)));
        }
        if points.len() > rules::MAX_CHECKS {
            errors.add_with("point", "too-many", vec![("max", rules::MAX_CHECKS.to_string())]);
        }
        (errors.0.len() == before).then_some(points)
    }

    /// The rows of the checklist as typed.
    #[must_use]
    fn points(&self) -> Vec<Point> {
        let levels = self.level.iter().map(String::as_str).chain(std::iter::repeat(""));
        self.point.iter().zip(levels).map(|(text, level)| Point { level: level.to_owned(), text: text.clone() }).collect()
    }

    /// The rows to show: those typed, one more where it was asked for, without the one that was taken out, and on an empty list one of each weight.
    #[must_use]
    pub(in crate::briefs) fn shown_points(&self) -> Vec<Point> {
        let empty = |level: Level| Point { level: level.to_string(), text: String::new() };
        let mut rows = self.points();
        if let Some(index) = self.remove.parse().ok().filter(|index| *index < rows.len()) {
            rows.remove(index);
        }
        if rows.is_empty() {
            rows.extend(Level::ALL.iter().copied().map(empty));
        }
        if !self.add.is_empty() && rows.len() < rules::MAX_CHECKS {
            rows.push(empty(Level::Must));
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_stands_beside_its_level() {
        let words = |words: [&str; 3]| words.map(String::from).to_vec();
        let form = StepForm {
            level: words(["must", "should", "must_not"]),
            point: words(["Three pictures", " ", "no “best”"]),
            ..StepForm::default()
        };
        let points = form.parse_checklist(&mut FieldErrors::default()).unwrap();
        assert_eq!(points, [(Level::Must, "Three pictures".into()), (Level::MustNot, "no “best”".into())]);
        let mut errors = FieldErrors::default();
        assert_eq!(StepForm { level: words(["must", "", "perhaps"]), ..form }.parse_checklist(&mut errors), None);
        assert_eq!(errors.0.into_iter().map(|error| (error.field, error.code)).collect::<Vec<_>>(), [("point-2".into(), "choice")]);
    }

    #[test]
    fn rows_come_and_go_before_anything_is_saved() {
        let rows = |form: &StepForm| form.shown_points().into_iter().map(|row| format!("{} {}", row.level, row.text)).collect::<Vec<_>>();
        let empty = StepForm::default();
        assert_eq!(rows(&empty), ["must ", "should ", "must_not "]);
        let two = StepForm { level: vec!["must".into(), "should".into()], point: vec!["a".into(), "b".into()], ..empty };
        let more = StepForm { add: "1".into(), ..two.clone() };
        assert_eq!(rows(&more), ["must a", "should b", "must "]);
        let fewer = StepForm { remove: "0".into(), ..two.clone() };
        assert_eq!(rows(&fewer), ["should b"]);
        assert!(more.only_shows() && fewer.only_shows() && !two.only_shows());
    }
}
