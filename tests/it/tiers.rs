//! Tiers: what they are decided by is shown to their owner, they are kept for a while, points keep them down, and quota and fee follow.

use crate::both;
use crate::deals::run;
use crate::two_sides::Two;
use crate::world::{Store, World};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use vtask::sessions::AdminRole;

/// A deal that is paid, over, and rated by both.
async fn rated(world: &World) -> Two {
    let two = world.two_in("approved").await;
    world.wait_days(8);
    world.tick().await;
    let path = format!("/contracts/{}/ratings", two.deal.contract);
    let of_creator = json!({"quality": 5, "communication": 4, "timeliness": 3, "brief_fit": 5});
    let of_merchant = json!({"clarity": 5, "communication": 5, "fairness": 5, "promptness": 5});
    for (side, scales) in [(&two.merchant, of_creator), (&two.creator, of_merchant)] {
        side.post(&path, &json!({"scales": scales, "again": true, "text": "Fine."})).await.expect(201);
    }
    two
}

/// What nobody waits for in a test: a long record, looked at long ago.
async fn trusted(world: &World, two: &Two) {
    let creator = two.deal.creator.person.creator.as_ref().unwrap().id;
    let set = "tier = 'trusted', falls_at = NULL, next_at = 0";
    world
        .write(move |tx| {
            let new = format!(
                "INSERT INTO creator_tiers (creator_id, tier, record, looked_at, next_at) VALUES ('{creator}', 'start', '{{}}', 0, 0)"
            );
            run(tx, format!("{new} ON CONFLICT DO NOTHING"))?;
            run(tx, format!("UPDATE creator_tiers SET {set} WHERE creator_id = '{creator}'"))
        })
        .await;
}

both! {
    async fn a_tier_shows_all_that_it_is_decided_by_and_is_kept_for_sixty_days(world: World) {
        let two = rated(world).await;
        world.tick().await;
        let owner = world.browser_of(&two.deal.creator);
        let page = owner.get("/my/tier").await.expect(200);
        for words in ["Your tier: Starting", "To reach “Proven”", "4.25", "100%", "at least 3", "1 settled milestones, 0 disputes lost"] {
            assert!(page.has(words), "{words}: {}", page.readable());
        }
        assert!(owner.get("/my/bids").await.expect(200).has("of at most 10"));
        world.browser_of(&two.deal.merchant).get("/my/tier").await.expect(403);

        trusted(world, &two).await;
        assert!(owner.get("/my/bids").await.has("of at most 40"));
        world.tick().await;
        assert!(owner.get("/my/tier").await.has("You keep it until"));
        assert!(owner.get("/inbox?tab=news").await.has("although your record is below it: Trusted"));
        world.wait_days(59);
        world.tick().await;
        let owner = world.browser_of(&world.sign_in(two.deal.creator.person.id).await);
        assert!(owner.get("/my/bids").await.has("of at most 40"), "kept for sixty days");
        world.wait_days(2);
        world.tick().await;
        assert!(owner.get("/my/bids").await.has("of at most 10"));
        assert!(owner.get("/inbox?tab=news").await.has("You are in this tier now: Starting"));
    }

    async fn points_keep_a_tier_down_until_they_lapse_or_are_taken_back(world: World) {
        let two = rated(world).await;
        trusted(world, &two).await;
        let (moderator, owner) = (world.browser_of(&world.admin_as(&[AdminRole::Moderator]).await), world.browser_of(&two.deal.creator));
        let arbiter = world.browser_of(&world.admin_as(&[AdminRole::Arbiter]).await);
        let path = format!("/admin/users/{}/points", two.deal.creator.person.id);
        let given = [("conduct", "off_platform"), ("reason", "Asked for a bank transfer zq7")];
        owner.get(&path).await.expect(404);
        arbiter.post(&path, &given).await.expect(403);
        moderator.post(&path, &[("conduct", "off_platform"), ("reason", " ")]).await.expect(422);
        moderator.post(&format!("/admin/users/{}/points", two.deal.merchant.person.id), &given).await.expect(409);
        moderator.post(&path, &given).await.expect(303);
        let page = owner.get("/my/tier").await.expect(200);
        assert!(page.has("Your tier: Proven") && page.has("zq7") && page.has("4 rule points keep it down"), "{}", page.readable());
        assert!(owner.get("/my/bids").await.has("of at most 20"));
        moderator.post(&path, &given).await.expect(303);
        assert!(owner.get("/my/bids").await.has("of at most 10"));
        let ends = moderator.get(&path).await.expect(200).attrs("form[action$='/end']", "action");
        arbiter.post(&ends[0], &[]).await.expect(403);
        moderator.post(&ends[0], &[]).await.expect(303);
        moderator.post(&ends[0], &[]).await.expect(409);
        assert!(owner.get("/my/bids").await.has("of at most 20"));
        world.wait_days(181);
        let owner = world.browser_of(&world.sign_in(two.deal.creator.person.id).await);
        assert!(owner.get("/my/bids").await.has("of at most 40"), "points lapse");
    }
}

#[test]
fn the_fee_is_that_of_the_tier_when_the_deal_is_made() {
    actix_web::rt::System::new().block_on(async {
        let settings = [("VTASK_CREATOR_FEE_BPS_TRUSTED", "400".to_owned())];
        let world = World::open_with(Store::Sqlite, Arc::new(AtomicI64::new(0)), &settings).await;
        let two = world.two_in("approved").await;
        trusted(&world, &two).await;
        let (tea, ana) = (&two.merchant, &two.creator);
        let brief = crate::briefs_by_program::open_brief(&world, tea, &two.deal.org.to_string()).await;
        let offer = json!({"price": crate::deals_by_program::yuan(200_000), "days": 5, "message": "I have the light for it."});
        let bid = ana.post(&format!("/briefs/{brief}/bids"), &offer).await.expect(201).at("/id");
        assert!(world.browser_of(&two.deal.creator).get(&format!("/bids/{bid}")).await.expect(200).has("4%"));
        let made = tea.post(&format!("/bids/{bid}/award"), &json!({"version": 1})).await.expect(201).json();
        assert_eq!(made["milestones"][0]["creator_fee"]["amount"], 8_000, "4 % of 2,000");
        world.close().await;
    });
}

#[test]
fn what_is_quoted_on_a_pool_is_what_was_fixed_when_it_was_set_aside() {
    actix_web::rt::System::new().block_on(async {
        let settings = [("VTASK_CREATOR_FEE_BPS_TRUSTED", "400".to_owned())];
        let world = World::open_with(Store::Sqlite, Arc::new(AtomicI64::new(0)), &settings).await;
        let two = world.two_in("approved").await;
        trusted(&world, &two).await;
        let (tea, ana, org, act) = (&two.merchant, &two.creator, two.deal.org, world.act_of(&two.deal.merchant));
        world.write(move |tx| crate::deals::fill_wallet(tx, &act, org, 300_000)).await;
        let brief = crate::contests::opened(tea, &crate::pools::pool(&world, &org.to_string(), &json!({"places": 1}))).await;
        let browser = world.browser_of(&two.deal.creator);
        let asked = [("do", "quote"), ("price", "2000"), ("days", "5"), ("rounds", "2"), ("message", "Mine.")];
        assert!(browser.post(&format!("{brief}/bids"), &asked).await.expect(200).has("CN¥1,800"));
        let bid = ana.post(&format!("{brief}/bids"), &crate::pools::bid(200_000)).await.expect(201).at("/id");
        assert!(browser.get(&format!("/bids/{bid}")).await.expect(200).has("CN¥1,800"));
        let made = tea.post(&format!("/bids/{bid}/award"), &json!({"version": 1})).await.expect(201).json();
        assert_eq!(made["milestones"][0]["creator_fee"]["amount"], 20_000);
        world.close().await;
    });
}
