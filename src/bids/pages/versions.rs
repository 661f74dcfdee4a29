//! Two versions of a bid in words: as it stands now, and as its bidder typed it who had seen an earlier one.

use super::FormPage;
use crate::bids::forms::BidForm;
use crate::web::{Both, Conflict};

/// The words of the site in the reader's language, by key.
type Say<'a> = &'a dyn Fn(&str, &[(&str, String)]) -> String;

impl FormPage {
    /// The page with the bid as it stands now beside what was typed. Sent once more, what was typed takes its place.
    #[must_use]
    pub(crate) fn beside(self, theirs: &BidForm, mine: &BidForm, say: Say<'_>) -> Self {
        let both = |label: String, theirs: String, mine: String| Both { label, theirs, mine };
        let plain = |key: &str, theirs: &String, mine: &String| both(say(key, &[]), theirs.clone(), mine.clone());
        let mut fields = vec![
            plain("bids-price", &theirs.price, &mine.price),
            plain("bids-days", &theirs.days, &mine.days),
            plain("bids-rounds", &theirs.rounds, &mine.rounds),
            both(self.brief.question.clone(), theirs.answer.clone(), mine.answer.clone()),
            plain("bids-message", &theirs.message, &mine.message),
            both(say("bids-channel", &[]), self.channel(theirs), self.channel(mine)),
            both(say("bids-picks", &[]), self.picks(theirs), self.picks(mine)),
        ];
        if self.brief.is_piece_rate {
            fields.push(plain("bids-pieces", &theirs.pieces, &mine.pieces));
        }
        if !self.brief.times.is_empty() {
            fields.push(plain("bids-time", &theirs.time, &mine.time));
        }
        let form = BidForm { version: theirs.version.clone(), ..self.form };
        Self { conflict: Some(Conflict::of(fields, format!("{}/edit", self.action))), form, ..self }
    }

    fn channel(&self, form: &BidForm) -> String {
        self.channels.iter().find(|channel| channel.id == form.channel).map(|channel| channel.handle.clone()).unwrap_or_default()
    }

    fn picks(&self, form: &BidForm) -> String {
        let title = |id: &String| self.works.iter().find(|work| work.id == *id).map(|work| work.title.clone());
        form.picks.iter().filter_map(title).collect::<Vec<_>>().join("\n")
    }
}
