//! The page with bare CodeMirror, as Vite built it, on a port of this computer.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};

/// Serves a folder from now on; answers its address.
pub fn serve(folder: PathBuf) -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let address = listener.local_addr().expect("its address");
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A browser that hangs up in the middle asks again.
            let _ = answer(stream, &folder);
        }
    });
    format!("http://{address}/index.html")
}

fn answer(mut stream: TcpStream, folder: &Path) -> std::io::Result<()> {
    let mut line = String::new();
    let mut asked = BufReader::new(stream.try_clone()?);
    asked.read_line(&mut line)?;
    let mut rest = String::new();
    while asked.read_line(&mut rest)? > 2 {
        rest.clear();
    }
    let path = line.split(' ').nth(1).unwrap_or_default().trim_start_matches('/');
    let Ok(bytes) = std::fs::read(folder.join(path)) else {
        return write!(stream, "HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
    };
    let kind = if path.ends_with(".js") { "text/javascript" } else { "text/html" };
    let length = bytes.len();
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    )?;
    stream.write_all(&bytes)
}
