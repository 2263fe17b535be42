//! The key a person signs packets with, and how two people make sure that they have each other's.

use super::hex;
use crate::error::{Code, Error, Result};
use crate::review::Person;
use ring::rand::{SecureRandom, SystemRandom};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use sha2::{Digest, Sha256};
use std::fmt;

/// Bytes of an Ed25519 seed, from which both keys are made, and of a public key.
pub const KEY: usize = 32;
/// Bytes of an Ed25519 signature.
pub const SIGNATURE: usize = 64;

/// Groups of a fingerprint that is read out, and bytes of it that each is made of.
const GROUPS: usize = 6;
const GROUP_BYTES: usize = 5;
/// A group has five digits.
const GROUP_END: u64 = 100_000;

/// Somebody who signs: a name and an Ed25519 key. The secret leaves only by [`Signer::secret`], for
/// the keychain.
pub struct Signer {
    name: String,
    seed: [u8; KEY],
    pair: Ed25519KeyPair,
}

impl Signer {
    /// A signer with a new key, made of the system's randomness.
    ///
    /// # Errors
    /// `Internal` if the system has none to give.
    pub fn make(name: &str) -> Result<Self> {
        let mut seed = [0; KEY];
        SystemRandom::new().fill(&mut seed).map_err(|_| {
            Error::new(
                Code::Internal,
                "The system gave no random numbers, so no key was made.",
                "Start the computer again, then try once more.",
            )
        })?;
        Self::from_seed(name, seed)
    }

    /// The signer with the key that is made of these random bytes.
    ///
    /// # Errors
    /// `Internal`, never in practice: any 32 bytes are a seed.
    pub fn from_seed(name: &str, seed: [u8; KEY]) -> Result<Self> {
        let pair = Ed25519KeyPair::from_seed_unchecked(&seed).map_err(|_| unusable())?;
        Ok(Self { name: name.to_owned(), seed, pair })
    }

    /// The signer whose [`Signer::secret`] was kept.
    ///
    /// # Errors
    /// `Invalid` if that is not the text of a key.
    pub fn from_secret(name: &str, secret: &str) -> Result<Self> {
        let digits = secret.as_bytes();
        if digits.len() != 2 * KEY || !digits.iter().all(u8::is_ascii_hexdigit) {
            return Err(unusable());
        }
        let mut seed = [0; KEY];
        for (byte, two) in seed.iter_mut().zip(digits.chunks(2)) {
            let two = std::str::from_utf8(two).map_err(|_| unusable())?;
            *byte = u8::from_str_radix(two, 16).map_err(|_| unusable())?;
        }
        Self::from_seed(name, seed)
    }

    /// The secret as a keychain keeps it: 64 hex digits. Whoever has it can sign in this name.
    pub fn secret(&self) -> String {
        hex(&self.seed)
    }

    /// Name and fingerprint, as others know the signer.
    pub fn person(&self) -> Person {
        Person { name: self.name.clone(), key: fingerprint(&self.public_key()) }
    }

    /// The public half of the key.
    pub fn public_key(&self) -> [u8; KEY] {
        let mut key = [0; KEY];
        key.copy_from_slice(self.pair.public_key().as_ref());
        key
    }

    /// The Ed25519 signature of `message` (RFC 8032); the same each time.
    pub(super) fn sign(&self, message: &[u8]) -> [u8; SIGNATURE] {
        let mut signature = [0; SIGNATURE];
        signature.copy_from_slice(self.pair.sign(message).as_ref());
        signature
    }
}

/// Tells who signs, never with what.
impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").field("person", &self.person()).finish_non_exhaustive()
    }
}

/// What a kept secret that is none is answered with; the secret itself is not repeated.
fn unusable() -> Error {
    Error::new(
        Code::Invalid,
        "What the keychain holds as your signing key is not a key.",
        "Remove that entry from the keychain; a new key is made, which others have to confirm.",
    )
}

/// Whether the key whose public half this is signed exactly this message.
pub(super) fn signed(public_key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    UnparsedPublicKey::new(&ED25519, public_key).verify(message, signature).is_ok()
}

/// The fingerprint of a public key: SHA-256 of its 32 bytes in lower-case hex.
pub fn fingerprint(public_key: &[u8]) -> String {
    hex(&Sha256::digest(public_key))
}

/// A fingerprint as two people compare it by telephone: six groups of five digits. Each group is five
/// bytes of the fingerprint, first to last, as one number of which the last five digits count; thirty
/// digits tell some 2⁹⁹ keys apart. `None` for what is no fingerprint.
pub fn spoken(fingerprint: &str) -> Option<String> {
    let digits = fingerprint.as_bytes();
    if digits.len() != 64 || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let groups = digits.chunks(2 * GROUP_BYTES).take(GROUPS).map(|group| {
        let number = u64::from_str_radix(std::str::from_utf8(group).ok()?, 16).ok()?;
        Some(format!("{:05}", number % GROUP_END))
    });
    Some(groups.collect::<Option<Vec<_>>>()?.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_the_standards_for_the_same_seed() {
        // RFC 8032, 7.1, test 1: the empty message.
        let secret = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
        let signer = Signer::from_secret("Jo", secret).unwrap();
        assert_eq!(
            hex(&signer.public_key()),
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
        );
        let signature = signer.sign(b"");
        assert!(hex(&signature).starts_with("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974"));
        assert!(signed(&signer.public_key(), b"", &signature));
        assert!(!signed(&signer.public_key(), b"x", &signature));
        assert_eq!(signer.secret(), secret);
    }

    #[test]
    fn two_new_keys_differ_and_each_is_kept_whole() {
        let [one, other] = ["Jo", "Jo"].map(|name| Signer::make(name).unwrap());
        assert_ne!(one.person(), other.person());
        let again = Signer::from_secret("Jo", &one.secret()).unwrap();
        assert_eq!(again.person(), one.person());
    }

    #[test]
    fn a_signer_is_never_printed_with_its_secret() {
        let signer = Signer::from_seed("Jo", [7; KEY]).unwrap();
        let shown = format!("{signer:?}");
        assert!(shown.contains("Jo") && !shown.contains(&signer.secret()), "{shown}");
        assert!(!shown.contains("7, 7"), "{shown}");
    }

    #[test]
    fn what_is_no_key_is_refused_without_repeating_it() {
        for text in ["", "9d61", &"g".repeat(64), &"é".repeat(32)] {
            let error = Signer::from_secret("Jo", text).unwrap_err();
            assert!(error.code == Code::Invalid, "{error}");
            assert!(text.is_empty() || !error.to_string().contains(text));
        }
    }

    #[test]
    fn a_fingerprint_is_read_out_in_six_groups() {
        let fingerprint = format!("{}{}", "0000000001ffffffffff00000186a0", "0".repeat(34));
        assert_eq!(spoken(&fingerprint).unwrap(), "00001 27775 00000 00000 00000 00000");
        // The example of docs/story-packet.md, worked out by another program.
        let person = Signer::from_seed("Jo", [7; KEY]).unwrap().person();
        assert_eq!(spoken(&person.key).unwrap(), "42483 93437 39897 52687 90322 67526");
        assert_eq!(spoken("123"), None);
        assert_eq!(spoken(&"é".repeat(32)), None);
    }
}
