//! Packets of a story that is out at the desk they come to.

use super::{ADA, Desktop, JO, SAMPLE, import_sample};
use copydesk::story::{Copy, StoryId};
use jiff::Timestamp;
use serde_json::Value;

/// A writer's story that the editor published on the practice site, and its page.
struct Out {
    writer: Desktop,
    editor: Desktop,
    id: String,
    story: StoryId,
    url: String,
}

impl Out {
    fn new() -> (Self, copydesk::desk::Desk) {
        assert!(SAMPLE.ends_with(".md"));
        let (writer, editor) = (Desktop::of("Jo Smith", JO), Desktop::of("Ada Byron", ADA));
        let (id, story) = import_sample(&writer);
        let first = writer.file("first.story");
        writer.answer(&["export", &id, &first]);
        editor.answer(&["import", &first]);
        let desk = editor.open();
        desk.connect_practice_site(None, Timestamp::now()).unwrap();
        editor.answer(&["approve", &id]);
        let told = editor.answer(&["publish", &id, "--site", "practice", "--wait"]);
        let url = told["deliveries"][0]["url"].as_str().expect("its page").to_owned();
        (Self { writer, editor, id, story, url }, desk)
    }

    fn page(&self) -> String {
        ureq::get(&self.url).call().unwrap().body_mut().read_to_string().unwrap()
    }

    /// What is told at the editor's desk once the writer's next text, with this headline, came.
    fn next(&self, headline: &str, name: &str) -> Value {
        let desk = self.writer.open();
        let mine = desk.story(self.story).unwrap();
        let copy = Copy { headline: headline.into(), ..mine.copy };
        desk.save_copy(self.story, mine.version, &copy, Timestamp::now()).unwrap();
        let file = self.writer.file(name);
        self.writer.answer(&["export", &self.id, &file]);
        let output = self.editor.run(&["import", &file]);
        let told: Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
        let came = told["stories"][0].clone();
        // Two texts to be settled are nothing a script may miss.
        let settled = came["conflicts"].as_array().is_none_or(Vec::is_empty);
        assert_eq!(output.status.success(), settled, "{told}");
        came
    }
}

#[test]
fn a_packet_of_a_story_that_was_published_meanwhile_changes_nothing_for_readers() {
    let (out, desk) = Out::new();
    let before = out.page();
    let came = out.next("Library opens again", "second.story");
    assert_eq!(
        (&came["status"], &came["headline"]),
        (&"published".into(), &"Library opens again".into())
    );
    let told = came["sentences"].to_string();
    for said in [
        "The story is out",
        "readers have another text",
        "Nothing changed for them",
        "correct the story",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
    assert_eq!(out.page(), before, "readers have what they had");
    let waits = desk.deliveries(Some(out.story)).unwrap();
    assert!(waits.iter().all(copydesk::delivery::Delivery::is_over), "{waits:?}");
    let file = out.writer.file("second.story");
    let same = out.editor.answer(&["import", &file])["stories"][0].clone();
    assert_eq!((&same["version"], &same["merged"]), (&came["version"], &false.into()));
    // What to do is true: a correction brings them this one.
    out.editor.answer(&["approve", &out.id]);
    out.editor.answer(&["correct", &out.id, "The headline was wrong.", "--wait"]);
    assert!(out.page().contains("Library opens again"));
    let told = out.next("Library opens again", "third.story")["sentences"].to_string();
    assert!(!told.contains("The story is out"), "readers have it: {told}");
    desk.stop_practice_site();
}

#[test]
fn both_texts_of_a_story_that_is_out_wait_and_readers_are_told_of() {
    let (out, desk) = Out::new();
    let (before, mine) = (out.page(), desk.story(out.story).unwrap());
    let copy = Copy { headline: "Library is open".into(), ..mine.copy };
    desk.save_copy(out.story, mine.version, &copy, Timestamp::now()).unwrap();
    let came = out.next("Library opens again", "second.story");
    assert_eq!(
        (&came["status"], &came["headline"]),
        (&"published".into(), &"Library is open".into())
    );
    assert_eq!(came["conflicts"].as_array().unwrap().len(), 1, "{came}");
    let told = came["sentences"].to_string();
    assert!(told.contains("The story is out") && told.contains("settle both texts"), "{told}");
    assert_eq!(out.page(), before);
    desk.stop_practice_site();
}

#[test]
fn that_a_sender_says_theirs_is_out_is_not_believed() {
    let (out, desk) = Out::new();
    // The writer publishes elsewhere what they wrote since: here nobody knows of it.
    let theirs = out.writer.open();
    theirs.connect_practice_site(None, Timestamp::now()).unwrap();
    let mine = theirs.story(out.story).unwrap();
    let copy = Copy { headline: "Library opens again".into(), ..mine.copy };
    theirs.save_copy(out.story, mine.version, &copy, Timestamp::now()).unwrap();
    out.writer.answer(&["approve", &out.id]);
    out.writer.answer(&["publish", &out.id, "--site", "practice", "--wait"]);
    let file = out.writer.file("second.story");
    out.writer.answer(&["export", &out.id, &file]);
    theirs.stop_practice_site();
    let came = out.editor.answer(&["import", &file])["stories"][0].clone();
    let told = came["sentences"].to_string();
    assert!(
        told.contains("The story is out") && told.contains("the sender says that theirs is public"),
        "{told}"
    );
    assert!(!out.page().contains("Library opens again"));
    desk.stop_practice_site();
}
