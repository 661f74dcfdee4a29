//! What both sides ask.

use super::model::{Fit, Guidance, Maker, Work};
use super::{rules, store};
use crate::platform::db::{Conn, DbError};
use crate::primitives::id::CreatorId;
use crate::primitives::{Category, ContentForm, Currency, Instant, Platform};

/// Who fits less is not proposed.
const PROPOSED: u8 = 40;

/// The creators who fit a brief best, so many, with the share of newcomers; without those who are `known` already and those of its own merchant.
pub fn for_brief(conn: &mut Conn, work: &Work, known: &[CreatorId], most: usize, now: Instant) -> Result<Vec<(Maker, Fit)>, DbError> {
    let anywhere = work.platforms.iter().any(|platform| matches!(platform, Platform::OwnSite | Platform::Other));
    let platforms = if anywhere { &[] } else { work.platforms.as_slice() };
    let makers = store::list_makers(conn, platforms, work.org)?.into_iter().filter(|maker| !known.contains(&maker.person.id));
    let fits = makers.map(|maker| {
        let fit = rules::fit(work, &maker);
        (maker, fit)
    });
    Ok(rules::blend(fits.filter(|(_, fit)| fit.score >= PROPOSED).collect(), most, now))
}

/// What was agreed for such work; nothing if it was agreed too seldom.
pub fn guidance(conn: &mut Conn, form: ContentForm, category: Category, currency: Currency) -> Result<Option<Guidance>, DbError> {
    Ok(rules::guidance(&store::list_prices(conn, form, category, currency)?))
}
