//! What moderators do about logins: each step holds, is told, stays in the history, and is taken back.

use crate::both;
use crate::briefs_by_program::{creator, merchant, new_brief, open_brief};
use crate::deals_by_program::{program_of, yuan};
use crate::people::PASSWORD;
use serde_json::json;
use vtask::sessions::AdminRole;

both! {
    async fn a_suspended_login_is_let_in_no_more_while_its_deals_go_on(world: World) {
        let two = world.two_in("submitted").await;
        let moderator = world.admin_program(&[AdminRole::Moderator]).await;
        let arbiter = world.admin_program(&[AdminRole::Arbiter]).await;
        let (email, browser) = (two.deal.creator.person.email.to_string(), world.browser_of(&two.deal.creator));
        browser.get("/workbench").await.expect(200);
        let found = moderator.get(&format!("/admin/users?q={}", email.to_uppercase().replace('@', "%40"))).await.expect(200).json();
        assert_eq!((found["items"].as_array().unwrap().len(), found["items"][0]["measure"].is_null()), (1, true));
        let path = format!("/admin/users/{}", found["items"][0]["id"].as_str().unwrap());
        let why = json!({"reason": "Asked for payment outside, twice. zq8"});
        two.merchant.get("/admin/users").await.problem(404, "not_found");
        two.merchant.post(&format!("{path}/suspension"), &why).await.problem(404, "not_found");
        arbiter.get("/admin/users").await.expect(200);
        arbiter.post(&format!("{path}/suspension"), &why).await.problem(403, "act.forbidden");
        moderator.post(&format!("{path}/suspension"), &json!({"reason": " "})).await.problem(422, "fields.invalid");
        moderator.post(&format!("{path}/reinstatement"), &why).await.problem(409, "state.refused");
        moderator.post(&format!("{path}/warning"), &why).await.expect(200);
        assert!(browser.get("/inbox?tab=news").await.expect(200).has("zq8"));
        assert_eq!(moderator.post(&format!("{path}/suspension"), &why).await.expect(200).at("/measure"), "suspend");
        moderator.post(&format!("{path}/suspension"), &why).await.problem(409, "state.refused");

        browser.get("/workbench").await.expect(303);
        two.creator.get("/me").await.problem(401, "auth.required");
        program_of(world, &two.deal.creator).await.get("/me").await.problem(401, "auth.required");
        world.wait_days(8);
        world.tick().await;
        assert_eq!(two.state().await, "approved", "silence accepts as always");

        moderator.post(&format!("{path}/reinstatement"), &why).await.expect(200);
        program_of(world, &two.deal.creator).await.get("/me").await.expect(200);
        let log = moderator.get(&format!("/admin/audit?about={}", &path["/admin/users/".len()..])).await.expect(200).json();
        let acts: Vec<&str> = log["items"].as_array().unwrap().iter().map(|line| line["action"].as_str().unwrap()).collect();
        assert!(acts.starts_with(&["user.lift", "user.suspend", "user.warn"]), "{acts:?}");
    }

    async fn who_is_suspended_is_told_so_after_the_right_password_only_and_the_desk_shows_all_of_it(world: World) {
        let login = world.creator_called("Ana").await;
        let admin = world.browser_of(&world.admin_as(&[AdminRole::Moderator]).await);
        let list = admin.get("/admin/users?about=ana").await.expect(200);
        let path = list.attrs("a.lrow__a", "href").into_iter().next().unwrap();
        let step = |step: &'static str| [("step", step), ("reason", "Contact details in each bid")];
        admin.post(&format!("{path}/measures"), &[("step", "suspend"), ("reason", "")]).await.expect(422);
        admin.post(&format!("{path}/measures"), &step("suspend")).await.expect(303);
        let page = admin.get(&path).await.expect(200);
        assert!(page.has("Suspended") && page.has("Contact details in each bid") && page.has("Take back"));
        let enter = |password: &'static str| json!({"email": login.email, "password": password});
        let nobody = world.nobodys_program();
        nobody.post("/sessions", &enter("not the one at all")).await.problem(401, "auth.failed");
        nobody.post("/sessions", &enter(PASSWORD)).await.problem(403, "auth.suspended");
        let visitor = world.browser();
        let refused = visitor.post("/login", &[("email", &login.email), ("password", PASSWORD)]).await;
        assert!(refused.status == 403 && refused.has("suspended this login"), "{refused:#?}");
        admin.post(&format!("{path}/measures"), &step("lift")).await.expect(303);
        nobody.post("/sessions", &enter(PASSWORD)).await.expect(201);
    }

    async fn who_is_throttled_bids_and_publishes_less(world: World) {
        let ((tea, org), ana) = (merchant(world, "Tea").await, creator(world, "Ana").await);
        let moderator = world.admin_program(&[AdminRole::Moderator]).await;
        let mut briefs = Vec::new();
        for _ in 0..6 {
            briefs.push(open_brief(world, &tea, &org).await);
        }
        for program in [&ana, &tea] {
            let id = program.get("/me").await.at("/user/id");
            let why = json!({"reason": "The same bid on everything"});
            assert_eq!(moderator.post(&format!("/admin/users/{id}/throttle"), &why).await.expect(200).at("/measure"), "throttle");
        }
        let offer = json!({"price": yuan(200_000), "days": 5, "message": "I have the light for it."});
        for brief in &briefs[..5] {
            ana.post(&format!("/briefs/{brief}/bids"), &offer).await.expect(201);
        }
        assert_eq!(ana.post(&format!("/briefs/{}/bids", briefs[5]), &offer).await.status, 429);
        let seventh = tea.post("/briefs", &new_brief(world, &org)).await.expect(201).at("/id");
        tea.post(&format!("/briefs/{seventh}/publication"), &json!({})).await.problem(429, "brief.too_many_open");
    }

    async fn what_is_reported_is_read_by_a_moderator_and_answered(world: World) {
        let deal = world.funded_deal().await;
        let (creator, merchant) = (world.browser_of(&deal.creator), world.browser_of(&deal.merchant));
        let said = creator.upload(&format!("/contracts/{}/messages", deal.contract), &[("text", "Pay me elsewhere, zq7")], &[]).await;
        said.expect(303);
        let room = merchant.get(&format!("/contracts/{}/messages", deal.contract)).await.expect(200);
        let path = room.attrs(".msg__foot a[href^='/reports/new']", "href").pop().unwrap();
        assert!(merchant.get(&path).await.expect(200).has("zq7"));
        world.browser_of(&world.stranger().await).get(&path).await.expect(404);
        merchant.get("/reports/new").await.expect(404);
        let pairs: Vec<(String, String)> = url::form_urlencoded::parse(path.split_once('?').unwrap().1.as_bytes()).into_owned().collect();
        let with = |reason: &'static str| {
            let mut fields: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            fields.push(("reason", reason));
            fields
        };
        merchant.post("/reports", &with("other")).await.expect(422);
        merchant.post("/reports", &with("off_platform")).await.expect(303);
        assert!(merchant.post("/reports", &with("spam")).await.expect(409).has("You reported this already"));
        creator.post("/reports", &with("spam")).await.expect(403);

        let moderator = world.browser_of(&world.admin_as(&[AdminRole::Moderator]).await);
        world.browser_of(&world.admin_as(&[AdminRole::Arbiter]).await).get("/admin/reports").await.expect(403);
        let case = moderator.get("/admin/reports").await.expect(200).attrs("a.lrow__a", "href").pop().unwrap();
        assert!(moderator.get(&case).await.expect(200).has("Pay me elsewhere, zq7"));
        let answer = format!("{case}/answer");
        moderator.post(&answer, &[("outcome", "warn"), ("words", "Thank you.")]).await.expect(422);
        let warned = [("outcome", "warn"), ("reason", "Stay here, zq6."), ("words", "Thank you, zq5.")];
        moderator.post(&answer, &warned).await.expect(303);
        moderator.post(&answer, &warned).await.expect(409);
        assert!(creator.get("/inbox?tab=news").await.has("zq6"));
        let told = merchant.get("/inbox?tab=news").await;
        assert!(told.has("zq5") && told.has("Something was done about it") && !told.has("zq6"));
        assert!(moderator.get("/admin/reports").await.has("Nothing was reported"));
        merchant.post("/reports", &with("spam")).await.expect(303);
    }

    async fn money_of_who_is_held_waits_until_it_is_lifted(world: World) {
        let two = world.two_in("approved").await;
        let moderator = world.admin_program(&[AdminRole::Moderator]).await;
        let account = json!({"name": "Ana", "country": "CN", "currency": "CNY"});
        two.creator.put("/payout-account", &account).await.expect(200);
        world.wait_days(8);
        world.tick().await;
        world.tick().await;
        two.creator.post("/payouts", &json!({"amount": yuan(10_000)})).await.expect(201);
        let why = json!({"reason": "A stolen card, it seems. zq4"});
        for somebody in [&two.deal.creator, &two.deal.merchant] {
            let told = moderator.post(&format!("/admin/users/{}/hold", somebody.person.id), &why).await.expect(200);
            assert_eq!(told.at("/measure"), "hold");
        }
        world.tick().await;
        let payouts = two.creator.get("/payouts").await.expect(200).json();
        assert!(payouts["items"][0]["state"] != "paid", "what was asked for before waits too: {payouts:#}");
        two.creator.post("/payouts", &json!({"amount": yuan(10_000)})).await.problem(403, "person.held");
        let back = json!({"org_id": two.deal.org, "amount": yuan(1_000)});
        two.merchant.post("/wallet/withdrawals", &back).await.problem(403, "person.held");
        assert!(world.browser_of(&two.deal.creator).get("/inbox?tab=news").await.expect(200).has("zq4"));
        for somebody in [&two.deal.creator, &two.deal.merchant] {
            moderator.post(&format!("/admin/users/{}/reinstatement", somebody.person.id), &why).await.expect(200);
        }
        world.wait_seconds(60);
        for _ in 0..3 {
            world.tick().await;
        }
        assert_eq!(two.creator.get("/payouts").await.json()["items"][0]["state"], "paid");
        world.books_are_right().await;
    }

    async fn a_moderator_looks_as_somebody_else_and_does_nothing(world: World) {
        let two = world.two_in("submitted").await;
        let person = two.deal.creator.person.clone();
        let admin = world.browser_of(&world.admin_as(&[AdminRole::Moderator]).await);
        let arbiter = world.browser_of(&world.admin_as(&[AdminRole::Arbiter]).await);
        let view = format!("/admin/views/{}", person.id);
        let why = [("why", "Cannot find the wallet zq3")];
        two.merchant.get("/me").await.expect(200);
        world.browser_of(&two.deal.merchant).post(&view, &why).await.expect(404);
        arbiter.post(&view, &why).await.expect(403);
        admin.post(&view, &[("why", " ")]).await.expect(422);
        admin.post(&view, &why).await.expect(303);
        let room = format!("/contracts/{}", two.deal.contract);
        let page = admin.get(&room).await.expect(200);
        assert!(page.has(&format!("You see the site as {}", person.name)), "{}", page.readable());
        assert!(admin.get("/wallet").await.expect(200).has("You see the site as"));
        for path in ["/settings/security", "/settings/tokens", "/settings/webhooks", "/my/bids", &format!("{room}/ratings")] {
            admin.get(path).await.expect(403);
        }
        admin.get("/admin").await.expect(404);
        admin.post(&format!("/milestones/{}/cancellation", two.deal.milestone), &[("reason", "other")]).await.expect(403);
        admin.post("/settings/account", &[("name", "Mallory")]).await.expect(403);
        assert_eq!(two.state().await, "submitted");
        admin.post("/admin/views/end", &[]).await.expect(303);
        admin.get("/admin").await.expect(200);
        let log = admin.get(&format!("/admin/audit?about={}", person.id)).await.expect(200);
        assert!(log.has("view.began") && log.has("view.ended") && log.has("zq3"));
        let file = admin.get(&format!("/admin/audit.csv?about={}", person.id)).await.expect(200);
        assert!(file.body.starts_with("at,actor,action") && file.body.contains("\"view.began\""), "{}", file.body);
        world.browser_of(&two.deal.creator).get("/admin/audit.csv").await.expect(404);
        admin.post(&view, &why).await.expect(303);
        for _ in 0..2 {
            world.wait_seconds(29 * 60);
            assert!(admin.get("/wallet").await.expect(200).has("You see the site as"));
        }
        world.wait_seconds(180);
        admin.get("/admin").await.expect(200);
    }

    async fn an_organisation_that_is_suspended_takes_no_new_work_while_its_deals_go_on(world: World) {
        let two = world.two_in("submitted").await;
        let moderator = world.admin_program(&[AdminRole::Moderator]).await;
        let arbiter = world.admin_program(&[AdminRole::Arbiter]).await;
        let open = open_brief(world, &two.merchant, &two.deal.org.to_string()).await;
        let bid = {
            let offer = json!({"price": yuan(200_000), "days": 5, "message": "I have the light for it."});
            two.creator.post(&format!("/briefs/{open}/bids"), &offer).await.expect(201)
        };
        let draft = two.merchant.post("/briefs", &new_brief(world, &two.deal.org.to_string())).await.expect(201).at("/id");
        let path = format!("/admin/orgs/{}", two.deal.org);
        let why = json!({"reason": "Papers of somebody else. zq3"});
        two.merchant.get("/admin/orgs").await.problem(404, "not_found");
        two.merchant.post(&format!("{path}/suspension"), &why).await.problem(404, "not_found");
        arbiter.get("/admin/orgs").await.expect(200);
        arbiter.post(&format!("{path}/suspension"), &why).await.problem(403, "act.forbidden");
        moderator.post(&format!("{path}/reinstatement"), &why).await.problem(409, "state.refused");
        assert_eq!(moderator.post(&format!("{path}/suspension"), &why).await.expect(200).at("/measure"), "suspend");
        moderator.post(&format!("{path}/hold"), &why).await.problem(409, "state.refused");

        assert_eq!(two.merchant.get(&format!("/briefs/{open}")).await.expect(200).at("/state"), "paused");
        two.merchant.post(&format!("/briefs/{open}/resumption"), &json!({})).await.problem(403, "org.suspended");
        two.merchant.post(&format!("/briefs/{draft}/publication"), &json!({})).await.problem(403, "org.suspended");
        let award = json!({"version": bid.json()["version"]});
        two.merchant.post(&format!("/bids/{}/award", bid.at("/id")), &award).await.problem(403, "org.suspended");
        let invited = json!({"creator_id": creator(world, "Lin").await.get("/me").await.at("/creator/id")});
        two.merchant.post(&format!("/briefs/{open}/invitations"), &invited).await.problem(403, "org.suspended");
        let back = json!({"org_id": two.deal.org, "amount": yuan(1_000)});
        two.merchant.post("/wallet/withdrawals", &back).await.problem(403, "person.held");
        let browser = world.browser_of(&two.deal.merchant);
        let circle = format!("/circles/{}", two.deal.org);
        let friend = two.creator.get("/me").await.at("/creator/handle");
        browser.post(&format!("{circle}/invitations"), &[("creator", &friend)]).await.expect(403);
        let inbox = browser.get("/inbox?tab=news").await.expect(200);
        assert!(inbox.has("zq3"), "{}", inbox.readable());
        two.merchant.post(&format!("/milestones/{}/approval", two.deal.milestone), &json!({"delivery_version": 1, "amount": yuan(600_000)})).await.expect(200);
        assert_eq!(two.state().await, "approved", "what runs goes on, by both hands");

        let appeal = inbox.attrs("a[href*='kind=org_measure']", "href").pop().unwrap();
        world.browser_of(&two.deal.creator).get(&appeal).await.expect(404);
        let subject = appeal.split_once("subject=").unwrap().1.to_owned();
        let fields = [("kind", "org_measure"), ("subject", subject.as_str()), ("words", "These are ours. zq2")];
        browser.post("/appeals", &fields).await.expect(303);
        let other = world.browser_of(&world.admin_as(&[AdminRole::Moderator]).await);
        let case = other.get("/admin/appeals").await.expect(200).attrs("a.lrow__a", "href").pop().unwrap();
        other.post(&format!("{case}/answer"), &[("verdict", "granted"), ("words", "So they are.")]).await.expect(303);
        two.merchant.post(&format!("/briefs/{open}/resumption"), &json!({})).await.expect(200);
        two.merchant.post(&format!("/briefs/{draft}/publication"), &json!({})).await.expect(200);
    }

    async fn steps_about_an_organisation_are_taken_on_the_desk_and_never_about_ones_own(world: World) {
        let (_, org) = merchant(world, "Tea").await;
        let admin = world.browser_of(&world.admin_as(&[AdminRole::Moderator]).await);
        let list = admin.get("/admin/orgs?about=TEA").await.expect(200);
        let path = list.attrs("a.lrow__a", "href").into_iter().next().unwrap();
        assert_eq!(path, format!("/admin/orgs/{org}"));
        assert!(admin.get("/admin/orgs?about=nobody%25").await.expect(200).has("No organisation is called so"));
        let step = |step: &'static str| [("step", step), ("reason", "The same brief thrice")];
        admin.post(&format!("{path}/measures"), &[("step", "throttle"), ("reason", "")]).await.expect(422);
        admin.post(&format!("{path}/measures"), &step("throttle")).await.expect(303);
        admin.post(&format!("{path}/measures"), &step("throttle")).await.expect(409);
        let page = admin.get(&path).await.expect(200);
        assert!(page.has("Throttled") && page.has("The same brief thrice") && page.has("Take back"), "{}", page.readable());
        admin.post(&format!("{path}/measures"), &step("lift")).await.expect(303);
        assert!(!admin.get(&path).await.expect(200).has("Throttled"));
        world.browser_of(&world.admin_as(&[AdminRole::FinanceAdmin]).await).post(&format!("{path}/measures"), &step("warn")).await.expect(403);
    }
}
