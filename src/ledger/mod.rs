//! The books: accounts, transactions and balances. Double entry, append-only, whole minor units, hash-chained in 64 buckets.
//!
//! A [`Transaction`] that does not balance cannot be built, and the database refuses one as a second guard. [`post`] writes it in the transaction
//! of the act that caused it, with its audit line. The ledger has no opinion about deals: [`postings`] says how much goes where when others decide
//! that something happened. Debits are positive, credits negative; what people see is turned to the account's own side.

mod account;
mod actions;
mod balances;
mod booked;
mod journal;
mod movements;
mod origins;
pub mod postings;
mod standings;
mod store;
mod transaction;
mod verify;

pub use account::{Account, Bucket, Payee, Provider, Side};
pub use actions::{is_posted, post};
pub use balances::{
    AgencyBalance, CreatorBalance, OrgBalance, balance, balances_of_agency, balances_of_creator, balances_of_org, first_moved_at,
    held_for_creator,
};
pub use booked::{Booked, BookedLine, chain_ends, list_booked, list_booked_of, sums_at_provider};
pub use journal::{Line, Total, list_lines, list_totals};
pub use movements::{Movement, Statement, list_movements, list_of_accounts};
pub use origins::{Origin, origins};
pub use postings::Deal;
pub use standings::{Earned, Standing, earned, standings};
pub use transaction::{Entry, Fact, Kind, LedgerError, Transaction};
pub use verify::{Fault, MOST_FAULTS, Progress, Report, verify};
