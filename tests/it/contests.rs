//! A prize for the best of blind entries: set aside first, then won, or split when nobody decides.

use crate::both;
use crate::deals::{Somebody, fill_wallet};
use crate::deals_by_program::{program_of, yuan};
use crate::market::Market;
use crate::pools::{pool, wallet};
use crate::program::Program;
use crate::world::World;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

pub fn contest(world: &World, org: &str, more: &Value) -> Value {
    let mut brief = pool(world, org, &json!({"kind": "contest", "budget": {"min": yuan(100_001), "max": yuan(100_001)}, "places": 1}));
    brief.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    brief
}

fn entry(words: &str) -> Value {
    json!({"price": yuan(100_001), "days": 1, "message": words})
}

pub async fn opened(theirs: &Program, brief: &Value) -> String {
    let path = format!("/briefs/{}", theirs.post("/briefs", brief).await.expect(201).at("/id"));
    assert_eq!(theirs.post(&format!("{path}/publication"), &json!({})).await.expect(200).at("/state"), "open");
    path
}

pub async fn enter(world: &World, path: &str, words: &str) -> (Somebody, Program, String) {
    let maker = world.maker().await;
    let program = program_of(world, &maker).await;
    let placed = program.post(&format!("{path}/bids"), &entry(words)).await.expect(201).at("/id");
    (maker, program, placed)
}

pub async fn pending(of: &Program) -> i64 {
    of.get("/wallet").await.json()["balances"][0]["pending"]["amount"].as_i64().unwrap_or_default()
}

both! {
    async fn blind_entries_are_judged_and_the_prize_is_won(world: World) {
        let Market { merchant, org: owner, .. } = world.market(1, 0).await;
        let (theirs, org) = (program_of(world, &merchant).await, owner.to_string());
        let act = world.act_of(&merchant);
        world.write(move |tx| fill_wallet(tx, &act, owner, 200_000)).await;
        let range = json!({"budget": {"min": yuan(100_000), "max": yuan(200_000)}, "places": 2});
        let refused = theirs.post("/briefs", &contest(world, &org, &range)).await.problem(422, "fields.invalid").fields();
        assert_eq!(refused, [("places".to_owned(), "number".to_owned()), ("budget.max".to_owned(), "fixed".to_owned())]);
        let path = opened(&theirs, &contest(world, &org, &json!({"finalist_fee": yuan(2_003)}))).await;
        // 100,001 and six times 2,003 are 112,019; the fee on that is 5,600.
        assert_eq!(wallet(&theirs, &org).await, [82_381, 117_619, 0, 0]);

        let mut all = Vec::new();
        for n in 0..8 {
            all.push(enter(world, &path, &format!("Entry {n}")).await);
        }
        let (maker, mine, first) = &all[0];
        let told = mine.get(&format!("/bids/{first}")).await.expect(200);
        let (text, hash) = (told.at("/commit_text"), told.at("/commit_sha256"));
        assert!(text.contains("Entry 0") && text.contains(first));
        assert_eq!(data_encoding::HEXLOWER.encode(&Sha256::digest(text.as_bytes())), hash);
        assert!(world.browser_of(maker).get(&format!("/bids/{first}")).await.expect(200).has(&hash));
        let seen = theirs.get(&format!("/bids/{first}")).await.expect(200);
        assert!(!seen.text.contains("commit_") && !seen.text.contains(&hash), "what proves an entry is its bidder's");
        all[1].1.get(&format!("/bids/{first}")).await.problem(404, "not_found");
        all[1].1.get(&format!("{path}/bids")).await.problem(404, "not_found");
        let version = mine.get(&format!("/bids/{first}")).await.json()["version"].clone();
        let edited = mine.patch(&format!("/bids/{first}"), &json!({"version": version, "message": "Better"})).await.expect(200);
        assert!(edited.at("/commit_sha256") != hash && edited.at("/commit_text").contains("Better"));
        let offer = json!({"version": 2, "price": yuan(100_001), "days": 2});
        theirs.post(&format!("/bids/{first}/offers"), &offer).await.problem(409, "state.refused");

        world.wait_hours(200);
        world.tick().await;
        assert_eq!(mine.get(&format!("/bids/{first}")).await.at("/state"), "submitted", "an entry does not run out before its contest");
        for (_, _, bid) in all.iter().take(6) {
            assert_eq!(theirs.post(&format!("/bids/{bid}/shortlist"), &json!({})).await.expect(200).at("/state"), "shortlisted");
        }
        theirs.post(&format!("/bids/{}/shortlist", all[6].2), &json!({})).await.problem(409, "brief.finalists_full");
        theirs.post(&format!("{path}/cancellation"), &json!({"reason": "No."})).await.problem(409, "brief.final_begun");
        // A finalist's fee is promised: nobody is sent home to save it.
        theirs.post(&format!("/bids/{}/decline", all[1].2), &json!({"reason": "other"})).await.problem(409, "brief.final_begun");
        assert!(world.browser_of(&world.sign_in(all[1].0.person.id).await).get("/inbox?tab=news").await.expect(200).has("You are a finalist"));
        let browser = world.browser_of(&world.sign_in(merchant.person.id).await);
        let declines = async |bid: &str| !browser.get(&format!("/bids/{bid}")).await.expect(200).attrs("form[action$='/decline']", "action").is_empty();
        assert_eq!((declines(&all[1].2).await, declines(&all[6].2).await), (false, true));
        all[5].1.post(&format!("/bids/{}/withdrawal", all[5].2), &json!({})).await.expect(200);
        world.wait_hours(24 * 8);
        world.tick().await;
        assert_eq!(theirs.get(&path).await.at("/state"), "judging", "a contest is judged for fourteen days");

        let award = json!({"version": theirs.get(&format!("/bids/{first}")).await.json()["version"]});
        let page = world.browser_of(&world.sign_in(merchant.person.id).await).get(&format!("/bids/{first}/award")).await.expect(200);
        assert!(page.has("Awarding ends the contest"), "{}", page.readable());
        let contract = theirs.post(&format!("/bids/{first}/award"), &award).await.expect(201).json();
        let part = &contract["milestones"][0];
        assert_eq!((&contract["state"], &part["state"], &part["price"]), (&json!("active"), &json!("approved"), &yuan(100_001)));
        assert_eq!((&part["money"]["released"], &part["money"]["fees"]), (&yuan(90_001), &yuan(15_000)));
        // The prize less 10,000; a finalist's 2,003 less 200. Of the merchant's fee 5,000 and five times 100 are earned.
        assert_eq!((pending(mine).await, pending(&all[1].1).await, pending(&all[5].1).await), (91_804, 1_803, 0));
        assert_eq!(wallet(&theirs, &org).await, [82_381, 2_103, 0, 115_516]);
        assert_eq!(theirs.get(&path).await.at("/state"), "filled");
        assert_eq!(all[7].1.get(&format!("/bids/{}", all[7].2)).await.at("/state"), "auto_closed");
        world.wait_hours(24 * 7);
        world.tick().await;
        assert_eq!(theirs.get(&path).await.at("/state"), "closed");
        assert_eq!(wallet(&theirs, &org).await, [84_484, 0, 0, 115_516]);
        let free = mine.get("/wallet").await.json()["balances"][0].clone();
        assert_eq!((&free["available"], &free["pending"]), (&yuan(91_804), &yuan(0)));
        world.books_are_right().await;
    }

    async fn a_prize_that_nobody_won_is_split(world: World) {
        let Market { merchant, org: owner, .. } = world.market(1, 0).await;
        let (theirs, org) = (program_of(world, &merchant).await, owner.to_string());
        let act = world.act_of(&merchant);
        world.write(move |tx| fill_wallet(tx, &act, owner, 400_000)).await;
        let with = opened(&theirs, &contest(world, &org, &json!({"finalist_fee": yuan(1_000)}))).await;
        let without = opened(&theirs, &contest(world, &org, &json!({}))).await;
        let empty = opened(&theirs, &contest(world, &org, &json!({}))).await;
        let free = wallet(&theirs, &org).await[0];
        assert_eq!(free, 400_000 - 3 * 105_001 - 6_300);
        let (mut named, mut all) = (Vec::new(), Vec::new());
        for n in 0..4 {
            named.push(enter(world, &with, "Mine").await);
            if n < 3 {
                all.push(enter(world, &without, "Mine").await);
            }
        }
        for (_, _, bid) in &named[..2] {
            theirs.post(&format!("/bids/{bid}/shortlist"), &json!({})).await.expect(200);
        }
        for hours in [241, 24 * 14] {
            world.wait_hours(hours);
            world.tick().await;
        }
        for path in [&with, &without, &empty] {
            assert_eq!(theirs.get(path).await.at("/state"), "expired");
        }
        // Two finalists: 51,001 and 51,000 with their fees; three entries: 33,334, 33,334 and 33,333. Each less a tenth, the odd unit to the lower id.
        let mut got = Vec::new();
        for (_, program, bid) in named.iter().chain(&all) {
            got.push((bid.clone(), pending(program).await));
        }
        let (finalists, entries) = (&mut got[..2].to_vec(), &mut got[4..].to_vec());
        finalists.sort();
        entries.sort();
        assert_eq!(finalists.iter().map(|(_, net)| *net).collect::<Vec<_>>(), [45_901, 45_900]);
        assert_eq!(entries.iter().map(|(_, net)| *net).collect::<Vec<_>>(), [30_001, 30_001, 30_000]);
        assert_eq!((got[2].1, got[3].1), (0, 0));
        // Spent: 102,001 and 100,001, and the fees 2,550 + 2,550 and 1,666 three times.
        let spent = 102_001 + 100_001 + 2 * 2_550 + 3 * 1_666;
        assert_eq!(wallet(&theirs, &org).await, [400_000 - spent, 0, 0, spent]);
        world.wait_hours(24 * 7);
        world.tick().await;
        let mine = all[0].1.get("/wallet").await.json()["balances"][0].clone();
        assert_eq!((&mine["pending"], mine["available"]["amount"].as_i64() > Some(30_000 - 1)), (&yuan(0), true));
        world.books_are_right().await;
    }
}
