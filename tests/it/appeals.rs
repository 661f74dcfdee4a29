//! Who disagrees with a moderator is heard by another one, and what was wrong is undone.

use crate::both;
use crate::briefs_by_program::{merchant, new_brief};
use serde_json::json;
use vtask::sessions::AdminRole;

both! {
    async fn an_appeal_is_answered_by_another_moderator_and_undoes_what_was_wrong(world: World) {
        let two = world.two_in("submitted").await;
        let (first, second) = (world.admin_as(&[AdminRole::Moderator]).await, world.admin_as(&[AdminRole::Moderator]).await);
        let (one, other) = (world.browser_of(&first), world.browser_of(&second));
        let (creator, user) = (world.browser_of(&two.deal.creator), two.deal.creator.person.id);
        one.post(&format!("/admin/users/{user}/measures"), &[("step", "hold"), ("reason", "A stolen card zq1")]).await.expect(303);
        let told = creator.get("/inbox?tab=news").await.expect(200);
        let path = told.attrs("a[href^='/appeals/new']", "href").pop().unwrap();
        assert!(creator.get(&path).await.expect(200).has("A stolen card zq1"));
        world.browser_of(&two.deal.merchant).get(&path).await.expect(404);
        let subject = path.split("subject=").nth(1).unwrap().to_owned();
        let appeal = |words: &'static str| [("kind", "measure"), ("subject", subject.as_str()), ("words", words)].map(|(a, b)| (a, b.to_owned()));
        let send = async |words: &'static str| {
            let fields = appeal(words);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            creator.post("/appeals", &fields).await
        };
        send(" ").await.expect(422);
        send("It is my own card zq2").await.expect(303);
        send("Again").await.expect(409);
        let case = other.get("/admin/appeals").await.expect(200).attrs("a.lrow__a", "href").pop().unwrap();
        assert!(other.get("/inbox").await.has("An appeal") && !one.get("/inbox").await.has("An appeal"));
        let (answer, grant) = (format!("{case}/answer"), [("verdict", "granted"), ("words", "It is zq3.")]);
        one.post(&answer, &grant).await.expect(403);
        other.post(&answer, &[("verdict", "waiting"), ("words", "x")]).await.expect(422);
        other.post(&answer, &grant).await.expect(303);
        other.post(&answer, &grant).await.expect(409);
        assert!(creator.get("/inbox?tab=news").await.has("zq3"));
        let shown = other.get(&format!("/admin/users/{user}")).await.expect(200);
        assert!(shown.has("Take back") && !shown.has("Money held"), "the hold is lifted: {}", shown.readable());

        let points = format!("/admin/users/{user}/points");
        one.post(&points, &[("conduct", "spam"), ("reason", "The same bid")]).await.expect(303);
        let link = creator.get("/my/tier").await.expect(200).attrs("a[href^='/appeals/new']", "href").pop().unwrap();
        let subject = link.split("subject=").nth(1).unwrap().to_owned();
        creator.post("/appeals", &[("kind", "points"), ("subject", &subject), ("words", "It was one bid")]).await.expect(303);
        let case = other.get("/admin/appeals").await.attrs("a.lrow__a", "href").pop().unwrap();
        other.post(&format!("{case}/answer"), &[("verdict", "dismissed"), ("words", "It was twenty.")]).await.expect(303);
        assert!(creator.get(&link).await.expect(200).has("It was twenty."));
        one.post(&points, &[("conduct", "abuse"), ("reason", "Long ago")]).await.expect(303);
        let links = creator.get("/my/tier").await.attrs("a[href^='/appeals/new']", "href");
        let late = links.iter().find(|one| **one != link).unwrap().split("subject=").nth(1).unwrap().to_owned();
        world.wait_days(15);
        let creator = world.browser_of(&world.sign_in(user).await);
        creator.post("/appeals", &[("kind", "points"), ("subject", &late), ("words", "x")]).await.expect(409);
    }

    async fn a_brief_that_was_refused_wrongly_opens_in_the_same_words_alone(world: World) {
        let (tea, org) = merchant(world, "Tea").await;
        let (first, second) = (world.admin_as(&[AdminRole::Moderator]).await, world.admin_as(&[AdminRole::Moderator]).await);
        let email = tea.get("/me").await.at("/user/email");
        let (owner, other) = (world.browser(), world.browser_of(&second));
        owner.post("/login", &[("email", &email), ("password", crate::people::PASSWORD)]).await.expect(303);
        let vindicated = async || {
            let mut brief = new_brief(world, &org);
            brief["body"] = json!("Our slogan is 100% effective.");
            let id = tea.post("/briefs", &brief).await.expect(201).at("/id");
            tea.post(&format!("/briefs/{id}/publication"), &json!({})).await.expect(200);
            let reject = json!({"reason_code": "absolute_claims"});
            world.program_of_admin(&first).await.post(&format!("/admin/briefs/{id}/rejection"), &reject).await.expect(200);
            let link = owner.get(&format!("/briefs/{id}")).await.expect(200).attrs("a[href^='/appeals/new']", "href").pop().unwrap();
            let subject = link.split("subject=").nth(1).unwrap().to_owned();
            owner.post("/appeals", &[("kind", "brief"), ("subject", &subject), ("words", "It is a quotation")]).await.expect(303);
            let case = other.get("/admin/appeals").await.attrs("a.lrow__a", "href").pop().unwrap();
            other.post(&format!("{case}/answer"), &[("verdict", "granted"), ("words", "So it is.")]).await.expect(303);
            format!("/briefs/{id}")
        };
        let publish = async |path: &str| tea.post(&format!("{path}/publication"), &json!({})).await.expect(200).at("/state");
        assert_eq!(publish(&vindicated().await).await, "open");
        let other_words = vindicated().await;
        let version = tea.get(&other_words).await.json()["version"].clone();
        tea.patch(&other_words, &json!({"version": version, "body": "It cures everything, 100% effective."})).await.expect(200);
        assert_eq!(publish(&other_words).await, "pending_review", "the appeal was about other words");
        let other_files = vindicated().await;
        let file = ("file", "tea.png", "image/png", crate::deals_by_program::picture());
        owner.upload(&format!("{other_files}/files"), &[], &[file]).await.expect(303);
        assert!(owner.get(&format!("{other_files}/edit/files")).await.expect(200).has("tea.png"));
        assert_eq!(publish(&other_files).await, "pending_review", "and about other files");
    }
}
