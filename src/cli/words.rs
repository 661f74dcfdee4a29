//! Arguments that are words of a closed list.

use crate::primitives::Choice;
use clap::builder::{PossibleValuesParser, TypedValueParser};

/// Takes exactly the words of the list, and lists them in `--help`.
pub(super) fn one_of<T: Choice + Send + Sync>() -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(T::ALL.iter().map(|member| member.word())).try_map(|word| T::from_word(&word).ok_or("not in the list"))
}
