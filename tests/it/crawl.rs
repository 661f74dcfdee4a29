//! Every link of the site leads somewhere, and every `#id` to something on the page.

use crate::both;
use crate::browser::Browser;
use crate::sources::none;
use std::collections::{BTreeSet, VecDeque};

/// How many pages a walk looks at; lists page on for ever.
const PAGES: usize = 120;

both! {
    async fn no_link_that_a_visitor_finds_is_dead(world: World) {
        let mut problems = Vec::new();
        for language in ["zh-CN", "en"] {
            problems.extend(walk(&Browser::in_language(world.address, language), "/").await);
        }
        none(&problems);
    }
}

/// Follows every link from a page on, and says which are dead.
pub async fn walk(browser: &Browser, from: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let mut known: BTreeSet<String> = BTreeSet::from([from.to_owned()]);
    let mut waiting: VecDeque<(String, String)> = VecDeque::from([(String::new(), from.to_owned())]);
    let mut looked = 0;
    while let Some((parent, path)) = waiting.pop_front().filter(|_| looked < PAGES) {
        looked += 1;
        let page = browser.get(&path).await;
        if page.status >= 400 {
            problems.push(format!("{parent} → {path}: {}", page.status));
        }
        if let Some(location) = &page.location
            && location.starts_with('/')
            && known.insert(location.clone())
        {
            waiting.push_back((path.clone(), location.clone()));
        }
        if !page.headers.get("content-type").is_some_and(|kind| kind.to_str().unwrap().starts_with("text/html")) {
            continue;
        }
        let ids: BTreeSet<String> = page.attrs("[id]", "id").into_iter().collect();
        for link in page.attrs("a[href]", "href").into_iter().chain(page.attrs("img[src]", "src")).chain(page.attrs("link[href]", "href")) {
            match link.strip_prefix('#') {
                Some(id) if !ids.contains(id) => problems.push(format!("{path}: nothing has the id {id}")),
                Some(_) => {}
                None if link.starts_with('/') && known.insert(link.clone()) => waiting.push_back((path.clone(), link)),
                None => {}
            }
        }
    }
    problems
}
