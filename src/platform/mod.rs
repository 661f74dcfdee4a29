//! Machines without product words: the database, the clock, texts, templates, mails, files, passwords, the payment provider.

pub mod clock;
pub mod db;
