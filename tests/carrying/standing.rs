//! Who may move a story: both desks say of it what the site says, and nobody is told what was not.

use super::*;

/// What one look at the site tells of its stories.
fn hears(room: &Newsroom) -> Vec<String> {
    sync(room).received.into_iter().flat_map(|one| one.sentences).collect()
}

fn says(told: &[String], what: &str) -> bool {
    told.iter().any(|one| one.contains(what))
}

fn at_rest(writer: &Newsroom, editor: &Newsroom) {
    for _ in 0..2 {
        sync(editor);
        sync(writer);
    }
    assert!(quiet(&sync(editor)) && quiet(&sync(writer)));
}

#[test]
fn a_story_that_its_writer_approved_and_took_back_waits_as_soon_as_it_is_handed_in_again() {
    let site = PracticeSite::start();
    let ((_, editor), (writer, id)) = (two_desks(&site), approved_by_its_writer(&site));
    file(&writer, &writer.desk.story(id).unwrap());
    sync(&editor);
    assert_eq!(status(&writer, id), Status::Approved);
    take_back(&writer, id);
    assert_eq!(status(&writer, id), Status::Returned);
    sync(&editor);
    assert_eq!(status(&editor, id), Status::Returned);
    file(&writer, &writer.desk.story(id).unwrap());
    let told = hears(&editor);
    assert!(says(&told, "handed in again"), "{told:?}");
    at_rest(&writer, &editor);
    assert_eq!((status(&editor, id), status(&writer, id)), (Status::Filed, Status::Filed));
}

#[test]
fn what_is_heard_of_the_article_alone_is_not_owed_back_to_the_site() {
    let site = PracticeSite::start();
    let line = BadLine::to(&site.url);
    let writer = Newsroom::new(&[(&Address { url: line.url(), ..town(&site) }, &site.writer)]);
    let editor = Newsroom::new(&[(&town(&site), &site.editor)]);
    let handed_in = || {
        let id = writer.words().id;
        file(&writer, &writer.desk.story(id).unwrap());
        sync(&editor);
        id
    };
    let other = handed_in();
    line.plan(&[], || {});
    take_back(&writer, other);
    let (_, requests) = line.mend();
    sync(&editor);
    // The last request is the manuscript that says so.
    let id = handed_in();
    line.plan(&[(requests - 1, Fault::Instead(503))], || {});
    take_back(&writer, id);
    assert_eq!(line.mend(), (1, requests));
    assert!(quiet(&sync(&editor)), "the manuscript is as it was, and nobody writes over it");
    assert_eq!(status(&editor, id), Status::Returned, "the article says it");
    file(&writer, &writer.desk.story(id).unwrap());
    let told = hears(&editor);
    assert!(says(&told, "handed in again"), "{told:?}");
    at_rest(&writer, &editor);
    assert_eq!((status(&editor, id), status(&writer, id)), (Status::Filed, Status::Filed));
}

#[test]
fn what_its_writer_takes_back_is_theirs_though_its_approval_came_to_the_site_before() {
    let (_site, writer, editor, id) = handed_in();
    approve(&editor, id);
    assert_eq!(sync(&editor).sent, [id]);
    take_back(&writer, id);
    assert_eq!(status(&writer, id), Status::Returned);
    let told = hears(&editor);
    assert!(says(&told, "took it back") && !says(&told, "anew"), "{told:?}");
    at_rest(&writer, &editor);
    assert_eq!((status(&editor, id), status(&writer, id)), (Status::Returned, Status::Returned));
    file(&writer, &writer.desk.story(id).unwrap());
    sync(&editor);
    assert_eq!(status(&editor, id), Status::Filed);
}

#[test]
fn what_an_editor_takes_off_the_review_is_its_writers_at_both_desks_and_is_passed_anew() {
    for told_before in [false, true] {
        let (_site, writer, editor, id) = handed_in();
        approve(&editor, id);
        if told_before {
            sync(&editor);
            sync(&writer);
        }
        take_back(&editor, id);
        for _ in 0..2 {
            let told = hears(&writer);
            assert!(!says(&told, "handed in"), "{told:?}");
            for room in [&writer, &editor] {
                assert_eq!(status(room, id), Status::Returned);
            }
            sync(&editor);
        }
        let here = editor.desk.story(id).unwrap();
        let refused = editor.desk.publish(id, here.version, TOWN, None, Timestamp::now());
        assert_eq!(refused.unwrap_err().code, Code::Invalid, "it was not approved since");
        at_rest(&writer, &editor);
    }
}

#[test]
fn an_approval_and_a_return_that_meet_leave_a_story_with_its_writer() {
    let (_site, writer, [ada, ben], id) = handed_in_to_two();
    approve(&ben, id);
    ada.desk.return_with_reasons(id, "Who says so?", Timestamp::now()).unwrap();
    for room in [&ada, &writer, &ben, &ada] {
        sync(room);
    }
    for (who, room) in [("ada", &ada), ("ben", &ben), ("the writer", &writer)] {
        assert_eq!(status(room, id), Status::Returned, "at {who}’s desk");
    }
}

#[test]
fn nobody_is_told_that_the_sender_approved_what_was_approved_here() {
    let (_site, writer, editor, id) = handed_in();
    approve(&editor, id);
    writer.edit(&writer.desk.story(id).unwrap(), "The clock", "The old clock");
    file(&writer, &writer.desk.story(id).unwrap());
    let told = hears(&editor);
    assert_eq!(status(&editor, id), Status::Filed);
    assert!(says(&told, "approved anew") && !says(&told, "where it comes from"), "{told:?}");
    at_rest(&writer, &editor);
}

#[test]
fn a_text_that_was_handed_in_before_its_return_was_told_waits_and_is_read_first() {
    let (_site, writer, editor, id) = handed_in();
    editor.desk.return_with_reasons(id, "Fix the date.", Timestamp::now()).unwrap();
    writer.edit(&writer.desk.story(id).unwrap(), "The clock", "On Monday the clock");
    file(&writer, &writer.desk.story(id).unwrap());
    let told = hears(&editor);
    assert!(says(&told, "handed in again") && says(&told, "read this one first"), "{told:?}");
    at_rest(&writer, &editor);
    for room in [&editor, &writer] {
        assert_eq!(status(room, id), Status::Filed);
        assert_eq!(super::told(room, id), ["Fix the date."]);
    }
}

#[test]
fn what_somebody_says_of_a_text_that_went_there_from_here_hands_nothing_in() {
    let (_site, writer, editor, id) = handed_in();
    let edit = || editor.edit(&editor.desk.story(id).unwrap(), "The clock", "The old clock");
    edit();
    // It stood here before, and is in the history as it was counted then.
    let past = editor.desk.revisions(id).unwrap();
    let first = past.into_iter().find(|one| one.why == "came from elsewhere").unwrap();
    editor.desk.restore(id, first.id, Timestamp::now()).unwrap();
    edit();
    sync(&editor);
    sync(&writer);
    let text = editor.edit(&editor.desk.story(id).unwrap(), "The old clock", "The oldest clock");
    assert!(text.copy.body.contains("oldest"));
    editor.desk.return_with_reasons(id, "Fix the date.", Timestamp::now()).unwrap();
    writer.desk.add_note(id, "It is old.", None, Timestamp::now()).unwrap();
    sync(&writer);
    let told = hears(&editor);
    assert!(!says(&told, "handed in"), "{told:?}");
    at_rest(&writer, &editor);
    assert_eq!((status(&editor, id), status(&writer, id)), (Status::Returned, Status::Returned));
}

#[test]
fn what_stands_as_published_at_the_writers_desk_is_what_readers_have() {
    let (_site, writer, editor, id) = handed_in();
    approve(&editor, id);
    let moment = Timestamp::now() + jiff::SignedDuration::from_secs(2);
    let here = editor.desk.story(id).unwrap();
    let waits = editor.publish(&here, TOWN, Some(moment));
    assert_eq!(waits.state, State::Held);
    editor.edit(&here, "The clock", "The golden clock");
    // The site's own clock has to come to it, too.
    while editor.delivery(&waits.id).state != State::Delivered {
        assert!(Timestamp::now() < moment + jiff::SignedDuration::from_secs(20));
        std::thread::sleep(std::time::Duration::from_millis(100));
        editor.work();
    }
    let published = |room: &Newsroom, body: &str| {
        assert_eq!(status(room, id), Status::Published);
        assert_eq!(room.desk.story(id).unwrap().copy.body, body);
    };
    for _ in 0..2 {
        let told = hears(&writer);
        published(&writer, &here.copy.body);
        assert!(!says(&told, "correction"), "{told:?}");
        sync(&editor);
        published(&editor, &here.copy.body.replace("The clock", "The golden clock"));
    }
    at_rest(&writer, &editor);

    approve(&editor, id);
    let version = editor.desk.story(id).unwrap().version;
    editor.desk.correct(id, version, "It is of gold.", Timestamp::now()).unwrap();
    editor.work();
    sync(&writer);
    assert_eq!(status(&writer, id), Status::Corrected);
    let corrected = writer.desk.story(id).unwrap().copy.body;
    assert_eq!(corrected, editor.desk.story(id).unwrap().copy.body);
    assert!(corrected.contains("golden clock"), "{corrected}");
    at_rest(&writer, &editor);
}

#[test]
fn an_update_and_each_correction_are_at_the_writers_desk_without_the_editors_next_look() {
    let (_site, writer, editor, id) = handed_in();
    approve(&editor, id);
    let published = editor.publish(&editor.desk.story(id).unwrap(), TOWN, None);
    assert_eq!(published.state, State::Delivered, "{:?}", published.problem);
    sync(&writer);
    let body = |room: &Newsroom| room.desk.story(id).unwrap().copy.body;
    let change = |from: &str, to: &str| {
        editor.edit(&editor.desk.story(id).unwrap(), from, to);
        approve(&editor, id);
    };
    change("strikes again", "strikes once more");
    editor.publish(&editor.desk.story(id).unwrap(), TOWN, None);
    sync(&writer);
    assert!(body(&writer).contains("strikes once more"), "an update");
    for (from, to) in [("once more", "twice"), ("twice", "thrice")] {
        change(from, to);
        let version = editor.desk.story(id).unwrap().version;
        editor.desk.correct(id, version, "It was counted anew.", Timestamp::now()).unwrap();
        editor.work();
        sync(&writer);
        assert!(body(&writer).contains(to), "corrected: {}", body(&writer));
    }
    assert_eq!(status(&writer, id), Status::Corrected);
    at_rest(&writer, &editor);
}

#[test]
fn whoever_gave_a_story_back_is_named_and_what_its_writer_took_back_is_nothing_to_read() {
    let (_site, writer, editor, id) = handed_in();
    for opened in [true, false] {
        if opened {
            editor.desk.open_story(id).unwrap();
        }
        take_back(&writer, id);
        let told = hears(&editor);
        assert!(says(&told, "Practice writer took it back"), "{told:?}");
        assert!(!says(&told, "notes") && !says(&told, "sent"), "{told:?}");
        assert_eq!(editor.desk.inbox().unwrap().waits, []);
        file(&writer, &writer.desk.story(id).unwrap());
        sync(&editor);
        assert_eq!(editor.desk.inbox().unwrap().unread, 1);
    }
    // What was said with it is to be read.
    writer.desk.add_note(id, "I have to ask once more.", None, Timestamp::now()).unwrap();
    take_back(&writer, id);
    sync(&editor);
    assert_eq!(editor.desk.inbox().unwrap().unread, 1);
    file(&writer, &writer.desk.story(id).unwrap());
    sync(&editor);
    editor.desk.return_with_reasons(id, "Who says so?", Timestamp::now()).unwrap();
    sync(&editor);
    let told = hears(&writer);
    assert!(says(&told, "Ada Fox sent it back: the notes say why."), "{told:?}");
}

#[test]
fn who_sets_an_embargo_on_what_is_in_review_is_told_what_they_themselves_can_do() {
    let (_site, writer, editor, id) = handed_in();
    let now = Timestamp::now();
    let until = now + jiff::SignedDuration::from_hours(1);
    for (room, way) in [(&writer, "take it back and set"), (&editor, "publish it at a time")] {
        let refused = room.desk.set_embargo(id, Some(until), now).unwrap_err();
        assert!(refused.hint.contains(way), "{refused}");
    }
    // And so they can.
    approve(&editor, id);
    let waits = editor.publish(&editor.desk.story(id).unwrap(), TOWN, Some(until));
    assert_eq!(waits.state, State::Held);
}
