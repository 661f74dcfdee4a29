//! The doors of bids.

mod offers;
mod through;

use super::actions::{self, Access};
use super::forms::{BidForm, DeclineForm};
use super::model::{Bid, BidState, Bidder, Showing, Turn};
use super::notes::{self, NoteView};
use super::pages::{
    BriefView, ChannelView, ComparePage, CompareView, FormPage, MinePage, MineRow, Retry, ShowPage, Shown, TurnView, WorkView,
};
use super::rules::{self, Party, Quote};
use super::store;
use crate::agencies::{self, Consent};
use crate::briefs::{self, Brief};
use crate::capacity::{self, ClashView};
use crate::creators::{self, Work};
use crate::failure::{ACT_FORBIDDEN, Failure};
use crate::lint::{self, FindingView, Where};
use crate::matching::{self, PriceHint};
use crate::platform::db::Conn;
use crate::primitives::{
    Choice as _, Lang, Limit, Money,
    id::{BidId, BriefId, OrgId},
};
use crate::sessions::Right;
use crate::tiers::{self, RateCard, Rates, Tier};
use crate::web::{Answer, Door, Form, Id, Query, ShownError, SignedIn, Who, fresh_once, once, see_other, to};
use actix_web::http::Method;
use serde::Deserialize;
use through::{Through, by_agent, through};

/// Every door of bids.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/briefs/{id}/bids/new", who: Who::SignedIn, opens: || to(begin) },
    Door { method: Method::POST, path: "/briefs/{id}/bids", who: Who::SignedIn, opens: || to(place) },
    Door { method: Method::GET, path: "/briefs/{id}/bids", who: Who::SignedIn, opens: || to(compare) },
    Door { method: Method::GET, path: "/my/bids", who: Who::SignedIn, opens: || to(mine) },
    Door { method: Method::GET, path: "/bids/{id}", who: Who::SignedIn, opens: || to(show) },
    Door { method: Method::GET, path: "/bids/{id}/edit", who: Who::SignedIn, opens: || to(begin_edit) },
    Door { method: Method::POST, path: "/bids/{id}", who: Who::SignedIn, opens: || to(edit) },
    Door { method: Method::POST, path: "/bids/{id}/withdrawal", who: Who::SignedIn, opens: || to(withdraw) },
    Door { method: Method::POST, path: "/bids/{id}/offers", who: Who::SignedIn, opens: || to(offers::offer) },
    Door { method: Method::POST, path: "/bids/{id}/shortlist", who: Who::SignedIn, opens: || to(shortlist) },
    Door { method: Method::POST, path: "/bids/{id}/decline", who: Who::SignedIn, opens: || to(decline) },
];

/// The brief that this person may see, with its organisation's name.
async fn load_brief(person: &SignedIn, id: BriefId) -> Result<(Brief, String), Failure> {
    let who = person.person.clone();
    let read = move |conn: &mut Conn| {
        let brief = briefs::get_seen(conn, Some(&who), id)?;
        if let Some(creator) = &who.creator {
            briefs::promised(conn, &brief, creator.id)?;
        }
        let org = store::org_name(conn, brief.org)?;
        Ok::<_, Failure>((brief, org))
    };
    person.site.db.read(read).await
}

/// The form again, or for the first time, with what the typed price leaves.
async fn form_page(
    person: &SignedIn,
    brief: &(Brief, String),
    bid: Option<&Bid>,
    form: BidForm,
    errors: Vec<ShownError>,
) -> Result<FormPage, Failure> {
    let own = bid.map(|bid| bid.creator).or(person.person.creator.as_ref().map(|creator| creator.id)).ok_or(ACT_FORBIDDEN)?;
    let (agency, bid, work) = (bid.and_then(|bid| bid.agency), bid.map(|bid| bid.id), brief.0.work());
    let (card, now, of) = (RateCard::of(&person.site.config), person.now, brief.0.clone());
    let days = form.days.trim().parse().unwrap_or(brief.0.delivery_days);
    let read = move |conn: &mut Conn| {
        let known = (actions::rates(conn, &card, (&of, own), now)?, matching::guidance(conn, work.form, work.category, work.currency)?);
        let clash = capacity::clash(conn, own, days, now)?;
        let share = agency.map(|agency| agencies::find_split(conn, agency, own)).transpose()?.flatten().map(|split| split.bps);
        let handle = creators::find(conn, own)?.ok_or(Failure::NotFound)?.handle;
        Ok::<_, Failure>((creators::list_channels(conn, own)?, creators::list_works(conn, own)?, handle, (known, clash, share)))
    };
    let (channels, works, handle, ((rates, prices), clash, share)) = person.site.db.read(read).await?;
    let pieces = form.pieces.trim().parse().unwrap_or(1);
    let quoted = form.price(brief.0.currency).and_then(|price| rules::quote_pieces((price, pieces), rates, share).ok());
    let home = format!("/briefs/{}", brief.0.id);
    // A hidden work is not offered; one that the bid shows already stays ticked.
    let is_offered = |work: &&Work| work.hidden_at.is_none() || form.picks.contains(&work.id.to_string());
    let works = works.iter().filter(is_offered).map(|work| WorkView::of(&handle, work)).collect();
    Ok(FormPage {
        brief: BriefView::of(&brief.0, &brief.1),
        action: bid.map_or_else(|| format!("{home}/bids"), |bid| format!("/bids/{bid}")),
        back: bid.map_or(home, |bid| format!("/bids/{bid}")),
        is_edit: bid.is_some(),
        form,
        errors,
        quote: quoted,
        prices: prices.map(|prices| PriceHint::of(prices, brief.0.currency)),
        clash: clash.map(ClashView::from),
        channels: channels.iter().map(ChannelView::of).collect(),
        works,
        max_picks: rules::PICKS,
        once: fresh_once(),
        conflict: None,
    })
}

/// `GET /briefs/{id}/bids/new`
async fn begin(person: SignedIn, id: Id<BriefId>) -> Answer {
    let brief = load_brief(&person, id.0).await?;
    person.person.creator.as_ref().ok_or(ACT_FORBIDDEN)?;
    if person.person.is_member(brief.0.org) {
        return Err(rules::OWN_BRIEF.into());
    }
    rules::takes_bids(&brief.0, person.now)?;
    let fixed = brief.0.prices().filter(|(low, high)| low == high).map(|(price, _)| price.plain());
    let form = BidForm {
        price: fixed.unwrap_or_default(),
        days: brief.0.delivery_days.to_string(),
        rounds: brief.0.rounds.to_string(),
        ..BidForm::default()
    };
    person.page(&form_page(&person, &brief, None, form, Vec::new()).await?).await
}

/// `POST /briefs/{id}/bids`
async fn place(person: SignedIn, id: Id<BriefId>, form: Form<BidForm>) -> Answer {
    let brief = load_brief(&person, id.0).await?;
    if form.fields.wish == "quote" {
        return person.page(&form_page(&person, &brief, None, form.fields, Vec::new()).await?).await;
    }
    let placed = match form.fields.parse(brief.0.currency) {
        Ok(offer) => {
            let (act, who, token, brief) = (person.act(), person.person.clone(), form.once.clone(), id.0);
            let work = move |tx: &mut crate::platform::db::Tx<'_>| {
                once(tx, &act, token.as_deref(), |tx| Ok(format!("/bids/{}", actions::place(tx, &act, &who, brief, offer.clone())?)))
            };
            person.site.db.write(work).await
        }
        Err(failure) => Err(failure),
    };
    match placed {
        Ok(location) => Ok(see_other(&location).flash("bids-placed").into()),
        Err(failure) => {
            let redo = person.redo(failure)?;
            person.page_with(redo.status, &form_page(&person, &brief, None, form.fields, redo.errors).await?).await
        }
    }
}

/// The bid with what stands beside it, if this person may see it.
struct Seen {
    bid: Bid,
    brief: Brief,
    org: String,
    bidder: Bidder,
    showing: Showing,
    contract_url: Option<String>,
    turns: Vec<Turn>,
    access: Access,
    rates: Rates,
    note: Option<NoteView>,
    through: Through,
}

impl Seen {
    /// What a price of this bid is made of, as its reader may know it.
    fn quote(&self, price: Money) -> Result<Quote, Failure> {
        Ok(rules::quote_pieces((price, self.bid.offer.pieces), self.rates, self.through.share)?)
    }
}

async fn load(person: &SignedIn, id: BidId) -> Result<Seen, Failure> {
    let (who, card, now) = (person.person.clone(), RateCard::of(&person.site.config), person.now);
    let read = move |conn: &mut Conn| {
        let (bid, brief, access) = actions::see(conn, &who, id)?;
        let org = store::org_name(conn, brief.org)?;
        let bidder = store::list_bidders(conn, &[bid.creator], brief.category)?.remove(&bid.creator).ok_or(Failure::NotFound)?;
        let contract_url = store::find_contract(conn, id)?.map(|contract| format!("/contracts/{contract}"));
        let showing = store::show(conn, &bid)?;
        let turns = store::list_turns(conn, id)?;
        let rates = actions::rates(conn, &card, (&brief, bid.creator), now)?;
        let note = notes::of(conn, access, id)?.map(|note| NoteView::of(&bid, Some(&note), access == Access::Member(true)));
        let through = through(conn, &who, &bid, access)?;
        let contract_url = contract_url.filter(|_| access != Access::Agent || through.reads_deals);
        Ok::<_, Failure>(Seen { bid, brief, org, bidder, showing, contract_url, turns, access, rates, note, through })
    };
    person.site.db.read(read).await
}

/// What in the words of a bid may break a rule.
fn found(bid: &Bid, brief: &Brief, lang: Lang) -> Vec<FindingView> {
    let texts = [("message", &bid.offer.message), ("answer", &bid.offer.answer)];
    let found = texts.into_iter().flat_map(|(field, text)| lint::look(Where::Bid, field, text));
    let low = briefs::low_bid(brief, bid.price());
    found.chain(low).map(|finding| FindingView::of(&finding, lang)).collect()
}

fn show_page(person: &SignedIn, seen: &Seen, retry: Retry) -> Result<ShowPage, Failure> {
    let allowed = |by| rules::allowed(&seen.bid, &seen.brief, by, person.now);
    let allowed = match seen.access {
        Access::Bidder => allowed(Party::Creator),
        Access::Agent => by_agent(allowed(Party::Creator), &seen.through.consents),
        Access::Member(true) => allowed(Party::Merchant),
        Access::Member(false) => Vec::new(),
    };
    let mut turns = Vec::with_capacity(seen.turns.len());
    for (place, turn) in seen.turns.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|place| seen.turns.get(place));
        let quoted = |turn: &Turn| seen.quote(Money::new(turn.terms.price, seen.bid.currency));
        let was = before.map(|before| Ok::<_, Failure>((before, quoted(before)?))).transpose()?;
        turns.push(TurnView::of((turn, quoted(turn)?), was, seen.access.is_of_bidder()));
    }
    let shown = Shown {
        bid: &seen.bid,
        brief: &seen.brief,
        org: &seen.org,
        bidder: &seen.bidder,
        showing: &seen.showing,
        agency: seen.through.agency.clone(),
        contract_url: seen.contract_url.clone(),
        is_deal_unread: seen.bid.state == BidState::Accepted && seen.access == Access::Agent && !seen.through.reads_deals,
        quote: seen.quote(seen.bid.price())?,
        turns,
        found: found(&seen.bid, &seen.brief, person.lang),
        note: seen.note.clone(),
    };
    Ok(ShowPage::of(&shown, seen.access.is_of_bidder(), &allowed, retry))
}

/// `GET /bids/{id}`
async fn show(person: SignedIn, id: Id<BidId>) -> Answer {
    let seen = load(&person, id.0).await?;
    person.page(&show_page(&person, &seen, Retry::none(&seen.bid))?).await
}

/// `GET /bids/{id}/edit`
async fn begin_edit(person: SignedIn, id: Id<BidId>) -> Answer {
    let seen = load(&person, id.0).await?;
    if !(seen.access == Access::Bidder || seen.through.consents.has(Consent::Bid)) {
        return Err(ACT_FORBIDDEN.into());
    }
    rules::edits(&seen.bid, &seen.brief)?;
    let form = BidForm::of(&seen.bid.offer, seen.bid.currency, seen.bid.version);
    person.page(&form_page(&person, &(seen.brief, seen.org), Some(&seen.bid), form, Vec::new()).await?).await
}

/// `POST /bids/{id}`
async fn edit(person: SignedIn, id: Id<BidId>, form: Form<BidForm>) -> Answer {
    let seen = load(&person, id.0).await?;
    if !seen.access.is_of_bidder() {
        return Err(ACT_FORBIDDEN.into());
    }
    let brief = (seen.brief, seen.org);
    if form.fields.wish == "quote" {
        return person.page(&form_page(&person, &brief, Some(&seen.bid), form.fields, Vec::new()).await?).await;
    }
    let parsed = form.fields.parse(seen.bid.currency).and_then(|offer| Ok((offer, form.fields.parse_version()?)));
    let edited = match parsed {
        Ok((offer, version)) => {
            let (act, who, bid) = (person.act(), person.person.clone(), id.0);
            person.site.db.write(move |tx| actions::edit(tx, &act, &who, (bid, version), offer.clone())).await
        }
        Err(failure) => Err(failure),
    };
    match edited {
        Ok(()) => Ok(see_other(&format!("/bids/{}", id.0)).flash("bids-edited").into()),
        Err(failure) if failure.is_stale() => show_both(&person, id.0, form.fields, failure).await,
        Err(failure) => {
            let redo = person.redo(failure)?;
            person.page_with(redo.status, &form_page(&person, &brief, Some(&seen.bid), form.fields, redo.errors).await?).await
        }
    }
}

/// The bid moved on: as it stands now, beside what was typed.
async fn show_both(person: &SignedIn, id: BidId, typed: BidForm, failure: Failure) -> Answer {
    let redo = person.redo(failure)?;
    let seen = load(person, id).await?;
    let theirs = BidForm::of(&seen.bid.offer, seen.bid.currency, seen.bid.version);
    let mine = typed.parse(seen.bid.currency).map_or_else(|_| typed.clone(), |offer| BidForm::of(&offer, seen.bid.currency, 0));
    let page = form_page(person, &(seen.brief, seen.org), Some(&seen.bid), typed, redo.errors).await?;
    let say = |key: &str, args: &[(&str, String)]| person.text(key, args);
    person.page_with(redo.status, &page.beside(&theirs, &mine, &say)).await
}

/// `POST /bids/{id}/withdrawal`
async fn withdraw(person: SignedIn, id: Id<BidId>, _: Form) -> Answer {
    let (act, who, bid) = (person.act(), person.person.clone(), id.0);
    person.site.db.write(move |tx| actions::withdraw(tx, &act, &who, bid)).await?;
    Ok(see_other(&format!("/bids/{bid}")).flash("bids-withdrawn").into())
}

/// `POST /bids/{id}/shortlist`
async fn shortlist(person: SignedIn, id: Id<BidId>, _: Form) -> Answer {
    let (act, who, bid) = (person.act(), person.person.clone(), id.0);
    person.site.db.write(move |tx| actions::shortlist(tx, &act, &who, bid)).await?;
    Ok(see_other(&format!("/bids/{bid}")).flash("bids-shortlisted").into())
}

/// `POST /bids/{id}/decline`
async fn decline(person: SignedIn, id: Id<BidId>, form: Form<DeclineForm>) -> Answer {
    let seen = load(&person, id.0).await?;
    let declined = match form.fields.parse() {
        Ok((reason, note)) => {
            let (act, who, bid) = (person.act(), person.person.clone(), id.0);
            person.site.db.write(move |tx| actions::decline(tx, &act, &who, bid, (reason, &note))).await
        }
        Err(failure) => Err(failure),
    };
    match declined {
        Ok(()) => Ok(see_other(&format!("/briefs/{}/bids", seen.brief.id)).flash("bids-declined").into()),
        Err(failure) => {
            let redo = person.redo(failure)?;
            person
                .page_with(
                    redo.status,
                    &show_page(
                        &person,
                        &seen,
                        Retry { decline: form.fields, errors: redo.errors, open: "decline", ..Retry::none(&seen.bid) },
                    )?,
                )
                .await
        }
    }
}

/// The query of `/my/bids`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct MineQuery {
    view: String,
    cursor: String,
}

/// `GET /my/bids`
async fn mine(person: SignedIn, query: Query<MineQuery>) -> Answer {
    let creator = person.person.creator.as_ref().map(|creator| creator.id).ok_or(ACT_FORBIDDEN)?;
    let is_ended = query.0.view == "ended";
    let states: Vec<BidState> = BidState::ALL.iter().copied().filter(|state| state.is_live() != is_ended).collect();
    let after = person.cursor_in(&query.0.cursor);
    let now = person.now;
    let read = move |conn: &mut Conn| {
        let slice = store::list_of_creator(conn, creator, &states, after.as_ref(), Limit::PAGE)?;
        let briefs: Vec<BriefId> = slice.items.iter().map(|bid| bid.brief).collect();
        Ok::<_, Failure>((slice, store::titles(conn, &briefs)?, store::count_live_of(conn, creator)?, tiers::quota(conn, creator, now)?))
    };
    let (slice, titles, live, quota) = person.site.db.read(read).await?;
    let view = if is_ended { "ended" } else { "live" };
    let row = |bid: &Bid| MineRow::of(bid, titles.get(&bid.brief).map_or("", String::as_str));
    let page = MinePage {
        view,
        rows: slice.items.iter().map(row).collect(),
        next: slice.next.as_ref().map(|cursor| format!("/my/bids?view={view}&cursor={}", person.cursor_out(cursor))),
        live,
        quota,
    };
    person.page(&page).await
}

/// The query of the comparison.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct CompareQuery {
    prices: String,
}

/// `GET /briefs/{id}/bids`: for the organisation; everybody else finds nothing.
async fn compare(person: SignedIn, id: Id<BriefId>, query: Query<CompareQuery>) -> Answer {
    let who = person.person.clone();
    let read = move |conn: &mut Conn| {
        let brief = briefs::get_for(conn, &who, id.0, Right::Read)?;
        let org = store::org_name(conn, brief.org)?;
        let bids = store::list_of_brief(conn, brief.id)?;
        let creators: Vec<_> = bids.iter().map(|bid| bid.creator).collect();
        let bidders = store::list_bidders(conn, &creators, brief.category)?;
        let notes = notes::list_for(conn, &bids)?;
        let agencies: Vec<OrgId> = bids.iter().filter_map(|bid| bid.agency).collect();
        let agencies = store::list_org_names(conn, &agencies)?;
        Ok::<_, Failure>((brief, org, bids, bidders, notes, agencies))
    };
    let (brief, org, bids, bidders, notes, agencies) = person.site.db.read(read).await?;
    let may_decide = person.person.has(brief.org, Right::Work);
    // A merchant reads what he pays: that is the same for every tier.
    let rates = brief.fund.rates.unwrap_or_else(|| RateCard::of(&person.site.config).rates(Tier::Start));
    let mut rows = Vec::with_capacity(bids.len());
    for bid in &bids {
        if let Some(bidder) = bidders.get(&bid.creator) {
            let note = NoteView::of(bid, notes.get(&bid.id), may_decide);
            let quote = rules::quote_pieces((bid.price(), bid.offer.pieces), rates, None)?;
            let view = CompareView::of((bid, note), bidder, &brief, &quote, (may_decide, person.now));
            rows.push(view.through(bid.agency.and_then(|agency| agencies.get(&agency).cloned())));
        }
    }
    person.page(&ComparePage::of(BriefView::of(&brief, &org), rows, query.0.prices == "hidden", may_decide)).await
}
