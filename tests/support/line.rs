//! A line between the desk and a site: real bytes on real sockets, one request on each connection.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::time::Duration;

/// Longer than any answer takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// Opens a line to the server at `url`, which is `http://127.0.0.1:PORT` with a folder or none, and returns
/// the address of the same at the line. Each connection is handed to `carry`. It ends with the process.
pub fn open(
    url: &str,
    carry: impl Fn(Passing) -> io::Result<()> + Send + Clone + 'static,
) -> String {
    let (_, rest) = url.rsplit_once(':').expect("a port");
    let (port, folder) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let folder = folder.to_owned();
    let theirs: u16 = port.parse().expect("a port");
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback");
    let ours = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let carry = carry.clone();
            // A connection that breaks is what a line is for.
            std::thread::spawn(move || carry(Passing { client, ours, theirs }).is_ok());
        }
    });
    format!("http://127.0.0.1:{ours}{folder}")
}

/// One request on its way.
pub struct Passing {
    pub client: TcpStream,
    ours: u16,
    theirs: u16,
}

impl Passing {
    /// Whether anything is asked at all.
    pub fn begins(&self) -> io::Result<bool> {
        self.client.set_read_timeout(Some(PATIENCE))?;
        Ok(self.client.peek(&mut [0; 1])? > 0)
    }

    /// The whole request, in the server's terms: a site must be asked for where it is, and WordPress
    /// sends a reader on who asks for it elsewhere.
    pub fn request(&mut self) -> io::Result<Vec<u8>> {
        let mut all = Vec::new();
        let mut part = [0; 65536];
        while !is_whole(&all) {
            match self.client.read(&mut part)? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                read => all.extend_from_slice(&part[..read]),
            }
        }
        Ok(renamed(&all, self.ours, self.theirs))
    }

    pub fn server(&self) -> io::Result<TcpStream> {
        let server = TcpStream::connect((Ipv4Addr::LOCALHOST, self.theirs))?;
        server.set_read_timeout(Some(PATIENCE))?;
        Ok(server)
    }

    /// The server's whole answer, in the client's terms.
    pub fn ask(&self, request: &[u8]) -> io::Result<Vec<u8>> {
        let mut server = self.server()?;
        server.write_all(&closing(request))?;
        let mut answer = Vec::new();
        server.read_to_end(&mut answer)?;
        Ok(closing(&renamed(&answer, self.theirs, self.ours)))
    }

    pub fn tell(&mut self, answer: &[u8]) -> io::Result<()> {
        self.client.write_all(answer)?;
        self.hang_up()
    }

    /// Ends the connection as a dead line does: what was not read is thrown away.
    pub fn hang_up(&self) -> io::Result<()> {
        self.client.shutdown(Shutdown::Both)
    }
}

/// Head and body, as long as its `Content-Length` says.
fn is_whole(request: &[u8]) -> bool {
    let Some(end) = request.windows(4).position(|four| four == b"\r\n\r\n") else { return false };
    let head = String::from_utf8_lossy(&request[..end]).to_lowercase();
    assert!(!head.contains("transfer-encoding: chunked"), "the desk tells lengths");
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
    let length: usize = length.map_or(0, |n| n.trim().parse().expect("a length"));
    request.len() >= end + 4 + length
}

/// Says that there is one message on each connection.
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
