//! What the screen is measured beside, on a port of this computer: the page with bare CodeMirror, as Vite
//! built it, and a bare list.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};

/// Where the bare list is.
pub const LIST: &str = "list.html";

/// What is found in the bare list, whatever is looked for.
const FOUND: &str = "found";
/// So many rows of the bare list are on the screen, and say what was found.
const SCREENFUL: usize = 16;

/// Rows as plain as they can be, all of them there, in a column as wide as the screen's list. A letter in
/// its search box has the first of them say something else, once the server has answered.
fn list() -> String {
    let rows = (0..crate::MANY).fold(String::new(), |rows, n| {
        rows + &format!("<p>Story number {n}<br>Local News, 200 words</p>")
    });
    format!(
        "<!doctype html><title>Bare list</title><style>body{{margin:0}}
        .list{{inline-size:15.5rem;block-size:100vh;overflow-y:auto}}
        p{{margin:0;padding:.5rem;font:13px/1.4 sans-serif}}</style>
        <nav aria-label=Stories><input type=search><div class=list>{rows}</div></nav>
        <script>
            const rows = [...document.querySelectorAll('p')].slice(0, {SCREENFUL});
            const box = document.querySelector('input');
            box.oninput = async () => {{
                const found = await (await fetch('{FOUND}')).json();
                rows.forEach((row, n) => {{ row.firstChild.data = box.value + ' ' + found[n]; }});
            }};
        </script>"
    )
}

/// Serves both from now on; answers their address.
pub fn serve() -> String {
    let folder = std::env::var("COPYDESK_BARE").expect("start this with scripts/bench.sh");
    let folder = PathBuf::from(folder);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let address = listener.local_addr().expect("its address");
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A browser that hangs up in the middle asks again.
            let _ = answer(stream, &folder);
        }
    });
    format!("http://{address}/")
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
    let page = || std::fs::read(folder.join(path));
    let answered = match path {
        LIST => Ok(list().into_bytes()),
        FOUND => Ok(serde_json::to_vec(&["on the roof"; SCREENFUL])?),
        _ => page(),
    };
    let Ok(bytes) = answered else {
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
