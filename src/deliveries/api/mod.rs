//! The API's doors of the work: files, versions, and what should be different in them.

mod files;
mod work;

pub use work::DeliveryObject;

use crate::api_door;
use crate::web::api::ApiDoor;

/// Every API door of the work.
pub const API_DOORS: &[ApiDoor] = &[
    api_door!(POST "/files", Token, files::send, "Send a file to a deal, to be handed in; the text contract_id comes before the file", "act.forbidden", "state.refused", "not_found"),
    api_door!(GET "/files/{id}/content", Token, files::content, "The bytes of a file, or a range of them; to the merchant the copy of a picture until the work is paid for", "file.locked"),
    api_door!(GET "/files/{id}/preview", Token, files::preview, "The copy of a picture", "file.locked"),
    api_door!(POST "/milestones/{id}/deliveries", Token, work::deliver, "Hand in the next version; work that was not started is started by it", "act.forbidden", "state.refused", "version.stale"),
    api_door!(POST "/milestones/{id}/change-requests", Token, work::ask_for_changes, "Want the version that was looked at changed", "act.forbidden", "change.uncited", "change.none_left", "state.refused", "version.stale"),
];
