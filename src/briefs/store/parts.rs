//! The lists of a brief: platforms, languages, checklist, attachments.

use crate::briefs::model::{Brief, Check, Level};
use crate::each;
use crate::files::{self, File};
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::{
    Language, Platform,
    id::{BriefId, FileId},
};
use crate::schema::{brief_attachments, brief_languages, brief_platforms, checklist_items};
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

/// The lists of several briefs at once.
pub(super) fn fill(conn: &mut Conn, briefs: &mut [Brief]) -> Result<(), DbError> {
    let ids: Vec<BriefId> = briefs.iter().map(|brief| brief.id).collect();
    let platforms: Vec<(BriefId, Platform)> = brief_platforms::table
        .filter(brief_platforms::brief_id.eq_any(&ids))
        .select((brief_platforms::brief_id, brief_platforms::platform))
        .load(conn)?;
    let languages: Vec<(BriefId, Language)> = brief_languages::table
        .filter(brief_languages::brief_id.eq_any(&ids))
        .order(brief_languages::language)
        .select((brief_languages::brief_id, brief_languages::language))
        .load(conn)?;
    let checks: Vec<(BriefId, String, Level, String)> = checklist_items::table
        .filter(checklist_items::brief_id.eq_any(&ids))
        .order(checklist_items::position)
        .select((checklist_items::brief_id, checklist_items::item, checklist_items::level, checklist_items::body))
        .load(conn)?;
    for brief in briefs {
        brief.platforms = platforms.iter().filter(|(id, _)| *id == brief.id).map(|(_, platform)| *platform).collect();
        brief.platforms.sort();
        brief.languages = languages.iter().filter(|(id, _)| *id == brief.id).map(|(_, language)| language.clone()).collect();
        let own = checks.iter().filter(|(id, ..)| *id == brief.id);
        brief.checklist = own.map(|(_, id, level, text)| Check { id: id.clone(), level: *level, text: text.clone() }).collect();
    }
    Ok(())
}

/// The pictures and documents of a brief, in order.
pub fn attachments(conn: &mut Conn, id: BriefId) -> Result<Vec<File>, DbError> {
    let of_brief = brief_attachments::table.filter(brief_attachments::brief_id.eq(id));
    let order: Vec<FileId> = of_brief
        .order((brief_attachments::position, brief_attachments::file_id))
        .select(brief_attachments::file_id)
        .at_most(100)
        .load(conn)?;
    let mut found = files::list(conn, &order)?;
    found.sort_by_key(|file| order.iter().position(|id| *id == file.id));
    Ok(found)
}

/// One of them.
pub(crate) fn find_attachment(conn: &mut Conn, id: BriefId, file: FileId) -> Result<Option<File>, DbError> {
    let row = brief_attachments::table.filter(brief_attachments::brief_id.eq(id).and(brief_attachments::file_id.eq(file)));
    let known: i64 = row.count().get_result(conn)?;
    if known == 0 { Ok(None) } else { files::find(conn, file) }
}

/// One more, at the end.
pub(crate) fn add_attachment(tx: &mut Tx<'_>, id: BriefId, file: FileId) -> Result<(), DbError> {
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
pub(crate) fn remove_attachment(tx: &mut Tx<'_>, id: BriefId, file: FileId) -> Result<bool, DbError> {
    let row = brief_attachments::table.filter(brief_attachments::brief_id.eq(id).and(brief_attachments::file_id.eq(file)));
    Ok(diesel::delete(row).execute(&mut **tx)? == 1)
}
