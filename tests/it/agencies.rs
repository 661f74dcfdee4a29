//! An agency and a creator sign terms; what is allowed, what changes, how it ends, and who may do what.

use crate::both;
use crate::browser::{Browser, Page};
use crate::people::Login;
use crate::world::World;
use vtask::sessions::Role;

const TERMS: [(&str, &str); 7] = [
    ("consents", "bid"),
    ("consents", "accept"),
    ("split", "20.5"),
    ("penalty", "5,000"),
    ("currency", "CNY"),
    ("notice_days", "30"),
    ("handle", ""),
];

fn terms<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = TERMS.into_iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    kept.chain(changes.iter().copied()).collect()
}

/// An agency on the site, and where its roster stands.
pub async fn agency(world: &World, name: &str) -> (Login, String) {
    let owner = world.merchant(&format!("{name} Shop")).await;
    let made = owner.browser.post("/settings/organisations/new", &[("name", name), ("kind", "agency")]).await.expect(303);
    assert_eq!(made.location.as_deref(), Some("/start/agency"));
    (owner, format!("/agencies/{}", world.org_id(name).await))
}

pub async fn handle(world: &World, name: &str) -> String {
    let name = name.to_owned();
    world
        .read(move |conn| {
            use diesel::prelude::*;
            use vtask::schema::creators;
            Ok(creators::table.filter(creators::name.eq(name)).select(creators::handle).first::<String>(conn)?)
        })
        .await
}

async fn invite(world: &World, browser: &Browser, home: &str, name: &str) -> Page {
    let handle = handle(world, name).await;
    browser.post(&format!("{home}/invitations"), &terms(&[("handle", &handle)])).await
}

/// A creator on the roster: what he allows, and the agency's share in percent. Answers where his place stands.
pub async fn signed(world: &World, (orchid, home): (&Login, &str), who: &Login, name: &str, (consents, split): (&[&str], &str)) -> String {
    let handle = handle(world, name).await;
    let mut fields = vec![("split", split), ("notice_days", "0"), ("currency", "CNY"), ("handle", handle.as_str())];
    fields.extend(consents.iter().map(|consent| ("consents", *consent)));
    let place = orchid.browser.post(&format!("{home}/invitations"), &fields).await.expect(303).location.unwrap();
    sign(&who.browser, &place, "1").await.expect(303);
    place
}

pub async fn sign(browser: &Browser, place: &str, no: &str) -> Page {
    browser.post(&format!("{place}/answer"), &[("no", no), ("agree", "true"), ("do", "sign")]).await
}

both! {
    async fn both_sign_and_the_creator_takes_back_what_he_likes(world: World) {
        let (orchid, home) = agency(world, "Orchid").await;
        let mei = world.creator_called("Mei").await;
        assert!(orchid.browser.get(&home).await.expect(200).has("Invite your first creator"));
        orchid.browser.get(&format!("{home}/invitations/new")).await.expect(200);
        let place = invite(world, &orchid.browser, &home, "Mei").await.expect(303).location.unwrap();
        invite(world, &orchid.browser, &home, "Mei").await.expect(409);
        assert!(mei.browser.get("/inbox").await.has("Orchid would like to act for you"));
        assert!(mei.browser.get("/settings/agencies").await.expect(200).has("Orchid"));
        let page = mei.browser.get(&place).await.expect(200);
        for words in ["20.5%", "CN¥5,000.00", "30 days", "SHA-256", "place, change and withdraw bids", "Olive Owner"] {
            assert!(page.has(words), "{words}: {}", page.readable());
        }
        assert!(!page.has("and write to merchants about them"), "only what is asked for stands there");
        mei.browser.post(&format!("{place}/answer"), &[("no", "1"), ("do", "sign")]).await.expect(422);
        sign(&mei.browser, &place, "2").await.expect(409);
        sign(&mei.browser, &place, "1").await.expect(303);
        sign(&mei.browser, &place, "1").await.expect(409);
        assert!(orchid.browser.get("/inbox?tab=news").await.has("Mei signed your terms"));
        assert!(mei.browser.get(&place).await.has("Signed by Mei"));

        let consents = format!("{place}/consents");
        mei.browser.post(&consents, &[("consents", "message")]).await.expect(409);
        mei.browser.post(&consents, &[("consents", "dance")]).await.expect(422);
        mei.browser.post(&consents, &[]).await.expect(303);
        assert!(orchid.browser.get(&place).await.has("Nothing is allowed at present"));
        mei.browser.post(&consents, &[("consents", "bid")]).await.expect(303);
        orchid.browser.post(&consents, &[("consents", "accept")]).await.expect(403);
    }

    async fn other_terms_bind_once_both_have_signed_them(world: World) {
        let (orchid, home) = agency(world, "Orchid").await;
        let mei = world.creator_called("Mei").await;
        let place = invite(world, &orchid.browser, &home, "Mei").await.expect(303).location.unwrap();
        orchid.browser.post(&format!("{place}/terms"), &terms(&[("split", "30")])).await.expect(409);
        sign(&mei.browser, &place, "1").await.expect(303);
        assert_eq!(orchid.browser.get(&format!("{place}/terms/new")).await.expect(200).value("split").as_deref(), Some("20.5"));
        for bad in [("split", "91"), ("split", "x"), ("penalty", "-1"), ("notice_days", "181"), ("consents", "")] {
            orchid.browser.post(&format!("{place}/terms"), &terms(&[bad])).await.expect(422);
        }
        orchid.browser.post(&format!("{place}/terms"), &terms(&[("split", "30")])).await.expect(303);
        assert!(orchid.browser.get(&home).await.has("Share 20.5%"), "the signed ones hold");
        orchid.browser.post(&format!("{place}/terms"), &terms(&[("split", "25")])).await.expect(303);
        sign(&mei.browser, &place, "2").await.expect(409);
        sign(&mei.browser, &place, "3").await.expect(303);
        assert!(orchid.browser.get(&home).await.has("Share 25%"));
        orchid.browser.post(&format!("{place}/terms"), &terms(&[("split", "40")])).await.expect(303);
        mei.browser.post(&format!("{place}/answer"), &[("no", "4"), ("do", "refuse")]).await.expect(303);
        let page = orchid.browser.get(&place).await.expect(200);
        assert!(page.has("Version 4") && page.has("Refused") && page.has("On the roster"), "{}", page.readable());
        orchid.browser.post(&format!("{place}/terms"), &terms(&[("split", "45")])).await.expect(303);
        orchid.browser.post(&format!("{place}/withdrawal"), &[]).await.expect(303);
        orchid.browser.post(&format!("{place}/withdrawal"), &[]).await.expect(409);
        assert!(orchid.browser.get(&home).await.has("Share 25%"));
    }

    async fn an_end_stays_in_the_register_with_what_is_asked_for(world: World) {
        let (orchid, home) = agency(world, "Orchid").await;
        let mei = world.creator_called("Mei").await;
        let place = invite(world, &orchid.browser, &home, "Mei").await.expect(303).location.unwrap();
        mei.browser.post(&format!("{place}/end"), &[("reason", "no")]).await.expect(409);
        sign(&mei.browser, &place, "1").await.expect(303);
        mei.browser.post(&format!("{place}/end"), &[("reason", "")]).await.expect(422);
        orchid.browser.post(&format!("{place}/penalty"), &[("amount", "10"), ("currency", "CNY")]).await.expect(409);
        mei.browser.post(&format!("{place}/end"), &[("reason", "I go my own way zq7")]).await.expect(303);
        for (who, browser, path) in [("agency", &orchid.browser, home.as_str()), ("creator", &mei.browser, "/settings/agencies")] {
            let page = browser.get(path).await.expect(200);
            assert!(page.has("Register of exits") && page.has("zq7") && page.has("Ended by the creator"), "{who}: {}", page.readable());
        }
        let penalty = format!("{place}/penalty");
        orchid.browser.post(&penalty, &[("amount", "5,000.01"), ("currency", "CNY")]).await.expect(422);
        orchid.browser.post(&penalty, &[("amount", "50"), ("currency", "USD")]).await.expect(422);
        mei.browser.post(&penalty, &[("amount", "50"), ("currency", "CNY")]).await.expect(403);
        orchid.browser.post(&penalty, &[("amount", "5,000"), ("currency", "CNY")]).await.expect(303);
        orchid.browser.post(&penalty, &[("amount", "1"), ("currency", "CNY")]).await.expect(409);
        assert!(mei.browser.get(&place).await.has("The agency asks for CN¥5,000.00"));
        mei.browser.post(&format!("{place}/consents"), &[("consents", "bid")]).await.expect(409);
        invite(world, &orchid.browser, &home, "Mei").await.expect(303);
        assert!(orchid.browser.get(&home).await.has("zq7"), "what ended stays listed");
    }

    async fn an_agency_that_ends_it_asks_for_nothing(world: World) {
        let (orchid, home) = agency(world, "Orchid").await;
        let mei = world.creator_called("Mei").await;
        let place = invite(world, &orchid.browser, &home, "Mei").await.expect(303).location.unwrap();
        sign(&mei.browser, &place, "1").await.expect(303);
        orchid.browser.post(&format!("{place}/end"), &[("reason", "We close")]).await.expect(303);
        assert!(mei.browser.get("/inbox?tab=news").await.has("Orchid ended acting for you"));
        orchid.browser.post(&format!("{place}/penalty"), &[("amount", "1"), ("currency", "CNY")]).await.expect(409);
    }

    async fn a_roster_is_for_its_two_sides_and_managed_by_few(world: World) {
        let (orchid, home) = agency(world, "Orchid").await;
        let mei = world.creator_called("Mei").await;
        world.creator_called("Ana").await;
        let place = invite(world, &orchid.browser, &home, "Mei").await.expect(303).location.unwrap();
        let ana = handle(world, "Ana").await;
        for (role, manages) in [(Role::Admin, true), (Role::Finance, false), (Role::Editor, false), (Role::Viewer, false)] {
            let member = world.colleague("Orchid", role).await;
            member.browser.get(&home).await.expect(200);
            member.browser.get(&place).await.expect(200);
            let refused = if manages { 422 } else { 403 };
            member.browser.post(&format!("{home}/invitations"), &[("handle", ana.as_str())]).await.expect(refused);
            member.browser.get(&format!("{home}/invitations/new")).await.expect(if manages { 200 } else { 403 });
            sign(&member.browser, &place, "1").await.expect(403);
        }
        let stranger = world.creator_called("Bo").await;
        for path in [home.as_str(), place.as_str()] {
            stranger.browser.get(path).await.expect(404);
        }
        sign(&stranger.browser, &place, "1").await.expect(404);
        let (shop, tea) = (world.merchant("Tea House").await, world.org_id("Tea House").await);
        shop.browser.get(&format!("/agencies/{tea}")).await.expect(404);
        shop.browser.get("/settings/agencies").await.expect(403);
        orchid.browser.post(&format!("{home}/invitations"), &terms(&[("handle", "nobody-here")])).await.expect(422);
        orchid.browser.post(&format!("{place}/withdrawal"), &[]).await.expect(303);
        sign(&mei.browser, &place, "1").await.expect(409);
    }

    async fn nobody_is_asked_again_after_a_no_or_without_end(world: World) {
        let (orchid, home) = agency(world, "Orchid").await;
        let (mei, _) = (world.creator_called("Mei").await, world.creator_called("Bo").await);
        let place = invite(world, &orchid.browser, &home, "Mei").await.expect(303).location.unwrap();
        mei.browser.post(&format!("{place}/answer"), &[("no", "1"), ("do", "refuse")]).await.expect(303);
        let page = invite(world, &orchid.browser, &home, "Mei").await.expect(409);
        assert!(page.has("Ask again later") && page.value("split").as_deref() == Some("20.5"), "{}", page.readable());
        for _ in 0..3 {
            let place = invite(world, &orchid.browser, &home, "Bo").await.expect(303).location.unwrap();
            orchid.browser.post(&format!("{place}/withdrawal"), &[]).await.expect(303);
        }
        invite(world, &orchid.browser, &home, "Bo").await.expect(409);
        let (lily, other) = agency(world, "Lily").await;
        invite(world, &lily.browser, &other, "Bo").await.expect(303);
        world.wait_days(31);
        let orchid = world.log_in(&orchid.email).await;
        for name in ["Mei", "Bo"] {
            invite(world, &orchid.browser, &home, name).await.expect(303);
        }
    }

    async fn an_invitation_begins_with_what_the_agency_usually_proposes(world: World) {
        let (orchid, home) = agency(world, "Orchid").await;
        let (mei, bo) = (world.creator_called("Mei").await, world.creator_called("Bo").await);
        let (usual, begin) = (format!("{home}/terms"), format!("{home}/invitations/new"));
        let settings = format!("/settings/organisations/{}", home.rsplit('/').next().unwrap());
        for page in [&settings, &home, &begin] {
            assert!(orchid.browser.get(page).await.expect(200).attrs("main a", "href").contains(&usual), "{page}");
        }
        let before = invite(world, &orchid.browser, &home, "Mei").await.expect(303).location.unwrap();
        assert!(mei.browser.get(&before).await.has("Olive Owner signs for Orchid"), "without a name it is whoever sends them");

        let said = |signatory: &'static str, office: &'static str, split: &'static str, penalty: &'static str| {
            [("signatory", signatory), ("office", office), ("consents", "bid"), ("consents", "message"), ("split", split), ("penalty", penalty),
             ("currency", "USD"), ("notice_days", "45")]
        };
        let wrong = orchid.browser.post(&usual, &said("", "Director", "95", "x")).await.expect(422);
        assert_eq!(wrong.attrs(".errors a", "href"), ["#signatory", "#split", "#penalty"]);
        assert_eq!((wrong.value("office").as_deref(), wrong.value("split").as_deref(), wrong.value("penalty").as_deref()), (Some("Director"), Some("95"), Some("x")));
        orchid.browser.post(&usual, &said("Hua Li", "Director", "17.25", "800")).await.expect(303);
        let viewer = world.colleague("Orchid", Role::Editor).await;
        for (browser, status) in [(&viewer.browser, 403), (&mei.browser, 404), (&bo.browser, 404)] {
            browser.get(&usual).await.expect(status);
            browser.post(&usual, &said("Me", "", "1", "")).await.expect(status);
        }
        assert!(!viewer.browser.get(&home).await.attrs("main a", "href").contains(&usual));
        for page in [&usual, &begin] {
            let form = orchid.browser.get(page).await.expect(200);
            assert_eq!(form.attrs("input[name=consents][checked]", "value"), ["bid", "message"], "{page}");
            assert_eq!((form.value("split").as_deref(), form.value("penalty").as_deref(), form.value("notice_days").as_deref()), (Some("17.25"), Some("800.00"), Some("45")));
        }
        assert_eq!(orchid.browser.get(&usual).await.value("signatory").as_deref(), Some("Hua Li"));
        let terms = mei.browser.get(&before).await.expect(200);
        assert!(terms.has("20.5%") && !terms.has("17.25%") && !terms.has("Hua Li"), "what was sent stays as it was");

        let place = invite(world, &orchid.browser, &home, "Bo").await.expect(303).location.unwrap();
        let terms = bo.browser.get(&place).await.expect(200);
        assert!(terms.has("20.5%") && terms.has("Hua Li, Director, signs for Orchid"), "each may differ: {}", terms.readable());
        assert!(terms.has("Olive Owner"), "and who sent them is kept");
        sign(&bo.browser, &place, "1").await.expect(303);
        orchid.browser.post(&usual, &said("", "", "5", "")).await.expect(303);
        assert!(bo.browser.get(&place).await.has("Hua Li, Director, signs for Orchid") && !bo.browser.get(&place).await.has("Share 5%"));
        bo.browser.post("/lang", &[("to", "zh-CN"), ("next", "/inbox")]).await.expect(303);
        assert!(bo.browser.get(&place).await.has("由Hua Li（Director）签署"));
    }
}
