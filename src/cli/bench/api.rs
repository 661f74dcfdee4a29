//! How many answers of the API a second, against static answers of the same sizes: the open briefs, 50 at once, for anybody; one deal with its twelve
//! parts, for its merchant.

use super::client::{Question, heads, serve_static, size, timed};
use super::{market, ratio, site};
use crate::app;
use crate::cli::Trouble;
use crate::contracts;
use crate::failure::Failure;
use crate::platform::db::{Flush, Tx};
use crate::primitives::id::TokenId;
use crate::primitives::{Instant, id::UserId};
use crate::sessions::{self, Maker, NewToken, Scope};
use std::net::TcpListener;
use std::path::Path;

pub(super) async fn run(dir: &Path, briefs: usize, requests: usize) -> Result<(), Trouble> {
    let site = site(dir, Flush::Never)?;
    let now = site.clock.now();
    eprintln!("making {briefs} open briefs and a deal …");
    let sides = site.db.write(move |tx| market::sides(tx, now)).await?;
    let (both, user) = (sides.clone(), sides.merchant.id);
    let fill = move |tx: &mut Tx<'_>| {
        (0..briefs).try_for_each(|number| market::brief(tx, &both, now, &format!("Brief number {number}")).map(drop))?;
        let parts = market::submitted_deal(tx, &both, now)?;
        let part = parts.first().copied().ok_or(Failure::NotFound)?;
        Ok::<_, Failure>(contracts::get_milestone(tx, part)?.contract)
    };
    let contract = site.db.write(fill).await?;
    let mut tokens = Vec::new();
    for _ in 0..heads(requests) {
        let secret = sessions::new_secret().map_err(|error| Trouble::Failed(error.to_string()))?;
        let kept = secret.clone();
        site.db.write::<_, Failure, _>(move |tx| keep(tx, now, user, &kept)).await?;
        tokens.push(format!("authorization: Bearer {secret}"));
    }

    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    actix_web::rt::spawn(app::run(&site, listener, 2)?);
    let list = Question::new("/api/v1/briefs?limit=50", &["accept: application/json".to_owned()]);
    let deal = Question::new(&format!("/api/v1/contracts/{contract}"), &tokens);
    for (name, question) in [("50 briefs", list), ("one deal", deal)] {
        let bytes = size(address, &question).await?;
        let still = timed(serve_static(bytes, "application/json")?, &question, requests).await?;
        let told = timed(address, &question, requests).await?;
        println!("{name}: {bytes} bytes");
        println!("static answer of the same size {still:>8} /s");
        println!("{name:<30} {told:>8} /s");
        println!("{:<30} {:>8}", format!("{name} / static"), ratio(told, still));
    }
    Ok(())
}

fn keep(tx: &mut Tx<'_>, now: Instant, user: UserId, secret: &str) -> Result<(), Failure> {
    let new =
        NewToken { id: TokenId::random(), user, secret, name: "bench", scopes: &[Scope::Read], expires_at: None, maker: Maker::Operator };
    Ok(sessions::insert_token(tx, now, &new)?)
}
