//! The page of a brief.

use super::funds::FundView;
use super::reviews::ReviewView;
use super::talk::TalkView;
use super::{Reader, Say, composer, foreign, initial, who_finds};
use crate::briefs::lint::RejectReason;
use crate::briefs::model::{Brief, BriefKind, BriefState, Level, LiveTime, Question};
use crate::briefs::rules;
use crate::files::File;
use crate::platform::markdown::{self, Html};
use crate::primitives::{Choice as _, Instant, Lang, LanguageName, Money, lists::language_of};
use crate::tiers::Fact;
use crate::web::{Page, ShownError};
use serde::Serialize;

/// A point of the checklist on a page.
#[derive(Debug, Clone, Serialize)]
pub(super) struct CheckRow {
    id: String,
    text: String,
    kind: &'static str,
    note: Option<String>,
    state: &'static str,
}

pub(super) fn checks(brief: &Brief) -> Vec<CheckRow> {
    let row = |check: &crate::briefs::model::Check| CheckRow {
        id: check.id.clone(),
        text: check.text.clone(),
        kind: check.level.word(),
        note: None,
        state: "todo",
    };
    brief.checklist.iter().map(row).collect()
}

/// Points that are no brief's yet, numbered as they would be.
pub(super) fn points(points: &[(Level, String)]) -> Vec<CheckRow> {
    let row = |(number, (level, text)): (u32, &(Level, String))| CheckRow {
        id: format!("A{number}"),
        text: text.clone(),
        kind: level.word(),
        note: None,
        state: "todo",
    };
    (1..).zip(points).map(row).collect()
}

#[derive(Debug, Clone, Serialize)]
struct Picture {
    src: String,
    alt: String,
    url: Option<String>,
    title: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct Document {
    name: String,
    size: i64,
    url: String,
}

#[derive(Debug, Clone, Serialize)]
struct MerchantCard {
    name: String,
    initial: String,
    url: String,
    is_verified: bool,
    since: Instant,
    open_briefs: i64,
    /// How it treats bids and deliveries.
    record: Vec<Fact>,
    lang: Option<&'static str>,
}

/// What surrounds the brief.
pub(crate) struct Around<'a> {
    /// Its pictures and documents.
    pub files: &'a [File],
    /// The merchant.
    pub merchant: &'a crate::briefs::model::Merchant,
    /// How it treats bids and deliveries.
    pub record: &'a [Fact],
    /// Contracts of this brief that have not ended.
    pub running_contracts: i64,
    /// What was asked in public.
    pub questions: &'a [Question],
    /// The reader is invited and has not declined.
    pub is_invited: bool,
    /// What is left of what was set aside, for who reads the merchant's money.
    pub left: Option<Money>,
    /// The brief is secret, and the reader has promised nothing.
    pub is_covered: bool,
    /// A question that could not be taken, as typed.
    pub typed: &'a str,
}

/// A time in which a show may be live.
#[derive(Debug, Clone, Serialize)]
struct TimeView {
    at: Instant,
    minutes: i32,
    is_taken: bool,
}

impl TimeView {
    const fn of(time: &LiveTime) -> Self {
        Self { at: time.starts_at, minutes: time.minutes, is_taken: time.is_taken }
    }
}

/// What is promised before the brief is read.
#[derive(Debug, Clone, Serialize)]
struct NdaView {
    words: String,
    sha256: String,
    is_covered: bool,
}

impl NdaView {
    fn of(brief: &Brief, is_covered: bool) -> Self {
        let words = brief.details.nda.clone();
        Self { sha256: rules::details::nda_sha256(&words), words, is_covered }
    }
}

/// How the places are given away.
#[derive(Debug, Clone, Serialize)]
struct Giving {
    kind: String,
    slots: Option<String>,
    is_first_come: bool,
    /// What the budget pays for: the end of the key of a text.
    pay: &'static str,
    visibility: Option<String>,
    early_until: Option<Instant>,
    is_invited: bool,
    fund: FundView,
    product: String,
    times: Vec<TimeView>,
    commission: Option<i64>,
    commission_terms: String,
    nda: Option<NdaView>,
}

impl Giving {
    fn of(brief: &Brief, around: &Around<'_>, say: Say<'_>) -> Self {
        Self {
            kind: say(&format!("briefs-kind-{}", brief.kind.word().replace('_', "-")), &[]),
            slots: (brief.kind == BriefKind::FixedSlots).then(|| say(&format!("briefs-slots-{}", brief.slots.word()), &[])),
            is_first_come: brief.is_first_come(),
            pay: match brief.kind {
                BriefKind::Contest => "prize",
                BriefKind::PieceRate => "piece",
                _ => "place",
            },
            visibility: who_finds(brief, say),
            early_until: brief.early_until(),
            is_invited: around.is_invited,
            fund: FundView::of(brief, around.left),
            product: brief.details.product.clone(),
            times: brief.details.times.iter().map(TimeView::of).collect(),
            commission: brief.details.commission.map(|share| i64::from(share.get())),
            commission_terms: brief.details.commission_terms.clone(),
            nda: brief.is_secret().then(|| NdaView::of(brief, around.is_covered)),
        }
    }
}

/// `/briefs/{id}`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ShowPage {
    id: String,
    title: String,
    lang: Option<&'static str>,
    summary: String,
    body_html: Html,
    form: &'static str,
    category: String,
    state: String,
    state_kind: &'static str,
    platforms: Vec<&'static str>,
    languages: Vec<LanguageName>,
    low: Option<Money>,
    high: Option<Money>,
    places: i32,
    places_left: i32,
    bids: i32,
    bid_cap: i32,
    deadline: Option<Instant>,
    judging_until: Option<Instant>,
    paused_at: Option<Instant>,
    published_at: Option<Instant>,
    delivery_days: i32,
    review_days: i32,
    rounds: i32,
    checks: Vec<CheckRow>,
    channels: Vec<&'static str>,
    licence_days: i32,
    territory: String,
    allowed: String,
    question: Option<String>,
    pictures: Vec<Picture>,
    documents: Vec<Document>,
    merchant: MerchantCard,
    /// Why it takes no bids; the key's end, or none while it is open.
    ended: Option<String>,
    cancel_reason: Option<String>,
    review: ReviewView,
    is_open: bool,
    is_judging: bool,
    is_paused: bool,
    is_draft: bool,
    is_signed_in: bool,
    may_bid: bool,
    may_bid_for: bool,
    is_member: bool,
    may_work: bool,
    can_change: bool,
    can_pause: bool,
    can_resume: bool,
    can_cancel: bool,
    can_extend: bool,
    has_contracts: bool,
    giving: Giving,
    talk: TalkView,
    errors: Vec<ShownError>,
}

impl Page for ShowPage {
    const TEMPLATE: &'static str = "briefs/show.html";
    const ACTIVE: &'static str = "briefs";
}

impl ShowPage {
    /// The brief for this reader at this moment, in this language.
    #[must_use]
    pub(crate) fn of(brief: &Brief, around: &Around<'_>, reader: Reader, (say, lang): (Say<'_>, &str), now: Instant) -> Self {
        let may = |act: &str| reader.may_work && rules::allowed(brief, around.running_contracts).contains(&act);
        let prices = brief.prices();
        let over = brief.bid_deadline.is_some_and(|deadline| deadline <= now);
        Self {
            id: brief.id.to_string(),
            title: brief.title.clone(),
            lang: foreign(&brief.title, lang),
            summary: markdown::excerpt(&brief.body, 160),
            body_html: markdown::render(&brief.body),
            form: brief.content_form.word(),
            category: say(&format!("face-category-{}", brief.category.word()), &[]),
            state: say(&format!("briefs-state-{}", brief.state.word()), &[]),
            state_kind: state_kind(brief.state),
            platforms: brief.platforms.iter().map(|platform| platform.word()).collect(),
            languages: brief.languages.iter().map(LanguageName::from).collect(),
            low: prices.map(|(low, _)| low),
            high: prices.map(|(_, high)| high),
            places: brief.places,
            places_left: brief.places_left(),
            bids: brief.bid_count,
            bid_cap: brief.bid_cap,
            deadline: brief.bid_deadline,
            judging_until: brief.judging_until,
            paused_at: brief.paused_at,
            published_at: brief.published_at,
            delivery_days: brief.delivery_days,
            review_days: brief.review_days,
            rounds: brief.rounds,
            checks: checks(brief),
            channels: brief.licence_channels().iter().map(|platform| platform.word()).collect(),
            licence_days: brief.licence.days,
            territory: composer::territory(brief, say),
            allowed: composer::allowed(brief, say),
            question: Some(brief.question.clone()).filter(|question| !question.is_empty()),
            pictures: around.files.iter().filter_map(|file| picture(brief, file)).collect(),
            documents: around.files.iter().filter(|file| file.preview.is_none()).map(|file| document(brief, file)).collect(),
            merchant: merchant(around.merchant, around.record, lang),
            ended: ended(brief.state, over).map(|why| say(&format!("briefs-ended-{why}"), &[])),
            cancel_reason: cancel_reason(brief, say),
            review: ReviewView::of(brief, if lang == "en" { Lang::En } else { Lang::ZhCn }, reader.moderates),
            is_open: brief.state == BriefState::Open && !over,
            is_judging: brief.state == BriefState::Judging,
            is_paused: brief.state == BriefState::Paused,
            is_draft: brief.state == BriefState::Draft,
            is_signed_in: reader.is_signed_in,
            may_bid: reader.may_bid,
            may_bid_for: reader.may_bid_for && !brief.is_contest(),
            is_member: reader.is_member,
            may_work: reader.may_work,
            can_change: may("edit") && brief.state == BriefState::Open,
            can_pause: may("pause"),
            can_resume: may("resume"),
            can_cancel: may("cancel"),
            can_extend: may("extend"),
            has_contracts: around.running_contracts > 0,
            giving: Giving::of(brief, around, say),
            talk: TalkView::of(brief, around.questions, reader.talks(around.is_covered), around.typed),
            errors: Vec::new(),
        }
    }

    /// With why an act was just refused.
    #[must_use]
    pub(crate) fn with_errors(self, errors: Vec<ShownError>) -> Self {
        Self { errors, ..self }
    }
}

/// Why it was given up, in the merchant's words, or refused, in ours.
fn cancel_reason(brief: &Brief, say: Say<'_>) -> Option<String> {
    let refused = || RejectReason::from_word(&brief.cancel_reason).map(|reason| say(&format!("briefs-reject-{reason}"), &[]));
    let given = || Some(brief.cancel_reason.clone()).filter(|reason| !reason.is_empty());
    if brief.state == BriefState::Rejected { refused() } else { given() }
}

fn merchant(merchant: &crate::briefs::model::Merchant, record: &[Fact], lang: &str) -> MerchantCard {
    MerchantCard {
        name: merchant.name.clone(),
        initial: initial(&merchant.name),
        url: format!("/m/{}", merchant.id),
        is_verified: merchant.is_verified,
        since: merchant.since,
        open_briefs: merchant.open_briefs,
        record: record.to_vec(),
        lang: Some(language_of(&merchant.name)).filter(|own| *own != lang && *own != "en"),
    }
}

fn picture(brief: &Brief, file: &File) -> Option<Picture> {
    file.preview.as_ref()?;
    let url = format!("/briefs/{}/files/{}", brief.id, file.id);
    Some(Picture { src: url.clone(), alt: file.name.clone(), url: Some(url), title: None })
}

fn document(brief: &Brief, file: &File) -> Document {
    Document { name: file.name.clone(), size: file.size, url: format!("/briefs/{}/files/{}", brief.id, file.id) }
}

/// How a state is marked: only what is alive is tinted.
#[must_use]
pub(super) const fn state_kind(state: BriefState) -> &'static str {
    use BriefState as S;
    match state {
        S::Open | S::Judging => "wash",
        S::Rejected | S::Stopped => "danger",
        S::Draft | S::PendingReview | S::Paused | S::Filled | S::Closed | S::Expired | S::Cancelled => "plain",
    }
}

/// Why no bids are taken, if they are not.
const fn ended(state: BriefState, over: bool) -> Option<&'static str> {
    use BriefState as S;
    match state {
        S::Open if over => Some("judging"),
        S::Open | S::Draft | S::PendingReview | S::Rejected => None,
        S::Paused => Some("paused"),
        S::Judging => Some("judging"),
        S::Filled | S::Closed => Some("filled"),
        S::Expired => Some("expired"),
        S::Cancelled => Some("cancelled"),
        S::Stopped => Some("stopped"),
    }
}

/// `/briefs/{id}/cancellation`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CancelPage {
    id: String,
    title: String,
    bids: i32,
    form: crate::briefs::forms::CancelForm,
    errors: Vec<ShownError>,
}

impl Page for CancelPage {
    const TEMPLATE: &'static str = "briefs/cancel.html";
    const ACTIVE: &'static str = "my_briefs";
}

impl CancelPage {
    /// Before, or after a reason that could not be taken.
    #[must_use]
    pub(crate) fn of(brief: &Brief, form: crate::briefs::forms::CancelForm, errors: Vec<ShownError>) -> Self {
        Self { id: brief.id.to_string(), title: brief.title.clone(), bids: brief.bid_count, form, errors }
    }
}
