//! The API's door of rules: a text is looked at as the pages and `vtask lint` look at it.

use super::model::{Finding, Where};
use super::rules::look;
use crate::api_door;
use crate::failure::FieldErrors;
use crate::web::api::{ApiDoor, Body, Call, Reply, Self_, Told};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Every API door of rules.
pub const API_DOORS: &[ApiDoor] = &[
    api_door!(POST "/lint", Token, find, "Find what in a text may break a rule before it is sent: a brief, a bid, or a caption; nothing is kept"),
];

/// Characters of a text: more than any brief has.
const CHARS: usize = 20_000;

/// A text, and what it is part of.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LintedText)]
struct LintBody {
    part: Where,
    #[schema(max_length = 20_000)]
    text: String,
}

/// What may break a rule: each rule once, at its first place.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LintFindings)]
struct Found {
    findings: Vec<Finding>,
}

/// `POST /api/v1/lint`
async fn find(_: Call<Self_>, body: Body<LintBody>) -> Told<Found> {
    let sent = body.parse()?;
    let mut errors = FieldErrors::default();
    if sent.text.chars().count() > CHARS {
        errors.add_with("text", "too-long", vec![("max", CHARS.to_string())]);
    }
    errors.finish(Some(()))?;
    Reply::of(&Found { findings: look(sent.part, "text", &sent.text) })
}
