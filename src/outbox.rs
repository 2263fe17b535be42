//! The outbox: takes each queued delivery through its steps, exactly once, whatever goes wrong.
//!
//! Every step is recorded before it begins and after it ends, and every step asks the site before
//! it sends. So an attempt that died anywhere is simply made again: what is already there is found,
//! not sent a second time. Nothing is public before `release`.
//!
//! One process at a time works the outbox. The lease is a lock on a file, not a row in the
//! database: the system takes it back the moment its holder dies, so no clock has to guess whether
//! a killed program is still at work.

mod attempt;
mod reading;
mod ready;

use crate::delivery::{self, Delivery};
use crate::error::{Result, system};
use crate::house::House;
use crate::site::{Address, Credential, Release, Site};
use crate::store::Store;
use crate::story::Story;
use crate::vault::Vault;
use attempt::Attempt;
use jiff::Timestamp;
use std::fs::{File, TryLockError};

/// Makes the adapter for a site.
pub type Connect<'a> = &'a dyn Fn(&Address, &Credential) -> Result<Box<dyn Site>>;

/// What a delivery needs beside its own row.
pub struct Outbox<'a> {
    pub store: &'a mut Store,
    pub vault: &'a dyn Vault,
    pub house: &'a House,
    pub connect: Connect<'a>,
    /// The time, asked anew at each step.
    pub clock: &'a dyn Fn() -> Timestamp,
    /// Told after every recorded step.
    pub progress: &'a dyn Fn(),
}

impl Outbox<'_> {
    /// Works on every delivery whose time has come; returns how many were worked on. Returns at
    /// once with 0 if another process is at it.
    ///
    /// # Errors
    /// `Storage`. Trouble with a site is recorded in its delivery instead.
    pub fn tick(&mut self) -> Result<usize> {
        let Some(_lease) = lease(self.store)? else { return Ok(0) };
        let now = (self.clock)();
        if self.store.mark_interrupted(now)? > 0 {
            (self.progress)();
        }
        let due = self.store.due(now)?;
        for delivery in &due {
            self.work(delivery)?;
            (self.progress)();
        }
        Ok(due.len())
    }

    /// One attempt, and what its end means for the delivery.
    fn work(&mut self, delivery: &Delivery) -> Result<()> {
        let now = (self.clock)();
        let Some(delivery) = self.store.begin_delivery(&delivery.id, now)? else { return Ok(()) };
        (self.progress)();
        let Err(error) = Attempt::new(self, &delivery).and_then(Attempt::run) else {
            return Ok(());
        };
        let held = self.store.delivery(&delivery.id)?;
        let sent = held.steps.iter().any(|step| step.started && step.what != "connect");
        let state = delivery::after_error(&error, sent);
        let now = (self.clock)();
        let attempts = delivery.attempts + 1;
        let next = state.is_open().then(|| {
            now + delivery::wait(attempts, error.retry_after, spread(&delivery.id, attempts))
        });
        self.store.fail_attempt(&delivery, state, &error, next, now)
    }
}

/// The steps of a delivery of this story, by name and by what the screen says.
pub fn steps(story: &Story, release: Release) -> Vec<(String, String)> {
    let step = |what: &str, label: &str| (what.to_owned(), label.to_owned());
    let mut steps = vec![step("connect", "Sign in to the site")];
    for picture in attempt::leaving(story) {
        steps.push((format!("picture:{}", picture.name), format!("Send {}", picture.name)));
    }
    steps.push(step("draft", "Create the article, still hidden"));
    steps.push(step("words", "Check that it is complete"));
    let tidy = step("tidy", "Take away older files of its pictures");
    match release {
        Release::Publish => {
            steps.push(step("release", "Make it public"));
            steps.push(tidy);
            steps.push(step("read-back", "Read page and pictures as a reader gets them"));
        }
        Release::File => {
            steps.push(step("release", "Hand it in for review"));
            steps.push(tidy);
        }
    }
    steps
}

/// The right to work the outbox, held until the file is closed; `None` if somebody else has it.
fn lease(store: &Store) -> Result<Option<File>> {
    let path = store.folder().join("outbox.lock");
    let open = File::options().create(true).truncate(false).write(true).open(&path);
    let refused = |error: std::io::Error| system::in_the_way(&path.display().to_string(), &error);
    let file = open.map_err(refused)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(refused(error)),
    }
}

/// A number that differs between deliveries and attempts but needs no randomness (FNV-1a).
fn spread(id: &str, attempts: u32) -> u8 {
    let hash = id
        .bytes()
        .chain(attempts.to_le_bytes())
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash.to_le_bytes()[2]
}
