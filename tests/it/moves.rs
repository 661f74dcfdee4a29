//! What the two sides of a deal do, by the product's own verbs, and what the books say afterwards.

use crate::deals::{Deal, Somebody};
use crate::world::World;
use vtask::contracts::{self, Asked, Asking, CancelReason, Seen};
use vtask::failure::Failure;
use vtask::ledger::{self, Account};
use vtask::primitives::{Currency, Minor, Money};

/// The price of the deals of `World::awarded_deal`.
pub const PRICE: i64 = 600_000;

impl World {
    pub async fn start(&self, deal: &Deal) -> Result<(), Failure> {
        let (act, person, id) = (self.act_of(&deal.creator), deal.creator.person.clone(), deal.milestone);
        self.site.db.write(move |tx| contracts::start(tx, &act, &person, id)).await
    }

    pub async fn submit(&self, deal: &Deal) -> Result<(), Failure> {
        let (act, person, id) = (self.act_of(&deal.creator), deal.creator.person.clone(), deal.milestone);
        self.site.db.write(move |tx| contracts::submit(tx, &act, &person, id).map(|_| ())).await
    }

    pub async fn request_changes(&self, deal: &Deal, version: i32) -> Result<(), Failure> {
        let (act, person, id) = (self.act_of(&deal.merchant), deal.merchant.person.clone(), deal.milestone);
        self.site.db.write(move |tx| contracts::request_changes(tx, &act, &person, id, version).map(|_| ())).await
    }

    pub async fn approve(&self, deal: &Deal, version: i32, amount: i64) -> Result<(), Failure> {
        let (act, person, id) = (self.act_of(&deal.merchant), deal.merchant.person.clone(), deal.milestone);
        let seen = Seen { delivery: version, amount: Money::new(Minor(amount), Currency::Cny) };
        self.site.db.write(move |tx| contracts::approve(tx, &act, &person, id, seen)).await
    }

    pub async fn cancel(&self, deal: &Deal, who: &Somebody, refund: Option<i64>) -> Result<Asked, Failure> {
        let (act, person, id) = (self.act_of(who), who.person.clone(), deal.milestone);
        let asking = Asking { reason: CancelReason::NoLongerNeeded, refund: refund.map(Minor) };
        self.site.db.write(move |tx| contracts::cancel(tx, &act, &person, id, asking)).await
    }

    pub async fn answer(&self, asked: Asked, who: &Somebody, agree: bool) -> Result<(), Failure> {
        let Asked::Open(id) = asked else { panic!("nobody was asked") };
        let (act, person) = (self.act_of(who), who.person.clone());
        self.site.db.write(move |tx| contracts::answer(tx, &act, &person, id, agree)).await
    }

    /// What an account holds on its own side, in fen.
    pub async fn holds(&self, account: Account) -> i64 {
        self.read(move |conn| Ok(ledger::balance(conn, &account, Currency::Cny)?.0)).await
    }

    /// Wallet, escrow, fee hold, pending and available of a deal.
    pub async fn money(&self, deal: &Deal) -> [i64; 5] {
        let creator = deal.creator.person.creator.as_ref().unwrap().id;
        let accounts = [
            Account::Wallet(deal.org),
            Account::Escrow(deal.milestone),
            Account::FeeHold(deal.milestone),
            Account::Pending(creator),
            Account::Available(creator),
        ];
        let mut all = [0; 5];
        for (slot, account) in all.iter_mut().zip(accounts) {
            *slot = self.holds(account).await;
        }
        all
    }

    /// The whole book is right: chains, balances, invariants.
    pub async fn books_are_right(&self) {
        let report = self.read(|conn| Ok(ledger::verify(conn, &mut |_, _| {})?)).await;
        assert!(report.faults.is_empty(), "{:?}", report.faults);
    }
}

/// The code of a refusal.
pub fn code<T: std::fmt::Debug>(answer: Result<T, Failure>) -> &'static str {
    code_of(&answer.unwrap_err())
}

/// The code of a refusal, or of the first field that could not be taken. No other failure comes of what people do.
pub fn code_of(failure: &Failure) -> &'static str {
    match failure {
        Failure::Refused(refusal) => refusal.code,
        Failure::Invalid(errors) => errors.0[0].code,
        other => panic!("{other:?}"),
    }
}
