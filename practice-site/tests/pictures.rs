//! Pictures: kept unchanged under the client's id, public only with a story.

mod support;

use support::{JPEG, PNG, STORY, TestSite, Who, in_state, story};

const PATH: &str = "/api/v1/pictures/weir.jpg";

#[test]
fn bytes_are_kept_unchanged_and_named_by_their_hash() {
    let site = TestSite::start();
    let first = site.put_picture(Who::Writer, "weir.jpg", JPEG);
    assert_eq!(first.status, 201);
    let told = first.json();
    assert_eq!((&told["width"], &told["height"]), (&48.into(), &32.into()));
    assert_eq!(told["bytes"], JPEG.len());
    let sha256 = told["sha256"].as_str().unwrap();
    assert_eq!(first.header("etag"), format!("\"{sha256}\""));
    assert_eq!(site.put_picture(Who::Writer, "weir.jpg", JPEG).status, 200);
    let head = site.call(Who::Writer, "HEAD", PATH, &[], "");
    assert_eq!((head.status, head.header("etag")), (200, first.header("etag")));
    assert_eq!(site.call(Who::Writer, "GET", PATH, &[], "").json(), told);
    let file = site.call(Who::Writer, "GET", "/pictures/weir.jpg", &[], "");
    assert_eq!(file.bytes, JPEG);
    assert_eq!(file.header("content-type"), "image/jpeg");
    assert_eq!(site.call(Who::Writer, "HEAD", "/api/v1/pictures/b", &[], "").status, 404);
}

#[test]
fn a_replaced_picture_is_the_one_readers_get() {
    let site = TestSite::start();
    site.publish(STORY, &story());
    let before = site.read("/pictures/weir.jpg");
    let replaced = site.put_picture(Who::Editor, "weir.jpg", PNG);
    assert_eq!(replaced.status, 200);
    let after = site.read("/pictures/weir.jpg");
    assert_eq!((after.bytes.as_slice(), after.header("content-type")), (PNG, "image/png"));
    assert_ne!(before.header("etag"), after.header("etag"));
    let known = [("if-none-match", after.header("etag"))];
    let again = site.call(Who::Nobody, "GET", "/pictures/weir.jpg", &known, "");
    assert_eq!((again.status, again.bytes.len()), (304, 0));
    // The old file is gone; both ids share the new one.
    let files = std::fs::read_dir(site.folder.path().join("pictures")).unwrap().count();
    assert_eq!(files, 1);
}

#[test]
fn a_picture_is_public_only_while_a_published_story_names_it() {
    let site = TestSite::start();
    let is_public = || site.read("/pictures/weir.jpg").status == 200;
    site.put_picture(Who::Editor, "weir.jpg", JPEG);
    site.put_picture(Who::Editor, "dot.png", PNG);
    for (state, public) in
        [("draft", false), ("filed", false), ("published", true), ("withdrawn", false)]
    {
        assert!(site.put_story(Who::Editor, STORY, &in_state(&story(), state)).status < 300);
        assert_eq!(is_public(), public, "{state}");
        assert_eq!(site.call(Who::Writer, "GET", "/pictures/weir.jpg", &[], "").status, 200);
        assert_eq!(
            site.call(Who::Stranger, "GET", "/pictures/weir.jpg", &[], "").status == 200,
            public
        );
    }
}

#[test]
fn what_is_no_whole_picture_is_refused() {
    let site = TestSite::start();
    let put = |bytes: &[u8]| {
        let answer = site.put_picture(Who::Editor, "a", bytes);
        (answer.status, answer.problem())
    };
    assert_eq!(put(b""), (422, "damaged-picture".into()));
    assert_eq!(put(&JPEG[..400]), (422, "damaged-picture".into()));
    assert_eq!(put(b"GIF89a\x01\x00\x01\x00"), (415, "not-a-picture".into()));
    assert_eq!(put(b"<svg onload=\"x()\"/>"), (415, "not-a-picture".into()));
    assert_eq!(put(&vec![0xFF; 10 * 1024 * 1024 + 1]), (413, "too-large".into()));
    assert_eq!(site.put_picture(Who::Editor, "a%2Fb", JPEG).problem(), "bad-request");
    assert_eq!(site.put_picture(Who::Editor, &"a".repeat(121), JPEG).problem(), "bad-request");
    assert_eq!(site.put_picture(Who::Editor, "a", JPEG).status, 201);
}

#[test]
fn damage_on_the_way_is_noticed() {
    use base64::{Engine, engine::general_purpose::STANDARD};
    use sha2::{Digest, Sha256};
    let site = TestSite::start();
    let digest = format!("sha-256=:{}:", STANDARD.encode(Sha256::digest(JPEG)));
    let put = |bytes| site.call(Who::Editor, "PUT", PATH, &[("content-digest", &digest)], bytes);
    assert_eq!(put(PNG).problem(), "digest-mismatch");
    assert_eq!(put(JPEG).status, 201);
}

#[test]
fn only_unused_pictures_are_let_go() {
    let site = TestSite::start();
    site.publish(STORY, &story());
    let delete = |path: &str| site.call(Who::Editor, "DELETE", path, &[], "");
    assert_eq!(delete(PATH).problem(), "in-use");
    site.put_picture(Who::Editor, "spare.png", PNG);
    assert_eq!(delete("/api/v1/pictures/spare.png").status, 204);
    assert_eq!(delete("/api/v1/pictures/spare.png").problem(), "no-such-picture");
    // Its bytes are also dot.png's and stay.
    assert_eq!(site.read("/pictures/dot.png").bytes, PNG);
}
