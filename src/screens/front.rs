//! The front page: what this is, how money is held, what is open, two ways in.

use super::fees::{self, Quote};
use crate::briefs;
use crate::primitives::{Choice as _, Currency, Lang, Minor, Money};
use crate::web::{Answer, Asker, Page};
use serde::Serialize;

/// Counts below this say more about our youth than about the market.
const WORTH_COUNTING: usize = 50;
/// Briefs on the front.
const NEWEST: usize = 3;

#[derive(Debug, Serialize)]
struct FrontPage {
    rows: Vec<briefs::Row>,
    open: Option<usize>,
    merchant_bps: i64,
    creator_bps: i64,
    example: Quote,
}

impl Page for FrontPage {
    const TEMPLATE: &'static str = "screens/front.html";
    const ACTIVE: &'static str = "";
}

/// `GET /`
pub(super) async fn show(asker: Asker) -> Answer {
    let open = briefs::open_entries(&asker).await?;
    let newest = open.entries.iter().filter(|entry| entry.deadline > asker.now).take(NEWEST);
    let currency = if asker.lang == Lang::ZhCn { Currency::Cny } else { Currency::Usd };
    let (merchant, creator) = (asker.site.config.merchant_fee, asker.site.config.creator_fee);
    let page = FrontPage {
        rows: newest.map(|entry| briefs::row(entry, asker.lang.word(), asker.now)).collect(),
        open: Some(open.count(asker.now)).filter(|count| *count >= WORTH_COUNTING),
        merchant_bps: i64::from(merchant.get()),
        creator_bps: i64::from(creator.get()),
        example: fees::quote(Money::new(Minor(600_000), currency), merchant, creator)?,
    };
    asker.page(&page).await
}
