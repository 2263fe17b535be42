//! Ghost's own ladder: what can be wrong at its address, its key and the account behind it; before servers
//! that play it and before real ones.

use crate::faults::Case;
use crate::ghost_server::Ghost as RealGhost;
use crate::plays::{
    KEY, SECRET, but, ghost, ghost_account, ghost_failure, ghost_front, ghost_site,
};
use crate::server::{Play, Reply, Request, Server};
use crate::{address, diagnose, found, look, seen};
use copydesk::site::Kind::Ghost;
use copydesk::site::doctor::Question::*;
use copydesk::site::doctor::Whose::{Administrator, Host, You};
use copydesk::site::doctor::{Fault, Question, RungState};

const SITE: &str = "site/";
const ME: &str = "users/me/";
const UPLOAD: &str = "images/upload/";

/// At this path of the Admin API something else is answered.
fn at(path: &'static str, reply: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Play {
    but(ghost, move |request| {
        let asked = request.path.split('?').next().unwrap_or_default();
        (asked.strip_prefix("/ghost/api/admin/") == Some(path)).then(|| reply(request))
    })
}

/// A server with pages and no Admin API; `front` is its front page.
fn pages_only(front: fn() -> Reply) -> Play {
    but(ghost, move |request| {
        Some(if request.path == "/" { front() } else { Reply::page(404, "<!doctype html>") })
    })
}

fn may_not(what: &str) -> Reply {
    ghost_failure(403, "NoPermissionError", None, &format!("You may not {what}."))
}

fn missing(_: &Request) -> Reply {
    ghost_failure(404, "NotFoundError", None, "Not found.")
}

pub fn at_its_address() -> Vec<Case> {
    let private =
        |request: &Request| (request.path == "/").then(|| Reply::to(302, "/private/?r=%2F"));
    let junk = |request: &Request| {
        let Reply::Answer { body, .. } = ghost_site(request, "6.65") else { unreachable!() };
        Reply::page(200, format!("<br /><b>Notice</b>{body}"))
    };
    let elsewhere = "https://admin.example/ghost/api/admin/site/";
    let login = "<!doctype html><form><input type=\"password\"></form>";
    vec![
        (
            "only the pages of a Ghost",
            Ghost,
            pages_only(|| ghost_front("6.65")),
            Api,
            Fault::AdminElsewhere,
            You,
        ),
        (
            "no Ghost at all",
            Ghost,
            pages_only(|| Reply::page(200, "<!doctype html>")),
            Kind,
            Fault::NotThisKind,
            You,
        ),
        (
            "edited at another address",
            Ghost,
            at(SITE, move |_| Reply::to(301, elsewhere)),
            Redirects,
            Fault::ToElsewhere,
            You,
        ),
        (
            "Ghost 4",
            Ghost,
            at(SITE, |request| ghost_site(request, "4.48")),
            Api,
            Fault::TooOld,
            Administrator,
        ),
        (
            "Ghost 3, whose Admin API is elsewhere",
            Ghost,
            pages_only(|| ghost_front("3.42")),
            Api,
            Fault::TooOld,
            Administrator,
        ),
        ("junk before Ghost's answer", Ghost, at(SITE, junk), Api, Fault::Junk, Administrator),
        (
            "a log-in page before Ghost",
            Ghost,
            at(SITE, move |_| Reply::page(200, login)),
            Wall,
            Fault::LoginPage,
            Administrator,
        ),
        ("a private site", Ghost, but(ghost, private), Wall, Fault::PrivateSite, Administrator),
    ]
}

pub fn with_its_key() -> Vec<Case> {
    let unknown = |code| move |_: &Request| ghost_failure(401, "UnauthorizedError", Some(code), "");
    let no_header: Play = std::sync::Arc::new(|request| {
        let mut request = request.clone();
        request.headers.remove("authorization");
        ghost(&request)
    });
    let echo = |request: &Request| {
        let sent = request.header("authorization");
        let body =
            format!(r#"{{"errors":[{{"message":"Bad header {sent} of {KEY}","type":"X"}}]}}"#);
        Reply::json(500, body)
    };
    vec![
        (
            "a key nobody knows",
            Ghost,
            at(ME, unknown("UNKNOWN_ADMIN_API_KEY")),
            Authorization,
            Fault::UnknownToken,
            You,
        ),
        (
            "a key that was made anew",
            Ghost,
            at(ME, unknown("INVALID_JWT")),
            Authorization,
            Fault::UnknownToken,
            You,
        ),
        ("no header arrives at Ghost", Ghost, no_header, Authorization, Fault::HeaderLost, Host),
        (
            "a Ghost that repeats what it was sent",
            Ghost,
            at(ME, echo),
            Answer,
            Fault::ServerError,
            Host,
        ),
    ]
}

pub fn of_its_accounts() -> Vec<Case> {
    let suspended = but(ghost, |request| {
        let asks = ["users/me/", "tags/"].iter().any(|path| request.path.contains(path));
        asks.then(|| missing(request))
    });
    let signed = |request: &Request| !request.header("authorization").is_empty();
    vec![
        ("a suspended account", Ghost, suspended, Account, Fault::AccountRefused, Administrator),
        (
            "the key of one of Ghost's own integrations",
            Ghost,
            but(ghost, move |request| {
                (signed(request) && request.path.contains(ME)).then(|| may_not("read users"))
            }),
            Rights,
            Fault::MayNotWrite,
            Administrator,
        ),
        (
            "an integration that may read only",
            Ghost,
            but(ghost, |request| {
                if request.path.contains(ME) {
                    return Some(missing(request));
                }
                request.path.contains("tags/").then(|| may_not("browse tags"))
            }),
            Rights,
            Fault::MayNotWrite,
            Administrator,
        ),
        (
            "an integration that may not upload",
            Ghost,
            but(ghost, move |request| {
                if request.path.contains(ME) {
                    return Some(missing(request));
                }
                (signed(request) && request.path.contains(UPLOAD)).then(|| may_not("upload"))
            }),
            Pictures,
            Fault::MayNotSendPictures,
            Administrator,
        ),
        (
            "a small limit before Ghost",
            Ghost,
            but(ghost, move |request| {
                let refused = !signed(request) && request.path.contains(UPLOAD);
                refused.then(|| Reply::page(413, "<!doctype html>"))
            }),
            UploadLimit,
            Fault::UploadLimit,
            Host,
        ),
    ]
}

#[test]
fn a_ghost_in_good_order_is_well_for_people_and_integrations() {
    let people = ["Editor", "Contributor"].map(|role| at(ME, move |_| ghost_account(role)));
    let told = ["publish", "hand stories in, not publish", "publish"];
    for (play, may) in people.into_iter().chain([at(ME, missing)]).zip(told) {
        let report = look(Ghost, play);
        assert!(report.is_well(), "{report:#?}");
        assert_eq!(seen(&report, Rights), (RungState::Passed, &*format!("You may {may}.")));
        assert_eq!(seen(&report, UploadLimit).1, "2 megabytes get through.");
        assert_eq!(seen(&report, TimeZone).1, "Europe/London.");
    }
}

#[test]
fn what_is_no_key_of_ghost_is_told_before_it_is_sent() {
    let server = Server::start(std::sync::Arc::new(ghost));
    // A password, and a key of the Content API: one long word without a colon.
    for secret in [SECRET, "22444f78447824223cefc48062"] {
        let report = diagnose(&address(Ghost, &server.url()), secret);
        assert_eq!(found(&report), Some((Authorization, Fault::NotAKey, You)), "{report:#?}");
    }
    let signed = |request: &Request| !request.header("authorization").is_empty();
    assert!(!server.heard().iter().any(signed), "it was sent");
}

#[test]
#[ignore = "starts real Ghosts: make test runs it"]
fn each_fault_of_a_real_ghost_is_found() {
    for version in ["6", "5"] {
        let site = RealGhost::start(&[("GHOST_VERSION", version)]);
        let there = address(Ghost, &site.url);
        let before = site.sql("select count(*) from posts").concat();
        for (key, may) in [
            (site.integration.as_str(), "publish"),
            (site.token("anna"), "publish"),
            (site.token("conrad"), "hand stories in, not publish"),
        ] {
            let report = diagnose(&there, key);
            assert!(report.is_well(), "{report:#?}");
            assert_eq!(seen(&report, Rights), (RungState::Passed, &*format!("You may {may}.")));
            assert_eq!(seen(&report, UploadLimit).1, "2 megabytes get through.");
        }
        let (id, _) = site.integration.split_once(':').expect("a key");
        let other = |question: Question, fault, whose, key: &str| {
            let report = diagnose(&there, key);
            assert_eq!(found(&report), Some((question, fault, whose)), "{report:#?}");
        };
        let zeros = |n: usize| "0".repeat(n);
        let (nobody, anew) =
            (format!("{}:{}", zeros(24), zeros(64)), format!("{id}:{}", zeros(64)));
        other(Authorization, Fault::UnknownToken, You, &nobody);
        other(Authorization, Fault::UnknownToken, You, &anew);
        site.sql("update users set status = 'inactive' where name like 'Anna%'");
        other(Account, Fault::AccountRefused, Administrator, site.token("anna"));
        let scheduler = "(select id from roles where name = 'Scheduler Integration')";
        site.sql(&format!("update api_keys set role_id = {scheduler} where id = '{id}'"));
        other(Rights, Fault::MayNotWrite, Administrator, &site.integration);
        assert_eq!(site.sql("select count(*) from posts").concat(), before, "nothing was written");
        assert!(site.uploads().is_empty(), "nothing was kept: {:?}", site.uploads());
    }
}

#[test]
#[ignore = "starts a real Ghost: make test runs it"]
fn a_real_ghost_that_is_private_says_so_and_takes_stories_all_the_same() {
    let site = RealGhost::start(&[("GHOST_PRIVATE", "true")]);
    let report = diagnose(&address(Ghost, &site.url), site.token("edith"));
    assert_eq!(found(&report), Some((Wall, Fault::PrivateSite, Administrator)), "{report:#?}");
    assert_eq!(seen(&report, Pictures).0, RungState::Passed, "the rest was asked all the same");
}
