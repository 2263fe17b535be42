//! What plug-ins of a WordPress keep beside it: the credit of a picture, and authors who are no accounts.
//! The plug-ins are stand-ins: `tests/support/wordpress/mu-plugins/stand-ins.php`. Both tests of
//! guests were once run with the plug-ins themselves: all was the same, but that PublishPress Authors lets
//! contributors set authors unless a site takes that from them.

use crate::newsroom::Newsroom;
use crate::wordpress::Wordpress;
use crate::{address, connect, publish, send_pictures, story};
use copydesk::delivery::State;
use copydesk::house::House;
use copydesk::site::{Kind, Outgoing, Release, RemoteStory, Site};
use copydesk::story::Story;
use serde_json::Value;

/// A picture, or words about one.
const SENT: &str = "POST /wp/v2/media";

fn site_with(plugin: &str, version: &str) -> Wordpress {
    let site = Wordpress::start(&[("WP_VERSION", version)]);
    site.fault(plugin, true);
    site
}

fn account(site: &Wordpress, user: &str) -> Box<dyn Site> {
    connect(&address(Kind::Wordpress, &site.url, Some(user)), site.password(user))
}

fn credits(site: &Wordpress) -> Vec<Value> {
    site.media().iter().map(|one| one["meta"]["_media_credit"].clone()).collect()
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn the_credit_stands_in_the_field_of_the_site_and_a_repeat_sends_nothing() {
    let site = site_with("newspack", "6.8");
    let mut story = story();
    send_pictures(&*account(&site, "anna"), &story);
    assert_eq!(credits(&site), ["Siân Ó Briain", "Siân Ó Briain"]);
    let sent = site.asked(SENT);
    assert_eq!(send_pictures(&*account(&site, "anna"), &story).1, 0);
    assert_eq!(site.asked(SENT), sent, "what is there is not sent again");

    story.pictures[0].words.credit = "Smith & \"Sons\" <Leeds>".into();
    send_pictures(&*account(&site, "anna"), &story);
    let now = credits(&site);
    assert!(now.contains(&Value::from("Smith & \"Sons\" <Leeds>")), "{now:?}");
    let sent = site.asked(SENT);
    send_pictures(&*account(&site, "anna"), &story);
    assert_eq!(site.asked(SENT), sent, "signs are no difference");
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn a_field_for_the_credit_that_nobody_may_write_stops_no_picture() {
    let site = site_with("newspack-locked", "6.1");
    let story = story();
    let anna = account(&site, "anna");
    assert_eq!(send_pictures(&*anna, &story).1, 2);
    assert_eq!(credits(&site), ["", ""]);
    assert_eq!(site.asked(SENT), 3, "two pictures, and one credit that was refused");
    let media = site.media();
    for one in &media {
        let caption = one["caption"]["raw"].as_str().expect("a caption");
        assert!(caption.contains("Siân Ó Briain"), "{caption}");
        assert_eq!(one["alt_text"], "Rows of desks");
    }
    let sent = site.asked(SENT);
    send_pictures(&*anna, &story);
    assert_eq!(site.asked(SENT), sent, "refused once is not asked again");
}

/// The story as it is on the site: its post's text and the public page.
fn shown(site: &Wordpress, public: &RemoteStory) -> (String, String) {
    let page = ureq::get(&public.url).call().expect("public").body_mut().read_to_string();
    (text_of(site, public), page.expect("a page"))
}

fn text_of(site: &Wordpress, held: &RemoteStory) -> String {
    let post = site.told(&format!("wp/v2/posts/{}?context=edit", held.id));
    post["content"]["raw"].as_str().expect("a text").to_owned()
}

fn again(site: &dyn Site, story: &Story, known: &RemoteStory) -> RemoteStory {
    let (pictures, _) = send_pictures(site, story);
    let outgoing = Outgoing { story, house: House::built_in(), pictures: &pictures };
    let known = site.find_story(&outgoing, Some(known)).expect("asked").expect("there");
    let saved = site.save(&outgoing, Some(&known)).expect("saved");
    let mark = site.mark(&outgoing, Some(&known)).expect("a mark");
    assert_eq!(saved.words, mark, "known again by what was sent");
    site.release(&outgoing, &saved, Release::Publish).expect("released")
}

/// `authors` are those the plug-in has for a post; `may_not` is an account that it lets set none.
fn guests(site: &Wordpress, may_not: &str, authors: fn(&Wordpress, &str) -> Vec<String>) {
    let edith = account(site, "edith");
    let mut story = story();
    let public = publish(&*edith, &story);
    assert_eq!(authors(site, &public.id), ["Jo Smith"]);
    let (text, page) = shown(site, &public);
    assert!(!text.contains("Jo Smith") && page.contains("Jo Smith"), "{text}");

    story.copy.body.push_str("\nThe clock was mended too.\n");
    let same = again(&*account(site, "edith"), &story, &public);
    assert_eq!((&same.id, &same.url), (&public.id, &public.url));
    assert_eq!(authors(site, &public.id), ["Jo Smith"], "a repeat changes nothing");
    assert!(shown(site, &same).0.contains("The clock was mended too."));

    // A name that the site does not have stands in the text, and the account is the author again.
    story.copy.byline = "Ann Lee".into();
    let other = again(&*account(site, "edith"), &story, &same);
    let (text, page) = shown(site, &other);
    assert!(text.contains(">By Ann Lee</p>") && page.contains("By Ann Lee"), "{text}");
    assert!(!page.contains("Jo Smith"), "the old name is gone");
    let named = authors(site, &public.id);
    assert!(named.iter().all(|name| name == "Edith"), "{named:?}");

    story.copy.byline = "jo smith".into();
    let other = again(&*account(site, "edith"), &story, &other);
    let (text, _) = shown(site, &other);
    assert!(
        text.contains(">By jo smith</p>"),
        "only exactly the same name is the author's: {text}"
    );

    // The whole way of the desk, twice: its report finds the name on the page.
    let address = address(Kind::Wordpress, &site.url, Some("edith"));
    let room = Newsroom::new(&[(&address, site.password("edith"))]);
    let story = room.story();
    for _ in 0..2 {
        let sent = room.publish(&story, "town", None);
        assert_eq!((sent.state, sent.problem), (State::Delivered, None));
    }
    let posts = site.posts(&story.copy.headline);
    assert_eq!(posts.len(), 1);
    assert_eq!(authors(site, &posts[0]["id"].to_string()), ["Jo Smith"]);

    // Who may not set authors has the byline in the text, as on every other site.
    let (theirs, story) = (account(site, may_not), crate::story());
    let (pictures, _) = send_pictures(&*theirs, &story);
    let outgoing = Outgoing { story: &story, house: House::built_in(), pictures: &pictures };
    let draft = theirs.save(&outgoing, None).expect("created");
    assert!(text_of(site, &draft).contains(">By Jo Smith</p>"));
}

fn names(list: &Value, field: &str) -> Vec<String> {
    let list = list.as_array().expect("a list").iter();
    list.map(|one| one[field].as_str().expect("a name").to_owned()).collect()
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn a_guest_of_co_authors_plus_is_the_author_and_not_in_the_text() {
    guests(&site_with("coauthors", "6.1"), "anna", |site, post| {
        names(&site.told(&format!("coauthors/v1/authors/{post}")), "displayName")
    });
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn a_guest_of_publishpress_authors_is_the_author_and_not_in_the_text() {
    guests(&site_with("publishpress", "6.8"), "gustav", |site, post| {
        names(&site.told(&format!("wp/v2/ppma_author?post={post}")), "name")
    });
}
