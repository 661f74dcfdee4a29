//! The wallet of an organisation or of a creator: three figures, what comes next and when, and every movement with the deal it belongs to.

mod csv;
mod pages;
mod read;
mod shares;

use crate::failure::{ACT_FORBIDDEN, Failure};
use crate::primitives::id::{CreatorId, OrgId};
use crate::primitives::{Choice as _, Currency, Instant, Limit, Zone};
use crate::sessions::{OrgKind, Person, Right};
use crate::web::{Answer, Query, SignedIn};
use actix_web::HttpResponse;
use actix_web::http::header;
use serde::Deserialize;

/// What the address of a wallet says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct WalletQuery {
    org_id: String,
    currency: String,
    account: String,
    month: String,
    cursor: String,
}

/// Whose wallet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    /// A merchant's money, or what an agency has as one.
    Org(OrgId, OrgKind),
    Creator(CreatorId),
    /// The shares of an agency.
    Agency(OrgId),
}

impl Owner {
    /// What an organisation's wallet opens on: an agency's shares, a merchant's money.
    const fn of_org(org: OrgId, kind: OrgKind) -> Self {
        match kind {
            OrgKind::Agency => Self::Agency(org),
            OrgKind::Merchant => Self::Org(org, kind),
        }
    }
}

/// Which lines: whose, in which currency, of which account, of which month.
#[derive(Debug, Clone)]
struct View {
    owner: Owner,
    currency: Option<Currency>,
    clearing: bool,
    month: Option<Month>,
}

/// A calendar month in the reader's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Month {
    year: i16,
    month: i8,
}

impl Month {
    fn read(word: &str) -> Option<Self> {
        let (year, month) = word.split_once('-')?;
        let found = Self { year: year.parse().ok()?, month: month.parse().ok()? };
        (word.len() == 7 && (2000..=2200).contains(&found.year) && (1..=12).contains(&found.month)).then_some(found)
    }

    fn of(at: Instant, zone: &Zone) -> Self {
        let date = at.date_in(zone);
        Self { year: date.year(), month: date.month() }
    }

    const fn before(self) -> Self {
        if self.month == 1 {
            Self { year: self.year.saturating_sub(1), month: 12 }
        } else {
            Self { month: self.month.saturating_sub(1), ..self }
        }
    }

    const fn after(self) -> Self {
        if self.month == 12 {
            Self { year: self.year.saturating_add(1), month: 1 }
        } else {
            Self { month: self.month.saturating_add(1), ..self }
        }
    }

    /// Its first moment.
    fn start(self, zone: &Zone) -> Option<Instant> {
        let first = jiff::civil::Date::new(self.year, self.month, 1).ok()?;
        let start = first.at(0, 0, 0, 0).to_zoned(zone.tz()).ok()?;
        Some(Instant(start.timestamp().as_microsecond()))
    }

    /// From its first moment to that of the next.
    fn span(self, zone: &Zone) -> Option<(Instant, Instant)> {
        self.start(zone).zip(self.after().start(zone))
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// A creator's own wallet unless an organisation's is asked for; who is no creator sees the first that his role shows him.
fn view(person: &Person, query: &WalletQuery) -> Result<View, Failure> {
    let owner = if query.org_id.is_empty() {
        match (person.creator_id(), person.memberships.iter().find(|member| member.role.allows(Right::ReadMoney))) {
            (Ok(creator), _) => Owner::Creator(creator),
            (Err(_), Some(member)) => Owner::of_org(member.org, member.kind),
            (Err(_), None) if person.memberships.is_empty() => return Err(Failure::NotFound),
            (Err(_), None) => return Err(ACT_FORBIDDEN.into()),
        }
    } else {
        let org = query.org_id.parse().map_err(|_| Failure::NotFound)?;
        person.can(org, Right::ReadMoney)?;
        let kind = person.membership(org).map_or(OrgKind::Merchant, |member| member.kind);
        if query.account == "own" { Owner::Org(org, kind) } else { Owner::of_org(org, kind) }
    };
    let (currency, clearing) = (Currency::from_word(&query.currency), query.account == "clearing");
    Ok(View { owner, currency, clearing, month: Month::read(&query.month) })
}

/// `GET /wallet`
pub(super) async fn show(person: SignedIn, query: Query<WalletQuery>) -> Answer {
    let view = view(&person.person, &query.0)?;
    let (who, zone, now) = (person.person.clone(), person.zone.clone(), person.now);
    let after = person.cursor_in(&query.0.cursor);
    let seen = person.site.db.read(move |conn| read::look(conn, &view, &zone, after.as_ref(), (now, Limit::PAGE))).await?;
    let next = seen.next.as_ref().map(|cursor| person.cursor_out(cursor));
    person.page(&pages::WalletPage::of(&who, seen, next)).await
}

/// `GET /wallet/statement.csv`: what moved the account in a month, or ever; amounts as plain decimals, moments as RFC 3339 in UTC.
pub(super) async fn statement(person: SignedIn, query: Query<WalletQuery>) -> Answer {
    let view = view(&person.person, &query.0)?;
    let zone = person.zone.clone();
    let name = view.month.map_or_else(|| "statement.csv".to_owned(), |month| format!("statement-{month}.csv"));
    let text = person.site.db.read(move |conn| read::statement(conn, &view, &zone)).await?;
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .body(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_begins_in_the_readers_zone() {
        let month = Month::read("2026-11").unwrap();
        let (from, until) = month.span(&Zone::shanghai()).unwrap();
        assert_eq!(from.rfc3339(), "2026-10-31T16:00:00.000000Z");
        assert_eq!(until.rfc3339(), "2026-11-30T16:00:00.000000Z");
        assert_eq!((month.before().to_string(), Month::read("2026-12").unwrap().after().to_string()), ("2026-10".into(), "2027-01".into()));
        for bad in ["", "2026", "2026-13", "2026-00", "26-1", "2026-1", "x-y"] {
            assert_eq!(Month::read(bad), None, "{bad}");
        }
    }
}
