//! Lists of briefs: everybody's open ones, one's own.

use super::{open_entries, words};
use crate::briefs::forms::{Browse, BrowseQuery, parse_browse};
use crate::briefs::model::{BriefState, Entry};
use crate::briefs::pages::{BrowsePage, Facets, Found, MinePage, MineRow, address, row};
use crate::briefs::rules::browse::{Sort, page};
use crate::briefs::store;
use crate::failure::{ACT_FORBIDDEN, Failure};
use crate::primitives::{Choice as _, Limit, id::OrgId};
use crate::sessions::{OrgKind, Right};
use crate::web::{Answer, Asker, Query, SignedIn};
use actix_web::HttpRequest;
use serde::Deserialize;

/// The cookie that remembers the order.
const SORT: &str = "briefs_sort";

/// `GET /briefs`
pub(super) async fn index(asker: Asker, request: HttpRequest, query: Query<BrowseQuery>) -> Answer {
    let browse = parse_browse(&query.0);
    let remembered = request.cookie(SORT).and_then(|cookie| Sort::from_word(cookie.value()));
    let sort = browse.sort.or(remembered).unwrap_or(Sort::Newest);
    let (entries, edition) = open_entries(&asker).await?;
    let cursor = query.0.cursor.first();
    let mut response = asker.shared_page(&format!("{edition} {sort}"), || found(&asker, &entries, &browse, (sort, cursor))).await?;
    if browse.sort.is_some() && browse.sort != remembered {
        let cookie = asker.choice_cookie(SORT, sort.to_string());
        response.add_cookie(&cookie).map_err(|error| Failure::Bug(error.to_string()))?;
    }
    Ok(response)
}

/// What the list says of the open briefs to whoever looks for some of them.
fn found(asker: &Asker, entries: &[Entry], browse: &Browse, (sort, cursor): (Sort, Option<&String>)) -> BrowsePage {
    let after = cursor.and_then(|cursor| asker.cursor_in(cursor));
    let (slice, total) = page(entries, &browse.filter, sort, after.as_ref(), (browse.limit, asker.now));
    let limit = (browse.limit != Limit::PAGE).then(|| browse.limit.rows().to_string());
    let next = slice
        .next
        .as_ref()
        .map(|cursor| address(&browse.filter, Some(sort), &[("limit", limit.clone()), ("cursor", Some(asker.cursor_out(cursor)))]));
    let rows = slice.items.iter().map(|entry| row(entry, asker.lang.word(), asker.now)).collect();
    let facets = Facets::of(entries, browse, sort, &words(asker), asker.now);
    BrowsePage { facets, found: Found { total, rows, next } }
}

/// The query of `/my/briefs`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct MineQuery {
    state: String,
    cursor: String,
}

/// `GET /my/briefs`
pub(super) async fn mine(person: SignedIn, query: Query<MineQuery>) -> Answer {
    let merchants = |member: &&crate::sessions::Member| member.kind == OrgKind::Merchant;
    let orgs: Vec<OrgId> = person.person.memberships.iter().filter(merchants).map(|member| member.org).collect();
    if orgs.is_empty() {
        return Err(ACT_FORBIDDEN.into());
    }
    let may_write = orgs.iter().any(|org| person.person.has(*org, Right::Work));
    let chosen = BriefState::from_word(&query.0.state);
    let after = person.cursor_in(&query.0.cursor);
    let (slice, counts) = person
        .site
        .db
        .read(move |conn| {
            let slice = store::list_of_org(conn, &orgs, chosen, after.as_ref(), Limit::PAGE)?;
            Ok::<_, Failure>((slice, store::count_by_state(conn, &orgs)?))
        })
        .await?;
    let say = words(&person);
    let next = slice.next.as_ref().map(|cursor| {
        let state = chosen.map_or(String::new(), |state| format!("state={}&", state.word()));
        format!("/my/briefs?{state}cursor={}", person.cursor_out(cursor))
    });
    let rows = slice.items.iter().map(|brief| MineRow::of(brief, &say, person.lang.word())).collect();
    person.page(&MinePage::of(&counts, chosen, (rows, next), may_write, &say)).await
}
