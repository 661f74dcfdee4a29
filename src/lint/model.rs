//! What a rule is, and what it finds.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

crate::choice! {
    /// What comes of a finding.
    pub enum Severity {
        /// A moderator looks at a brief before anybody else does.
        Flag = "flag",
        /// Whoever writes reads it.
        Advice = "advice",
    }
}

crate::choice! {
    /// Whose law or custom a rule is.
    pub enum Market { Any = "any", China = "cn", Europe = "eu", America = "us" }
}

crate::choice! {
    /// What a text is part of.
    pub enum Where { Brief = "brief", Bid = "bid", Delivery = "delivery" }
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InBothLanguages)]
pub struct Both {
    /// In English.
    pub en: String,
    /// In Chinese.
    #[serde(rename = "zh-CN")]
    pub zh: String,
}

/// What a rule looks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LooksFor {
    /// Any of these, whatever their case or width; Latin ones as whole words.
    Words(Vec<String>),
    /// One of the first without any of the second anywhere.
    Missing {
        /// What calls for it.
        when: Vec<String>,
        /// What is missing then.
        wants: Vec<String>,
    },
    /// Eleven digits as a mobile number in China has them, or a plus and ten or more.
    Phone,
    /// Something with an @ and a dot behind it.
    Mail,
    /// The name of a chat application, and somebody's name there.
    Chat,
    /// A price below what the market recommends: in no text, see [`super::price_below`].
    Floor,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its id, the same in every version.
    pub id: String,
    /// Counts its changes.
    pub version: i64,
    /// Whose rule it is.
    pub market: Market,
    /// The language that it is about, or `any`.
    pub language: String,
    /// What comes of a finding.
    pub severity: Severity,
    /// Where it is looked for.
    pub places: Vec<Where>,
    /// What is looked for.
    pub looks_for: LooksFor,
    /// What it may break.
    pub why: Both,
    /// What to write instead.
    pub suggestion: Both,
    /// Where it comes from.
    pub source: String,
    /// It is not in force.
    #[serde(default)]
    pub is_off: bool,
}

/// Something that may break a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Finding {
    /// Of the rule.
    pub id: String,
    /// Of the rule.
    pub version: i64,
    /// Whose rule it is.
    pub market: Market,
    /// The language that the rule is about, or `any`.
    pub language: String,
    /// What comes of it.
    pub severity: Severity,
    /// Where: `title`, `body`, `question`, or `checklist` and the point's id.
    pub field: String,
    /// The first character there, counted from 0.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
    /// What stands there.
    pub text: String,
    /// What it may break.
    pub why: Both,
    /// What to write instead.
    pub suggestion: Both,
    /// Where the rule comes from.
    pub source: String,
}
