//! What stands in front of a site, or keeps it from answering: told by status and headers.

use super::Question;
use super::fault::Fault;
use crate::site::http::Answer;
use serde_json::Value;

/// How much of a page is looked at, in bytes.
const LOOKED_AT: usize = 200_000;
/// Where the pages of services that tell people from programs come from.
const CHALLENGES: [&str; 4] =
    ["/cdn-cgi/challenge-platform/", "hcaptcha.com/", "/recaptcha/api.js", "turnstile"];

/// What answered in place of the site, if something did.
pub fn in_front(answer: &Answer) -> Option<(Question, Fault, String)> {
    let status = answer.status();
    let seen = format!("The answer was the status {status}.");
    let page = !is_json(answer);
    match status {
        511 => return Some((Question::Wall, Fault::NetworkLogin, seen)),
        401 if page && asks_for_its_own_password(answer) => {
            let seen = "The web server asks for a user name and a password (HTTP authentication).";
            return Some((Question::Wall, Fault::PasswordWall, seen.to_owned()));
        }
        403 | 429 | 503 if page && is_challenge(answer) => {
            let seen = format!("{seen} It is a page that wants to be solved by a person.");
            return Some((Question::Wall, Fault::Challenge, seen));
        }
        _ => {}
    }
    let wait = answer.header("retry-after").map(|wait| format!(" It asks to wait: {wait}."));
    let seen = format!("{seen}{}", wait.clone().unwrap_or_default());
    match status {
        429 => Some((Question::Answer, Fault::RateLimited, seen)),
        503 if wait.is_some() => Some((Question::Answer, Fault::Maintenance, seen)),
        500..=599 => {
            let reason = answer.because(seen.trim_end_matches('.'));
            Some((Question::Answer, Fault::ServerError, ended(reason)))
        }
        403 if page => Some((Question::Wall, Fault::Firewall, seen)),
        _ => None,
    }
}

/// A page with a field for a password in it, where no page was asked for.
pub fn is_login_page(answer: &Answer) -> bool {
    answer.is_success() && !is_json(answer) && {
        let page = beginning(answer);
        page.contains("type=\"password\"")
            || page.contains("type='password'")
            || page.contains("type=password")
    }
}

/// JSON from its first byte on.
pub fn is_json(answer: &Answer) -> bool {
    serde_json::from_slice::<Value>(answer.bytes()).is_ok()
}

fn asks_for_its_own_password(answer: &Answer) -> bool {
    let scheme = answer.header("www-authenticate").unwrap_or_default().to_ascii_lowercase();
    ["basic", "digest", "negotiate", "ntlm"].iter().any(|known| scheme.starts_with(known))
}

fn is_challenge(answer: &Answer) -> bool {
    let page = beginning(answer);
    answer.header("cf-mitigated").is_some() || CHALLENGES.iter().any(|known| page.contains(known))
}

fn beginning(answer: &Answer) -> String {
    let bytes = answer.bytes();
    String::from_utf8_lossy(&bytes[..bytes.len().min(LOOKED_AT)]).to_ascii_lowercase()
}

/// With a full stop at its end.
pub fn ended(sentence: String) -> String {
    if sentence.ends_with(['.', '…', '?']) { sentence } else { format!("{sentence}.") }
}
