//! What a moderator made of the version, or that he is asked.

use super::load::Room;
use crate::contracts::Party;
use crate::deliveries::opinions::{Opinion, Verdict, may_ask};
use crate::primitives::Instant;
use serde::Serialize;

/// A question, and the answer where there is one.
#[derive(Debug, Serialize)]
struct OpinionView {
    version: i32,
    by: String,
    question: String,
    at: Instant,
    verdict: Option<Verdict>,
    words: String,
    given_at: Option<Instant>,
}

/// The opinions about the milestone that is looked at.
#[derive(Debug, Serialize)]
pub(super) struct OpinionsView {
    opinions: Vec<OpinionView>,
    /// To asking for one.
    ask_url: Option<String>,
}

impl OpinionsView {
    /// None where nothing was asked and nothing may be.
    pub(super) fn of(room: &Room) -> Option<Self> {
        let may = may_ask(&room.current, room.access, &room.opinions);
        let by = |party: Party| match party {
            Party::Creator => room.parties.creator_name.clone(),
            Party::Merchant | Party::Platform => room.parties.org_name.clone(),
        };
        let view = |opinion: &Opinion| OpinionView {
            version: opinion.version,
            by: by(opinion.party),
            question: opinion.question.clone(),
            at: opinion.at,
            verdict: opinion.given.as_ref().map(|given| given.verdict),
            words: opinion.given.as_ref().map(|given| given.words.clone()).unwrap_or_default(),
            given_at: opinion.given.as_ref().map(|given| given.at),
        };
        (may || !room.opinions.is_empty()).then(|| Self {
            opinions: room.opinions.iter().map(view).collect(),
            ask_url: may.then(|| format!("/milestones/{}/opinions/new", room.current.id)),
        })
    }
}
