//! Every component of the face with sample data, for admins.

use crate::web::{Admin, Answer, Page};
use serde::Serialize;

/// The page; its samples stand in the template.
#[derive(Serialize)]
struct StyleguidePage {}

impl Page for StyleguidePage {
    const TEMPLATE: &'static str = "styleguide.html";
    const ACTIVE: &'static str = "";
}

/// `GET /styleguide`
pub(crate) async fn show(admin: Admin) -> Answer {
    admin.page(&StyleguidePage {}).await
}
