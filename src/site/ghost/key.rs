//! The key of a Ghost account, and the short-lived token (JWT, RFC 7519) every call is signed with.

use crate::error::{Code, Error, Result};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::json;
use sha2::Sha256;

/// How long a token holds, in seconds: the most that Ghost's documentation allows.
const LIFE: i64 = 300;

/// An Admin API key of an integration, or the staff access token of a person: `id:secret`.
pub struct Key {
    id: String,
    secret: Vec<u8>,
}

impl Key {
    /// # Errors
    /// `SignIn` if it is not of this form.
    pub fn parse(typed: &str) -> Result<Self> {
        let parts = typed.split_once(':').and_then(|(id, secret)| {
            let secret = bytes_of(secret)?;
            let is_id = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_hexdigit());
            (is_id && !secret.is_empty()).then(|| Self { id: id.to_owned(), secret })
        });
        parts.ok_or_else(no_key)
    }

    /// The value of the `Authorization` header for a call at `now`, in seconds since 1970 by the
    /// site's own clock: a computer whose clock is wrong could not sign in otherwise.
    pub fn authorization(&self, now: i64) -> String {
        let part = |value: serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let header = part(json!({ "alg": "HS256", "kid": self.id, "typ": "JWT" }));
        let claims = part(json!({ "iat": now, "exp": now + LIFE, "aud": "/admin/" }));
        let signed = format!("{header}.{claims}");
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.secret)
            .unwrap_or_else(|_| unreachable!("HMAC takes a key of any length"));
        mac.update(signed.as_bytes());
        let seal = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
        format!("Ghost {signed}.{seal}")
    }
}

fn bytes_of(hex: &str) -> Option<Vec<u8>> {
    if !hex.len().is_multiple_of(2) || !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).ok()).collect()
}

fn no_key() -> Error {
    Error::new(
        Code::SignIn,
        "What was given is no key of a Ghost account: that is one long word with a colon in it.",
        "Your story is safe here. In Ghost's settings open your own profile and copy the staff \
         access token, or copy the Admin API key (not the Content API key) of a custom integration.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str =
        "0123456789abcdef01234567:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    #[test]
    fn a_token_says_who_and_until_when_and_is_sealed() {
        let token = Key::parse(KEY).unwrap().authorization(1_700_000_000);
        let parts: Vec<_> = token.strip_prefix("Ghost ").unwrap().split('.').collect();
        let told = |part: &str| String::from_utf8(URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap();
        assert_eq!(
            told(parts[0]),
            r#"{"alg":"HS256","kid":"0123456789abcdef01234567","typ":"JWT"}"#
        );
        assert_eq!(told(parts[1]), r#"{"aud":"/admin/","exp":1700000300,"iat":1700000000}"#);
        // Made with Python's hmac from the two parts before it.
        assert_eq!(parts[2], "PXDGllJxqxDIOtNs790cDUBUgx6cfKpRtLEtYIYcjpA");
    }

    #[test]
    fn what_is_no_key_is_told_and_not_repeated() {
        for typed in ["", "wrong", "Aa9-password:with-colon", "0123:012", "0123:", ":0123", "é:ab"]
        {
            let error = Key::parse(typed).err().unwrap();
            assert_eq!(error.code, Code::SignIn, "{typed}");
            assert!(typed.is_empty() || !error.to_string().contains(typed), "{error}");
        }
    }
}
