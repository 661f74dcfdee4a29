//! The API's door of proofs.

use super::actions;
use super::model::Proof;
use crate::api_door;
use crate::primitives::id::ContractId;
use crate::web::Id;
use crate::web::api::{ApiDoor, Call, Reading, Reply, Told};

/// Every API door here.
pub const API_DOORS: &[ApiDoor] = &[
    api_door!(GET "/contracts/{id}/proof", Token, show, "The proof file of a deal: everything that was booked for it, and its way to a published root"),
];

/// `GET /api/v1/contracts/{id}/proof`
async fn show(call: Call<Reading>, id: Id<ContractId>) -> Told<Proof> {
    let (proof, _) = call.see(move |conn, person| actions::prove(conn, person, id.0)).await?;
    Reply::of(&proof)
}
