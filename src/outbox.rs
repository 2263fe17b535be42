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
mod clock;
mod moments;
mod pictures;
mod reading;
mod ready;

pub use clock::{Clock, Moment};

use crate::delivery::{self, Delivery};
use crate::error::{Result, system};
use crate::house::House;
use crate::site::{Address, Credential, Release, Site};
use crate::store::Store;
use crate::story::Story;
use crate::vault::Vault;
use attempt::{Attempt, Outcome};
use std::collections::BTreeMap;
use std::fs::{File, TryLockError};
use std::path::Path;

/// Makes the adapter for a site.
pub type Connect<'a> = &'a (dyn Fn(&Address, &Credential) -> Result<Box<dyn Site>> + Sync);

/// What a delivery needs beside its own row.
pub struct Outbox<'a> {
    pub store: &'a mut Store,
    pub vault: &'a dyn Vault,
    pub house: &'a House,
    pub connect: Connect<'a>,
    /// The time, asked anew at each step.
    pub clock: Clock<'a>,
    /// Told after every recorded step.
    pub progress: &'a (dyn Fn() + Sync),
}

impl Outbox<'_> {
    /// Works on every delivery whose time has come, one site beside the other, and returns how many
    /// there were. Returns at once with 0 if another process is at it.
    ///
    /// # Errors
    /// `Storage`. Trouble with a site is recorded in its delivery instead.
    pub fn tick(&mut self) -> Result<usize> {
        let folder = self.store.folder().to_owned();
        let Some(_lease) = lease(&folder)? else { return Ok(0) };
        let now = self.clock.now();
        if self.store.mark_interrupted(now)? > 0 {
            (self.progress)();
        }
        let due = self.store.due(now)?;
        let mut by_site: BTreeMap<&str, Vec<&Delivery>> = BTreeMap::new();
        for delivery in &due {
            by_site.entry(&delivery.site).or_default().push(delivery);
        }
        if by_site.len() < 2 {
            self.work_all(by_site.into_values().flatten())?;
            return Ok(due.len());
        }
        // A site that does not answer must not hold up the others.
        let (vault, house, connect) = (self.vault, self.house, self.connect);
        let (clock, progress) = (self.clock, self.progress);
        let folder = &folder;
        let worked: Vec<Result<()>> = std::thread::scope(|scope| {
            let sites = by_site.into_values().map(|deliveries| {
                scope.spawn(move || {
                    let store = &mut Store::open(folder)?;
                    let mut outbox = Outbox { store, vault, house, connect, clock, progress };
                    outbox.work_all(deliveries)
                })
            });
            let sites: Vec<_> = sites.collect();
            // A panic has left its delivery marked as being sent: it is taken up again as after a kill.
            sites.into_iter().map(|site| site.join().unwrap_or(Ok(()))).collect()
        });
        worked.into_iter().collect::<Result<()>>()?;
        Ok(due.len())
    }

    fn work_all<'d>(&mut self, deliveries: impl IntoIterator<Item = &'d Delivery>) -> Result<()> {
        for delivery in deliveries {
            self.work(delivery)?;
            (self.progress)();
        }
        Ok(())
    }

    /// One attempt, and what its end means for the delivery.
    fn work(&mut self, delivery: &Delivery) -> Result<()> {
        let now = self.clock.now();
        let Some(delivery) = self.store.begin_delivery(&delivery.id, now)? else { return Ok(()) };
        (self.progress)();
        let error = match Attempt::new(self, &delivery).and_then(Attempt::run) {
            Ok(Outcome::Done) => return Ok(()),
            Ok(Outcome::Held(until)) => {
                return self.store.hold(&delivery.id, until, self.clock.now());
            }
            Err(error) => error,
        };
        let held = self.store.delivery(&delivery.id)?;
        let sent = held.steps.iter().any(|step| step.started && step.what != "connect");
        let state = delivery::after_error(&error, sent);
        let now = self.clock.now();
        let attempts = delivery.attempts + 1;
        let next = state.is_open().then(|| {
            now + delivery::wait(attempts, error.retry_after, spread(&delivery.id, attempts))
        });
        self.store.fail_attempt(&delivery, state, &error, next, now)
    }
}

/// The steps of a delivery of this story, by name and by what the screen says. `told` is whether the
/// site itself is to be told a moment.
pub fn steps(story: &Story, release: Release, told: bool) -> Vec<(String, String)> {
    let step = |what: &str, label: &str| (what.to_owned(), label.to_owned());
    let mut steps = vec![step("connect", "Sign in to the site")];
    if release == Release::Withdraw {
        steps.push(step("withdraw", "Take it off the site"));
        steps.push(step("gone", "Look whether readers still get it"));
        return steps;
    }
    for picture in attempt::leaving(story) {
        steps.push((format!("picture:{}", picture.name), format!("Send {}", picture.name)));
    }
    let draft = match release {
        Release::Correct => "Find the article on the site",
        _ => "Create the article, still hidden",
    };
    steps.push(step("draft", draft));
    steps.push(step("words", "Check that it is complete"));
    if told {
        steps.push(step("schedule", "Have the site publish it at its time"));
    }
    let tidy = step("tidy", "Take away older files of its pictures");
    if release == Release::File {
        steps.push(step("release", "Hand it in for review"));
        steps.push(tidy);
    } else {
        steps.push(step("release", "Make it public"));
        steps.push(step("read-back", "Read page and pictures as a reader gets them"));
        steps.push(tidy);
    }
    steps
}

/// The right to work the outbox, held until the file is closed; `None` if somebody else has it.
fn lease(folder: &Path) -> Result<Option<File>> {
    let path = folder.join("outbox.lock");
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
