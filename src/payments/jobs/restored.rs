//! Refunds that were on their way when the backup was made from which this book was restored.

use crate::audit::Act;
use crate::failure::Failure;
use crate::operations::{self, OperationKind, Seen};
use crate::payments::actions;
use crate::payments::model::Till;
use crate::web::Site;

/// How many may be on their way.
const MOST: i64 = 100_000;

/// Asks the provider for each: what it has is done, what it does not have is in the wallet again and is not sent from this old book. Returns how many
/// were asked for.
pub async fn end_unsent(site: &Site, act: &Act) -> Result<usize, Failure> {
    let going = site.db.read(|conn| Ok::<_, Failure>(operations::list_unfinished(conn, OperationKind::Refund, MOST)?)).await?;
    let count = going.len();
    for operation in going {
        let seen = operations::object_of(&*site.gateway, &operation).await;
        let (till, act) = (Till::of(site, operation.money.currency)?, act.clone());
        let asked = operation.id;
        site.db
            .write(move |tx| match &seen {
                Seen::Object(object) => actions::settle_refund(tx, &act, &operation, object, &till).map(drop),
                Seen::Missing => actions::end_unsent(tx, &act, &operation, &till),
                Seen::Wrong => operations::distrust(tx, &act, &operation, None),
                Seen::Nothing => Err(Failure::Busy(format!("{asked} could not be looked at"))),
            })
            .await?;
    }
    Ok(count)
}
