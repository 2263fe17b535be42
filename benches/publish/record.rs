//! A line that writes down every request that passes.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
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
    port: u16,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Recorder {
    /// A line to the server at `url`, which is `http://127.0.0.1:PORT`.
    pub fn to(url: &str) -> Self {
        let server: u16 = url.rsplit(':').next().expect("a port").parse().expect("a port");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback");
        let port = listener.local_addr().expect("an address").port();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let shared = Arc::clone(&requests);
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let requests = Arc::clone(&shared);
                std::thread::spawn(move || carry(client, port, server, &requests).is_ok());
            }
        });
        Self { port, requests }
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What passed so far.
    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().expect("the requests").clone()
    }
}

fn carry(
    mut client: TcpStream,
    ours: u16,
    theirs: u16,
    to: &Mutex<Vec<Request>>,
) -> io::Result<()> {
    let mut request = Vec::new();
    let mut part = [0; 65536];
    while !is_whole(&request) {
        match client.read(&mut part)? {
            0 => return Ok(()),
            read => request.extend_from_slice(&part[..read]),
        }
    }
    let asked = renamed(&request, ours, theirs);
    to.lock().expect("the requests").push(Request::read(&asked));
    let mut server = TcpStream::connect((Ipv4Addr::LOCALHOST, theirs))?;
    server.write_all(&closing(&asked))?;
    let mut answer = Vec::new();
    server.read_to_end(&mut answer)?;
    client.write_all(&closing(&renamed(&answer, theirs, ours)))?;
    client.shutdown(Shutdown::Both)
}

fn is_whole(request: &[u8]) -> bool {
    let Some(end) = request.windows(4).position(|four| four == b"\r\n\r\n") else { return false };
    let head = String::from_utf8_lossy(&request[..end]).to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
    let length: usize = length.map_or(0, |n| n.trim().parse().expect("a length"));
    request.len() >= end + 4 + length
}

/// One message on each connection.
fn closing(message: &[u8]) -> Vec<u8> {
    let line = message.windows(2).position(|two| two == b"\r\n").unwrap_or(0);
    [&message[..line], b"\r\nConnection: close", &message[line..]].concat()
}

/// Addresses of one end as the other end knows them; both ports have five digits.
fn renamed(part: &[u8], from: u16, to: u16) -> Vec<u8> {
    let (from, to) = (format!(":{from}").into_bytes(), format!(":{to}").into_bytes());
    assert_eq!(from.len(), to.len(), "lengths told must stay true");
    let mut renamed = part.to_vec();
    for at in 0..renamed.len().saturating_sub(from.len() - 1) {
        if renamed[at..].starts_with(&from) {
            renamed[at..at + to.len()].copy_from_slice(&to);
        }
    }
    renamed
}
