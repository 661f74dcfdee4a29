//! Secret briefs: everybody reads title and category, whoever promised reads the rest, and nobody offers before.

use crate::agencies::{agency, signed};
use crate::both;
use crate::deals_by_program::program_of;
use crate::market::Market;
use crate::pools::{bid, pool};
use serde_json::json;

both! {
    async fn a_secret_brief_is_read_by_who_promised(world: World) {
        let Market { merchant, org, .. } = world.market(1, 0).await;
        let theirs = program_of(world, &merchant).await;
        let words = json!({"kind": "open_bid", "body": "A **zebra** lamp comes out in May.", "checklist": [{"level": "must", "text": "Show the quagga"}],
            "nda": "I keep what I read here to myself for two years."});
        let path = crate::contests::opened(&theirs, &pool(world, &org.to_string(), &words)).await;
        let maker = world.maker().await;
        let (mine, nobody) = (program_of(world, &maker).await, world.nobodys_program());
        let secret = |text: &str| text.contains("zebra") || text.contains("quagga");
        for told in [nobody.get(&path).await, mine.get(&path).await, nobody.get("/briefs").await, mine.get("/briefs").await] {
            assert!(told.status == 200 && told.text.contains("Tea boxes") && !secret(&told.text), "{}", told.text);
        }
        assert_eq!(nobody.get("/briefs?q=zebra").await.json()["items"].as_array().unwrap().len(), 0, "not found by what is secret");
        assert!(secret(&theirs.get(&path).await.text) && secret(&theirs.get("/briefs").await.text));
        let browser = world.browser_of(&maker);
        for page in [world.browser().get(&path).await, browser.get(&path).await, world.browser().get("/briefs").await] {
            let page = page.expect(200);
            assert!(page.has("Tea boxes") && !page.has("zebra") && !page.has("quagga"), "{}", page.readable());
        }
        mine.post(&format!("{path}/bids"), &bid(200_000)).await.problem(409, "brief.nda_wanted");
        browser.get(&format!("{path}/bids/new")).await.expect(409);

        let hash = mine.get(&path).await.at("/nda/sha256");
        mine.post(&format!("{path}/nda-acceptance"), &json!({"sha256": "00"})).await.problem(409, "brief.nda_other");
        theirs.post(&format!("{path}/nda-acceptance"), &json!({"sha256": hash})).await.problem(403, "act.forbidden");
        browser.post(&format!("{path}/nda-acceptance"), &[("sha256", hash.as_str())]).await.expect(303);
        assert!(secret(&mine.get(&path).await.text) && secret(&mine.get("/briefs").await.text) && browser.get(&path).await.has("quagga"));
        let kept = world.read(|conn| {
            use diesel::prelude::*;
            use vtask::schema::nda_promises as p;
            Ok(p::table.select((p::words, p::sha256, p::words_version)).load::<(String, String, i64)>(conn)?)
        });
        assert_eq!(kept.await, [("I keep what I read here to myself for two years.".to_owned(), hash.clone(), 1)]);
        mine.post(&format!("{path}/bids"), &bid(200_000)).await.expect(201);
        let other = program_of(world, &world.maker().await).await;
        assert!(!secret(&other.get(&path).await.text), "one promise opens it to one");
        let asking = json!({"text": "Is the zebra lamp dimmable?"});
        other.post(&format!("{path}/questions"), &asking).await.problem(409, "brief.nda_wanted");
        let question = mine.post(&format!("{path}/questions"), &asking).await.expect(201).at("/id");
        theirs.post(&format!("/questions/{question}/answer"), &json!({"text": "Like a quagga."})).await.expect(200);
        let asked = format!("{path}/questions");
        for told in [other.get(&asked).await, nobody.get(&asked).await] {
            assert_eq!(told.expect(200).json()["items"], json!([]), "what is asked about a secret is part of it");
        }
        assert!(secret(&mine.get(&asked).await.text) && secret(&theirs.get(&asked).await.text));
        assert!(browser.get(&path).await.has("dimmable") && !world.browser().get(&path).await.expect(200).has("dimmable"));
        let version = theirs.get(&path).await.json()["version"].clone();
        theirs.patch(&path, &json!({"version": version, "nda": "Other words."})).await.problem(422, "fields.invalid");
    }

    async fn an_agency_reads_a_secret_brief_once_a_creator_of_its_promised(world: World) {
        let Market { merchant, org, .. } = world.market(1, 0).await;
        let theirs = program_of(world, &merchant).await;
        let words = json!({"kind": "open_bid", "question": "How loud is the zebra?", "nda": "I keep it to myself."});
        let path = crate::contests::opened(&theirs, &pool(world, &org.to_string(), &words)).await;
        let (orchid, home) = agency(world, "Orchid").await;
        let mei = world.creator_called("Mei").await;
        signed(world, (&orchid, &home), &mei, "Mei", (&["bid"], "20")).await;
        let form = format!("{path}/agency-bids/new");
        let refused = orchid.browser.get(&form).await.expect(409);
        assert!(!refused.has("zebra"), "{}", refused.readable());
        let own = world.program(&mei.email, &[vtask::sessions::Scope::All]).await;
        let hash = own.get(&path).await.at("/nda/sha256");
        own.post(&format!("{path}/nda-acceptance"), &json!({"sha256": hash})).await.expect(200);
        assert!(orchid.browser.get(&form).await.expect(200).has("How loud is the zebra?"));
    }
}
