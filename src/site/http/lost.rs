//! Why no answer came, told apart for the connection doctor and in words for everybody else.

use super::tls::{Distrust, Why};
use crate::error::{Code, Error};
use std::io::{self, ErrorKind};
use std::net::ToSocketAddrs;
use ureq::Timeout;
use url::Url;

/// Why a call has no answer. Whether the site got it is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lost {
    /// The name leads to no computer.
    NoSuchName,
    /// The computer is there and takes no calls at that port.
    Refused,
    /// No way leads there just now.
    NoWay,
    /// Nobody took the call in time.
    Silent,
    /// The call was taken, and the answer did not come in time.
    Stalled,
    /// The connection was broken off before the answer was whole.
    Cut,
    /// The certificate is not accepted.
    Distrust(Distrust),
    /// What answered does not speak TLS as it should.
    NotTls,
    /// What came is not HTTP.
    Garbled,
}

impl Lost {
    /// What became of a call to `url`.
    pub(super) fn of(error: &ureq::Error, url: &Url) -> Self {
        match error {
            ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect) => Self::Silent,
            ureq::Error::Timeout(_) => Self::Stalled,
            ureq::Error::HostNotFound => Self::NoSuchName,
            ureq::Error::Tls(_) | ureq::Error::Rustls(_) | ureq::Error::Pem(_) => Self::NotTls,
            ureq::Error::Protocol(_) | ureq::Error::LargeResponseHeader(..) => Self::Garbled,
            ureq::Error::Decompress(..) => Self::Garbled,
            ureq::Error::Other(cause) => match cause.downcast_ref::<Distrust>() {
                Some(distrust) => Self::Distrust(distrust.clone()),
                None => Self::NoWay,
            },
            ureq::Error::Io(error) => Self::of_io(error, url),
            _ => Self::NoWay,
        }
    }

    fn of_io(error: &io::Error, url: &Url) -> Self {
        match error.kind() {
            ErrorKind::ConnectionRefused => Self::Refused,
            ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => {
                Self::NoWay
            }
            ErrorKind::TimedOut | ErrorKind::WouldBlock => Self::Stalled,
            // The handshake runs inside the stream; its errors come out as this kind.
            ErrorKind::InvalidData => Self::NotTls,
            ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe
            | ErrorKind::UnexpectedEof => Self::Cut,
            // A name that leads nowhere has no kind of its own: it is asked for once more.
            _ if !resolves(url) => Self::NoSuchName,
            _ => Self::NoWay,
        }
    }

    /// The error for the person whose story is on its way to `host`.
    pub fn told(&self, host: &str) -> Error {
        if let Self::Distrust(distrust) = self {
            return distrusted(distrust, host);
        }
        let what = match self {
            Self::NoSuchName => format!("{host} could not be found on the network."),
            Self::Silent | Self::Stalled => format!("{host} did not answer in time."),
            Self::NotTls => {
                format!("The connection to {host} is not safe: what answered speaks no proper TLS.")
            }
            Self::Cut => format!("{host} broke the connection off."),
            _ => format!("{host} could not be reached."),
        };
        Error::new(
            Code::Unreachable,
            what,
            "Your story is safe here, and what waits in the outbox is tried again by itself. Check \
             the internet connection if this does not pass.",
        )
    }
}

fn resolves(url: &Url) -> bool {
    let port = url.port_or_known_default().unwrap_or_default();
    url.host_str().is_some_and(|host| {
        (host, port).to_socket_addrs().is_ok_and(|mut found| found.next().is_some())
    })
}

fn distrusted(distrust: &Distrust, host: &str) -> Error {
    let shown = distrust.certificate.as_ref().map(|certificate| certificate.fingerprint);
    let fingerprint = shown.map(|print| print.to_string()).unwrap_or_default();
    let (code, why, hint) = match &distrust.why {
        Why::Changed => (
            Code::NotTheApi,
            format!(
                "its certificate is another one than the one you confirmed. Its SHA-256 \
                 fingerprint is now {fingerprint}"
            ),
            "Nothing was sent, and your story is safe here. Ask whoever runs the site whether they \
             changed the certificate; if they did, remove the site from the list, add it again and \
             confirm the new fingerprint with them.",
        ),
        Why::SelfSigned | Why::UnknownIssuer => (
            Code::Unreachable,
            format!(
                "nobody known vouches for its certificate. Its SHA-256 fingerprint is {fingerprint}"
            ),
            "Nothing was sent. If the site is meant to have such a certificate, compare this \
             fingerprint with the one its administrator reads out, and confirm it when you add the \
             site. If not, a network log-in page may stand in the way.",
        ),
        Why::Expired | Why::NotYetValid => (
            Code::Unreachable,
            "its certificate is not valid today".to_owned(),
            "Nothing was sent, and your story is safe here. Check this computer's date; if it is \
             right, tell whoever runs the site.",
        ),
        Why::OtherName(_) | Why::Wrong => (
            Code::Unreachable,
            "its certificate is not accepted".to_owned(),
            "Nothing was sent, and your story is safe here. Check this computer's date and whether \
             a network log-in page is waiting; if not, tell whoever runs the site.",
        ),
    };
    Error::new(code, format!("The connection to {host} is not safe: {why}."), hint)
}
