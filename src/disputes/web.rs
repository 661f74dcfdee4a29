//! The doors of disputes: one form to open one, one room for everybody in it, a list for arbiters, and the digests of what was ruled.

use super::actions::{self, Case};
use super::forms::{OpenForm, RoomForm, typed, words};
use super::pages::{CasesPage, OpenPage, Room, RoomPage, RulingsPage};
use super::store;
use crate::audit::Act;
use crate::contracts::{self, Event};
use crate::deliveries;
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::platform::secret::{Key, Purpose};
use crate::platform::sniff::Allow;
use crate::primitives::id::{DisputeId, Identity as _, MilestoneId, OfferId};
use crate::sessions::Person;
use crate::web::{Admin, Answer, Asker, Door, Form, Id, ShownError, SignedIn, Take, Upload, Who, once, see_other, to};
use actix_web::http::{Method, header};
use actix_web::{HttpRequest, HttpResponse};

/// Every door of disputes.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/milestones/{id}/disputes/new", who: Who::SignedIn, opens: || to(begin) },
    Door { method: Method::POST, path: "/milestones/{id}/disputes", who: Who::SignedIn, opens: || to(open) },
    Door { method: Method::GET, path: "/disputes/{id}", who: Who::SignedIn, opens: || to(show) },
    Door { method: Method::GET, path: "/disputes/{id}/dossier", who: Who::SignedIn, opens: || to(dossier) },
    Door { method: Method::POST, path: "/disputes/{id}/answer", who: Who::SignedIn, opens: || to(answer) },
    Door { method: Method::POST, path: "/disputes/{id}/extension", who: Who::SignedIn, opens: || to(extend) },
    Door { method: Method::POST, path: "/disputes/{id}/evidence", who: Who::SignedIn, opens: || to(evidence) },
    Door { method: Method::POST, path: "/disputes/{id}/offers", who: Who::SignedIn, opens: || to(offer) },
    Door { method: Method::POST, path: "/disputes/{id}/offers/{offer}/acceptance", who: Who::SignedIn, opens: || to(accept_offer) },
    Door { method: Method::POST, path: "/disputes/{id}/mediation", who: Who::SignedIn, opens: || to(mediation) },
    Door { method: Method::POST, path: "/disputes/{id}/rest", who: Who::SignedIn, opens: || to(rest) },
    Door { method: Method::POST, path: "/disputes/{id}/proposal", who: Who::SignedIn, opens: || to(propose) },
    Door { method: Method::POST, path: "/disputes/{id}/proposal/acceptance", who: Who::SignedIn, opens: || to(accept_proposal) },
    Door { method: Method::POST, path: "/disputes/{id}/ruling", who: Who::SignedIn, opens: || to(rule) },
    Door { method: Method::POST, path: "/disputes/{id}/ruling/confirmation", who: Who::SignedIn, opens: || to(confirm) },
    Door { method: Method::POST, path: "/disputes/{id}/withdrawal", who: Who::SignedIn, opens: || to(withdraw) },
    Door { method: Method::POST, path: "/disputes/{id}/appeal", who: Who::SignedIn, opens: || to(appeal) },
    Door { method: Method::POST, path: "/disputes/{id}/deadlines", who: Who::SignedIn, opens: || to(move_deadline) },
    Door { method: Method::POST, path: "/disputes/{id}/deadlines/answer", who: Who::SignedIn, opens: || to(answer_move) },
    Door { method: Method::GET, path: "/admin/disputes", who: Who::Admin, opens: || to(cases) },
    Door { method: Method::GET, path: "/rulings", who: Who::Anyone, opens: || to(rulings) },
];

/// How many rulings the public page shows.
const RULINGS: i64 = 50;
/// Files of one piece of evidence.
const FILES: usize = 1;

async fn open_page(person: &SignedIn, id: MilestoneId, form: OpenForm, errors: Vec<ShownError>) -> Result<OpenPage, Failure> {
    let (who, now) = (person.person.clone(), person.now);
    let read = move |conn: &mut Conn| {
        let (contract, milestone, party) = contracts::acting_for(conn, &who, id, Event::DisputeOpened)?;
        contracts::rules::after(&milestone, Event::DisputeOpened, party, &contracts::clockwork(conn, &contract, now)?)?;
        let parties = contracts::parties(conn, &contract)?;
        Ok::<_, Failure>((contract, milestone, party, parties))
    };
    let (contract, milestone, party, parties) = person.site.db.read(read).await?;
    Ok(OpenPage::of((&contract, &milestone, party), &parties, form, errors))
}

/// `GET /milestones/{id}/disputes/new`
async fn begin(person: SignedIn, id: Id<MilestoneId>) -> Answer {
    let page = open_page(&person, id.0, OpenForm::default(), Vec::new()).await?;
    person.page(&page).await
}

/// `POST /milestones/{id}/disputes`
async fn open(person: SignedIn, id: Id<MilestoneId>, form: Form<OpenForm>) -> Answer {
    let who = person.person.clone();
    let look = move |conn: &mut Conn| contracts::acting_for(conn, &who, id.0, Event::DisputeOpened);
    let (contract, ..) = person.site.db.read(look).await?;
    let opened = match form.fields.parse(contract.currency) {
        Ok(opening) => {
            let (act, who, token) = (person.act(), person.person.clone(), form.once.clone());
            let work = move |tx: &mut Tx<'_>| {
                once(tx, &act, token.as_deref(), |tx| Ok(format!("/disputes/{}", actions::open_dispute(tx, &act, &who, id.0, &opening)?)))
            };
            person.site.db.write(work).await
        }
        Err(failure) => Err(failure),
    };
    match opened {
        Ok(location) => Ok(see_other(&location).flash("disputes-opened").into()),
        Err(failure) => {
            let redo = person.redo(failure.clone())?;
            let Ok(page) = open_page(&person, id.0, form.fields, redo.errors).await else { return Err(failure) };
            person.page_with(redo.status, &page).await
        }
    }
}

async fn room(person: &SignedIn, id: DisputeId, form: RoomForm, errors: Vec<ShownError>) -> Result<RoomPage, Failure> {
    let (who, asker, key) = (person.person.clone(), person.asker.clone(), sealing(person));
    let read = move |conn: &mut Conn| {
        let room = Room::load(conn, &who, id, asker.now)?;
        RoomPage::of(&room, &asker, &key, form.clone(), errors.clone())
    };
    person.site.db.read(read).await
}

fn sealing(asker: &Asker) -> Key {
    asker.site.secret.key(Purpose::SealedOffers)
}

/// `GET /disputes/{id}`
async fn show(person: SignedIn, id: Id<DisputeId>) -> Answer {
    let page = room(&person, id.0, RoomForm::default(), Vec::new()).await?;
    person.page(&page).await
}

/// `GET /disputes/{id}/dossier`: the newest list, to keep.
async fn dossier(person: SignedIn, id: Id<DisputeId>) -> Answer {
    let who = person.person.clone();
    let read = move |conn: &mut Conn| {
        actions::see(conn, &who, id.0)?;
        store::list_dossiers(conn, id.0)?.pop().ok_or(Failure::NotFound)
    };
    let newest = person.site.db.read(read).await?;
    let name = format!("attachment; filename=\"{}-{}.txt\"", id.0, newest.stage);
    Ok(HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, name))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .body(newest.manifest))
}

/// What a button of the room does.
#[derive(Debug, Clone, Copy)]
enum Press {
    Answer,
    Extend,
    Offer,
    AcceptOffer(OfferId),
    Mediation,
    Rest,
    Propose,
    AcceptProposal,
    Rule,
    Confirm,
    Withdraw,
    Appeal,
    MoveDeadline,
    AnswerMove,
}

impl Press {
    /// The message that the room shows afterwards.
    const fn flash(self) -> &'static str {
        match self {
            Self::Answer => "disputes-answered",
            Self::Extend => "disputes-extended",
            Self::Offer => "disputes-offered",
            Self::AcceptOffer(_) => "disputes-agreed",
            Self::Mediation => "disputes-mediation",
            Self::Rest => "disputes-rested",
            Self::Propose => "disputes-proposed",
            Self::AcceptProposal => "disputes-proposal-accepted",
            Self::Rule => "disputes-ruled",
            Self::Confirm => "disputes-confirmed",
            Self::Withdraw => "disputes-withdrawn",
            Self::Appeal => "disputes-appealed",
            Self::MoveDeadline => "disputes-move-said",
            Self::AnswerMove => "disputes-move-answered",
        }
    }

    /// Does it. The fields are read by what the button needs of them.
    fn act(self, tx: &mut Tx<'_>, act: &Act, (who, case): (&Person, &Case), (form, key): (&RoomForm, &Key)) -> Result<(), Failure> {
        let (id, currency) = (case.dispute.id, case.contract.currency);
        match self {
            Self::Answer => actions::answer(tx, act, who, id, &words("statement", &form.statement)?),
            Self::Extend => actions::extend(tx, act, who, id),
            Self::Offer if form.sealed.is_empty() => actions::offer(tx, act, who, id, typed("amount", &form.amount, currency)?),
            Self::Offer => actions::offer_sealed(tx, act, who, id, (typed("amount", &form.amount, currency)?, key)),
            Self::AcceptOffer(offer) => actions::accept_offer(tx, act, who, id, offer),
            Self::Mediation => actions::ask_for_mediation(tx, act, who, id),
            Self::Rest => actions::rest(tx, act, who, id),
            Self::Propose => actions::propose(tx, act, who, id, &form.verdict(currency, false)?),
            Self::AcceptProposal => actions::accept_proposal(tx, act, who, id),
            Self::Rule => actions::rule(tx, act, who, id, &form.verdict(currency, true)?),
            Self::Confirm => actions::confirm(tx, act, who, id),
            Self::Withdraw => actions::withdraw(tx, act, who, id),
            Self::Appeal => actions::appeal(tx, act, who, id, &words("reasons", &form.reasons)?),
            Self::MoveDeadline => actions::move_by_days(tx, act, who, id, form.later()?),
            Self::AnswerMove => actions::answer_move(tx, act, who, id, form.agree == "yes"),
        }
    }
}

async fn press(person: SignedIn, id: DisputeId, form: Form<RoomForm>, press: Press) -> Answer {
    let (act, who, token, key) = (person.act(), person.person.clone(), form.once.clone(), sealing(&person));
    let fields = form.fields.clone();
    let work = move |tx: &mut Tx<'_>| {
        let case = actions::see(tx, &who, id)?;
        once(tx, &act, token.as_deref(), |tx| {
            press.act(tx, &act, (&who, &case), (&fields, &key))?;
            Ok(format!("/disputes/{id}"))
        })
    };
    match person.site.db.write(work).await {
        Ok(location) => Ok(see_other(&location).flash(press.flash()).into()),
        Err(failure) => {
            let redo = person.redo(failure.clone())?;
            let Ok(page) = room(&person, id, form.fields, redo.errors).await else { return Err(failure) };
            person.page_with(redo.status, &page).await
        }
    }
}

/// `POST /disputes/{id}/answer`
async fn answer(person: SignedIn, id: Id<DisputeId>, form: Form<RoomForm>) -> Answer {
    press(person, id.0, form, Press::Answer).await
}

/// `POST /disputes/{id}/extension`
async fn extend(person: SignedIn, id: Id<DisputeId>, form: Form<RoomForm>) -> Answer {
    press(person, id.0, form, Press::Extend).await
}

/// `POST /disputes/{id}/offers`
async fn offer(person: SignedIn, id: Id<DisputeId>, form: Form<RoomForm>) -> Answer {
    press(person, id.0, form, Press::Offer).await
}

/// `POST /disputes/{id}/offers/{offer}/acceptance`
async fn accept_offer(person: SignedIn, id: Id<DisputeId>, request: HttpRequest, form: Form<RoomForm>) -> Answer {
    let offer = request.match_info().get("offer").and_then(|text| text.parse().ok()).unwrap_or_else(OfferId::nobody);
    press(person, id.0, form, Press::AcceptOffer(offer)).await
}

/// `POST /disputes/{id}/mediation`
async fn mediation(person: SignedIn, id: Id<DisputeId>, form: Form<RoomForm>) -> Answer {
    press(person, id.0, form, Press::Mediation).await
}

/// `POST /disputes/{id}/rest`
async fn rest(person: SignedIn, id: Id<DisputeId>, form: Form<RoomForm>) -> Answer {
    press(person, id.0, form, Press::Rest).await
}

/// `POST /disputes/{id}/proposal`
async fn propose(person: SignedIn, id: Id<DisputeId>, form: Form<RoomForm>) -> Answer {
    press(person, id.0, form, Press::Propose).await
}

/// `POST /disputes/{id}/proposal/acceptance`
async fn accept_proposal(person: SignedIn, id: Id<DisputeId>, form: Form<RoomForm>) -> Answer {
    press(person, id.0, form, Press::AcceptProposal).await
}

/// `POST /disputes/{id}/ruling`
async fn rule(person: SignedIn, id: Id<DisputeId>, form: Form<RoomForm>) -> Answer {
    press(person, id.0, form, Press::Rule).await
}

/// `POST /disputes/{id}/ruling/confirmation`
async fn confirm(person: SignedIn, id: Id<DisputeId>, form: Form<RoomForm>) -> Answer {
    press(person, id.0, form, Press::Confirm).await
}

/// `POST /disputes/{id}/withdrawal`
async fn withdraw(person: SignedIn, id: Id<DisputeId>, form: Form<RoomForm>) -> Answer {
    press(person, id.0, form, Press::Withdraw).await
}

/// `POST /disputes/{id}/appeal`
async fn appeal(person: SignedIn, id: Id<DisputeId>, form: Form<RoomForm>) -> Answer {
    press(person, id.0, form, Press::Appeal).await
}

/// `POST /disputes/{id}/deadlines`
async fn move_deadline(person: SignedIn, id: Id<DisputeId>, form: Form<RoomForm>) -> Answer {
    press(person, id.0, form, Press::MoveDeadline).await
}

/// `POST /disputes/{id}/deadlines/answer`
async fn answer_move(person: SignedIn, id: Id<DisputeId>, form: Form<RoomForm>) -> Answer {
    press(person, id.0, form, Press::AnswerMove).await
}

/// `POST /disputes/{id}/evidence`: words, a file, or a message.
async fn evidence(person: SignedIn, id: Id<DisputeId>, upload: Upload) -> Answer {
    let who = person.person.clone();
    let look = move |conn: &mut Conn| {
        let case = actions::see(conn, &who, id.0)?;
        let left = deliveries::room_if_any(conn, &who, case.contract.id)?;
        Ok::<_, Failure>((case.contract.id, left))
    };
    let (contract, left) = person.site.db.read(look).await?;
    let form = upload.receive::<RoomForm>(&person, Take { in_all: left, ..Take::files(Allow::Work, FILES) }).await?;
    let brought = if form.errors.is_empty() {
        let (act, who, token, fields) = (person.act(), person.person.clone(), form.once.clone(), form.fields.clone());
        let new: Vec<_> = form.files.iter().map(|sent| sent.received.clone()).collect();
        let work = move |tx: &mut Tx<'_>| {
            once(tx, &act, token.as_deref(), |tx| {
                let file = if new.is_empty() { None } else { deliveries::add_files(tx, &act, &who, contract, &new)?.pop() };
                actions::add_evidence(tx, &act, &who, id.0, &fields.exhibit(file)?)?;
                Ok(format!("/disputes/{}", id.0))
            })
        };
        person.site.db.write(work).await
    } else {
        Err(Failure::Invalid(form.errors.clone()))
    };
    match brought {
        Ok(location) => Ok(see_other(&location).flash("disputes-evidenced").into()),
        Err(failure) => {
            form.discard(&person.site.intake).await;
            let redo = person.redo(failure.clone())?;
            let Ok(page) = room(&person, id.0, form.fields, redo.errors).await else { return Err(failure) };
            person.page_with(redo.status, &page).await
        }
    }
}

/// `GET /admin/disputes`
async fn cases(admin: Admin) -> Answer {
    let read = move |conn: &mut Conn| CasesPage::load(conn);
    let page = admin.site.db.read(read).await?;
    admin.page(&page).await
}

/// `GET /rulings`
async fn rulings(asker: Asker) -> Answer {
    let published = asker.site.db.read(|conn| Ok::<_, Failure>(store::list_published(conn, RULINGS)?)).await?;
    let page = RulingsPage::of(&published);
    asker.page(&page).await
}
