//! Strangers: a merchant invites so many a day whom it has no history with, and nobody who wishes to hear from none.

use crate::both;
use crate::deals::fill_wallet;
use crate::deals_by_program::{program_of, yuan};
use crate::market::Market;
use crate::ordering::{order, sell};
use serde_json::json;
use vtask::audit::Act;
use vtask::sessions::{Role, Scope};

both! {
    async fn strangers_are_invited_so_often_and_friends_do_not_count(world: World) {
        let Market { merchant, org, brief, creators, .. } = world.market(3, 1).await;
        let theirs = program_of(world, &merchant).await;
        let friend = world.sign_in(creators[0]).await;
        let drafts = world.drafts(&merchant, org, 2).await;
        let mut strangers = Vec::new();
        for _ in 0..51 {
            let maker = world.maker().await;
            strangers.push((program_of(world, &maker).await.get("/me").await.at("/creator/id"), maker));
        }
        let invite = async |brief: &str, creator: &str| theirs.post(&format!("/briefs/{brief}/invitations"), &json!({"creator_id": creator})).await;
        let (first, second) = (drafts[0].to_string(), drafts[1].to_string());
        for (stranger, _) in strangers.iter().take(50) {
            invite(&first, stranger).await.expect(201);
        }
        let full = invite(&first, &strangers[50].0).await;
        assert_eq!(full.headers.get("retry-after").unwrap().to_str().unwrap().parse::<i64>().unwrap() / 3_600, 23);
        full.problem(429, "outreach.too_many");
        // One who was turned to today is no further one, and one who bid is no stranger.
        invite(&second, &strangers[0].0).await.expect(201);
        let known = program_of(world, &friend).await.get("/me").await.at("/creator/id");
        invite(&second, &known).await.expect(201);
        let page = world.browser_of(&merchant).get(&format!("/briefs/{second}/invitations")).await.expect(200);
        assert!(page.has("50 of 50 invitations"), "{}", page.readable());
        assert!(world.browser_of(&merchant).get("/settings/outreach").await.expect(200).has("50 of 50"));
        world.wait_hours(25);
        invite(&first, &strangers[50].0).await.expect(201);
        let _ = brief;
    }

    async fn who_wishes_to_hear_from_no_stranger_hears_from_none(world: World) {
        let Market { merchant, brief, .. } = world.market(3, 0).await;
        let theirs = program_of(world, &merchant).await;
        let maker = world.maker().await;
        let (own, browser) = (program_of(world, &maker).await, world.browser_of(&maker));
        own.patch("/me/creator", &json!({"tags": ["tea"], "languages": ["en"], "bio": "Slow pictures of tea."})).await.expect(200);
        let channel = [("platform", "xiaohongshu"), ("handle", "slow"), ("url", "https://example.com/slow"), ("followers", "3000")];
        browser.post("/my/profile/channels", &channel).await.expect(303);
        let (id, handle) = (own.get("/me").await.at("/creator/id"), own.get("/me").await.at("/creator/handle"));
        let buyer = world.browser_of(&merchant);
        let (invitations, plan) = (format!("/briefs/{brief}/invitations"), format!("/briefs/{brief}/plan?budget=1000000&places=2"));
        assert!(buyer.get(&invitations).await.has(&handle) || buyer.get(&invitations).await.attrs("a", "href").contains(&format!("/creators/{handle}")));
        browser.post("/settings/outreach", &[("closed", "true")]).await.expect(303);
        assert_eq!(browser.get("/settings/outreach").await.attrs("input[name=closed][checked]", "value"), ["true"]);
        theirs.post(&invitations, &json!({"creator_id": id})).await.problem(409, "outreach.closed");
        assert!(!buyer.get(&invitations).await.attrs("a", "href").contains(&format!("/creators/{handle}")), "nor is he proposed");
        assert!(!buyer.get(&plan).await.expect(200).attrs("a", "href").contains(&format!("/creators/{handle}")), "nor planned with");

        // Whom he offered something may turn to him.
        own.post(&format!("/briefs/{brief}/bids"), &json!({"price": yuan(600_000), "days": 5, "message": "With pleasure."})).await.expect(201);
        theirs.post(&invitations, &json!({"creator_id": id})).await.expect(201);
        browser.post("/settings/outreach", &[]).await.expect(303);
        assert!(browser.get("/settings/outreach").await.attrs("input[name=closed][checked]", "value").is_empty());
        buyer.post("/settings/outreach", &[("closed", "true")]).await.expect(404);
    }

    async fn nobody_orders_his_way_past_a_closed_door(world: World) {
        let (ana, ada) = (world.seed_creator("ana").await, world.seed_member("Wuyu", Role::Owner).await);
        let package = sell(&ana, &[]).await;
        ana.browser.post("/settings/outreach", &[("closed", "true")]).await.expect(303);
        let circle = format!("/circles/{}/invitations", ada.org.unwrap());
        assert!(ada.browser.post(&circle, &[("creator", "ana")]).await.expect(409).has("takes no invitations"));
        let made = order(&ada, &package, &[]).await.expect(303).location.unwrap();
        let refused = ada.browser.post(&circle, &[("creator", "ana")]).await.expect(409);
        assert!(refused.has("takes no invitations"), "an order without money makes nobody known: {}", refused.readable());
        let (org, act) = (ada.org.unwrap(), Act::of(ada.user, world.now(), "test"));
        world.write(move |tx| fill_wallet(tx, &act, org, 200_000)).await;
        let contract = made.trim_end_matches("/made").rsplit('/').next().unwrap();
        let theirs = world.program(&format!("{}@example.org", ada.user), &[Scope::All]).await;
        theirs.post(&format!("/contracts/{contract}/funding"), &json!({})).await.expect(200);
        ada.browser.post(&circle, &[("creator", "ana")]).await.expect(303);
    }
}
