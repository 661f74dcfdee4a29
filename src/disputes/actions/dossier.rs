//! The dossier: a list of everything that there is about the milestone, made by itself, so that both sides and the arbiter look at the same things and
//! anybody can see later that none was changed.
//!
//! One line each: SHA-256, name, and, but for files, terms and messages that are evidence, after a tab the very text that the hash is of.

use super::happen::Case;
use crate::audit::{self, Act};
use crate::clocks;
use crate::contracts;
use crate::deliveries::{self, Matter};
use crate::disputes::model::{Dossier, Stage};
use crate::disputes::store;
use crate::failure::Failure;
use crate::messages;
use crate::platform::db::{Conn, Tx};
use sha2::{Digest as _, Sha256};

/// Puts the list together and keeps it.
pub(super) fn put_together(tx: &mut Tx<'_>, act: &Act, case: &Case, stage: Stage) -> Result<(), Failure> {
    let manifest = list(tx, case)?;
    let sha256 = hash(&manifest);
    audit::note(tx, act, "dispute.dossier", &case.dispute.id, &sha256)?;
    store::insert_dossier(tx, case.dispute.id, &Dossier { stage, manifest, sha256, at: act.at })?;
    Ok(())
}

fn hash(text: &str) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(text.as_bytes()))
}

/// A text on one line.
fn flat(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "")
}

/// A line with the text that the hash is of.
fn spoken(name: &str, text: &str) -> String {
    let text = flat(text);
    format!("{}  {name}\t{text}", hash(&text))
}

fn list(conn: &mut Conn, case: &Case) -> Result<String, Failure> {
    let mut lines = agreed(conn, case)?;
    lines.extend(delivered(conn, case)?);
    lines.extend(written(conn, case)?);
    lines.extend(happened(conn, case)?);
    for said in store::list_said(conn, case.dispute.id)?.iter().filter(|said| !said.body.is_empty()) {
        lines.push(spoken(&format!("dispute/{}/{}/{}", said.at.rfc3339(), said.actor, said.event), &said.body));
    }
    for evidence in store::list_evidence(conn, case.dispute.id)? {
        let name = format!("evidence/{}/{}", evidence.party, evidence.id);
        lines.push(match (evidence.file, evidence.message) {
            (Some(file), _) => format!("{}  {name}/{file}", evidence.sha256),
            (None, Some(message)) => format!("{}  {name}/{message}", evidence.sha256),
            (None, None) => spoken(&name, &evidence.body),
        });
    }
    Ok(lines.join("\n") + "\n")
}

/// The terms, and the checklist.
fn agreed(conn: &mut Conn, case: &Case) -> Result<Vec<String>, Failure> {
    let terms = contracts::find_terms(conn, case.contract.id)?;
    let mut lines: Vec<String> = terms.iter().map(|terms| format!("{}  terms", terms.sha256)).collect();
    let check = |check: &crate::briefs::Check| spoken(&format!("checklist/{}/{}", check.level, check.id), &check.text);
    lines.extend(contracts::checklist(conn, case.contract.id)?.iter().map(check));
    Ok(lines)
}

/// The versions with their files, and what was wanted of them.
fn delivered(conn: &mut Conn, case: &Case) -> Result<Vec<String>, Failure> {
    let mut lines = Vec::new();
    for delivery in deliveries::list(conn, &[case.milestone.id])? {
        let of = format!("version/{}/{}", delivery.version, delivery.at.rfc3339());
        lines.push(spoken(&format!("{of}/note"), &delivery.note));
        lines.extend(delivery.items.iter().map(|item| match &item.matter {
            Matter::File(file) => format!("{}  {of}/{}/{}", file.sha256, file.id, flat(&file.name)),
            Matter::Link(url) => spoken(&format!("{of}/link"), url),
        }));
    }
    for request in deliveries::list_requests(conn, &[case.milestone.id])? {
        for wish in &request.wishes {
            let cited = wish.check.as_deref().unwrap_or("-");
            lines.push(spoken(&format!("changes/{}/{}/{cited}", request.version, request.at.rfc3339()), &wish.text));
        }
    }
    Ok(lines)
}

/// What the two sides wrote to each other, and what came with it.
fn written(conn: &mut Conn, case: &Case) -> Result<Vec<String>, Failure> {
    let mut lines = Vec::new();
    for message in messages::list_all(conn, case.contract.id)? {
        let of = format!("message/{}/{}/{}", message.at.rfc3339(), message.party, message.id);
        let corrects = message.supersedes.map(|before| format!("/corrects/{before}")).unwrap_or_default();
        lines.push(spoken(&format!("{of}{corrects}"), &message.text));
        lines.extend(message.files.iter().map(|file| format!("{}  {of}/{}/{}", file.sha256, file.id, flat(&file.name))));
    }
    Ok(lines)
}

/// What happened to the milestone, and the clocks that run.
fn happened(conn: &mut Conn, case: &Case) -> Result<Vec<String>, Failure> {
    let mut lines = Vec::new();
    let events = contracts::list_events(conn, case.contract.id)?;
    for event in events.iter().filter(|event| event.milestone == case.milestone.id) {
        let text = format!("{} by {}, {} to {}, {}", event.event, event.party, event.from, event.to, event.amount.0);
        lines.push(spoken(&format!("history/{}", event.at.rfc3339()), &text));
    }
    for clock in clocks::list_of_milestone(conn, case.milestone.id)? {
        lines.push(spoken(&format!("clock/{}", clock.kind), &clock.due_at.rfc3339()));
    }
    Ok(lines)
}
