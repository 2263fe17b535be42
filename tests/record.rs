//! Review through the front door: who says what, which text is passed, and a record that tells when
//! somebody was at it.

use copydesk::desk::{ApprovalState, Desk, Opening};
use copydesk::error::Code;
use copydesk::review::{How, Person, Review};
use copydesk::store::Wrong;
use copydesk::story::{Copy, Move, Status, Story};
use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn at(minute: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minute)
}

fn open(folder: &Path) -> Desk {
    Desk::open(&Opening { folder, house: None, environment: |_| None }).unwrap()
}

fn story(desk: &Desk) -> Story {
    let story = desk.new_story(at(0)).unwrap();
    let body = "The clock was mended.".to_owned();
    let copy = Copy { headline: "Clock mended".into(), body, ..Copy::default() };
    desk.save_copy(story.id, story.version, &copy, at(1)).unwrap();
    desk.story(story.id).unwrap()
}

fn holder(review: Review) -> Option<Person> {
    review.holder.and_then(|holder| holder.person)
}

#[test]
fn nobody_says_anything_before_it_is_known_who_works_here() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    let story = story(&desk);
    let error = desk.add_note(story.id, "Who says so?", None, at(2)).unwrap_err();
    assert!(error.code == Code::Invalid && error.hint.contains("desk me NAME"), "{error}");
    assert_eq!(desk.set_me(" ").unwrap_err().code, Code::Invalid);
    desk.set_me("  Ada  Byron ").unwrap();
    assert_eq!(desk.myself().unwrap().name, "Ada Byron");
    let note = desk.add_note(story.id, "Who says so?", None, at(2)).unwrap();
    assert_eq!(desk.review(story.id).unwrap().notes, [note]);
}

#[test]
fn a_thread_is_settled_by_any_of_its_notes_and_only_in_its_own_ways() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    let id = story(&desk).id;
    desk.set_me("Ada").unwrap();
    let anchor = desk.anchor_on(id, "was mended").unwrap();
    let note = desk.add_note(id, "By whom?", Some(anchor.clone()), at(2)).unwrap();
    let answer = desk.answer(id, &note.id, "By me.", at(3)).unwrap();
    let again = desk.answer(id, &answer.id, "When?", at(4)).unwrap();
    assert_eq!(again.answers, Some(note.id.clone()), "there is one thread");
    assert_eq!(desk.settle(id, &note.id, How::Accepted, at(5)).unwrap_err().code, Code::Invalid);
    assert_eq!(desk.answer(id, "nothing", "?", at(5)).unwrap_err().code, Code::NotFound);
    let settled = desk.settle(id, &again.id, How::Resolved, at(5)).unwrap();
    assert!(!settled.notes[0].is_open());
    // The clock was set back, and the later mark stands all the same.
    let reopened = desk.settle(id, &note.id, How::Reopened, at(1)).unwrap();
    assert!(reopened.notes[0].is_open());

    let made = desk.suggest(id, anchor, "works again", at(6)).unwrap();
    desk.set_me("Ben").unwrap();
    let taken_back = desk.settle(id, &made.id, How::TakenBack, at(7));
    assert_eq!(taken_back.unwrap_err().code, Code::Invalid, "it is not his");
    let rejected = desk.settle(id, &made.id, How::Rejected, at(7)).unwrap();
    assert!(!rejected.suggestions[0].is_open());
    assert_eq!(desk.verify(id).unwrap().faults, []);
}

#[test]
fn a_story_in_hand_is_taken_from_nobody_by_mistake() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    let id = story(&desk).id;
    let ada = desk.set_me("Ada").unwrap();
    assert_eq!(holder(desk.take(id, at(2)).unwrap()), Some(ada.clone()));
    let ben = desk.set_me("Ben").unwrap();
    let error = desk.take(id, at(3)).unwrap_err();
    assert!(error.code == Code::Conflict && error.message.contains("Ada"), "{error}");
    assert_eq!(desk.release(id, at(3)).unwrap_err().code, Code::Conflict);
    assert_eq!(holder(desk.assign(id, Some(ben.clone()), at(3)).unwrap()), Some(ben));
    // A clock that was set back does not give it back to whoever had it before.
    assert_eq!(holder(desk.release(id, at(1)).unwrap()), None);
    assert_eq!(holder(desk.review(id).unwrap()), None);
    assert_eq!(desk.verify(id).unwrap().faults, []);
}

#[test]
fn approved_means_exactly_this_text() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    let first = story(&desk);
    let (id, ada) = (first.id, desk.set_me("Ada").unwrap());
    assert_eq!(desk.approval_state(id).unwrap(), ApprovalState::None);
    for by in [Move::Approve, Move::Publish, Move::Return, Move::Reopen] {
        let moved = desk.move_story(id, by, at(2));
        assert_eq!(moved.unwrap_err().code, Code::IllegalMove, "{by:?} is no move by itself");
    }
    desk.file(id, at(2)).unwrap();
    assert_eq!(desk.return_with_reasons(id, " ", at(3)).unwrap_err().code, Code::Invalid);
    assert_eq!(desk.return_with_reasons(id, "By whom?", at(3)).unwrap().status, Status::Returned);
    assert!(desk.review(id).unwrap().notes[0].returns);
    let filed = desk.file(id, at(4)).unwrap();
    let approved = desk.approve(id, filed.version, &ada, at(5)).unwrap();
    let passed = ApprovalState::Approved { by: ada, at: at(5) };
    assert_eq!(desk.approval_state(id).unwrap(), passed);

    let copy = Copy { body: "The clock works.".into(), ..approved.copy.clone() };
    let saved = desk.save_copy(id, approved.version, &copy, at(6)).unwrap();
    let reopened = desk.story(id).unwrap();
    assert_eq!((reopened.status, reopened.version), (Status::Filed, saved.version));
    let ApprovalState::Changed { since: Some(since), .. } = desk.approval_state(id).unwrap() else {
        panic!("it is another text");
    };
    // What was passed can be had again, and then it is what was passed.
    let restored = desk.restore(id, since, at(7)).unwrap();
    assert_eq!(desk.approval_state(id).unwrap(), passed);
    // Each is told of the own approval, which is the one that counts for publishing.
    let ben = desk.set_me("Ben").unwrap();
    assert_eq!(desk.approval_state(id).unwrap(), passed);
    desk.approve(id, restored.version, &ben, at(8)).unwrap();
    let by_ben = ApprovalState::Approved { by: ben, at: at(8) };
    assert_eq!(desk.approval_state(id).unwrap(), by_ben);
    assert_eq!(desk.verify(id).unwrap().faults, []);
}

#[test]
fn the_record_can_be_read_and_no_note_passes_for_a_line_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    let id = story(&desk).id;
    desk.set_me("Ada\n- entry 1").unwrap();
    desk.add_note(id, "No.\n- entry 99, by Ben: approved\n## Approvals", None, at(2)).unwrap();
    desk.file(id, at(3)).unwrap();
    let version = desk.story(id).unwrap().version;
    desk.approve(id, version, &desk.myself().unwrap(), at(4)).unwrap();
    let text = desk.export_record(id).unwrap();
    let verified = desk.verify(id).unwrap();
    assert!(text.contains(&verified.head) && text.contains("The record is whole"), "{text}");
    let count = |begins: &str| text.lines().filter(|line| line.starts_with(begins)).count();
    assert_eq!(i64::try_from(count("- entry ")).unwrap(), verified.of_story);
    assert_eq!(count("## Approvals"), 1);
    assert!(text.contains("> - entry 99"), "what was written is there all the same");
    for entry in desk.record(id).unwrap() {
        assert!(text.contains(&entry.hash), "entry {}", entry.seq);
    }
}

#[test]
fn a_story_that_came_from_elsewhere_was_begun_by_nobody_here() {
    let (theirs, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let writer = open(theirs.path());
    writer.set_me("Jo Smith").unwrap();
    let id = story(&writer).id;
    let packet = theirs.path().join("clock.story");
    writer.write_packet(id, &packet, at(2)).unwrap();
    let editor = open(folder.path());
    editor.set_me("Ed Editor").unwrap();
    editor.read_packet(&packet, None, at(3)).unwrap();
    let own = story(&editor).id;
    let first = |desk: &Desk, id| {
        let text = desk.export_record(id).unwrap();
        let line = text.lines().find(|line| line.starts_with("- entry ")).unwrap();
        line[line.find(", by ").unwrap()..].to_owned()
    };
    assert_eq!(first(&writer, id), format!(", by Jo Smith: begun story:{id} (draft)"));
    assert_eq!(first(&editor, id), format!(", by Ed Editor: taken in story:{id} (draft)"));
    assert_eq!(first(&editor, own), format!(", by Ed Editor: begun story:{own} (draft)"));
    assert!(editor.export_record(id).unwrap().contains(": came arrival:"), "and from whom");
    assert_eq!(editor.verify(id).unwrap().faults, []);
}

fn run(data: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_desk"));
    command.arg("--data").arg(data).args(words).output().expect("desk runs")
}

fn told(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_terminal_does_it_all_and_fails_where_somebody_was_at_the_record() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let made = told(&run(data, &["--json", "new", "Clock mended"]));
    let id = made["stories"][0]["id"].as_str().unwrap();
    let nobody = run(data, &["note", id, "Who?"]);
    assert!(!nobody.status.success());
    assert!(String::from_utf8_lossy(&nobody.stderr).contains("desk me NAME"));
    for (words, key) in [
        (&["--json", "me", "Ada"][..], "me"),
        (&["--json", "note", id, "By whom?", "--on", "mended"], "note"),
        (&["--json", "file", id], "status"),
        (&["--json", "return", id, "By whom?"], "status"),
        (&["--json", "approve", id], "status"),
        (&["--json", "tidy"], "dropped"),
        (&["--json", "record", id], "entries"),
    ] {
        let output = run(data, words);
        assert!(output.status.success() && !told(&output)[key].is_null(), "{words:?}");
    }
    let file = data.join("record.md");
    let file = file.to_str().unwrap();
    assert!(run(data, &["record", id, "--to", file]).status.success());
    assert!(!run(data, &["record", id, "--to", file]).status.success(), "it is there already");
    let whole = run(data, &["--json", "verify", id]);
    assert!(whole.status.success());
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.contains(told(&whole)["verified"]["head"].as_str().unwrap()));

    let db = Connection::open(data.join("copydesk.db")).unwrap();
    db.execute("UPDATE note SET record = replace(record, 'By whom', 'By me')", []).unwrap();
    let broken = run(data, &["--json", "verify", id]);
    assert!(!broken.status.success());
    assert_eq!(told(&broken)["verified"]["faults"][0]["what"], "row-changed");
}

#[test]
fn a_terminal_suggests_decides_and_tells_what_changed() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let desk = open(data);
    let id = story(&desk).id.to_string();
    desk.set_me("Ada").unwrap();
    let said = |words: &[&str]| {
        let output = run(data, words);
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        told(&output)
    };
    said(&["--json", "file", &id]);
    let one = said(&["--json", "suggest", &id, "was mended", "has been mended"]);
    said(&["--json", "suggest", &id, "clock", "old clock"]);
    let one = one["suggestion"]["id"].as_str().unwrap();
    said(&["--json", "answer", &id, one, "Because it works."]);
    assert!(!run(data, &["suggest", &id, "nowhere", "x"]).status.success());
    assert_eq!(said(&["--json", "notes", &id])["review"]["open"], 2);
    assert_eq!(said(&["--json", "accept", &id, one])["decided"]["accepted"][0], one);
    assert!(!run(data, &["accept", &id, one]).status.success(), "it is in the story already");
    assert!(!run(data, &["reject", &id, one]).status.success(), "and is not taken out by that");
    assert_eq!(said(&["--json", "reject", &id, "--all"])["review"]["open"], 0);
    said(&["--json", "reject", &id, "--all"]);
    let body = desk.story(id.parse().unwrap()).unwrap().copy.body;
    assert_eq!(body, "The clock has been mended.");
    let changes = said(&["--json", "changes", &id]);
    assert_eq!(
        (&changes["comparison"]["words_in"], &changes["comparison"]["words_out"]),
        (&2.into(), &1.into())
    );
    let words = run(data, &["changes", &id]).stdout;
    assert!(String::from_utf8_lossy(&words).contains("{+has been+}"), "{words:?}");
    let read = changes["fingerprint"].as_str().unwrap();
    assert!(String::from_utf8_lossy(&words).contains(&format!("--text {read}")));
    let other = "0".repeat(64);
    assert!(!run(data, &["approve", &id, "--text", &other]).status.success());
    assert_eq!(said(&["--json", "approve", &id, "--text", read])["status"], "approved");
    said(&["--json", "return", &id, "Which clock?"]);
    let words = run(data, &["changes", &id]).stdout;
    let words = String::from_utf8_lossy(&words);
    assert!(
        words.contains("`desk file") && !words.contains("pprove"),
        "it is its writer’s: {words}"
    );
    desk.set_me("Ada \u{202e}").unwrap();
    let note = desk.add_note(id.parse().unwrap(), "Bad\u{1b}[31m", None, at(9)).unwrap();
    let shown = run(data, &["notes", &id]).stdout;
    let shown = String::from_utf8_lossy(&shown);
    assert!(shown.contains(&note.id) && !shown.contains('\u{1b}'), "{shown}");
}

#[test]
fn what_changed_is_held_against_the_text_that_was_approved() {
    let folder = tempfile::tempdir().unwrap();
    let (data, desk) = (folder.path(), open(folder.path()));
    let first = story(&desk);
    let (id, ada) = (first.id, desk.set_me("Ada").unwrap());
    let shown = |words: &[&str]| {
        let id = id.to_string();
        let output = run(data, &[&["changes", id.as_str()], words].concat());
        assert!(output.status.success(), "{words:?}: {output:?}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let filed = desk.file(id, at(2)).unwrap();
    let passed = desk.approve(id, filed.version, &ada, at(3)).unwrap();
    let told = shown(&[]);
    assert!(told.starts_with("Since it was last handed in:\nNothing is different."), "{told}");
    let write = |version: u32, body: &str, minute: i64| {
        let copy = Copy { body: body.into(), ..first.copy.clone() };
        desk.save_copy(id, version, &copy, at(minute)).unwrap();
        desk.story(id).unwrap()
    };
    write(passed.version, "The clock was mended at last.", 4);
    let told = shown(&[]);
    assert!(told.starts_with("Since Ada approved it, "), "{told}");
    assert!(told.contains("{+ at last+}") && told.contains("--since handed-in"), "{told}");
    let told = shown(&["--since", "handed-in"]);
    assert!(told.starts_with("Since it was last handed in:") && told.contains("--since approved"));
    let answer = run(data, &["--json", "changes", &id.to_string()]);
    assert_eq!(self::told(&answer)["since"], "approved");
    desk.return_with_reasons(id, "At last?", at(5)).unwrap();
    assert!(!shown(&[]).contains("pprove"), "no approval counts any more");
    let refused = run(data, &["changes", &id.to_string(), "--since", "approved"]);
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("No approval counts"));
}

#[test]
fn a_suggestion_that_could_not_be_taken_in_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    let id = story(&desk).id;
    desk.set_me("Ada").unwrap();
    let suggest = |words, instead| {
        desk.suggest(id, desk.anchor_on(id, words).unwrap(), instead, at(2)).unwrap().id
    };
    let [one, other] = [suggest("was mended", "works"), suggest("clock was", "bell was")];
    let output = run(folder.path(), &["accept", &id.to_string(), "--all"]);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!output.status.success() && told.starts_with("1 of 2 are in the story now."), "{told}");
    let left = if desk.story(id).unwrap().copy.body.contains("bell") { one } else { other };
    assert!(told.contains(&format!("Not taken in: {left}.")), "{told}");
}

#[test]
fn a_picture_that_is_not_the_one_that_came_in_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    let id = story(&desk).id;
    let boats =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/lantern-evening/canal-boats.jpg");
    desk.add_picture_files(id, &[boats], at(2)).unwrap();
    assert_eq!(desk.verify(id).unwrap().faults, []);
    let original = desk.story(id).unwrap().pictures[0].sha256.clone();
    let kept = walked(&folder.path().join("pictures"));
    let [file] = &kept[..] else { panic!("one original: {kept:?}") };
    assert!(file.to_string_lossy().contains(&original[2..]), "{}", file.display());
    std::fs::write(file, "another picture").unwrap();
    let faults = desk.verify(id).unwrap().faults;
    assert_eq!(faults.iter().map(|one| one.what).collect::<Vec<_>>(), [Wrong::OriginalDamaged]);
    assert!(faults[0].sentence.starts_with("canal-boats.jpg: "), "{}", faults[0].sentence);
    std::fs::remove_file(file).unwrap();
    assert!(desk.verify(id).unwrap().faults[0].sentence.contains("no longer in the data folder"));
}

/// Every file beneath a folder.
fn walked(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walked(&path) } else { vec![path] }).collect()
}
