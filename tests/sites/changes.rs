//! What somebody changed on the site is seen, however small; what the site itself wrote otherwise is
//! no change.

use crate::ghost_server::Ghost;
use crate::practice::PracticeSite;
use crate::wordpress::Wordpress;
use crate::{address, connect, send_pictures, story};
use copydesk::house::House;
use copydesk::site::{Kind, Outgoing, RemoteStory, Site};
use copydesk::story::Story;
use serde_json::{Value, json};

fn saved(site: &dyn Site) -> (Story, RemoteStory) {
    let mut story = story();
    story.copy.body.push_str("\nSee [the plan](https://council.example/plan).\n");
    let (pictures, _) = send_pictures(site, &story);
    let outgoing = Outgoing { story: &story, house: House::built_in(), pictures: &pictures };
    let draft = site.save(&outgoing, None).expect("created");
    (story, draft)
}

fn now(site: &dyn Site, story: &Story, known: &RemoteStory) -> RemoteStory {
    let (pictures, _) = send_pictures(site, story);
    let outgoing = Outgoing { story, house: House::built_in(), pictures: &pictures };
    site.find_story(&outgoing, Some(known)).expect("asked").expect("there")
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn what_somebody_changed_in_wordpress_is_seen() {
    let server = Wordpress::start(&[]);
    let address = address(Kind::Wordpress, &server.url, Some("edith"));
    let site = connect(&address, server.password("edith"));
    let (story, known) = saved(&*site);
    let content = &known.body;
    for (from, to) in [
        ("</ul>", "</ul><!-- wp:block {\"ref\":123} /-->"),
        ("<!-- wp:quote -->", "<!-- wp:latest-posts /-->\n\n<!-- wp:quote -->"),
        (
            "<!-- wp:quote -->",
            "<!-- wp:more -->\n<!--more-->\n<!-- /wp:more -->\n\n<!-- wp:quote -->",
        ),
        (
            "<!-- wp:quote -->",
            "<!-- wp:town/map {\"at\":7} -->\n<i></i>\n<!-- /wp:town/map -->\n\n<!-- wp:quote -->",
        ),
        ("alt=\"Rows of desks\"", "alt=\"A row of desks\""),
        ("https://council.example/plan", "https://council.example/plans"),
        ("<em>emphasis</em>", "<strong>emphasis</strong>"),
        ("<em>emphasis</em>", "<mark>emphasis</mark>"),
        (
            "<!-- wp:quote -->",
            "<!-- wp:video -->\n<figure class=\"wp-block-video\"><video controls src=\"/a.mp4\"></video>\
             </figure>\n<!-- /wp:video -->\n\n<!-- wp:quote -->",
        ),
        (
            "<!-- wp:quote -->",
            "<!-- wp:html -->\n<div data-id=\"7\"></div>\n<!-- /wp:html -->\n\n<!-- wp:quote -->",
        ),
        (
            "<!-- wp:paragraph -->\n<p>",
            "<!-- wp:paragraph {\"align\":\"center\"} -->\n<p class=\"has-text-align-center\">",
        ),
    ] {
        let theirs = content.replace(from, to);
        assert_ne!(&theirs, content, "{from}");
        server.change_post(&known.id, &json!({ "content": theirs }));
        assert!(!now(&*site, &story, &known).is_as(&known), "{to}");
    }
    // Saved with nothing changed but how it is written.
    let theirs = content.replace("<!-- wp:heading -->", "<!-- wp:heading {\"level\":2} -->");
    server.change_post(&known.id, &json!({ "content": format!("{theirs}\n\n") }));
    let there = now(&*site, &story, &known);
    assert_ne!(there.version, known.version);
    assert!(there.is_as(&known));
    let categories = json!({ "categories": [1] });
    server.change_post(&known.id, &categories);
    assert!(!now(&*site, &story, &known).is_as(&known), "its section");
}

#[test]
#[ignore = "starts a real Ghost: make test runs it"]
fn what_somebody_changed_in_ghost_is_seen() {
    let server = Ghost::start(&[]);
    let site = connect(&address(Kind::Ghost, &server.url, None), server.token("edith"));
    let (story, known) = saved(&*site);
    let write = |from: &str, to: &str| {
        // Another version in any case, as every save in Ghost makes one.
        server.sql(&format!(
            "update posts set lexical = concat(lexical, ' '), html = replace(html, '{from}', '{to}') \
             where id = '{}'",
            known.id
        ));
    };
    for (from, to) in [
        ("https://council.example/plan", "https://council.example/plans"),
        ("<h2", "<h3"),
        ("<em>emphasis</em>", "<strong>emphasis</strong>"),
        ("<em>emphasis</em>", "emphasis"),
        ("alt=\"Rows of desks\"", "alt=\"A row of desks\""),
        ("<li>one</li>", "one"),
    ] {
        assert!(known.body.contains(from), "{from} in {}", known.body);
        write(from, to);
        assert!(!now(&*site, &story, &known).is_as(&known), "{to}");
        write(to, from);
    }
    write("<h2", "<h2 class=\"kg\"");
    let there = now(&*site, &story, &known);
    assert_ne!(there.version, known.version);
    assert!(there.is_as(&known), "only a class is new");
}

#[test]
fn what_somebody_changed_on_an_own_site_is_seen() {
    let server = PracticeSite::start();
    let site = connect(&address(Kind::Own, &server.url, None), &server.editor);
    let (story, known) = saved(&*site);
    let url = format!("{}/api/v1/stories/{}", server.url, known.id);
    let token = format!("Bearer {}", server.editor);
    let held: Value = ureq::get(&url)
        .header("authorization", &token)
        .call()
        .expect("held")
        .body_mut()
        .read_json()
        .expect("JSON");
    let put = |change: &dyn Fn(&mut Value)| {
        let mut document = held.clone();
        let fields = document.as_object_mut().expect("a story");
        for told in ["id", "url", "owner", "published_at", "modified_at"] {
            fields.remove(told);
        }
        change(&mut document);
        ureq::put(&url).header("authorization", &token).send_json(&document).expect("taken");
        now(&*site, &story, &known)
    };
    type Change<'a> = (&'a str, &'a dyn Fn(&mut Value));
    let changes: &[Change<'_>] = &[
        ("slug", &|story| story["slug"] = json!("another-name")),
        ("tags", &|story| story["tags"] = json!(["roofs"])),
        ("kind", &|story| story["kind"] = json!("feature")),
        ("focus", &|story| story["pictures"][0]["focus"] = json!({ "x": 0.25, "y": 0.5 })),
        ("creator", &|story| story["pictures"][0]["creator"] = json!("Ann Lee")),
        ("copyright", &|story| story["pictures"][0]["copyright"] = json!("Ann Lee")),
        ("usage terms", &|story| story["pictures"][0]["usage_terms"] = json!("Once")),
        ("licensor", &|story| story["pictures"][0]["licensor"] = json!("Lee Pictures")),
        ("source", &|story| story["pictures"][0]["source"] = json!("Archive")),
        ("alt", &|story| story["pictures"][0]["alt"] = json!("A desk")),
        ("words", &|story| story["headline"] = json!("Library closes")),
    ];
    for (what, change) in changes {
        assert!(!put(change).is_as(&known), "{what}");
    }
    let again = put(&|_| {});
    assert!(again.is_as(&known), "all is as it was");
    let filed = put(&|story| story["state"] = json!("filed"));
    assert_ne!(filed.version, known.version);
    assert!(filed.is_as(&known), "where it stands is nothing we would write over");
}
