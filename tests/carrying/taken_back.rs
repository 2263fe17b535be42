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
    assert_eq!(stopped.state, State::NeedsYou);
    assert!(told(&stopped).contains("The story was taken back on"), "{}", told(&stopped));
    assert_eq!(editor.stage(&editor.desk.story(id).unwrap(), TOWN), Stage::Draft);
    sync(&editor);
    assert_eq!(editor.delivery(&waits.id).state, State::Failed, "and then it ends");
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
