//! What a story is held against to see what is new in it: the text that its writer handed in.

use super::*;
use copydesk::desk::PacketRead;

/// How many words are out and in since it was handed in, as `desk changes` tells it.
fn since_handed_in(room: &Newsroom, id: StoryId) -> (usize, usize) {
    let texts = room.desk.texts_before(id).unwrap();
    let (from, _) = texts.into_iter().find(|(_, since)| *since == Since::HandedIn).unwrap();
    let compared = room.desk.compare_revisions(id, Some(from), None).unwrap();
    (compared.words_out, compared.words_in)
}

#[test]
fn of_a_story_that_was_handed_in_twice_before_it_was_seen_the_later_text_is_what_was_handed_in() {
    let site = PracticeSite::start();
    let (writer, editor) = two_desks(&site);
    let story = writer.words();
    file(&writer, &story);
    writer.edit(&story, "strikes again", "strikes eight");
    file(&writer, &writer.desk.story(story.id).unwrap());
    sync(&editor);
    assert_eq!(since_handed_in(&editor, story.id), (0, 0), "nothing is new");
}

#[test]
fn a_colleague_sees_what_an_editor_changed_of_what_was_handed_in() {
    let (site, writer, [ada, ben], id) = handed_in_to_two();
    let late = colleague(&site, "Ed Lane");
    ada.edit(&ada.desk.story(id).unwrap(), "strikes again", "strikes eight");
    sync(&ada);
    // An answer of the writer’s brings the editors’ text along, and hands nothing in.
    for answered in [false, true] {
        if answered {
            sync(&writer);
            writer.desk.add_note(id, "It does.", None, Timestamp::now()).unwrap();
            sync(&writer);
        }
        for room in [&ada, &ben, &late] {
            sync(room);
            assert_eq!(since_handed_in(room, id), (1, 1), "“eight” for “again”, {answered}");
        }
    }
    file(&writer, &writer.edit(&writer.desk.story(id).unwrap(), "strikes eight", "strikes nine"));
    for room in [&ada, &ben, &late] {
        sync(room);
        assert_eq!(since_handed_in(room, id), (0, 0));
    }
}

#[test]
fn what_comes_beside_a_text_that_stands_is_not_called_old() {
    let (_site, _writer, [ada, ben], id) = handed_in_to_two();
    let folder = tempfile::tempdir().unwrap();
    let packet = folder.path().join("held.story");
    let send = || {
        ada.desk.write_packet(id, &packet, Timestamp::now()).unwrap();
        let key = ada.desk.my_key().unwrap().person.key;
        let came = ben.desk.read_packet(&packet, Some(&key), Timestamp::now()).unwrap();
        let PacketRead::Taken { received, .. } = came else { panic!("{came:?}") };
        received.sentences.iter().any(|one| one.contains("came before"))
    };
    send();
    ada.desk.take(id, Timestamp::now()).unwrap();
    assert!(!send(), "it is in hand now");
    ada.desk.add_note(id, "Which clock?", None, Timestamp::now()).unwrap();
    assert!(!send(), "something was said");
    approve(&ada, id);
    assert!(!send(), "it was passed");
    assert!(send(), "nothing is new");
}

#[test]
fn nobody_is_said_to_have_sent_back_at_this_desk_what_a_colleague_did_or_its_writer_took_back() {
    let (_site, writer, [ada, ben], id) = handed_in_to_two();
    let returned = |room: &Newsroom| {
        let texts = room.desk.texts_before(id).unwrap().into_iter();
        let mut returned = texts.filter_map(|(_, since)| match since {
            Since::Returned(by) => Some(by.map(|made| made.by.name)),
            _ => None,
        });
        returned.next()
    };
    ben.desk.return_with_reasons(id, "By whom?", Timestamp::now()).unwrap();
    for room in [&ben, &ada, &writer] {
        sync(room);
    }
    file(&writer, &writer.edit(&writer.desk.story(id).unwrap(), "strikes again", "strikes eight"));
    sync(&ben);
    sync(&ada);
    assert_eq!(returned(&ben), Some(Some("Ben Hart".to_owned())));
    assert!(matches!(returned(&ada), None | Some(None)), "{:?}", returned(&ada));
    take_back(&writer, id);
    sync(&ada);
    assert_eq!(status(&ada, id), Status::Returned);
    file(&writer, &writer.edit(&writer.desk.story(id).unwrap(), "strikes eight", "strikes nine"));
    sync(&ada);
    assert!(matches!(returned(&ada), None | Some(None)), "{:?}", returned(&ada));
}

#[test]
fn what_came_back_from_another_writing_app_was_not_handed_in() {
    let (_site, _writer, editor, id) = handed_in();
    let folder = tempfile::tempdir().unwrap();
    let bundle = folder.path().join("a.textbundle");
    editor.desk.export_bundle(id, &bundle, Timestamp::now()).unwrap();
    let text = std::fs::read_to_string(bundle.join("text.md")).unwrap();
    std::fs::write(bundle.join("text.md"), text.replace("strikes again", "strikes eight")).unwrap();
    let came = editor.desk.import_bundle(&bundle, true, Timestamp::now()).unwrap();
    assert!(came.received.story.copy.body.contains("strikes eight"));
    assert_eq!(since_handed_in(&editor, id), (1, 1), "“eight” for “again”");
}
