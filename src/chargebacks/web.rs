//! The doors of chargebacks: the admins' pages, and the sandbox's own page.

use super::forms::ListQuery;
use super::pages::{CasePage, CaseView, ListPage, View};
use super::{actions, evidence, sandbox, store};
use crate::contracts;
use crate::failure::{ACT_FORBIDDEN, Failure};
use crate::primitives::Limit;
use crate::primitives::id::ChargebackId;
use crate::sessions::AdminRole;
use crate::web::{Admin, Answer, Door, Form, Id, Query, Who, see_other, to};
use actix_web::http::Method;

/// Every door here.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/sandbox/checkout/{id}", who: Who::Anyone, opens: || to(sandbox::show) },
    Door { method: Method::POST, path: "/sandbox/checkout/{id}/outcome", who: Who::Anyone, opens: || to(sandbox::outcome) },
    Door { method: Method::GET, path: "/admin/chargebacks", who: Who::Admin, opens: || to(index) },
    Door { method: Method::GET, path: "/admin/chargebacks/{id}", who: Who::Admin, opens: || to(show) },
    Door { method: Method::POST, path: "/admin/chargebacks/{id}/evidence", who: Who::Admin, opens: || to(send) },
];

/// `GET /admin/chargebacks`
async fn index(admin: Admin, Query(query): Query<ListQuery>) -> Answer {
    admin.as_role(AdminRole::FinanceAdmin)?;
    let (open, after) = (query.view != "all", admin.cursor_in(&query.cursor));
    let slice = admin.site.db.read(move |conn| Ok::<_, Failure>(store::list(conn, open, after.as_ref(), Limit::PAGE)?)).await?;
    let view = |url, key: &str, current| View { url, label: admin.text(key, &[]), current };
    let views =
        vec![view("/admin/chargebacks?view=open", "admin-view-open", open), view("/admin/chargebacks?view=all", "admin-view-all", !open)];
    let here = if open { "open" } else { "all" };
    let next = slice.next.as_ref().map(|cursor| format!("/admin/chargebacks?view={here}&cursor={}", admin.cursor_out(cursor)));
    admin.page(&ListPage { views, rows: slice.items.iter().map(CaseView::of).collect(), next }).await
}

/// `GET /admin/chargebacks/{id}`
async fn show(admin: Admin, id: Id<ChargebackId>) -> Answer {
    admin.as_role(AdminRole::FinanceAdmin)?;
    let page = admin.site.db.read(move |conn| {
        let one = store::find(conn, id.0)?.ok_or(Failure::NotFound)?;
        let evidence = if one.evidence.is_empty() { evidence::pack(conn, &one)? } else { one.evidence.clone() };
        Ok::<_, Failure>(CasePage { case: CaseView::of(&one), evidence })
    });
    let page = page.await?;
    admin.page(&page).await
}

/// `POST /admin/chargebacks/{id}/evidence`: it goes out at the next tick. Nobody sends it in a deal of his own.
async fn send(admin: Admin, id: Id<ChargebackId>, _: Form) -> Answer {
    admin.as_role(AdminRole::FinanceAdmin)?;
    admin.person.stepped_up(admin.now)?;
    let (act, who, id) = (admin.act(), admin.person.clone(), id.0);
    admin
        .site
        .db
        .write(move |tx| {
            let one = store::find(tx, id)?.ok_or(Failure::NotFound)?;
            let creator = one.contract.map(|contract| contracts::get(tx, contract)).transpose()?.map(|contract| contract.creator);
            if who.is_member(one.org) || creator.is_some_and(|creator| who.is_creator(creator)) {
                return Err(ACT_FORBIDDEN.into());
            }
            actions::send_now(tx, &act, id)
        })
        .await?;
    Ok(see_other(&format!("/admin/chargebacks/{id}")).flash("chargeback-sending").answer())
}
