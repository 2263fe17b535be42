//! A line that can go bad: it carries every request to the server and, when told to, throws the
//! server's answer away and resets the connection, as dead Wi-Fi does.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// The line; it ends with the test's process.
pub struct Proxy {
    port: u16,
    losing: Arc<AtomicBool>,
}

impl Proxy {
    /// A line to the server at `url`, which is `http://127.0.0.1:PORT`.
    pub fn to(url: &str) -> Self {
        let server: u16 = url.rsplit(':').next().expect("a port").parse().expect("a port");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback");
        let port = listener.local_addr().expect("an address").port();
        let losing = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&losing);
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let flag = Arc::clone(&flag);
                std::thread::spawn(move || carry(&client, server, &flag));
            }
        });
        Self { port, losing }
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// From now on answers are lost, or come through again.
    pub fn lose_answers(&self, lose: bool) {
        self.losing.store(lose, Ordering::SeqCst);
    }
}

/// One connection, both ways, until either side has enough.
fn carry(client: &TcpStream, port: u16, losing: &AtomicBool) {
    let Ok(server) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)) else { return };
    let (from, to) = (client.try_clone().expect("a socket"), server.try_clone().expect("a socket"));
    let writing = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&writing);
    let ours = client.local_addr().map_or(port, |at| at.port());
    std::thread::spawn(move || pump((&from, ours), (&to, port), &asked));
    let mut part = [0; 65536];
    let (mut answer, mut client) = (&server, client);
    while let Ok(read @ 1..) = answer.read(&mut part) {
        if losing.load(Ordering::SeqCst) && writing.load(Ordering::SeqCst) {
            // The server has done what it was asked and said so; nobody hears it.
            std::thread::sleep(Duration::from_millis(100));
            break;
        }
        let heard = renamed(&part[..read], port, ours);
        if client.write_all(&heard).is_err() {
            break;
        }
    }
    let _ = client.shutdown(Shutdown::Both);
    let _ = server.shutdown(Shutdown::Both);
}

/// What is said with one port in place of the other: a site must say it is where it was found, and
/// WordPress sends a reader on who asks for it elsewhere. Both ports have five digits, so no length
/// changes.
fn renamed(part: &[u8], from: u16, to: u16) -> Vec<u8> {
    let (from, to) = (format!(":{from}").into_bytes(), format!(":{to}").into_bytes());
    let mut renamed = part.to_vec();
    if from.len() == to.len() {
        for at in 0..renamed.len().saturating_sub(from.len() - 1) {
            if renamed[at..].starts_with(&from) {
                renamed[at..at + to.len()].copy_from_slice(&to);
            }
        }
    }
    renamed
}

/// Carries requests and notes whether the one on its way changes something: only its answer is
/// worth losing.
fn pump(
    (mut from, ours): (&TcpStream, u16),
    (mut to, theirs): (&TcpStream, u16),
    writing: &AtomicBool,
) {
    let mut part = [0; 65536];
    while let Ok(read @ 1..) = from.read(&mut part) {
        let begins = |method: &str| part[..read].starts_with(method.as_bytes());
        if begins("PUT ") || begins("POST ") {
            writing.store(true, Ordering::SeqCst);
        } else if begins("GET ") || begins("HEAD ") {
            writing.store(false, Ordering::SeqCst);
        }
        if to.write_all(&renamed(&part[..read], ours, theirs)).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Write);
}
