//! The rows of questions, answers and invitations.

use crate::briefs::model::{CreatorName, Invitation, OpenInvitation, Question, Visibility};
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::{
    Instant,
    id::{BriefId, CreatorId, OrgId, QuestionId, UserId},
};
use crate::schema::{
    brief_answers, brief_details, brief_invitations, brief_questions, briefs, circle_members, creators, memberships, organisations,
};
use diesel::dsl::count_star;
use diesel::prelude::*;
use std::collections::HashMap;

/// No brief shows more questions, or invited creators, than this.
const MOST: i64 = 500;

type QuestionRow = (QuestionId, BriefId, UserId, String, Instant);

/// Who asked, as everybody sees him: only those who show themselves in public have a name here.
fn askers(conn: &mut Conn, users: &[UserId]) -> Result<HashMap<UserId, CreatorName>, DbError> {
    let rows: Vec<(UserId, CreatorId, String, String)> = creators::table
        .filter(creators::user_id.eq_any(users))
        .select((creators::user_id, creators::id, creators::handle, creators::name))
        .at_most(MOST)
        .load(conn)?;
    Ok(rows.into_iter().map(|(user, id, handle, name)| (user, CreatorName { id, handle, name })).collect())
}

fn read(conn: &mut Conn, rows: Vec<QuestionRow>) -> Result<Vec<Question>, DbError> {
    let ids: Vec<QuestionId> = rows.iter().map(|row| row.0).collect();
    let users: Vec<UserId> = rows.iter().map(|row| row.2).collect();
    let asked = askers(conn, &users)?;
    let answers: Vec<(QuestionId, String, Instant)> = brief_answers::table
        .filter(brief_answers::question_id.eq_any(&ids))
        .select((brief_answers::question_id, brief_answers::body, brief_answers::at))
        .at_most(MOST)
        .load(conn)?;
    let mut answers: HashMap<QuestionId, (String, Instant)> = answers.into_iter().map(|(id, text, at)| (id, (text, at))).collect();
    let question = |(id, brief, user, text, at): QuestionRow| Question {
        id,
        brief,
        user,
        asker: asked.get(&user).cloned(),
        text,
        at,
        answer: answers.remove(&id),
    };
    Ok(rows.into_iter().map(question).collect())
}

/// The questions of a brief with their answers, oldest first.
pub(crate) fn list_questions(conn: &mut Conn, brief: BriefId) -> Result<Vec<Question>, DbError> {
    let rows = brief_questions::table
        .filter(brief_questions::brief_id.eq(brief))
        .order((brief_questions::at, brief_questions::id))
        .at_most(MOST)
        .load(conn)?;
    read(conn, rows)
}

/// One question, if there is one.
pub(crate) fn find_question(conn: &mut Conn, id: QuestionId) -> Result<Option<Question>, DbError> {
    let row: Option<QuestionRow> = brief_questions::table.find(id).get_result(conn).optional()?;
    Ok(read(conn, row.into_iter().collect())?.pop())
}

/// How many questions a person asked since then, and when the first of them was.
pub(crate) fn asked_since(conn: &mut Conn, user: UserId, since: Instant) -> Result<(i64, Option<Instant>), DbError> {
    let asked = brief_questions::table.filter(brief_questions::user_id.eq(user)).filter(brief_questions::at.gt(since));
    Ok(asked.select((count_star(), diesel::dsl::min(brief_questions::at))).get_result(conn)?)
}

/// A new question.
pub(crate) fn insert_question(
    tx: &mut Tx<'_>,
    id: QuestionId,
    brief: BriefId,
    (by, text): (UserId, &str),
    at: Instant,
) -> Result<(), DbError> {
    let row = (
        (brief_questions::id.eq(id), brief_questions::brief_id.eq(brief), brief_questions::user_id.eq(by)),
        (brief_questions::body.eq(text), brief_questions::at.eq(at)),
    );
    diesel::insert_into(brief_questions::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// Its answer. Whoever calls this holds the brief, so no two find that there is none.
pub(crate) fn insert_answer(tx: &mut Tx<'_>, question: QuestionId, (by, text): (UserId, &str), at: Instant) -> Result<(), DbError> {
    let row = (
        (brief_answers::question_id.eq(question), brief_answers::user_id.eq(by)),
        (brief_answers::body.eq(text), brief_answers::at.eq(at)),
    );
    diesel::insert_into(brief_answers::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// A creator by id.
pub(crate) fn find_creator(conn: &mut Conn, id: CreatorId) -> Result<Option<CreatorName>, DbError> {
    let row = creators::table.find(id).select((creators::id, creators::handle, creators::name)).get_result(conn).optional()?;
    Ok(row.map(|(id, handle, name)| CreatorName { id, handle, name }))
}

/// A creator by handle, in any case.
pub(crate) fn find_creator_by_handle(conn: &mut Conn, handle: &str) -> Result<Option<CreatorName>, DbError> {
    let folded = crate::primitives::text::fold(handle.trim().trim_start_matches('@'));
    let row = creators::table
        .filter(creators::handle.eq(folded))
        .select((creators::id, creators::handle, creators::name))
        .first(conn)
        .optional()?;
    Ok(row.map(|(id, handle, name)| CreatorName { id, handle, name }))
}

/// The person behind a creator belongs to the organisation.
pub(crate) fn is_of_org(conn: &mut Conn, creator: CreatorId, org: OrgId) -> Result<bool, DbError> {
    let user: UserId = creators::table.find(creator).select(creators::user_id).get_result(conn)?;
    let member = memberships::table.filter(memberships::org_id.eq(org)).filter(memberships::user_id.eq(user));
    Ok(member.count().get_result::<i64>(conn)? > 0)
}

type InvitationRow = (BriefId, Instant, Option<Instant>, CreatorId, String, String);

fn invitation((brief, at, declined_at, id, handle, name): InvitationRow) -> Invitation {
    Invitation { brief, creator: CreatorName { id, handle, name }, at, declined_at }
}

/// The invitation of a creator to a brief, if there is one.
pub(crate) fn find_invitation(conn: &mut Conn, brief: BriefId, creator: CreatorId) -> Result<Option<Invitation>, DbError> {
    let row: Option<InvitationRow> = brief_invitations::table
        .inner_join(creators::table)
        .filter(brief_invitations::brief_id.eq(brief).and(brief_invitations::creator_id.eq(creator)))
        .select((
            brief_invitations::brief_id,
            brief_invitations::at,
            brief_invitations::declined_at,
            creators::id,
            creators::handle,
            creators::name,
        ))
        .first(conn)
        .optional()?;
    Ok(row.map(invitation))
}

/// Whom a brief's merchant invited, oldest first.
pub(crate) fn list_invitations(conn: &mut Conn, brief: BriefId) -> Result<Vec<Invitation>, DbError> {
    let rows: Vec<InvitationRow> = brief_invitations::table
        .inner_join(creators::table)
        .filter(brief_invitations::brief_id.eq(brief))
        .order((brief_invitations::at, brief_invitations::creator_id))
        .select((
            brief_invitations::brief_id,
            brief_invitations::at,
            brief_invitations::declined_at,
            creators::id,
            creators::handle,
            creators::name,
        ))
        .at_most(MOST)
        .load(conn)?;
    Ok(rows.into_iter().map(invitation).collect())
}

/// How many of them have not declined.
pub(crate) fn count_standing(conn: &mut Conn, brief: BriefId) -> Result<i64, DbError> {
    let standing = brief_invitations::table.filter(brief_invitations::brief_id.eq(brief)).filter(brief_invitations::declined_at.is_null());
    Ok(standing.count().get_result(conn)?)
}

/// The briefs to which a creator is invited and has not declined, newest invitation first.
pub(crate) fn list_invited(conn: &mut Conn, creator: CreatorId) -> Result<Vec<BriefId>, DbError> {
    let own = brief_invitations::table.filter(brief_invitations::creator_id.eq(creator)).filter(brief_invitations::declined_at.is_null());
    // A brief for a circle alone is seen from inside the circle, invited or not.
    let early = brief_details::table.filter(brief_details::early_hours.gt(0)).select(brief_details::brief_id);
    let others = briefs::table.filter(briefs::visibility.ne(Visibility::Circle).or(briefs::id.eq_any(early))).select(briefs::id);
    let own = own.filter(brief_invitations::brief_id.eq_any(others));
    Ok(own.order(brief_invitations::at.desc()).select(brief_invitations::brief_id).at_most(MOST).load(conn)?)
}

/// The open briefs to which a creator is invited and has not declined, with the merchant's name, the next deadline first.
pub fn list_open_invited(conn: &mut Conn, creator: CreatorId) -> Result<Vec<OpenInvitation>, DbError> {
    let open = brief_invitations::table
        .inner_join(briefs::table.inner_join(organisations::table))
        .filter(brief_invitations::creator_id.eq(creator))
        .filter(brief_invitations::declined_at.is_null())
        .filter(briefs::state.eq(crate::briefs::model::BriefState::Open));
    let early = brief_details::table.filter(brief_details::early_hours.gt(0)).select(brief_details::brief_id);
    let circles = circle_members::table.filter(circle_members::creator_id.eq(creator)).filter(circle_members::state.eq("member"));
    let inside = briefs::org_id.eq_any(circles.select(circle_members::org_id));
    let open = open.filter(briefs::visibility.ne(Visibility::Circle).or(inside).or(briefs::id.eq_any(early)));
    let fields = (briefs::id, briefs::title, organisations::name, briefs::bid_deadline);
    let rows = open.order((briefs::bid_deadline, briefs::id)).select(fields).at_most(100).load::<(BriefId, String, String, _)>(conn)?;
    let read = |(brief, title, merchant, bid_deadline)| OpenInvitation { brief, title, merchant, bid_deadline };
    Ok(rows.into_iter().map(read).collect())
}

/// A new invitation.
pub(crate) fn insert_invitation(tx: &mut Tx<'_>, brief: BriefId, creator: CreatorId, by: UserId, at: Instant) -> Result<(), DbError> {
    let row = (
        (brief_invitations::brief_id.eq(brief), brief_invitations::creator_id.eq(creator)),
        (brief_invitations::invited_by.eq(by), brief_invitations::at.eq(at)),
    );
    diesel::insert_into(brief_invitations::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// The creator does not want it; `false` if that was said before.
pub(crate) fn decline_invitation(tx: &mut Tx<'_>, brief: BriefId, creator: CreatorId, at: Instant) -> Result<bool, DbError> {
    let standing = brief_invitations::table.find((brief, creator)).filter(brief_invitations::declined_at.is_null());
    Ok(diesel::update(standing).set(brief_invitations::declined_at.eq(Some(at))).execute(&mut **tx)? == 1)
}
