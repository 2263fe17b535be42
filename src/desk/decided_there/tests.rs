//! Whoever works here may be quicker than the site that is being asked.

use super::*;
use crate::desk::Opening;
use crate::outbox::tests::notebook::Notebook;
use crate::review::Person;
use crate::site::Kind;
use crate::store::Connected;
use crate::story::Copy;
use std::path::Path;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).unwrap()
}

fn open(folder: &Path) -> Desk {
    Desk::open(&Opening { folder, house: None, environment: |_| None }).unwrap()
}

fn address() -> Address {
    let url = "https://town.example".to_owned();
    Address { name: "town".into(), kind: Kind::Wordpress, url, user: None, fingerprint: None }
}

fn ann() -> Person {
    Person { name: "Ann".into(), key: "a".repeat(64) }
}

/// A desk with a story that was handed in and waits on the site.
struct Waiting {
    folder: tempfile::TempDir,
    desk: Desk,
    site: Notebook,
    story: StoryId,
}

fn waiting() -> Waiting {
    let folder = tempfile::tempdir().unwrap();
    let (desk, site) = (open(folder.path()), Notebook::default());
    let connected = Connected { address: address(), practice: false, account: None };
    desk.store().put_site(&connected, at(0)).unwrap();
    let story = desk.new_story(at(0)).unwrap().id;
    write(&desk, story, "The clock strikes.\n");
    desk.file(story, at(1)).unwrap();
    let (none, held) = (BTreeMap::new(), desk.story(story).unwrap());
    let outgoing = Outgoing { story: &held, house: desk.house(), pictures: &none };
    let draft = site.save(&outgoing, None).unwrap();
    let known = site.release(&outgoing, &draft, Release::File).unwrap();
    let revision = desk.store().keep_revision(&held, "filed for review", at(1)).unwrap();
    let known = RemoteStory { revision: Some(revision), ..known };
    desk.store().put_remote_story(&address(), story, &known).unwrap();
    Waiting { folder, desk, site, story }
}

fn write(desk: &Desk, id: StoryId, body: &str) {
    let copy = Copy { body: body.into(), ..Copy::default() };
    let version = desk.story(id).unwrap().version;
    desk.save_copy(id, version, &copy, at(2)).unwrap();
}

impl Waiting {
    /// The site is asked, and whoever works here does this before it answers that.
    fn hear(&self, question: &'static str, does: impl Fn(&Desk, StoryId) + Send + 'static) {
        let (folder, id) = (self.folder.path().to_owned(), self.story);
        self.site.meanwhile(move |asked, _| {
            if asked == question {
                does(&open(&folder), id);
            }
        });
        let now = at(5);
        for (story, known) in self.desk.returned(&address()).unwrap() {
            self.desk.tell_decision(&story, (&address(), &self.site), known, now).unwrap();
        }
        self.desk.hear_decisions(&address(), &self.site, now).unwrap();
        self.site.meanwhile(|_, _| {});
    }

    fn on_the_site(&self, stage: Stage) {
        self.site.colleague(|page| page.stage = Some(stage));
    }

    fn stands(&self) -> (Status, Stage) {
        let known = self.desk.store().remote_story(&address(), self.story).unwrap().unwrap();
        (self.desk.story(self.story).unwrap().status, known.stage)
    }
}

#[test]
fn what_is_typed_while_the_site_is_asked_stays_and_is_nothing_that_readers_got() {
    let room = waiting();
    room.on_the_site(Stage::Public);
    room.hear("find_story", |desk, id| write(desk, id, "The clock strikes again.\n"));
    assert_eq!(room.stands(), (Status::Published, Stage::Public));
    assert_eq!(room.desk.story(room.story).unwrap().copy.body, "The clock strikes again.\n");
    let kept = room.desk.revisions(room.story).unwrap();
    let kept = kept.iter().find(|one| one.why == "published on town").unwrap();
    let kept = room.desk.store().revision(room.story, kept.id).unwrap().story;
    assert_eq!(kept.copy.body, "The clock strikes.\n");
    assert_eq!(room.desk.review(room.story).unwrap().approvals, []);
}

#[test]
fn what_is_kept_as_made_a_draft_again_is_what_stands_here_by_then() {
    let room = waiting();
    room.on_the_site(Stage::Draft);
    room.hear("find_story", |desk, id| write(desk, id, "The clock strikes again.\n"));
    assert_eq!(room.stands(), (Status::Returned, Stage::Draft));
    let kept = room.desk.revisions(room.story).unwrap();
    let kept = kept.iter().find(|one| one.why == "made a draft again on town").unwrap();
    let kept = room.desk.store().revision(room.story, kept.id).unwrap().story;
    assert_eq!(kept.copy.body, "The clock strikes again.\n");
}

#[test]
fn what_is_handed_in_again_or_passed_while_the_site_is_asked_is_not_sent_back_by_its_answer() {
    let room = waiting();
    room.on_the_site(Stage::Draft);
    room.hear("find_story", |desk, id| {
        let version = desk.story(id).unwrap().version;
        desk.approve(id, version, &ann(), at(3)).unwrap();
    });
    assert_eq!(room.stands(), (Status::Approved, Stage::Pending), "it is asked once more");

    let room = waiting();
    room.on_the_site(Stage::Draft);
    room.hear("find_story", |desk, id| {
        let story = desk.story(id).unwrap();
        let to = ("town", Some(Kind::Wordpress));
        let new = crate::desk::publishing::new_delivery(&story, to, Release::File, None, at(3));
        desk.store().queue(id, story.version, &new, at(3)).unwrap();
    });
    assert_eq!(room.stands(), (Status::Filed, Stage::Pending));
}

#[test]
fn what_is_passed_while_the_site_is_told_that_it_was_returned_stays_passed() {
    let room = waiting();
    room.desk.set_me("Ann").unwrap();
    room.desk.return_with_reasons(room.story, "Who says so?", at(3)).unwrap();
    room.hear("withdraw", |desk, id| {
        write(desk, id, "The clock strikes, the mayor says.\n");
        let version = desk.story(id).unwrap().version;
        desk.approve(id, version, &ann(), at(4)).unwrap();
    });
    assert_eq!(room.stands(), (Status::Approved, Stage::Draft));
    room.hear("find_story", |_, _| {});
    assert_eq!(room.stands(), (Status::Approved, Stage::Draft), "what was told is no news");
    let standing = room.desk.store().standing_approvals(room.story).unwrap();
    assert_eq!(standing.len(), 1);
}

#[test]
fn a_delivery_that_waits_for_a_person_goes_on_hearing_what_became_of_the_story() {
    let room = waiting();
    let story = room.desk.story(room.story).unwrap();
    let to = ("town", Some(Kind::Wordpress));
    let new = crate::desk::publishing::new_delivery(&story, to, Release::File, None, at(3));
    let mut store = room.desk.store();
    let queued = store.queue(story.id, story.version, &new, at(3)).unwrap();
    drop(store);
    room.on_the_site(Stage::Public);
    room.hear("", |_, _| {});
    assert_eq!(room.stands(), (Status::Filed, Stage::Pending), "it goes there by itself");

    let mut store = room.desk.store();
    let sending = store.begin_delivery(&queued.id, at(4)).unwrap().unwrap();
    let problem = crate::error::Error::new(Code::SignIn, "No.", "Sign in.");
    store.fail_attempt(&sending, State::NeedsYou, &problem, None, at(4)).unwrap();
    drop(store);
    room.hear("", |_, _| {});
    assert_eq!(room.stands(), (Status::Published, Stage::Public));
    assert_eq!(room.desk.store().delivery(&queued.id).unwrap().state, State::NeedsYou);

    room.on_the_site(Stage::Draft);
    room.hear("", |_, _| {});
    assert_eq!(room.stands(), (Status::Withdrawn, Stage::Withdrawn));
    let ended = room.desk.store().delivery(&queued.id).unwrap();
    assert_eq!(ended.state, State::Failed, "nothing of before shows it again by itself");
}
