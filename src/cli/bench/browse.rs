//! How many lists of briefs a second, over real connections, beside static answers of the same size.

use super::client::{Question, beside, still};
use super::{market, site};
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
    let sides = site.db.write(move |tx| market::sides(tx, now, 0)).await?;
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
    actix_web::rt::spawn(app::run_with(&site, listener, 2, still)?);
    let with = |token: &Token| Question::new(PATH, &[format!("cookie: sid={}", token.as_str())]);
    let stranger = Token::random().map_err(|error| Trouble::Failed(error.to_string()))?;
    beside("list, anonymous", address, &with(&stranger), requests).await?;
    beside("list, signed in", address, &with(&token), requests).await
}
