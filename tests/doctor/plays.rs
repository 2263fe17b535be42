//! The sites a server can play, and what can be wrong with them.

use crate::server::{Play, Reply, Request};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
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

/// The key of an account of Ghost's.
pub const KEY: &str =
    "0123456789abcdef01234567:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

/// Ghost's list of errors. Its code is its own word, or none.
pub fn ghost_failure(status: u16, kind: &str, code: Option<&str>, context: &str) -> Reply {
    let code = code.map_or("null".to_owned(), |code| format!("\"{code}\""));
    let body = format!(
        r#"{{"errors":[{{"message":"No.","context":"{context}","type":"{kind}","code":{code}}}]}}"#
    );
    Reply::json(status, body)
}

/// `site/` of a Ghost of this version.
pub fn ghost_site(request: &Request, version: &str) -> Reply {
    let (title, url) = ("The Courier", request.base());
    let body = format!(r#"{{"site":{{"title":"{title}","version":"{version}","url":"{url}/"}}}}"#);
    Reply::json(200, body)
}

/// A front page made by a Ghost of this version.
pub fn ghost_front(version: &str) -> Reply {
    let page = format!("<!doctype html><meta name=\"generator\" content=\"Ghost {version}\">");
    Reply::page(200, page)
}

/// `users/me/` for a person of this role.
pub fn ghost_account(role: &str) -> Reply {
    let body =
        format!(r#"{{"users":[{{"id":"1","name":"Edith","roles":[{{"name":"{role}"}}]}}]}}"#);
    Reply::json(200, body)
}

/// Whether the token says that it is of [`KEY`] (RFC 7515, 4.1.4).
fn signed_with_key(request: &Request) -> bool {
    let token = request.header("authorization").strip_prefix("Ghost ").unwrap_or_default();
    let head = URL_SAFE_NO_PAD.decode(token.split('.').next().unwrap_or_default());
    let id = KEY.split(':').next().unwrap_or_default();
    head.is_ok_and(|head| String::from_utf8_lossy(&head).contains(id))
}

/// A Ghost in good order.
pub fn ghost(request: &Request) -> Reply {
    let path = request.path.split('?').next().unwrap_or_default();
    match (request.method.as_str(), path) {
        ("GET", "/ghost/api/admin/site/") => ghost_site(request, "6.65"),
        ("GET", "/") => ghost_front("6.65"),
        (_, path) if path.starts_with("/ghost/api/") && !signed_with_key(request) => {
            ghost_failure(403, "NoPermissionError", None, "Unable to determine the user.")
        }
        ("GET", "/ghost/api/admin/users/me/") => ghost_account("Editor"),
        ("GET", "/ghost/api/admin/tags/") => Reply::json(200, r#"{"tags":[]}"#),
        ("GET", "/ghost/api/admin/settings/") => {
            let zone = r#"{"settings":[{"key":"timezone","value":"Europe/London"}]}"#;
            Reply::json(200, zone)
        }
        ("POST", "/ghost/api/admin/images/upload/") => {
            ghost_failure(422, "ValidationError", None, "Please select an image.")
        }
        (_, path) if path.starts_with("/ghost/api/") => Reply::json(406, r#"{"errors":[]}"#),
        _ => Reply::page(404, "<!doctype html>Not found"),
    }
}
