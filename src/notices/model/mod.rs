//! What a notice is: a kind, what it is about, where it leads, and the values that its words need.

mod kind;
mod topic;

pub use kind::NoticeKind;
pub use topic::{MailPace, Topic};

use crate::clocks::Clock;
use crate::primitives::id::{NoticeId, UserId};
use crate::primitives::{Instant, Money};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A value that the words of a notice need; formatted when it is read, in the reader's language and zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Param {
    /// A name or a title.
    Text(String),
    /// An amount.
    Money(Money),
    /// A moment.
    At {
        /// When.
        at: Instant,
    },
    /// A word of a closed list: the key of its text.
    Word {
        /// The text's key.
        key: String,
    },
    /// A count.
    Number(i64),
}

impl Param {
    /// A name or a title.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A word of a closed list, by the text key of it.
    #[must_use]
    pub fn word(key: impl Into<String>) -> Self {
        Self::Word { key: key.into() }
    }
}

impl From<Money> for Param {
    fn from(money: Money) -> Self {
        Self::Money(money)
    }
}

impl From<Instant> for Param {
    fn from(at: Instant) -> Self {
        Self::At { at }
    }
}

/// What somebody is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What happened.
    pub kind: NoticeKind,
    /// The id of the thing it is about; [`super::settle`] finds it by this. Of a deal: the milestone's or the contract's.
    pub subject: String,
    /// Where it leads: a local path.
    pub url: String,
    /// The person has to do something.
    pub needs_action: bool,
    /// The values that [`NoticeKind::wants`] names.
    pub params: Vec<(&'static str, Param)>,
}

impl Notice {
    /// Somebody's turn ends soon. Its subject is the clock's own, so that the act that stops the clock settles the reminder too.
    #[must_use]
    pub fn reminder(clock: &Clock, title: &str, url: String) -> Self {
        Self {
            kind: NoticeKind::ClockReminder,
            subject: clock.subject.clone(),
            url,
            needs_action: true,
            params: vec![("brief", Param::text(title)), ("clock", Param::word(clock.kind.name_key())), ("due", clock.due_at.into())],
        }
    }

    /// Every value that the words need is there, and no other.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        let wants = self.kind.wants();
        wants.len() == self.params.len() && wants.iter().all(|name| self.params.iter().any(|(given, _)| given == name))
    }
}

/// A notice as its reader finds it.
#[derive(Debug, Clone)]
pub struct Told {
    /// Its id.
    pub id: NoticeId,
    /// Who was told.
    pub user: UserId,
    /// What happened.
    pub kind: NoticeKind,
    /// The values of its words, by name.
    pub params: BTreeMap<String, Param>,
    /// Where it leads.
    pub url: String,
    /// What it is about.
    pub subject: String,
    /// The person has to do something.
    pub needs_action: bool,
    /// When it was told.
    pub at: Instant,
    /// When it was done with.
    pub done_at: Option<Instant>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitives::{Currency, Minor};

    #[test]
    fn params_read_back_as_what_they_were() {
        let all = vec![
            Param::text("名字"),
            Money::new(Minor(480_050), Currency::Cny).into(),
            Instant(1_795_311_600_000_000).into(),
            Param::Number(3),
        ];
        let text = serde_json::to_string(&all).unwrap();
        assert_eq!(serde_json::from_str::<Vec<Param>>(&text).unwrap(), all);
    }
}
