//! What may happen to a bid: pure functions over plain values.

pub use super::model::Party;
use super::model::{Bid, BidState, Offer};
use crate::briefs::{Brief, BriefKind, BriefState, FINAL_BEGUN};
use crate::creators::{Channel, Work};
use crate::failure::{ACT_FORBIDDEN, FieldErrors, Refusal, STATE_REFUSED, VERSION_STALE};
use crate::primitives::id::{ChannelId, PortfolioItemId};
use crate::primitives::{BasisPoints, Choice as _, Instant, Minor, Money, MoneyError};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// Days of work that can be offered.
pub(super) const DAYS: RangeInclusive<i32> = 1..=365;
/// Included rounds of changes.
pub(super) const ROUNDS: RangeInclusive<i32> = 0..=10;
/// Pieces that a bid may be for: each is a milestone.
pub(super) const PIECES: RangeInclusive<i32> = 1..=12;
/// Characters of the message.
pub(super) const MESSAGE_CHARS: usize = 4_000;
/// Characters of the words beside other terms.
pub(super) const OFFER_CHARS: usize = 1_000;
/// Works that a bid may show.
pub(super) const PICKS: usize = 6;
/// Characters of the answer to the brief's question.
pub(super) const ANSWER_CHARS: usize = 2_000;

crate::choice! {
    /// What happens to a bid.
    pub enum Event {
        Edited = "edited", Offered = "offered", Countered = "countered", Agreed = "agreed", Taken = "taken", Shortlisted = "shortlisted", Accepted = "accepted", Declined = "declined", Withdrawn = "withdrawn",
        Expired = "expired", Lapsed = "lapsed", AutoClosed = "auto_closed", ContractExpired = "contract_expired",
    }
}

/// The whole life of a bid: in this state, this event, by this party, leads there. What is not listed is refused.
#[must_use]
#[rustfmt::skip]
pub fn step(from: BidState, event: Event) -> Option<(Party, BidState)> {
    use {BidState as S, Event as E, Party as P};
    Some(match (from, event) {
        (S::Submitted,                  E::Edited)          => (P::Creator,  S::Submitted),
        (S::Shortlisted,                E::Edited)          => (P::Creator,  S::Shortlisted),
        (S::Submitted,                  E::Shortlisted)     => (P::Merchant, S::Shortlisted),
        (S::Submitted | S::Shortlisted, E::Accepted)        => (P::Merchant, S::Accepted),
        (S::Submitted | S::Shortlisted, E::Taken)           => (P::Platform, S::Accepted),
        // Talks end where they began once the brief has changed under them, and only then: see `edits`.
        (S::Offered | S::Countered,     E::Edited)          => (P::Creator,  S::Submitted),
        (S::Submitted | S::Shortlisted | S::Countered, E::Offered) => (P::Merchant, S::Offered),
        (S::Offered,                    E::Countered)       => (P::Creator,  S::Countered),
        (S::Offered,                    E::Agreed)          => (P::Creator,  S::Accepted),
        (S::Countered,                  E::Agreed)          => (P::Merchant, S::Accepted),
        (from, E::Declined)   if from.is_live()             => (P::Merchant, S::Declined),
        (from, E::Withdrawn)  if from.is_live()             => (P::Creator,  S::Withdrawn),
        (from, E::Expired)    if from.is_live()             => (P::Platform, S::Expired),
        (from, E::Lapsed)     if from.is_live()             => (P::Platform, S::Lapsed),
        (from, E::AutoClosed) if from.is_live()             => (P::Platform, S::AutoClosed),
        (S::Accepted,                   E::ContractExpired) => (P::Platform, S::Expired),
        _ => return None,
    })
}

/// A bid binds for this long.
pub const VALID_HOURS: i64 = 7 * 24;
/// Until when a bid binds that is placed now; an entry of a contest until the prize is split.
#[must_use]
pub fn expires_at(brief: &Brief, now: Instant) -> Instant {
    let split = brief.bid_deadline.filter(|_| brief.is_contest()).map(|deadline| deadline.plus_hours(2 * VALID_HOURS));
    split.unwrap_or_else(|| now.plus_hours(VALID_HOURS))
}

/// An offer of other terms binds for this long.
pub const OFFER_HOURS: i64 = 72;
/// How often terms may be named on one bid, by both sides together.
pub const MAX_TURNS: i32 = 10;
/// How many bids a creator may place in 24 hours; one whom a moderator has throttled, fewer.
#[must_use]
pub const fn a_day(throttled: bool) -> i64 {
    if throttled { 5 } else { 50 }
}

/// The brief is of an organisation that the bidder belongs to.
pub const OWN_BRIEF: Refusal = Refusal::conflict("bid.own_brief");
/// An entry of a contest is a creator's own.
pub const NOT_BY_AGENCY: Refusal = Refusal::conflict("bid.not_by_agency");
/// The bidder for whom somebody acts does not see the brief.
pub const UNSEEN: Refusal = Refusal::conflict("bid.unseen");
/// As many bids of the creator live as may.
pub const QUOTA_USED: Refusal = Refusal::conflict("bid.quota");
/// One bid of the creator on this brief lives already.
pub const ALREADY: Refusal = Refusal::conflict("bid.already");
/// The bid holds for words of the brief that changed since; its bidder has not confirmed.
pub const UNCONFIRMED: Refusal = Refusal::conflict("bid.unconfirmed");
/// Terms went back and forth as often as they may: what is on the table is accepted, or the bid ends.
pub const TURNS_USED: Refusal = Refusal::conflict("bid.turns_used");
/// The brief takes no bids: paused, past its deadline, or over.
pub const BRIEF_CLOSED: Refusal = STATE_REFUSED;

/// A state that the table allowed. Only this file makes one; `store::advance` takes nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next(BidState);

impl Next {
    /// The state.
    #[must_use]
    pub const fn state(self) -> BidState {
        self.0
    }
}

/// Where the event leads, or why nowhere. Who may never do such a thing is forbidden; who may, but not now, is refused.
pub fn after(bid: &Bid, event: Event, by: Party) -> Result<Next, Refusal> {
    let ever = BidState::ALL.iter().filter_map(|state| step(*state, event)).any(|(party, _)| party == by);
    match step(bid.state, event) {
        _ if !ever => Err(ACT_FORBIDDEN),
        Some((party, next)) if party == by => Ok(Next(next)),
        Some(_) | None => Err(STATE_REFUSED),
    }
}

/// The version that was seen is still the present one.
pub fn seen(bid: &Bid, version: i64) -> Result<(), Refusal> {
    if bid.version == version { Ok(()) } else { Err(VERSION_STALE) }
}

/// The bid has not run out, whether or not its clock has been looked at since. An entry stands as long as its contest.
pub fn binds(bid: &Bid, brief: &Brief, now: Instant) -> Result<(), Refusal> {
    if brief.is_contest() || now < bid.expires_at { Ok(()) } else { Err(STATE_REFUSED) }
}

/// What an offer must be for this brief: price within the currency's and the brief's bounds, an answer where a question was asked.
#[must_use]
pub fn check(brief: &Brief, offer: &Offer) -> FieldErrors {
    let mut errors = check_price(brief, offer.price, offer.pieces);
    let most = if brief.kind == BriefKind::PieceRate { PIECES } else { 1..=1 };
    if !most.contains(&offer.pieces) {
        errors.add_with("pieces", "number", vec![("min", most.start().to_string()), ("max", most.end().to_string())]);
    }
    let live = brief.kind == BriefKind::Live;
    let wanted = brief.details.times.iter().find(|time| Some(time.no) == offer.time);
    match (offer.time, wanted) {
        (None, _) if live => errors.add("time", "required"),
        (Some(_), None) => errors.add("time", "choice"),
        (Some(_), Some(time)) if time.is_taken => errors.add("time", "time-taken"),
        (None | Some(_), _) => {}
    }
    if !brief.question.is_empty() && offer.answer.is_empty() {
        errors.add("answer", "required");
    }
    check_taken(&mut errors, brief, offer);
    errors
}

/// Nobody chooses where who comes first gets the place: such a bid takes no longer, and includes no fewer rounds, than the merchant asks of everybody.
fn check_taken(errors: &mut FieldErrors, brief: &Brief, offer: &Offer) {
    if !brief.is_first_come() {
        return;
    }
    let bounds = |min: i32, max: i32| vec![("min", min.to_string()), ("max", max.to_string())];
    if offer.days > brief.delivery_days {
        errors.add_with("days", "number", bounds(*DAYS.start(), brief.delivery_days));
    }
    if offer.rounds < brief.rounds {
        errors.add_with("rounds", "number", bounds(brief.rounds, *ROUNDS.end()));
    }
}

/// A price lies within the currency's and the brief's bounds, whichever side names it. One for several pieces is so many times the price of one, and
/// that is what lies within the bounds.
#[must_use]
pub fn check_price(brief: &Brief, price: Minor, pieces: i32) -> FieldErrors {
    let mut errors = FieldErrors::default();
    let Some(price) = of_one(price, pieces) else {
        errors.add_with("price", "pieces", vec![("n", pieces.to_string())]);
        return errors;
    };
    let (least, most) = brief.currency.price_bounds();
    let plain = |amount| Money::new(amount, brief.currency).plain();
    let (min, max) = brief.budget.map_or((least, most), |budget| (budget.min.max(least), budget.max.min(most)));
    if price < min || price > max {
        let code = if price < least || price > most { "price-bounds" } else { "price-range" };
        errors.add_with("price", code, vec![("min", plain(min)), ("max", plain(max))]);
    }
    errors
}

/// The price of one of so many pieces, if they cost the same.
#[must_use]
pub fn of_one(price: Minor, pieces: i32) -> Option<Minor> {
    let pieces = i64::from(pieces);
    if price.0.checked_rem(pieces)? == 0 { price.0.checked_div(pieces).map(Minor) } else { None }
}

/// What an offer shows must be of the bidder's own profile; what it shows already may have left it since.
#[must_use]
pub fn check_showing(offer: &Offer, before: Option<&Offer>, (channels, works): (&[Channel], &[Work])) -> FieldErrors {
    let mut errors = FieldErrors::default();
    let kept = |channel: ChannelId| before.is_some_and(|before| before.channel == Some(channel));
    if offer.channel.is_some_and(|channel| !kept(channel) && !channels.iter().any(|own| own.id == channel)) {
        errors.add("channel", "choice");
    }
    let kept = |pick: &PortfolioItemId| before.is_some_and(|before| before.picks.contains(pick));
    let unique: BTreeSet<_> = offer.picks.iter().collect();
    if offer.picks.len() > PICKS || unique.len() != offer.picks.len() {
        errors.add_with("picks", "too-many", vec![("max", PICKS.to_string())]);
    } else if offer.picks.iter().any(|pick| !kept(pick) && !works.iter().any(|own| own.id == *pick)) {
        errors.add("picks", "choice");
    }
    errors
}

/// The brief takes bids now.
pub fn takes_bids(brief: &Brief, now: Instant) -> Result<(), Refusal> {
    let open = brief.state == BriefState::Open && brief.bid_deadline.is_some_and(|deadline| now < deadline);
    if open { Ok(()) } else { Err(BRIEF_CLOSED) }
}

/// The side that may name other terms does so now: the bid binds, holds for the brief's present words, and the brief can be decided.
pub fn talks(bid: &Bid, brief: &Brief, now: Instant) -> Result<(), Refusal> {
    if bid.is_outdated(brief) {
        return Err(UNCONFIRMED);
    }
    if brief.is_contest() {
        return Err(STATE_REFUSED);
    }
    if bid.turns >= MAX_TURNS {
        return Err(TURNS_USED.with("max", MAX_TURNS));
    }
    if brief.state.takes_awards() { binds(bid, brief, now) } else { Err(STATE_REFUSED) }
}

/// Where a change of the bid's own words leads. While terms go back and forth there is one reason for it: the brief changed, and who bids on it anew
/// bids on its new words.
pub fn edits(bid: &Bid, brief: &Brief) -> Result<Next, Refusal> {
    let next = after(bid, Event::Edited, Party::Creator)?;
    let talking = matches!(bid.state, BidState::Offered | BidState::Countered);
    if talking && !bid.is_outdated(brief) { Err(STATE_REFUSED) } else { Ok(next) }
}

/// The merchant does not take a bid; a finalist of a contest stays one until it is decided, for his fee is promised. Refusal: `brief.final_begun`.
pub fn declines(bid: &Bid, brief: &Brief) -> Result<Next, Refusal> {
    let next = after(bid, Event::Declined, Party::Merchant)?;
    if brief.is_contest() && bid.state == BidState::Shortlisted { Err(FINAL_BEGUN) } else { Ok(next) }
}

/// The event by which this side names other terms.
#[must_use]
pub const fn naming(by: Party) -> Event {
    match by {
        Party::Merchant | Party::Platform => Event::Offered,
        Party::Creator => Event::Countered,
    }
}

/// A bid may be changed now: while the brief takes bids, and where it has to be confirmed, as long as it can be awarded.
pub fn takes_changes(bid: &Bid, brief: &Brief, now: Instant) -> Result<(), Refusal> {
    if bid.is_outdated(brief) && brief.state.takes_awards() { Ok(()) } else { takes_bids(brief, now) }
}

/// What a price leaves the creator with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Quote {
    /// What the merchant sees.
    pub price: Money,
    /// The creator's fee.
    pub fee: Money,
    /// The rate of the fee.
    pub rate: BasisPoints,
    /// The share of the agency that bids in his name, for whoever may see it.
    pub share: Money,
    /// The rate of the share.
    pub share_rate: Option<BasisPoints>,
    /// What is left.
    pub take_home: Money,
    /// What the merchant pays on top of the price.
    pub merchant_fee: Money,
    /// Price and the merchant's fee.
    pub merchant_total: Money,
}

impl Quote {
    /// With the share that an agency gets of what is left after the fee.
    pub fn shared(self, rate: Option<BasisPoints>) -> Result<Self, MoneyError> {
        let Some(rate) = rate else { return Ok(self) };
        let (left, currency) = (self.take_home.amount, self.take_home.currency);
        let share = left.share(rate)?;
        let take_home = Money::new(left.minus(share)?, currency);
        Ok(Self { share: Money::new(share, currency), share_rate: Some(rate), take_home, ..self })
    }
}

/// What a price of so many pieces is made of: each is paid by itself, so fees and an agency's share are rounded down for each. A price that is not so many
/// times one price is looked at as it is.
pub fn quote_pieces(
    (price, pieces): (Money, i32),
    (merchant, creator): (BasisPoints, BasisPoints),
    share: Option<BasisPoints>,
) -> Result<Quote, MoneyError> {
    let Some(one) = of_one(price.amount, pieces).filter(|_| pieces > 1) else { return quote(price, merchant, creator)?.shared(share) };
    let one = quote(Money::new(one, price.currency), merchant, creator)?.shared(share)?;
    let all = |money: Money| Minor::sum((0..pieces).map(|_| money.amount)).map(|sum| Money::new(sum, money.currency));
    Ok(Quote {
        price,
        fee: all(one.fee)?,
        share: all(one.share)?,
        take_home: all(one.take_home)?,
        merchant_fee: all(one.merchant_fee)?,
        merchant_total: all(one.merchant_total)?,
        ..one
    })
}

/// What a price is made of at these rates.
pub fn quote(price: Money, merchant: BasisPoints, creator: BasisPoints) -> Result<Quote, MoneyError> {
    let money = |amount| Money::new(amount, price.currency);
    let (fee, merchant_fee) = (price.amount.share(creator)?, price.amount.share(merchant)?);
    Ok(Quote {
        price,
        fee: money(fee),
        rate: creator,
        share: money(Minor::ZERO),
        share_rate: None,
        take_home: money(price.amount.minus(fee)?),
        merchant_fee: money(merchant_fee),
        merchant_total: money(price.amount.plus(merchant_fee)?),
    })
}

/// What somebody may do with a bid on this brief now: the names of the buttons.
#[must_use]
pub fn allowed(bid: &Bid, brief: &Brief, by: Party, now: Instant) -> Vec<&'static str> {
    let chooses = brief.state.takes_awards() && !bid.is_outdated(brief) && binds(bid, brief, now).is_ok();
    let all = [
        ("edit", Event::Edited, edits(bid, brief).is_ok()),
        ("shortlist", Event::Shortlisted, true),
        ("award", Event::Accepted, chooses),
        ("offer", naming(by), talks(bid, brief, now).is_ok()),
        ("accept", Event::Agreed, chooses),
        ("decline", Event::Declined, declines(bid, brief).is_ok()),
        ("withdraw", Event::Withdrawn, true),
    ];
    all.into_iter().filter(|(_, event, now)| *now && after(bid, *event, by).is_ok()).map(|(name, ..)| name).collect()
}

/// After how many seconds one more bid may be placed: when the oldest of the last 24 hours is a day old.
#[must_use]
pub fn seconds_until_free(oldest: Instant, now: Instant) -> i64 {
    (oldest.plus_hours(24).micros_since(now) / 1_000_000).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitives::Currency;

    #[test]
    fn the_whole_life_of_a_bid() {
        let mut lines = Vec::new();
        for from in BidState::ALL {
            for event in Event::ALL {
                if let Some((party, to)) = step(*from, *event) {
                    lines.push(format!("{:<12} {:<17} {:<9} {}", from.word(), event.word(), party.word(), to.word()));
                }
            }
        }
        insta::assert_snapshot!(lines.join("\n"));
    }

    #[test]
    fn a_quote_takes_the_floor_of_the_fee() {
        let rates = (BasisPoints::new(500).unwrap(), BasisPoints::new(1_000).unwrap());
        let quote = quote(Money::new(Minor(4_809), Currency::Cny), rates.0, rates.1).unwrap();
        assert_eq!((quote.fee.amount, quote.take_home.amount), (Minor(480), Minor(4_329)));
        assert_eq!((quote.merchant_fee.amount, quote.merchant_total.amount), (Minor(240), Minor(5_049)));
    }

    #[test]
    fn a_limited_creator_waits_until_the_oldest_bid_is_a_day_old() {
        assert_eq!(seconds_until_free(Instant(0), Instant(0).plus_hours(23)), 3_600);
        assert_eq!(seconds_until_free(Instant(0), Instant(0).plus_hours(25)), 1);
    }
}
