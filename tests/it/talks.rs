//! What the two say about a bid before there is a deal: with files, found by its words, corrected beside the old, and read or not.

use crate::both;
use crate::browser::Browser;
use crate::deals_by_program::program_of;
use crate::market::Market;
use crate::publishing_a_brief::png;
use crate::world::World;
use serde_json::json;

/// A bid with its merchant's and its bidder's browsers.
struct Two {
    talk: String,
    merchant: Browser,
    creator: Browser,
}

async fn two(world: &World) -> Two {
    let Market { merchant, bids, creators, .. } = world.market(1, 1).await;
    let maker = world.sign_in(creators[0]).await;
    Two { talk: format!("/bids/{}/messages", bids[0]), merchant: world.browser_of(&merchant), creator: world.browser_of(&maker) }
}

both! {
    async fn files_come_along_and_only_the_two_open_them(world: World) {
        let Two { talk, merchant, creator } = two(world).await;
        let swatch = || ("files", "swatch.png", "image/png", png());
        let notes = || ("files", "notes.txt", "text/plain", b"Two lamps.".to_vec());
        creator.upload(&talk, &[("text", "This green?")], &[swatch(), notes()]).await.expect(303);
        let page = merchant.get(&talk).await.expect(200);
        assert_eq!(page.words(".msg__files a"), ["swatch.png", "notes.txt"]);
        let urls = page.attrs(".msg__files a", "href");
        assert_eq!(page.attrs(".msg__files img", "src"), [format!("{}?size=small", urls[0])]);
        assert_eq!(merchant.get(&urls[0]).await.expect(200).headers["content-type"], "image/png");
        assert_eq!(merchant.get(&format!("{}?size=small", urls[0])).await.expect(200).headers["content-type"], "image/jpeg");
        assert_eq!(creator.get(&urls[1]).await.expect(200).body, "Two lamps.");
        let (stranger, other) = (world.browser_of(&world.stranger().await), two(world).await);
        for url in &urls {
            stranger.get(url).await.expect(404);
            other.creator.get(url).await.expect(404);
            // Nor by the way of another bid that one may see.
            other.creator.get(&url.replace(talk.trim_end_matches("/messages"), other.talk.trim_end_matches("/messages"))).await.expect(404);
        }

        // A file that lies is refused by name, and nothing is sent; what was typed stays, and so does the other file.
        let lie = || ("files", "pot.png", "image/png", b"<html>".to_vec());
        let page = creator.upload(&talk, &[("text", "And this one?")], &[lie(), swatch()]).await.expect(422);
        assert!(page.words("textarea[name=text]") == ["And this one?"] && page.has("pot.png"), "{}", page.readable());
        let kept = page.attrs("input[name=file_ids][checked]", "value");
        assert_eq!((kept.len(), merchant.get(&talk).await.words(".msg").len()), (1, 1));
        let page = creator.upload(&talk, &[("text", "Call 13812345678"), ("file_ids", &kept[0])], &[notes()]).await.expect(422);
        assert!(page.has("looks like a telephone number"));
        let kept = page.attrs("input[name=file_ids][checked]", "value");
        assert_eq!((kept.len(), creator.get(&talk).await.attrs("input[name=file_ids][checked]", "value")), (2, kept.clone()), "they wait");
        assert!(merchant.get(&talk).await.attrs("input[name=file_ids]", "value").is_empty(), "for whoever sent them");
        merchant.upload(&talk, &[("text", "Mine now"), ("file_ids", &kept[0])], &[]).await.expect(422);
        creator.get(&format!("{}/files/{}", talk.trim_end_matches("/messages"), kept[0])).await.expect(404);
        let page = creator.upload(&talk, &[("text", "Mail a@b.example"), ("file_ids", &kept[1])], &[]).await.expect(422);
        assert_eq!(page.attrs("input[name=file_ids][checked]", "value"), kept[1..], "what is not wanted any more is gone");
        creator.upload(&talk, &[("text", "Only the notes"), ("file_ids", &kept[1])], &[swatch()]).await.expect(303);
        let page = merchant.get(&talk).await.expect(200);
        assert_eq!(page.words(".msg:nth-of-type(2) .msg__files a"), ["notes.txt", "swatch.png"]);
        assert!(creator.get(&talk).await.attrs("input[name=file_ids]", "value").is_empty());
        creator.upload(&talk, &[("text", "Once more"), ("file_ids", &kept[1])], &[]).await.expect(422);
        let film = ("files", "tea.mp4", "video/mp4", b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41".to_vec());
        creator.upload(&talk, &[("text", "A film")], &[film]).await.expect(422);
        creator.upload(&talk, &[("text", "Eleven")], &(0..11).map(|_| notes()).collect::<Vec<_>>()).await.expect(422);
        assert_eq!(merchant.get(&talk).await.words(".msg").len(), 2);
    }

    async fn programs_write_and_read_about_a_bid(world: World) {
        let Market { merchant, bids, creators, .. } = world.market(1, 1).await;
        let maker = world.sign_in(creators[0]).await;
        let (tea, ana) = (program_of(world, &merchant).await, program_of(world, &maker).await);
        let path = format!("/bids/{}/messages", bids[0]);
        assert!(tea.get(&path).await.expect(200).json()["items"].as_array().unwrap().is_empty());
        let first = ana.post(&path, &json!({"text": "Two lamps, or one?"})).await.expect(201).json();
        assert_eq!((&first["party"], &first["read"]), (&json!("creator"), &json!(false)));
        tea.post(&path, &json!({"text": "Call 13812345678"})).await.problem(422, "fields.invalid");
        tea.post(&path, &json!({"text": "x", "supersedes": first["id"]})).await.problem(422, "fields.invalid");
        tea.post(&path, &json!({"text": "x", "file_ids": []})).await.problem(422, "fields.invalid");
        tea.post(&path, &json!({"text": "Two."})).await.expect(201);
        ana.post(&path, &json!({"text": "Two lamps, or three?", "supersedes": first["id"]})).await.expect(201);
        let page = tea.get(&format!("{path}?limit=2")).await.expect(200).json();
        let texts = |page: &serde_json::Value| -> Vec<String> {
            page["items"].as_array().unwrap().iter().map(|one| one["text"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(texts(&page), ["Two lamps, or three?", "Two."]);
        let rest = tea.get(&format!("{path}?limit=2&cursor={}", page["next_cursor"].as_str().unwrap())).await.expect(200).json();
        assert_eq!((texts(&rest), rest["items"][0]["superseded_by"].is_string()), (vec!["Two lamps, or one?".to_owned()], true));
        assert_eq!(texts(&tea.get(&format!("{path}?q=THREE")).await.expect(200).json()), ["Two lamps, or three?"]);
        let stranger = program_of(world, &world.stranger().await).await;
        stranger.get(&path).await.problem(404, "not_found");
        stranger.post(&path, &json!({"text": "Hello"})).await.problem(404, "not_found");
        ana.post(&format!("/bids/{}/withdrawal", bids[0]), &json!({})).await.expect(200);
        tea.post(&path, &json!({"text": "A pity."})).await.problem(409, "state.refused");
        assert_eq!(texts(&tea.get(&path).await.expect(200).json()).len(), 3);
    }

    async fn words_are_found_and_corrected_and_both_stand(world: World) {
        let Two { talk, merchant, creator } = two(world).await;
        for text in ["茶席 by the window", "At 8, I meant 100%", "Nothing else"] {
            creator.upload(&talk, &[("text", text)], &[]).await.expect(303);
        }
        let found = async |words: &str| merchant.get(&format!("{talk}?q={words}")).await.expect(200).words(".msg__body > p");
        assert_eq!(found("WINDOW").await, ["茶席 by the window"]);
        assert_eq!(found("%E8%8C%B6%E5%B8%AD").await, ["茶席 by the window"]);
        assert_eq!(found("100%25").await, ["At 8, I meant 100%"]);
        assert!(found("%25").await.len() == 1 && merchant.get(&format!("{talk}?q=nowhere")).await.has("No message contains these words"));
        // Whoever searched has not read.
        assert!(creator.get(&talk).await.words(".msg__foot span").is_empty());
        merchant.get(&talk).await;
        assert_eq!(creator.get(&talk).await.words(".msg__foot span"), ["Read", "Read", "Read"]);

        let correct = creator.get(&talk).await.attrs("a[href*='correct=']", "href");
        assert!(correct.len() == 3 && merchant.get(&talk).await.attrs("a[href*='correct=']", "href").is_empty());
        let page = creator.get(&correct[1]).await.expect(200);
        assert_eq!(page.words("textarea#text"), ["At 8, I meant 100%"]);
        let supersedes = page.attrs("#say input[name=supersedes]", "value").remove(0);
        creator.upload(&talk, &[("text", "At 9, I meant."), ("supersedes", &supersedes)], &[]).await.expect(303);
        creator.upload(&talk, &[("text", "At 10."), ("supersedes", &supersedes)], &[]).await.expect(409);
        merchant.upload(&talk, &[("text", "No, 11."), ("supersedes", &supersedes)], &[]).await.expect(422);
        let page = merchant.get(&talk).await;
        assert_eq!((page.words(".msg__body--old > p"), page.words(".msg__before blockquote")), (vec!["At 8, I meant 100%".to_owned()], vec!["At 8, I meant 100%".to_owned()]));
        let theirs = merchant.get(correct[0].as_str()).await.expect(200);
        assert_eq!(theirs.words("textarea#text"), [""], "nobody corrects another's words");
    }
}
