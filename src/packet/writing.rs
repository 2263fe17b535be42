//! Writing a packet. The same contents, signer and moment give the same bytes.

use super::manifest::{
    self, FORMAT, Line, MANIFEST, Manifest, ORIGINALS, REVIEW, REVISIONS, SENDER_KEY, SIGNATURE,
    STORY, STORY_WORDS, VERSION,
};
use super::zip::{Writer, is_plain};
use super::{Contents, Limits, Signer};
use crate::document;
use crate::error::{Code, Error, Result, system};
use crate::picture::Picture;
use crate::story::StoryId;
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::Write;

/// Bytes that a packet's manifest, key and signature take at most.
const LIST: u64 = 1024 * 1024 + 1024;

/// Writes a packet to `to` and gives that back. `original` is asked for the bytes of each of the
/// story's pictures in turn; one is held at a time.
///
/// # Errors
/// `Invalid` if the story cannot go into a packet: two pictures of one name, a name that is no file
/// name, a revision of another story, a sender's name that cannot be shown, more than a receiver takes. `Picture` if an original is not the
/// one the story names, and whatever `original` answers. `Storage` if it cannot be written: what is in
/// `to` then is no packet.
pub fn write<W: Write>(
    contents: &Contents,
    signer: &Signer,
    made: Timestamp,
    mut original: impl FnMut(&Picture) -> Result<Vec<u8>>,
    to: W,
) -> Result<W> {
    refuse_unsendable(contents)?;
    refuse_sender(signer)?;
    let mut total = 0;
    let mut sealing = Sealing::new(to);
    for (name, bytes) in words(contents)? {
        refuse_longer(&name, bytes.len() as u64, Limits::default().words)?;
        total += bytes.len() as u64;
        sealing.add(&name, &bytes)?;
    }
    for picture in &contents.story.pictures {
        let bytes = original(picture)?;
        refuse_longer(&picture.name, bytes.len() as u64, Limits::default().original)?;
        total += bytes.len() as u64;
        refuse_longer("The story with its pictures", total + LIST, Limits::default().total)?;
        let line = sealing.add(&format!("{ORIGINALS}{}", picture.name), &bytes)?;
        if line.sha256 != picture.sha256 {
            return Err(Error::new(
                Code::Picture,
                format!(
                    "The original of {} is not the one the story was made with, so no packet was \
                     written. The story is untouched.",
                    picture.name
                ),
                "Add the picture again; its caption and credit are safe in the story.",
            ));
        }
    }
    sealing.finish(contents.story.id, signer, made)
}

/// Seals any files as a packet, without a look at what they say: for tests, which need packets that
/// no desk would write.
///
/// # Errors
/// `Storage` if they are more than a zip file holds.
pub fn seal(
    files: &[(&str, &[u8])],
    story: StoryId,
    signer: &Signer,
    made: Timestamp,
) -> Result<Vec<u8>> {
    let mut sealing = Sealing::new(Vec::new());
    for (name, bytes) in files {
        sealing.add(name, bytes)?;
    }
    sealing.finish(story, signer, made)
}

/// The files of words, in the order they stand in a packet.
fn words(contents: &Contents) -> Result<[(String, Vec<u8>); 4]> {
    let Contents { story, review, revisions } = contents;
    Ok([
        (STORY_WORDS.to_owned(), document::write(story).into_bytes()),
        (STORY.to_owned(), json(story)?),
        (REVIEW.to_owned(), json(review)?),
        (REVISIONS.to_owned(), json(revisions)?),
    ])
}

/// JSON for people to look at too, ending with a line break.
fn json(value: &impl Serialize) -> Result<Vec<u8>> {
    let mut text = serde_json::to_vec_pretty(value).map_err(|error| {
        Error::new(
            Code::Internal,
            format!("The story cannot be written as JSON: {error}. Nothing was changed."),
            "Please report this with what you were doing.",
        )
    })?;
    text.push(b'\n');
    Ok(text)
}

/// Refuses what every receiver would refuse.
fn refuse_unsendable(contents: &Contents) -> Result<()> {
    let Contents { story, revisions, .. } = contents;
    let refused = |what: &str, hint: &str| {
        let message =
            format!("This story cannot go into a packet: {what}. The story is untouched.");
        Err(Error::new(Code::Invalid, message, hint))
    };
    let mut names = BTreeSet::new();
    for Picture { name, .. } in &story.pictures {
        if !is_plain(name) {
            let what = format!("“{name}” is no name for a picture's file");
            return refused(&what, "Take that picture out and add it again; it gets a new name.");
        }
        if !names.insert(name.to_lowercase()) {
            let what = format!("two of its pictures are called {name}");
            return refused(&what, "Take one of them out and add it again; it gets a new name.");
        }
    }
    if story.pictures.len() + 7 > Limits::default().files {
        return refused("it has too many pictures", "Take some out, or make two stories of it.");
    }
    if revisions.iter().any(|revision| revision.story.id != story.id) {
        return refused(
            "one of the earlier states is another story's",
            "Please report this with what you were doing.",
        );
    }
    Ok(())
}

/// Refuses a name that nobody could be shown.
fn refuse_sender(signer: &Signer) -> Result<()> {
    match manifest::is_shown(&signer.person().name) {
        true => Ok(()),
        false => Err(Error::new(
            Code::Invalid,
            "Your name is too long, or has characters that cannot be seen, so no packet was \
             written. The story is untouched.",
            "Write your name in one short line and send the story again.",
        )),
    }
}

fn refuse_longer(name: &str, length: u64, most: u64) -> Result<()> {
    if length <= most {
        return Ok(());
    }
    let hint = match name {
        REVISIONS => "Send fewer of its earlier states.",
        _ => "Make it smaller, then send the story again.",
    };
    let most = most / 1024 / 1024;
    Err(Error::new(
        Code::Invalid,
        format!("{name} is larger than the {most} MB a packet takes. The story is untouched."),
        hint,
    ))
}

/// A packet that is being written.
struct Sealing<W> {
    zip: Writer<W>,
    files: Vec<Line>,
}

impl<W: Write> Sealing<W> {
    fn new(to: W) -> Self {
        Self { zip: Writer::new(to), files: Vec::new() }
    }

    fn add(&mut self, name: &str, bytes: &[u8]) -> Result<Line> {
        self.zip.add(name, bytes).map_err(unwritten)?;
        let line = Line::of(name, bytes);
        self.files.push(line.clone());
        Ok(line)
    }

    fn finish(mut self, story: StoryId, signer: &Signer, made: Timestamp) -> Result<W> {
        let manifest = Manifest {
            format: FORMAT.to_owned(),
            version: VERSION,
            story,
            made,
            by: signer.person(),
            files: self.files,
        };
        let manifest = json(&manifest)?;
        let signature = signer.sign(&manifest);
        for (name, bytes) in [
            (MANIFEST, &manifest[..]),
            (SENDER_KEY, &signer.public_key()[..]),
            (SIGNATURE, &signature[..]),
        ] {
            self.zip.add(name, bytes).map_err(unwritten)?;
        }
        self.zip.finish().map_err(unwritten)
    }
}

/// The disk refused.
pub(super) fn unwritten(error: std::io::Error) -> Error {
    system::in_the_way("The file to write", &error)
}
