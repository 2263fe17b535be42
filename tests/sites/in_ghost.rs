//! What an editor does in Ghost that its page does not show as words: it is told, and never taken away
//! without a word.

use crate::ghost_server::Ghost;
use crate::newsroom::Newsroom;
use crate::{address, connect};
use copydesk::delivery::State;
use copydesk::desk::Taking;
use copydesk::error::Code;
use copydesk::site::{Address, Kind};
use copydesk::story::Story;

/// Publishes a story with strong words in it, twice: the second time changes nothing.
fn published(room: &Newsroom, address: &Address) -> Story {
    let story = room.words();
    let story = room.edit(&story, "strikes again", "**strikes** again");
    for _ in 0..2 {
        let sent = room.publish(&story, &address.name, None);
        assert_eq!(sent.state, State::Delivered, "{:?}", sent.problem);
        let remarks: Vec<_> = sent.problem.into_iter().collect();
        assert_eq!(remarks, [], "readers get what was approved");
    }
    story
}

/// Sends the story once more with another word of ours: it is stopped.
fn is_stopped(room: &Newsroom, story: &Story, address: &Address, why: &str) {
    let story = room.edit(story, "listen", "listen closely");
    let stopped = room.publish(&story, &address.name, None);
    let problem = stopped.problem.unwrap_or_else(|| panic!("{why}: {:?}", stopped.state));
    assert_eq!(problem.code, Code::Conflict, "{why}: {problem}");
}

#[test]
#[ignore = "starts a real Ghost: make test runs it"]
fn what_an_editor_put_in_in_ghost_is_told_and_not_taken_away() {
    let site = Ghost::start(&[]);
    let address = address(Kind::Ghost, &site.url, None);
    let secret = site.token("edith");
    let account = connect(&address, secret).verify().expect("signed in");
    assert_eq!(account.zone.as_deref(), Some("Etc/UTC"));
    let paywall = r#"{"type":"paywall","version":1},"#;
    let email = r#"{"type":"email","version":1,"html":"<p>Good morning</p>"},"#;
    let button = r#"{"type":"email-cta","version":1,"html":"<p>Join us</p>","showButton":true,"buttonText":"Go","buttonUrl":"https://courier.example/join","segment":"status:free"},"#;
    for (card, html, told) in [
        (paywall, "<!--members-only-->", "place from which only members read on"),
        (email, "", "words that go out by mail only"),
        (button, "", "words that go out by mail only"),
    ] {
        let room = Newsroom::new(&[(&address, secret)]);
        let story = published(&room, &address);
        let id = room.held(&address, &story).id;
        site.sql(&format!(
            "update posts set html = replace(html, '<p>People', '{html}<p>People'), \
             lexical = replace(lexical, '{{\"root\":{{\"children\":[', '{{\"root\":{{\"children\":[{card}') \
             where id = '{id}'"
        ));
        let held =
            site.sql(&format!("select lexical like '%{card}%' from posts where id = '{id}'"));
        assert_eq!(held, ["1"], "{card}");
        is_stopped(&room, &story, &address, told);
        let seen = room.desk.compare_with_site(story.id, &address.name).expect("compared");
        let lost: Vec<_> = seen.not_carried.iter().map(|one| one.what.as_str()).collect();
        assert_eq!(lost, [told], "{card}");
        if card == paywall {
            // Readers who are no members would get what is for members.
            let merged = Taking::Merged { choices: Vec::new() };
            let (version, now) =
                (room.desk.story(story.id).expect("here").version, room.moment().wall);
            let with = (seen.seen.as_str(), &merged, true);
            let refused = room.desk.settle_with_site(story.id, version, &address.name, with, now);
            assert_eq!(refused.expect_err("its gate").code, Code::Refused);
        }
    }
}

#[test]
#[ignore = "starts a real Ghost: make test runs it"]
fn what_a_colleague_set_otherwise_in_ghost_is_seen_after_a_save_that_changed_nothing() {
    let site = Ghost::start(&[]);
    let address = address(Kind::Ghost, &site.url, None);
    let room = Newsroom::new(&[(&address, site.token("edith"))]);
    let story = published(&room, &address);
    let id = room.held(&address, &story).id;
    site.sql(&format!(
        "update posts set lexical = concat(lexical, ' '), \
         html = replace(html, '<strong>strikes</strong>', '<em>strikes</em>') where id = '{id}'"
    ));
    let held = site.sql(&format!("select html like '%<em>strikes%' from posts where id = '{id}'"));
    assert_eq!(held, ["1"]);
    is_stopped(&room, &story, &address, "theirs is leaning");
}

#[test]
#[ignore = "starts real Ghosts: make test runs it"]
fn a_suspended_account_is_told_so_and_no_story_is_called_deleted() {
    for version in ["6", "5"] {
        let site = Ghost::start(&[("GHOST_VERSION", version)]);
        let address = address(Kind::Ghost, &site.url, None);
        let room = Newsroom::new(&[(&address, site.token("anna"))]);
        let story = published(&room, &address);
        let stands = |status: &str| {
            let anna = "where name = 'Anna Author'";
            site.sql(&format!("update users set status = '{status}' {anna}"));
        };
        stands("inactive");
        let edited = room.edit(&story, "listen", "listen closely");
        let stopped = room.publish(&edited, &address.name, None);
        assert_eq!(stopped.state, State::NeedsYou, "{stopped:?}");
        let told = stopped.problem.expect("it says why").to_string();
        assert!(told.contains("was suspended") && told.contains("administrator"), "{told}");
        let held = room.held(&address, &story);
        let anna = connect(&address, site.token("anna"));
        let asked = anna.copy(&held).expect_err("suspended");
        assert!(asked.message.contains("was suspended"), "not deleted: {asked}");
        let asked = anna.withdraw(story.id, &held).expect_err("readers have it");
        assert!(asked.message.contains("was suspended"), "nor taken off: {asked}");
        stands("active");
        room.desk.retry(&stopped.id, room.moment().wall).expect("tried again");
        room.work();
        assert_eq!(room.delivery(&stopped.id).state, State::Delivered);
    }
}
