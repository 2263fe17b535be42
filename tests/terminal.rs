//! What `desk` is like at a terminal and in scripts: its words, its pipes and its exit codes.

#![allow(clippy::disallowed_methods)]

use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

const SAMPLE: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/samples/library-reopens/library-reopens.md");

fn command(data: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_desk"));
    command.arg("--data").arg(data).args(words);
    command
}

fn desk(data: &Path, words: &[&str]) -> Output {
    command(data, words).output().expect("desk runs")
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn imported(data: &Path) -> String {
    let output = desk(data, &["--json", "import", SAMPLE]);
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    told["stories"][0]["id"].as_str().unwrap().to_owned()
}

/// A practice site of another data folder, as a site on the network would be; ended on drop.
struct Town {
    child: Child,
    url: String,
    token: String,
    folder: tempfile::TempDir,
}

impl Town {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut child = command(folder.path(), &["--json", "practice-site"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let told: Value = serde_json::from_str(&line).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let (url, token) = (text(&told["url"]), text(&told["tokens"]["editor"]));
        Self { child, url, token, folder }
    }

    fn desk(&self, data: &Path, words: &[&str]) -> Output {
        command(data, words).env("COPYDESK_SECRET_TOWN", &self.token).output().unwrap()
    }

    /// Connects it under the name of town.
    fn connect(&self, data: &Path) -> Output {
        self.desk(data, &["site", "add", "town", "--kind", "own", "--url", &self.url])
    }
}

impl Drop for Town {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Changes where the site called town is believed to be.
fn move_town(data: &Path, url: &str) {
    let store = rusqlite::Connection::open(data.join("copydesk.db")).unwrap();
    store.execute("UPDATE site SET url = ?1 WHERE name = 'town'", [url]).unwrap();
}

#[test]
fn a_reader_who_has_seen_enough_is_no_error() {
    let data = tempfile::tempdir().unwrap();
    let id = imported(data.path());
    for words in [&["show", &id][..], &["list"], &["--json", "list"]] {
        let mut child = command(data.path(), words)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{words:?}: {}", said(&output.stderr));
        assert_eq!(said(&output.stderr), "", "{words:?}");
    }
}

#[test]
fn the_practice_sites_name_is_refused_and_says_why() {
    let data = tempfile::tempdir().unwrap();
    let words = ["site", "add", "practice", "--kind", "own", "--url", "http://127.0.0.1:9"];
    let output =
        command(data.path(), &words).env("COPYDESK_SECRET_PRACTICE", "x").output().unwrap();
    assert!(!output.status.success());
    assert!(said(&output.stderr).contains("kept for the practice site"), "{output:?}");
}

#[test]
fn the_page_the_demonstration_leaves_needs_no_site() {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_desk"))
        .arg("demo")
        .current_dir(folder.path())
        .env("COPYDESK_DATA", "named")
        .output()
        .unwrap();
    let told = said(&output.stdout);
    assert!(output.status.success(), "{}", said(&output.stderr));
    assert!(told.contains("The practice site stops here") && told.contains("--keep"), "{told}");
    let page = told.lines().find_map(|line| line.strip_prefix("The page is also in ")).unwrap();
    assert!(Path::new(page).is_absolute() && page.ends_with("named/published.html"), "{page}");
    let html = fs::read_to_string(page).unwrap();
    assert!(!html.contains("=\"/"), "nothing is looked for at the root of the disk");
    assert!(html.contains("href=\"data:text/css"), "its style is in it");
    assert!(html.matches("src=\"data:image/jpeg;base64,").count() >= 3, "its pictures are in it");
}

#[test]
fn running_the_outbox_sends_what_waits_and_fails_while_anything_is_left() {
    let data = tempfile::tempdir().unwrap();
    let town = Town::start();
    assert!(town.connect(data.path()).status.success());
    let id = imported(data.path());
    move_town(data.path(), "http://127.0.0.1:9");
    let queued = town.desk(data.path(), &["publish", &id, "--site", "town"]);
    assert!(said(&queued.stdout).contains("Tried again in "), "{}", said(&queued.stdout));
    let left = town.desk(data.path(), &["outbox", "run"]);
    assert!(!left.status.success(), "{}", said(&left.stdout));
    move_town(data.path(), &town.url);
    let gone = town.desk(data.path(), &["outbox", "run"]);
    assert!(gone.status.success(), "{}", said(&gone.stdout));
    assert!(said(&gone.stdout).contains("town: delivered"), "{}", said(&gone.stdout));
}

#[test]
fn what_was_done_is_told_as_that() {
    let data = tempfile::tempdir().unwrap();
    let town = Town::start();
    assert!(town.connect(data.path()).status.success());
    let id = imported(data.path());
    let run = |words: &[&str]| {
        let output = town.desk(data.path(), words);
        (output.status.success(), said(&output.stdout), said(&output.stderr))
    };
    run(&["me", "Ada"]);
    let (_, _, refused) = run(&["return", &id, "Who says so?"]);
    assert!(refused.contains("is a draft, so it cannot be sent back"), "{refused}");
    assert!(run(&["publish", &id, "--site", "town", "--wait"]).1.contains("town: delivered"));
    let (_, told, _) = run(&["approve", &id]);
    assert!(told.contains("approved; the story stays published"), "{told}");
    let (_, told, _) = run(&["correct", &id, "It was Monday.", "--wait"]);
    assert!(told.contains("town: corrected"), "{told}");
    let (well, _, refused) = run(&["accept", &id, "--all"]);
    assert!(!well && refused.contains("Nothing is suggested"), "{refused}");
    let (_, told, _) = run(&["withdraw", &id, "--wait"]);
    assert!(told.contains("town: taken off"), "{told}");

    let (_, _, refused) = run(&["embargo", &id, "2024-01-01 06:00"]);
    assert!(refused.contains("has passed already"), "{refused}");
    move_town(data.path(), "http://127.0.0.1:9");
    let (_, queued, _) = run(&["publish", &id, "--site", "town"]);
    let delivery = queued.split_whitespace().next().unwrap();
    assert!(run(&["outbox", "cancel", delivery]).0);
    let (well, _, refused) = run(&["outbox", "cancel", delivery]);
    assert!(!well && refused.contains("was ended before"), "{refused}");
}

#[test]
fn without_a_keychain_the_variable_is_named_and_setting_it_is_enough() {
    let data = tempfile::tempdir().unwrap();
    let town = Town::start();
    // No session bus, no keychain.
    let alone = |words: &[&str]| {
        let mut command = command(data.path(), words);
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere").env_remove("DISPLAY");
        command
    };
    let add = ["site", "add", "town", "--kind", "own", "--url", &town.url];
    let added = alone(&add).env("COPYDESK_SECRET_TOWN", &town.token).output().unwrap();
    let told = said(&added.stdout);
    assert!(told.contains("was not kept: set COPYDESK_SECRET_TOWN"), "{told}");
    let id = imported(data.path());
    let without = alone(&["publish", &id, "--site", "town"]).output().unwrap();
    assert!(!without.status.success());
    let told = said(&without.stdout);
    assert!(told.contains("COPYDESK_SECRET_TOWN") && !told.contains("is closed"), "{told}");
    let again = alone(&["site", "sign-in", "town"])
        .env("COPYDESK_SECRET_TOWN", &town.token)
        .output()
        .unwrap();
    assert!(said(&again.stdout).starts_with("Signed in to town."), "{again:?}");
    let run = town.desk(data.path(), &["outbox", "run"]);
    assert!(run.status.success(), "{}", said(&run.stdout));
}

#[test]
fn a_story_deleted_on_the_site_for_good_is_created_anew_only_when_asked_for() {
    let data = tempfile::tempdir().unwrap();
    let town = Town::start();
    assert!(town.connect(data.path()).status.success());
    let id = imported(data.path());
    let publish = ["publish", &id, "--site", "town", "--wait"];
    assert!(town.desk(data.path(), &publish).status.success());
    let site =
        rusqlite::Connection::open(town.folder.path().join("practice-site/site.db")).unwrap();
    site.pragma_update(None, "foreign_keys", false).unwrap();
    site.execute("DELETE FROM stories WHERE id = ?1", [&id]).unwrap();
    let refused = town.desk(data.path(), &publish);
    assert!(!refused.status.success());
    assert!(said(&refused.stdout).contains("was deleted on"), "{}", said(&refused.stdout));
    let anew = town.desk(data.path(), &[&publish[..], &["--anew"]].concat());
    assert!(anew.status.success(), "{}", said(&anew.stdout));
}

#[test]
fn waiting_says_what_for() {
    let data = tempfile::tempdir().unwrap();
    let town = Town::start();
    assert!(town.connect(data.path()).status.success());
    let id = imported(data.path());
    move_town(data.path(), "http://127.0.0.1:9");
    let notes = data.path().join("notes");
    let mut child = command(data.path(), &["publish", &id, "--site", "town", "--wait", "--json"])
        .env("COPYDESK_SECRET_TOWN", &town.token)
        .stdout(Stdio::piped())
        .stderr(fs::File::create(&notes).unwrap())
        .spawn()
        .unwrap();
    let end = std::time::Instant::now() + std::time::Duration::from_secs(60);
    let mut line = String::new();
    while !line.ends_with('\n') && std::time::Instant::now() < end {
        std::thread::sleep(std::time::Duration::from_millis(100));
        line = fs::read_to_string(&notes).unwrap();
    }
    let _ = child.kill();
    let mut answer = String::new();
    child.stdout.take().unwrap().read_to_string(&mut answer).unwrap();
    let _ = child.wait();
    assert!(line.contains("could not be reached") && line.contains("trying again"), "{line}");
    assert_eq!(answer, "", "the answer is for the end");
}

#[test]
fn refusals_name_the_file_and_what_was_being_done() {
    let data = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let id = imported(data.path());
    fs::write(path("text.jpg"), "Dear editor").unwrap();
    fs::create_dir(path("d.jpg")).unwrap();
    fs::write(path("folder.md"), "# T\n\n![](d.jpg)\n").unwrap();
    let told = |words: &[&str]| said(&desk(data.path(), words).stderr);
    let added = told(&["picture", "add", &id, &path("text.jpg")]);
    assert!(added.contains("text.jpg: ") && !added.to_lowercase().contains("drop"), "{added}");
    let checked = told(&["check", &path("nope.md")]);
    assert!(checked.contains("no such file") && !checked.contains("imported"), "{checked}");
    let picture = told(&["import", &path("folder.md")]);
    assert!(picture.contains("d.jpg: ") && picture.contains("it is a folder"), "{picture}");
    let both = desk(data.path(), &["--json", "import", &path("nope.md"), SAMPLE]);
    let both: Value = serde_json::from_slice(&both.stdout).unwrap();
    assert_eq!(both["refused"][0]["file"], path("nope.md"), "{both}");
    assert_eq!(both["refused"][0]["error"]["code"], "invalid");
    let file = desk(Path::new(&path("text.jpg")), &["list"]);
    let file = said(&file.stderr);
    assert!(file.contains("a file stands") && !file.contains("os error"), "{file}");
}

#[test]
fn a_second_practice_site_on_one_folder_ends_and_a_taken_port_is_told_once() {
    let town = Town::start();
    let second = desk(town.folder.path(), &["practice-site"]);
    assert!(second.status.success() && !said(&second.stdout).contains("Ctrl+C"), "{second:?}");
    let data = tempfile::tempdir().unwrap();
    let (_, port) = town.url.rsplit_once(':').unwrap();
    let taken = said(&desk(data.path(), &["practice-site", "--port", port]).stderr);
    assert!(taken.contains("Choose another port") && !taken.contains(".."), "{taken}");
}

#[test]
fn a_story_is_corrected_compared_and_withdrawn_from_a_terminal() {
    let data = tempfile::tempdir().unwrap();
    let run = |words: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_desk"))
            .arg("--data")
            .arg(data.path())
            .args(words)
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        (output.status.success(), told + &String::from_utf8_lossy(&output.stderr))
    };
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/library-reopens/library-reopens.md");
    let (_, imported) = run(&["import", sample]);
    let id = imported.split_whitespace().next().unwrap().to_owned();
    let (done, told) = run(&["publish", &id, "--site", "practice", "--wait"]);
    assert!(done, "{told}");
    let (done, told) = run(&["correct", &id, "The repair took two years.", "--wait"]);
    assert!(done && told.contains("practice: corrected"), "{told}");
    let (done, told) = run(&["compare", &id, "--site", "practice"]);
    assert!(done && told.contains("Nothing was changed on either side."), "{told}");
    let (done, told) = run(&["embargo", &id, "2027-03-28 01:30"]);
    assert!(!done && told.contains("go forward"), "{told}");
    let (done, told) = run(&["withdraw", &id, "--wait"]);
    assert!(done && told.contains("practice: taken off"), "{told}");
    let (_, told) = run(&["places", &id]);
    assert!(told.contains("practice: withdrawn"), "{told}");
    let (done, told) = run(&["embargo", &id, "2037-01-01 06:00"]);
    assert!(done && told.contains("Locked until Thursday 1 Jan 2037, 06:00 GMT."), "{told}");
    let (done, told) = run(&["publish", &id, "--site", "practice", "--wait"]);
    assert!(done && told.contains("waits for its moment"), "{told}");
}

#[test]
fn a_file_that_is_no_text_is_not_taken_for_one() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("report.txt");
    fs::write(&file, b"PK\x03\x04\0\0words").unwrap();
    let refused = desk(data.path(), &["import", file.to_str().unwrap()]);
    assert!(!refused.status.success());
    assert!(said(&refused.stderr).contains("it is no text"), "{}", said(&refused.stderr));
}

#[test]
fn what_was_begun_on_a_terminal_has_its_writers_name() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    desk(data, &["me", "Jo", "Smith"]);
    for (words, byline) in [(vec![], "By Jo Smith"), (vec!["--byline", "By Ann Lee"], "By Ann Lee")]
    {
        let id = said(&desk(data, &[&["new", "Clock", "mended"], &words[..]].concat()).stdout);
        let story = desk(data, &["show", id.trim()]);
        assert!(said(&story.stdout).contains(&format!("byline: {byline}\n")), "{story:?}");
    }
}

#[test]
fn what_was_shown_counts_as_read() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let (writer, editor) = (folders[0].path(), folders[1].path());
    desk(writer, &["me", "Jo", "Smith"]);
    let id = said(&desk(writer, &["new", "Clock", "mended"]).stdout).trim().to_owned();
    desk(writer, &["file", &id]);
    let packet = writer.join("clock.story");
    let packet = packet.to_str().unwrap();
    assert!(desk(writer, &["export", &id, packet]).status.success());
    assert!(desk(editor, &["import", packet]).status.success());
    let waits = said(&desk(editor, &["inbox"]).stdout);
    assert!(waits.contains("new  ") && waits.ends_with("1 waits, 1 unread.\n"), "{waits}");
    desk(editor, &["show", &id]);
    let waits = said(&desk(editor, &["inbox"]).stdout);
    assert!(waits.ends_with("1 waits, 0 unread.\n"), "{waits}");
}

#[test]
fn a_story_that_is_not_here_is_neither_taken_off_nor_on_no_site() {
    let data = tempfile::tempdir().unwrap();
    for command in ["withdraw", "places"] {
        let refused = desk(data.path(), &[command, "01a22a65-cec9-76d8-855d-c80a271f18a7"]);
        assert!(!refused.status.success(), "{command}");
        let told = said(&refused.stderr);
        assert!(told.contains("no such story in this data folder"), "{command}: {told}");
    }
}

#[test]
fn of_a_delivery_that_is_named_it_is_said_what_became_of_that_one() {
    let data = tempfile::tempdir().unwrap();
    let town = Town::start();
    assert!(town.connect(data.path()).status.success());
    move_town(data.path(), "http://127.0.0.1:9");
    let queue = || {
        let id = imported(data.path());
        let queued = said(&town.desk(data.path(), &["publish", &id, "--site", "town"]).stdout);
        queued.split_whitespace().next().unwrap().to_owned()
    };
    let (one, other) = (queue(), queue());
    for (command, became) in [("pause", "town: paused"), ("cancel", "town: ended")] {
        let told = said(&town.desk(data.path(), &["outbox", command, &one]).stdout);
        assert!(told.contains(became) && !told.contains(&other), "{told}");
    }
    let told = said(&town.desk(data.path(), &["outbox", "retry", &other]).stdout);
    assert!(told.contains("could not be reached") && !told.contains(&one), "{told}");
}
