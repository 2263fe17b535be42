//! Off the site again: what was handed in, what somebody saves at the same moment, and how it is known
//! that readers get it no more.

use super::{address, connect, line, publish, send_pictures, story};
use copydesk::error::Code;
use copydesk::house::House;
use copydesk::site::{Address, Kind, Outgoing, Release, RemoteStory, Site, Stage};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What every kind of site must do.
pub fn contract(address: &Address, secret: &str) {
    let site = &*connect(address, secret);
    takes_back(site);
    knows_the_address_after_a_lost_answer(site);
    gives_way_to_whoever_saves(address, secret);
}

/// What was handed in is a draft again, and can be handed in once more.
fn takes_back(site: &dyn Site) {
    let story = story();
    let (pictures, _) = send_pictures(site, &story);
    let outgoing = Outgoing { story: &story, house: House::built_in(), pictures: &pictures };
    let draft = site.save(&outgoing, None).expect("created");
    let filed = site.release(&outgoing, &draft, Release::File).expect("handed in");
    assert_eq!(filed.stage, Stage::Pending);
    // As if the answer to that had been lost: what is known is the draft.
    for known in [&filed, &draft] {
        let back = site.withdraw(story.id, known).expect("taken back");
        assert_eq!(back.stage, Stage::Withdrawn);
        let there = site.find_story(&outgoing, Some(&back)).expect("asked").expect("still there");
        assert_eq!(there.stage, Stage::Draft, "nobody reviews it");
        assert!(there.is_as(&draft), "with its words");
        let found = site.find_story(&outgoing, None).expect("asked").expect("found as ours");
        assert_eq!(found.id, draft.id);
        site.withdraw(story.id, &back).expect("a repeat is harmless");
        let again = site.release(&outgoing, &there, Release::File).expect("handed in once more");
        assert_eq!((again.stage, &again.id), (Stage::Pending, &draft.id));
    }
}

/// The answer to the release was lost, so nothing is known of a page; it is looked for nevertheless.
fn knows_the_address_after_a_lost_answer(site: &dyn Site) {
    let story = story();
    let public = publish(site, &story);
    let (pictures, _) = send_pictures(site, &story);
    let outgoing = Outgoing { story: &story, house: House::built_in(), pictures: &pictures };
    for url in [String::new(), public.url.replace("library", "elsewhere")] {
        let known = RemoteStory { url, stage: Stage::Draft, ..public.clone() };
        let hidden = site.withdraw(story.id, &known).expect("withdrawn");
        assert_eq!((hidden.stage, &hidden.url), (Stage::Withdrawn, &public.url));
        let gone = site.read_back(&hidden).expect_err("readers do not get it");
        assert_eq!(gone.code, Code::NotFound, "{gone}");
        let there = site.find_story(&outgoing, Some(&hidden)).expect("asked").expect("there");
        let back = site.release(&outgoing, &there, Release::Publish).expect("public again");
        assert_eq!(back.url, public.url);
    }
    let nowhere = RemoteStory { url: String::new(), ..public };
    let unknown = site.read_back(&nowhere).expect_err("there is nothing to look at");
    assert_eq!(unknown.code, Code::Invalid, "{unknown}");
}

/// A colleague saves between our question and our asking to take it off.
fn gives_way_to_whoever_saves(address: &Address, secret: &str) {
    let site = connect(address, secret);
    let story = story();
    let public = publish(&*site, &story);
    let colleague = (address.clone(), secret.to_owned(), story.clone(), public.clone());
    let (colleague, saved) = (Arc::new(Mutex::new(colleague)), Arc::new(AtomicBool::new(false)));
    let url = line::open(&address.url, move |mut passing| {
        let asked = passing.request()?;
        if !asked.starts_with(b"GET ") && !saved.swap(true, Ordering::SeqCst) {
            let colleague = colleague.lock().expect("the colleague");
            let (address, secret, story, known) = &*colleague;
            // Ghost tells a later change by its second only.
            std::thread::sleep(Duration::from_millis(1100));
            save_another(&*connect(address, secret), story.clone(), known);
        }
        let answer = passing.ask(&asked)?;
        passing.tell(&answer)
    });
    let through = connect(&Address { url, ..address.clone() }, secret);
    let first = through.withdraw(story.id, &public);
    if address.kind != Kind::Wordpress {
        // WordPress knows no preconditions, and has hidden it.
        let busy = first.as_ref().expect_err("somebody was faster");
        assert_eq!(busy.code, Code::Busy, "{busy}");
        assert!(site.read_back(&public).expect("still there").contains("A colleague wrote this."));
    }
    let hidden = through.withdraw(story.id, &public).expect("taken off at the next try");
    assert_eq!(hidden.stage, Stage::Withdrawn);
    assert_eq!(site.read_back(&public).expect_err("gone").code, Code::NotFound);
    let copy = site.copy(&public).expect("its words");
    assert!(copy.body.contains("A colleague wrote this."), "nothing was written over");
}

fn save_another(site: &dyn Site, mut story: copydesk::story::Story, known: &RemoteStory) {
    let (pictures, _) = send_pictures(site, &story);
    story.copy.body.push_str("\nA colleague wrote this.\n");
    let outgoing = Outgoing { story: &story, house: House::built_in(), pictures: &pictures };
    site.save(&outgoing, Some(known)).expect("saved by a colleague");
}

/// A web server that answers with the status its path names; `/away` leads to another host, `/round`
/// to itself.
fn statuses() -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut asked = [0; 4096];
            let read = stream.read(&mut asked).unwrap_or_default();
            let asked = String::from_utf8_lossy(&asked[..read]).into_owned();
            let path = asked.split(' ').nth(1).unwrap_or_default().trim_start_matches('/');
            let (status, to) = match path {
                "away" => ("302", "Location: https://elsewhere.example/\r\n"),
                "round" => ("301", "Location: /round\r\n"),
                status => (status, ""),
            };
            let _ = write!(
                stream,
                "HTTP/1.1 {status} So\r\n{to}Content-Length: 0\r\nConnection: close\r\n\r\n"
            );
        }
    });
    url
}

#[test]
fn only_a_page_that_is_not_there_is_gone() {
    let url = statuses();
    let site = connect(&address(Kind::Own, &url, None), "x");
    for (path, code) in [
        ("404", Code::NotFound),
        ("410", Code::NotFound),
        ("401", Code::SignIn),
        ("403", Code::Forbidden),
        ("408", Code::Busy),
        ("429", Code::Busy),
        ("503", Code::Busy),
        ("522", Code::Busy),
        ("451", Code::Refused),
        ("round", Code::Refused),
        ("away", Code::NotTheApi),
    ] {
        let known = RemoteStory {
            id: "7".into(),
            url: format!("{url}/{path}"),
            version: String::new(),
            stage: Stage::Withdrawn,
            moment: None,
            words: String::new(),
            filing: String::new(),
            body: String::new(),
            revision: None,
        };
        let error = site.read_back(&known).expect_err(path);
        assert_eq!(error.code, code, "{path}: {error}");
        assert!(error.message.ends_with('.') && error.hint.ends_with('.'), "{error}");
    }
}
