//! What is wrong at the site itself: its API, signing in, the account.

use super::{Case, ME, MEDIA, PAGE, ROOT, at, own_at};
use crate::plays::{
    NAMESPACES, PASSWORDS, SECRET, USER, account, but, failure, index, own, wordpress,
};
use crate::server::{Play, Reply, Request};
use copydesk::site::Kind::{Own, Wordpress};
use copydesk::site::doctor::Fault;
use copydesk::site::doctor::Question::*;
use copydesk::site::doctor::Whose::{Administrator, Host, You};
use std::sync::Arc;

pub fn the_api() -> Vec<Case> {
    vec![
        (
            "the API switched off",
            Wordpress,
            at(ROOT, |_| failure(403, "rest_disabled")),
            Api,
            Fault::ApiOff,
            Administrator,
        ),
        (
            "the API not there",
            Wordpress,
            at(ROOT, |_| Reply::page(404, PAGE)),
            Api,
            Fault::ApiOff,
            Administrator,
        ),
        (
            "a page in place of the API",
            Wordpress,
            at(ROOT, |_| Reply::page(200, PAGE)),
            Api,
            Fault::ApiIsAPage,
            Administrator,
        ),
        (
            "the API at another address",
            Wordpress,
            at("/", |_| {
                let link = "<https://other.example/wp-json/>; rel=\"https://api.w.org/\"";
                Reply::page(200, PAGE).with("link", link)
            }),
            Api,
            Fault::ApiElsewhere,
            Administrator,
        ),
        (
            "the part that publishes is missing",
            Wordpress,
            at(ROOT, |_| Reply::json(200, index(PASSWORDS, r#"["oembed/1.0"]"#))),
            Api,
            Fault::ApiIncomplete,
            Administrator,
        ),
    ]
}

pub fn printed_before() -> Vec<Case> {
    let junk = "<br />\n<b>Notice</b>: Undefined index in x.php on line 3<br />\n";
    vec![
        (
            "a plug-in prints before the JSON",
            Wordpress,
            at(ROOT, move |_| Reply::page(200, format!("{junk}{}", index(PASSWORDS, NAMESPACES)))),
            Api,
            Fault::Junk,
            Administrator,
        ),
        (
            "something is printed before an own site's answer",
            Own,
            but(own, move |request| {
                let body = r#"{"kind":"copydesk-site","name":"The Courier"}"#;
                (request.path == "/api/v1/site").then(|| Reply::page(200, format!("{junk}{body}")))
            }),
            Api,
            Fault::Junk,
            Administrator,
        ),
    ]
}

pub fn signing_in() -> Vec<Case> {
    vec![
        (
            "application passwords off",
            Wordpress,
            at(ROOT, |_| {
                // Behind HTTPS it would be the plug-in's doing, here it is plain HTTP.
                Reply::json(200, index("[]", NAMESPACES))
            }),
            Passwords,
            Fault::PasswordsNeedHttps,
            Administrator,
        ),
        (
            "a wrong password, where a plug-in says so",
            Wordpress,
            at(ME, |_| failure(401, "incorrect_password")),
            Authorization,
            Fault::WrongPassword,
            You,
        ),
        (
            "an unknown user, where a plug-in says so",
            Wordpress,
            at(ME, |_| failure(401, "invalid_username")),
            Authorization,
            Fault::UnknownUser,
            You,
        ),
    ]
}

pub fn header_lost() -> Vec<Case> {
    // What a proxy does that takes the header off.
    let header_lost = |site: fn(&Request) -> Reply| -> Play {
        Arc::new(move |request| {
            let mut request = request.clone();
            request.headers.remove("authorization");
            site(&request)
        })
    };
    vec![
        (
            "the header is lost on the way to WordPress",
            Wordpress,
            header_lost(wordpress),
            Authorization,
            Fault::Stranger,
            You,
        ),
        (
            "the header is lost on the way to an own site",
            Own,
            header_lost(own),
            Authorization,
            Fault::HeaderLost,
            Host,
        ),
        (
            "a token that is not known",
            Own,
            own_at("/api/v1/me", |_| {
                Reply::json(401, "{}").with("www-authenticate", "Bearer error=\"invalid_token\"")
            }),
            Authorization,
            Fault::UnknownToken,
            You,
        ),
        (
            "the API closed to strangers, and to us",
            Wordpress,
            at(ROOT, |_| failure(401, "rest_login_required")),
            Authorization,
            Fault::Stranger,
            You,
        ),
    ]
}

pub fn refused_accounts() -> Vec<Case> {
    let echo = |request: &Request| {
        let sent = request.header("authorization");
        let body = format!(r#"{{"code":"x","message":"Bad header {sent} of {USER} {SECRET}"}}"#);
        Reply::json(418, body)
    };
    vec![
        (
            "accounts hidden",
            Wordpress,
            at(ME, |_| failure(404, "rest_no_route")),
            Account,
            Fault::AccountsHidden,
            Administrator,
        ),
        (
            "the account refused",
            Wordpress,
            at(ME, |_| failure(403, "rest_forbidden")),
            Account,
            Fault::AccountRefused,
            Administrator,
        ),
        (
            "a site that repeats what it was sent",
            Wordpress,
            at(ME, echo),
            Account,
            Fault::AccountRefused,
            Administrator,
        ),
    ]
}

pub fn the_account() -> Vec<Case> {
    let too_large = |_: &Request| Reply::page(413, PAGE);
    vec![
        (
            "a subscriber",
            Wordpress,
            at(ME, |_| account("subscriber", r#"{"read":true}"#)),
            Rights,
            Fault::MayNotWrite,
            Administrator,
        ),
        (
            "a reader of an own site",
            Own,
            own_at("/api/v1/me", |_| Reply::json(200, r#"{"name":"Jo","role":"reader","can":[]}"#)),
            Rights,
            Fault::MayNotWrite,
            Administrator,
        ),
        (
            "a contributor without pictures",
            Wordpress,
            at(ME, |_| account("contributor", r#"{"edit_posts":true}"#)),
            Pictures,
            Fault::MayNotSendPictures,
            Administrator,
        ),
        ("a small limit", Wordpress, at(MEDIA, too_large), UploadLimit, Fault::UploadLimit, Host),
        (
            "a small limit the site tells",
            Own,
            own_at("/api/v1/site", |_| {
                let body = r#"{"kind":"copydesk-site","limits":{"picture_bytes":500000}}"#;
                Reply::json(200, body)
            }),
            UploadLimit,
            Fault::UploadLimit,
            Host,
        ),
        (
            "a clock that is late",
            Wordpress,
            at(ME, |request| wordpress(request).with("date", "Fri, 31 Dec 1999 23:59:59 GMT")),
            Clock,
            Fault::ClockOff,
            You,
        ),
        (
            "a site that does not tell its time",
            Wordpress,
            at(ME, |request| wordpress(request).with("date", "")),
            Clock,
            Fault::TellsNoTime,
            Host,
        ),
    ]
}
