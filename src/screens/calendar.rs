//! A person's clocks for the calendar of a phone or a computer: read by a secret address, because such programs sign in nowhere.

use super::say::Say;
use crate::accounts;
use crate::bids::{self, LIVE};
use crate::briefs;
use crate::clocks::{self, Clock, ClockKind};
use crate::contracts::{self, Contract, ContractState, Milestone, Whose};
use crate::failure::Failure;
use crate::platform::calendar::{Entry, write};
use crate::platform::db::Conn;
use crate::primitives::id::OrgId;
use crate::primitives::{Instant, Limit};
use crate::sessions::Person;
use crate::web::{Answer, Asker};
use actix_web::{HttpResponse, web};

/// The running clocks of a person, each with what it is about and where its page is.
struct Dated {
    clock: Clock,
    about: String,
    path: String,
}

/// `GET /calendar/{key}`
pub(super) async fn show(asker: Asker, key: web::Path<String>) -> Answer {
    let (site, key, now) = (asker.site.clone(), key.into_inner(), asker.now);
    let (person, dated) = asker
        .site
        .db
        .read(move |conn| {
            let person = accounts::calendar_owner(conn, &site.secret, &key)?.ok_or(Failure::NotFound)?;
            let dated = load(conn, &person, now)?;
            Ok::<_, Failure>((person, dated))
        })
        .await?;
    let mut reader = asker;
    (reader.lang, reader.zone) = (person.lang, person.zone);
    let say = Say(&reader);
    let entries: Vec<Entry> = dated.iter().map(|dated| entry(&say, &reader.site.config.base_url, dated)).collect();
    let body = write(&say.plain("calendar-name"), &entries, reader.now);
    Ok(HttpResponse::Ok().content_type("text/calendar; charset=utf-8").body(body))
}

fn entry(say: &Say<'_>, base_url: &str, dated: &Dated) -> Entry {
    let clock = &dated.clock;
    let values = [("what", say.plain(&clock.kind.name_key())), ("about", dated.about.clone())];
    let default = say.plain(&clock.kind.default_key());
    let text = match clock.money.filter(|money| money.amount.is_positive()) {
        Some(money) => format!("{default}\n{}", say.money(money)),
        None => default,
    };
    Entry {
        id: clock.id.to_string(),
        at: clock.due_at,
        title: say.with("calendar-title", &values),
        text,
        url: format!("{base_url}{}", dated.path),
        changes: clock.version,
    }
}

fn load(conn: &mut Conn, person: &Person, now: Instant) -> Result<Vec<Dated>, Failure> {
    let mut dated = of_deals(conn, person)?;
    dated.extend(of_briefs(conn, person)?);
    dated.extend(of_bids(conn, person)?);
    dated.retain(|dated| dated.clock.due_at > now);
    dated.sort_by_key(|dated| dated.clock.due_at);
    Ok(dated)
}

fn of_deals(conn: &mut Conn, person: &Person) -> Result<Vec<Dated>, Failure> {
    let orgs: Vec<OrgId> = person.memberships.iter().map(|member| member.org).collect();
    let creators: Vec<_> = person.creator.iter().map(|creator| creator.id).collect();
    let running = [ContractState::PendingFunding, ContractState::Active];
    let deals = contracts::list(conn, Whose::Sides(&orgs, &creators), &running, None, most())?.items;
    let ids: Vec<_> = deals.iter().map(|deal| deal.id).collect();
    let parts = contracts::list_milestones_of(conn, &ids)?;
    let dated = |clock: Clock| {
        let deal = deals.iter().find(|deal| Some(deal.id) == clock.contract)?;
        Some(Dated { about: title(deal, &parts, &clock), path: format!("/contracts/{}", deal.id), clock })
    };
    Ok(clocks::next_of_contracts(conn, &ids)?.into_iter().filter_map(dated).collect())
}

/// The milestone where the deal has several.
fn title(deal: &Contract, parts: &[Milestone], clock: &Clock) -> String {
    let own: Vec<&Milestone> = parts.iter().filter(|part| part.contract == deal.id).collect();
    match own.iter().find(|part| Some(part.id) == clock.milestone) {
        Some(part) if own.len() > 1 => format!("{} · {}", deal.title, part.title),
        Some(_) | None => deal.title.clone(),
    }
}

fn of_briefs(conn: &mut Conn, person: &Person) -> Result<Vec<Dated>, Failure> {
    let orgs: Vec<OrgId> = person.memberships.iter().map(|member| member.org).collect();
    let own = briefs::list_of_org(conn, &orgs, None, None, most())?.items;
    let subjects: Vec<String> = own.iter().map(|brief| brief.id.to_string()).collect();
    let dated = |clock: Clock| {
        let brief = own.iter().find(|brief| brief.id.to_string() == clock.subject)?;
        Some(Dated { about: brief.title.clone(), path: format!("/briefs/{}", brief.id), clock })
    };
    Ok(clocks::next_of_subjects(conn, &subjects)?.into_iter().filter_map(dated).collect())
}

fn of_bids(conn: &mut Conn, person: &Person) -> Result<Vec<Dated>, Failure> {
    let Some(creator) = &person.creator else { return Ok(Vec::new()) };
    let own = bids::list_of_creator(conn, creator.id, &LIVE, None, most())?.items;
    let briefs: Vec<_> = own.iter().map(|bid| bid.brief).collect();
    let titles = bids::titles(conn, &briefs)?;
    let subjects: Vec<String> = own.iter().map(|bid| bid.id.to_string()).collect();
    let dated = |clock: Clock| {
        let bid = own.iter().find(|bid| bid.id.to_string() == clock.subject)?;
        Some(Dated { about: titles.get(&bid.brief).cloned().unwrap_or_default(), path: format!("/bids/{}", bid.id), clock })
    };
    let kept = |dated: &Dated| matches!(dated.clock.kind, ClockKind::BidExpiry | ClockKind::BidOffer | ClockKind::BidConfirm);
    Ok(clocks::next_of_subjects(conn, &subjects)?.into_iter().filter_map(dated).filter(kept).collect())
}

fn most() -> Limit {
    Limit::new(100).unwrap_or(Limit::PAGE)
}
