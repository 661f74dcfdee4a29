//! How many answers of the API a second, against static answers of the same sizes: the open briefs, 50 at once, for anybody; one deal with its twelve
//! parts, for its merchant.

use super::client::{Question, beside, heads, still};
use super::{market, site};
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
    let sides = site.db.write(move |tx| market::sides(tx, now, 0)).await?;
    let (both, user) = (sides.clone(), sides.merchant.id);
    let fill = move |tx: &mut Tx<'_>| {
        (0..briefs)
            .try_for_each(|number| market::brief(tx, &both, now, &market::Draft::plain(&format!("Brief number {number}"))).map(drop))?;
        let parts = market::submitted_deal(tx, &both, now, market::Fees::Usual)?;
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
    actix_web::rt::spawn(app::run_with(&site, listener, 2, still)?);
    let list = Question::new("/api/v1/briefs?limit=50", &["accept: application/json".to_owned()]);
    let deal = Question::new(&format!("/api/v1/contracts/{contract}"), &tokens);
    beside("50 briefs", address, &list, requests).await?;
    beside("one deal", address, &deal, requests).await
}

fn keep(tx: &mut Tx<'_>, now: Instant, user: UserId, secret: &str) -> Result<(), Failure> {
    let new =
        NewToken { id: TokenId::random(), user, secret, name: "bench", scopes: &[Scope::Read], expires_at: None, maker: Maker::Operator };
    Ok(sessions::insert_token(tx, now, &new)?)
}
