//! What a creator sees of his tier, and moderators of points.

use super::actions::Own;
use super::forms::PointsForm;
use super::model::{Conduct, Points, RateCard, Tier};
use super::rules::{self, Metric};
use crate::primitives::id::{PointsId, UserId};
use crate::primitives::{Choice as _, Instant};
use crate::web::{Asker, Page, ShownError, fresh_once};
use serde::Serialize;

/// One thing that the next tier asks, in words.
#[derive(Serialize)]
struct MetricView {
    key: &'static str,
    have: String,
    need: String,
    is_met: bool,
}

impl MetricView {
    fn of(metric: &Metric, asker: &Asker) -> Self {
        let words = |value: i64| match metric.key {
            "on_time" => format!("{value}%"),
            "rating" => format!("{}.{:02}", value / 100, value % 100),
            _ => value.to_string(),
        };
        Self {
            key: metric.key,
            have: metric.have.map_or_else(|| asker.text("tiers-none-yet", &[]), words),
            need: words(metric.need),
            is_met: metric.is_met,
        }
    }
}

#[derive(Serialize)]
struct PointsView {
    id: PointsId,
    conduct: Conduct,
    points: i64,
    reason: String,
    at: Instant,
    lapses_at: Instant,
    is_live: bool,
    was_ended: bool,
}

impl PointsView {
    fn of(points: &Points, now: Instant) -> Self {
        Self {
            id: points.id,
            conduct: points.conduct,
            points: points.points,
            reason: points.reason.clone(),
            at: points.at,
            lapses_at: points.lapses_at,
            is_live: points.is_live(now),
            was_ended: points.ended_at.is_some(),
        }
    }
}

/// What a tier gives.
#[derive(Serialize)]
struct TierRow {
    tier: Tier,
    quota: i64,
    fee_bps: i64,
    is_own: bool,
}

/// `GET /my/tier`
#[derive(Serialize)]
pub(super) struct TierPage {
    tier: Tier,
    /// The tier that the record alone gives, where points keep it down.
    kept_from: Option<Tier>,
    falls_at: Option<Instant>,
    next: Option<Tier>,
    metrics: Vec<MetricView>,
    /// What keeps the tier that is held.
    keeps: Vec<MetricView>,
    settled: i64,
    lost: i64,
    clearance_days: i64,
    quota: i64,
    rows: Vec<TierRow>,
    points: Vec<PointsView>,
    live_points: i64,
    grace_days: i64,
}

impl Page for TierPage {
    const TEMPLATE: &'static str = "tiers/own.html";
    const ACTIVE: &'static str = "bids";
}

impl TierPage {
    pub(super) fn of(asker: &Asker, own: &Own, card: &RateCard) -> Self {
        let live_points: i64 = own.points.iter().filter(|points| points.is_live(asker.now)).map(|points| points.points).sum();
        let tier = own.held.tier.min(rules::cap(live_points));
        let next = rules::next(own.held.tier);
        let view = |tier: Tier| rules::metrics(tier, &own.record).iter().map(|metric| MetricView::of(metric, asker)).collect();
        let row = |one: &Tier| TierRow {
            tier: *one,
            quota: rules::quota(*one),
            fee_bps: i64::from(card.rates(*one).1.get()),
            is_own: *one == tier,
        };
        Self {
            tier,
            kept_from: Some(own.held.tier).filter(|held| *held != tier),
            falls_at: own.held.falls_at,
            next,
            metrics: next.map(view).unwrap_or_default(),
            keeps: view(own.held.tier),
            settled: own.record.settled,
            lost: own.record.lost,
            clearance_days: own.clearance_hours / 24,
            quota: rules::quota(tier),
            rows: Tier::ALL.iter().map(row).collect(),
            points: own.points.iter().map(|points| PointsView::of(points, asker.now)).collect(),
            live_points,
            grace_days: rules::GRACE_DAYS,
        }
    }
}

#[derive(Serialize)]
struct Offer {
    value: Conduct,
    label: String,
    hint: Option<String>,
    icon: Option<&'static str>,
}

/// `GET /admin/users/{id}/points`
#[derive(Serialize)]
pub(super) struct PointsPage {
    user: UserId,
    name: String,
    tier: Tier,
    points: Vec<PointsView>,
    offers: Vec<Offer>,
    form: PointsForm,
    errors: Vec<ShownError>,
    once: String,
}

impl Page for PointsPage {
    const TEMPLATE: &'static str = "tiers/points.html";
    const ACTIVE: &'static str = "desk";
}

/// Whose points they are.
pub(super) struct Judged {
    pub(super) user: UserId,
    pub(super) name: String,
    pub(super) tier: Tier,
    pub(super) points: Vec<Points>,
}

impl PointsPage {
    pub(super) fn of(asker: &Asker, judged: &Judged, form: PointsForm, errors: Vec<ShownError>) -> Self {
        let offer = |conduct: &Conduct| Offer {
            value: *conduct,
            label: asker.text(&format!("tiers-conduct-{conduct}"), &[]),
            hint: Some(asker.text("tiers-points", &[("n", rules::points_for(*conduct).to_string())])),
            icon: None,
        };
        Self {
            user: judged.user,
            name: judged.name.clone(),
            tier: judged.tier,
            points: judged.points.iter().map(|points| PointsView::of(points, asker.now)).collect(),
            offers: Conduct::ALL.iter().map(offer).collect(),
            form,
            errors,
            once: fresh_once(),
        }
    }
}
