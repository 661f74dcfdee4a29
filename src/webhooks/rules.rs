//! When to try again, and how to sign: <https://github.com/standard-webhooks/standard-webhooks>, version 1.0.

use super::model::Endpoint;
use crate::failure::Refusal;
use crate::platform::secret::{Purpose, SecretKey};
use crate::primitives::Instant;
use crate::primitives::id::{EndpointId, EventId};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// A person has so many endpoints at most.
pub(super) const MOST_ENDPOINTS: i64 = 20;
pub(super) const TOO_MANY: Refusal = Refusal::full("webhook.too_many");
/// A secret that was replaced signs for so long.
pub(super) const ROTATION_HOURS: i64 = 24;
/// A node that took a try and was not heard of again has lost it after this.
pub(super) const LEASE_SECONDS: i64 = 60;
/// Whose endpoint does not take what it is sent is told at most once in this time.
pub(super) const WARNED_HOURS: i64 = 24;
/// A new secret is shown for so long.
const SHOWN_MICROS: i64 = 10 * 60 * 1_000_000;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
/// After the first try, the second, and so on.
const DELAYS: [i64; 9] = [5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];

/// Seconds until the next try after this one; `None` after the last.
pub(super) fn delay_after(number: i64) -> Option<i64> {
    let index = usize::try_from(number.checked_sub(1)?).ok()?;
    DELAYS.get(index).copied()
}

fn secret_bytes(key: &SecretKey, id: EndpointId, generation: i64) -> [u8; 32] {
    key.key(Purpose::Webhooks).sign(format!("{id} {generation}").as_bytes())
}

/// The present secret, as its owner is shown it.
pub(super) fn secret(key: &SecretKey, id: EndpointId, generation: i64) -> String {
    format!("whsec_{}", BASE64.encode(secret_bytes(key, id, generation)))
}

/// A new secret is shown for a while.
pub(super) const fn is_shown(keyed_at: Instant, now: Instant) -> bool {
    now.micros_since(keyed_at) < SHOWN_MICROS
}

/// The `webhook-signature` of a body: one by the present secret, and one by the secret before while it is being replaced.
pub(super) fn signatures(key: &SecretKey, endpoint: &Endpoint, (event, now): (EventId, Instant), body: &str) -> String {
    let is_rotating = endpoint.generation > 1 && now < endpoint.keyed_at.plus_hours(ROTATION_HOURS);
    let generations = std::iter::once(endpoint.generation).chain(is_rotating.then(|| endpoint.generation.saturating_sub(1)));
    let signed = format!("{event}.{}.{body}", seconds(now));
    let one = |generation| format!("v1,{}", sign(&secret_bytes(key, endpoint.id, generation), signed.as_bytes()));
    generations.map(one).collect::<Vec<_>>().join(" ")
}

/// The `webhook-timestamp`.
pub(super) const fn seconds(at: Instant) -> i64 {
    at.0.div_euclid(1_000_000)
}

fn sign(secret: &[u8; 32], message: &[u8]) -> String {
    // A key shorter than SHA-256's block is filled up with zeros (RFC 2104, 2).
    let mut block = [0u8; 64];
    block.iter_mut().zip(secret).for_each(|(slot, byte)| *slot = *byte);
    let mut mac = Hmac::<Sha256>::new(&block.into());
    mac.update(message);
    BASE64.encode(mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::delay_after;

    #[test]
    fn nine_more_tries_follow_in_four_days() {
        let delays: Vec<i64> = (1..).map_while(delay_after).collect();
        assert_eq!(delays, [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]);
        assert_eq!(delay_after(0), None);
    }
}
