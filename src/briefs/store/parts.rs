//! The lists of a brief: platforms, languages, checklist, attachments.

use crate::briefs::model::{Attachment, Brief, Check, Level};
use crate::each;
use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::{
    Language, Platform,
    id::{BriefId, FileId},
};
use crate::schema::{brief_attachments, brief_languages, brief_platforms, checklist_items, files};
use diesel::prelude::*;

#[derive(Insertable)]
#[diesel(table_name = brief_platforms, treat_none_as_default_value = false)]
struct PlatformRow {
    brief_id: BriefId,
    platform: Platform,
}

#[derive(Insertable)]
#[diesel(table_name = brief_languages, treat_none_as_default_value = false)]
struct LanguageRow {
    brief_id: BriefId,
    language: Language,
}

#[derive(Insertable)]
#[diesel(table_name = checklist_items, treat_none_as_default_value = false)]
struct CheckRow {
    brief_id: BriefId,
    item: String,
    position: i32,
    level: Level,
    body: String,
}

/// The lists of the row become those of the value.
pub(super) fn replace(tx: &mut Tx<'_>, brief: &Brief) -> Result<(), DbError> {
    let id = brief.id;
    diesel::delete(brief_platforms::table.filter(brief_platforms::brief_id.eq(id))).execute(&mut **tx)?;
    diesel::delete(brief_languages::table.filter(brief_languages::brief_id.eq(id))).execute(&mut **tx)?;
    diesel::delete(checklist_items::table.filter(checklist_items::brief_id.eq(id))).execute(&mut **tx)?;
    let platforms: Vec<PlatformRow> = brief.platforms.iter().map(|platform| PlatformRow { brief_id: id, platform: *platform }).collect();
    let languages: Vec<LanguageRow> =
        brief.languages.iter().map(|language| LanguageRow { brief_id: id, language: language.clone() }).collect();
    let checks: Vec<CheckRow> = (0..)
        .zip(&brief.checklist)
        .map(|(position, check)| CheckRow { brief_id: id, item: check.id.clone(), position, level: check.level, body: check.text.clone() })
        .collect();
    each!(&mut **tx, c => diesel::insert_into(brief_platforms::table).values(&platforms).execute(c))?;
    each!(&mut **tx, c => diesel::insert_into(brief_languages::table).values(&languages).execute(c))?;
    each!(&mut **tx, c => diesel::insert_into(checklist_items::table).values(&checks).execute(c))?;
    Ok(())
}

pub(super) fn platforms(conn: &mut Conn, id: BriefId) -> Result<Vec<Platform>, DbError> {
    let mut platforms: Vec<Platform> =
        brief_platforms::table.filter(brief_platforms::brief_id.eq(id)).select(brief_platforms::platform).load(conn)?;
    platforms.sort();
    Ok(platforms)
}

pub(super) fn languages(conn: &mut Conn, id: BriefId) -> Result<Vec<Language>, DbError> {
    let rows = brief_languages::table.filter(brief_languages::brief_id.eq(id));
    Ok(rows.order(brief_languages::language).select(brief_languages::language).load(conn)?)
}

pub(super) fn checklist(conn: &mut Conn, id: BriefId) -> Result<Vec<Check>, DbError> {
    let rows: Vec<(String, Level, String)> = checklist_items::table
        .filter(checklist_items::brief_id.eq(id))
        .order(checklist_items::position)
        .select((checklist_items::item, checklist_items::level, checklist_items::body))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, level, text)| Check { id, level, text }).collect())
}

type AttachmentRow = (FileId, String, i64, String, String, Option<String>);

fn attachment((file, name, size, media_type, storage_key, preview_key): AttachmentRow) -> Attachment {
    Attachment { file, name, size, media_type, storage_key, preview_key }
}

/// The pictures and documents of a brief, in order.
pub fn attachments(conn: &mut Conn, id: BriefId) -> Result<Vec<Attachment>, DbError> {
    let rows: Vec<AttachmentRow> = brief_attachments::table
        .inner_join(files::table)
        .filter(brief_attachments::brief_id.eq(id))
        .order((brief_attachments::position, files::id))
        .select((files::id, files::name, files::size, files::media_type, files::storage_key, files::preview_key))
        .limit(100)
        .load(conn)?;
    Ok(rows.into_iter().map(attachment).collect())
}

/// One of them.
pub fn find_attachment(conn: &mut Conn, id: BriefId, file: FileId) -> Result<Option<Attachment>, DbError> {
    let row: Option<AttachmentRow> = brief_attachments::table
        .inner_join(files::table)
        .filter(brief_attachments::brief_id.eq(id).and(brief_attachments::file_id.eq(file)))
        .select((files::id, files::name, files::size, files::media_type, files::storage_key, files::preview_key))
        .first(conn)
        .optional()?;
    Ok(row.map(attachment))
}

/// One more, at the end.
pub fn add_attachment(tx: &mut Tx<'_>, id: BriefId, file: FileId) -> Result<(), DbError> {
    let last: Option<i32> = brief_attachments::table
        .filter(brief_attachments::brief_id.eq(id))
        .select(diesel::dsl::max(brief_attachments::position))
        .first(&mut **tx)?;
    let position = last.map_or(0, |last| last.saturating_add(1));
    let row = (brief_attachments::brief_id.eq(id), brief_attachments::file_id.eq(file), brief_attachments::position.eq(position));
    diesel::insert_into(brief_attachments::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// One less; its bytes are an orphan now.
pub fn remove_attachment(tx: &mut Tx<'_>, id: BriefId, file: FileId) -> Result<bool, DbError> {
    let row = brief_attachments::table.filter(brief_attachments::brief_id.eq(id).and(brief_attachments::file_id.eq(file)));
    Ok(diesel::delete(row).execute(&mut **tx)? == 1)
}
