//! What an agency's statement says of each share beside the amount: of what it is, and what is left to the creator.

use crate::contracts;
use crate::failure::Failure;
use crate::ledger::{self, Movement, Origin};
use crate::platform::db::Conn;
use crate::primitives::Minor;
use crate::primitives::id::{ContractId, MilestoneId};
use crate::primitives::{Money, MoneyError};
use std::collections::HashMap;

/// The columns of an agency beside those of everybody; blank on lines that are no share.
pub(super) const HEAD: [&str; 6] = ["creator", "milestone_id", "gross", "platform_fee", "agency_share", "creator_net"];

/// What is known of the shares among some movements.
#[derive(Default)]
pub(super) struct Shares {
    origins: HashMap<String, Origin>,
    creators: HashMap<ContractId, String>,
}

/// The transaction that takes a share is called after what cleared.
fn cleared_as(movement: &Movement) -> Option<&str> {
    movement.reference.strip_suffix("/agency")
}

impl Shares {
    pub(super) fn load(conn: &mut Conn, moves: &[Movement]) -> Result<Self, Failure> {
        let shares = || moves.iter().filter(|movement| cleared_as(movement).is_some());
        let milestones: Vec<MilestoneId> = shares().filter_map(|movement| movement.milestone_id).collect();
        let mut creators = HashMap::new();
        for id in shares().filter_map(|movement| movement.contract_id) {
            if !creators.contains_key(&id)
                && let Some(contract) = contracts::find(conn, id)?
            {
                creators.insert(id, contracts::parties(conn, &contract)?.creator_name);
            }
        }
        Ok(Self { origins: ledger::origins(conn, &milestones)?, creators })
    }

    /// The cells of a line.
    pub(super) fn cells(&self, movement: &Movement) -> Result<[String; 6], MoneyError> {
        let Some(origin) = cleared_as(movement).and_then(|of| self.origins.get(of)) else { return Ok(Default::default()) };
        let plain = |amount: Minor| Money::new(amount, movement.amount.currency).plain();
        let share = movement.amount.amount;
        Ok([
            movement.contract_id.and_then(|id| self.creators.get(&id)).cloned().unwrap_or_default(),
            movement.milestone_id.map(|id| id.to_string()).unwrap_or_default(),
            plain(origin.gross),
            plain(origin.fee),
            plain(share),
            plain(origin.net.minus(share)?),
        ])
    }
}
