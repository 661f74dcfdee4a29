//! What the provider did since the backup was made, brought into the restored book; only then money goes out again.

use crate::audit::Act;
use crate::failure::Failure;
use crate::ledger::Provider;
use crate::operations::{self, Fuse, Restoration};
use crate::payments::{self, Report, Till, Way};
use crate::payouts;
use crate::platform::gateway::{Stripe, Taking, Trace};
use crate::web::Site;

/// A provider's clock may differ, and a backup is of a moment a little later than it says.
const SLACK_HOURS: i64 = 24;

/// What came of catching up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaughtUp {
    /// What was on its way and was asked for.
    pub asked: usize,
    /// What this book did not know and knows now.
    pub imported: usize,
    /// The comparison afterwards; what does not fit stops money out until somebody looked.
    pub report: Report,
}

/// Asks the provider for everything that was on its way, imports what this book lost, and compares. Nothing goes out before all of it was asked:
/// a failure leaves the book as old as it was. Safe to run again.
pub async fn catch_up(site: &Site, old: Restoration, reason: String) -> Result<CaughtUp, Failure> {
    let act = Act::operator(site.clock.now());
    let mut caught = CaughtUp::default();
    let mut strays = Vec::new();
    if let Some(stripe) = site.gateway.stripe() {
        let at = act.at;
        site.db.write(move |tx| Ok::<_, Failure>(operations::doubt_all(tx, at)?)).await?;
        caught.asked = payouts::end_unsent(site, &act).await? + payments::end_unsent(site, &act).await?;
        let since = old.made_at.plus_hours(-SLACK_HOURS);
        let moved =
            stripe.takings_since(since).await.ok_or_else(|| Failure::Busy("the provider's balance could not be read".to_owned()))?;
        let mut moved: Vec<Taking> = moved.into_iter().filter(is_ours).collect();
        // A refund finds its payment, and a payout what was paid in before it.
        moved.sort_by_key(|taking| taking.at);
        for taking in moved {
            match import(site, stripe, &act, taking.clone()).await? {
                Import::Known => {}
                Import::Done => caught.imported += 1,
                Import::Stray => strays.push(format!(
                    "{} ({}, {}) belongs to nobody whom this book knows",
                    taking.source,
                    taking.kind,
                    taking.money.plain()
                )),
            }
        }
    }
    caught.report = payments::reconcile(site, &Way { full: true, apply: Some(act.clone()), reason }).await?;
    caught.report.problems.extend(strays);
    let problem = caught.report.problems.first().cloned();
    site.db
        .write(move |tx| {
            if let Some(problem) = &problem {
                payments::blow(tx, &act, Fuse::Money, problem)?;
            }
            operations::end_restoration(tx, &act)
        })
        .await?;
    Ok(caught)
}

fn is_ours(taking: &Taking) -> bool {
    matches!(taking.kind.as_str(), "charge" | "payment" | "transfer" | "refund" | "payment_refund")
}

enum Import {
    Known,
    Done,
    Stray,
}

async fn import(site: &Site, stripe: &Stripe, act: &Act, taking: Taking) -> Result<Import, Failure> {
    let source = taking.source.clone();
    if site.db.read(move |conn| Ok::<_, Failure>(operations::find_of_source(conn, &source)?)).await?.is_some() {
        return Ok(Import::Known);
    }
    let asked = stripe.trace_of(&taking).await;
    let trace = asked.ok_or_else(|| Failure::Busy(format!("{} could not be looked at", taking.source)))?;
    let Some(Trace { op_id: Some(id), .. }) = trace else { return Ok(Import::Stray) };
    let Some(trace) = trace else { return Ok(Import::Stray) };
    let (till, provider, act) = (Till::of(site, taking.money.currency)?, Provider::of(&*site.gateway)?, act.clone());
    site.db
        .write(move |tx| {
            // Known, and its answer has not come: whoever looks after that finds it.
            if operations::find(tx, id)?.is_some() {
                return Ok(Import::Known);
            }
            let done = match taking.kind.as_str() {
                "transfer" => payouts::import_transfer(tx, &act, (&taking, &trace), provider)?,
                "refund" | "payment_refund" => payments::import_refund(tx, &act, (&taking, &trace), &till)?,
                _ => payments::import_payment(tx, &act, (&taking, &trace), &till)?,
            };
            Ok::<_, Failure>(if done { Import::Done } else { Import::Stray })
        })
        .await
}
