//! How many lists of briefs a second, over real connections, against a static answer of the same size from a server of the same make.

use super::{market, per_second, ratio, site};
use crate::app;
use crate::cli::Trouble;
use crate::failure::Failure;
use crate::platform::db::Flush;
use crate::sessions::{self, Token};
use actix_web::{App, HttpResponse, HttpServer, web};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::time::Instant;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

const CONNECTIONS: usize = 8;
const PATH: &str = "/briefs?limit=50";

pub(super) async fn run(dir: &Path, briefs: usize, requests: usize) -> Result<(), Trouble> {
    let site = site(dir, Flush::Never)?;
    let now = site.clock.now();
    eprintln!("making {briefs} open briefs …");
    let sides = site.db.write(move |tx| market::sides(tx, now)).await?;
    let both = sides.clone();
    let fill = move |tx: &mut crate::platform::db::Tx<'_>| {
        (0..briefs).try_for_each(|number| market::brief(tx, &both, now, &format!("Brief number {number}")).map(drop))
    };
    site.db.write::<_, Failure, _>(move |tx| Ok(fill(tx)?)).await?;
    let token = Token::random().map_err(|error| Trouble::Failed(error.to_string()))?;
    let (opened, user) = (token.clone(), sides.creator.id);
    site.db.write::<_, Failure, _>(move |tx| Ok(sessions::open(tx, user, &opened, "bench", now)?)).await?;

    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    actix_web::rt::spawn(app::run(&site, listener, 2)?);
    let cookie = format!("sid={}", token.as_str());
    let stranger = format!("sid={}", Token::random().map_err(|error| Trouble::Failed(error.to_string()))?.as_str());
    let size = ask(address, &stranger, 1).await?;
    let static_address = serve_static(size)?;

    let still = timed(static_address, &stranger, requests).await?;
    let anonymous = timed(address, &stranger, requests).await?;
    let signed_in = timed(address, &cookie, requests / 4).await?;
    println!("a list is {size} bytes, compressed with brotli");
    println!("static answer of the same size {still:>8} /s");
    println!("list, anonymous                {anonymous:>8} /s");
    println!("list, signed in                {signed_in:>8} /s");
    println!("anonymous / static             {:>8}", ratio(anonymous, still));
    println!("signed in / static             {:>8}", ratio(signed_in, still));
    Ok(())
}

/// A server that hands out the same bytes for every question.
fn serve_static(size: usize) -> Result<SocketAddr, Trouble> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let body = web::Bytes::from(vec![b'x'; size]);
    let make = move || {
        let body = body.clone();
        App::new().default_service(web::to(move || std::future::ready(HttpResponse::Ok().content_type("text/html").body(body.clone()))))
    };
    actix_web::rt::spawn(HttpServer::new(make).workers(2).disable_signals().listen(listener)?.run());
    Ok(address)
}

async fn timed(address: SocketAddr, cookie: &str, requests: usize) -> Result<u128, Trouble> {
    ask(address, cookie, requests / 20 + 1).await?;
    let begun = Instant::now();
    let mut clients = Vec::new();
    for _ in 0..CONNECTIONS {
        let cookie = cookie.to_owned();
        clients.push(tokio::task::spawn(async move { ask(address, &cookie, requests / CONNECTIONS).await.map_err(|_| ()) }));
    }
    for client in clients {
        client.await.ok().and_then(Result::ok).ok_or_else(|| Trouble::Failed("a request failed".to_owned()))?;
    }
    Ok(per_second(requests / CONNECTIONS * CONNECTIONS, begun.elapsed()))
}

/// Asks this often over one connection; answers the size of the last body in bytes.
async fn ask(address: SocketAddr, cookie: &str, times: usize) -> Result<usize, Trouble> {
    let mut stream = tokio::net::TcpStream::connect(address).await?;
    let request =
        format!("GET {PATH} HTTP/1.1\r\nhost: {address}\r\naccept-language: en\r\naccept-encoding: br\r\ncookie: {cookie}\r\n\r\n");
    let (mut size, mut buffer) = (0, Vec::new());
    for _ in 0..times {
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
