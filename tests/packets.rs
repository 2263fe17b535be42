//! Stories between two people by packets alone, and packets that nobody should open, through `desk`.

#![allow(clippy::disallowed_methods)]

use copydesk::desk::{ApprovalState, Desk, Opening};
use copydesk::document;
use copydesk::packet::{Signer, seal};
use copydesk::review::{How, Mark};
use copydesk::story::{Copy, Status, Story, StoryId};
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use jiff::Timestamp;
use rusqlite::Connection;
use serde_json::Value;
use std::fs;
use std::io::Write as _;
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
    assert!(message.contains("Ada Byron has had no part") && message.contains(&key), "{message}");
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
    drop(desk);
    writer.answer(&["file", &id]);
    let third = writer.file("third.story");
    writer.answer(&["export", &id, &third]);

    let came = editor.answer(&["import", &third])["stories"][0].clone();
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
fn a_packet_of_a_story_that_was_published_meanwhile_changes_nothing_for_readers() {
    let (writer, editor) = (Desktop::of("Jo Smith", JO), Desktop::of("Ada Byron", ADA));
    let (id, story) = import_sample(&writer);
    let (first, second) = (writer.file("first.story"), writer.file("second.story"));
    writer.answer(&["export", &id, &first]);
    editor.answer(&["import", &first]);
    let db = Connection::open(editor.data().join("copydesk.db")).unwrap();
    db.execute("UPDATE story SET status = 'published'", []).unwrap();
    let desk = writer.open();
    let mine = desk.story(story).unwrap();
    let copy = Copy { headline: "Library opens again".into(), ..mine.copy };
    desk.save_copy(story, mine.version, &copy, Timestamp::now()).unwrap();
    drop(desk);
    writer.answer(&["export", &id, &second]);
    let came = editor.answer(&["import", &second])["stories"][0].clone();
    assert_eq!(came["status"], "published");
    assert_eq!(came["headline"], "Library opens again");
    assert!(came["sentences"].to_string().contains("readers still have the text"), "{came}");
    assert!(editor.open().deliveries(None).unwrap().is_empty());
    let same = editor.answer(&["import", &second])["stories"][0].clone();
    assert_eq!((&same["version"], &same["merged"]), (&came["version"], &false.into()));
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

/// A signed packet of a small story, with files put beside or instead of its own.
fn packet(more: &[(&str, &[u8])]) -> Vec<u8> {
    let mut story =
        Story::new("018cf7d4-9680-7000-8000-000000000001".parse().unwrap(), Timestamp::UNIX_EPOCH);
    story.copy.headline = "Clock mended".into();
    story.status = Status::Filed;
    let (text, json) = (document::write(&story), serde_json::to_vec(&story).unwrap());
    let own: [(&str, &[u8]); 4] = [
        ("story.md", text.as_bytes()),
        ("story.json", &json),
        ("review.json", b"{}"),
        ("revisions.json", b"[]"),
    ];
    let files: Vec<(&str, &[u8])> = own
        .into_iter()
        .filter(|(name, _)| more.iter().all(|(other, _)| other != name))
        .chain(more.iter().copied())
        .collect();
    let signer = Signer::from_seed("Mallory", [7; 32]).unwrap();
    seal(&files, story.id, &signer, Timestamp::UNIX_EPOCH).unwrap()
}

fn replaced(bytes: &[u8], what: &[u8], with: &[u8]) -> Vec<u8> {
    assert_eq!(what.len(), with.len());
    let mut bytes = bytes.to_vec();
    let found: Vec<usize> =
        (0..=bytes.len() - what.len()).filter(|at| bytes[*at..].starts_with(what)).collect();
    assert!(!found.is_empty(), "it is not there");
    for at in found {
        bytes[at..at + what.len()].copy_from_slice(with);
    }
    bytes
}

/// A zip file with one file in it, as it is.
fn stored(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut crc = Crc::new();
    crc.update(bytes);
    zip(name, (0, crc.sum(), bytes.len()), bytes)
}

/// A zip file whose one entry unpacks to 300 MB of nothing.
fn bomb(name: &str) -> Vec<u8> {
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
    let nothing = vec![0; 1024 * 1024];
    for _ in 0..300 {
        packed.write_all(&nothing).unwrap();
    }
    zip(name, (8, 0, 300 * nothing.len()), &packed.finish().unwrap())
}

/// A zip file with one entry: how it is packed, its CRC, its length unpacked, and what is packed.
fn zip(name: &str, (method, crc, unpacked): (u16, u32, usize), packed: &[u8]) -> Vec<u8> {
    let length = |length: usize| u32::try_from(length).unwrap().to_le_bytes();
    let mut common = [20_u16, 0, method, 0, 33].map(u16::to_le_bytes).concat();
    common.extend(crc.to_le_bytes());
    common.extend([length(packed.len()), length(unpacked)].concat());
    common.extend([u8::try_from(name.len()).unwrap(), 0]);
    let header = [&0x0403_4B50_u32.to_le_bytes()[..], &common, &[0, 0], name.as_bytes()].concat();
    let local = [&header, packed].concat();
    let mut central = [&0x0201_4B50_u32.to_le_bytes()[..], &[20, 3], &common].concat();
    central.extend([0; 8]);
    central.extend((0o100_644_u32 << 16).to_le_bytes());
    central.extend([0; 4]);
    central.extend(name.as_bytes());
    let mut end = 0x0605_4B50_u32.to_le_bytes().to_vec();
    end.extend([0, 0, 0, 0, 1, 0, 1, 0]);
    end.extend([length(central.len()), length(local.len())].concat());
    end.extend([0, 0]);
    [local, central, end].concat()
}

#[test]
fn what_nobody_should_open_is_refused_and_nothing_is_changed() {
    let editor = Desktop::of("Ada Byron", ADA);
    import_sample(&editor);
    let good = packet(&[]);
    let mut flipped = good.clone();
    flipped[200] ^= 1;
    let signature = Signer::from_seed("Mallory", [7; 32]).unwrap().public_key();
    let other = Signer::from_seed("Ada Byron", [8; 32]).unwrap().public_key();
    let many: Vec<String> = (0..10_000).map(|number| format!("originals/{number}.jpg")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let picture = fs::read(PICTURE).unwrap();
    let newer = br#"{"format": "copydesk-story", "version": 2, "colour": "red"}"#;
    let link = (0o120_777_u32 << 16).to_le_bytes();
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("flipped.story", flipped, "damaged"),
        ("signature.story", replaced(&good, &signature, &other), ""),
        ("above.story", packet(&[("../../above.txt", b"x")]), "leads out of its folder"),
        ("absolute.story", packet(&[("/etc/cron.d/x", b"x")]), "a place on your disk"),
        ("drive.story", packet(&[("C:x", b"x")]), "a colon"),
        ("link.story", replaced(&good, &(0o100_644_u32 << 16).to_le_bytes(), &link), "a link"),
        ("many.story", packet(&many), "10"),
        ("bomb.story", bomb("manifest.json"), "manifest.json"),
        ("bomb.textpack", bomb("info.json"), "info.json"),
        ("newer.story", stored("manifest.json", newer), "newer Copydesk (version 2"),
        ("short.story", good[..good.len() / 2].to_vec(), ""),
        ("empty.story", Vec::new(), ""),
        ("extra.story", packet(&[("originals/x.jpg", &picture)]), "belongs to no picture"),
        ("words.story", packet(&[("story.md", b"Another story.")]), "says something else"),
        ("page.textpack", b"<html>".to_vec(), ""),
    ];
    for (name, bytes, why) in cases {
        let file = editor.file(name);
        fs::write(&file, bytes).unwrap();
        let before = editor.all();
        let (message, hint) = editor.refusal(&["import", &file]);
        assert!(message.contains(why), "{name}: {message}");
        assert!(message.contains("your stories are as they were"), "{name}: {message}");
        assert!(hint.ends_with('.'), "{name}: {hint}");
        assert!(editor.all() == before, "{name} changed something");
    }
    // The same without a fault is taken in: it was the fault that was refused.
    let file = editor.file("good.story");
    fs::write(&file, &good).unwrap();
    assert_eq!(editor.answer(&["import", &file])["stories"][0]["status"], "filed");
    assert!(!editor.place.path().join("above.txt").exists());
}

/// The shell lets the program write no file of more than this, as a disk that is full would.
#[cfg(target_os = "linux")]
#[test]
fn where_no_original_can_be_written_nothing_of_the_packet_stays() {
    let (writer, editor) = (Desktop::of("Jo Smith", JO), Desktop::of("Ada Byron", ADA));
    let id = writer.answer(&["new", "Clock"])["stories"][0]["id"].as_str().unwrap().to_owned();
    let large = writer.file("large.jpg");
    // What stands behind a picture's end belongs to its original too.
    fs::write(&large, [fs::read(PICTURE).unwrap(), vec![0; 4 << 20]].concat()).unwrap();
    for picture in [PICTURE, &large] {
        writer.answer(&["picture", "add", &id, picture]);
    }
    let file = writer.file("sent.story");
    writer.answer(&["export", &id, &file]);
    let before = editor.all();
    let mut limited = Command::new("bash");
    limited.args(["-c", "trap '' XFSZ; ulimit -f 2048; exec \"$0\" \"$@\""]);
    let desk = editor.command();
    let output = limited
        .arg(desk.get_program())
        .args(desk.get_args())
        .args(["import", &file])
        .output()
        .unwrap();
    let told: Value = serde_json::from_slice(&output.stderr).unwrap();
    assert_eq!(told["error"]["code"], "storage", "{told}");
    assert_eq!(editor.all(), before);
    assert_eq!(editor.answer(&["import", &file])["stories"][0]["pictures"], 2);
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
