//! The top of the house: every noun's doors, jobs and clocks come together here, and nothing else happens here.

mod build;
mod metrics;
mod serve;
mod worker;

pub use build::{open, site};
pub use metrics::serve_metrics;
pub use serve::{Server, listen, run, run_with};
pub use worker::{catch_up, mirror, tick, work};

use crate::web::{Door, Job};

/// Every door of the house.
#[must_use]
pub fn doors() -> Vec<&'static [Door]> {
    vec![
        crate::docs::DOORS,
        crate::web::DOORS,
        crate::web::MAIL_DOORS,
        crate::notices::DOORS,
        crate::lint::DOORS,
        crate::market::DOORS,
        crate::accounts::DOORS,
        crate::blocks::DOORS,
        crate::outreach::DOORS,
        crate::circles::DOORS,
        crate::briefs::DOORS,
        crate::capacity::DOORS,
        crate::creators::DOORS,
        crate::creators::CHECK_DOORS,
        crate::creators::AUDIENCE_DOORS,
        crate::packages::DOORS,
        crate::orders::DOORS,
        crate::tiers::DOORS,
        crate::agencies::DOORS,
        crate::bids::DOORS,
        crate::bids::NOTE_DOORS,
        crate::bids::AGENT_DOORS,
        crate::searches::DOORS,
        crate::lists::DOORS,
        crate::follows::DOORS,
        crate::news::DOORS,
        crate::contracts::DOORS,
        crate::deliveries::DOORS,
        crate::deliveries::REMARK_DOORS,
        crate::deliveries::OPINION_DOORS,
        crate::deliveries::UPLOAD_DOORS,
        crate::messages::DOORS,
        crate::messages::TALK_DOORS,
        crate::disputes::DOORS,
        crate::ratings::DOORS,
        crate::samples::DOORS,
        crate::broadcasts::DOORS,
        crate::screens::DOORS,
        crate::payments::DOORS,
        crate::payouts::DOORS,
        crate::proofs::DOORS,
        crate::cv::DOORS,
        crate::chargebacks::DOORS,
        crate::webhooks::DOORS,
        crate::live::DOORS,
        crate::verifications::DOORS,
        crate::measures::DOORS,
        crate::measures::ORG_DOORS,
        crate::measures::REPORT_DOORS,
        crate::measures::APPEAL_DOORS,
        crate::admin::DOORS,
    ]
}

/// What every process looks after that holds something in its own memory, whether it works or only answers.
fn mirrors() -> Vec<&'static Job> {
    [crate::lint::JOBS, crate::market::JOBS, crate::impressions::JOBS].into_iter().flatten().collect()
}

/// Everything that is looked at on each tick, in this order.
#[must_use]
pub fn jobs() -> Vec<&'static Job> {
    let nouns = [
        crate::web::JOBS,
        crate::search::JOBS,
        crate::matching::JOBS,
        crate::notices::JOBS,
        crate::lint::JOBS,
        crate::market::JOBS,
        crate::impressions::JOBS,
        crate::accounts::JOBS,
        crate::circles::JOBS,
        crate::tiers::JOBS,
        crate::creators::JOBS,
        crate::creators::FILM_JOBS,
        crate::bids::JOBS,
        crate::searches::JOBS,
        crate::news::JOBS,
        crate::contracts::JOBS,
        crate::deliveries::JOBS,
        crate::deliveries::FILM_JOBS,
        crate::messages::JOBS,
        crate::messages::TRANSLATION_JOBS,
        crate::payments::JOBS,
        crate::payouts::JOBS,
        crate::samples::JOBS,
        crate::verifications::JOBS,
        crate::chargebacks::JOBS,
        crate::proofs::JOBS,
        crate::webhooks::JOBS,
    ];
    nouns.into_iter().flatten().collect()
}
