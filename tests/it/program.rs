//! A program as tests use one: a token, JSON out, JSON in.

use crate::world::World;
use serde_json::Value;
use vtask::sessions::Scope;

/// A program with somebody's token.
pub struct Program {
    client: reqwest::Client,
    base: String,
    pub token: Option<String>,
}

/// What it was answered.
#[derive(Debug)]
pub struct Told {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
}

impl Told {
    async fn of(response: reqwest::Response) -> Self {
        Self { status: response.status().as_u16(), headers: response.headers().clone(), text: response.text().await.unwrap() }
    }

    /// This status, or the test stops with the answer.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    /// A problem of this status and code.
    #[track_caller]
    pub fn problem(self, status: u16, code: &str) -> Self {
        assert_eq!(self.headers["content-type"], "application/problem+json", "{}", self.text);
        let problem = self.json();
        assert_eq!((self.status, problem["code"].as_str()), (status, Some(code)), "{}", self.text);
        assert_eq!(problem["type"], format!("/problems/{code}"));
        self
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    /// The text at a pointer.
    #[track_caller]
    pub fn at(&self, pointer: &str) -> String {
        let json = self.json();
        json.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("nothing at {pointer}: {json:#}")).to_owned()
    }

    /// Which fields cannot be taken, and why.
    pub fn fields(&self) -> Vec<(String, String)> {
        let json = self.json();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        json["errors"].as_array().unwrap().iter().map(|error| (text(&error["field"]), text(&error["code"]))).collect()
    }
}

impl Program {
    pub fn new(world: &World, token: Option<String>) -> Self {
        Self { client: reqwest::Client::new(), base: format!("http://{}/api/v1", world.address), token }
    }

    fn ask(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        let ask = self.client.request(method, format!("{}{path}", self.base)).header("accept-language", "en");
        match &self.token {
            Some(token) => ask.bearer_auth(token),
            None => ask,
        }
    }

    pub async fn get(&self, path: &str) -> Told {
        Told::of(self.ask(reqwest::Method::GET, path).send().await.unwrap()).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Told {
        Told::of(self.ask(reqwest::Method::POST, path).json(body).send().await.unwrap()).await
    }

    /// With an idempotency key.
    pub async fn post_as(&self, key: &str, path: &str, body: &Value) -> Told {
        Told::of(self.ask(reqwest::Method::POST, path).header("idempotency-key", key).json(body).send().await.unwrap()).await
    }

    /// Any bytes of any type.
    pub async fn send(&self, method: &str, path: &str, kind: &str, bytes: impl Into<reqwest::Body>) -> Told {
        let ask = self.ask(method.parse().unwrap(), path).header("content-type", kind).body(bytes);
        Told::of(ask.send().await.unwrap()).await
    }

    pub async fn patch(&self, path: &str, body: &Value) -> Told {
        Told::of(self.ask(reqwest::Method::PATCH, path).json(body).send().await.unwrap()).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Told {
        Told::of(self.ask(reqwest::Method::PUT, path).json(body).send().await.unwrap()).await
    }

    pub async fn delete(&self, path: &str) -> Told {
        Told::of(self.ask(reqwest::Method::DELETE, path).send().await.unwrap()).await
    }

    /// A file with the fields before it.
    pub async fn upload(&self, path: &str, fields: &[(&str, &str)], (name, kind, bytes): (&str, &str, Vec<u8>)) -> Told {
        let mut form = reqwest::multipart::Form::new();
        for (field, value) in fields {
            form = form.text((*field).to_owned(), (*value).to_owned());
        }
        let part = reqwest::multipart::Part::bytes(bytes).file_name(name.to_owned()).mime_str(kind).unwrap();
        Told::of(self.ask(reqwest::Method::POST, path).multipart(form.part("file", part)).send().await.unwrap()).await
    }
}

impl World {
    /// A program with a token of the operator's making, which counts as stepped-up.
    pub async fn program(&self, email: &str, scopes: &[Scope]) -> Program {
        use vtask::accounts::actions::{NewToken, create_token_by_operator};
        let secret = vtask::sessions::new_secret().unwrap();
        let new = NewToken { email: email.parse().unwrap(), scopes: scopes.to_vec(), expires_at: None, secret: secret.clone() };
        let act = vtask::audit::Act::operator(self.now());
        self.site.db.write(move |tx| create_token_by_operator(tx, &act, &new)).await.unwrap();
        Program::new(self, Some(secret))
    }

    /// A program that nobody knows.
    pub fn nobodys_program(&self) -> Program {
        Program::new(self, None)
    }
}
