//! Bytes in and out of the fake: HTTP of its own, because a real server would never hang up in the middle.

use super::fake::{Fake, Reply};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// A call as it came.
pub struct Asked {
    pub method: String,
    pub path: String,
    pub query: Vec<(String, String)>,
    pub key: Option<String>,
    pub body: String,
}

/// Answers one call and hangs up.
pub async fn serve(mut stream: TcpStream, fake: &Fake) {
    let Some(asked) = read(&mut stream).await else { return };
    let date = jiff::Timestamp::from_second(fake.now()).unwrap().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    let (bytes, cut) = match fake.answer(&asked) {
        Reply::Whole(answer, headers) => (written(answer, &headers, &date), false),
        Reply::Half(answer) => (written(answer, &[], &date), true),
        Reply::Silence => return tokio::time::sleep(std::time::Duration::from_secs(40)).await,
        Reply::Nothing => return,
    };
    let end = if cut { bytes.len() - 20 } else { bytes.len() };
    stream.write_all(&bytes[..end]).await.ok();
    stream.shutdown().await.ok();
}

fn written((status, body): (u16, serde_json::Value), headers: &[(&str, String)], date: &str) -> Vec<u8> {
    let body = body.to_string();
    let mut text = format!("HTTP/1.1 {status} X\r\ncontent-type: application/json\r\nconnection: close\r\ndate: {date}\r\n");
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    format!("{text}content-length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

async fn read(stream: &mut TcpStream) -> Option<Asked> {
    let mut bytes = Vec::new();
    let head_end = loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break at;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8(bytes[..head_end].to_vec()).ok()?;
    let mut lines = head.lines();
    let mut first = lines.next()?.split(' ');
    let (method, target) = (first.next()?.to_owned(), first.next()?.to_owned());
    let header = |name: &str| {
        let line = head.lines().find(|line| line.to_ascii_lowercase().starts_with(&format!("{name}:")))?;
        line.split_once(':').map(|(_, value)| value.trim().to_owned())
    };
    assert!(header("authorization").is_some_and(|value| value == "Bearer sk_test_of_the_fake"));
    let length: usize = header("content-length").and_then(|value| value.parse().ok()).unwrap_or(0);
    while bytes.len() < head_end + 4 + length {
        stream.read_buf(&mut bytes).await.ok()?;
    }
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    Some(Asked {
        method,
        path: path.to_owned(),
        query: url::form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
        key: header("idempotency-key"),
        body: String::from_utf8(bytes[head_end + 4..].to_vec()).ok()?,
    })
}
