//! What a site answered, and the words for it where it is not what was hoped for.

use super::moved;
use crate::error::{Code, Error, Result};
use jiff::fmt::rfc2822;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use ureq::http::{HeaderMap, header};
use url::Url;

/// The longest reason of a site that is passed on, in characters.
const LONGEST_REASON: usize = 300;
/// How many beginnings of JSON are tried in an answer with something printed before it.
const BEGINNINGS: usize = 40;

/// A whole answer.
#[derive(Debug)]
pub struct Answer {
    host: String,
    url: Url,
    status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
}

/// Why a site refused, in its own words: WordPress's error object, Ghost's list of them or a problem
/// (RFC 9457).
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Reason {
    errors: Vec<Self>,
    /// Ghost's nearer reason, where it has one.
    context: Option<String>,
    message: Option<String>,
    detail: Option<String>,
    title: Option<String>,
}

impl Answer {
    pub(super) fn new(
        host: String,
        url: Url,
        status: u16,
        headers: HeaderMap,
        body: Vec<u8>,
    ) -> Self {
        Self { host, url, status, headers, body }
    }

    pub fn status(&self) -> u16 {
        self.status
    }

    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The header's first value, if it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as it came.
    pub fn bytes(&self) -> &[u8] {
        &self.body
    }

    /// The body as text; what is not UTF-8 is replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as it came.
    pub fn into_bytes(self) -> Vec<u8> {
        self.body
    }

    /// The address a redirect points to.
    pub fn redirect(&self) -> Option<Url> {
        if !(300..400).contains(&self.status) || self.status == 304 {
            return None;
        }
        self.url.join(self.header("location")?).ok()
    }

    /// The value the site answered with. What a plug-in printed before it is skipped.
    ///
    /// # Errors
    /// The site's refusal in words; `NotTheApi` if it is a page or something else.
    pub fn value<T: DeserializeOwned>(&self) -> Result<T> {
        if self.is_success() {
            self.json().ok_or_else(|| self.not_the_api())
        } else {
            Err(self.error())
        }
    }

    /// JSON of this shape, whatever the status.
    pub fn json<T: DeserializeOwned>(&self) -> Option<T> {
        if let Ok(value) = serde_json::from_slice(&self.body) {
            return Some(value);
        }
        if self.is_a_page() {
            return None;
        }
        serde_json::from_slice(self.behind_noise()?).ok()
    }

    /// The JSON behind something that was printed before it. It goes on to the very end: a list within
    /// an answer that was cut short must not pass for the answer, least of all an empty one.
    fn behind_noise(&self) -> Option<&[u8]> {
        let starts = self.body.iter().enumerate().filter(|(_, byte)| matches!(byte, b'{' | b'['));
        for (at, _) in starts.take(BEGINNINGS) {
            let rest = &self.body[at..];
            match serde_json::from_slice::<IgnoredAny>(rest) {
                Ok(_) => return Some(rest),
                // It began as JSON and broke off.
                Err(error) if error.is_eof() => return None,
                Err(_) => {}
            }
        }
        None
    }

    /// A whole web page, as opposed to JSON with a warning printed before it.
    fn is_a_page(&self) -> bool {
        let head = &self.body[..self.body.len().min(64)];
        let head = String::from_utf8_lossy(head).trim_start().to_ascii_lowercase();
        head.starts_with("<!doctype") || head.starts_with("<html")
    }

    /// The error for a status that is no success.
    pub fn error(&self) -> Error {
        if let Some(to) = self.redirect() {
            return moved(&self.host, to.as_str());
        }
        let host = &self.host;
        match self.status {
            401 => Error::new(
                Code::SignIn,
                format!("{host} does not know this account or its password."),
                "Your story is safe here. Sign in to the site again, then send it once more.",
            ),
            403 => Error::new(
                Code::Forbidden,
                self.because(&format!("{host} does not allow this account to do that")),
                "Your story is safe here. Ask an editor or whoever runs the site to allow it.",
            ),
            429 | 500 | 502 | 503 | 504 => Error::new(
                Code::Busy,
                self.because(&format!("{host} is out of order or busy just now")),
                "Your story is safe here, and what waits in the outbox is tried again by itself.",
            )
            .after(self.retry_after()),
            413 => Error::new(
                Code::Refused,
                format!("{host} does not take anything as large as what was sent."),
                "Your story is safe here. Use smaller pictures, or ask whoever runs the site to \
                 raise its limit for uploads.",
            ),
            415 => Error::new(
                Code::Refused,
                self.because(&format!("{host} does not take files of this kind")),
                "Your story is safe here. Use a JPEG or PNG picture instead.",
            ),
            404 | 405 | 410 if !self.has_reason() => self.not_the_api(),
            _ => Error::new(
                Code::Refused,
                self.because(&format!("{host} did not take what was sent")),
                "Your story is safe here. Put right what the site names, then send it again.",
            ),
        }
    }

    /// The error where a page came instead of the API.
    pub fn not_the_api(&self) -> Error {
        Error::new(
            Code::NotTheApi,
            format!("{} answered, but not as a site of this kind does.", self.host),
            "Nothing was changed, and your story is safe here. Check the site's address and kind; \
             a network log-in page or a security plug-in can also stand in the way.",
        )
    }

    /// `what`, with the reason the site gave.
    pub fn because(&self, what: &str) -> String {
        let what = what.trim_end_matches('.');
        self.reason().map_or_else(|| format!("{what}."), |reason| format!("{what}: {reason}"))
    }

    fn has_reason(&self) -> bool {
        self.reason().is_some()
    }

    fn reason(&self) -> Option<String> {
        let mut reason: Reason = self.json()?;
        if !reason.errors.is_empty() {
            reason = reason.errors.swap_remove(0);
        }
        let text = reason.context.or(reason.message).or(reason.detail).or(reason.title)?;
        let text = plain(&text);
        (!text.is_empty()).then_some(text)
    }

    /// Seconds to wait by `Retry-After` (RFC 9110, 10.2.3): a number, or a moment, which is held
    /// against the answer's own `Date` so that this computer's clock does not matter.
    fn retry_after(&self) -> Option<u32> {
        let value = self.header(header::RETRY_AFTER.as_str())?.trim();
        if let Ok(seconds) = value.parse() {
            return Some(seconds);
        }
        let seconds = moment(value)? - self.date()?;
        u32::try_from(seconds.max(0)).ok()
    }

    /// What the site's clock said (RFC 9110, 6.6.1), in seconds since 1970.
    pub fn date(&self) -> Option<i64> {
        moment(self.header(header::DATE.as_str())?)
    }
}

/// A moment of a header, in seconds since 1970.
fn moment(text: &str) -> Option<i64> {
    rfc2822::parse(text).ok().map(|at| at.timestamp().as_second())
}

/// Text without its tags, on one line, cut at [`LONGEST_REASON`].
fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            c if !in_tag => text.push(c),
            _ => {}
        }
    }
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST_REASON {
        return line;
    }
    let cut: String = line.chars().take(LONGEST_REASON).collect();
    format!("{cut}…")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn answer(status: u16, headers: &[(&'static str, &str)], body: &str) -> Answer {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect();
        let url = Url::parse("https://news.example/api/x").unwrap();
        Answer::new("news.example".into(), url, status, headers, body.into())
    }

    #[test]
    fn each_status_has_its_code() {
        for (status, code) in [
            (400, Code::Refused),
            (401, Code::SignIn),
            (403, Code::Forbidden),
            (404, Code::Refused),
            (409, Code::Refused),
            (413, Code::Refused),
            (415, Code::Refused),
            (422, Code::Refused),
            (429, Code::Busy),
            (500, Code::Busy),
            (502, Code::Busy),
            (503, Code::Busy),
            (504, Code::Busy),
        ] {
            let error = answer(status, &[], r#"{"detail":"Because."}"#).error();
            assert_eq!(error.code, code, "{status}");
            assert!(error.message.ends_with('.') && error.hint.ends_with('.'), "{error}");
        }
        assert_eq!(answer(404, &[], "<html>Nothing here").error().code, Code::NotTheApi);
    }

    #[test]
    fn the_sites_own_reason_is_passed_on_without_its_markup() {
        let body = r#"{"code":"x","message":"<p>Slug <b>too</b>\n long.</p>"}"#;
        let error = answer(400, &[], body).error();
        assert_eq!(error.message, "news.example did not take what was sent: Slug too long.");
    }

    #[test]
    fn ghosts_nearer_reason_is_passed_on() {
        let body = r#"{"errors":[{"message":"Validation error.","context":"Title is blank.","type":"ValidationError"}]}"#;
        let error = answer(422, &[], body).error();
        assert_eq!(error.message, "news.example did not take what was sent: Title is blank.");
    }

    #[test]
    fn an_answer_that_was_cut_short_is_none() {
        let whole = r#"[{"id":7,"meta":[],"sizes":{"full":{}},"tags":[1,2]}]"#;
        for noise in ["", "Notice: [x] in {y} ", "<b>Warning</b>: Array\n"] {
            let told = format!("{noise}{whole}");
            let list = answer(200, &[], &told).json::<Vec<Value>>().expect("the list");
            assert_eq!(list[0]["id"], 7, "{noise}");
            for end in 0..told.len() {
                let cut = answer(200, &[], &told[..end]).json::<Vec<Value>>();
                assert_eq!(cut, None, "{}", &told[..end]);
            }
        }
    }

    #[test]
    fn a_redirect_names_the_new_address() {
        let error = answer(301, &[("location", "https://www.news.example/api/x")], "").error();
        assert_eq!(error.code, Code::NotTheApi);
        assert!(error.message.contains("https://www.news.example/api/x"), "{error}");
    }

    #[test]
    fn the_wait_is_read_in_both_forms() {
        let date = ("date", "Fri, 31 Dec 1999 23:59:00 GMT");
        for (value, seconds) in [
            ("120", Some(120)),
            ("Fri, 31 Dec 1999 23:59:59 GMT", Some(59)),
            ("Fri, 31 Dec 1999 23:00:00 GMT", Some(0)),
            ("soon", None),
        ] {
            let error = answer(503, &[("retry-after", value), date], "").error();
            assert_eq!(error.retry_after, seconds, "{value}");
        }
    }

    #[test]
    fn what_is_printed_before_the_json_is_skipped() {
        let body = "<br />\n<b>Notice</b>: Undefined [index] in {x}\n{\"id\":7}";
        let value: Value = answer(200, &[], body).value().unwrap();
        assert_eq!(value["id"], 7);
    }

    #[test]
    fn a_page_is_not_the_api() {
        let page = "<!DOCTYPE html><script>var a = {\"id\":7}</script>";
        let error = answer(200, &[], page).value::<Value>().unwrap_err();
        assert_eq!(error.code, Code::NotTheApi);
    }
}
