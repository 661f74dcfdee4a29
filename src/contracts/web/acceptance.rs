//! Taking the terms that the other side offered on a bid: what they make, then the contract.

use crate::agencies;
use crate::bids::{self, Access, Bid};
use crate::briefs::Brief;
use crate::contracts::actions::{self, Award};
use crate::contracts::forms::AcceptForm;
use crate::contracts::pages::AcceptPage;
use crate::contracts::{rules, terms};
use crate::failure::{ACT_FORBIDDEN, Failure, STATE_REFUSED};
use crate::platform::db::{Conn, Tx};
use crate::primitives::Money;
use crate::primitives::id::BidId;
use crate::tiers::RateCard;
use crate::web::{Answer, Form, Id, ShownError, SignedIn, fresh_once, once, see_other};

struct Seen {
    bid: Bid,
    brief: Brief,
    access: Access,
    /// The reader may open the contract that comes of it.
    reads: bool,
}

/// The bid and its brief, for whoever speaks for one of its sides.
async fn load(person: &SignedIn, id: BidId) -> Result<Seen, Failure> {
    let who = person.person.clone();
    let read = move |conn: &mut Conn| {
        let (bid, brief, access) = bids::see(conn, &who, id)?;
        let agency = bid.agency.filter(|_| access == Access::Agent);
        let reads = agency.map_or(Ok(true), |agency| Ok::<_, Failure>(agencies::proxy(conn, &who, agency, bid.creator)?.is_some()))?;
        Ok::<_, Failure>(Seen { bid, brief, access, reads })
    };
    let seen = person.site.db.read(read).await?;
    if seen.access == Access::Member(false) { Err(ACT_FORBIDDEN.into()) } else { Ok(seen) }
}

fn award_of(person: &SignedIn, bid: BidId, version: i64) -> Award {
    Award { bid, version, plans: Vec::new(), rates: RateCard::of(&person.site.config) }
}

async fn page(person: &SignedIn, seen: Seen, errors: Vec<ShownError>) -> Result<AcceptPage, Failure> {
    let Seen { bid, brief, access, reads } = seen;
    let award = award_of(person, bid.id, bid.version);
    let (who, both, now) = (person.person.clone(), (bid.clone(), brief.clone()), person.now);
    let agreement = person.site.db.read(move |conn: &mut Conn| actions::preview(conn, &who, (&both.0, &both.1), &award, now)).await?;
    let share_rate = agreement.share.as_ref().map(|(_, rate)| *rate).filter(|_| access.is_of_bidder());
    let rates = (agreement.merchant_bps, agreement.creator_bps);
    let quote = bids::rules::quote_pieces((bid.price(), bid.offer.pieces), rates, share_rate)?;
    Ok(AcceptPage {
        bid_url: format!("/bids/{}", bid.id),
        action: format!("/bids/{}/acceptance", bid.id),
        title: brief.title.clone(),
        is_bidder: access.is_of_bidder(),
        other: if access.is_of_bidder() { agreement.org.clone() } else { agreement.creator.clone() },
        price: bid.price(),
        fee: if access.is_of_bidder() { quote.fee } else { quote.merchant_fee },
        rate: if access.is_of_bidder() { agreement.creator_bps } else { agreement.merchant_bps },
        share: quote.share,
        share_rate,
        net: if access.is_of_bidder() { quote.take_home } else { Money::new(agreement.price.plus(agreement.merchant_fee)?, bid.currency) },
        days: bid.offer.days,
        rounds: bid.offer.rounds,
        unread: (!reads).then(|| agreement.creator.clone()),
        funding_hours: rules::FUNDING_HOURS,
        version: bid.version,
        terms: terms::write(&agreement).text(person.lang).to_owned(),
        errors,
        once: fresh_once(),
    })
}

/// `GET /bids/{id}/acceptance`
pub(super) async fn begin(person: SignedIn, id: Id<BidId>) -> Answer {
    let seen = load(&person, id.0).await?;
    let by = if seen.access.is_of_bidder() { bids::Party::Creator } else { bids::Party::Merchant };
    if !bids::rules::allowed(&seen.bid, &seen.brief, by, person.now).contains(&"accept") {
        return Err(STATE_REFUSED.into());
    }
    let page = page(&person, seen, Vec::new()).await?;
    person.page(&page).await
}

/// `POST /bids/{id}/acceptance`
pub(super) async fn accept(person: SignedIn, id: Id<BidId>, form: Form<AcceptForm>) -> Answer {
    let seen = load(&person, id.0).await?;
    let is_bidder = seen.access.is_of_bidder();
    let accepted = match form.fields.parse() {
        Ok(version) => {
            let (act, who, token) = (person.act(), person.person.clone(), form.once.clone());
            let award = award_of(&person, id.0, version);
            let work = move |tx: &mut Tx<'_>| {
                once(tx, &act, token.as_deref(), |tx| {
                    let contract = actions::accept_offer(tx, &act, &who, &award)?;
                    match actions::see_contract(tx, &who, contract) {
                        Ok(_) if is_bidder => Ok(format!("/contracts/{contract}")),
                        Ok(_) => Ok(format!("/contracts/{contract}/made")),
                        // An agency that may take terms, but not write to merchants, does not read the deal.
                        Err(Failure::NotFound) => Ok(format!("/bids/{}", id.0)),
                        Err(other) => Err(other),
                    }
                })
            };
            person.site.db.write(work).await
        }
        Err(failure) => Err(failure),
    };
    match accepted {
        Ok(location) if is_bidder => Ok(see_other(&location).flash("contracts-accepted").into()),
        Ok(location) => Ok(see_other(&location).into()),
        Err(failure) => {
            let redo = person.redo(failure)?;
            let page = page(&person, seen, redo.errors).await?;
            person.page_with(redo.status, &page).await
        }
    }
}
