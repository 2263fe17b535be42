//! What people do in WordPress itself: give a draft a later date, publish a contributor's story, put
//! a picture's words right in the media library.

use crate::bad_line::BadLine;
use crate::wordpress::Wordpress;
use crate::{address, connect, prepared, publish, send_pictures, story};
use copydesk::error::Code;
use copydesk::house::House;
use copydesk::site::{Kind, Outgoing, OutgoingPicture, Release, Site, Stage};
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

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn words_that_were_put_right_in_the_media_library_stay() {
    let site = Wordpress::start(&[]);
    let edith = of(&site, "edith");
    let story = story();
    let public = publish(&*edith, &story);
    let ours = site.media();
    let file = |address: &serde_json::Value| address.as_str().expect("an address").to_owned();
    let copy = file(&ours[0]["media_details"]["sizes"]["medium"]["source_url"]);
    let whole = edith.fetch(&file(&ours[0]["source_url"])).expect("the whole file");
    assert_ne!(edith.fetch(&copy).expect("a smaller copy"), whole);
    assert_eq!(edith.fetch_whole(&copy).expect("a picture to keep"), whole);
    for (item, field) in ours.iter().zip(["alt_text", "caption"]) {
        site.change_media(&item["id"], &json!({ field: "As it really is" }));
    }
    let asked = site.asked("POST /wp/v2/media");
    let (_, sent) = send_pictures(&*of(&site, "edith"), &story);
    assert_eq!((sent, site.asked("POST /wp/v2/media")), (0, asked), "nothing is said again");
    let theirs = site.media();
    assert_eq!(theirs[0]["alt_text"], "As it really is");
    assert_eq!(theirs[1]["caption"]["raw"], "As it really is");
    assert_eq!(theirs[0]["caption"]["raw"], ours[0]["caption"]["raw"], "the others are as sent");
    assert!(edith.read_back(&public).is_ok());
}

/// Words that are too long for an address follow the file. If the answer to the file is lost, they
/// follow once it is found; what somebody wrote there meanwhile stays.
#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn words_that_never_arrived_follow_a_file_that_was_found() {
    let site = Wordpress::start(&[]);
    let line = BadLine::to(&site.url);
    let address = address(Kind::Wordpress, &line.url(), Some("edith"));
    let lossy = connect(&address, site.password("edith"));
    lossy.verify().expect("signed in before the line goes bad");
    for mended in [false, true] {
        let mut story = story();
        story.pictures.truncate(1);
        let words = &mut story.pictures[0].words;
        words.caption = "A long afternoon in the reading room, told at length. ".repeat(40);
        words.copyright = "© Siân Ó Briain".into();
        let prepared = prepared(&story.pictures[0]);
        let outgoing = OutgoingPicture {
            story: &story,
            picture: &story.pictures[0],
            prepared: &prepared,
            caption_line: "A long afternoon (Image - Siân Ó Briain)",
        };
        line.lose_answers(true);
        lossy.send_picture(&outgoing, &|_| {}).expect_err("no answer came");
        line.lose_answers(false);
        let bare = site.media().remove(0);
        assert_eq!((&bare["alt_text"], &bare["description"]["raw"]), (&json!(""), &json!("")));
        if mended {
            site.change_media(&bare["id"], &json!({ "alt_text": "As it really is" }));
        }
        let found = lossy.find_picture(&outgoing).expect("asked").expect("it arrived");
        let item = site.media().remove(0);
        assert_eq!(item["id"].to_string(), found.id);
        let alt = if mended { "As it really is" } else { "Rows of desks" };
        assert_eq!(item["alt_text"], alt);
        let line = item["caption"]["raw"].as_str().expect("a caption");
        assert_eq!(line == outgoing.caption_line, !mended, "{line}");
    }
}
