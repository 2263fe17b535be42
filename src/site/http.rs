//! HTTP as both adapters need it: no redirect is ever followed, every call has an end, the secret
//! goes to one origin only, and whatever goes wrong is told in words for the writer.

mod answer;
mod public;

pub use answer::Answer;
pub use public::{get_file, is_public_picture, read_page};

use crate::error::{Code, Error, Result};
use std::io;
use std::time::Duration;
use ureq::Agent;
use ureq::http::{self, Method, Request, header};
use url::{Host, Url};

/// How long the connection may take, name resolution and TLS included.
const CONNECT: Duration = Duration::from_secs(10);
/// How long a call may take from first byte to last.
const CALL: Duration = Duration::from_secs(60);
/// How long a picture may take on a slow line.
const UPLOAD: Duration = Duration::from_secs(300);
/// The most bytes of an answer that are read.
const ANSWER_BYTES: u64 = 16 * 1024 * 1024;
/// What parts a form: random, and in no picture.
const BOUNDARY: &str = "copydesk-5b0c8f1e6a9d4c27b3f0e8d1a6c95274";

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

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Calls to one site.
pub struct Http {
    agent: Agent,
    home: Url,
    authorization: String,
}

impl Http {
    /// `authorization` is the value of that header; it is sent to the origin of `home` only.
    pub fn new(home: Url, authorization: String) -> Self {
        let mut config = Agent::config_builder()
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .timeout_connect(Some(CONNECT))
            .user_agent(concat!("Copydesk/", env!("CARGO_PKG_VERSION")));
        if is_loopback(&home) {
            // The newsroom's proxy knows nothing of this computer.
            config = config.proxy(None);
        }
        Self { agent: config.build().new_agent(), home, authorization }
    }

    /// The site's address, with a slash at the end.
    pub fn home(&self) -> &Url {
        &self.home
    }

    /// The site's name in sentences: its host, and its port where it has its own.
    pub fn host(&self) -> String {
        let host = self.home.host_str().unwrap_or_default();
        self.home.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    /// A call that proves who we are.
    pub fn call(&self, method: Method, url: Url) -> Call<'_> {
        self.anonymous(method, url).authorized(self.authorization.clone())
    }

    /// A call that says nothing about us.
    pub fn anonymous(&self, method: Method, url: Url) -> Call<'_> {
        Call {
            http: self,
            method,
            url,
            headers: Vec::new(),
            authorization: None,
            limit: CALL,
            most: ANSWER_BYTES,
        }
    }

    fn lost(&self, error: &ureq::Error) -> Error {
        let host = self.host();
        if is_about_certificates(error) {
            return Error::new(
                Code::Unreachable,
                format!("The connection to {host} is not safe: its certificate is not accepted."),
                "Nothing was sent, and your story is safe here. Check this computer's date and \
                 whether a network log-in page is waiting; if not, tell whoever runs the site.",
            );
        }
        let what = match error {
            ureq::Error::Timeout(_) => format!("{host} did not answer in time."),
            ureq::Error::HostNotFound => format!("{host} could not be found on the network."),
            _ => format!("{host} could not be reached."),
        };
        Error::new(
            Code::Unreachable,
            what,
            "Your story is safe here and will be sent again. Check the internet connection if \
             this does not pass.",
        )
    }
}

fn is_about_certificates(error: &ureq::Error) -> bool {
    match error {
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) | ureq::Error::Pem(_) => true,
        ureq::Error::Io(error) => {
            // The handshake runs inside the stream; its errors come out as this kind.
            error.kind() == io::ErrorKind::InvalidData
        }
        _ => false,
    }
}

/// One call in the making.
pub struct Call<'a> {
    http: &'a Http,
    method: Method,
    url: Url,
    headers: Vec<(&'static str, String)>,
    authorization: Option<String>,
    limit: Duration,
    /// The most bytes of the answer that are read.
    most: u64,
}

impl Call<'_> {
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Proves who we are by this value of that header, made for this call alone.
    pub fn authorized(self, authorization: String) -> Self {
        Self { authorization: Some(authorization), ..self }
    }

    /// Takes an answer of at most so many bytes.
    pub fn at_most(mut self, bytes: u64) -> Self {
        self.most = bytes;
        self
    }

    /// Sends without a body.
    ///
    /// # Errors
    /// `Unreachable`; any status is an [`Answer`].
    pub fn send(self) -> Result<Answer> {
        self.run(None)
    }

    /// Sends JSON.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub fn send_json(self, value: &serde_json::Value) -> Result<Answer> {
        let body = value.to_string();
        self.header("content-type", "application/json").run(Some(body.as_bytes()))
    }

    /// Sends a file, with more time for it.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub fn send_file(mut self, media_type: &str, bytes: &[u8]) -> Result<Answer> {
        self.limit = UPLOAD;
        self.header("content-type", media_type).run(Some(bytes))
    }

    /// Sends a file as the only field, `file`, of a form (RFC 7578), with more time for it. `name`
    /// must have nothing in it that means something in a header.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub fn send_form(self, name: &str, media_type: &str, bytes: &[u8]) -> Result<Answer> {
        let mut body = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; \
             filename=\"{name}\"\r\nContent-Type: {media_type}\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        self.send_file(&format!("multipart/form-data; boundary={BOUNDARY}"), &body)
    }

    fn run(self, body: Option<&[u8]>) -> Result<Answer> {
        let http = self.http;
        let mut request = Request::builder().method(&self.method).uri(self.url.as_str());
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        if let Some(authorization) = &self.authorization {
            self.check_origin()?;
            request = request.header(header::AUTHORIZATION, authorization);
        }
        let answer = match body {
            Some(body) => {
                request.body(body).map(|request| http.run(request, self.limit, self.most))
            }
            None => request.body(()).map(|request| http.run(request, self.limit, self.most)),
        };
        let (status, headers, body) = answer.map_err(|error| unsendable(&error))??;
        Ok(Answer::new(http.host(), self.url, status, headers, body))
    }

    /// The secret must not leave for anywhere but the site itself.
    fn check_origin(&self) -> Result<()> {
        if self.url.origin() == self.http.home.origin() {
            return Ok(());
        }
        Err(moved(&self.http.host(), self.url.as_str()))
    }
}

type Raw = (u16, http::HeaderMap, Vec<u8>);

impl Http {
    fn run(
        &self,
        request: Request<impl ureq::AsSendBody>,
        limit: Duration,
        most: u64,
    ) -> Result<Raw> {
        let request = self.agent.configure_request(request).timeout_global(Some(limit)).build();
        let answer = self.agent.run(request).map_err(|error| self.lost(&error))?;
        let (parts, body) = answer.into_parts();
        let body = body.into_with_config().limit(most).read_to_vec();
        // Half an answer is no answer: we do not know what it would have said.
        let body = body.map_err(|error| self.lost(&error))?;
        Ok((parts.status.as_u16(), parts.headers, body))
    }
}

/// A header value with a line break in it and the like; the value is not repeated, it may be secret.
fn unsendable(_: &http::Error) -> Error {
    Error::new(
        Code::Invalid,
        "The password, the user name or the address has a character that cannot be sent.",
        "Nothing was sent. Sign in to the site again and paste the password in one line.",
    )
}

/// The site says, by a redirect or by its own description, that its address is another.
pub fn moved(host: &str, to: &str) -> Error {
    Error::new(
        Code::NotTheApi,
        format!("{host} says that it is to be found at {to}."),
        "Nothing was sent, and your story is safe here. If that is the site's right address, \
         remove the site from the list and add it again with that address.",
    )
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

    #[test]
    fn the_secret_goes_to_no_other_origin() {
        let http = Http::new(base("https://news.example").unwrap(), "Bearer hush".into());
        let elsewhere = Url::parse("https://news.example:8443/api").unwrap();
        let error = http.call(Method::GET, elsewhere).send().unwrap_err();
        assert_eq!(error.code, Code::NotTheApi);
        assert!(!error.to_string().contains("hush"));
    }

    #[test]
    fn a_secret_that_cannot_be_sent_is_not_repeated() {
        let http = Http::new(base("http://127.0.0.1:9").unwrap(), "Bearer hu\nsh".into());
        let error = http.call(Method::GET, http.home().clone()).send().unwrap_err();
        assert_eq!(error.code, Code::Invalid);
        assert!(!error.to_string().contains("hu"), "{error}");
    }
}
