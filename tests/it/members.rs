//! Members of an organisation, their roles, and the places that are offered.

use crate::both;
use crate::browser::Page;
use crate::people::{Login, PASSWORD};
use crate::world::World;
use vtask::primitives::Choice as _;
use vtask::sessions::{Right, Role};

pub async fn home(world: &World, org: &str) -> String {
    format!("/settings/organisations/{}", world.org_id(org).await)
}

/// Where to post another role of the member with this address.
pub fn place(page: &Page, email: &str) -> String {
    let forms = page.html();
    let row = scraper::Selector::parse("li.srow").unwrap();
    let form = scraper::Selector::parse("form[action$='/role']").unwrap();
    let found = forms.select(&row).find(|row| row.text().any(|text| text.trim() == email)).expect("the member's row");
    found.select(&form).next().expect("a form for the role").value().attr("action").unwrap().to_owned()
}

async fn invite(login: &Login, home: &str, email: &str, role: &str) -> Page {
    login.post(&format!("{home}/invitations"), &[("email", email), ("role", role)]).await
}

both! {
    async fn the_matrix_holds_for_members_and_profile(world: World) {
        let owner = world.merchant("Tea").await;
        let home = home(world, "Tea").await;
        for role in Role::ALL {
            let member = world.colleague("Tea", *role).await;
            let page = member.get(&home).await.expect(200);
            let (may, status) = (role.allows(Right::Manage), if role.allows(Right::Manage) { 303 } else { 403 });
            assert_eq!(page.attrs("form", "action").iter().any(|action| action.ends_with("/invitations")), may, "{role}");
            invite(&member, &home, &format!("{role}@new.example.org"), "viewer").await.expect(status);
            let viewer = world.colleague("Tea", Role::Viewer).await;
            let path = place(&owner.get(&home).await, &viewer.email);
            member.post(&path, &[("role", "editor")]).await.expect(status);
            member.post(&path.replace("/role", "/removal"), &[]).await.expect(status);
            let version = owner.get(&home).await.value("version").unwrap();
            member.post(&home, &[("name", "Tea"), ("about", ""), ("website", ""), ("version", &version)]).await.expect(status);
        }
    }

    async fn a_stranger_sees_nothing_of_an_organisation(world: World) {
        let owner = world.merchant("Tea").await;
        let home = home(world, "Tea").await;
        let stranger = world.merchant("Coffee").await;
        let path = place(&owner.get(&home).await, &owner.email);
        for answer in [
            stranger.get(&home).await,
            stranger.post(&home, &[("name", "Mine")]).await,
            invite(&stranger, &home, "x@example.org", "viewer").await,
            stranger.post(&path, &[("role", "viewer")]).await,
            stranger.post(&path.replace("/role", "/removal"), &[]).await,
            stranger.post(&format!("{home}/departure"), &[]).await,
            stranger.get("/settings/organisations/org_01jd0000000000000000000000").await,
        ] {
            answer.expect(404);
        }
    }

    async fn the_last_owner_stays(world: World) {
        let owner = world.merchant("Tea").await;
        let home = home(world, "Tea").await;
        let own = place(&owner.get(&home).await, &owner.email);
        owner.post(&own, &[("role", "viewer")]).await.expect(409);
        owner.post(&own.replace("/role", "/removal"), &[]).await.expect(409);
        let page = owner.post(&format!("{home}/departure"), &[]).await.expect(409);
        assert!(page.has("An organisation keeps at least one owner."));
        let second = world.colleague("Tea", Role::Owner).await;
        owner.post(&format!("{home}/departure"), &[]).await.expect(303);
        owner.get(&home).await.expect(404);
        second.post(&format!("{home}/departure"), &[]).await.expect(409);
    }

    async fn two_owners_who_leave_at_once_leave_one(world: World) {
        let one = world.merchant("Tea").await;
        let home = home(world, "Tea").await;
        let two = world.colleague("Tea", Role::Owner).await;
        let path = format!("{home}/departure");
        let (a, b) = (one.csrf().await, two.csrf().await);
        let (a, b) = ([("csrf", a.as_str())], [("csrf", b.as_str())]);
        let (first, second) = futures_util::future::join(one.post_raw(&path, &a), two.post_raw(&path, &b)).await;
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409]);
    }

    async fn only_an_owner_touches_owners(world: World) {
        let owner = world.merchant("Tea").await;
        let home = home(world, "Tea").await;
        let admin = world.colleague("Tea", Role::Admin).await;
        let members = owner.get(&home).await;
        admin.post(&place(&members, &admin.email), &[("role", "owner")]).await.expect(403);
        admin.post(&place(&members, &owner.email), &[("role", "viewer")]).await.expect(403);
        admin.post(&place(&members, &owner.email).replace("/role", "/removal"), &[]).await.expect(403);
        invite(&admin, &home, "third@example.org", "owner").await.expect(403);
        owner.post(&place(&members, &admin.email), &[("role", "owner")]).await.expect(303);
        assert!(admin.get("/inbox?tab=news").await.has("Your role in Tea changed"));
        owner.post(&place(&members, &admin.email), &[("role", "king")]).await.expect(422);
    }

    async fn somebody_without_a_login_takes_an_invitation(world: World) {
        let owner = world.merchant("Tea").await;
        let home = home(world, "Tea").await;
        invite(&owner, &home, "new@example.org", "finance").await.expect(303);
        assert!(owner.get(&home).await.has("new@example.org"));
        let letter = world.letter("new@example.org", "invitation").await;
        assert_eq!((letter.params["org"].as_str(), letter.params["role"].as_str()), (Some("Tea"), Some("finance")));
        let browser = world.browser();
        assert!(browser.get(letter.path()).await.expect(200).has("Join Tea"));
        browser.post(letter.path(), &[("name", ""), ("password", "x")]).await.expect(422);
        let page = browser.post(letter.path(), &[("name", "Noa"), ("password", PASSWORD)]).await.expect(303);
        assert!(browser.follow(&page).await.expect(200).has("Noa"));
        assert!(!browser.get("/settings/security").await.has("Not confirmed"), "the mail has shown the address");
        assert!(owner.get("/inbox?tab=news").await.has("Noa joined Tea"));
        world.browser().get(letter.path()).await.expect(404);
    }

    async fn somebody_with_a_login_signs_in_and_joins(world: World) {
        let owner = world.merchant("Tea").await;
        let home = home(world, "Tea").await;
        let ana = world.creator_called("Ana").await;
        invite(&owner, &home, &ana.email, "editor").await.expect(303);
        let letter = world.letter(&ana.email, "invitation").await;
        let visitor = world.browser();
        assert!(visitor.get(letter.path()).await.expect(200).has("Sign in as"));
        let page = visitor.post(letter.path(), &[("name", "Not Ana"), ("password", PASSWORD)]).await.expect(303);
        assert!(page.location.as_deref().unwrap().starts_with("/login?next=%2Finvitations%2F"));
        let other = world.merchant("Coffee").await;
        assert!(other.get(letter.path()).await.expect(200).has("you are signed in as"));
        other.post(letter.path(), &[]).await.expect(403);
        ana.post(letter.path(), &[]).await.expect(303);
        ana.get(&home).await.expect(200);
        invite(&owner, &home, &ana.email, "viewer").await.expect(422);
    }

    async fn an_invitation_ends_is_taken_back_and_replaced(world: World) {
        let owner = world.merchant("Tea").await;
        let home = home(world, "Tea").await;
        invite(&owner, &home, "new@example.org", "viewer").await.expect(303);
        let first = world.letter("new@example.org", "invitation").await;
        invite(&owner, &home, "new@example.org", "editor").await.expect(303);
        world.browser().get(first.path()).await.expect(404);
        let second = world.letter("new@example.org", "invitation").await;
        let cancel = owner.get(&home).await.attrs("form", "action").into_iter().find(|action| action.ends_with("/cancellation")).unwrap();
        world.colleague("Tea", Role::Viewer).await.post(&cancel, &[]).await.expect(403);
        world.merchant("Coffee").await.post(&cancel, &[]).await.expect(404);
        owner.post(&cancel, &[]).await.expect(303);
        world.browser().get(second.path()).await.expect(404);
        owner.post(&cancel, &[]).await.expect(409);
        invite(&owner, &home, "new@example.org", "viewer").await.expect(303);
        let third = world.letter("new@example.org", "invitation").await;
        world.wait_days(15);
        world.browser().get(third.path()).await.expect(404);
    }

    async fn a_removed_member_is_told_and_sees_nothing_more(world: World) {
        let owner = world.merchant("Tea").await;
        let home = home(world, "Tea").await;
        let editor = world.colleague("Tea", Role::Editor).await;
        let path = place(&owner.get(&home).await, &editor.email);
        owner.post(&path.replace("/role", "/removal"), &[]).await.expect(303);
        editor.get(&home).await.expect(404);
        assert!(editor.get("/inbox?tab=news").await.has("You are no longer a member of Tea"));
    }

    async fn what_an_organisation_says_is_saved_against_the_version_that_was_seen(world: World) {
        let owner = world.merchant("Tea").await;
        world.merchant("Coffee").await;
        let home = home(world, "Tea").await;
        let version = owner.get(&home).await.value("version").unwrap();
        let form = |name, website, version| [("name", name), ("about", "We make tea."), ("website", website), ("version", version)];
        owner.post(&home, &form("Tea House", "https://tea.example.org", &version)).await.expect(303);
        assert!(owner.get(&home).await.has("Tea House"));
        owner.post(&home, &form("Tea House Again", "", &version)).await.expect(409);
        let version = owner.get(&home).await.value("version").unwrap();
        let page = owner.post(&home, &form("COFFEE", "javascript:alert(1)", &version)).await.expect(422);
        assert_eq!(page.attrs(".errors a", "href"), ["#website"]);
        let page = owner.post(&home, &form("COFFEE", "", &version)).await.expect(422);
        assert_eq!(page.attrs(".errors a", "href"), ["#name"]);
    }
}
