//! Money comes in through the sandbox's pages, is held, and goes out.

use super::data::{OrgMoney, Payout, PayoutAccount};
use super::load::{Replay, missing};
use crate::audit::Act;
use crate::failure::Failure;
use crate::ledger::Provider;
use crate::operations;
use crate::payments::{self, Funding, Till};
use crate::payouts::{self, NewAccount};
use crate::platform::db::Tx;
use crate::platform::gateway::Payment;
use crate::primitives::Currency;
use crate::primitives::id::{ContractId, MilestoneId};
use crate::sessions::{Person, Right};
use crate::web::Job;

impl Replay {
    fn till(&self, currency: Currency) -> Result<Till, Failure> {
        Till::of(&self.site, currency)
    }

    /// Runs these jobs until they have nothing more to do.
    async fn run(&self, jobs: &[Job]) -> Result<(), Failure> {
        for job in jobs {
            while (job.run)(self.site.clone()).await? {}
        }
        Ok(())
    }

    /// A merchant pays into the wallet, on the page that the provider makes for it.
    pub(super) async fn top_up(&self, top_up: &OrgMoney) -> Result<(), Failure> {
        let org = self.org(&top_up.org)?;
        let (till, what) = (self.till(top_up.amount.currency)?, (org.id, top_up.amount));
        let pay = move |tx: &mut Tx<'_>, act: &Act, person: &Person| payments::top_up(tx, act, person, what, &till);
        let checkout = self.act(org.who_may(Right::MoveMoney)?, pay).await?;
        self.run(payments::JOBS).await?;
        let operation = self.site.db.read(move |conn| Ok::<_, Failure>(operations::find_for_checkout(conn, checkout)?)).await?;
        let page = operation.and_then(|operation| operation.provider_ref).ok_or_else(|| missing("the page to pay on"))?;
        let sandbox = self.site.gateway.sandbox().ok_or_else(|| missing("the sandbox"))?;
        sandbox.pay(page, Payment::Pay).await?;
        self.run(payments::JOBS).await
    }

    /// A merchant takes back what is not used.
    pub(super) async fn withdraw(&self, back: &OrgMoney) -> Result<(), Failure> {
        let org = self.org(&back.org)?;
        let (till, what) = (self.till(back.amount.currency)?, (org.id, back.amount));
        self.act(org.who_may(Right::MoveMoney)?, move |tx, act, person| payments::withdraw(tx, act, person, what, &till)).await?;
        self.run(payments::JOBS).await
    }

    /// A part of a deal is paid for from the wallet.
    pub(super) async fn fund(&self, who: &Person, contract: ContractId, milestone: MilestoneId, currency: Currency) -> Result<(), Failure> {
        let till = self.till(currency)?;
        let chosen = [milestone];
        let fund = move |tx: &mut Tx<'_>, act: &Act, person: &Person| payments::fund(tx, act, person, (contract, &chosen), &till);
        match self.act(who, fund).await? {
            Funding::Funded => Ok(()),
            Funding::Checkout(_) => Err(missing("the money in the wallet")),
        }
    }

    /// A creator says where payouts go.
    pub(super) async fn payout_account(&self, account: &PayoutAccount) -> Result<(), Failure> {
        let new = NewAccount { name: account.name.clone(), country: account.country.clone(), currency: account.currency };
        let desk = payouts::Desk::of(&self.site)?;
        self.act(self.by_handle(&account.creator)?, move |tx, act, person| payouts::set_account(tx, act, person, &new, &desk)).await
    }

    /// A creator is paid out; the money is on its way.
    pub(super) async fn payout(&self, payout: &Payout) -> Result<(), Failure> {
        let (money, gateway) = (payout.amount, &self.site.gateway);
        let terms = (Provider::of(&**gateway)?, gateway.minimum(money.currency));
        self.act(self.by_handle(&payout.creator)?, move |tx, act, person| payouts::request(tx, act, person, money, terms)).await?;
        self.run(payouts::JOBS).await
    }

    /// What is on its way arrives, fails, or arrives and comes back.
    pub(super) async fn arrive(&self) -> Result<(), Failure> {
        const STEPS: usize = 2;
        for _ in 0..STEPS {
            if let Some(sandbox) = self.site.gateway.sandbox() {
                sandbox.tick().await?;
            }
            self.run(payouts::JOBS).await?;
        }
        Ok(())
    }
}
