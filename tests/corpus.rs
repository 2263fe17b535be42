//! What fuzzing has found so far, and what it starts from, tried again with the ordinary build:
//! `make fuzz` looks for more.

#![allow(clippy::disallowed_methods)]

#[path = "../fuzz/probes.rs"]
mod probes;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// No file may keep a person waiting longer. An unoptimised build on a busy machine gets more.
const PATIENCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 2 });

#[test]
fn every_file_of_the_corpus_is_taken_in_or_refused_in_time() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for (name, probe) in probes::PROBES {
        let files = files(&corpus.join(name));
        assert!(files.len() >= 10, "the corpus of {name} has gone: {} files", files.len());
        for file in files {
            let bytes = fs::read(&file).expect("a file of the corpus");
            let began = Instant::now();
            probe(&bytes);
            assert!(began.elapsed() < PATIENCE, "{} took too long", file.display());
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the corpus lies in fuzz/corpus");
    entries.map(|entry| entry.expect("an entry").path()).collect()
}
