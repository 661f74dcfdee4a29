//! The way from a new account to a first published brief, a first bid, or a first bid for somebody else: a list of tasks, each with where it stands. It is read off what is there, so it
//! goes on wherever it was left; the workbench shows the same until the last task is done.

mod load;
mod page;
mod way;

use crate::failure::Failure;
use crate::screens::say::Say;
use crate::web::{Answer, SignedIn};
pub(super) use load::load_open;
use page::StartPage;
pub(super) use page::WayView;
use way::Side;
pub(super) use way::Way;

async fn show(person: &SignedIn, side: Side) -> Answer {
    let (who, now) = (person.person.clone(), person.now);
    let way = person.site.db.read(move |conn| load::load(conn, &who, side, now).map_err(Failure::from)).await?;
    person.page(&StartPage::of(&way, &Say(person))).await
}

/// `GET /start/merchant`
pub(super) async fn merchant(person: SignedIn) -> Answer {
    show(&person, Side::Merchant).await
}

/// `GET /start/creator`
pub(super) async fn creator(person: SignedIn) -> Answer {
    show(&person, Side::Creator).await
}

/// `GET /start/agency`
pub(super) async fn agency(person: SignedIn) -> Answer {
    show(&person, Side::Agency).await
}
