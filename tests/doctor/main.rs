//! The connection doctor before sites with one thing wrong each: real bytes on real sockets, and for
//! each fault the rung that fails and whose job it is. In no report stands the secret.

#![allow(clippy::disallowed_methods)]

mod certificates;
mod faults;
#[path = "../support/ghost.rs"]
mod ghost_server;
mod ghosts;
mod nearly;
mod plays;
mod redirects;
mod server;
mod terminal;
mod trust;
#[path = "../support/wordpress.rs"]
mod wordpress;
mod wordpress_faults;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use copydesk::site::doctor::{Fault, Question, Report, RungState, Whose, diagnose_within};
use copydesk::site::{Address, Credential, Kind};
use jiff::Timestamp;
use plays::{KEY, SECRET, USER};
use server::{Play, Server};
use std::time::Duration;

/// Long enough for a server on this computer.
const PATIENCE: Duration = Duration::from_secs(2);

fn address(kind: Kind, url: &str) -> Address {
    let user = (kind == Kind::Wordpress).then(|| USER.to_owned());
    Address { name: "town".into(), kind, url: url.into(), user, fingerprint: None }
}

fn diagnose(address: &Address, secret: &str) -> Report {
    let secret = Credential::new(secret);
    let report = diagnose_within(address, Some(&secret), Timestamp::now(), PATIENCE);
    tells_no_secret(&report, address, secret.reveal());
    report
}

/// Looks through the whole report, as it is stored, shown and printed.
fn tells_no_secret(report: &Report, address: &Address, secret: &str) {
    let told = serde_json::to_string(report).expect("JSON");
    let user = address.user.as_deref().unwrap_or_default();
    let joined: String = secret.split_whitespace().collect();
    for trace in [
        secret.to_owned(),
        secret.replace(' ', "%20"),
        secret.replace(' ', "+"),
        STANDARD.encode(secret),
        STANDARD.encode(format!("{user}:{secret}")),
        STANDARD.encode(format!("{user}:{joined}")),
        joined,
    ] {
        assert!(!told.contains(trace.trim_end_matches('=')), "{trace} in {told}");
    }
    // A token made for one call holds for minutes, and each begins so: `{"` in Base64.
    assert!(!told.contains("eyJ"), "{told}");
}

/// The rung that failed first, what is wrong, and whose job it is.
fn found(report: &Report) -> Option<(Question, Fault, Whose)> {
    let failed = report.rungs.iter().find(|rung| rung.state == RungState::Failed)?;
    let diagnosis = report.diagnosis.as_ref().expect("a failed rung has a diagnosis");
    Some((failed.question, diagnosis.fault, diagnosis.whose))
}

fn seen(report: &Report, question: Question) -> (RungState, &str) {
    let rung = report.rungs.iter().find(|rung| rung.question == question).expect("every rung");
    (rung.state, &rung.seen)
}

/// Looks at a server that plays `play`.
fn look(kind: Kind, play: Play) -> Report {
    let server = Server::start(play);
    diagnose(&address(kind, &server.url()), if kind == Kind::Ghost { KEY } else { SECRET })
}

#[test]
fn a_wordpress_in_good_order_is_well_to_the_last_rung() {
    let report = look(Kind::Wordpress, std::sync::Arc::new(plays::wordpress));
    assert!(report.is_well(), "{report:#?}");
    let unasked = [Question::Certificate];
    for rung in &report.rungs {
        let expected =
            if unasked.contains(&rung.question) { RungState::Skipped } else { RungState::Passed };
        assert_eq!(rung.state, expected, "{rung:?}");
    }
    assert!(seen(&report, Question::Rights).1.contains("publish"));
    assert_eq!(seen(&report, Question::TimeZone).1, "Europe/London.");
}

#[test]
fn an_own_site_in_good_order_is_well() {
    let report = look(Kind::Own, std::sync::Arc::new(plays::own));
    assert!(report.is_well(), "{report:#?}");
    assert_eq!(seen(&report, Question::UploadLimit).0, RungState::Passed);
}

#[test]
fn nothing_is_changed_and_the_secret_goes_nowhere_but_to_the_api() {
    let server = Server::start(std::sync::Arc::new(plays::wordpress));
    diagnose(&address(Kind::Wordpress, &server.url()), SECRET);
    for request in server.heard() {
        let signed = !request.header("authorization").is_empty();
        assert!(!signed || request.method == "GET", "only questions are signed: {request:?}");
        assert!(!signed || request.path.starts_with("/wp-json/wp/v2/users/me"), "{request:?}");
    }
}

#[test]
fn without_a_secret_everything_up_to_signing_in_is_looked_at() {
    let server = Server::start(std::sync::Arc::new(plays::wordpress));
    let address = address(Kind::Wordpress, &server.url());
    let report = diagnose_within(&address, None, Timestamp::now(), PATIENCE);
    let expected = (Question::Authorization, Fault::NoSecret, Whose::You);
    assert_eq!(found(&report), Some(expected));
    assert_eq!(seen(&report, Question::Passwords).0, RungState::Passed);
    assert!(server.heard().iter().all(|request| request.header("authorization").is_empty()));
}

#[test]
fn the_paragraph_says_where_what_and_what_to_do_about_it() {
    let report = look(Kind::Wordpress, plays::always(|| server::Reply::page(502, "")));
    let diagnosis = report.diagnosis.expect("it is down");
    for part in [&report.address, "status 502", "error logs", "WordPress"] {
        assert!(diagnosis.paragraph.contains(part), "{part}: {}", diagnosis.paragraph);
    }
}

#[test]
fn the_clocks_are_compared_both_ways() {
    for (hours, side) in [(-3_i64, "ahead of"), (3, "behind")] {
        let server = Server::start(std::sync::Arc::new(plays::wordpress));
        let now = Timestamp::now() + jiff::SignedDuration::from_hours(hours);
        let secret = Credential::new(SECRET);
        let address = address(Kind::Wordpress, &server.url());
        let report = diagnose_within(&address, Some(&secret), now, PATIENCE);
        assert_eq!(found(&report), Some((Question::Clock, Fault::ClockOff, Whose::You)));
        let told = seen(&report, Question::Clock).1;
        assert!(told.contains(side) && told.contains("hours"), "{told}");
    }
}
