//! Whatever form a story has, WordPress's own block editor opens it without a complaint: what the
//! server holds of it, by accounts whose HTML it filters and by others, in the editor of its version.

use crate::examples::{batch_story, batches, examples, house};
use crate::wordpress::Wordpress;
use crate::{address, connect, send_pictures};
use copydesk::house::House;
use copydesk::render::example;
use copydesk::site::{Kind, Outgoing, Site};
use copydesk::story::{Story, StoryId};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn every_form_of_a_story_opens_in_wordpresss_editor() {
    let examples = examples();
    for version in ["6.8", "6.1"] {
        let wordpress = Wordpress::start(&[("WP_VERSION", version)]);
        let mut sent = 0;
        // An author's HTML is filtered, an editor's is not.
        for user in ["edith", "anna"] {
            let at = address(Kind::Wordpress, &wordpress.url, Some(user));
            let site = connect(&at, wordpress.password(user));
            let now = Timestamp::now();
            let every_form = Story { id: StoryId::new(now), ..example::story() };
            save(&*site, &every_form, House::built_in());
            let batches = batches(&examples);
            for batch in &batches {
                save(&*site, &batch_story(batch), &house());
            }
            sent += 1 + batches.len();
        }
        let held = wordpress.contents();
        assert_eq!(held.len(), sent);
        let refused = refused_by_its_editor(version, &held);
        assert!(refused.is_empty(), "WordPress {version}: {}", refused.join("\n"));
    }
}

fn save(site: &dyn Site, story: &Story, house: &House) {
    let pictures = match story.pictures.is_empty() {
        true => BTreeMap::new(),
        false => send_pictures(site, story).0,
    };
    site.save(&Outgoing { story, house, pictures: &pictures }, None).expect("created");
}

/// The blocks that the editor of this WordPress would call unexpected or invalid, and why.
fn refused_by_its_editor(version: &str, contents: &[String]) -> Vec<String> {
    let bash = |words: [&str; 2]| {
        let output = Command::new("bash").args(words).current_dir(ROOT).output().expect("bash");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("a path").trim().to_owned()
    };
    bash(["scripts/node-modules.sh", "tests/blocks"]);
    let tree = bash(["tests/support/wordpress/tree.sh", version]);
    let mut node = Command::new("node")
        .args(["tests/blocks/validate.mjs", &tree])
        .current_dir(ROOT)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node");
    let posts = serde_json::to_vec(contents).expect("JSON");
    node.stdin.take().expect("piped").write_all(&posts).expect("it listens");
    let told = node.wait_with_output().expect("it ends");
    let told_lines = String::from_utf8(told.stdout).expect("words");
    let refused: Vec<_> =
        told_lines.lines().filter(|line| line.contains("INVALID")).map(str::to_owned).collect();
    // No verdict must not look like a good one.
    assert_eq!(told.status.success(), refused.is_empty(), "{told_lines}");
    refused
}
