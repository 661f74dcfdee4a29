//! People's words in the other of the two languages, made by a machine beside them where one is named in the settings. The words themselves stay what
//! counts; what is written for somebody who reads that language anyway is never sent to the machine.

mod jobs;
mod store;

pub use jobs::JOBS;
pub(super) use store::list;

use crate::primitives::Lang;

/// A translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translation {
    /// Into this language.
    pub target: Lang,
    /// The words.
    pub text: String,
    /// What made it, with its version.
    pub engine: String,
}

/// The language of a text, of the two that people here write: Chinese if it has a character of it.
pub(super) fn language(text: &str) -> Lang {
    let han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}');
    if text.chars().any(han) { Lang::ZhCn } else { Lang::En }
}
