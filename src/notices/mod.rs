//! What a person should know: the inbox and its mails.
//!
//! A notice is told in the transaction of the act that caused it and goes to the inbox and, by the outbox, to the person's address, in the person's
//! language and zone. It never decides anything; the nouns above say whom to tell and what.

mod actions;
mod api;
mod jobs;
mod model;
mod pages;
mod rules;
mod store;
mod web;

pub use actions::wishes::{Wishes, next_day, save_wishes, stop_mails, wish, wishes};
pub use actions::{
    gather, list_members_who, mail, mark_done, mark_news_done, settle, settle_for, tell, tell_admins, tell_creator, tell_finance,
    tell_once, tell_org,
};
pub use api::API_DOORS;
pub use jobs::JOBS;
pub use model::{MailPace, Notice, NoticeKind, Param, Told, Topic};
pub use rules::{Hours, Wish};
pub use store::{Tab, count_as_read, count_open, list_admins, list_finance_readers, user_of_creator};
pub use web::DOORS;
