//! Checking a file, with nothing but the file: no database, no network.

use super::model::{ALGORITHM, FORMAT, Signed, Statement};
use crate::platform::statements::{holds, name_of};

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// What is stated, if the file could be read.
    pub statement: Option<Statement>,
    /// The key that signed it.
    pub public_key: String,
    /// What does not hold; nothing if all does.
    pub problems: Vec<String>,
}

/// Checks a file; with keys the one that signed must be among them.
#[must_use]
pub fn check(text: &str, keys: &[String]) -> Checked {
    let Ok(signed) = serde_json::from_str::<Signed>(text) else {
        return Checked { problems: vec!["This is no signed CV.".to_owned()], ..Checked::default() };
    };
    let mut problems = Vec::new();
    let mut say = |wrong: bool, what: &str| {
        if wrong {
            problems.push(what.to_owned())
        }
    };
    say(signed.algorithm != ALGORITHM, "It is signed in a way that this program does not know.");
    say(!holds(&signed.public_key, signed.statement.as_bytes(), &signed.signature), "The signature is not that of the statement.");
    say(signed.key != name_of(&signed.public_key), "The key is not what it is called.");
    say(!keys.is_empty() && !keys.contains(&signed.public_key), "It is signed with a key that was not named.");
    let statement = serde_json::from_str::<Statement>(&signed.statement).ok().filter(|statement| statement.format == FORMAT);
    say(statement.is_none(), "The statement is none that this program knows.");
    Checked { statement, public_key: signed.public_key, problems }
}
