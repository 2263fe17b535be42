//! How long a program takes from its start to the first painted page and to the first letter that can
//! be typed, seen on the screen.

use crate::desktop::{Running, run};
use crate::figures::Times;
use crate::screen::{Area, Screen, Shot};
use crate::weight::MARK;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Between two looks at the screen.
const LOOK: Duration = Duration::from_millis(4);
/// After this every program is done with opening its window.
const SETTLED: Duration = Duration::from_secs(4);
/// Rows that are looked at for the page: every so many.
const STEP: usize = 6;
/// How high a letter is at least, in pixels.
const LETTER: usize = 12;
/// Milliseconds between the keys that are pressed until one is seen.
const BEAT: &str = "25";

/// A program that is started on a document.
pub struct Program {
    pub name: &'static str,
    /// The words it is started with.
    pub words: Vec<String>,
    /// Where in its window the text is, and nothing that moves by itself.
    pub paper: Area,
    /// Of a program that saves what is typed: each start finds the folder as it was at first.
    pub saves: Option<Saves>,
}

/// A folder that is written in, and a copy of how it was at first.
pub struct Saves {
    pub folder: PathBuf,
    pub first: PathBuf,
}

/// What was measured of one program, in milliseconds.
pub struct Started {
    pub painted: Times,
    pub ready: Times,
}

impl Started {
    pub const fn new() -> Self {
        Self { painted: Times(Vec::new()), ready: Times(Vec::new()) }
    }
}

impl Program {
    /// What was typed at the start before is gone; not measured.
    fn prepare(&self) {
        let Some(Saves { folder, first }) = &self.saves else { return };
        if folder.exists() {
            std::fs::remove_dir_all(folder).expect("what was typed goes");
        }
        let [first, folder] = [first, folder].map(|path| path.display().to_string());
        run("cp", &["--archive", &first, &folder]);
    }

    fn start(&self) -> Child {
        Command::new(&self.words[0])
            .args(&self.words[1..])
            .env(MARK, self.name)
            // As root Chromium, in which ghostwriter shows its preview, starts only without it.
            .env("QTWEBENGINE_DISABLE_SANDBOX", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}: scripts/setup.sh bench", self.name))
    }

    /// Has the first folder be as somebody leaves it who closes the window: the start after it is an
    /// ordinary one.
    pub fn leave(&self, title: &str) {
        self.prepare();
        let mut child = Running(self.start());
        std::thread::sleep(SETTLED);
        run("wmctrl", &["-c", title]);
        std::thread::sleep(SETTLED);
        let ended = child.0.try_wait().expect("its end");
        assert!(ended.is_some_and(|status| status.success()), "{} ends: {ended:?}", self.name);
        let Some(Saves { folder, first }) = &self.saves else { return };
        std::fs::remove_dir_all(first).expect("the folder nobody opened goes");
        std::fs::rename(folder, first).expect("what was left is the first");
    }

    /// Starts it, lets it settle, and does something with the window.
    pub fn opened<T>(&self, act: impl FnOnce() -> T) -> T {
        self.prepare();
        let _running = Running(self.start());
        std::thread::sleep(SETTLED);
        act()
    }

    /// From the start to the first frame with at least half of what the settled page shows.
    pub fn paints(&self, screen: &Screen) -> f64 {
        self.prepare();
        let began = Instant::now();
        let _running = Running(self.start());
        let mut seen: Vec<(Duration, Shot)> = Vec::new();
        while began.elapsed() < SETTLED {
            let shot = screen.shot(&self.paper, STEP);
            if seen.last().is_none_or(|(_, last)| *last != shot) {
                seen.push((began.elapsed(), shot));
            }
            std::thread::sleep(LOOK);
        }
        let settled = &seen.last().expect("a look").1;
        let ground = settled.ground();
        let first = seen.iter().find(|(_, shot)| shot.shows(settled, ground)).expect("the last");
        milliseconds(first.0)
    }

    /// Where the first letter that is typed appears.
    pub fn first_letter(&self, screen: &Screen) -> Area {
        self.opened(|| {
            let before = screen.shot(&self.paper, 1);
            type_letters("1", 3);
            std::thread::sleep(Duration::from_millis(700));
            let after = screen.shot(&self.paper, 1);
            let (row, column) = after
                .differs_from(&before, self.paper.x.len(), LETTER)
                .unwrap_or_else(|| panic!("{} shows nothing of what is typed", self.name));
            // Right of the caret's own place, and narrower than the letter.
            let x = self.paper.x.start + column + 3;
            let y = self.paper.y.start + row;
            Area { x: x..x + 5, y: y..y + LETTER }
        })
    }

    /// From the start, with a key pressed again and again, to the first letter that is seen; as long as
    /// was waited, if none is.
    pub fn is_ready(&self, screen: &Screen, letter: &Area) -> f64 {
        self.prepare();
        let began = Instant::now();
        let _running = Running(self.start());
        let mut keys = letters(BEAT, 100).spawn().expect("xdotool");
        let mut seen: Vec<(Duration, Shot)> = Vec::new();
        while began.elapsed() < SETTLED {
            let shot = screen.shot(letter, 1);
            if seen.last().is_none_or(|(_, last)| *last != shot) {
                seen.push((began.elapsed(), shot));
            }
            std::thread::sleep(LOOK);
        }
        // It ends before the program does.
        let _ = keys.wait();
        match seen.as_slice() {
            [_, .., last] => milliseconds(last.0),
            _ => milliseconds(SETTLED),
        }
    }
}

fn letters(beat: &str, count: usize) -> Command {
    let mut command = Command::new("xdotool");
    command.args(["type", "--delay", beat, &"m".repeat(count)]);
    command
}

fn type_letters(beat: &str, count: usize) {
    assert!(letters(beat, count).status().expect("xdotool").success());
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
