//! What a person reads about the API.

use super::rules::{self, Sample, example, kind, short};
use crate::web::Page;
use crate::web::api::BASE;
use serde::Serialize;
use serde_json::Value;

/// Where the description is.
pub(super) const FILE: &str = "/api/openapi.json";

/// Every door, in groups.
#[derive(Serialize)]
pub(super) struct DocsPage {
    base: String,
    file: &'static str,
    groups: Vec<Group>,
}

impl Page for DocsPage {
    const TEMPLATE: &'static str = "docs/index.html";
    const ACTIVE: &'static str = "";
}

#[derive(Serialize)]
struct Group {
    name: String,
    doors: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    id: String,
    method: String,
    path: String,
    summary: String,
    scope: String,
}

/// One door.
#[derive(Serialize)]
pub(super) struct DoorPage {
    id: String,
    method: String,
    path: String,
    full_path: String,
    summary: String,
    is_closed: bool,
    scope: String,
    parameters: Vec<Parameter>,
    body: Option<String>,
    /// The fields of a form, of which the last is a file.
    form: Vec<String>,
    form_kind: &'static str,
    answers: Vec<AnswerView>,
    problems: Vec<Problems>,
    snippets: Vec<Snippet>,
}

impl Page for DoorPage {
    const TEMPLATE: &'static str = "docs/show.html";
    const ACTIVE: &'static str = "";
}

#[derive(Serialize)]
struct Parameter {
    name: String,
    place: String,
    kind: String,
    text: String,
}

#[derive(Serialize)]
struct AnswerView {
    status: String,
    text: String,
    body: Option<String>,
}

#[derive(Serialize)]
struct Problems {
    status: String,
    codes: Vec<String>,
}

#[derive(Serialize)]
struct Snippet {
    language: &'static str,
    text: String,
}

fn text(value: &Value, pointer: &str) -> String {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// Path, method and description of every door, in the file's order.
fn operations() -> impl Iterator<Item = (&'static String, &'static String, &'static Value)> {
    let paths = rules::description().get("paths").and_then(Value::as_object);
    let methods = paths.into_iter().flatten().filter_map(|(path, methods)| Some((path, methods.as_object()?)));
    methods.flat_map(|(path, methods)| methods.iter().map(move |(method, operation)| (path, method, operation)))
}

fn scope(operation: &Value) -> String {
    text(operation, "/security/0/token/0")
}

impl DocsPage {
    /// The page, for a market at this address.
    pub(super) fn new(base_url: &str) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        for (path, method, operation) in operations() {
            let (name, id, summary) = (text(operation, "/tags/0"), text(operation, "/operationId"), text(operation, "/summary"));
            let line = Line { id, method: method.to_uppercase(), path: short(path).to_owned(), summary, scope: scope(operation) };
            match groups.iter_mut().find(|group| group.name == name) {
                Some(group) => group.doors.push(line),
                None => groups.push(Group { name, doors: vec![line] }),
            }
        }
        Self { base: format!("{base_url}{BASE}"), file: FILE, groups }
    }
}

impl DoorPage {
    /// The page of the door with this name, if there is one.
    pub(super) fn find(base_url: &str, id: &str) -> Option<Self> {
        let found = operations().find(|(_, _, operation)| text(operation, "/operationId") == id);
        found.map(|(path, method, operation)| door(base_url, path, method, operation))
    }
}

fn door(base_url: &str, path: &str, method: &str, operation: &Value) -> DoorPage {
    let security = operation.pointer("/security/0/token");
    let sent = operation.pointer("/requestBody/content/application~1json/schema").map(|shape| example(shape, 0));
    let form = form(operation);
    let method = method.to_uppercase();
    let sample = Sample { base_url, method: &method, path, is_closed: security.is_some(), body: sent.as_ref(), form: &form };
    let snippets = vec![
        Snippet { language: "curl", text: sample.curl() },
        Snippet { language: "Python", text: sample.python() },
        Snippet { language: "TypeScript", text: sample.typescript() },
        Snippet { language: "Rust", text: sample.rust() },
    ];
    let parameters = operation.get("parameters").and_then(Value::as_array).into_iter().flatten().map(parameter).collect();
    let (answers, problems) = answers(operation);
    DoorPage {
        id: text(operation, "/operationId"),
        path: short(path).to_owned(),
        full_path: path.to_owned(),
        summary: text(operation, "/summary"),
        is_closed: security.is_some(),
        scope: scope(operation),
        parameters,
        body: sent.map(|body| format!("{body:#}")),
        form,
        form_kind: "multipart/form-data",
        answers,
        problems,
        snippets,
        method,
    }
}

/// The fields of a multipart body, in the order in which they are sent.
fn form(operation: &Value) -> Vec<String> {
    let fields = operation.pointer("/requestBody/content/multipart~1form-data/schema/required").and_then(Value::as_array);
    fields.into_iter().flatten().filter_map(Value::as_str).map(ToOwned::to_owned).collect()
}

fn parameter(value: &Value) -> Parameter {
    let shape = value.get("schema").cloned().unwrap_or_default();
    Parameter { name: text(value, "/name"), place: text(value, "/in"), kind: kind(&shape).to_owned(), text: text(value, "/description") }
}

fn answers(operation: &Value) -> (Vec<AnswerView>, Vec<Problems>) {
    let (mut answers, mut problems) = (Vec::new(), Vec::new());
    for (status, response) in operation.get("responses").and_then(Value::as_object).into_iter().flatten() {
        if response.pointer("/content/application~1problem+json").is_some() {
            let codes = text(response, "/description").split(", ").map(|code| code.trim_matches('`').to_owned()).collect();
            problems.push(Problems { status: status.clone(), codes });
        } else {
            let body = response.pointer("/content/application~1json/schema").map(|shape| format!("{:#}", example(shape, 0)));
            answers.push(AnswerView { status: status.clone(), text: text(response, "/description"), body });
        }
    }
    (answers, problems)
}

/// What a code means and what to do.
#[derive(Serialize)]
pub(super) struct ProblemPage {
    pub(super) code: &'static str,
    pub(super) status: u16,
    pub(super) title: String,
    pub(super) text: String,
}

impl Page for ProblemPage {
    const TEMPLATE: &'static str = "docs/problem.html";
    const ACTIVE: &'static str = "";
}
