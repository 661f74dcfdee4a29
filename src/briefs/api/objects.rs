//! A brief as programs read it.

use crate::briefs::forms::BudgetBody;
use crate::briefs::lint::{self, RejectReason};
use crate::briefs::model::{Brief, BriefKind, BriefState, Check, Licence, LiveTime, Slots, Visibility};
use crate::briefs::rules::details::nda_sha256;
use crate::lint::Finding;
use crate::matching::{self, Fit, Maker, Missing, Why};
use crate::primitives::{
    BasisPoints, Category, Choice as _, ContentForm, Language, Money, Platform,
    id::{BriefId, OrgId},
};
use crate::web::api::Moment;
use serde::Serialize;
use utoipa::ToSchema;

/// What is promised before a secret brief is read.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Nda)]
struct NdaObject {
    text: String,
    /// Of the text; whoever promises names it.
    sha256: String,
}

impl NdaObject {
    fn of(brief: &Brief) -> Self {
        Self { text: brief.details.nda.clone(), sha256: nda_sha256(&brief.details.nda) }
    }
}

fn said(words: &str) -> Option<String> {
    Some(words.to_owned()).filter(|words| !words.is_empty())
}

/// A time in which a show may be live.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = LiveTime)]
struct TimeObject {
    /// What a bid names.
    no: i32,
    starts_at: Moment,
    minutes: i32,
    is_taken: bool,
}

fn times(brief: &Brief) -> Option<Vec<TimeObject>> {
    let time = |one: &LiveTime| TimeObject { no: one.no, starts_at: Moment(one.starts_at), minutes: one.minutes, is_taken: one.is_taken };
    (brief.kind == BriefKind::Live).then(|| brief.details.times.iter().map(time).collect())
}

/// What a merchant wants.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Brief)]
pub(super) struct BriefObject {
    id: BriefId,
    org_id: OrgId,
    state: BriefState,
    version: i64,
    kind: BriefKind,
    title: String,
    body: String,
    content_form: ContentForm,
    category: Category,
    platforms: Vec<Platform>,
    languages: Vec<Language>,
    /// Null in a draft that names no price yet.
    #[schema(required)]
    budget: Option<BudgetBody>,
    places: i32,
    places_taken: i32,
    bid_count: i32,
    /// Null in a draft that names no deadline yet.
    #[schema(required)]
    bid_deadline: Option<Moment>,
    delivery_days: i32,
    review_days: i32,
    rounds: i32,
    checklist: Vec<Check>,
    licence: Licence,
    visibility: Visibility,
    /// For so many hours after it opens the organisation's circle alone finds it; `visibility` is `circle` meanwhile.
    #[serde(skip_serializing_if = "Option::is_none")]
    early_access_hours: Option<i32>,
    /// When it opens, or opened, to everybody after the circle.
    #[serde(skip_serializing_if = "Option::is_none")]
    opens_to_all_at: Option<Moment>,
    /// Where the price is fixed.
    #[serde(skip_serializing_if = "Option::is_none")]
    slots: Option<Slots>,
    /// What is set aside for it, without our fee: the whole budget of a pool, the prize of a contest with what its finalists may get.
    #[serde(skip_serializing_if = "Option::is_none")]
    pool: Option<Money>,
    /// Of a contest.
    #[serde(skip_serializing_if = "Option::is_none")]
    finalist_fee: Option<Money>,
    /// Of a sample: what is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    product: Option<String>,
    /// Of a live brief.
    #[serde(skip_serializing_if = "Option::is_none")]
    times: Option<Vec<TimeObject>>,
    /// Of CPS, in basis points.
    #[serde(skip_serializing_if = "Option::is_none")]
    commission_bps: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    commission_terms: Option<String>,
    /// Of a secret brief: what is promised. Who has not sees no body, question, checklist or attachments.
    #[serde(skip_serializing_if = "Option::is_none")]
    nda: Option<NdaObject>,
    question: String,
    bid_cap: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    judging_until: Option<Moment>,
    created_at: Moment,
    /// What may break a rule, while it waits for a moderator or was refused by one.
    #[serde(skip_serializing_if = "Option::is_none")]
    findings: Option<Vec<Finding>>,
    /// Why a moderator refused it.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason_code: Option<RejectReason>,
    /// How well the caller fits, in a list that is sorted by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    fit: Option<FitObject>,
}

/// How well a creator fits a brief.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Fit)]
pub(super) struct FitObject {
    /// 0 to 100.
    score: u8,
    /// The three that weigh most, heaviest first.
    reasons: Vec<ReasonObject>,
    /// What is missing.
    missing: Vec<Missing>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = FitReason)]
struct ReasonObject {
    code: Why,
    /// Which platform, category, form or language, or how many deals.
    of: String,
}

impl From<Fit> for FitObject {
    fn from(fit: Fit) -> Self {
        let reasons = fit.reasons.into_iter().map(|reason| ReasonObject { code: reason.why, of: reason.of }).collect();
        Self { score: fit.score, reasons, missing: fit.missing }
    }
}

impl BriefObject {
    /// With how well somebody fits it.
    pub(super) fn weighed(brief: Brief, maker: Option<&Maker>) -> Self {
        let fit = maker.map(|maker| matching::fit(&brief.work(), maker)).map(FitObject::from);
        Self { fit, ..Self::from(brief) }
    }
}

impl From<Brief> for BriefObject {
    fn from(brief: Brief) -> Self {
        let budget = brief.prices().map(|(min, max)| BudgetBody { min, max });
        let findings = lint::was_sent_off(brief.state).then(|| lint::findings(&brief));
        let pool = brief.set_aside().ok().flatten().map(|amount| Money::new(amount, brief.currency));
        let finalist_fee = brief.is_contest().then_some(Money::new(brief.fund.finalist_fee, brief.currency));
        let reason_code = if brief.state == BriefState::Rejected { RejectReason::from_word(&brief.cancel_reason) } else { None };
        let times = times(&brief);
        let nda = brief.is_secret().then(|| NdaObject::of(&brief));
        Self {
            findings,
            reason_code,
            fit: None,
            id: brief.id,
            org_id: brief.org,
            state: brief.state,
            version: brief.version,
            kind: brief.kind,
            title: brief.title,
            body: brief.body,
            content_form: brief.content_form,
            category: brief.category,
            platforms: brief.platforms,
            languages: brief.languages,
            budget,
            places: brief.places,
            places_taken: brief.places_taken,
            bid_count: brief.bid_count,
            bid_deadline: brief.bid_deadline.map(Moment),
            delivery_days: brief.delivery_days,
            review_days: brief.review_days,
            rounds: brief.rounds,
            checklist: brief.checklist,
            licence: brief.licence,
            visibility: brief.visibility,
            early_access_hours: Some(brief.details.early_hours).filter(|hours| *hours > 0),
            opens_to_all_at: brief.details.opens_at.map(Moment),
            times,
            product: said(&brief.details.product),
            commission_bps: brief.details.commission.map(BasisPoints::get),
            commission_terms: said(&brief.details.commission_terms),
            nda,
            slots: (brief.kind == BriefKind::FixedSlots).then_some(brief.slots),
            pool,
            finalist_fee,
            question: brief.question,
            bid_cap: brief.bid_cap,
            judging_until: brief.judging_until.map(Moment),
            created_at: Moment(brief.created_at),
        }
    }
}
