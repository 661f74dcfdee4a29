//! What was seen of the films and sounds of deals: a row each, written once, whether or not something could be seen.

use super::model::{File, Purpose};
use super::store::find;
use crate::each;
use crate::platform::db::{Among as _, AtMost as _, Conn, DbError, Tx};
use crate::platform::films::{Cut, FilmError, Films, Look};
use crate::platform::intake::{Intake, IntakeError};
use crate::platform::sniff::MediaType;
use crate::platform::storage::StorageKey;
use crate::primitives::Instant;
use crate::primitives::id::FileId;
use crate::schema::{file_looks, files};
use diesel::prelude::*;
use std::collections::HashMap;

/// What is looked at.
const LOOKED_AT: [MediaType; 7] =
    [MediaType::Mp4, MediaType::Mov, MediaType::Webm, MediaType::Mp3, MediaType::M4a, MediaType::Wav, MediaType::Ogg];

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = file_looks, treat_none_as_default_value = false)]
struct Row {
    file_id: FileId,
    millis: Option<i64>,
    width: Option<i32>,
    height: Option<i32>,
    has_sound: bool,
    at: Instant,
}

/// The newest film or sound of a deal that nobody has looked at.
pub fn next_unseen(conn: &mut Conn) -> Result<Option<File>, DbError> {
    let seen = file_looks::table.filter(file_looks::file_id.eq(files::id));
    let unseen = files::table
        .filter(files::purpose.eq(Purpose::Delivery).and(files::media_type.eq_any(LOOKED_AT)))
        .filter(diesel::dsl::not(diesel::dsl::exists(seen)));
    let id: Option<FileId> = unseen.order((files::created_at.desc(), files::id)).select(files::id).first(conn).optional()?;
    id.map_or(Ok(None), |id| find(conn, id))
}

/// A picture of the film, with this copy of the film beside it; none where they cannot be made. Errors: the disk's.
pub async fn copy(films: &Films, intake: &Intake, file: &File, cut: Cut) -> std::io::Result<Option<StorageKey>> {
    let storage = intake.storage();
    let (poster, film) = (storage.bench()?, storage.bench()?);
    match films.copy(storage.path(&file.key), file.media, cut, (&poster, &film)).await {
        Ok(()) => {}
        Err(FilmError::Disk(error)) => return Err(error),
        Err(FilmError::Absent | FilmError::Refused) => {
            tracing::info!(file = %file.id, "a film has no copy: it could not be read, or takes too long");
            return Ok(None);
        }
    }
    match intake.keep_film(poster, film).await {
        Ok(preview) => Ok(Some(preview)),
        Err(IntakeError::File(_)) => Ok(None),
        Err(IntakeError::Disk(error)) => Err(error),
    }
}

/// Removes copies that got no row.
pub async fn discard_copies(intake: &Intake, preview: &StorageKey) -> std::io::Result<()> {
    for key in [preview.film(), preview.small(), preview.clone()] {
        intake.storage().remove(&key).await?;
    }
    Ok(())
}

/// Writes down what was seen, `None` where nothing could be, and where the copies are. `false` if another node was first.
pub fn set_seen(tx: &mut Tx<'_>, id: FileId, look: Option<Look>, preview: Option<&StorageKey>, at: Instant) -> Result<bool, DbError> {
    let pixels = look.and_then(|look| look.pixels);
    let row = Row {
        file_id: id,
        millis: look.map(|look| look.millis),
        width: pixels.map(|pixels| pixels.0),
        height: pixels.map(|pixels| pixels.1),
        has_sound: look.is_some_and(|look| look.has_sound),
        at,
    };
    let first = each!(&mut **tx, c => diesel::insert_into(file_looks::table).values(&row).on_conflict_do_nothing().execute(c))? == 1;
    if let Some(preview) = preview.filter(|_| first) {
        let bare = files::table.find(id).filter(files::preview_key.is_null());
        diesel::update(bare).set(files::preview_key.eq(Some(preview))).execute(&mut **tx)?;
    }
    Ok(first)
}

/// What was seen of these; what nobody has looked at, or could not, is not in the answer.
pub fn list_seen(conn: &mut Conn, ids: &[FileId]) -> Result<HashMap<FileId, Look>, DbError> {
    let rows: Vec<Row> = file_looks::table.filter(file_looks::file_id.among(ids)).select(Row::as_select()).at_most(1_000).load(conn)?;
    let look = |row: Row| {
        let pixels = row.width.zip(row.height);
        row.millis.map(|millis| (row.file_id, Look { millis, pixels, has_sound: row.has_sound }))
    };
    Ok(rows.into_iter().filter_map(look).collect())
}
