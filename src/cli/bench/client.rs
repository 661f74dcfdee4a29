//! Asks a server over real connections, as fast as it answers; and a server that always says the same, to compare with.

use super::{per_second, ratio};
use crate::cli::Trouble;
use actix_web::http::header;
use actix_web::{App, HttpResponse, HttpServer, web};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

const CONNECTIONS: usize = 8;
/// After so many requests comes the next of several heads: a token may call 600 times in a minute, and each asks for two things.
const EACH: usize = 250;

/// What is asked, again and again: whole requests, which take turns.
#[derive(Clone)]
pub(super) struct Question {
    headers: Vec<String>,
    requests: Arc<Vec<String>>,
}

impl Question {
    /// Of this path, with these header lines; several of them take turns.
    pub(super) fn new(path: &str, headers: &[String]) -> Self {
        let always = "host: localhost\r\naccept-language: en\r\naccept-encoding: br";
        let requests = headers.iter().map(|line| format!("GET {path} HTTP/1.1\r\n{always}\r\n{line}\r\n\r\n")).collect();
        Self { headers: headers.to_vec(), requests: Arc::new(requests) }
    }

    /// The same asker wants something else.
    fn at_path(&self, path: &str) -> Self {
        Self::new(path, &self.headers)
    }

    fn at(&self, number: usize) -> &str {
        self.requests.get(number / EACH % self.requests.len().max(1)).map_or("", String::as_str)
    }
}

/// So many header lines does a bench of this many requests need, its warm-up included, so that none comes too often.
pub(super) const fn heads(requests: usize) -> usize {
    (requests + requests / 10) / EACH + 2
}

/// A bare server that hands out the same bytes for every question.
fn serve_static(size: usize, kind: &'static str) -> Result<SocketAddr, Trouble> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let body = web::Bytes::from(vec![b'x'; size]);
    let make = move || {
        let body = body.clone();
        App::new().default_service(web::to(move || std::future::ready(HttpResponse::Ok().content_type(kind).body(body.clone()))))
    };
    actix_web::rt::spawn(HttpServer::new(make).workers(2).disable_signals().listen(listener)?.run());
    Ok(address)
}

/// Where a server of the site hands out so many bytes: `/still/{size}`.
pub(super) fn still(config: &mut web::ServiceConfig) {
    config.route("/still/{size}", web::get().to(still_bytes));
}

/// They pass for compressed, as what the site keeps is.
async fn still_bytes(size: web::Path<usize>) -> HttpResponse {
    let mut answer = HttpResponse::Ok();
    answer.content_type("text/html; charset=utf-8").insert_header((header::CONTENT_ENCODING, "br"));
    answer.body(vec![b'x'; size.into_inner()])
}

/// How fast something is beside answers of the same size that cost nothing: of a bare server, and of the site's own with all its headers.
pub(super) async fn beside(name: &str, address: SocketAddr, question: &Question, requests: usize) -> Result<(), Trouble> {
    let bytes = size(address, question).await?;
    let bare = timed(serve_static(bytes, "text/html")?, question, requests).await?;
    let own = timed(address, &question.at_path(&format!("/still/{bytes}")), requests).await?;
    let told = timed(address, question, requests).await?;
    println!("{name}: {bytes} bytes, compressed");
    println!("  static answer, a bare server   {bare:>8} /s");
    println!("  static answer, this server     {own:>8} /s");
    println!("  {name:<30} {told:>8} /s");
    println!("  beside the bare server         {:>8}", ratio(told, bare));
    println!("  beside this server             {:>8}", ratio(told, own));
    Ok(())
}

/// Answers a second, after a warm-up.
async fn timed(address: SocketAddr, question: &Question, requests: usize) -> Result<u128, Trouble> {
    let asked = Arc::new(AtomicUsize::new(0));
    ask(address, question, requests / 20 + 1, &asked).await?;
    let begun = Instant::now();
    let mut clients = Vec::new();
    for _ in 0..CONNECTIONS {
        let (question, asked) = (question.clone(), asked.clone());
        clients.push(tokio::task::spawn(async move { ask(address, &question, requests / CONNECTIONS, &asked).await.map_err(|_| ()) }));
    }
    for client in clients {
        client.await.ok().and_then(Result::ok).ok_or_else(|| Trouble::Failed("a request failed".to_owned()))?;
    }
    Ok(per_second(requests / CONNECTIONS * CONNECTIONS, begun.elapsed()))
}

/// How long one answer takes, over a new connection.
pub(super) async fn once(address: SocketAddr, question: &Question) -> Result<Duration, Trouble> {
    let begun = Instant::now();
    size(address, question).await?;
    Ok(begun.elapsed())
}

/// The size of the body in bytes.
async fn size(address: SocketAddr, question: &Question) -> Result<usize, Trouble> {
    ask(address, question, 1, &AtomicUsize::new(0)).await
}

/// Asks this often over one connection; answers the size of the last body in bytes.
async fn ask(address: SocketAddr, question: &Question, times: usize, asked: &AtomicUsize) -> Result<usize, Trouble> {
    let mut stream = tokio::net::TcpStream::connect(address).await?;
    let (mut size, mut buffer) = (0, Vec::new());
    for _ in 0..times {
        let request = question.at(asked.fetch_add(1, Ordering::Relaxed));
        stream.write_all(request.as_bytes()).await?;
        size = answer(&mut stream, &mut buffer).await?;
    }
    Ok(size)
}

/// Reads one answer, with a length or in chunks; it must be a 200.
async fn answer(stream: &mut tokio::net::TcpStream, buffer: &mut Vec<u8>) -> Result<usize, Trouble> {
    buffer.clear();
    loop {
        if let Some(size) = complete(buffer)? {
            return Ok(size);
        }
        let mut chunk = [0u8; 16_384];
        let count = stream.read(&mut chunk).await?;
        if count == 0 {
            return Err(Trouble::Failed("the server hung up".to_owned()));
        }
        buffer.extend_from_slice(chunk.get(..count).unwrap_or_default());
    }
}

/// The size of the body once all of it is there.
fn complete(buffer: &[u8]) -> Result<Option<usize>, Trouble> {
    let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") else { return Ok(None) };
    let head = String::from_utf8_lossy(buffer.get(..end).unwrap_or_default()).to_lowercase();
    if !head.starts_with("http/1.1 200") {
        return Err(Trouble::Failed(head.lines().next().unwrap_or_default().to_owned()));
    }
    let body = buffer.len() - end - 4;
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).and_then(|length| length.trim().parse::<usize>().ok());
    Ok(match length {
        Some(length) => (body >= length).then_some(length),
        None => buffer.ends_with(b"\r\n0\r\n\r\n").then_some(body),
    })
}
