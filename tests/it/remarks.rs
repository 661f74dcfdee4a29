//! Remarks: pins that both see, talk under each, carried until they are done with, and requests built from them.

use crate::both;
use crate::deliveries::png;
use vtask::contracts::MilestoneState;
use vtask::sessions::AdminRole;

both! {
    async fn a_pin_is_talked_about_carried_and_becomes_a_request(world: World) {
        let deal = world.funded_deal().await;
        let (creator, merchant) = (world.browser_of(&deal.creator), world.browser_of(&deal.merchant));
        let milestone = format!("/milestones/{}", deal.milestone);
        let make = format!("{milestone}/remarks");
        merchant.get(&format!("{make}/new?version=1&item=1")).await.expect(409);
        let deliver = format!("{milestone}/deliveries");
        creator.upload(&deliver, &[("links", "https://example.com/film")], &[("files", "cover.png", "image/png", png())]).await.expect(303);
        world.browser_of(&world.stranger().await).get(&format!("{make}/new?version=1&item=1")).await.expect(404);
        merchant.get(&format!("{make}/new?version=1&item=9")).await.expect(404);

        // A tap without scripts: 280 pixels wide, the middle.
        let form = merchant.get(&format!("{make}/new?version=1&item=1&height=187&at.x=140&at.y=93")).await.expect(200);
        assert_eq!((form.value("x").unwrap().as_str(), form.value("y").unwrap().as_str()), ("50.0", "49.7"));
        let room = format!("/contracts/{}", deal.contract);
        let remark = |item: &'static str, text: &'static str| [("version", "1"), ("item", item), ("text", text)];
        let mut bad = remark("1", " ").to_vec();
        bad.extend([("x", "101"), ("y", "1")]);
        assert_eq!(merchant.post(&make, &bad).await.expect(422).words(".errors li").len(), 2);
        let mut spot = remark("1", "The knob is soft").to_vec();
        spot.extend([("x", "50.0"), ("y", "25")]);
        merchant.post(&make, &spot).await.expect(303);
        let mut wrong = remark("1", "A picture has no seconds").to_vec();
        wrong.push(("second", "4"));
        merchant.post(&make, &wrong).await.expect(422);
        let mut second = remark("2", "Cut here").to_vec();
        second.push(("second", "83"));
        merchant.post(&make, &second).await.expect(303);
        creator.post(&make, &remark("1", "Shall I crop it")).await.expect(303);

        assert!(creator.get("/inbox?tab=news").await.has("remarked on the work"));
        let page = creator.get(&room).await.expect(200);
        assert_eq!(page.words(".remark > div > p.pre"), ["The knob is soft", "Cut here", "Shall I crop it"]);
        assert_eq!((page.attrs(".pin circle", "cx"), page.attrs(".pin circle", "cy")), (vec!["450".to_owned()], vec!["150".to_owned()]));
        assert!(page.has("at 1:23"));
        let ids = page.attrs(".remark", "id");
        assert_eq!(page.attrs(".remark__act form", "action"), [format!("/remarks/{}/resolution", ids[2])], "whose it is says that it is done");

        creator.post(&format!("/remarks/{}/resolution", ids[0]), &[("done", "true")]).await.expect(403);
        let answer = format!("/remarks/{}/replies", ids[0]);
        assert!(creator.post(&answer, &[("text", "")]).await.expect(422).has("The knob is soft"));
        creator.post(&answer, &[("text", "Mended in the next one")]).await.expect(303);
        assert_eq!(merchant.get(&room).await.words(".remark__reply p.pre"), ["Mended in the next one"]);
        merchant.post(&format!("/remarks/{}/resolution", ids[1]), &[("done", "true")]).await.expect(303);
        merchant.post(&format!("/remarks/{}/resolution", ids[1]), &[("done", "true")]).await.expect(409);

        // What is open of the merchant's is offered, ticked; a remark of the other side is not his to ask with.
        let change = format!("{milestone}/change-requests");
        let offered = merchant.get(&format!("{change}/new")).await.expect(200);
        assert_eq!(offered.attrs("input[name='remarks'][checked]", "value"), [ids[0].clone()]);
        merchant.post(&change, &[("delivery_version", "1"), ("remarks", &ids[2])]).await.expect(422);
        merchant.post(&change, &[("delivery_version", "1"), ("remarks", &ids[1])]).await.expect(422);
        merchant.post(&change, &[("delivery_version", "1"), ("remarks", &ids[0])]).await.expect(303);
        assert!(creator.get(&format!("{deliver}/new")).await.expect(200).has("cover.png The knob is soft"));

        // The next version carries what is open, and lets go of what is done.
        creator.upload(&deliver, &[], &[("files", "cover.png", "image/png", png())]).await.expect(303);
        let second = merchant.get(&room).await.expect(200);
        assert_eq!(second.attrs(".remark", "id"), [ids[0].clone(), ids[2].clone()]);
        assert!(second.has("Made on version 1") && second.attrs(".pin", "href") == [format!("#{}", ids[0])]);
        merchant.post(&format!("/remarks/{}/resolution", ids[0]), &[("done", "true")]).await.expect(303);
        assert_eq!(merchant.get(&room).await.attrs(".pin--done", "href").len(), 1);
        assert_eq!(merchant.get(&format!("{room}?version=1")).await.attrs(".remark", "id").len(), 3, "the first version keeps its own");
    }

    async fn a_moderator_looks_when_no_round_is_left_and_both_read_it(world: World) {
        let deal = world.funded_deal().await;
        let (creator, merchant) = (world.browser_of(&deal.creator), world.browser_of(&deal.merchant));
        let (deliver, ask) = (format!("/milestones/{}/deliveries", deal.milestone), format!("/milestones/{}/opinions", deal.milestone));
        let change = format!("/milestones/{}/change-requests", deal.milestone);
        for version in ["1", "2"] {
            creator.upload(&deliver, &[], &[("files", "paper.pdf", "application/pdf", b"%PDF-1.4 work".to_vec())]).await.expect(303);
            merchant.get(&format!("{ask}/new")).await.expect(409);
            merchant.post(&change, &[("delivery_version", version), ("item", "A1"), ("text", "The light")]).await.expect(303);
        }
        creator.upload(&deliver, &[], &[("files", "paper.pdf", "application/pdf", b"%PDF-1.4 work".to_vec())]).await.expect(303);
        let room = format!("/contracts/{}", deal.contract);
        assert!(merchant.get(&room).await.has("Ask for a neutral look"));
        world.browser_of(&world.stranger().await).post(&ask, &[("question", "x")]).await.expect(404);
        merchant.post(&ask, &[("question", " ")]).await.expect(422);
        merchant.post(&ask, &[("question", "Is A1 met?")]).await.expect(303);
        creator.post(&ask, &[("question", "Is A1 met?")]).await.expect(409);
        assert!(creator.get(&room).await.has("A moderator is asked"));

        let moderator = world.browser_of(&world.admin_as(&[AdminRole::Moderator]).await);
        let arbiter = world.browser_of(&world.admin_as(&[AdminRole::Arbiter]).await);
        assert!(moderator.get("/admin").await.has("Versions that wait for a neutral look: 1"));
        let case = moderator.get("/admin/opinions").await.expect(200).attrs("a.lrow__a", "href").pop().unwrap();
        arbiter.get(&case).await.expect(403);
        merchant.get(&case).await.expect(404);
        let page = moderator.get(&case).await.expect(200);
        assert!(page.has("Is A1 met?") && page.has("Light from the left"));
        let work = page.attrs(".files a", "href").pop().unwrap();
        moderator.get(&work).await.expect(200);
        arbiter.get(&work).await.expect(403);
        moderator.post(&format!("{case}/answer"), &[("verdict", "as_agreed"), ("words", "")]).await.expect(422);
        let said = [("verdict", "as_agreed"), ("words", "A1 is met: the light comes from the left.")];
        moderator.post(&format!("{case}/answer"), &said).await.expect(303);
        moderator.post(&format!("{case}/answer"), &said).await.expect(409);
        moderator.get(&work).await.expect(403);
        for side in [&creator, &merchant] {
            let page = side.get(&room).await.expect(200);
            assert!(page.has("It is what was agreed") && page.has("A1 is met: the light"));
            assert!(side.get("/inbox?tab=news").await.has("A moderator has looked at the work"));
        }
        assert_eq!(world.contract(&deal).await.1.state, MilestoneState::Submitted, "nothing moved");
    }
}
