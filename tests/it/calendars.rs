//! A person's clocks in the calendar of another program.

use crate::both;
use crate::world::World;

/// The lines of a calendar, unfolded.
async fn lines(world: &World, address: &str) -> Vec<String> {
    let path = address.split_once("/calendar/").map(|(_, key)| format!("/calendar/{key}")).unwrap();
    let page = world.browser().get(&path).await.expect(200);
    assert_eq!(page.headers["content-type"], "text/calendar; charset=utf-8");
    page.body.replace("\r\n ", "").lines().map(ToOwned::to_owned).collect()
}

both! {
    async fn both_sides_find_the_deadlines_of_a_deal(world: World) {
        let deal = world.awarded_deal().await;
        let mut seen = Vec::new();
        for side in [&deal.merchant, &deal.creator] {
            let browser = world.browser_of(side);
            let settings = browser.get("/settings/calendar").await.expect(200);
            let address = settings.attrs("#address", "value").remove(0);
            let found = lines(world, &address).await;
            assert!(found.iter().any(|line| line.starts_with("SUMMARY:Time to fund: ")), "{found:#?}");
            assert!(found.iter().any(|line| line.starts_with("DESCRIPTION:Without money by then the contract expires")), "{found:#?}");
            assert!(found.iter().any(|line| line.starts_with("URL:") && line.ends_with(&format!("/contracts/{}", deal.contract))), "{found:#?}");
            seen.push(found.into_iter().filter(|line| line.starts_with("DTSTART")).collect::<Vec<_>>());
            // Another address, and the one before is nobody's.
            browser.post("/settings/calendar/renewal", &[]).await.expect(303);
            let path = address.split_once("/calendar/").map(|(_, key)| format!("/calendar/{key}")).unwrap();
            world.browser().get(&path).await.expect(404);
            let renewed = browser.get("/settings/calendar").await.attrs("#address", "value").remove(0);
            assert_ne!(renewed, address);
            assert!(!lines(world, &renewed).await.is_empty());
        }
        assert_eq!(seen[0], seen[1], "both see the same moments");
    }

    async fn an_address_that_is_made_up_is_nobodys(world: World) {
        let creator = world.creator_called("Ana Lima").await;
        let address = creator.get("/settings/calendar").await.expect(200).attrs("#address", "value").remove(0);
        let key = address.split_once("/calendar/").unwrap().1;
        let forged: String = key.chars().map(|c| if c == '0' { '1' } else { c }).collect();
        let cut: String = key.chars().take(key.len() - 5).collect();
        for key in ["x", "x.ics", &forged, &cut, &key.replace(".ics", "0.ics")] {
            world.browser().get(&format!("/calendar/{key}")).await.expect(404);
        }
    }
}
