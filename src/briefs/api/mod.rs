//! The API's doors of briefs.

mod find;
mod objects;
mod plan;
mod talk;

use super::actions::{self, NewDraft};
use super::forms::{ChangeBody, NewBody, renamed};
use super::lint::RejectReason;
use super::model::Brief;
use super::reviews;
use super::store;
use super::web::forget_list;
use crate::api_door;
use crate::audit::Act;
use crate::failure::{Failure, MONEY_CURRENCY, VERSION_STALE};
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{BriefId, OrgId};
use crate::sessions::{AdminRole, Person, Right, Scope};
use crate::web::Id;
use crate::web::api::{ApiDoor, Bids, Body, Briefs, Call, Judge, Nothing, Public, Reply, Told};
use objects::BriefObject;
use serde::Deserialize;
use utoipa::ToSchema;

/// Every API door of briefs.
pub const API_DOORS: &[ApiDoor] = &[
    api_door!(GET "/briefs", Anyone, find::list, "Find briefs: public ones, and all of your own organisations", "cursor.invalid"),
    api_door!(POST "/briefs", Token, create, "Write a draft", "not_found", "money.currency", "brief.merchants_only", "act.forbidden"),
    api_door!(GET "/briefs/{id}", Anyone, show, "One brief"),
    api_door!(PATCH "/briefs/{id}", Token, change, "Change a draft, or the words of an open brief: its bidders confirm within 48 hours", "version.stale", "brief.words_flagged", "state.refused", "money.currency", "act.forbidden"),
    api_door!(POST "/briefs/{id}/publication", Token, publish, "Publish a draft; what its kind needs leaves the wallet", "balance.insufficient", "brief.too_many_open", "fields.invalid", "state.refused", "person.unconfirmed", "act.forbidden"),
    api_door!(POST "/admin/briefs/{id}/approval", Token, approve, "Let a brief that was flagged open", "act.forbidden", "state.refused", "not_found"),
    api_door!(POST "/admin/briefs/{id}/rejection", Token, reject, "Refuse a brief that was flagged; it may be changed and sent off again", "act.forbidden", "state.refused", "not_found"),
    api_door!(POST "/briefs/{id}/pause", Token, pause, "Take no bids for now", "state.refused", "act.forbidden"),
    api_door!(POST "/briefs/{id}/resumption", Token, resume, "Take bids again; the deadline moves by as long as it stood still", "state.refused", "act.forbidden"),
    api_door!(POST "/briefs/{id}/nda-acceptance", Token, promise, "Promise to keep a secret brief, as a creator: it may be read from then on", "act.forbidden", "brief.nda_other", "state.refused"),
    api_door!(GET "/briefs/{id}/questions", Anyone, talk::questions, "What was asked about a brief in public, oldest first; of a secret one for who promised"),
    api_door!(POST "/briefs/{id}/questions", Token, talk::ask, "Ask about a brief; everybody who sees it reads question and answer, of a secret one who promised", "act.forbidden", "brief.nda_wanted", "person.unconfirmed", "state.refused", "block.stands"),
    api_door!(POST "/questions/{id}/answer", Token, talk::answer, "Answer a question, once", "act.forbidden", "state.refused"),
    api_door!(GET "/briefs/{id}/invitations", Token, talk::invitations, "Whom you invited to your brief, oldest first"),
    api_door!(POST "/briefs/{id}/invitations", Token, talk::invite, "Invite a creator; one who is invited already stays as he is", "act.forbidden", "bid.own_brief", "brief.one_creator", "brief.too_many_invited", "state.refused", "block.stands", "outreach.closed", "outreach.too_many", "brief.circle_only"),
    api_door!(POST "/briefs/{id}/plan", Token, plan::propose, "Plan a campaign: the creators who together reach the most people for a budget, with reasons and a bound; invites nobody", "act.forbidden", "money.currency", "plan.no_prices"),
    api_door!(POST "/briefs/{id}/invitations/refusal", Token, talk::refuse, "Decline an invitation", "state.refused"),
    api_door!(POST "/briefs/{id}/cancellation", Token, cancel, "Give a brief up; a contest only before its final", "brief.final_begun", "brief.has_contracts", "state.refused", "act.forbidden"),
];

/// Whose eyes read: the token's owner, if the token is good for reading.
fn reader(caller: &Public) -> Option<Person> {
    caller.grant().filter(|grant| grant.covers(Scope::Read)).and(caller.person.clone())
}

fn is_moderator(person: &Person) -> bool {
    person.judges(AdminRole::Moderator)
}

/// `GET /api/v1/briefs/{id}`
async fn show(caller: Public, id: Id<BriefId>) -> Told<BriefObject> {
    let person = reader(&caller);
    let read = move |conn: &mut Conn| {
        let brief = actions::get_seen(conn, person.as_ref(), id.0)?;
        actions::reading(conn, person.as_ref(), vec![brief])?.pop().ok_or(Failure::NotFound)
    };
    let brief = caller.site.db.read(read).await?;
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
        actions::save_step(tx, act, person, (id.0, &|_| true), words.clone())?;
        object(tx, id.0)
    };
    let changed = call.write(&body, work).await.map_err(renamed)?;
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

/// A promise to keep what will be read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NdaAcceptance)]
struct Promise {
    /// Of the text that was seen.
    sha256: String,
}

/// `POST /api/v1/briefs/{id}/nda-acceptance`
async fn promise(call: Call<Bids>, id: Id<BriefId>, body: Body<Promise>) -> Told<BriefObject> {
    call.see(move |conn, person| actions::get_seen(conn, Some(person), id.0).map(drop)).await?;
    let seen = body.parse()?.sha256;
    let promised = call.write(&body, move |tx, act, person| {
        actions::promise(tx, act, person, id.0, &seen)?;
        object(tx, id.0)
    });
    promised.await
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
