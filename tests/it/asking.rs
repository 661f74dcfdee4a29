//! What is asked about a brief in public, and answered.

use crate::both;
use crate::deals_by_program::program_of;
use crate::market::Market;
use serde_json::json;

both! {
    async fn a_question_and_its_answer_are_everybodys_to_read(world: World) {
        let Market { merchant, brief, .. } = world.market(1, 0).await;
        let (visitor, stranger, maker) = (world.browser(), world.stranger().await, world.maker().await);
        let (asks, knows, theirs) = (program_of(world, &stranger).await, program_of(world, &maker).await, program_of(world, &merchant).await);
        let door = format!("/briefs/{brief}/questions");
        world.nobodys_program().post(&door, &json!({"text": "?"})).await.problem(401, "auth.required");
        theirs.post(&door, &json!({"text": "Own?"})).await.problem(403, "act.forbidden");
        asks.post(&door, &json!({"text": " "})).await.problem(422, "fields.invalid");
        let asked = asks.post(&door, &json!({"text": "Is the tea sent to us?"})).await.expect(201).json();
        assert!(asked["answer"].is_null() && asked.get("creator_id").is_none(), "{asked:#}");
        knows.post(&door, &json!({"text": "May it be filmed outdoors?"})).await.expect(201);
        let id = asked["id"].as_str().unwrap();
        let answer = format!("/questions/{id}/answer");
        asks.post(&answer, &json!({"text": "Yes."})).await.problem(403, "act.forbidden");
        assert!(world.browser_of(&merchant).get("/inbox").await.has("A visitor asks"));
        theirs.post(&answer, &json!({"text": "Two tins, and you keep them."})).await.expect(200);
        theirs.post(&answer, &json!({"text": "Three."})).await.problem(409, "state.refused");
        let told = world.nobodys_program().get(&door).await.expect(200).json();
        assert_eq!((told["items"].as_array().unwrap().len(), told["items"][0]["answer"].as_str()), (2, Some("Two tins, and you keep them.")));
        assert!(told["items"][1]["creator_id"].as_str().is_some());
        let page = visitor.get(&format!("/briefs/{brief}")).await.expect(200);
        assert!(page.has("A visitor") && page.has("Two tins, and you keep them.") && page.has("Sign in to ask"), "{}", page.readable());
        assert!(world.browser_of(&stranger).get("/inbox?tab=news").await.has("answered your question"));
    }

    async fn ten_questions_a_day_and_none_on_what_is_over(world: World) {
        let Market { merchant, brief, .. } = world.market(1, 0).await;
        let (own, theirs) = (world.browser_of(&world.maker().await), world.browser_of(&merchant));
        let (door, page) = (format!("/briefs/{brief}/questions"), format!("/briefs/{brief}"));
        own.post(&door, &[("text", "")]).await.expect(422);
        for n in 0..10 {
            own.post(&door, &[("text", &*format!("Question {n}?"))]).await.expect(303);
        }
        own.post(&door, &[("text", "One more?")]).await.expect(429);
        world.wait_hours(25);
        let answer = theirs.get(&page).await.expect(200).attrs("#questions a.btn", "href");
        theirs.get(&answer[0]).await.expect(200);
        own.get(&answer[0]).await.expect(403);
        theirs.post(&answer[0], &[("text", "")]).await.expect(422);
        theirs.post(&answer[0], &[("text", "So it is.")]).await.expect(303);
        assert!(own.get(&page).await.has("So it is."));
        theirs.post(&format!("{page}/cancellation"), &[("reason", "No tea left.")]).await.expect(303);
        own.post(&door, &[("text", "Why?")]).await.expect(409);
    }
}
