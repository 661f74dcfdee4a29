//! Programs come in: tokens, proofs of presence, and what every answer says.

use crate::both;
use crate::people::PASSWORD;
use crate::program::Program;
use serde_json::json;
use vtask::primitives::Limit;
use vtask::sessions::Scope;

both! {
    async fn a_program_signs_in_learns_who_it_is_and_leaves(world: World) {
        let owner = world.merchant("Tea").await;
        let nobody = world.nobodys_program();
        let told = nobody.post("/sessions", &json!({"email": owner.email, "password": PASSWORD})).await.expect(201);
        let program = Program::new(world, Some(told.at("/token")));
        let me = program.get("/me").await.expect(200);
        assert_eq!((me.at("/user/id"), me.at("/user/email"), me.at("/user/locale")), (owner.id.to_string(), owner.email.clone(), "en".to_owned()));
        assert_eq!((me.at("/memberships/0/org/name"), me.at("/memberships/0/role")), ("Tea".to_owned(), "owner".to_owned()));
        assert_eq!(me.json()["admin_roles"], json!([]));
        program.delete("/sessions/current").await.expect(204);
        program.get("/me").await.problem(401, "auth.required");
    }

    async fn what_proves_nothing_is_one_answer(world: World) {
        let owner = world.merchant("Tea").await;
        let nobody = world.nobodys_program();
        for (email, password) in [(owner.email.as_str(), "wrong"), ("nobody@example.org", PASSWORD), ("no address", PASSWORD)] {
            nobody.post("/sessions", &json!({"email": email, "password": password})).await.problem(401, "auth.failed");
        }
        for _ in 0..4 {
            nobody.post("/sessions", &json!({"email": owner.email, "password": "wrong"})).await.problem(401, "auth.failed");
        }
        let told = nobody.post("/sessions", &json!({"email": owner.email, "password": PASSWORD})).await.problem(429, "limit.reached");
        assert!(told.headers.contains_key("retry-after"));
    }

    async fn a_token_ends_and_a_bad_one_opens_nothing(world: World) {
        let owner = world.merchant("Tea").await;
        let told = world.nobodys_program().post("/sessions", &json!({"email": owner.email, "password": PASSWORD})).await;
        let program = Program::new(world, Some(told.at("/token")));
        world.wait_days(15);
        program.get("/me").await.problem(401, "auth.required");
        for token in ["", "vt_nothing", "Basic", "vt_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
            let told = Program::new(world, Some(token.to_owned())).get("/me").await.problem(401, "auth.required");
            assert_eq!(told.headers["www-authenticate"], "Bearer");
        }
        world.nobodys_program().get("/me").await.problem(401, "auth.required");
        world.nobodys_program().get("/nothing").await.problem(404, "not_found");
        world.nobodys_program().send("PUT", "/sessions", "application/json", "{}").await.problem(405, "method.wrong");
    }

    async fn bodies_are_read_strictly(world: World) {
        let nobody = world.nobodys_program();
        let send = |kind: &'static str, body: &'static str| nobody.send("POST", "/sessions", kind, body);
        send("application/json", "{\"email\": ").await.problem(400, "body.unreadable");
        send("text/plain", "{}").await.problem(415, "body.wrong_type");
        let field = |told: crate::program::Told| told.problem(422, "fields.invalid").fields();
        let one = |field: &str, code: &str| vec![(field.to_owned(), code.to_owned())];
        assert_eq!(field(send("application/json", "{\"email\": 1, \"password\": \"x\"}").await), one("email", "type"));
        assert_eq!(field(send("application/json", "{\"email\": \"a\"}").await), one("password", "required"));
        assert_eq!(field(send("application/json", "{\"email\": \"a\", \"password\": \"b\", \"pin\": 1}").await), one("pin", "unknown"));
        assert_eq!(field(send("application/json", "{\"email\": \"a\", \"email\": \"b\", \"password\": \"c\"}").await), one("email", "twice"));
        assert_eq!(field(send("application/json; charset=utf-8", "[]").await), one(".", "type"));
        nobody.send("POST", "/sessions", "application/json", b"{\"email\": \"\xff\"}".to_vec()).await.problem(400, "body.unreadable");
        let large = format!("{{\"email\": \"{}\"}}", "a".repeat(300 * 1024));
        nobody.send("POST", "/sessions", "application/json", large).await.problem(413, "body.too_large");
    }

    async fn doors_of_secrets_ignore_keys(world: World) {
        let owner = world.merchant("Tea").await;
        let sign_in = json!({"email": owner.email, "password": PASSWORD});
        let mut tokens = std::collections::BTreeSet::new();
        for _ in 0..2 {
            tokens.insert(world.nobodys_program().post_as("key", "/sessions", &sign_in).await.expect(201).at("/token"));
        }
        let program = Program::new(world, tokens.pop_first());
        let other = program.post_as("key", "/sessions", &sign_in).await.expect(201).at("/token");
        assert!(tokens.insert(other), "three tokens, each another");
        let step_up = "/sessions/current/step-up";
        program.post_as("key", step_up, &json!({})).await.problem(422, "fields.invalid");
        program.post_as("key", step_up, &json!({"password": PASSWORD})).await.expect(204);
        program.post_as(&"k".repeat(256), step_up, &json!({"password": PASSWORD})).await.expect(204);
        let secret = program.post_as("key", "/me/totp", &json!({})).await.expect(200).at("/secret");
        let again = program.post_as("key", "/me/totp", &json!({})).await.expect(200);
        assert!(!again.headers.contains_key("idempotent-replayed"));
        assert_eq!(again.at("/secret"), secret, "the one that waits for its first code stays");
        let confirm = "/me/totp/confirmation";
        program.post_as("key", confirm, &json!({"code": "000000"})).await.problem(422, "fields.invalid");
        let code = json!({"code": crate::second_factor::code(world, &again.at("/secret"))});
        program.post_as("key", confirm, &code).await.expect(200);
        program.post_as("key", confirm, &code).await.problem(409, "state.refused");
        use diesel::prelude::*;
        let kept: i64 = world.read(|conn| Ok(vtask::schema::idempotency_keys::table.count().get_result(conn)?)).await;
        assert_eq!(kept, 0);
    }

    async fn naming_the_account_of_payouts_wants_a_proof_of_presence(world: World) {
        let lin = world.creator_called("Lin Wan").await;
        let sign_in = json!({"email": lin.email, "password": PASSWORD});
        let told = world.nobodys_program().post("/sessions", &sign_in).await.expect(201);
        let program = Program::new(world, Some(told.at("/token")));
        let account = json!({"name": "Lin Wan", "country": "CN", "currency": "CNY"});
        world.wait_hours(1);
        for sent in [&account, &json!({})] {
            program.put("/payout-account", sent).await.problem(403, "auth.step_up");
        }
        program.get("/payout-account").await.problem(404, "not_found");
        program.post("/sessions/current/step-up", &json!({"password": PASSWORD})).await.expect(204);
        program.put("/payout-account", &account).await.expect(200);
        world.wait_hours(1);
        program.put("/payout-account", &account).await.problem(403, "auth.step_up");
    }

    async fn the_second_factor_is_turned_on_by_a_program(world: World) {
        let owner = world.merchant("Tea").await;
        let nobody = world.nobodys_program();
        let sign_in = json!({"email": owner.email, "password": PASSWORD});
        let program = Program::new(world, Some(nobody.post("/sessions", &sign_in).await.at("/token")));
        let other = Program::new(world, Some(nobody.post("/sessions", &sign_in).await.at("/token")));
        world.wait_hours(1);
        program.post("/me/totp", &json!({})).await.problem(403, "auth.step_up");
        program.post("/sessions/current/step-up", &json!({"password": "wrong"})).await.problem(401, "auth.failed");
        program.post("/sessions/current/step-up", &json!({"password": PASSWORD})).await.expect(204);
        let told = program.post("/me/totp", &json!({})).await.expect(200);
        assert!(told.at("/otpauth_url").contains(&told.at("/secret")));
        let code = crate::second_factor::code(world, &told.at("/secret"));
        program.post("/me/totp/confirmation", &json!({"code": "000000"})).await.problem(422, "fields.invalid");
        let told = program.post("/me/totp/confirmation", &json!({"code": code})).await.expect(200);
        assert_eq!(told.json()["recovery_codes"].as_array().unwrap().len(), 10);
        program.get("/me").await.expect(200);
        other.get("/me").await.problem(401, "auth.required");
        owner.get("/inbox").await.expect(303);
        nobody.post("/sessions", &sign_in).await.problem(401, "auth.code_required");
        let recovery = told.at("/recovery_codes/0");
        let mut with_code = sign_in;
        with_code["code"] = json!(recovery);
        nobody.post("/sessions", &with_code).await.expect(201);
        nobody.post("/sessions", &with_code).await.problem(401, "auth.failed");
    }

    async fn a_new_password_ends_the_tokens_of_sign_ins_and_no_others(world: World) {
        let owner = world.merchant("Tea").await;
        let told = world.nobodys_program().post("/sessions", &json!({"email": owner.email, "password": PASSWORD})).await;
        let (signed_in, made) = (Program::new(world, Some(told.at("/token"))), world.program(&owner.email, &[Scope::Read]).await);
        owner.post("/settings/security/password", &[("current", PASSWORD), ("password", "another walk by the lake")]).await.expect(303);
        signed_in.get("/me").await.problem(401, "auth.required");
        made.get("/me").await.expect(200);
    }

    async fn each_answer_says_how_many_calls_are_left(world: World) {
        let owner = world.merchant("Tea").await;
        let program = world.program(&owner.email, &[Scope::Read]).await;
        let told = program.get("/me").await.expect(200);
        assert_eq!(told.headers["ratelimit-policy"], "\"token\";q=600;w=60");
        assert!(told.headers["ratelimit"].to_str().unwrap().starts_with("\"token\";r=599;"), "{:?}", told.headers["ratelimit"]);
        assert!(!told.headers.contains_key("set-cookie"));
        assert_eq!(told.headers["cache-control"], "no-store");
        assert_eq!(world.read(|conn| Ok(vtask::platform::mailer::list_newest(conn, None, Limit::PAGE)?.items.len())).await, 0);
    }
}

both! {
    async fn a_token_is_made_shown_used_and_revoked_in_the_settings(world: World) {
        let owner = world.merchant("Tea").await;
        let page = owner.post("/settings/tokens", &[("name", ""), ("days", "90")]).await.expect(422);
        assert!(page.has("Fill this in."));
        let page = owner.post("/settings/tokens", &[("name", "Warehouse"), ("scopes", "read"), ("scopes", "briefs"), ("days", "90")]).await.expect(303);
        let shown = owner.follow(&page).await.expect(200);
        let token = shown.words(".copy code").remove(0);
        assert!(token.starts_with("vt_") && token.len() == 46, "{token}");
        let program = Program::new(world, Some(token.clone()));
        assert_eq!(program.get("/me").await.expect(200).at("/user/email"), owner.email);
        assert!(!owner.follow(&page).await.expect(200).has(&token), "it was used");
        assert!(owner.get("/settings/tokens").await.expect(200).has("Warehouse"));
        world.merchant("Ink").await.get(page.location.as_deref().unwrap()).await.expect(404);
        let revocation = format!("{}/revocation", page.location.as_deref().unwrap());
        owner.post(&revocation, &[]).await.expect(303);
        program.get("/me").await.problem(401, "auth.required");
        owner.post(&revocation, &[]).await.expect(404);
    }

    async fn a_token_that_moves_money_wants_a_proof_of_presence(world: World) {
        let owner = world.merchant("Tea").await;
        world.wait_hours(1);
        let fields = [("name", "Till"), ("scopes", "money"), ("days", "")];
        let page = owner.post("/settings/tokens", &fields).await.expect(303);
        assert!(page.location.as_deref().unwrap().starts_with("/step-up"));
        let next = owner.follow(&page).await.expect(200).attrs("main input[name=next]", "value").remove(0);
        let back = owner.post("/step-up", &[("password", PASSWORD), ("next", &next)]).await.expect(303);
        let form = owner.follow(&back).await.expect(200);
        assert_eq!((form.value("name").as_deref(), form.attrs("input[name=scopes][checked]", "value")), (Some("Till"), vec!["money".to_owned()]));
        let page = owner.post("/settings/tokens", &fields).await.expect(303);
        assert!(page.location.unwrap().starts_with("/settings/tokens/"));
    }
}
