//! Terms go back and forth over a bid, until one side takes what the other offers; only the two sides see any of it.

use crate::both;
use crate::deals_by_program::{program_of, yuan};
use crate::program::{Program, Told};
use serde_json::{Value, json};
use vtask::sessions::Role;

fn terms(version: i64, price: i64, days: i32) -> Value {
    json!({"version": version, "price": yuan(price), "days": days})
}

/// A bid with the program of either side.
struct Talk {
    bid: String,
    merchant: Program,
    creator: Program,
}

impl Talk {
    async fn offer(&self, by: &Program, terms: Value) -> Told {
        by.post(&format!("/bids/{}/offers", self.bid), &terms).await
    }

    async fn accept(&self, by: &Program, version: i64) -> Told {
        by.post(&format!("/bids/{}/acceptance", self.bid), &json!({"version": version})).await
    }

    async fn state(&self) -> String {
        self.merchant.get(&format!("/bids/{}", self.bid)).await.at("/state")
    }
}

macro_rules! talk {
    ($world:expr) => {{
        let (owner, maker, bid) = $world.offered_bid().await;
        let (merchant, creator) = (program_of($world, &owner).await, program_of($world, &maker).await);
        (owner, maker, Talk { bid: bid.to_string(), merchant, creator })
    }};
}

both! {
    async fn the_contract_is_made_on_the_terms_that_were_taken(world: World) {
        let (owner, maker, talk) = talk!(world);
        let stranger = program_of(world, &world.stranger().await).await;
        talk.offer(&stranger, terms(1, 500_000, 8)).await.problem(404, "not_found");
        talk.accept(&stranger, 1).await.problem(404, "not_found");
        let viewer = program_of(world, &world.member(owner.person.memberships[0].org, Role::Finance).await).await;
        talk.offer(&viewer, terms(1, 500_000, 8)).await.problem(403, "act.forbidden");
        // A bid is the merchant's to answer, and there are no other terms to take yet.
        talk.offer(&talk.creator, terms(1, 500_000, 8)).await.problem(409, "state.refused");
        talk.accept(&talk.merchant, 1).await.problem(409, "state.refused");
        talk.offer(&talk.merchant, terms(1, 99_999, 8)).await.problem(422, "fields.invalid");
        talk.offer(&talk.merchant, terms(1, 500_000, 0)).await.problem(422, "fields.invalid");
        let euro = json!({"version": 1, "price": {"amount": 500_000, "currency": "EUR"}, "days": 8});
        talk.offer(&talk.merchant, euro).await.problem(422, "money.currency");
        talk.offer(&talk.merchant, terms(2, 500_000, 8)).await.problem(409, "version.stale");
        let told = talk.offer(&talk.merchant, terms(1, 500_000, 8)).await.expect(201).json();
        assert_eq!((told["state"].as_str(), told["turns"].as_i64(), told["version"].as_i64()), (Some("offered"), Some(1), Some(2)));
        assert_eq!((&told["price"], told["days"].as_i64(), told["rounds"].as_i64()), (&yuan(500_000), Some(8), Some(2)));
        // It is the other side's turn: nobody awards or changes what is on the table.
        talk.offer(&talk.merchant, terms(2, 400_000, 8)).await.problem(409, "state.refused");
        talk.accept(&talk.merchant, 2).await.problem(409, "state.refused");
        talk.merchant.post(&format!("/bids/{}/award", talk.bid), &json!({"version": 2})).await.problem(409, "state.refused");
        talk.creator.patch(&format!("/bids/{}", talk.bid), &json!({"version": 2, "days": 9})).await.problem(409, "state.refused");
        let mut counter = terms(2, 550_000, 9);
        counter["rounds"] = json!(1);
        counter["message"] = json!("One day more.");
        let told = talk.offer(&talk.creator, counter).await.expect(201).json();
        assert_eq!((told["state"].as_str(), told["turns"].as_i64()), (Some("countered"), Some(2)));
        let said: Vec<(&str, i64)> = told["offers"].as_array().unwrap().iter()
            .map(|offer| (offer["by"].as_str().unwrap(), offer["price"]["amount"].as_i64().unwrap())).collect();
        assert_eq!(said, [("creator", 600_000), ("merchant", 500_000), ("creator", 550_000)]);
        talk.accept(&talk.merchant, 2).await.problem(409, "version.stale");
        talk.accept(&talk.creator, 3).await.problem(409, "state.refused");
        let contract = talk.accept(&talk.merchant, 3).await.expect(201).json();
        assert_eq!((contract["state"].as_str(), &contract["price"]), (Some("pending_funding"), &yuan(550_000)));
        let part = &contract["milestones"][0];
        assert_eq!((&part["merchant_fee"], part["days"].as_i64(), part["rounds_left"].as_i64()), (&yuan(27_500), Some(9), Some(1)));
        assert_eq!(talk.state().await, "accepted");
        talk.accept(&talk.merchant, 4).await.problem(409, "state.refused");
        let page = world.browser_of(&maker).get(&format!("/bids/{}", talk.bid)).await.expect(200);
        assert!(page.has("CN¥5,000.00 → CN¥5,500.00") && page.has("One day more."), "{}", page.readable());
    }

    async fn either_side_answers_on_the_page_and_sees_what_changed(world: World) {
        let (owner, maker, talk) = talk!(world);
        let (theirs, own) = (world.browser_of(&owner), world.browser_of(&maker));
        let (bid, door) = (format!("/bids/{}", talk.bid), format!("/bids/{}/offers", talk.bid));
        let fields = |version: &'static str, price: &'static str| {
            [("version", version), ("price", price), ("days", "8"), ("rounds", "2"), ("message", "For the series.")]
        };
        assert!(theirs.get(&bid).await.expect(200).has("Name other terms"));
        let quoted = theirs.post(&door, &[("version", "1"), ("price", "5000"), ("do", "quote")]).await.expect(200);
        assert!(quoted.has("The creator gets CN¥4,500.00, the merchant pays CN¥5,250.00."), "{}", quoted.readable());
        theirs.post(&door, &fields("1", "1")).await.expect(422);
        theirs.post(&door, &fields("1", "5000")).await.expect(303);
        theirs.get(&format!("{bid}/acceptance")).await.expect(409);
        let page = own.get(&bid).await.expect(200);
        assert!(page.has("CN¥6,000.00 → CN¥5,000.00") && page.has("CN¥5,400.00 → CN¥4,500.00") && page.has("10 days → 8 days"), "{}", page.readable());
        assert!(page.has("names other terms") && own.get("/workbench").await.has("Answer the offer of Wuyu"));
        let look = own.get(&format!("{bid}/acceptance")).await.expect(200);
        assert!(look.has("Accepting makes the contract") && look.has("CN¥4,500.00") && look.has("Agreement"));
        own.post(&format!("{bid}/acceptance"), &[("version", "1")]).await.expect(409);
        let made = own.post(&format!("{bid}/acceptance"), &[("version", "2")]).await.expect(303);
        assert!(own.follow(&made).await.expect(200).has("Autumn tea"));
        assert!(theirs.get("/inbox?tab=news").await.has("accepts your offer of CN¥5,000.00"));
        assert!(theirs.get("/inbox").await.has("Hold CN¥5,250.00"));
    }

    async fn ten_turns_and_three_days_are_the_bounds(world: World) {
        let (_, _, talk) = talk!(world);
        for turn in 1..=10 {
            let by = if turn % 2 == 1 { &talk.merchant } else { &talk.creator };
            talk.offer(by, terms(turn, 500_000 + turn, 8)).await.expect(201);
        }
        talk.offer(&talk.merchant, terms(11, 500_000, 8)).await.problem(409, "bid.turns_used");
        world.wait_hours(71);
        world.tick().await;
        assert_eq!(talk.state().await, "countered");
        world.wait_hours(1);
        talk.accept(&talk.merchant, 11).await.problem(409, "state.refused");
        world.tick().await;
        assert_eq!(talk.state().await, "expired");
        let told = talk.creator.get("/notifications?limit=100").await.expect(200).text;
        assert!(told.contains("bid_offer_expired"), "{told}");
    }

    async fn a_changed_brief_ends_the_talk_until_the_bidder_bids_on_it(world: World) {
        let (_, _, talk) = talk!(world);
        talk.offer(&talk.merchant, terms(1, 500_000, 8)).await.expect(201);
        let brief = talk.merchant.get(&format!("/bids/{}", talk.bid)).await.at("/brief_id");
        let words = json!({"version": 1, "body": "Eight photos.", "platforms": ["weibo"], "languages": ["en"]});
        talk.merchant.patch(&format!("/briefs/{brief}"), &words).await.expect(200);
        talk.accept(&talk.creator, 2).await.problem(409, "bid.unconfirmed");
        talk.offer(&talk.creator, terms(2, 550_000, 8)).await.problem(409, "bid.unconfirmed");
        let told = talk.creator.patch(&format!("/bids/{}", talk.bid), &json!({"version": 2, "price": yuan(580_000)})).await.expect(200).json();
        assert_eq!((told["state"].as_str(), told["turns"].as_i64()), (Some("submitted"), Some(1)));
        talk.offer(&talk.merchant, terms(3, 570_000, 8)).await.expect(201);
        talk.creator.post(&format!("/bids/{}/withdrawal", talk.bid), &json!({})).await.expect(200);
        assert_eq!(talk.state().await, "withdrawn");
    }
}
