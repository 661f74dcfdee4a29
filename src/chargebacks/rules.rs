//! Who bears a lost chargeback, and when what speaks for us goes out.

use super::model::{Bearing, ChargebackState, Left, Part, Share};
use crate::failure::Refusal;
use crate::platform::gateway::CaseStand;
use crate::primitives::{Instant, Minor, MoneyError};

/// The hosted page takes no payment any more.
pub(super) const CLOSED: Refusal = Refusal::conflict("checkout.closed");

/// So long before the provider's deadline the evidence goes out by itself.
const AHEAD_HOURS: i64 = 24;
/// Where the provider names no deadline, it goes out after this.
const PATIENCE_HOURS: i64 = 72;

/// When the evidence goes out by itself.
pub(super) fn send_at(opened_at: Instant, due_at: Option<Instant>) -> Instant {
    match due_at {
        Some(due) => Instant(due.plus_hours(-AHEAD_HOURS).0.max(opened_at.0)),
        None => opened_at.plus_hours(PATIENCE_HOURS),
    }
}

/// Where a chargeback goes when the provider shows it so; `None` if that is nothing new.
pub(super) const fn after(state: ChargebackState, stand: CaseStand) -> Option<ChargebackState> {
    use ChargebackState as S;
    match (state, stand) {
        (S::Opened | S::EvidenceSent, CaseStand::Won) => Some(S::Won),
        (S::Opened | S::EvidenceSent, CaseStand::Lost) => Some(S::Lost),
        (S::Opened, CaseStand::Review) => Some(S::EvidenceSent),
        (S::Opened, CaseStand::Open) | (S::EvidenceSent, CaseStand::Open | CaseStand::Review) | (S::Won | S::Lost, _) => None,
    }
}

/// Divides what was lost: milestone by milestone in their order, each up to what it took. What was left to a creator without accepted work comes back
/// with its fees, by the floor and the rest from the creator; everything else is the organisation's.
pub(super) fn bear(amount: Minor, parts: &[Part]) -> Result<Bearing, MoneyError> {
    let (mut rest, mut bearing) = (amount, Bearing::default());
    for part in parts {
        let own = rest.min(part.total);
        rest = rest.minus(own)?;
        let Some(left) = part.left else { continue };
        let whole = left.to_creator.plus(left.creator_fee)?.plus(left.merchant_fee)?;
        let back = own.min(whole);
        if !back.is_positive() {
            continue;
        }
        let (creator_fee, merchant_fee) = (left.creator_fee.portion(back, whole)?, left.merchant_fee.portion(back, whole)?);
        let to_creator = back.minus(creator_fee)?.minus(merchant_fee)?;
        bearing.shares.push(Share {
            milestone: part.milestone,
            creator: part.creator,
            back: Left { to_creator, creator_fee, merchant_fee },
        });
    }
    bearing.org = amount.minus(borne_by_creators(&bearing)?)?;
    Ok(bearing)
}

/// What comes back from creators and from fees.
pub(super) fn borne_by_creators(bearing: &Bearing) -> Result<Minor, MoneyError> {
    let whole = |share: &Share| share.back.to_creator.plus(share.back.creator_fee)?.plus(share.back.merchant_fee);
    Minor::sum(bearing.shares.iter().map(whole).collect::<Result<Vec<_>, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitives::id::{CreatorId, MilestoneId};
    use proptest::prelude::*;

    fn part(total: i64, left: Option<(i64, i64, i64)>) -> Part {
        let left = left.map(|(a, b, c)| Left { to_creator: Minor(a), creator_fee: Minor(b), merchant_fee: Minor(c) });
        Part { milestone: MilestoneId::random(), creator: CreatorId::random(), total: Minor(total), left }
    }

    #[test]
    fn accepted_work_is_the_organisations_and_a_kill_fee_comes_back() {
        let all = bear(Minor(10_500), &[part(10_500, None)]).unwrap();
        assert_eq!((all.org, all.shares.len()), (Minor(10_500), 0));
        // A kill fee of 1,000 on a price of 10,000: 900 and 100 and 50.
        let kill = bear(Minor(10_500), &[part(10_500, Some((900, 100, 50)))]).unwrap();
        let back = Left { to_creator: Minor(900), creator_fee: Minor(100), merchant_fee: Minor(50) };
        assert_eq!((kill.org, kill.shares[0].back), (Minor(9_450), back));
        let partly = bear(Minor(525), &[part(10_500, Some((900, 100, 50)))]).unwrap();
        assert_eq!((partly.org, partly.shares[0].back.creator_fee), (Minor(0), Minor(50)));
    }

    #[test]
    fn the_evidence_goes_out_a_day_before_the_deadline() {
        let hour = 3_600_000_000;
        assert_eq!(send_at(Instant(0), Some(Instant(48 * hour))), Instant(24 * hour));
        assert_eq!(send_at(Instant(0), Some(Instant(hour))), Instant(0));
        assert_eq!(send_at(Instant(0), None), Instant(72 * hour));
    }

    proptest! {
        #[test]
        fn the_parts_of_what_was_lost_add_up(amount in 1i64..50_000, parts in prop::collection::vec((1i64..20_000, 0i64..9_000, 0i64..900, 0i64..450, any::<bool>()), 0..4)) {
            let parts: Vec<Part> = parts.iter().map(|(total, a, b, c, left)| part((*total).max(a + b + c), left.then_some((*a, *b, *c)))).collect();
            let bearing = bear(Minor(amount), &parts).unwrap();
            prop_assert!(bearing.org.0 >= 0);
            prop_assert_eq!(bearing.org.0 + borne_by_creators(&bearing).unwrap().0, amount);
            for share in &bearing.shares {
                prop_assert!(share.back.to_creator.0 >= 0 && share.back.creator_fee.0 >= 0 && share.back.merchant_fee.0 >= 0);
            }
        }
    }
}
