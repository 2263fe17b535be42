//! No redirect is followed with a credential, and the doctor names where it leads.

use crate::plays::{SECRET, but, wordpress};
use crate::server::{Reply, Request, Server};
use crate::{address, certificates, diagnose, found};
use copydesk::error::Code;
use copydesk::site::doctor::{Fault, Question, Whose};
use copydesk::site::{self, Address, Credential, Kind};
use std::sync::Arc;

#[test]
fn no_redirect_is_followed_with_a_credential() {
    let elsewhere = Server::start(Arc::new(wordpress));
    let safe = Server::start_tls(Arc::new(wordpress), certificates::self_signed().server());
    let port = elsewhere.url().rsplit(':').next().expect("a port").to_owned();
    let targets = [
        ("another port", elsewhere.url()),
        ("another host", format!("http://localhost:{port}")),
        ("another scheme", safe.url()),
    ];
    for (what, target) in &targets {
        for status in [301, 302, 303, 307, 308] {
            for only_the_api in [false, true] {
                let to = target.clone();
                let play = but(wordpress, move |request: &Request| {
                    let sent_on = !only_the_api || request.path.contains("/users/me");
                    sent_on.then(|| Reply::to(status, format!("{to}{}", request.path)))
                });
                let server = Server::start(play);
                let address = address(Kind::Wordpress, &server.url());
                let site = site::connect(&address, &Credential::new(SECRET)).expect("an address");
                let error = site.verify().expect_err("it is sent on");
                assert_eq!(error.code, Code::NotTheApi, "{what} {status}: {error}");
                let report = diagnose(&address, SECRET);
                let (question, ..) = found(&report).expect("it is sent on");
                assert_eq!(question, Question::Redirects, "{what} {status}: {report:#?}");
            }
        }
    }
    assert!(elsewhere.heard().is_empty(), "nobody went there: {:?}", elsewhere.heard());
    assert!(safe.heard().is_empty(), "nor there: {:?}", safe.heard());
}

#[test]
fn the_right_address_is_offered_where_it_is_safe() {
    let cases = [
        ("https://{host}/", Fault::ToHttps, Whose::You, Some("https://{host}/")),
        ("https://www.{name}/", Fault::ToElsewhere, Whose::You, Some("https://www.{name}/")),
        ("/en/", Fault::ToFolder, Whose::You, Some("http://{host}/en/")),
        (
            "https://other.example/?t=1",
            Fault::ToElsewhere,
            Whose::You,
            Some("https://other.example/"),
        ),
        ("http://portal.example/", Fault::ToElsewhere, Whose::You, None),
        ("/", Fault::RedirectLoop, Whose::Administrator, None),
    ];
    for (location, fault, whose, better) in cases {
        let fill = |text: &str, host: &str| {
            text.replace("{host}", host).replace("{name}", "127-0-0-1.example")
        };
        let server = Server::start(but(wordpress, move |request| {
            let to = fill(location, request.header("host"));
            (request.path == "/").then(|| Reply::to(301, to))
        }));
        let report = diagnose(&address(Kind::Wordpress, &server.url()), SECRET);
        assert_eq!(found(&report), Some((Question::Redirects, fault, whose)), "{location}");
        let host = server.url().replace("http://", "");
        let better = better.map(|better| fill(better, &host));
        assert_eq!(report.better_address, better, "{location}");
    }
}

#[test]
fn an_own_site_that_moved_is_offered_without_the_path_of_its_api() {
    let server = Server::start(but(wordpress, |request| {
        Some(Reply::to(308, format!("https://news.example{}", request.path)))
    }));
    let report = diagnose(&address(Kind::Own, &server.url()), SECRET);
    assert_eq!(report.better_address.as_deref(), Some("https://news.example/"));
}

#[test]
fn from_a_safe_address_to_one_that_is_not_nobody_goes() {
    let made = certificates::self_signed();
    let play = but(wordpress, |request| {
        Some(Reply::to(301, format!("http://{}{}", request.header("host"), request.path)))
    });
    let server = Server::start_tls(play, made.server());
    let fingerprint = Some(made.fingerprint());
    let address = Address { fingerprint, ..address(Kind::Wordpress, &server.url()) };
    let report = diagnose(&address, SECRET);
    let expected = (Question::Redirects, Fault::ToPlainHttp, Whose::Administrator);
    assert_eq!(found(&report), Some(expected), "{report:#?}");
}

#[test]
fn the_same_name_with_www_is_offered() {
    let server = Server::start(but(wordpress, |request| {
        Some(Reply::to(301, format!("http://www.{}/", request.header("host"))))
    }));
    let url = server.url().replace("127.0.0.1", "localhost");
    let report = diagnose(&address(Kind::Wordpress, &url), SECRET);
    let expected = (Question::Redirects, Fault::ToWww, Whose::You);
    assert_eq!(found(&report), Some(expected), "{report:#?}");
}
