//! What happens later to films and sounds that came in: they are looked at, and films get a picture and a small copy, where the programs for it are
//! installed. One at a time, beside everything else; a file that cannot be read as what it is has neither, and is not tried again.

use crate::failure::Failure;
use crate::files::{self, File};
use crate::platform::films::{FilmError, Look};
use crate::platform::intake::IntakeError;
use crate::platform::sniff::Medium;
use crate::platform::storage::StorageKey;
use crate::web::{Job, Lane, Shared};

/// The jobs of films.
pub const JOBS: &[Job] = &[Job { name: "looks at films", lane: Lane::Users, run: |site| Box::pin(look_at_next(site)) }];

async fn look_at_next(site: Shared) -> Result<bool, Failure> {
    if !site.films.are_there() {
        return Ok(false);
    }
    let Some(file) = site.db.read(|conn| Ok::<_, Failure>(files::next_unseen(conn)?)).await? else { return Ok(false) };
    let look = match site.films.look(site.intake.storage().path(&file.key), file.media).await {
        Ok(look) => Some(look),
        Err(FilmError::Disk(error)) => return Err(disk(&error)),
        Err(FilmError::Absent | FilmError::Refused) => None,
    };
    let preview = if look.is_some() && file.media.medium() == Medium::Film { copy(&site, &file).await? } else { None };
    written(&site, &file, look, preview).await?;
    Ok(true)
}

fn disk(error: &std::io::Error) -> Failure {
    Failure::Busy(format!("films: {error}"))
}

/// The picture of a film, with the small film beside it; none where it cannot be made.
async fn copy(site: &Shared, file: &File) -> Result<Option<StorageKey>, Failure> {
    let storage = site.intake.storage();
    let (poster, film) = (storage.bench().map_err(|error| disk(&error))?, storage.bench().map_err(|error| disk(&error))?);
    let made = site.films.copy(storage.path(&file.key), file.media, (&poster, &film)).await;
    match made {
        Ok(()) => {}
        Err(FilmError::Disk(error)) => return Err(disk(&error)),
        Err(FilmError::Absent | FilmError::Refused) => {
            tracing::info!(file = %file.id, "a film has no copy: it could not be read, or takes too long");
            return Ok(None);
        }
    }
    match site.intake.keep_film(poster, film).await {
        Ok(preview) => Ok(Some(preview)),
        Err(IntakeError::File(_)) => Ok(None),
        Err(IntakeError::Disk(error)) => Err(disk(&error)),
    }
}

async fn written(site: &Shared, file: &File, look: Option<Look>, preview: Option<StorageKey>) -> Result<(), Failure> {
    let (id, at, key) = (file.id, site.clock.now(), preview.clone());
    let first = site.db.write(move |tx| Ok::<_, Failure>(files::set_seen(tx, id, look, key.as_ref(), at)?)).await?;
    if first {
        return Ok(());
    }
    // Another node was first: what was made here has no row.
    for key in preview.iter().flat_map(|preview| [preview.film(), preview.small(), preview.clone()]) {
        site.intake.storage().remove(&key).await.map_err(|error| disk(&error))?;
    }
    Ok(())
}
