//! What happens later to films of portfolios: what the camera wrote beside them – place, device, names – is taken out and a picture is made, where the
//! programs for it are installed. Only then others see a film. Where they are not installed it is shown as it was sent, and the form says so.

use super::model::{FilmState, Work};
use super::{actions, store};
use crate::audit::Act;
use crate::failure::Failure;
use crate::files;
use crate::platform::films::{Cut, FilmError};
use crate::web::{Job, Lane, Shared};

/// The jobs of films of portfolios.
pub const JOBS: &[Job] = &[Job { name: "films of portfolios", lane: Lane::Users, run: |site| Box::pin(prepare_next(site)) }];

async fn prepare_next(site: Shared) -> Result<bool, Failure> {
    let Some(work) = site.db.read(|conn| Ok::<_, Failure>(store::next_waiting_film(conn)?)).await? else { return Ok(false) };
    if site.films.are_there() {
        prepare(&site, work).await?;
    } else {
        let act = Act::platform(site.clock.now(), "films of portfolios");
        site.db.write(move |tx| actions::settle_film(tx, &act, &work, FilmState::Shown)).await?;
    }
    Ok(true)
}

async fn prepare(site: &Shared, work: Work) -> Result<(), Failure> {
    let file = work.file;
    let file = site.db.read(move |conn| Ok::<_, Failure>(files::find(conn, file)?)).await?.ok_or(Failure::NotFound)?;
    let look = match site.films.look(site.intake.storage().path(&file.key), file.media).await {
        Ok(look) => Some(look),
        Err(FilmError::Disk(error)) => return Err(disk(&error)),
        Err(FilmError::Absent | FilmError::Refused) => None,
    };
    let preview = match look {
        Some(_) => files::copy(&site.films, &site.intake, &file, Cut::Clean).await.map_err(|error| disk(&error))?,
        None => None,
    };
    let (act, key) = (Act::platform(site.clock.now(), "films of portfolios"), preview.clone());
    let film = if preview.is_some() { FilmState::Shown } else { FilmState::Unreadable };
    let write = move |tx: &mut crate::platform::db::Tx<'_>| {
        let first = files::set_seen(tx, file.id, look, key.as_ref(), act.at)?;
        if first {
            actions::settle_film(tx, &act, &work, film)?;
        }
        Ok::<_, Failure>(first)
    };
    match (site.db.write(write).await?, preview) {
        // Another node was first: what was made here has no row.
        (false, Some(preview)) => files::discard_copies(&site.intake, &preview).await.map_err(|error| disk(&error)),
        (true | false, _) => Ok(()),
    }
}

fn disk(error: &std::io::Error) -> Failure {
    Failure::Busy(format!("films: {error}"))
}
