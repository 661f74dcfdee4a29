//! Machines without product words: the database, the clock, texts, templates, mails, files, passwords, the payment provider.

pub mod assets;
pub mod calendar;
pub mod clock;
pub mod db;
pub mod films;
pub mod formats;
pub mod gateway;
pub mod images;
pub mod intake;
pub mod kept;
pub mod mailer;
mod mark;
pub mod markdown;
pub mod outbound;
pub mod packed;
pub mod partial;
pub mod passwords;
pub mod secret;
pub mod sniff;
pub mod statements;
pub mod storage;
pub mod templates;
pub mod texts;
pub mod translator;
pub mod zip;

/// Whether a file can be written, synced and removed there.
#[must_use]
pub fn disk_is_usable(dir: &std::path::Path) -> bool {
    let path = dir.join(format!(".ready-{}", uuid::Uuid::new_v4().simple()));
    let written = std::fs::File::create(&path)
        .and_then(|mut file| std::io::Write::write_all(&mut file, &[0u8; 4_096]).and_then(|()| file.sync_all()));
    let removed = std::fs::remove_file(&path);
    written.is_ok() && removed.is_ok()
}
