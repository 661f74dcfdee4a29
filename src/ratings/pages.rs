//! What people see of ratings. What is sealed is put in for its own side only.

use super::forms::RateForm;
use super::model::{Edit, Given, Rating, WINDOW_DAYS};
use super::rules;
use crate::contracts::{Contract, Parties, Party, rules::Access};
use crate::primitives::{Instant, id::RatingId};
use crate::tiers::reputation::{self, Share};
use crate::web::{Page, ShownError, fresh_once};
use serde::Serialize;

#[derive(Serialize)]
struct ScaleView {
    name: &'static str,
    value: i32,
}

/// One visible rating, or one's own.
#[derive(Serialize)]
struct RatingView {
    id: RatingId,
    who: String,
    own: bool,
    visible: bool,
    scales: Vec<ScaleView>,
    again: bool,
    text: String,
    at: Instant,
    reply: Option<String>,
    may_reply: bool,
    /// Its author may ask for a change.
    may_edit: bool,
    /// A change that waits: what it would say.
    wants: Option<WordsView>,
    /// What it said before.
    before: Vec<WordsView>,
}

#[derive(Serialize)]
struct WordsView {
    scales: Vec<ScaleView>,
    again: bool,
    text: String,
    at: Instant,
    /// The reader may agree to it.
    may_agree: bool,
}

fn scales(given: &Given) -> Vec<ScaleView> {
    given.scales.all().into_iter().filter_map(|(name, value)| Some(ScaleView { name, value: value? })).collect()
}

/// The ratings of a deal.
#[derive(Serialize)]
pub(super) struct DealRatingsPage {
    contract_url: String,
    contract: String,
    action: String,
    other: String,
    /// The reader has not rated and may.
    may_rate: bool,
    until: Option<Instant>,
    /// The other side has rated, and it is sealed.
    other_sealed: bool,
    names: [&'static str; 4],
    ratings: Vec<RatingView>,
    form: RateForm,
    errors: Vec<ShownError>,
    once: String,
}

impl Page for DealRatingsPage {
    const TEMPLATE: &'static str = "ratings/deal.html";
    const ACTIVE: &'static str = "workbench";
}

/// What the page of a deal's ratings is made of.
pub(super) struct Seen {
    pub(super) contract: Contract,
    pub(super) access: Access,
    pub(super) until: Option<Instant>,
    pub(super) ratings: Vec<Rating>,
    pub(super) edits: Vec<Edit>,
    pub(super) parties: Parties,
}

impl DealRatingsPage {
    pub(super) fn of(seen: &Seen, now: Instant, form: RateForm, errors: Vec<ShownError>) -> Self {
        let own = seen.access.party;
        let side = own != Party::Platform && seen.access.works;
        let has_rated = seen.ratings.iter().any(|rating| rating.by == own);
        let reads = |rating: &&Rating| rating.by == own || rating.visible_at.is_some();
        let own_given = seen.ratings.iter().find(|rating| rating.by == own).map(|rating| RateForm::of(&rating.given));
        let form = if errors.is_empty() { own_given.unwrap_or(form) } else { form };
        Self {
            contract_url: format!("/contracts/{}", seen.contract.id),
            contract: seen.contract.title.clone(),
            action: format!("/contracts/{}/ratings", seen.contract.id),
            other: if own == Party::Creator { seen.parties.org_name.clone() } else { seen.parties.creator_name.clone() },
            may_rate: side && !has_rated && rules::in_time(seen.until, now).is_ok(),
            until: seen.until.filter(|until| now < *until),
            other_sealed: seen.ratings.iter().any(|rating| rating.by != own && rating.visible_at.is_none()),
            names: rules::scales_by(own),
            ratings: seen.ratings.iter().filter(reads).map(|rating| view(seen, rating, now)).collect(),
            form,
            errors,
            once: fresh_once(),
        }
    }
}

fn view(seen: &Seen, rating: &Rating, now: Instant) -> RatingView {
    let (own, side) = (rating.by == seen.access.party, seen.access.party != Party::Platform && seen.access.works);
    let edits: Vec<&Edit> = seen.edits.iter().filter(|edit| edit.rating == rating.id).collect();
    let in_time = rules::may_edit(rating, now).is_ok();
    let words = |given: &Given, at: Instant, may_agree: bool| WordsView {
        scales: scales(given),
        again: given.again,
        text: given.text.clone(),
        at,
        may_agree,
    };
    let waits = edits.iter().rfind(|edit| edit.agreed_at.is_none()).filter(|_| in_time);
    RatingView {
        id: rating.id,
        who: if rating.by == Party::Creator { seen.parties.creator_name.clone() } else { seen.parties.org_name.clone() },
        own,
        visible: rating.visible_at.is_some(),
        scales: scales(&rating.given),
        again: rating.given.again,
        text: rating.given.text.clone(),
        at: rating.at,
        reply: rating.reply.clone(),
        may_reply: side && !own && rating.visible_at.is_some() && rating.reply.is_none(),
        may_edit: side && own && in_time && waits.is_none(),
        wants: waits.map(|edit| words(&edit.after, edit.asked_at, side && !own)),
        before: edits.iter().filter(|edit| edit.agreed_at.is_some()).map(|edit| words(&edit.before, edit.asked_at, false)).collect(),
    }
}

/// One contribution to a reputation.
#[derive(Serialize)]
struct ShareView {
    scales: Vec<ScaleView>,
    again: bool,
    text: String,
    reply: Option<String>,
    at: Instant,
    mean: String,
    weight: String,
    /// Which one of the same two it is, the newest being 1.
    nth: i64,
}

/// The reputation of a creator or a merchant, with everything that it is made of.
#[derive(Serialize)]
pub(super) struct ReputationPage {
    name: String,
    back_url: String,
    score: Option<String>,
    count: usize,
    again: usize,
    if_five: Option<String>,
    if_one: Option<String>,
    days: i64,
    rows: Vec<ShareView>,
}

impl Page for ReputationPage {
    const TEMPLATE: &'static str = "ratings/reputation.html";
    const ACTIVE: &'static str = "";
}

/// Hundredths as people read them: `4.25`.
fn hundredths(value: i64) -> String {
    format!("{}.{:02}", value / 100, value % 100)
}

impl ReputationPage {
    /// The page; `about` is what is visible, newest first, each with the other side.
    pub(super) fn of<P: PartialEq + Copy>(name: String, back_url: String, about: &[(Rating, P)]) -> Self {
        let pairs: Vec<(P, i64)> = about.iter().map(|(rating, pair)| (*pair, rules::mean(&rating.given))).collect();
        let shares: Vec<Share> = reputation::shares(&pairs);
        let row = |((rating, _), share): (&(Rating, P), &Share)| ShareView {
            scales: scales(&rating.given),
            again: rating.given.again,
            text: rating.given.text.clone(),
            reply: rating.reply.clone(),
            at: rating.at,
            mean: hundredths(share.mean),
            weight: hundredths(share.weight),
            nth: share.nth,
        };
        Self {
            name,
            back_url,
            score: reputation::score(&shares).map(hundredths),
            count: about.len(),
            again: about.iter().filter(|(rating, _)| rating.given.again).count(),
            if_five: reputation::what_if(&shares, 500).filter(|_| !about.is_empty()).map(hundredths),
            if_one: reputation::what_if(&shares, 100).filter(|_| !about.is_empty()).map(hundredths),
            days: WINDOW_DAYS,
            rows: about.iter().zip(&shares).map(row).collect(),
        }
    }
}
