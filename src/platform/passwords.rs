//! Passwords: argon2id with a pepper, on two threads of its own.
//!
//! A hash costs 19 MiB and about 20 ms of a core. So that a flood of sign-ins cannot take the machine from everybody else, at most two are worked
//! on at a time, 32 wait, and the rest are told to come again. Nothing here logs or keeps a password.

use super::secret::{Purpose, SecretKey};
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use std::{
    collections::HashSet,
    sync::{
        Arc, LazyLock, Mutex, PoisonError,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
};
use tokio::sync::oneshot;

/// Hashes worked on at a time.
const THREADS: usize = 2;
/// Hashes that may wait.
const QUEUE: usize = 32;
/// 19 MiB, twice, one lane: the least that OWASP's password storage cheat sheet allows for argon2id.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Too many sign-ins at once; come again in a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many passwords at once")]
pub struct Busy;

/// The password machine. Cheap to clone.
#[derive(Clone)]
pub struct Passwords(SyncSender<Order>);

/// What a thread is asked to do.
enum Order {
    Hash(String, oneshot::Sender<Option<String>>),
    Verify(String, String, oneshot::Sender<bool>),
}

impl Order {
    /// The request that asked was cut: no work for nobody.
    fn is_abandoned(&self) -> bool {
        match self {
            Self::Hash(_, answer) => answer.is_closed(),
            Self::Verify(_, _, answer) => answer.is_closed(),
        }
    }
}

impl Passwords {
    /// Starts the threads.
    pub fn start(secret: &SecretKey) -> std::io::Result<Self> {
        let (sender, receiver) = sync_channel(QUEUE);
        let orders = Arc::new(Mutex::new(receiver));
        for number in 0..THREADS {
            let (orders, pepper) = (Arc::clone(&orders), secret.key(Purpose::Pepper));
            std::thread::Builder::new().name(format!("password-{number}")).spawn(move || work(&orders, pepper.bytes()))?;
        }
        Ok(Self(sender))
    }

    /// The text to store for a password: algorithm, parameters, salt and hash (PHC string format).
    pub async fn hash(&self, password: &str) -> Result<String, Busy> {
        let (answer, waiting) = oneshot::channel();
        self.0.try_send(Order::Hash(password.to_owned(), answer)).map_err(|_| Busy)?;
        waiting.await.ok().flatten().ok_or(Busy)
    }

    /// The password is the one that this text was made from. A text that cannot be read is a no, after the same work.
    pub async fn verify(&self, password: &str, hash: &str) -> Result<bool, Busy> {
        let (answer, waiting) = oneshot::channel();
        self.0.try_send(Order::Verify(password.to_owned(), hash.to_owned(), answer)).map_err(|_| Busy)?;
        waiting.await.map_err(|_| Busy)
    }

    /// The same work as [`Self::verify`] for an address that nobody has, so that time tells a stranger nothing.
    pub async fn verify_nobody(&self, password: &str) -> Result<(), Busy> {
        self.verify(password, "").await.map(drop)
    }
}

fn work(orders: &Mutex<Receiver<Order>>, pepper: &[u8]) {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).unwrap_or_default();
    let Ok(argon) = Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, params) else { return };
    let next = || orders.lock().unwrap_or_else(PoisonError::into_inner).recv();
    while let Ok(order) = next() {
        if order.is_abandoned() {
            continue;
        }
        // A failed send means that nobody waits any more, which is no fault.
        match order {
            Order::Hash(password, answer) => drop(answer.send(hash(&argon, &password))),
            Order::Verify(password, stored, answer) => drop(answer.send(verify(&argon, &password, &stored))),
        }
    }
}

fn hash(argon: &Argon2<'_>, password: &str) -> Option<String> {
    argon.hash_password(password.as_bytes()).map(|hash| hash.to_string()).ok()
}

fn verify(argon: &Argon2<'_>, password: &str, stored: &str) -> bool {
    match PasswordHash::new(stored) {
        Ok(parsed) => argon.verify_password(password.as_bytes(), &parsed).is_ok(),
        Err(_) => {
            drop(hash(argon, password));
            false
        }
    }
}

static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| include_str!("common_passwords.txt").lines().collect());

/// One of the passwords that everybody tries first, in whatever case.
#[must_use]
pub fn is_common(password: &str) -> bool {
    COMMON.contains(password.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passwords(seed: u8) -> Passwords {
        Passwords::start(&SecretKey::from_bytes(&[seed; 32]).unwrap()).unwrap()
    }

    #[tokio::test]
    async fn a_password_is_verified_only_with_its_own_pepper() {
        let here = passwords(1);
        let hash = here.hash("correct horse battery").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_eq!(here.verify("correct horse battery", &hash).await, Ok(true));
        assert_eq!(here.verify("correct horse batterY", &hash).await, Ok(false));
        assert_eq!(here.verify("anything", "not a hash").await, Ok(false));
        assert_eq!(passwords(2).verify("correct horse battery", &hash).await, Ok(false));
        assert_ne!(here.hash("correct horse battery").await.unwrap(), hash, "each has its own salt");
    }

    #[tokio::test]
    async fn a_flood_is_turned_away_instead_of_piling_up() {
        let here = passwords(3);
        let rush = (0..80).map(|_| here.verify_nobody("some password"));
        let answers = futures_util::future::join_all(rush).await;
        let busy = answers.iter().filter(|answer| answer.is_err()).count();
        assert!((40..=48).contains(&busy), "{busy} of 80 were turned away");
        assert_eq!(here.verify_nobody("some password").await, Ok(()), "and then there is room again");
    }

    #[tokio::test]
    async fn nobody_costs_as_much_as_somebody() {
        let here = passwords(4);
        let hash = here.hash("a real password").await.unwrap();
        let clock = std::time::Instant::now();
        for _ in 0..5 {
            here.verify("a wrong password", &hash).await.unwrap();
        }
        let somebody = clock.elapsed();
        let clock = std::time::Instant::now();
        for _ in 0..5 {
            here.verify_nobody("a wrong password").await.unwrap();
        }
        let nobody = clock.elapsed();
        assert!(nobody < somebody * 3 && somebody < nobody * 3, "{nobody:?} against {somebody:?}");
    }

    #[test]
    fn common_passwords_are_known_in_any_case() {
        assert!(COMMON.len() >= 1_000);
        for common in ["12345678", "PassWord123", "woaini1314", "qwertyuiop", "1qaz2wsx"] {
            assert!(is_common(common), "{common}");
        }
        assert!(!is_common("a long walk along the river"));
        assert!(COMMON.iter().all(|word| word.len() >= 8 && *word == word.to_lowercase()), "shorter ones are refused anyway");
    }
}
