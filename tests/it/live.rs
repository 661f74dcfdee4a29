//! Open pages: what one side does is told to the other's page within a second, to nobody else's, and to whoever comes back.

use crate::both;
use crate::deals::Somebody;
use crate::world::World;
use std::time::{Duration, Instant};

/// An open stream, and what came over it that was not read yet.
struct Stream {
    body: reqwest::Response,
    text: String,
}

impl Stream {
    /// Opens one; its greeting has come when this returns.
    async fn open(world: &World, who: &Somebody, query: &str, last: &str) -> Self {
        let browser = world.browser_of(who);
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
