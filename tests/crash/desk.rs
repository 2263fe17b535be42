//! The real `desk`, on a data folder of its own.

use serde_json::Value;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// The sample story with its pictures.
pub const SAMPLE: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/samples/library-reopens/library-reopens.md");

/// The text of the line with this number.
pub fn line(number: usize) -> String {
    format!("Line {number}: the café’s 1,140 books came back – “all of them”.")
}

/// A number between `low` and `high`. The kernel's randomness: a seed would only pretend that the
/// moments of a kill can be repeated.
pub fn random(low: u64, high: u64) -> u64 {
    let noise = uuid::Uuid::new_v4().as_u64_pair().0;
    low + noise % (high - low)
}

/// A data folder and what its commands are started with.
pub struct Desk {
    folder: tempfile::TempDir,
    secret: Option<(String, String)>,
}

impl Desk {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder"), secret: None }
    }

    /// The site's secret in the environment, as scripts give it.
    pub fn with_secret(mut self, site: &str, secret: &str) -> Self {
        self.secret = Some((format!("COPYDESK_SECRET_{}", site.to_uppercase()), secret.to_owned()));
        self
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_desk"));
        command.arg("--data").arg(self.folder.path()).args(words);
        command.envs(self.secret.clone());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub fn start(&self, words: &[&str]) -> Child {
        self.command(words).spawn().expect("desk starts")
    }

    pub fn run(&self, words: &[&str]) -> Output {
        self.command(words).stdin(Stdio::null()).output().expect("desk runs")
    }

    /// The JSON answer of a command that must succeed.
    pub fn answer(&self, words: &[&str]) -> Value {
        let output = self.run(&[&["--json"], words].concat());
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "desk {words:?}: {told}");
        serde_json::from_slice(&output.stdout).expect("one JSON object")
    }

    pub fn story(&self, id: &str) -> Value {
        let output = self.run(&["show", id, "--as", "json"]);
        serde_json::from_slice(&output.stdout).expect("the story as JSON")
    }

    /// The state of the story's newest delivery, if it has one.
    pub fn delivery_state(&self, story: &str) -> Option<String> {
        let deliveries = self.answer(&["outbox"])["deliveries"].clone();
        let of_story = |delivery: &&Value| delivery["story"] == story;
        let delivery = deliveries.as_array()?.iter().find(of_story)?;
        delivery["state"].as_str().map(str::to_owned)
    }
}

/// A practice site in a process of its own, empty but for its starter stories.
pub struct PracticeSite {
    folder: tempfile::TempDir,
    child: Child,
    pub url: String,
    pub editor: String,
    starters: usize,
}

impl PracticeSite {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut child = Command::new(env!("CARGO_BIN_EXE_desk"))
            .args(["--json", "practice-site", "--data"])
            .arg(folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("desk starts");
        let mut told = String::new();
        let mut out = std::io::BufReader::new(child.stdout.take().expect("stdout is piped"));
        std::io::BufRead::read_line(&mut out, &mut told).expect("it says where it listens");
        let told: Value = serde_json::from_str(&told).expect("one JSON object");
        let word = |value: &Value| value.as_str().expect("a word").to_owned();
        let mut site = Self {
            folder,
            child,
            url: word(&told["url"]),
            editor: word(&told["tokens"]["editor"]),
            starters: 0,
        };
        site.starters = site.published();
        site
    }

    /// How many stories were published since it started.
    pub fn stories(&self) -> usize {
        self.published() - self.starters
    }

    fn published(&self) -> usize {
        let deadline = Instant::now() + Duration::from_secs(10);
        loop {
            match self.ask("/api/v1/stories?state=published") {
                Ok(list) => return list["stories"].as_array().expect("a list").len(),
                Err(error) if Instant::now() > deadline => panic!("{error}"),
                Err(_) => std::thread::sleep(Duration::from_millis(50)),
            }
        }
    }

    /// How many pictures the site holds under the story's id, whether it shows them or not. Its API
    /// lists no pictures, so its database is read.
    pub fn pictures_of(&self, story: &str) -> i64 {
        let file = self.folder.path().join("practice-site").join("site.db");
        let site = rusqlite::Connection::open(file).expect("the site's database");
        let sql = "SELECT count(*) FROM pictures WHERE id LIKE ?1 || '%'";
        site.query_row(sql, [story], |row| row.get(0)).expect("a count")
    }

    fn ask(&self, path: &str) -> Result<Value, ureq::Error> {
        ureq::get(format!("{}{path}", self.url))
            .header("Authorization", format!("Bearer {}", self.editor))
            .call()?
            .body_mut()
            .read_json()
    }
}

impl Drop for PracticeSite {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
