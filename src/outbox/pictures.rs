//! The pictures of a story on their way, several at a time.

use super::attempt::{Attempt, leaving};
use super::moments::stopped;
use super::ready::ready;
use crate::delivery;
use crate::error::{Code, Error, Result};
use crate::picture::Picture;
use crate::site::{OutgoingPicture, RemotePicture, Site};
use crate::store::Store;
use crate::story::Story;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Pictures on their way, or looked at, at a time: what browsers allow one host, less two for the people of the
/// newsroom who are at work on the site too.
pub(super) const AT_A_TIME: usize = 4;
/// How often the bytes on their way are recorded: so many times for a whole picture.
const TOLD: u32 = 20;

impl Attempt<'_, '_> {
    /// Every picture as the site holds it, sent only if these very bytes are not there. Returns the
    /// first trouble; no picture is begun after it.
    pub(super) fn pictures(
        &mut self,
        site: &dyn Site,
        story: &Story,
    ) -> Result<BTreeMap<String, RemotePicture>> {
        let pictures: Vec<&Picture> = leaving(story).collect();
        let files = self.outbox.store.pictures();
        let sending = Sending {
            site,
            story,
            attempt: Mutex::new(self),
            files,
            next: AtomicUsize::new(1),
            stopped: AtomicBool::new(false),
        };
        let mut held = BTreeMap::new();
        if let Some(first) = pictures.first() {
            // Alone: at the first upload of a month WordPress makes a folder, and of several at once
            // all but one fail over it.
            held.insert(first.name.clone(), sending.picture(first)?);
        }
        let answers: Vec<Result<Vec<(String, RemotePicture)>>> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..AT_A_TIME.min(pictures.len().saturating_sub(1)))
                .map(|_| scope.spawn(|| sending.work(&pictures)))
                .collect();
            workers
                .into_iter()
                .map(|worker| worker.join().unwrap_or_else(|_| Err(died())))
                .collect()
        });
        for answer in answers {
            held.extend(answer?);
        }
        Ok(held)
    }
}

/// What the threads that send share.
struct Sending<'s, 'a, 'b, 'c> {
    site: &'s dyn Site,
    story: &'s Story,
    attempt: Mutex<&'c mut Attempt<'a, 'b>>,
    files: crate::store::PictureFiles,
    /// The next picture nobody has taken.
    next: AtomicUsize,
    /// One has failed: nobody takes another.
    stopped: AtomicBool,
}

impl<'a, 'b, 'c> Sending<'_, 'a, 'b, 'c> {
    fn work(&self, pictures: &[&Picture]) -> Result<Vec<(String, RemotePicture)>> {
        let mut held = Vec::new();
        while !self.stopped.load(Ordering::Relaxed) {
            let Some(picture) = pictures.get(self.next.fetch_add(1, Ordering::Relaxed)) else {
                break;
            };
            match self.picture(picture) {
                Ok(remote) => held.push((picture.name.clone(), remote)),
                Err(error) => {
                    self.stopped.store(true, Ordering::Relaxed);
                    return Err(error);
                }
            }
        }
        Ok(held)
    }

    /// One picture, with its beginning and its end on record.
    fn picture(&self, picture: &Picture) -> Result<RemotePicture> {
        let step = format!("picture:{}", picture.name);
        let id = self.attempt().delivery.id.clone();
        if !self.record(|store, now| store.begin_step(&id, &step, now))? {
            return Err(stopped());
        }
        let answer = self.send(picture, &id, &step).map_err(|error| which(error, picture));
        if let Err(error) = &answer {
            let began = self.attempt().delivery.began(&step);
            if delivery::was_refused(error) && !began {
                self.record(|store, now| store.refuse_step(&id, &step, now))?;
            }
        }
        let answer = answer?;
        self.record(|store, now| store.finish_step(&id, &step, now))?;
        Ok(answer)
    }

    fn send(&self, picture: &Picture, id: &str, step: &str) -> Result<RemotePicture> {
        let (house, address) = {
            let attempt = self.attempt();
            (attempt.outbox.house, attempt.connected.address.clone())
        };
        let prepared = ready(&self.files, house, picture)?;
        let caption_line = house.caption_line(&picture.words);
        let story = self.story;
        let outgoing =
            OutgoingPicture { story, picture, prepared: &prepared, caption_line: &caption_line };
        self.record(|store, _| {
            store.note_sending(&address, story.id, &picture.name, &prepared.sha256)
        })?;
        let remote = match self.site.find_picture(&outgoing)? {
            Some(there) => there,
            None => {
                let total = u32::try_from(prepared.bytes.len()).unwrap_or(u32::MAX);
                let told = AtomicU32::new(0);
                self.site.send_picture(&outgoing, &|sent| {
                    let part = sent / (total / TOLD).max(1);
                    if told.swap(part, Ordering::Relaxed) != part {
                        // Only shown: a disk that refuses is met at the next step.
                        let _ = self.record(|store, _| store.note_bytes(id, step, sent, total));
                    }
                })?
            }
        };
        self.record(|store, _| store.note_held(&address, story.id, &picture.name, &remote))?;
        Ok(remote)
    }

    /// Writes something down and tells that there is news.
    fn record<T>(&self, write: impl FnOnce(&mut Store, jiff::Timestamp) -> Result<T>) -> Result<T> {
        let mut attempt = self.attempt();
        let now = attempt.outbox.clock.now();
        let written = write(attempt.outbox.store, now)?;
        (attempt.outbox.progress)();
        Ok(written)
    }

    fn attempt(&self) -> MutexGuard<'_, &'c mut Attempt<'a, 'b>> {
        // A panic inside a transaction rolled it back: what is behind the lock is still sound.
        self.attempt.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The refusal of a picture, with its name: there may be ten.
fn which(error: Error, picture: &Picture) -> Error {
    if error.code != Code::Refused {
        return error;
    }
    Error { message: format!("{} The picture is {}.", error.message, picture.name), ..error }
}

fn died() -> Error {
    Error::new(
        Code::Internal,
        "Sending a picture failed in a way that was not foreseen.",
        "The story is safe here. Publish it again; if it happens again, report it.",
    )
}
