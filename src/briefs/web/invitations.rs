//! Inviting creators, from a brief or from a creator's page, and declining.

use crate::briefs::forms::InviteForm;
use crate::briefs::model::{Brief, BriefState, CreatorName, Invitation};
use crate::briefs::pages::{InvitePage, InvitedPage};
use crate::briefs::{actions, store};
use crate::capacity::{self, StandingView};
use crate::failure::{ACT_FORBIDDEN, Failure};
use crate::impressions::{self, List};
use crate::matching::{self, Fit, Maker};
use crate::outreach;
use crate::platform::db::Conn;
use crate::primitives::Limit;
use crate::primitives::id::{BriefId, CreatorId, OrgId};
use crate::sessions::{OrgKind, Right};
use crate::web::{Answer, Form, Id, ShownError, SignedIn, see_other};
use std::collections::BTreeMap;

/// Creators who are proposed.
const PROPOSED: usize = 20;

/// A brief with whom its merchant invited, and who else fits.
struct Seen {
    brief: Brief,
    invited: Vec<Invitation>,
    fits: Vec<(Maker, Fit)>,
    /// Newcomers among the invited.
    newcomers: usize,
    /// How often its merchant turned to strangers.
    cold: outreach::Standing,
}

async fn load(person: &SignedIn, id: BriefId) -> Result<Seen, Failure> {
    let (who, now, roster) = (person.person.clone(), person.now, matching::roster(&person.site).await?);
    let read = move |conn: &mut Conn| {
        let brief = actions::get_for(conn, &who, id, Right::Read)?;
        let invited = store::list_invitations(conn, id)?;
        let fits = if brief.state.is_over() {
            Vec::new()
        } else {
            let wanted = actions::wanted(conn, &brief)?;
            matching::for_brief(conn, &roster, (&brief.work(), &wanted), PROPOSED, now)?
        };
        let cold = outreach::standing(conn, brief.org, now)?;
        let ids: Vec<CreatorId> = invited.iter().map(|invitation| invitation.creator.id).collect();
        let newcomers = matching::count_newcomers(conn, &ids, now)?;
        Ok::<_, Failure>(Seen { brief, invited, fits, newcomers, cold })
    };
    person.site.db.read(read).await
}

fn page(person: &SignedIn, Seen { brief, invited, fits, cold, .. }: &Seen, typed: String, errors: Vec<ShownError>) -> InvitedPage {
    let page = InvitedPage::of(brief, invited, person.person.has(brief.org, Right::Work), typed, errors);
    page.proposing(fits, &super::words(person), person.now).with_standing(*cold)
}

/// `GET /briefs/{id}/invitations`
pub(super) async fn list(person: SignedIn, id: Id<BriefId>) -> Answer {
    let seen = load(&person, id.0).await?;
    let fitting = seen.fits.iter().filter(|(maker, _)| maker.is_newcomer(person.now)).count();
    impressions::count(&person.site, List::Fits, (seen.fits.len(), fitting), person.now);
    impressions::count(&person.site, List::Invited, (seen.invited.len(), seen.newcomers), person.now);
    person.page(&page(&person, &seen, String::new(), Vec::new())).await
}

/// The creator whose handle was typed.
async fn creator(person: &SignedIn, handle: String) -> Result<CreatorName, Failure> {
    if handle.trim().is_empty() {
        return Err(Failure::field("creator", "required"));
    }
    let found = person.site.db.read(move |conn: &mut Conn| Ok::<_, Failure>(store::find_creator_by_handle(conn, &handle)?)).await?;
    found.ok_or_else(|| Failure::field("creator", "creator"))
}

async fn write(person: &SignedIn, brief: BriefId, creator: CreatorId) -> Result<Invitation, Failure> {
    let (act, who) = (person.act(), person.person.clone());
    person.site.db.write(move |tx| actions::invite(tx, &act, &who, brief, creator)).await
}

/// `POST /briefs/{id}/invitations`
pub(super) async fn invite(person: SignedIn, id: Id<BriefId>, form: Form<InviteForm>) -> Answer {
    let seen = load(&person, id.0).await?;
    if !person.person.has(seen.brief.org, Right::Work) {
        return Err(ACT_FORBIDDEN.into());
    }
    let invited = match creator(&person, form.fields.creator.clone()).await {
        Ok(creator) => write(&person, id.0, creator.id).await,
        Err(failure) => Err(failure),
    };
    match invited {
        Ok(_) => Ok(see_other(&format!("/briefs/{}/invitations", id.0)).flash("briefs-invited").into()),
        Err(failure) => {
            let redo = person.redo(failure)?;
            person.page_with(redo.status, &page(&person, &seen, form.fields.creator, redo.errors)).await
        }
    }
}

/// `POST /briefs/{id}/invitations/refusal`
pub(super) async fn refuse(person: SignedIn, id: Id<BriefId>, _: Form<BTreeMap<String, String>>) -> Answer {
    let (act, who, brief) = (person.act(), person.person.clone(), id.0);
    person.site.db.write(move |tx| actions::decline_invitation(tx, &act, &who, brief)).await?;
    Ok(see_other("/workbench").flash("briefs-invitation-declined").into())
}

/// A creator, and the briefs to which the person may invite him.
async fn choices(person: &SignedIn, handle: String) -> Result<(CreatorName, Vec<Brief>, Option<StandingView>), Failure> {
    let writes = |member: &&crate::sessions::Member| member.kind == OrgKind::Merchant && member.role.allows(Right::Work);
    let now = person.now;
    let orgs: Vec<OrgId> = person.person.memberships.iter().filter(writes).map(|member| member.org).collect();
    let read = move |conn: &mut Conn| {
        let creator = store::find_creator_by_handle(conn, &handle)?.ok_or(Failure::NotFound)?;
        if orgs.is_empty() {
            return Err(ACT_FORBIDDEN.into());
        }
        let most = Limit::new(100).unwrap_or(Limit::PAGE);
        let mut briefs = Vec::new();
        for state in [BriefState::Open, BriefState::Draft, BriefState::Paused] {
            briefs.extend(store::list_of_org(conn, &orgs, Some(state), None, most)?.items);
        }
        let standing = capacity::standing(conn, creator.id, now)?;
        Ok::<_, Failure>((creator, briefs, standing))
    };
    let (creator, briefs, standing) = person.site.db.read(read).await?;
    Ok((creator, briefs, standing.map(|standing| StandingView::of(&standing, &person.zone))))
}

/// `GET /creators/{handle}/invitation`
pub(super) async fn begin(person: SignedIn, handle: Id<String>) -> Answer {
    let (creator, briefs, standing) = choices(&person, handle.0).await?;
    person.page(&InvitePage::of(&creator, &briefs, String::new(), Vec::new()).with(standing)).await
}

/// `POST /creators/{handle}/invitation`
pub(super) async fn send(person: SignedIn, handle: Id<String>, form: Form<InviteForm>) -> Answer {
    let (creator, briefs, standing) = choices(&person, handle.0).await?;
    let invited = match form.fields.brief.parse::<BriefId>() {
        Ok(brief) => write(&person, brief, creator.id).await,
        Err(_) => Err(Failure::field("brief", if form.fields.brief.is_empty() { "required" } else { "choice" })),
    };
    match invited {
        Ok(invited) => Ok(see_other(&format!("/briefs/{}/invitations", invited.brief)).flash("briefs-invited").into()),
        Err(failure) => {
            let redo = person.redo(failure)?;
            person.page_with(redo.status, &InvitePage::of(&creator, &briefs, form.fields.brief, redo.errors).with(standing)).await
        }
    }
}
