//! How many lists of briefs a second, over real connections, against a static answer of the same size from a server of the same make.

use super::client::{Question, serve_static, size, timed};
use super::{market, ratio, site};
use crate::app;
use crate::cli::Trouble;
use crate::failure::Failure;
use crate::platform::db::Flush;
use crate::sessions::{self, Token};
use std::net::TcpListener;
use std::path::Path;

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
    let with = |token: &Token| Question::new(PATH, &[format!("cookie: sid={}", token.as_str())]);
    let stranger = with(&Token::random().map_err(|error| Trouble::Failed(error.to_string()))?);
    let bytes = size(address, &stranger).await?;
    let static_address = serve_static(bytes, "text/html")?;

    let still = timed(static_address, &stranger, requests).await?;
    let anonymous = timed(address, &stranger, requests).await?;
    let signed_in = timed(address, &with(&token), requests / 4).await?;
    println!("a list is {bytes} bytes, compressed with brotli");
    println!("static answer of the same size {still:>8} /s");
    println!("list, anonymous                {anonymous:>8} /s");
    println!("list, signed in                {signed_in:>8} /s");
    println!("anonymous / static             {:>8}", ratio(anonymous, still));
    println!("signed in / static             {:>8}", ratio(signed_in, still));
    Ok(())
}
