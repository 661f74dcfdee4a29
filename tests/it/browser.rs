//! A person's browser without scripts: cookies, pages, forms.

use reqwest::cookie::{CookieStore as _, Jar};
use reqwest::redirect::Policy;
use scraper::{Html, Selector};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

/// A browser that keeps its cookies and the token of its forms.
pub struct Browser {
    client: reqwest::Client,
    jar: Arc<Jar>,
    base: String,
    csrf: Mutex<Option<String>>,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Page {
    pub status: u16,
    pub location: Option<String>,
    pub headers: reqwest::header::HeaderMap,
    pub body: String,
}

impl Browser {
    pub fn new(address: SocketAddr) -> Self {
        Self::in_language(address, "en")
    }

    pub fn in_language(address: SocketAddr, language: &str) -> Self {
        let mut headers = reqwest::header::HeaderMap::new();
        headers.insert("accept-language", language.parse().unwrap());
        headers.insert("accept", "text/html".parse().unwrap());
        let jar = Arc::new(Jar::default());
        let client =
            reqwest::Client::builder().cookie_provider(jar.clone()).redirect(Policy::none()).default_headers(headers).build().unwrap();
        Self { client, jar, base: format!("http://{address}"), csrf: Mutex::new(None) }
    }

    /// Becomes the owner of a session that was opened elsewhere.
    pub fn take_session(&self, token: &str) {
        self.jar.add_cookie_str(&format!("sid={token}"), &self.base.parse().unwrap());
        *self.csrf.lock().unwrap() = None;
    }

    /// A browser that holds the token of a session already.
    pub fn with_session(address: SocketAddr, token: &str) -> Self {
        let browser = Self::new(address);
        browser.take_session(token);
        browser
    }

    /// The same person at another node.
    pub fn beside(&self, address: SocketAddr) -> Self {
        let cookies = self.jar.cookies(&self.base.parse().unwrap()).unwrap();
        let cookies = cookies.to_str().unwrap();
        Self::with_session(address, cookies.split("; ").find_map(|cookie| cookie.strip_prefix("sid=")).unwrap())
    }

    pub fn client(&self) -> &reqwest::Client {
        &self.client
    }

    pub fn url(&self, path: &str) -> String {
        if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.base) }
    }

    pub async fn get(&self, path: &str) -> Page {
        let page = Page::of(self.client.get(self.url(path)).send().await.unwrap()).await;
        if let Some(csrf) = page.value("csrf") {
            *self.csrf.lock().unwrap() = Some(csrf);
        }
        page
    }

    /// Follows where an answer leads.
    pub async fn follow(&self, page: &Page) -> Page {
        self.get(page.location.as_deref().unwrap_or_else(|| panic!("no location: {page:#?}"))).await
    }

    /// Posts a form with the token of this session; a form token `once` is fresh unless given.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let csrf = self.csrf().await;
        let once = uuid::Uuid::new_v4().simple().to_string();
        let mut all: Vec<(&str, &str)> = vec![("csrf", &csrf)];
        if !fields.iter().any(|(name, _)| *name == "once") {
            all.push(("once", &once));
        }
        all.extend_from_slice(fields);
        self.post_raw(path, &all).await
    }

    /// Posts exactly these fields.
    pub async fn post_raw(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let page = Page::of(self.client.post(self.url(path)).form(fields).send().await.unwrap()).await;
        // A new session has new form tokens.
        if page.headers.get_all("set-cookie").iter().any(|cookie| cookie.to_str().unwrap_or_default().starts_with("sid=")) {
            *self.csrf.lock().unwrap() = None;
        }
        page
    }

    /// Uploads files with other fields before them: name, file name, type, bytes.
    pub async fn upload(&self, path: &str, fields: &[(&str, &str)], files: &[(&str, &str, &str, Vec<u8>)]) -> Page {
        let mut form = reqwest::multipart::Form::new().text("csrf", self.csrf().await);
        if !fields.iter().any(|(name, _)| *name == "once") {
            form = form.text("once", uuid::Uuid::new_v4().simple().to_string());
        }
        for (name, value) in fields {
            form = form.text((*name).to_owned(), (*value).to_owned());
        }
        for (name, file, kind, bytes) in files {
            let part = reqwest::multipart::Part::bytes(bytes.clone()).file_name((*file).to_owned()).mime_str(kind).unwrap();
            form = form.part((*name).to_owned(), part);
        }
        Page::of(self.client.post(self.url(path)).multipart(form).send().await.unwrap()).await
    }

    pub async fn csrf(&self) -> String {
        let known = self.csrf.lock().unwrap().clone();
        match known {
            Some(csrf) => csrf,
            // Every page has a form with the token, an error page too.
            None => self.get("/no-such-page").await.value("csrf").expect("a page with a form"),
        }
    }
}

impl Page {
    async fn of(response: reqwest::Response) -> Self {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let location = headers.get("location").map(|value| value.to_str().unwrap().to_owned());
        let bytes = response.bytes().await.unwrap();
        Self { status, location, headers, body: String::from_utf8_lossy(&bytes).into_owned() }
    }

    pub fn html(&self) -> Html {
        Html::parse_document(&self.body)
    }

    /// The value of the first input with this name.
    pub fn value(&self, name: &str) -> Option<String> {
        let selector = Selector::parse(&format!("input[name='{name}']")).unwrap();
        self.html().select(&selector).next().and_then(|input| input.value().attr("value").map(ToOwned::to_owned))
    }

    /// The words of everything that the selector finds, blanks folded.
    pub fn words(&self, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        let words = |element: scraper::ElementRef<'_>| element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
        self.html().select(&selector).map(words).collect()
    }

    /// An attribute of everything that the selector finds.
    pub fn attrs(&self, selector: &str, name: &str) -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        self.html().select(&selector).filter_map(|element| element.value().attr(name).map(ToOwned::to_owned)).collect()
    }

    pub fn has(&self, text: &str) -> bool {
        self.html().root_element().text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ").contains(text)
    }

    /// Asserts the status and hands the page on.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.readable());
        self
    }

    /// The page as a person reads it, for failing tests.
    pub fn readable(&self) -> String {
        let text: String = self.html().root_element().text().collect();
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        format!("{} → {:?}\n{}", self.status, self.location, lines.join("\n"))
    }
}
