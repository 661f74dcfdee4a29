//! Puts everything that happens in the market into one line, oldest first.

use super::agencies::Agency;
use super::data::{Answered, Bid, Brief, Creator, Deal, Ending, Market, Merchant, OrgMoney, Payout, PayoutAccount, Said, Step};
use super::ties::Tie;

/// Something that happens.
#[derive(Clone, Copy)]
pub(super) enum Scene<'a> {
    Merchant(&'a Merchant),
    Creator(&'a Creator),
    /// Shows that a channel is his own.
    Channel(&'a Creator),
    Agency(&'a Agency),
    Brief(&'a Brief),
    Pause(&'a Brief),
    Cancel(&'a Brief),
    Bid(&'a Bid),
    Answer(&'a Bid),
    Said(&'a Said),
    Offer(&'a Deal),
    Award(&'a Deal),
    /// The milestone's place in the deal, and what happens to it.
    Step(&'a Deal, usize, &'a Step),
    TopUp(&'a OrgMoney),
    Withdrawal(&'a OrgMoney),
    PayoutAccount(&'a PayoutAccount),
    Payout(&'a Payout),
    Arrival(&'a Payout),
    Tie(Tie<'a>),
}

const HOUR: i64 = 3_600;
/// Everybody signed up before this.
const SIGNED_UP_HOURS: i64 = 1_200;
/// And one after the other.
const BETWEEN_SIGN_UPS_HOURS: i64 = 11;
/// Channels were shown to be their creators' before this.
const CHANNELS_SHOWN_HOURS: i64 = 30;
/// Briefs that are paused or cancelled are so since then.
const HALTED_HOURS: i64 = 10;
/// How long a payout is on its way.
const TRAVEL_SECONDS: i64 = 5 * HOUR + 1_260;

/// What happens, with how many seconds before the start. Things that would all happen at the same minute of an hour are set a few minutes apart;
/// what belongs to one deal keeps its distances.
pub(super) fn timeline(market: &Market) -> Vec<(i64, Scene<'_>)> {
    let mut line = Vec::new();
    sign_ups(market, &mut line);
    for (brief, minutes) in market.briefs.iter().zip(minutes(1)) {
        brief_scenes(brief, minutes, &mut line);
    }
    for (bid, minutes) in market.bids.iter().zip(minutes(3)) {
        line.push((bid.hours_ago * HOUR + minutes, Scene::Bid(bid)));
        if bid.state != Answered::Submitted {
            // Answered within a day, and before now.
            let waited = (bid.hours_ago * HOUR * 2 / 5).min(20 * HOUR);
            line.push((bid.hours_ago * HOUR + minutes - waited, Scene::Answer(bid)));
        }
    }
    line.extend(market.talk.iter().map(|said| (said.hours_ago * HOUR, Scene::Said(said))));
    for (deal, minutes) in market.deals.iter().zip(minutes(0)) {
        line.push((deal.bid.hours_ago * HOUR + minutes, Scene::Offer(deal)));
        line.push((deal.awarded_hours_ago * HOUR + minutes, Scene::Award(deal)));
        for (place, milestone) in deal.milestones.iter().enumerate() {
            line.extend(milestone.steps.iter().map(|step| (step.hours_ago() * HOUR + minutes, Scene::Step(deal, place, step))));
        }
    }
    line.extend(market.ties.all().zip(minutes(7)).map(|((hours_ago, tie), minutes)| (hours_ago * HOUR + minutes, Scene::Tie(tie))));
    let books = &market.books;
    // Money comes in before it is spent in the same hour.
    line.extend(books.top_ups.iter().map(|top_up| (top_up.hours_ago * HOUR + HOUR - 30, Scene::TopUp(top_up))));
    line.extend(books.withdrawals.iter().map(|one| (one.hours_ago * HOUR, Scene::Withdrawal(one))));
    line.extend(books.payout_accounts.iter().map(|account| (account.hours_ago * HOUR, Scene::PayoutAccount(account))));
    for payout in &books.payouts {
        line.push((payout.hours_ago * HOUR, Scene::Payout(payout)));
        line.push(((payout.hours_ago * HOUR - TRAVEL_SECONDS).max(0), Scene::Arrival(payout)));
    }
    let channels = market.people.creators.iter().zip(minutes(2));
    line.extend(
        channels.zip(1..).map(|((creator, minutes), n)| (CHANNELS_SHOWN_HOURS * HOUR + n * 5 * HOUR + minutes, Scene::Channel(creator))),
    );
    line.sort_by_key(|(seconds_ago, _)| std::cmp::Reverse(*seconds_ago));
    line
}

/// Some minutes, in seconds, that look like chance and are the same every time.
fn minutes(seed: i64) -> impl Iterator<Item = i64> {
    (0..).map(move |n: i64| ((n + seed) * 37 % 53) * 60 + n * 11 % 60)
}

fn sign_ups<'a>(market: &'a Market, line: &mut Vec<(i64, Scene<'a>)>) {
    let merchants = market.people.merchants.iter().map(Scene::Merchant);
    let creators = market.people.creators.iter().map(Scene::Creator);
    for ((scene, n), minutes) in merchants.chain(creators).zip(1..).zip(minutes(5)) {
        line.push(((SIGNED_UP_HOURS + n * BETWEEN_SIGN_UPS_HOURS) * HOUR + minutes, scene));
    }
    line.extend(market.people.agencies.iter().map(|agency| (SIGNED_UP_HOURS * HOUR, Scene::Agency(agency))));
}

fn brief_scenes<'a>(brief: &'a Brief, minutes: i64, line: &mut Vec<(i64, Scene<'a>)>) {
    line.push((brief.opened_days_ago * 24 * HOUR + HOUR + minutes, Scene::Brief(brief)));
    match brief.state {
        Ending::Paused => line.push((HALTED_HOURS * HOUR + minutes, Scene::Pause(brief))),
        Ending::Cancelled => line.push((HALTED_HOURS * HOUR + minutes, Scene::Cancel(brief))),
        Ending::Draft | Ending::Open | Ending::Judging | Ending::Expired => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_happens_in_its_order() {
        let market = Market::read().unwrap();
        let line = timeline(&market);
        let at = |wanted: &dyn Fn(&Scene<'_>) -> bool| line.iter().position(|(_, scene)| wanted(scene)).unwrap();
        for deal in &market.deals {
            let brief = at(&|scene| matches!(scene, Scene::Brief(brief) if brief.key == deal.brief));
            let offer = at(&|scene| matches!(scene, Scene::Offer(other) if std::ptr::eq(*other, deal)));
            let award = at(&|scene| matches!(scene, Scene::Award(other) if std::ptr::eq(*other, deal)));
            assert!(brief < offer && offer < award, "{} × {}", deal.brief, deal.creator);
        }
        assert!(line.iter().all(|(seconds_ago, _)| *seconds_ago >= 0));
    }
}
