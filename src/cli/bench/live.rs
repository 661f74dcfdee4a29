//! Open pages: how long an event takes to reach every one of many streams, and what an idle one costs the server, which runs as a process of its own.

use super::{Place, market};
use crate::audit::Act;
use crate::cli::Trouble;
use crate::events::{self, Concerns};
use crate::failure::Failure;
use crate::platform::db::{Flush, Tx};
use crate::primitives::Instant;
use crate::sessions::{self, Token};
use crate::web::Shared;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant as StdInstant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::mpsc;

/// Streams of one person.
const EACH: usize = 10;
/// Streams that are opened at a time.
const AT_ONCE: usize = 50;
/// Longer than this nothing is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// Until the server has settled.
const SETTLED: Duration = Duration::from_secs(2);

/// When a line of an event came.
type Came = mpsc::UnboundedSender<StdInstant>;

/// A server of our own; it ends with this value.
struct Server {
    child: Child,
    address: SocketAddr,
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Err(error) = self.child.kill().and_then(|()| self.child.wait().map(drop)) {
            eprintln!("the server did not end: {error}");
        }
    }
}

impl Server {
    fn start(place: &Place<'_>) -> Result<Self, Trouble> {
        let address = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["serve", "--no-workers"]).env_clear().current_dir(place.dir);
        command.env("VTASK_DATA_DIR", place.dir).env("VTASK_BIND", address.to_string()).env("VTASK_LOG", "text,error");
        if let Some(url) = place.postgres {
            command.env("DATABASE_URL", url);
        }
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        Ok(Self { child, address })
    }

    async fn is_up(&self) -> Result<(), Trouble> {
        let began = StdInstant::now();
        while tokio::net::TcpStream::connect(self.address).await.is_err() {
            if began.elapsed() > PATIENCE {
                return Err(Trouble::Failed("the server does not come up; `vtask serve` on an empty directory says why".to_owned()));
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }

    /// What it holds in memory, KiB.
    fn rss(&self) -> Result<u64, Trouble> {
        let status = std::fs::read_to_string(Path::new("/proc").join(self.child.id().to_string()).join("status"))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        kib.ok_or_else(|| Trouble::Failed("/proc does not tell what a process holds".to_owned()))
    }
}

pub(super) async fn run(place: &Place<'_>, streams: usize, rounds: usize) -> Result<(), Trouble> {
    place.must_be_empty()?;
    let site = place.site(Flush::Commits)?;
    let now = site.clock.now();
    let (sides, tokens) = readers(&site, now, streams.div_ceil(EACH)).await?;
    let server = Server::start(place)?;
    server.is_up().await?;
    let (came, mut heard) = mpsc::unbounded_channel();
    let mut open = tokio::task::JoinSet::new();
    let mut first = tokens.iter().flat_map(|token| (0..EACH).map(move |_| token)).take(streams);
    if let Some(token) = first.next() {
        open.spawn(listen(begin(server.address, token.clone()).await?, came.clone()));
    }
    round(&site, &sides, (1, &mut heard)).await?;
    tokio::time::sleep(SETTLED).await;
    let before = server.rss()?;
    let rest: Vec<Token> = first.cloned().collect();
    for some in rest.chunks(AT_ONCE) {
        let begun = futures_util::future::try_join_all(some.iter().map(|token| begin(server.address, token.clone()))).await?;
        begun.into_iter().for_each(|stream| drop(open.spawn(listen(stream, came.clone()))));
    }
    tokio::time::sleep(SETTLED).await;
    let idle = server.rss()?;
    let mut took: Vec<Duration> = Vec::with_capacity(streams * rounds);
    for _ in 0..rounds {
        took.extend(round(&site, &sides, (streams, &mut heard)).await?);
    }
    took.sort();
    let at = |hundredth: usize| {
        took.get((took.len() * hundredth / 100).min(took.len().saturating_sub(1))).copied().unwrap_or_default().as_millis()
    };
    println!("live: {streams} open streams, {rounds} events, told to each; server and writer are two processes");
    println!("  event to stream, p50           {:>8} ms", at(50));
    println!("  event to stream, p99           {:>8} ms", at(99));
    println!("  event to stream, the slowest   {:>8} ms", at(100));
    println!("  told                           {:>8} of {}", took.len(), streams * rounds);
    println!("  server with one stream         {before:>8} KiB");
    println!("  server with all, idle          {idle:>8} KiB");
    println!(
        "  of each idle stream            {:>8} bytes",
        idle.saturating_sub(before) * 1_024 / u64::try_from(streams.saturating_sub(1).max(1)).unwrap_or(1)
    );
    println!("  server after all events        {:>8} KiB", server.rss()?);
    Ok(())
}

/// A merchant, and so many of its members with a session each.
async fn readers(site: &Shared, now: Instant, count: usize) -> Result<(market::Sides, Vec<Token>), Trouble> {
    let tokens: Vec<Token> =
        (0..count).map(|_| Token::random()).collect::<Result<_, _>>().map_err(|error| Trouble::Failed(error.to_string()))?;
    let opened = tokens.clone();
    let write = move |tx: &mut Tx<'_>| {
        let sides = market::sides(tx, now, 0)?;
        for (no, token) in opened.iter().enumerate() {
            let user = market::viewer(tx, &sides, now, no)?;
            sessions::open(tx, user, token, "bench", now)?;
        }
        Ok::<_, Failure>(sides)
    };
    Ok((site.db.write(write).await?, tokens))
}

/// A stream whose greeting has come.
async fn begin(address: SocketAddr, token: Token) -> Result<tokio::net::TcpStream, Trouble> {
    let mut stream = tokio::net::TcpStream::connect(address).await?;
    let ask = format!("GET /live HTTP/1.1\r\nhost: localhost\r\ncookie: sid={}\r\n\r\n", token.as_str());
    stream.write_all(ask.as_bytes()).await?;
    let (mut said, mut piece) = (Vec::new(), [0u8; 1_024]);
    while !said.windows(7).any(|window| window == b"retry: ") {
        let count = stream.read(&mut piece).await?;
        said.extend_from_slice(piece.get(..count).unwrap_or_default());
        if count == 0 || (said.len() > 12 && !said.starts_with(b"HTTP/1.1 200")) {
            return Err(Trouble::Failed(format!("no stream: {}", String::from_utf8_lossy(&said).lines().next().unwrap_or_default())));
        }
    }
    Ok(stream)
}

/// Tells when each event comes, until the stream ends.
async fn listen(mut stream: tokio::net::TcpStream, came: Came) {
    let mut piece = [0u8; 512];
    while let Ok(count) = stream.read(&mut piece).await {
        let has = piece.get(..count).is_some_and(|piece| piece.windows(4).any(|window| window == b"id: "));
        if count == 0 || (has && came.send(StdInstant::now()).is_err()) {
            return;
        }
    }
}

/// One event, and how long it took to each stream that heard of it.
async fn round(
    site: &Shared,
    sides: &market::Sides,
    (streams, heard): (usize, &mut mpsc::UnboundedReceiver<StdInstant>),
) -> Result<Vec<Duration>, Trouble> {
    let (now, org) = (site.clock.now(), sides.org);
    let began = StdInstant::now();
    site.db.write::<_, Failure, _>(move |tx| events::show(tx, &Act::platform(now, "bench"), Concerns::org(org, &"bench"))).await?;
    let mut took = Vec::with_capacity(streams);
    while took.len() < streams {
        match tokio::time::timeout(PATIENCE, heard.recv()).await {
            Ok(Some(at)) => took.push(at.saturating_duration_since(began)),
            Ok(None) | Err(_) => break,
        }
    }
    // The next one is not told together with this one.
    tokio::time::sleep(Duration::from_millis(400)).await;
    Ok(took)
}
