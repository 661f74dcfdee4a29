//! Who signed a webhook: HMAC-SHA256 over `timestamp.body`, the raw bytes, with any of our secrets, compared in constant time, and not older or
//! newer than five minutes. Reading the body is another step; what cannot be read may still be signed.

use crate::primitives::Instant;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

const TOLERANCE_SECONDS: i64 = 300;

/// The header `Stripe-Signature` vouches for the body.
pub(super) fn is_signed(secrets: &[String], header: &str, body: &[u8], now: Instant) -> bool {
    let parts = || header.split(',').filter_map(|part| part.trim().split_once('='));
    let Some(time) = parts().find(|(key, _)| *key == "t").and_then(|(_, value)| value.parse::<i64>().ok()) else { return false };
    if now.0.div_euclid(1_000_000).abs_diff(time) > TOLERANCE_SECONDS.unsigned_abs() {
        return false;
    }
    // Every signature is compared with every secret, whether or not one fitted before.
    let mut signed = false;
    for (_, said) in parts().filter(|(key, _)| *key == "v1") {
        let Ok(said) = data_encoding::HEXLOWER_PERMISSIVE.decode(said.as_bytes()) else { continue };
        for secret in secrets {
            signed |= fits(secret, time, body, &said);
        }
    }
    signed
}

fn fits(secret: &str, time: i64, body: &[u8], said: &[u8]) -> bool {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return false };
    mac.update(format!("{time}.").as_bytes());
    mac.update(body);
    mac.verify_slice(said).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign(secret: &str, time: i64, body: &[u8]) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(format!("{time}.").as_bytes());
        mac.update(body);
        format!("t={time},v1={}", data_encoding::HEXLOWER.encode(&mac.finalize().into_bytes()))
    }

    #[test]
    fn any_of_our_secrets_signs_and_no_other() {
        let (secrets, now) = (["whsec_a".to_owned(), "whsec_b".to_owned()], Instant(1_000_000_000));
        for secret in &secrets {
            assert!(is_signed(&secrets, &sign(secret, 1_000, b"{}"), b"{}", now));
        }
        assert!(!is_signed(&secrets, &sign("whsec_c", 1_000, b"{}"), b"{}", now));
        assert!(!is_signed(&secrets, &sign("whsec_a", 1_000, b"{}"), b"{ }", now));
        let several = format!("{},v1=00,v0=00", sign("whsec_b", 1_000, b"{}"));
        assert!(is_signed(&secrets, &several, b"{}", now));
        for header in ["", "t=1000", "v1=00", "t=1000,v1=zz", "t=x,v1=00"] {
            assert!(!is_signed(&secrets, header, b"{}", now), "{header}");
        }
    }

    #[test]
    fn what_is_older_or_newer_than_five_minutes_is_not_believed() {
        let secrets = ["whsec_a".to_owned()];
        let at = |seconds: i64| is_signed(&secrets, &sign("whsec_a", seconds, b"x"), b"x", Instant(10_000_000_000));
        assert!(at(9_700) && at(10_300));
        assert!(!at(9_699) && !at(10_301) && !at(i64::MAX) && !at(i64::MIN));
    }
}
