//! One's deals, and the words of one.

use crate::clocks;
use crate::contracts::actions;
use crate::contracts::model::{Contract, ContractState, Milestone};
use crate::contracts::pages::{AddendumView, ListPage, ListRow, TermsPage};
use crate::contracts::store::{self, Whose};
use crate::failure::Failure;
use crate::platform::db::Conn;
use crate::primitives::id::ContractId;
use crate::primitives::{Choice as _, Limit};
use crate::web::{Answer, Id, Query, SignedIn};
use serde::Deserialize;

/// The query of `/contracts`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ListQuery {
    view: String,
    cursor: String,
}

/// `GET /contracts`
pub(super) async fn list(person: SignedIn, query: Query<ListQuery>) -> Answer {
    let is_ended = query.0.view == "ended";
    let states: Vec<ContractState> = ContractState::ALL.iter().copied().filter(|state| state.is_terminal() == is_ended).collect();
    let after = person.cursor_in(&query.0.cursor);
    let who = person.person.clone();
    let read = move |conn: &mut Conn| {
        let orgs: Vec<_> = who.memberships.iter().map(|member| member.org).collect();
        let creator: Vec<_> = who.creator.iter().map(|creator| creator.id).collect();
        let slice = store::list(conn, Whose::Sides(&orgs, &creator), &states, after.as_ref(), Limit::PAGE)?;
        let ids: Vec<_> = slice.items.iter().map(|contract| contract.id).collect();
        let milestones = store::list_milestones_of(conn, &ids)?;
        let running = clocks::next_of_contracts(conn, &ids)?;
        let creators: Vec<_> = slice.items.iter().map(|contract| contract.creator).collect();
        let creators = store::creator_names(conn, &creators)?;
        let orgs: Vec<_> = slice.items.iter().map(|contract| contract.org).collect();
        let orgs = store::org_names(conn, &orgs)?;
        Ok::<_, Failure>((slice, milestones, running, creators, orgs))
    };
    let (slice, milestones, running, creators, orgs) = person.site.db.read(read).await?;
    let row = |contract: &Contract| {
        let own: Vec<&Milestone> = milestones.iter().filter(|milestone| milestone.contract == contract.id).collect();
        let clock = running.iter().find(|clock| clock.contract == Some(contract.id));
        let is_creator = person.person.is_creator(contract.creator);
        let other = if is_creator { orgs.get(&contract.org) } else { creators.get(&contract.creator) };
        ListRow::of(contract, &own, clock, other.map_or("", String::as_str), !is_creator)
    };
    let view = if is_ended { "ended" } else { "running" };
    let page = ListPage {
        view,
        rows: slice.items.iter().map(row).collect(),
        next: slice.next.as_ref().map(|cursor| format!("/contracts?view={view}&cursor={}", person.cursor_out(cursor))),
    };
    person.page(&page).await
}

/// `GET /contracts/{id}/terms`
pub(super) async fn terms(person: SignedIn, id: Id<ContractId>) -> Answer {
    let who = person.person.clone();
    let read = move |conn: &mut Conn| {
        let (contract, _) = actions::see_contract(conn, &who, id.0)?;
        let terms = store::find_terms(conn, contract.id)?.ok_or(Failure::NotFound)?;
        let mut addenda = Vec::new();
        for order in store::list_orders(conn, contract.id)? {
            addenda.extend(store::find_order_terms(conn, order.id)?.map(|terms| AddendumView::of(&order, terms)));
        }
        Ok::<_, Failure>(TermsPage::of(&contract, terms, addenda))
    };
    let page = person.site.db.read(read).await?;
    person.page(&page).await
}
