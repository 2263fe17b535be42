//! The first rung: what was typed.

use super::Question;
use super::fault::Fault;
use super::ladder::{Ladder, Stop};
use crate::site::http::{Home, base};
use crate::site::wordpress::site_of;
use crate::site::{Address, Kind};
use url::Url;

/// The site's home, or what is wrong with the way it is written.
pub fn check(ladder: &mut Ladder, address: &Address) -> Result<Home, Stop> {
    let typed = address.url.trim();
    if let Some((fault, seen, better)) = mistake(typed) {
        ladder.better_address = better;
        return Err(ladder.stop(Question::Address, fault, seen));
    }
    let home = match base(typed) {
        Ok(url) => url,
        Err(error) => {
            let https = typed.strip_prefix("http://").map(|rest| format!("https://{rest}"));
            ladder.better_address = https.filter(|better| base(better).is_ok());
            let fault = match ladder.better_address {
                Some(_) => Fault::PlainHttp,
                None => Fault::NotAnAddress,
            };
            return Err(ladder.stop(Question::Address, fault, error.message));
        }
    };
    let home = if address.kind == Kind::Wordpress { site_of(home) } else { home };
    ladder.address = home.to_string();
    let Ok(pinned) = Home::of(address) else {
        let seen = "It is kept with the site and cannot be read.";
        return Err(ladder.stop(Question::Address, Fault::NotAFingerprint, seen));
    };
    ladder.pass(Question::Address, format!("It is read as {home}."));
    Ok(Home { url: home, ..pinned })
}

/// Typing errors that a browser would silently read as something else, with what was probably meant.
fn mistake(typed: &str) -> Option<(Fault, String, Option<String>)> {
    if typed.is_empty() {
        return Some((Fault::NotAnAddress, "Nothing was typed.".to_owned(), None));
    }
    let (scheme, rest) = match typed.split_once("://") {
        Some((scheme, rest)) => (scheme, rest),
        None => ("", typed),
    };
    if rest.split(['/', '?', '#']).next().is_some_and(|host| host.contains('@')) {
        // Not repeated: what stands there may be a password.
        return Some((Fault::NameInAddress, "There is an @ in it.".to_owned(), None));
    }
    let guess = |rest: &str| {
        let rest = rest.trim_start_matches([':', '/']);
        Some(format!("https://{rest}")).filter(|guess| base(guess).is_ok())
    };
    let lower = typed.to_ascii_lowercase();
    if !scheme.is_empty() && !matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https") {
        let seen = format!("It begins with {scheme}://.");
        return Some((Fault::WrongScheme, seen, guess(rest)));
    }
    for begun in ["https", "http"] {
        let rest = lower.strip_prefix(begun).filter(|rest| scheme.is_empty() && !rest.is_empty());
        if rest.is_some_and(|rest| rest.starts_with(":/") || rest.starts_with('/')) {
            let seen = format!("It begins with “{begun}”, but not with {begun}://.");
            return Some((Fault::WrongScheme, seen, guess(&typed[begun.len()..])));
        }
    }
    let host = rest.split('/').next().unwrap_or_default();
    if host.contains(',') || host.contains(char::is_whitespace) || host.contains("..") {
        let plain: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        let meant = plain.replace(',', ".").replace("..", ".");
        let better = Some(meant).filter(|meant| base(meant).is_ok());
        let seen = "There is a blank, a comma or an empty place in its name.".to_owned();
        return Some((Fault::NotAnAddress, seen, better));
    }
    None
}

/// The address a site points to, as a person would type it; `None` if it is not safe.
pub fn offered(to: &Url) -> Option<String> {
    base(to.as_str()).ok().map(|url| url.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(url: &str) -> (Option<Fault>, Option<String>, String) {
        let (name, url) = ("town".to_owned(), url.to_owned());
        let address = Address { name, kind: Kind::Wordpress, url, user: None, fingerprint: None };
        let mut ladder = Ladder::default();
        let _ = check(&mut ladder, &address);
        let report = ladder.report(&address, None, jiff::Timestamp::UNIX_EPOCH);
        let told = format!("{report:?}");
        (report.diagnosis.map(|diagnosis| diagnosis.fault), report.better_address, told)
    }

    #[test]
    fn typing_errors_are_named_and_what_was_meant_is_offered() {
        for (typed, fault, better) in [
            ("", Fault::NotAnAddress, None),
            ("htps://news.example", Fault::WrongScheme, Some("https://news.example")),
            ("ftp://news.example/x", Fault::WrongScheme, Some("https://news.example/x")),
            ("https:/news.example", Fault::WrongScheme, Some("https://news.example")),
            ("http//news.example", Fault::WrongScheme, Some("https://news.example")),
            ("http://news.example", Fault::PlainHttp, Some("https://news.example")),
            ("news,example", Fault::NotAnAddress, Some("news.example")),
            ("news .example", Fault::NotAnAddress, Some("news.example")),
            ("jo@news.example", Fault::NameInAddress, None),
        ] {
            let (found, offered, _) = checked(typed);
            assert_eq!((found, offered.as_deref()), (Some(fault), better), "{typed}");
        }
        for typed in ["news.example", "https://news.example/blog/wp-admin/", "httpd.example"] {
            assert_eq!(checked(typed).0, None, "{typed}");
        }
    }

    #[test]
    fn a_password_in_the_address_is_not_repeated() {
        let (fault, _, told) = checked("https://jo:hush@news.example");
        assert_eq!(fault, Some(Fault::NameInAddress));
        assert!(!told.contains("hush"), "{told}");
    }
}
