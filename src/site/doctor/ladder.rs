//! The ladder while it is climbed, and the report it becomes.

use super::fault::Fault;
use super::{Diagnosis, Question, Report, Rung, RungState};
use crate::site::{Address, Credential, Kind};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use jiff::Timestamp;
use url::form_urlencoded::byte_serialize;

/// A rung failed, and nothing above it can be asked.
#[derive(Debug)]
pub struct Stop;

/// Secrets shorter than this are none, and blotting them out would make the report unreadable.
const SHORTEST_SECRET: usize = 3;

/// What was seen so far.
#[derive(Debug, Default)]
pub struct Ladder {
    rungs: Vec<Rung>,
    /// The first thing that was wrong, and what was seen of it.
    wrong: Option<(Fault, String)>,
    /// The address as it was made whole.
    pub address: String,
    pub better_address: Option<String>,
    pub fingerprint: Option<String>,
    /// Sign-ins made for one call each.
    sent: Vec<String>,
}

impl Ladder {
    /// This value of the header went out; it holds for minutes and is no less secret for that.
    pub fn was_sent(&mut self, authorization: &str) {
        let token = authorization.rsplit(' ').next().unwrap_or_default();
        self.sent.push(token.to_owned());
    }

    /// The rung holds.
    pub fn pass(&mut self, question: Question, seen: impl Into<String>) {
        self.put(question, RungState::Passed, seen.into());
    }

    /// The rung has no meaning here.
    pub fn skip(&mut self, question: Question, seen: impl Into<String>) {
        self.put(question, RungState::Skipped, seen.into());
    }

    /// The rung does not hold, but those above it can still be asked.
    pub fn fail(&mut self, question: Question, fault: Fault, seen: impl Into<String>) {
        let seen = seen.into();
        self.wrong.get_or_insert((fault, seen.clone()));
        self.put(question, RungState::Failed, seen);
    }

    /// The rung does not hold, and nothing above it can be asked.
    pub fn stop(&mut self, question: Question, fault: Fault, seen: impl Into<String>) -> Stop {
        self.fail(question, fault, seen);
        Stop
    }

    /// A rung is answered once; that it failed is not taken back.
    fn put(&mut self, question: Question, state: RungState, seen: String) {
        let rung = Rung { question, label: question.label().to_owned(), state, seen };
        match self.rungs.iter_mut().find(|rung| rung.question == question) {
            Some(there) if there.state == RungState::Failed => {}
            Some(there) => *there = rung,
            None => self.rungs.push(rung),
        }
    }

    /// The report, with every trace of the secret blotted out: a site can repeat what it was sent.
    pub fn report(
        mut self,
        site: &Address,
        credential: Option<&Credential>,
        now: Timestamp,
    ) -> Report {
        for question in Question::ALL {
            if !self.rungs.iter().any(|rung| rung.question == question) {
                self.skip(question, "Not asked.");
            }
        }
        self.rungs.sort_by_key(|rung| rung.question);
        let mut secrets = credential.map(|secret| traces(site, secret)).unwrap_or_default();
        secrets.append(&mut self.sent);
        let blot = |text: String| {
            secrets.iter().fold(text, |text, secret| text.replace(secret.as_str(), "…"))
        };
        let address = self.address;
        let diagnosis =
            self.wrong.map(|(fault, seen)| diagnosis(fault, &seen, site.kind, &address, now));
        let rungs = self.rungs.into_iter();
        Report {
            rungs: rungs.map(|rung| Rung { seen: blot(rung.seen), ..rung }).collect(),
            diagnosis: diagnosis
                .map(|diagnosis| Diagnosis { paragraph: blot(diagnosis.paragraph), ..diagnosis }),
            better_address: self.better_address.map(blot),
            fingerprint: self.fingerprint,
            address: blot(address),
        }
    }
}

fn diagnosis(fault: Fault, seen: &str, kind: Kind, address: &str, now: Timestamp) -> Diagnosis {
    let words = fault.words();
    let kind = match kind {
        Kind::Own => "a site with the Copydesk site API",
        Kind::Wordpress => "WordPress",
        Kind::Ghost => "Ghost",
    };
    let site = if address.is_empty() { "the site" } else { address };
    let day = now.strftime("%-d %B %Y at %H:%M UTC");
    Diagnosis {
        fault,
        whose: words.whose,
        wrong: words.wrong.to_owned(),
        hint: words.hint.to_owned(),
        paragraph: format!(
            "Copydesk, a desk program for news copy, looked at {site} ({kind}) on {day} and cannot \
             publish there as it should. {} What was seen: {seen} {}",
            words.wrong, words.ask
        ),
    }
}

/// The secret in every form in which a site could send it back.
fn traces(site: &Address, credential: &Credential) -> Vec<String> {
    let secret = credential.reveal();
    let user = site.user.as_deref().unwrap_or_default().trim();
    let joined: String = secret.split_whitespace().collect();
    let mut traces = Vec::new();
    for secret in [secret, &joined] {
        let pair = format!("{user}:{secret}");
        for text in [secret, &pair] {
            traces.push(text.to_owned());
            for base64 in [STANDARD.encode(text), URL_SAFE.encode(text)] {
                traces.push(base64.trim_end_matches('=').to_owned());
            }
            let sent: String = byte_serialize(text.as_bytes()).collect();
            traces.push(sent.replace('+', "%20"));
            traces.push(sent);
        }
    }
    traces.retain(|trace| trace.len() >= SHORTEST_SECRET);
    // The longest first, so that no part of one is left standing.
    traces.sort_by_key(|trace| std::cmp::Reverse(trace.len()));
    traces
}

impl Question {
    /// Every question, from the ground up.
    pub const ALL: [Self; 17] = [
        Self::Address,
        Self::Name,
        Self::Connection,
        Self::Certificate,
        Self::Answer,
        Self::Redirects,
        Self::Wall,
        Self::Kind,
        Self::Api,
        Self::Passwords,
        Self::Authorization,
        Self::Account,
        Self::Rights,
        Self::Pictures,
        Self::UploadLimit,
        Self::TimeZone,
        Self::Clock,
    ];

    /// The question in a few words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Address => "The address",
            Self::Name => "The name on the network",
            Self::Connection => "The connection",
            Self::Certificate => "The certificate",
            Self::Answer => "An answer in time",
            Self::Redirects => "Redirects and www",
            Self::Wall => "Nothing stands in front",
            Self::Kind => "The kind of site",
            Self::Api => "The API",
            Self::Passwords => "Passwords for programs",
            Self::Authorization => "The sign-in arrives",
            Self::Account => "The account",
            Self::Rights => "Writing and publishing",
            Self::Pictures => "Sending pictures",
            Self::UploadLimit => "The limit for uploads",
            Self::TimeZone => "The time zone",
            Self::Clock => "The clock",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Address {
        let (name, url) = ("town".to_owned(), "https://news.example".to_owned());
        let user = Some("jo".to_owned());
        Address { name, kind: Kind::Wordpress, url, user, fingerprint: None }
    }

    #[test]
    fn no_form_of_the_secret_is_left_in_a_report() {
        let secret = Credential::new("abcd EFGH ijkl");
        let pair = STANDARD.encode("jo:abcd EFGH ijkl");
        let url = "https://x.example/?p=abcd%20EFGH%20ijkl&q=abcd+EFGH+ijkl";
        let better_address = Some(url.to_owned());
        let mut ladder = Ladder { better_address, ..Ladder::default() };
        ladder.fail(
            Question::Api,
            Fault::ServerError,
            format!("Basic {pair}; abcdEFGHijkl; {url}."),
        );
        let report = ladder.report(&site(), Some(&secret), Timestamp::UNIX_EPOCH);
        let told = serde_json::to_string(&report).unwrap();
        for trace in ["abcd", "EFGH", &pair] {
            assert!(!told.contains(trace), "{trace} in {told}");
        }
    }

    #[test]
    fn the_first_fault_is_the_diagnosis_and_the_rest_is_skipped() {
        let mut ladder = Ladder::default();
        ladder.fail(Question::Api, Fault::Junk, "A warning.");
        ladder.fail(Question::Clock, Fault::ClockOff, "Late.");
        ladder.pass(Question::Api, "Fine.");
        let report = ladder.report(&site(), None, Timestamp::UNIX_EPOCH);
        assert_eq!(report.diagnosis.unwrap().fault, Fault::Junk);
        let states: Vec<_> = report.rungs.iter().map(|rung| (rung.question, rung.state)).collect();
        assert_eq!(states.len(), Question::ALL.len());
        assert!(states.contains(&(Question::Api, RungState::Failed)), "it is not taken back");
        assert!(states.contains(&(Question::Name, RungState::Skipped)));
    }
}
