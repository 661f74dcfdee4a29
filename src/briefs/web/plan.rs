//! Planning a campaign: a set of creators for a budget, and inviting them all.

use crate::briefs::actions;
use crate::briefs::forms::{InviteAllForm, PLACES, PlanQuery};
use crate::briefs::model::{Brief, Invitation};
use crate::briefs::pages::PlanPage;
use crate::briefs::rules::talk;
use crate::briefs::store;
use crate::failure::{ACT_FORBIDDEN, Failure, FieldErrors};
use crate::impressions::{self, List};
use crate::matching::{self, Proposal, Wishes};
use crate::platform::db::Conn;
use crate::primitives::id::BriefId;
use crate::primitives::{Minor, Money};
use crate::sessions::Right;
use crate::web::{Answer, Form, Id, Query, ShownError, SignedIn, see_other};
use actix_web::http::StatusCode;

/// A brief with whom its merchant invited.
struct Seen {
    brief: Brief,
    invited: Vec<Invitation>,
}

impl Seen {
    async fn load(person: &SignedIn, id: BriefId) -> Result<Self, Failure> {
        let who = person.person.clone();
        let read = move |conn: &mut Conn| {
            let brief = actions::get_for(conn, &who, id, Right::Read)?;
            Ok::<_, Failure>(Self { brief, invited: store::list_invitations(conn, id)? })
        };
        person.site.db.read(read).await
    }

    /// The person may invite, and the brief takes more.
    fn may_invite(&self, person: &SignedIn) -> bool {
        let standing = self.invited.iter().filter(|invited| invited.declined_at.is_none()).count();
        person.person.has(self.brief.org, Right::Work) && talk::invites(&self.brief, i64::try_from(standing).unwrap_or(i64::MAX)).is_ok()
    }
}

/// What is asked at first: as many as there are places, for what the brief pays at most.
fn usual(brief: &Brief) -> PlanQuery {
    let places = i64::from(brief.places.clamp(1, *PLACES.end()));
    let budget = brief.budget.map(|budget| Money::new(Minor(budget.max.0.saturating_mul(places)), brief.currency));
    PlanQuery { budget: budget.map(Money::plain).unwrap_or_default(), places: places.to_string(), ..PlanQuery::default() }
}

async fn propose(person: &SignedIn, seen: &Seen, wishes: Wishes, without: Vec<String>) -> Result<Option<Proposal>, Failure> {
    let (brief, now, roster) = (seen.brief.clone(), person.now, matching::roster(&person.site).await?);
    person.site.db.read(move |conn: &mut Conn| actions::propose(conn, &roster, (&brief, &without), &wishes, now)).await
}

async fn page(person: &SignedIn, seen: &Seen, query: PlanQuery, refused: Vec<ShownError>) -> Answer {
    let brief = &seen.brief;
    let form = if query.is_new() { PlanQuery { without: query.without, ..usual(brief) } } else { query };
    let (mut errors, say) = (FieldErrors::default(), super::words(person));
    let wishes = form.parse(brief.currency, &mut errors);
    let without: Vec<String> = form.without.iter().take(usize::try_from(*PLACES.end()).unwrap_or(100)).cloned().collect();
    let shown = PlanPage::of(brief, PlanQuery { without: without.clone(), ..form }, seen.may_invite(person), &say);
    match errors.finish(wishes) {
        Ok(wishes) => {
            let proposal = propose(person, seen, wishes, without).await?;
            let proposed = proposal.as_ref().map(|proposal| proposal.shown(person.now)).unwrap_or_default();
            impressions::count(&person.site, List::Plan, proposed, person.now);
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
    let seen = Seen::load(&person, id.0).await?;
    page(&person, &seen, query.0, Vec::new()).await
}

/// `POST /briefs/{id}/plan`: each is invited by himself, so that one who cannot be keeps nobody else out.
pub(super) async fn invite(person: SignedIn, id: Id<BriefId>, form: Form<InviteAllForm>) -> Answer {
    let seen = Seen::load(&person, id.0).await?;
    if !person.person.has(seen.brief.org, Right::Work) {
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
    if refused.is_empty() && !form.fields.creator.is_empty() {
        return Ok(see_other(&format!("/briefs/{}/invitations", id.0)).flash("briefs-invited-all").into());
    }
    page(&person, &Seen::load(&person, id.0).await?, form.fields.query(), refused).await
}

async fn one(person: &SignedIn, brief: BriefId, handle: String) -> Result<(), Failure> {
    let (act, who) = (person.act(), person.person.clone());
    let write = move |tx: &mut crate::platform::db::Tx<'_>| {
        let creator = store::find_creator_by_handle(tx, &handle)?.ok_or_else(|| Failure::field("creator", "creator"))?;
        actions::invite(tx, &act, &who, brief, creator.id).map(drop)
    };
    person.site.db.write(write).await
}
