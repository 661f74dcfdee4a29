//! Every public page is light: what a first visit carries over the line, compressed, and how many parts and nodes it has.

use crate::both;
use crate::browser::Browser;
use crate::sources::none;
use std::collections::BTreeMap;
use vtask::web::Who;

const HTML: usize = 14 * 1024;
const STYLE: usize = 16 * 1024;
const SCRIPT: usize = 24 * 1024;
const ICONS: usize = 5 * 1024;
const REQUESTS: usize = 6;
const NODES: usize = 900;

both! {
    async fn public_pages_are_light(world: World) {
        let mut problems = Vec::new();
        for language in ["zh-CN", "en"] {
            let visitor = Browser::in_language(world.address, language);
            for path in pages() {
                problems.extend(weigh(&visitor, path).await.into_iter().map(|what| format!("{path} ({language}): {what}")));
            }
        }
        none(&problems);
    }
}

/// The pages that a visitor can name without an id.
fn pages() -> Vec<&'static str> {
    let doors = vtask::app::doors().into_iter().flatten();
    let open = doors.filter(|door| door.method == "GET" && matches!(door.who, Who::Anyone) && !door.path.contains('{'));
    open.map(|door| door.path).collect()
}

async fn weigh(visitor: &Browser, path: &str) -> Vec<String> {
    let page = visitor.get(path).await;
    if !page.headers.get("content-type").is_some_and(|kind| kind.to_str().unwrap().starts_with("text/html")) {
        return Vec::new();
    }
    let assets: BTreeMap<String, usize> = {
        let mut found = BTreeMap::new();
        let sprite = page.attrs("use", "href").into_iter().map(|href| href.split('#').next().unwrap().to_owned());
        let linked = page.attrs("link[rel=stylesheet]", "href").into_iter().chain(page.attrs("script[src]", "src"));
        for url in linked.chain(sprite).filter(|url| !url.is_empty()) {
            let bytes = on_the_line(visitor, &url).await;
            found.insert(url, bytes);
        }
        found
    };
    let of = |ending: &str| assets.iter().filter(|(url, _)| url.ends_with(ending)).map(|(_, bytes)| bytes).sum::<usize>();
    let nodes = page.html().tree.nodes().filter(|node| node.value().is_element()).count();
    let measured = [
        ("bytes of HTML", on_the_line(visitor, path).await, HTML),
        ("bytes of style", of(".css"), STYLE),
        ("bytes of script", of(".js"), SCRIPT),
        ("bytes of icons", of(".svg"), ICONS),
        ("requests", 1 + assets.len(), REQUESTS),
        ("nodes", nodes, NODES),
    ];
    measured.into_iter().filter(|(_, is, most)| is > most).map(|(what, is, most)| format!("{is} {what}, at most {most}")).collect()
}

/// Bytes of a body as they travel to a browser that takes brotli.
async fn on_the_line(visitor: &Browser, path: &str) -> usize {
    let answer = visitor.client().get(visitor.url(path)).header("accept-encoding", "br").send().await.unwrap();
    assert_eq!(answer.headers().get("content-encoding").map(|value| value.to_str().unwrap()), Some("br"), "{path} travels compressed");
    answer.bytes().await.unwrap().len()
}
