//! Everything that is tested through a door: one binary, a file per thing a person does.
#![allow(clippy::too_many_lines, reason = "a story is told to its end")]
#![allow(unreachable_pub, reason = "a test binary has no outside")]
#![allow(dead_code, reason = "browser, world and builders are a kit; not every piece of it is in use at every time")]
#![allow(
    clippy::as_conversions,
    clippy::float_arithmetic,
    clippy::disallowed_methods,
    reason = "the house rules are for the house; a test measures it"
)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

mod actors;
mod admin_desk;
mod agencies;
mod agency_bids;
mod agency_money;
mod api_docs;
mod appeals;
mod approving;
mod asking;
mod audiences;
mod awarding;
mod backups;
mod bargaining;
mod bidding;
mod blocking;
mod books;
mod briefs_by_program;
mod browser;
mod browsing;
mod calendars;
mod cancelling;
mod changed_brief;
mod changes_of_a_deal;
mod channels;
mod chargebacks;
mod circles;
mod clocks_fire;
mod contests;
mod contrast;
mod crawl;
mod creator_profile;
mod cvs;
mod databases;
mod deadlines;
mod deals;
mod deals_by_actor;
mod deals_by_program;
mod deliveries;
mod demo;
mod disputes;
mod disputes_by_actor;
mod doors;
mod early;
mod events;
mod floors;
mod hostile;
mod i18n;
mod inbox;
mod inviting;
mod kept;
mod keys;
mod laws;
mod lint;
mod lists;
mod live;
mod mails;
mod market;
mod market_settings;
mod matching;
mod measures;
mod members;
mod messages;
mod money;
mod moves;
mod notes;
mod ordering;
mod outreach;
mod people;
mod pieces;
mod places;
mod planning;
mod pools;
mod previews;
mod program;
mod proofs;
mod publishing_a_brief;
mod races;
mod ratings;
mod records;
mod refusals_of_deals;
mod remarks;
mod resetting;
mod reviews;
mod samples;
mod saved_searches;
mod schema;
mod searching;
mod second_factor;
mod secret_briefs;
mod secrets;
mod seeds;
mod several;
mod shows;
mod signing_in;
mod signing_in_as_a_program;
mod signing_up;
mod sources;
mod starting;
mod stopping;
mod stories;
mod stripe;
mod taking_work;
mod talks;
mod the_front;
mod tidy;
mod tiers;
mod time_moves;
mod tips;
mod translating;
mod two_sides;
mod two_tabs;
mod uploads;
mod verifying;
mod webhooks;
mod weights;
mod world;
