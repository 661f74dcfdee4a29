//! Machines without product words: the database, the clock, texts, templates, mails, files, passwords, the payment provider.

pub mod assets;
pub mod clock;
pub mod db;
pub mod formats;
pub mod mailer;
pub mod markdown;
pub mod passwords;
pub mod secret;
pub mod templates;
pub mod texts;
