//! The words of an open brief change: who bid on the old ones confirms within two days, or his bid lapses without cost.

use crate::both;
use crate::deals_by_program::program_of;
use crate::market::Market;
use crate::pools::pool;
use crate::world::World;
use diesel::prelude::*;
use serde_json::json;
use vtask::bids::{self, BidState};
use vtask::primitives::id::{BidId, UserId};
use vtask::schema::notices;
use vtask::sessions::AdminRole;

async fn state(world: &World, bid: BidId) -> BidState {
    world.read(move |conn| Ok(bids::get(conn, bid)?.state)).await
}

/// How often somebody was told of this.
async fn told(world: &World, user: UserId, kind: &'static str) -> i64 {
    world
        .read(move |conn| {
            let own = notices::table.filter(notices::user_id.eq(user)).filter(notices::kind.eq(kind));
            Ok(own.count().get_result(conn)?)
        })
        .await
}

const NEW_WORDS: [(&str, &str); 2] = [("title", "Autumn tea, two tables"), ("body", "Eight photos.")];

both! {
    async fn who_confirms_stays_and_who_does_not_lapses(world: World) {
        let Market { merchant, brief, bids, creators, .. } = world.market(1, 2).await;
        let [confirmed, silent] = [bids[0], bids[1]];
        let (theirs, maker) = (world.browser_of(&merchant), world.sign_in(creators[0]).await);
        let own = world.browser_of(&maker);
        assert!(theirs.get(&format!("/briefs/{brief}")).await.expect(200).has("Change"));
        assert!(theirs.get(&format!("/briefs/{brief}/edit/description")).await.expect(200).has("becomes a new version"));
        theirs.get(&format!("/briefs/{brief}/edit/files")).await.expect(409);
        theirs.post(&format!("/briefs/{brief}/edit/description?autosave=1"), &NEW_WORDS).await.expect(409);
        theirs.post(&format!("/briefs/{brief}/edit/description"), &NEW_WORDS).await.expect(303);
        world.wait_hours(1);
        world.tick().await;
        assert_eq!(told(world, creators[0], "bid_confirm_wanted").await, 1);
        assert!(own.get(&format!("/bids/{confirmed}")).await.expect(200).has("The brief changed after you bid"));
        assert!(theirs.get(&format!("/bids/{confirmed}")).await.expect(200).has("once the creator has confirmed"));
        theirs.post(&format!("/bids/{confirmed}/award"), &[("version", "1")]).await.expect(409);
        let again = [("version", "1"), ("price", "6000"), ("days", "10"), ("rounds", "2"), ("message", "Still mine.")];
        own.post(&format!("/bids/{confirmed}"), &again).await.expect(303);
        world.wait_hours(47);
        world.tick().await;
        assert_eq!((state(world, confirmed).await, state(world, silent).await), (BidState::Submitted, BidState::Lapsed));
        assert_eq!((told(world, creators[0], "bid_lapsed").await, told(world, creators[1], "bid_lapsed").await), (0, 1));
        theirs.post(&format!("/bids/{confirmed}/award"), &[("version", "2")]).await.expect(303);
    }

    async fn a_changed_brief_stays_whole(world: World) {
        let Market { merchant, brief, .. } = world.market(2, 0).await;
        let theirs = world.browser_of(&merchant);
        let day = world.day(9);
        let money = |currency: &'static str, max: &'static str| {
            vec![("currency", currency), ("price_min", "1000"), ("price_max", max), ("places", "2"), ("bid_deadline", day.as_str())]
        };
        let rest = [("delivery_days", "10"), ("review_days", "7"), ("rounds", "2"), ("bid_cap", "30")];
        let door = format!("/briefs/{brief}/edit/money");
        theirs.post(&door, &[money("USD", "9000"), rest.to_vec()].concat()).await.expect(422);
        theirs.post(&door, &[money("CNY", "8000"), rest.to_vec()].concat()).await.expect(303);
        world.browser_of(&world.stranger().await).get(&door).await.expect(404);
    }

    async fn an_open_brief_says_nothing_that_nobody_read(world: World) {
        let Market { merchant, org, .. } = world.market(1, 0).await;
        let theirs = program_of(world, &merchant).await;
        let path = crate::contests::opened(&theirs, &pool(world, &org.to_string(), &json!({"kind": "open_bid"}))).await;
        let change = async |body: &str| {
            let version = theirs.get(&path).await.json()["version"].clone();
            theirs.patch(&path, &json!({"version": version, "body": body})).await
        };
        change("Our tea is 100% effective.").await.problem(409, "brief.words_flagged");
        assert_eq!(theirs.get(&path).await.at("/body"), "One picture each.");
        let page = world.browser_of(&merchant).post(&format!("{path}/edit/description"), &[("title", "Tea boxes"), ("body", "It is 100% effective.")]).await.expect(409);
        assert!(page.has("A moderator would have to read “100% effective”") && page.has("It is 100% effective."), "{}", page.readable());
        change("Two pictures each.").await.expect(200);

        // What a moderator let pass may stay while other words change.
        let flagged = pool(world, &org.to_string(), &json!({"kind": "open_bid", "body": "Our tea is 100% effective."}));
        let path = format!("/briefs/{}", theirs.post("/briefs", &flagged).await.expect(201).at("/id"));
        assert_eq!(theirs.post(&format!("{path}/publication"), &json!({})).await.expect(200).at("/state"), "pending_review");
        world.admin_program(&[AdminRole::Moderator]).await.post(&format!("/admin{path}/approval"), &json!({})).await.expect(200);
        let version = theirs.get(&path).await.json()["version"].clone();
        theirs.patch(&path, &json!({"version": version, "body": "Our tea is 100% effective. Two pictures."})).await.expect(200);
    }

    async fn a_brief_that_wants_no_more_than_it_has_is_filled(world: World) {
        let market = world.market(3, 2).await;
        let (theirs, path) = (program_of(world, &market.merchant).await, format!("/briefs/{}", market.brief));
        theirs.post(&format!("/bids/{}/award", market.bids[0]), &json!({"version": 1})).await.expect(201);
        let version = theirs.get(&path).await.json()["version"].clone();
        let told = theirs.patch(&path, &json!({"version": version, "places": 1})).await.expect(200).json();
        assert_eq!((told["state"].as_str(), &told["places"], &told["places_taken"]), (Some("filled"), &json!(1), &json!(1)));
        world.tick().await;
        assert_eq!(state(world, market.bids[1]).await, BidState::AutoClosed);
    }
}
