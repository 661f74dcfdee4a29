//! Work that is paid piece by piece: each piece is delivered, accepted and paid by itself.

use crate::both;
use crate::deals::fill_wallet;
use crate::deals_by_program::{program_of, yuan};
use crate::market::Market;
use crate::pools::{pool, wallet};
use serde_json::json;

both! {
    async fn each_piece_is_paid_when_it_is_accepted(world: World) {
        let Market { merchant, org: owner, .. } = world.market(1, 0).await;
        let (theirs, org) = (program_of(world, &merchant).await, owner.to_string());
        let written = pool(world, &org, &json!({"kind": "piece_rate", "budget": {"min": yuan(10_000), "max": yuan(20_000)}}));
        let path = format!("/briefs/{}", theirs.post("/briefs", &written).await.expect(201).at("/id"));
        assert_eq!(theirs.post(&format!("{path}/publication"), &json!({})).await.expect(200).at("/state"), "open", "nothing is set aside");
        let maker = world.maker().await;
        let (mine, form) = (program_of(world, &maker).await, world.browser_of(&maker).get(&format!("{path}/bids/new")).await.expect(200));
        assert!(form.has("Pieces") && form.has("For all pieces together"), "{}", form.readable());
        let bid = |price: i64, pieces: i32| json!({"price": yuan(price), "pieces": pieces, "days": 5, "message": "Mine."});
        for (price, pieces, field, code) in [(40_003, 3, "price", "pieces"), (60_003, 3, "price", "price-range"), (26_000, 13, "pieces", "number")] {
            let no = mine.post(&format!("{path}/bids"), &bid(price, pieces)).await.problem(422, "fields.invalid").fields();
            assert!(no.contains(&(field.to_owned(), code.to_owned())), "{no:?}");
        }
        let placed = mine.post(&format!("{path}/bids"), &bid(45_003, 3)).await.expect(201);
        assert_eq!((&placed.json()["price"], &placed.json()["pieces"]), (&yuan(45_003), &json!(3)));
        let award = format!("/bids/{}/award", placed.at("/id"));
        let uneven = json!({"version": 1, "milestones": [
            {"title": "One", "price": yuan(15_000), "days": 3}, {"title": "Two", "price": yuan(30_003), "days": 3},
        ]});
        let no = theirs.post(&award, &uneven).await.problem(422, "fields.invalid");
        assert_eq!(no.fields(), [("milestones".to_owned(), "milestones-pieces".to_owned())]);
        let contract = theirs.post(&award, &json!({"version": 1})).await.expect(201).json();
        let pieces = contract["milestones"].as_array().unwrap();
        let told: Vec<_> = pieces.iter().map(|piece| (piece["title"].as_str().unwrap(), &piece["price"])).collect();
        assert_eq!(told, [("Tea boxes 1/3", &yuan(15_001)), ("Tea boxes 2/3", &yuan(15_001)), ("Tea boxes 3/3", &yuan(15_001))]);
        let act = world.act_of(&merchant);
        world.write(move |tx| fill_wallet(tx, &act, owner, 50_000)).await;
        let funding = format!("/contracts/{}/funding", contract["id"].as_str().unwrap());
        theirs.post(&funding, &json!({"milestones": [pieces[0]["id"]]})).await.expect(200);
        assert_eq!(wallet(&theirs, &org).await, [34_249, 0, 15_751, 0], "one piece and its fee of 750");
        let one = pieces[0]["id"].as_str().unwrap();
        let items = json!({"note": "", "items": [{"url": "https://example.com/one"}]});
        mine.post(&format!("/milestones/{one}/deliveries"), &items).await.expect(201);
        theirs.post(&format!("/milestones/{one}/approval"), &json!({"delivery_version": 1, "amount": yuan(15_001)})).await.expect(200);
        assert_eq!(wallet(&theirs, &org).await, [34_249, 0, 0, 15_751]);
        assert_eq!(mine.get("/wallet").await.json()["balances"][0]["pending"], yuan(13_501));
        theirs.post(&funding, &json!({})).await.expect(200);
        assert_eq!(wallet(&theirs, &org).await, [2_747, 0, 31_502, 15_751]);
        world.books_are_right().await;
    }
}
