//! A story that somebody deleted on the site for good: told, made anew by nobody but whoever asks for it,
//! and there once then.

use crate::address;
use crate::ghost_server::Ghost;
use crate::newsroom::Newsroom;
use crate::wordpress::Wordpress;
use copydesk::delivery::State;
use copydesk::error::Code;
use copydesk::site::{Address, Kind, Stage};

/// `delete` deletes the post with this id; answers the headline.
fn is_told_and_made_anew(address: &Address, secret: &str, delete: impl Fn(&str)) -> String {
    let room = Newsroom::new(&[(address, secret)]);
    let story = room.story();
    let first = room.publish(&story, &address.name, None);
    assert_eq!(first.state, State::Delivered, "{:?}", first.problem);
    let there = room.desk.forget_on_site(story.id, &address.name);
    assert_eq!(there.expect_err("it is there").code, Code::IllegalMove);

    delete(&first.remote_id.expect("an id"));
    let story = room.edit(&story, "listen", "listen closely");
    let stopped = room.publish(&story, &address.name, None);
    assert_eq!(stopped.state, State::NeedsYou, "{stopped:?}");
    let told = stopped.problem.expect("it says why").to_string();
    assert!(told.contains("was deleted") && told.contains("--anew"), "{told}");

    let version = room.desk.story(story.id).expect("the story").version;
    let now = room.moment().wall;
    let queued = room.desk.publish_anew(story.id, version, &address.name, now).expect("queued");
    room.work();
    let anew = room.delivery(&queued.id);
    assert_eq!(anew.state, State::Delivered, "{:?}", anew.problem);
    assert_eq!(room.stage(&story, &address.name), Stage::Public);
    story.copy.headline
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn what_was_deleted_in_wordpress_is_told_and_made_anew_if_asked() {
    let site = Wordpress::start(&[]);
    let address = address(Kind::Wordpress, &site.url, Some("edith"));
    let delete = |id: &str| site.delete_post(id.parse().expect("a number"));
    let headline = is_told_and_made_anew(&address, site.password("edith"), delete);
    assert_eq!(site.posts(&headline).len(), 1);
}

#[test]
#[ignore = "starts a real Ghost: make test runs it"]
fn what_was_deleted_in_ghost_is_told_and_made_anew_if_asked() {
    let site = Ghost::start(&[]);
    let address = address(Kind::Ghost, &site.url, None);
    let delete = |id: &str| {
        site.sql(&format!("set foreign_key_checks = 0; delete from posts where id = '{id}'"));
    };
    let headline = is_told_and_made_anew(&address, site.token("edith"), delete);
    let count = site.sql(&format!("select count(*) from posts where title = '{headline}'"));
    assert_eq!(count, ["1"]);
}
