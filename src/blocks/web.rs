//! The doors of blocks.

use super::actions;
use super::model::Pair;
use super::pages::{BlocksPage, NewBlockPage};
use crate::audit::Act;
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::sessions::Person;
use crate::web::{Answer, Door, Form, Query, SignedIn, Who, see_other, to};
use actix_web::http::Method;
use serde::Deserialize;

/// Every door of blocks.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/settings/blocks", who: Who::SignedIn, opens: || to(list) },
    Door { method: Method::GET, path: "/blocks/new", who: Who::SignedIn, opens: || to(begin) },
    Door { method: Method::POST, path: "/blocks", who: Who::SignedIn, opens: || to(block) },
    Door { method: Method::POST, path: "/blocks/removal", who: Who::SignedIn, opens: || to(lift) },
];

/// A merchant and a creator, as an address or a form names them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct PairForm {
    org: String,
    creator: String,
}

impl PairForm {
    fn parse(&self) -> Result<Pair, Failure> {
        let (org, creator) = (self.org.parse().map_err(|_| Failure::NotFound)?, self.creator.parse().map_err(|_| Failure::NotFound)?);
        Ok(Pair { org, creator })
    }
}

/// `GET /settings/blocks`
async fn list(person: SignedIn) -> Answer {
    let who = person.person.clone();
    let blocks = person.site.db.read(move |conn: &mut Conn| actions::list(conn, &who)).await?;
    person.page(&BlocksPage::of(&person, blocks)).await
}

/// `GET /blocks/new`
async fn begin(person: SignedIn, query: Query<PairForm>) -> Answer {
    let asked = query.0;
    let other = person.site.db.read(move |conn: &mut Conn| actions::named(conn, (&asked.org, &asked.creator))).await?;
    let (orgs, own) = (actions::orgs(&person.person), person.person.creator.as_ref().map(|creator| creator.id));
    let speaks = match &other {
        actions::Other::Org(..) => own.is_some(),
        actions::Other::Creator(..) => !orgs.is_empty(),
    };
    if !speaks {
        return Err(Failure::NotFound);
    }
    person.page(&NewBlockPage::of(other, &orgs, own)).await
}

type Verb = fn(&mut Tx<'_>, &Act, &Person, Pair) -> Result<(), Failure>;

async fn act(person: SignedIn, form: Form<PairForm>, verb: Verb, flash: &'static str) -> Answer {
    let (act, who, pair) = (person.act(), person.person.clone(), form.fields.parse()?);
    person.site.db.write(move |tx| verb(tx, &act, &who, pair)).await?;
    Ok(see_other("/settings/blocks").flash(flash).into())
}

/// `POST /blocks`
async fn block(person: SignedIn, form: Form<PairForm>) -> Answer {
    act(person, form, actions::block, "blocks-set").await
}

/// `POST /blocks/removal`
async fn lift(person: SignedIn, form: Form<PairForm>) -> Answer {
    act(person, form, actions::lift, "blocks-lifted").await
}
