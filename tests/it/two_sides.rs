//! Two sides of a deal as programs, and how they come to quarrel.

use crate::deals::Deal;
use crate::deals_by_program::{program_of, yuan};
use crate::program::{Program, Told};
use crate::world::World;
use serde_json::{Value, json};
use vtask::accounts::actions::NewPersonRole;
use vtask::sessions::{AdminRole, Scope};

/// A deal with its two programs.
pub struct Two {
    pub deal: Deal,
    pub merchant: Program,
    pub creator: Program,
}

impl World {
    /// A program of a new admin of the platform.
    pub async fn admin_program(&self, roles: &[AdminRole]) -> Program {
        let email = format!("admin-{}@admins.example.org", uuid::Uuid::new_v4().simple());
        self.operator_makes(&email, "Ada Admin", NewPersonRole::Admin(roles.to_vec()), None).await;
        self.program(&email, &[Scope::All]).await
    }

    /// Work that has come to this state: `in_progress`, `submitted`, `changes_requested` or `approved`.
    pub async fn two_in(&self, state: &str) -> Two {
        let deal = self.funded_deal().await;
        self.start(&deal).await.unwrap();
        if state != "in_progress" {
            self.submit(&deal).await.unwrap();
        }
        match state {
            "changes_requested" => self.request_changes(&deal, 1).await.unwrap(),
            "approved" => self.approve(&deal, 1, 600_000).await.unwrap(),
            _ => {}
        }
        let (merchant, creator) = (program_of(self, &deal.merchant).await, program_of(self, &deal.creator).await);
        Two { deal, merchant, creator }
    }
}

impl Two {
    pub async fn open(&self, by: &Program, amount: i64) -> Told {
        let body = json!({"amount": yuan(amount), "reason_code": "not_as_agreed", "statement": "The light is wrong."});
        by.post(&format!("/milestones/{}/disputes", self.deal.milestone), &body).await
    }

    /// Opened by the merchant and answered by the creator.
    pub async fn negotiating(&self, amount: i64) -> String {
        let id = self.open(&self.merchant, amount).await.expect(201).at("/id");
        self.creator.post(&format!("/disputes/{id}/answer"), &json!({"statement": "It is as agreed."})).await.expect(200);
        id
    }

    /// As [`Two::negotiating`], and both asked for an arbiter and have no more evidence.
    pub async fn closed(&self, amount: i64) -> String {
        let id = self.negotiating(amount).await;
        for word in ["mediation", "rest"] {
            for side in [&self.merchant, &self.creator] {
                side.post(&format!("/disputes/{id}/{word}"), &json!({})).await.expect(200);
            }
        }
        id
    }

    pub async fn money(&self) -> Value {
        self.merchant.get(&format!("/milestones/{}", self.deal.milestone)).await.expect(200).json()["money"].clone()
    }

    pub async fn state(&self) -> String {
        self.merchant.get(&format!("/milestones/{}", self.deal.milestone)).await.expect(200).at("/state")
    }
}
