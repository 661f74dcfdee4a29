//! The rows of what was said and handed in. They are never changed.

use crate::contracts::Party;
use crate::disputes::model::{Actor, DisputeEvent, Dossier, Evidence, Said, Stage};
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{DisputeId, EventId, EvidenceId, FileId, MessageId, UserId};
use crate::schema::{dispute_dossiers, dispute_events, dispute_evidence};
use diesel::prelude::*;

#[derive(Queryable, Insertable)]
#[diesel(table_name = dispute_events, treat_none_as_default_value = false)]
struct SaidRow {
    id: EventId,
    dispute_id: DisputeId,
    event: DisputeEvent,
    party: Actor,
    user_id: Option<UserId>,
    body: String,
    at: Instant,
}

/// One more thing that was said or done.
pub(crate) fn insert_said(tx: &mut Tx<'_>, dispute: DisputeId, said: &Said) -> Result<(), DbError> {
    let row = SaidRow {
        id: EventId::random(),
        dispute_id: dispute,
        event: said.event,
        party: said.actor,
        user_id: said.user,
        body: said.body.clone(),
        at: said.at,
    };
    diesel::insert_into(dispute_events::table).values(&row).execute(&mut **tx)?;
    Ok(())
}

/// What was said and done in a dispute, oldest first.
pub(crate) fn list_said(conn: &mut Conn, id: DisputeId) -> Result<Vec<Said>, DbError> {
    let own = dispute_events::table.filter(dispute_events::dispute_id.eq(id)).order((dispute_events::at, dispute_events::id));
    let rows: Vec<SaidRow> = own.at_most(1_000).load(conn)?;
    let said = |row: SaidRow| Said { event: row.event, actor: row.party, user: row.user_id, body: row.body, at: row.at };
    Ok(rows.into_iter().map(said).collect())
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = dispute_evidence, treat_none_as_default_value = false)]
struct EvidenceRow {
    id: EvidenceId,
    dispute_id: DisputeId,
    party: Party,
    user_id: UserId,
    body: String,
    file_id: Option<FileId>,
    sha256: String,
    at: Instant,
    message_id: Option<MessageId>,
}

/// One more piece of evidence.
pub(crate) fn insert_evidence(tx: &mut Tx<'_>, new: &Evidence) -> Result<(), DbError> {
    let row = EvidenceRow {
        id: new.id,
        dispute_id: new.dispute,
        party: new.party,
        user_id: new.user,
        body: new.body.clone(),
        file_id: new.file,
        sha256: new.sha256.clone(),
        at: new.at,
        message_id: new.message,
    };
    diesel::insert_into(dispute_evidence::table).values(&row).execute(&mut **tx)?;
    Ok(())
}

/// What the sides handed in, oldest first.
pub(crate) fn list_evidence(conn: &mut Conn, id: DisputeId) -> Result<Vec<Evidence>, DbError> {
    let own = dispute_evidence::table.filter(dispute_evidence::dispute_id.eq(id)).order((dispute_evidence::at, dispute_evidence::id));
    let rows: Vec<EvidenceRow> = own.at_most(1_000).load(conn)?;
    let evidence = |row: EvidenceRow| Evidence {
        id: row.id,
        dispute: row.dispute_id,
        party: row.party,
        user: row.user_id,
        body: row.body,
        file: row.file_id,
        message: row.message_id,
        sha256: row.sha256,
        at: row.at,
    };
    Ok(rows.into_iter().map(evidence).collect())
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = dispute_dossiers, treat_none_as_default_value = false)]
struct DossierRow {
    dispute_id: DisputeId,
    stage: Stage,
    manifest: String,
    sha256: String,
    at: Instant,
}

/// The list of a stage.
pub(crate) fn insert_dossier(tx: &mut Tx<'_>, dispute: DisputeId, new: &Dossier) -> Result<(), DbError> {
    let row = DossierRow { dispute_id: dispute, stage: new.stage, manifest: new.manifest.clone(), sha256: new.sha256.clone(), at: new.at };
    diesel::insert_into(dispute_dossiers::table).values(&row).execute(&mut **tx)?;
    Ok(())
}

/// The lists of a dispute, oldest first.
pub(crate) fn list_dossiers(conn: &mut Conn, id: DisputeId) -> Result<Vec<Dossier>, DbError> {
    let own = dispute_dossiers::table.filter(dispute_dossiers::dispute_id.eq(id)).order((dispute_dossiers::at, dispute_dossiers::stage));
    let rows: Vec<DossierRow> = own.at_most(2).load(conn)?;
    let dossier = |row: DossierRow| Dossier { stage: row.stage, manifest: row.manifest, sha256: row.sha256, at: row.at };
    Ok(rows.into_iter().map(dossier).collect())
}
