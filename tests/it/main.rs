//! Everything that is tested through a door: one binary, a file per thing a person does.
#![allow(unreachable_pub, reason = "a test binary has no outside")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

mod books;
mod browser;
mod browsing;
mod contrast;
mod crawl;
mod creator_profile;
mod databases;
mod deals;
mod deliveries;
mod demo;
mod doors;
mod floors;
mod i18n;
mod people;
mod publishing_a_brief;
mod schema;
mod seeds;
mod signing_in;
mod signing_up;
mod sources;
mod the_front;
mod tidy;
mod weights;
mod world;
