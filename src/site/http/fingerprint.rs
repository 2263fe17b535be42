//! The SHA-256 fingerprint of a certificate, by which a person knows it again.

use crate::error::{Code, Error, Result};
use sha2::{Digest, Sha256};
use std::fmt;

/// The SHA-256 of a certificate as the server sends it (DER).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The fingerprint of a certificate's bytes.
    pub fn of(certificate: &[u8]) -> Self {
        Self(Sha256::digest(certificate).into())
    }

    /// Reads 64 hexadecimal digits, with or without colons and blanks, as browsers and `openssl`
    /// show them.
    ///
    /// # Errors
    /// `Invalid` if it is anything else.
    pub fn read(typed: &str) -> Result<Self> {
        let digits: Option<Vec<u8>> = typed
            .chars()
            .filter(|c| !c.is_whitespace() && *c != ':')
            .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect();
        let bytes = digits
            .filter(|digits| digits.len() == 64)
            .map(|digits| std::array::from_fn(|at| digits[2 * at] << 4 | digits[2 * at + 1]));
        bytes.map(Self).ok_or_else(|| {
            Error::new(
                Code::Invalid,
                "That is not the SHA-256 fingerprint of a certificate.",
                "It has 64 digits from 0 to 9 and A to F. Ask whoever runs the site for it, or \
                 compare the one the connection doctor shows with theirs.",
            )
        })
    }
}

/// In pairs of digits, as browsers show it.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, byte) in self.0.iter().enumerate() {
            let colon = if at == 0 { "" } else { ":" };
            write!(f, "{colon}{byte:02X}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_read_as_it_is_shown_anywhere() {
        let fingerprint = Fingerprint::of(b"a certificate");
        let shown = fingerprint.to_string();
        assert_eq!(shown.len(), 95);
        for typed in [
            shown.clone(),
            shown.replace(':', ""),
            shown.replace(':', " ").to_lowercase(),
            format!(" {shown}\n"),
        ] {
            assert_eq!(Fingerprint::read(&typed).unwrap(), fingerprint, "{typed}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for typed in ["", "AA:BB", &"g".repeat(64), &"a".repeat(63), &"a".repeat(66)] {
            assert_eq!(Fingerprint::read(typed).unwrap_err().code, Code::Invalid, "{typed}");
        }
    }
}
