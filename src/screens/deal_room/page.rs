//! The page of a deal.

use super::RoomQuery;
use super::changes::{self, Ask};
use super::delivered::DeliveredView;
use super::load::Room;
use super::money::MoneyView;
use super::opinion::OpinionsView;
use super::progress::{self, Mile, Step};
use super::stream::{self, Day};
use super::turn::{self, Turn};
use crate::agencies::Proxy;
use crate::briefs::Check;
use crate::broadcasts::ShowLink;
use crate::contracts::{CancellationState, ContractState, MilestoneState, Party, Verb, rules};
use crate::deliveries::HintView;
use crate::disputes::Dispute;
use crate::failure::Failure;
use crate::messages;
use crate::primitives::{BasisPoints, Choice as _, Instant, Money, Platform};
use crate::samples::SampleLink;
use crate::screens::say::{Say, initial};
use crate::web::{Page, fresh_once};
use serde::Serialize;

/// One side.
#[derive(Debug, Serialize)]
struct PartyView {
    name: String,
    initial: String,
    url: Option<String>,
}

/// A point of what was agreed.
#[derive(Debug, Serialize)]
struct CheckView {
    id: String,
    text: String,
    kind: &'static str,
    state: &'static str,
    note: Option<String>,
    /// What a machine says about the version that is looked at.
    hints: Vec<HintView>,
}

/// What the contract says, in short.
#[derive(Debug, Serialize)]
struct TermsView {
    price: Money,
    rounds_left: i32,
    rounds: i32,
    days: i32,
    review_days: i32,
    platforms: Vec<Platform>,
    licence_days: i32,
    url: String,
    /// The agency through which the creator bid.
    agency: Option<String>,
    /// What that leaves the creator, for his side.
    takings: Option<TakingsView>,
    /// It is himself who reads it.
    is_own: bool,
}

/// What a deal through an agency comes to if all of it is released.
#[derive(Debug, Serialize)]
struct TakingsView {
    gross: Money,
    fee: Money,
    share: Money,
    rate: BasisPoints,
    rest: Money,
}

impl TakingsView {
    fn of(room: &Room) -> Result<Option<Self>, Failure> {
        let Some(split) = room.contract.agency.filter(|_| room.access.party == Party::Creator) else { return Ok(None) };
        let all = rules::takings(&room.contract, &room.milestones)?;
        let money = |amount| room.contract.money(amount);
        Ok(Some(Self { gross: money(all.gross), fee: money(all.fee), share: money(all.share), rate: split.bps, rest: money(all.rest) }))
    }
}

/// A dispute that was opened about the milestone.
#[derive(Debug, Serialize)]
struct PastDispute {
    url: String,
    state: &'static str,
    at: Instant,
}

impl PastDispute {
    fn of(dispute: &Dispute) -> Self {
        Self { url: format!("/disputes/{}", dispute.id), state: dispute.state.word(), at: dispute.opened_at }
    }
}

/// The deal room.
#[derive(Debug, Serialize)]
pub(super) struct DealRoomPage {
    title: String,
    short_id: String,
    brief_url: String,
    merchant: PartyView,
    creator: PartyView,
    viewer: &'static str,
    state: &'static str,
    current: String,
    current_no: i32,
    many: bool,
    steps: Vec<Step>,
    turn: Option<Turn>,
    /// What waits for an answer besides.
    asks: Vec<Ask>,
    /// The way to more time, for the creator.
    extend_url: Option<String>,
    /// The way to proposing more work.
    order_url: Option<String>,
    miles: Vec<Mile>,
    delivered: Option<DeliveredView>,
    /// What moderators make of it.
    opinions: Option<OpinionsView>,
    checks: Vec<CheckView>,
    days: Vec<Day>,
    money: MoneyView,
    terms: TermsView,
    /// The way to ending the milestone early, where there is one that the banner does not offer.
    cancel_url: Option<String>,
    is_drop: bool,
    /// The way to its sample.
    sample: Option<SampleLink>,
    /// The way to its live show.
    show: Option<ShowLink>,
    is_frozen: bool,
    /// Until when the bank takes evidence.
    case_due: Option<Instant>,
    /// The way to opening a dispute, for whoever may.
    dispute_url: Option<String>,
    /// The disputes that there were about the milestone.
    disputes: Vec<PastDispute>,
    /// The way to the ratings, once the deal has ended and work was begun.
    rating_url: Option<String>,
    /// The way to another deal like this, for the merchant of one that has ended.
    rehire_url: Option<String>,
    /// The way to a tip, for whoever may give one.
    tip_url: Option<String>,
    /// The proof file, once money has moved.
    proof_url: Option<String>,
    /// The thread of messages, for whoever may read it.
    talk: Option<TalkView>,
    once: String,
}

/// How the two talk.
#[derive(Debug, Serialize)]
struct TalkView {
    url: String,
    /// Of all messages, if not all are shown.
    more: Option<i64>,
    may_write: bool,
    /// The reader wrote for the creator, who does not allow it any more.
    is_silenced: bool,
    is_funded: bool,
    takes_files: bool,
    other: String,
    milestone: String,
    /// One effect for a double click, apart from that of the buttons above.
    once: String,
}

impl TalkView {
    fn of(room: &Room) -> Option<Self> {
        let thread = room.thread.as_ref()?;
        let shown = i64::try_from(thread.messages.items.len()).unwrap_or(i64::MAX);
        let other = if room.access.party == Party::Creator { &room.parties.org_name } else { &room.parties.creator_name };
        Some(Self {
            url: format!("/contracts/{}/messages", room.contract.id),
            more: (thread.count > shown).then_some(thread.count),
            may_write: messages::rules::writer(room.access).is_ok(),
            is_silenced: room.access.proxy == Some(Proxy::Silenced),
            is_funded: messages::rules::is_funded(&room.milestones),
            takes_files: !room.contract.state.is_terminal(),
            other: other.clone(),
            milestone: room.current.id.to_string(),
            once: fresh_once(),
        })
    }
}

impl Page for DealRoomPage {
    const TEMPLATE: &'static str = "screens/deal_room.html";
    const ACTIVE: &'static str = "workbench";
}

impl DealRoomPage {
    /// The page for one reader.
    pub(super) fn of(room: &Room, say: &Say<'_>, query: &RoomQuery) -> Result<Self, Failure> {
        let contract = &room.contract;
        let id = contract.id.to_string();
        let is_drop = room.may(Verb::Drop);
        let asked = room.open_request().is_some_and(|asked| asked.state == CancellationState::Requested);
        let may_cancel = !asked && (is_drop || room.may(Verb::Cancel)) && !room.may(Verb::CancelLate);
        let delivered = DeliveredView::of(room, say, query);
        Ok(Self {
            title: contract.title.clone(),
            short_id: id.chars().rev().take(6).collect::<Vec<_>>().into_iter().rev().collect::<String>().to_uppercase(),
            brief_url: format!("/briefs/{}", contract.brief),
            merchant: PartyView { name: room.parties.org_name.clone(), initial: initial(&room.parties.org_name), url: None },
            creator: PartyView {
                name: room.parties.creator_name.clone(),
                initial: initial(&room.parties.creator_name),
                url: Some(format!("/creators/{}", room.parties.handle)),
            },
            viewer: if room.access.proxy.is_none() { room.access.party.word() } else { "" },
            state: contract.state.word(),
            current: room.current.title.clone(),
            current_no: room.current.position,
            many: room.milestones.len() > 1,
            steps: progress::steps(room, say),
            turn: turn::turn(room, say),
            asks: changes::asks(room, say),
            extend_url: changes::extend_url(room),
            order_url: changes::order_url(room),
            miles: progress::miles(room, say),
            checks: checks(room, delivered.as_ref(), say),
            delivered,
            opinions: OpinionsView::of(room),
            days: stream::days(room, say),
            money: MoneyView::of(room, say)?,
            terms: terms(room)?,
            cancel_url: may_cancel.then(|| format!("/milestones/{}/cancellation", room.current.id)),
            is_drop,
            sample: room.sample.clone(),
            show: room.show.clone(),
            is_frozen: room.is_frozen,
            case_due: room.case_due,
            dispute_url: room.may(Verb::OpenDispute).then(|| format!("/milestones/{}/disputes/new", room.current.id)),
            disputes: room.disputes.iter().map(PastDispute::of).collect(),
            rating_url: has_ratings(room).then(|| format!("/contracts/{}/ratings", contract.id)),
            rehire_url: may_rehire(room).then(|| format!("/contracts/{}/rehire", contract.id)),
            tip_url: room.may_tip().then(|| format!("/milestones/{}/tips", room.current.id)),
            proof_url: room.milestones.iter().any(|part| part.funded_at.is_some()).then(|| format!("/contracts/{}/proof", contract.id)),
            talk: TalkView::of(room),
            once: fresh_once(),
        })
    }
}

fn may_rehire(room: &Room) -> bool {
    room.access.party == Party::Merchant && room.access.works && room.contract.state.is_terminal()
}

fn has_ratings(room: &Room) -> bool {
    let begun = room.milestones.iter().any(|milestone| milestone.started_at.is_some());
    begun && matches!(room.contract.state, ContractState::Completed | ContractState::Cancelled)
}

/// The checklist as it was agreed; a point passed once the work was accepted, and says before that whether the creator ticked it.
fn checks(room: &Room, delivered: Option<&DeliveredView>, say: &Say<'_>) -> Vec<CheckView> {
    let accepted = matches!(room.current.state, MilestoneState::Approved | MilestoneState::Settled);
    let ticked = |check: &Check| delivered.is_some_and(|view| view.checks.contains(&check.id));
    let hints = |check: &Check| delivered.map(|view| view.seen.hints(check)).unwrap_or_default();
    let view = |check: &Check| CheckView {
        id: check.id.clone(),
        text: check.text.clone(),
        kind: check.level.word(),
        state: if accepted { "ok" } else { "todo" },
        hints: hints(check).into_iter().map(HintView::from).collect(),
        note: ticked(check).then(|| say.with("deal-ticked", &[("name", room.parties.creator_name.clone())])),
    };
    room.checklist.iter().map(view).collect()
}

fn terms(room: &Room) -> Result<TermsView, Failure> {
    Ok(TermsView {
        price: room.contract.money(room.contract.price),
        rounds_left: room.current.rounds_left,
        rounds: room.contract.rounds,
        days: room.current.days.get(),
        review_days: room.contract.review_days.get(),
        platforms: room.brief.licence_channels().to_vec(),
        licence_days: room.brief.licence.days,
        url: format!("/contracts/{}/terms", room.contract.id),
        agency: room.agency.clone(),
        takings: TakingsView::of(room)?,
        is_own: room.is_creators(),
    })
}
