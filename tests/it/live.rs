//! Open pages: what one side does is told to the other's page within a second, to nobody else's, and to whoever comes back.

use crate::both;
use crate::browser::Browser;
use crate::deals::{Somebody, run};
use crate::world::{Store, World};
use std::time::{Duration, Instant};
use vtask::platform::db::Hears;
use vtask::sessions::Role;

/// An open stream, and what came over it that was not read yet.
struct Stream {
    body: reqwest::Response,
    text: String,
}

impl Stream {
    /// Opens one; its greeting has come when this returns.
    async fn open(world: &World, who: &Somebody, query: &str, last: &str) -> Self {
        Self::of(&world.browser_of(who), query, last).await
    }

    async fn of(browser: &Browser, query: &str, last: &str) -> Self {
        let ask = browser.client().get(browser.url(&format!("/live{query}"))).header("last-event-id", last);
        let answer = ask.header("accept-encoding", "br, gzip").send().await.unwrap();
        assert_eq!((answer.status().as_u16(), &answer.headers()["content-type"]), (200, &"text/event-stream".parse().unwrap()));
        let mut stream = Self { body: answer, text: String::new() };
        while !stream.text.contains("retry: 3000\n\n") {
            let piece = stream.body.chunk().await.unwrap().unwrap();
            stream.text.push_str(std::str::from_utf8(&piece).unwrap());
        }
        stream.text.clear();
        // The task that looks begins with what is there already.
        tokio::time::sleep(Duration::from_millis(300)).await;
        stream
    }

    /// The next remark: its kind and id. `None` if nothing comes for so long, or the stream ends.
    async fn next(&mut self, patience: Duration) -> Option<(String, String)> {
        let until = Instant::now() + patience;
        loop {
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name)).map(|value| value.trim().to_owned());
                let found = field("event:").zip(field("id:"));
                self.text = rest.to_owned();
                if found.is_some() {
                    return found;
                }
                continue;
            }
            let left = until.checked_duration_since(Instant::now())?;
            let piece = tokio::time::timeout(left, self.body.chunk()).await.ok()?.ok()??;
            self.text.push_str(std::str::from_utf8(&piece).unwrap());
        }
    }
}

const SECOND: Duration = Duration::from_secs(1);

both! {
    async fn what_one_side_does_is_told_to_the_others_page_within_a_second(world: World) {
        let deal = world.funded_deal().await;
        let page = format!("?of={}", deal.contract);
        let mut merchant = Stream::open(world, &deal.merchant, &page, "").await;
        let mut elsewhere = Stream::open(world, &deal.merchant, "", "").await;
        let stranger = world.stranger().await;
        let mut strange = Stream::open(world, &stranger, &page, "").await;
        let began = Instant::now();
        world.start(&deal).await.unwrap();
        let (kind, id) = merchant.next(SECOND * 3).await.expect("the start is told");
        let took = began.elapsed();
        assert!(kind == "page" && id.starts_with("evt_") && took < SECOND, "{kind} {id} after {took:?}");
        assert_eq!(elsewhere.next(SECOND).await.unwrap().0, "news", "another page of the same person counts");
        assert_eq!(strange.next(SECOND).await, None);

        drop(merchant);
        world.submit(&deal).await.unwrap();
        let mut back = Stream::open(world, &deal.merchant, &page, &id).await;
        let (kind, later) = back.next(SECOND).await.expect("what happened meanwhile is told");
        assert!(kind == "page" && later > id);
        let mut same = Stream::open(world, &deal.merchant, &page, &later).await;
        let again = same.next(Duration::from_millis(400)).await;
        assert!(again.is_none_or(|(_, id)| id <= later), "nothing new");
        assert_eq!(world.browser().get("/live").await.status, 303);
    }

    async fn a_new_bid_and_an_answer_show_on_the_pages_of_a_brief(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Owner).await;
        let brief = merchant.publish_brief(world, "Three pictures of a teapot", &[]).await;
        let id = brief.rsplit('/').next().unwrap().to_owned();
        for page in [brief.clone(), format!("{brief}/bids")] {
            let of = merchant.browser.get(&page).await.expect(200).attrs("#live", "data-of");
            assert_eq!(of[0].rsplit('/').next(), Some(id.as_str()), "{page} is live");
        }
        let creator = world.seed_creator("ana").await;
        let mut compare = Stream::of(&merchant.browser, &format!("?of={id}"), "").await;
        let mut reader = Stream::of(&creator.browser, &format!("?of={id}"), "").await;
        creator.browser.post(&format!("{brief}/questions"), &[("text", "May it be filmed outside?")]).await.expect(303);
        assert_eq!(compare.next(SECOND * 2).await.unwrap().0, "page");
        assert_eq!(reader.next(SECOND * 2).await.unwrap().0, "page");
        let question = merchant.browser.get(&brief).await.attrs("#questions a", "href").into_iter().find(|url| url.ends_with("/answer")).unwrap();
        merchant.browser.post(&question, &[("text", "Yes.")]).await.expect(303);
        assert_eq!(reader.next(SECOND * 2).await.unwrap().0, "page", "the answer is told to whoever reads the brief");
        compare.next(SECOND * 2).await.unwrap();
        let bid = creator.browser.post(&format!("{brief}/bids"), &[("price", "1800"), ("days", "5"), ("rounds", "2"), ("message", "At seven, by the window."), ("answer", "Two small ones.")]).await.expect(303);
        assert_eq!(compare.next(SECOND * 2).await.unwrap().0, "page");
        let bid = bid.location.unwrap();
        let mut own = Stream::of(&creator.browser, &format!("?of={}", bid.rsplit('/').next().unwrap()), "").await;
        let version = merchant.browser.get(&bid).await.expect(200).value("version").unwrap_or_else(|| "1".to_owned());
        merchant.browser.post(&format!("{bid}/offers"), &[("version", &version), ("price", "1700"), ("days", "5"), ("rounds", "2")]).await.expect(303);
        assert_eq!(own.next(SECOND * 2).await.unwrap().0, "page", "other terms show on the bid");
    }

    async fn a_stream_is_one_of_few_and_ends_with_its_session(world: World) {
        let deal = world.funded_deal().await;
        let page = format!("?of={}", deal.contract);
        let mut open = Vec::new();
        for _ in 0..10 {
            open.push(Stream::open(world, &deal.merchant, &page, "").await);
        }
        let browser = world.browser_of(&deal.merchant);
        let refused = browser.get(&format!("/live{page}")).await;
        assert!(refused.status == 429 && refused.headers.contains_key("retry-after"));
        open.truncate(1);
        let mut stream = open.pop().unwrap();
        browser.post("/logout", &[]).await.expect(303);
        world.start(&deal).await.unwrap();
        assert_eq!(stream.next(SECOND * 3).await, None, "nothing is told to who signed out");
        assert_eq!(stream.body.chunk().await.unwrap(), None, "and the stream is over");
    }
}

async fn until(what: &str, is: impl Fn() -> bool) {
    let began = Instant::now();
    while !is() {
        assert!(began.elapsed() < SECOND * 10, "{what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[test]
fn what_happens_on_one_node_is_told_on_another_within_a_second() {
    crate::world::run(Store::Postgres, async |world| {
        let other = world.beside();
        until("both hear hints", || [world, &other].iter().all(|node| node.site.db.hears() == Hears::ByHints)).await;
        let deal = world.funded_deal().await;
        let mut merchant = Stream::open(&other, &deal.merchant, &format!("?of={}", deal.contract), "").await;
        let before = other.site.db.stamp();
        let began = Instant::now();
        world.start(&deal).await.unwrap();
        let (kind, _) = merchant.next(SECOND * 3).await.expect("the start is told on the other node");
        assert!(kind == "page" && began.elapsed() < SECOND, "{kind} after {:?}", began.elapsed());
        assert!(other.site.db.stamp() > before, "it was a hint that told");

        // Without hints it is looked for, and they come back by themselves.
        let gone = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'vtask hints' AND datname = current_database()";
        world.write(move |tx| run(tx, gone.to_owned())).await;
        until("the loss is noticed", || other.site.db.hears() == Hears::Nothing).await;
        let began = Instant::now();
        world.submit(&deal).await.unwrap();
        merchant.next(SECOND * 3).await.expect("the delivery is told without hints");
        assert!(began.elapsed() < SECOND, "{:?}", began.elapsed());
        until("hints are back", || other.site.db.hears() == Hears::ByHints).await;
    });
}
