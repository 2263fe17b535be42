//! A picture file comes in: the original is kept, and what is made of it. What the screen shows.

use super::Desk;
use crate::error::Result;
use crate::picture::inspect::Inspected;
use crate::picture::prepare::{Limits, preview};
use crate::picture::take_in::{Making, render, take_in};
use crate::store::PictureFiles;
use std::collections::HashSet;
use std::panic::resume_unwind;
use std::thread;
use std::time::Duration;

impl Desk {
    /// What the house allows a picture to be, whatever a site may say.
    fn picture_limits(&self) -> Limits {
        let pictures = &self.house().pictures;
        Limits {
            long_edge: pictures.long_edge,
            quality: pictures.quality,
            bytes: Some(pictures.max_bytes),
        }
    }

    /// Keeps the bytes of a picture, with the renditions that publishing and the screen will want;
    /// returns what the picture is and the SHA-256 of its original. Of what is refused nothing stays.
    ///
    /// # Errors
    /// `Picture` if the bytes are no picture we can open safely, `Storage`.
    pub(super) fn take_picture(&self, bytes: &[u8]) -> Result<(Inspected, String)> {
        let (files, limits) = (self.store().pictures(), self.picture_limits());
        // The disk writes the original while the picture is worked on.
        let (staged, taken) = thread::scope(|scope| {
            let staging = scope.spawn(|| files.stage(bytes));
            let taken = take_in(bytes, &limits);
            (staging.join().unwrap_or_else(|panic| resume_unwind(panic)), taken)
        });
        let taken = taken?;
        let staged = staged?;
        let sha256 = staged.sha256().to_owned();
        thread::scope(|scope| {
            let naming = scope.spawn(|| staged.keep());
            keep(&files, &sha256, &Making::thumbnail(), &taken.thumbnail);
            if let Some(rendition) = &taken.rendition {
                keep(&files, &sha256, &Making::whole(&limits), rendition);
            }
            naming.join().unwrap_or_else(|panic| resume_unwind(panic))
        })?;
        Ok((taken.inspected, sha256))
    }

    /// A version of a picture for the screen, no longer than `edge` pixels; JPEG or PNG.
    ///
    /// # Errors
    /// `Picture` if its original is needed and has gone or is damaged.
    pub fn picture_for_screen(&self, sha256: &str, edge: u32) -> Result<Vec<u8>> {
        let edge = edge.clamp(16, 4096);
        let files = self.store().pictures();
        let makings = [Making::thumbnail(), Making::whole(&self.picture_limits())];
        let Some(making) = makings.into_iter().find(|making| edge <= making.long_edge) else {
            return preview(&files.original(sha256)?, edge, None, None);
        };
        let file = match files.rendition(sha256, &making.to_string()) {
            Some(made) => made,
            None => {
                let original = files.original(sha256)?;
                let made = render(&original, &making)?;
                made.inspect(|made| keep(&files, sha256, &making, made)).unwrap_or(original)
            }
        };
        preview(&file, edge, None, None)
    }
}

/// What is made of pictures that no story and no delivery shows is cleared once a program has run for so
/// long: its start waits for nothing.
const CLEARED_AFTER: Duration = Duration::from_secs(600);

impl Desk {
    /// Clears, once in the life of a program that has run for `running`, the renditions of pictures that no
    /// story has and none was sent with, and those made as the house wants its pictures no more. All of
    /// them can be made anew.
    ///
    /// # Errors
    /// `Storage`.
    pub(super) fn clear_renditions(&self, running: Duration) -> Result<()> {
        if running < CLEARED_AFTER || self.cleared.set(()).is_err() {
            return Ok(());
        }
        let limits = self.picture_limits();
        let needed: HashSet<(String, String)> = self
            .store()
            .pictures_of_all()?
            .into_iter()
            .flat_map(|(_, picture)| {
                [Making::thumbnail(), Making::whole(&limits), Making::leaving(&picture, &limits)]
                    .map(|making| (picture.sha256.clone(), making.to_string()))
            })
            .collect();
        let files = self.store().pictures();
        let is_needed =
            |sha256: &str, making: &str| needed.contains(&(sha256.to_owned(), making.to_owned()));
        files.keep_only_renditions(&is_needed);
        Ok(())
    }
}

/// Keeps a rendition; a disk that refuses costs time later, not a picture.
fn keep(files: &PictureFiles, sha256: &str, making: &Making, made: &[u8]) {
    let _ = files.keep_rendition(sha256, &making.to_string(), made);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Opening;
    use crate::outbox::Moment;
    use crate::story::StoryId;
    use jiff::Timestamp;

    const ROOF: &[u8] =
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/library-reopens/roof.jpg"));

    fn at(minutes: u64) -> Moment {
        let wall = Timestamp::from_second(1_700_000_000).unwrap();
        Moment { wall, steady: Duration::from_secs(60 * minutes) }
    }

    #[test]
    fn what_is_made_of_a_picture_that_no_story_has_goes_later_and_is_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let opening = Opening { folder: folder.path(), house: None, environment: |_| None };
        let desk = Desk::open(&opening).unwrap();
        let id: StoryId = desk.new_story(at(0).wall).unwrap().id;
        desk.add_picture(id, "roof.jpg", ROOF, at(0).wall).unwrap();
        let used = desk.story(id).unwrap().pictures[0].sha256.clone();
        let (_, unused) = desk
            .take_picture(include_bytes!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/samples/library-reopens/reading-room.jpg"
            )))
            .unwrap();
        let small = Making::thumbnail().to_string();
        let there = |sha256: &str| desk.store().pictures().rendition(sha256, &small).is_some();
        desk.tick(&|| at(0), &|| {}).unwrap();
        desk.tick(&|| at(9), &|| {}).unwrap();
        assert!(there(&used) && there(&unused), "no start waits for that");
        desk.tick(&|| at(11), &|| {}).unwrap();
        assert!(there(&used) && !there(&unused));
        assert!(desk.picture_for_screen(&unused, 320).is_ok() && there(&unused));
        desk.tick(&|| at(12), &|| {}).unwrap();
        assert!(there(&unused), "once is enough");
    }
}
