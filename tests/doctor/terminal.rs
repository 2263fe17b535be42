//! The doctor by `desk`: for people and for scripts, and by itself where a site cannot be added.

use crate::certificates;
use crate::plays::{SECRET, USER, at_me, failure, wordpress};
use crate::server::Server;
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

fn desk(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_desk"));
    command.arg("--data").arg(folder).args(words).env("COPYDESK_SECRET_TOWN", SECRET);
    // No keychain of the person who runs the tests is touched.
    command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
    command.output().expect("desk runs")
}

fn told(output: &Output) -> String {
    let (out, err) = (&output.stdout, &output.stderr);
    let told = [String::from_utf8_lossy(out), String::from_utf8_lossy(err)].concat();
    let joined: String = SECRET.split_whitespace().collect();
    assert!(!told.contains(SECRET) && !told.contains(&joined), "{told}");
    told
}

#[test]
fn a_site_in_good_order_ends_well_and_one_with_a_fault_does_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let site = Server::start(Arc::new(wordpress));
    let url = site.url();
    let add = ["site", "add", "town", "--kind", "wordpress", "--user", USER, "--url", &url];
    assert!(desk(folder.path(), &add).status.success());
    let output = desk(folder.path(), &["site", "doctor", "town"]);
    let words = told(&output);
    assert!(output.status.success() && words.ends_with("All is well.\n"), "{words}");

    let broken = Server::start(at_me(|_| failure(403, "rest_forbidden")));
    let url = broken.url();
    let look =
        ["--json", "site", "doctor", "town", "--kind", "wordpress", "--user", USER, "--url", &url];
    let output = desk(folder.path(), &look);
    assert!(!output.status.success());
    told(&output);
    let report: Value = serde_json::from_slice(&output.stdout).expect("one object");
    assert_eq!(report["doctor"]["diagnosis"]["fault"], "account-refused");
    assert_eq!(report["doctor"]["diagnosis"]["whose"], "administrator");
    assert_eq!(report["doctor"]["rungs"].as_array().map(Vec::len), Some(17));
}

#[test]
fn a_site_that_cannot_be_added_is_looked_at_and_a_fingerprint_adds_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = certificates::self_signed();
    let server = Server::start_tls(Arc::new(wordpress), made.server());
    let url = server.url();
    let add = ["site", "add", "town", "--kind", "wordpress", "--user", USER, "--url", &url];
    let output = desk(folder.path(), &add);
    let words = told(&output);
    assert!(!output.status.success(), "{words}");
    for part in ["WRONG", "This is a job for the site’s administrator.", "To forward:"] {
        assert!(words.contains(part), "{part} in {words}");
    }
    let shown = words.split("--trust-fingerprint ").nth(1).expect("a fingerprint");
    let shown = shown.split_whitespace().next().expect("a fingerprint");
    let trusting = [&add[..], &["--trust-fingerprint", shown]].concat();
    let output = desk(folder.path(), &trusting);
    assert!(output.status.success(), "{}", told(&output));
    // What was confirmed is kept with the site.
    assert!(desk(folder.path(), &["site", "doctor", "town"]).status.success());
    server.change_certificate(certificates::self_signed().server());
    let output = desk(folder.path(), &["--json", "site", "doctor", "town"]);
    let report: Value = serde_json::from_slice(&output.stdout).expect("one object");
    assert_eq!(report["doctor"]["diagnosis"]["fault"], "certificate-changed");
}

#[test]
fn a_name_that_is_taken_is_no_matter_for_the_doctor() {
    let folder = tempfile::tempdir().expect("a folder");
    let site = Server::start(Arc::new(wordpress));
    let url = site.url();
    let add = ["site", "add", "town", "--kind", "wordpress", "--user", USER, "--url", &url];
    assert!(desk(folder.path(), &add).status.success());
    let before = site.heard().len();
    let words = told(&desk(folder.path(), &add));
    assert!(words.contains("is connected already") && !words.contains("To forward"), "{words}");
    assert_eq!(site.heard().len(), before, "the site was asked nothing");
}

/// Taken from the network by the system itself, where it lets an ordinary program ask for that.
#[test]
fn a_computer_without_a_network_is_told_so() {
    let alone = ["--user", "--map-root-user", "--net"];
    let lets = Command::new("unshare").args(alone).arg("true").status();
    if !lets.is_ok_and(|status| status.success()) {
        eprintln!("not looked at: this system takes the network from nobody");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = Command::new("unshare");
    command.args(alone).arg(env!("CARGO_BIN_EXE_desk")).arg("--data").arg(folder.path());
    command.args(["--json", "site", "doctor", "town", "--kind", "own"]);
    command.args(["--url", "https://news.example"]).env("COPYDESK_SECRET_TOWN", SECRET);
    let output = command.output().expect("desk runs");
    let report: Value = serde_json::from_slice(&output.stdout).expect("one object");
    let told = &report["doctor"]["diagnosis"];
    assert_eq!((&told["fault"], &told["whose"]), (&"offline".into(), &"network".into()), "{told}");
}
