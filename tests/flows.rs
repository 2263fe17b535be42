//! Whole flows through the real `desk`, as a script or a person at a terminal uses it.

#![allow(clippy::disallowed_methods)]

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const SAMPLE: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/samples/library-reopens/library-reopens.md");
/// A photograph that no story of the demonstration uses: nothing is known about it yet.
const NEW_PICTURE: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/samples/market-rents/market-stall.jpg");
const PICTURE: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/samples/library-reopens/reading-room.jpg");

fn desk(data: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_desk"))
        .arg("--data")
        .arg(data)
        .args(words)
        .output()
        .expect("desk runs")
}

/// The JSON answer of a command that must succeed.
fn answer(data: &Path, words: &[&str]) -> Value {
    let output = desk(data, &[&["--json"], words].concat());
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "desk {words:?}: {told}");
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}

/// The JSON error of a command that must fail.
fn refusal(data: &Path, words: &[&str]) -> Value {
    let output = desk(data, &[&["--json"], words].concat());
    assert!(!output.status.success(), "desk {words:?} should have failed");
    let told: Value = serde_json::from_slice(&output.stderr).expect("one JSON object on stderr");
    for part in ["code", "message", "hint"] {
        assert!(!told["error"][part].as_str().unwrap_or_default().is_empty(), "{part}: {told}");
    }
    told["error"].clone()
}

fn story(data: &Path, id: &str) -> Value {
    let shown = desk(data, &["show", id, "--as", "json"]);
    serde_json::from_slice(&shown.stdout).unwrap()
}

fn new_story(data: &Path) -> String {
    answer(data, &["new", "--headline", "Test"])["stories"][0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn the_demonstration_publishes_a_page_with_everything_on_it() {
    let data = tempfile::tempdir().unwrap();
    let told = answer(data.path(), &["demo"]);
    assert!(told["url"].as_str().unwrap().starts_with("http://127.0.0.1:"));
    let page = fs::read_to_string(told["page"].as_str().unwrap()).unwrap();
    for words in [
        "Library reopens",
        "By Copydesk guest writer",
        " | Local News",
        "The restored reading room, where all ten oak desks are back in their old places (Image - Tessa Arkwright)",
        "The new roof has 240 panes and can be seen from the canal after dark (Image - Marlbridge Borough Council)",
        "application/ld+json",
        "Advertisement Feature",
        "Subscribe",
    ] {
        assert!(page.contains(words), "the page lacks “{words}”");
    }
    let sign_off = copydesk::house::House::built_in().sign_off.split_whitespace().next().unwrap();
    assert!(page.contains(sign_off), "the page lacks the sign-off");
}

#[test]
fn a_published_story_published_again_is_the_same_post() {
    let data = tempfile::tempdir().unwrap();
    let first = answer(data.path(), &["demo"]);
    let id = answer(data.path(), &["list"])["stories"][0]["id"].as_str().unwrap().to_owned();
    let mut append = Command::new(env!("CARGO_BIN_EXE_desk"))
        .arg("--data")
        .arg(data.path())
        .args(["append", &id])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    std::io::Write::write_all(append.stdin.as_mut().unwrap(), b"\nThe clock was mended too.\n")
        .unwrap();
    drop(append.stdin.take());
    assert!(append.wait().unwrap().success());
    let again = answer(data.path(), &["publish", &id, "--site", "practice", "--wait"]);
    let delivery = &again["deliveries"][0];
    assert_eq!(delivery["state"], "delivered", "{delivery}");
    // Tests beside this one may have taken its port in between; where a site stays is its own test.
    let path = |url: &Value| url.as_str().unwrap().splitn(4, '/').nth(3).unwrap().to_owned();
    assert_eq!(path(&delivery["url"]), path(&first["url"]), "the address stays");
    let site = rusqlite::Connection::open(data.path().join("practice-site/site.db")).unwrap();
    let posts: i64 =
        site.query_row("SELECT count(*) FROM stories WHERE id = ?1", [&id], |r| r.get(0)).unwrap();
    assert_eq!(posts, 1);
    let document: String =
        site.query_row("SELECT document FROM stories WHERE id = ?1", [&id], |r| r.get(0)).unwrap();
    assert!(document.contains("The clock was mended too."));
}

#[test]
fn with_the_network_cut_everything_but_sending_works() {
    let data = tempfile::tempdir().unwrap();
    let imported = answer(data.path(), &["import", SAMPLE]);
    let id = imported["stories"][0]["id"].as_str().unwrap().to_owned();
    let store = rusqlite::Connection::open(data.path().join("copydesk.db")).unwrap();
    // A site that was connected while there was a network; nobody listens on that port.
    store
        .execute(
            "INSERT INTO site (name, kind, url, added) VALUES ('town', 'own', 'http://127.0.0.1:9', '2024-01-11T00:00:00Z')",
            [],
        )
        .unwrap();
    drop(store);
    let output = Command::new(env!("CARGO_BIN_EXE_desk"))
        .args(["--json", "--data"])
        .arg(data.path())
        .args(["publish", &id, "--site", "town"])
        .env("COPYDESK_SECRET_TOWN", "token")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    let delivery = &told["deliveries"][0];
    assert_eq!(delivery["state"], "queued", "{delivery}");
    assert_eq!(delivery["problem"]["code"], "unreachable");
    assert!(delivery["next_try"].is_string(), "it is tried again by itself");
}

#[test]
fn bad_pictures_are_refused_in_words_and_the_story_stays() {
    let data = tempfile::tempdir().unwrap();
    let id = new_story(data.path());
    let whole = fs::read(PICTURE).unwrap();
    let bad: [(&str, Vec<u8>); 3] = [
        ("text.jpg", b"Dear editor, please find attached".to_vec()),
        ("truncated.jpg", whole[..whole.len() / 2].to_vec()),
        ("empty.jpg", Vec::new()),
    ];
    for (name, bytes) in bad {
        let file = data.path().join(name);
        fs::write(&file, bytes).unwrap();
        let error = refusal(data.path(), &["picture", "add", &id, file.to_str().unwrap()]);
        assert_eq!(error["code"], "picture", "{name}: {error}");
    }
    let held = desk(data.path(), &["show", &id, "--as", "json"]);
    let story: Value = serde_json::from_slice(&held.stdout).unwrap();
    assert_eq!(story["pictures"].as_array().unwrap().len(), 0);
    assert_eq!(story["copy"]["headline"], "Test");
}

#[test]
fn a_picture_offers_what_its_file_says() {
    let data = tempfile::tempdir().unwrap();
    let id = new_story(data.path());
    let told =
        answer(data.path(), &["picture", "add", &id, PICTURE, "--caption", "The room", "--lead"]);
    let picture = &told["picture"];
    assert_eq!(picture["role"], "lead");
    assert_eq!(picture["caption"], "The room");
    assert_eq!(picture["offered"]["credit"], "Tessa Arkwright");
    assert_eq!(picture["credit"], "", "offered, never forced");
}

#[test]
fn a_story_without_credits_is_not_sent() {
    let data = tempfile::tempdir().unwrap();
    answer(data.path(), &["demo"]);
    let id = new_story(data.path());
    answer(data.path(), &["picture", "add", &id, NEW_PICTURE, "--lead"]);
    let error = refusal(data.path(), &["publish", &id, "--site", "practice"]);
    assert_eq!(error["code"], "invalid");
    let findings = desk(data.path(), &["--json", "check", &id]);
    assert!(!findings.status.success(), "blockers make check fail");
    let told: Value = serde_json::from_slice(&findings.stdout).unwrap();
    let rules: Vec<&str> =
        told["findings"].as_array().unwrap().iter().filter_map(|f| f["field"].as_str()).collect();
    for field in ["credit", "caption", "alt", "body"] {
        assert!(rules.contains(&field), "{field} is asked for: {rules:?}");
    }
}

#[test]
fn a_wrong_house_pack_is_refused_with_file_line_and_reason() {
    let data = tempfile::tempdir().unwrap();
    fs::write(data.path().join("house.toml"), "sections = []\nnonsense = 1\n").unwrap();
    let error = refusal(data.path(), &["list"]);
    assert_eq!(error["code"], "house-pack");
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("house.toml") && message.contains("line"), "{message}");
}

#[test]
fn search_finds_a_credit_and_an_import_gives_back_what_was_exported() {
    let data = tempfile::tempdir().unwrap();
    let imported = answer(data.path(), &["import", SAMPLE]);
    let id = imported["stories"][0]["id"].as_str().unwrap();
    let hits = answer(data.path(), &["search", "tessa", "ark"]);
    assert_eq!(hits["hits"][0]["id"], id);
    let written = desk(data.path(), &["show", id, "--as", "markdown"]);
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.md");
    fs::write(&copy, &written.stdout).unwrap();
    for name in ["reading-room.jpg", "roof.jpg", "returned-books.jpg"] {
        fs::copy(Path::new(SAMPLE).with_file_name(name), folder.path().join(name)).unwrap();
    }
    let second = answer(data.path(), &["import", copy.to_str().unwrap()]);
    let again = second["stories"][0]["id"].as_str().unwrap();
    let rewritten = desk(data.path(), &["show", again, "--as", "markdown"]);
    assert_eq!(String::from_utf8(rewritten.stdout), String::from_utf8(written.stdout));
}

#[test]
fn two_photographs_whose_names_become_the_same_stay_two() {
    let data = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let beside = |name: &str| Path::new(SAMPLE).with_file_name(name);
    fs::copy(beside("roof.jpg"), folder.path().join("roof.jpeg")).unwrap();
    fs::copy(beside("reading-room.jpg"), folder.path().join("roof.jpg")).unwrap();
    fs::copy(beside("returned-books.jpg"), folder.path().join("Gone.jpg")).unwrap();
    let file = folder.path().join("story.md");
    let body = "# T\n\n![](roof.jpeg)\n\n![](roof.jpg)\n\n![](Gone.jpg)\n\n![](gone.jpg)\n\n![](/dev/zero)\n";
    fs::write(&file, body).unwrap();
    let output = desk(data.path(), &["import", file.to_str().unwrap(), "--json"]);
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let id = answer["stories"][0]["id"].as_str().unwrap();
    let shown = story(data.path(), &id[id.len() - 6..]);
    assert_eq!(
        shown["copy"]["body"],
        "![](roof-2.jpg)\n\n![](roof.jpg)\n\n![](gone-2.jpg)\n\n![](gone.jpg)\n\n![](/dev/zero)"
    );
    let hash = |name: &str| {
        let pictures = shown["pictures"].as_array().unwrap();
        pictures.iter().find(|one| one["name"] == name).unwrap()["sha256"].clone()
    };
    assert_ne!(hash("roof.jpg"), hash("roof-2.jpg"));
}

#[test]
fn files_that_cannot_be_imported_are_told_in_plain_words() {
    let data = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("latin.md"), b"# Caf\xe9\n").unwrap();
    fs::write(path("empty.md"), "\n").unwrap();
    let cases = [
        ("missing.md", "there is no such file"),
        ("latin.md", "UTF-8"),
        ("empty.md", "it is empty"),
        ("", "it is a folder"),
    ];
    for (name, words) in cases {
        for command in ["import", "check"] {
            let error = refusal(data.path(), &[command, &path(name)]);
            let message = error["message"].as_str().unwrap();
            assert!(message.contains(words) && !message.contains("os error"), "{message}");
        }
    }
}

#[test]
fn a_writers_account_hands_in_and_never_publishes() {
    let data = tempfile::tempdir().unwrap();
    let site = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_desk"))
        .args(["--json", "practice-site", "--data"])
        .arg(site.path())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = String::new();
    let mut out = std::io::BufReader::new(child.stdout.take().unwrap());
    std::io::BufRead::read_line(&mut out, &mut told).unwrap();
    let told: Value = serde_json::from_str(&told).unwrap();
    let run = |words: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_desk"))
            .args(["--json", "--data"])
            .arg(data.path())
            .args(words)
            .env("COPYDESK_SECRET_TOWN", told["tokens"]["writer"].as_str().unwrap())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice::<Value>(&output.stdout).unwrap()
    };
    let url = told["url"].as_str().unwrap();
    let added = run(&["site", "add", "town", "--kind", "own", "--url", url]);
    assert_eq!(added["sites"][0]["account"]["can_publish"], false);
    let id = run(&["import", SAMPLE])["stories"][0]["id"].as_str().unwrap().to_owned();
    let delivery = run(&["publish", &id, "--site", "town", "--wait"])["deliveries"][0].clone();
    let status = run(&["list"])["stories"][0]["status"].clone();
    let front = ureq::get(url).call().unwrap().body_mut().read_to_string().unwrap();
    let _ = child.kill();
    let _ = child.wait();
    assert_eq!(delivery["state"], "delivered", "{delivery}");
    assert_eq!(delivery["release"], "file");
    assert_eq!(status, "filed");
    assert!(!front.contains("Library reopens"), "what is handed in is not public");
}

#[test]
fn a_picture_the_story_does_not_show_stays_at_home() {
    let data = tempfile::tempdir().unwrap();
    answer(data.path(), &["demo"]);
    let folder = tempfile::tempdir().unwrap();
    for name in ["reading-room.jpg", "roof.jpg", "returned-books.jpg"] {
        fs::copy(Path::new(SAMPLE).with_file_name(name), folder.path().join(name)).unwrap();
    }
    let file = folder.path().join("story.md");
    let text = fs::read_to_string(SAMPLE).unwrap();
    assert!(text.contains("\n![](roof.jpg)\n"));
    fs::write(&file, text.replace("\n![](roof.jpg)\n", "\n")).unwrap();
    let imported = answer(data.path(), &["import", file.to_str().unwrap()]);
    let id = imported["stories"][0]["id"].as_str().unwrap();
    let story = desk(data.path(), &["show", id, "--as", "json"]);
    assert!(String::from_utf8(story.stdout).unwrap().contains("roof.jpg"), "it is in the story");
    let told = answer(data.path(), &["publish", id, "--site", "practice", "--wait"]);
    let delivery = &told["deliveries"][0];
    assert_eq!(delivery["state"], "delivered", "{delivery}");
    let steps: Vec<&str> =
        delivery["steps"].as_array().unwrap().iter().filter_map(|s| s["what"].as_str()).collect();
    assert!(!steps.contains(&"picture:roof.jpg"), "{steps:?}");
}

#[test]
fn a_picture_is_found_on_every_page_that_carries_it() {
    let data = tempfile::tempdir().unwrap();
    let url = answer(data.path(), &["demo"])["url"].clone();
    let used = |picture: &[&str]| {
        let words = [&["picture", "where"], picture].concat();
        answer(data.path(), &words)["uses"].as_array().unwrap().clone()
    };
    assert_eq!(used(&[NEW_PICTURE]), Vec::<Value>::new(), "no story has it");
    let published = used(&[PICTURE]);
    assert_eq!(published.len(), 1);
    assert_eq!(
        published[0]["headline"],
        story(data.path(), &published_id(data.path()))["copy"]["headline"]
    );
    assert_eq!(
        (&published[0]["status"], &published[0]["held"]),
        (&"published".into(), &true.into())
    );
    assert_eq!(published[0]["live"][0]["url"], url);
    assert_eq!(published[0]["live"][0]["release"], "publish");
    // A second story has it and is not published.
    let second = new_story(data.path());
    answer(data.path(), &["picture", "add", &second, PICTURE]);
    let both = used(&[&second, "reading-room.jpg"]);
    assert_eq!(both.len(), 2);
    assert_eq!((&both[0]["story"], &both[0]["live"]), (&second.into(), &Value::Array(Vec::new())));
    let told = desk(data.path(), &["picture", "where", PICTURE]);
    assert!(String::from_utf8_lossy(&told.stdout).contains(url.as_str().unwrap()));
    let error = refusal(data.path(), &["picture", "where", "no-such-file.jpg"]);
    assert!(error["message"].as_str().unwrap().contains("no-such-file.jpg"), "{error}");
}

#[test]
fn the_same_photograph_keeps_what_was_set_about_it_and_is_not_added_twice() {
    let data = tempfile::tempdir().unwrap();
    let first = new_story(data.path());
    let said = [
        &["picture", "add", &first, NEW_PICTURE, "--credit", "Jo Smith", "--creator", "Jo"],
        &["--usage-terms", "cc by", "--source", "The market", "--crop", "4:3", "--focus", "0.4,1"]
            [..],
    ]
    .concat();
    let set = answer(data.path(), &said)["picture"].clone();
    assert_eq!(set["usage_terms"], "CC BY 4.0: name the creator");
    assert_eq!(set["web_statement"], "https://creativecommons.org/licenses/by/4.0/");
    assert_eq!((&set["crop"], &set["focus"]["x"]), (&"4:3".into(), &0.4.into()));
    let second = new_story(data.path());
    let again = answer(data.path(), &["picture", "add", &second, NEW_PICTURE])["picture"].clone();
    for field in ["credit", "creator", "source", "usage_terms", "web_statement", "crop", "focus"] {
        assert_eq!(again[field], set[field], "{field}");
    }
    let again =
        answer(data.path(), &["picture", "add", &first, NEW_PICTURE, "--caption", "Stalls"]);
    assert_eq!(again["already"], true);
    let pictures = story(data.path(), &first)["pictures"].clone();
    assert_eq!(pictures.as_array().unwrap().len(), 1);
    assert_eq!(
        (&pictures[0]["caption"], &pictures[0]["credit"]),
        (&"Stalls".into(), &"Jo Smith".into())
    );
}

/// The demonstration's own story.
fn published_id(data: &Path) -> String {
    answer(data, &["list"])["stories"][0]["id"].as_str().unwrap().to_owned()
}
