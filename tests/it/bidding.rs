//! Creators offer; only the merchant sees what.

use crate::both;
use vtask::bids::{self, BidState};

both! {
    async fn a_bid_is_sealed_to_all_but_two(world: World) {
        let (merchant, creator, bid) = world.offered_bid().await;
        let brief = world.read(move |conn| Ok(bids::get(conn, bid)?.brief)).await;
        let (own, theirs) = (world.browser_of(&creator), world.browser_of(&merchant));
        let stranger = world.browser_of(&world.stranger().await);
        for path in [format!("/bids/{bid}"), format!("/bids/{bid}/edit"), format!("/briefs/{brief}/bids")] {
            stranger.get(&path).await.expect(404);
        }
        own.get(&format!("/briefs/{brief}/bids")).await.expect(404);
        assert!(own.get(&format!("/bids/{bid}")).await.expect(200).has("CN¥5,400.00"));
        assert!(theirs.get(&format!("/bids/{bid}")).await.expect(200).has("CN¥6,300.00"));
        assert!(theirs.get(&format!("/briefs/{brief}/bids")).await.expect(200).has("CN¥6,000"));
        assert!(!theirs.get(&format!("/briefs/{brief}/bids?prices=hidden")).await.expect(200).has("CN¥6,000"));
        assert!(own.get("/my/bids").await.expect(200).has("Autumn tea"));
        own.get("/my/bids?view=ended").await.expect(200);
    }

    async fn a_changed_bid_is_another_version(world: World) {
        let (_, creator, bid) = world.offered_bid().await;
        let own = world.browser_of(&creator);
        own.get(&format!("/bids/{bid}/edit")).await.expect(200);
        let fields = |version: &'static str, price: &'static str| {
            [("version", version), ("price", price), ("days", "9"), ("rounds", "2"), ("message", "Better light.")]
        };
        let shown = own.post(&format!("/bids/{bid}"), &[("do", "quote"), ("price", "5000"), ("version", "1")]).await.expect(200);
        assert!(shown.has("CN¥4,500.00"));
        own.post(&format!("/bids/{bid}"), &fields("1", "20")).await.expect(422);
        own.post(&format!("/bids/{bid}"), &fields("3", "5000")).await.expect(409);
        own.post(&format!("/bids/{bid}"), &fields("1", "5000")).await.expect(303);
        let seen = world.read(move |conn| Ok(bids::get(conn, bid)?)).await;
        assert_eq!((seen.version, seen.offer.price.0), (2, 500_000));
    }

    async fn a_bid_names_a_channel_and_shows_works_of_the_bidder_alone(world: World) {
        let (merchant, creator, bid) = world.offered_bid().await;
        let (own, theirs) = (world.browser_of(&creator), world.browser_of(&merchant));
        let channel = [("platform", "instagram"), ("handle", "@cups.daily"), ("url", "https://example.com/cups"), ("followers", "48,200")];
        own.post("/my/profile/channels", &channel).await.expect(303);
        for title in ["A cup", "A pot"] {
            own.upload("/my/profile/works", &[("title", title)], &[("file", "a.png", "image/png", crate::publishing_a_brief::png())]).await.expect(303);
        }
        let form = own.get(&format!("/bids/{bid}/edit")).await.expect(200);
        let (channels, picks) = (form.attrs("#channel option", "value"), form.attrs("input[name=picks]", "value"));
        assert_eq!((channels.len(), picks.len()), (2, 2));
        let fields = |version: &'static str| [("version", version), ("price", "5000"), ("days", "9"), ("rounds", "2"), ("message", "Better light.")];
        let showing = |version, channel: &str, picks: &[&str]| {
            let mut all: Vec<(String, String)> = fields(version).map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
            all.push(("channel".to_owned(), channel.to_owned()));
            all.extend(picks.iter().map(|pick| ("picks".to_owned(), (*pick).to_owned())));
            all
        };
        let send = async |fields: Vec<(String, String)>| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            own.post(&format!("/bids/{bid}"), &fields).await
        };
        let strange = vtask::primitives::id::PortfolioItemId::random().to_string();
        let refused = send(showing("1", &vtask::primitives::id::ChannelId::random().to_string(), &[&strange])).await.expect(422);
        assert_eq!(refused.attrs(".errors a", "href"), ["#channel", "#picks"]);
        assert_eq!(refused.value("price").as_deref(), Some("5000"));
        send(showing("1", &channels[1], &[&picks[0], &picks[0]])).await.expect(422);
        send(showing("1", &channels[1], &[&picks[0]])).await.expect(303);
        let page = theirs.get(&format!("/bids/{bid}")).await.expect(200);
        assert!(page.has("@cups.daily"));
        assert_eq!(page.words("#picks figcaption").len(), 1);
        // What leaves the profile stays on the bid that showed it.
        own.post(&format!("/my/profile/works/{}/removal", picks[0]), &[]).await.expect(303);
        send(showing("2", &channels[1], &[&picks[0]])).await.expect(303);
        assert_eq!(theirs.get(&format!("/bids/{bid}")).await.words("#picks figcaption").len(), 1);
    }

    async fn a_withdrawn_bid_makes_room_for_another(world: World) {
        let (_, creator, bid) = world.offered_bid().await;
        let brief = world.read(move |conn| Ok(bids::get(conn, bid)?.brief)).await;
        let own = world.browser_of(&creator);
        let offer = [("price", "4000"), ("days", "5"), ("rounds", "1"), ("message", "Again.")];
        own.post(&format!("/briefs/{brief}/bids"), &offer).await.expect(409);
        own.post(&format!("/bids/{bid}/withdrawal"), &[]).await.expect(303);
        own.get(&format!("/briefs/{brief}/bids/new")).await.expect(200);
        let placed = own.post(&format!("/briefs/{brief}/bids"), &offer).await.expect(303);
        assert!(own.follow(&placed).await.expect(200).has("Your bid is sent."));
    }

    async fn a_declined_bidder_learns_why(world: World) {
        let (merchant, creator, bid) = world.offered_bid().await;
        let theirs = world.browser_of(&merchant);
        theirs.post(&format!("/bids/{bid}/shortlist"), &[]).await.expect(303);
        theirs.post(&format!("/bids/{bid}/decline"), &[("reason", "ugly")]).await.expect(422);
        theirs.post(&format!("/bids/{bid}/decline"), &[("reason", "timing"), ("note", "Next spring.")]).await.expect(303);
        assert!(world.browser_of(&creator).get(&format!("/bids/{bid}")).await.expect(200).has("Next spring."));
        theirs.post(&format!("/bids/{bid}/decline"), &[("reason", "timing")]).await.expect(409);
    }

    async fn a_bid_that_nobody_chose_expires_after_seven_days(world: World) {
        let (_, creator, bid) = world.offered_bid().await;
        let own = world.browser_of(&creator);
        let fields = [("version", "1"), ("price", "5000"), ("days", "9"), ("rounds", "2"), ("message", "Better light.")];
        own.post(&format!("/bids/{bid}"), &fields).await.expect(303);
        world.wait_days(7);
        world.tick().await;
        assert_eq!(world.read(move |conn| Ok(bids::get(conn, bid)?.state)).await, BidState::Expired);
    }
}
