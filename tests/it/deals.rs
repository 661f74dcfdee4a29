//! Deals to test on: people, a brief and a bid written as rows, and from the award on everything by the product's own verbs.

use crate::browser::Browser;
use crate::world::World;
use diesel::prelude::*;
use vtask::audit::Act;
use vtask::contracts::{self, Award, Contract, Milestone};
use vtask::failure::Failure;
use vtask::ledger::{self, postings};
use vtask::platform::db::{Conn, Tx};
use vtask::primitives::id::{BidId, BriefId, CheckoutId, ContractId, CreatorId, MembershipId, MilestoneId, OrgId, UserId};
use vtask::primitives::{BasisPoints, Choice as _, Currency, Minor, Money};
use vtask::sessions::{self, Person, Role, Token};

/// Somebody with a session.
#[derive(Clone)]
pub struct Somebody {
    pub person: Person,
    pub token: String,
}

/// A deal over CNY 6,000.00 in one part, with the checklist A1 (must), A2 (must not).
pub struct Deal {
    pub contract: ContractId,
    pub milestone: MilestoneId,
    pub org: OrgId,
    pub merchant: Somebody,
    pub creator: Somebody,
}

pub fn run(tx: &mut Tx<'_>, sql: String) -> Result<(), Failure> {
    diesel::sql_query(sql).execute(&mut **tx)?;
    Ok(())
}

pub fn add_user(tx: &mut Tx<'_>, name: &str, now: i64) -> Result<UserId, Failure> {
    let id = UserId::random();
    run(
        tx,
        format!(
            "INSERT INTO users (id, email, name, password_hash, locale, time_zone, confirmed_at, created_at)
             VALUES ('{id}', '{}@example.org', '{name}', 'x', 'en', 'Europe/Madrid', {now}, {now})",
            id.to_string().replace('_', "-")
        ),
    )?;
    Ok(id)
}

impl World {
    /// Somebody's browser.
    pub fn browser_of(&self, somebody: &Somebody) -> Browser {
        let browser = self.browser();
        browser.take_session(&somebody.token);
        browser
    }

    /// Somebody who belongs to nothing.
    pub async fn stranger(&self) -> Somebody {
        let now = self.now().0;
        let id = self.write(move |tx| add_user(tx, "Stranger", now)).await;
        self.sign_in(id).await
    }

    /// Opens a session for a user.
    pub async fn sign_in(&self, user: UserId) -> Somebody {
        let (token, now) = (Token::random().unwrap(), self.now());
        let text = token.as_str().to_owned();
        let person = self
            .write(move |tx| {
                sessions::open(tx, user, &token, "test", now)?;
                Ok(sessions::find(tx, &token, now)?.unwrap().0)
            })
            .await;
        Somebody { person, token: text }
    }

    /// A write by the product's verbs.
    pub async fn write<T: Send + 'static>(&self, work: impl Fn(&mut Tx<'_>) -> Result<T, Failure> + Send + 'static) -> T {
        self.site.db.write(work).await.unwrap()
    }

    /// A read.
    pub async fn read<T: Send + 'static>(&self, work: impl FnOnce(&mut Conn) -> Result<T, Failure> + Send + 'static) -> T {
        self.site.db.read(work).await.unwrap()
    }

    pub fn act_of(&self, somebody: &Somebody) -> Act {
        Act::of(somebody.person.id, self.now(), "test")
    }

    /// A member more for an organisation.
    pub async fn member(&self, org: OrgId, role: Role) -> Somebody {
        let now = self.now().0;
        let user = self
            .write(move |tx| {
                let user = add_user(tx, "Member", now)?;
                add_member(tx, org, user, role, now)?;
                Ok(user)
            })
            .await;
        self.sign_in(user).await
    }

    /// A live bid over CNY 6,000.00 with its merchant and its creator.
    pub async fn offered_bid(&self) -> (Somebody, Somebody, BidId) {
        let (org, bid, now) = (OrgId::random(), BidId::random(), self.now().0);
        let (owner, maker) = self.write(move |tx| offered(tx, org, bid, now)).await;
        (self.sign_in(owner).await, self.sign_in(maker).await, bid)
    }

    /// A contract that waits for its money.
    pub async fn awarded_deal(&self) -> Deal {
        let now = self.now().0;
        let (org, bid) = (OrgId::random(), BidId::random());
        let (owner, maker) = self.write(move |tx| offered(tx, org, bid, now)).await;
        let (merchant, creator) = (self.sign_in(owner).await, self.sign_in(maker).await);
        let (act, person) = (self.act_of(&merchant), merchant.person.clone());
        let rates = (BasisPoints::new(500).unwrap(), BasisPoints::new(1_000).unwrap());
        let award = Award { bid, version: 1, plans: Vec::new(), rates: rates.into() };
        let contract = self.write(move |tx| contracts::award(tx, &act, &person, &award)).await;
        let milestone = self.read(move |conn| Ok(contracts::list_milestones(conn, contract)?)).await[0].id;
        Deal { contract, milestone, org, merchant, creator }
    }

    /// A contract whose money is held.
    pub async fn funded_deal(&self) -> Deal {
        let deal = self.awarded_deal().await;
        self.pay(&deal).await;
        deal
    }

    /// Holds the money of a contract.
    pub async fn pay(&self, deal: &Deal) {
        let (org, contract, act) = (deal.org, deal.contract, self.act_of(&deal.merchant));
        self.write(move |tx| {
            fill_wallet(tx, &act, org, 1_000_000)?;
            contracts::fund(tx, &act, contract, &[])
        })
        .await;
    }

    pub async fn contract(&self, deal: &Deal) -> (Contract, Milestone) {
        let (contract, milestone) = (deal.contract, deal.milestone);
        self.read(move |conn| Ok((contracts::get(conn, contract)?, contracts::get_milestone(conn, milestone)?))).await
    }
}

/// So many fen arrive in a merchant's wallet.
pub fn fill_wallet(tx: &mut Tx<'_>, act: &Act, org: OrgId, fen: i64) -> Result<(), Failure> {
    let money = Money::new(Minor(fen), Currency::Cny);
    let capture = postings::capture(ledger::Provider::Sandbox, org, CheckoutId::random(), None, money);
    ledger::post(tx, act, &capture.unwrap()).map(drop)
}

pub fn add_member(tx: &mut Tx<'_>, org: OrgId, user: UserId, role: Role, now: i64) -> Result<(), Failure> {
    let id = MembershipId::random();
    run(
        tx,
        format!(
            "INSERT INTO memberships (id, org_id, user_id, role, created_at) VALUES ('{id}', '{org}', '{user}', '{}', {now})",
            role.word()
        ),
    )
}

/// An organisation with an open brief, and a creator with a bid on it.
fn offered(tx: &mut Tx<'_>, org: OrgId, bid: BidId, now: i64) -> Result<(UserId, UserId), Failure> {
    let (owner, maker) = (add_user(tx, "Shen Lin", now)?, add_user(tx, "Ana Beltran", now)?);
    run(
        tx,
        format!(
            "INSERT INTO organisations (id, kind, name, name_folded, created_at) VALUES ('{org}', 'merchant', 'Wuyu {org}', 'wuyu {org}', {now})"
        ),
    )?;
    add_member(tx, org, owner, Role::Owner, now)?;
    let (creator, brief, day) = (CreatorId::random(), BriefId::random(), 86_400_000_000i64);
    let handle = creator.to_string().replace('_', "-");
    run(
        tx,
        format!(
            "INSERT INTO creators (id, user_id, handle, name, created_at) VALUES ('{creator}', '{maker}', '{handle}', 'Ana Beltran', {now})"
        ),
    )?;
    run(
        tx,
        format!(
            "INSERT INTO briefs (id, org_id, author_id, kind, state, title, body, content_form, category, currency, budget_min, budget_max, places,
             bid_count, bid_deadline, delivery_days, review_days, rounds, licence, bid_cap, visibility, extended, created_at, published_at)
             VALUES ('{brief}', '{org}', '{owner}', 'open_bid', 'open', 'Autumn tea', 'Six photos.', 'image_set', 'food', 'CNY', 100000, 900000, 1,
             1, {}, 10, 7, 2, '{{}}', 30, 'public', FALSE, {now}, {now})",
            now + 10 * day
        ),
    )?;
    for (item, position, level, body) in [("A1", 0, "must", "Light from the left"), ("A2", 1, "must_not", "No faces")] {
        run(
            tx,
            format!(
                "INSERT INTO checklist_items (brief_id, item, position, level, body) VALUES ('{brief}', '{item}', {position}, '{level}', '{body}')"
            ),
        )?;
    }
    run(
        tx,
        format!(
            "INSERT INTO bids (id, brief_id, creator_id, state, version, currency, price, days, rounds, message, answer, turns, expires_at,
             decline_note, created_at)
             VALUES ('{bid}', '{brief}', '{creator}', 'submitted', 1, 'CNY', 600000, 10, 2, 'I would love to.', '', 0, {}, '', {now})",
            now + 7 * day
        ),
    )?;
    Ok((owner, maker))
}
