//! A payment that the payer's bank takes back, as a provider shows it: who was paid what is ours to know, the outcome is the bank's to decide.

use crate::primitives::{Instant, Minor, Money};

crate::choice! {
    /// Where a case stands.
    pub enum CaseStand {
        /// It waits for what speaks for us.
        Open = "open",
        /// The bank reads it.
        Review = "review",
        /// The money is ours again.
        Won = "won",
        /// The money is gone.
        Lost = "lost",
    }
}

/// A case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The provider's id of it.
    pub id: String,
    /// The payment that it is about, as the provider calls it.
    pub payment: String,
    /// What moved the money of that payment, where the provider has another word for it.
    pub charge: Option<String>,
    /// How much of it.
    pub money: Money,
    /// What the provider took for the case, minor units of the same currency.
    pub fee: Minor,
    /// Why, in the provider's word.
    pub reason: String,
    /// Where it stands.
    pub stand: CaseStand,
    /// Until when it takes evidence.
    pub due_at: Option<Instant>,
    /// The money was taken; a mere question takes none.
    pub taken: bool,
}

/// What a look at a case showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseLook {
    /// This one.
    One(Box<Case>),
    /// There is no such case, or it cannot be read.
    Nothing,
    /// It could not be asked.
    Unreachable,
}

/// What became of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EvidenceSent {
    /// The provider has it.
    Taken,
    /// The provider does not take it: its code.
    Refused(String),
    /// Nothing is known: the same again later.
    Later,
}
