//! An act: who, when, in which request.

use crate::primitives::{Instant, id::UserId};

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A person.
    User(UserId),
    /// A clock or the payment provider.
    Platform,
    /// Whoever runs the command line.
    Operator,
}

impl std::fmt::Display for Actor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::User(id) => write!(f, "{id}"),
            Self::Platform => f.write_str("platform"),
            Self::Operator => f.write_str("operator"),
        }
    }
}

/// Who acts, when, and in which request: the first argument of every action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Who.
    pub actor: Actor,
    /// When; every clock of the act counts from here.
    pub at: Instant,
    /// The request's id, or the job's.
    pub request: String,
}

impl Act {
    /// A person acts in a request.
    #[must_use]
    pub fn of(user: UserId, at: Instant, request: impl Into<String>) -> Self {
        Self { actor: Actor::User(user), at, request: request.into() }
    }

    /// The platform acts: a clock fired, the provider answered.
    #[must_use]
    pub fn platform(at: Instant, request: impl Into<String>) -> Self {
        Self { actor: Actor::Platform, at, request: request.into() }
    }

    /// The operator acts on the command line.
    #[must_use]
    pub fn operator(at: Instant) -> Self {
        Self { actor: Actor::Operator, at, request: "cli".to_owned() }
    }

    /// The person, if a person acts.
    #[must_use]
    pub const fn user(&self) -> Option<UserId> {
        match self.actor {
            Actor::User(id) => Some(id),
            Actor::Platform | Actor::Operator => None,
        }
    }
}
