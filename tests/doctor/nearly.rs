//! What is easily taken for something else: two faults that look alike, and what is no fault.

use crate::plays::{NAMESPACES, PASSWORDS, SECRET, but, failure, index, own, wordpress};
use crate::server::{Engaged, Play, Reply, Request, Server, closed_port};
use crate::{address, diagnose, found, look};
use copydesk::site::Kind::{Own, Wordpress};
use copydesk::site::doctor::Question::*;
use copydesk::site::doctor::Whose::{Host, Network, You};
use copydesk::site::doctor::{Fault, Question, RungState};
use std::sync::Arc;

const ROOT: &str = "/wp-json/";
const PAGE: &str = "<!doctype html><title>The Courier</title>";

/// At this path something else is answered.
fn at(path: &'static str, reply: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Play {
    but(wordpress, move |request| (request.path == path).then(|| reply(request)))
}

#[test]
fn nobody_listening_and_no_such_name_are_told_apart() {
    let report =
        diagnose(&address(Wordpress, &format!("http://127.0.0.1:{}", closed_port())), SECRET);
    assert_eq!(found(&report), Some((Connection, Fault::ConnectionRefused, Host)));

    let report = diagnose(&address(Wordpress, "https://news.invalid"), SECRET);
    // RFC 6761: there is no such name; and where no network is, that is found instead.
    let (fault, whose) =
        if is_online() { (Fault::NoSuchName, You) } else { (Fault::Offline, Network) };
    assert_eq!(found(&report), Some((Name, fault, whose)));
}

/// Whether a way leads out of this computer; nothing is sent on it (TEST-NET-1, RFC 5737).
fn is_online() -> bool {
    let socket = std::net::UdpSocket::bind("0.0.0.0:0").expect("a socket");
    socket.connect("192.0.2.1:443").is_ok()
}

#[test]
fn no_way_and_nobody_who_takes_the_call_are_told_apart() {
    // A broadcast address, to which no connection leads.
    let report = diagnose(&address(Wordpress, "http://127.255.255.255:9"), SECRET);
    assert_eq!(found(&report), Some((Connection, Fault::NoWay, Network)), "{report:#?}");
    let busy = Engaged::start();
    let report = diagnose(&address(Wordpress, &busy.url), SECRET);
    let expected = (Connection, Fault::NobodyTakesTheCall, Host);
    assert_eq!(found(&report), Some(expected), "{report:#?}");
}

#[test]
fn a_token_that_no_header_can_carry_is_told_before_it_is_sent() {
    let server = Server::start(Arc::new(own));
    let report = diagnose(&address(Own, &server.url()), "one line\nand another");
    assert_eq!(found(&report), Some((Authorization, Fault::UnusableSecret, You)), "{report:#?}");
    assert!(server.heard().iter().all(|request| request.header("authorization").is_empty()));
}

#[test]
fn what_was_typed_is_looked_at_before_anything_is_asked() {
    for (typed, fault, better) in [
        ("htps://news.example", Fault::WrongScheme, Some("https://news.example")),
        ("http://news.example", Fault::PlainHttp, Some("https://news.example")),
        ("edith@news.example", Fault::NameInAddress, None),
        ("", Fault::NotAnAddress, None),
    ] {
        let report = diagnose(&address(Wordpress, typed), SECRET);
        assert_eq!(found(&report), Some((Question::Address, fault, You)), "{typed}");
        assert_eq!(report.better_address.as_deref(), better, "{typed}");
    }
}

#[test]
fn a_password_that_is_none_for_programs_is_told_from_one_that_fails() {
    let server = Server::start(Arc::new(wordpress));
    let site = address(Wordpress, &server.url());
    let report = diagnose(&site, "my usual password");
    let expected = (Authorization, Fault::NotAnApplicationPassword, You);
    assert_eq!(found(&report), Some(expected));
    let report = diagnose(&site, "wxyz EFGH ijkl MNOP qrst 1234");
    assert_eq!(found(&report), Some((Authorization, Fault::Stranger, You)));
    let nobody = copydesk::site::Address { user: None, ..site };
    let report = diagnose(&nobody, SECRET);
    assert_eq!(found(&report), Some((Authorization, Fault::NoUser, You)));
}

#[test]
fn plain_permalinks_and_a_closed_api_are_no_fault() {
    let plain = but(wordpress, |request| {
        let rest = request.path.strip_prefix("/index.php?rest_route=%2F");
        match (request.path.as_str(), rest) {
            ("/", _) => {
                let link = format!(
                    "<{}/index.php?rest_route=/>; rel=\"https://api.w.org/\"",
                    request.base()
                );
                Some(Reply::page(200, PAGE).with("link", link))
            }
            ("/index.php?rest_route=/", _) => Some(Reply::json(200, index(PASSWORDS, NAMESPACES))),
            (_, Some(rest)) => {
                let path = format!("/wp-json/{}", rest.replace("%2F", "/").replacen('&', "?", 1));
                Some(wordpress(&Request { path, ..request.clone() }))
            }
            _ => None,
        }
    });
    let report = look(Wordpress, plain);
    assert!(report.is_well(), "{report:#?}");
    assert!(crate::seen(&report, Api).1.contains("plain permalinks"));

    let closed = at(ROOT, |request| match request.header("authorization") {
        "" => failure(401, "rest_login_required"),
        _ => wordpress(request),
    });
    let report = look(Wordpress, closed);
    assert!(report.is_well(), "{report:#?}");
    assert!(crate::seen(&report, Api).1.contains("closed to strangers"));
    assert_eq!(crate::seen(&report, Wall).0, RungState::Passed);
    // The front page says nothing: the API is looked for where it usually is.
    let silent = at("/", |_| Reply::page(200, PAGE));
    assert!(look(Wordpress, silent).is_well());
}
