//! What people read about the API: its file, its page, and a page for each code of a problem. All of it comes from the doors themselves.

mod pages;
mod rules;
mod web;

pub use rules::{api_doors, openapi_text};
pub use web::DOORS;
