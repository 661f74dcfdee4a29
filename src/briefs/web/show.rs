//! A brief's page and what its merchant does there.

use super::{Catalogue, words};
use crate::audit::Act;
use crate::briefs::actions;
use crate::briefs::forms::CancelForm;
use crate::briefs::model::{Brief, Merchant, Question};
use crate::briefs::pages::{Around, CancelPage, Reader, ShowPage};
use crate::briefs::{rules, store};
use crate::failure::Failure;
use crate::files::File;
use crate::platform::db::Tx;
use crate::primitives::{Choice as _, Money, id::BriefId};
use crate::sessions::{AdminRole, Member, OrgKind, Person, Right};
use crate::tiers::{self, Fact};
use crate::web::{Answer, Asker, Form, Id, SignedIn, see_other};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A brief with what surrounds it, as one snapshot.
struct Seen {
    brief: Brief,
    files: Vec<File>,
    merchant: Merchant,
    running: i64,
    questions: Vec<Question>,
    is_invited: bool,
    left: Option<Money>,
    is_covered: bool,
    record: Vec<Fact>,
}

async fn load(asker: &Asker, id: BriefId) -> Result<Seen, Failure> {
    let person = asker.person.clone();
    let read = move |conn: &mut crate::platform::db::Conn| {
        let whole = actions::get_seen(conn, person.as_ref(), id)?;
        let is_covered = actions::is_covered(conn, person.as_ref(), &whole)?;
        let brief = if is_covered { whole.covered() } else { whole };
        let files = if is_covered { Vec::new() } else { store::attachments(conn, id)? };
        let merchant = store::find_merchant(conn, brief.org)?.ok_or(Failure::NotFound)?;
        let org = brief.org;
        let running = store::count_running_contracts(conn, id)?;
        let questions = if is_covered { Vec::new() } else { store::list_questions(conn, id)? };
        let creator = person.as_ref().and_then(|person| person.creator.as_ref());
        let invited = creator.map(|creator| store::find_invitation(conn, id, creator.id)).transpose()?.flatten();
        let is_invited = invited.is_some_and(|invited| invited.declined_at.is_none());
        let reads_money = person.as_ref().is_some_and(|person| person.has(brief.org, Right::ReadMoney));
        let left = if reads_money { actions::left(conn, &brief)? } else { None };
        let left = left.map(|left| Money::new(left.amount, left.currency));
        let record = tiers::merchant_card(conn, org)?;
        Ok::<_, Failure>(Seen { brief, files, merchant, running, questions, is_invited, left, is_covered, record })
    };
    asker.site.db.read(read).await
}

fn reader(asker: &Asker, brief: &Brief) -> Reader {
    let Some(person) = &asker.person else { return Reader::default() };
    let is_member = person.is_member(brief.org);
    let moderates = !is_member && person.judges(AdminRole::Moderator);
    let may_work = person.has(brief.org, Right::Work);
    let works = |member: &Member| member.kind == OrgKind::Agency && member.role.allows(Right::Work);
    let may_bid_for = !is_member && person.memberships.iter().any(works);
    Reader { is_signed_in: true, may_bid: person.creator.is_some() && !is_member, may_bid_for, is_member, may_work, moderates }
}

fn page(asker: &Asker, seen: &Seen, typed: &str) -> ShowPage {
    let around = Around {
        files: &seen.files,
        merchant: &seen.merchant,
        running_contracts: seen.running,
        questions: &seen.questions,
        is_invited: seen.is_invited,
        left: seen.left,
        is_covered: seen.is_covered,
        record: &seen.record,
        typed,
    };
    ShowPage::of(&seen.brief, &around, reader(asker, &seen.brief), (&words(asker), asker.lang.word()), asker.now)
}

/// `GET /briefs/{id}`
pub(super) async fn show(asker: Asker, id: Id<BriefId>) -> Answer {
    let seen = load(&asker, id.0).await?;
    asker.page(&page(&asker, &seen, "")).await
}

/// The brief as it is now, with why an act was refused and the question that was typed.
pub(super) async fn again(person: &SignedIn, id: BriefId, failure: Failure, typed: String) -> Answer {
    let redo = person.redo(failure)?;
    let seen = load(person, id).await?;
    person.page_with(redo.status, &page(person, &seen, &typed).with_errors(redo.errors)).await
}

type Verb = fn(&mut Tx<'_>, &Act, &Person, BriefId) -> Result<(), Failure>;

/// Runs a verb; a refused one shows the brief as it is now, with the reason above.
async fn act(person: SignedIn, id: BriefId, verb: Verb, flash: &'static str) -> Answer {
    let (act, who) = (person.act(), person.person.clone());
    let done = person.site.db.write(move |tx| verb(tx, &act, &who, id)).await;
    match done {
        Ok(()) => {
            person.site.kept.of::<Catalogue>().forget().await;
            Ok(see_other(&format!("/briefs/{id}")).flash(flash).into())
        }
        Err(failure @ Failure::Refused(_)) if can_see_refusal(&failure) => again(&person, id, failure, String::new()).await,
        Err(failure) => Err(failure),
    }
}

/// A role that is too small gets the page that says who can; everything else is said on the brief.
fn can_see_refusal(failure: &Failure) -> bool {
    matches!(failure, Failure::Refused(refusal) if refusal.kind != crate::failure::Kind::Forbidden)
}

type Nothing = Form<BTreeMap<String, String>>;

/// What somebody promises to.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct PromiseForm {
    sha256: String,
}

/// `POST /briefs/{id}/nda-acceptance`
pub(super) async fn promise(person: SignedIn, id: Id<BriefId>, form: Form<PromiseForm>) -> Answer {
    let (act, who, seen) = (person.act(), person.person.clone(), form.fields.sha256);
    let done = person.site.db.write(move |tx| actions::promise(tx, &act, &who, id.0, &seen)).await;
    match done {
        Ok(()) => Ok(see_other(&format!("/briefs/{}", id.0)).flash("briefs-promised").into()),
        Err(failure @ Failure::Refused(_)) if can_see_refusal(&failure) => again(&person, id.0, failure, String::new()).await,
        Err(failure) => Err(failure),
    }
}

/// `POST /briefs/{id}/pause`
pub(super) async fn pause(person: SignedIn, id: Id<BriefId>, _: Nothing) -> Answer {
    act(person, id.0, actions::pause, "briefs-paused").await
}

/// `POST /briefs/{id}/resumption`
pub(super) async fn resume(person: SignedIn, id: Id<BriefId>, _: Nothing) -> Answer {
    act(person, id.0, actions::resume, "briefs-resumed").await
}

/// `POST /briefs/{id}/extension`
pub(super) async fn extend(person: SignedIn, id: Id<BriefId>, _: Nothing) -> Answer {
    act(person, id.0, actions::extend_judging, "briefs-extended").await
}

/// The brief if this person may cancel it now.
async fn load_cancellable(person: &SignedIn, id: BriefId) -> Result<Brief, Failure> {
    let who = person.person.clone();
    let read = move |conn: &mut crate::platform::db::Conn| {
        let brief = actions::get_for(conn, &who, id, Right::Work)?;
        rules::cancel(&brief, store::count_running_contracts(conn, id)?)?;
        Ok::<_, Failure>(brief)
    };
    person.site.db.read(read).await
}

/// `GET /briefs/{id}/cancellation`
pub(super) async fn ask_cancel(person: SignedIn, id: Id<BriefId>) -> Answer {
    let brief = load_cancellable(&person, id.0).await?;
    person.page(&CancelPage::of(&brief, CancelForm::default(), Vec::new())).await
}

/// `POST /briefs/{id}/cancellation`
pub(super) async fn cancel(person: SignedIn, id: Id<BriefId>, form: Form<CancelForm>) -> Answer {
    let brief = load_cancellable(&person, id.0).await?;
    let reason = match form.fields.parse() {
        Ok(reason) => reason,
        Err(failure) => {
            let redo = person.redo(failure)?;
            return person.page_with(redo.status, &CancelPage::of(&brief, form.fields, redo.errors)).await;
        }
    };
    let (act, who, id) = (person.act(), person.person.clone(), id.0);
    person.site.db.write(move |tx| actions::cancel(tx, &act, &who, id, &reason)).await?;
    person.site.kept.of::<Catalogue>().forget().await;
    Ok(see_other(&format!("/briefs/{id}")).flash("briefs-cancelled").into())
}
