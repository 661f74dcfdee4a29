//! Many hands at once: whatever is done once is done once, whatever is counted is counted right. On SQLite, and on Postgres at both isolations,
//! because every act is guarded so that it would be right at the weaker one.

use crate::browser::Browser;
use crate::deals::{Deal, Somebody, fill_wallet, run as sql};
use crate::market::Market;
use crate::moves::PRICE;
use crate::world::{Store, World, run};
use futures_util::future::{join, join_all};
use vtask::bids::{self, BidState, Offer, Terms};
use vtask::briefs::{self, BriefState};
use vtask::contracts::{self, Award};
use vtask::failure::Failure;
use vtask::ledger::postings::Aside;
use vtask::ledger::{self, Account, Provider, postings};
use vtask::payouts;
use vtask::platform::intake::Received;
use vtask::platform::sniff::MediaType;
use vtask::platform::storage::Stored;
use vtask::primitives::id::{BidId, BriefId};
use vtask::primitives::{BasisPoints, Currency, Minor, Money};
use vtask::sessions::Person;

/// Writes a race three times: SQLite, Postgres as it runs by default, Postgres at READ COMMITTED.
macro_rules! everywhere {
    ($(async fn $name:ident($world:ident: World) $body:block)*) => {$(
        mod $name {
            use super::*;
            async fn race($world: &World) $body
            #[test]
            fn on_sqlite() {
                run(Store::Sqlite, async |world| race(world).await);
            }
            #[test]
            fn on_postgres() {
                run(Store::Postgres, async |world| race(world).await);
            }
            #[test]
            fn at_read_committed() {
                run(Store::ReadCommitted, async |world| race(world).await);
            }
        }
    )*};
}

fn won<T>(answers: &[Result<T, Failure>]) -> usize {
    answers.iter().filter(|answer| answer.is_ok()).count()
}

async fn award(world: &World, merchant: &Somebody, bid: BidId) -> Result<(), Failure> {
    let (act, person) = (world.act_of(merchant), merchant.person.clone());
    let rates = (BasisPoints::new(500).unwrap(), BasisPoints::new(1_000).unwrap());
    let award = Award { bid, version: 1, plans: Vec::new(), rates: rates.into() };
    world.site.db.write(move |tx| contracts::award(tx, &act, &person, &award)).await.map(drop)
}

async fn bid(world: &World, creator: &Somebody, brief: BriefId) -> Result<(), Failure> {
    let (act, person) = (world.act_of(creator), creator.person.clone());
    let offer = Offer {
        price: Minor(PRICE),
        pieces: 1,
        time: None,
        days: 5,
        rounds: 1,
        message: "Me.".into(),
        answer: String::new(),
        channel: None,
        picks: Vec::new(),
    };
    world.site.db.write(move |tx| bids::place(tx, &act, &person, brief, offer.clone())).await.map(drop)
}

async fn brief(world: &World, id: BriefId) -> briefs::Brief {
    world.read(move |conn| Ok(briefs::get(conn, id)?)).await
}

/// Ten entries of a contest whose prize nobody looks at.
async fn contest(world: &World) -> Market {
    let market = world.market(1, 10).await;
    let brief = market.brief;
    world
        .write(move |tx| {
            sql(tx, format!("UPDATE briefs SET kind = 'contest', budget_min = budget_max WHERE id = '{brief}'"))?;
            sql(tx, format!("INSERT INTO brief_funds (brief_id) VALUES ('{brief}')"))
        })
        .await;
    market
}

everywhere! {
    async fn ten_who_name_finalists_at_once_name_six(world: World) {
        let market = contest(world).await;
        let name = |bid: BidId| {
            let (act, person) = (world.act_of(&market.merchant), market.merchant.person.clone());
            world.site.db.write(move |tx| bids::shortlist(tx, &act, &person, bid))
        };
        assert_eq!(won(&join_all(market.bids.iter().map(|bid| name(*bid))).await), 6);
        let brief = market.brief;
        let named = world.read(move |conn| Ok(bids::list_of_brief(conn, brief)?)).await;
        assert_eq!(named.iter().filter(|bid| bid.state == BidState::Shortlisted).count(), 6);
    }

    async fn a_finalist_named_twice_at_once_counts_once(world: World) {
        let market = contest(world).await;
        let (first, brief) = (market.bids[0], market.brief);
        let name = |_| {
            let (act, person) = (world.act_of(&market.merchant), market.merchant.person.clone());
            world.site.db.write(move |tx| bids::shortlist(tx, &act, &person, first))
        };
        assert_eq!(won(&join_all((0..8).map(name)).await), 1);
        assert_eq!(world.read(move |conn| Ok(briefs::get(conn, brief)?)).await.fund.finalists, 1);
    }

    async fn fifty_approvals_pay_once(world: World) {
        let deal = world.funded_deal().await;
        world.submit(&deal).await.unwrap();
        assert_eq!(won(&join_all((0..50).map(|_| world.approve(&deal, 1, PRICE))).await), 1);
        assert_eq!(world.money(&deal).await, [370_000, 0, 0, 540_000, 0]);
        world.books_are_right().await;
    }

    async fn fifty_awards_of_a_bid_make_one_contract(world: World) {
        let (merchant, _, bid) = world.offered_bid().await;
        assert_eq!(won(&join_all((0..50).map(|_| award(world, &merchant, bid))).await), 1);
        assert!(crate::laws::nothing_is_crooked(world).await);
    }

    async fn fifty_acceptances_and_counter_offers_end_in_one_contract_or_none(world: World) {
        let (merchant, creator, bid) = world.offered_bid().await;
        let terms = Terms { price: Minor(500_000), days: 8, rounds: 1 };
        let offer = |by: &Somebody, version| {
            let (act, person) = (world.act_of(by), by.person.clone());
            world.site.db.write(move |tx| bids::offer(tx, &act, &person, (bid, version), (terms, "")))
        };
        assert_eq!(won(&join_all((0..25).map(|_| offer(&merchant, 1))).await), 1);
        let accept = || {
            let (act, person) = (world.act_of(&creator), creator.person.clone());
            let rates = (BasisPoints::new(500).unwrap(), BasisPoints::new(1_000).unwrap());
            let award = Award { bid, version: 2, plans: Vec::new(), rates: rates.into() };
            world.site.db.write(move |tx| contracts::accept_offer(tx, &act, &person, &award))
        };
        let (made, countered) = join(join_all((0..25).map(|_| accept())), join_all((0..25).map(|_| offer(&creator, 2)))).await;
        assert_eq!(won(&made) + won(&countered), 1);
        assert!(crate::laws::nothing_is_crooked(world).await);
    }

    async fn fifty_awards_for_three_places_make_three_contracts(world: World) {
        let Market { merchant, brief: id, bids, .. } = world.market(3, 50).await;
        let answers = join_all(bids.iter().map(|bid| award(world, &merchant, *bid))).await;
        assert_eq!(won(&answers), 3);
        let brief = brief(world, id).await;
        assert_eq!((brief.state, brief.places_taken), (BriefState::Filled, 3));
        let states: Vec<BidState> = world.read(move |conn| Ok(bids::list_of_brief(conn, id)?)).await.iter().map(|bid| bid.state).collect();
        let count = |state| states.iter().filter(|one| **one == state).count();
        assert_eq!((count(BidState::Accepted), count(BidState::AutoClosed)), (3, 47));
        assert!(crate::laws::nothing_is_crooked(world).await);
    }

    async fn fifty_payouts_of_all_there_is_send_it_once(world: World) {
        let deal = world.settled_deal().await;
        let creator = deal.creator.person.creator_id().unwrap();
        let ask = || {
            let (act, person) = (world.act_of(&deal.creator), deal.creator.person.clone());
            let all = Money::new(Minor(540_000), Currency::Cny);
            world.site.db.write(move |tx| payouts::request(tx, &act, &person, all, (Provider::Sandbox, Minor(100))))
        };
        assert_eq!(won(&join_all((0..50).map(|_| ask())).await), 1);
        assert_eq!(world.holds(Account::Available(creator)).await, 0);
        world.books_are_right().await;
        assert!(crate::laws::nothing_is_crooked(world).await);
    }

    async fn fifty_fundings_hold_the_money_once(world: World) {
        let deal = world.awarded_deal().await;
        let (org, act) = (deal.org, world.act_of(&deal.merchant));
        world.write(move |tx| crate::deals::fill_wallet(tx, &act, org, 5_000_000)).await;
        let fund = || {
            let (contract, act) = (deal.contract, world.act_of(&deal.merchant));
            world.site.db.write(move |tx| contracts::fund(tx, &act, contract, &[]))
        };
        assert_eq!(won(&join_all((0..50).map(|_| fund())).await), 1);
        assert_eq!(world.money(&deal).await[..3], [5_000_000 - 630_000, 600_000, 30_000]);
        world.books_are_right().await;
    }

    async fn fifty_fundings_without_money_ask_for_one_payment(world: World) {
        let deal = world.awarded_deal().await;
        let merchant = world.browser_of(&deal.merchant);
        merchant.csrf().await;
        let door = format!("/contracts/{}/funding", deal.contract);
        let pages = join_all((0..50).map(|_| merchant.post(&door, &[]))).await;
        let mut asked: Vec<String> = pages.into_iter().filter_map(|page| page.location).collect();
        asked.sort();
        asked.dedup();
        assert_eq!(asked.len(), 1, "{asked:?}");
    }

    async fn fifty_bids_of_a_creator_on_a_brief_are_one(world: World) {
        let Market { brief: id, .. } = world.market(3, 0).await;
        let creator = world.maker().await;
        assert_eq!(won(&join_all((0..50).map(|_| bid(world, &creator, id))).await), 1);
        assert_eq!(brief(world, id).await.bid_count, 1);
    }

    async fn a_creator_has_ten_live_bids_at_most(world: World) {
        let creator = world.maker().await;
        let mut ids = Vec::new();
        for _ in 0..14 {
            ids.push(world.market(1, 0).await.brief);
        }
        let tries = ids.iter().chain(&ids).chain(&ids).chain(&ids[..8]);
        assert_eq!(won(&join_all(tries.map(|id| bid(world, &creator, *id))).await), 10);
    }

    async fn a_brief_takes_no_more_bids_than_its_merchant_wants(world: World) {
        let Market { brief: id, .. } = world.market(3, 27).await;
        let mut creators = Vec::new();
        for _ in 0..12 {
            creators.push(world.maker().await);
        }
        assert_eq!(won(&join_all(creators.iter().map(|creator| bid(world, creator, id))).await), 3);
        assert_eq!(brief(world, id).await.bid_count, 30);
    }

    async fn fifty_awards_never_overdraw_a_pool(world: World) {
        let Market { merchant, brief: id, org, bids, .. } = world.market(50, 50).await;
        let act = world.act_of(&merchant);
        let aside = Aside { brief: id, org, currency: Currency::Cny, amount: Minor(3_000_000), merchant_fee: Minor(150_000) };
        let set_aside = move |tx: &mut vtask::platform::db::Tx<'_>| {
            sql(tx, format!("UPDATE briefs SET kind = 'pool' WHERE id = '{id}'"))?;
            sql(tx, format!("INSERT INTO brief_funds (brief_id, pool, merchant_bps, creator_bps) VALUES ('{id}', 3000000, 500, 1000)"))?;
            fill_wallet(tx, &act, org, 3_150_000)?;
            ledger::post(tx, &act, &postings::pool_fund(&aside, id.to_string()).unwrap())
        };
        world.write(set_aside).await;
        assert_eq!(won(&join_all(bids.iter().map(|bid| award(world, &merchant, *bid))).await), 5);
        let seen = brief(world, id).await;
        let places_taken = seen.places_taken;
        assert_eq!((world.read(move |conn| briefs::left(conn, &seen)).await, places_taken), (None, 5));
        world.books_are_right().await;
    }

    async fn a_merchant_has_twenty_open_briefs_at_most(world: World) {
        let Market { merchant, org, .. } = world.market(1, 0).await;
        let drafts = world.drafts(&merchant, org, 50).await;
        let rates = (BasisPoints::new(500).unwrap(), BasisPoints::new(1_000).unwrap());
        let publish = |id: BriefId| {
            let (act, person) = (world.act_of(&merchant), merchant.person.clone());
            world.site.db.write(move |tx| briefs::publish(tx, &act, &person, id, rates))
        };
        assert_eq!(won(&join_all(drafts.into_iter().map(publish)).await), 19);
    }

    async fn the_last_of_three_contracts_closes_the_brief(world: World) {
        let Market { merchant, brief: id, bids, creators, .. } = world.market(3, 3).await;
        for bid in &bids {
            award(world, &merchant, *bid).await.unwrap();
        }
        let mut deals = Vec::new();
        for (creator, bid) in creators.into_iter().zip(bids) {
            deals.push(world.deal_of(&merchant, world.sign_in(creator).await, bid).await);
        }
        let drop = |deal: &Deal| {
            let (act, person, id) = (world.act_of(&deal.creator), deal.creator.person.clone(), deal.milestone);
            let asking = contracts::Asking { reason: contracts::CancelReason::CannotDeliver, refund: None };
            world.site.db.write(move |tx| contracts::cancel(tx, &act, &person, id, asking))
        };
        assert_eq!(won(&join_all(deals.iter().map(drop)).await), 3);
        assert_eq!(brief(world, id).await.state, BriefState::Closed);
    }

    async fn a_brief_is_cancelled_or_awarded_and_never_both(world: World) {
        for _ in 0..6 {
            let Market { merchant, brief: id, bids, .. } = world.market(2, 1).await;
            let cancel = {
                let (act, person) = (world.act_of(&merchant), merchant.person.clone());
                world.site.db.write(move |tx| briefs::cancel(tx, &act, &person, id, "No longer."))
            };
            let (awarded, cancelled) = join(award(world, &merchant, bids[0]), cancel).await;
            assert!(awarded.is_ok() != cancelled.is_ok(), "{awarded:?} {cancelled:?}");
        }
    }

    async fn a_deal_holds_a_gibibyte_of_files_at_most(world: World) {
        let deal = world.funded_deal().await;
        let send = || {
            let (act, person, id) = (world.act_of(&deal.creator), deal.creator.person.clone(), deal.contract);
            let stored = Stored { key: uuid::Uuid::new_v4().simple().to_string().parse().unwrap(), size: 200 << 20, sha256: "0".repeat(64) };
            let file = Received { name: "cut.mp4".into(), media: MediaType::Mp4, stored, copies: None };
            world.site.db.write(move |tx| vtask::deliveries::add_files(tx, &act, &person, id, std::slice::from_ref(&file)))
        };
        assert_eq!(won(&join_all((0..50).map(|_| send())).await), 5);
    }

    async fn no_payment_goes_back_more_than_once(world: World) {
        let deal = world.awarded_deal().await;
        let merchant = world.browser_of(&deal.merchant);
        let org = deal.org.to_string();
        for amount in ["300", "200.50"] {
            pay(&merchant, &[("org_id", org.as_str()), ("amount", amount), ("currency", "CNY")]).await;
        }
        let send = [("org_id", org.as_str()), ("amount", "200"), ("currency", "CNY")];
        join_all((0..50).map(|_| merchant.post("/wallet/withdrawals", &send))).await;
        world.tick().await;
        assert_eq!(world.holds(Account::Wallet(deal.org)).await, 10_050);
        assert!(crate::laws::nothing_is_crooked(world).await);
        world.books_are_right().await;
    }
}

/// Fills the wallet by the hosted page.
async fn pay(merchant: &Browser, fields: &[(&str, &str)]) {
    let page = merchant.post("/wallet/top-ups", fields).await.expect(303);
    let hosted = page.location.unwrap();
    let path = &hosted[hosted.find("/sandbox/").unwrap()..];
    merchant.post(&format!("{path}/outcome"), &[("outcome", "paid")]).await.expect(303);
}

impl World {
    /// A deal that was paid, with an account for its payouts: CNY 5,400.00 are available.
    async fn settled_deal(&self) -> Deal {
        let deal = self.funded_deal().await;
        self.submit(&deal).await.unwrap();
        self.approve(&deal, 1, PRICE).await.unwrap();
        self.wait_days(8);
        self.fire().await;
        let (act, maker) = (self.act_of(&deal.creator), Person { stepped_up_at: Some(self.now()), ..deal.creator.person.clone() });
        let desk = payouts::Desk::of(&self.site).unwrap();
        let account = payouts::NewAccount { name: "Ana".to_owned(), country: "CN".to_owned(), currency: Currency::Cny };
        self.write(move |tx| payouts::set_account(tx, &act, &maker, &account, &desk)).await;
        deal
    }
}
