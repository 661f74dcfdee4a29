//! The Prometheus page, on an address of its own: what waits and how long.

use crate::failure::Failure;
use crate::platform::db::{Conn, DbError};
use crate::primitives::Instant;
use crate::schema::{clocks, mails, operations, sessions};
use crate::web::{Answer, Shared, Site};
use actix_web::{App, HttpResponse, HttpServer, web};
use diesel::dsl::{count_star, min};
use diesel::prelude::*;
use std::net::TcpListener;

/// What waits in one queue: how many, and since when the oldest.
struct Queue {
    name: &'static str,
    waiting: i64,
    oldest: Option<Instant>,
}

/// Serves `/metrics` on a listener.
pub fn serve_metrics(site: &Shared, listener: TcpListener) -> std::io::Result<actix_web::dev::Server> {
    let data: web::Data<Site> = web::Data::from(site.clone());
    let server = HttpServer::new(move || App::new().app_data(data.clone()).route("/metrics", web::get().to(show)));
    Ok(server.workers(1).disable_signals().listen(listener)?.run())
}

/// `GET /metrics`
async fn show(site: web::Data<Site>) -> Answer {
    let now = site.clock.now();
    let (queues, sessions) = site.db.read(move |conn| Ok::<_, Failure>((queues(conn, now)?, live_sessions(conn, now)?))).await?;
    let mut text =
        String::from("# TYPE vtask_queue_waiting gauge\n# TYPE vtask_queue_oldest_seconds gauge\n# TYPE vtask_sessions_live gauge\n");
    for queue in queues {
        let age = queue.oldest.map_or(0, |oldest| now.micros_since(oldest).max(0) / 1_000_000);
        text.push_str(&format!("vtask_queue_waiting{{queue=\"{}\"}} {}\n", queue.name, queue.waiting));
        text.push_str(&format!("vtask_queue_oldest_seconds{{queue=\"{}\"}} {age}\n", queue.name));
    }
    text.push_str(&format!("vtask_sessions_live {sessions}\n"));
    Ok(HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(text))
}

/// Mails not sent, calls to the provider not settled, clocks that should have fired.
fn queues(conn: &mut Conn, now: Instant) -> Result<Vec<Queue>, DbError> {
    let (waiting, oldest) =
        mails::table.filter(mails::state.eq("queued")).select((count_star(), min(mails::created_at))).get_result(conn)?;
    let mails = Queue { name: "mails", waiting, oldest };
    let open = operations::state.eq_any(["queued", "sending", "retry", "unknown", "blocked"]);
    let (waiting, oldest) = operations::table.filter(open).select((count_star(), min(operations::created_at))).get_result(conn)?;
    let operations = Queue { name: "operations", waiting, oldest };
    let due = clocks::table.filter(clocks::state.eq("running")).filter(clocks::due_at.le(now));
    let (waiting, oldest) = due.select((count_star(), min(clocks::due_at))).get_result(conn)?;
    Ok(vec![mails, operations, Queue { name: "clocks", waiting, oldest }])
}

fn live_sessions(conn: &mut Conn, now: Instant) -> Result<i64, DbError> {
    Ok(sessions::table.filter(sessions::ended_at.is_null()).filter(sessions::expires_at.gt(now)).count().get_result(conn)?)
}
