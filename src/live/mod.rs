//! Open pages hear that something changed: one stream a page, over which no content travels. What changed is fetched by the page itself, through
//! the door that everybody uses, so a stream shows nobody anything.
//!
//! One task a process looks for new events while somebody listens. What waits for a slow reader is one remark, however much happened; who comes back
//! says what he heard last and is told whether something happened since.

mod hub;
mod web;

pub use web::DOORS;
