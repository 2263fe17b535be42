//! In which order deliveries are taken up, what becomes of one that is stopped on its way, and of one
//! whose site was told a moment. The site is a notebook.

mod clocks;
pub(crate) mod notebook;
mod room;
mod stopped;
mod told;

use super::*;
use crate::delivery::State;
use crate::error::{Code, Error};
use crate::site::Kind;
use crate::site::doctor::{Diagnosis, Fault, Whose};
use crate::store::{Connected, NewDelivery};
use crate::story::StoryId;
use crate::vault::memory::Memory;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).unwrap()
}

fn address(name: &str) -> Address {
    let url = format!("https://{name}.example");
    Address { name: name.into(), kind: Kind::Own, url, user: None, fingerprint: None }
}

/// A store with these sites, and secrets for them.
fn connected(folder: &Path, names: &[&str]) -> (Store, Memory) {
    let (mut store, vault) = (Store::open(folder).unwrap(), Memory::default());
    for name in names {
        let site = Connected { address: address(name), practice: false, account: None };
        store.put_site(&site, at(0)).unwrap();
        vault.set(&site.address, &Credential::new("x")).unwrap();
    }
    (store, vault)
}

/// A story of its own on its way to the site; `id` orders what was queued at the same time.
fn queue(store: &mut Store, id: &str, site: &str, release: Release) {
    let story = Story::new(StoryId::new(at(0)), at(0));
    store.insert_story(&story).unwrap();
    let steps = steps(&story, release, false);
    let new = NewDelivery { id: id.into(), site, release, at: None, steps };
    store.queue(story.id, story.version, &new, at(0)).unwrap();
}

/// Works the outbox at this second, with whatever `connect` makes of an address.
fn tick(store: &mut Store, vault: &Memory, seconds: &AtomicI64, connect: Connect<'_>) {
    let read = || {
        let wall = at(seconds.load(Ordering::SeqCst));
        Moment { wall, steady: Duration::ZERO }
    };
    work(store, vault, Clock { read: &read, began: read() }, connect);
}

/// The same by these clocks.
fn work(store: &mut Store, vault: &Memory, clock: Clock<'_>, connect: Connect<'_>) {
    let house = House::built_in();
    let doctor: Doctor<'_> = &|_, secret, _| lost_header(secret.is_some());
    Outbox { store, vault, house, connect, doctor, clock, progress: &|| {} }.tick().unwrap();
}

/// What the doctor says here of every site.
fn lost_header(signed: bool) -> Report {
    let found = Diagnosis {
        fault: Fault::HeaderLost,
        whose: Whose::Host,
        wrong: "The header does not arrive.".into(),
        hint: "Forward the paragraph.".into(),
        paragraph: "Please let the header through.".into(),
    };
    let address = "https://town.example".into();
    let (rungs, better_address, fingerprint) = (Vec::new(), None, None);
    Report { address, rungs, diagnosis: signed.then_some(found), better_address, fingerprint }
}

fn no_answer() -> Error {
    Error::new(Code::Unreachable, "No answer.", "Wait.")
}

#[test]
fn a_site_that_takes_long_holds_up_no_second_try_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, vault) = connected(folder.path(), &["slow", "town"]);
    queue(&mut store, "1", "slow", Release::Publish);
    queue(&mut store, "2", "town", Release::Publish);
    let (seconds, asked) = (AtomicI64::new(0), AtomicI64::new(0));
    tick(&mut store, &vault, &seconds, &|site, _| {
        if site.name == "town" {
            asked.fetch_add(1, Ordering::SeqCst);
        }
        let waits = || site.name == "slow" && asked.load(Ordering::SeqCst) < 2;
        // Half a minute at most.
        for _ in (0..1500).take_while(|_| waits()) {
            seconds.fetch_add(10, Ordering::SeqCst);
            std::thread::sleep(Duration::from_millis(20));
        }
        assert!(!waits(), "the other site was left waiting");
        Err(no_answer())
    });
    assert_eq!(store.delivery("1").unwrap().state, State::Queued, "it came to its end too");
}

#[test]
fn the_cause_is_looked_for_where_it_lies_on_the_way() {
    for (code, attempts, looked) in [
        (Code::SignIn, 1, true),
        (Code::Forbidden, 1, true),
        (Code::NotTheApi, 1, true),
        (Code::Unreachable, 2, false),
        (Code::Unreachable, 3, true),
        (Code::Conflict, 1, false),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let (mut store, vault) = connected(folder.path(), &["town"]);
        queue(&mut store, "1", "town", Release::Publish);
        let seconds = AtomicI64::new(0);
        for _ in 0..attempts {
            tick(&mut store, &vault, &seconds, &|_, _| Err(Error::new(code, "No.", "Wait.")));
            seconds.fetch_add(600, Ordering::SeqCst);
        }
        let problem = store.delivery("1").unwrap().problem.unwrap();
        assert_eq!(problem.code, code, "what it means stays");
        assert!(problem.message.starts_with("No.") && problem.hint.starts_with("Wait."));
        assert_eq!(problem.message.contains("does not arrive"), looked, "{code:?} {attempts}");
        assert_eq!(problem.hint.contains("This is a job for"), looked, "{problem}");
    }
}

#[test]
fn what_is_to_be_taken_off_goes_before_what_is_to_be_sent() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, vault) = connected(folder.path(), &["town"]);
    for id in ["1", "2"] {
        queue(&mut store, id, "town", Release::Publish);
    }
    let order = Mutex::new(Vec::new());
    tick(&mut store, &vault, &AtomicI64::new(0), &|_, _| {
        let mut store = Store::open(folder.path())?;
        let mut order = order.lock().unwrap();
        if order.is_empty() {
            queue(&mut store, "3", "town", Release::Withdraw);
        }
        let all = store.deliveries(None)?;
        order.extend(all.into_iter().filter(|one| one.state == State::Sending).map(|one| one.id));
        Err(no_answer())
    });
    assert_eq!(*order.lock().unwrap(), ["1", "3", "2"]);
}

#[test]
fn what_is_held_is_looked_at_anew_once_the_clock_was_set_back() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, _) = connected(folder.path(), &["town"]);
    queue(&mut store, "1", "town", Release::Publish);
    store.begin_delivery("1", at(3600)).unwrap();
    store.hold("1", at(7200), at(3600)).unwrap();
    assert_eq!(store.due(at(3700)).unwrap().len(), 0, "it waits");
    assert_eq!(store.due(at(100)).unwrap().len(), 1, "its moment was counted by a wrong clock");
}
