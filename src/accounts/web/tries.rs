//! Counting tries around work that takes time: written before, judged, forgotten when they were no failures.

use crate::accounts::actions;
use crate::accounts::rules::{Bound, LOGINS, LOGINS_FROM};
use crate::failure::Failure;
use crate::web::Asker;
use std::net::IpAddr;

/// Begins a try of an account, whether there is such an account or not, from the asker's network.
pub(in crate::accounts) async fn begin(asker: &Asker, account: &str) -> Result<Vec<String>, Failure> {
    let mut subjects = vec![(LOGINS, account.chars().take(254).collect::<String>())];
    subjects.extend(asker.address.map(|address| (LOGINS_FROM, network(address))));
    count(asker, subjects).await
}

async fn count(asker: &Asker, subjects: Vec<(Bound, String)>) -> Result<Vec<String>, Failure> {
    let (now, written) = (asker.now, subjects.clone());
    let ids = asker.site.db.write(move |tx| actions::begin_tries(tx, now, &written)).await?;
    let own = ids.clone();
    let judged: Result<(), Failure> = asker.site.db.read(move |conn| actions::judge_tries(conn, now, &subjects, &own)).await;
    match judged {
        Ok(()) => Ok(ids),
        Err(failure) => {
            forget(asker, ids).await?;
            Err(failure)
        }
    }
}

/// They do not count.
pub(in crate::accounts) async fn forget(asker: &Asker, ids: Vec<String>) -> Result<(), Failure> {
    asker.site.db.write(move |tx| actions::forget_tries(tx, &ids)).await
}

/// An address, or of a version 6 one the network that one household has.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_counts_as_one() {
        assert_eq!(network("203.0.113.9".parse().unwrap()), "203.0.113.9");
        assert_eq!(network("::ffff:203.0.113.9".parse().unwrap()), "203.0.113.9");
        assert_eq!(network("2001:db8:1:2:aaaa::1".parse().unwrap()), network("2001:db8:1:2:bbbb::2".parse().unwrap()));
    }
}
