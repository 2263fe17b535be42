//! The sites a server can play, and what can be wrong with them.

use crate::server::{Play, Reply, Request};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::sync::Arc;

/// The application password of the one account, and the token of the own site.
pub const SECRET: &str = "abcd EFGH ijkl MNOP qrst 1234";
pub const USER: &str = "edith";

/// A site with something else said wherever `wrong` says something.
pub fn but(
    site: fn(&Request) -> Reply,
    wrong: impl Fn(&Request) -> Option<Reply> + Send + Sync + 'static,
) -> Play {
    Arc::new(move |request| wrong(request).unwrap_or_else(|| site(request)))
}

/// A WordPress that says something else of the account.
pub fn at_me(reply: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Play {
    but(wordpress, move |request| request.path.contains("/users/me").then(|| reply(request)))
}

/// Says the same to everybody.
pub fn always(reply: impl Fn() -> Reply + Send + Sync + 'static) -> Play {
    Arc::new(move |_| reply())
}

fn signed_in(request: &Request) -> bool {
    let pair = STANDARD.encode(format!("{USER}:{SECRET}"));
    request.header("authorization") == format!("Basic {pair}")
}

/// WordPress's error object.
pub fn failure(status: u16, code: &str) -> Reply {
    let body = format!(r#"{{"code":"{code}","message":"No.","data":{{"status":{status}}}}}"#);
    Reply::json(status, body)
}

/// `users/me` for an account with these capabilities.
pub fn account(role: &str, capabilities: &str) -> Reply {
    Reply::json(
        200,
        format!(r#"{{"id":2,"name":"Edith","roles":["{role}"],"capabilities":{capabilities}}}"#),
    )
}

/// The API's root with these ways to sign in.
pub fn index(authentication: &str, namespaces: &str) -> String {
    format!(
        r#"{{"name":"The Courier","url":"https://news.example","home":"","gmt_offset":0,
        "timezone_string":"Europe/London","namespaces":{namespaces},"authentication":{authentication}}}"#
    )
}

pub const PASSWORDS: &str = r#"{"application-passwords":{"endpoints":{"authorization":"x"}}}"#;
pub const NAMESPACES: &str = r#"["oembed/1.0","wp/v2"]"#;

/// A front page made by WordPress.
pub fn front(request: &Request) -> Reply {
    let link = format!("<{}/wp-json/>; rel=\"https://api.w.org/\"", request.base());
    Reply::page(200, "<!doctype html><link href=\"/wp-content/style.css\">").with("link", link)
}

/// A WordPress in good order.
pub fn wordpress(request: &Request) -> Reply {
    let path = request.path.split('?').next().unwrap_or_default();
    match (request.method.as_str(), path) {
        ("GET", "/") => front(request),
        ("GET", "/wp-json/") => Reply::json(200, index(PASSWORDS, NAMESPACES)),
        ("GET", "/wp-json/wp/v2/users/me") if signed_in(request) => {
            account("editor", r#"{"edit_posts":true,"publish_posts":true,"upload_files":true}"#)
        }
        ("GET", "/wp-json/wp/v2/users/me") => failure(401, "rest_not_logged_in"),
        ("GET", "/wp-json/wp/v2/categories") => Reply::json(200, "[]"),
        ("POST", "/wp-json/wp/v2/media") => failure(401, "rest_cannot_create"),
        ("GET", path) if path.starts_with("/wp-json/") => failure(404, "rest_no_route"),
        _ => Reply::page(404, "<!doctype html>Not found"),
    }
}

/// A site that speaks `docs/site-api.yaml`, in good order.
pub fn own(request: &Request) -> Reply {
    let token = request.header("authorization");
    let refused = |error: &str| {
        Reply::json(401, r#"{"title":"No valid token"}"#)
            .with("www-authenticate", format!("Bearer realm=\"x\"{error}"))
    };
    match (request.method.as_str(), request.path.as_str()) {
        ("GET", "/api/v1/site") => Reply::json(
            200,
            r#"{"kind":"copydesk-site","name":"The Courier","sections":[],
            "time_zone":"Europe/London","limits":{"picture_bytes":10485760}}"#,
        ),
        ("GET", "/api/v1/me") if token == format!("Bearer {SECRET}") => {
            Reply::json(200, r#"{"name":"Edith","role":"editor","can":["draft","file","publish"]}"#)
        }
        (_, "/api/v1/me") | ("PUT", _) if token.is_empty() => refused(""),
        (_, "/api/v1/me") | ("PUT", _) => refused(", error=\"invalid_token\""),
        _ => Reply::page(404, "<!doctype html>Not found"),
    }
}

/// A Ghost, as far as it says who it is.
pub fn ghost(request: &Request) -> Reply {
    match request.path.as_str() {
        "/ghost/api/admin/site/" => Reply::json(
            200,
            r#"{"site":{"title":"The Courier","version":"6.65","url":"https://news.example/"}}"#,
        ),
        "/" => Reply::page(200, "<!doctype html><meta name=\"generator\" content=\"Ghost 6.65\">"),
        path if path.starts_with("/ghost/api/") => Reply::json(406, r#"{"errors":[]}"#),
        _ => Reply::page(404, "<!doctype html>Not found"),
    }
}
