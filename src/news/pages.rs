//! What people see who want these mails no more.

use crate::web::Page;
use serde::Serialize;

/// `/news/mails/{key}`
#[derive(Debug, Serialize)]
pub(super) struct StopPage {
    pub(super) action: String,
    /// It is done.
    pub(super) is_over: bool,
}

impl Page for StopPage {
    const TEMPLATE: &'static str = "news/stop.html";
    const ACTIVE: &'static str = "";
}
