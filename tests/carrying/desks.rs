//! The desks these tests are about, and what is done at them again and again.

use super::{Newsroom, PracticeSite, TOWN, file, sync, town};
use copydesk::delivery::State;
use copydesk::site::Credential;
use copydesk::story::{Status, Story, StoryId};
use jiff::Timestamp;

fn desk(site: &PracticeSite, secret: &str, name: &str) -> Newsroom {
    let room = Newsroom::new(&[(&town(site), secret)]);
    room.desk.set_me(name).unwrap();
    room
}

/// A writer's desk and an editor's, at one site.
pub fn two_desks(site: &PracticeSite) -> (Newsroom, Newsroom) {
    (desk(site, &site.writer, "Jo Smith"), desk(site, &site.editor, "Ada Fox"))
}

/// The desk of one more editor, where nothing has come yet.
pub fn colleague(site: &PracticeSite, name: &str) -> Newsroom {
    desk(site, &site.editor, name)
}

/// A site, its writer's and its editor's desk, and a story that is at both.
pub fn handed_in() -> (PracticeSite, Newsroom, Newsroom, StoryId) {
    let site = PracticeSite::start();
    let (writer, editor) = two_desks(&site);
    let story = writer.words();
    file(&writer, &story);
    sync(&editor);
    (site, writer, editor, story.id)
}

/// As [`handed_in`], with a second editor, Ben Hart, who has it too.
pub fn handed_in_to_two() -> (PracticeSite, Newsroom, [Newsroom; 2], StoryId) {
    let (site, writer, ada, id) = handed_in();
    let ben = colleague(&site, "Ben Hart");
    sync(&ben);
    (site, writer, [ada, ben], id)
}

/// A writer's desk that approved a story of its own before it was signed in to the site.
pub fn approved_by_its_writer(site: &PracticeSite) -> (Newsroom, StoryId) {
    let writer = Newsroom::new(&[]);
    writer.desk.set_me("Jo Smith").unwrap();
    let id = writer.words().id;
    approve(&writer, id);
    writer.desk.add_site(town(site), &Credential::new(&site.writer), Timestamp::now()).unwrap();
    (writer, id)
}

/// Where the story stands at this desk.
pub fn status(room: &Newsroom, id: StoryId) -> Status {
    room.desk.story(id).unwrap().status
}

/// Passes what stands at this desk, in the name of whoever works there.
pub fn approve(room: &Newsroom, id: StoryId) -> Story {
    let (me, here) = (room.desk.myself().unwrap(), room.desk.story(id).unwrap());
    room.desk.approve(id, here.version, &me, Timestamp::now()).unwrap()
}

/// Passes what stands at this desk, and brings it to readers.
pub fn approve_and_publish(room: &Newsroom, id: StoryId) {
    let published = room.publish(&approve(room, id), TOWN, None);
    assert_eq!(published.state, State::Delivered, "{:?}", published.problem);
}

/// Takes it off the site, or out of review.
pub fn take_back(room: &Newsroom, id: StoryId) {
    let queued = room.desk.withdraw(id, None, Timestamp::now()).unwrap();
    assert_eq!(queued.len(), 1);
    room.work();
    assert_eq!(room.delivery(&queued[0].id).state, State::Delivered);
}
