//! What happens later to films and sounds that came in: they are looked at, and films get a picture and a small copy, where the programs for it are
//! installed. One at a time, beside everything else; a file that cannot be read as what it is has neither, and is not tried again.

use crate::failure::Failure;
use crate::files::{self, File};
use crate::platform::films::{Cut, FilmError, Look};
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
    let is_film = look.is_some() && file.media.medium() == Medium::Film;
    let preview =
        if is_film { files::copy(&site.films, &site.intake, &file, Cut::Marked).await.map_err(|error| disk(&error))? } else { None };
    written(&site, &file, look, preview).await?;
    Ok(true)
}

fn disk(error: &std::io::Error) -> Failure {
    Failure::Busy(format!("films: {error}"))
}

async fn written(site: &Shared, file: &File, look: Option<Look>, preview: Option<StorageKey>) -> Result<(), Failure> {
    let (id, at, key) = (file.id, site.clock.now(), preview.clone());
    let first = site.db.write(move |tx| Ok::<_, Failure>(files::set_seen(tx, id, look, key.as_ref(), at)?)).await?;
    if first {
        return Ok(());
    }
    // Another node was first: what was made here has no row.
    match preview {
        Some(preview) => files::discard_copies(&site.intake, &preview).await.map_err(|error| disk(&error)),
        None => Ok(()),
    }
}
