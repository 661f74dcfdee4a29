//! Why something did not work, in the product's words and without HTTP. `web/failure.rs` alone turns it into an answer.

use crate::platform::db::{DbError, Retry};
use crate::primitives::MoneyError;
use serde::Serialize;

/// One field that cannot be taken, and why. `code` is stable; its words are the text `error-{code}` with `args`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// The field's name in the form and in the API; `""` for the form as a whole.
    pub field: String,
    /// Stable, `kebab-case`: `required`, `too-long`, …
    pub code: &'static str,
    /// What the words need: name and value.
    pub args: Vec<(&'static str, String)>,
}

/// The fields that cannot be taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    /// One more.
    pub fn add(&mut self, field: impl Into<String>, code: &'static str) {
        self.0.push(FieldError { field: field.into(), code, args: Vec::new() });
    }

    /// One more, with what its words need.
    pub fn add_with(&mut self, field: impl Into<String>, code: &'static str, args: Vec<(&'static str, String)>) {
        self.0.push(FieldError { field: field.into(), code, args });
    }

    /// Keeps the value or notes why there is none.
    pub fn take<T>(&mut self, field: &str, result: Result<T, &'static str>) -> Option<T> {
        result.map_err(|code| self.add(field, code)).ok()
    }

    /// A one-line text of 1 to `max` characters.
    pub fn line(&mut self, field: &str, text: &str, max: usize) -> Option<String> {
        self.text(field, crate::primitives::text::line(text, max))
    }

    /// A text of 1 to `max` characters that may have line breaks.
    pub fn lines(&mut self, field: &str, text: &str, max: usize) -> Option<String> {
        self.text(field, crate::primitives::text::lines(text, max))
    }

    /// As [`Self::line`], but nothing typed is an empty text.
    pub fn optional_line(&mut self, field: &str, text: &str, max: usize) -> Option<String> {
        if text.trim().is_empty() { Some(String::new()) } else { self.line(field, text, max) }
    }

    /// As [`Self::lines`], but nothing typed is an empty text.
    pub fn optional_lines(&mut self, field: &str, text: &str, max: usize) -> Option<String> {
        if text.trim().is_empty() { Some(String::new()) } else { self.lines(field, text, max) }
    }

    /// A whole number within bounds.
    pub fn number(&mut self, field: &str, text: &str, bounds: std::ops::RangeInclusive<i32>) -> Option<i32> {
        let folded = crate::primitives::text::fold_width(text.trim());
        let number = folded.parse().ok().filter(|number| bounds.contains(number));
        if number.is_none() {
            self.add_with(
                field,
                if folded.is_empty() { "required" } else { "number" },
                vec![("min", bounds.start().to_string()), ("max", bounds.end().to_string())],
            );
        }
        number
    }

    /// A member of a closed list.
    pub fn choice<T: crate::primitives::Choice>(&mut self, field: &str, word: &str) -> Option<T> {
        let found = T::from_word(word.trim());
        if found.is_none() {
            self.add(field, if word.trim().is_empty() { "required" } else { "choice" });
        }
        found
    }

    fn text(&mut self, field: &str, result: Result<String, crate::primitives::text::TextError>) -> Option<String> {
        use crate::primitives::text::TextError as E;
        match result {
            Ok(text) => Some(text),
            Err(E::Empty) => {
                self.add(field, "required");
                None
            }
            Err(E::TooLong(max)) => {
                self.add_with(field, "too-long", vec![("max", max.to_string())]);
                None
            }
            Err(E::Control) => {
                self.add(field, "control");
                None
            }
        }
    }

    /// Nothing was noted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The whole command if every part was taken, else the failure that says which were not.
    pub fn finish<T>(self, command: Option<T>) -> Result<T, Failure> {
        match command {
            Some(command) if self.0.is_empty() => Ok(command),
            _ => Err(Failure::Invalid(self)),
        }
    }
}

/// What kind of no a refusal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What was shown does not prove who it is: 401.
    Unproven,
    /// Sees the thing but may not: 403.
    Forbidden,
    /// May, but not in this state or not any more: 409.
    Conflict,
    /// What was sent breaks a rule of the thing: 422.
    Unprocessable,
    /// As many as may be are there already: 429; there is room when one of them ends.
    Full,
}

/// A rule said no. `code` is stable and dotted (`bid.own_brief`); its words are the text `refusal-{code}` with dots and underscores as dashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What kind of no.
    pub kind: Kind,
    /// Stable, dotted.
    pub code: &'static str,
    /// What the words need: name and value.
    pub args: Vec<(&'static str, String)>,
}

impl Refusal {
    /// Sees the thing but may not.
    #[must_use]
    pub const fn forbidden(code: &'static str) -> Self {
        Self { kind: Kind::Forbidden, code, args: Vec::new() }
    }

    /// What was shown proves nothing.
    #[must_use]
    pub const fn unproven(code: &'static str) -> Self {
        Self { kind: Kind::Unproven, code, args: Vec::new() }
    }

    /// May, but not now.
    #[must_use]
    pub const fn conflict(code: &'static str) -> Self {
        Self { kind: Kind::Conflict, code, args: Vec::new() }
    }

    /// What was sent breaks a rule.
    #[must_use]
    pub const fn unprocessable(code: &'static str) -> Self {
        Self { kind: Kind::Unprocessable, code, args: Vec::new() }
    }

    /// As many as may be are there.
    #[must_use]
    pub const fn full(code: &'static str) -> Self {
        Self { kind: Kind::Full, code, args: Vec::new() }
    }

    /// After how many seconds it may be tried again, where that is known.
    #[must_use]
    pub fn seconds(&self) -> Option<i64> {
        self.args.iter().find(|(name, _)| *name == "seconds").and_then(|(_, value)| value.parse().ok())
    }

    /// With a value for its words.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

/// Sees the thing, but his role does not allow the act.
pub const ACT_FORBIDDEN: Refusal = Refusal::forbidden("act.forbidden");
/// May, but the thing is not in a state for it.
pub const STATE_REFUSED: Refusal = Refusal::conflict("state.refused");
/// The version that was seen is not the present one.
pub const VERSION_STALE: Refusal = Refusal::conflict("version.stale");
/// The currency is not the deal's.
pub const MONEY_CURRENCY: Refusal = Refusal::unprocessable("money.currency");
/// There is not enough free money for it.
pub const BALANCE_INSUFFICIENT: Refusal = Refusal::conflict("balance.insufficient");

/// Why it did not work.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Failure {
    /// Nobody is signed in.
    #[error("signed out")]
    SignedOut,
    /// Not there, or not for these eyes: the same to a stranger.
    #[error("not found")]
    NotFound,
    /// The form's token is missing or of another session.
    #[error("the form is not of this session")]
    Forged,
    /// The password or a code is wanted again before this act.
    #[error("step-up wanted")]
    StepUp,
    /// Fields cannot be taken.
    #[error("invalid: {0:?}")]
    Invalid(FieldErrors),
    /// A rule said no.
    #[error("refused: {}", .0.code)]
    Refused(Refusal),
    /// Too many in a time; seconds until it may be tried again.
    #[error("limited for {0} s")]
    Limited(i64),
    /// The machine cannot now; nothing was done.
    #[error("busy: {0}")]
    Busy(String),
    /// The body is larger than the door takes.
    #[error("too large")]
    TooLarge,
    /// The body is of a type that the door does not take.
    #[error("wrong type")]
    WrongType,
    /// The request cannot be read.
    #[error("unreadable")]
    Unreadable,
    /// The body came too slowly.
    #[error("too slow")]
    TooSlow,
    /// Another transaction came first, ten times.
    #[error("another transaction came first")]
    Conflicted,
    /// We are wrong; the text is for the log only.
    #[error("bug: {0}")]
    Bug(String),
}

impl Failure {
    /// One field cannot be taken.
    #[must_use]
    pub fn field(field: &str, code: &'static str) -> Self {
        let mut errors = FieldErrors::default();
        errors.add(field, code);
        Self::Invalid(errors)
    }

    /// Somebody else changed the thing after it was seen.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.code == VERSION_STALE.code)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<DbError> for Failure {
    fn from(error: DbError) -> Self {
        match error {
            DbError::NotFound => Self::NotFound,
            DbError::Check(name) if name.contains("ledger_accounts_bounded") => Self::Refused(BALANCE_INSUFFICIENT),
            DbError::Conflict => Self::Conflicted,
            DbError::Full | DbError::Down(_) => Self::Busy(error.to_string()),
            DbError::Unique(_) | DbError::Check(_) | DbError::Other(_) => Self::Bug(error.to_string()),
        }
    }
}

impl From<diesel::result::Error> for Failure {
    fn from(error: diesel::result::Error) -> Self {
        Self::from(DbError::from(error))
    }
}

impl From<MoneyError> for Failure {
    fn from(error: MoneyError) -> Self {
        Self::Bug(format!("money: {error}"))
    }
}

impl Retry for Failure {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflicted)
    }
}
