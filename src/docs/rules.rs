//! How the description of the API is read: examples from shapes, calls in four languages.

use crate::web::api::{ApiDoor, BASE, openapi};
use serde_json::{Map, Value, json};
use std::sync::OnceLock;

/// Every door of the API.
#[must_use]
pub fn api_doors() -> Vec<&'static [ApiDoor]> {
    vec![
        crate::notices::API_DOORS,
        crate::events::API_DOORS,
        crate::accounts::API_DOORS,
        crate::briefs::API_DOORS,
        crate::creators::API_DOORS,
        crate::lint::API_DOORS,
        crate::bids::API_DOORS,
        crate::orders::API_DOORS,
        crate::contracts::API_DOORS,
        crate::deliveries::API_DOORS,
        crate::payments::API_DOORS,
        crate::payouts::API_DOORS,
        crate::proofs::API_DOORS,
        crate::chargebacks::API_DOORS,
        crate::disputes::API_DOORS,
        crate::messages::API_DOORS,
        crate::messages::TALK_API_DOORS,
        crate::ratings::API_DOORS,
        crate::samples::API_DOORS,
        crate::broadcasts::API_DOORS,
        crate::screens::API_DOORS,
        crate::admin::API_DOORS,
        crate::webhooks::API_DOORS,
        crate::measures::API_DOORS,
        crate::measures::ORG_API_DOORS,
    ]
}

/// The description, OpenAPI 3.1.
#[must_use]
pub(super) fn description() -> &'static Value {
    static FILE: OnceLock<Value> = OnceLock::new();
    FILE.get_or_init(|| openapi(&api_doors()))
}

/// The description as text, with line breaks.
#[must_use]
pub fn openapi_text() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| format!("{:#}\n", description()))
}

/// A value of this shape. Shapes refer to each other by name; one inside itself ends as null.
pub(super) fn example(shape: &Value, depth: usize) -> Value {
    if depth > 12 {
        return Value::Null;
    }
    let deeper = |shape: &Value| example(shape, depth + 1);
    if let Some(name) = shape.get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next()) {
        return description().pointer(&format!("/components/schemas/{name}")).map_or(Value::Null, deeper);
    }
    let first = |key: &str| shape.get(key).and_then(Value::as_array).and_then(|values| values.first()).cloned();
    if let Some(value) = shape.get("example").cloned().or_else(|| first("examples")).or_else(|| first("enum")) {
        return value;
    }
    if let Some(choices) = shape.get("oneOf").or_else(|| shape.get("anyOf")).and_then(Value::as_array) {
        return choices.iter().find(|choice| choice.get("type") != Some(&json!("null"))).map_or(Value::Null, deeper);
    }
    match kind(shape) {
        "object" => {
            let fields = shape.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
            Value::Object(fields.iter().map(|(name, shape)| (name.clone(), deeper(shape))).collect::<Map<_, _>>())
        }
        "array" => json!([shape.get("items").map_or(Value::Null, deeper)]),
        "integer" | "number" => shape.get("minimum").cloned().unwrap_or_else(|| json!(1)),
        "boolean" => json!(false),
        "string" => json!("…"),
        _ => Value::Null,
    }
}

/// The type that is not null.
pub(super) fn kind(shape: &Value) -> &str {
    match shape.get("type") {
        Some(Value::String(kind)) => kind,
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null").unwrap_or_default(),
        _ => "",
    }
}

/// One call, for a snippet.
pub(super) struct Sample<'a> {
    /// `https://market.example`
    pub(super) base_url: &'a str,
    /// `POST`
    pub(super) method: &'a str,
    /// With names in braces.
    pub(super) path: &'a str,
    /// Wants a token.
    pub(super) is_closed: bool,
    /// The body, if it has one.
    pub(super) body: Option<&'a Value>,
    /// The fields of a form in their order, of which the last is a file; none for a body of JSON.
    pub(super) form: &'a [String],
}

impl Sample<'_> {
    fn url(&self) -> String {
        format!("{}{}", self.base_url, self.path.replace(['{', '}'], ""))
    }

    /// On a command line.
    pub(super) fn curl(&self) -> String {
        let mut lines = vec![format!("curl -X {} {}", self.method, self.url())];
        if self.is_closed {
            lines.push("  -H \"Authorization: Bearer $VTASK_TOKEN\"".to_owned());
        }
        if let Some(body) = self.body {
            lines.push("  -H 'Content-Type: application/json'".to_owned());
            lines.push(format!("  -d '{body}'"));
        }
        if let Some((file, texts)) = self.form.split_last() {
            lines.extend(texts.iter().map(|name| format!("  -F '{name}=…'")));
            lines.push(format!("  -F '{file}=@work.png;type=image/png'"));
        }
        lines.join(" \\\n")
    }

    /// With `requests`.
    pub(super) fn python(&self) -> String {
        let mut arguments = vec![format!("\"{}\"", self.url())];
        if self.is_closed {
            arguments.push("headers={\"Authorization\": f\"Bearer {os.environ['VTASK_TOKEN']}\"}".to_owned());
        }
        if let Some(body) = self.body {
            arguments.push(format!("json=json.loads('''{body}''')"));
        }
        if let Some((file, texts)) = self.form.split_last() {
            let texts: Vec<String> = texts.iter().map(|name| format!("\"{name}\": \"…\"")).collect();
            arguments.push(format!("data={{{}}}", texts.join(", ")));
            arguments.push(format!("files={{\"{file}\": (\"work.png\", open(\"work.png\", \"rb\"), \"image/png\")}}"));
        }
        let call = format!("answer = requests.{}(\n    {},\n)", self.method.to_lowercase(), arguments.join(",\n    "));
        format!("import json, os, requests\n\n{call}\nanswer.raise_for_status()")
    }

    /// With `fetch`.
    pub(super) fn typescript(&self) -> String {
        let mut headers = Vec::new();
        if self.is_closed {
            headers.push("Authorization: `Bearer ${process.env.VTASK_TOKEN}`");
        }
        if self.body.is_some() {
            headers.push("'Content-Type': 'application/json'");
        }
        let mut before = String::new();
        let mut body = self.body.map(|body| format!("  body: JSON.stringify({body}),\n")).unwrap_or_default();
        if let Some((file, texts)) = self.form.split_last() {
            let texts: String = texts.iter().map(|name| format!("form.append('{name}', '…');\n")).collect();
            let work = "new File([await readFile('work.png')], 'work.png', { type: 'image/png' })";
            before = format!(
                "import {{ readFile }} from 'node:fs/promises';\n\nconst form = new FormData();\n{texts}form.append('{file}', {work});\n"
            );
            "  body: form,\n".clone_into(&mut body);
        }
        let headers = headers.join(", ");
        format!(
            "{before}const answer = await fetch('{}', {{\n  method: '{}',\n  headers: {{ {headers} }},\n{body}}});",
            self.url(),
            self.method
        )
    }

    /// With `reqwest`.
    pub(super) fn rust(&self) -> String {
        let mut lines = vec![format!("let answer = reqwest::Client::new()\n    .{}(\"{}\")", self.method.to_lowercase(), self.url())];
        if self.is_closed {
            lines.push("    .bearer_auth(std::env::var(\"VTASK_TOKEN\")?)".to_owned());
        }
        if let Some(body) = self.body {
            lines.push(format!("    .json(&serde_json::json!({body}))"));
        }
        if let Some((file, texts)) = self.form.split_last() {
            let texts: String = texts.iter().map(|name| format!(".text(\"{name}\", \"…\")")).collect();
            let form = format!("reqwest::multipart::Form::new(){texts}.file(\"{file}\", \"work.png\").await?");
            lines.push(format!("    .multipart({form})"));
        }
        lines.push("    .send()\n    .await?;".to_owned());
        lines.join("\n")
    }
}

/// The path without what all paths begin with.
pub(super) fn short(path: &str) -> &str {
    path.strip_prefix(BASE).unwrap_or(path)
}
