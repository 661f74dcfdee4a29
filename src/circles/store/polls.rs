//! The rows of questions to a circle.

use super::MOST;
use crate::circles::model::{Answer, NewPoll, Poll};
use crate::each;
use crate::platform::db::{Among as _, AtMost as _, Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{CreatorId, LetterId, OrgId};
use crate::schema::{circle_letters, circle_poll_answers, circle_polls, circle_votes};
use diesel::dsl::count_star;
use diesel::prelude::*;
use std::collections::HashMap;

/// The letter asks this.
pub(in crate::circles) fn insert_poll(tx: &mut Tx<'_>, letter: LetterId, poll: &NewPoll) -> Result<(), DbError> {
    let row = (circle_polls::letter_id.eq(letter), circle_polls::ends_at.eq(poll.ends_at));
    diesel::insert_into(circle_polls::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// One of its answers.
pub(in crate::circles) fn insert_answer(tx: &mut Tx<'_>, letter: LetterId, position: i32, text: &str) -> Result<(), DbError> {
    let row = (circle_poll_answers::letter_id.eq(letter), circle_poll_answers::position.eq(position), circle_poll_answers::text.eq(text));
    diesel::insert_into(circle_poll_answers::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// Until when a question to this circle is open.
pub(in crate::circles) fn find_end(conn: &mut Conn, org: OrgId, letter: LetterId) -> Result<Option<Instant>, DbError> {
    let own = circle_letters::table.filter(circle_letters::org_id.eq(org)).select(circle_letters::id);
    let poll = circle_polls::table.find(letter).filter(circle_polls::letter_id.eq_any(own));
    Ok(poll.select(circle_polls::ends_at).get_result(conn).optional()?)
}

/// Whether it has an answer there.
pub(in crate::circles) fn has_answer(conn: &mut Conn, letter: LetterId, position: i32) -> Result<bool, DbError> {
    let answer = circle_poll_answers::table.find((letter, position));
    Ok(answer.select(circle_poll_answers::position).get_result::<i32>(conn).optional()?.is_some())
}

/// A member answers, or answers otherwise.
pub(in crate::circles) fn vote(
    tx: &mut Tx<'_>,
    (letter, creator): (LetterId, CreatorId),
    position: i32,
    at: Instant,
) -> Result<(), DbError> {
    let row = (
        (circle_votes::letter_id.eq(letter), circle_votes::creator_id.eq(creator)),
        (circle_votes::position.eq(position), circle_votes::at.eq(at)),
    );
    let other = (circle_votes::position.eq(position), circle_votes::at.eq(at));
    let key = (circle_votes::letter_id, circle_votes::creator_id);
    each!(&mut **tx, c => diesel::insert_into(circle_votes::table).values(row).on_conflict(key).do_update().set(other).execute(c))?;
    Ok(())
}

/// Answers by letter and place: how often each was chosen.
type Chosen = HashMap<(LetterId, i32), i64>;

fn chosen(conn: &mut Conn, ids: &[LetterId]) -> Result<Chosen, DbError> {
    let all = circle_votes::table.filter(circle_votes::letter_id.among(ids)).group_by((circle_votes::letter_id, circle_votes::position));
    let rows: Vec<(LetterId, i32, i64)> = all.select((circle_votes::letter_id, circle_votes::position, count_star())).load(conn)?;
    Ok(rows.into_iter().map(|(letter, position, count)| ((letter, position), count)).collect())
}

/// What these letters ask, with what the reader answered.
pub(super) fn list_polls(conn: &mut Conn, ids: &[LetterId], reader: Option<CreatorId>) -> Result<HashMap<LetterId, Poll>, DbError> {
    let ends = circle_polls::table.filter(circle_polls::letter_id.among(ids)).order(circle_polls::letter_id);
    let ends: Vec<(LetterId, Instant)> = ends.select((circle_polls::letter_id, circle_polls::ends_at)).at_most(MOST).load(conn)?;
    let texts = circle_poll_answers::table.filter(circle_poll_answers::letter_id.among(ids));
    let texts: Vec<(LetterId, i32, String)> = texts
        .order((circle_poll_answers::letter_id, circle_poll_answers::position))
        .select((circle_poll_answers::letter_id, circle_poll_answers::position, circle_poll_answers::text))
        .at_most(MOST)
        .load(conn)?;
    let readers: Vec<CreatorId> = reader.into_iter().collect();
    let own = circle_votes::table.filter(circle_votes::letter_id.among(ids).and(circle_votes::creator_id.eq_any(readers)));
    let own: HashMap<LetterId, i32> = own
        .order(circle_votes::letter_id)
        .select((circle_votes::letter_id, circle_votes::position))
        .at_most(MOST)
        .load(conn)?
        .into_iter()
        .collect();
    let chosen = chosen(conn, ids)?;
    let poll = |(letter, ends_at): (LetterId, Instant)| {
        let here = texts.iter().filter(|(of, _, _)| *of == letter);
        let answer = |(_, position, text): &(LetterId, i32, String)| Answer {
            position: *position,
            text: text.clone(),
            votes: chosen.get(&(letter, *position)).copied().unwrap_or_default(),
        };
        (letter, Poll { ends_at, answers: here.map(answer).collect(), own: own.get(&letter).copied() })
    };
    Ok(ends.into_iter().map(poll).collect())
}
