//! Whole deals, from a brief to the last cent, and what they leave in the books.
//!
//! A story is told once, by steps (`told`); whoever has [`Hands`] can play it. Every player, on either database and with either provider, must leave the
//! same table behind: the snapshot is one for all of them. On Stripe's fake each story is played once on SQLite, and on Postgres the two in which the
//! provider says most.

mod api;
mod site;
mod stripe;
mod table;
mod told;

use crate::seeds::Seed;
use crate::world::World;
use api::Api;
use site::Site;
use vtask::contracts::Milestone;
use vtask::primitives::id::{ContractId, MilestoneId};

/// One part of an award: what it is, its price and its days as people type them.
pub type Part = (&'static str, &'static str, &'static str);

/// What people do in a story. Ids travel as their prefixed words, amounts are CNY as people type them. Each step asserts that it was taken.
pub trait Hands {
    /// Where the story plays; whatever a step has to look up is read here.
    fn world(&self) -> &World;
    /// A merchant publishes a brief for CNY 1,000 to 9,000 with so many places; bids come in for ten days. Its checklist begins with `A1`. Answers
    /// the brief's id.
    async fn publish(&self, merchant: &Seed, title: &str, places: i64) -> String;
    /// A creator offers: ten days, two rounds. Answers the bid's id.
    async fn bid(&self, creator: &Seed, brief: &str, price: &str) -> String;
    /// The merchant chooses the bid, in parts or (none named) as one. Answers the contract's id.
    async fn award(&self, merchant: &Seed, bid: &str, parts: &[Part]) -> String;
    /// The merchant has the money held for these milestones, or for all; what his wallet lacks he pays on the hosted page.
    async fn fund(&self, merchant: &Seed, contract: &str, milestones: &[MilestoneId]);
    /// The creator begins.
    async fn start(&self, creator: &Seed, milestone: MilestoneId);
    /// The creator hands in a link.
    async fn deliver(&self, creator: &Seed, milestone: MilestoneId, link: &str);
    /// The merchant wants `A1` done otherwise.
    async fn request_changes(&self, merchant: &Seed, milestone: MilestoneId, text: &str);
    /// The merchant accepts what was handed in.
    async fn approve(&self, merchant: &Seed, milestone: MilestoneId);
    /// Either side ends a milestone, or asks the other to.
    async fn cancel(&self, who: &Seed, milestone: MilestoneId, reason: &str);
    /// The other side answers the open request.
    async fn answer(&self, who: &Seed, milestone: MilestoneId, agree: bool);
    /// The creator names the account that payouts go to.
    async fn name_account(&self, creator: &Seed, name: &str);
    /// The creator asks for a payout.
    async fn pay_out(&self, creator: &Seed, amount: &str);
    /// The bank behind the payout says what it has to say, where it does not by itself.
    async fn bank_speaks(&self) {}
}

/// The milestones of a contract, in order.
async fn parts_of(world: &World, contract: &str) -> Vec<Milestone> {
    let id: ContractId = contract.parse().unwrap();
    world.read(move |conn| Ok(vtask::contracts::list_milestones(conn, id)?)).await
}

/// Plays each story with each pair of hands on each database; the table that it leaves is one snapshot.
macro_rules! stories {
    ($($name:ident),* $(,)?) => {
        played! { by_pages, Site: $($name)* }
        played! { by_programs, Api: $($name)* }
    };
}

macro_rules! played {
    ($how:ident, $hands:ident: $($name:ident)*) => {
        mod $how {$(
            mod $name {
                use crate::stories::{$hands, leaves, told};
                use crate::world::{Store, World, run};
                async fn play(world: &World) {
                    told::$name(&$hands(world)).await;
                    leaves(world, stringify!($name)).await;
                }
                #[test]
                fn on_sqlite() {
                    run(Store::Sqlite, async |world| play(world).await);
                }
                #[test]
                fn on_postgres() {
                    run(Store::Postgres, async |world| play(world).await);
                }
            }
        )*}
    };
}

stories! {
    a_deal_with_changes_is_paid_out,
    three_parts_end_in_three_ways,
    silence_accepts_and_clears,
    a_creator_gives_up_after_the_start,
    a_merchant_takes_late_work_back,
    an_unfunded_contract_makes_room_for_the_next,
    a_payout_fails_is_repeated_and_comes_back,
}

/// Plays the stories on Stripe's fake.
macro_rules! on_the_fake {
    ($where:ident, $store:ident) => {
        mod $where {
            on_the_fake! {
                $store: a_deal_with_changes_is_paid_out three_parts_end_in_three_ways silence_accepts_and_clears a_creator_gives_up_after_the_start
                a_merchant_takes_late_work_back an_unfunded_contract_makes_room_for_the_next a_payout_fails_is_repeated_and_comes_back
            }
        }
    };
    ($store:ident: $($name:ident)*) => {$(
        #[test]
        fn $name() {
            crate::stripe::run(crate::world::Store::$store, async |world, fake| {
                super::super::told::$name(&super::super::stripe::Stripe::new(world, fake)).await;
                super::super::leaves(world, stringify!($name)).await;
            });
        }
    )*};
}

mod by_stripe {
    on_the_fake!(on_sqlite, Sqlite);
    on_the_fake!(on_postgres, Postgres);
}

/// The books are whole, and read as they were agreed.
async fn leaves(world: &World, story: &str) {
    world.books_are_right().await;
    let table = world.read(|conn| Ok(table::print(conn)?)).await;
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(story, table);
    });
}
