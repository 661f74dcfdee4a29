//! A merchant as everybody sees it: who it is and what it wants.

use crate::briefs;
use crate::failure::Failure;
use crate::follows::{self, FollowKind};
use crate::platform::db::Conn;
use crate::primitives::id::OrgId;
use crate::primitives::{Choice as _, Instant, lists::language_of};
use crate::tiers::{self, Fact};
use crate::web::{Answer, Asker, Id, Page};
use serde::Serialize;

#[derive(Debug, Serialize)]
struct MerchantPage {
    ratings_url: String,
    name: String,
    initial: String,
    about: String,
    lang: Option<&'static str>,
    website: Option<String>,
    is_verified: bool,
    since: Instant,
    /// How bids and deliveries are treated.
    record: Vec<Fact>,
    rows: Vec<briefs::Row>,
    /// For whoever is signed in and none of its people.
    follow: Option<follows::Button>,
    /// The way to ending contact, for creators whom it is not their own.
    block_url: Option<String>,
}

impl Page for MerchantPage {
    const TEMPLATE: &'static str = "screens/merchant.html";
    const ACTIVE: &'static str = "briefs";
}

/// `GET /m/{id}`
pub(super) async fn show(asker: Asker, id: Id<OrgId>) -> Answer {
    let found = asker.site.db.read(move |conn| briefs::find_merchant(conn, id.0).map_err(Failure::from)).await?;
    let merchant = found.ok_or(Failure::NotFound)?;
    let record = asker.site.db.read(move |conn| tiers::merchant_card(conn, id.0)).await?;
    let entries = briefs::merchant_entries(&asker, id.0).await?;
    let follow = match asker.person.as_ref().filter(|person| !person.is_member(merchant.id)).map(|person| person.id) {
        Some(user) => {
            let (target, next) = (id.0.to_string(), format!("/m/{}", id.0));
            let button = move |conn: &mut Conn| follows::button(conn, user, (FollowKind::Merchant, &target), &next);
            Some(asker.site.db.read(button).await?)
        }
        None => None,
    };
    let say = |key: &str, args: &[(&str, String)]| asker.text(key, args);
    let own = entries.iter().filter(|entry| entry.deadline > asker.now);
    let may_block = asker.person.as_ref().is_some_and(|person| person.creator.is_some() && !person.is_member(merchant.id));
    let page = MerchantPage {
        record,
        follow,
        block_url: may_block.then(|| format!("/blocks/new?org={}", merchant.id)),
        ratings_url: format!("/m/{}/ratings", merchant.id),
        initial: merchant.name.chars().next().map_or_else(String::new, |c| c.to_uppercase().collect()),
        lang: Some(language_of(&merchant.about)).filter(|lang| *lang != asker.lang.word()),
        website: Some(merchant.website).filter(|url| url.starts_with("https://") || url.starts_with("http://")),
        name: merchant.name,
        about: merchant.about,
        is_verified: merchant.is_verified,
        since: merchant.since,
        rows: own.map(|entry| briefs::row(entry, asker.lang.word(), asker.now).circled(entry, &say)).collect(),
    };
    asker.page(&page).await
}
