//! The one secret of an installation: 32 random bytes in `DATA_DIR/secret.key`, and the keys made from it, one for each use.
//!
//! The file is made once, readable by its owner only, and never written again: whoever loses it loses every password (the pepper) and every
//! open session's forms. No key leaves this module as bytes but the pepper, which the password hash needs.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::{io, path::Path};

const FILE: &str = "secret.key";

/// What a key made from the secret is for. A message signed for one use is worthless for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Mixed into every password hash, so that a stolen table alone cannot be guessed at.
    Pepper,
    /// Signs the place where the next slice of a list begins.
    Cursor,
    /// Ties a form to a session.
    Csrf,
    /// Signs the message that the next page shows once.
    Flash,
    /// Signs that a password was right and only the code is missing.
    SecondStep,
    /// Makes the recovery codes of a person.
    RecoveryCodes,
    /// Makes the tokens of programs.
    Tokens,
    /// Makes the secrets that webhooks are signed with.
    Webhooks,
    /// Signs the address of a person's calendar.
    Calendar,
    /// Makes the codes that creators put on the pages of their channels.
    ChannelCodes,
    /// Makes the key that statements for others are signed with.
    Statements,
    /// Hides sealed offers from everybody but their own side.
    SealedOffers,
    /// Tells bodies that came with a key apart without keeping anything from which a short one could be guessed.
    RepeatedBodies,
    /// Signs the address by which mails are ended.
    Unsubscribe,
}

impl Purpose {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::Pepper => b"vtask pepper 1",
            Self::Cursor => b"vtask cursor 1",
            Self::Csrf => b"vtask csrf 1",
            Self::Flash => b"vtask flash 1",
            Self::SecondStep => b"vtask second step 1",
            Self::RecoveryCodes => b"vtask recovery codes 1",
            Self::Tokens => b"vtask tokens 1",
            Self::Webhooks => b"vtask webhooks 1",
            Self::Calendar => b"vtask calendar 1",
            Self::ChannelCodes => b"vtask channel codes 1",
            Self::Statements => b"vtask statements 1",
            Self::SealedOffers => b"vtask sealed offers 1",
            Self::RepeatedBodies => b"vtask repeated bodies 1",
            Self::Unsubscribe => b"vtask unsubscribe 1",
        }
    }
}

/// The secret of this installation.
#[derive(Clone)]
pub struct SecretKey([u8; 32]);

impl SecretKey {
    /// Reads the secret of a data directory, or makes it there. Of several processes that start at once, all get the same.
    pub fn load_or_create(data_dir: &Path) -> io::Result<Self> {
        let path = data_dir.join(FILE);
        match std::fs::read(&path) {
            Ok(bytes) => Self::from_bytes(&bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                std::fs::create_dir_all(data_dir)?;
                create(data_dir, &path)?;
                Self::from_bytes(&std::fs::read(&path)?)
            }
            Err(error) => Err(error),
        }
    }

    /// The secret with these 32 bytes.
    pub fn from_bytes(bytes: &[u8]) -> io::Result<Self> {
        let wrong = |_| io::Error::new(io::ErrorKind::InvalidData, format!("{FILE} must hold exactly 32 bytes"));
        bytes.try_into().map(Self).map_err(wrong)
    }

    /// The key for one use.
    #[must_use]
    pub fn key(&self, purpose: Purpose) -> Key {
        Key(mac(&self.0, purpose.label()))
    }
}

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

/// A key for one use.
#[derive(Clone)]
pub struct Key([u8; 32]);

impl Key {
    /// HMAC-SHA256 of the message.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; 32] {
        mac(&self.0, message)
    }

    /// The tag is this key's for the message; takes the same time whichever byte differs.
    #[must_use]
    pub fn verify(&self, message: &[u8], tag: &[u8]) -> bool {
        subtle::ConstantTimeEq::ct_eq(self.sign(message).as_slice(), tag).into()
    }

    pub(super) const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

fn mac(key: &[u8; 32], message: &[u8]) -> [u8; 32] {
    // A key shorter than SHA-256's block is filled up with zeros (RFC 2104, 2).
    let mut block = [0u8; 64];
    block.iter_mut().zip(key).for_each(|(slot, byte)| *slot = *byte);
    let mut mac = Hmac::<Sha256>::new(&block.into());
    mac.update(message);
    mac.finalize().into_bytes().into()
}

/// Writes a new secret under a name of its own, flushes it, and gives it its name only if nobody was faster.
fn create(data_dir: &Path, path: &Path) -> io::Result<()> {
    use std::{io::Write as _, os::unix::fs::OpenOptionsExt as _};
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    let own = data_dir.join(format!("{FILE}.{}", uuid::Uuid::now_v7().simple()));
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&own)?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    let named = std::fs::hard_link(&own, path);
    std::fs::remove_file(&own)?;
    match named {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        Ok(()) | Err(_) => std::fs::File::open(data_dir)?.sync_all(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn the_secret_is_made_once_and_for_its_owner_only() {
        let dir = tempfile::tempdir().unwrap();
        let keys: Vec<[u8; 32]> = std::thread::scope(|scope| {
            let racers: Vec<_> = (0..8).map(|_| scope.spawn(|| SecretKey::load_or_create(dir.path()).unwrap().0)).collect();
            racers.into_iter().map(|racer| racer.join().unwrap()).collect()
        });
        assert!(keys.iter().all(|key| *key == keys[0]));
        assert_eq!(std::fs::metadata(dir.path().join(FILE)).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1, "nothing else is left");
        std::fs::write(dir.path().join(FILE), b"short").unwrap();
        assert!(SecretKey::load_or_create(dir.path()).is_err(), "a damaged secret is not replaced");
    }

    #[test]
    fn a_signature_holds_for_its_use_and_message_only() {
        let secret = SecretKey::from_bytes(&[7; 32]).unwrap();
        let tag = secret.key(Purpose::Cursor).sign(b"after 5");
        assert!(secret.key(Purpose::Cursor).verify(b"after 5", &tag));
        assert!(!secret.key(Purpose::Csrf).verify(b"after 5", &tag));
        assert!(!secret.key(Purpose::Cursor).verify(b"after 6", &tag));
        assert!(!secret.key(Purpose::Cursor).verify(b"after 5", &tag[..31]));
        assert_eq!(format!("{secret:?}"), "SecretKey(…)");
    }
}
