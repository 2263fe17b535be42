//! Stories for other writing apps and from them: TextBundle and TextPack. Nobody signs these.

use super::packets::{opened, written};
use super::receiving::KeepOriginal;
use super::{Desk, Received};
use crate::error::{Code, Result};
use crate::packet::bundle::{
    Brought, Keep, export_folder, export_pack, import_folder, import_pack,
};
use crate::packet::{Contents, Limits, Revision};
use crate::picture::Picture;
use crate::review::Review;
use crate::store::Source;
use crate::story::{Status, StoryId};
use jiff::Timestamp;
use std::io::BufReader;
use std::path::Path;

/// A story that came from a bundle, and what of the bundle could not come.
#[derive(Debug, Clone)]
pub struct Bundled {
    pub received: Received,
    /// One sentence for each thing.
    pub refused: Vec<String>,
}

impl Desk {
    /// Writes the story for other writing apps: as the folder `to` if that is called `….textbundle`,
    /// which must not be there yet, else as one file, a TextPack, that replaces what has its name.
    ///
    /// # Errors
    /// `Invalid` if something of that name is there, or a picture's name is none of a file; `Picture` if
    /// an original has gone; `NotFound`, `Storage`.
    pub fn export_bundle(&self, id: StoryId, to: &Path, now: Timestamp) -> Result<()> {
        let story = self.story(id)?;
        let files = self.store().pictures();
        let mut original = |picture: &Picture| files.original(&picture.sha256);
        if is_folder(to) {
            export_folder(&story, &mut original, to)?;
        } else {
            written(to, |file| export_pack(&story, &mut original, file).map(drop))?;
        }
        self.keep_sent(&story, to, now)
    }

    /// Takes in a TextBundle or a TextPack. With `merge`, a story of this desk that was changed elsewhere
    /// is made one with what stands here; without it, and whenever it is not from here, it is a new one.
    ///
    /// # Errors
    /// `Invalid` with the reason if it is no bundle that can be taken in, `Storage`. Nothing was changed
    /// then.
    pub fn import_bundle(&self, from: &Path, merge: bool, now: Timestamp) -> Result<Bundled> {
        // Read twice: first what it says, then its originals one by one.
        let Brought { mut story, was, refused, .. } = brought(from, now, &mut |_, _| Ok(()))?;
        let mut sentences = Vec::new();
        let here = self.is_here(story.id)?;
        if here && !merge {
            story.id = StoryId::new(now);
            sentences.push(
                "It was exported from a story that is here; this one stands beside it.".into(),
            );
        }
        // Nobody signed for where it stands.
        story.status = Status::Draft;
        let revisions = was.filter(|was| was.id == story.id).map(|story| Revision {
            at: story.updated,
            why: "as it was exported".to_owned(),
            by: None,
            story,
        });
        let incoming = Contents {
            story,
            review: Review::default(),
            revisions: revisions.into_iter().collect(),
        };
        let mut originals = |keep: KeepOriginal<'_>| {
            brought(from, now, &mut |picture, bytes| keep(picture, bytes.to_vec())).map(drop)
        };
        let mut received = self.receive(&incoming, &mut originals, Source::Nobody, now)?;
        sentences.append(&mut received.sentences);
        Ok(Bundled { received: Received { sentences, ..received }, refused })
    }

    fn is_here(&self, id: StoryId) -> Result<bool> {
        match self.story(id) {
            Ok(_) => Ok(true),
            Err(error) if error.code == Code::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }
}

/// What the bundle says; its originals go to `keep`.
fn brought(from: &Path, now: Timestamp, keep: Keep<'_>) -> Result<Brought> {
    let limits = Limits::default();
    match from.is_dir() {
        true => import_folder(from, &limits, now, keep),
        false => import_pack(BufReader::new(opened(from)?), &limits, now, keep),
    }
}

fn is_folder(to: &Path) -> bool {
    to.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("textbundle"))
}
