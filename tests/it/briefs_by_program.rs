//! Briefs, bids and profiles as programs handle them.

use crate::both;
use crate::program::{Program, Told};
use crate::world::World;
use serde_json::{Value, json};
use vtask::sessions::{Role, Scope};

/// A whole brief of an organisation.
pub fn new_brief(world: &World, org: &str) -> Value {
    json!({
        "org_id": org, "kind": "open_bid", "title": "Three pictures of a teapot", "body": "On **wood**, by a window.", "content_form": "image_set",
        "category": "home", "platforms": ["xiaohongshu"], "languages": ["zh-CN"],
        "budget": {"min": {"amount": 100_000, "currency": "CNY"}, "max": {"amount": 500_000, "currency": "CNY"}},
        "places": 1, "bid_deadline": world.now().plus_hours(72).rfc3339(), "delivery_days": 10,
        "checklist": [{"level": "must", "text": "Three pictures"}, {"level": "must_not", "text": "No people"}],
    })
}

/// An owner's program, and the organisation's id.
pub async fn merchant(world: &World, name: &str) -> (Program, String) {
    let owner = world.merchant(name).await;
    let program = world.program(&owner.email, &[Scope::All]).await;
    let org = program.get("/me").await.at("/memberships/0/org/id");
    (program, org)
}

/// An open brief.
pub async fn open_brief(world: &World, merchant: &Program, org: &str) -> String {
    let id = merchant.post("/briefs", &new_brief(world, org)).await.expect(201).at("/id");
    merchant.post(&format!("/briefs/{id}/publication"), &json!({})).await.expect(200);
    id
}

pub async fn creator(world: &World, name: &str) -> Program {
    let login = world.creator_called(name).await;
    world.program(&login.email, &[Scope::All]).await
}

fn bid(amount: i64) -> Value {
    json!({"price": {"amount": amount, "currency": "CNY"}, "days": 5, "message": "I have the light for it."})
}

fn ids(told: &Told) -> Vec<String> {
    told.json()["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

both! {
    async fn a_brief_is_written_published_found_paused_and_given_up(world: World) {
        let (tea, org) = merchant(world, "Tea").await;
        let draft = tea.post("/briefs", &new_brief(world, &org)).await.expect(201);
        let brief = draft.json();
        assert_eq!((brief["state"].as_str(), brief["version"].as_i64()), (Some("draft"), Some(1)));
        assert_eq!(brief["checklist"][0], json!({"id": "A1", "level": "must", "text": "Three pictures"}));
        assert_eq!((&brief["review_days"], &brief["rounds"], &brief["licence"]["days"]), (&json!(7), &json!(2), &json!(90)));
        let path = format!("/briefs/{}", draft.at("/id"));
        let visitor = world.nobodys_program();
        visitor.get(&path).await.problem(404, "not_found");
        tea.patch(&path, &json!({"version": 9, "title": "x"})).await.problem(409, "version.stale");
        let changed = tea.patch(&path, &json!({"version": 1, "title": "Four pictures of a teapot"})).await.expect(200).json();
        assert_eq!((&changed["title"], &changed["version"], &changed["places"]), (&json!("Four pictures of a teapot"), &json!(2), &json!(1)));
        let open = tea.post(&format!("{path}/publication"), &json!({})).await.expect(200);
        assert_eq!(open.at("/state"), "open");
        tea.post(&format!("{path}/publication"), &json!({})).await.problem(409, "state.refused");
        assert_eq!(visitor.get(&path).await.expect(200).json(), open.json());
        assert_eq!(ids(&visitor.get("/briefs?q=TEAPOT&platform=xiaohongshu&platform=x").await.expect(200)), [draft.at("/id")]);
        assert!(ids(&visitor.get("/briefs?q=100%25").await.expect(200)).is_empty());
        assert_eq!(tea.post(&format!("{path}/pause"), &json!({})).await.expect(200).at("/state"), "paused");
        assert!(ids(&visitor.get("/briefs").await.expect(200)).is_empty());
        assert_eq!(tea.post(&format!("{path}/resumption"), &json!({})).await.expect(200).at("/state"), "open");
        tea.post(&format!("{path}/cancellation"), &json!({})).await.problem(422, "fields.invalid");
        assert_eq!(tea.post(&format!("{path}/cancellation"), &json!({"reason": "No teapots left"})).await.expect(200).at("/state"), "cancelled");
    }

    async fn a_brief_without_a_checklist_may_be_published(world: World) {
        let (tea, org) = merchant(world, "Tea").await;
        let mut brief = new_brief(world, &org);
        brief.as_object_mut().unwrap().remove("checklist");
        let id = tea.post("/briefs", &brief).await.expect(201).at("/id");
        assert_eq!(tea.post(&format!("/briefs/{id}/publication"), &json!({})).await.expect(200).at("/state"), "open");
    }

    async fn what_cannot_be_taken_is_named(world: World) {
        let (tea, org) = merchant(world, "Tea").await;
        let with = |changes: Value| {
            let mut body = new_brief(world, &org);
            body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
            body
        };
        for (changes, field, code) in [
            (json!({"product": "A pot"}), "product", "choice"),
            (json!({"kind": "gift"}), "kind", "choice"),
            (json!({"title": "  "}), "title", "required"),
            (json!({"title": "x".repeat(121)}), "title", "too-long"),
            (json!({"places": 0}), "places", "number"),
            (json!({"places": "1"}), "places", "type"),
            (json!({"places": 1.5}), "places", "type"),
            (json!({"platforms": []}), "platforms", "required"),
            (json!({"platforms": ["myspace"]}), "platforms[0]", "choice"),
            (json!({"bid_deadline": "tomorrow"}), "bid_deadline", "type"),
            (json!({"bid_deadline": "2020-01-01T00:00:00Z"}), "bid_deadline", "past"),
            (json!({"review_days": 15}), "review_days", "number"),
            (json!({"secret": 1}), "secret", "unknown"),
            (json!({"checklist": [{"level": "must", "text": ""}]}), "checklist[0].text", "required"),
            (json!({"budget": {"min": {"amount": 99, "currency": "CNY"}, "max": {"amount": 500, "currency": "CNY"}}}), "budget.min", "price-bounds"),
            (json!({"budget": {"min": {"amount": 600, "currency": "CNY"}, "max": {"amount": 500, "currency": "CNY"}}}), "budget.max", "range"),
        ] {
            let told = tea.post("/briefs", &with(changes.clone())).await.problem(422, "fields.invalid");
            assert_eq!(told.fields(), [(field.to_owned(), code.to_owned())], "{changes}");
        }
        let mixed = json!({"budget": {"min": {"amount": 600, "currency": "CNY"}, "max": {"amount": 700, "currency": "USD"}}});
        tea.post("/briefs", &with(mixed)).await.problem(422, "money.currency");
        for query in ["limit=0", "limit=101", "limit=x", "sort=best", "state=odd", "category=x", "min_price=-1", "language=!"] {
            tea.get(&format!("/briefs?{query}")).await.problem(422, "fields.invalid");
        }
        tea.get("/briefs?cursor=abc").await.problem(422, "cursor.invalid");
    }

    async fn the_order_of_checks_tells_a_stranger_nothing(world: World) {
        let (tea, org) = merchant(world, "Tea").await;
        let viewer = world.colleague("Tea", Role::Viewer).await;
        let viewer = world.program(&viewer.email, &[Scope::All]).await;
        let (stranger, _) = merchant(world, "Ink").await;
        let id = tea.post("/briefs", &new_brief(world, &org)).await.at("/id");
        let nonsense = json!({"nonsense": 1});
        for path in ["publication", "pause", "resumption", "cancellation"] {
            let path = format!("/briefs/{id}/{path}");
            world.nobodys_program().post(&path, &nonsense).await.problem(401, "auth.required");
            tea.send("POST", &path, "application/json", "{").await.problem(400, "body.unreadable");
            let missing = stranger.post(&format!("/briefs/brf_01jd0000000000000000000000/{}", path.rsplit('/').next().unwrap()), &nonsense).await;
            let forbidden = stranger.post(&path, &nonsense).await.problem(404, "not_found");
            assert_eq!(missing.status, 404);
            let quiet = |told: &Told| {
                let mut problem = told.json();
                problem["request_id"] = Value::Null;
                problem
            };
            assert_eq!(quiet(&missing), quiet(&forbidden));
            viewer.post(&path, &nonsense).await.problem(403, "act.forbidden");
            tea.post(&path, &nonsense).await.problem(422, "fields.invalid");
        }
        viewer.post("/briefs", &nonsense).await.problem(422, "fields.invalid");
        viewer.post("/briefs", &json!({"org_id": org, "nonsense": 1})).await.problem(403, "act.forbidden");
        stranger.post("/briefs", &json!({"org_id": org, "nonsense": 1})).await.problem(404, "not_found");
    }

    async fn a_token_does_what_its_scopes_say(world: World) {
        let owner = world.merchant("Tea").await;
        let org = world.org_id("Tea").await.to_string();
        let reader = world.program(&owner.email, &[Scope::Read]).await;
        let writer = world.program(&owner.email, &[Scope::Briefs]).await;
        reader.post("/briefs", &new_brief(world, &org)).await.problem(403, "scope.missing");
        let id = writer.post("/briefs", &new_brief(world, &org)).await.expect(201).at("/id");
        reader.get(&format!("/briefs/{id}")).await.expect(200);
        writer.get(&format!("/briefs/{id}")).await.problem(404, "not_found");
        reader.post(&format!("/briefs/{id}/publication"), &json!({})).await.problem(403, "scope.missing");
        reader.post("/briefs/brf_01jd0000000000000000000000/publication", &json!({})).await.problem(404, "not_found");
        writer.get("/bids?mine=true").await.problem(403, "scope.missing");
        assert_eq!(ids(&reader.get(&format!("/briefs?org_id={org}")).await), [id]);
        assert!(ids(&world.nobodys_program().get(&format!("/briefs?org_id={org}")).await).is_empty());
    }

    async fn bids_are_placed_changed_judged_and_sealed(world: World) {
        let (tea, org) = merchant(world, "Tea").await;
        let (lin, ana) = (creator(world, "Lin Wan").await, creator(world, "Ana").await);
        let brief = open_brief(world, &tea, &org).await;
        let bids = format!("/briefs/{brief}/bids");
        tea.post(&bids, &bid(200_000)).await.problem(403, "act.forbidden");
        lin.post(&bids, &bid(99)).await.problem(422, "fields.invalid");
        let dollars = json!({"price": {"amount": 200_000, "currency": "USD"}, "days": 5, "message": "m"});
        lin.post(&bids, &dollars).await.problem(422, "money.currency");
        let placed = lin.post(&bids, &bid(200_000)).await.expect(201);
        assert_eq!((placed.at("/state"), placed.json()["rounds"].as_i64(), placed.json()["turns"].as_i64()), ("submitted".to_owned(), Some(2), Some(0)));
        lin.post(&bids, &bid(200_000)).await.problem(409, "bid.already");
        let other = ana.post(&bids, &bid(300_000)).await.expect(201);
        let path = format!("/bids/{}", placed.at("/id"));
        ana.get(&path).await.problem(404, "not_found");
        ana.get(&bids).await.problem(404, "not_found");
        assert_eq!(ids(&tea.get(&bids).await.expect(200)), [placed.at("/id"), other.at("/id")]);
        assert_eq!(tea.get(&path).await.expect(200).json(), placed.json());
        let page = tea.get(&format!("{bids}?limit=1")).await;
        let next = page.at("/next_cursor");
        assert_eq!(ids(&tea.get(&format!("{bids}?limit=1&cursor={next}")).await), [other.at("/id")]);
        tea.patch(&path, &json!({"version": 1, "days": 1})).await.problem(403, "act.forbidden");
        let edited = lin.patch(&path, &json!({"version": 1, "price": {"amount": 210_000, "currency": "CNY"}})).await.expect(200).json();
        assert_eq!((&edited["version"], &edited["price"]["amount"], &edited["days"]), (&json!(2), &json!(210_000), &json!(5)));
        lin.patch(&path, &json!({"version": 1, "days": 9})).await.problem(409, "version.stale");
        lin.post(&format!("{path}/shortlist"), &json!({})).await.problem(403, "act.forbidden");
        assert_eq!(tea.post(&format!("{path}/shortlist"), &json!({})).await.expect(200).at("/state"), "shortlisted");
        tea.post(&format!("{path}/decline"), &json!({"reason": "taste"})).await.problem(422, "fields.invalid");
        assert_eq!(tea.post(&format!("{path}/decline"), &json!({"reason": "price"})).await.expect(200).at("/state"), "declined");
        let other = format!("/bids/{}", other.at("/id"));
        assert_eq!(ana.post(&format!("{other}/withdrawal"), &json!({})).await.expect(200).at("/state"), "withdrawn");
        assert_eq!(ids(&lin.get("/bids?mine=true").await.expect(200)), [placed.at("/id")]);
        assert_eq!(world.nobodys_program().get(&format!("/briefs/{brief}")).await.json()["bid_count"], 0);
    }

    async fn one_key_is_one_effect_and_one_answer(world: World) {
        let (tea, org) = merchant(world, "Tea").await;
        let body = new_brief(world, &org);
        let tries = (0..50).map(|_| tea.post_as("key-1", "/briefs", &body));
        let told = futures_util::future::join_all(tries).await;
        let first = told.iter().find(|told| told.status == 201).unwrap().at("/id");
        for told in &told {
            match told.status {
                201 => assert_eq!(told.at("/id"), first),
                _ => assert_eq!((told.status, told.at("/code").as_str()), (409, "idempotency.in_progress")),
            }
        }
        assert_eq!(ids(&tea.get(&format!("/briefs?org_id={org}&limit=100")).await).len(), 1);
        let again = tea.post_as("key-1", "/briefs", &body).await.expect(201);
        assert_eq!((again.at("/id"), again.headers["idempotent-replayed"].to_str().unwrap()), (first.clone(), "true"));
        tea.post_as("key-1", "/briefs", &json!({})).await.problem(422, "idempotency.mismatch");
        tea.post_as("", "/briefs", &body).await.problem(422, "idempotency.invalid");
        tea.post_as(&"k".repeat(256), "/briefs", &body).await.problem(422, "idempotency.invalid");
        let pause = format!("/briefs/{first}/pause");
        let refused = tea.post_as("key-2", &pause, &json!({})).await.problem(409, "state.refused");
        tea.post(&format!("/briefs/{first}/publication"), &json!({})).await.expect(200);
        let again = tea.post_as("key-2", &pause, &json!({})).await.problem(409, "state.refused");
        assert_eq!(again.at("/request_id"), refused.at("/request_id"), "the same words");
        world.wait_hours(25);
        tea.post_as("key-2", &pause, &json!({})).await.expect(200);
        let (ink, _) = merchant(world, "Ink").await;
        ink.post_as("key-1", "/briefs", &body).await.problem(404, "not_found");
    }

    async fn a_key_opens_nothing_for_a_token_that_is_not_good_for_the_door(world: World) {
        let owner = world.merchant("Tea").await;
        let org = world.org_id("Tea").await.to_string();
        let reader = world.program(&owner.email, &[Scope::Read]).await;
        let writer = world.program(&owner.email, &[Scope::Briefs]).await;
        let body = new_brief(world, &org);
        let brief = writer.post_as("key-1", "/briefs", &body).await.expect(201).at("/id");
        for body in [&body, &json!({})] {
            let told = reader.post_as("key-1", "/briefs", body).await.problem(403, "scope.missing");
            assert!(!told.headers.contains_key("idempotent-replayed") && !told.text.contains(&brief));
        }
        let publish = format!("/briefs/{brief}/publication");
        reader.post_as("key-2", &publish, &json!({})).await.problem(403, "scope.missing");
        reader.post_as("", &publish, &json!({})).await.problem(403, "scope.missing");
        assert_eq!(writer.post_as("key-2", &publish, &json!({})).await.expect(200).at("/state"), "open", "the refusal was not kept");
    }

    async fn creators_are_found_and_change_themselves(world: World) {
        let lin = creator(world, "Lin Wan").await;
        let me = lin.get("/me").await;
        let changed = lin.patch("/me/creator", &json!({"bio": "Still life.", "tags": ["Tea", "#wood"], "languages": ["zh-CN"]})).await.expect(200);
        assert_eq!(changed.json()["tags"], json!(["tea", "wood"]));
        lin.patch("/me/creator", &json!({"version": 1, "bio": "x"})).await.problem(409, "version.stale");
        let visitor = world.nobodys_program();
        for path in [format!("/creators/{}", me.at("/creator/id")), format!("/creators/{}", me.at("/creator/handle"))] {
            assert_eq!(visitor.get(&path).await.expect(200).json(), changed.json());
        }
        assert_eq!(ids(&visitor.get("/creators?tag=tea").await.expect(200)), [me.at("/creator/id")]);
        visitor.get("/creators?platform=myspace").await.problem(422, "fields.invalid");
        let (tea, _) = merchant(world, "Tea").await;
        tea.patch("/me/creator", &json!({"bio": "x"})).await.problem(404, "not_found");
    }
}
