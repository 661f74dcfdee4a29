//! HTTP shared by all: who asks, the doors, failure → answer, forms and their tokens, paging, the page shell.
//!
//! Nothing here knows a brief or a contract.

mod asker;
mod door;
mod failure;
mod forms;
mod front;
mod job;
mod once;
mod page;
mod paging;
mod site;
mod statics;

pub use asker::{Admin, Asker, Id, SignedIn};
pub use door::{Door, Who, mount, to};
pub use failure::{Redo, ShownError};
pub use forms::{Form, Query, read_body};
pub use front::front;
pub use job::Job;
pub use once::{fresh_once, once};
pub use page::{Found, Page, see_other};
pub use site::{Counts, Shared, Site};
pub use statics::DOORS;

use crate::failure::Failure;

/// What every handler returns.
pub type Answer = Result<actix_web::HttpResponse, Failure>;
