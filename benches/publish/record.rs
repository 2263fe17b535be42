//! A line that writes down every request that passes.

use crate::line::{self, Passing};
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// One request as it passed.
#[derive(Debug, Clone)]
pub struct Request {
    method: String,
    /// From the host on.
    target: String,
    headers: Vec<String>,
    pub body: Vec<u8>,
}

impl Request {
    fn read(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.lines();
        let mut words = lines.next().expect("a request line").split(' ');
        let (method, target) = (words.next().expect("a method"), words.next().expect("a target"));
        let kept = |line: &&str| {
            let name = line.split(':').next().unwrap_or_default().to_lowercase();
            !["host", "content-length", "connection", "accept-encoding"].contains(&name.as_str())
        };
        Self {
            method: method.to_owned(),
            target: target.to_owned(),
            headers: lines.filter(kept).map(str::to_owned).collect(),
            body: bytes[end + 4..].to_vec(),
        }
    }

    /// The request in the form of curl's configuration files.
    pub fn for_curl(&self, url: &str, body: &Path) -> String {
        let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
        let mut text = format!("url = \"{url}{}\"\noutput = \"/dev/null\"\n", quoted(&self.target));
        text.push_str(&format!("request = \"{}\"\n", self.method));
        for header in &self.headers {
            text.push_str(&format!("header = \"{}\"\n", quoted(header)));
        }
        if !self.body.is_empty() {
            text.push_str(&format!("data-binary = \"@{}\"\n", body.display()));
        }
        text
    }
}

/// The line; it ends with the process.
pub struct Recorder {
    url: String,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Recorder {
    /// A line to the server at `url`, which is `http://127.0.0.1:PORT`.
    pub fn to(url: &str) -> Self {
        let requests = Arc::new(Mutex::new(Vec::new()));
        let shared = Arc::clone(&requests);
        Self { url: line::open(url, move |passing| carry(passing, &shared)), requests }
    }

    pub fn url(&self) -> String {
        self.url.clone()
    }

    /// What passed so far.
    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().expect("the requests").clone()
    }
}

fn carry(mut passing: Passing, to: &Mutex<Vec<Request>>) -> io::Result<()> {
    if !passing.begins()? {
        return Ok(());
    }
    let asked = passing.request()?;
    to.lock().expect("the requests").push(Request::read(&asked));
    let answer = passing.ask(&asked)?;
    passing.tell(&answer)
}
