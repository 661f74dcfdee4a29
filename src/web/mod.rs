//! HTTP shared by all: who asks, the doors, failure → answer, forms and their tokens, paging, the page shell.
//!
//! Nothing here knows a brief or a contract.

pub mod api;
mod asker;
mod board;
mod chores;
mod conflict;
mod desk;
mod door;
mod downloads;
mod failure;
mod forms;
mod front;
mod job;
mod kept_pages;
mod known;
mod mails;
mod once;
mod page;
mod paging;
mod resumable;
mod site;
mod squeezed;
mod statics;
mod uploads;
mod views;

pub use asker::{Admin, Asker, Id, SignedIn};
pub use board::{Board, Posted};
pub use chores::JOBS;
pub use conflict::{Both, Conflict, mark};
pub use door::{Door, Who, mount, to};
pub use downloads::{Outgoing, Reach, send, send_archive, send_copy};
pub use failure::{Redo, ShownError};
pub use forms::{Form, NoFields, Query, read_body};
pub use front::front;
pub use job::{Job, Lane, Running};
pub use mails::MAIL_DOORS;
pub use once::{fresh_once, once};
pub use page::{Found, Page, see_other};
pub use resumable::append;
pub use site::{Counts, Shared, Site};
pub use statics::DOORS;
pub use uploads::{MOST_FILES, Sent, Take, Upload, UploadForm};

use crate::failure::Failure;

/// What every handler returns.
pub type Answer = Result<actix_web::HttpResponse, Failure>;
