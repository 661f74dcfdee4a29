//! What a program sends about a brief: the same fields as the composer's steps, in one piece.

use crate::briefs::model::{BriefKind, Budget, Level, Licence, Slots, Visibility, Words};
use crate::briefs::rules::{self, details};
use crate::failure::{Failure, FieldErrors, Refusal};
use crate::primitives::{BasisPoints, Category, ContentForm, Instant, Language, Minor, Money, Platform, id::OrgId};
use crate::web::api::Moment;
use serde::Deserialize;
use utoipa::ToSchema;

/// The least and the most of one place, in one currency; equal for a fixed price.
#[derive(Debug, Clone, Copy, Deserialize, serde::Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BudgetBody {
    pub min: Money,
    pub max: Money,
}

/// A point of the checklist; its id is given.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CheckBody {
    pub level: Level,
    pub text: String,
}

/// A time in which a show may be live.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewLiveTime)]
pub(crate) struct TimeBody {
    pub starts_at: Moment,
    #[schema(minimum = 10, maximum = 720)]
    pub minutes: i32,
}

/// A new brief.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewBrief)]
pub(crate) struct NewBody {
    pub org_id: OrgId,
    /// `open_bid`, `direct`, `fixed_slots`, `pool`, `piece_rate`, `contest`, `live`, `sample` or `cps`. A direct brief is for one creator, who is invited; the places of one with fixed slots have
    /// one price; the money of a pool is set aside when it is published, and who is awarded is paid from it at once; the budget of a
    /// piece rate is that of one piece, that of a contest its one prize. With a `sample` a product is sent before the work begins; of `cps` the
    /// budget is the fixed part, and sales are not counted here yet: that comes with publication.
    pub kind: BriefKind,
    #[schema(max_length = 120)]
    pub title: String,
    /// Markdown.
    #[schema(max_length = 10_000)]
    pub body: String,
    pub content_form: ContentForm,
    pub category: Category,
    #[schema(min_items = 1)]
    pub platforms: Vec<Platform>,
    /// BCP 47.
    #[schema(min_items = 1)]
    pub languages: Vec<Language>,
    pub budget: BudgetBody,
    #[schema(minimum = 1, maximum = 100)]
    pub places: i32,
    pub bid_deadline: Moment,
    #[schema(minimum = 1, maximum = 180)]
    pub delivery_days: i32,
    /// 7 if not said.
    #[schema(minimum = 3, maximum = 14)]
    pub review_days: Option<i32>,
    /// Included rounds of changes; 2 if not said.
    #[schema(minimum = 0, maximum = 10)]
    pub rounds: Option<i32>,
    pub checklist: Option<Vec<CheckBody>>,
    pub licence: Option<Licence>,
    /// `circle`: for the creators in the organisation's circle; a direct brief is for the invited alone.
    pub visibility: Option<Visibility>,
    /// For so many hours after it opens the organisation's circle alone finds a public brief; 0 if not said.
    #[schema(minimum = 0, maximum = 72)]
    pub early_access_hours: Option<i32>,
    /// Who gets a place of a brief with fixed slots; `chosen` if not said. With `first_come` a bid becomes a contract within a second or two.
    pub slots: Option<Slots>,
    /// The whole budget of a pool, the most of every place if not said; what is set aside for commissions, nothing if not said.
    pub pool: Option<Money>,
    /// What each of at most six finalists of a contest gets; nothing if not said.
    pub finalist_fee: Option<Money>,
    /// What is sent to whoever tries it; of `sample`.
    #[schema(max_length = 200)]
    pub product: Option<String>,
    /// The share of each sale that counts, in basis points; of `cps`.
    #[schema(minimum = 1, maximum = 9000)]
    pub commission_bps: Option<i32>,
    /// Which sales count, and when they are paid; of `cps`.
    #[schema(max_length = 2000)]
    pub commission_terms: Option<String>,
    /// When shows may be live, one for every place at least; of `live`.
    #[schema(max_items = 30)]
    pub times: Option<Vec<TimeBody>>,
    /// What a creator promises before he reads body, checklist and attachments.
    #[schema(max_length = 5000)]
    pub nda: Option<String>,
    /// Asked of every bidder.
    #[schema(max_length = 300)]
    pub question: Option<String>,
    /// How many bids may live at once; 30 if not said.
    #[schema(minimum = 1, maximum = 500)]
    pub bid_cap: Option<i32>,
}

/// Changes to a brief: what is not sent stays as it is.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BriefChanges)]
pub(crate) struct ChangeBody {
    /// The version that was seen.
    pub version: i64,
    #[schema(max_length = 120)]
    pub title: Option<String>,
    #[schema(max_length = 10_000)]
    pub body: Option<String>,
    pub content_form: Option<ContentForm>,
    pub category: Option<Category>,
    #[schema(min_items = 1)]
    pub platforms: Option<Vec<Platform>>,
    #[schema(min_items = 1)]
    pub languages: Option<Vec<Language>>,
    pub budget: Option<BudgetBody>,
    #[schema(minimum = 1, maximum = 100)]
    pub places: Option<i32>,
    pub bid_deadline: Option<Moment>,
    #[schema(minimum = 1, maximum = 180)]
    pub delivery_days: Option<i32>,
    #[schema(minimum = 3, maximum = 14)]
    pub review_days: Option<i32>,
    #[schema(minimum = 0, maximum = 10)]
    pub rounds: Option<i32>,
    pub checklist: Option<Vec<CheckBody>>,
    pub licence: Option<Licence>,
    pub visibility: Option<Visibility>,
    /// Of a draft.
    #[schema(minimum = 0, maximum = 72)]
    pub early_access_hours: Option<i32>,
    pub slots: Option<Slots>,
    pub pool: Option<Money>,
    pub finalist_fee: Option<Money>,
    #[schema(max_length = 200)]
    pub product: Option<String>,
    #[schema(minimum = 1, maximum = 9000)]
    pub commission_bps: Option<i32>,
    #[schema(max_length = 2000)]
    pub commission_terms: Option<String>,
    #[schema(max_items = 30)]
    pub times: Option<Vec<TimeBody>>,
    #[schema(max_length = 5000)]
    pub nda: Option<String>,
    #[schema(max_length = 300)]
    pub question: Option<String>,
    #[schema(minimum = 1, maximum = 500)]
    pub bid_cap: Option<i32>,
}

impl NewBody {
    /// What the kind does not have is not said.
    fn check_said(&self, errors: &mut FieldErrors) {
        let said = [
            ("pool", self.pool.is_some(), matches!(self.kind, BriefKind::Pool | BriefKind::Cps)),
            ("finalist_fee", self.finalist_fee.is_some(), self.kind == BriefKind::Contest),
            ("times", self.times.is_some(), self.kind == BriefKind::Live),
            ("product", self.product.is_some(), self.kind == BriefKind::Sample),
            ("commission_bps", self.commission_bps.is_some(), self.kind == BriefKind::Cps),
            ("commission_terms", self.commission_terms.is_some(), self.kind == BriefKind::Cps),
        ];
        for (field, _, _) in said.into_iter().filter(|(_, is_said, has)| *is_said && !has) {
            errors.add(field, "choice");
        }
    }

    /// The words, or every field that cannot be taken.
    pub(crate) fn parse(self, now: Instant) -> Result<Words, Failure> {
        let mut errors = FieldErrors::default();
        if self.kind == BriefKind::Direct && self.places != 1 {
            errors.add_with("places", "number", vec![("min", "1".to_owned()), ("max", "1".to_owned())]);
        }
        if self.kind == BriefKind::Direct && self.visibility.is_some_and(|visibility| visibility != Visibility::InviteOnly) {
            errors.add("visibility", "choice");
        }
        if self.kind == BriefKind::Contest && self.places != 1 {
            errors.add_with("places", "number", vec![("min", "1".to_owned()), ("max", "1".to_owned())]);
        }
        if matches!(self.kind, BriefKind::FixedSlots | BriefKind::Contest) && self.budget.min != self.budget.max {
            errors.add("budget.max", "fixed");
        }
        if self.kind != BriefKind::FixedSlots && self.slots.is_some() {
            errors.add("slots", "choice");
        }
        self.check_said(&mut errors);
        rules::check_kind(&mut errors, Some(self.kind));
        let kind = self.kind;
        let changes = ChangeBody {
            version: 1,
            title: Some(self.title),
            body: Some(self.body),
            content_form: Some(self.content_form),
            category: Some(self.category),
            platforms: Some(self.platforms),
            languages: Some(self.languages),
            budget: Some(self.budget),
            places: Some(self.places),
            bid_deadline: Some(self.bid_deadline),
            delivery_days: Some(self.delivery_days),
            review_days: self.review_days,
            rounds: self.rounds,
            checklist: self.checklist,
            licence: self.licence,
            visibility: self.visibility,
            early_access_hours: self.early_access_hours,
            slots: self.slots,
            pool: self.pool,
            finalist_fee: self.finalist_fee,
            product: self.product,
            commission_bps: self.commission_bps,
            commission_terms: self.commission_terms,
            times: self.times,
            nda: self.nda,
            question: self.question,
            bid_cap: self.bid_cap,
        };
        let words = changes.read(&mut errors, now)?;
        errors.finish(Some(Words { kind: Some(kind), ..words }))
    }
}

impl ChangeBody {
    /// The words, or every field that cannot be taken.
    pub(crate) fn parse(self, now: Instant) -> Result<Words, Failure> {
        let mut errors = FieldErrors::default();
        let words = self.read(&mut errors, now)?;
        errors.finish(Some(words))
    }

    fn read(self, errors: &mut FieldErrors, now: Instant) -> Result<Words, Failure> {
        let mut number = |field: &str, value: Option<i32>, bounds| value.and_then(|value| errors.number(field, &value.to_string(), bounds));
        let (places, bid_cap) = (number("places", self.places, rules::PLACES), number("bid_cap", self.bid_cap, rules::BID_CAPS));
        let delivery_days = number("delivery_days", self.delivery_days, rules::DELIVERY_DAYS);
        let review_days = number("review_days", self.review_days, rules::REVIEW_DAYS);
        let rounds = number("rounds", self.rounds, rules::ROUNDS);
        let commission = number("commission_bps", self.commission_bps, details::COMMISSION);
        let early_hours = number("early_access_hours", self.early_access_hours, details::EARLY_HOURS);
        let pool = self.pool.map(|pool| read_aside(errors, ("pool", pool), self.budget)).transpose()?;
        let finalist_fee = self.finalist_fee.map(|fee| read_aside(errors, ("finalist_fee", fee), self.budget)).transpose()?;
        let budget = self.budget.map(|budget| read_budget(errors, budget)).transpose()?;
        if let Some(Moment(deadline)) = self.bid_deadline {
            rules::check_deadline(errors, deadline, now);
        }
        Ok(Words {
            kind: None,
            visibility: self.visibility,
            early_hours,
            slots: self.slots,
            pool: pool.map(Some),
            finalist_fee,
            product: self.product.and_then(|product| errors.optional_line("product", &product, details::PRODUCT_CHARS)),
            commission: commission.and_then(|bps| u16::try_from(bps).ok()).and_then(BasisPoints::new),
            commission_terms: self
                .commission_terms
                .and_then(|terms| errors.optional_lines("commission_terms", &terms, details::TERMS_CHARS)),
            times: self.times.and_then(|times| read_times(errors, &times)),
            nda: self.nda.and_then(|nda| errors.optional_lines("nda", &nda, details::NDA_CHARS)),
            title: self.title.and_then(|title| errors.line("title", &title, rules::TITLE_CHARS)),
            body: self.body.and_then(|body| errors.lines("body", &body, rules::BODY_CHARS)),
            content_form: self.content_form,
            category: self.category,
            platforms: self.platforms.and_then(|platforms| once_each(errors, "platforms", platforms)),
            languages: self.languages.and_then(|languages| once_each(errors, "languages", languages)),
            checklist: self.checklist.and_then(|points| read_checklist(errors, &points)),
            currency: self.budget.map(|budget| budget.min.currency),
            budget,
            places,
            bid_deadline: self.bid_deadline.map(|moment| moment.0),
            delivery_days,
            review_days,
            rounds,
            bid_cap,
            licence: self.licence.and_then(|licence| read_licence(errors, licence)),
            question: self.question.and_then(|question| errors.optional_line("question", &question, rules::QUESTION_CHARS)),
        })
    }
}

fn read_budget(errors: &mut FieldErrors, body: BudgetBody) -> Result<Budget, Refusal> {
    if body.min.currency != body.max.currency {
        return Err(crate::failure::MONEY_CURRENCY);
    }
    let mut found = FieldErrors::default();
    rules::check_prices(&mut found, body.min, body.max);
    errors.0.extend(found.0.into_iter().map(named));
    Ok(Budget { min: body.min.amount, max: body.max.amount })
}

/// What is set aside is in the currency of the prices, and more than nothing; a finalist may get nothing.
fn read_aside(errors: &mut FieldErrors, (field, aside): (&str, Money), budget: Option<BudgetBody>) -> Result<Minor, Refusal> {
    if budget.is_some_and(|budget| budget.min.currency != aside.currency) {
        return Err(crate::failure::MONEY_CURRENCY);
    }
    if aside.amount < Minor::ZERO || field == "pool" && aside.amount.is_zero() {
        errors.add(field, "money");
    }
    Ok(aside.amount)
}

/// The composer's name of a field in a program's words.
fn named(mut error: crate::failure::FieldError) -> crate::failure::FieldError {
    error.field = match error.field.as_str() {
        "price_min" => "budget.min".to_owned(),
        "price_max" => "budget.max".to_owned(),
        "point" => "checklist".to_owned(),
        "commission" => "commission_bps".to_owned(),
        _ => error.field,
    };
    error
}

/// A failure of a rule whose fields are named as a program names them.
pub(crate) fn renamed(failure: Failure) -> Failure {
    match failure {
        Failure::Invalid(FieldErrors(errors)) => Failure::Invalid(FieldErrors(errors.into_iter().map(named).collect())),
        other => other,
    }
}

/// At least one, each once, in order.
fn once_each<T: Ord>(errors: &mut FieldErrors, field: &str, values: Vec<T>) -> Option<Vec<T>> {
    let values: std::collections::BTreeSet<T> = values.into_iter().collect();
    if values.is_empty() {
        errors.add(field, "required");
        return None;
    }
    Some(values.into_iter().collect())
}

fn read_checklist(errors: &mut FieldErrors, points: &[CheckBody]) -> Option<Vec<(Level, String)>> {
    if points.len() > rules::MAX_CHECKS {
        errors.add_with("checklist", "too-many", vec![("max", rules::MAX_CHECKS.to_string())]);
        return None;
    }
    let mut point = |(place, point): (usize, &CheckBody)| {
        let text = errors.line(&format!("checklist[{place}].text"), &point.text, rules::CHECK_CHARS)?;
        Some((point.level, text))
    };
    points.iter().enumerate().map(&mut point).collect()
}

fn read_times(errors: &mut FieldErrors, times: &[TimeBody]) -> Option<Vec<(Instant, i32)>> {
    if times.len() > details::MAX_TIMES {
        errors.add_with("times", "too-many", vec![("max", details::MAX_TIMES.to_string())]);
        return None;
    }
    let mut time = |(place, time): (usize, &TimeBody)| {
        let minutes = errors.number(&format!("times[{place}].minutes"), &time.minutes.to_string(), details::MINUTES)?;
        Some((time.starts_at.0, minutes))
    };
    times.iter().enumerate().map(&mut time).collect()
}

fn read_licence(errors: &mut FieldErrors, licence: Licence) -> Option<Licence> {
    let territory = errors.optional_line("licence.territory", &licence.territory, rules::TERRITORY_CHARS)?;
    errors.number("licence.days", &licence.days.to_string(), rules::LICENCE_DAYS)?;
    let channels: std::collections::BTreeSet<Platform> = licence.channels.iter().copied().collect();
    Some(Licence { territory, channels: channels.into_iter().collect(), ..licence })
}
