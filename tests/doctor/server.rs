//! A small web server on loopback that says whatever a test has it say, in real bytes on real
//! sockets, and remembers what it was asked.

use rustls::ServerConfig;
use rustls::{ServerConnection, StreamOwned};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, RwLock};
use std::time::Duration;
use tokio::net::{TcpListener as TokioListener, TcpSocket};
use tokio::runtime::{Builder, Runtime};

/// What was asked.
#[derive(Debug, Clone)]
pub struct Request {
    pub method: String,
    /// With its query.
    pub path: String,
    /// By their names in lower case.
    pub headers: BTreeMap<String, String>,
}

impl Request {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// The address it was asked at, with no slash at its end.
    pub fn base(&self) -> String {
        format!("http://{}", self.header("host"))
    }
}

/// What is answered.
pub enum Reply {
    Answer {
        status: u16,
        headers: Vec<(&'static str, String)>,
        body: String,
    },
    /// These bytes and the end.
    Bytes(&'static [u8]),
    /// The end, before anything was said.
    Cut,
    /// Nothing, for longer than anybody waits.
    Stall,
}

impl Reply {
    pub fn json(status: u16, body: impl Into<String>) -> Self {
        Self::page(status, body).with("content-type", "application/json")
    }

    pub fn page(status: u16, body: impl Into<String>) -> Self {
        Self::Answer { status, headers: Vec::new(), body: body.into() }
    }

    pub fn to(status: u16, location: impl Into<String>) -> Self {
        Self::page(status, "").with("location", location)
    }

    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        if let Self::Answer { headers, .. } = &mut self {
            headers.push((name, value.into()));
        }
        self
    }
}

/// How requests are answered.
pub type Play = Arc<dyn Fn(&Request) -> Reply + Send + Sync>;

/// The server; its threads end with the test's process.
pub struct Server {
    port: u16,
    heard: Arc<Mutex<Vec<Request>>>,
    tls: Option<Arc<RwLock<Arc<ServerConfig>>>>,
}

impl Server {
    pub fn start(play: Play) -> Self {
        Self::run(play, None)
    }

    pub fn start_tls(play: Play, config: ServerConfig) -> Self {
        Self::run(play, Some(Arc::new(RwLock::new(Arc::new(config)))))
    }

    fn run(play: Play, tls: Option<Arc<RwLock<Arc<ServerConfig>>>>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback");
        let port = listener.local_addr().expect("an address").port();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let (notes, config) = (Arc::clone(&heard), tls.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (play, notes) = (Arc::clone(&play), Arc::clone(&notes));
                let config = config.as_ref().map(|config| Arc::clone(&config.read().unwrap()));
                std::thread::spawn(move || match config {
                    Some(config) => {
                        let connection = ServerConnection::new(config).expect("a good config");
                        serve(StreamOwned::new(connection, stream), &play, &notes);
                    }
                    None => serve(stream, &play, &notes),
                });
            }
        });
        Self { port, heard, tls }
    }

    /// From the next connection on another certificate is shown.
    pub fn change_certificate(&self, config: ServerConfig) {
        *self.tls.as_ref().expect("a server with TLS").write().unwrap() = Arc::new(config);
    }

    pub fn url(&self) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        format!("{scheme}://127.0.0.1:{}", self.port)
    }

    /// Everything it was asked so far.
    pub fn heard(&self) -> Vec<Request> {
        self.heard.lock().unwrap().clone()
    }
}

/// One request of one connection; every reply ends it.
fn serve<S: Read + Write>(stream: S, play: &Play, notes: &Mutex<Vec<Request>>) {
    let mut stream = BufReader::new(stream);
    let Some(request) = read(&mut stream) else { return };
    notes.lock().unwrap().push(request.clone());
    let stream = stream.get_mut();
    match play(&request) {
        Reply::Answer { status, headers, body } => {
            let mut head = format!("HTTP/1.1 {status} Status\r\nconnection: close\r\n");
            let date = jiff::Timestamp::now();
            if !headers.iter().any(|(name, _)| *name == "date") {
                head.push_str(&format!("date: {}\r\n", date.strftime("%a, %d %b %Y %H:%M:%S GMT")));
            }
            // One without a value is one that is not sent.
            for (name, value) in headers.into_iter().filter(|(_, value)| !value.is_empty()) {
                head.push_str(&format!("{name}: {value}\r\n"));
            }
            head.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
            let _ = stream.write_all(format!("{head}{body}").as_bytes());
            let _ = stream.flush();
        }
        Reply::Bytes(bytes) => {
            let _ = stream.write_all(bytes);
            let _ = stream.flush();
        }
        Reply::Cut => {}
        Reply::Stall => std::thread::sleep(Duration::from_secs(5)),
    }
}

fn read<S: Read>(stream: &mut BufReader<S>) -> Option<Request> {
    let mut line = String::new();
    stream.read_line(&mut line).ok()?;
    let mut words = line.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let body: u64 = headers.get("content-length").and_then(|n| n.parse().ok()).unwrap_or(0);
    std::io::copy(&mut stream.by_ref().take(body), &mut std::io::sink()).ok()?;
    Some(Request { method, path, headers })
}

/// A port where nobody listens.
pub fn closed_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback");
    listener.local_addr().expect("an address").port()
}

/// A port at which calls wait and nobody takes them: the system lets two wait, and more are not heard.
pub struct Engaged {
    pub url: String,
    _runtime: Runtime,
    _listener: TokioListener,
    _waiting: Vec<TcpStream>,
}

impl Engaged {
    pub fn start() -> Self {
        let runtime = Builder::new_current_thread().enable_io().build().expect("a runtime");
        let inside = runtime.enter();
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.bind((Ipv4Addr::LOCALHOST, 0).into()).expect("loopback");
        let listener = socket.listen(1).expect("it listens");
        let at = listener.local_addr().expect("an address");
        let wait = Duration::from_millis(200);
        let waiting = (0..4).filter_map(|_| TcpStream::connect_timeout(&at, wait).ok()).collect();
        drop(inside);
        let url = format!("http://{at}");
        Self { url, _runtime: runtime, _listener: listener, _waiting: waiting }
    }
}

/// A server that takes calls and speaks something that is no TLS.
pub fn speaks_no_tls() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let _ =
                stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\nThis port speaks plain HTTP");
            linger(&stream);
        }
    });
    port
}

fn linger(stream: &TcpStream) {
    // Ended at once, the reset could overtake what was said.
    let _ = stream.set_read_timeout(Some(Duration::from_millis(300)));
    let _ = std::io::copy(&mut &*stream, &mut std::io::sink());
}
