//! Asking the site, and what it means when no answer comes.

use super::fault::Fault;
use super::ladder::{Ladder, Stop};
use super::{Question, wall};
use crate::site::Credential;
use crate::site::http::{
    Answer, Call, Certificate, Distrust, Home, Http, Lost, Trouble, Why, is_loopback,
};
use jiff::fmt::rfc2822;
use jiff::{SignedDuration, Timestamp};
use std::net::{Ipv4Addr, UdpSocket};
use std::time::Duration;
use ureq::http::Method;
use url::Url;

/// From here on a wrong date of this computer, and not the certificate, is believed to be at fault.
const ANOTHER_DAY: SignedDuration = SignedDuration::from_hours(24);

/// What every question is asked with.
pub struct Asking<'a> {
    pub http: &'a Http,
    pub patience: Duration,
    pub now: Timestamp,
    /// There is a secret to sign in with.
    pub signed: bool,
    pub credential: Option<&'a Credential>,
    pub user: &'a str,
}

impl Asking<'_> {
    /// Asks as anybody would.
    pub fn get(&self, ladder: &mut Ladder, on: Question, url: Url) -> Result<Answer, Stop> {
        self.ask(ladder, on, self.http.anonymous(Method::GET, url), None)
    }

    /// Asks as the account.
    pub fn get_signed(&self, ladder: &mut Ladder, on: Question, url: Url) -> Result<Answer, Stop> {
        self.ask(ladder, on, self.http.call(Method::GET, url), None)
    }

    /// Asks with a sign-in made for this one call.
    pub fn get_as(
        &self,
        ladder: &mut Ladder,
        on: Question,
        url: Url,
        authorization: String,
    ) -> Result<Answer, Stop> {
        ladder.was_sent(&authorization);
        let call = self.http.call(Method::GET, url).authorized(authorization);
        self.ask(ladder, on, call, None)
    }

    /// Makes a call; what stands in front of the site, or no answer at all, ends the climb.
    fn ask(
        &self,
        ladder: &mut Ladder,
        on: Question,
        call: Call<'_>,
        body: Option<&[u8]>,
    ) -> Result<Answer, Stop> {
        let answer = match self.attempt(call, body) {
            Ok(answer) => answer,
            Err(Trouble::Lost(lost)) => return Err(self.lost(ladder, on, &lost)),
            Err(Trouble::Ours(error)) => {
                return Err(ladder.stop(on, Fault::UnusableSecret, error.message));
            }
        };
        self.reached(ladder);
        match wall::in_front(&answer) {
            Some((question, fault, seen)) => Err(ladder.stop(question, fault, seen)),
            None => {
                ladder.pass(Question::Answer, "It answers.");
                Ok(answer)
            }
        }
    }

    /// Makes a call within the doctor's patience.
    pub fn attempt(&self, call: Call<'_>, body: Option<&[u8]>) -> Result<Answer, Trouble> {
        call.within(self.patience).attempt(body)
    }

    /// An answer came: so much is certain of the way there.
    fn reached(&self, ladder: &mut Ladder) {
        let host = self.http.host();
        ladder.pass(Question::Name, format!("{host} was found."));
        ladder.pass(Question::Connection, format!("{host} takes the call."));
        match self.http.certificate() {
            Some(certificate) => {
                let until = day(certificate.valid_until);
                let seen = match certificate.self_signed {
                    true => format!("It is the one you confirmed; its last day is {until}."),
                    false => format!("It is valid until {until}."),
                };
                ladder.pass(Question::Certificate, seen);
            }
            None => {
                ladder.skip(Question::Certificate, "The site is on this computer and needs none.");
            }
        }
    }

    /// No answer came. On a later call the rungs below hold, so the trouble is told at `on`.
    fn lost(&self, ladder: &mut Ladder, on: Question, lost: &Lost) -> Stop {
        let host = self.http.host();
        let (question, fault, seen) = match lost {
            Lost::NoSuchName if self.is_offline() => no_network(Question::Name),
            Lost::NoSuchName => {
                (Question::Name, Fault::NoSuchName, format!("{host} was not found."))
            }
            Lost::Refused => (
                Question::Connection,
                Fault::ConnectionRefused,
                format!("{host} refused the connection."),
            ),
            Lost::NoWay if self.is_offline() => no_network(Question::Connection),
            Lost::NoWay => {
                (Question::Connection, Fault::NoWay, format!("{host} could not be reached."))
            }
            Lost::Silent => (
                Question::Connection,
                Fault::NobodyTakesTheCall,
                format!("{host} did not take the call in time."),
            ),
            Lost::Distrust(distrust) => {
                let (fault, seen) = self.distrusted(ladder, distrust);
                (Question::Certificate, fault, seen)
            }
            Lost::NotTls => (
                Question::Certificate,
                Fault::NotTls,
                format!("{host} answered with something that is no TLS."),
            ),
            Lost::Stalled => (
                Question::Answer,
                Fault::Stalled,
                format!("No answer within {} seconds.", self.patience.as_secs().max(1)),
            ),
            Lost::Cut => (
                Question::Answer,
                Fault::BrokenOff,
                "The connection ended in the middle.".to_owned(),
            ),
            Lost::Garbled => (Question::Answer, Fault::NotHttp, "What came is no HTTP.".to_owned()),
        };
        if question > Question::Name && question != on {
            ladder.pass(Question::Name, format!("{host} was found."));
        }
        if question > Question::Connection && question != on {
            ladder.pass(Question::Connection, format!("{host} takes the call."));
        }
        ladder.stop(question, fault, seen)
    }

    /// Whether this computer has no way out at all; one to itself it always has. Nothing is sent:
    /// choosing the way is enough, here to an address that belongs to nobody (TEST-NET-1, RFC 5737).
    fn is_offline(&self) -> bool {
        !is_loopback(self.http.home())
            && UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))
                .and_then(|socket| socket.connect((Ipv4Addr::new(192, 0, 2, 1), 443)))
                .is_err()
    }

    fn distrusted(&self, ladder: &mut Ladder, distrust: &Distrust) -> (Fault, String) {
        let Some(certificate) = &distrust.certificate else {
            return (Fault::CertificateWrong, "It cannot be read.".to_owned());
        };
        let print = format!("Its SHA-256 fingerprint is {}.", certificate.fingerprint);
        let (from, until) = (day(certificate.valid_from), day(certificate.valid_until));
        let out_of_date = format!("It is valid from {from} until {until}.");
        match &distrust.why {
            Why::Expired | Why::NotYetValid if self.date_is_wrong(certificate) => {
                (Fault::ComputerDate, format!("{out_of_date} The site’s own clock agrees with it."))
            }
            Why::Expired => (Fault::CertificateExpired, out_of_date),
            Why::NotYetValid => (Fault::CertificateNotYetValid, out_of_date),
            Why::OtherName(names) if names.is_empty() => {
                (Fault::CertificateForOtherName, "It names no site.".to_owned())
            }
            Why::OtherName(names) => {
                let names = names.join(", ");
                (Fault::CertificateForOtherName, format!("It is for {names}."))
            }
            Why::SelfSigned => {
                ladder.fingerprint = Some(certificate.fingerprint.to_string());
                (Fault::SelfSigned, print)
            }
            Why::UnknownIssuer => {
                ladder.fingerprint = Some(certificate.fingerprint.to_string());
                (Fault::UnknownIssuer, print)
            }
            Why::Changed => (Fault::CertificateChanged, print),
            Why::Wrong => (Fault::CertificateWrong, out_of_date),
        }
    }

    /// Whether the site's own clock lies in the certificate's days while this computer's does not.
    /// Asked of this very certificate and without a secret: it decides on words only.
    fn date_is_wrong(&self, certificate: &Certificate) -> bool {
        let pin = Some(certificate.fingerprint);
        let http = Http::new(Home { url: self.http.home().clone(), pin }, String::new());
        let call = http.anonymous(Method::GET, http.home().clone());
        let Ok(answer) = self.attempt(call, None) else { return false };
        date(&answer).is_some_and(|date| {
            (certificate.valid_from..=certificate.valid_until).contains(&date)
                && date.duration_since(self.now).abs() > ANOTHER_DAY
        })
    }
}

fn no_network(question: Question) -> (Question, Fault, String) {
    (question, Fault::Offline, "No network leads out of this computer.".to_owned())
}

/// The site's own time at the moment of its answer.
pub fn date(answer: &Answer) -> Option<Timestamp> {
    rfc2822::parse(answer.header("date")?).ok().map(|date| date.timestamp())
}

/// A day as people write it.
pub fn day(at: Timestamp) -> String {
    at.strftime("%-d %B %Y").to_string()
}
