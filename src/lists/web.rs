//! The doors of lists.

use super::actions;
use super::forms::{InviteForm, ListForm, NoteForm, SaveForm};
use super::model::{Entry, List};
use super::pages::{IndexPage, SavePage, ShowPage, Told};
use super::store;
use crate::briefs::{self, Brief, BriefState};
use crate::creators::{self, Profile};
use crate::failure::{ACT_FORBIDDEN, Failure};
use crate::platform::db::{Conn, Tx};
use crate::primitives::Limit;
use crate::primitives::id::{BriefId, CreatorId, ListId, OrgId};
use crate::sessions::Right;
use crate::web::{Answer, Asker, Door, Form, Id, ShownError, SignedIn, Who, see_other, to};
use actix_web::http::{Method, StatusCode};
use actix_web::{FromRequest, HttpRequest, dev::Payload};

/// Every door of lists.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/my/lists", who: Who::SignedIn, opens: || to(index) },
    Door { method: Method::POST, path: "/my/lists", who: Who::SignedIn, opens: || to(create) },
    Door { method: Method::GET, path: "/my/lists/{id}", who: Who::SignedIn, opens: || to(show) },
    Door { method: Method::POST, path: "/my/lists/{id}/name", who: Who::SignedIn, opens: || to(rename) },
    Door { method: Method::POST, path: "/my/lists/{id}/removal", who: Who::SignedIn, opens: || to(remove) },
    Door { method: Method::POST, path: "/my/lists/{id}/invitations", who: Who::SignedIn, opens: || to(invite) },
    Door { method: Method::POST, path: "/my/lists/{id}/entries/{creator}/note", who: Who::SignedIn, opens: || to(note) },
    Door { method: Method::POST, path: "/my/lists/{id}/entries/{creator}/removal", who: Who::SignedIn, opens: || to(drop_entry) },
    Door { method: Method::GET, path: "/creators/{handle}/lists", who: Who::SignedIn, opens: || to(begin) },
    Door { method: Method::POST, path: "/creators/{handle}/lists", who: Who::SignedIn, opens: || to(save) },
];

fn words(asker: &Asker) -> impl Fn(&str, &[(&str, String)]) -> String {
    |key, args| asker.text(key, args)
}

/// An entry of a list in the path.
struct At {
    list: ListId,
    creator: CreatorId,
}

impl FromRequest for At {
    type Error = Failure;
    type Future = std::future::Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let part = |name: &str| request.match_info().get(name);
        let at = part("id").and_then(|id| id.parse().ok()).zip(part("creator").and_then(|creator| creator.parse().ok()));
        std::future::ready(at.map(|(list, creator)| Self { list, creator }).ok_or(Failure::NotFound))
    }
}

async fn all(person: &SignedIn, right: Right) -> Result<(Vec<List>, Vec<(OrgId, String)>), Failure> {
    let orgs = actions::orgs(&person.person, right);
    if orgs.is_empty() {
        return Err(ACT_FORBIDDEN.into());
    }
    let ids: Vec<OrgId> = orgs.iter().map(|(org, _)| *org).collect();
    let lists = person.site.db.read(move |conn: &mut Conn| Ok::<_, Failure>(store::list_of(conn, &ids)?)).await?;
    Ok((lists, orgs))
}

async fn index_page(person: &SignedIn, status: StatusCode, form: ListForm, errors: Vec<ShownError>) -> Answer {
    let (lists, _) = all(person, Right::Read).await?;
    person.page_with(status, &IndexPage::of(&lists, &actions::orgs(&person.person, Right::Work), form, errors)).await
}

/// `GET /my/lists`
async fn index(person: SignedIn) -> Answer {
    index_page(&person, StatusCode::OK, ListForm::default(), Vec::new()).await
}

/// `POST /my/lists`
async fn create(person: SignedIn, form: Form<ListForm>) -> Answer {
    let (_, orgs) = all(&person, Right::Work).await?;
    let made = match form.fields.org(&orgs).and_then(|org| Ok((org, form.fields.parse()?))) {
        Ok((org, name)) => {
            let (act, who) = (person.act(), person.person.clone());
            person.site.db.write(move |tx| actions::create(tx, &act, &who, (org, &name))).await
        }
        Err(failure) => Err(failure),
    };
    match made {
        Ok(id) => Ok(see_other(&format!("/my/lists/{id}")).into()),
        Err(failure) => {
            let redo = person.redo(failure)?;
            index_page(&person, redo.status, form.fields, redo.errors).await
        }
    }
}

/// A list as it stands, with the briefs to which it may be invited.
struct Seen {
    list: List,
    entries: Vec<Entry>,
    briefs: Vec<Brief>,
}

async fn load(person: &SignedIn, id: ListId) -> Result<Seen, Failure> {
    let who = person.person.clone();
    let read = move |conn: &mut Conn| {
        let (list, entries) = actions::see(conn, &who, id)?;
        let (most, mut briefs) = (Limit::new(100).unwrap_or(Limit::PAGE), Vec::new());
        for state in [BriefState::Open, BriefState::Draft, BriefState::Paused] {
            briefs.extend(briefs::list_of_org(conn, &[list.org], Some(state), None, most)?.items);
        }
        Ok::<_, Failure>(Seen { list, entries, briefs })
    };
    person.site.db.read(read).await
}

fn page(person: &SignedIn, seen: &Seen) -> ShowPage {
    ShowPage::of(&seen.list, &seen.entries, person.person.has(seen.list.org, Right::Work), &seen.briefs, &words(person))
}

/// `GET /my/lists/{id}`
async fn show(person: SignedIn, id: Id<ListId>) -> Answer {
    let seen = load(&person, id.0).await?;
    person.page(&page(&person, &seen)).await
}

/// `POST /my/lists/{id}/name`
async fn rename(person: SignedIn, id: Id<ListId>, form: Form<ListForm>) -> Answer {
    let seen = load(&person, id.0).await?;
    let renamed = match form.fields.parse() {
        Ok(name) => {
            let (act, who) = (person.act(), person.person.clone());
            person.site.db.write(move |tx| actions::rename(tx, &act, &who, id.0, &name)).await
        }
        Err(failure) => Err(failure),
    };
    match renamed {
        Ok(()) => Ok(see_other(&format!("/my/lists/{}", id.0)).flash("lists-saved").into()),
        Err(failure) => {
            let redo = person.redo(failure)?;
            person.page_with(redo.status, &page(&person, &seen).refused(Some(form.fields), String::new(), redo.errors)).await
        }
    }
}

/// `POST /my/lists/{id}/removal`
async fn remove(person: SignedIn, id: Id<ListId>, _: Form) -> Answer {
    let (act, who) = (person.act(), person.person.clone());
    person.site.db.write(move |tx| actions::remove(tx, &act, &who, id.0)).await?;
    Ok(see_other("/my/lists").flash("lists-removed").into())
}

/// `POST /my/lists/{id}/invitations`: each is invited by himself, so that one who cannot be keeps nobody else out.
async fn invite(person: SignedIn, id: Id<ListId>, form: Form<InviteForm>) -> Answer {
    let seen = load(&person, id.0).await?;
    person.person.can(seen.list.org, Right::Work)?;
    let brief = match form
        .fields
        .parse()
        .and_then(|brief| if of_list(&seen, brief) { Ok(brief) } else { Err(Failure::field("brief", "choice")) })
    {
        Ok(brief) => brief,
        Err(failure) => {
            let redo = person.redo(failure)?;
            return person.page_with(redo.status, &page(&person, &seen).refused(None, form.fields.brief, redo.errors)).await;
        }
    };
    let mut told = Vec::new();
    for entry in &seen.entries {
        told.push(one(&person, brief, entry.creator).await?);
    }
    if !told.is_empty() && told.iter().all(|told| told.is_done) {
        return Ok(see_other(&format!("/briefs/{brief}/invitations")).flash("briefs-invited-all").into());
    }
    person.page(&page(&person, &seen).refused(None, form.fields.brief, Vec::new()).told(told)).await
}

fn of_list(seen: &Seen, brief: BriefId) -> bool {
    seen.briefs.iter().any(|known| known.id == brief)
}

async fn one(person: &SignedIn, brief: BriefId, creator: CreatorId) -> Result<Told, Failure> {
    let (act, who) = (person.act(), person.person.clone());
    let invited = person.site.db.write(move |tx: &mut Tx<'_>| briefs::invite(tx, &act, &who, brief, creator).map(drop)).await;
    match invited {
        Ok(()) => Ok(Told { is_done: true, text: person.text("lists-invited", &[]) }),
        Err(failure) => {
            let why: Vec<String> = person.redo(failure)?.errors.into_iter().map(|error| error.message).collect();
            Ok(Told { is_done: false, text: why.join(" ") })
        }
    }
}

/// `POST /my/lists/{id}/entries/{creator}/note`
async fn note(person: SignedIn, at: At, form: Form<NoteForm>) -> Answer {
    let seen = load(&person, at.list).await?;
    if !seen.entries.iter().any(|entry| entry.creator == at.creator) {
        return Err(Failure::NotFound);
    }
    person.person.can(seen.list.org, Right::Work)?;
    match form.fields.parse() {
        Ok(note) => {
            let (act, who) = (person.act(), person.person.clone());
            person.site.db.write(move |tx| actions::save(tx, &act, &who, (at.list, at.creator), &note)).await?;
            Ok(see_other(&format!("/my/lists/{}", at.list)).flash("lists-saved").into())
        }
        Err(failure) => {
            let redo = person.redo(failure)?;
            person.page_with(redo.status, &page(&person, &seen).refused(None, String::new(), redo.errors)).await
        }
    }
}

/// `POST /my/lists/{id}/entries/{creator}/removal`
async fn drop_entry(person: SignedIn, at: At, _: Form) -> Answer {
    let (act, who) = (person.act(), person.person.clone());
    person.site.db.write(move |tx| actions::drop(tx, &act, &who, (at.list, at.creator))).await?;
    Ok(see_other(&format!("/my/lists/{}", at.list)).flash("lists-dropped").into())
}

async fn named(person: &SignedIn, handle: String) -> Result<Profile, Failure> {
    let found = person.site.db.read(move |conn: &mut Conn| Ok::<_, Failure>(creators::find_by_handle(conn, &handle)?)).await?;
    found.ok_or(Failure::NotFound)
}

/// `GET /creators/{handle}/lists`
async fn begin(person: SignedIn, handle: Id<String>) -> Answer {
    let profile = named(&person, handle.0).await?;
    let (lists, orgs) = all(&person, Right::Work).await?;
    let (ids, creator): (Vec<ListId>, _) = (lists.iter().map(|list| list.id).collect(), profile.id);
    let known = person.site.db.read(move |conn: &mut Conn| Ok::<_, Failure>(store::notes_on(conn, &ids, creator)?)).await?;
    // Where the lists say different things of him, none of that is offered for all of them.
    let mut notes = known.values();
    let note = notes.next().filter(|first| notes.all(|other| other == *first)).cloned().unwrap_or_default();
    let form = SaveForm { list: known.keys().map(ToString::to_string).collect(), note, ..SaveForm::default() };
    person.page(&SavePage::of((&profile.handle, &profile.name), &lists, &orgs, form, Vec::new())).await
}

/// `POST /creators/{handle}/lists`
async fn save(person: SignedIn, handle: Id<String>, form: Form<SaveForm>) -> Answer {
    let profile = named(&person, handle.0).await?;
    let (lists, orgs) = all(&person, Right::Work).await?;
    let parsed = form.fields.parse().and_then(|saving| {
        let org = saving.new.is_some().then(|| form.fields.new_list().org(&orgs)).transpose()?;
        Ok((saving, org))
    });
    let saved = match parsed {
        Ok((saving, org)) => {
            let (act, who, creator) = (person.act(), person.person.clone(), profile.id);
            let write = move |tx: &mut Tx<'_>| {
                let mut ids = saving.lists.clone();
                if let Some((org, name)) = org.zip(saving.new.as_deref()) {
                    ids.push(actions::create(tx, &act, &who, (org, name))?);
                }
                ids.iter().try_for_each(|id| actions::remember(tx, &act, &who, (*id, creator), &saving.note))?;
                Ok::<_, Failure>(ids.pop())
            };
            person.site.db.write(write).await
        }
        Err(failure) => Err(failure),
    };
    match saved {
        Ok(Some(id)) => Ok(see_other(&format!("/my/lists/{id}")).flash("lists-saved").into()),
        Ok(None) => Err(Failure::NotFound),
        Err(failure) => {
            let redo = person.redo(failure)?;
            person.page_with(redo.status, &SavePage::of((&profile.handle, &profile.name), &lists, &orgs, form.fields, redo.errors)).await
        }
    }
}
