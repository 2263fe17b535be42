//! A post that an editor took in from a real WordPress is its writer's story: what goes to and fro in packets
//! afterwards is held against what the writer filed, and shows only what somebody changed.

use crate::newsroom::Newsroom;
use crate::waiting::{TOWN, file, room, story};
use crate::wordpress::Wordpress;
use copydesk::desk::{PacketRead, Received};
use copydesk::picture::Role;
use copydesk::review::{Anchor, Part};
use copydesk::story::{Story, StoryId};
use jiff::Timestamp;
use std::path::PathBuf;

/// A writer and an editor who took in what the writer filed, and changed a paragraph.
struct Two {
    site: Wordpress,
    writer: Newsroom,
    editor: Newsroom,
    /// As it was filed.
    filed: Story,
    folder: tempfile::TempDir,
}

impl Two {
    fn new() -> Self {
        let site = Wordpress::start(&[]);
        let (writer, editor) = (room(&site, "gustav"), room(&site, "edith"));
        let filed = story(&writer);
        file(&writer, &filed);
        let remote = editor.desk.waiting(TOWN).expect("asked")[0].remote.clone();
        let taken = editor.desk.take_in_article(TOWN, &remote, Timestamp::now()).expect("taken in");
        editor.edit(&taken, "People stopped", "Crowds stopped");
        Self { site, writer, editor, filed, folder: tempfile::tempdir().expect("a folder") }
    }

    fn id(&self) -> StoryId {
        self.filed.id
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("a.story")
    }

    /// Brings the story from one desk to the other; what is told there.
    fn bring(&self, from: &Newsroom, to: &Newsroom) -> Received {
        from.desk.write_packet(self.id(), &self.file(), Timestamp::now()).expect("a packet");
        let key = from.desk.my_key().expect("a key").person.key;
        let read = to.desk.read_packet(&self.file(), Some(&key), Timestamp::now()).expect("read");
        match read {
            PacketRead::Taken { received, .. } => *received,
            PacketRead::Asks { question, .. } => panic!("{question}"),
        }
    }
}

/// What tells a picture: its name, its bytes and where it stands.
fn pictures(story: &Story) -> Vec<(String, String, Role)> {
    let one = |one: &copydesk::picture::Picture| (one.name.clone(), one.sha256.clone(), one.role);
    story.pictures.iter().map(one).collect()
}

fn spots(changes: &[copydesk::merge::Change]) -> Vec<String> {
    changes.iter().map(|one| one.spot.to_string()).collect()
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn a_writers_packet_finds_its_story_in_what_was_taken_in() {
    let two = Two::new();
    two.writer.edit(&two.filed, "strikes again.", "strikes again at last.");
    let came = two.bring(&two.writer, &two.editor);
    assert_eq!(came.conflicts, [], "{:?}", came.sentences);
    assert_eq!(spots(&came.taken), ["paragraph 1"]);
    assert!(came.sentences.concat().contains("originals"), "{:?}", came.sentences);
    let (mine, theirs) = (&came.story, two.writer.desk.story(two.id()).expect("the story"));
    assert_eq!(pictures(mine), pictures(&theirs));
    let body = theirs.copy.body.replace("People stopped", "Crowds stopped");
    assert_eq!(mine.copy, copydesk::story::Copy { body, ..theirs.copy.clone() });
    // The post is still that story: what its writer hands in there is made one with it, and published.
    two.writer.edit(&two.filed, "mended", "repaired");
    file(&two.writer, &two.filed);
    let waits = two.editor.desk.waiting(TOWN).expect("asked");
    let remote = waits[0].remote.as_str();
    let again = two.editor.desk.take_in_article(TOWN, remote, Timestamp::now()).expect("merged");
    assert_eq!(two.editor.desk.to_settle(two.id()).expect("read"), []);
    assert!(again.copy.body.contains("Crowds stopped"), "{}", again.copy.body);
    assert_eq!(pictures(&again), pictures(&theirs));
    let (media, me) = (two.site.media().len(), two.editor.desk.myself().expect("a name"));
    let now = two.editor.moment().wall;
    two.editor.desk.approve(two.id(), again.version, &me, now).expect("approved");
    let published = two.editor.publish(&again, TOWN, None);
    assert_eq!(published.state, copydesk::delivery::State::Delivered, "{:?}", published.problem);
    assert_eq!(two.site.media().len(), media, "the pictures are those that were filed");
    for room in [&two.writer, &two.editor] {
        assert_eq!(room.desk.verify(two.id()).expect("looked at").faults, []);
    }
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn an_editors_packet_of_what_was_taken_in_is_the_writers_story() {
    let two = Two::new();
    let here = two.editor.desk.story(two.id()).expect("the story");
    let words = here.pictures[1].words.clone();
    let written = copydesk::desk::PictureWritten {
        words: copydesk::picture::Words { caption: "The clock at noon".into(), ..words },
        role: Role::Inline,
        focus: None,
        crop: None,
        kept: here.pictures[1].kept,
    };
    let now = two.editor.moment().wall;
    two.editor
        .desk
        .save_picture(two.id(), here.version, &here.pictures[1].name, written, now)
        .expect("saved");
    two.writer.edit(&two.filed, "strikes again.", "strikes again at last.");
    let came = two.bring(&two.editor, &two.writer);
    assert_eq!(came.conflicts, [], "{:?}", came.sentences);
    assert_eq!(spots(&came.taken), ["caption of roof.jpg", "paragraph 2"]);
    assert_eq!(pictures(&came.story), pictures(&two.filed));
    assert_eq!(came.story.copy.byline, "By Jo Smith");
    assert!(came.story.copy.body.contains("Crowds stopped"), "{}", came.story.copy.body);
    assert!(came.story.copy.body.contains("at last"), "{}", came.story.copy.body);
    // And back again: both desks have the same.
    let back = two.bring(&two.writer, &two.editor);
    assert_eq!(back.conflicts, [], "{:?}", back.sentences);
    assert_eq!((&back.story.copy, &back.story.pictures), (&came.story.copy, &came.story.pictures));
    let once_more = two.bring(&two.editor, &two.writer);
    assert_eq!((once_more.conflicts, once_more.taken), (vec![], vec![]));
    for room in [&two.writer, &two.editor] {
        assert_eq!(room.desk.verify(two.id()).expect("looked at").faults, []);
    }
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn what_somebody_changed_on_the_site_before_it_was_taken_in_is_all_that_is_shown() {
    let site = Wordpress::start(&[]);
    let (writer, editor) = (room(&site, "gustav"), room(&site, "edith"));
    let filed = story(&writer);
    file(&writer, &filed);
    let post = &site.posts(&filed.copy.headline)[0];
    let content = post["content"]["raw"].as_str().expect("its text");
    let content = content.replace("stopped to listen", "stood and listened");
    site.change_post(&post["id"].to_string(), &serde_json::json!({ "content": content }));
    let remote = editor.desk.waiting(TOWN).expect("asked")[0].remote.clone();
    editor.desk.take_in_article(TOWN, &remote, Timestamp::now()).expect("taken in");
    let folder = tempfile::tempdir().expect("a folder");
    let two = Two { site, writer, editor, filed, folder };
    let came = two.bring(&two.editor, &two.writer);
    assert_eq!((came.conflicts, spots(&came.taken)), (vec![], vec!["paragraph 2".to_owned()]));
    assert_eq!(pictures(&came.story), pictures(&two.filed));
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn what_an_editor_said_of_a_picture_stays_with_it_once_it_has_its_writers_name() {
    let two = Two::new();
    let (desk, id) = (&two.editor.desk, two.id());
    let here = desk.story(id).expect("the story");
    let (picture, now) = (here.pictures[1].clone(), two.editor.moment().wall);
    let caption = picture.words.caption.clone();
    let whole = |part| Anchor::new(part, &caption, 0..caption.len());
    let on_caption = || Part::Caption { picture: picture.name.clone() };
    desk.add_note(id, "Which one?", Some(whole(on_caption())), now).expect("noted");
    desk.suggest(id, whole(on_caption()), "The clock at noon", now).expect("suggested");
    let alt = Part::Alt { picture: picture.name.clone() };
    desk.propose(id, alt, "A clock at one".into(), now).expect("kept");
    let placed = |room: &Newsroom| {
        let view = room.desk.beside(id).expect("looked at").view;
        assert_eq!(view.unplaced.len(), 0, "{:?}", view.unplaced);
        let places = view.placed.iter().filter_map(|one| one.place.as_ref());
        places.map(|place| place.part.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(placed(&two.editor).len(), 2);
    two.writer.edit(&two.filed, "strikes again.", "strikes again at last.");
    two.bring(&two.writer, &two.editor);
    let about = vec!["caption of roof.jpg"; 2];
    assert_eq!(placed(&two.editor), about);
    let alt = Part::Alt { picture: "roof.jpg".into() };
    assert_eq!(desk.proposal(id, &alt, now).expect("read").text, "A clock at one");
    two.bring(&two.editor, &two.writer);
    assert_eq!(placed(&two.writer), about);
    two.bring(&two.writer, &two.editor);
    assert_eq!(placed(&two.editor), about);
    for room in [&two.writer, &two.editor] {
        assert_eq!(room.desk.verify(id).expect("looked at").faults, []);
    }
}
