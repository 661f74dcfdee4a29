//! The frame of the admin desk: its pages, and for whom each is. What stands on them belongs to the nouns.

use super::asker::Asker;
use crate::sessions::AdminRole;
use serde::Serialize;

/// A page of the desk.
struct DeskPage {
    /// Its label is the text `desk-{key}`.
    key: &'static str,
    url: &'static str,
    /// Only for this role; all admins if none is said.
    role: Option<AdminRole>,
}

/// The pages of the desk, in the order in which they stand in its bar.
const DESK: &[DeskPage] = &[
    DeskPage { key: "home", url: "/admin", role: None },
    DeskPage { key: "acts", url: "/admin/acts", role: None },
    DeskPage { key: "disputes", url: "/admin/disputes", role: Some(AdminRole::Arbiter) },
    DeskPage { key: "briefs", url: "/admin/briefs", role: Some(AdminRole::Moderator) },
    DeskPage { key: "opinions", url: "/admin/opinions", role: Some(AdminRole::Moderator) },
    DeskPage { key: "reports", url: "/admin/reports", role: Some(AdminRole::Moderator) },
    DeskPage { key: "appeals", url: "/admin/appeals", role: Some(AdminRole::Moderator) },
    DeskPage { key: "verifications", url: "/admin/verifications", role: Some(AdminRole::Moderator) },
    DeskPage { key: "channels", url: "/admin/channels", role: Some(AdminRole::Moderator) },
    DeskPage { key: "lint", url: "/admin/lint", role: Some(AdminRole::Moderator) },
    DeskPage { key: "market", url: "/admin/market", role: Some(AdminRole::Moderator) },
    DeskPage { key: "users", url: "/admin/users", role: None },
    DeskPage { key: "orgs", url: "/admin/orgs", role: None },
    DeskPage { key: "ops", url: "/admin/ops", role: Some(AdminRole::FinanceAdmin) },
    DeskPage { key: "chargebacks", url: "/admin/chargebacks", role: Some(AdminRole::FinanceAdmin) },
    DeskPage { key: "frozen", url: "/admin/frozen", role: Some(AdminRole::FinanceAdmin) },
    DeskPage { key: "suspense", url: "/admin/suspense", role: Some(AdminRole::FinanceAdmin) },
    DeskPage { key: "events", url: "/admin/events", role: Some(AdminRole::FinanceAdmin) },
    DeskPage { key: "ledger", url: "/admin/ledger", role: Some(AdminRole::FinanceAdmin) },
    DeskPage { key: "audit", url: "/admin/audit", role: None },
];

/// A page in the bar, as `ui.tabs` shows it.
#[derive(Debug, Serialize)]
pub(super) struct DeskTab {
    url: &'static str,
    label: String,
    current: bool,
}

/// The bar, for an admin on a page of the desk.
pub(super) fn tabs(asker: &Asker) -> Vec<DeskTab> {
    let path = asker.path.split('?').next().unwrap_or_default();
    let Some(person) = asker.person.as_ref().filter(|_| path == "/admin" || path.starts_with("/admin/")) else { return Vec::new() };
    let open = |page: &&DeskPage| !person.admin_roles.is_empty() && page.role.is_none_or(|role| person.judges(role));
    let is_here = |url: &str| path == url || (url != "/admin" && path.strip_prefix(url).is_some_and(|rest| rest.starts_with('/')));
    let tab =
        |page: &DeskPage| DeskTab { url: page.url, label: asker.text(&format!("desk-{}", page.key), &[]), current: is_here(page.url) };
    DESK.iter().filter(open).map(tab).collect()
}
