//! What the house takes, and a calculator that says it for an amount.

use super::reading;
use crate::failure::{Failure, FieldErrors};
use crate::platform::markdown::Html;
use crate::primitives::{BasisPoints, Choice as _, Currency, Lang, Money, MoneyError};
use crate::web::{Answer, Asker, Page, Query, ShownError};
use actix_web::http::StatusCode;
use serde::{Deserialize, Serialize};

/// The query of `/fees`.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct FeesQuery {
    amount: String,
    currency: String,
}

/// What a price means for both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct Quote {
    price: Money,
    merchant_fee: Money,
    merchant_pays: Money,
    creator_fee: Money,
    creator_gets: Money,
}

/// Both fees are floors of the price's share.
pub(super) fn quote(price: Money, merchant: BasisPoints, creator: BasisPoints) -> Result<Quote, MoneyError> {
    let (of_merchant, of_creator) = (price.amount.share(merchant)?, price.amount.share(creator)?);
    let money = |amount| Money::new(amount, price.currency);
    Ok(Quote {
        price,
        merchant_fee: money(of_merchant),
        merchant_pays: money(price.amount.plus(of_merchant)?),
        creator_fee: money(of_creator),
        creator_gets: money(price.amount.minus(of_creator)?),
    })
}

#[derive(Debug, Serialize)]
struct FeesPage {
    body_html: Html,
    merchant_bps: i64,
    creator_bps: i64,
    currencies: Vec<&'static str>,
    form: FeesQuery,
    errors: Vec<ShownError>,
    quote: Option<Quote>,
}

impl Page for FeesPage {
    const TEMPLATE: &'static str = "screens/fees.html";
    const ACTIVE: &'static str = "how";
}

/// The price that was asked about, if one was.
fn asked(form: &FeesQuery, lang: Lang) -> Result<Option<Money>, Failure> {
    if form.amount.trim().is_empty() {
        return Ok(None);
    }
    let home = if lang == Lang::ZhCn { Currency::Cny } else { Currency::Usd };
    let currency = Currency::from_word(&form.currency).unwrap_or(home);
    let mut errors = FieldErrors::default();
    let price = Money::parse_typed(form.amount.trim(), currency);
    let (least, most) = currency.price_bounds();
    match price {
        None => errors.add("amount", "money"),
        Some(price) if price.amount < least || price.amount > most => {
            let bound = |amount| Money::new(amount, currency).plain();
            errors.add_with("amount", "price-bounds", vec![("min", bound(least)), ("max", bound(most))]);
        }
        Some(_) => {}
    }
    errors.finish(Some(price))
}

/// `GET /fees`
pub(super) async fn show(asker: Asker, query: Query<FeesQuery>) -> Answer {
    let (merchant, creator) = (asker.site.config.merchant_fee, asker.site.config.creator_fee);
    let mut form = query.0;
    if Currency::from_word(&form.currency).is_none() {
        form.currency = if asker.lang == Lang::ZhCn { "CNY" } else { "USD" }.to_owned();
    }
    let (status, quote, errors) = match asked(&form, asker.lang) {
        Ok(price) => (StatusCode::OK, price.map(|price| quote(price, merchant, creator)).transpose()?, Vec::new()),
        Err(failure) => {
            let redo = asker.redo(failure)?;
            (redo.status, None, redo.errors)
        }
    };
    let page = FeesPage {
        body_html: reading::words(asker.lang, "fees")?,
        merchant_bps: i64::from(merchant.get()),
        creator_bps: i64::from(creator.get()),
        currencies: Currency::ALL.iter().map(|currency| currency.word()).collect(),
        form,
        errors,
        quote,
    };
    asker.page_with(status, &page).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitives::Minor;

    #[test]
    fn a_quote_adds_up_on_both_sides() {
        let price = Money::new(Minor(600_000), Currency::Cny);
        let (merchant, creator) = (BasisPoints::new(500).unwrap(), BasisPoints::new(1_000).unwrap());
        let quote = quote(price, merchant, creator).unwrap();
        assert_eq!((quote.merchant_pays.amount, quote.creator_gets.amount), (Minor(630_000), Minor(540_000)));
    }
}
