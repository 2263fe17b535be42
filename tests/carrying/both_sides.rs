//! Of two who change one story on its way, nobody loses a word and nobody's text is passed unseen.

use super::*;
use copydesk::desk::{PacketRead, Received, Taking};
use copydesk::review::{How, Person};
use copydesk::site::Credential;
use copydesk::story::Copy;

/// A site, its writer's and its editor's desk, and a story that is at both, as its writer has it.
fn handed_in() -> (PracticeSite, Newsroom, Newsroom, Story) {
    let (site, writer, editor, id) = super::handed_in();
    let story = writer.desk.story(id).unwrap();
    (site, writer, editor, story)
}

#[test]
fn of_two_who_change_a_story_at_once_nobody_loses_a_word() {
    let (site, _writer, editor, story) = handed_in();
    let (id, colleague) = (story.id, colleague(&site, "Ed Lane"));
    sync(&colleague);
    editor.edit(&editor.desk.story(id).unwrap(), "strikes again", "strikes once more");
    colleague.edit(&colleague.desk.story(id).unwrap(), "stopped to listen", "stood and listened");
    editor.desk.add_note(id, "Mine.", None, Timestamp::now()).unwrap();
    colleague.desk.add_note(id, "And mine.", None, Timestamp::now()).unwrap();
    editor.desk.take(id, Timestamp::now()).unwrap();
    assert_eq!(sync(&editor).sent, [id]);
    assert_eq!(sync(&colleague).sent, [id], "with what the first one said");
    sync(&editor);
    for room in [&editor, &colleague] {
        let body = room.desk.story(id).unwrap().copy.body;
        assert!(body.contains("once more") && body.contains("stood and listened"), "{body}");
        assert_eq!(told(room, id), ["Mine.", "And mine."]);
        let holder = room.desk.review(id).unwrap().holder.unwrap().person.unwrap();
        assert_eq!(holder.name, "Ada Fox");
    }
    assert!(quiet(&sync(&editor)) && quiet(&sync(&colleague)), "and then it is at rest");
}

#[test]
fn a_story_handed_in_again_overwrites_no_text_that_never_came_here() {
    let (_site, writer, editor, story) = handed_in();
    let id = story.id;
    editor.edit(&editor.desk.story(id).unwrap(), "People", "Crowds");
    sync(&editor);
    let mine = writer.edit(&story, "The clock strikes", "At last the clock strikes");
    let refused = writer.publish(&mine, TOWN, None);
    assert_eq!(refused.state, State::NeedsYou);
    assert_eq!(refused.problem.unwrap().code, Code::Conflict);
    sync(&writer);
    let both = writer.desk.story(id).unwrap();
    assert!(both.copy.body.contains("Crowds") && both.copy.body.contains("At last"));
    file(&writer, &both);
    sync(&editor);
    assert_eq!(editor.desk.story(id).unwrap().copy, both.copy);
}

#[test]
fn where_both_changed_the_same_words_nothing_goes_there_before_it_is_settled() {
    let (site, _writer, editor, story) = handed_in();
    let id = story.id;
    editor.edit(&editor.desk.story(id).unwrap(), "People stopped", "Everybody stopped");
    let colleague = colleague(&site, "Ed Lane");
    sync(&colleague);
    colleague.edit(&colleague.desk.story(id).unwrap(), "People stopped", "Nobody stopped");
    sync(&colleague);
    let disputed = sync(&editor);
    let came = &disputed.received[0];
    assert!(disputed.sent.is_empty() && came.conflicts.len() == 1, "{came:?}");
    assert!(editor.desk.story(id).unwrap().copy.body.contains("Everybody"));
    let whose = &editor.desk.inbox().unwrap().undecided[0].from;
    assert_eq!(whose, "Practice editor", "whoever changed it, not whose story it is");
    let (version, number) = (came.story.version, came.undecided.unwrap());
    let choices = [Some(Choice::Theirs)];
    editor.desk.settle_received(id, version, number, &choices, Timestamp::now()).unwrap();
    sync(&editor);
    sync(&colleague);
    for room in [&editor, &colleague] {
        assert!(room.desk.story(id).unwrap().copy.body.contains("Nobody stopped"));
    }
}

#[test]
fn an_editor_who_went_back_to_an_earlier_text_is_not_written_over() {
    let site = PracticeSite::start();
    let (writer, editor) = two_desks(&site);
    let story = writer.words();
    let id = story.id;
    file(&writer, &story);
    writer.edit(&writer.desk.story(id).unwrap(), "strikes again", "strikes once more");
    file(&writer, &writer.desk.story(id).unwrap());
    sync(&editor);
    editor.edit(&editor.desk.story(id).unwrap(), "strikes once more", "strikes again");
    assert_eq!(sync(&editor).sent, [id]);
    writer.edit(&writer.desk.story(id).unwrap(), "stopped to listen", "stood and listened");
    let refused = writer.publish(&writer.desk.story(id).unwrap(), TOWN, None);
    assert_eq!(refused.state, State::NeedsYou);
    assert_eq!(refused.problem.unwrap().code, Code::Conflict);
    sync(&writer);
    let body = writer.desk.story(id).unwrap().copy.body;
    assert!(body.contains("stood and listened"), "{body}");
}

#[test]
fn a_writer_who_approves_their_own_story_passes_nothing_by_it() {
    let site = PracticeSite::start();
    let ((_, editor), (writer, id)) = (two_desks(&site), approved_by_its_writer(&site));
    file(&writer, &writer.desk.story(id).unwrap());
    sync(&editor);
    assert_eq!(editor.desk.story(id).unwrap().status, Status::Filed);
    assert_eq!(editor.desk.review(id).unwrap().approvals, []);
    assert_eq!(editor.desk.passed_elsewhere(id).unwrap(), []);
}

#[test]
fn what_a_desk_gave_to_somebody_before_it_only_handed_in_is_told_to_no_site() {
    let site = PracticeSite::start();
    let (_, editor) = two_desks(&site);
    let writer = Newsroom::new(&[]);
    writer.desk.set_me("Jo Smith").unwrap();
    let story = writer.words();
    let (id, now) = (story.id, Timestamp::now);
    let ben = Person { name: "Ben Hart".into(), key: String::new() };
    writer.desk.assign(id, Some(ben.clone()), now()).unwrap();
    writer.desk.add_site(town(&site), &Credential::new(&site.writer), now()).unwrap();
    file(&writer, &story);
    sync(&editor);
    assert_eq!(editor.desk.review(id).unwrap().holder, None);
    writer.desk.add_note(id, "Is it the old clock?", None, now()).unwrap();
    sync(&writer);
    let refused = writer.desk.assign(id, None, now()).unwrap_err();
    assert_eq!(refused.code, Code::Forbidden, "Ben has it at this desk");
    // Whom an editor gives it to, the writer's desk hears and sends on.
    editor.desk.assign(id, Some(ben), now()).unwrap();
    sync(&editor);
    sync(&writer);
    writer.desk.add_note(id, "It is.", None, now()).unwrap();
    sync(&writer);
    sync(&editor);
    assert_eq!(editor.desk.review(id).unwrap().holder, writer.desk.review(id).unwrap().holder);
}

#[test]
fn what_an_editor_said_before_a_story_is_handed_in_again_comes_by_handing_it_in() {
    let (_site, writer, editor, story) = handed_in();
    let id = story.id;
    let asked = writer.desk.add_note(id, "Is it the old clock?", None, Timestamp::now()).unwrap();
    sync(&writer);
    sync(&editor);
    editor.desk.add_note(id, "Which people?", None, Timestamp::now()).unwrap();
    editor.desk.settle(id, &asked.id, How::Resolved, Timestamp::now()).unwrap();
    let words = editor.desk.anchor_on(id, "listen").unwrap();
    editor.desk.suggest(id, words, "hear it", Timestamp::now()).unwrap();
    sync(&editor);
    writer.desk.open_story(id).unwrap();

    let mine = writer.edit(&story, "People stopped", "Crowds stopped");
    file(&writer, &mine);
    assert_eq!(told(&writer, id), ["Is it the old clock?", "Which people?"]);
    let (here, there) = (writer.desk.review(id).unwrap(), editor.desk.review(id).unwrap());
    assert_eq!((&here.notes, &here.suggestions), (&there.notes, &there.suggestions));
    let inbox = writer.desk.inbox().unwrap();
    assert_eq!((inbox.unread, inbox.waits[0].from.as_str()), (1, "Practice editor"));
    assert!(quiet(&sync(&writer)), "both have the same");
    assert_eq!(sync(&editor).received.len(), 1);
    assert_eq!(editor.desk.review(id).unwrap().notes, there.notes);
}

#[test]
fn of_a_story_that_came_in_again_the_editor_sees_what_its_writer_changed() {
    let (_site, writer, editor, story) = handed_in();
    let (id, now) = (story.id, Timestamp::now);
    let changed = |room: &Newsroom| {
        let (from, since) = room.desk.changed_since(id).unwrap().unwrap();
        let compared = room.desk.compare_revisions(id, Some(from), None).unwrap();
        (since, compared.words_in, compared.words_out)
    };
    editor.edit(&editor.desk.story(id).unwrap(), "People", "Two people");
    assert_eq!(changed(&editor), (Since::HandedIn, 2, 1), "what the editor changed");
    editor.desk.return_with_reasons(id, "Who listened?", now()).unwrap();
    sync(&editor);
    sync(&writer);
    assert_eq!(writer.desk.turn(id).unwrap(), Turn::ToHandIn);
    assert_eq!(editor.desk.turn(id).unwrap(), Turn::WithItsWriter);
    assert_eq!(changed(&writer), (Since::HandedIn, 2, 1), "at the writer’s desk, too");
    writer.edit(&writer.desk.story(id).unwrap(), "to listen", "to listen and to stare");
    file(&writer, &writer.desk.story(id).unwrap());
    assert_eq!(writer.desk.turn(id).unwrap(), Turn::ForOthers);
    assert_eq!(changed(&writer), (Since::HandedIn, 0, 0));
    sync(&editor);
    let (since, words_in, words_out) = changed(&editor);
    let Since::Returned(Some(made)) = since else { panic!("{since:?}") };
    assert_eq!((made.by.name.as_str(), words_in, words_out), ("Ada Fox", 3, 0));
    assert_eq!(editor.desk.turn(id).unwrap(), Turn::ToPass);
}

/// Both changed one paragraph, and the writer handed theirs in; the editor passed another, unseeing.
fn both_changed_a_paragraph() -> (PracticeSite, Newsroom, Newsroom, StoryId) {
    let (site, writer, editor, story) = handed_in();
    editor.edit(&story, "People stopped to listen.", "Crowds stood in the rain for it.");
    writer.edit(&story, "People stopped to listen.", "Children sang a merry song there.");
    file(&writer, &story);
    (site, writer, editor, story.id)
}

/// Passes what stands at the desk, and takes it in place of what is on the site.
fn take_mine(room: &Newsroom, id: StoryId) -> copydesk::error::Result<Option<Delivery>> {
    let version = approve(room, id).version;
    let seen = room.desk.compare_with_site(id, TOWN).unwrap().seen;
    let mine = (seen.as_str(), &Taking::Mine, true);
    room.desk.settle_with_site(id, version, TOWN, mine, Timestamp::now())
}

#[test]
fn nobody_writes_over_what_was_handed_in_before_it_is_in_the_list_of_conflicts() {
    let (site, _writer, editor, id) = both_changed_a_paragraph();
    assert_eq!(editor.desk.to_settle(id).unwrap(), []);
    let refused = take_mine(&editor, id).unwrap_err();
    assert_eq!(refused.code, Code::Conflict);
    assert!(refused.message.contains("Practice writer"), "{refused}");
    let open = editor.desk.to_settle(id).unwrap();
    assert_eq!((open.len(), open[0].from.as_str()), (1, "Practice writer"));
    assert_eq!(open[0].conflicts[0].theirs, "Children sang a merry song there.");
    assert!(site.body_of(&id.to_string()).contains("Children sang"), "nothing was written over");
    assert!(editor.desk.story(id).unwrap().copy.body.contains("Crowds stood"));
}

/// Settles what there is to settle, and sends what stands then.
fn settle(room: &Newsroom, id: StoryId, choice: Choice) {
    let (open, version) =
        (room.desk.to_settle(id).unwrap().remove(0), room.desk.story(id).unwrap().version);
    assert_eq!(open.conflicts.len(), 1);
    let choices = [Some(choice)];
    room.desk.settle_received(id, version, open.number, &choices, Timestamp::now()).unwrap();
    sync(room);
}

/// What of a story that came is said not to stand.
fn not_standing(came: &Received) -> Vec<&String> {
    came.sentences.iter().filter(|one| one.contains("does not stand")).collect()
}

#[test]
fn a_writer_is_told_which_of_their_words_do_not_stand() {
    let (_site, writer, editor, id) = both_changed_a_paragraph();
    editor.edit(&editor.desk.story(id).unwrap(), "strikes again", "strikes once more");
    sync(&editor);
    settle(&editor, id, Choice::Mine);
    editor.edit(&editor.desk.story(id).unwrap(), "The clock", "A clock");
    sync(&editor);

    let came = sync(&writer).received.remove(0);
    let told = not_standing(&came);
    assert_eq!(told.len(), 1, "of what was merely edited nothing is said: {:?}", came.sentences);
    assert_eq!(came.overruled.len(), 1);
    assert!(told[0].contains("in paragraph 2") && told[0].contains("“Children sang a merry song"));
    let (from, since) = writer.desk.changed_since(id).unwrap().unwrap();
    let compared = writer.desk.compare_revisions(id, Some(from), None).unwrap();
    assert_eq!((since, compared.words_out), (Since::HandedIn, 6 + 2), "{compared:?}");
}

#[test]
fn a_writer_whose_headline_stands_beside_another_is_not_told_that_it_does_not() {
    let (_site, writer, editor, story) = handed_in();
    for (room, headline) in [(&editor, "Clock in the tower mended"), (&writer, "Old clock mended")]
    {
        let stands = room.desk.story(story.id).unwrap();
        let copy = Copy { headline: headline.to_owned(), ..stands.copy };
        room.desk.save_copy(story.id, stands.version, &copy, Timestamp::now()).unwrap();
    }
    file(&writer, &writer.desk.story(story.id).unwrap());
    sync(&editor);
    settle(&editor, story.id, Choice::Both);
    let came = sync(&writer).received.remove(0);
    assert_eq!(came.story.copy.headline, "Clock in the tower mended / Old clock mended");
    assert!(not_standing(&came).is_empty() && came.overruled.is_empty(), "{came:?}");
}

#[test]
fn a_writer_who_wrote_on_is_not_told_that_words_do_not_stand_which_nobody_was_asked_about() {
    let (_site, writer, editor, id) = both_changed_a_paragraph();
    editor.edit(&editor.desk.story(id).unwrap(), "strikes again", "strikes once more");
    sync(&editor);
    settle(&editor, id, Choice::Mine);
    let stands = writer.desk.story(id).unwrap();
    writer.edit(&stands, "The clock strikes", "At last the clock strikes");
    let folder = tempfile::tempdir().unwrap();
    let packet = folder.path().join("back.story");
    editor.desk.write_packet(id, &packet, Timestamp::now()).unwrap();
    let key = editor.desk.my_key().unwrap().person.key;
    let came = writer.desk.read_packet(&packet, Some(&key), Timestamp::now()).unwrap();
    let PacketRead::Taken { received, .. } = came else { panic!("{came:?}") };
    assert!(received.story.copy.body.contains("At last the clock strikes once more."));
    let told = not_standing(&received);
    assert!(told.len() == 1 && told[0].contains("“Children sang a merry song"), "{told:?}");
}

#[test]
fn of_a_text_that_came_in_again_after_it_was_approved_the_editor_sees_what_changed_since() {
    let (_site, writer, editor, story) = handed_in();
    let (id, me) = (story.id, editor.desk.myself().unwrap());
    approve(&editor, id);
    writer.edit(&story, "to listen", "to listen and to stare");
    file(&writer, &story);
    sync(&editor);
    assert_eq!(editor.desk.story(id).unwrap().status, Status::Filed, "it is reopened");
    let (from, since) = editor.desk.changed_since(id).unwrap().unwrap();
    let compared = editor.desk.compare_revisions(id, Some(from), None).unwrap();
    assert!(matches!(&since, Since::Approved(made) if made.by == me), "{since:?}");
    assert_eq!((compared.words_in, compared.words_out), (3, 0));
}

#[test]
fn a_return_that_two_texts_came_across_reaches_its_writer_with_its_reasons_once_they_are_settled() {
    let (_site, writer, [ada, ben], id) = super::handed_in_to_two();
    for (room, who) in [(&ada, "Crowds stood in the rain"), (&ben, "Nobody sang a merry song")] {
        room.edit(&room.desk.story(id).unwrap(), "People stopped to listen", who);
    }
    sync(&ben);
    ada.desk.return_with_reasons(id, "Who says so?", Timestamp::now()).unwrap();
    assert_eq!(sync(&ada).received[0].conflicts.len(), 1);
    sync(&writer);
    assert_eq!(status(&writer, id), Status::Filed, "nothing is told without its reasons");
    settle(&ada, id, Choice::Mine);
    let came = sync(&writer).received.remove(0);
    assert_eq!(status(&writer, id), Status::Returned);
    assert!(came.sentences.iter().any(|one| one.contains("Ada Fox sent it back")), "{came:?}");
    assert_eq!(told(&writer, id), ["Who says so?"]);
}
