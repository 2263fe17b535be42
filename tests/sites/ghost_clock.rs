//! A Ghost whose clock is not this computer's: it is told the right time, and told it again where
//! much time has passed since.

use crate::{address, connect};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use copydesk::site::Kind;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Seconds for which a token may hold (Ghost's documentation).
const LIFE: i64 = 300;

/// As much of a Ghost as signing in takes, at a time of its own.
struct Clockwork {
    url: String,
    now: Arc<AtomicI64>,
}

impl Clockwork {
    fn start(now: &str) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let now: Timestamp = now.parse().expect("a moment");
        let now = Arc::new(AtomicI64::new(now.as_second()));
        let (clock, home) = (Arc::clone(&now), url.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let _ = answer(&stream, clock.load(Ordering::SeqCst), &home);
            }
        });
        Self { url, now }
    }
}

/// One request and its answer; the connection ends with it.
fn answer(stream: &TcpStream, now: i64, home: &str) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream).lines();
    let asked = lines.next().transpose()?.unwrap_or_default();
    let mut token = None;
    for line in lines.by_ref() {
        let line = line?;
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(": Ghost ") {
            token = name.eq_ignore_ascii_case("authorization").then(|| value.to_owned());
        }
    }
    let (status, value) = if asked.contains("/site/") {
        ("200 OK", json!({ "site": { "title": "Clockwork", "url": home, "version": "6.65" } }))
    } else if !token.is_some_and(|token| holds(&token, now)) {
        let error =
            json!({ "message": "jwt expired", "type": "UnauthorizedError", "code": "INVALID_JWT" });
        ("401 Unauthorized", json!({ "errors": [error] }))
    } else if asked.contains("/users/me/") {
        let user = json!({ "id": "1", "name": "Olga", "roles": [{ "name": "Owner" }] });
        ("200 OK", json!({ "users": [user] }))
    } else {
        ("200 OK", json!({ "tags": [] }))
    };
    let body = value.to_string();
    let date = Timestamp::from_second(now).expect("a moment").strftime("%a, %d %b %Y %H:%M:%S GMT");
    let length = body.len();
    write!(
        &mut &*stream,
        "HTTP/1.1 {status}\r\nDate: {date}\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

fn holds(token: &str, now: i64) -> bool {
    let claims = token.split('.').nth(1).expect("claims");
    let claims = BASE64_URL_SAFE_NO_PAD.decode(claims).expect("base64");
    let claims: Value = serde_json::from_slice(&claims).expect("JSON");
    let [from, until] = ["iat", "exp"].map(|name| claims[name].as_i64().expect("a moment"));
    from <= now && now < until && until - from <= LIFE
}

#[test]
fn a_ghost_is_signed_in_to_by_its_own_clock() {
    let site = Clockwork::start("2031-05-04T03:02:01Z");
    let key = format!("{}:{}", "a".repeat(24), "b".repeat(64));
    let ghost = connect(&address(Kind::Ghost, &site.url, None), &key);
    assert_eq!(ghost.verify().expect("signed in").name, "Olga");
    // A long upload later, or a night with the lid closed.
    site.now.fetch_add(8 * 3600, Ordering::SeqCst);
    assert_eq!(ghost.verify().expect("still signed in").role, "Owner");
}
