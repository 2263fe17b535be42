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
mod cause;
mod clock;
mod manuscript;
mod moments;
mod moved;
mod pictures;
mod published;
mod reading;
mod ready;
#[cfg(test)]
pub(crate) mod tests;

pub use clock::{Clock, Moment};
pub use manuscript::{
    contents, earlier_states, mark, only_said, says_the_same, send_originals, unite,
};
pub use reading::readers_get;
pub use ready::held_there;

use crate::delivery::{self, Delivery, State};
use crate::error::{Result, system};
use crate::house::House;
use crate::site::doctor::Report;
use crate::site::{Address, Credential, Release, Site};
use crate::store::Store;
use crate::story::Story;
use crate::vault::Vault;
use attempt::{Attempt, Outcome};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, TryLockError};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

/// Makes the adapter for a site.
pub type Connect<'a> = &'a (dyn Fn(&Address, &Credential) -> Result<Box<dyn Site>> + Sync);

/// Looks at the connection to a site: `site::doctor::diagnose`.
pub type Doctor<'a> = &'a (dyn Fn(&Address, Option<&Credential>, Timestamp) -> Report + Sync);

/// How often the outbox looks for something new while it is at work.
const GLANCE: Duration = Duration::from_millis(500);

/// What a delivery needs beside its own row.
pub struct Outbox<'a> {
    pub store: &'a mut Store,
    pub vault: &'a dyn Vault,
    pub house: &'a House,
    pub connect: Connect<'a>,
    /// Asked for the cause where an attempt ended with trouble on the way to the site.
    pub doctor: Doctor<'a>,
    /// The time, asked anew at each step.
    pub clock: Clock<'a>,
    /// Told after every recorded step.
    pub progress: &'a (dyn Fn() + Sync),
}

impl Outbox<'_> {
    /// Works on every delivery whose time has come, one site beside the other, until none is left; and
    /// returns how many there were. What comes due meanwhile for a site that has nothing to do is taken
    /// up too, be it new or another try: ten pictures on a slow line hold up nothing elsewhere. Returns
    /// at once with 0 if another process is at it.
    ///
    /// # Errors
    /// `Storage`. Trouble with a site is recorded in its delivery instead.
    pub fn tick(&mut self) -> Result<usize> {
        let folder = self.store.folder().to_owned();
        let Some(_lease) = lease(&folder)? else { return Ok(0) };
        if self.store.mark_interrupted(self.clock.now())? > 0 {
            (self.progress)();
        }
        let (vault, house, connect) = (self.vault, self.house, self.connect);
        let (doctor, clock, progress) = (self.doctor, self.clock, self.progress);
        let folder = &folder;
        let (tell, told) = mpsc::channel();
        std::thread::scope(|scope| {
            let (mut begun, mut busy) = (BTreeSet::new(), BTreeSet::new());
            loop {
                for (site, delivery) in self.next_elsewhere(&busy)? {
                    begun.insert(delivery.id.clone());
                    busy.insert(site.clone());
                    let tell = tell.clone();
                    let work = move || {
                        let store = &mut Store::open(folder)?;
                        Outbox { store, vault, house, connect, doctor, clock, progress }
                            .work(&delivery)
                    };
                    scope.spawn(move || {
                        // A panic leaves its delivery marked as being sent: it is taken up again as
                        // after a kill.
                        let worked = catch_unwind(AssertUnwindSafe(work)).unwrap_or(Ok(()));
                        progress();
                        // Nobody listens once another site's thread met a full disk.
                        let _ = tell.send((site, worked));
                    });
                }
                if busy.is_empty() {
                    return Ok(begun.len());
                }
                if let Ok((site, worked)) = told.recv_timeout(GLANCE) {
                    busy.remove(&site);
                    worked?;
                }
            }
        })
    }

    /// The next delivery for each site that nobody works for just now; by the site's address, for one
    /// site may be connected under two names. What readers are not to have any more goes first.
    fn next_elsewhere(&self, busy: &BTreeSet<String>) -> Result<BTreeMap<String, Delivery>> {
        let mut due = self.store.due(self.clock.now())?;
        due.sort_by_key(|delivery| delivery.release != Release::Withdraw);
        let mut next = BTreeMap::new();
        for delivery in due {
            let site = match self.store.site(&delivery.site) {
                Ok(site) => site.address.url.trim_end_matches('/').to_owned(),
                Err(_) => delivery.site.clone(),
            };
            if !busy.contains(&site) {
                next.entry(site).or_insert(delivery);
            }
        }
        Ok(next)
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
            Ok(Outcome::Stopped { found, problem }) => {
                let site = self.store.site(&delivery.site)?.address;
                let now = self.clock.now();
                return self.store.stop(&delivery, (&site, &found), &problem, now);
            }
            Ok(Outcome::Ended(problem)) => {
                let (end, now) = (State::Failed, self.clock.now());
                return self.store.fail_attempt(&delivery, end, &problem, None, now);
            }
            Err(error) => error,
        };
        let held = self.store.delivery(&delivery.id)?;
        let sent = held.steps.iter().any(|step| step.started && step.what != "connect");
        let state = delivery::after_error(&error, sent);
        let error = self.with_cause(&delivery, error);
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
        _ => "Find the article, or create it hidden",
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

/// Adds the step that brings the manuscript, for a site that may carry it: before the story counts as
/// handed in, and after its article, so that what editors find there is whole.
pub fn carry(steps: &mut Vec<(String, String)>) {
    let at = steps.iter().position(|(what, _)| what == "release").unwrap_or(steps.len());
    let label = "Hand in the manuscript, for the editors only";
    steps.insert(at, (manuscript::STEP.to_owned(), label.to_owned()));
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
