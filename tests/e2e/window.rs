//! The real window behind a WebDriver: opened, closed as a person closes it, killed.
//!
//! WebKitGTK's own driver starts the program itself; its messages and the program's go to a file
//! that a test can read.

use crate::desktop::{self, Running, run};
use crate::wordpress_site::free_port;
use crate::{SOON, until};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use std::fs::File;
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// The program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_copydesk");

/// Where the program stands that is found in place of the system's way to the browser.
const BROWSER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/browser");

/// How long the driver may take to start the program and find its page.
const OPENING: Duration = Duration::from_secs(40);

/// The window on a data folder.
pub struct Window {
    pub client: Client,
    /// The process of the program.
    pub pid: u32,
    log: PathBuf,
    opened: PathBuf,
    _driver: Running,
}

impl Window {
    /// Starts the program on a data folder and waits until its first page is there.
    pub async fn open(data: &Path) -> Self {
        Self::open_with(data, &[]).await
    }

    /// Likewise, with something in its environment.
    pub async fn open_with(data: &Path, variables: &[(&str, &str)]) -> Self {
        let port = free_port();
        let log = data.with_extension("log");
        let opened = data.with_extension("opened");
        let driver = start_driver(port, (&log, &opened), variables).await;
        let options = json!({ "binary": PROGRAM, "args": ["--data", data] });
        let capabilities = [("webkitgtk:browserOptions".to_owned(), options)];
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities.into_iter().collect());
        let address = format!("http://127.0.0.1:{port}");
        let client = tokio::time::timeout(OPENING, builder.connect(&address))
            .await
            .unwrap_or_else(|_| panic!("no window within {OPENING:?}: {}", said(&log)))
            .unwrap_or_else(|error| panic!("no window: {error}: {}", said(&log)));
        let pid = until("the program", SOON, async || process_on(data)).await;
        let window = Self { client, pid, log, opened, _driver: driver };
        // Not the page as it was left, which is there before the screen is.
        window.see("body:not(:has(#first-look)) main header").await;
        window
    }

    /// What the driver and the program wrote on their outputs.
    pub fn messages(&self) -> String {
        said(&self.log)
    }

    /// The page that was opened last in the browser, once there is one.
    pub async fn page_in_the_browser(&self) -> String {
        let page =
            async || std::fs::read_to_string(&self.opened).ok().filter(|page| !page.is_empty());
        until("a page in the browser", SOON, page).await
    }

    /// The window's number for xdotool and wmctrl.
    pub async fn id(&self) -> String {
        desktop::window_of(self.pid).await
    }

    /// Gives the window the keyboard.
    pub async fn activate(&self) {
        let id = self.id().await;
        run("wmctrl", &["-i", "-a", &id]);
        let wanted = desktop::number(&id);
        until("the keyboard", SOON, async || (desktop::active() == wanted).then_some(())).await;
    }

    /// Closes the window by its button and waits until the program has ended.
    pub async fn close(self) {
        let id = self.id().await;
        run("wmctrl", &["-i", "-c", &id]);
        self.gone().await;
    }

    /// Waits until the program has ended.
    pub async fn gone(&self) {
        until("the end of the program", SOON, async || (!alive(self.pid)).then_some(())).await;
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // After a failed test the program is still there; it was started by us.
        if alive(self.pid) {
            kill(self.pid);
        }
        if std::thread::panicking() {
            eprintln!("{}", self.messages());
        }
        // The log is kept with no test: it lies beside the data folder.
        let _ = std::fs::remove_file(&self.log);
        let _ = std::fs::remove_file(&self.opened);
    }
}

async fn start_driver(
    port: u16,
    (log, opened): (&Path, &Path),
    variables: &[(&str, &str)],
) -> Running {
    let output = File::options().create(true).append(true).open(log).unwrap();
    let driver = Command::new("WebKitWebDriver")
        .arg(format!("--port={port}"))
        .arg("--host=127.0.0.1")
        .env("TAURI_WEBVIEW_AUTOMATION", "true")
        .env("COPYDESK_TEST", "1")
        .env("PATH", format!("{BROWSER}:{}", std::env::var("PATH").unwrap_or_default()))
        .env("COPYDESK_TEST_OPENED", opened)
        .envs(variables.iter().copied())
        .stdin(Stdio::null())
        .stdout(output.try_clone().unwrap())
        .stderr(output)
        .spawn()
        .expect("WebKitWebDriver is not installed: scripts/setup.sh test");
    let driver = Running(driver);
    let listening = || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok().map(drop);
    until("the driver", SOON, async || listening()).await;
    driver
}

fn said(log: &Path) -> String {
    std::fs::read_to_string(log).unwrap_or_default()
}

/// The process of the program on this data folder.
fn process_on(data: &Path) -> Option<u32> {
    process_with(&[PROGRAM, "--data", &data.display().to_string()])
}

/// The process that was started with these words.
pub fn process_with(words: &[&str]) -> Option<u32> {
    let wanted = words.join("\0") + "\0";
    std::fs::read_dir("/proc").unwrap().flatten().find_map(|entry| {
        let pid = entry.file_name().to_str()?.parse().ok()?;
        let words = std::fs::read(entry.path().join("cmdline")).ok()?;
        (words == wanted.as_bytes()).then_some(pid)
    })
}

/// Whether a process runs; one that only waits to be reaped does not.
fn alive(pid: u32) -> bool {
    let Ok(stat) = std::fs::read_to_string(format!("/proc/{pid}/stat")) else { return false };
    !stat.rsplit(')').next().is_some_and(|rest| rest.trim_start().starts_with('Z'))
}

/// `kill -9`.
pub fn kill(pid: u32) {
    run("kill", &["-KILL", &pid.to_string()]);
}
