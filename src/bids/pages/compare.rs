//! The bids of a brief, side by side.

use super::{BidderView, BriefView, state_kind, wanted};
use crate::bids::model::{Bid, BidState, Bidder};
use crate::bids::notes::NoteView;
use crate::bids::rules::{self, Quote};
use crate::briefs::Brief;
use crate::primitives::{Instant, Money};
use crate::web::{Page, fresh_once};
use serde::Serialize;

/// All bids of a brief, side by side.
#[derive(Serialize)]
pub(crate) struct ComparePage {
    brief: BriefView,
    is_blind: bool,
    switch_url: String,
    best: Vec<CompareView>,
    others: Vec<CompareView>,
    ended: Vec<CompareView>,
    may_decide: bool,
    /// Several may be chosen at once.
    awards_url: Option<String>,
    once: String,
}

/// A bid beside others.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CompareView {
    url: String,
    award_url: Option<String>,
    /// What is sent when it is one of several that are chosen.
    pick: Option<String>,
    bidder: BidderView,
    /// The agency that bids in the bidder's name.
    agency: Option<String>,
    state: BidState,
    kind: &'static str,
    price: Money,
    total: Money,
    pieces: i32,
    /// When the show is that is bid for.
    show_at: Option<Instant>,
    days: i32,
    rounds: i32,
    message: String,
    answer: String,
    placed_at: Instant,
    expires_at: Option<Instant>,
    has_fewer_rounds: bool,
    is_slow: bool,
    /// What the organisation keeps about it for itself.
    note: NoteView,
}

impl CompareView {
    /// A bid with its bidder, and the way to awarding it if the reader may decide.
    #[must_use]
    pub(crate) fn of(
        (bid, note): (&Bid, NoteView),
        bidder: &Bidder,
        brief: &Brief,
        quote: &Quote,
        (may_decide, now): (bool, Instant),
    ) -> Self {
        let can = may_decide && rules::allowed(bid, brief, rules::Party::Merchant, now).contains(&"award");
        Self {
            url: format!("/bids/{}", bid.id),
            pick: can.then(|| format!("{}:{}", bid.id, bid.version)),
            award_url: can.then(|| format!("/bids/{}/award", bid.id)),
            bidder: BidderView::of(bidder),
            agency: None,
            state: bid.state,
            kind: state_kind(bid.state),
            price: quote.price,
            total: quote.merchant_total,
            pieces: bid.offer.pieces,
            show_at: wanted(bid, brief),
            days: bid.offer.days,
            rounds: bid.offer.rounds,
            message: bid.offer.message.clone(),
            answer: bid.offer.answer.clone(),
            placed_at: bid.created_at,
            expires_at: bid.state.is_live().then_some(bid.expires_at),
            has_fewer_rounds: bid.offer.rounds < brief.rounds,
            is_slow: bid.offer.days > brief.delivery_days,
            note,
        }
    }

    /// Through whom the bid came.
    #[must_use]
    pub(crate) fn through(self, agency: Option<String>) -> Self {
        Self { agency, ..self }
    }
}

/// What is agreed, or talked about, comes before what waits.
const fn rank(state: BidState) -> u8 {
    match state {
        BidState::Accepted => 0,
        BidState::Countered | BidState::Offered => 1,
        BidState::Shortlisted => 2,
        BidState::Submitted => 3,
        BidState::Declined | BidState::Withdrawn | BidState::Expired | BidState::Lapsed | BidState::AutoClosed => 4,
    }
}

/// How many bids stand side by side in full.
const BEST: usize = 4;

impl ComparePage {
    /// Up to four live bids in full, those talked about first, then shortlisted ones, of each the starred ones before; the other live ones as rows, those
    /// that ended below.
    #[must_use]
    pub(crate) fn of(brief: BriefView, mut all: Vec<CompareView>, blind: bool, may_decide: bool) -> Self {
        all.sort_by_key(|bid| (rank(bid.state), !bid.note.is_starred, bid.placed_at));
        let (mut live, ended): (Vec<_>, Vec<_>) = all.into_iter().partition(|bid| bid.state.is_live() || bid.state == BidState::Accepted);
        let others = live.split_off(live.len().min(BEST));
        let url = format!("{}/bids", brief.url);
        Self {
            switch_url: if blind { url } else { format!("{url}?prices=hidden") },
            awards_url: (live.iter().filter(|bid| bid.pick.is_some()).count() > 1).then(|| format!("{}/awards", brief.url)),
            once: fresh_once(),
            brief,
            is_blind: blind,
            best: live,
            others,
            ended,
            may_decide,
        }
    }
}

impl Page for ComparePage {
    const TEMPLATE: &'static str = "bids/compare.html";
    const ACTIVE: &'static str = "my_briefs";
}
