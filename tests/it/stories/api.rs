//! A program with somebody's token: JSON in, JSON out, and no page.

use super::{Hands, Part};
use crate::deals_by_program::outcome;
use crate::program::{Program, Told};
use crate::seeds::Seed;
use crate::world::World;
use serde_json::{Value, json};
use vtask::primitives::id::MilestoneId;
use vtask::primitives::{Currency, Money};
use vtask::sessions::Scope;

/// Hands on the doors of the API.
pub struct Api<'a>(pub &'a World);

/// An amount as people type it, as programs send it.
fn money(typed: &str) -> Value {
    let money = Money::parse_typed(typed, Currency::Cny).unwrap();
    json!({"amount": money.amount.0, "currency": "CNY"})
}

impl Api<'_> {
    async fn program(&self, seed: &Seed) -> Program {
        self.0.program(&format!("{}@example.org", seed.user), &[Scope::All]).await
    }

    /// The merchant wants the money held: the page to pay on, if his wallet lacks something.
    pub async fn ask_for_money(&self, merchant: &Seed, contract: &str, milestones: &[MilestoneId]) -> Option<String> {
        let ids: Vec<String> = milestones.iter().map(ToString::to_string).collect();
        let sent = if ids.is_empty() { json!({}) } else { json!({"milestones": ids}) };
        let told = self.program(merchant).await.post(&format!("/contracts/{contract}/funding"), &sent).await;
        if told.status == 202 {
            return Some(told.at("/checkout_url"));
        }
        told.expect(200);
        None
    }

    /// The number of the newest version, and the price.
    async fn seen(&self, program: &Program, milestone: MilestoneId) -> Value {
        let told = program.get(&format!("/milestones/{milestone}")).await.expect(200).json();
        let newest = told["deliveries"].as_array().unwrap().last().unwrap()["version"].clone();
        json!({"delivery_version": newest, "amount": told["price"]})
    }
}

impl Hands for Api<'_> {
    fn world(&self) -> &World {
        self.0
    }

    async fn publish(&self, merchant: &Seed, title: &str, places: i64) -> String {
        let program = self.program(merchant).await;
        let brief = json!({
            "org_id": merchant.org.unwrap().to_string(), "kind": "open_bid", "title": title, "body": "On a table.", "content_form": "image_set",
            "category": "home", "platforms": ["xiaohongshu"], "languages": ["en"], "budget": {"min": money("1000"), "max": money("9000")},
            "places": places, "bid_deadline": self.0.now().plus_hours(240).rfc3339(), "delivery_days": 10, "question": "Which cups do you use?",
            "checklist": [{"level": "must", "text": "Three pictures"}],
        });
        let id = program.post("/briefs", &brief).await.expect(201).at("/id");
        assert_eq!(program.post(&format!("/briefs/{id}/publication"), &json!({})).await.expect(200).at("/state"), "open");
        id
    }

    async fn bid(&self, creator: &Seed, brief: &str, price: &str) -> String {
        let offer = json!({"price": money(price), "days": 10, "rounds": 2, "message": "I would love to.", "answer": "Porcelain."});
        self.program(creator).await.post(&format!("/briefs/{brief}/bids"), &offer).await.expect(201).at("/id")
    }

    async fn award(&self, merchant: &Seed, bid: &str, parts: &[Part]) -> String {
        let program = self.program(merchant).await;
        let mut sent = json!({"version": program.get(&format!("/bids/{bid}")).await.expect(200).json()["version"]});
        if !parts.is_empty() {
            let part = |(title, price, days): &Part| json!({"title": title, "price": money(price), "days": days.parse::<i32>().unwrap()});
            sent["milestones"] = parts.iter().map(part).collect();
        }
        program.post(&format!("/bids/{bid}/award"), &sent).await.expect(201).at("/id")
    }

    async fn fund(&self, merchant: &Seed, contract: &str, milestones: &[MilestoneId]) {
        if let Some(page) = self.ask_for_money(merchant, contract, milestones).await {
            assert_eq!(outcome(&page, "paid").await, (200, json!({"state": "paid"})));
        }
    }

    async fn start(&self, creator: &Seed, milestone: MilestoneId) {
        self.program(creator).await.post(&format!("/milestones/{milestone}/start"), &json!({})).await.expect(200);
    }

    async fn deliver(&self, creator: &Seed, milestone: MilestoneId, link: &str) {
        let sent = json!({"note": "As agreed.", "items": [{"checklist_ids": ["A1"], "url": link}]});
        self.program(creator).await.post(&format!("/milestones/{milestone}/deliveries"), &sent).await.expect(201);
    }

    async fn request_changes(&self, merchant: &Seed, milestone: MilestoneId, text: &str) {
        let program = self.program(merchant).await;
        let version = self.seen(&program, milestone).await["delivery_version"].clone();
        let sent = json!({"delivery_version": version, "items": [{"checklist_id": "A1", "text": text}]});
        program.post(&format!("/milestones/{milestone}/change-requests"), &sent).await.expect(201);
    }

    async fn approve(&self, merchant: &Seed, milestone: MilestoneId) {
        let program = self.program(merchant).await;
        let seen = self.seen(&program, milestone).await;
        assert_eq!(program.post(&format!("/milestones/{milestone}/approval"), &seen).await.expect(200).at("/state"), "approved");
    }

    async fn cancel(&self, who: &Seed, milestone: MilestoneId, reason: &str) {
        let told: Told = self.program(who).await.post(&format!("/milestones/{milestone}/cancellation"), &json!({"reason": reason})).await;
        assert!(matches!((told.status, told.at("/state").as_str()), (200, "cancelled") | (202, "requested")), "{told:?}");
    }

    async fn answer(&self, who: &Seed, milestone: MilestoneId, agree: bool) {
        let open = self.0.read(move |conn| Ok(vtask::contracts::find_open(conn, milestone)?.unwrap().id)).await;
        self.program(who).await.post(&format!("/cancellations/{open}/answer"), &json!({"agree": agree})).await.expect(200);
    }

    async fn name_account(&self, creator: &Seed, name: &str) {
        let sent = json!({"name": name, "country": "CN", "currency": "CNY"});
        self.program(creator).await.put("/payout-account", &sent).await.expect(200);
    }

    async fn pay_out(&self, creator: &Seed, amount: &str) {
        self.program(creator).await.post("/payouts", &json!({"amount": money(amount)})).await.expect(201);
    }
}
