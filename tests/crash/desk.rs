//! The real `desk`, on a data folder of its own.

use serde_json::Value;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

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

    /// The story's record as JSON.
    pub fn story(&self, id: &str) -> Value {
        let output = self.run(&["show", id, "--as", "json"]);
        serde_json::from_slice(&output.stdout).expect("the story as JSON")
    }

    /// The story's deliveries, the newest first.
    pub fn deliveries(&self, story: &str) -> Vec<Value> {
        let all = self.answer(&["outbox"])["deliveries"].clone();
        let all = all.as_array().expect("a list").iter();
        all.filter(|delivery| delivery["story"] == story).cloned().collect()
    }

    /// Starts the command and kills it after so long, with SIGKILL on Unix: it gets no chance to tidy
    /// up.
    pub fn kill(&self, words: &[&str], after: Duration) {
        let mut child = self.start(words);
        std::thread::sleep(after);
        child.kill().expect("it is ours to kill");
        child.wait().expect("it ends");
    }

    /// A folder beside the desk's own, for what is to be brought in.
    pub fn beside(&self) -> &Path {
        self.folder.path()
    }
}
