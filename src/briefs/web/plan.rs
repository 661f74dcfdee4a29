//! Planning a campaign: a set of creators for a budget, and inviting them all.

use crate::briefs::actions;
use crate::briefs::forms::{InviteAllForm, PLACES, PlanQuery};
use crate::briefs::model::Brief;
use crate::briefs::pages::PlanPage;
use crate::briefs::store;
use crate::failure::{ACT_FORBIDDEN, Failure, FieldErrors};
use crate::matching::{self, Proposal, Wishes};
use crate::platform::db::Conn;
use crate::primitives::id::{BriefId, CreatorId};
use crate::primitives::{Minor, Money};
use crate::sessions::Right;
use crate::web::{Answer, Form, Id, Query, ShownError, SignedIn, see_other};
use actix_web::http::StatusCode;

async fn brief(person: &SignedIn, id: BriefId) -> Result<Brief, Failure> {
    let who = person.person.clone();
    person.site.db.read(move |conn| actions::get_for(conn, &who, id, Right::Read)).await
}

/// What is asked at first: as many as there are places, for what the brief pays at most.
fn usual(brief: &Brief) -> PlanQuery {
    let places = i64::from(brief.places.clamp(1, *PLACES.end()));
    let budget = brief.budget.map(|budget| Money::new(Minor(budget.max.0.saturating_mul(places)), brief.currency));
    PlanQuery { budget: budget.map(Money::plain).unwrap_or_default(), places: places.to_string(), ..PlanQuery::default() }
}

/// Without those invited already, and without those whom the merchant left out.
async fn propose(person: &SignedIn, brief: &Brief, wishes: Wishes, without: Vec<String>) -> Result<Option<Proposal>, Failure> {
    let (id, work) = (brief.id, brief.work());
    let read = move |conn: &mut Conn| {
        let mut known: Vec<CreatorId> = store::list_invitations(conn, id)?.iter().map(|invited| invited.creator.id).collect();
        for handle in &without {
            known.extend(store::find_creator_by_handle(conn, handle)?.map(|creator| creator.id));
        }
        Ok::<_, Failure>(matching::propose(conn, &work, &known, &wishes)?)
    };
    person.site.db.read(read).await
}

async fn page(person: &SignedIn, brief: &Brief, query: PlanQuery, refused: Vec<ShownError>) -> Answer {
    let may_invite = person.person.has(brief.org, Right::Work);
    let form = if query.is_new() { PlanQuery { without: query.without, ..usual(brief) } } else { query };
    let (mut errors, say) = (FieldErrors::default(), super::words(person));
    let wishes = form.parse(brief.currency, &mut errors);
    let without: Vec<String> = form.without.iter().take(usize::try_from(*PLACES.end()).unwrap_or(100)).cloned().collect();
    let shown = PlanPage::of(brief, PlanQuery { without: without.clone(), ..form }, may_invite, &say);
    match errors.finish(wishes) {
        Ok(wishes) => {
            let proposal = propose(person, brief, wishes, without).await?;
            let shown = shown.proposing(proposal.as_ref(), wishes.budget, (&say, person.now)).with_errors(refused);
            person.page(&shown).await
        }
        Err(failure) => {
            let redo = person.redo(failure)?;
            person.page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown.with_errors(redo.errors)).await
        }
    }
}

/// `GET /briefs/{id}/plan`
pub(super) async fn show(person: SignedIn, id: Id<BriefId>, query: Query<PlanQuery>) -> Answer {
    let brief = brief(&person, id.0).await?;
    page(&person, &brief, query.0, Vec::new()).await
}

/// `POST /briefs/{id}/plan`: each is invited by himself, so that one who cannot be keeps nobody else out.
pub(super) async fn invite(person: SignedIn, id: Id<BriefId>, form: Form<InviteAllForm>) -> Answer {
    let brief = brief(&person, id.0).await?;
    if !person.person.has(brief.org, Right::Work) {
        return Err(ACT_FORBIDDEN.into());
    }
    let most = usize::try_from(*PLACES.end()).unwrap_or(100);
    let mut refused = Vec::new();
    for handle in form.fields.creator.iter().take(most) {
        if let Err(failure) = one(&person, id.0, handle.clone()).await {
            let why = person.redo(failure)?.errors.into_iter().map(|error| error.message);
            let message = |why: String| person.text("plan-refused", &[("who", handle.clone()), ("why", why)]);
            refused.extend(why.map(|why| ShownError { field: String::new(), message: message(why) }));
        }
    }
    if refused.is_empty() {
        return Ok(see_other(&format!("/briefs/{}/invitations", id.0)).flash("briefs-invited-all").into());
    }
    page(&person, &brief, form.fields.query(), refused).await
}

async fn one(person: &SignedIn, brief: BriefId, handle: String) -> Result<(), Failure> {
    let (act, who) = (person.act(), person.person.clone());
    let write = move |tx: &mut crate::platform::db::Tx<'_>| {
        let creator = store::find_creator_by_handle(tx, &handle)?.ok_or_else(|| Failure::field("creator", "creator"))?;
        actions::invite(tx, &act, &who, brief, creator.id).map(drop)
    };
    person.site.db.write(write).await
}
