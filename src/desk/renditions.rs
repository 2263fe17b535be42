//! A picture file comes in: the original is kept, and what is made of it. What the screen shows.

use super::Desk;
use crate::error::Result;
use crate::picture::inspect::Inspected;
use crate::picture::prepare::{Limits, preview};
use crate::picture::take_in::{Making, render, take_in};
use crate::store::PictureFiles;
use std::panic::resume_unwind;
use std::thread;

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

/// Keeps a rendition; a disk that refuses costs time later, not a picture.
fn keep(files: &PictureFiles, sha256: &str, making: &Making, made: &[u8]) {
    let _ = files.keep_rendition(sha256, &making.to_string(), made);
}
