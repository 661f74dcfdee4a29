//! The body of a request that carries a part of a file, written to the disk as it comes: what came before a cut stays.

use super::uploads::Pace;
use crate::failure::Failure;
use crate::platform::partial::Partial;
use actix_web::dev::Payload;
use futures_util::StreamExt as _;

/// What the first bytes of a file show.
type Look<'a> = &'a mut dyn FnMut(&[u8]) -> Result<(), Failure>;

/// Writes the body behind what is there already, up to `length` bytes in all (else 413), as fast as uploads must come. `look` sees each piece
/// before it is written. When the connection breaks, what has come is there.
pub async fn append(mut payload: Payload, partial: &mut Partial, length: u64, look: Look<'_>) -> Result<(), Failure> {
    let disk = |error: std::io::Error| Failure::Busy(format!("storage: {error}"));
    let mut pace = Pace::new();
    loop {
        let piece = match pace.wait(payload.next()).await? {
            Some(Ok(piece)) => piece,
            Some(Err(_)) => {
                partial.sync().await.map_err(disk)?;
                return Err(Failure::Unreadable);
            }
            None => break,
        };
        pace.count(piece.len());
        let after = partial.size().saturating_add(u64::try_from(piece.len()).unwrap_or(u64::MAX));
        if after > length {
            return Err(Failure::TooLarge);
        }
        look(&piece)?;
        partial.write(&piece).await.map_err(disk)?;
    }
    partial.sync().await.map_err(disk)
}
