//! V-Task: a marketplace for content work. The modules in floor order: each may use what stands above it in this list, never what stands below.

// As many tables as the schema has, joined with one another.
#![recursion_limit = "256"]

pub mod primitives;
pub mod schema;

pub mod config;

pub mod platform;

pub mod failure;

pub mod audit;
pub mod clocks;
pub mod files;
pub mod ledger;
pub mod operations;
pub mod sessions;

pub mod web;

pub mod events;
pub mod impressions;
pub mod lint;
pub mod market;
pub mod notices;
pub mod search;

pub mod capacity;

pub mod matching;

pub mod accounts;

pub mod blocks;

pub mod outreach;

pub mod circles;

pub mod follows;
pub mod packages;

pub mod tiers;

pub mod briefs;
pub mod creators;

pub mod agencies;

pub mod bids;
pub mod lists;
pub mod news;
pub mod searches;

pub mod contracts;

pub mod broadcasts;
pub mod deliveries;
pub mod orders;
pub mod payments;
pub mod payouts;
pub mod samples;

pub mod messages;

pub mod chargebacks;
pub mod disputes;
pub mod ratings;
pub mod verifications;

pub mod measures;

pub mod admin;
pub mod backups;
pub mod cv;
pub mod live;
pub mod proofs;
pub mod screens;
pub mod webhooks;

pub mod docs;

pub mod app;
pub mod cli;
