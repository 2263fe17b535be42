//! Stories between two people by packets alone, and packets that nobody should open, through `desk`.

#![allow(clippy::disallowed_methods)]

mod hostile;
mod published;

use copydesk::desk::{ApprovalState, Desk, Opening};
use copydesk::review::{How, Mark};
use copydesk::story::{Copy, StoryId};
use jiff::Timestamp;
use rusqlite::Connection;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

const SAMPLE: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/samples/library-reopens/library-reopens.md");
const PICTURE: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/samples/library-reopens/reading-room.jpg");

/// A desk with one data folder and one key, in a folder of its own.
struct Desktop {
    place: TempDir,
    seed: &'static str,
}

const JO: &str = "1111111111111111111111111111111111111111111111111111111111111111";
const ADA: &str = "2222222222222222222222222222222222222222222222222222222222222222";

impl Desktop {
    fn of(name: &str, seed: &'static str) -> Self {
        let desktop = Self { place: tempfile::tempdir().unwrap(), seed };
        desktop.answer(&["me", name]);
        desktop
    }

    fn data(&self) -> PathBuf {
        self.place.path().join("data")
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_desk"));
        command.env("COPYDESK_SIGNING_KEY", self.seed).arg("--data").arg(self.data()).arg("--json");
        command
    }

    fn run(&self, words: &[&str]) -> Output {
        self.command().args(words).output().expect("desk runs")
    }

    /// The JSON answer of a command that must succeed.
    fn answer(&self, words: &[&str]) -> Value {
        let output = self.run(words);
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "desk {words:?}: {told}");
        serde_json::from_slice(&output.stdout).expect("one JSON object")
    }

    /// The message and hint of a command that must fail.
    fn refusal(&self, words: &[&str]) -> (String, String) {
        let output = self.run(words);
        assert!(!output.status.success(), "desk {words:?} should have failed");
        let told: Value = serde_json::from_slice(&output.stderr).expect("one JSON object");
        let text = |part: &str| told["error"][part].as_str().unwrap().to_owned();
        (text("message"), text("hint"))
    }

    fn open(&self) -> Desk {
        let folder = &self.data();
        Desk::open(&Opening { folder, house: None, environment: |_| None }).unwrap()
    }

    /// A file to send, which is not there yet.
    fn file(&self, name: &str) -> String {
        self.place.path().join(name).to_str().unwrap().to_owned()
    }

    /// Every row of every table, and every file of the data folder and beside it.
    fn all(&self) -> (Vec<String>, Vec<String>) {
        let db = Connection::open(self.data().join("copydesk.db")).unwrap();
        let names = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
        let mut names = db.prepare(names).unwrap();
        let names = names.query_map([], |row| row.get::<_, String>(0)).unwrap();
        let mut rows = Vec::new();
        for table in names.map(Result::unwrap) {
            let mut all = db.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
            let columns = all.column_count();
            let row = |row: &rusqlite::Row<'_>| {
                let value = |at| format!("{:?}", row.get_ref(at).unwrap());
                Ok(format!("{table} {}", (0..columns).map(value).collect::<Vec<_>>().join(" ")))
            };
            rows.extend(all.query_map([], row).unwrap().map(Result::unwrap));
        }
        let mut files = Vec::new();
        below(self.place.path(), &mut files);
        files.sort();
        (rows, files)
    }
}

/// Files below a folder, but for what SQLite keeps beside its database.
fn below(folder: &Path, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.to_string_lossy().into_owned();
        if path.is_dir() {
            below(&path, files);
        } else if !name.ends_with("-wal") && !name.ends_with("-shm") {
            files.push(name);
        }
    }
}

/// Takes the words of a suggestion into the story.
fn accept(desk: &Desk, id: StoryId, suggestion: &str) {
    let (mut story, mut review) = (desk.story(id).unwrap(), desk.review(id).unwrap());
    let mark = Mark { by: desk.myself().unwrap(), at: Timestamp::now() };
    review.accept(&mut story, suggestion, &mark).expect("it has its place");
    desk.save_copy(id, story.version, &story.copy, Timestamp::now()).unwrap();
    desk.settle(id, suggestion, How::Accepted, Timestamp::now()).unwrap();
}

fn import_sample(desktop: &Desktop) -> (String, StoryId) {
    let told = desktop.answer(&["import", SAMPLE]);
    let id = told["stories"][0]["id"].as_str().unwrap().to_owned();
    (id.clone(), id.parse().unwrap())
}

#[test]
fn a_story_goes_there_and_back_by_packets_alone_until_it_is_approved() {
    let (writer, editor) = (Desktop::of("Jo Smith", JO), Desktop::of("Ada Byron", ADA));
    let (id, story) = import_sample(&writer);
    writer.answer(&["file", &id]);
    let first = writer.file("first.story");
    let sent = writer.answer(&["export", &id, &first])["packet"].clone();
    assert_eq!(sent["by"]["name"], "Jo Smith");

    let came = editor.answer(&["import", &first])["stories"][0].clone();
    assert_eq!((&came["new"], &came["status"]), (&true.into(), &"filed".into()), "{came}");
    assert_eq!(came["sender"]["contact"]["kind"], "first");
    assert_eq!(came["sender"]["spoken"], sent["spoken"], "the key is shown to be compared");
    let desk = editor.open();
    let words = ["The ten oak desks", "two-year repair"];
    let anchors = words.map(|words| desk.anchor_on(story, words).unwrap());
    desk.add_note(story, "Ten? We counted nine.", Some(anchors[0].clone()), Timestamp::now())
        .unwrap();
    let [nine, rebuilding] = [("The nine oak desks", 0), ("rebuilding", 1)].map(|(instead, at)| {
        desk.suggest(story, anchors[at].clone(), instead, Timestamp::now()).unwrap().id
    });
    drop(desk);
    editor.answer(&["return", &id, "Please count the desks once more."]);
    let second = editor.file("second.story");
    editor.answer(&["export", &id, &second]);

    // The writer wrote the story, so whoever sends it is asked about first.
    let before = writer.all();
    let (message, hint) = writer.refusal(&["import", &second]);
    let key = hint.split('"').nth(1).expect("the key is in the hint").to_owned();
    let unknown =
        "nothing of it came with this key so far, so nobody can see here that the packet is Ada";
    assert!(message.contains(unknown) && message.contains(&key), "{message}");
    assert_eq!(writer.all(), before);
    let (other, _) =
        writer.refusal(&["import", &second, "--trust", sent["spoken"].as_str().unwrap()]);
    assert!(other.contains("not with the one you confirm"), "{other}");
    assert_eq!(writer.all(), before);
    let came = writer.answer(&["import", &second, "--trust", &key])["stories"][0].clone();
    assert_eq!((&came["status"], &came["merged"]), (&"returned".into(), &false.into()), "{came}");
    let desk = writer.open();
    let review = desk.review(story).unwrap();
    assert_eq!((review.notes.len(), review.suggestions.len()), (2, 2));
    assert!(review.notes.iter().any(|note| note.returns));
    accept(&desk, story, &nine);
    desk.settle(story, &rebuilding, How::Rejected, Timestamp::now()).unwrap();
    desk.open_story(story).unwrap();
    drop(desk);
    writer.answer(&["file", &id]);
    let third = writer.file("third.story");
    let waits =
        |desk: &Desktop| desk.answer(&["inbox"])["inbox"]["waits"].as_array().unwrap().len();
    assert_eq!(waits(&writer), 1, "nobody else has it yet");
    writer.answer(&["export", &id, &third]);

    let came = editor.answer(&["import", &third])["stories"][0].clone();
    assert_eq!((waits(&writer), waits(&editor)), (0, 1), "it waits where it was sent");
    editor.answer(&["export", &id, &editor.file("copy.story")]);
    editor.open().open_story(story).unwrap();
    assert_eq!(waits(&editor), 1, "a packet of it hands on nothing");
    assert_eq!((&came["status"], &came["merged"]), (&"filed".into(), &true.into()), "{came}");
    assert_eq!(came["conflicts"].as_array().unwrap().len(), 0);
    assert_eq!(came["sender"]["contact"]["kind"], "known");
    let desk = editor.open();
    let text = desk.story(story).unwrap();
    assert_eq!(text.copy, writer.open().story(story).unwrap().copy);
    assert!(desk.anchor_on(story, "The nine oak desks").is_ok());
    let settled = desk.review(story).unwrap();
    let how = |id: &str| {
        let one = settled.suggestions.iter().find(|one| one.id == id).unwrap();
        one.settled.as_ref().map(|settled| (settled.how, settled.made.by.name.clone()))
    };
    assert_eq!(how(&nine), Some((How::Accepted, "Jo Smith".into())));
    assert_eq!(how(&rebuilding), Some((How::Rejected, "Jo Smith".into())));
    for picture in &text.pictures {
        desk.picture_for_screen(&picture.sha256, 100).unwrap();
    }
    drop(desk);
    assert_eq!(editor.answer(&["approve", &id])["status"], "approved");

    // The editor's approval is news to the writer, and no approval at the writer's desk.
    let fourth = editor.file("fourth.story");
    editor.answer(&["export", &id, &fourth]);
    let came = writer.answer(&["import", &fourth])["stories"][0].clone();
    assert_eq!(came["status"], "filed");
    assert!(came["sentences"].to_string().contains("Ada Byron approved"), "{came}");
    let desk = writer.open();
    assert_eq!(desk.approval_state(story).unwrap(), ApprovalState::None);
    assert_eq!(desk.passed_elsewhere(story).unwrap()[0].made.by.name, "Ada Byron");
    for desktop in [&writer, &editor] {
        assert_eq!(desktop.answer(&["verify", &id])["verified"]["faults"], Value::Array(vec![]));
    }
}

#[test]
fn an_own_packet_or_one_that_came_before_is_nothing_to_read() {
    let (writer, editor) = (Desktop::of("Jo Smith", JO), Desktop::of("Ada Byron", ADA));
    let (id, story) = import_sample(&writer);
    let first = writer.file("first.story");
    writer.answer(&["export", &id, &first]);
    let unread = |desktop: &Desktop| desktop.answer(&["inbox"])["inbox"]["unread"].clone();
    editor.answer(&["import", &first]);
    assert_eq!(unread(&editor), 1);
    editor.open().open_story(story).unwrap();
    editor.answer(&["import", &first]);
    assert_eq!(unread(&editor), 0, "it was here before");

    let mut own = Command::new(env!("CARGO_BIN_EXE_desk"));
    own.env("COPYDESK_SIGNING_KEY", JO).arg("--data").arg(writer.data()).args(["import", &first]);
    let told = String::from_utf8(own.output().unwrap().stdout).unwrap();
    assert!(told.contains("signed with your own key") && !told.contains("telephone"), "{told}");
    assert_eq!(unread(&writer), 0, "it is the writer’s own");
    assert_eq!(writer.answer(&["people"])["people"], Value::Array(vec![]));
}

#[test]
fn a_name_with_another_key_is_asked_about_even_for_a_new_story() {
    let editor = Desktop::of("Ada Byron", ADA);
    let (jo, stranger) =
        (Desktop::of("Jo Smith", JO), Desktop::of("jo smith", &JO.replace('1', "3").leak()[..]));
    for (desktop, is_taken) in [(&jo, true), (&stranger, false)] {
        let (id, _) = import_sample(desktop);
        let file = desktop.file("sent.story");
        desktop.answer(&["export", &id, &file]);
        if is_taken {
            editor.answer(&["import", &file]);
            continue;
        }
        let before = editor.all();
        let (message, _) = editor.refusal(&["import", &file]);
        assert!(message.contains("known here by another key"), "{message}");
        assert_eq!(editor.all(), before);
    }
    let key = jo.answer(&["people"])["me"]["spoken"].as_str().unwrap().to_owned();
    assert_eq!(editor.answer(&["people"])["people"][0]["confirmed"], Value::Null);
    let known = editor.answer(&["people", "--trust", &key])["people"][0].clone();
    assert!(known["confirmed"].is_string(), "{known}");
    editor.refusal(&["people", "--trust", "12345"]);
}

#[test]
fn what_another_app_changed_comes_back_into_the_story() {
    let writer = Desktop::of("Jo Smith", JO);
    let (id, story) = import_sample(&writer);
    let folder = writer.file("library.textbundle");
    writer.answer(&["export", &id, &folder]);
    writer.refusal(&["export", &id, &folder]);
    let desk = writer.open();
    let mine = desk.story(story).unwrap();
    let copy = Copy { headline: "Library opens again".into(), ..mine.copy.clone() };
    desk.save_copy(story, mine.version, &copy, Timestamp::now()).unwrap();
    drop(desk);
    let text = Path::new(&folder).join("text.md");
    let edited = fs::read_to_string(&text).unwrap().replace("oak desks", "elm desks");
    fs::write(&text, edited).unwrap();
    let beside = writer.answer(&["import", &folder])["stories"][0].clone();
    assert!(beside["new"] == true && beside["id"] != id.as_str(), "{beside}");
    let merged = writer.answer(&["import", "--merge", &folder])["stories"][0].clone();
    assert_eq!((&merged["id"], &merged["merged"]), (&id.as_str().into(), &true.into()));
    let both = writer.open().story(story).unwrap();
    assert_eq!(both.copy.headline, "Library opens again", "what was changed here stays");
    let expected = mine.copy.body.replace("oak desks", "elm desks");
    assert_eq!(both.copy.body.trim_end(), expected.trim_end());
    assert_eq!(both.pictures.len(), mine.pictures.len());
}

#[test]
fn somebody_elses_draft_is_published_only_once_it_was_approved_here() {
    let (jo, ada) = (Desktop::of("Jo Smith", JO), Desktop::of("Ada Byron", ADA));
    let story = jo.answer(&["import", SAMPLE]);
    let id = story["stories"][0]["id"].as_str().unwrap();
    let packet = jo.file("draft.story");
    jo.answer(&["export", id, &packet]);
    ada.answer(&["import", &packet]);
    let desk = ada.open();
    let story = desk.story(id.parse().unwrap()).unwrap();
    assert_eq!(story.status.word(), "draft");
    desk.connect_practice_site(None, Timestamp::now()).unwrap();
    let (message, _) = ada.refusal(&["publish", id, "--site", "practice"]);
    assert!(message.contains("have not approved it"), "{message}");
    ada.answer(&["approve", id]);
    ada.answer(&["publish", id, "--site", "practice"]);
    desk.stop_practice_site();
}
