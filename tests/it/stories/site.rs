//! A person with a browser: pages, forms and buttons of the site.

use super::{Hands, Part};
use crate::browser::Page;
use crate::seeds::Seed;
use crate::world::World;
use vtask::primitives::id::MilestoneId;

/// Hands on the pages of the site.
pub struct Site<'a>(pub &'a World);

/// The last part of where an answer leads: an id.
fn id_in(page: &Page, before: &str) -> String {
    let location = page.location.as_deref().unwrap_or_else(|| panic!("leads nowhere: {}", page.readable()));
    let rest = location.split_once(before).unwrap_or_else(|| panic!("{location} has no {before}")).1;
    rest.split(['/', '?']).next().unwrap().to_owned()
}

impl Hands for Site<'_> {
    fn world(&self) -> &World {
        self.0
    }

    async fn publish(&self, merchant: &Seed, title: &str, places: i64) -> String {
        let places = places.to_string();
        let more = [("price_min", "1000"), ("price_max", "9000"), ("places", places.as_str())];
        merchant.publish_brief(self.0, title, &more).await.trim_start_matches("/briefs/").to_owned()
    }

    async fn bid(&self, creator: &Seed, brief: &str, price: &str) -> String {
        creator.browser.get(&format!("/briefs/{brief}/bids/new")).await.expect(200);
        let offer = [("price", price), ("days", "10"), ("rounds", "2"), ("message", "I would love to."), ("answer", "Porcelain.")];
        id_in(&creator.browser.post(&format!("/briefs/{brief}/bids"), &offer).await.expect(303), "/bids/")
    }

    async fn award(&self, merchant: &Seed, bid: &str, parts: &[Part]) -> String {
        let door = format!("/bids/{bid}/award");
        let page = merchant.browser.get(&door).await.expect(200);
        let version = page.value("version").unwrap();
        let mut fields = vec![("version", version.as_str())];
        for (title, price, days) in parts {
            fields.extend([("title", *title), ("price", *price), ("days", *days)]);
        }
        id_in(&merchant.browser.post(&door, &fields).await.expect(303), "/contracts/")
    }

    async fn fund(&self, merchant: &Seed, contract: &str, milestones: &[MilestoneId]) {
        let door = format!("/contracts/{contract}/funding");
        let ids: Vec<String> = milestones.iter().map(ToString::to_string).collect();
        let chosen: Vec<(&str, &str)> = ids.iter().map(|id| ("milestone", id.as_str())).collect();
        merchant.browser.get(&door).await.expect(200);
        let answer = merchant.browser.post(&door, &chosen).await.expect(303);
        if let Some(hosted) = answer.location.as_deref().and_then(|location| location.find("/sandbox/").map(|at| location[at..].to_owned()))
        {
            merchant.browser.get(&hosted).await.expect(200);
            let back = merchant.browser.post(&format!("{hosted}/outcome"), &[("outcome", "paid")]).await.expect(303);
            merchant.browser.follow(&back).await.expect(200);
        }
    }

    async fn start(&self, creator: &Seed, milestone: MilestoneId) {
        creator.browser.post(&format!("/milestones/{milestone}/start"), &[]).await.expect(303);
    }

    async fn deliver(&self, creator: &Seed, milestone: MilestoneId, link: &str) {
        let form = format!("/milestones/{milestone}/deliveries");
        creator.browser.get(&format!("{form}/new")).await.expect(200);
        creator.browser.upload(&form, &[("note", "As agreed."), ("links", link), ("checks", "A1")], &[]).await.expect(303);
    }

    async fn request_changes(&self, merchant: &Seed, milestone: MilestoneId, text: &str) {
        let form = format!("/milestones/{milestone}/change-requests");
        let seen = merchant.browser.get(&format!("{form}/new")).await.expect(200).value("delivery_version").unwrap();
        merchant.browser.post(&form, &[("delivery_version", &seen), ("item", "A1"), ("text", text)]).await.expect(303);
    }

    async fn approve(&self, merchant: &Seed, milestone: MilestoneId) {
        let door = format!("/milestones/{milestone}/approval");
        let page = merchant.browser.get(&door).await.expect(200);
        let seen = ["delivery_version", "amount", "currency"].map(|name| (name, page.value(name).unwrap()));
        let fields: Vec<(&str, &str)> = seen.iter().map(|(name, value)| (*name, value.as_str())).collect();
        merchant.browser.post(&door, &fields).await.expect(303);
    }

    async fn cancel(&self, who: &Seed, milestone: MilestoneId, reason: &str) {
        let door = format!("/milestones/{milestone}/cancellation");
        who.browser.get(&door).await.expect(200);
        let done = who.browser.post(&door, &[("reason", reason)]).await.expect(303);
        who.browser.follow(&done).await.expect(200);
    }

    async fn answer(&self, who: &Seed, milestone: MilestoneId, agree: bool) {
        let contract = self.0.read(move |conn| Ok(vtask::contracts::get_milestone(conn, milestone)?.contract)).await;
        let room = who.browser.get(&format!("/contracts/{contract}")).await.expect(200);
        let door = room.attrs("button[formaction^='/cancellations/']", "formaction").into_iter().next().unwrap();
        who.browser.post(&door, &[("agree", if agree { "yes" } else { "no" })]).await.expect(303);
    }

    async fn name_account(&self, creator: &Seed, name: &str) {
        self.0.give_password(creator, "a long enough pass phrase").await;
        let step = [("password", "a long enough pass phrase"), ("next", "/wallet/payout-account")];
        creator.browser.post("/step-up", &step).await.expect(303);
        creator.browser.get("/wallet/payout-account").await.expect(200);
        creator.browser.post("/wallet/payout-account", &[("name", name), ("country", "CN"), ("currency", "CNY")]).await.expect(303);
    }

    async fn pay_out(&self, creator: &Seed, amount: &str) {
        creator.browser.get("/wallet/payouts").await.expect(200);
        creator.browser.post("/wallet/payouts", &[("amount", amount), ("currency", "CNY")]).await.expect(303);
    }
}
