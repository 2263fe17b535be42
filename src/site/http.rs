//! HTTP as both adapters need it: no redirect is ever followed, every call has an end, the secret
//! goes to one origin only, and whatever goes wrong is told in words for the writer.

mod answer;
mod fingerprint;
mod home;
mod lost;
mod public;
mod tls;

pub use answer::Answer;
pub use fingerprint::Fingerprint;
pub use home::{Home, base, is_loopback};
pub use lost::Lost;
pub use public::{get_file, is_public_picture, read_page};
pub use tls::{Certificate, Distrust, Why};

use super::Sent;
use crate::error::{Code, Error, Result};
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use std::io;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use tls::{Tls, Witness};
use ureq::Agent;
use ureq::http::{self, Method, Request, header};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::{ConnectProxyConnector, Connector, TcpConnector};
use url::Url;

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

/// Calls to one site.
pub struct Http {
    agent: Agent,
    home: Url,
    authorization: String,
    /// What the site's clock said last, in seconds since 1970; 0 if it never told.
    date: AtomicI64,
    witness: Witness,
}

impl Http {
    /// `authorization` is the value of that header; it is sent to the origin of `home` only.
    pub fn new(home: impl Into<Home>, authorization: String) -> Self {
        let home = home.into();
        let tls = Tls::new(home.pin);
        Self::over(tls, home.url, authorization)
    }

    /// Calls over TLS that trusts these authorities and no others.
    #[cfg(test)]
    pub fn trusting(home: Url, roots: rustls::RootCertStore) -> Self {
        Self::over(Tls::trusting(None, roots), home, String::new())
    }

    fn over(tls: Tls, home: Url, authorization: String) -> Self {
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
        let witness = tls.witness();
        let wire = ().chain(ConnectProxyConnector::default()).chain(TcpConnector::default());
        let agent = Agent::with_parts(config.build(), wire.chain(tls), DefaultResolver::default());
        Self { agent, home, authorization, date: AtomicI64::new(0), witness }
    }

    /// The certificate last seen, accepted or not; `None` without TLS.
    pub fn certificate(&self) -> Option<Certificate> {
        self.witness.certificate()
    }

    /// The site's address, with a slash at the end.
    pub fn home(&self) -> &Url {
        &self.home
    }

    /// What the site's clock said in its last answer, to the second.
    pub fn date(&self) -> Option<Timestamp> {
        let seconds = self.date.load(Ordering::Relaxed);
        (seconds != 0).then(|| Timestamp::from_second(seconds).ok()).flatten()
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

    /// Waits so long for the whole answer and no longer.
    pub fn within(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// Sends without a body.
    ///
    /// # Errors
    /// `Unreachable`; any status is an [`Answer`].
    pub fn send(self) -> Result<Answer> {
        self.told(None)
    }

    /// Sends, with or without a body, for whoever must know why no answer came.
    ///
    /// # Errors
    /// What was lost on the way; an error of ours if it could not be sent at all.
    pub fn attempt(self, body: Option<&[u8]>) -> Result<Answer, Trouble> {
        self.run(body.map(|bytes| Body { bytes, at: 0, sent: &|_| {} }))
    }

    /// Sends JSON.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub fn send_json(self, value: &serde_json::Value) -> Result<Answer> {
        let body = value.to_string();
        let body = Body { bytes: body.as_bytes(), at: 0, sent: &|_| {} };
        self.header("content-type", "application/json").told(Some(body))
    }

    /// Sends a file, with more time for it, and tells how much of it has left.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub fn send_file(mut self, media_type: &str, bytes: &[u8], sent: Sent<'_>) -> Result<Answer> {
        self.limit = UPLOAD;
        self.header("content-type", media_type).told(Some(Body { bytes, at: 0, sent }))
    }

    /// Sends a file as the only field, `file`, of a form (RFC 7578), with more time for it, and tells
    /// how much of it has left. `name` must have nothing in it that means something in a header.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub fn send_form(
        self,
        name: &str,
        media_type: &str,
        bytes: &[u8],
        sent: Sent<'_>,
    ) -> Result<Answer> {
        let mut body = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; \
             filename=\"{name}\"\r\nContent-Type: {media_type}\r\n\r\n"
        )
        .into_bytes();
        let (before, whole) = (body.len(), bytes.len());
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        // What the form puts around the file is no part of it.
        let of_the_file = |all: u32| {
            let file = (all as usize).saturating_sub(before).min(whole);
            sent(u32::try_from(file).unwrap_or(u32::MAX));
        };
        self.send_file(&format!("multipart/form-data; boundary={BOUNDARY}"), &body, &of_the_file)
    }

    fn told(self, body: Option<Body<'_>>) -> Result<Answer> {
        // A picture may be asked for on another host than the site's.
        let asked = match self.url.host_str() {
            Some(host) if self.url.host() != self.http.home().host() => host.to_owned(),
            _ => self.http.host(),
        };
        self.run(body).map_err(|trouble| match trouble {
            Trouble::Ours(error) => error,
            Trouble::Lost(lost) => lost.told(&asked),
        })
    }

    fn run(self, body: Option<Body<'_>>) -> Result<Answer, Trouble> {
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
            Some(mut body) => {
                // Told beforehand: not every server takes what comes in pieces.
                request = request.header(header::CONTENT_LENGTH, body.bytes.len());
                let body = ureq::SendBody::from_reader(&mut body);
                request.body(body).map(|request| http.run(request, self.limit, self.most))
            }
            None => request.body(()).map(|request| http.run(request, self.limit, self.most)),
        };
        let answer = answer.map_err(|error| unsendable(&error))?;
        let (status, headers, body) =
            answer.map_err(|error| Trouble::Lost(Lost::of(&error, &self.url)))?;
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

/// What is sent; tells how much of it was read.
struct Body<'a> {
    bytes: &'a [u8],
    at: usize,
    sent: Sent<'a>,
}

impl io::Read for Body<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = (&self.bytes[self.at..]).read(into)?;
        self.at += read;
        (self.sent)(u32::try_from(self.at).unwrap_or(u32::MAX));
        Ok(read)
    }
}

/// Why a call has no answer: it was never sent, or something was lost on the way.
#[derive(Debug)]
pub enum Trouble {
    Ours(Error),
    Lost(Lost),
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Ours(error)
    }
}

type Raw = (u16, http::HeaderMap, Vec<u8>);

impl Http {
    fn run(
        &self,
        request: Request<impl ureq::AsSendBody>,
        limit: Duration,
        most: u64,
    ) -> Result<Raw, ureq::Error> {
        let request = self
            .agent
            .configure_request(request)
            .timeout_global(Some(limit))
            // Sooner than the whole, so that it is known which of the two was too long.
            .timeout_connect(Some(CONNECT.min(limit * 2 / 3)))
            .build();
        let answer = self.agent.run(request)?;
        let (parts, body) = answer.into_parts();
        if let Some(date) = told_date(&parts.headers) {
            self.date.store(date.as_second(), Ordering::Relaxed);
        }
        // Half an answer is no answer: we do not know what it would have said.
        let body = body.into_with_config().limit(most).read_to_vec()?;
        Ok((parts.status.as_u16(), parts.headers, body))
    }
}

/// The moment an answer was made, as its server's clock has it (RFC 9110, 6.6.1).
fn told_date(headers: &http::HeaderMap) -> Option<Timestamp> {
    let date = headers.get(header::DATE)?.to_str().ok()?;
    Some(rfc2822::parse(date).ok()?.timestamp())
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
