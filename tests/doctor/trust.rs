//! Certificates: which are refused and why, and the one a person confirmed.

use crate::certificates::{self, Made};
use crate::plays::{NAMESPACES, SECRET, always, but, index, own, wordpress};
use crate::server::{Reply, Server, speaks_no_tls};
use crate::{address, diagnose, found, seen};
use copydesk::error::{Code, Error};
use copydesk::site::doctor::{Fault, Question, RungState, Whose};
use copydesk::site::{self, Address, Credential, Kind};
use std::sync::Arc;

fn verify(address: &Address) -> Result<(), Error> {
    site::connect(address, &Credential::new(SECRET))?.verify().map(|_| ())
}

fn trusting(server: &Server, fingerprint: String) -> Address {
    Address { fingerprint: Some(fingerprint), ..address(Kind::Wordpress, &server.url()) }
}

#[test]
fn each_certificate_is_refused_for_its_own_reason() {
    let cases: [(Made, Fault, Whose, bool); 5] = [
        (certificates::self_signed(), Fault::SelfSigned, Whose::Administrator, true),
        (certificates::self_signed_authority(), Fault::SelfSigned, Whose::Administrator, true),
        (certificates::of_an_unknown_authority(), Fault::UnknownIssuer, Whose::Host, true),
        (certificates::expired(), Fault::CertificateExpired, Whose::Host, false),
        (certificates::not_yet_valid(), Fault::CertificateNotYetValid, Whose::Host, false),
    ];
    for (made, fault, whose, to_confirm) in cases {
        let server = Server::start_tls(Arc::new(wordpress), made.server());
        let address = address(Kind::Wordpress, &server.url());
        let report = diagnose(&address, SECRET);
        assert_eq!(found(&report), Some((Question::Certificate, fault, whose)), "{report:#?}");
        let shown = report.fingerprint.map(|shown| shown.replace(':', "").to_lowercase());
        assert_eq!(shown, to_confirm.then(|| made.fingerprint()), "{fault:?}");
        let error = verify(&address).expect_err("it is not trusted");
        assert_eq!(error.code, Code::Unreachable, "{error}");
        let secret = |request: &crate::server::Request| !request.header("authorization").is_empty();
        assert!(!server.heard().iter().any(secret), "the secret was sent");
    }
}

#[test]
fn the_error_of_a_self_signed_certificate_shows_its_fingerprint() {
    let made = certificates::self_signed();
    let server = Server::start_tls(Arc::new(own), made.server());
    let error = verify(&address(Kind::Own, &server.url())).expect_err("it is not trusted");
    let told = error.message.replace(':', "").to_lowercase();
    assert!(told.contains(&made.fingerprint()), "{error}");
}

#[test]
fn the_certificate_that_was_confirmed_is_trusted_until_it_changes() {
    let (made, other) = (certificates::self_signed_authority(), certificates::self_signed());
    let server = Server::start_tls(Arc::new(wordpress), made.server());
    let address = trusting(&server, made.fingerprint());
    // WordPress says here that it is at plain HTTP, which is not safer and so not used.
    verify(&address).expect("it was confirmed");
    let report = diagnose(&address, SECRET);
    assert!(report.is_well(), "{report:#?}");
    let (state, told) = seen(&report, Question::Certificate);
    assert!(state == RungState::Passed && told.contains("you confirmed"), "{told}");

    server.change_certificate(other.server());
    let before = server.heard().len();
    let error = verify(&address).expect_err("it is another one");
    assert_eq!(error.code, Code::NotTheApi, "a person must look: {error}");
    assert!(error.message.contains("another one than the one you confirmed"), "{error}");
    let report = diagnose(&address, SECRET);
    let expected = (Question::Certificate, Fault::CertificateChanged, Whose::Administrator);
    assert_eq!(found(&report), Some(expected));
    assert_eq!(report.fingerprint, None, "what changed is not offered for confirmation");
    assert_eq!(server.heard().len(), before, "nothing was sent");
}

#[test]
fn application_passwords_that_are_off_are_told_from_those_that_want_https() {
    for (url, fault) in [
        ("https://news.example", Fault::PasswordsOff),
        ("http://news.example", Fault::PasswordsNeedHttps),
    ] {
        let made = certificates::self_signed();
        let index = index("[]", NAMESPACES).replace("https://news.example", url);
        let play = but(wordpress, move |request| {
            (request.path == "/wp-json/").then(|| Reply::json(200, index.clone()))
        });
        let server = Server::start_tls(play, made.server());
        let report = diagnose(&trusting(&server, made.fingerprint()), SECRET);
        let expected = (Question::Passwords, fault, Whose::Administrator);
        assert_eq!(found(&report), Some(expected), "{report:#?}");
    }
}

#[test]
fn no_fingerprint_but_the_whole_right_one_is_trusted() {
    let (made, other) = (certificates::self_signed(), certificates::self_signed());
    let server = Server::start_tls(Arc::new(wordpress), made.server());
    verify(&trusting(&server, other.fingerprint())).expect_err("of another certificate");
    let mut near = made.fingerprint();
    near.replace_range(63.., if near.ends_with('0') { "1" } else { "0" });
    verify(&trusting(&server, near)).expect_err("one digit is another");
    let error = verify(&trusting(&server, made.fingerprint()[..62].to_owned()));
    assert_eq!(error.expect_err("cut short").code, Code::Invalid);
}

#[test]
fn a_certificate_that_is_shown_without_its_key_is_not_trusted() {
    let (made, thief) = (certificates::self_signed(), certificates::self_signed());
    let server = Server::start_tls(Arc::new(wordpress), made.shown_by_a_thief(&thief));
    let address = trusting(&server, made.fingerprint());
    let error = verify(&address).expect_err("the handshake is signed with another key");
    assert_eq!(error.code, Code::Unreachable, "{error}");
    let report = diagnose(&address, SECRET);
    assert_eq!(found(&report).map(|found| found.1), Some(Fault::NotTls), "{report:#?}");
    assert!(server.heard().is_empty(), "nothing was sent");
}

#[test]
fn a_certificate_out_of_date_by_this_computers_clock_only_is_a_matter_of_that_clock() {
    let in_its_days = || Reply::page(200, "").with("date", "Wed, 01 Jul 2020 12:00:00 GMT");
    let server = Server::start_tls(always(in_its_days), certificates::expired().server());
    let report = diagnose(&address(Kind::Wordpress, &server.url()), SECRET);
    let expected = (Question::Certificate, Fault::ComputerDate, Whose::You);
    assert_eq!(found(&report), Some(expected), "{report:#?}");
    let secret = |request: &crate::server::Request| !request.header("authorization").is_empty();
    assert!(!server.heard().iter().any(secret), "only its clock was asked");
}

#[test]
fn what_speaks_no_tls_is_told_so() {
    let url = format!("https://127.0.0.1:{}", speaks_no_tls());
    let report = diagnose(&address(Kind::Wordpress, &url), SECRET);
    let expected = (Question::Certificate, Fault::NotTls, Whose::Host);
    assert_eq!(found(&report), Some(expected), "{report:#?}");
}

#[test]
fn a_certificate_that_cannot_be_read_is_told_so() {
    let made = certificates::unreadable();
    let server = Server::start_tls(Arc::new(wordpress), made.shown_by_a_thief(&made));
    let report = diagnose(&address(Kind::Wordpress, &server.url()), SECRET);
    let expected = (Question::Certificate, Fault::CertificateWrong, Whose::Host);
    assert_eq!(found(&report), Some(expected), "{report:#?}");
    assert!(server.heard().is_empty(), "nothing was sent");
}

#[test]
fn what_is_kept_as_a_fingerprint_and_is_none_is_told_before_anything_is_asked() {
    let server = Server::start_tls(Arc::new(wordpress), certificates::self_signed().server());
    let report = diagnose(&trusting(&server, "AA:BB".to_owned()), SECRET);
    let expected = (Question::Address, Fault::NotAFingerprint, Whose::You);
    assert_eq!(found(&report), Some(expected), "{report:#?}");
    assert!(server.heard().is_empty(), "nothing was sent");
}
