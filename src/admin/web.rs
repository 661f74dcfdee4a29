//! The doors of the desk.

use super::actions::{self, Left};
use super::forms::{AboutQuery, ProposalForm, ViewQuery};
use super::model::Proposal;
use super::pages::{
    ActPage, ActView, ActsPage, AuditPage, EventsPage, FrozenPage, FuseRow, HomePage, JournalRow, LedgerPage, LogRow, OpPage, OpView,
    OpsPage, ProposePage, QueueRow, SuspensePage, views,
};
use super::{queues, rules, store};
use crate::audit;
use crate::failure::Failure;
use crate::ledger;
use crate::operations::{self, Queue};
use crate::payments;
use crate::platform::db::Conn;
use crate::primitives::id::{ActId, OperationId};
use crate::primitives::{Choice as _, Cursor, Limit};
use crate::sessions::{AdminRole, Person};
use crate::web::{Admin, Answer, Door, Form, Id, Query, ShownError, Who, once, see_other, to};
use actix_web::HttpResponse;
use actix_web::http::{Method, StatusCode, header};

/// Every door of the desk.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/admin", who: Who::Admin, opens: || to(home) },
    Door { method: Method::GET, path: "/admin/acts", who: Who::Admin, opens: || to(acts) },
    Door { method: Method::POST, path: "/admin/acts", who: Who::Admin, opens: || to(propose) },
    Door { method: Method::GET, path: "/admin/acts/new", who: Who::Admin, opens: || to(wish) },
    Door { method: Method::GET, path: "/admin/acts/{id}", who: Who::Admin, opens: || to(act) },
    Door { method: Method::POST, path: "/admin/acts/{id}/confirmation", who: Who::Admin, opens: || to(confirm) },
    Door { method: Method::POST, path: "/admin/acts/{id}/refusal", who: Who::Admin, opens: || to(refuse) },
    Door { method: Method::GET, path: "/admin/ops", who: Who::Admin, opens: || to(ops) },
    Door { method: Method::GET, path: "/admin/ops/{id}", who: Who::Admin, opens: || to(op) },
    Door { method: Method::POST, path: "/admin/ops/{id}/look", who: Who::Admin, opens: || to(look) },
    Door { method: Method::GET, path: "/admin/events", who: Who::Admin, opens: || to(events) },
    Door { method: Method::POST, path: "/admin/events/{id}/retry", who: Who::Admin, opens: || to(try_event) },
    Door { method: Method::POST, path: "/admin/events/{id}/dismissal", who: Who::Admin, opens: || to(pass_event) },
    Door { method: Method::GET, path: "/admin/frozen", who: Who::Admin, opens: || to(frozen) },
    Door { method: Method::GET, path: "/admin/suspense", who: Who::Admin, opens: || to(suspense) },
    Door { method: Method::GET, path: "/admin/ledger", who: Who::Admin, opens: || to(journal) },
    Door { method: Method::GET, path: "/admin/audit", who: Who::Admin, opens: || to(log) },
    Door { method: Method::GET, path: "/admin/audit.csv", who: Who::Admin, opens: || to(log_file) },
];

/// `GET /admin`
async fn home(admin: Admin) -> Answer {
    let (who, now) = (admin.person.clone(), admin.now);
    let may_act = who.judges(AdminRole::FinanceAdmin);
    let seen = admin.site.db.read(move |conn| Ok::<_, Failure>((queues::list(conn, &who, now)?, operations::list_blown(conn)?)));
    let (waiting, blown) = seen.await?;
    let queues = waiting.iter().map(|one| QueueRow::of(&admin, one)).collect();
    let fuses = blown.into_iter().map(|one| FuseRow { fuse: one.fuse, reason: one.reason, at: one.at }).collect();
    admin.page(&HomePage { queues, fuses, may_act }).await
}

/// The address of the next slice of a list.
fn next(admin: &Admin, path: &str, cursor: Option<&Cursor>) -> Option<String> {
    cursor.map(|cursor| format!("{path}&cursor={}", admin.cursor_out(cursor)))
}

fn shown(conn: &mut Conn, person: &Person, proposals: &[Proposal]) -> Result<Vec<ActView>, Failure> {
    let ids: Vec<_> = proposals.iter().flat_map(|one| [Some(one.proposed_by), one.decided_by]).flatten().collect();
    let names = store::names(conn, &ids)?;
    Ok(proposals.iter().map(|one| ActView::of(one, person, &names)).collect())
}

/// `GET /admin/acts`
async fn acts(admin: Admin, Query(query): Query<ViewQuery>) -> Answer {
    let (who, state, after) = (admin.person.clone(), query.state(), admin.cursor_in(&query.cursor));
    let seen = admin.site.db.read(move |conn| {
        let slice = store::list(conn, state, after.as_ref(), Limit::PAGE)?;
        Ok::<_, Failure>((shown(conn, &who, &slice.items)?, slice.next))
    });
    let (rows, cursor) = seen.await?;
    let view = if state.is_some() { "open" } else { "all" };
    let next = next(&admin, &format!("/admin/acts?view={view}"), cursor.as_ref());
    let views = views(&admin, "/admin/acts?view", &["open", "all"], view);
    admin.page(&ActsPage { views, rows, next }).await
}

/// `GET /admin/acts/{id}`
async fn act(admin: Admin, id: Id<ActId>) -> Answer {
    let (who, id) = (admin.person.clone(), id.0);
    let seen = admin.site.db.read(move |conn| {
        let proposal = store::find(conn, id)?.ok_or(Failure::NotFound)?;
        Ok::<_, Failure>(shown(conn, &who, &[proposal])?.pop())
    });
    let act = seen.await?.ok_or(Failure::NotFound)?;
    admin.page(&ActPage { act }).await
}

/// `GET /admin/acts/new`: asks for the password before anything is typed, so that no words are lost on the way.
async fn wish(admin: Admin, Query(form): Query<ProposalForm>) -> Answer {
    let kind = form.kind()?;
    admin.as_role(rules::role(kind))?;
    admin.person.stepped_up(admin.now)?;
    propose_page(&admin, StatusCode::OK, form, Vec::new()).await
}

async fn propose_page(admin: &Admin, status: StatusCode, form: ProposalForm, errors: Vec<ShownError>) -> Answer {
    let (kind, wish) = (form.kind()?, form.wish()?);
    admin.site.db.read(move |conn| actions::exists(conn, &wish)).await?;
    admin.page_with(status, &ProposePage::of(form, kind, errors)).await
}

/// `POST /admin/acts`
async fn propose(admin: Admin, form: Form<ProposalForm>) -> Answer {
    let proposed = async {
        let wish = form.fields.wish()?;
        admin.as_role(rules::role(wish.kind))?;
        let reason = form.fields.reason()?;
        let (act, who, token) = (admin.act(), admin.person.clone(), form.once.clone());
        let work = move |tx: &mut crate::platform::db::Tx<'_>| {
            once(tx, &act, token.as_deref(), |tx| {
                let id = actions::propose(tx, &act, &who, &wish, &reason)?;
                Ok(format!("/admin/acts/{id}"))
            })
        };
        admin.site.db.write(work).await
    };
    match proposed.await {
        Ok(next) => Ok(see_other(&next).flash("act-proposed").answer()),
        Err(failure) => {
            let redo = admin.redo(failure)?;
            propose_page(&admin, redo.status, form.fields.clone(), redo.errors).await
        }
    }
}

/// `POST /admin/acts/{id}/confirmation`
async fn confirm(admin: Admin, id: Id<ActId>, _: Form) -> Answer {
    let (act, who, id, site) = (admin.act(), admin.person.clone(), id.0, admin.site.clone());
    admin.site.db.write(move |tx| actions::confirm(tx, &act, &who, id, &site)).await?;
    Ok(see_other(&format!("/admin/acts/{id}")).flash("act-confirmed").answer())
}

/// `POST /admin/acts/{id}/refusal`
async fn refuse(admin: Admin, id: Id<ActId>, _: Form) -> Answer {
    let (act, who, id) = (admin.act(), admin.person.clone(), id.0);
    admin.site.db.write(move |tx| actions::refuse(tx, &act, &who, id)).await?;
    Ok(see_other(&format!("/admin/acts/{id}")).flash("act-refused").answer())
}

/// `GET /admin/ops`
async fn ops(admin: Admin, Query(query): Query<ViewQuery>) -> Answer {
    admin.as_role(AdminRole::FinanceAdmin)?;
    let queue = Queue::from_word(&query.view).unwrap_or(Queue::All);
    let (since, after) = (admin.now.plus_seconds(-rules::LATE_SECONDS), admin.cursor_in(&query.cursor));
    let slice = admin.site.db.read(move |conn| Ok::<_, Failure>(operations::list_queue(conn, queue, since, after.as_ref(), Limit::PAGE)?));
    let slice = slice.await?;
    let next = next(&admin, &format!("{}={queue}", OpsPage::PATH), slice.next.as_ref());
    let views = views(&admin, OpsPage::PATH, &OpsPage::words(), queue.word());
    let rows = slice.items.iter().map(OpView::of).collect();
    admin.page(&OpsPage { views, rows, next }).await
}

/// `GET /admin/ops/{id}`
async fn op(admin: Admin, id: Id<OperationId>) -> Answer {
    admin.as_role(AdminRole::FinanceAdmin)?;
    let found = admin.site.db.read(move |conn| operations::find(conn, id.0)?.ok_or(Failure::NotFound)).await?;
    admin.page(&OpPage { op: OpView::of(&found) }).await
}

/// `POST /admin/ops/{id}/look`
async fn look(admin: Admin, id: Id<OperationId>, _: Form) -> Answer {
    let (act, who, id) = (admin.act(), admin.person.clone(), id.0);
    admin.site.db.write(move |tx| actions::look_again(tx, &act, &who, id)).await?;
    Ok(see_other(&format!("/admin/ops/{id}")).flash("op-look").answer())
}

/// `GET /admin/events`
async fn events(admin: Admin, Query(query): Query<ViewQuery>) -> Answer {
    admin.as_role(AdminRole::FinanceAdmin)?;
    let after = admin.cursor_in(&query.cursor);
    let slice = admin.site.db.read(move |conn| Ok::<_, Failure>(operations::list_left(conn, after.as_ref(), Limit::PAGE)?)).await?;
    let next = next(&admin, "/admin/events?view=all", slice.next.as_ref());
    admin.page(&EventsPage { rows: slice.items.into_iter().map(Into::into).collect(), next }).await
}

async fn decide_on(admin: &Admin, id: String, left: Left, flash: &'static str) -> Answer {
    let (act, who) = (admin.act(), admin.person.clone());
    admin.site.db.write(move |tx| actions::decide_on_event(tx, &act, &who, &id, left)).await?;
    Ok(see_other("/admin/events").flash(flash).answer())
}

/// `POST /admin/events/{id}/retry`
async fn try_event(admin: Admin, id: Id<String>, _: Form) -> Answer {
    decide_on(&admin, id.0, Left::TryAgain, "event-retry").await
}

/// `POST /admin/events/{id}/dismissal`
async fn pass_event(admin: Admin, id: Id<String>, _: Form) -> Answer {
    decide_on(&admin, id.0, Left::PassOver, "event-dismissed").await
}

/// `GET /admin/frozen`
async fn frozen(admin: Admin) -> Answer {
    const MOST: i64 = 100;
    admin.as_role(AdminRole::FinanceAdmin)?;
    let rows = admin.site.db.read(|conn| Ok::<_, Failure>(operations::list_frozen(conn, MOST)?)).await?;
    admin.page(&FrozenPage::of(rows)).await
}

/// `GET /admin/suspense`
async fn suspense(admin: Admin, Query(query): Query<ViewQuery>) -> Answer {
    admin.as_role(AdminRole::FinanceAdmin)?;
    let (open, after) = (query.view != "all", admin.cursor_in(&query.cursor));
    let slice =
        admin.site.db.read(move |conn| Ok::<_, Failure>(payments::list_unexplained(conn, open, after.as_ref(), Limit::PAGE)?)).await?;
    let view = if open { "open" } else { "all" };
    let next = next(&admin, &format!("/admin/suspense?view={view}"), slice.next.as_ref());
    let views = views(&admin, "/admin/suspense?view", &["open", "all"], view);
    admin.page(&SuspensePage::of(views, slice.items, next)).await
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// `GET /admin/ledger`
async fn journal(admin: Admin, Query(query): Query<AboutQuery>) -> Answer {
    admin.as_role(AdminRole::FinanceAdmin)?;
    let (about, after) = (query.about.trim().to_owned(), admin.cursor_in(&query.cursor));
    let account = about.clone();
    let seen = admin.site.db.read(move |conn| {
        let totals = if account.is_empty() && after.is_none() { ledger::list_totals(conn)? } else { Vec::new() };
        let account = Some(account.as_str()).filter(|account| !account.is_empty());
        Ok::<_, Failure>((totals, ledger::list_lines(conn, account, after.as_ref(), Limit::PAGE)?))
    });
    let (totals, slice) = seen.await?;
    let next = next(&admin, &format!("/admin/ledger?about={}", encoded(&about)), slice.next.as_ref());
    let row = |line: ledger::Line| JournalRow {
        txn: line.txn_id,
        kind: line.kind,
        reference: line.reference,
        account: line.account,
        amount: line.amount,
        after: line.balance_after,
        contract: line.contract_id,
        at: line.at,
    };
    admin.page(&LedgerPage { about, totals, rows: slice.items.into_iter().map(row).collect(), next }).await
}

/// `GET /admin/audit`
async fn log(admin: Admin, Query(query): Query<AboutQuery>) -> Answer {
    let (about, after) = (query.about.trim().to_owned(), admin.cursor_in(&query.cursor));
    let sought = Some(about.clone()).filter(|about| !about.is_empty());
    let slice =
        admin.site.db.read(move |conn| Ok::<_, Failure>(audit::list(conn, sought.as_deref(), after.as_ref(), Limit::PAGE)?)).await?;
    let next = next(&admin, &format!("/admin/audit?about={}", encoded(&about)), slice.next.as_ref());
    let row = |line: audit::Line| LogRow {
        at: line.at,
        actor: line.actor,
        action: line.action,
        object: line.object,
        reason: line.reason,
        request: line.request_id,
    };
    admin.page(&AuditPage { about, rows: slice.items.into_iter().map(row).collect(), next }).await
}

/// `GET /admin/audit.csv`: the newest ten thousand lines about something, or about everything, newest first.
async fn log_file(admin: Admin, Query(query): Query<AboutQuery>) -> Answer {
    const MOST: usize = 10_000;
    let sought = Some(query.about.trim().to_owned()).filter(|about| !about.is_empty());
    let read = move |conn: &mut Conn| {
        let (mut lines, mut after) = (Vec::new(), None);
        while lines.len() < MOST {
            let slice = audit::list(conn, sought.as_deref(), after.as_ref(), Limit::new(100).unwrap_or(Limit::PAGE))?;
            lines.extend(slice.items);
            after = slice.next;
            if after.is_none() {
                break;
            }
        }
        Ok::<_, Failure>(csv(&lines))
    };
    let text = admin.site.db.read(read).await?;
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\""))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .body(text))
}

/// A line each; what a table program would take for a formula begins with an apostrophe.
fn csv(lines: &[audit::Line]) -> String {
    let cell = |text: &str| {
        let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
        format!("\"{}{}\"", if formula { "'" } else { "" }, text.replace('"', "\"\""))
    };
    let mut text = String::from("at,actor,action,object,reason,request_id,bucket,seq,hash\r\n");
    for line in lines {
        let said = [&line.actor, &line.action, &line.object, &line.reason, &line.request_id].map(|one| cell(one)).join(",");
        text.push_str(&format!("{},{said},{},{},{}\r\n", line.at.rfc3339(), line.bucket, line.seq, line.hash));
    }
    text
}
