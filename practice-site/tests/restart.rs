//! The folder: what outlives a stop, and that one server at a time uses it.

mod support;

use practice_site::{Furniture, Server, Settings, StartError, running};
use std::net::TcpListener;
use support::{STORY, TestSite, settings, story};

#[test]
fn a_restart_keeps_port_tokens_and_stories() {
    let site = TestSite::on_a_port_of_its_own();
    let url = site.publish(STORY, &story())["url"].as_str().unwrap().to_owned();
    let (base, tokens) = (site.server.url().to_owned(), site.server.tokens().clone());
    let folder = site.folder;
    site.server.stop();
    assert!(running(folder.path()).is_none());
    let again = Server::start(settings(folder.path())).unwrap();
    assert_eq!(again.url(), base);
    assert_eq!(again.tokens(), &tokens);
    let mut page = ureq::get(&url).call().unwrap();
    assert!(page.body_mut().read_to_string().unwrap().contains("Weir reopens"));
}

#[test]
fn one_folder_has_one_server() {
    let site = TestSite::start();
    let second = Server::start(settings(site.folder.path()));
    assert!(matches!(second, Err(StartError::AlreadyRunning)));
    let found = running(site.folder.path()).unwrap();
    assert_eq!(found.url, site.server.url());
    assert_eq!(&found.tokens, site.server.tokens());
}

#[test]
fn a_port_asked_for_is_had_or_refused() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let folder = tempfile::tempdir().unwrap();
    let wish = || Settings { port: Some(port), ..settings(folder.path()) };
    assert!(matches!(Server::start(wish()), Err(StartError::PortTaken(p)) if p == port));
    drop(taken);
    let server = Server::start(wish()).unwrap();
    assert_eq!(server.url(), format!("http://127.0.0.1:{port}"));
}

#[test]
fn a_site_whose_port_was_taken_moves_and_its_pictures_with_it() {
    let site = TestSite::on_a_port_of_its_own();
    site.publish(STORY, &story());
    let folder = site.folder;
    let old = site.server.url().to_owned();
    site.server.stop();
    let taken = TcpListener::bind(old.strip_prefix("http://").unwrap()).unwrap();
    let moved = Server::start(settings(folder.path())).unwrap();
    assert_ne!(moved.url(), old);
    let address = format!("{}/news/weir-reopens", moved.url());
    let page = ureq::get(&address).call().unwrap().body_mut().read_to_string().unwrap();
    assert!(page.contains("src=\"/pictures/dot.png\"") && !page.contains(&old));
    drop(taken);
}

#[test]
fn a_zone_that_does_not_exist_is_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let furniture = Furniture { time_zone: "Europe/Marlbeck".into(), ..Furniture::default() };
    let refused = Server::start(Settings { furniture, ..settings(folder.path()) }).unwrap_err();
    assert!(refused.to_string().contains("“Europe/Marlbeck” is no time zone"));
}

#[test]
fn secrets_are_the_owners_alone_and_in_no_debug_output() {
    let site = TestSite::start();
    let shown = format!("{:?} {:?}", site.server, running(site.folder.path()));
    assert!(!shown.contains(&site.server.tokens().editor));
    #[cfg(unix)]
    for file in ["tokens.json", "port"] {
        use std::os::unix::fs::PermissionsExt;
        let mode = site.folder.path().join(file).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
}
