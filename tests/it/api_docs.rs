//! The API's description is true: every door stands in it, every code has its page, and strangers learn nothing from any door.

use crate::both;
use crate::floors::rust_files;
use crate::program::Program;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use vtask::sessions::{Role, Scope};
use vtask::web::Who;
use vtask::web::api::{ApiDoor, CODES};

fn all() -> impl Iterator<Item = &'static ApiDoor> {
    vtask::docs::api_doors().into_iter().flatten()
}

fn file() -> Value {
    serde_json::from_str(vtask::docs::openapi_text()).unwrap()
}

/// A path of something that is nobody's.
fn filled(path: &str) -> String {
    let parts = path.trim_start_matches("/api/v1").split('/').map(|part| if part.starts_with('{') { "nobodys" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

async fn knock(program: &Program, door: &ApiDoor) -> crate::program::Told {
    let (method, path) = (door.door.method.as_str(), filled(door.door.path));
    if method == "GET" { program.get(&path).await } else { program.send(method, &path, "application/json", "{\"nonsense\": 1}").await }
}

#[test]
fn the_doors_of_the_api_are_as_they_were_agreed() {
    let mut lines: Vec<String> = all()
        .map(|door| {
            let telling = (door.tells)();
            let scope = telling.scope.map_or_else(|| "-".to_owned(), |scope| scope.to_string());
            format!("{:<7} {:<50} {:<8} {}", door.door.method.as_str(), door.door.path, scope, door.refusals.join(" "))
        })
        .collect();
    lines.sort_by_key(|line| line.split_whitespace().nth(1).unwrap().to_owned());
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn every_door_stands_in_the_file_with_its_scope_and_answers() {
    let file = file();
    for door in all() {
        let (method, path) = (door.door.method.as_str().to_lowercase(), door.door.path);
        let said = &file["paths"][path][&method];
        assert!(said.is_object(), "{method} {path}");
        let telling = (door.tells)();
        assert_eq!(telling.is_closed, door.door.who == Who::Token, "{method} {path}: the handler's first argument says who may call");
        assert_eq!(said["security"].as_array().unwrap().len(), usize::from(telling.is_closed), "{method} {path}");
        assert!(said["responses"].as_object().unwrap().keys().any(|status| status.starts_with('2')), "{method} {path}");
        let takes_keys = method == "post"
            && telling.is_closed
            && !["/sessions", "/me/totp", "/webhook-endpoints"].iter().any(|secret| path.contains(secret));
        assert_eq!(method == "post" && telling.is_keyed, takes_keys, "{method} {path}: the body comes after the call");
        let named = |parameter: &Value| parameter["name"] == "Idempotency-Key";
        assert_eq!(said["parameters"].as_array().unwrap().iter().any(named), takes_keys, "{method} {path}");
        for code in door.refusals {
            assert!(CODES.iter().any(|(known, _)| known == code), "{method} {path}: nobody knows {code}");
        }
    }
    let told: usize = file["paths"].as_object().unwrap().values().map(|methods| methods.as_object().unwrap().len()).sum();
    assert_eq!(told, all().count());
}

#[test]
fn every_shape_that_is_named_is_there() {
    fn names(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                if let Some(Value::String(path)) = fields.get("$ref") {
                    found.insert(path.clone());
                }
                fields.values().for_each(|value| names(value, found));
            }
            Value::Array(items) => items.iter().for_each(|value| names(value, found)),
            _ => {}
        }
    }
    let file = file();
    let mut found = BTreeSet::new();
    names(&file, &mut found);
    assert!(found.len() > 20);
    for path in found {
        assert!(file.pointer(path.trim_start_matches('#')).is_some(), "{path}");
    }
}

/// Every code that a rule of the house can say, as the source has it.
fn codes_in_the_source() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let text = std::fs::read_to_string(path).unwrap();
        for kind in ["Refusal::forbidden(\"", "Refusal::conflict(\"", "Refusal::unprocessable(\"", "Refusal::unproven(\""] {
            found.extend(text.split(kind).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()));
        }
    }
    found
}

#[test]
fn every_refusal_has_its_code_in_the_list() {
    let known: BTreeSet<String> = CODES.iter().map(|(code, _)| (*code).to_owned()).collect();
    assert_eq!(known.len(), CODES.len(), "each once");
    let missing: Vec<String> = codes_in_the_source().into_iter().filter(|code| !known.contains(code)).collect();
    assert_eq!(missing, Vec::<String>::new());
}

both! {
    async fn every_code_has_a_page_in_both_languages(world: World) {
        let visitor = world.browser();
        for lang in ["en", "zh-CN"] {
            visitor.post("/lang", &[("lang", lang), ("next", "/")]).await.expect(303);
            for (code, status) in CODES {
                let page = visitor.get(&format!("/problems/{code}")).await.expect(200);
                assert!(page.has(code) && page.has(&status.to_string()), "{code}");
            }
            assert!(visitor.get("/docs/api").await.expect(200).has("Publish a draft"));
            let page = visitor.get("/docs/api/post_briefs_by_id_publication").await.expect(200);
            assert!(page.has("/briefs/{id}/publication") && page.has("brief.too_many_open") && page.has("curl -X POST"));
            let page = visitor.get("/docs/api/post_files").await.expect(200);
            assert!(page.has("-F 'contract_id=…' \\ -F 'file=@work.png;type=image/png'") && page.has("multipart/form-data"), "{}", page.readable());
            assert_eq!(page.words("[data-form]"), ["contract_id", "file"], "the text comes before the file");
            visitor.get("/docs/api/nothing").await.expect(404);
        }
        visitor.get("/problems/nothing.known").await.expect(404);
        let file = visitor.get("/api/openapi.json").await.expect(200);
        assert_eq!(file.headers["content-type"], "application/json");
    }

    async fn no_door_of_the_api_tells_a_stranger_anything(world: World) {
        let owner = world.merchant("Tea").await;
        let viewer = world.colleague("Tea", Role::Viewer).await;
        let (visitor, member) = (world.nobodys_program(), world.program(&viewer.email, &[Scope::All]).await);
        let unscoped = world.program(&owner.email, &[Scope::Webhooks]).await;
        for door in all() {
            let name = format!("{} {}", door.door.method, door.door.path);
            let told = knock(&visitor, door).await;
            match door.door.who {
                Who::Token => drop(told.problem(401, "auth.required")),
                _ => assert!(told.status < 500, "{name}"),
            }
            if door.door.path.ends_with("/sessions/current") {
                continue;
            }
            for program in [&member, &unscoped] {
                let told = knock(program, door).await;
                assert!((200..500).contains(&told.status), "{name}: {}", told.text);
                if door.door.path.contains('{') {
                    told.problem(404, "not_found");
                }
            }
        }
    }
}
