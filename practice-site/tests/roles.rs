//! Who may do what, and what the public never sees.

mod support;

use serde_json::json;
use support::{JPEG, OTHER, PNG, STORY, TestSite, Who, in_state, story, with};

fn site_with_pictures() -> TestSite {
    let site = TestSite::start();
    site.put_picture(Who::Writer, "weir.jpg", JPEG);
    site.put_picture(Who::Writer, "dot.png", PNG);
    site
}

#[test]
fn a_writer_drafts_and_files_and_an_editor_publishes() {
    let site = site_with_pictures();
    assert_eq!(site.put_story(Who::Writer, STORY, &story()).status, 201);
    assert_eq!(site.put_story(Who::Writer, STORY, &in_state(&story(), "filed")).status, 200);
    for state in ["published", "withdrawn"] {
        let refused = site.put_story(Who::Writer, STORY, &in_state(&story(), state));
        assert_eq!((refused.status, refused.problem().as_str()), (403, "forbidden"));
    }
    let waiting = site.call(Who::Editor, "GET", "/api/v1/stories?state=filed", &[], "").json();
    assert_eq!(waiting["stories"][0]["id"], STORY);
    assert_eq!(waiting["stories"][0]["owner"], "Practice writer");
    let published = site.put_story(Who::Editor, STORY, &in_state(&story(), "published"));
    assert_eq!(published.status, 200);
    assert_eq!(published.json()["owner"], "Practice writer");
    // Public now: the writer reads it but changes neither it nor its pictures.
    assert_eq!(site.get_story(Who::Writer, STORY).status, 200);
    let changed = with(&in_state(&story(), "filed"), "headline", json!("Mine"));
    assert_eq!(site.put_story(Who::Writer, STORY, &changed).status, 403);
    assert_eq!(site.put_picture(Who::Writer, "weir.jpg", PNG).status, 403);
    assert_eq!(site.put_picture(Who::Writer, "weir.jpg", JPEG).status, 200);
}

#[test]
fn a_writer_neither_reads_nor_changes_what_is_an_editors() {
    let site = site_with_pictures();
    site.put_picture(Who::Editor, "theirs.png", PNG);
    assert_eq!(site.put_story(Who::Editor, OTHER, &story()).status, 201);
    assert_eq!(site.get_story(Who::Writer, OTHER).status, 403);
    assert_eq!(site.put_story(Who::Writer, OTHER, &story()).status, 403);
    assert_eq!(site.put_story(Who::Writer, OTHER, &in_state(&story(), "filed")).status, 403);
    assert_eq!(site.put_picture(Who::Writer, "theirs.png", JPEG).status, 403);
    let list = site.call(Who::Writer, "GET", "/api/v1/stories", &[], "").json();
    assert_eq!(list["stories"], json!([]));
}

#[test]
fn drafts_and_filed_stories_are_never_public() {
    let site = site_with_pictures();
    for state in ["draft", "filed"] {
        let secret = with(&in_state(&story(), state), "headline", json!("Secret weir"));
        let kept = site.put_story(Who::Writer, STORY, &secret);
        assert!(kept.status < 300);
        assert!(kept.json()["url"].is_null());
        for path in
            ["/", "/section/local-news", "/feed.xml", "/news/weir-reopens", "/news/secret-weir"]
        {
            let page = site.read(path);
            assert!(!page.text().contains("Secret"), "{state} {path}");
        }
        assert_eq!(site.read("/news/weir-reopens").status, 404);
    }
}

#[test]
fn a_public_story_leaves_only_by_withdrawal_and_keeps_its_address() {
    let site = TestSite::start();
    let first = site.publish(STORY, &story());
    let path = first["url"].as_str().unwrap().strip_prefix(site.server.url()).unwrap().to_owned();
    for state in ["draft", "filed"] {
        let refused = site.put_story(Who::Editor, STORY, &in_state(&story(), state));
        assert_eq!((refused.status, refused.problem().as_str()), (409, "published"));
    }
    assert_eq!(site.read(&path).status, 200);
    assert_eq!(site.put_story(Who::Editor, STORY, &in_state(&story(), "withdrawn")).status, 200);
    assert_eq!(site.read(&path).status, 410);
    assert!(!site.read("/").text().contains(&path));
    let renamed = with(&story(), "slug", json!("another-slug"));
    let again = site.publish(STORY, &renamed);
    assert_eq!((&again["url"], &again["published_at"]), (&first["url"], &first["published_at"]));
    assert_ne!(again["modified_at"], first["modified_at"]);
    let never = site.put_story(Who::Editor, OTHER, &in_state(&story(), "withdrawn"));
    assert_eq!(never.problem(), "not-published");
}

#[test]
fn two_stories_with_one_slug_have_two_addresses() {
    let site = TestSite::start();
    let first = site.publish(STORY, &story());
    let second = site.publish(OTHER, &story());
    assert!(first["url"].as_str().unwrap().ends_with("/news/weir-reopens"));
    assert!(second["url"].as_str().unwrap().ends_with("/news/weir-reopens-2"));
}
