//! An agency by programs: its bids, its deals, its shares, and its payouts, as a creator has them for himself.

use crate::agency_money::Shared;
use crate::both;
use crate::deals_by_program::yuan;
use serde_json::json;
use vtask::sessions::{Role, Scope};

const ALL: &[&str] = &["bid", "accept", "message"];

both! {
    async fn an_agency_lists_what_it_bids_and_what_came_of_it(world: World) {
        let deal = Shared::allowing(world, ALL).await;
        let (bids, contracts) = (format!("/bids?mine=true&org_id={}", deal.agency()), format!("/contracts?org_id={}", deal.agency()));
        let viewer = world.colleague("Orchid", Role::Viewer).await;
        for email in [&deal.orchid.email, &viewer.email] {
            let agents = world.program(email, &[Scope::Read]).await;
            let told = agents.get(&bids).await.expect(200).json();
            assert_eq!(told["items"].as_array().unwrap().len(), 1, "{told}");
            assert_eq!(told["items"][0]["agency_id"], json!(deal.agency().to_string()));
            assert_eq!(told["items"][0]["creator_id"], json!(deal.creator().to_string()));
            let told = agents.get(&contracts).await.expect(200).json();
            assert_eq!((told["items"].as_array().unwrap().len(), &told["items"][0]["id"]), (1, &deal.contract["id"]), "{told}");
            assert_eq!(agents.get("/bids?mine=true").await.expect(200).json()["items"], json!([]), "his own are none");
        }
        let org = deal.contract["org_id"].as_str().unwrap();
        assert_eq!(deal.tea.get(&format!("/contracts?org_id={org}")).await.expect(200).json()["items"].as_array().unwrap().len(), 1);
        for path in [bids.as_str(), contracts.as_str(), "/bids?org_id=x", "/contracts?org_id=x"] {
            deal.hers.get(path).await.problem(404, "not_found");
            deal.tea.get(path).await.problem(404, "not_found");
        }
        deal.tea.get(&format!("/bids?org_id={org}")).await.problem(404, "not_found");
        deal.mei.browser.post(&format!("{}/end", deal.place), &[("reason", "I go")]).await.expect(303);
        let agents = world.program(&deal.orchid.email, &[Scope::Read]).await;
        assert_eq!(agents.get(&bids).await.expect(200).json()["items"], json!([]), "her bids are her own again");
        assert_eq!(agents.get(&contracts).await.expect(200).json()["items"].as_array().unwrap().len(), 1, "its share is in it");
    }

    async fn an_agency_without_that_consent_lists_no_deals(world: World) {
        let deal = Shared::allowing(world, &["bid"]).await;
        let agents = world.program(&deal.orchid.email, &[Scope::Read]).await;
        assert_eq!(agents.get(&format!("/contracts?org_id={}", deal.agency())).await.expect(200).json()["items"], json!([]));
    }

    async fn an_agencys_shares_are_paid_out_by_programs(world: World) {
        let deal = Shared::allowing(world, ALL).await;
        let org = deal.agency().to_string();
        let agents = world.program(&deal.orchid.email, &[Scope::All]).await;
        let (wallet, list, account) = (format!("/wallet?org_id={org}"), format!("/payouts?org_id={org}"), format!("/payout-account?org_id={org}"));
        assert_eq!(agents.get(&wallet).await.expect(200).json(), json!({"org_id": org, "balances": [], "shares": []}));
        deal.approved().await;
        world.wait_days(8);
        world.tick().await;
        let share = &agents.get(&wallet).await.json()["shares"][0];
        assert_eq!((&share["available"], &share["in_transit"], &share["paid_out"]), (&yuan(37_500), &yuan(0), &yuan(0)));
        let ask = |amount: i64| json!({"org_id": org, "amount": yuan(amount)});
        agents.get(&account).await.problem(404, "not_found");
        agents.post("/payouts", &ask(10_000)).await.problem(409, "payout.no_account");
        let named = json!({"org_id": org, "name": "Orchid Ltd", "country": "CN", "currency": "CNY"});
        for (role, reads) in [(Role::Admin, 200), (Role::Viewer, 403), (Role::Editor, 403)] {
            let program = world.program(&world.colleague("Orchid", role).await.email, &[Scope::All]).await;
            program.put("/payout-account", &named).await.problem(403, "act.forbidden");
            program.post("/payouts", &ask(1)).await.problem(403, "act.forbidden");
            program.get(&list).await.expect(reads);
        }
        for stranger in [&deal.hers, &deal.tea] {
            stranger.put("/payout-account", &named).await.problem(404, "not_found");
            stranger.post("/payouts", &ask(1)).await.problem(404, "not_found");
            stranger.get(&list).await.problem(404, "not_found");
            stranger.get(&account).await.problem(404, "not_found");
        }
        let reads = world.program(&deal.orchid.email, &[Scope::Read]).await;
        reads.post("/payouts", &ask(1)).await.problem(403, "scope.missing");
        assert_eq!(agents.put("/payout-account", &named).await.expect(200).at("/name"), "Orchid Ltd");
        assert_eq!(reads.get(&account).await.expect(200).at("/state"), "usable");
        deal.hers.get("/payout-account").await.problem(404, "not_found");
        agents.post("/payouts", &ask(37_501)).await.problem(409, "balance.insufficient");
        let back = agents.post("/payouts", &ask(10_000)).await.expect(201).at("/id");
        assert_eq!(agents.get(&wallet).await.json()["shares"][0]["in_transit"], yuan(10_000));
        deal.hers.post(&format!("/payouts/{back}/cancellation"), &json!({})).await.problem(404, "not_found");
        assert_eq!(agents.post(&format!("/payouts/{back}/cancellation"), &json!({})).await.expect(200).at("/state"), "cancelled");
        let finance = world.program(&world.colleague("Orchid", Role::Finance).await.email, &[Scope::All]).await;
        let sent = finance.post_as("once", "/payouts", &ask(37_500)).await.expect(201).at("/id");
        assert_eq!(finance.post_as("once", "/payouts", &ask(37_500)).await.expect(201).at("/id"), sent);
        world.tick().await;
        world.tick().await;
        let told = finance.get(&format!("/payouts/{sent}")).await.expect(200);
        assert_eq!((told.at("/state"), &told.json()["paid_amount"]), ("paid".to_owned(), &yuan(37_500)));
        assert_eq!(finance.get(&list).await.expect(200).json()["items"].as_array().unwrap().len(), 2);
        assert_eq!(deal.hers.get("/payouts").await.expect(200).json()["items"], json!([]), "not the creator's");
        deal.hers.get(&format!("/payouts/{sent}")).await.problem(404, "not_found");
        let share = &agents.get(&wallet).await.json()["shares"][0];
        assert_eq!((&share["available"], &share["in_transit"], &share["paid_out"]), (&yuan(0), &yuan(0), &yuan(37_500)));
        world.books_are_right().await;
    }

    async fn the_wallet_of_an_agency_opens_on_its_shares(world: World) {
        let deal = Shared::allowing(world, ALL).await;
        deal.approved().await;
        world.wait_days(8);
        world.tick().await;
        let url = format!("/wallet?org_id={}", deal.agency());
        let page = deal.orchid.browser.get(&url).await.expect(200);
        assert!(page.has("375.00") && page.has("Mei · Three pictures of a teapot"), "{}", page.readable());
        let ways = page.attrs("main a", "href");
        assert!(ways.contains(&deal.url()) && ways.contains(&format!("{}/payouts", deal.home)), "{ways:?}");
        let own = ways.iter().find(|way| way.contains("account=own")).expect("a way to what it has as a merchant");
        let page = deal.orchid.browser.get(own.trim_end_matches("#moves")).await.expect(200);
        assert!(!page.has("375.00") && page.attrs("main a", "href").iter().any(|way| way.starts_with("/wallet/top-ups")), "{}", page.readable());
        let csv = deal.orchid.browser.get(&format!("/wallet/statement.csv?org_id={}", deal.agency())).await.expect(200);
        assert!(csv.body.contains("available:org_") && csv.body.contains("375.00"), "{}", csv.body);
        world.colleague("Orchid", Role::Viewer).await.browser.get(&url).await.expect(403);
    }
}
