//! Two versions of a step of the composer, in words: what is saved now, and what somebody typed who had seen an earlier one.

use super::Say;
use crate::briefs::forms::{Saying, Step, StepForm};
use crate::primitives::Language;
use crate::web::{Both, Conflict};

/// The fields of a step that differ; `url` leads to the step as it is saved.
#[must_use]
pub(in crate::briefs) fn versions(step: Step, (theirs, mine): (&StepForm, &StepForm), url: String, say: Say<'_>) -> Conflict {
    let both =
        |(theirs, mine): (Saying, Saying)| Both { label: label(theirs.field, say), theirs: said(&theirs, say), mine: said(&mine, say) };
    Conflict::of(theirs.sayings(step).into_iter().zip(mine.sayings(step)).map(both).collect(), url)
}

fn label(field: &str, say: Say<'_>) -> String {
    let key = field.replace('_', "-");
    match field {
        "editing" | "likeness" | "voice" | "ai_training" => say(&format!("briefs-right-{key}"), &[]),
        "currency" => say("face-currency", &[]),
        _ => say(&format!("briefs-field-{key}"), &[]),
    }
}

/// What a field says, as the reader knows it: words for those of closed lists, everything else as it was typed.
fn said(saying: &Saying, say: Say<'_>) -> String {
    let value = |value: &String| match saying.field {
        _ if value.is_empty() => String::new(),
        "kind" | "visibility" => say(&format!("briefs-{}-{}", saying.field, value.replace('_', "-")), &[]),
        "slots" => say(&format!("briefs-slots-{value}"), &[]),
        "content_form" => say(&format!("face-form-{value}"), &[]),
        "category" => say(&format!("face-category-{value}"), &[]),
        "platforms" | "channels" => say(&format!("face-platform-{value}"), &[]),
        "languages" => value.parse().map_or_else(|_| value.clone(), |language: Language| language.name().to_owned()),
        "editing" | "likeness" | "voice" | "ai_training" => say("face-ticked", &[]),
        "point" => point(value, say),
        "times" => value.replace('T', " "),
        _ => value.clone(),
    };
    saying.values.iter().map(value).collect::<Vec<_>>().join("\n")
}

fn point(line: &str, say: Say<'_>) -> String {
    let (level, text) = line.split_once(' ').unwrap_or(("must", line));
    format!("{}: {text}", say(&format!("face-check-{level}"), &[]))
}
