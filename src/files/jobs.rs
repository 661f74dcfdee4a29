//! Sweeping: bytes on the disk that no row names, because an upload broke off between the two, go within a day.

use super::store;
use crate::platform::db::{Db, DbError};
use crate::platform::storage::Storage;
use crate::primitives::Instant;
use std::collections::HashSet;
use std::sync::atomic::{AtomicI64, AtomicU8, Ordering};
use std::time::Duration;

/// Long after the slowest upload has got its row.
const AGE: Duration = Duration::from_secs(12 * 3_600);
/// One of the 256 shelves in this many seconds: every shelf is seen within six hours.
const PAUSE_SECONDS: i64 = 80;

/// Where the sweeper stands.
static NEXT_SHELF: AtomicU8 = AtomicU8::new(0);
static NEXT_AT: AtomicI64 = AtomicI64::new(i64::MIN);

/// Looks at the next shelf, if it is time; says how many files it removed.
pub async fn sweep(db: &Db, storage: &Storage, now: Instant) -> Result<usize, DbError> {
    let due = NEXT_AT.load(Ordering::Relaxed);
    if now.0 < due || NEXT_AT.compare_exchange(due, now.plus_seconds(PAUSE_SECONDS).0, Ordering::Relaxed, Ordering::Relaxed).is_err() {
        return Ok(0);
    }
    sweep_shelf(db, storage, NEXT_SHELF.fetch_add(1, Ordering::Relaxed), AGE).await
}

async fn sweep_shelf(db: &Db, storage: &Storage, shelf: u8, age: Duration) -> Result<usize, DbError> {
    let old = storage.list_old(shelf, age).await.map_err(|error| DbError::Down(error.to_string()))?;
    let mut removed = 0;
    for keys in old.chunks(500) {
        let asked = keys.to_vec();
        let named: HashSet<_> = db.read::<_, DbError, _>(move |conn| store::list_named(conn, &asked)).await?.into_iter().collect();
        for key in keys.iter().filter(|key| !named.contains(&key.whole())) {
            match storage.remove(key).await {
                Ok(()) => removed += 1,
                Err(error) => tracing::warn!(%error, %key, "an orphan could not be removed"),
            }
        }
    }
    if removed > 0 {
        tracing::info!(removed, "files without a row were removed");
    }
    Ok(removed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{File, Purpose};
    use crate::platform::intake::Intake;
    use crate::platform::sniff::Allow;
    use crate::schema::users;
    use diesel::prelude::*;

    #[tokio::test]
    async fn what_has_a_row_stays_and_the_rest_goes() {
        let dir = tempfile::tempdir().unwrap();
        let mut said = crate::config::Said::new();
        said.insert("VTASK_DATA_DIR".to_owned(), dir.path().display().to_string());
        let config = crate::config::parse(&said).unwrap();
        crate::platform::db::migrations::migrate(&config.database).unwrap();
        let db = Db::open(&crate::platform::db::Options::of(&config)).unwrap();
        let intake = Intake::open(&config.uploads).unwrap();
        let mut png = Vec::new();
        image::RgbImage::new(3, 3).write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png).unwrap();
        let (kept, orphan) =
            (intake.take("a.png", &png, Allow::Pictures).await.unwrap(), intake.take("b.png", &png, Allow::Pictures).await.unwrap());
        let row = kept.clone();
        db.write::<_, DbError, _>(move |tx| {
            let owner = crate::primitives::id::UserId::random();
            let at = Instant(0);
            diesel::insert_into(users::table)
                .values((
                    users::id.eq(owner),
                    users::email.eq("ana@example.org"),
                    users::name.eq("Ana"),
                    users::password_hash.eq("x"),
                    users::locale.eq("en"),
                    users::time_zone.eq("UTC"),
                    users::theme.eq("auto"),
                    users::totp_last_step.eq(0i64),
                    users::version.eq(1i64),
                    users::created_at.eq(at),
                ))
                .execute(&mut **tx)?;
            store::insert(tx, &File::new(Purpose::Portfolio, owner, None, &row, at))
        })
        .await
        .unwrap();
        let mut removed = 0;
        for shelf in 0..=u8::MAX {
            removed += sweep_shelf(&db, intake.storage(), shelf, Duration::ZERO).await.unwrap();
        }
        assert_eq!(removed, 3, "the original and both copies");
        assert!(intake.storage().read(&kept.stored.key).await.is_ok());
        assert!(intake.storage().read(&kept.copies.unwrap().preview.small()).await.is_ok());
        assert!(intake.storage().read(&orphan.stored.key).await.is_err());
    }
}
