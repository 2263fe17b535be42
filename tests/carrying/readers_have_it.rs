//! What every desk knows of a story that readers have, or had.

use super::*;

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
    let ben = Newsroom::new(&[(&town(&site), &site.editor)]);
    ben.desk.set_me("Ben Hart").unwrap();
    let story = writer.story();
    file(&writer, &story);
    sync(&ada);
    sync(&ben);
    let there = ada.desk.story(story.id).unwrap();
    ada.edit(&there, "People stopped", "Crowds stopped");
    let there = ada.desk.story(story.id).unwrap();
    let me = ada.desk.myself().unwrap();
    let passed = ada.desk.approve(story.id, there.version, &me, Timestamp::now()).unwrap();
    assert_eq!(ada.publish(&passed, TOWN, None).state, State::Delivered);
    Published { _site: site, writer, ada, ben, story: story.id }
}

fn status(room: &Newsroom, id: StoryId) -> Status {
    room.desk.story(id).unwrap().status
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
fn a_colleague_knows_what_another_desk_published_and_can_take_it_off() {
    let Published { writer, ada, ben, story, .. } = &published();
    sync(ben);
    assert_eq!(status(ben, *story), Status::Published);
    let queued = ben.desk.withdraw(*story, None, Timestamp::now()).unwrap();
    assert_eq!(queued.len(), 1);
    ben.work();
    assert_eq!(ben.delivery(&queued[0].id).state, State::Delivered);
    for (who, room) in [("ben", ben), ("ada", ada), ("the writer", writer)] {
        sync(room);
        assert_eq!(status(room, *story), Status::Withdrawn, "at {who}’s desk");
        assert!(room.desk.places(*story).unwrap().iter().all(|place| place.stage != Stage::Public));
        assert_eq!(room.desk.verify(*story).unwrap().faults, []);
    }
}
