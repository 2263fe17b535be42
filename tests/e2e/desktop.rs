//! What a person does outside the page: windows, the pointer, the clipboard, a file dragged over.

use crate::{SOON, until};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Runs a program of the desktop; answers what it prints.
pub fn run(program: &str, words: &[&str]) -> String {
    let output = Command::new(program)
        .args(words)
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(
        output.status.success(),
        "{program} {words:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// The window of a process as the window manager knows it, once it is on the screen: `0x…`.
pub async fn window_of(pid: u32) -> String {
    until("a window on the screen", SOON, async || {
        // A window that closes just then has it fail.
        let list = Command::new("wmctrl").args(["-l", "-p"]).output().unwrap();
        let list = String::from_utf8_lossy(&list.stdout).into_owned();
        list.lines().find_map(|line| {
            let mut words = line.split_whitespace();
            let (id, owner) = (words.next()?, words.nth(1)?);
            (owner == pid.to_string()).then(|| id.to_owned())
        })
    })
    .await
}

/// The window that has the keyboard.
pub fn active() -> u64 {
    // Between two windows none is active, and xdotool says so with an error.
    let output = Command::new("xdotool").arg("getactivewindow").output().unwrap();
    String::from_utf8_lossy(&output.stdout).trim().parse().unwrap_or(0)
}

/// A window's number from wmctrl's `0x…`.
pub fn number(window: &str) -> u64 {
    u64::from_str_radix(window.trim_start_matches("0x"), 16).unwrap()
}

/// Where the inside of a window begins on the screen: x and y in pixels.
pub fn origin(window: &str) -> (i32, i32) {
    let told = run("xdotool", &["getwindowgeometry", "--shell", window]);
    let part = |name: &str| {
        let line = told.lines().find_map(|line| line.strip_prefix(name));
        line.unwrap_or_else(|| panic!("no {name} in {told}")).parse().unwrap()
    };
    (part("X="), part("Y="))
}

/// A process that ends with the test.
pub struct Running(pub Child);

impl Drop for Running {
    fn drop(&mut self) {
        // Whoever ended by itself is fine too.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Puts an image on the real clipboard, where it stays as long as the answer lives.
pub async fn copy_image(file: &Path) -> Running {
    let holder = Command::new("xclip")
        .args(["-selection", "clipboard", "-t", "image/png", "-quiet", "-i"])
        .arg(file)
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    until("the image on the clipboard", SOON, async || {
        let offered = Command::new("xclip")
            .args(["-selection", "clipboard", "-t", "TARGETS", "-o"])
            .output()
            .unwrap();
        String::from_utf8_lossy(&offered.stdout).contains("image/png").then_some(())
    })
    .await;
    Running(holder)
}

/// A page that Chromium copied; it is on the clipboard as long as this lives.
pub struct CopiedPage(Child);

impl Drop for CopiedPage {
    fn drop(&mut self) {
        // The end of its input has it close the browser.
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}

/// Has Chromium copy all of a page.
pub fn copy_page(file: &str) -> CopiedPage {
    let mut browser = Command::new("node")
        .args([concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/copy-page.mjs"), file])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node");
    let mut told = String::new();
    let out = browser.stdout.take().expect("its output");
    BufReader::new(out).read_line(&mut told).expect("what it says");
    assert_eq!(told.trim(), "copied");
    CopiedPage(browser)
}

/// Drags a file with the pointer from another program's window to a point of the screen, and lets
/// go of it there.
pub async fn drag(file: &Path, x: i32, y: i32) {
    let source = Command::new("/usr/bin/python3")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/drag-source.py"))
        .arg(file)
        .spawn()
        .unwrap();
    let source = Running(source);
    let window = window_of(source.0.id()).await;
    run("xdotool", &["mousemove", "--sync", "--window", &window, "30", "30", "mousedown", "1"]);
    // A drag begins after a few pixels, and its target is asked at each step of the way.
    for step in 1..=10 {
        tokio::time::sleep(Duration::from_millis(30)).await;
        let (x, y) = (x - 200 + 20 * step, y - 100 + 10 * step);
        run("xdotool", &["mousemove", &x.to_string(), &y.to_string()]);
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    run("xdotool", &["mouseup", "1"]);
    // The source hands the file over after the button is up.
    tokio::time::sleep(Duration::from_millis(500)).await;
}
