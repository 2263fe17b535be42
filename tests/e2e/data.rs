//! A test's own data folder, looked into with the `desk` program.

use crate::{SOON, until};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A data folder that goes with the test.
pub struct Data(TempDir);

impl Data {
    pub fn new() -> Self {
        Self(tempfile::Builder::new().prefix("copydesk-e2e-").tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// A `desk` command on this folder, not started yet.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_desk"));
        command.arg("--data").arg(self.path()).args(words);
        command
    }

    /// What `desk` prints on standard output; fails if the command does.
    pub fn desk(&self, words: &[&str]) -> String {
        let Output { status, stdout, stderr } = self.command(words).output().unwrap();
        assert!(status.success(), "desk {words:?}: {}", String::from_utf8_lossy(&stderr));
        String::from_utf8(stdout).unwrap()
    }

    /// The stories, newest first, as `desk list --json` gives them.
    pub fn stories(&self) -> Vec<Value> {
        let list: Value = serde_json::from_str(&self.desk(&["list", "--json"])).unwrap();
        list["stories"].as_array().unwrap().clone()
    }

    /// The story that was changed last, whole.
    pub fn story(&self) -> Value {
        let newest = self.stories().into_iter().next().expect("no story is stored");
        let id = newest["id"].as_str().unwrap();
        serde_json::from_str(&self.desk(&["show", id, "--as", "json"])).unwrap()
    }

    /// The newest story once it is as `wanted`.
    pub async fn stored(&self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        until(what, SOON, async || Some(self.story()).filter(|story| wanted(story))).await
    }

    /// Every file beneath the folder.
    pub fn files(&self) -> Vec<PathBuf> {
        let mut folders = vec![self.path().to_owned()];
        let mut files = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() { folders.push(path) } else { files.push(path) }
            }
        }
        files
    }
}

/// The picture of that name in a story's record.
pub fn picture<'a>(story: &'a Value, name: &str) -> &'a Value {
    let pictures = story["pictures"].as_array().unwrap();
    let found = pictures.iter().find(|picture| picture["name"] == name);
    found.unwrap_or_else(|| panic!("{name} is not among {pictures:?}"))
}

/// One of the project's sample files.
pub fn sample(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(path)
}

/// A public page as a reader gets it.
pub fn fetch(url: &str) -> String {
    let mut answer = ureq::get(url).call().unwrap_or_else(|error| panic!("{url}: {error}"));
    answer.body_mut().read_to_string().unwrap()
}
