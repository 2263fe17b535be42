//! The moves of a story on a site beyond publishing it: a moment told beforehand, off the site and
//! on again; and how words are known to be ours.

use super::{connect, publish, send_pictures, story};
use copydesk::house::House;
use copydesk::site::{Address, Outgoing, Release, Site, Stage};
use jiff::{SignedDuration, Timestamp, ToSpan};

/// What every kind of site must do.
pub fn contract(address: &Address, secret: &str) {
    let site = &*connect(address, secret);
    marks(site);
    if address.kind.schedules() {
        schedules(site);
    }
    withdraws(site);
}

/// What the site made of our words is known as ours, and what others made of them is not.
fn marks(site: &dyn Site) {
    let mut story = story();
    story.copy.body.push_str(
        "\nTwo “quoted” words & an ampersand, 1 < 2, a [link](https://example.org/?a=1&b=2).\n\n\
         1. one\n2. two\n\n| a | b |\n|---|---|\n| 1 | *2* |\n\n```\nlet a = \"<b>\";\n```\n\n---\n\nEnd[^1]\n\n[^1]: A note.\n",
    );
    let (pictures, _) = send_pictures(site, &story);
    let outgoing = Outgoing { story: &story, house: House::built_in(), pictures: &pictures };
    let draft = site.save(&outgoing, None).expect("created");
    assert_eq!(site.mark(&outgoing, None).expect("a mark"), draft.words, "what was sent is there");
    let again = site.save(&outgoing, Some(&draft)).expect("saved");
    assert!(again.is_as(&draft), "a repeat changes no words");
    let public = site.release(&outgoing, &again, Release::Publish).expect("released");
    assert_eq!(public.words, draft.words, "making it public changes no words");
    let copy = site.copy(&public).expect("its words");
    assert_eq!(copy.headline, story.copy.headline);
    assert_eq!(copy.standfirst, story.copy.standfirst);
    assert_eq!(copy.section, story.section);

    let mut theirs = story.clone();
    theirs.copy.body = theirs.copy.body.replace("First paragraph", "The first paragraph");
    let outgoing = Outgoing { story: &theirs, house: House::built_in(), pictures: &pictures };
    let changed = site.save(&outgoing, Some(&public)).expect("saved by a colleague");
    assert!(!changed.is_as(&public), "a colleague's words are not ours");
    let told = site.date().expect("every server tells the time");
    assert!(told.duration_since(Timestamp::now()).abs() < SignedDuration::from_secs(60));
}

fn schedules(site: &dyn Site) {
    let story = story();
    let (pictures, _) = send_pictures(site, &story);
    let outgoing = Outgoing { story: &story, house: House::built_in(), pictures: &pictures };
    let draft = site.save(&outgoing, None).expect("created");
    let at = Timestamp::now() + 1.hour();
    let waits = site.schedule(&outgoing, &draft, at).expect("scheduled");
    let second = Timestamp::from_second(at.as_second()).expect("a moment");
    assert_eq!((waits.stage, waits.moment), (Stage::Scheduled, Some(second)));
    assert!(site.read_back(&waits).is_err(), "not public before its time");
    let later = site.schedule(&outgoing, &waits, at + 1.hour()).expect("put off");
    assert_eq!(later.stage, Stage::Scheduled);
    let hidden = site.withdraw(story.id, &later).expect("taken off the schedule");
    assert_eq!((hidden.stage, hidden.moment), (Stage::Withdrawn, None));
    let there = site.find_story(&outgoing, Some(&hidden)).expect("asked").expect("still there");
    assert!(!matches!(there.stage, Stage::Public | Stage::Scheduled), "{there:?}");
    assert!(there.is_as(&draft), "with its words");
    let waits = site.schedule(&outgoing, &there, at).expect("scheduled once more");
    let public = site.release(&outgoing, &waits, Release::Publish).expect("published at once");
    assert_eq!(public.stage, Stage::Public, "what is scheduled can be published now");
    assert!(site.read_back(&public).expect("readers get it").contains(&story.copy.headline));
}

fn withdraws(site: &dyn Site) {
    let story = story();
    let public = publish(site, &story);
    assert!(site.read_back(&public).is_ok());
    let hidden = site.withdraw(story.id, &public).expect("withdrawn");
    assert_eq!((hidden.stage, &hidden.id), (Stage::Withdrawn, &public.id));
    assert!(site.read_back(&public).is_err(), "readers do not get it any more");
    let again = site.withdraw(story.id, &hidden).expect("a repeat is harmless");
    assert_eq!(again.stage, Stage::Withdrawn);
    let (pictures, _) = send_pictures(site, &story);
    let outgoing = Outgoing { story: &story, house: House::built_in(), pictures: &pictures };
    let there = site.find_story(&outgoing, Some(&hidden)).expect("asked").expect("still there");
    let back = site.release(&outgoing, &there, Release::Publish).expect("published again");
    assert_eq!((back.stage, &back.id), (Stage::Public, &public.id), "the same post");
    assert!(site.read_back(&back).is_ok());
}
