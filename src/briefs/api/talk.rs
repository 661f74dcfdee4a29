//! Questions, answers and invitations, for programs.

use super::reader;
use crate::audit::Act;
use crate::briefs::forms::{InviteBody, TextBody};
use crate::briefs::model::{Invitation, Question};
use crate::briefs::rules::talk;
use crate::briefs::{actions, store};
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::primitives::Slice;
use crate::primitives::id::{BriefId, CreatorId, QuestionId};
use crate::sessions::{Person, Right};
use crate::web::Id;
use crate::web::api::{Bids, Body, Briefs, Call, Listed, Moment, Nothing, Public, Reading, Reply, Told};
use serde::Serialize;
use utoipa::ToSchema;

/// Asked in public about a brief.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = BriefQuestion)]
pub(super) struct QuestionObject {
    id: QuestionId,
    brief_id: BriefId,
    /// Who asked, if he shows himself as a creator.
    #[serde(skip_serializing_if = "Option::is_none")]
    creator_id: Option<CreatorId>,
    text: String,
    at: Moment,
    /// What the merchant said; null as long as he has not.
    #[schema(required)]
    answer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answered_at: Option<Moment>,
}

impl From<Question> for QuestionObject {
    fn from(question: Question) -> Self {
        let (answer, answered_at) = question.answer.unzip();
        Self {
            id: question.id,
            brief_id: question.brief,
            creator_id: question.asker.map(|asker| asker.id),
            text: question.text,
            at: Moment(question.at),
            answer,
            answered_at: answered_at.map(Moment),
        }
    }
}

fn question(conn: &mut Conn, id: QuestionId) -> Result<QuestionObject, Failure> {
    Ok(store::find_question(conn, id)?.ok_or(Failure::NotFound)?.into())
}

/// `GET /api/v1/briefs/{id}/questions`
pub(super) async fn questions(caller: Public, id: Id<BriefId>) -> Told<Listed<QuestionObject>> {
    let person = reader(&caller);
    let read = move |conn: &mut Conn| {
        let brief = actions::get_seen(conn, person.as_ref(), id.0)?;
        let is_covered = actions::is_covered(conn, person.as_ref(), &brief)?;
        Ok::<_, Failure>(Slice { items: if is_covered { Vec::new() } else { store::list_questions(conn, id.0)? }, next: None })
    };
    let asked = caller.site.db.read(read).await?;
    Reply::of(&Listed::of(&caller, asked.map(QuestionObject::from)))
}

/// `POST /api/v1/briefs/{id}/questions`
pub(super) async fn ask(call: Call<Bids>, id: Id<BriefId>, body: Body<TextBody>) -> Told<QuestionObject, 201> {
    call.see(move |conn, person| actions::get_seen(conn, Some(person), id.0)).await?;
    let text = body.parse()?.parse(talk::ASKED_CHARS)?;
    let work = move |tx: &mut Tx<'_>, act: &Act, person: &Person| {
        let asked = actions::ask(tx, act, person, id.0, &text)?;
        question(tx, asked)
    };
    call.write(&body, work).await
}

/// `POST /api/v1/questions/{id}/answer`
pub(super) async fn answer(call: Call<Briefs>, id: Id<QuestionId>, body: Body<TextBody>) -> Told<QuestionObject> {
    call.see(move |conn, person| actions::answerable(conn, person, id.0)).await?;
    let text = body.parse()?.parse(talk::ANSWER_CHARS)?;
    let work = move |tx: &mut Tx<'_>, act: &Act, person: &Person| {
        actions::answer(tx, act, person, id.0, &text)?;
        question(tx, id.0)
    };
    call.write(&body, work).await
}

/// A creator who was invited to a brief.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = BriefInvitation)]
pub(super) struct InvitationObject {
    brief_id: BriefId,
    creator_id: CreatorId,
    at: Moment,
    /// The creator said no.
    declined: bool,
}

impl From<Invitation> for InvitationObject {
    fn from(invited: Invitation) -> Self {
        let Invitation { brief, creator, at, declined_at } = invited;
        Self { brief_id: brief, creator_id: creator.id, at: Moment(at), declined: declined_at.is_some() }
    }
}

/// `GET /api/v1/briefs/{id}/invitations`
pub(super) async fn invitations(call: Call<Reading>, id: Id<BriefId>) -> Told<Listed<InvitationObject>> {
    let look = move |conn: &mut Conn, person: &Person| {
        actions::get_for(conn, person, id.0, Right::Read)?;
        Ok(Slice { items: store::list_invitations(conn, id.0)?, next: None })
    };
    let invited = call.see(look).await?;
    Reply::of(&Listed::of(&call, invited.map(InvitationObject::from)))
}

/// `POST /api/v1/briefs/{id}/invitations`
pub(super) async fn invite(call: Call<Briefs>, id: Id<BriefId>, body: Body<InviteBody>) -> Told<InvitationObject, 201> {
    call.see(move |conn, person| actions::get_for(conn, person, id.0, Right::Work)).await?;
    let creator = body.parse()?.creator_id;
    let work =
        move |tx: &mut Tx<'_>, act: &Act, person: &Person| Ok(InvitationObject::from(actions::invite(tx, act, person, id.0, creator)?));
    call.write(&body, work).await
}

/// `POST /api/v1/briefs/{id}/invitations/refusal`
pub(super) async fn refuse(call: Call<Bids>, id: Id<BriefId>, body: Body<Nothing>) -> Told<InvitationObject> {
    let look = move |conn: &mut Conn, person: &Person| {
        actions::get_seen(conn, Some(person), id.0)?;
        let creator = person.creator.as_ref().map(|creator| creator.id).ok_or(Failure::NotFound)?;
        store::find_invitation(conn, id.0, creator)?.ok_or(Failure::NotFound)?;
        Ok(creator)
    };
    let creator = call.see(look).await?;
    body.parse()?;
    let work = move |tx: &mut Tx<'_>, act: &Act, person: &Person| {
        actions::decline_invitation(tx, act, person, id.0)?;
        Ok(InvitationObject::from(store::find_invitation(tx, id.0, creator)?.ok_or(Failure::NotFound)?))
    };
    call.write(&body, work).await
}
