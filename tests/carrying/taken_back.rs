//! What waits for its moment while its writer takes the story back, or an editor sends it back.

use super::*;
use jiff::SignedDuration;
use std::time::Duration;

const AN_HOUR: i64 = 3600;

/// A story that was handed in, passed, and waits at the editor's desk for its moment.
fn scheduled(seconds: i64) -> (PracticeSite, Newsroom, Newsroom, StoryId, Delivery) {
    let (site, writer, editor, id) = handed_in();
    let moment = Timestamp::now() + SignedDuration::from_secs(seconds);
    let waits = editor.publish(&approve(&editor, id), TOWN, Some(moment));
    assert_eq!(waits.state, State::Held);
    (site, writer, editor, id, waits)
}

fn told(delivery: &Delivery) -> String {
    delivery.problem.as_ref().map(ToString::to_string).unwrap_or_default()
}

#[test]
fn what_waits_for_its_moment_ends_as_soon_as_it_is_heard_that_the_story_was_taken_back() {
    let (_site, writer, editor, id, waits) = scheduled(AN_HOUR);
    take_back(&writer, id);
    sync(&editor);
    let ended = editor.delivery(&waits.id);
    assert_eq!(ended.state, State::Failed);
    assert!(told(&ended).contains("taken back"), "{}", told(&ended));
    let before = editor.desk.deliveries(None).unwrap();
    editor.skip(AN_HOUR + 60);
    editor.work();
    assert_eq!(editor.desk.deliveries(None).unwrap(), before, "nothing is left to be sent");
    assert_eq!(editor.desk.story(id).unwrap().status, Status::Returned);
}

#[test]
fn what_was_taken_back_unheard_is_not_published_at_its_moment_and_the_reason_is_told() {
    let (_site, writer, editor, id, waits) = scheduled(3);
    take_back(&writer, id);
    // The site's own clock has to come to it, too, and nobody sets that.
    let mut stopped = editor.delivery(&waits.id);
    for _ in 0..100 {
        if stopped.state != State::Held {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
        editor.work();
        stopped = editor.delivery(&waits.id);
    }
    assert_eq!(stopped.state, State::Failed);
    assert!(told(&stopped).contains("The story was taken back on"), "{}", told(&stopped));
    assert_eq!(editor.stage(&editor.desk.story(id).unwrap(), TOWN), Stage::Draft);
    assert_eq!(editor.desk.story(id).unwrap().status, Status::Returned);
}

/// A story that an editor passed, and what became of it on the site meanwhile, which they did not fetch.
fn moved_unfetched(
    how: impl Fn(&PracticeSite, &Newsroom, StoryId),
) -> (PracticeSite, Newsroom, StoryId) {
    let site = PracticeSite::start();
    let (writer, editor) = two_desks(&site);
    let id = writer.words().id;
    file(&writer, &writer.desk.story(id).unwrap());
    sync(&editor);
    let (me, now) = (editor.desk.myself().unwrap(), Timestamp::now());
    let here = editor.desk.story(id).unwrap();
    let passed = editor.desk.approve(id, here.version, &me, now).unwrap();
    how(&site, &writer, id);
    let stopped = editor.publish(&passed, TOWN, None);
    assert_eq!(stopped.state, State::Failed, "{:?}", stopped.problem);
    (site, editor, id)
}

fn is_published_once_it_was_passed_anew(editor: &Newsroom, id: StoryId) {
    let (me, now) = (editor.desk.myself().unwrap(), Timestamp::now());
    let here = editor.desk.story(id).unwrap();
    let refused = editor.desk.publish(id, here.version, TOWN, None, now).unwrap_err();
    assert_eq!(refused.code, Code::Invalid, "on the old approval: {refused}");
    let passed = editor.desk.approve(id, here.version, &me, now).unwrap();
    let published = editor.publish(&passed, TOWN, None);
    assert_eq!(published.state, State::Delivered, "{:?}", published.problem);
    assert_eq!(editor.desk.story(id).unwrap().status, Status::Published);
}

#[test]
fn what_its_writer_took_back_unheard_needs_a_new_approval_however_often_publish_is_pressed() {
    let (_site, editor, id) = moved_unfetched(|_, writer, id| take_back(writer, id));
    assert_eq!(editor.desk.story(id).unwrap().status, Status::Returned);
    is_published_once_it_was_passed_anew(&editor, id);
}

#[test]
fn what_a_colleague_sent_back_unheard_needs_a_new_approval_too() {
    let (_site, editor, id) = moved_unfetched(|site, writer, id| {
        let colleague = Newsroom::new(&[(&town(site), &site.editor)]);
        colleague.desk.set_me("Ben Hart").unwrap();
        sync(&colleague);
        colleague.desk.return_with_reasons(id, "Who was there?", Timestamp::now()).unwrap();
        assert_eq!(sync(&colleague).sent, [id]);
        assert!(quiet(&sync(&colleague)));
        sync(writer);
        assert_eq!(writer.desk.story(id).unwrap().status, Status::Returned);
    });
    assert_eq!(editor.desk.story(id).unwrap().status, Status::Returned);
    is_published_once_it_was_passed_anew(&editor, id);
}

#[test]
fn what_a_colleague_published_and_took_off_unheard_needs_a_new_approval_too() {
    let (_site, editor, id) = moved_unfetched(|site, _, id| {
        let colleague = Newsroom::new(&[(&town(site), &site.editor)]);
        let me = colleague.desk.set_me("Ben Hart").unwrap();
        sync(&colleague);
        let here = colleague.desk.story(id).unwrap();
        let passed = colleague.desk.approve(id, here.version, &me, Timestamp::now()).unwrap();
        assert_eq!(colleague.publish(&passed, TOWN, None).state, State::Delivered);
        take_back(&colleague, id);
    });
    assert_eq!(editor.desk.story(id).unwrap().status, Status::Withdrawn);
    is_published_once_it_was_passed_anew(&editor, id);
}

#[test]
fn what_an_editor_sends_back_does_not_go_out_at_its_moment() {
    let (_site, writer, editor, id, waits) = scheduled(AN_HOUR);
    editor.desk.return_with_reasons(id, "Who was there?", Timestamp::now()).unwrap();
    assert_eq!(editor.delivery(&waits.id).state, State::Failed);
    sync(&editor);
    sync(&writer);
    assert_eq!(writer.desk.story(id).unwrap().status, Status::Returned);
}

#[test]
fn what_no_site_has_yet_is_called_off_by_taking_it_back() {
    let site = PracticeSite::start();
    let (writer, editor) = two_desks(&site);
    let now = Timestamp::now();
    let until = now + SignedDuration::from_secs(AN_HOUR);
    let locked = writer.words();
    writer.desk.set_embargo(locked.id, Some(until), now).unwrap();
    let held = writer.publish(&locked, TOWN, None);
    assert_eq!(held.state, State::Held, "{held:?}");
    let timed = editor.words();
    let timed = editor.publish(&timed, TOWN, Some(until));
    for (room, waits) in [(&writer, held), (&editor, timed)] {
        let ended = room.desk.withdraw(waits.story, None, now).unwrap();
        assert_eq!(ended.iter().map(|one| &one.id).collect::<Vec<_>>(), [&waits.id]);
        assert_eq!(ended[0].state, State::Failed);
        assert!(told(&ended[0]).starts_with("Called off"), "{}", told(&ended[0]));
        let again = room.desk.withdraw(waits.story, None, now).unwrap_err();
        assert_eq!(again.code, Code::IllegalMove, "nothing is left: {again}");
    }
}

#[test]
fn what_an_editor_published_meanwhile_is_not_taken_back_and_the_delivery_ends() {
    for heard in [false, true] {
        let site = PracticeSite::start();
        let (writer, editor) = two_desks(&site);
        let story = writer.words();
        file(&writer, &story);
        sync(&editor);
        let (me, now) = (editor.desk.myself().unwrap(), Timestamp::now());
        let here = editor.desk.story(story.id).unwrap();
        let passed = editor.desk.approve(story.id, here.version, &me, now).unwrap();
        assert_eq!(editor.publish(&passed, TOWN, None).state, State::Delivered);

        // Asked for while nobody here knew of it, as without a network.
        let queued = writer.desk.withdraw(story.id, None, now).unwrap();
        if heard {
            sync(&writer);
        }
        writer.work();
        let ended = writer.delivery(&queued[0].id);
        assert_eq!(ended.state, State::Failed, "{}", told(&ended));
        let told = told(&ended);
        assert!(told.contains("is published on") && told.contains("only an editor"), "{told}");
        sync(&writer);
        assert_eq!(writer.stage(&story, TOWN), Stage::Public);
        assert_eq!(writer.desk.story(story.id).unwrap().status, Status::Published);
        assert_eq!(writer.desk.verify(story.id).unwrap().faults, []);
    }
}

#[test]
fn a_lock_that_one_editor_set_on_a_returned_story_holds_at_every_desk() {
    let (_site, writer, [ada, ben], id) = handed_in_to_two();
    ada.desk.return_with_reasons(id, "Who was there?", Timestamp::now()).unwrap();
    for room in [&ada, &ben, &writer] {
        sync(room);
    }
    let until = Timestamp::from_second(Timestamp::now().as_second() + AN_HOUR).unwrap();
    ada.desk.set_embargo(id, Some(until), Timestamp::now()).unwrap();
    for room in [&ada, &ben, &writer, &ada] {
        sync(room);
    }
    for room in [&ada, &ben, &writer] {
        assert_eq!(room.desk.story(id).unwrap().embargo, Some(until));
        assert!(quiet(&sync(room)), "nothing goes to and fro");
    }
    let waits = ben.publish(&approve(&ben, id), TOWN, None);
    assert_eq!(waits.state, State::Held, "{:?}", waits.problem);
}
