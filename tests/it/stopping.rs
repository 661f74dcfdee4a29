//! Two moderators stop a brief: bids end, what was done is paid by the schedule, what was set aside goes back, and everybody reads why.

use crate::both;
use crate::contests::{contest, enter, opened, pending};
use crate::deals::{Deal, Somebody, fill_wallet};
use crate::deals_by_program::{program_of, yuan};
use crate::market::Market;
use crate::pools::{bid, pool, wallet};
use crate::program::Program;
use crate::world::World;
use serde_json::{Value, json};
use vtask::sessions::AdminRole;

const WHY: &str = "It sells what may not be sold here.";

/// One proposes on the site, the other agrees by program.
async fn stop(world: &World, (one, other): (&Somebody, &Program), brief: &str) {
    let browser = world.browser_of(one);
    let desk = browser.get(&format!("/admin{brief}")).await.expect(200);
    let ask = desk.attrs("main a", "href").into_iter().find(|url| url.contains("brief_stop")).expect("a way to stop it");
    browser.get(&ask).await.expect(200);
    let subject = brief.trim_start_matches("/briefs/");
    let fields = [("kind", "brief_stop"), ("subject", subject), ("reason", WHY)];
    let act = browser.post("/admin/acts", &fields).await.expect(303).location.unwrap();
    browser.post(&format!("{act}/confirmation"), &[]).await.expect(403);
    other.post(&format!("{act}/confirmation"), &json!({})).await.expect(200);
}

async fn moderators(world: &World) -> (Somebody, Program) {
    let other = world.admin_as(&[AdminRole::Moderator]).await;
    (world.admin_as(&[AdminRole::Moderator]).await, world.program_of_admin(&other).await)
}

async fn bidder(world: &World, path: &str, price: i64) -> (Program, String) {
    let maker = program_of(world, &world.maker().await).await;
    let placed = maker.post(&format!("{path}/bids"), &bid(price)).await.expect(201).at("/id");
    (maker, placed)
}

both! {
    async fn a_stopped_brief_pays_what_was_done(world: World) {
        let market = world.market(10, 8).await;
        let (theirs, path) = (program_of(world, &market.merchant).await, format!("/briefs/{}", market.brief));
        let mut deals: Vec<Deal> = Vec::new();
        for (bid, user) in market.bids.iter().zip(&market.creators).take(7) {
            theirs.post(&format!("/bids/{bid}/award"), &json!({"version": 1})).await.expect(201);
            deals.push(world.deal_of(&market.merchant, world.sign_in(*user).await, *bid).await);
        }
        let [waiting, funded, started, submitted, changed, approved, disputed] = &deals[..] else { panic!("seven deals") };
        for deal in &deals[1..] {
            world.pay(deal).await;
        }
        for deal in &deals[2..] {
            world.start(deal).await.unwrap();
        }
        for deal in [submitted, changed, approved] {
            world.submit(deal).await.unwrap();
        }
        world.request_changes(changed, 1).await.unwrap();
        world.approve(approved, 1, 600_000).await.unwrap();
        let quarrel = json!({"amount": yuan(600_000), "reason_code": "not_as_agreed", "statement": "The light is wrong."});
        let quarrel = theirs.post(&format!("/milestones/{}/disputes", disputed.milestone), &quarrel).await.expect(201).at("/id");
        assert_eq!(world.money(waiting).await[0], 2_220_000);

        let finance = world.admin_as(&[AdminRole::FinanceAdmin]).await;
        let wish = json!({"kind": "brief_stop", "subject": market.brief.to_string(), "reason": WHY});
        world.program_of_admin(&finance).await.post("/admin/acts", &wish).await.problem(403, "act.forbidden");
        let (one, other) = moderators(world).await;
        assert!(world.browser_of(&one).get(&path).await.expect(200).has("On the desk"));
        stop(world, (&one, &other), &path).await;
        other.post("/admin/acts", &wish).await.problem(409, "state.refused");

        let state = async |deal: &Deal| {
            let told = theirs.get(&format!("/contracts/{}", deal.contract)).await.expect(200).json();
            (told["state"].as_str().unwrap().to_owned(), told["milestones"][0]["state"].as_str().unwrap().to_owned())
        };
        for deal in [waiting, funded, started, submitted, changed] {
            assert_eq!(state(deal).await, ("cancelled".to_owned(), "cancelled".to_owned()));
        }
        assert_eq!((state(approved).await.1, state(disputed).await.1), ("approved".to_owned(), "disputed".to_owned()));
        // 630,000 whole; less 10 %, 25 % and 50 % of the price and of the fee on it.
        assert_eq!(world.money(waiting).await[0], 2_220_000 + 630_000 + 567_000 + 472_500 + 315_000);
        let mut earned = Vec::new();
        for deal in &deals {
            earned.push(world.money(deal).await[3]);
        }
        assert_eq!(earned, [0, 0, 54_000, 135_000, 270_000, 540_000, 0]);
        assert_eq!(theirs.get(&path).await.at("/state"), "stopped");
        world.nobodys_program().get(&path).await.problem(404, "not_found");
        assert_eq!(theirs.get(&format!("/bids/{}", market.bids[7])).await.at("/state"), "auto_closed");

        let last = world.sign_in(market.creators[7]).await;
        for (reader, kind) in [(&market.merchant, "A brief was stopped"), (&last, "A brief was stopped"), (&started.creator, "the brief was stopped")] {
            let inbox = world.browser_of(reader).get("/inbox").await.expect(200);
            assert!(inbox.has(kind) && inbox.has(WHY), "{}", inbox.readable());
        }
        assert!(world.browser_of(&market.merchant).get(&path).await.expect(200).has(WHY));
        let room = world.browser_of(&started.creator).get(&format!("/contracts/{}", started.contract)).await.expect(200);
        assert!(room.has("The platform stopped the brief") && room.has("CN¥540"), "{}", room.readable());

        theirs.post(&format!("/disputes/{quarrel}/withdrawal"), &json!({})).await.expect(200);
        assert_eq!(state(disputed).await.1, "in_progress");
        world.tick().await;
        assert_eq!(state(disputed).await, ("cancelled".to_owned(), "cancelled".to_owned()));
        assert_eq!((world.money(disputed).await[0], world.money(disputed).await[3]), (4_771_500, 54_000));
        world.wait_days(8);
        world.tick().await;
        assert_eq!((state(approved).await.0, world.money(started).await[4]), ("completed".to_owned(), 54_000));
        world.books_are_right().await;
    }

    async fn a_stopped_pool_and_a_stopped_contest_go_back(world: World) {
        let Market { merchant, org: owner, .. } = world.market(1, 0).await;
        let (theirs, org) = (program_of(world, &merchant).await, owner.to_string());
        let act = world.act_of(&merchant);
        world.write(move |tx| fill_wallet(tx, &act, owner, 1_000_000)).await;
        let (one, other) = moderators(world).await;
        let path = opened(&theirs, &pool(world, &org, &json!({}))).await;
        let (maker, placed) = bidder(world, &path, 200_000).await;
        let contract = theirs.post(&format!("/bids/{placed}/award"), &json!({"version": 1})).await.expect(201).json();
        let part = contract["milestones"][0]["id"].as_str().unwrap().to_owned();
        maker.post(&format!("/milestones/{part}/start"), &json!({})).await.expect(200);
        assert_eq!(wallet(&theirs, &org).await, [370_000, 420_000, 210_000, 0]);
        stop(world, (&one, &other), &path).await;
        // A tenth of the price and of its fee stays paid.
        assert_eq!(wallet(&theirs, &org).await, [979_000, 0, 0, 21_000]);
        assert_eq!(pending(&maker).await, 18_000);

        let path = opened(&theirs, &contest(world, &org, &json!({"finalist_fee": yuan(1_000)}))).await;
        let mut entries = Vec::new();
        for n in 0..3 {
            entries.push(enter(world, &path, &format!("Entry {n}")).await);
        }
        for (_, _, bid) in &entries[..2] {
            theirs.post(&format!("/bids/{bid}/shortlist"), &json!({})).await.expect(200);
        }
        let one = world.admin_as(&[AdminRole::Moderator]).await;
        stop(world, (&one, &other), &path).await;
        // Two finalists had their fee of 1,000, with 50 on it; the prize and the rest are back.
        assert_eq!(wallet(&theirs, &org).await, [976_900, 0, 0, 23_100]);
        let got: Vec<i64> = futures_util::future::join_all(entries.iter().map(|(_, program, _)| pending(program))).await;
        assert_eq!(got, [900, 900, 0]);
        let states: Vec<Value> = theirs.get(&format!("{path}/bids")).await.json()["items"].as_array().unwrap().iter().map(|bid| bid["state"].clone()).collect();
        assert_eq!(states, [json!("auto_closed"), json!("auto_closed"), json!("auto_closed")]);
        world.wait_hours(24 * 8);
        world.tick().await;
        assert_eq!((wallet(&theirs, &org).await[0], pending(&maker).await), (976_900, 0));
        world.books_are_right().await;
    }
}
