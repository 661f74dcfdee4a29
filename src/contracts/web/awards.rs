//! Several bids at once.

use crate::briefs;
use crate::contracts::actions::{self, Award};
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::BriefId;
use crate::sessions::Right;
use crate::tiers::RateCard;
use crate::web::{Answer, Form, Id, SignedIn, once, see_other};
use serde::Deserialize;

/// How many bids are taken at once at most.
const MOST: usize = 30;

/// What was ticked: the id of a bid and the version that was seen, `bid_…:3`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct PickForm {
    bid: Vec<String>,
}

/// `POST /briefs/{id}/awards`: then all of them are funded at once by whoever moves money.
pub(super) async fn award(person: SignedIn, id: Id<BriefId>, form: Form<PickForm>) -> Answer {
    let who = person.person.clone();
    let brief = person.site.db.read(move |conn: &mut Conn| briefs::get_for(conn, &who, id.0, Right::Work)).await?;
    let rates = RateCard::of(&person.site.config);
    let pick = |text: &String| {
        let (bid, version) = text.split_once(':')?;
        Some(Award { bid: bid.parse().ok()?, version: version.parse().ok()?, plans: Vec::new(), rates })
    };
    let awards: Vec<Award> = form.fields.bid.iter().take(MOST).map(pick).collect::<Option<_>>().ok_or(Failure::NotFound)?;
    if awards.is_empty() {
        return Ok(see_other(&format!("/briefs/{}/bids", id.0)).into());
    }
    let funds = person.person.has(brief.org, Right::MoveMoney) && !brief.hires_from_pool() && !brief.is_contest();
    let (act, who, token) = (person.act(), person.person.clone(), form.once.clone());
    let work = move |tx: &mut Tx<'_>| {
        once(tx, &act, token.as_deref(), |tx| {
            let made = actions::award_all(tx, &act, &who, id.0, &awards)?;
            let named: Vec<String> = made.iter().map(|contract| format!("contract={contract}")).collect();
            Ok(if funds { format!("/fundings?{}", named.join("&")) } else { "/contracts".to_owned() })
        })
    };
    let location = person.site.db.write(work).await?;
    Ok(see_other(&location).into())
}
