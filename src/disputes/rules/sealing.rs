//! Sealed amounts at rest: encrypted with a key of the installation's secret file, so that the database, its dumps and its backups give away
//! neither a number nor how long it is. The offer's id is the nonce: it is random and never used twice.

use super::super::model::{Offer, Sum};
use super::offers::MOST_ROUNDS;
use crate::contracts::Party;
use crate::platform::secret::Key;
use crate::primitives::{Minor, id::OfferId};

/// 8 bytes of amount and 32 of proof.
const BYTES: usize = 40;

fn message(label: &str, offer: OfferId) -> Vec<u8> {
    format!("{label} {offer} ").into_bytes()
}

fn masked(key: &Key, offer: OfferId, bytes: [u8; 8]) -> [u8; 8] {
    let pad = key.sign(&message("pad", offer));
    let mut out = bytes;
    out.iter_mut().zip(pad).for_each(|(byte, pad)| *byte ^= pad);
    out
}

fn proof(offer: OfferId, masked: [u8; 8]) -> Vec<u8> {
    [message("proof", offer).as_slice(), &masked].concat()
}

/// The amount, for nobody to read: always 80 characters.
#[must_use]
pub fn seal(key: &Key, offer: OfferId, amount: Minor) -> String {
    let masked = masked(key, offer, amount.0.to_be_bytes());
    let tag = key.sign(&proof(offer, masked));
    data_encoding::HEXLOWER.encode(&[masked.as_slice(), &tag].concat())
}

/// The amount again; none if it was sealed for another offer, by another installation, or changed.
#[must_use]
pub fn open(key: &Key, offer: OfferId, sealed: &str) -> Option<Minor> {
    let bytes = data_encoding::HEXLOWER.decode(sealed.as_bytes()).ok().filter(|bytes| bytes.len() == BYTES)?;
    let (masked_bytes, tag) = bytes.split_first_chunk::<8>()?;
    let is_ours = key.verify(&proof(offer, *masked_bytes), tag);
    is_ours.then(|| Minor(i64::from_be_bytes(masked(key, offer, *masked_bytes))))
}

/// Between the two amounts of the newest round that did not meet: all that an arbiter learns of them.
#[must_use]
pub fn gap(offers: &[Offer], key: &Key) -> Option<Minor> {
    let entered = |round: i32, party: Party| {
        let offer = offers.iter().find(|offer| offer.round == round && offer.party == party)?;
        match &offer.sum {
            Sum::Sealed(sealed) => open(key, offer.id, sealed),
            Sum::Open(_) => None,
        }
    };
    let between = |round| Some(entered(round, Party::Creator)?.0.saturating_sub(entered(round, Party::Merchant)?.0));
    (1..=MOST_ROUNDS).rev().find_map(between).filter(|gap| *gap > 0).map(Minor)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::secret::{Purpose, SecretKey};

    #[test]
    fn a_sealed_amount_opens_for_its_own_offer_only_and_always_looks_the_same() {
        let key = SecretKey::from_bytes(&[7; 32]).unwrap().key(Purpose::SealedOffers);
        let (one, two) = (OfferId::random(), OfferId::random());
        let sealed = seal(&key, one, Minor(400_000));
        assert_eq!(open(&key, one, &sealed), Some(Minor(400_000)));
        assert_eq!(open(&key, two, &sealed), None);
        assert_ne!(seal(&key, two, Minor(400_000)), sealed);
        assert_eq!([0, 1, 90_000_000].map(|amount| seal(&key, one, Minor(amount)).len()), [80, 80, 80]);
        let other = SecretKey::from_bytes(&[8; 32]).unwrap().key(Purpose::SealedOffers);
        assert_eq!(open(&other, one, &sealed), None);
        let mut changed = sealed.into_bytes();
        changed[0] = if changed[0] == b'0' { b'1' } else { b'0' };
        assert_eq!(open(&key, one, std::str::from_utf8(&changed).unwrap()), None);
    }
}
