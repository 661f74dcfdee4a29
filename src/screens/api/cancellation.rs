//! Ending a part of a deal early.

use super::objects::{self, MilestoneObject};
use crate::contracts::{self, Asked, Asking, CancelReason, Cancellation, CancellationState, Contract, rules};
use crate::failure::{ACT_FORBIDDEN, Failure};
use crate::primitives::Money;
use crate::primitives::id::{CancellationId, MilestoneId, UserId};
use crate::web::Id;
use crate::web::api::{Body, Call, Deals, Either, Moment, Reply, Told};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A request to end a part of a deal.
#[derive(Serialize, ToSchema)]
#[schema(as = Cancellation)]
pub(super) struct CancellationObject {
    id: CancellationId,
    milestone_id: MilestoneId,
    state: CancellationState,
    /// The part of the price that goes back.
    refund: Money,
    asked_by: UserId,
    /// When silence agrees.
    answer_by: Moment,
}

impl CancellationObject {
    fn of(contract: &Contract, asked: &Cancellation) -> Self {
        Self {
            id: asked.id,
            milestone_id: asked.milestone,
            state: asked.state,
            refund: contract.money(asked.refund),
            asked_by: asked.asked_by,
            answer_by: Moment(asked.answer_by),
        }
    }
}

/// A wish to end a part of a deal.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCancellation)]
pub(super) struct CancelBody {
    reason: CancelReason,
    /// The part of the price that should go back; what the rules say, if it is not named.
    refund: Option<Money>,
}

/// `POST /api/v1/milestones/{id}/cancellation`
pub(super) async fn cancel(
    call: Call<Deals>,
    id: Id<MilestoneId>,
    body: Body<CancelBody>,
) -> Result<Either<Reply<MilestoneObject>, Reply<CancellationObject, 202>>, Failure> {
    let (contract, ..) = call.see(move |conn, person| contracts::acting(conn, person, id.0)).await?;
    let sent = body.parse()?;
    let refund = sent.refund.map(|money| rules::in_currency(contract.currency, money)).transpose()?;
    let (asking, asker) = (Asking { reason: sent.reason, refund }, call.asker.clone());
    let asked = call.write_either(&body, move |tx, act, person| match contracts::cancel(tx, act, person, id.0, asking)? {
        Asked::Done => objects::milestone(tx, &asker, person, id.0).map(Either::Left),
        Asked::Open(open) => Ok(Either::Right(CancellationObject::of(&contract, &contracts::get_cancellation(tx, open)?))),
    });
    asked.await
}

/// An answer to such a request.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CancellationAnswer)]
pub(super) struct AnswerBody {
    agree: bool,
}

/// `POST /api/v1/cancellations/{id}/answer`
pub(super) async fn answer(call: Call<Deals>, id: Id<CancellationId>, body: Body<AnswerBody>) -> Told<CancellationObject> {
    let look = call.see(move |conn, person| {
        let asked = contracts::get_cancellation(conn, id.0)?;
        let (contract, _, party) = contracts::acting(conn, person, asked.milestone)?;
        if party == asked.asked_party { Err(ACT_FORBIDDEN.into()) } else { Ok(contract) }
    });
    let contract = look.await?;
    let agree = body.parse()?.agree;
    let answered = call.write(&body, move |tx, act, person| {
        contracts::answer(tx, act, person, id.0, agree)?;
        Ok(CancellationObject::of(&contract, &contracts::get_cancellation(tx, id.0)?))
    });
    answered.await
}
