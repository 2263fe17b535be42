//! A site that does to pages and pictures what sites do: a real HTTP server in front of the practice
//! site. The API passes through untouched; what readers get is spoilt.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use ureq::Agent;
use ureq::http::Request;

/// A public answer on its way to a reader.
pub struct Public {
    /// The path that was asked for.
    pub path: String,
    pub status: u16,
    pub body: Vec<u8>,
}

impl Public {
    pub fn is_picture(&self) -> bool {
        self.path.starts_with("/pictures/")
    }

    /// Changes the words of a page; pictures are left alone.
    pub fn rewrite(&mut self, change: impl Fn(&str) -> String) {
        if !self.is_picture() {
            self.body = change(std::str::from_utf8(&self.body).expect("a page")).into_bytes();
        }
    }

    /// Puts other bytes in place of every picture that is there.
    pub fn redraw(&mut self, change: impl Fn(&[u8]) -> Vec<u8>) {
        if self.is_picture() && self.status == 200 {
            self.body = change(&self.body);
        }
    }
}

/// What the site does; asked with the path before the practice site is, and with its answer after.
pub type Habit = fn(&mut Public, &dyn Fn(&str) -> Public);

/// The server; it ends with the test's process.
pub struct BadSite {
    pub url: String,
    habit: Arc<Mutex<Habit>>,
}

impl BadSite {
    /// In front of the practice site at `inner`; honest until told otherwise.
    pub fn before(inner: &str) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback");
        let port = listener.local_addr().expect("an address").port();
        let url = format!("http://127.0.0.1:{port}");
        let honest: Habit = |_, _| {};
        let habit = Arc::new(Mutex::new(honest));
        let (held, outer, inner) = (Arc::clone(&habit), url.clone(), inner.to_owned());
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let habit = *held.lock().expect("a habit");
                let (inner, outer) = (inner.clone(), outer.clone());
                std::thread::spawn(move || serve(client, &inner, &outer, habit));
            }
        });
        Self { url, habit }
    }

    /// From now on it does this.
    pub fn does(&self, habit: Habit) {
        *self.habit.lock().expect("a habit") = habit;
    }
}

struct Asked {
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

fn read(client: &TcpStream) -> Option<Asked> {
    let mut reader = BufReader::new(client);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        headers.push((name.to_lowercase(), value.to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let mut body = vec![0; length.and_then(|(_, n)| n.parse().ok()).unwrap_or(0)];
    reader.read_exact(&mut body).ok()?;
    Some(Asked { method, path, headers, body })
}

fn serve(mut client: TcpStream, inner: &str, outer: &str, habit: Habit) {
    let Some(mut asked) = read(&client) else { return };
    if asked.headers.iter().any(|(name, value)| name == "content-type" && value.contains("json")) {
        asked.body = renamed(&asked.body, outer, inner);
    }
    // What is to be deleted may be refused before the practice site hears of it.
    let mut refused = Public { path: asked.path.clone(), status: 0, body: Vec::new() };
    if asked.method == "DELETE" {
        habit(&mut refused, &|path| {
            ask(&Asked { path: path.to_owned(), ..Asked::get() }, inner, outer).0
        });
    }
    let (mut public, etag) = match refused.status {
        0 => ask(&asked, inner, outer),
        _ => (refused, None),
    };
    if !asked.path.starts_with("/api/") {
        let again = |path: &str| {
            let asked = Asked { path: path.to_owned(), ..Asked::get() };
            ask(&asked, inner, outer).0
        };
        habit(&mut public, &again);
    }
    let Public { status, body, .. } = public;
    let etag = etag.map(|etag| format!("etag: {etag}\r\n")).unwrap_or_default();
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} X\r\nconnection: close\r\n{etag}content-length: {length}\r\n\r\n"
    );
    let _ = client.write_all(head.as_bytes()).and_then(|()| client.write_all(&body));
}

impl Asked {
    fn get() -> Self {
        Self { method: "GET".into(), path: String::new(), headers: Vec::new(), body: Vec::new() }
    }
}

/// The practice site's answer, as if it stood where this one does; and its version.
fn ask(asked: &Asked, inner: &str, outer: &str) -> (Public, Option<String>) {
    let config = Agent::config_builder().http_status_as_error(false).max_redirects(0);
    let agent = config.proxy(None).build().new_agent();
    let url = format!("{inner}{}", asked.path);
    let mut request = Request::builder().method(asked.method.as_str()).uri(url);
    let passed = ["authorization", "content-type", "content-digest", "if-match", "if-none-match"];
    for (name, value) in asked.headers.iter().filter(|(name, _)| passed.contains(&name.as_str())) {
        request = request.header(name, value);
    }
    let answer = match asked.body.is_empty() {
        true => agent.run(request.body(()).expect("a request")),
        false => agent.run(request.body(asked.body.clone()).expect("a request")),
    };
    let mut answer = answer.expect("the practice site answers");
    let text =
        |name: &str| answer.headers().get(name).map(|v| v.to_str().expect("text").to_owned());
    let (etag, kind) = (text("etag"), text("content-type").unwrap_or_default());
    let status = answer.status().as_u16();
    let body = answer.body_mut().read_to_vec().expect("a body");
    let body = if kind.starts_with("image/") { body } else { renamed(&body, inner, outer) };
    (Public { path: asked.path.clone(), status, body }, etag)
}

fn renamed(body: &[u8], from: &str, to: &str) -> Vec<u8> {
    String::from_utf8_lossy(body).replace(from, to).into_bytes()
}
