//! What only some briefs say: a product that is sent, a commission on sales, words that are kept secret.

use super::{Brief, BriefKind, Visibility, Words};
use crate::primitives::{BasisPoints, Instant};

/// A time in which a show may be live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LiveTime {
    /// 1, 2, … in order.
    pub no: i32,
    /// When it begins.
    pub starts_at: Instant,
    /// How long it is.
    pub minutes: i32,
    /// Somebody has it.
    pub is_taken: bool,
}

/// What a brief says beyond what all of them say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Details {
    /// What is sent to whoever tries it, in one line.
    pub product: String,
    /// The share of each sale that counts.
    pub commission: Option<BasisPoints>,
    /// Which sales count, and when they are paid.
    pub commission_terms: String,
    /// When shows may be live.
    pub times: Vec<LiveTime>,
    /// What somebody promises before he reads the brief; empty where everybody may read it.
    pub nda: String,
    /// For so many hours after it opens the merchant's circle alone finds it.
    pub early_hours: i32,
    /// When it opens, or opened, to everybody, where the circle was first.
    pub opens_at: Option<Instant>,
}

impl Brief {
    /// Its words, for another brief like it; dates and what was set aside are not among them.
    #[must_use]
    pub fn words(&self) -> Words {
        Words {
            kind: Some(self.kind),
            visibility: Some(self.visibility_wished()),
            early_hours: Some(self.details.early_hours),
            title: Some(self.title.clone()),
            body: Some(self.body.clone()),
            content_form: Some(self.content_form),
            category: Some(self.category),
            platforms: Some(self.platforms.clone()),
            languages: Some(self.languages.clone()),
            checklist: Some(self.checklist.iter().map(|check| (check.level, check.text.clone())).collect()),
            currency: Some(self.currency),
            budget: self.budget,
            places: Some(self.places),
            delivery_days: Some(self.delivery_days),
            review_days: Some(self.review_days),
            rounds: Some(self.rounds),
            bid_cap: Some(self.bid_cap),
            licence: Some(self.licence.clone()),
            question: Some(self.question.clone()),
            nda: Some(self.details.nda.clone()),
            ..Words::default()
        }
    }

    /// Body, checklist and attachments are for those who promised to keep them secret.
    #[must_use]
    pub fn is_secret(&self) -> bool {
        !self.details.nda.is_empty()
    }

    /// As it reads for somebody who promised nothing: title, category, places, prices and dates.
    #[must_use]
    pub fn covered(&self) -> Self {
        let Details { nda, early_hours, opens_at, .. } = self.details.clone();
        let details = Details { nda, early_hours, opens_at, ..Details::default() };
        let (body, question, checklist) = (String::new(), String::new(), Vec::new());
        Self { body, question, checklist, details, ..self.clone() }
    }

    /// Who finds it once it is open to all whom it is for.
    #[must_use]
    pub const fn visibility_wished(&self) -> Visibility {
        if self.details.early_hours > 0 { Visibility::Public } else { self.visibility }
    }

    /// The merchant's circle alone sees it, now and later; nobody else is invited to it.
    #[must_use]
    pub fn is_for_circle(&self) -> bool {
        self.visibility_wished() == Visibility::Circle
    }

    /// When it opens to everybody, as long as the circle alone finds it.
    #[must_use]
    pub fn early_until(&self) -> Option<Instant> {
        self.details.opens_at.filter(|_| self.visibility == Visibility::Circle)
    }

    /// Its money is set aside before it opens.
    #[must_use]
    pub const fn sets_aside(&self) -> bool {
        match self.kind {
            BriefKind::Pool | BriefKind::Contest => true,
            BriefKind::Cps => self.fund.pool.is_some(),
            BriefKind::OpenBid | BriefKind::Direct | BriefKind::FixedSlots | BriefKind::PieceRate | BriefKind::Live | BriefKind::Sample => {
                false
            }
        }
    }

    /// Whoever is chosen is paid from what is set aside.
    #[must_use]
    pub const fn hires_from_pool(&self) -> bool {
        matches!(self.kind, BriefKind::Pool)
    }
}
