//! Manuscripts: whole, for their author and the editors, never lost to another's and never public.

mod support;

use serde_json::{Value, json};
use support::{JPEG, OTHER, PNG, STORY, TestSite, Who, in_state, manuscript, sha256, story};

fn path(id: &str) -> String {
    format!("/api/v1/manuscripts/{id}")
}

fn approved(mut manuscript: Value) -> Value {
    manuscript["story"]["status"] = json!("approved");
    manuscript["review"]["approvals"] = json!([{ "fingerprint": "f", "by": { "name": "Ada" } }]);
    manuscript
}

fn say(manuscript: &mut Value, note: Value) {
    manuscript["review"]["notes"].as_array_mut().unwrap().push(note);
}

#[test]
fn a_manuscript_is_read_as_it_was_sent_and_a_repeat_changes_nothing() {
    let site = TestSite::start();
    let etag = site.hand_in(Who::Writer, STORY);
    let read = site.call(Who::Writer, "GET", &path(STORY), &[], "");
    assert_eq!((read.status, read.header("etag")), (200, etag.as_str()));
    assert_eq!(read.json(), manuscript(STORY, "filed"));
    assert_eq!(read.header("cache-control"), "no-store");
    for headers in [vec![], vec![("if-none-match", "*")], vec![("if-match", "\"old\"")]] {
        let again = site.put_manuscript(Who::Writer, STORY, &headers, &manuscript(STORY, "filed"));
        assert_eq!((again.status, again.header("etag")), (200, etag.as_str()), "{headers:?}");
    }
    let list = site.call(Who::Editor, "GET", "/api/v1/manuscripts", &[], "").json();
    let held = &list["manuscripts"][0];
    assert_eq!((&held["id"], &held["status"]), (&json!(STORY), &json!("filed")));
    assert_eq!(held["headline"], "Weir reopens");
    assert_eq!(held["byline"], "By Jo Smith");
    assert_eq!(held["holder"], "Ada Fox");
    assert_eq!((&held["owner"], &held["changed_by"]), (&json!("Practice writer"), &held["owner"]));
    assert_eq!(held["etag"], etag);
}

#[test]
fn of_two_who_change_it_at_once_the_second_is_told() {
    let site = TestSite::start();
    let etag = site.hand_in(Who::Writer, STORY);
    let put = |etag: Option<&str>, status: &str| {
        let headers: Vec<_> = etag.map(|etag| ("if-match", etag)).into_iter().collect();
        site.put_manuscript(Who::Editor, STORY, &headers, &manuscript(STORY, status))
    };
    for unsaid in [None, Some("*")] {
        let refused = put(unsaid, "returned");
        assert_eq!((refused.status, refused.problem().as_str()), (428, "no-version-named"));
    }
    assert_eq!(put(Some(&etag), "returned").status, 200);
    let late = put(Some(&etag), "approved");
    assert_eq!((late.status, late.problem().as_str()), (412, "changed"));
    let list = site.call(Who::Writer, "GET", "/api/v1/manuscripts", &[], "").json();
    assert_eq!(list["manuscripts"][0]["status"], "returned");
    assert_eq!(list["manuscripts"][0]["changed_by"], "Practice editor");
    assert_eq!(list["manuscripts"][0]["owner"], "Practice writer");
}

#[test]
fn a_writer_sees_and_changes_their_own_and_passes_nothing() {
    let site = TestSite::start();
    site.hand_in(Who::Editor, OTHER);
    let original = format!("{}/originals/{}", path(OTHER), sha256(JPEG));
    for address in [path(OTHER), original.clone()] {
        assert_eq!(site.call(Who::Writer, "GET", &address, &[], "").status, 403, "{address}");
    }
    assert_eq!(site.call(Who::Writer, "HEAD", &original, &[], "").status, 403);
    assert_eq!(site.put_original(Who::Writer, OTHER, PNG).status, 403);
    let theirs = site.put_manuscript(Who::Writer, OTHER, &[], &manuscript(OTHER, "draft"));
    assert_eq!((theirs.status, theirs.problem().as_str()), (403, "forbidden"));
    let list = site.call(Who::Writer, "GET", "/api/v1/manuscripts", &[], "").json();
    assert_eq!(list["manuscripts"], json!([]));

    let mut etag = site.hand_in(Who::Writer, STORY);
    for status in ["approved", "published", "corrected", "withdrawn"] {
        let headers = [("if-match", etag.as_str())];
        let passed = site.put_manuscript(Who::Writer, STORY, &headers, &manuscript(STORY, status));
        assert_eq!((passed.status, passed.problem().as_str()), (403, "forbidden"), "{status}");
    }
    let mut forged = approved(manuscript(STORY, "filed"));
    forged["story"]["status"] = json!("filed");
    let headers = [("if-match", etag.as_str())];
    assert_eq!(site.put_manuscript(Who::Writer, STORY, &headers, &forged).status, 403);

    // What an editor passed may be talked about, and is reopened by another text.
    let passed = approved(manuscript(STORY, "filed"));
    let answer = site.put_manuscript(Who::Editor, STORY, &headers, &passed);
    assert_eq!(answer.status, 200);
    etag = answer.header("etag").to_owned();
    let mut answered = passed.clone();
    say(&mut answered, json!({ "id": "n2", "text": "Yes." }));
    let headers = [("if-match", etag.as_str())];
    let answer = site.put_manuscript(Who::Writer, STORY, &headers, &answered);
    assert_eq!(answer.status, 200);
    etag = answer.header("etag").to_owned();
    let mut changed = answered.clone();
    changed["story"]["copy"]["body"] = json!("Something else.");
    let headers = [("if-match", etag.as_str())];
    assert_eq!(site.put_manuscript(Who::Writer, STORY, &headers, &changed).status, 403);
    changed["story"]["status"] = json!("filed");
    let answer = site.put_manuscript(Who::Writer, STORY, &headers, &changed);
    assert_eq!(answer.status, 200);
    etag = answer.header("etag").to_owned();

    // Published, its text is the editors', and it may be talked about.
    let headers = [("if-match", etag.as_str())];
    let public = manuscript(STORY, "published");
    let answer = site.put_manuscript(Who::Editor, STORY, &headers, &public);
    etag = answer.header("etag").to_owned();
    let headers = [("if-match", etag.as_str())];
    assert_eq!(site.put_manuscript(Who::Writer, STORY, &headers, &changed).status, 403);
    let mut forged = public.clone();
    forged["review"]["approvals"] = json!([{ "fingerprint": "g", "by": { "name": "Jo" } }]);
    assert_eq!(site.put_manuscript(Who::Writer, STORY, &headers, &forged).status, 403);
    let mut answered = public.clone();
    say(&mut answered, json!({ "id": "n3", "text": "It was Monday." }));
    assert_eq!(site.put_manuscript(Who::Writer, STORY, &headers, &answered).status, 200);
    let held = site.call(Who::Writer, "GET", &path(STORY), &[], "");
    assert_eq!((held.status, held.json()), (200, answered));
}

#[test]
fn a_writer_gives_a_story_to_nobody() {
    let site = TestSite::start();
    let etag = site.hand_in(Who::Writer, STORY);
    let mut given = manuscript(STORY, "filed");
    given["review"]["holder"]["person"] = json!({ "name": "Ben Hart", "key": "" });
    let mut by_nobody = given.clone();
    by_nobody["review"]["holder"].as_object_mut().unwrap().remove("by");
    let put = |who, etag: &str, sent: &Value| {
        let answer = site.put_manuscript(who, STORY, &[("if-match", etag)], sent);
        (answer.status, answer.header("etag").to_owned())
    };
    for sent in [&given, &by_nobody] {
        assert_eq!(put(Who::Writer, &etag, sent).0, 403);
    }
    let (status, etag) = put(Who::Editor, &etag, &given);
    assert_eq!(status, 200);
    // What an editor gave stays given, and whoever has it lets it go.
    say(&mut given, json!({ "id": "n2", "text": "Ben has it." }));
    let (status, etag) = put(Who::Writer, &etag, &given);
    assert_eq!(status, 200);
    given["review"]["holder"].as_object_mut().unwrap().remove("person");
    assert_eq!(put(Who::Writer, &etag, &given).0, 200);
}

#[test]
fn nobodys_words_vanish_through_a_writers_account() {
    let site = TestSite::start();
    let etag = site.hand_in(Who::Writer, STORY);
    let mut public = approved(manuscript(STORY, "filed"));
    public["story"]["status"] = json!("published");
    public["review"]["suggestions"] = json!([{ "id": "s1", "instead": "Quilliam\u{7}" }]);
    let headers = [("if-match", etag.as_str())];
    let answer = site.put_manuscript(Who::Editor, STORY, &headers, &public);
    let etag = answer.header("etag").to_owned();
    let headers = [("if-match", etag.as_str())];
    type Change = fn(&mut Value);
    let losses: [Change; 6] = [
        |one| one["review"]["notes"] = json!([]),
        |one| one["review"]["notes"][0]["text"] = json!("All is well."),
        |one| one["review"]["suggestions"] = json!([]),
        |one| one["review"]["suggestions"][0]["instead"] = json!("Quill"),
        |one| one["review"]["approvals"] = json!([]),
        |one| one["revisions"] = json!([]),
    ];
    for (n, loss) in losses.into_iter().enumerate() {
        let mut less = public.clone();
        loss(&mut less);
        let refused = site.put_manuscript(Who::Writer, STORY, &headers, &less);
        assert_eq!((refused.status, refused.problem().as_str()), (403, "forbidden"), "{n}");
        // Who has not seen the words yet is told that first.
        let late = [("if-match", "\"old\"")];
        let late = site.put_manuscript(Who::Writer, STORY, &late, &less);
        assert_eq!((late.status, late.problem().as_str()), (412, "changed"), "{n}");
    }
    assert_eq!(site.call(Who::Writer, "GET", &path(STORY), &[], "").json(), public);
    // What a desk sends on: answered, settled, and without what would act on a screen.
    let mut answered = public.clone();
    say(&mut answered, json!({ "id": "n2", "text": "Yes." }));
    answered["review"]["notes"][0]["settled"] = json!({ "how": "resolved" });
    answered["review"]["suggestions"][0]["instead"] = json!("Quilliam");
    assert_eq!(site.put_manuscript(Who::Writer, STORY, &headers, &answered).status, 200);
}

#[test]
fn nobody_puts_a_manuscript_under_somebody_elses_article() {
    let site = TestSite::start();
    site.publish(STORY, &story());
    assert_eq!(site.put_original(Who::Writer, STORY, JPEG).status, 403);
    let refused = site.put_manuscript(Who::Writer, STORY, &[], &manuscript(STORY, "filed"));
    assert_eq!((refused.status, refused.problem().as_str()), (403, "forbidden"));
}

#[test]
fn nobody_puts_an_article_under_somebody_elses_manuscript() {
    let site = TestSite::start();
    site.hand_in(Who::Editor, OTHER);
    let refused = site.put_story(Who::Writer, OTHER, &in_state(&story(), "filed"));
    assert_eq!((refused.status, refused.problem().as_str()), (403, "forbidden"));
    assert_eq!(site.get_story(Who::Editor, OTHER).status, 404);
}

#[test]
fn an_original_that_somebody_else_sent_first_keeps_nobody_out() {
    let site = TestSite::start();
    assert_eq!(site.put_original(Who::Editor, STORY, JPEG).status, 201);
    let address = format!("{}/originals/{}", path(STORY), sha256(JPEG));
    // Before there is a manuscript it is not told who sent what.
    assert_eq!(site.call(Who::Writer, "HEAD", &address, &[], "").status, 404);
    assert_eq!(site.put_original(Who::Writer, STORY, JPEG).status, 204);
    let mine = site.put_manuscript(Who::Writer, STORY, &[], &manuscript(STORY, "filed"));
    assert_eq!(mine.status, 201);
    assert_eq!(site.call(Who::Writer, "GET", &address, &[], "").bytes, JPEG);
}

#[test]
fn originals_are_kept_to_the_byte_and_go_with_their_picture() {
    let site = TestSite::start();
    let missing = site.put_manuscript(Who::Writer, STORY, &[], &manuscript(STORY, "filed"));
    assert_eq!((missing.status, missing.problem().as_str()), (422, "missing-originals"));
    assert!(missing.json()["detail"].as_str().unwrap().contains(&sha256(JPEG)));
    let address = format!("{}/originals/{}", path(STORY), sha256(JPEG));
    assert_eq!(site.call(Who::Writer, "HEAD", &address, &[], "").status, 404);
    let damaged = site.call(Who::Writer, "PUT", &address, &[], &JPEG[1..]);
    assert_eq!((damaged.status, damaged.problem().as_str()), (412, "digest-mismatch"));
    let note = site.put_original(Who::Writer, STORY, b"Dear editor,");
    assert_eq!((note.status, note.problem().as_str()), (415, "not-a-picture"));
    let tiff = site.put_original(Who::Writer, STORY, b"II*\0rest of a scan");
    assert_eq!(tiff.status, 201);
    let etag = site.hand_in(Who::Writer, STORY);
    assert_eq!(site.put_original(Who::Writer, STORY, JPEG).status, 204);
    assert_eq!(site.call(Who::Editor, "HEAD", &address, &[], "").status, 200);
    let file = site.call(Who::Editor, "GET", &address, &[], "");
    assert_eq!((file.bytes.as_slice(), file.header("content-type")), (JPEG, "image/jpeg"));
    assert!(site.folder.path().join("originals").join(sha256(JPEG)).exists());

    let mut without = manuscript(STORY, "filed");
    without["story"]["pictures"] = json!([]);
    let headers = [("if-match", etag.as_str())];
    assert_eq!(site.put_manuscript(Who::Writer, STORY, &headers, &without).status, 200);
    assert_eq!(site.call(Who::Editor, "GET", &address, &[], "").status, 404);
    assert!(!site.folder.path().join("originals").join(sha256(JPEG)).exists());
}

#[test]
fn what_cannot_be_read_is_told_and_does_no_harm() {
    let site = TestSite::start();
    let put = |id: &str, body: &[u8]| {
        let answer = site.call(Who::Writer, "PUT", &path(id), &[], body);
        (answer.status, answer.problem())
    };
    assert_eq!(put("17", b"{}"), (400, "bad-request".into()));
    assert_eq!(put(STORY, b"{"), (400, "bad-request".into()));
    let other = manuscript(OTHER, "filed").to_string();
    assert_eq!(put(STORY, other.as_bytes()), (422, "not-a-manuscript".into()));
    assert_eq!(put(STORY, &vec![b' '; 16 * 1024 * 1024 + 1]), (413, "too-large".into()));
    let odd = format!("{}/originals/short", path(STORY));
    assert_eq!(site.call(Who::Writer, "PUT", &odd, &[], JPEG).problem(), "bad-request");
    let list = site.call(Who::Editor, "GET", "/api/v1/manuscripts", &[], "").json();
    assert_eq!(list["manuscripts"], json!([]));
}

#[test]
fn nothing_of_a_manuscript_is_ever_public() {
    let site = TestSite::start();
    site.hand_in(Who::Writer, STORY);
    // The article of the same story is public, with its own pictures.
    site.publish(STORY, &story());
    assert_eq!(site.put_story(Who::Editor, STORY, &in_state(&story(), "published")).status, 200);
    for who in [Who::Nobody, Who::Stranger] {
        for (method, address) in [
            ("GET", "/api/v1/manuscripts".to_owned()),
            ("GET", path(STORY)),
            ("PUT", path(STORY)),
            ("GET", format!("{}/originals/{}", path(STORY), sha256(JPEG))),
            ("HEAD", format!("{}/originals/{}", path(STORY), sha256(JPEG))),
            ("PUT", format!("{}/originals/{}", path(STORY), sha256(JPEG))),
        ] {
            let answer = site.call(who, method, &address, &[], "{}");
            assert_eq!(answer.status, 401, "{method} {address}");
        }
    }
    let hash = sha256(JPEG);
    for address in [
        format!("/pictures/{hash}"),
        format!("/originals/{hash}"),
        "/pictures/IMG_4711-at-home.jpg".to_owned(),
        format!("/pictures/..%2foriginals%2f{hash}"),
    ] {
        assert_eq!(site.read(&address).status, 404, "{address}");
    }
    let news = "/news/weir-reopens".to_owned();
    for address in ["/".to_owned(), "/section/local-news".into(), "/feed.xml".into(), news] {
        let page = site.read(&address);
        assert_eq!(page.status, 200, "{address}");
        for private in ["Quill", "IMG_4711", "Weir to reopen", "Ada Fox", "manuscript"] {
            assert!(!page.text().contains(private), "{address} tells {private}");
        }
    }
}
