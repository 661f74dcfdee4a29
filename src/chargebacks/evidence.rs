//! What speaks for us: one text, put together from the deal as it is in the books and the log – what was agreed, what was handed in with its
//! checksums, what was asked for and answered, and who did what when. In English, because it is read by banks.

use super::model::Chargeback;
use crate::contracts::{self, Happening, Milestone};
use crate::deliveries::{self, ChangeRequest, Delivery, Matter};
use crate::failure::Failure;
use crate::ledger::{self, Account};
use crate::messages;
use crate::payments::{self, Checkout};
use crate::platform::db::Conn;
use crate::primitives::id::{ContractId, MilestoneId, UserId};
use crate::primitives::{Instant, Limit, Money};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::fmt::Write as _;

/// The text for a chargeback as things stand now.
pub(super) fn pack(conn: &mut Conn, about: &Chargeback) -> Result<String, Failure> {
    let checkout = payments::find_checkout(conn, about.checkout)?.ok_or(Failure::NotFound)?;
    let mut text = payment(conn, about, &checkout)?;
    match about.contract {
        Some(_) => text += &deal(conn, about)?,
        None => text += &wallet(conn, about)?,
    }
    Ok(text)
}

/// The same text for the same case always goes out under the same key.
pub(super) fn key(about: &Chargeback, text: &str) -> String {
    let digest = data_encoding::HEXLOWER.encode(&Sha256::digest(text.as_bytes()));
    format!("evidence:{}:{}", about.id, digest.chars().take(16).collect::<String>())
}

fn at(moment: Option<Instant>) -> String {
    moment.map_or_else(|| "-".to_owned(), Instant::rfc3339)
}

fn sum(money: Money) -> String {
    format!("{} {}", money.currency, money.plain())
}

fn payment(conn: &mut Conn, about: &Chargeback, checkout: &Checkout) -> Result<String, Failure> {
    let org = contracts::org_names(conn, &[about.org])?.remove(&about.org).unwrap_or_default();
    let payer = contracts::user_names(conn, &[checkout.asked_by])?.remove(&checkout.asked_by).unwrap_or_default();
    let mut text = String::new();
    writeln!(text, "THE PAYMENT").ok();
    writeln!(
        text,
        "{} was charged for {org} ({}), on a page that {payer} asked for at {}.",
        sum(checkout.money),
        about.org,
        at(Some(checkout.created_at))
    )
    .ok();
    writeln!(text, "It was paid at {}. Contested: {}, reason given: {}.", at(checkout.paid_at), sum(about.money), about.reason).ok();
    Ok(text)
}

/// A payment for a deal: the deal.
fn deal(conn: &mut Conn, about: &Chargeback) -> Result<String, Failure> {
    let Some(id) = about.contract else { return Ok(String::new()) };
    let contract = contracts::get(conn, id)?;
    let parties = contracts::parties(conn, &contract)?;
    let milestones = contracts::list_milestones(conn, id)?;
    let ids: Vec<MilestoneId> = milestones.iter().map(|milestone| milestone.id).collect();
    let events = contracts::list_events(conn, id)?;
    let users: Vec<UserId> = events.iter().filter_map(|event| event.user).collect();
    let names = contracts::user_names(conn, &users)?;
    let (versions, requests) = (deliveries::list(conn, &ids)?, deliveries::list_requests(conn, &ids)?);
    let mut text = String::new();
    writeln!(text, "\nWHAT WAS AGREED").ok();
    writeln!(
        text,
        "Contract {id}, \"{}\", made at {} between {} (pays) and {} (makes).",
        contract.title,
        at(Some(contract.created_at)),
        parties.org_name,
        parties.creator_name
    )
    .ok();
    if let Some(terms) = contracts::find_terms(conn, id)? {
        writeln!(text, "Its terms, accepted by both, have the SHA-256 {}.", terms.sha256).ok();
    }
    for check in contracts::checklist(conn, id)? {
        writeln!(text, "- {} ({}): {}", check.id, check.level, check.text).ok();
    }
    for milestone in &milestones {
        text += &part(&contract.money(milestone.price), milestone, &versions, &requests);
        text += &happened(milestone.id, &events, &names);
    }
    text += &written(conn, id)?;
    Ok(text)
}

fn part(price: &Money, milestone: &Milestone, versions: &[Delivery], requests: &[ChangeRequest]) -> String {
    let mut text = String::new();
    writeln!(text, "\nPART {} \"{}\", {}, now {}", milestone.position, milestone.title, sum(*price), milestone.state).ok();
    writeln!(
        text,
        "Money held at {}, work begun at {}, due at {}.",
        at(milestone.funded_at),
        at(milestone.started_at),
        at(milestone.due_at)
    )
    .ok();
    for version in versions.iter().filter(|version| version.milestone == milestone.id) {
        writeln!(text, "Version {} was handed in at {}: {}", version.version, at(Some(version.at)), version.note).ok();
        for item in &version.items {
            match &item.matter {
                Matter::File(file) => writeln!(text, "  file \"{}\", {} bytes, SHA-256 {}", file.name, file.size, file.sha256).ok(),
                Matter::Link(url) => writeln!(text, "  link {url}").ok(),
            };
        }
    }
    for request in requests.iter().filter(|request| request.milestone == milestone.id) {
        writeln!(text, "Changes to version {} were asked for at {}:", request.version, at(Some(request.at))).ok();
        for wish in &request.wishes {
            writeln!(text, "  {}{}", wish.check.as_ref().map(|check| format!("[{check}] ")).unwrap_or_default(), wish.text).ok();
        }
    }
    text
}

fn happened(milestone: MilestoneId, events: &[Happening], names: &HashMap<UserId, String>) -> String {
    let mut text = String::from("What happened, from the log:\n");
    for event in events.iter().filter(|event| event.milestone == milestone) {
        let who = event.user.and_then(|user| names.get(&user)).map(|name| format!(" ({name})")).unwrap_or_default();
        writeln!(text, "  {} {} by the {}{who}", at(Some(event.at)), event.event, event.party).ok();
    }
    text
}

/// What the two wrote to each other.
fn written(conn: &mut Conn, id: ContractId) -> Result<String, Failure> {
    let messages = messages::list_all(conn, id)?;
    let mut text = String::new();
    if !messages.is_empty() {
        writeln!(text, "\nWHAT THE TWO WROTE TO EACH OTHER").ok();
    }
    for message in messages {
        let corrects = message.supersedes.map(|before| format!(", corrects {before}")).unwrap_or_default();
        writeln!(text, "{} {} ({}{corrects}): {}", at(Some(message.at)), message.party, message.id, message.text.replace('\n', "\n  "))
            .ok();
        for file in &message.files {
            writeln!(text, "  file \"{}\", {} bytes, SHA-256 {}", file.name, file.size, file.sha256).ok();
        }
    }
    Ok(text)
}

/// A payment into the wallet: what the wallet was used for since.
fn wallet(conn: &mut Conn, about: &Chargeback) -> Result<String, Failure> {
    let mut text = String::from(
        "\nWHAT THE MONEY WAS USED FOR\nIt went to the payer's own wallet on this site. The wallet's movements since, newest first:\n",
    );
    let moves = ledger::list_of_accounts(conn, &[Account::Wallet(about.org)], None, Limit::PAGE)?;
    for movement in moves.items {
        let deal = movement.contract_id.map(|id| format!(" for contract {id}")).unwrap_or_default();
        writeln!(text, "  {} {} {}{deal}", at(Some(movement.at)), movement.kind, sum(movement.amount)).ok();
    }
    Ok(text)
}
