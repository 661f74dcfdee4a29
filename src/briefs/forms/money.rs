//! The step of the composer about money, places and dates.

use super::StepForm;
use crate::briefs::model::{Budget, Slots, Words};
use crate::briefs::rules;
use crate::failure::FieldErrors;
use crate::primitives::{BasisPoints, Currency, Instant, Minor, Money, Zone};

impl StepForm {
    /// The rows of times that the page shows: those typed and some more.
    #[must_use]
    pub(in crate::briefs) fn shown_times(&self) -> Vec<(String, String)> {
        const MORE: usize = 4;
        let typed = self.time_at.iter().zip(&self.time_minutes).map(|(at, minutes)| (at.clone(), minutes.clone()));
        let empty = std::iter::repeat_n((String::new(), "60".to_owned()), MORE);
        typed.filter(|(at, _)| !at.is_empty()).chain(empty).take(rules::details::MAX_TIMES).collect()
    }

    /// What the step about money says.
    pub(super) fn parse_money(&self, errors: &mut FieldErrors, zone: &Zone, now: Instant) -> Words {
        let currency: Option<Currency> = errors.choice("currency", &self.currency);
        let budget = currency.and_then(|currency| self.parse_budget(errors, currency));
        let deadline = self.parse_deadline(errors, zone, now);
        let slots = if self.slots.is_empty() { None } else { errors.choice::<Slots>("slots", &self.slots) };
        Words {
            slots,
            currency,
            budget,
            pool: currency.and_then(|currency| self.parse_pool(errors, currency)),
            finalist_fee: currency.and_then(|currency| self.parse_finalist_fee(errors, currency)),
            times: self.parse_times(errors, zone),
            commission: self.parse_commission(errors),
            commission_terms: errors.optional_lines("commission_terms", &self.commission_terms, rules::details::TERMS_CHARS),
            places: errors.number("places", &self.places, rules::PLACES),
            bid_deadline: deadline,
            delivery_days: errors.number("delivery_days", &self.delivery_days, rules::DELIVERY_DAYS),
            review_days: errors.number("review_days", &self.review_days, rules::REVIEW_DAYS),
            rounds: errors.number("rounds", &self.rounds, rules::ROUNDS),
            bid_cap: errors.number("bid_cap", &self.bid_cap, rules::BID_CAPS),
            ..Words::default()
        }
    }

    fn parse_pool(&self, errors: &mut FieldErrors, currency: Currency) -> Option<Option<Minor>> {
        let typed = self.pool.trim();
        if typed.is_empty() {
            return Some(None);
        }
        let pool = Money::parse_typed(typed, currency).filter(|pool| pool.amount.is_positive());
        if pool.is_none() {
            errors.add("pool", "money");
        }
        pool.map(|pool| Some(pool.amount))
    }

    /// Nothing where the form has no such rows.
    fn parse_times(&self, errors: &mut FieldErrors, zone: &Zone) -> Option<Vec<(Instant, i32)>> {
        if self.time_at.is_empty() {
            return None;
        }
        let typed: Vec<(&String, &String)> = self.time_at.iter().zip(&self.time_minutes).filter(|(at, _)| !at.trim().is_empty()).collect();
        let mut found = Vec::new();
        for (at, minutes) in typed.into_iter().take(rules::details::MAX_TIMES) {
            let Some(at) = Instant::of_local(at, zone) else {
                errors.add("times", "date");
                return None;
            };
            found.push((at, errors.number("times", minutes, rules::details::MINUTES)?));
        }
        Some(found)
    }

    fn parse_commission(&self, errors: &mut FieldErrors) -> Option<BasisPoints> {
        let typed = self.commission.trim();
        if typed.is_empty() {
            return None;
        }
        let share = rules::details::percent(typed);
        if share.is_none() {
            errors.add("commission", "percent");
        }
        share
    }

    fn parse_finalist_fee(&self, errors: &mut FieldErrors, currency: Currency) -> Option<Minor> {
        let typed = self.finalist_fee.trim();
        if typed.is_empty() {
            return Some(Minor::ZERO);
        }
        let fee = Money::parse_typed(typed, currency);
        if fee.is_none() {
            errors.add("finalist_fee", "money");
        }
        fee.map(|fee| fee.amount)
    }

    fn parse_budget(&self, errors: &mut FieldErrors, currency: Currency) -> Option<Budget> {
        let mut read = |field: &str, text: &str| {
            let money = Money::parse_typed(text.trim(), currency);
            if money.is_none() {
                errors.add(field, if text.trim().is_empty() { "required" } else { "money" });
            }
            money
        };
        let min = read("price_min", &self.price_min)?;
        let max = if self.price_max.trim().is_empty() { min } else { read("price_max", &self.price_max)? };
        let before = errors.0.len();
        rules::check_prices(errors, min, max);
        (errors.0.len() == before).then_some(Budget { min: min.amount, max: max.amount })
    }

    fn parse_deadline(&self, errors: &mut FieldErrors, zone: &Zone, now: Instant) -> Option<Instant> {
        let typed = self.bid_deadline.trim();
        let day = typed.parse::<jiff::civil::Date>().ok().and_then(|day| Instant::end_of_day(day, zone));
        let Some(deadline) = day else {
            errors.add("bid_deadline", if typed.is_empty() { "required" } else { "date" });
            return None;
        };
        let before = errors.0.len();
        rules::check_deadline(errors, deadline, now);
        (errors.0.len() == before).then_some(deadline)
    }
}
