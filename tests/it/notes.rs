//! A merchant's own stars and notes on bids: for its people, never for the bidder.

use crate::both;
use crate::market::Market;
use vtask::sessions::Role;

both! {
    async fn stars_come_first_and_notes_are_for_the_house_alone(world: World) {
        let Market { merchant, org, brief, bids, creators } = world.market(1, 3).await;
        let owner = world.browser_of(&merchant);
        let (editor, viewer) = (world.member(org, Role::Editor).await, world.member(org, Role::Viewer).await);
        let (editor, viewer) = (world.browser_of(&editor), world.browser_of(&viewer));
        let (compare, door) = (format!("/briefs/{brief}/bids"), |bid: usize, what: &str| format!("/bids/{}/{what}", bids[bid]));
        let first = async |browser: &crate::browser::Browser| browser.get(&compare).await.expect(200).attrs(".compare thead a", "href").remove(0);
        assert_ne!(first(&owner).await, format!("/bids/{}", bids[2]));
        let starred = editor.post(&door(2, "star"), &[("on", "true"), ("prices", "hidden")]).await.expect(303);
        assert_eq!(starred.location.as_deref(), Some(&*format!("{compare}?prices=hidden")));
        assert_eq!(first(&owner).await, format!("/bids/{}", bids[2]), "everybody of the house sees the star");

        let page = owner.get(&door(2, "note")).await.expect(200);
        let version = page.value("version").unwrap();
        owner.post(&door(2, "note"), &[("version", &version), ("text", "Warm light.\nAsk about cups.")]).await.expect(303);
        let seen = viewer.get(&compare).await.expect(200);
        assert!(seen.has("Warm light.") && seen.has("Starred") && seen.attrs("form[action$='/star'], a[href$='/note']", "action").is_empty());
        // A colleague had it open: nothing is written over.
        let page = editor.post(&door(2, "note"), &[("version", &version), ("text", "Too dear.")]).await.expect(409);
        assert_eq!((page.words("[data-theirs]"), page.words("[data-mine]")), (vec!["Warm light. Ask about cups.".to_owned()], vec!["Too dear.".to_owned()]));
        editor.post(&door(2, "note"), &[("version", &page.value("version").unwrap()), ("text", "Warm light. Too dear.")]).await.expect(303);
        assert!(owner.get(&format!("/bids/{}", bids[2])).await.has("Warm light. Too dear."));
        owner.post(&door(2, "note"), &[("version", "9"), ("text", &"x".repeat(2_001))]).await.expect(422);
        let back = owner.post(&door(2, "star"), &[("on", ""), ("from", "bid")]).await.expect(303);
        assert_eq!(back.location.as_deref(), Some(&*format!("/bids/{}", bids[2])));
        assert_ne!(first(&owner).await, format!("/bids/{}", bids[2]));

        // Who only reads writes nothing, the bidder learns nothing, a stranger finds nothing.
        let own = world.browser_of(&world.sign_in(creators[2]).await);
        assert!(!own.get(&format!("/bids/{}", bids[2])).await.expect(200).has("Too dear"));
        let stranger = world.browser_of(&world.stranger().await);
        for (browser, status) in [(&viewer, 403), (&own, 403), (&stranger, 404)] {
            browser.get(&door(2, "note")).await.expect(status);
            browser.post(&door(2, "note"), &[("version", "2"), ("text", "Mine")]).await.expect(status);
            browser.post(&door(2, "star"), &[("on", "true")]).await.expect(status);
        }
    }
}
