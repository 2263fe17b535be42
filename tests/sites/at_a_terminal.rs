//! What a terminal says of posts that wait on a real WordPress, and of one that was changed there.

use crate::newsroom::Newsroom;
use crate::wordpress::Wordpress;
use copydesk::delivery::{Delivery, State};
use copydesk::desk::Taking;
use copydesk::site::{Address, Kind};
use copydesk::story::StoryId;
use jiff::Timestamp;
use serde_json::json;
use std::path::Path;
use std::process::Command;

const TOWN: &str = "town";

fn contributor(site: &Wordpress) -> Newsroom {
    let (name, url, user) = (TOWN.to_owned(), site.url.clone(), Some("gustav".to_owned()));
    let address = Address { name, kind: Kind::Wordpress, url, user, fingerprint: None };
    let room = Newsroom::new(&[(&address, site.password("gustav"))]);
    room.desk.set_me("Gustav").expect("a name");
    room
}

fn file(room: &Newsroom, id: StoryId) -> Delivery {
    let version = room.desk.story(id).expect("the story").version;
    let now = room.moment().wall;
    let filed = room.desk.file_with(id, version, Some(TOWN), now).expect("queued");
    room.work();
    room.delivery(&filed.delivery.expect("on its way").id)
}

/// As an editor types it; whether it went well, and what was said.
fn desk(data: &Path, site: &Wordpress, words: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_desk"))
        .arg("--data")
        .arg(data)
        .args(words)
        .env("COPYDESK_SECRET_TOWN", site.password("edith"))
        .output()
        .expect("desk runs");
    let told = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&told).into_owned())
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn what_waits_on_wordpress_is_told_with_how_to_take_it_in() {
    let site = Wordpress::start(&[]);
    let writer = contributor(&site);
    let story = writer.words();
    assert_eq!(file(&writer, story.id).state, State::Delivered);
    let data = tempfile::tempdir().expect("a folder");
    let edith = |words: &[&str]| desk(data.path(), &site, words);
    let add = ["site", "add", TOWN, "--kind", "wordpress", "--url", &site.url, "--user", "edith"];
    assert!(edith(&add).0);

    let (well, told) = edith(&["pull"]);
    assert!(well && told.contains("waits there: desk take-in "), "{told}");
    assert!(!told.contains("Nothing waits"), "{told}");
    let (well, refused) = edith(&["take-in", "99999", "--site", TOWN]);
    assert!(!well && refused.contains("There is no post 99999 on "), "{refused}");
    assert!(refused.contains("`desk pull` lists it"), "{refused}");
    for false_claim in ["deleted", "safe here", "--anew"] {
        assert!(!refused.contains(false_claim), "{refused}");
    }
    let number = told.split("take-in ").nth(1).and_then(|rest| rest.split(' ').next());
    let (well, taken) = edith(&["take-in", number.expect("its number"), "--site", TOWN]);
    assert!(well && taken.contains(&story.copy.headline), "{taken}");
    let (_, told) = edith(&["pull"]);
    assert!(!told.contains("waits there") && told.contains("then pass it with"), "{told}");
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn what_needs_you_after_a_change_there_says_how_to_take_it_over_and_that_works() {
    let site = Wordpress::start(&[]);
    let writer = contributor(&site);
    let story = writer.words();
    assert_eq!(file(&writer, story.id).state, State::Delivered);
    let post = site.posts(&story.copy.headline).remove(0);
    site.change_post(&post["id"].to_string(), &json!({ "excerpt": "It strikes once more." }));
    writer.edit(&story, "People stopped", "Crowds stopped");
    let stopped = file(&writer, story.id);
    let problem = stopped.problem.expect("somebody changed it there");
    assert_eq!(stopped.state, State::NeedsYou, "{problem}");
    assert!(problem.hint.contains("`desk pull ID --site NAME`"), "{problem}");

    let compared = writer.desk.compare_with_site(story.id, TOWN).expect("compared");
    let version = writer.desk.story(story.id).expect("the story").version;
    let taking = Taking::Merged { choices: Vec::new() };
    let how = (compared.seen.as_str(), &taking, false);
    writer
        .desk
        .settle_with_site(story.id, version, TOWN, how, Timestamp::now())
        .expect("taken over");
    let again = file(&writer, story.id);
    assert_eq!(again.state, State::Delivered, "{:?}", again.problem);
    let copy = writer.desk.story(story.id).expect("the story").copy;
    assert!(copy.standfirst.contains("once more") && copy.body.contains("Crowds"), "{copy:?}");
}
