//! What somebody changed on the site beside the body's words: it is shown, it comes along, or it is told
//! and never written over unasked.

use crate::address;
use crate::ghost_server::Ghost;
use crate::newsroom::Newsroom;
use crate::practice::PracticeSite;
use crate::wordpress::Wordpress;
use copydesk::delivery::{Delivery, State};
use copydesk::desk::{SiteComparison, Taking};
use copydesk::error::{Code, Error};
use copydesk::picture::{Role, Words};
use copydesk::site::Kind;
use copydesk::story::Story;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::path::Path;

const TOWN: &str = "town";
const INLINE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/library-reopens/roof.jpg");
const MERGED: Taking = Taking::Merged { choices: Vec::new() };

fn published(room: &Newsroom) -> Story {
    let story = room.add_picture(&room.story(), Path::new(INLINE), Role::Inline);
    let sent = room.publish(&story, TOWN, None);
    assert_eq!(sent.state, State::Delivered, "{:?}", sent.problem);
    let same = compared(room, &story);
    assert_eq!((&same.theirs, same.not_carried.len()), (&same.base, 0), "{:?}", same.not_carried);
    story
}

fn compared(room: &Newsroom, story: &Story) -> SiteComparison {
    room.desk.compare_with_site(story.id, TOWN).expect("compared")
}

fn told(compared: &SiteComparison) -> Vec<String> {
    compared.not_carried.iter().map(|one| format!("{} {}", one.what, one.words)).collect()
}

fn settle(
    room: &Newsroom,
    story: &Story,
    taking: &Taking,
    send: bool,
) -> Result<Option<Delivery>, Error> {
    let seen = compared(room, story).seen;
    let version = room.desk.story(story.id).expect("the story").version;
    let how = (seen.as_str(), taking, send);
    let queued = room.desk.settle_with_site(story.id, version, TOWN, how, Timestamp::now())?;
    room.work();
    Ok(queued.map(|queued| room.delivery(&queued.id)))
}

fn words<'a>(compared: &'a SiteComparison, story: &Story, number: usize) -> &'a Words {
    &compared.theirs.pictures[&story.pictures[number].name]
}

/// The words of the lead were changed there, and the text here: publishing stops, and both come together.
fn lead_words_come_along(room: &Newsroom, story: &Story) -> Story {
    let seen = compared(room, story);
    let lead = words(&seen, story, 0);
    assert_eq!([&lead.caption, &lead.credit, &lead.alt], ["The new clock", "Ann Lee", "A face"]);
    assert!(seen.not_carried.is_empty(), "{:?}", seen.not_carried);
    let story = room.edit(story, "People stopped", "Many people stopped");
    let stopped = room.publish(&story, TOWN, None);
    assert_eq!(stopped.problem.expect("why").code, Code::Conflict);
    let sent = settle(room, &story, &MERGED, true).expect("settled").expect("queued");
    assert_eq!(sent.state, State::Delivered, "{:?}", sent.problem);
    let story = room.desk.story(story.id).expect("the story");
    assert_eq!(story.pictures[0].words.caption, "The new clock");
    assert!(story.copy.body.contains("Many people"));
    story
}

/// What no text takes over was changed there: it is told, no text goes over it unasked, and mine does.
fn is_told_until_somebody_means_it(room: &Newsroom, story: &Story, what: &[&str]) {
    let seen = compared(room, story);
    for what in what {
        assert!(told(&seen).iter().any(|told| told.contains(what)), "{what} in {:?}", told(&seen));
    }
    for taking in [MERGED, Taking::Theirs] {
        let refused = settle(room, story, &taking, true).expect_err("it would be lost");
        assert_eq!(refused.code, Code::Refused, "{refused}");
        assert!(refused.message.contains(what[0]), "{refused}");
    }
    assert!(settle(room, story, &MERGED, false).expect("taken over").is_none());
    let stopped = room.publish(story, TOWN, None);
    assert_eq!(stopped.problem.expect("why").code, Code::Conflict, "it is told once more");
    let mine = settle(room, story, &Taking::Mine, true).expect("settled").expect("queued");
    assert_eq!(mine.state, State::Delivered, "{:?}", mine.problem);
    assert!(compared(room, story).not_carried.is_empty());
}

#[test]
fn what_an_own_site_says_of_pictures_comes_along_and_what_cannot_is_told() {
    let server = PracticeSite::start();
    let address = address(Kind::Own, &server.url, None);
    let room = Newsroom::new(&[(&address, &server.editor)]);
    let story = published(&room);
    let url = format!("{}/api/v1/stories/{}", server.url, story.id);
    let token = format!("Bearer {}", server.editor);
    let held = || -> Value {
        let mut answer = ureq::get(&url).header("authorization", &token).call().expect("held");
        answer.body_mut().read_json().expect("JSON")
    };
    let change = |change: &dyn Fn(&mut Value)| {
        let mut document = held();
        for told in ["id", "url", "owner", "published_at", "modified_at"] {
            document.as_object_mut().expect("a story").remove(told);
        }
        change(&mut document);
        ureq::put(&url).header("authorization", &token).send_json(&document).expect("taken");
    };
    change(&|held| {
        held["dateline"] = json!("Leeds");
        for (field, text) in [
            ("caption", "The new clock"),
            ("credit", "Ann Lee"),
            ("alt", "A face"),
            ("creator", "Ann"),
            ("usage_terms", "Once"),
        ] {
            held["pictures"][0][field] = json!(text);
        }
        held["pictures"][1]["alt"] = json!("Slates");
        held["pictures"][1]["credit"] = json!("Ann Lee");
    });
    let seen = compared(&room, &story);
    let (lead, inline) = (words(&seen, &story, 0), words(&seen, &story, 1));
    assert_eq!([&lead.creator, &lead.usage_terms], ["Ann", "Once"]);
    assert_eq!([&inline.alt, &inline.credit], ["Slates", "Ann Lee"]);
    assert_eq!(seen.theirs.copy.dateline.as_deref(), Some("Leeds"));
    let story = lead_words_come_along(&room, &story);
    let now = held();
    assert_eq!(now["pictures"][0]["usage_terms"], "Once");
    assert_eq!(
        (&now["pictures"][1]["credit"], &now["dateline"]),
        (&json!("Ann Lee"), &json!("Leeds"))
    );

    change(&|held| {
        held["lead"] = held["pictures"][1]["id"].clone();
        held["slug"] = json!("another-name");
        held["kind"] = json!("feature");
        held["pictures"][0]["focus"] = json!({ "x": 0.25, "y": 0.5 });
    });
    let inline = &story.pictures[1].name;
    let lead = format!("another main picture {}.{inline}", story.id);
    let what =
        [&lead, "another slug another-name", "another kind feature", "another focus", "0.25"];
    is_told_until_somebody_means_it(&room, &story, &what);
}

#[test]
#[ignore = "starts a real Ghost: make test runs it"]
fn what_ghost_says_of_the_feature_image_comes_along_and_another_is_told() {
    let server = Ghost::start(&[]);
    let address = address(Kind::Ghost, &server.url, None);
    let room = Newsroom::new(&[(&address, server.token("edith"))]);
    let story = published(&room);
    let post = room.held(&address, &story).id;
    server.sql(&format!(
        "update posts_meta set feature_image_alt = 'A face', feature_image_caption = \
         '<span>The new clock </span><em>(Image - Ann Lee)</em>' where post_id = '{post}'"
    ));
    let story = lead_words_come_along(&room, &story);
    let kept = format!("select feature_image_caption from posts_meta where post_id = '{post}'");
    assert!(server.sql(&kept)[0].contains("Ann Lee"));

    let other = "update posts set feature_image = '__GHOST_URL__/content/images/other.jpg'";
    server.sql(&format!("{other} where id = '{post}'"));
    is_told_until_somebody_means_it(&room, &story, &["another main picture", "/other.jpg"]);
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn what_wordpress_keeps_beside_a_text_comes_along_or_is_told() {
    let server = Wordpress::start(&[]);
    let address = address(Kind::Wordpress, &server.url, Some("edith"));
    let room = Newsroom::new(&[(&address, server.password("edith"))]);
    let story = published(&room);
    let known = room.held(&address, &story);
    let media = server.media();
    let named =
        |part: &str| media.iter().find(|one| one["source_url"].as_str().unwrap().contains(part));
    let other = named("roof").expect("the inline picture");
    server.change_post(&known.id, &json!({ "featured_media": other["id"] }));
    is_told_until_somebody_means_it(&room, &story, &["another main picture", "roof"]);

    let mark = "<sup data-fn=\"u-1\" class=\"fn\"><a href=\"#u-1\" id=\"u-1-link\">1</a></sup>";
    let gif = format!("{}/wp-includes/images/spinner.gif", server.url);
    let figure = |url: &str| {
        format!(
            "\n\n<!-- wp:image -->\n<figure class=\"wp-block-image\"><img src=\"{url}\" alt=\"\"/>\
         <figcaption>Said of it</figcaption></figure>\n<!-- /wp:image -->"
        )
    };
    let dead = "https://cdn.invalid/graph.png";
    let held = room.held(&address, &story).body;
    let theirs = held.replacen("strikes again.", &format!("strikes again.{mark}"), 1)
        + &figure(&gif)
        + &figure(dead)
        + "\n\n<!-- wp:footnotes /-->";
    let notes = json!([{ "id": "u-1", "content": "At <em>noon</em>." }]).to_string();
    let title = format!("{} <em>again</em>", story.copy.headline);
    server.change_post(
        &known.id,
        &json!({ "title": title, "content": theirs, "meta": { "footnotes": notes } }),
    );
    let seen = compared(&room, &story);
    let copy = &seen.theirs.copy;
    assert_eq!(copy.headline, format!("{} again", story.copy.headline));
    assert!(copy.body.contains("strikes again.[^1]"), "{}", copy.body);
    assert!(copy.body.contains("[^1]: At *noon*."), "{}", copy.body);
    for (name, url) in [("spinner.gif", gif.as_str()), ("graph.png", dead)] {
        let line = copy.body.lines().find(|line| line.contains(url)).expect("its address");
        assert!(line.ends_with(": Said of it"), "{line}");
        assert!(told(&seen).iter().any(|told| told.contains(url)), "{name}: {:?}", told(&seen));
    }
    let said = told(&seen).join("\n");
    assert!(said.contains("a GIF picture") && said.contains("cdn.invalid could not be"), "{said}");
    assert!(!said.contains("footnote"), "{said}");
    let taken = settle(&room, &story, &Taking::Theirs, true).expect("settled").expect("queued");
    assert_eq!(taken.state, State::Delivered, "{:?}", taken.problem);
    let page = room.desk.published_page(&taken).expect("readers get it");
    assert!(page.contains("At <em>noon</em>."), "the words of the note");
    let stale = compared(&room, &story);
    assert_eq!(stale.theirs, stale.base, "a note that is left over there is no change");
}
