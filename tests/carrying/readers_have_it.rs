//! What every desk knows of a story that readers have, or had.

use super::*;
use copydesk::picture::Role;
use copydesk::review::How;
use copydesk::site::Release;
use std::path::Path;

/// A writer's desk and two editors', all with a story that the first editor published.
struct Published {
    _site: PracticeSite,
    writer: Newsroom,
    ada: Newsroom,
    ben: Newsroom,
    story: StoryId,
}

fn published() -> Published {
    let site = PracticeSite::start();
    let (writer, ada) = two_desks(&site);
    let ben = colleague(&site, "Ben Hart");
    let story = writer.story();
    file(&writer, &story);
    sync(&ada);
    sync(&ben);
    ada.edit(&story, "People stopped", "Crowds stopped");
    approve_and_publish(&ada, story.id);
    Published { _site: site, writer, ada, ben, story: story.id }
}

#[test]
fn the_published_text_is_at_the_writers_desk_as_soon_as_the_word_that_it_is() {
    let Published { writer, story, .. } = &published();
    sync(writer);
    let here = writer.desk.story(*story).unwrap();
    assert_eq!(here.status, Status::Published);
    assert!(here.copy.body.contains("Crowds stopped"), "{}", here.copy.body);
}

#[test]
fn the_history_has_what_readers_got_and_not_what_was_written_here_since() {
    let Published { writer, ada, story, .. } = &published();
    writer.edit(&writer.desk.story(*story).unwrap(), "The clock", "The old clock");
    sync(writer);
    let kept = writer.desk.revisions(*story).unwrap();
    let kept = kept.into_iter().find(|one| one.why == "published on town").unwrap();
    let here = writer.desk.story(*story).unwrap();
    assert!(here.copy.body.contains("The old clock"), "what was written is not lost");
    let public = writer.desk.restore(*story, kept.id, Timestamp::now()).unwrap();
    assert_eq!(public.copy, ada.desk.story(*story).unwrap().copy);
}

#[test]
fn a_writer_may_write_on_in_a_published_story_and_hears_no_complaint() {
    let Published { writer, ada, story, .. } = &published();
    sync(writer);
    let here = writer.desk.story(*story).unwrap();
    writer.edit(&here, "The clock", "The old clock");
    for _ in 0..2 {
        assert!(quiet(&sync(writer)));
        sync(ada);
    }
}

#[test]
fn whoever_only_hands_in_is_not_told_to_correct_what_readers_have() {
    let Published { writer, ada, story, .. } = &published();
    sync(writer);
    let folder = tempfile::tempdir().unwrap();
    for (room, next) in [(writer, "suggest the words"), (ada, "correct the story")] {
        let bundle = folder.path().join(format!("{next}.textbundle"));
        room.desk.export_bundle(*story, &bundle, Timestamp::now()).unwrap();
        let text = std::fs::read_to_string(bundle.join("text.md")).unwrap();
        std::fs::write(bundle.join("text.md"), text.replace("The clock", "The old clock")).unwrap();
        let told =
            room.desk.import_bundle(&bundle, true, Timestamp::now()).unwrap().received.sentences;
        let told = told.concat();
        assert!(told.contains("The story is out") && told.contains(next), "{told}");
    }
}

#[test]
fn a_colleague_knows_what_another_desk_published_and_can_take_it_off() {
    let Published { writer, ada, ben, story, .. } = &published();
    sync(ben);
    assert_eq!(status(ben, *story), Status::Published);
    take_back(ben, *story);
    for (who, room) in [("ben", ben), ("ada", ada), ("the writer", writer)] {
        sync(room);
        assert_eq!(status(room, *story), Status::Withdrawn, "at {who}’s desk");
        assert!(room.desk.places(*story).unwrap().iter().all(|place| place.stage != Stage::Public));
        assert_eq!(room.desk.verify(*story).unwrap().faults, []);
    }
}

#[test]
fn a_picture_on_a_page_that_a_colleague_published_is_found_at_every_desk() {
    let Published { writer, ada, ben, story, .. } = &published();
    let url = ada.desk.places(*story).unwrap()[0].url.clone();
    let sha256 = ada.desk.story(*story).unwrap().pictures[0].sha256.clone();
    for (who, room) in [("ada", ada), ("ben", ben), ("the writer", writer)] {
        sync(room);
        let uses = room.desk.picture_uses(&sha256).unwrap();
        let live: Vec<_> = uses[0].live.iter().map(|page| (&page.url, page.release)).collect();
        assert_eq!(live, [(&url, Release::Publish)], "at {who}’s desk");
    }
    take_back(ben, *story);
    for (who, room) in [("ben", ben), ("ada", ada), ("the writer", writer)] {
        sync(room);
        assert_eq!(room.desk.picture_uses(&sha256).unwrap()[0].live, [], "at {who}’s desk");
    }
}

#[test]
fn a_writer_answers_and_decides_what_editors_say_of_a_published_story() {
    let Published { writer, ada, story, .. } = &published();
    let (id, now) = (*story, Timestamp::now);
    sync(writer);
    let asked = ada.desk.add_note(id, "Was it Monday?", None, now()).unwrap();
    let words = ada.desk.anchor_on(id, "listen").unwrap();
    let other = ada.desk.suggest(id, words, "hear it", now()).unwrap();
    sync(ada);
    sync(writer);
    let public = ada.desk.story(id).unwrap().copy;
    writer.edit(&writer.desk.story(id).unwrap(), "The clock", "The old clock");
    writer.desk.answer(id, &asked.id, "It was.", now()).unwrap();
    writer.desk.settle(id, &other.id, How::Rejected, now()).unwrap();
    assert_eq!(sync(writer).sent, [id]);
    sync(ada);
    let heard = ada.desk.review(id).unwrap();
    assert!(heard.notes.iter().any(|one| one.text == "It was."), "{heard:?}");
    assert_eq!(heard.suggestions[0].settled.as_ref().unwrap().how, How::Rejected);
    assert_eq!(ada.desk.story(id).unwrap().copy, public, "readers get what they had");
    assert_eq!((status(ada, id), status(writer, id)), (Status::Published, Status::Published));
    assert!(quiet(&sync(writer)) && quiet(&sync(ada)));
}

#[test]
fn what_came_is_told_though_nothing_can_be_sent() {
    let (_site, writer, editor, id) = handed_in();
    let photograph =
        concat!(env!("CARGO_MANIFEST_DIR"), "/samples/library-reopens/reading-room.jpg");
    let here = editor.desk.story(id).unwrap();
    editor.add_picture(&here, Path::new(photograph), Role::Lead);
    editor.lose_originals();
    writer.desk.add_note(id, "Which clock?", None, Timestamp::now()).unwrap();
    sync(&writer);
    let synced = editor.desk.sync(TOWN, Timestamp::now()).unwrap();
    assert_eq!((synced.problems.len(), synced.problems[0].error.code), (1, Code::Picture));
    assert_eq!(synced.received.len(), 1, "the note came");
    assert_eq!(told(&editor, id), ["Which clock?"]);
}

#[test]
fn what_its_writer_took_back_waits_nowhere_and_goes_out_only_if_it_is_passed_anew() {
    let (site, writer, [ada, ben], id) = handed_in_to_two();
    approve(&ben, id);
    take_back(&writer, id);
    assert_eq!(status(&writer, id), Status::Returned, "it is theirs again");
    let late = Newsroom::new(&[(&town(&site), &site.editor)]);
    for (who, room) in [("ada", &ada), ("ben", &ben), ("late", &late)] {
        sync(room);
        assert_eq!(status(room, id), Status::Returned, "at {who}’s desk");
        room.desk.open_story(id).unwrap();
        assert_eq!(room.desk.inbox().unwrap().waits, [], "at {who}’s desk");
    }
    // That Ben had passed it goes round once.
    for room in [&writer, &ada, &ben] {
        sync(room);
    }
    assert!(quiet(&sync(&writer)) && quiet(&sync(&ada)) && quiet(&sync(&ben)));
    assert_eq!(status(&ben, id), Status::Returned);
    let here = ben.desk.story(id).unwrap();
    let refused = ben.desk.publish(id, here.version, TOWN, None, Timestamp::now()).unwrap_err();
    assert!(refused.message.contains("with its writer again"), "{refused}");
    approve_and_publish(&ben, id);
    let told = sync(&writer).received.remove(0).sentences;
    assert_eq!(status(&writer, id), Status::Published);
    assert!(!told.iter().any(|one| one.contains("handed in again")), "{told:?}");
}

#[test]
fn what_was_taken_back_can_be_handed_in_again() {
    let (_site, writer, editor, id) = handed_in();
    take_back(&writer, id);
    sync(&editor);
    file(&writer, &writer.desk.story(id).unwrap());
    sync(&editor);
    assert_eq!(status(&editor, id), Status::Filed);
    assert_eq!(editor.desk.inbox().unwrap().waits.len(), 1);
}

#[test]
fn what_somebody_says_meanwhile_undoes_neither_a_return_nor_a_taking_back() {
    let (_site, writer, [ada, ben], id) = handed_in_to_two();
    let now = Timestamp::now;
    for takes_back in [false, true] {
        file(&writer, &writer.desk.story(id).unwrap());
        sync(&ada);
        sync(&ben);
        ada.desk.add_note(id, "Which clock?", None, now()).unwrap();
        sync(&ada);
        if takes_back {
            take_back(&writer, id);
        } else {
            ben.desk.return_with_reasons(id, "It needs a source.", now()).unwrap();
        }
        for room in [&ben, &writer, &ada, &ben] {
            sync(room);
        }
        for room in [&writer, &ada, &ben] {
            assert_eq!(status(room, id), Status::Returned, "taken back: {takes_back}");
        }
    }
}

#[test]
fn a_writer_takes_off_no_page_that_readers_have() {
    let (_site, writer, editor, id) = handed_in();
    approve_and_publish(&editor, id);
    sync(&writer);
    let refused = writer.desk.withdraw(id, None, Timestamp::now()).unwrap_err();
    assert_eq!(refused.code, Code::Forbidden, "{refused}");
    take_back(&editor, id);
    sync(&writer);
    assert_eq!(status(&writer, id), Status::Withdrawn);
}

#[test]
fn what_was_published_and_taken_off_before_a_colleague_looked_is_withdrawn_there_too() {
    let (_site, writer, [ada, ben], id) = handed_in_to_two();
    let now = Timestamp::now;
    let waits = ben.queue(&approve(&ben, id), TOWN, None);
    ben.desk.pause(&waits.id, now()).unwrap();
    approve_and_publish(&ada, id);
    take_back(&ada, id);
    for (who, room) in [("ben", &ben), ("ada", &ada), ("the writer", &writer)] {
        sync(room);
        assert_eq!(status(room, id), Status::Withdrawn, "at {who}’s desk");
        assert_eq!(room.desk.verify(id).unwrap().faults, []);
    }
    assert_eq!(ben.delivery(&waits.id).state, State::Failed, "nothing of before shows it again");
    let here = ben.desk.story(id).unwrap();
    let refused = ben.desk.publish(id, here.version, TOWN, None, now()).unwrap_err();
    assert!(refused.message.contains("taken off since you approved it"), "{refused}");
    // Passed anew, it stays so whatever somebody says of it meanwhile.
    let passed = approve(&ben, id);
    ada.desk.add_note(id, "Why is it off?", None, now()).unwrap();
    sync(&ada);
    sync(&ben);
    assert_eq!(told(&ben, id), ["Why is it off?"]);
    sync(&writer);
    let theirs = writer.desk.story(id).unwrap();
    let refused = writer.desk.publish(id, theirs.version, TOWN, None, now()).unwrap_err();
    assert!(refused.message.contains("hands in only"), "{refused}");
    assert_eq!(ben.publish(&passed, TOWN, None).state, State::Delivered);
    for (who, room) in [("ada", &ada), ("the writer", &writer)] {
        let came = sync(room).received.remove(0);
        assert_eq!(came.story.status, Status::Published, "at {who}’s desk");
        assert!(!came.sentences.iter().any(|one| one.contains("here it is")), "{came:?}");
    }
}

#[test]
fn a_story_that_is_passed_after_it_was_returned_stays_passed_whatever_is_said_meanwhile() {
    let (site, writer, ada, id) = handed_in();
    let (ben, now) = (colleague(&site, "Ben Hart"), Timestamp::now);
    ada.desk.return_with_reasons(id, "It needs a source.", now()).unwrap();
    sync(&ada);
    sync(&ben);
    assert_eq!(status(&ben, id), Status::Returned);
    approve(&ben, id);
    take_back(&writer, id);
    ada.desk.add_note(id, "Which clock?", None, now()).unwrap();
    sync(&ada);
    sync(&ben);
    assert_eq!(status(&ben, id), Status::Approved);
}

#[test]
fn what_is_told_of_where_a_story_stands_is_so_at_every_desk() {
    let Published { writer, ada, ben, story, .. } = &published();
    let (id, now) = (*story, Timestamp::now);
    approve(ben, id);
    for room in [ben, writer] {
        let synced = sync(room);
        let came = &synced.received[0];
        assert_eq!(came.story.status, Status::Published);
        let of_standing = |one: &&String| one.contains("here it is") || one.contains("anew");
        assert_eq!(came.sentences.iter().find(of_standing), None);
    }
    let here = ada.desk.story(id).unwrap();
    ada.desk.correct(id, here.version, "It was Monday.", now()).unwrap();
    ada.work();
    assert_eq!(status(ada, id), Status::Corrected);
    for (who, room) in [("ben", ben), ("the writer", writer)] {
        let synced = sync(room);
        assert_eq!(status(room, id), Status::Corrected, "at {who}’s desk");
        let told = &synced.received[0].sentences;
        assert!(!told.iter().any(|one| one.contains("here it is")), "{told:?}");
    }
    assert!(quiet(&sync(ben)) && quiet(&sync(writer)) && quiet(&sync(ada)));
}

#[test]
fn whoever_decided_about_a_story_has_read_it_and_is_told_once() {
    let (site, writer, ada, id) = handed_in();
    let ben = colleague(&site, "Ben Hart");
    ada.desk.return_with_reasons(id, "It needs a source.", Timestamp::now()).unwrap();
    assert_eq!(ada.desk.inbox().unwrap().waits, [], "it is with its writer");
    sync(&ada);
    sync(&writer);
    for room in [&ada, &writer] {
        let places = room.desk.places(id).unwrap();
        let stages: Vec<Stage> = places.iter().map(|place| place.stage).collect();
        assert_eq!(stages, [Stage::Draft], "nobody reviews it any more");
    }
    assert_eq!(ada.desk.inbox().unwrap().waits, []);

    file(&writer, &writer.desk.story(id).unwrap());
    sync(&ada);
    let passed = approve(&ada, id);
    assert_eq!(ada.desk.inbox().unwrap().unread, 0);
    sync(&ada);
    let approved = |synced: &Synced| {
        let told = synced.received.iter().flat_map(|one| &one.sentences);
        told.filter(|one| one.contains("approved a text of it")).count()
    };
    assert_eq!(approved(&sync(&ben)), 1);
    assert_eq!(ada.publish(&passed, TOWN, None).state, State::Delivered);
    let synced = sync(&ben);
    assert_eq!(approved(&synced), 0, "that was told before");
    let told = &synced.received[0].sentences;
    assert!(told.contains(&"It is published now.".to_owned()), "{told:?}");
}
