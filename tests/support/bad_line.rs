//! A line between the desk and a site that goes bad in a chosen way at a chosen request: real bytes
//! on real sockets, one request on each connection.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What happens to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The site does what it is asked; nobody hears the answer.
    AnswerLost,
    /// Half the answer arrives.
    AnswerCut,
    /// The connection ends in the middle of the request.
    RequestCut,
    /// The connection is refused by a reset before a byte is read.
    Reset,
    /// Nothing comes for a while, then the connection ends; the site never hears of it.
    Stalled,
    /// As before, and the site hears of it after the desk has given up.
    Late,
    /// Something between answers for the site.
    Instead(u16),
    /// The site does what it is asked; something between answers for it.
    Hidden(u16),
    /// A page of somebody else's with status 200.
    Rubbish,
    /// The site does what it is asked; the answer is a page of somebody else's.
    RubbishAfter,
}

/// Those after which the site has done what it was asked, and the desk does not know.
pub const UNHEARD: [Fault; 7] = [
    Fault::AnswerLost,
    Fault::Late,
    Fault::Hidden(502),
    Fault::RubbishAfter,
    Fault::AnswerCut,
    Fault::Hidden(500),
    Fault::Hidden(503),
];
/// Those of which the site never hears.
pub const UNSAID: [Fault; 8] = [
    Fault::RequestCut,
    Fault::Reset,
    Fault::Stalled,
    Fault::Instead(502),
    Fault::Instead(429),
    Fault::Instead(413),
    Fault::Rubbish,
    Fault::Instead(503),
];

/// How long a stalled request is held, and after how long a late one arrives.
const STALL: Duration = Duration::from_millis(300);
/// Everything that was late has arrived after so long.
pub const ALL_IN: Duration = Duration::from_millis(700);

/// Told whenever the site may have changed.
type Watch = Arc<dyn Fn() + Send + Sync>;

#[derive(Default)]
struct Plan {
    faults: Vec<(usize, Fault)>,
    /// Requests since the plan was made.
    count: usize,
    /// Faults that came to pass.
    met: usize,
    watch: Option<Watch>,
}

/// The line; it ends with the test's process.
pub struct Line {
    port: u16,
    plan: Arc<Mutex<Plan>>,
}

impl Line {
    /// A line to the server at `url`, which is `http://127.0.0.1:PORT`.
    pub fn to(url: &str) -> Self {
        let server: u16 = url.rsplit(':').next().expect("a port").parse().expect("a port");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback");
        let port = listener.local_addr().expect("an address").port();
        let plan = Arc::new(Mutex::new(Plan::default()));
        let shared = Arc::clone(&plan);
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let plan = Arc::clone(&shared);
                // A connection that breaks is what this line is for.
                std::thread::spawn(move || carry(client, port, server, &plan).is_ok());
            }
        });
        Self { port, plan }
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// From now on the requests with these numbers meet these faults; `watch` is told after every
    /// request that may have changed something.
    pub fn plan(&self, faults: &[(usize, Fault)], watch: impl Fn() + Send + Sync + 'static) {
        let watch: Watch = Arc::new(watch);
        *self.plan.lock().expect("the plan") =
            Plan { faults: faults.to_vec(), watch: Some(watch), ..Plan::default() };
    }

    /// The line is good again; how many faults came to pass, and how many requests there were.
    pub fn mend(&self) -> (usize, usize) {
        let mut plan = self.plan.lock().expect("the plan");
        plan.faults.clear();
        (plan.met, plan.count)
    }
}

/// One request and its answer.
fn carry(mut client: TcpStream, ours: u16, theirs: u16, plan: &Mutex<Plan>) -> io::Result<()> {
    client.set_read_timeout(Some(Duration::from_secs(20)))?;
    let mut first = [0; 1];
    if client.peek(&mut first)? == 0 {
        return Ok(());
    }
    let (fault, watch) = {
        let mut plan = plan.lock().expect("the plan");
        let number = plan.count;
        plan.count += 1;
        let fault = plan.faults.iter().find(|(at, _)| *at == number).map(|(_, fault)| *fault);
        plan.met += usize::from(fault.is_some());
        (fault, plan.watch.clone())
    };
    if fault == Some(Fault::Reset) {
        return reset(&client);
    }
    let request = whole(&mut client, &[])?;
    let asked = renamed(&request, ours, theirs);
    let forward = || -> io::Result<Vec<u8>> {
        let answer = ask(theirs, &asked)?;
        let changes = !(asked.starts_with(b"GET ") || asked.starts_with(b"HEAD "));
        if let Some(watch) = watch.as_ref().filter(|_| changes) {
            watch();
        }
        Ok(renamed(&answer, theirs, ours))
    };
    let answer = match fault {
        None => forward()?,
        Some(Fault::AnswerLost) => return forward().and_then(|_| reset(&client)),
        Some(Fault::AnswerCut) => {
            let answer = forward()?;
            client.write_all(&answer[..answer.len() / 2])?;
            return reset(&client);
        }
        Some(Fault::RequestCut) => {
            let mut server = TcpStream::connect((Ipv4Addr::LOCALHOST, theirs))?;
            server.write_all(&asked[..asked.len() - asked.len() / 3])?;
            reset(&server)?;
            return reset(&client);
        }
        Some(Fault::Stalled) => {
            std::thread::sleep(STALL);
            return reset(&client);
        }
        Some(Fault::Late) => {
            reset(&client)?;
            drop(client);
            std::thread::sleep(STALL);
            return forward().map(|_| ());
        }
        Some(Fault::Instead(status)) => said(status),
        Some(Fault::Hidden(status)) => forward().map(|_| said(status))?,
        Some(Fault::Rubbish) => page(),
        Some(Fault::RubbishAfter) => forward().map(|_| page())?,
        Some(Fault::Reset) => unreachable!("the connection is gone by now"),
    };
    client.write_all(&answer)?;
    client.shutdown(Shutdown::Both)
}

/// Ends a connection as a dead line does: what was not read is thrown away.
fn reset(stream: &TcpStream) -> io::Result<()> {
    stream.shutdown(Shutdown::Both)
}

/// Head and body of what comes: as long as its `Content-Length` says, else until the other side has
/// said all.
fn whole(stream: &mut TcpStream, begun: &[u8]) -> io::Result<Vec<u8>> {
    let mut all = begun.to_vec();
    let mut part = [0; 65536];
    loop {
        if let Some(end) = all.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&all[..end]).to_lowercase();
            assert!(!head.contains("transfer-encoding: chunked"), "the desk tells lengths");
            let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
            let length: usize = length.map_or(0, |n| n.trim().parse().expect("a length"));
            if all.len() >= end + 4 + length {
                return Ok(all);
            }
        }
        match stream.read(&mut part)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => all.extend_from_slice(&part[..read]),
        }
    }
}

/// The server's whole answer on a connection of its own.
fn ask(port: u16, request: &[u8]) -> io::Result<Vec<u8>> {
    let mut server = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    server.set_read_timeout(Some(Duration::from_secs(20)))?;
    let line = request.windows(2).position(|two| two == b"\r\n").expect("a request line");
    server.write_all(&request[..line])?;
    server.write_all(b"\r\nConnection: close")?;
    server.write_all(&request[line..])?;
    let mut answer = Vec::new();
    server.read_to_end(&mut answer)?;
    // One request on each connection: the client must not use this one again.
    let line = answer.windows(2).position(|two| two == b"\r\n").unwrap_or(0);
    answer.splice(line..line, b"\r\nConnection: close".iter().copied());
    Ok(answer)
}

fn said(status: u16) -> Vec<u8> {
    let body = "<html><body><h1>Something is between us</h1></body></html>";
    let wait = if status == 429 { "Retry-After: 2\r\n" } else { "" };
    let length = body.len();
    format!(
        "HTTP/1.1 {status} No\r\nContent-Type: text/html\r\nContent-Length: {length}\r\n{wait}Connection: close\r\n\r\n{body}"
    )
    .into_bytes()
}

fn page() -> Vec<u8> {
    let body = "<!doctype html><html><body><h1>Welcome to the hotel’s Wi-Fi</h1></body></html>";
    let length = body.len();
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
    .into_bytes()
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
