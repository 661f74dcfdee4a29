//! What an agency sees at one glance: its roster with what each creator allows, is free for, and is worth; and all that is due, with the money at risk.

use crate::agencies::{agency, signed};
use crate::agency_money::Shared;
use crate::both;
use crate::deals::run;
use crate::world::World;
use serde_json::json;
use vtask::sessions::Role;

const ALL: &[&str] = &["bid", "accept", "message"];

/// A channel that is shown to be hers.
async fn proven(world: &World, deal: &Shared) {
    let channel = [("platform", "xiaohongshu"), ("handle", "mei.table"), ("url", "https://example.com/mei"), ("followers", "40,000")];
    deal.mei.browser.post("/my/profile/channels", &channel).await.expect(303);
    let (now, until) = (world.now().0, world.now().plus_hours(24).0);
    world
        .write(move |tx| run(tx, format!("UPDATE channels SET verified_at = {now}, verified_until = {until}, verified_by = 'code'")))
        .await;
}

both! {
    async fn a_roster_says_what_each_creator_allows_and_is_worth(world: World) {
        let deal = Shared::allowing(world, ALL).await;
        let page = deal.orchid.browser.get(&deal.home).await.expect(200);
        for words in ["Mei", "On the roster", "bid, answer offers, write messages", "Share 12.5%", "No verified channel", "No ratings", "1 running"] {
            assert!(page.has(words), "{words}: {}", page.readable());
        }
        deal.mei.browser.post(&format!("{}/consents", deal.place), &[("consents", "bid")]).await.expect(303);
        deal.mei.browser.post("/calendar", &[("at_once", "3")]).await.expect(303);
        deal.approved().await;
        world.wait_days(8);
        world.tick().await;
        let rates = |role: &str| match role {
            "creator" => json!({"clarity": 5, "communication": 5, "fairness": 5, "promptness": 5}),
            _ => json!({"quality": 5, "communication": 4, "timeliness": 5, "brief_fit": 5}),
        };
        for (program, role) in [(&deal.hers, "creator"), (&deal.tea, "merchant")] {
            let rating = json!({"scales": rates(role), "again": true, "text": "As agreed."});
            program.post(&format!("{}/ratings", deal.url()), &rating).await.expect(201);
        }
        proven(world, &deal).await;
        let page = deal.orchid.browser.get(&deal.home).await.expect(200);
        for words in ["Taken back: answer offers, write messages", "Takes new work now", "Rating 4.75 (1)", "Verified: 小红书", "0 running"] {
            assert!(page.has(words), "{words}: {}", page.readable());
        }
        assert!(!page.attrs("main a", "href").iter().any(|way| way.ends_with("#running")), "nothing runs any more");
        deal.mei.browser.get(&deal.home).await.expect(404);
    }

    async fn what_is_due_stands_by_creator_and_by_deadline_with_the_money_at_risk(world: World) {
        let deal = Shared::allowing(world, ALL).await;
        let (orchid, home) = (&deal.orchid, deal.home.as_str());
        let bo = world.creator_called("Bo").await;
        signed(world, (orchid, home), &bo, "Bo", (ALL, "10")).await;
        let page = orchid.browser.get(&format!("{home}/work")).await.expect(200);
        // Of 3,333.33 less 333.33 the agency gets 12.5 %.
        for words in ["Money at risk", "3,333.33", "CN¥375", "CN¥3,333.33 at risk", "Nothing runs at present", "Bo"] {
            assert!(page.has(words), "{words}: {}", page.readable());
        }
        assert!(page.attrs("a.btn--primary", "href").contains(&deal.url()));
        deal.funded().await;
        deal.hers.post(&format!("{}/start", deal.part()), &json!({})).await.expect(200);
        let page = orchid.browser.get(&format!("{home}/work?view=deadline")).await.expect(200);
        assert_eq!(page.words("main ol.list .lrow__a"), ["Three pictures of a teapot"]);
        assert!(page.words("main ol.list").concat().contains("Mei") && !page.has("Bo"), "{}", page.readable());
        let editor = world.colleague("Orchid", Role::Editor).await;
        let page = editor.browser.get(&format!("{home}/work")).await.expect(200);
        assert!(page.has("3,333.33") && !page.has("CN¥375"), "its money is for those who read it: {}", page.readable());
        deal.mei.browser.post(&format!("{}/consents", deal.place), &[]).await.expect(303);
        let roster = orchid.browser.get(home).await.expect(200);
        assert!(roster.attrs("main a", "href").contains(&format!("{}#running", deal.place)), "{}", roster.readable());
        let (lily, empty) = agency(world, "Lily").await;
        let page = lily.browser.get(&format!("{empty}/work")).await.expect(200);
        assert!(page.attrs("main a", "href").contains(&format!("{empty}/invitations/new")), "{}", page.readable());
    }
}
