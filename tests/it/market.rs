//! Many bids on a brief, many drafts of a merchant: written as rows, for what happens when many act at once.

use crate::deals::{Deal, Somebody, add_member, add_user, run};
use crate::world::World;
use diesel::prelude::*;
use vtask::contracts;
use vtask::failure::Failure;
use vtask::platform::db::Tx;
use vtask::primitives::id::{BidId, BriefId, ContractId, CreatorId, OrgId, UserId};
use vtask::schema::contracts as contract_rows;
use vtask::sessions::Role;

/// An open brief with bids of CNY 6,000.00, one a creator.
pub struct Market {
    pub merchant: Somebody,
    pub org: OrgId,
    pub brief: BriefId,
    pub bids: Vec<BidId>,
    pub creators: Vec<UserId>,
}

fn add_creator(tx: &mut Tx<'_>, now: i64) -> Result<(UserId, CreatorId), Failure> {
    let (user, creator) = (add_user(tx, "Ana Beltran", now)?, CreatorId::random());
    let handle = creator.to_string().replace('_', "-");
    run(
        tx,
        format!("INSERT INTO creators (id, user_id, handle, name, created_at) VALUES ('{creator}', '{user}', '{handle}', 'Ana', {now})"),
    )?;
    Ok((user, creator))
}

fn add_brief(tx: &mut Tx<'_>, org: OrgId, author: UserId, (state, places, bids): (&str, i64, usize), now: i64) -> Result<BriefId, Failure> {
    let (id, deadline) = (BriefId::random(), now + 10 * 86_400_000_000);
    let published = if state == "draft" { "NULL".to_owned() } else { now.to_string() };
    run(
        tx,
        format!(
            "INSERT INTO briefs (id, org_id, author_id, kind, state, title, body, content_form, category, currency, budget_min, budget_max, places,
             bid_count, bid_deadline, delivery_days, review_days, rounds, licence, bid_cap, visibility, extended, created_at, published_at)
             VALUES ('{id}', '{org}', '{author}', 'open_bid', '{state}', 'Autumn tea', 'Six photos.', 'image_set', 'food', 'CNY', 100000, 900000,
             {places}, {bids}, {deadline}, 10, 7, 2, '{{}}', {}, 'public', FALSE, {now}, {published})",
            bids.max(30)
        ),
    )?;
    run(tx, format!("INSERT INTO brief_platforms (brief_id, platform) VALUES ('{id}', 'xiaohongshu')"))?;
    run(tx, format!("INSERT INTO brief_languages (brief_id, language) VALUES ('{id}', 'en')"))?;
    run(tx, format!("INSERT INTO checklist_items (brief_id, item, position, level, body) VALUES ('{id}', 'A1', 0, 'must', 'Six photos')"))?;
    Ok(id)
}

fn add_bid(tx: &mut Tx<'_>, brief: BriefId, creator: CreatorId, now: i64) -> Result<BidId, Failure> {
    let (id, expires) = (BidId::random(), now + 7 * 86_400_000_000);
    run(
        tx,
        format!(
            "INSERT INTO bids (id, brief_id, creator_id, state, version, currency, price, days, rounds, message, answer, turns, expires_at,
             decline_note, created_at)
             VALUES ('{id}', '{brief}', '{creator}', 'submitted', 1, 'CNY', 600000, 10, 2, 'I would love to.', '', 0, {expires}, '', {now})"
        ),
    )?;
    Ok(id)
}

impl World {
    /// A merchant with an open brief of so many places and so many bids on it.
    pub async fn market(&self, places: i64, bids: usize) -> Market {
        let (org, now) = (OrgId::random(), self.now().0);
        let (owner, brief, bids, creators) = self
            .write(move |tx| {
                let owner = add_user(tx, "Shen Lin", now)?;
                let name = format!("Wuyu {org}");
                run(
                    tx,
                    format!(
                        "INSERT INTO organisations (id, kind, name, name_folded, created_at) VALUES ('{org}', 'merchant', '{name}', '{}', {now})",
                        name.to_lowercase()
                    ),
                )?;
                add_member(tx, org, owner, Role::Owner, now)?;
                let brief = add_brief(tx, org, owner, ("open", places, bids), now)?;
                let (mut placed, mut creators) = (Vec::new(), Vec::new());
                for _ in 0..bids {
                    let (user, creator) = add_creator(tx, now)?;
                    placed.push(add_bid(tx, brief, creator, now)?);
                    creators.push(user);
                }
                Ok((owner, brief, placed, creators))
            })
            .await;
        Market { merchant: self.sign_in(owner).await, org, brief, bids, creators }
    }

    /// A creator who is signed in.
    pub async fn maker(&self) -> Somebody {
        let now = self.now().0;
        let (user, _) = self.write(move |tx| add_creator(tx, now)).await;
        self.sign_in(user).await
    }

    /// So many drafts that lack nothing.
    pub async fn drafts(&self, merchant: &Somebody, org: OrgId, count: usize) -> Vec<BriefId> {
        let (author, now) = (merchant.person.id, self.now().0);
        self.write(move |tx| (0..count).map(|_| add_brief(tx, org, author, ("draft", 1, 0), now)).collect()).await
    }

    /// The contract that came of a bid, as a deal.
    pub async fn deal_of(&self, merchant: &Somebody, creator: Somebody, bid: BidId) -> Deal {
        let (contract, milestone) = self
            .read(move |conn| {
                let rows = contract_rows::table.filter(contract_rows::bid_id.eq(bid));
                let contract: ContractId = rows.select(contract_rows::id).first(conn)?;
                Ok((contract, contracts::list_milestones(conn, contract)?[0].id))
            })
            .await;
        Deal { contract, milestone, org: merchant.person.memberships[0].org, merchant: merchant.clone(), creator }
    }
}
