//! What an anonymous reader gets: pages and picture files. No secret is ever sent here, so redirects
//! are followed.

use super::home::is_loopback;
use super::{Answer, Http};
use crate::error::{Code, Error, Result};
use ureq::http::Method;
use url::{Host, Url};

/// How many redirects a reader's browser would be led through.
const REDIRECTS: usize = 5;
/// The largest file that is got, in bytes.
const FILE_BYTES: u64 = 50 * 1024 * 1024;

/// A public page as an anonymous reader gets it. Redirects are followed, but not to a host that is
/// neither the site's nor the page's.
///
/// # Errors
/// As [`Site::read_back`](crate::site::Site::read_back).
pub fn read_page(http: &Http, address: &str) -> Result<String> {
    let page = Url::parse(address).map_err(|_| no_address(&http.host()))?;
    let mut url = page.clone();
    for _ in 0..REDIRECTS {
        let answer = http.anonymous(Method::GET, url.clone()).send()?;
        match answer.redirect() {
            Some(to) if [http.home().host(), page.host()].contains(&to.host()) => url = to,
            Some(to) => return Err(led_away(&page, &to)),
            None if answer.is_success() => return Ok(answer.text()),
            None => return Err(unread(&answer, &http.host(), &page)),
        }
    }
    Err(led_around(&page))
}

/// A public file, from wherever the page has it: newsrooms keep pictures on other hosts. A page may
/// not lead us anywhere but to the open web, or on this computer where the site itself is here.
///
/// # Errors
/// `Unreachable`, `Busy`; `Refused` if readers get an error instead; `Invalid` for an address that is
/// not asked.
pub fn get_file(http: &Http, address: &str) -> Result<Vec<u8>> {
    let mut url = Url::parse(address).map_err(|_| unasked(address))?;
    for _ in 0..REDIRECTS {
        if !may_ask(http, &url) {
            return Err(unasked(url.as_str()));
        }
        let answer = http.anonymous(Method::GET, url.clone()).at_most(FILE_BYTES).send()?;
        match answer.redirect() {
            Some(to) => url = to,
            None if answer.is_success() => return Ok(answer.into_bytes()),
            None => return Err(not_got(&answer, &url)),
        }
    }
    Err(unasked(url.as_str()))
}

/// Whether readers get a picture at this address. Asked with a parameter of our own: a cache in front
/// of the site would otherwise keep a *no*, and tell it to readers once the picture is there.
///
/// # Errors
/// `Unreachable`, `Busy`.
pub fn is_public_picture(http: &Http, address: &str) -> Result<bool> {
    let Ok(mut url) = Url::parse(address) else { return Ok(false) };
    if url.host() == http.home().host() && http.home().scheme() == "https" {
        // A site behind a proxy that ends TLS often believes itself to be on plain HTTP.
        let _ = url.set_scheme("https");
    }
    if !may_ask(http, &url) {
        return Ok(false);
    }
    url.query_pairs_mut().append_pair("copydesk", "looking");
    let answer = http.anonymous(Method::HEAD, url).send()?;
    if matches!(answer.status(), 429 | 500 | 502..=504) {
        return Err(answer.error());
    }
    // Some sites answer with a page where there is nothing.
    let is_picture = answer.header("content-type").is_some_and(|kind| kind.starts_with("image/"));
    Ok(answer.is_success() && is_picture)
}

fn may_ask(http: &Http, url: &Url) -> bool {
    if is_loopback(url) {
        return is_loopback(http.home()) && matches!(url.scheme(), "http" | "https");
    }
    // A bare number may be a machine of the newsroom's own network.
    url.scheme() == "https" && matches!(url.host(), Some(Host::Domain(_)))
}

/// Why the page did not come, where something came.
fn unread(answer: &Answer, host: &str, page: &Url) -> Error {
    match answer.status() {
        404 | 410 => Error::new(
            Code::NotFound,
            format!("Readers do not get the page {page}: {host} says that there is none."),
            "If the story is meant to be public, open its page in the browser; if it is missing \
             there too, tell whoever runs the site.",
        ),
        401 => Error::new(
            Code::SignIn,
            format!("{host} shows the page {page} only to those who sign in."),
            "So it is not known whether readers get it. Sign in to the site in the browser and look \
             at the page there.",
        ),
        403 => Error::new(
            Code::Forbidden,
            format!("{host} does not show the page {page} to this computer."),
            "So it is not known whether readers get it: a guard in front of the site may keep \
             programs out. Open the page in the browser.",
        ),
        408 | 425 | 429 | 500..=599 => Error { code: Code::Busy, ..answer.error() },
        status => Error::new(
            Code::Refused,
            format!("{host} answers with the error {status} instead of the page {page}."),
            "So it is not known whether readers get it. Open the page in the browser; if it is \
             missing there too, tell whoever runs the site.",
        ),
    }
}

fn no_address(host: &str) -> Error {
    Error::new(
        Code::Invalid,
        format!("{host} has not told the address of the story’s page, so nobody looked at it."),
        "So it is not known whether readers get it. Look for the story on the site.",
    )
}

fn led_away(page: &Url, to: &Url) -> Error {
    let to = to.host_str().unwrap_or_default();
    Error::new(
        Code::NotTheApi,
        format!("Who asks for the page {page} is led on to {to}, which was not asked."),
        "So it is not known whether readers get it. Open the page in the browser: the site may have \
         moved, or a network log-in page may stand in the way.",
    )
}

fn led_around(page: &Url) -> Error {
    Error::new(
        Code::Refused,
        format!("Who asks for the page {page} is led from address to address without an end."),
        "So it is not known whether readers get it. Open the page in the browser; if it does not \
         come there either, tell whoever runs the site.",
    )
}

fn not_got(answer: &Answer, url: &Url) -> Error {
    let code =
        if matches!(answer.status(), 429 | 500 | 502..=504) { Code::Busy } else { Code::Refused };
    Error::new(
        code,
        format!("readers get the error {} instead of {url}.", answer.status()),
        "Open the page in the browser; if the picture is missing there too, tell whoever runs the \
         site.",
    )
}

fn unasked(address: &str) -> Error {
    Error::new(
        Code::Invalid,
        format!("{address} is not an address on the open web, so it was not asked for."),
        "Open the page in the browser and look at the picture there.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::http::base;

    #[test]
    fn what_cannot_be_found_is_called_by_its_own_name() {
        let http = Http::new(base("http://127.0.0.1:8400").unwrap(), "Bearer hush".into());
        let error = get_file(&http, "https://cdn.invalid/graph.png").unwrap_err();
        assert_eq!(error.code, Code::Unreachable);
        assert!(error.message.contains("cdn.invalid"), "{error}");
        assert!(!error.message.contains("127.0.0.1"), "{error}");
    }

    #[test]
    fn a_page_leads_to_no_machine_of_the_newsroom() {
        let asks = |home: &str, url: &str| {
            let http = Http::new(base(home).unwrap(), "Bearer hush".into());
            may_ask(&http, &Url::parse(url).unwrap())
        };
        assert!(asks("https://news.example", "https://cdn.example/a.jpg"));
        assert!(asks("http://127.0.0.1:8400", "http://127.0.0.1:8400/a.jpg"));
        for url in [
            "http://cdn.example/a.jpg",
            "https://192.168.0.1/a.jpg",
            "http://127.0.0.1:631/a.jpg",
            "https://[::1]/a.jpg",
            "file:///etc/passwd",
        ] {
            assert!(!asks("https://news.example", url), "{url}");
        }
    }
}
