//! Two versions of the same words beside each other: what is saved now, and what somebody typed who had seen earlier words. Nothing is merged here; the
//! person chooses.

use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// By what something is known again: it is another one as soon as it says something else. 32 letters of hex.
#[must_use]
pub fn mark(says: &impl Serialize) -> String {
    let digest = Sha256::digest(serde_json::to_vec(says).unwrap_or_default());
    data_encoding::HEXLOWER.encode(&digest).chars().take(32).collect()
}

/// A field with both of its values, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Both {
    /// What the field is called.
    pub label: String,
    /// What is saved now.
    pub theirs: String,
    /// What was typed.
    pub mine: String,
}

/// A line of a value; fits `ui.spans`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Line {
    text: String,
    /// The other version has no such line.
    is_hit: bool,
}

#[derive(Debug, Clone, Serialize)]
struct Row {
    label: String,
    theirs: Vec<Line>,
    mine: Vec<Line>,
}

/// The fields of a form that say one thing as saved and another as typed; fits `form.conflict`.
#[derive(Debug, Clone, Serialize)]
pub struct Conflict {
    rows: Vec<Row>,
    url: String,
}

impl Conflict {
    /// Of these fields, those whose values differ; `url` leads to what is saved.
    #[must_use]
    pub fn of(fields: Vec<Both>, url: String) -> Self {
        let row =
            |both: Both| Row { theirs: lines(&both.theirs, &both.mine), mine: lines(&both.mine, &both.theirs), label: both.label.clone() };
        Self { rows: fields.into_iter().filter(|both| both.theirs != both.mine).map(row).collect(), url }
    }
}

/// The lines of a value. Where it has several, those that the other value lacks stand out.
fn lines(text: &str, other: &str) -> Vec<Line> {
    let has_several = text.lines().count() > 1 || other.lines().count() > 1;
    let is_new = |line: &str| has_several && !line.trim().is_empty() && !other.lines().any(|one| one.trim() == line.trim());
    text.lines().map(|line| Line { text: format!("{line}\n"), is_hit: is_new(line) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_stands_there_and_only_new_lines_stand_out() {
        let both = |theirs: &str, mine: &str| Both { label: "x".to_owned(), theirs: theirs.to_owned(), mine: mine.to_owned() };
        let conflict = Conflict::of(vec![both("a", "a"), both("a\nb\n\nc", "a\nB\n\nc"), both("5", "")], "/x".to_owned());
        let hits = |lines: &[Line]| lines.iter().filter(|line| line.is_hit).map(|line| line.text.clone()).collect::<Vec<_>>();
        assert_eq!(conflict.rows.len(), 2);
        assert_eq!((hits(&conflict.rows[0].theirs), hits(&conflict.rows[0].mine)), (vec!["b\n".to_owned()], vec!["B\n".to_owned()]));
        assert!(hits(&conflict.rows[1].theirs).is_empty() && conflict.rows[1].mine.is_empty());
    }
}
