//! One window for each data folder: a second start brings the first window forward and ends.
//!
//! The window holds a lock on `window.lock`. Beside it, `window.door` says on which loopback port it
//! listens and with which token; whoever brings the token makes the window come forward, and may
//! hand a `copydesk://` link over that the browser opened.

use copydesk::error::{Code, Error, Result, system};
use std::fs::{File, TryLockError};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;
use uuid::Uuid;

/// How long either side waits for the other's word.
const WAIT: Duration = Duration::from_secs(2);

/// The longest line a visitor may bring, in bytes: the token and a link.
const LONGEST: u64 = 4096;

/// Whose turn it is.
pub enum Turn {
    /// No other window has this folder.
    Mine(Mine),
    /// Another window has it, and has come forward.
    Shown,
}

/// The lock on the folder, held until the program ends, and the door for later starts.
pub struct Mine {
    _lock: File,
    listener: TcpListener,
    token: String,
}

/// Takes the folder for this window, or brings forward the one that has it and hands it the link
/// this start was given.
///
/// # Errors
/// `Storage` if the lock cannot be written, or the folder is taken and its window does not answer.
pub fn take(folder: &Path, link: Option<&str>) -> Result<Turn> {
    let cannot = |error: std::io::Error| {
        system::in_the_way(&format!("The data folder {}", folder.display()), &error)
    };
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(folder.join("window.lock"))
        .map_err(cannot)?;
    match lock.try_lock() {
        Ok(()) => open_door(folder, lock).map(Turn::Mine).map_err(cannot),
        Err(TryLockError::WouldBlock) => knock(folder, link).map(|()| Turn::Shown),
        Err(TryLockError::Error(error)) => Err(cannot(error)),
    }
}

fn door(folder: &Path) -> PathBuf {
    folder.join("window.door")
}

fn open_door(folder: &Path, lock: File) -> std::io::Result<Mine> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    // 74 of its bits are random: more than anybody guesses through a loopback socket.
    let token = Uuid::now_v7().simple().to_string();
    let port = listener.local_addr()?.port();
    std::fs::write(door(folder), format!("{port} {token}\n"))?;
    Ok(Mine { _lock: lock, listener, token })
}

/// Asks the window that has the folder to come forward, and gives it the link.
fn knock(folder: &Path, link: Option<&str>) -> Result<()> {
    let deaf = || {
        Error::new(
            Code::Storage,
            "Copydesk is already open with this data folder, and its window does not answer.",
            "Look for its window; if there is none, end the program and start it again.",
        )
    };
    let note = std::fs::read_to_string(door(folder)).map_err(|_| deaf())?;
    let (port, token) = note.trim().split_once(' ').ok_or_else(deaf)?;
    let port: u16 = port.parse().map_err(|_| deaf())?;
    let visit = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_read_timeout(Some(WAIT))?;
        // A line break would end the line early; no link has one.
        let link = link.map(|link| format!(" {}", link.trim())).unwrap_or_default();
        writeln!(stream, "{token}{link}")?;
        let mut answer = String::new();
        BufReader::new(stream.take(LONGEST)).read_line(&mut answer)?;
        Ok(answer)
    };
    match visit() {
        Ok(answer) if answer == "shown\n" => Ok(()),
        _ => Err(deaf()),
    }
}

impl Mine {
    /// From now on calls `come_forward` whenever a later start knocks, with the link it brought.
    pub fn listen(self, come_forward: impl Fn(Option<String>) + Send + 'static) {
        std::thread::spawn(move || {
            for stream in self.listener.incoming().flatten() {
                // A visitor that says nothing in time, or something else, is left standing.
                if let Ok(Some(link)) = self.heard(&stream) {
                    come_forward(Some(link).filter(|link| !link.is_empty()));
                    let _ = (&stream).write_all(b"shown\n");
                }
            }
        });
    }

    /// The link a visitor with the token brought, empty if none; `None` for a stranger.
    fn heard(&self, stream: &TcpStream) -> std::io::Result<Option<String>> {
        stream.set_read_timeout(Some(WAIT))?;
        let mut line = String::new();
        BufReader::new(stream.take(LONGEST + 1)).read_line(&mut line)?;
        let (token, link) = line.trim_end().split_once(' ').unwrap_or((line.trim_end(), ""));
        Ok((token == self.token).then(|| link.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[test]
    fn a_second_start_brings_the_first_window_forward_and_hands_its_link_over() {
        let folder = tempfile::tempdir().unwrap();
        let Turn::Mine(first) = take(folder.path(), None).unwrap() else {
            panic!("nobody has it yet")
        };
        let (said, heard) = mpsc::channel();
        first.listen(move |link| said.send(link).unwrap());
        assert!(matches!(take(folder.path(), None).unwrap(), Turn::Shown));
        assert_eq!(heard.recv_timeout(WAIT).unwrap(), None);
        let link = "copydesk://authorised?state=x&password=a%20b";
        assert!(matches!(take(folder.path(), Some(link)).unwrap(), Turn::Shown));
        assert_eq!(heard.recv_timeout(WAIT).unwrap().as_deref(), Some(link));
    }

    #[test]
    fn a_stranger_is_left_standing() {
        let folder = tempfile::tempdir().unwrap();
        let Turn::Mine(first) = take(folder.path(), None).unwrap() else {
            panic!("nobody has it yet")
        };
        let (said, heard) = mpsc::channel();
        first.listen(move |link| said.send(link).unwrap());
        let note = std::fs::read_to_string(door(folder.path())).unwrap();
        let port = note.split_once(' ').unwrap().0;
        std::fs::write(door(folder.path()), format!("{port} guessed\n")).unwrap();
        assert_eq!(take(folder.path(), None).err().map(|error| error.code), Some(Code::Storage));
        assert!(heard.try_recv().is_err(), "the window came forward for a stranger");
    }
}
