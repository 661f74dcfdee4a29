//! The job: claim what is due, render and send it outside of any transaction, write down what came of it.

use super::message::{self, Rendered};
use super::post::{Post, PostError};
use super::store::{self, Next, Row, State};
use crate::config::{Config, MailTo};
use crate::platform::db::{Db, DbError};
use crate::platform::templates::Engine;
use crate::primitives::Instant;
use lettre::message::Mailbox;
use std::sync::atomic::{AtomicI64, Ordering};

/// Mails taken in one run: more would make the other jobs wait.
const BATCH: i64 = 20;
/// Longer than sending a batch can take.
const LEASE_SECONDS: i64 = 600;
/// A mail that the server refuses is tried again after 1, 2, 4 … minutes, at most 6 hours; 20 tries span almost three days.
const TRIES: i32 = 20;
const FIRST_WAIT_SECONDS: i64 = 60;
const LONGEST_WAIT_SECONDS: i64 = 6 * 3_600;
/// A slow server does not keep the clocks of deals waiting: what is left of a batch goes in the next run.
const BUDGET: std::time::Duration = std::time::Duration::from_secs(5);
/// How long a mail server that cannot be reached is left alone. Such a try does not count: mails outlast any outage.
const PAUSE_SECONDS: i64 = 30;

/// Carries mails from the outbox to the mail server.
pub struct Mailer {
    post: Post,
    from: Mailbox,
    base_url: String,
    host: String,
    /// Sent mails keep what their words needed: only where they are read again (`/dev/mails`) or lie in files anyway.
    keeps: bool,
    /// The server could not be reached; not before this moment again.
    pause_until: AtomicI64,
}

impl Mailer {
    /// A mailer as the settings say.
    pub fn new(config: &Config) -> Result<Self, String> {
        let from = config.mail_from.parse().map_err(|error| format!("MAIL_FROM: {error}"))?;
        let host = url::Url::parse(&config.base_url).ok().and_then(|url| url.host_str().map(ToOwned::to_owned));
        Ok(Self {
            post: Post::open(&config.mail_to)?,
            from,
            base_url: config.base_url.clone(),
            host: host.unwrap_or_else(|| "localhost".to_owned()),
            keeps: config.demo || matches!(config.mail_to, MailTo::Directory(_)),
            pause_until: AtomicI64::new(i64::MIN),
        })
    }

    /// The words of a mail, as its reader gets them. The error is for the log.
    pub fn render(&self, engine: &Engine, row: &Row) -> Result<Rendered, String> {
        message::render(engine, row, &self.base_url)
    }

    /// Sends what is due, a bounded number; says how many it took. Safe to run on several nodes at once.
    pub async fn send_due(&self, db: &Db, engine: &Engine, now: Instant) -> Result<usize, DbError> {
        if now.0 < self.pause_until.load(Ordering::Relaxed) {
            return Ok(0);
        }
        let due = db.read(move |conn| store::list_due(conn, now, BATCH)).await?;
        let (mut taken, begun) = (0, std::time::Instant::now());
        for row in due {
            if begun.elapsed() > BUDGET {
                break;
            }
            let (seen, lease) = (row.clone(), now.plus_seconds(LEASE_SECONDS));
            if !db.write::<_, DbError, _>(move |tx| store::claim(tx, &seen, lease)).await? {
                continue;
            }
            taken += 1;
            let outcome = self.send(engine, &row).await;
            let away = matches!(outcome, Err(PostError::Away(_)));
            self.record(db, &row, outcome, now).await?;
            if away {
                self.pause_until.store(now.plus_seconds(PAUSE_SECONDS).0, Ordering::Relaxed);
                break;
            }
        }
        Ok(taken)
    }

    async fn send(&self, engine: &Engine, row: &Row) -> Result<(), PostError> {
        let words = self.render(engine, row).map_err(PostError::Refused)?;
        let message = message::compose(row, &self.from, (&self.host, &self.base_url), &words).map_err(PostError::Refused)?;
        self.post.send(row.id, message).await
    }

    async fn record(&self, db: &Db, row: &Row, outcome: Result<(), PostError>, now: Instant) -> Result<(), DbError> {
        let (id, forget) = (row.id, !self.keeps);
        let Err(error) = outcome else {
            return db.write(move |tx| store::record_sent(tx, id, now, forget)).await;
        };
        let next = after_failure(row.attempts, &error, now);
        let why: String = error.to_string().chars().take(500).collect();
        tracing::warn!(mail = %id, template = row.template, state = %next.state, attempts = next.attempts, "a mail did not go out");
        db.write(move |tx| store::record_failed(tx, id, next, &why)).await
    }
}

/// What becomes of a mail that had been tried this often and now failed once more.
fn after_failure(attempts: i32, error: &PostError, now: Instant) -> Next {
    let tried = attempts.saturating_add(1);
    match error {
        PostError::Away(_) => Next { state: State::Queued, attempts, at: now.plus_seconds(PAUSE_SECONDS) },
        PostError::Refused(_) if tried >= TRIES => Next { state: State::Parked, attempts: tried, at: now },
        PostError::Refused(_) => {
            let doublings = u32::try_from(attempts).unwrap_or_default().min(20);
            let wait = FIRST_WAIT_SECONDS.saturating_mul(1i64 << doublings).min(LONGEST_WAIT_SECONDS);
            Next { state: State::Queued, attempts: tried, at: now.plus_seconds(wait) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_mail_is_tried_twenty_times_and_then_parked() {
        let (mut attempts, mut now, mut waits) = (0, Instant(0), Vec::new());
        let refused = PostError::Refused("550 no such mailbox".to_owned());
        loop {
            let next = after_failure(attempts, &refused, now);
            if next.state == State::Parked {
                break;
            }
            waits.push(next.at.micros_since(now) / 60_000_000);
            (attempts, now) = (next.attempts, next.at);
        }
        assert_eq!(waits.len(), 19);
        assert_eq!(waits[..10], [1, 2, 4, 8, 16, 32, 64, 128, 256, 360]);
        let away = after_failure(19, &PostError::Away("connection refused".to_owned()), now);
        assert_eq!((away.state, away.attempts), (State::Queued, 19), "an outage parks nothing");
    }

    fn config(dir: &std::path::Path, smtp: Option<&str>) -> Config {
        let mut said = crate::config::Said::new();
        said.insert("VTASK_DATA_DIR".to_owned(), dir.display().to_string());
        said.extend(smtp.map(|url| ("SMTP_URL".to_owned(), url.to_owned())));
        crate::config::parse(&said).unwrap()
    }

    async fn outbox(config: &Config, mails: i32) -> Db {
        crate::platform::db::migrations::migrate(&config.database).unwrap();
        let mut options = crate::platform::db::Options::of(config);
        options.flush = crate::platform::db::Flush::Never;
        let db = Db::open(&options).unwrap();
        db.write::<_, DbError, _>(move |tx| {
            for number in 0..mails {
                let params = serde_json::json!({"name": format!("Ana {number}"), "path": "/confirm/x?a=1&b=2", "hours": 24});
                let mail = super::super::Mail {
                    address: "ana@example.org".parse().unwrap(),
                    lang: if number % 2 == 0 { crate::primitives::Lang::En } else { crate::primitives::Lang::ZhCn },
                    template: "confirm",
                    params,
                };
                super::super::enqueue(tx, Instant(5), &mail)?;
            }
            Ok(())
        })
        .await
        .unwrap();
        db
    }

    #[tokio::test]
    async fn what_is_due_goes_out_once_even_from_two_nodes() {
        let dir = tempfile::tempdir().unwrap();
        let config = config(dir.path(), None);
        let db = outbox(&config, 7).await;
        let (engine, one, two) = (Engine::load().unwrap(), Mailer::new(&config).unwrap(), Mailer::new(&config).unwrap());
        assert_eq!(one.send_due(&db, &engine, Instant(4)).await.unwrap(), 0, "none is due yet");
        let (a, b) = tokio::join!(one.send_due(&db, &engine, Instant(6)), two.send_due(&db, &engine, Instant(6)));
        assert_eq!(a.unwrap() + b.unwrap(), 7);
        assert_eq!(one.send_due(&db, &engine, Instant(7)).await.unwrap(), 0);
        let files: Vec<_> = std::fs::read_dir(dir.path().join("mails")).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(files.len(), 7);
        let text = std::fs::read_to_string(&files[0]).unwrap();
        assert!(text.contains("multipart/alternative") && text.contains("To: ana@example.org"), "{text}");
    }

    #[tokio::test]
    async fn a_server_that_is_away_costs_one_try_a_while_and_loses_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let config = config(dir.path(), Some(&format!("smtp://{nobody}")));
        let db = outbox(&config, 3).await;
        let (engine, mailer) = (Engine::load().unwrap(), Mailer::new(&config).unwrap());
        assert_eq!(mailer.send_due(&db, &engine, Instant(6)).await.unwrap(), 1, "the rest is left for later");
        assert_eq!(mailer.send_due(&db, &engine, Instant(7)).await.unwrap(), 0, "the server is left alone");
        let rows = db.read::<_, DbError, _>(|conn| store::list_newest(conn, None, crate::primitives::Limit::PAGE)).await.unwrap().items;
        assert!(rows.iter().all(|row| row.state == State::Queued));
        assert_eq!(rows.iter().map(|row| row.attempts).sum::<i32>(), 0, "an outage is not the mail's fault");
        assert_eq!(rows.iter().filter(|row| row.last_error.is_some()).count(), 1);
    }

    #[test]
    fn the_html_part_escapes_what_people_typed() {
        let dir = tempfile::tempdir().unwrap();
        let mailer = Mailer::new(&config(dir.path(), None)).unwrap();
        let row = Row {
            id: crate::primitives::id::MailId::random(),
            address: "ana@example.org".parse().unwrap(),
            locale: crate::primitives::Lang::En,
            template: "invitation".to_owned(),
            params: serde_json::json!({"who": "<script>", "org": "A & B", "role": "editor", "path": "/i", "days": 7}).to_string(),
            state: State::Queued,
            attempts: 0,
            created_at: Instant(0),
            last_error: None,
        };
        let words = mailer.render(&Engine::load().unwrap(), &row).unwrap();
        assert_eq!(words.subject, "Join A & B on V-Task");
        assert!(words.text.contains("<script> invites you to A & B"), "{}", words.text);
        assert!(words.html.contains("&lt;script&gt; invites you to A &amp; B") && !words.html.contains("<script"), "{}", words.html);
        assert!(words.text.contains("http://127.0.0.1:8080/i") && !words.text.contains("/i\n\n\n\n"), "{}", words.text);
    }
}
