//! The API's doors of disputes. Every answer is the whole dispute as the caller may see it, rendered after the fact and never kept: what is kept for a
//! key is the id alone, so that no table holds a sealed amount that its owner was told.

mod objects;

use super::actions;
use super::forms::{AgreeBody, AnswerBody, AppealBody, DeadlineBody, EvidenceBody, OfferBody, OpenBody, ProposalBody, RulingBody};
use super::model::DisputeEvent;
use super::rules;
use crate::api_door;
use crate::audit::Act;
use crate::contracts::{self, Event, Party, rules::in_currency};
use crate::failure::{ACT_FORBIDDEN, Failure};
use crate::platform::db::{Conn, Tx};
use crate::platform::secret::Purpose;
use crate::primitives::id::{DisputeId, Identity as _, MilestoneId, OfferId};
use crate::sessions::Person;
use crate::web::Id;
use crate::web::api::{ApiDoor, Body, Call, Deals, Judge, Needs, Nothing, Part, Reading, Reply, Telling, Told};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use objects::{DisputeObject, DossierObject};
use std::future::{Ready, ready};

/// Every API door of disputes.
pub const API_DOORS: &[ApiDoor] = &[
    api_door!(POST "/milestones/{id}/disputes", Token, open, "Contest an amount: it is frozen until the two agree or an arbiter rules", "act.forbidden", "money.currency", "contract.frozen", "state.refused"),
    api_door!(GET "/disputes/{id}", Token, show, "One dispute"),
    api_door!(GET "/disputes/{id}/dossier", Token, dossiers, "The lists of everything that there was, with their hashes"),
    api_door!(POST "/disputes/{id}/answer", Token, answer, "Answer a dispute: the two sides talk", "act.forbidden", "state.refused"),
    api_door!(POST "/disputes/{id}/extension", Token, extend, "Take three more days to answer, once", "act.forbidden", "dispute.extended_once", "state.refused"),
    api_door!(POST "/disputes/{id}/evidence", Token, evidence, "Bring evidence: words, a file that you sent to the deal, or a message of it", "act.forbidden", "dispute.evidence_closed", "state.refused"),
    api_door!(POST "/disputes/{id}/offers", Token, offer, "Offer an amount for the creator, openly or sealed", "act.forbidden", "money.currency", "offer.sealed_already", "offer.rounds_over", "state.refused"),
    api_door!(POST "/disputes/{id}/offers/{offer}/acceptance", Token, accept_offer, "Take the other side's open offer", "act.forbidden", "offer.superseded", "contract.frozen", "state.refused"),
    api_door!(POST "/disputes/{id}/mediation", Token, mediation, "Ask for an arbiter; one looks at it when both ask", "act.forbidden", "state.refused"),
    api_door!(POST "/disputes/{id}/rest", Token, rest, "Say that you have no more evidence", "act.forbidden", "state.refused"),
    api_door!(POST "/disputes/{id}/proposal", Token, propose, "Propose how to settle, as an arbiter", "act.forbidden", "dispute.not_impartial", "money.currency", "state.refused"),
    api_door!(POST "/disputes/{id}/proposal/acceptance", Token, accept_proposal, "Accept the arbiter's proposal; settled when both do", "act.forbidden", "contract.frozen", "state.refused"),
    api_door!(POST "/disputes/{id}/ruling", Token, rule, "Rule, as an arbiter; it counts when another admin has confirmed it", "act.forbidden", "auth.step_up", "dispute.not_impartial", "money.currency", "state.refused"),
    api_door!(POST "/disputes/{id}/ruling/confirmation", Token, confirm, "Confirm a ruling, as another admin", "act.forbidden", "auth.step_up", "dispute.not_impartial", "dispute.second_admin", "state.refused"),
    api_door!(POST "/disputes/{id}/deadlines", Token, move_deadline, "Ask the other side for another deadline; an arbiter sets one, with a reason that both read", "act.forbidden", "dispute.not_impartial", "state.refused"),
    api_door!(POST "/disputes/{id}/deadlines/answer", Token, answer_move, "Agree to another deadline, or not", "act.forbidden", "state.refused"),
    api_door!(POST "/disputes/{id}/withdrawal", Token, withdraw, "Take back a dispute that you opened", "act.forbidden", "contract.frozen", "state.refused"),
    api_door!(POST "/disputes/{id}/appeal", Token, appeal, "Appeal against a ruling, once", "act.forbidden", "state.refused"),
];

/// The dispute as the caller may see it now.
async fn render<S: Needs, const STATUS: u16>(call: &Call<S>, id: DisputeId) -> Told<DisputeObject, STATUS> {
    let (asker, key) = (call.asker.clone(), call.site.secret.key(Purpose::SealedOffers));
    Reply::of(&call.see(move |conn, person| objects::dispute(conn, &asker, person, (id, &key))).await?)
}

/// Does something and shows what came of it.
async fn done<S: Needs, B, const STATUS: u16>(
    call: &Call<S>,
    body: &Body<B>,
    id: DisputeId,
    work: impl Fn(&mut Tx<'_>, &Act, &Person) -> Result<(), Failure> + Send + 'static,
) -> Told<DisputeObject, STATUS> {
    call.write_anew(body, move |tx, act, person| work(tx, act, person).map(|()| id.to_string())).await?;
    render(call, id).await
}

/// What the person may never do is refused before what he sent is looked at.
fn may(event: DisputeEvent, id: DisputeId) -> impl Fn(&mut Conn, &Person) -> Result<actions::Case, Failure> + Send + 'static {
    move |conn, person| {
        let case = actions::see(conn, person, id)?;
        if case.access.party == Party::Platform || !case.access.works {
            return Err(ACT_FORBIDDEN.into());
        }
        rules::may_ever(event, case.by())?;
        Ok(case)
    }
}

/// Only admins of the platform judge.
fn judges(id: DisputeId) -> impl Fn(&mut Conn, &Person) -> Result<(), Failure> + Send + 'static {
    move |conn, person| {
        let case = actions::see(conn, person, id)?;
        if case.access.party == Party::Platform { Ok(()) } else { Err(ACT_FORBIDDEN.into()) }
    }
}

/// `POST /api/v1/milestones/{id}/disputes`
async fn open(call: Call<Deals>, id: Id<MilestoneId>, body: Body<OpenBody>) -> Told<DisputeObject, 201> {
    let look = call.see(move |conn, person| contracts::acting_for(conn, person, id.0, Event::DisputeOpened));
    let (contract, ..) = look.await?;
    let opening = body.parse()?.parse()?;
    in_currency(contract.currency, opening.amount)?;
    let opened = call.write_anew(&body, move |tx, act, person| Ok(actions::open_dispute(tx, act, person, id.0, &opening)?.to_string()));
    let opened = opened.await?;
    render(&call, opened.parse().unwrap_or_else(|_| DisputeId::nobody())).await
}

/// `GET /api/v1/disputes/{id}`
async fn show(call: Call<Reading>, id: Id<DisputeId>) -> Told<DisputeObject> {
    render(&call, id.0).await
}

/// `GET /api/v1/disputes/{id}/dossier`
async fn dossiers(call: Call<Reading>, id: Id<DisputeId>) -> Told<DossierObject> {
    Reply::of(&call.see(move |conn, person| objects::dossiers(conn, person, id.0)).await?)
}

/// `POST /api/v1/disputes/{id}/answer`
async fn answer(call: Call<Deals>, id: Id<DisputeId>, body: Body<AnswerBody>) -> Told<DisputeObject> {
    call.see(may(DisputeEvent::Answered, id.0)).await?;
    let statement = super::forms::words("statement", &body.parse()?.statement)?;
    done(&call, &body, id.0, move |tx, act, person| actions::answer(tx, act, person, id.0, &statement)).await
}

/// `POST /api/v1/disputes/{id}/extension`
async fn extend(call: Call<Deals>, id: Id<DisputeId>, body: Body<Nothing>) -> Told<DisputeObject> {
    call.see(may(DisputeEvent::Extended, id.0)).await?;
    body.parse()?;
    done(&call, &body, id.0, move |tx, act, person| actions::extend(tx, act, person, id.0)).await
}

/// `POST /api/v1/disputes/{id}/evidence`
async fn evidence(call: Call<Deals>, id: Id<DisputeId>, body: Body<EvidenceBody>) -> Told<DisputeObject, 201> {
    call.see(may(DisputeEvent::Evidenced, id.0)).await?;
    let shown = body.parse()?.parse()?;
    done(&call, &body, id.0, move |tx, act, person| actions::add_evidence(tx, act, person, id.0, &shown).map(drop)).await
}

/// `POST /api/v1/disputes/{id}/offers`
async fn offer(call: Call<Deals>, id: Id<DisputeId>, body: Body<OfferBody>) -> Told<DisputeObject, 201> {
    let case = call.see(may(DisputeEvent::Offered, id.0)).await?;
    let sent = body.parse()?;
    in_currency(case.contract.currency, sent.amount)?;
    let key = call.site.secret.key(Purpose::SealedOffers);
    done(&call, &body, id.0, move |tx, act, person| {
        if sent.sealed {
            actions::offer_sealed(tx, act, person, id.0, (sent.amount, &key))
        } else {
            actions::offer(tx, act, person, id.0, sent.amount)
        }
    })
    .await
}

/// The offer in the path of a dispute. What is not an id is nobody's.
struct OfferInPath(OfferId);

impl FromRequest for OfferInPath {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let found = request.match_info().get("offer").and_then(|text| text.parse().ok());
        ready(Ok(Self(found.unwrap_or_else(OfferId::nobody))))
    }
}

impl Part for OfferInPath {
    fn tell(_: &mut Telling) {}
}

/// `POST /api/v1/disputes/{id}/offers/{offer}/acceptance`
async fn accept_offer(call: Call<Deals>, id: Id<DisputeId>, offer: OfferInPath, body: Body<Nothing>) -> Told<DisputeObject> {
    call.see(may(DisputeEvent::Agreed, id.0)).await?;
    body.parse()?;
    done(&call, &body, id.0, move |tx, act, person| actions::accept_offer(tx, act, person, id.0, offer.0)).await
}

/// `POST /api/v1/disputes/{id}/mediation`
async fn mediation(call: Call<Deals>, id: Id<DisputeId>, body: Body<Nothing>) -> Told<DisputeObject> {
    call.see(may(DisputeEvent::MediationAsked, id.0)).await?;
    body.parse()?;
    done(&call, &body, id.0, move |tx, act, person| actions::ask_for_mediation(tx, act, person, id.0)).await
}

/// `POST /api/v1/disputes/{id}/rest`
async fn rest(call: Call<Deals>, id: Id<DisputeId>, body: Body<Nothing>) -> Told<DisputeObject> {
    call.see(may(DisputeEvent::Rested, id.0)).await?;
    body.parse()?;
    done(&call, &body, id.0, move |tx, act, person| actions::rest(tx, act, person, id.0)).await
}

/// `POST /api/v1/disputes/{id}/proposal`
async fn propose(call: Call<Judge>, id: Id<DisputeId>, body: Body<ProposalBody>) -> Told<DisputeObject> {
    call.see(judges(id.0)).await?;
    let verdict = body.parse()?.parse()?;
    done(&call, &body, id.0, move |tx, act, person| actions::propose(tx, act, person, id.0, &verdict)).await
}

/// `POST /api/v1/disputes/{id}/proposal/acceptance`
async fn accept_proposal(call: Call<Deals>, id: Id<DisputeId>, body: Body<Nothing>) -> Told<DisputeObject> {
    call.see(may(DisputeEvent::ProposalAccepted, id.0)).await?;
    body.parse()?;
    done(&call, &body, id.0, move |tx, act, person| actions::accept_proposal(tx, act, person, id.0)).await
}

/// `POST /api/v1/disputes/{id}/ruling`
async fn rule(call: Call<Judge>, id: Id<DisputeId>, body: Body<RulingBody>) -> Told<DisputeObject> {
    call.see(judges(id.0)).await?;
    let verdict = body.parse()?.parse()?;
    done(&call, &body, id.0, move |tx, act, person| actions::rule(tx, act, person, id.0, &verdict)).await
}

/// `POST /api/v1/disputes/{id}/ruling/confirmation`
async fn confirm(call: Call<Judge>, id: Id<DisputeId>, body: Body<Nothing>) -> Told<DisputeObject> {
    call.see(judges(id.0)).await?;
    body.parse()?;
    done(&call, &body, id.0, move |tx, act, person| actions::confirm(tx, act, person, id.0)).await
}

/// `POST /api/v1/disputes/{id}/deadlines`
async fn move_deadline(call: Call<Deals>, id: Id<DisputeId>, body: Body<DeadlineBody>) -> Told<DisputeObject, 201> {
    call.see(move |conn, person| match actions::see(conn, person, id.0)? {
        case if case.access.party == Party::Platform => Ok(()),
        _ => may(DisputeEvent::MoveAsked, id.0)(conn, person).map(drop),
    })
    .await?;
    let later = body.parse()?.parse()?;
    done(&call, &body, id.0, move |tx, act, person| actions::move_deadline(tx, act, person, id.0, &later)).await
}

/// `POST /api/v1/disputes/{id}/deadlines/answer`
async fn answer_move(call: Call<Deals>, id: Id<DisputeId>, body: Body<AgreeBody>) -> Told<DisputeObject> {
    call.see(may(DisputeEvent::Moved, id.0)).await?;
    let agrees = body.parse()?.agree;
    done(&call, &body, id.0, move |tx, act, person| actions::answer_move(tx, act, person, id.0, agrees)).await
}

/// `POST /api/v1/disputes/{id}/withdrawal`
async fn withdraw(call: Call<Deals>, id: Id<DisputeId>, body: Body<Nothing>) -> Told<DisputeObject> {
    call.see(may(DisputeEvent::Withdrawn, id.0)).await?;
    body.parse()?;
    done(&call, &body, id.0, move |tx, act, person| actions::withdraw(tx, act, person, id.0)).await
}

/// `POST /api/v1/disputes/{id}/appeal`
async fn appeal(call: Call<Deals>, id: Id<DisputeId>, body: Body<AppealBody>) -> Told<DisputeObject> {
    call.see(may(DisputeEvent::Appealed, id.0)).await?;
    let reasons = super::forms::words("reasons", &body.parse()?.reasons)?;
    done(&call, &body, id.0, move |tx, act, person| actions::appeal(tx, act, person, id.0, &reasons)).await
}
