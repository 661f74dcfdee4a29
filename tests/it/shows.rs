//! Live shows over their whole life: times that are chosen once, the rehearsal, the camera in other hands, start and stop, and who did not come.

use crate::both;
use crate::contests::{opened, pending};
use crate::deals::fill_wallet;
use crate::deals_by_program::{program_of, yuan};
use crate::market::Market;
use crate::pools::{pool, wallet};
use crate::program::Program;
use crate::world::World;
use serde_json::{Value, json};

fn live(world: &World, org: &str, hours: &[i64]) -> Value {
    let times: Vec<Value> =
        hours.iter().map(|hours| json!({"starts_at": world.now().plus_hours(*hours).rfc3339(), "minutes": 60})).collect();
    pool(world, org, &json!({"kind": "live", "times": times}))
}

fn bid(time: Option<i32>) -> Value {
    json!({"price": yuan(200_000), "days": 5, "message": "Mine.", "time": time})
}

async fn funded(theirs: &Program, contract: &Value) -> (String, String) {
    let (id, part) = (contract["id"].as_str().unwrap().to_owned(), contract["milestones"][0]["id"].as_str().unwrap().to_owned());
    theirs.post(&format!("/contracts/{id}/funding"), &json!({})).await.expect(200);
    (format!("/contracts/{id}/broadcast"), part)
}

both! {
    async fn shows_are_live_in_their_time_and_who_does_not_come_bears_it(world: World) {
        let Market { merchant, org: owner, .. } = world.market(1, 0).await;
        let (theirs, org) = (program_of(world, &merchant).await, owner.to_string());
        let act = world.act_of(&merchant);
        world.write(move |tx| fill_wallet(tx, &act, owner, 1_000_000)).await;
        for (hours, code) in [(&[250][..], "times-few"), (&[250, 260, 200][..], "times-early")] {
            let draft = theirs.post("/briefs", &live(world, &org, hours)).await.expect(201).at("/id");
            let refused = theirs.post(&format!("/briefs/{draft}/publication"), &json!({})).await.problem(422, "fields.invalid").fields();
            assert_eq!(refused, [("times".to_owned(), code.to_owned())]);
        }
        let path = opened(&theirs, &live(world, &org, &[260, 250, 270])).await;
        assert!(theirs.get(&path).await.at("/times/0/starts_at").starts_with(&world.now().plus_hours(250).rfc3339()[..13]), "in order");
        let mut makers = Vec::new();
        for _ in 0..3 {
            let somebody = world.maker().await;
            makers.push((program_of(world, &somebody).await, somebody));
        }
        let page = world.browser_of(&makers[0].1).get(&format!("{path}/bids/new")).await.expect(200);
        assert!(page.has("Which time") && page.has("60 minutes"), "{}", page.readable());
        for (time, code) in [(None, "required"), (Some(9), "choice")] {
            let fields = makers[0].0.post(&format!("{path}/bids"), &bid(time)).await.problem(422, "fields.invalid").fields();
            assert_eq!(fields, [("time".to_owned(), code.to_owned())]);
        }
        let mut bids = Vec::new();
        for (maker, _) in &makers[..2] {
            bids.push(maker.post(&format!("{path}/bids"), &bid(Some(1))).await.expect(201).at("/id"));
        }
        for page in [format!("/bids/{}", bids[0]), format!("{path}/bids")] {
            let page = world.browser_of(&merchant).get(&page).await.expect(200);
            assert!(page.has("Live at"), "who chooses reads for which time: {}", page.readable());
        }
        let award = async |n: usize, version: i64| theirs.post(&format!("/bids/{}/award", bids[n]), &json!({"version": version})).await;
        // Two awards of one time at once: it is given once.
        let (one, two) = futures_util::future::join(award(0, 1), award(1, 1)).await;
        let (first, second) = if one.status == 201 { (0, 1) } else { (1, 0) };
        let (won, lost) = if first == 0 { (one, two) } else { (two, one) };
        lost.problem(409, "brief.time_taken");
        let (show, part) = funded(&theirs, &won.expect(201).json()).await;
        makers[second].0.patch(&format!("/bids/{}", bids[second]), &json!({"version": 1, "time": 2})).await.expect(200);
        let (absent, _) = funded(&theirs, &award(second, 2).await.expect(201).json()).await;
        let taken = makers[2].0.post(&format!("{path}/bids"), &bid(Some(1))).await.problem(422, "fields.invalid").fields();
        assert_eq!(taken, [("time".to_owned(), "time-taken".to_owned())]);
        let third = makers[2].0.post(&format!("{path}/bids"), &bid(Some(3))).await.expect(201).at("/id");
        let (alone, waited) = funded(&theirs, &theirs.post(&format!("/bids/{third}/award"), &json!({"version": 1})).await.expect(201).json()).await;
        assert_eq!(wallet(&theirs, &org).await, [370_000, 0, 630_000, 0]);
        let deal = show.trim_end_matches("/broadcast");
        let mine = &makers[first].0;
        let terms = mine.get(&format!("{deal}/terms")).await.expect(200);
        assert!(terms.text.contains("for 60 minutes") && terms.text.contains("did not come"), "{}", terms.text);
        assert_eq!(mine.get(deal).await.json()["next_clock"]["event"], "live_start");

        let evidence = json!({"url": "https://example.com/live"});
        mine.post(&format!("{show}/start"), &evidence).await.problem(409, "live.not_the_time");
        theirs.post(&format!("{show}/start"), &evidence).await.problem(403, "act.forbidden");
        theirs.post(&format!("{show}/rehearsal"), &json!({"at": world.now().plus_hours(300).rfc3339()})).await.problem(422, "fields.invalid");
        mine.post(&format!("{show}/rehearsal"), &json!({"at": world.now().plus_hours(245).rfc3339()})).await.expect(200);
        world.wait_hours(249);
        assert_eq!(theirs.post(&format!("{show}/rehearsal/confirmation"), &json!({})).await.expect(200).at("/state"), "rehearsed");
        let code = mine.post(&format!("{show}/handover"), &json!({})).await.expect(201).at("/url");
        let door = code.split("/handovers/").nth(1).map(|code| format!("/handovers/{code}")).unwrap();
        let remote = world.browser();
        assert!(remote.get(&door).await.expect(200).has("Take the camera"));
        assert!(remote.post(&door, &[("name", "Wei, on the farm")]).await.expect(200).has("The camera is yours"));
        remote.get(&door).await.expect(404);
        remote.post(&door, &[("name", "Somebody else")]).await.expect(404);
        assert_eq!(theirs.get(&show).await.at("/handed_to"), "Wei, on the farm");
        let late = mine.post(&format!("{show}/handover"), &json!({})).await.expect(201).at("/url");
        world.wait_seconds(15 * 60);
        remote.get(&format!("/handovers/{}", late.split("/handovers/").nth(1).unwrap())).await.expect(404);

        let browser = world.browser_of(&world.sign_in(makers[first].1.person.id).await);
        let calendar = browser.get("/calendar").await.expect(200);
        assert!(calendar.has("live show") && !calendar.has("not begun"), "{}", calendar.readable());
        let page = browser.get(&show).await.expect(200);
        assert!(page.has("Go live") && page.has("Rehearsed"), "{}", page.readable());
        browser.post(&format!("{show}/start"), &[("url", "http://example.com")]).await.expect(422);
        browser.post(&format!("{show}/start"), &[("url", "https://example.com/live")]).await.expect(303);
        assert_eq!(theirs.get(&format!("/milestones/{part}")).await.at("/state"), "in_progress");
        world.wait_hours(1);
        assert_eq!(mine.post(&format!("{show}/stop"), &evidence).await.expect(200).at("/state"), "ended");
        theirs.post(&format!("{show}/no-show"), &json!({})).await.problem(409, "state.refused");
        let items = json!({"note": "", "items": [{"url": "https://example.com/recording"}]});
        mine.post(&format!("/milestones/{part}/deliveries"), &items).await.expect(201);
        theirs.post(&format!("/milestones/{part}/approval"), &json!({"delivery_version": 1, "amount": yuan(200_000)})).await.expect(200);

        theirs.post(&format!("{absent}/no-show"), &json!({})).await.problem(409, "live.not_the_time");
        world.wait_hours(10);
        world.tick().await;
        assert!(theirs.get("/notifications").await.text.contains("show_missed"));
        assert_eq!(theirs.post(&format!("{absent}/no-show"), &json!({})).await.expect(200).json()["no_show"], "creator");
        assert_eq!(wallet(&theirs, &org).await, [580_000, 0, 210_000, 210_000], "all of it is back");
        world.wait_hours(10);
        assert_eq!(makers[2].0.post(&format!("{alone}/no-show"), &json!({})).await.expect(200).json()["no_show"], "merchant");
        assert_eq!(theirs.get(&format!("/milestones/{waited}")).await.at("/state"), "in_progress");
        let asked = world.browser_of(&world.sign_in(merchant.person.id).await).get(alone.trim_end_matches("/broadcast")).await.expect(200);
        assert!(asked.has("CN¥1,890"), "{}", asked.readable());
        world.wait_hours(49);
        world.tick().await;
        assert_eq!(theirs.get(&format!("/milestones/{waited}")).await.at("/state"), "cancelled");
        // A tenth of the price and of its fee.
        assert_eq!(wallet(&theirs, &org).await, [769_000, 0, 0, 231_000]);
        assert_eq!((pending(mine).await, pending(&makers[second].0).await, pending(&makers[2].0).await), (180_000, 0, 18_000));
        world.books_are_right().await;
    }

    async fn who_began_work_and_does_not_come_is_asked_for_the_money(world: World) {
        let Market { merchant, org: owner, .. } = world.market(1, 0).await;
        let (theirs, org) = (program_of(world, &merchant).await, owner.to_string());
        let act = world.act_of(&merchant);
        world.write(move |tx| fill_wallet(tx, &act, owner, 210_000)).await;
        let path = opened(&theirs, &pool(world, &org, &json!({"kind": "live", "places": 1, "times": [{"starts_at": world.now().plus_hours(250).rfc3339(), "minutes": 60}]}))).await;
        let mine = program_of(world, &world.maker().await).await;
        let placed = mine.post(&format!("{path}/bids"), &json!({"price": yuan(200_000), "days": 30, "message": "Mine.", "time": 1})).await.expect(201).at("/id");
        let (show, part) = funded(&theirs, &theirs.post(&format!("/bids/{placed}/award"), &json!({"version": 1})).await.expect(201).json()).await;
        mine.post(&format!("/milestones/{part}/start"), &json!({})).await.expect(200);
        theirs.post(&format!("{show}/no-show"), &json!({})).await.problem(409, "live.not_the_time");
        world.wait_hours(251);
        assert_eq!(theirs.post(&format!("{show}/no-show"), &json!({})).await.expect(200).json()["no_show"], "creator");
        assert_eq!(theirs.get(&format!("/milestones/{part}")).await.at("/state"), "in_progress");
        mine.post(&format!("{show}/start"), &json!({"url": "https://example.com/live"})).await.problem(409, "state.refused");
        world.wait_hours(49);
        world.tick().await;
        assert_eq!(theirs.get(&format!("/milestones/{part}")).await.at("/state"), "cancelled");
        assert_eq!((wallet(&theirs, &org).await, pending(&mine).await), ([210_000, 0, 0, 0], 0));
        world.books_are_right().await;
    }
}
