//! Where a link leads, without the pages that other programs send their readers past.

use url::Url;

/// The address behind one that counts who clicks: of Google's documents and results, and of
/// Outlook's mail. `None` for every other address.
pub fn behind(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let host = url.host_str()?;
    let google = host.strip_prefix("www.").unwrap_or(host).starts_with("google.");
    let named: &[&str] = if google && url.path() == "/url" {
        &["q", "url"]
    } else if host.ends_with(".safelinks.protection.outlook.com") {
        &["url"]
    } else {
        return None;
    };
    let (_, behind) = url.query_pairs().find(|(name, _)| named.contains(&name.as_ref()))?;
    let is_web = behind.starts_with("https://") || behind.starts_with("http://");
    is_web.then(|| behind.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_where_it_was_meant_to() {
        let cases = [
            (
                "https://www.google.com/url?q=https://town.example/a?b%3D1&sa=D&ust=1",
                Some("https://town.example/a?b=1"),
            ),
            (
                "https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Ftown.example%2F&data=1",
                Some("https://town.example/"),
            ),
            ("https://www.google.com/maps?q=https://town.example/", None),
            ("https://town.example/url?q=https://other.example/", None),
            ("https://www.google.com/url?q=javascript:alert(1)", None),
            ("#_ftn1", None),
        ];
        for (address, expected) in cases {
            assert_eq!(behind(address).as_deref(), expected, "{address}");
        }
    }
}
