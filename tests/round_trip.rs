//! What a terminal says between a writer and an editor: whose turn it is, what is refused and why, and what to
//! do where something is in the way.

#![allow(clippy::disallowed_methods)]

#[path = "support/practice.rs"]
mod practice;

use practice::PracticeSite;
use rusqlite::Connection;
use serde_json::Value;
use std::process::Command;
use tempfile::TempDir;

const SAMPLE: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/samples/library-reopens/library-reopens.md");

/// A person at a terminal, with a data folder of their own.
struct At {
    folder: TempDir,
    secret: String,
    /// The secret half of their key, in hex.
    key: String,
}

/// What a command said, and whether it succeeded.
struct Said {
    well: bool,
    out: String,
    err: String,
}

impl At {
    fn new(name: &str) -> Self {
        let key = format!("{:02x}", name.as_bytes()[0]).repeat(32);
        let at = Self { folder: tempfile::tempdir().unwrap(), secret: String::new(), key };
        at.well(&["me", name]);
        at
    }

    /// Signed in to the site under the name of town.
    fn signed_in(name: &str, site: &PracticeSite, secret: &str) -> Self {
        let at = Self { secret: secret.to_owned(), ..Self::new(name) };
        at.well(&["site", "add", "town", "--kind", "own", "--url", &site.url]);
        at
    }

    fn run(&self, words: &[&str]) -> Said {
        let output = Command::new(env!("CARGO_BIN_EXE_desk"))
            .arg("--data")
            .arg(self.folder.path())
            .args(words)
            .env("COPYDESK_SECRET_TOWN", &self.secret)
            .env("COPYDESK_SIGNING_KEY", &self.key)
            .output()
            .expect("desk runs");
        let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Said { well: output.status.success(), out: said(&output.stdout), err: said(&output.stderr) }
    }

    fn well(&self, words: &[&str]) -> String {
        let said = self.run(words);
        assert!(said.well, "{words:?}: {}{}", said.out, said.err);
        said.out
    }

    fn refused(&self, words: &[&str]) -> String {
        let said = self.run(words);
        assert!(!said.well, "{words:?}: {}", said.out);
        said.err
    }

    fn json(&self, words: &[&str]) -> Value {
        serde_json::from_str(&self.well(&[&["--json"], words].concat())).unwrap()
    }

    fn story(&self) -> String {
        let made = self.json(&["import", SAMPLE]);
        made["stories"][0]["id"].as_str().unwrap().to_owned()
    }

    /// Writes these words in place of those.
    fn write(&self, id: &str, words: &str, instead: &str) {
        self.well(&["suggest", id, words, instead]);
        self.well(&["accept", id, "--all"]);
    }

    /// Sees to it that list, story and inbox name this as what is to be done next.
    fn is_told_everywhere(&self, id: &str, job: &str) {
        assert!(self.run(&["show", id]).err.contains(job), "the story itself");
        for command in ["list", "inbox"] {
            let told = self.well(&[command]);
            assert_eq!(told.matches(job).count(), 1, "{command}: {told}");
        }
    }

    fn has_nothing_to_do(&self, id: &str) {
        assert_eq!(self.run(&["show", id]).err, "");
        assert_eq!(self.well(&["inbox"]), "Nothing waits.\n");
        assert!(!self.well(&["list"]).contains("`desk "));
    }
}

#[test]
fn list_story_and_inbox_name_the_same_job_on_the_whole_way() {
    let site = PracticeSite::start();
    let writer = At::signed_in("Jo Smith", &site, &site.writer);
    let editor = At::signed_in("Ada Fox", &site, &site.editor);
    let id = writer.story();
    writer.has_nothing_to_do(&id);
    writer.well(&["file", &id, "--site", "town", "--wait"]);
    writer.has_nothing_to_do(&id);

    let to_pass = format!("then pass it with `desk approve {id}`");
    assert!(editor.well(&["pull"]).contains(&to_pass));
    editor.is_told_everywhere(&id, &to_pass);
    let told = editor.well(&["return", &id, "Who says so?"]);
    assert!(told.contains("through town, with the reasons, once you `desk pull`"), "{told}");
    editor.well(&["pull"]);
    editor.has_nothing_to_do(&id);

    let told = writer.well(&["pull"]);
    let again = format!("It is with you again: read `desk notes {id}`");
    let how = format!("hand it in with `desk file {id} --site town`");
    for wanted in [&again[..], &how, "Ada Fox sent it back", "New with it: 1 note by Ada Fox."] {
        assert!(told.contains(wanted), "{wanted}: {told}");
    }
    writer.is_told_everywhere(&id, &again);
    assert!(writer.well(&["changes", &id]).contains(&how));
    let notes = writer.well(&["notes", &id]);
    assert!(notes.contains("  Ada Fox sent it back: Who says so?\n"), "{notes}");
    writer.well(&["file", &id, "--site", "town", "--wait"]);
    writer.has_nothing_to_do(&id);
}

#[test]
fn a_story_in_somebody_elses_hands_is_not_told_to_be_passed() {
    let editor = At::new("Ada Fox");
    let writer = At::new("Jo Smith");
    let id = writer.story();
    writer.well(&["file", &id]);
    writer.is_told_everywhere(&id, &format!("`desk export {id} x.story` writes a packet"));
    let packet = writer.folder.path().join("in.story");
    let packet = packet.to_str().unwrap();
    writer.well(&["export", &id, packet]);
    writer.has_nothing_to_do(&id);
    editor.well(&["import", packet]);
    editor.is_told_everywhere(&id, "then pass it with");
    editor.well(&["assign", &id, "Jo Smith"]);
    editor.is_told_everywhere(&id, "Jo Smith has it in hand");
    editor.well(&["assign", &id, "Ada Fox"]);
    editor.well(&["return", &id, "By whom?"]);
    editor.has_nothing_to_do(&id);
    let back = editor.folder.path().join("back.story");
    let back = back.to_str().unwrap();
    editor.well(&["export", &id, back]);
    let key = editor.json(&["people"])["me"]["spoken"].clone();
    let told = writer.well(&["import", back, "--trust", key.as_str().unwrap()]);
    assert!(told.contains("New with it: 1 note by Ada Fox."), "{told}");
    writer.is_told_everywhere(&id, &format!("send it back with `desk export {id} x.story`"));
}

#[test]
fn a_writers_account_gives_a_story_to_nobody() {
    let site = PracticeSite::start();
    let writer = At::signed_in("Jo Smith", &site, &site.writer);
    let id = writer.story();
    let refused = writer.refused(&["assign", &id, "Jo Smith"]);
    assert!(refused.contains("hands stories in, so it gives none to anybody"), "{refused}");
    writer.well(&["take", &id]);
    assert_eq!(writer.well(&["release", &id]), "Nobody has the story in hand.\n");
}

#[test]
fn what_waits_is_told_to_be_on_its_site_still_and_waits_again_once_it_is_out_of_the_bin() {
    let site = PracticeSite::start();
    let writer = At::signed_in("Jo Smith", &site, &site.writer);
    let editor = At::signed_in("Ada Fox", &site, &site.editor);
    let id = writer.story();
    assert!(!writer.well(&["spike", &id]).contains("town"), "no site has it");
    assert!(writer.well(&["unspike", &id]).contains("is a draft again"));
    writer.well(&["file", &id, "--site", "town", "--wait"]);
    editor.well(&["pull"]);
    for at in [&writer, &editor] {
        let told = at.well(&["spike", &id]);
        let next = format!(
            "town still has it, for the bin takes nothing off a site: `desk withdraw {id} --site town`"
        );
        assert!(told.contains(&next), "{told}");
        assert!(at.well(&["unspike", &id]).contains("is out of the bin, and filed as before."));
    }
    editor.is_told_everywhere(&id, &format!("then pass it with `desk approve {id}`"));
    assert!(editor.well(&["changes", &id]).contains("Nothing is different."));

    // Passed text is passed still; changed in the bin it is to be passed anew.
    editor.well(&["approve", &id]);
    editor.well(&["spike", &id]);
    assert_eq!(editor.json(&["unspike", &id])["status"], "approved");
    editor.well(&["spike", &id]);
    editor.write(&id, "two-year repair", "two years");
    assert_eq!(editor.json(&["unspike", &id])["status"], "filed");

    // What was taken back while it lay there does not wait again.
    writer.well(&["spike", &id]);
    writer.well(&["withdraw", &id, "--site", "town", "--wait"]);
    assert_eq!(writer.json(&["unspike", &id])["status"], "draft");
    for at in [&writer, &editor] {
        assert!(at.well(&["verify", &id]).contains("The record is whole"));
    }
}

#[test]
fn a_story_goes_into_the_bin_and_out_of_it_and_is_again_what_it_was() {
    let at = At::new("Jo Smith");
    let id = at.story();
    let refused = at.refused(&["unspike", &id]);
    assert!(refused.contains("is a draft, so it cannot be taken out of the bin"), "{refused}");
    let told = at.well(&["spike", &id, "--why", "Overtaken by events."]);
    assert!(told.contains(&format!("is in the bin. `desk unspike {id}` takes it out.")), "{told}");
    assert!(at.well(&["notes", &id]).contains("Jo Smith: Overtaken by events."));
    assert!(at.refused(&["spike", &id, "--why", "Twice."]).contains("in the bin already"));
    assert!(!at.well(&["notes", &id]).contains("Twice"), "no reason for what was not done");
    assert_eq!(at.json(&["unspike", &id])["status"], "draft");

    let headline = |at: &At| at.json(&["list"])["stories"][0]["headline"].clone();
    let was = headline(&at);
    at.write(&id, was.as_str().unwrap(), "Library stays shut");
    let told = at.json(&["record", &id]);
    let revision = told["entries"].as_array().unwrap().iter().rev().find_map(|entry| {
        entry["subject"].as_str().unwrap().strip_prefix("revision:").map(str::to_owned)
    });
    let restored = at.json(&["restore", &id, &revision.unwrap()]);
    assert_eq!(headline(&at), was);
    let told = at.well(&["restore", &id, &restored["before"].to_string()]);
    assert!(told.contains("“Library stays shut” is again what it was at revision"), "{told}");
    let refused = at.refused(&["restore", &id, "9999"]);
    assert!(refused.contains("no such revision") && refused.contains("`desk record`"), "{refused}");
    assert!(at.well(&["verify", &id]).contains("The record is whole"));
}

#[test]
fn where_the_record_is_not_whole_it_is_said_what_is_safe_and_what_to_do() {
    let at = At::new("Ada Fox");
    let id = at.story();
    at.well(&["note", &id, "By whom?"]);
    assert!(!at.well(&["verify", &id]).contains("mended"));
    let db = Connection::open(at.folder.path().join("copydesk.db")).unwrap();
    db.execute("UPDATE note SET record = replace(record, 'By whom', 'By me')", []).unwrap();
    let said = at.run(&["verify", &id]);
    let record = format!("`desk record {id} --to FILE`");
    for wanted in ["not whole", "Looking changed nothing", "never mended", "packet", &record] {
        assert!(!said.well && said.out.contains(wanted), "{wanted}: {}", said.out);
    }
    assert!(!at.run(&["verify", &id]).well, "and it was not");
}

#[test]
fn by_packets_alone_each_is_told_what_to_send_and_what_the_other_decided() {
    let (writer, editor) = (At::new("Jo Smith"), At::new("Ada Fox"));
    let id = writer.story();
    let told = writer.well(&["file", &id]);
    assert!(told.contains(&format!("`desk export {id} x.story`")), "{told}");
    let file = |at: &At, name: &str| at.folder.path().join(name).to_str().unwrap().to_owned();
    let (first, back, again) =
        (file(&writer, "1.story"), file(&editor, "2.story"), file(&writer, "3.story"));
    writer.well(&["export", &id, &first]);
    editor.well(&["import", &first]);
    let said = |words: &[&str]| editor.well(words).trim().to_owned();
    let taken = said(&["suggest", &id, "two-year repair", "two years"]);
    let refused = said(&["suggest", &id, "More than 600", "Some 640"]);
    let note = said(&["note", &id, "Which roof?", "--on", "The new roof"]);
    let notes = editor.well(&["notes", &id]);
    assert!(notes.contains("instead of “two-year repair” in the headline"), "{notes}");
    assert!(notes.contains("on “The new roof” in the caption of roof.jpg: Which roof?"), "{notes}");
    let told = editor.well(&["return", &id, "Who counted?"]);
    assert!(told.contains(&format!("write a packet with `desk export {id} x.story`")), "{told}");
    editor.well(&["export", &id, &back]);
    let key = editor.json(&["people"])["me"]["spoken"].clone();
    writer.well(&["import", &back, "--trust", key.as_str().unwrap()]);
    writer.well(&["accept", &id, &taken]);
    for again in ["accept", "reject"] {
        assert!(writer.refused(&[again, &id, &taken]).contains("decided already"));
    }
    writer.well(&["reject", &id, &refused]);
    writer.well(&["resolve", &id, &note]);
    assert!(writer.well(&["notes", &id]).contains("Which roof? (resolved)"));
    assert!(writer.well(&["reopen", &id, &note]).contains("Which roof? (reopened)"));
    assert!(writer.refused(&["reopen", &id, &taken]).contains("accepted are in the story"));
    writer.well(&["resolve", &id, &note]);
    writer.well(&["file", &id]);
    writer.well(&["export", &id, &again]);
    let told = editor.well(&["import", &again]);
    let decided = "Decided since: 1 suggestion accepted, 1 suggestion rejected and 1 note resolved, by Jo Smith.";
    assert!(told.contains(decided) && told.contains("It is handed in again."), "{told}");
    assert!(!editor.well(&["import", &again]).contains("Decided since"), "told once");
}

#[test]
fn of_words_in_several_places_one_is_named_by_its_number() {
    let at = At::new("Jo Smith");
    let id = at.well(&["new", "Clock", "mended"]).trim().to_owned();
    at.write(&id, "Clock mended", "The mended clock was mended");
    let refused = at.refused(&["suggest", &id, "mended", "repaired"]);
    assert!(
        refused.contains("is in this story 2 times")
            && refused.contains("--nth N: 1 in the headline")
    );
    assert!(at.refused(&["suggest", &id, "mended", "x", "--nth", "3"]).contains("no place 3"));
    at.well(&["note", &id, "By whom?", "--on", "mended", "--nth", "1"]);
    at.well(&["suggest", &id, "mended", "repaired", "--nth", "2"]);
    at.well(&["accept", &id, "--all"]);
    assert!(at.well(&["list"]).contains("The mended clock was repaired"));
    assert!(at.refused(&["suggest", &id, "bell", "x"]).contains("nowhere in this story"));
}

#[test]
fn a_packet_that_leaves_two_texts_to_be_settled_ends_as_a_pull_does() {
    let (writer, editor) = (At::new("Jo Smith"), At::new("Ada Fox"));
    let id = writer.well(&["new", "Clock", "mended"]).trim().to_owned();
    let packet = |name: &str| {
        let file = writer.folder.path().join(name).to_str().unwrap().to_owned();
        writer.well(&["export", &id, &file]);
        file
    };
    editor.well(&["import", &packet("first.story")]);
    writer.write(&id, "mended", "repaired");
    editor.write(&id, "mended", "replaced");
    let second = packet("second.story");
    let said = editor.run(&["--json", "import", &second]);
    let told: Value = serde_json::from_str(&said.out).unwrap();
    assert!(!said.well && told["stories"][0]["undecided"].is_number(), "{told}");
    let settle = format!("settled before it goes anywhere: `desk conflicts {id}`");
    editor.is_told_everywhere(&id, &settle);
    editor.well(&["settle", &id, "mine"]);
    assert!(!editor.well(&["list"]).contains(&settle));
    editor.well(&["import", &second]);
}

#[test]
fn a_story_that_is_not_here_is_told_in_one_sentence_by_every_command() {
    let at = At::new("Jo Smith");
    let id = "01a22a65-cec9-76d8-855d-c80a271f18a7";
    for words in [
        &["show", id][..],
        &["changes", id],
        &["changes", id, "--from", "1"],
        &["notes", id],
        &["verify", id],
        &["record", id],
        &["spike", id],
        &["unspike", id],
        &["restore", id, "1"],
        &["take", id],
        &["approve", id],
        &["return", id, "Why?"],
        &["conflicts", id],
    ] {
        let told = at.refused(words);
        assert!(told.contains("There is no such story in this data folder."), "{words:?}: {told}");
    }
}
