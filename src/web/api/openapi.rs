//! The description of the API, OpenAPI 3.1, put together from the doors.

use super::describe::{Named, Telling};
use super::door::ApiDoor;
use super::problems::{self, Problem};
use crate::primitives::Choice as _;
use crate::sessions::Scope;
use crate::web::Who;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::{PartialSchema as _, ToSchema as _};

/// The file. Paths stand in the order of their text, shapes in the order of their names.
#[must_use]
pub fn openapi(doors: &[&'static [ApiDoor]]) -> Value {
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    let mut shapes: BTreeMap<String, Value> = BTreeMap::new();
    shapes.insert("Problem".to_owned(), json!(Problem::schema()));
    let mut inner = Vec::new();
    Problem::schemas(&mut inner);
    for door in doors.iter().copied().flatten() {
        let mut telling = (door.tells)();
        let method = door.door.method.as_str().to_lowercase();
        paths.entry(door.door.path).or_default().insert(method, operation(door, &telling));
        inner.append(&mut telling.shapes);
    }
    shapes.extend(inner.into_iter().map(|(name, shape)| (name, json!(shape))));
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "V-Task",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The market for programs. What a person can do on the site, a program with a token of that person can do here.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": shapes,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "vt_…", "description": scopes()}},
            "responses": {"Problem": {
                "description": "What went wrong; `type` opens a page that explains it.",
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
            }},
        },
    })
}

fn scopes() -> String {
    let words: Vec<&str> = Scope::ALL.iter().map(|scope| scope.word()).collect();
    format!("A token of the settings, of `vtask token create`, or of `POST /sessions`. Scopes: {}.", words.join(", "))
}

fn operation(door: &ApiDoor, telling: &Telling) -> Value {
    let mut parameters: Vec<Value> = path_names(door.door.path).map(path_parameter).collect();
    parameters.extend(telling.query.iter().map(|parameter| json!(parameter)));
    if door.door.method == "POST" && telling.is_keyed {
        parameters.push(json!({
            "name": "Idempotency-Key", "in": "header", "required": false,
            "description": "The same key and body within 24 hours have one effect and one answer.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[ -~]+$"},
        }));
    }
    let mut operation = json!({
        "operationId": operation_id(door),
        "summary": door.summary,
        "tags": [tag(door.door.path)],
        "parameters": parameters,
        "responses": responses(door, telling),
        "security": if door.door.who == Who::Token { json!([{"token": telling.scope.map(|scope| scope.word()).into_iter().collect::<Vec<_>>()}]) } else { json!([]) },
    });
    if let (Some(fields), Some(body)) = (operation.as_object_mut(), request_body(telling)) {
        fields.insert("requestBody".to_owned(), body);
    }
    operation
}

fn request_body(telling: &Telling) -> Option<Value> {
    if let Some(fields) = telling.form {
        let (file, texts) = fields.split_last()?;
        let mut properties: Map<String, Value> = texts.iter().map(|name| ((*name).to_owned(), json!({"type": "string"}))).collect();
        properties.insert((*file).to_owned(), json!({"type": "string", "contentMediaType": "application/octet-stream"}));
        let schema = json!({"type": "object", "properties": properties, "required": fields, "additionalProperties": false});
        return Some(json!({"required": true, "content": {"multipart/form-data": {"schema": schema}}}));
    }
    let name = telling.body.as_ref()?;
    let has_required =
        |(_, shape): &Named| json!(shape).get("required").is_some_and(|fields| fields.as_array().is_some_and(|fields| !fields.is_empty()));
    let required = telling.shapes.iter().filter(|(known, _)| known == name).any(has_required);
    Some(json!({"required": required, "content": {"application/json": {"schema": {"$ref": format!("#/components/schemas/{name}")}}}}))
}

fn responses(door: &ApiDoor, telling: &Telling) -> Value {
    let mut responses = Map::new();
    let statuses: BTreeSet<u16> = telling.answers.iter().map(|(status, _)| *status).collect();
    for status in &statuses {
        let mut response = json!({"description": described(*status)});
        let content = content(telling, *status);
        if let (Some(fields), Some(content)) = (response.as_object_mut(), content) {
            fields.insert("content".to_owned(), content);
        }
        responses.insert(status.to_string(), response);
    }
    for (status, codes) in refusals(door, telling) {
        let description = codes.iter().map(|code| format!("`{code}`")).collect::<Vec<_>>().join(", ");
        let content = json!({"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}});
        responses.insert(status.to_string(), json!({"description": description, "content": content}));
    }
    Value::Object(responses)
}

/// What comes with this status: nothing, bytes, or one of the shapes that the door answers with it.
fn content(telling: &Telling, status: u16) -> Option<Value> {
    let named = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let names: Vec<&str> = telling.answers.iter().filter(|(known, _)| *known == status).filter_map(|(_, shape)| shape.as_deref()).collect();
    match names.as_slice() {
        [] => None,
        [""] => Some(json!({"*/*": {}})),
        [name] => Some(json!({"application/json": {"schema": named(name)}})),
        several => Some(json!({"application/json": {"schema": {"anyOf": several.iter().copied().map(named).collect::<Vec<_>>()}}})),
    }
}

/// Status → codes: the door's own, and those that any door of its kind has.
fn refusals(door: &ApiDoor, telling: &Telling) -> BTreeMap<u16, Vec<&'static str>> {
    let mut found: BTreeMap<u16, Vec<&'static str>> = BTreeMap::new();
    let mut add = |code: &'static str| {
        let codes = found.entry(problems::status(code)).or_default();
        if !codes.contains(&code) {
            codes.push(code);
        }
    };
    // A token that is none, or that calls too often, is refused at open doors too.
    ["auth.required", "limit.reached"].into_iter().for_each(&mut add);
    if telling.scope.is_some() {
        add("scope.missing");
    }
    if door.door.path.contains('{') {
        add("not_found");
    }
    if telling.body.is_some() || telling.form.is_some() {
        ["body.unreadable", "body.too_large", "body.wrong_type", "fields.invalid"].into_iter().for_each(&mut add);
    }
    if !telling.query.is_empty() {
        add("fields.invalid");
    }
    if door.door.method == "POST" && telling.is_keyed {
        ["idempotency.mismatch", "idempotency.in_progress"].into_iter().for_each(&mut add);
    }
    door.refusals.iter().copied().for_each(&mut add);
    add("busy");
    found
}

const fn described(status: u16) -> &'static str {
    match status {
        201 => "Made",
        202 => "Asked for; it has not happened yet",
        204 => "Done",
        206 => "A part of it",
        _ => "As it is now",
    }
}

fn path_names(path: &'static str) -> impl Iterator<Item = &'static str> {
    path.split('/').filter_map(|part| part.strip_prefix('{').and_then(|part| part.strip_suffix('}')))
}

fn path_parameter(name: &str) -> Value {
    json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}})
}

/// `POST /api/v1/briefs/{id}/publication` → `post_briefs_publication`
fn operation_id(door: &ApiDoor) -> String {
    let path = door.door.path.trim_start_matches(super::BASE);
    let words = path.split('/').filter(|part| !part.is_empty()).map(|part| match part.strip_prefix('{') {
        Some(name) => format!("by_{}", name.trim_end_matches('}')),
        None => part.replace('-', "_"),
    });
    format!("{}_{}", door.door.method.as_str().to_lowercase(), words.collect::<Vec<_>>().join("_"))
}

fn tag(path: &str) -> &str {
    path.trim_start_matches(super::BASE).split('/').nth(1).unwrap_or_default()
}
