//! Where a site is: what a person typed, made whole, and refused where a secret is not safe.

use super::Fingerprint;
use crate::error::{Code, Error, Result};
use crate::site::Address;
use url::{Host, Url};

/// Where a site is, and which certificate a person confirmed for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// As [`base`] makes it.
    pub url: Url,
    /// The one certificate that is trusted; `None` for whatever the known authorities vouch for.
    pub pin: Option<Fingerprint>,
}

impl Home {
    /// The home of a connected site.
    ///
    /// # Errors
    /// `Invalid` as [`base`], or if the fingerprint is none.
    pub fn of(site: &Address) -> Result<Self> {
        let pin = site.fingerprint.as_deref().map(Fingerprint::read).transpose()?;
        Ok(Self { url: base(&site.url)?, pin })
    }
}

impl From<Url> for Home {
    fn from(url: Url) -> Self {
        Self { url, pin: None }
    }
}

/// The address of a site as a person typed it; without a scheme `https://` is meant, on this
/// computer `http://`. Always ends in a slash.
///
/// # Errors
/// `Code::Invalid` if it is no web address, or neither HTTPS nor on this computer.
pub fn base(typed: &str) -> Result<Url> {
    let typed = typed.trim();
    let invalid = || {
        Error::new(
            Code::Invalid,
            format!("“{typed}” is not the address of a web site."),
            "Write the address as it stands in the browser when you look at the site, such as \
             https://news.example.",
        )
    };
    let mut url = if typed.contains("://") {
        Url::parse(typed).map_err(|_| invalid())?
    } else {
        let guess = Url::parse(&format!("http://{typed}")).map_err(|_| invalid())?;
        let scheme = if is_loopback(&guess) { "http" } else { "https" };
        Url::parse(&format!("{scheme}://{typed}")).map_err(|_| invalid())?
    };
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err(invalid());
    }
    let authority = typed.split_once("://").map_or(typed, |(_, rest)| rest);
    if authority.split(['/', '?', '#']).next().is_some_and(|host| host.contains('@')) {
        // Not repeated: what stands there may be a password, and would end up on the screen.
        return Err(Error::new(
            Code::Invalid,
            "What stands there has an @ in it: it is an e-mail address, or has a name before the \
             site's.",
            "Write the address of the site alone, such as https://news.example; the name and the \
             password have fields of their own.",
        ));
    }
    check_safe(&url)?;
    url.set_query(None);
    url.set_fragment(None);
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    Ok(url)
}

/// Refuses an address over which the secret would travel in the open.
fn check_safe(url: &Url) -> Result<()> {
    if url.scheme() == "https" || is_loopback(url) {
        return Ok(());
    }
    Err(Error::new(
        Code::Invalid,
        format!("{url} is not a safe address: the password would be readable on the way there."),
        "Use the address that begins with https://. If the site has none, it cannot be published \
         to safely; ask whoever runs it to switch HTTPS on.",
    ))
}

/// On this very computer.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_made_whole() {
        for (typed, whole) in [
            ("news.example", "https://news.example/"),
            (" https://news.example/blog ", "https://news.example/blog/"),
            ("localhost:8400", "http://localhost:8400/"),
            ("http://127.0.0.1:8400", "http://127.0.0.1:8400/"),
            ("http://[::1]:8400/", "http://[::1]:8400/"),
            ("https://news.example/?p=1#top", "https://news.example/"),
        ] {
            assert_eq!(base(typed).unwrap().as_str(), whole);
        }
    }

    #[test]
    fn an_unsafe_or_foreign_address_is_refused() {
        for typed in ["http://news.example", "ftp://news.example", "", "mailto:a@b.example"] {
            assert_eq!(base(typed).unwrap_err().code, Code::Invalid, "{typed}");
        }
        for typed in ["https://jo:hush@news.example", "@news.example", "https://@news.example/"] {
            let error = base(typed).unwrap_err();
            assert_eq!(error.code, Code::Invalid, "{typed}");
            assert!(!error.to_string().contains("hush"), "{error}");
        }
    }
}
