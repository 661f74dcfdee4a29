//! Statements that this installation signs, so that others can check them without it: Ed25519 over the exact bytes.
//!
//! The key is made from the installation's secret: the same after a restart and on every node, and lost with the secret. The public half is for everybody.

use super::secret::{Purpose, SecretKey};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use sha2::{Digest as _, Sha256};

/// Signs for this installation.
pub struct Signer(Ed25519KeyPair);

impl Signer {
    /// With the key of this installation. Nothing if the bytes are no key, which 32 bytes always are.
    #[must_use]
    pub fn new(secret: &SecretKey) -> Option<Self> {
        Ed25519KeyPair::from_seed_unchecked(secret.key(Purpose::Statements).bytes()).ok().map(Self)
    }

    /// The public key, base64url.
    #[must_use]
    pub fn public_key(&self) -> String {
        BASE64URL_NOPAD.encode(self.0.public_key().as_ref())
    }

    /// The signature over these bytes, base64url.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> String {
        BASE64URL_NOPAD.encode(self.0.sign(message).as_ref())
    }
}

/// What a public key is called: the first 16 digits of its SHA-256.
#[must_use]
pub fn name_of(public_key: &str) -> String {
    let bytes = BASE64URL_NOPAD.decode(public_key.as_bytes()).unwrap_or_default();
    HEXLOWER.encode(&Sha256::digest(bytes)).chars().take(16).collect()
}

/// The signature is this key's over exactly these bytes.
#[must_use]
pub fn holds(public_key: &str, message: &[u8], signature: &str) -> bool {
    let decoded = |text: &str| BASE64URL_NOPAD.decode(text.as_bytes()).ok();
    let (Some(key), Some(signature)) = (decoded(public_key), decoded(signature)) else { return false };
    UnparsedPublicKey::new(&ED25519, key).verify(message, &signature).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_holds_for_its_key_and_bytes_alone() {
        let signer = Signer::new(&SecretKey::from_bytes(&[7; 32]).unwrap()).unwrap();
        let again = Signer::new(&SecretKey::from_bytes(&[7; 32]).unwrap()).unwrap();
        let other = Signer::new(&SecretKey::from_bytes(&[8; 32]).unwrap()).unwrap();
        let signature = signer.sign(b"{\"deals\":3}");
        assert!(holds(&signer.public_key(), b"{\"deals\":3}", &signature));
        assert_eq!((signer.public_key(), &signature), (again.public_key(), &again.sign(b"{\"deals\":3}")));
        assert!(!holds(&signer.public_key(), b"{\"deals\":4}", &signature));
        assert!(!holds(&other.public_key(), b"{\"deals\":3}", &signature));
        assert!(!holds("", b"", "") && !holds("!", b"x", &signature));
    }

    #[test]
    fn the_published_example_of_the_standard_holds() {
        // RFC 8032, 7.1, test 2.
        let key = BASE64URL_NOPAD.encode(&HEXLOWER.decode(b"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c").unwrap());
        let signature = "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
        let signature = BASE64URL_NOPAD.encode(&HEXLOWER.decode(signature.as_bytes()).unwrap());
        assert!(holds(&key, &[0x72], &signature));
    }
}
