//! What a step of the composer says, field by field: to know it again when it is sent, and to set two versions beside each other.

use super::{Step, StepForm};
use crate::briefs::model::{Brief, BriefState};
use crate::primitives::Zone;
use serde::Serialize;

/// A field of a step and what it says, a line each; the checklist and the times have a word and the rest in one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::briefs) struct Saying {
    pub(in crate::briefs) field: &'static str,
    pub(in crate::briefs) values: Vec<String>,
}

impl StepForm {
    /// What this step says.
    #[must_use]
    pub(in crate::briefs) fn sayings(&self, step: Step) -> Vec<Saying> {
        let one = |field, value: &str| Saying { field, values: vec![value.to_owned()] };
        let many = |field, values: &[String]| Saying { field, values: values.to_vec() };
        let pairs = |field, words: &[String], texts: &[String]| {
            let line = |(word, text): (&String, &String)| format!("{word} {text}");
            Saying { field, values: words.iter().zip(texts).map(line).collect() }
        };
        match step {
            Step::Form => vec![
                one("kind", &self.kind),
                one("visibility", &self.visibility),
                one("early_hours", &self.early_hours),
                one("content_form", &self.content_form),
                one("category", &self.category),
            ],
            Step::Description => vec![one("title", &self.title), one("body", &self.body)],
            Step::Deliverables => vec![pairs("point", &self.level, &self.point), one("product", &self.product)],
            Step::Platforms => vec![many("platforms", &self.platforms), many("languages", &self.languages)],
            Step::Money => vec![
                one("currency", &self.currency),
                one("price_min", &self.price_min),
                one("price_max", &self.price_max),
                one("places", &self.places),
                one("bid_deadline", &self.bid_deadline),
                one("delivery_days", &self.delivery_days),
                one("review_days", &self.review_days),
                one("rounds", &self.rounds),
                one("bid_cap", &self.bid_cap),
                one("slots", &self.slots),
                one("pool", &self.pool),
                one("finalist_fee", &self.finalist_fee),
                pairs("times", &self.time_at, &self.time_minutes),
                one("commission", &self.commission),
                one("commission_terms", &self.commission_terms),
            ],
            Step::Rights => vec![
                many("channels", &self.channels),
                one("licence_days", &self.licence_days),
                one("territory", &self.territory),
                one("editing", &self.editing),
                one("likeness", &self.likeness),
                one("voice", &self.voice),
                one("ai_training", &self.ai_training),
                one("nda", &self.nda),
                one("question", &self.question),
            ],
            Step::Files => Vec::new(),
        }
    }

    /// By what a step is known again: it is another one as soon as the step says something else, or the draft has become an open brief. What other
    /// steps say changes nothing.
    #[must_use]
    pub(in crate::briefs) fn mark(brief: &Brief, step: Step) -> String {
        let deadline = brief.bid_deadline.filter(|_| step == Step::Money).map(|at| at.0);
        let says = (brief.state == BriefState::Open, deadline, Self::of(brief, &Zone::shanghai()).sayings(step));
        crate::web::mark(&says)
    }
}
