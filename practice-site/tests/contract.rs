//! docs/site-api.yaml against a running site, and the rules it states.

mod support;

use serde_json::{Value, json};
use support::{JPEG, OTHER, PNG, STORY, TestSite, Who, in_state, sha256, story, with};

#[test]
fn every_call_in_the_description_is_answered() {
    let site = TestSite::start();
    site.publish(STORY, &story());
    site.hand_in(Who::Editor, STORY);
    let yaml = include_str!("../../docs/site-api.yaml");
    let description: Value = serde_yaml_ng::from_str(yaml).unwrap();
    let paths = description["paths"].as_object().unwrap();
    let mut calls = 0;
    for (path, item) in paths {
        let id = if path.contains("pictures") { "weir.jpg" } else { STORY };
        for method in item.as_object().unwrap().keys().filter(|key| *key != "parameters") {
            let path = path.replace("{id}", id).replace("{sha256}", &sha256(JPEG));
            let answer = site.call(Who::Editor, &method.to_uppercase(), &path, &[], "");
            assert!(![404, 405].contains(&answer.status), "{method} {path}: {}", answer.status);
            let described = &item[method]["responses"];
            let status = answer.status.to_string();
            assert!(described.get(&status).is_some(), "{method} {path} answers {status}");
            calls += 1;
        }
    }
    assert!(calls >= 15);
}

#[test]
fn all_else_under_the_api_is_a_problem() {
    let site = TestSite::start();
    for path in ["/api/v1/nothing", "/api/v1", "/api/v2/site"] {
        assert_eq!(site.read(path).problem(), "no-such-route", "{path}");
    }
    let answer = site.call(Who::Editor, "POST", "/api/v1/me", &[], "{}");
    assert_eq!((answer.status, answer.problem().as_str()), (405, "no-such-method"));
}

#[test]
fn the_site_tells_anybody_what_it_is() {
    let site = TestSite::start();
    let told = site.read("/api/v1/site").json();
    assert_eq!(told["kind"], "copydesk-site");
    assert_eq!(told["api"], 1);
    assert_eq!(
        told["limits"],
        json!({
            "picture_bytes": 10_485_760, "story_bytes": 1_048_576,
            "manuscript_bytes": 16_777_216, "original_bytes": 209_715_200,
        })
    );
    assert!(told["sections"].as_array().unwrap().contains(&json!("Local News")));
}

#[test]
fn the_token_tells_who_asks() {
    let site = TestSite::start();
    for who in [Who::Nobody, Who::Stranger] {
        let answer = site.call(who, "GET", "/api/v1/me", &[], "");
        assert_eq!((answer.status, answer.problem().as_str()), (401, "unauthorised"));
        let challenge = answer.header("www-authenticate");
        assert!(challenge.starts_with("Bearer"));
        let wrong = matches!(who, Who::Stranger);
        assert_eq!(challenge.contains("invalid_token"), wrong, "a wrong token is called so");
        assert_eq!(site.put_story(who, STORY, &story()).status, 401);
        assert_eq!(site.put_picture(who, "a.jpg", JPEG).status, 401);
    }
    assert_eq!(site.call(Who::Writer, "GET", "/api/v1/me", &[], "").json()["role"], "writer");
    let editor = site.call(Who::Editor, "GET", "/api/v1/me", &[], "").json();
    assert!(editor["can"].as_array().unwrap().contains(&json!("publish")));
}

#[test]
fn a_repeat_changes_nothing() {
    let site = TestSite::start();
    site.publish(STORY, &story());
    let published = in_state(&story(), "published");
    let first = site.get_story(Who::Editor, STORY);
    // Even with the precondition of the first try, whose answer was lost.
    for headers in [vec![], vec![("if-none-match", "*")], vec![("if-match", "\"old\"")]] {
        let again = site.put_story_if(Who::Editor, STORY, &headers, &published);
        assert_eq!(again.status, 200, "{headers:?}");
        assert_eq!(again.header("etag"), first.header("etag"));
        assert_eq!(again.json(), first.json());
    }
}

#[test]
fn what_is_read_can_be_sent_back() {
    let site = TestSite::start();
    site.publish(STORY, &story());
    let read = site.get_story(Who::Editor, STORY);
    let url = format!("{}/pictures/dot.png", site.server.url());
    assert!(read.json()["body_html"].as_str().unwrap().contains(&url));
    let again = site.put_story(Who::Editor, STORY, &read.json());
    assert_eq!(again.header("etag"), read.header("etag"));
}

#[test]
fn preconditions_guard_other_peoples_changes() {
    let site = TestSite::start();
    let changed = with(&story(), "headline", json!("Other words"));
    let simple = with(&with(&story(), "pictures", json!([])), "lead", Value::Null);
    let simple = with(&simple, "body_html", json!("<p>a</p>"));
    let create = [("if-none-match", "*")];
    let first = site.put_story_if(Who::Editor, STORY, &create, &simple);
    assert_eq!(first.status, 201);
    let again = site.put_story_if(Who::Editor, STORY, &create, &with(&simple, "slug", json!("b")));
    assert_eq!((again.status, again.problem().as_str()), (412, "exists"));
    let etag = first.header("etag").to_owned();
    let changed = with(&simple, "headline", changed["headline"].clone());
    let second = site.put_story_if(Who::Editor, STORY, &[("if-match", &etag)], &changed);
    assert_eq!(second.status, 200);
    assert_ne!(second.header("etag"), etag);
    let late = with(&simple, "headline", json!("Late words"));
    let late = site.put_story_if(Who::Editor, STORY, &[("if-match", &etag)], &late);
    assert_eq!((late.status, late.problem().as_str()), (412, "changed"));
    assert_eq!(site.get_story(Who::Editor, STORY).json()["headline"], "Other words");
    // Back to the first words is still another version.
    let back = site.put_story(Who::Editor, STORY, &simple);
    assert_ne!(back.header("etag"), etag);
    let nothing = site.put_story_if(Who::Editor, OTHER, &[("if-match", "*")], &simple);
    assert_eq!(nothing.status, 412);
}

#[test]
fn what_others_read_must_be_complete() {
    let site = TestSite::start();
    let bare = json!({ "state": "draft" });
    assert_eq!(site.put_story(Who::Editor, STORY, &bare).status, 201);
    for state in ["filed", "published"] {
        let refused = site.put_story(Who::Editor, STORY, &in_state(&bare, state));
        assert_eq!((refused.status, refused.problem().as_str()), (422, "invalid-story"));
        let problem = refused.json();
        let mut fields: Vec<_> =
            problem["errors"].as_array().unwrap().iter().map(|e| e["field"].clone()).collect();
        fields.sort_by_key(|field| field.to_string());
        assert_eq!(fields, ["byline", "headline", "section"]);
    }
    site.put_picture(Who::Editor, "weir.jpg", JPEG);
    let missing = site.put_story(Who::Editor, STORY, &story());
    assert_eq!(missing.json()["errors"][0]["field"], "pictures");
    assert!(missing.json()["detail"].as_str().unwrap().contains("dot.png"));
    site.put_picture(Who::Editor, "dot.png", PNG);
    let section = with(&in_state(&story(), "filed"), "section", json!("Astrology"));
    assert_eq!(
        site.put_story(Who::Editor, STORY, &section).json()["errors"][0]["field"],
        "section"
    );
    let body = json!("<img src=\"https://example.org/a.jpg\" alt=\"\">");
    let foreign = site.put_story(Who::Editor, STORY, &with(&story(), "body_html", body));
    assert_eq!(foreign.json()["errors"][0]["field"], "body_html");
}

#[test]
fn a_refusal_is_heard_however_much_was_being_sent() {
    let site = TestSite::start();
    let large = vec![b' '; 9 * 1024 * 1024];
    for _ in 0..10 {
        assert_eq!(site.put_picture(Who::Stranger, "a.jpg", &large).problem(), "unauthorised");
        let nowhere = site.call(Who::Editor, "PUT", "/api/v1/nowhere", &[], &large);
        assert_eq!(nowhere.problem(), "no-such-route");
    }
}

#[test]
fn unreadable_requests_are_told_apart_and_do_no_harm() {
    let site = TestSite::start();
    let path = format!("/api/v1/stories/{STORY}");
    let put = |path: &str, body: &[u8]| {
        let answer = site.call(Who::Editor, "PUT", path, &[], body);
        (answer.status, answer.problem())
    };
    assert_eq!(put(&path, b"{"), (400, "bad-request".into()));
    assert_eq!(put(&path, b"[1]"), (422, "not-a-story".into()));
    assert_eq!(put(&path, br#"{"kind":"horoscope"}"#), (422, "not-a-story".into()));
    assert_eq!(put("/api/v1/stories/17", b"{}"), (400, "bad-request".into()));
    assert_eq!(put(&path, &vec![b' '; 1_048_577]), (413, "too-large".into()));
    let future = with(&story(), "published_at", json!("2999-01-01T00:00:00Z"));
    site.publish(OTHER, &story());
    let future = in_state(&future, "published").to_string();
    assert_eq!(put(&path, future.as_bytes()), (422, "not-a-story".into()));
    assert_eq!(site.read("/api/v1/stories?state=odd").status, 401);
    let list = site.call(Who::Editor, "GET", "/api/v1/stories?state=odd", &[], "");
    assert_eq!(list.problem(), "bad-request");
    assert_eq!(site.read("/").status, 200);
}
