//! What people see of bids.

mod compare;
mod shown;
mod turns;
mod versions;

pub(crate) use compare::{ComparePage, CompareView};
pub(crate) use shown::{ChannelView, WorkView};
pub(crate) use turns::{Retry, TurnView};

use super::forms::{BidForm, DeclineForm, OfferForm};
use super::model::{Bid, BidState, Bidder, DeclineReason, Showing};
use super::rules::{MAX_TURNS, Quote};
use super::{commit, notes::NoteView};
use crate::briefs::{Brief, BriefKind, Check};
use crate::capacity::ClashView;
use crate::lint::FindingView;
use crate::matching::PriceHint;
use crate::primitives::{Choice as _, Instant, Money, Platform};
use crate::web::{Conflict, Page, ShownError};
use serde::Serialize;

/// The brief beside a bid.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct BriefView {
    url: String,
    title: String,
    org: String,
    low: Option<Money>,
    high: Option<Money>,
    currency: &'static str,
    deadline: Option<Instant>,
    delivery_days: i32,
    review_days: i32,
    rounds: i32,
    question: String,
    places_left: i32,
    bid_count: i32,
    platforms: Vec<Platform>,
    checklist: Vec<Check>,
    is_first_come: bool,
    is_piece_rate: bool,
    is_contest: bool,
    times: Vec<TimeChoice>,
}

/// When the show is that a bid wants, where shows are live.
fn wanted(bid: &Bid, brief: &Brief) -> Option<Instant> {
    brief.details.times.iter().find(|time| Some(time.no) == bid.offer.time).map(|time| time.starts_at)
}

/// A time that a bidder may want.
#[derive(Debug, Clone, Serialize)]
struct TimeChoice {
    no: String,
    at: Instant,
    minutes: i32,
    is_taken: bool,
}

impl BriefView {
    /// The brief with the name of its organisation.
    #[must_use]
    pub(crate) fn of(brief: &Brief, org: &str) -> Self {
        Self {
            url: format!("/briefs/{}", brief.id),
            title: brief.title.clone(),
            org: org.to_owned(),
            low: brief.prices().map(|(low, _)| low),
            high: brief.prices().map(|(_, high)| high),
            currency: brief.currency.word(),
            deadline: brief.bid_deadline,
            delivery_days: brief.delivery_days,
            review_days: brief.review_days,
            rounds: brief.rounds,
            question: brief.question.clone(),
            places_left: brief.places_left(),
            bid_count: brief.bid_count,
            platforms: brief.platforms.clone(),
            checklist: brief.checklist.clone(),
            is_first_come: brief.is_first_come(),
            is_piece_rate: brief.kind == BriefKind::PieceRate,
            is_contest: brief.is_contest(),
            times: brief
                .details
                .times
                .iter()
                .map(|one| TimeChoice { no: one.no.to_string(), at: one.starts_at, minutes: one.minutes, is_taken: one.is_taken })
                .collect(),
        }
    }
}

/// The form of a bid, new or changed.
#[derive(Serialize)]
pub(crate) struct FormPage {
    /// The brief.
    pub brief: BriefView,
    /// Where it is sent.
    pub action: String,
    /// Where to go instead.
    pub back: String,
    /// It changes a bid that was placed.
    pub is_edit: bool,
    /// As typed.
    pub form: BidForm,
    /// What could not be taken.
    pub errors: Vec<ShownError>,
    /// What the price leaves, once it is one.
    pub quote: Option<Quote>,
    /// What such work cost.
    pub prices: Option<PriceHint>,
    /// What does not fit into the bidder's calendar.
    pub clash: Option<ClashView>,
    /// The bidder's channels to choose from.
    pub channels: Vec<ChannelView>,
    /// The bidder's works to pick from.
    pub works: Vec<WorkView>,
    /// How many works may be picked.
    pub max_picks: usize,
    /// Makes a double click one bid.
    pub once: String,
    /// What the bid says now, beside what was typed by somebody who had not seen it.
    pub conflict: Option<Conflict>,
}

impl Page for FormPage {
    const TEMPLATE: &'static str = "bids/form.html";
    const ACTIVE: &'static str = "briefs";
}

/// One bid: to its bidder, or to the organisation.
#[derive(Serialize)]
pub(crate) struct ShowPage {
    brief: BriefView,
    url: String,
    is_bidder: bool,
    /// The agency that bids in the bidder's name.
    agency: Option<String>,
    /// The way to its roster, for one of its members.
    agency_url: Option<String>,
    bidder: BidderView,
    state: BidState,
    state_kind: &'static str,
    quote: Quote,
    pieces: i32,
    /// When the show is that is bid for.
    show_at: Option<Instant>,
    days: i32,
    rounds: i32,
    message: String,
    answer: String,
    channel: Option<ChannelView>,
    works: Vec<WorkView>,
    /// What in his own words may break a rule, for the bidder.
    found: Vec<FindingView>,
    expires_at: Option<Instant>,
    placed_at: Instant,
    decided_at: Option<Instant>,
    decline_reason: Option<DeclineReason>,
    decline_note: String,
    contract_url: Option<String>,
    /// A contract came of it, and the bidder does not let the reader see it.
    is_deal_unread: bool,
    commit: Option<CommitView>,
    is_outdated: bool,
    may_edit: bool,
    may_withdraw: bool,
    may_shortlist: bool,
    may_award: bool,
    may_offer: bool,
    may_accept: bool,
    may_decline: bool,
    turns: Vec<TurnView>,
    turns_left: i32,
    max_turns: i32,
    offer: OfferForm,
    offer_quote: Option<Quote>,
    open: &'static str,
    decline: DeclineForm,
    reasons: Vec<&'static str>,
    errors: Vec<ShownError>,
    once: String,
    note: Option<NoteView>,
}

/// What the page of one bid is made of.
pub(crate) struct Shown<'a> {
    /// The bid.
    pub bid: &'a Bid,
    /// Its brief.
    pub brief: &'a Brief,
    /// The organisation's name.
    pub org: &'a str,
    /// The bidder.
    pub bidder: &'a Bidder,
    /// What the bid shows of him.
    pub showing: &'a Showing,
    /// The agency that bids in the bidder's name, and the way to it for one of its members.
    pub agency: Option<(String, Option<String>)>,
    /// The contract that came of it.
    pub contract_url: Option<String>,
    /// One came of it that is not the reader's to see.
    pub is_deal_unread: bool,
    /// What the price is made of.
    pub quote: Quote,
    /// What was offered so far.
    pub turns: Vec<TurnView>,
    /// What in the bidder's words may break a rule.
    pub found: Vec<FindingView>,
    /// What the organisation keeps about it for itself.
    pub note: Option<NoteView>,
}

impl ShowPage {
    /// The page for the bidder or for a member; `allowed` names the buttons.
    #[must_use]
    pub(crate) fn of(shown: &Shown<'_>, is_bidder: bool, allowed: &[&str], retry: Retry) -> Self {
        let bid = shown.bid;
        let may = |name: &str| allowed.contains(&name);
        Self {
            brief: BriefView::of(shown.brief, shown.org),
            url: format!("/bids/{}", bid.id),
            is_bidder,
            agency: shown.agency.as_ref().map(|(name, _)| name.clone()),
            agency_url: shown.agency.as_ref().and_then(|(_, url)| url.clone()),
            bidder: BidderView::of(shown.bidder),
            state: bid.state,
            state_kind: state_kind(bid.state),
            quote: shown.quote,
            pieces: bid.offer.pieces,
            show_at: wanted(bid, shown.brief),
            days: bid.offer.days,
            rounds: bid.offer.rounds,
            message: bid.offer.message.clone(),
            answer: bid.offer.answer.clone(),
            channel: shown.showing.channel.as_ref().map(ChannelView::of),
            works: shown.showing.works.iter().map(|work| WorkView::of(&shown.bidder.handle, work)).collect(),
            found: if is_bidder { shown.found.clone() } else { Vec::new() },
            expires_at: bid.state.is_live().then_some(bid.expires_at),
            placed_at: bid.created_at,
            decided_at: bid.decided_at,
            decline_reason: bid.decline_reason,
            decline_note: bid.decline_note.clone(),
            contract_url: shown.contract_url.clone(),
            is_deal_unread: shown.is_deal_unread,
            note: shown.note.clone(),
            commit: CommitView::of(bid).filter(|_| is_bidder),
            is_outdated: bid.is_outdated(shown.brief),
            may_edit: may("edit"),
            may_withdraw: may("withdraw"),
            may_shortlist: may("shortlist"),
            may_award: may("award"),
            may_offer: may("offer"),
            may_accept: may("accept"),
            may_decline: may("decline"),
            turns: shown.turns.clone(),
            max_turns: MAX_TURNS,
            turns_left: MAX_TURNS.saturating_sub(bid.turns),
            offer: retry.offer,
            offer_quote: retry.quote,
            open: retry.open,
            decline: retry.decline,
            reasons: DeclineReason::ALL.iter().map(|reason| reason.word()).collect(),
            errors: retry.errors,
            once: crate::web::fresh_once(),
        }
    }
}

impl Page for ShowPage {
    const TEMPLATE: &'static str = "bids/show.html";
    const ACTIVE: &'static str = "bids";
}

/// What a bidder can prove of a blind entry.
#[derive(Debug, Clone, Serialize)]
struct CommitView {
    sha256: String,
    text: String,
}

impl CommitView {
    fn of(bid: &Bid) -> Option<Self> {
        let commit = bid.commit.as_ref()?;
        Some(Self { sha256: commit.sha256.clone(), text: commit::text(bid, &commit.salt) })
    }
}

/// The colour of a state's mark.
#[must_use]
pub(crate) const fn state_kind(state: BidState) -> &'static str {
    match state {
        BidState::Submitted | BidState::Withdrawn | BidState::Expired | BidState::Lapsed | BidState::AutoClosed => "plain",
        BidState::Shortlisted | BidState::Offered | BidState::Countered | BidState::Accepted => "wash",
        BidState::Declined => "danger",
    }
}

/// A bidder as the merchant sees him.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct BidderView {
    name: String,
    initial: String,
    url: String,
    is_verified: bool,
    settled: i64,
    settled_alike: i64,
    in_time: i64,
    due: i64,
    followers: i64,
}

impl BidderView {
    fn of(bidder: &Bidder) -> Self {
        Self {
            name: bidder.name.clone(),
            initial: initial(&bidder.name),
            url: format!("/creators/{}", bidder.handle),
            is_verified: bidder.is_verified,
            settled: bidder.settled,
            settled_alike: bidder.settled_alike,
            in_time: bidder.in_time.0,
            due: bidder.in_time.1,
            followers: bidder.followers,
        }
    }
}

/// The letter that stands for a name.
fn initial(name: &str) -> String {
    name.chars().next().map_or_else(String::new, |letter| letter.to_uppercase().collect())
}

/// A creator's own bids.
#[derive(Serialize)]
pub(crate) struct MinePage {
    /// `live` or `ended`.
    pub view: &'static str,
    /// The bids.
    pub rows: Vec<MineRow>,
    /// The next slice.
    pub next: Option<String>,
    /// How many live bids there are.
    pub live: i64,
    /// How many there may be.
    pub quota: i64,
}

/// One of them.
#[derive(Serialize)]
pub(crate) struct MineRow {
    url: String,
    title: String,
    price: Money,
    state: BidState,
    kind: &'static str,
    at: Instant,
    days: i32,
    expires_at: Option<Instant>,
}

impl MineRow {
    /// A bid with the title of its brief.
    #[must_use]
    pub(crate) fn of(bid: &Bid, title: &str) -> Self {
        Self {
            url: format!("/bids/{}", bid.id),
            title: title.to_owned(),
            price: bid.price(),
            state: bid.state,
            kind: state_kind(bid.state),
            at: bid.created_at,
            days: bid.offer.days,
            expires_at: bid.state.is_live().then_some(bid.expires_at),
        }
    }
}

impl Page for MinePage {
    const TEMPLATE: &'static str = "bids/mine.html";
    const ACTIVE: &'static str = "bids";
}
