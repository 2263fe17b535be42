//! Plain links that share an article; no script of anybody's.

use maud::{Markup, html};

/// E-mail and the networks, each with the article's headline and address.
pub fn links(headline: &str, url: &str) -> Markup {
    let (title, address) = (encoded(headline), encoded(url));
    let both = encoded(&format!("{headline} {url}"));
    let places = [
        ("E-mail", format!("mailto:?subject={title}&body={both}")),
        ("Facebook", format!("https://www.facebook.com/sharer/sharer.php?u={address}")),
        ("X", format!("https://x.com/intent/post?text={title}&url={address}")),
        ("WhatsApp", format!("https://wa.me/?text={both}")),
        ("Bluesky", format!("https://bsky.app/intent/compose?text={both}")),
    ];
    html! {
        section class="share" aria-labelledby="page-share" {
            h2 id="page-share" { "Share" }
            ul {
                @for (name, link) in places {
                    li { a href=(link) { span class="unseen" { "Share by " } (name) } }
                }
            }
        }
    }
}

/// Percent-encoding of everything but RFC 3986's unreserved characters.
fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_an_address_is_encoded() {
        assert_eq!(encoded("a b&c=“d”"), "a%20b%26c%3D%E2%80%9Cd%E2%80%9D");
    }
}
