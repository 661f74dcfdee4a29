//! What a bidder can prove of a blind entry: a hash over its words and a salt, made when it was placed, noted in the audit log, and shown to nobody else.

use super::model::{Bid, Commit};
use crate::failure::Failure;
use crate::sessions::Token;
use sha2::{Digest as _, Sha256};

/// The hash of the entry as it stands, with a new salt.
pub(super) fn seal(bid: &Bid) -> Result<Commit, Failure> {
    let salt = Token::random().map_err(|error| Failure::Bug(error.to_string()))?.as_str().to_owned();
    let sha256 = data_encoding::HEXLOWER.encode(&Sha256::digest(text(bid, &salt).as_bytes()));
    Ok(Commit { salt, sha256 })
}

/// What was hashed, to the letter, as UTF-8.
#[must_use]
pub(super) fn text(bid: &Bid, salt: &str) -> String {
    let offer = &bid.offer;
    format!(
        "V-Task entry\nbrief {}\nbid {}\ncreator {}\nprice {} {}\ndays {}\nrounds {}\nsalt {salt}\nmessage\n{}\nanswer\n{}\n",
        bid.brief, bid.id, bid.creator, offer.price.0, bid.currency, offer.days, offer.rounds, offer.message, offer.answer
    )
}
