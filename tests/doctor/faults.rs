//! The table of faults: what is switched on, and what the doctor must find.

mod site;

use crate::ghosts;
use crate::plays::{always, but, ghost, own, wordpress};
use crate::server::{Play, Reply, Request};
use crate::{found, look};
use copydesk::site::Kind::{self, Own, Wordpress};
use copydesk::site::doctor::Question::*;
use copydesk::site::doctor::Whose::{Administrator, Host, Network, You};
use copydesk::site::doctor::{Fault, Question, Whose};
use std::sync::Arc;

pub type Case = (&'static str, Kind, Play, Question, Fault, Whose);

/// At this path something else is answered.
fn at(path: &'static str, reply: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Play {
    but(wordpress, move |request| {
        request.path.split('?').next().is_some_and(|asked| asked == path).then(|| reply(request))
    })
}

/// The same of an own site.
fn own_at(path: &'static str, reply: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Play {
    but(own, move |request| (request.path == path).then(|| reply(request)))
}

const ROOT: &str = "/wp-json/";
const ME: &str = "/wp-json/wp/v2/users/me";
const MEDIA: &str = "/wp-json/wp/v2/media";
const PAGE: &str = "<!doctype html><title>The Courier</title>";
const LOGIN: &str = "<!doctype html><form><input type=\"password\" name=\"pwd\"></form>";

fn on_the_way() -> Vec<Case> {
    vec![
        ("it stalls", Wordpress, always(|| Reply::Stall), Answer, Fault::Stalled, Host),
        ("it hangs up", Wordpress, always(|| Reply::Cut), Answer, Fault::BrokenOff, Host),
        (
            "it speaks another language",
            Wordpress,
            always(|| Reply::Bytes(b"220 mail.example ESMTP ready\r\n")),
            Answer,
            Fault::NotHttp,
            Host,
        ),
        (
            "half an answer",
            Wordpress,
            always(|| Reply::Bytes(b"HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n<html>")),
            Answer,
            Fault::BrokenOff,
            Host,
        ),
        ("a 500", Wordpress, always(|| Reply::page(500, PAGE)), Answer, Fault::ServerError, Host),
        ("a 502", Own, always(|| Reply::page(502, PAGE)), Answer, Fault::ServerError, Host),
        (
            "maintenance",
            Wordpress,
            always(|| Reply::page(503, PAGE).with("retry-after", "600")),
            Answer,
            Fault::Maintenance,
            Administrator,
        ),
        (
            "too many calls",
            Wordpress,
            at(ROOT, |_| Reply::page(429, "").with("retry-after", "60")),
            Answer,
            Fault::RateLimited,
            Host,
        ),
        (
            "the API stalls and the front page does not",
            Wordpress,
            at(ROOT, |_| Reply::Stall),
            Answer,
            Fault::Stalled,
            Host,
        ),
    ]
}

fn in_front() -> Vec<Case> {
    let basic = || Reply::page(401, PAGE).with("www-authenticate", "Basic realm=\"Staff\"");
    let challenge = "<html><script src=\"/cdn-cgi/challenge-platform/h/b.js\"></script>";
    vec![
        ("a password wall", Wordpress, always(basic), Wall, Fault::PasswordWall, Administrator),
        ("one of an own site", Own, always(basic), Wall, Fault::PasswordWall, Administrator),
        (
            "a wall before the account only",
            Wordpress,
            at(ME, move |_| basic()),
            Wall,
            Fault::PasswordWall,
            Administrator,
        ),
        (
            "a challenge",
            Wordpress,
            always(move || Reply::page(403, challenge).with("cf-mitigated", "challenge")),
            Wall,
            Fault::Challenge,
            Administrator,
        ),
        (
            "a challenge before the API",
            Wordpress,
            at(ROOT, move |_| Reply::page(503, challenge)),
            Wall,
            Fault::Challenge,
            Administrator,
        ),
        (
            "a firewall",
            Wordpress,
            at(ROOT, |_| Reply::page(403, PAGE)),
            Wall,
            Fault::Firewall,
            Host,
        ),
    ]
}

fn log_in_pages() -> Vec<Case> {
    vec![
        (
            "a network that wants a log-in",
            Own,
            always(|| Reply::page(511, PAGE)),
            Wall,
            Fault::NetworkLogin,
            Network,
        ),
        (
            "a site for members",
            Wordpress,
            always(|| Reply::to(302, "/wp-login.php?redirect_to=x")),
            Wall,
            Fault::LoginPage,
            Administrator,
        ),
        (
            "a log-in page in place of the API",
            Wordpress,
            at(ROOT, |_| Reply::page(200, LOGIN)),
            Wall,
            Fault::LoginPage,
            Administrator,
        ),
        (
            "a log-in page before an own site",
            Own,
            always(|| Reply::page(200, LOGIN)),
            Wall,
            Fault::LoginPage,
            Administrator,
        ),
    ]
}

fn the_kind() -> Vec<Case> {
    let nothing = || always(|| Reply::page(404, PAGE));
    vec![
        ("Ghost for WordPress", Wordpress, Arc::new(ghost), Kind, Fault::OtherKind, You),
        ("Ghost for an own site", Own, Arc::new(ghost), Kind, Fault::OtherKind, You),
        ("an own site for WordPress", Wordpress, Arc::new(own), Kind, Fault::OtherKind, You),
        ("WordPress for an own site", Own, Arc::new(wordpress), Kind, Fault::OtherKind, You),
        ("nothing known", Wordpress, nothing(), Kind, Fault::NotThisKind, You),
        ("nothing known for an own site", Own, nothing(), Kind, Fault::NotThisKind, You),
    ]
}

#[test]
fn each_fault_is_found_and_given_to_whom_it_belongs() {
    let cases = [
        on_the_way(),
        in_front(),
        log_in_pages(),
        the_kind(),
        site::the_api(),
        site::printed_before(),
        site::signing_in(),
        site::header_lost(),
        site::refused_accounts(),
        site::the_account(),
        ghosts::at_its_address(),
        ghosts::with_its_key(),
        ghosts::of_its_accounts(),
    ]
    .concat();
    assert!(cases.len() >= 40, "{}", cases.len());
    let mut kinds = std::collections::BTreeSet::new();
    let looking: Vec<_> = cases
        .into_iter()
        .map(|(name, kind, play, question, fault, whose)| {
            kinds.insert(format!("{fault:?}"));
            let looked = std::thread::spawn(move || look(kind, play));
            (name, looked, (question, fault, whose))
        })
        .collect();
    for (name, looked, expected) in looking {
        let report = looked.join().expect("no panic");
        assert_eq!(found(&report), Some(expected), "{name}: {report:#?}");
    }
    assert!(kinds.len() >= 25, "only {} different faults", kinds.len());
}

/// Read in the tests themselves, for they do not run one after the other: each fault is one that some
/// case expects, in so many words.
#[test]
fn every_fault_there_is_is_expected_by_a_case() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/");
    let mut cases =
        std::fs::read_to_string(format!("{root}src/site/doctor/tests.rs")).expect("text");
    for folder in ["tests/doctor", "tests/doctor/faults"] {
        for file in std::fs::read_dir(format!("{root}{folder}")).expect("a folder").flatten() {
            if file.path().is_file() {
                cases += &std::fs::read_to_string(file.path()).expect("text");
            }
        }
    }
    let words: std::collections::BTreeSet<&str> =
        cases.split(|c: char| !c.is_alphanumeric() && c != ':').collect();
    let met = |fault: &&Fault| words.contains(format!("Fault::{fault:?}").as_str());
    let never: Vec<_> = Fault::ALL.iter().filter(|fault| !met(fault)).collect();
    assert!(never.is_empty(), "no case expects {never:?}");
}
