//! Who may write what, and how often.

mod contacts;

pub use contacts::{Contact, Found, contact};

use crate::agencies::Proxy;
use crate::agencies::rules::NO_CONSENT;
use crate::contracts::rules::Access;
use crate::contracts::{Milestone, MilestoneState, Party};
use crate::failure::{ACT_FORBIDDEN, Failure, FieldErrors, Refusal};
use crate::primitives::Instant;

/// Characters of one message.
pub const MOST_CHARS: usize = 4_000;
/// Files of one message.
pub const MOST_FILES: usize = 10;
/// Bytes of one file that comes with a message on a bid: 20 MiB.
pub const TALK_FILE_BYTES: u64 = 20 << 20;
/// Bytes of all files about one bid: 100 MiB.
pub const TALK_BYTES: u64 = 100 << 20;
/// How long somebody may look for himself before he gets a mail about what he has not read.
pub const MAIL_MINUTES: i64 = 10;
/// Messages of one person in one deal, and in how many seconds.
const PACES: [(usize, i64); 2] = [(20, 60), PACE_OF_A_DAY];
const PACE_OF_A_DAY: (usize, i64) = (500, 24 * 3_600);

/// A message is corrected once; what corrects it may be corrected in turn.
pub const SUPERSEDED: Refusal = Refusal::conflict("message.superseded");

/// Whoever works for a side writes for it, and the creator's agency for him while he allows it. Refusals: `agency.no_consent`.
pub fn writer(access: Access) -> Result<Party, Refusal> {
    match access.proxy {
        Some(Proxy::Speaks) => return Ok(access.party),
        Some(Proxy::Silenced) => return Err(NO_CONSENT),
        Some(Proxy::Reads) | None => {}
    }
    if access.party != Party::Platform && access.works { Ok(access.party) } else { Err(ACT_FORBIDDEN) }
}

/// The two sides read; of the platform only who judges a dispute about the deal.
pub fn reader(access: Access, milestones: &[Milestone]) -> Result<(), Refusal> {
    let is_judged = milestones.iter().any(|milestone| milestone.state == MilestoneState::Disputed);
    if access.party != Party::Platform || is_judged { Ok(()) } else { Err(ACT_FORBIDDEN) }
}

/// Money was held for the deal at some time: the two may talk wherever they like.
#[must_use]
pub fn is_funded(milestones: &[Milestone]) -> bool {
    milestones.iter().any(|milestone| milestone.funded_at.is_some())
}

/// Before money is held, a way around the deal is not taken, and the writer is told which words look like one.
pub fn check_contacts(text: &str, milestones: &[Milestone]) -> Result<(), Failure> {
    let Some(found) = contact(text).filter(|_| !is_funded(milestones)) else { return Ok(()) };
    let mut errors = FieldErrors::default();
    errors.add_with("text", found.contact.code(), vec![("found", found.words)]);
    Err(Failure::Invalid(errors))
}

/// The moments of the newest own messages, newest first, leave room for one more. Says in how many seconds there will be some.
pub fn pace(own: &[Instant], now: Instant) -> Result<(), Failure> {
    for (most, seconds) in PACES {
        let since = now.plus_seconds(-seconds);
        let recent: Vec<&Instant> = own.iter().filter(|at| **at > since).collect();
        if let Some(first) = recent.get(most.saturating_sub(1)) {
            let wait = first.plus_seconds(seconds).micros_since(now) / 1_000_000;
            return Err(Failure::Limited(wait.max(1)));
        }
    }
    Ok(())
}

/// How far back [`pace`] looks, and at how many messages.
#[must_use]
pub fn pace_window(now: Instant) -> (Instant, i64) {
    let (most, seconds) = PACE_OF_A_DAY;
    (now.plus_seconds(-seconds), i64::try_from(most).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_a_minute_and_five_hundred_a_day() {
        let now = Instant(0).plus_hours(100);
        let own = |count: i64, apart: i64| (0..count).map(|no| now.plus_seconds(-no * apart)).collect::<Vec<_>>();
        assert!(pace(&own(19, 1), now).is_ok());
        assert!(matches!(pace(&own(20, 1), now), Err(Failure::Limited(41))));
        assert!(pace(&own(499, 100), now).is_ok());
        assert!(matches!(pace(&own(500, 100), now), Err(Failure::Limited(_))));
    }
}
