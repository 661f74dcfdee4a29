//! The API's doors of briefs.

mod talk;

use super::actions::{self, NewDraft};
use super::forms::{BudgetBody, ChangeBody, NewBody, renamed};
use super::lint::{self, Finding, RejectReason};
use super::model::{Brief, BriefKind, BriefState, Check, Licence, Slots, Visibility};
use super::reviews;
use super::rules::browse::Sort;
use super::store::{self, Search};
use super::web::forget_list;
use crate::api_door;
use crate::audit::Act;
use crate::failure::{Failure, FieldErrors, MONEY_CURRENCY, VERSION_STALE};
use crate::platform::db::{Conn, Tx};
use crate::primitives::{
    Category, Choice as _, ContentForm, Language, Money, Platform,
    id::{BriefId, OrgId},
};
use crate::sessions::{Person, Right, Scope};
use crate::web::Id;
use crate::web::api::{ApiDoor, Ask, Body, Briefs, Call, Judge, Listed, Moment, Nothing, PageQuery, Public, Reply, Told, choices, shared};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Every API door of briefs.
pub const API_DOORS: &[ApiDoor] = &[
    api_door!(GET "/briefs", Anyone, list, "Find briefs: public ones, and all of your own organisations", "cursor.invalid"),
    api_door!(POST "/briefs", Token, create, "Write a draft", "not_found", "money.currency", "brief.merchants_only", "act.forbidden"),
    api_door!(GET "/briefs/{id}", Anyone, show, "One brief"),
    api_door!(PATCH "/briefs/{id}", Token, change, "Change a draft, or the words of an open brief: its bidders confirm within 48 hours", "version.stale", "state.refused", "money.currency", "act.forbidden"),
    api_door!(POST "/briefs/{id}/publication", Token, publish, "Publish a draft; what its kind needs leaves the wallet", "balance.insufficient", "brief.too_many_open", "fields.invalid", "state.refused", "person.unconfirmed", "act.forbidden"),
    api_door!(POST "/admin/briefs/{id}/approval", Token, approve, "Let a brief that was flagged open", "act.forbidden", "state.refused", "not_found"),
    api_door!(POST "/admin/briefs/{id}/rejection", Token, reject, "Refuse a brief that was flagged; it may be changed and sent off again", "act.forbidden", "state.refused", "not_found"),
    api_door!(POST "/briefs/{id}/pause", Token, pause, "Take no bids for now", "state.refused", "act.forbidden"),
    api_door!(POST "/briefs/{id}/resumption", Token, resume, "Take bids again; the deadline moves by as long as it stood still", "state.refused", "act.forbidden"),
    api_door!(GET "/briefs/{id}/questions", Anyone, talk::questions, "What was asked about a brief in public, oldest first"),
    api_door!(POST "/briefs/{id}/questions", Token, talk::ask, "Ask about a brief; everybody who sees it reads question and answer", "act.forbidden", "person.unconfirmed", "state.refused"),
    api_door!(POST "/questions/{id}/answer", Token, talk::answer, "Answer a question, once", "act.forbidden", "state.refused"),
    api_door!(GET "/briefs/{id}/invitations", Token, talk::invitations, "Whom you invited to your brief, oldest first"),
    api_door!(POST "/briefs/{id}/invitations", Token, talk::invite, "Invite a creator; one who is invited already stays as he is", "act.forbidden", "bid.own_brief", "brief.one_creator", "brief.too_many_invited", "state.refused"),
    api_door!(POST "/briefs/{id}/invitations/refusal", Token, talk::refuse, "Decline an invitation", "state.refused"),
    api_door!(POST "/briefs/{id}/cancellation", Token, cancel, "Give a brief up; a contest only before its final", "brief.final_begun", "brief.has_contracts", "state.refused", "act.forbidden"),
];

/// What a merchant wants.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Brief)]
struct BriefObject {
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
    /// Where the price is fixed.
    #[serde(skip_serializing_if = "Option::is_none")]
    slots: Option<Slots>,
    /// What is set aside for it, without our fee: the whole budget of a pool, the prize of a contest with what its finalists may get.
    #[serde(skip_serializing_if = "Option::is_none")]
    pool: Option<Money>,
    /// Of a contest.
    #[serde(skip_serializing_if = "Option::is_none")]
    finalist_fee: Option<Money>,
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
}

impl From<Brief> for BriefObject {
    fn from(brief: Brief) -> Self {
        let budget = brief.prices().map(|(min, max)| BudgetBody { min, max });
        let findings = lint::was_sent_off(brief.state).then(|| lint::findings(&brief));
        let pool = brief.set_aside().ok().flatten().map(|amount| Money::new(amount, brief.currency));
        let finalist_fee = brief.is_contest().then_some(Money::new(brief.fund.finalist_fee, brief.currency));
        let reason_code = if brief.state == BriefState::Rejected { RejectReason::from_word(&brief.cancel_reason) } else { None };
        Self {
            findings,
            reason_code,
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

/// What is looked for. A filter that stands several times asks for alternatives.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
struct BriefQuery {
    /// Words of the title or the body.
    q: String,
    #[param(value_type = Option<Vec<BriefKind>>)]
    kind: Vec<String>,
    #[param(value_type = Option<Vec<ContentForm>>)]
    content_form: Vec<String>,
    #[param(value_type = Option<Vec<Category>>)]
    category: Vec<String>,
    #[param(value_type = Option<Vec<Platform>>)]
    platform: Vec<String>,
    /// BCP 47.
    #[param(value_type = Option<Vec<Language>>)]
    language: Vec<String>,
    #[param(value_type = Option<Vec<crate::primitives::Currency>>)]
    currency: Vec<String>,
    /// Minor units: a place may cost at least this.
    #[param(value_type = Option<i64>, minimum = 0)]
    min_price: Option<String>,
    /// Minor units: a place may cost at most this.
    #[param(value_type = Option<i64>, minimum = 0)]
    max_price: Option<String>,
    /// `open` if neither this nor `org_id` is said.
    #[param(value_type = Option<Vec<BriefState>>)]
    state: Vec<String>,
    #[param(value_type = Option<Vec<OrgId>>)]
    org_id: Vec<String>,
    /// `newest` if not said.
    #[param(value_type = Option<Sort>, inline)]
    sort: Option<String>,
    #[param(value_type = Option<u8>, minimum = 1, maximum = 100)]
    limit: Option<String>,
    #[param(value_type = Option<String>)]
    cursor: Option<String>,
}

impl BriefQuery {
    fn parse(&self, person: Option<&Person>) -> Result<(Search, Sort), Failure> {
        let mut errors = FieldErrors::default();
        let parsed = |errors: &mut FieldErrors, field: &str, text: &Option<String>| -> Option<i64> {
            let number = text.as_deref()?.parse::<i64>().ok().filter(|number| *number >= 0);
            if number.is_none() {
                errors.add(field, "money");
            }
            number
        };
        let mut states: Vec<BriefState> = choices(&mut errors, "state", &self.state);
        if self.state.is_empty() && self.org_id.is_empty() {
            states.push(BriefState::Open);
        }
        let sort = self.sort.as_deref().map_or(Some(Sort::Newest), |word| errors.choice("sort", word));
        let search = Search {
            words: errors.optional_line("q", &self.q, 200).unwrap_or_default(),
            kinds: choices(&mut errors, "kind", &self.kind),
            states,
            forms: choices(&mut errors, "content_form", &self.content_form),
            categories: choices(&mut errors, "category", &self.category),
            platforms: choices(&mut errors, "platform", &self.platform),
            languages: texts(&mut errors, "language", &self.language),
            currencies: choices(&mut errors, "currency", &self.currency),
            least: parsed(&mut errors, "min_price", &self.min_price),
            most: parsed(&mut errors, "max_price", &self.max_price),
            orgs: texts(&mut errors, "org_id", &self.org_id),
            invited: Vec::new(),
            own: person.map(|person| person.memberships.iter().map(|member| member.org).collect()).unwrap_or_default(),
        };
        errors.finish(sort.map(|sort| (search, sort)))
    }
}

fn texts<T: std::str::FromStr>(errors: &mut FieldErrors, field: &str, words: &[String]) -> Vec<T> {
    let mut read = |word: &String| {
        let value = word.parse().ok();
        if value.is_none() {
            errors.add(field, "choice");
        }
        value
    };
    words.iter().filter_map(&mut read).collect()
}

/// Whose eyes read: the token's owner, if the token is good for reading.
fn reader(caller: &Public) -> Option<Person> {
    caller.grant().filter(|grant| grant.covers(Scope::Read)).and(caller.person.clone())
}

/// `GET /api/v1/briefs`
async fn list(caller: Public, query: Ask<BriefQuery>) -> Told<Listed<BriefObject>> {
    let asked = query.parse()?;
    let person = reader(&caller);
    let (mut search, sort) = asked.parse(person.as_ref())?;
    let (limit, after) = PageQuery { limit: asked.limit, cursor: asked.cursor }.parse(&caller)?;
    if let Some(creator) = person.and_then(|person| person.creator) {
        search.invited = caller.site.db.read(move |conn| Ok::<_, Failure>(store::list_invited(conn, creator.id)?)).await?;
    }
    let is_public = search.own.is_empty() && search.invited.is_empty();
    let find = async {
        let found = caller.site.db.read(move |conn| Ok::<_, Failure>(store::search(conn, &search, sort, after.as_ref(), limit)?)).await?;
        Ok(Listed::of(&caller, found.map(BriefObject::from)))
    };
    if is_public { shared(&caller, find).await } else { Reply::of(&find.await?) }
}

/// `GET /api/v1/briefs/{id}`
async fn show(caller: Public, id: Id<BriefId>) -> Told<BriefObject> {
    let person = reader(&caller);
    let brief = caller.site.db.read(move |conn| actions::get_seen(conn, person.as_ref(), id.0)).await?;
    Reply::of(&BriefObject::from(brief))
}

/// `POST /api/v1/briefs`
async fn create(call: Call<Briefs>, body: Body<NewBody>) -> Told<BriefObject, 201> {
    let named = body.names::<OrgId>("org_id");
    call.see(move |_, person| named.map_or(Ok(()), |org| person.can(org, Right::Work))).await?;
    let sent = body.parse()?;
    let (org, content_form, category, currency) = (sent.org_id, sent.content_form, sent.category, sent.budget.min.currency);
    let words = sent.parse(call.now)?;
    let work = move |tx: &mut Tx<'_>, act: &Act, person: &Person| {
        let id = actions::create_draft(tx, act, person, NewDraft { org, content_form, category, currency, words: words.clone() })?;
        object(tx, id)
    };
    call.write(&body, work).await
}

fn object(conn: &mut Conn, id: BriefId) -> Result<BriefObject, Failure> {
    Ok(store::get(conn, id)?.into())
}

/// A brief of an organisation in which the caller writes.
async fn own(call: &Call<Briefs>, id: BriefId) -> Result<Brief, Failure> {
    call.see(move |conn, person| actions::get_for(conn, person, id, Right::Work)).await
}

/// `PATCH /api/v1/briefs/{id}`
async fn change(call: Call<Briefs>, id: Id<BriefId>, body: Body<ChangeBody>) -> Told<BriefObject> {
    let brief = own(&call, id.0).await?;
    let sent = body.parse()?;
    let aside = [sent.pool, sent.finalist_fee].into_iter().flatten();
    if sent.budget.is_none() && aside.into_iter().any(|aside| aside.currency != brief.currency) {
        return Err(MONEY_CURRENCY.into());
    }
    let (seen, words) = (sent.version, sent.parse(call.now)?);
    let work = move |tx: &mut Tx<'_>, act: &Act, person: &Person| {
        if actions::get_for(tx, person, id.0, Right::Work)?.version != seen {
            return Err(VERSION_STALE.into());
        }
        actions::save_step(tx, act, person, id.0, words.clone())?;
        object(tx, id.0)
    };
    let changed = call.write(&body, work).await?;
    forget_list(&call).await;
    Ok(changed)
}

type Verb = fn(&mut Tx<'_>, &Act, &Person, BriefId) -> Result<(), Failure>;

async fn run(call: &Call<Briefs>, id: BriefId, body: &Body<Nothing>, verb: Verb) -> Told<BriefObject> {
    own(call, id).await?;
    done(call, id, body, verb).await
}

async fn done<V>(call: &Call<Briefs>, id: BriefId, body: &Body<Nothing>, verb: V) -> Told<BriefObject>
where
    V: Fn(&mut Tx<'_>, &Act, &Person, BriefId) -> Result<(), Failure> + Send + 'static,
{
    body.parse()?;
    let done = call.write(body, move |tx, act, person| {
        verb(tx, act, person, id)?;
        object(tx, id)
    });
    let done = done.await.map_err(renamed)?;
    forget_list(call).await;
    Ok(done)
}

/// `POST /api/v1/briefs/{id}/publication`
async fn publish(call: Call<Briefs>, id: Id<BriefId>, body: Body<Nothing>) -> Told<BriefObject> {
    call.see(move |conn, person| {
        let brief = actions::get_for(conn, person, id.0, Right::Read)?;
        person.can(brief.org, actions::publishing(&brief))
    })
    .await?;
    let rates = (call.site.config.merchant_fee, call.site.config.creator_fee);
    done(&call, id.0, &body, move |tx, act, person, id| actions::publish(tx, act, person, id, rates)).await
}

/// `POST /api/v1/briefs/{id}/pause`
async fn pause(call: Call<Briefs>, id: Id<BriefId>, body: Body<Nothing>) -> Told<BriefObject> {
    run(&call, id.0, &body, actions::pause).await
}

/// `POST /api/v1/briefs/{id}/resumption`
async fn resume(call: Call<Briefs>, id: Id<BriefId>, body: Body<Nothing>) -> Told<BriefObject> {
    run(&call, id.0, &body, actions::resume).await
}

/// Why a brief is given up.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BriefCancellation)]
struct Reason {
    /// Everybody who finds the brief reads it.
    #[schema(max_length = 500)]
    reason: String,
}

/// `POST /api/v1/briefs/{id}/cancellation`
async fn cancel(call: Call<Briefs>, id: Id<BriefId>, body: Body<Reason>) -> Told<BriefObject> {
    own(&call, id.0).await?;
    let reason = super::forms::CancelForm { reason: body.parse()?.reason }.parse()?;
    let work = move |tx: &mut Tx<'_>, act: &Act, person: &Person| {
        actions::cancel(tx, act, person, id.0, &reason)?;
        object(tx, id.0)
    };
    let done = call.write(&body, work).await?;
    forget_list(&call).await;
    Ok(done)
}

/// Why a brief is refused.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BriefRejection)]
struct Rejection {
    reason_code: RejectReason,
}

/// `POST /api/v1/admin/briefs/{id}/approval`
async fn approve(call: Call<Judge>, id: Id<BriefId>, body: Body<Nothing>) -> Told<BriefObject> {
    call.see(move |conn, person| reviews::get_judged(conn, person, id.0).map(drop)).await?;
    body.parse()?;
    let done = call.write(&body, move |tx, act, person| {
        reviews::approve(tx, act, person, id.0)?;
        object(tx, id.0)
    });
    let done = done.await?;
    forget_list(&call).await;
    Ok(done)
}

/// `POST /api/v1/admin/briefs/{id}/rejection`
async fn reject(call: Call<Judge>, id: Id<BriefId>, body: Body<Rejection>) -> Told<BriefObject> {
    call.see(move |conn, person| reviews::get_judged(conn, person, id.0).map(drop)).await?;
    let reason = body.parse()?.reason_code;
    let done = call.write(&body, move |tx, act, person| {
        reviews::reject(tx, act, person, id.0, reason)?;
        object(tx, id.0)
    });
    done.await
}
