//! A real Ghost: the contract, what each role may do, and what is never overwritten.

use crate::ghost_server::Ghost;
use crate::{
    address, at_the_desk, connect, contract, lost_answers, offline_and_elsewhere, publish,
    send_pictures, story,
};
use copydesk::error::Code;
use copydesk::house::House;
use copydesk::render::example;
use copydesk::site::{Address, Kind, Outgoing, Release, RemoteStory, Site, Stage};
use copydesk::story::{Story, StoryId};
use jiff::Timestamp;
use scraper::Html;
use std::collections::BTreeMap;

fn at(site: &Ghost) -> Address {
    address(Kind::Ghost, &site.url, None)
}

fn of(site: &Ghost, user: &str) -> Box<dyn Site> {
    connect(&at(site), site.token(user))
}

/// The story saved once more, as an attempt that knows `known` does.
fn save(
    site: &dyn Site,
    story: &Story,
    known: Option<&RemoteStory>,
) -> copydesk::Result<RemoteStory> {
    let (pictures, _) = send_pictures(site, story);
    site.save(&Outgoing { story, house: House::built_in(), pictures: &pictures }, known)
}

fn release(
    site: &dyn Site,
    story: &Story,
    known: &RemoteStory,
    how: Release,
) -> copydesk::Result<RemoteStory> {
    let (pictures, _) = send_pictures(site, story);
    site.release(&Outgoing { story, house: House::built_in(), pictures: &pictures }, known, how)
}

#[test]
#[ignore = "starts a real Ghost: make test runs it"]
fn a_real_ghost_keeps_the_contract() {
    let site = Ghost::start(&[]);
    contract(&at(&site), site.token("edith"));
    lost_answers(&at(&site), site.token("edith"));
    offline_and_elsewhere(Kind::Ghost, None);
    assert_eq!(site.pictures().len(), 4, "two stories with two pictures each, none twice");
    let tags = site.sql("select name from tags order by name");
    assert_eq!(tags, ["Local News", "News"], "no twin of a tag, and none renamed");
    at_the_desk(&at(&site), site.token("edith"));
}

#[test]
#[ignore = "starts a real Ghost: make test runs it"]
fn the_older_ghost_in_a_subfolder_keeps_the_contract_for_an_integration() {
    let site = Ghost::start(&[("GHOST_VERSION", "5"), ("GHOST_SUBDIR", "/blog")]);
    contract(&at(&site), &site.integration);
    let account = connect(&at(&site), &site.integration).verify().expect("signed in");
    assert_eq!(account.role, "Integration");
    assert_eq!(site.pictures().len(), 2);
    lost_answers(&at(&site), &site.integration);
    at_the_desk(&at(&site), &site.integration);
    // Where the settings are opened is an address people paste.
    let pasted = address(Kind::Ghost, &format!("{}/ghost/#/settings", site.url), None);
    connect(&pasted, site.token("olga")).verify().expect("the same site");
}

#[test]
#[ignore = "starts a real Ghost: make test runs it"]
fn in_ghost_contributors_hand_in_and_authors_publish() {
    let site = Ghost::start(&[]);
    let conrad = of(&site, "conrad");
    let account = conrad.verify().expect("signed in");
    assert!(!account.can_publish && account.can_send_pictures, "{account:?}");
    let mut story = story();
    let draft = save(&*conrad, &story, None).expect("a contributor may draft");
    let error = release(&*conrad, &story, &draft, Release::Publish).expect_err("may not");
    assert_eq!(error.code, Code::Forbidden, "{error}");
    assert_eq!(draft.stage, Stage::Draft);
    let filed = release(&*conrad, &story, &draft, Release::File).expect("handed in");
    assert_eq!(filed.stage, Stage::Pending);
    assert!(conrad.read_back(&filed).is_err(), "what is handed in is not public");
    let again = release(&*conrad, &story, &filed, Release::File).expect("a repeat is harmless");
    assert_eq!(again, filed);
    story.copy.body.push_str("\nOne more thing.\n");
    let changed = save(&*conrad, &story, Some(&filed)).expect("still the contributor's");
    assert_eq!((changed.id.as_str(), changed.stage), (filed.id.as_str(), Stage::Pending));
    let slug = site.sql("select slug from posts where status = 'draft'");
    assert_eq!(slug, [story.slug_or_headline()]);

    // An editor makes it public; then it is the contributor's no more.
    let public = release(&*of(&site, "edith"), &story, &changed, Release::Publish).expect("public");
    assert!(conrad.read_back(&public).expect("readers get it").contains("One more thing."));
    story.copy.body.push_str("\nAnd another.\n");
    let error = save(&*conrad, &story, Some(&public)).expect_err("not any more");
    assert_eq!(error.code, Code::Forbidden, "{error}");

    let mut story = crate::story();
    story.copy.byline = "Anna Author".into();
    let anna = of(&site, "anna");
    let public = publish(&*anna, &story);
    let page = anna.read_back(&public).expect("readers get it");
    assert!(!page.contains("By Anna Author"), "the site prints its author itself");
    assert!(page.contains("Anna Author"));
    let authors = "select u.name from posts_authors p join users u on u.id = p.author_id";
    let mut authors = site.sql(authors);
    authors.retain(|name| name.starts_with("Anna") || name.starts_with("Conrad"));
    authors.sort();
    assert_eq!(authors, ["Anna Author", "Conrad Contributor"]);
}

#[test]
#[ignore = "starts a real Ghost: make test runs it"]
fn what_somebody_changed_in_ghost_is_not_overwritten() {
    let site = Ghost::start(&[]);
    let edith = of(&site, "edith");
    let mut story = story();
    story.copy.tags = vec!["Roofs & gutters".into(), "local news".into()];
    let draft = save(&*edith, &story, None).expect("created");
    // Our own words sent again, the answer to the first time having been lost.
    story.copy.body.push_str("\n| a | b |\n|---|--:|\n| “1” & 2 | <3 |\n");
    let saved = save(&*edith, &story, Some(&draft)).expect("saved");
    assert_ne!(saved.version, draft.version);
    let again = save(&*edith, &story, Some(&draft)).expect("it says so already");
    assert_eq!(again.id, saved.id);

    // Somebody else, in the same second perhaps, and in the words only.
    site.sql(
        "update posts set lexical = replace(lexical, 'First paragraph', 'First sentence'), \
              html = replace(html, 'First paragraph', 'First sentence') where status = 'draft'",
    );
    story.copy.body.push_str("\nMine.\n");
    let error = save(&*edith, &story, Some(&again)).expect_err("a change of theirs");
    assert_eq!(error.code, Code::Conflict, "{error}");
    let error = release(&*edith, &story, &again, Release::Publish).expect_err("theirs is unseen");
    assert_eq!(error.code, Code::Conflict, "{error}");
    let kept = site.sql("select html like '%First sentence%' from posts where status = 'draft'");
    assert_eq!(kept, ["1"]);

    let (pictures, _) = send_pictures(&*edith, &story);
    let outgoing = Outgoing { story: &story, house: House::built_in(), pictures: &pictures };
    let theirs = edith.find_story(&outgoing, Some(&again)).expect("asked").expect("there");
    let merged = edith.save(&outgoing, Some(&theirs)).expect("once it was seen");
    edith.release(&outgoing, &merged, Release::Publish).expect("public");
    let tags = "select t.name from posts_tags p join tags t on t.id = p.tag_id \
                join posts on posts.id = p.post_id where status = 'published' \
                and posts.title like 'Library%' order by p.sort_order";
    assert_eq!(site.sql(tags), ["Local News", "Roofs & gutters"], "the section is the first tag");

    let revisions = "select count(*) from post_revisions r join posts p on p.id = r.post_id \
                     where p.title like 'Library%' and r.reason = 'explicit_save'";
    assert_eq!(site.sql(revisions), ["3"], "each save can be taken back in Ghost");
    site.sql("set foreign_key_checks = 0; delete from posts where title like 'Library%'");
    let error = edith.find_story(&outgoing, Some(&merged)).expect_err("deleted on the site");
    assert_eq!(error.code, Code::Gone, "{error}");

    story.copy.standfirst = "Long. ".repeat(60);
    let error = save(&*edith, &story, None).expect_err("longer than Ghost takes");
    assert!(error.message.contains("standfirst"), "{error}");
    let unknown = format!("{}:{}", "a".repeat(24), "b".repeat(64));
    let error = connect(&at(&site), &unknown).verify().expect_err("an unknown key");
    assert_eq!(error.code, Code::SignIn, "{error}");
    let (id, _) = site.token("edith").split_once(':').expect("an id");
    let error = connect(&at(&site), &format!("{id}:{}", "b".repeat(64))).verify();
    assert_eq!(error.expect_err("a wrong secret").code, Code::SignIn);
}

/// The characters of HTML that are no tags and no white space.
fn text_of(html: &str) -> String {
    let page = Html::parse_fragment(html);
    page.root_element().text().flat_map(str::chars).filter(|c| !c.is_whitespace()).collect()
}

#[test]
#[ignore = "starts a real Ghost and Chromium: make test runs it"]
fn every_form_of_a_story_outlives_ghosts_own_editor() {
    for version in ["6", "5"] {
        let site = Ghost::start(&[("GHOST_VERSION", version)]);
        let edith = of(&site, "edith");
        let now = Timestamp::now();
        let mut story = Story { id: StoryId::new(now), ..example::story() };
        story.copy.standfirst.clear();
        let draft = save(&*edith, &story, None).expect("created");
        let html = || site.sql("select html from posts where title like 'Library%'").concat();
        let before = html();
        let cards = site.edit(&draft.id);
        for kind in ["image", "html", "codeblock", "horizontalrule"] {
            assert!(cards.iter().any(|card| card == kind), "{version}: no {kind} in {cards:?}");
        }
        let after = html();
        assert_eq!(text_of(&after).replace('✓', ""), text_of(&before), "{version}: {after}");
        assert!(after.contains('✓'));
        let outgoing =
            Outgoing { story: &story, house: House::built_in(), pictures: &BTreeMap::new() };
        let there = || edith.find_story(&outgoing, Some(&draft)).expect("asked").expect("there");
        assert!(!there().is_as(&draft), "{version}: somebody wrote in it");
        let mended = "update posts set html = replace(html, '✓', '') where title like 'Library%'";
        site.sql(mended);
        assert_ne!(there().version, draft.version);
        assert!(there().is_as(&draft), "{version}: what the editor makes of it is no change");
        for html in [&before, &after] {
            let captions: Vec<_> = html.split("<figcaption>").skip(1).collect();
            assert_eq!(captions.len(), 2, "{version}: {html}");
            for caption in captions {
                let (_, credit) = caption.split_once("<em").expect("the credit is emphasised");
                assert!(credit.contains(">(Image - Jo Smith / \"Courier\")</em>"), "{caption}");
            }
        }
        site.sql("update posts set html = concat(html, '<p>✓</p>') where title like 'Library%'");
        story.copy.body.push_str("\nMine.\n");
        let error = save(&*edith, &story, Some(&draft)).expect_err("somebody wrote in it");
        assert_eq!(error.code, Code::Conflict, "{error}");
    }
}
