//! The hands of a program on a market that runs on Stripe's fake: people pay on the provider's own page, the provider tells the market by signed
//! webhooks, and its answer to a payout is whatever the name of the account foretells.

use super::api::Api;
use super::{Hands, Part};
use crate::seeds::Seed;
use crate::stripe::deliver;
use crate::stripe::fake::{Fake, Fault};
use crate::world::World;
use serde_json::json;
use std::cell::RefCell;
use vtask::primitives::id::MilestoneId;

/// Hands on the doors of the API, and on the provider.
pub struct Stripe<'a> {
    api: Api<'a>,
    fake: &'a Fake,
    /// What the account that payouts go to is called.
    account: RefCell<String>,
}

impl<'a> Stripe<'a> {
    pub fn new(world: &'a World, fake: &'a Fake) -> Self {
        Self { api: Api(world), fake, account: RefCell::default() }
    }
}

impl Hands for Stripe<'_> {
    fn world(&self) -> &World {
        self.api.world()
    }

    async fn publish(&self, merchant: &Seed, title: &str, places: i64) -> String {
        self.api.publish(merchant, title, places).await
    }

    async fn bid(&self, creator: &Seed, brief: &str, price: &str) -> String {
        self.api.bid(creator, brief, price).await
    }

    async fn award(&self, merchant: &Seed, bid: &str, parts: &[Part]) -> String {
        self.api.award(merchant, bid, parts).await
    }

    async fn fund(&self, merchant: &Seed, contract: &str, milestones: &[MilestoneId]) {
        let Some(page) = self.api.ask_for_money(merchant, contract, milestones).await else { return };
        let session = page.rsplit('/').next().unwrap().to_owned();
        for event in self.fake.pay(&session, None) {
            deliver(self.world(), &event).await;
        }
        self.world().tick().await;
    }

    async fn start(&self, creator: &Seed, milestone: MilestoneId) {
        self.api.start(creator, milestone).await;
    }

    async fn deliver(&self, creator: &Seed, milestone: MilestoneId, link: &str) {
        self.api.deliver(creator, milestone, link).await;
    }

    async fn request_changes(&self, merchant: &Seed, milestone: MilestoneId, text: &str) {
        self.api.request_changes(merchant, milestone, text).await;
    }

    async fn approve(&self, merchant: &Seed, milestone: MilestoneId) {
        self.api.approve(merchant, milestone).await;
    }

    async fn cancel(&self, who: &Seed, milestone: MilestoneId, reason: &str) {
        self.api.cancel(who, milestone, reason).await;
    }

    async fn answer(&self, who: &Seed, milestone: MilestoneId, agree: bool) {
        self.api.answer(who, milestone, agree).await;
    }

    async fn name_account(&self, creator: &Seed, name: &str) {
        self.api.name_account(creator, name).await;
        *self.account.borrow_mut() = name.to_owned();
    }

    async fn pay_out(&self, creator: &Seed, amount: &str) {
        self.api.pay_out(creator, amount).await;
        if *self.account.borrow() == "fail" {
            self.fake.fail(&[Fault::Closed]);
        }
    }

    /// A transfer to an account that gives it back is there first, and is taken back then.
    async fn bank_speaks(&self) {
        if *self.account.borrow() != "return" {
            return;
        }
        for transfer in self.fake.all("transfer").iter().filter(|transfer| transfer["amount_reversed"] == 0) {
            let (id, amount) = (transfer["id"].as_str().unwrap(), transfer["amount"].as_i64().unwrap());
            self.fake.change(id, &[("amount_reversed", json!(amount)), ("reversed", json!(true))]);
            self.fake.shift_balance("cny", amount);
            deliver(self.world(), &self.fake.say("transfer.reversed", id)).await;
        }
    }
}
