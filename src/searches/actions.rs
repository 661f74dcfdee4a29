//! Keeping a search, letting it go, telling what is new.

use super::model::{MOST, SavedSearch, TOO_MANY};
use super::store;
use crate::audit::Act;
use crate::failure::Failure;
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::Tx;
use crate::primitives::Instant;
use crate::primitives::id::{SearchId, UserId};

/// Keeps a search; one that is kept already stays as it is.
pub(super) fn save(tx: &mut Tx<'_>, act: &Act, user: UserId, query: &str) -> Result<(), Failure> {
    let own = store::list(tx, user)?;
    if own.iter().any(|search| search.query == query) {
        return Ok(());
    }
    if own.len() >= MOST {
        return Err(TOO_MANY.with("max", MOST).into());
    }
    Ok(store::insert(tx, user, query, act.at)?)
}

/// Lets it go.
pub(super) fn remove(tx: &mut Tx<'_>, user: UserId, id: SearchId) -> Result<(), Failure> {
    if store::remove(tx, user, id)? { Ok(()) } else { Err(Failure::NotFound) }
}

/// What a person's searches found since they were looked at.
#[derive(Debug, Clone, Default)]
pub(super) struct News {
    /// How many briefs.
    pub(super) briefs: i64,
    /// The title of the newest.
    pub(super) newest: String,
}

/// The searches were looked at: the person hears once of all that is new, unless somebody else has told him meanwhile.
pub(super) fn tell(tx: &mut Tx<'_>, act: &Act, searches: &[SavedSearch], before: Instant, news: &News) -> Result<(), Failure> {
    let Some(user) = searches.first().map(|search| search.user) else { return Ok(()) };
    if store::look_at(tx, user, before, act.at)? == 0 || news.briefs == 0 {
        return Ok(());
    }
    let notice = Notice {
        kind: NoticeKind::BriefsFound,
        subject: user.to_string(),
        url: "/my/searches".to_owned(),
        needs_action: false,
        params: vec![("brief", Param::text(&news.newest)), ("n", Param::Number(news.briefs))],
    };
    notices::tell(tx, act, user, &notice)
}
