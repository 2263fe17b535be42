//! What people do in WordPress itself: give a draft a later date, publish a contributor's story, put
//! a picture's words right in the media library.

use crate::wordpress::Wordpress;
use crate::{address, connect, send_pictures, story};
use copydesk::error::Code;
use copydesk::house::House;
use copydesk::site::{Kind, Outgoing, Release, Site, Stage};
use jiff::{Timestamp, ToSpan};
use serde_json::json;

fn of(site: &Wordpress, user: &str) -> Box<dyn Site> {
    connect(&address(Kind::Wordpress, &site.url, Some(user)), site.password(user))
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn a_story_that_wordpress_has_wait_is_told_with_its_moment() {
    let site = Wordpress::start(&[]);
    let edith = of(&site, "edith");
    let story = story();
    let (pictures, _) = send_pictures(&*edith, &story);
    let outgoing = Outgoing { story: &story, house: House::built_in(), pictures: &pictures };
    let draft = edith.save(&outgoing, None).expect("created");
    let later = Timestamp::from_second((Timestamp::now() + 9.hours()).as_second()).expect("a date");
    let date = later.to_string().replace('Z', "");
    site.change_post(&draft.id, &json!({ "date_gmt": date }));
    let known = edith.find_story(&outgoing, Some(&draft)).expect("asked").expect("there");
    assert_eq!((known.stage, known.moment), (Stage::Draft, None));
    let waits = edith.release(&outgoing, &known, Release::Publish).expect("that is no refusal");
    assert_eq!((waits.stage, waits.moment), (Stage::Scheduled, Some(later)));
    assert!(edith.read_back(&waits).is_err());
    let public = edith.release(&outgoing, &waits, Release::Publish).expect("who knows it means it");
    assert_eq!((public.stage, public.moment), (Stage::Public, None));
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn what_an_editor_published_is_not_called_changed_where_nobody_can_know() {
    let site = Wordpress::start(&[]);
    let gustav = of(&site, "gustav");
    let story = story();
    let (pictures, _) = send_pictures(&*gustav, &story);
    let outgoing = Outgoing { story: &story, house: House::built_in(), pictures: &pictures };
    let draft = gustav.save(&outgoing, None).expect("a contributor may draft");
    let filed = gustav.release(&outgoing, &draft, Release::File).expect("handed in");
    site.change_post(&filed.id, &json!({ "status": "publish" }));
    let there = gustav.find_story(&outgoing, Some(&filed)).expect("asked").expect("there");
    assert_eq!((there.stage, there.words.as_str()), (Stage::Public, ""));
    let error = gustav.release(&outgoing, &filed, Release::File).expect_err("not his any more");
    assert_eq!(error.code, Code::Forbidden, "{error}");
    assert!(error.message.contains("may not see"), "{error}");
}
