//! An organisation or a creator shows who is behind it: what is asked, who reads it, who decides, and what others see.

use crate::both;
use crate::browser::{Browser, Page};
use crate::deals::Somebody;
use crate::people::Login;
use crate::publishing_a_brief::png;
use crate::world::World;
use vtask::sessions::AdminRole;

const NUMBER: &str = "91310115MA1K2345X";

/// What somebody sends.
async fn ask(browser: &Browser, path: &str, fields: &[(&str, &str)], with_file: bool) -> Page {
    let files = [("file", "licence.png", "image/png", png())];
    browser.upload(path, fields, if with_file { &files } else { &[] }).await
}

const COMPANY: [(&str, &str); 3] = [("name", "Shanghai Tea Ltd zq1"), ("number", NUMBER), ("link", "")];

/// An organisation that asked, its path, and the case as moderators find it.
async fn asked(world: &World, moderator: &Browser) -> (Login, String, String) {
    let tea = world.merchant("Tea House").await;
    let path = format!("/settings/organisations/{}/verification", world.org_id("Tea House").await);
    ask(&tea.browser, &path, &COMPANY, true).await.expect(303);
    let case = moderator.get("/admin/verifications").await.expect(200).attrs("a.lrow__a", "href").pop().expect("it waits");
    (tea, path, case)
}

async fn moderators(world: &World) -> (Browser, Browser, Somebody) {
    let (first, second) = (world.admin_as(&[AdminRole::Moderator]).await, world.admin_as(&[AdminRole::Moderator]).await);
    (world.browser_of(&first), world.browser_of(&second), first)
}

/// One proposes, the other agrees.
async fn grant(one: &Browser, other: &Browser, case: &str) {
    let page = one.get(case).await.expect(200);
    let link = page.attrs("main a", "href").into_iter().find(|url| url.contains("verification_grant")).expect("a way to grant it");
    one.get(&link).await.expect(200);
    let subject = case.trim_start_matches("/admin/verifications/");
    let fields = [("kind", "verification_grant"), ("subject", subject), ("reason", "It is in the register")];
    let act = one.post("/admin/acts", &fields).await.expect(303).location.unwrap();
    one.post(&format!("{act}/confirmation"), &[]).await.expect(403);
    other.post(&format!("{act}/confirmation"), &[]).await.expect(303);
    other.post(&format!("{act}/confirmation"), &[]).await.expect(409);
}

both! {
    async fn two_moderators_verify_an_organisation_and_the_badge_shows(world: World) {
        let (one, other, _) = moderators(world).await;
        let (tea, path, case) = asked(world, &one).await;
        let public = format!("/m/{}", world.org_id("Tea House").await);
        assert!(!world.browser().get(&public).await.expect(200).has("Verified merchant"));
        assert!(one.get("/admin").await.has("Verifications that wait: 1"));
        assert!(other.get("/inbox").await.has("Tea House asks to be verified"));
        ask(&tea.browser, &path, &COMPANY, true).await.expect(409);
        let page = one.get(&case).await.expect(200);
        assert!(page.has(NUMBER) && page.has("Shanghai Tea Ltd zq1"));
        grant(&one, &other, &case).await;
        assert!(world.browser().get(&public).await.has("Verified merchant"));
        assert!(tea.browser.get(&path).await.expect(200).has("Verified"));
        assert!(tea.browser.get("/inbox?tab=news").await.has("Verified: Tea House"));
        ask(&tea.browser, &path, &COMPANY, true).await.expect(409);
        assert!(one.get("/admin").await.has("All clear"));

        world.wait_days(340);
        world.tick().await;
        let tea = world.log_in(tea.email.as_str()).await;
        assert!(tea.browser.get("/inbox?tab=news").await.has("ends in 30 days"));
        ask(&tea.browser, &path, &COMPANY, true).await.expect(303);
        assert!(world.browser().get(&public).await.has("Verified merchant"), "the old one holds meanwhile");
        world.wait_days(26);
        world.tick().await;
        assert!(!world.browser().get(&public).await.has("Verified merchant"));
        let tea = world.log_in(tea.email.as_str()).await;
        assert!(tea.browser.get("/inbox?tab=news").await.has("The verification has ended"));
    }

    async fn a_refusal_says_why_and_can_be_appealed_or_asked_anew(world: World) {
        let (one, other, _) = moderators(world).await;
        let (tea, path, case) = asked(world, &one).await;
        let refusal = format!("{case}/refusal");
        one.post(&refusal, &[("reason", "")]).await.expect(422);
        one.post(&refusal, &[("reason", "other"), ("words", "")]).await.expect(422);
        one.post(&refusal, &[("reason", "mismatch"), ("words", "The name is another zq2")]).await.expect(303);
        one.post(&refusal, &[("reason", "mismatch"), ("words", "")]).await.expect(409);
        let own = tea.browser.get(&path).await.expect(200);
        assert!(own.has("zq2") && own.has("Name or number differ"));
        assert!(world.letters_to(tea.email.as_str()).await.iter().any(|letter| letter.params.to_string().contains("zq2")), "told by mail too");
        let link = own.attrs("a[href^='/appeals/new']", "href").pop().expect("a way to appeal");
        let subject = link.split("subject=").nth(1).unwrap().to_owned();
        let fields = [("kind", "verification"), ("subject", subject.as_str()), ("words", "It is the old name")];
        world.creator_called("Mei").await.browser.post("/appeals", &fields).await.expect(404);
        tea.browser.post("/appeals", &fields).await.expect(303);
        let appeal = other.get("/admin/appeals").await.attrs("a.lrow__a", "href").pop().unwrap();
        let answer = format!("{appeal}/answer");
        one.post(&answer, &[("verdict", "granted"), ("words", "So it is")]).await.expect(403);
        other.post(&answer, &[("verdict", "granted"), ("words", "So it is")]).await.expect(303);
        assert!(one.get("/admin/verifications").await.attrs("a.lrow__a", "href").contains(&case), "it waits again");
        one.post(&refusal, &[("reason", "unreadable")]).await.expect(303);
        ask(&tea.browser, &path, &COMPANY, true).await.expect(303);
        let again = one.get("/admin/verifications").await.attrs("a.lrow__a", "href").pop().unwrap();
        assert_ne!(again, case);
        assert!(one.get(&again).await.has("Earlier"));
        grant(&one, &other, &again).await;
        one.post(&format!("{again}/refusal"), &[("reason", "doubtful"), ("words", "Reported by the register")]).await.expect(303);
        let public = format!("/m/{}", world.org_id("Tea House").await);
        assert!(!world.browser().get(&public).await.has("Verified merchant"), "taken back");
        let log = one.get(&format!("/admin/audit?about={}", again.trim_start_matches("/admin/verifications/"))).await;
        for act in ["verification.asked", "verification.granted", "verification.refused"] {
            assert!(log.has(act), "{act}: {}", log.readable());
        }
        assert!(!log.has(NUMBER) && !log.has("zq1"), "the log holds nobody's papers");
    }

    async fn what_is_shown_is_for_its_owner_and_moderators_alone(world: World) {
        let (one, _, _) = moderators(world).await;
        let (tea, path, case) = asked(world, &one).await;
        let file = format!("/verifications/{}/file", case.trim_start_matches("/admin/verifications/"));
        tea.browser.get(&file).await.expect(200);
        one.get(&file).await.expect(200);
        let stranger = world.creator_called("Mei").await;
        let viewer = world.colleague("Tea House", vtask::sessions::Role::Editor).await;
        let arbiter = world.browser_of(&world.admin_as(&[AdminRole::Arbiter]).await);
        for (who, browser) in [("stranger", &stranger.browser), ("editor", &viewer.browser), ("arbiter", &arbiter)] {
            assert_eq!(browser.get(&file).await.status, 404, "{who}");
        }
        stranger.browser.get(&path).await.expect(404);
        viewer.browser.get(&path).await.expect(403);
        stranger.browser.get(&case).await.expect(404);
        arbiter.get(&case).await.expect(403);
        viewer.browser.upload(&path, &COMPANY, &[]).await.expect(403);
        let public = world.browser().get(&format!("/m/{}", world.org_id("Tea House").await)).await.expect(200);
        assert!(!public.has(NUMBER) && !public.has("zq1"));
        let again = world.merchant("Other Tea").await;
        let theirs = format!("/settings/organisations/{}/verification", world.org_id("Other Tea").await);
        let same = [("name", "Other Tea"), ("number", "9131 0115-ma1k2345x"), ("link", "https://register.example/9131")];
        ask(&again.browser, &theirs, &same, false).await.expect(303);
        assert!(one.get(&case).await.has("Other Tea"), "the same number is found again");
    }

    async fn a_creator_is_verified_but_never_by_himself(world: World) {
        let (one, other, first) = moderators(world).await;
        let mei = world.creator_called("Mei").await;
        let path = "/my/profile/verification";
        for bad in [
            [("name", ""), ("number", ""), ("link", "https://mei.example/about")],
            [("name", "Mei Lin"), ("number", ""), ("link", "")],
            [("name", "Mei Lin"), ("number", "1"), ("link", "https://mei.example/about")],
            [("name", "Mei Lin"), ("number", ""), ("link", "javascript:alert(1)")],
        ] {
            ask(&mei.browser, path, &bad, false).await.expect(422);
        }
        world.merchant("Tea House").await.browser.get(path).await.expect(403);
        let good = [("name", "Mei Lin"), ("number", ""), ("link", "https://mei.example/about")];
        ask(&mei.browser, path, &good, false).await.expect(303);
        let case = one.get("/admin/verifications").await.attrs("a.lrow__a", "href").pop().unwrap();
        let id = case.trim_start_matches("/admin/verifications/").to_owned();
        let user = first.person.id;
        world.write(move |tx| crate::deals::run(tx, format!("UPDATE creators SET user_id = '{user}'"))).await;
        let own = world.browser_of(&world.sign_in(user).await);
        assert!(own.get(&case).await.expect(200).has("your own matter"));
        own.post(&format!("{case}/refusal"), &[("reason", "unreadable")]).await.expect(403);
        own.post("/admin/acts", &[("kind", "verification_grant"), ("subject", &id), ("reason", "It is me")]).await.expect(403);
        let third = world.browser_of(&world.admin_as(&[AdminRole::Moderator]).await);
        grant(&other, &third, &case).await;
        let list = world.browser().get("/creators").await.expect(200);
        assert!(list.has("Verified creator"), "{}", list.readable());
        let profile = list.attrs("h3.card__name a", "href").pop().unwrap();
        assert!(world.browser().get(&profile).await.has("Verified creator"));
    }
}
