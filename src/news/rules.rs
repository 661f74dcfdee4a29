//! When news are told, and by which address its mails are ended.

use super::model::Item;
use crate::notices::MailPace;
use crate::platform::secret::{Purpose, SecretKey};
use crate::primitives::Instant;
use crate::primitives::id::UserId;

/// Things in one telling; the newest are told.
pub(super) const TOLD: usize = 50;

/// Whether it is time to tell somebody who was told until then. Looks come once a day; a week that a look misses by minutes is over all the same.
pub(super) fn is_time(pace: MailPace, told_at: Instant, now: Instant) -> bool {
    match pace {
        MailPace::AtOnce | MailPace::Daily | MailPace::Off => true,
        MailPace::Weekly => told_at.plus_hours(7 * 24 - 12) <= now,
    }
}

/// Newest first, each thing once, so many at most.
pub(super) fn sorted(mut items: Vec<Item>, most: usize) -> Vec<Item> {
    items.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.path.cmp(&b.path)).then_with(|| a.title.cmp(&b.title)));
    items.dedup_by(|a, b| a.kind == b.kind && a.path == b.path && a.title == b.title);
    items.truncate(most);
    items
}

/// What the address of a mail says that ends its mails: whose they are, signed.
pub(super) fn key(secret: &SecretKey, user: UserId) -> String {
    let tag = secret.key(Purpose::Unsubscribe).sign(user.to_string().as_bytes());
    format!("{user}-{}", data_encoding::HEXLOWER.encode(tag.get(..16).unwrap_or_default()))
}

/// Whose mails the address ends; none if it was not made here.
pub(super) fn user_of(secret: &SecretKey, given: &str) -> Option<UserId> {
    let user: UserId = given.rsplit_once('-')?.0.parse().ok()?;
    let is_good: bool = subtle::ConstantTimeEq::ct_eq(key(secret, user).as_bytes(), given.as_bytes()).into();
    is_good.then_some(user)
}

#[cfg(test)]
mod tests {
    use super::super::model::ItemKind;
    use super::*;

    #[test]
    fn a_week_is_told_together_and_a_day_at_once() {
        let now = Instant(0).plus_hours(10_000);
        assert!(is_time(MailPace::Daily, now.plus_hours(-24), now) && is_time(MailPace::Off, now.plus_hours(-24), now));
        assert!(!is_time(MailPace::Weekly, now.plus_hours(-6 * 24), now) && is_time(MailPace::Weekly, now.plus_hours(-7 * 24), now));
    }

    #[test]
    fn each_thing_is_told_once_and_the_newest_first() {
        let item = |title: &str, hours: i64| Item {
            kind: ItemKind::Work,
            title: title.to_owned(),
            who: String::new(),
            path: "/creators/ana".to_owned(),
            at: Instant(0).plus_hours(hours),
        };
        let all = sorted(vec![item("one", 1), item("two", 2), item("two", 2), item("three", 3)], 2);
        assert_eq!(all.iter().map(|item| item.title.as_str()).collect::<Vec<_>>(), ["three", "two"]);
    }

    #[test]
    fn only_an_address_that_was_made_here_ends_mails() {
        let (secret, other) = (SecretKey::from_bytes(&[1; 32]).unwrap(), SecretKey::from_bytes(&[2; 32]).unwrap());
        let user = UserId::random();
        assert_eq!(user_of(&secret, &key(&secret, user)), Some(user));
        assert_eq!(
            (user_of(&other, &key(&secret, user)), user_of(&secret, &user.to_string()), user_of(&secret, "x-y")),
            (None, None, None)
        );
    }
}
