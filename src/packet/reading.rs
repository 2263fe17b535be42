//! Opening a packet: frame, signature, list, words, and then one picture after the other.

use super::fault::Fault;
use super::manifest::{
    self, Line, MANIFEST, Manifest, ORIGINALS, REVIEW, REVISIONS, SENDER_KEY, SIGNATURE, STORY,
    STORY_WORDS,
};
use super::signer::{self, KEY, fingerprint};
use super::zip::{Archive, Bounds, is_plain};
use super::{Contents, Limits, Revision};
use crate::document;
use crate::error::{Code, Error, Result};
use crate::picture::Picture;
use crate::picture::inspect::inspect;
use crate::review::{Person, Review};
use crate::story::{Story, strange};
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::io::{Read, Seek};

/// What a packet is called in refusals.
const KIND: &str = "packet";

/// A packet that is whole, agrees with itself and was signed by the key it names. Whether that key is
/// a friend's is for [`contact`](super::contact) and a person to say.
#[derive(Debug)]
pub struct Opened<R> {
    pub contents: Contents,
    /// Who signed; `key` is the fingerprint of the key that did, whatever the name claims.
    pub sender: Person,
    /// The public half of that key.
    pub public_key: Vec<u8>,
    /// When, by the sender's clock.
    pub made: Timestamp,
    archive: Archive<R>,
    files: Vec<Line>,
    limits: Limits,
}

/// Opens a packet and checks all of it but its pictures, which [`Opened::originals`] does one by one.
///
/// # Errors
/// `Invalid` with the reason for whatever is not exactly a packet. Nothing was written anywhere.
pub fn read<R: Read + Seek>(from: R, limits: &Limits) -> Result<Opened<R>> {
    open(from, limits).map_err(|fault| fault.refusing(KIND))
}

fn open<R: Read + Seek>(from: R, limits: &Limits) -> Result<Opened<R>, Fault> {
    let Limits { files, total, .. } = *limits;
    let bounds = Bounds { entries: files, total, ratio: 1000, folders: false };
    let mut archive = Archive::open(from, &bounds)?;
    let text = archive.read(MANIFEST, manifest::longest(files))?;
    // Before anything that a later version may do otherwise.
    manifest::refuse_version(&text)?;
    archive.refuse_other_forms()?;
    let (manifest, public_key) = signed(&mut archive, &text)?;
    refuse_other_files(&archive, &manifest)?;
    let contents = words(&mut archive, &manifest, limits)?;
    refuse_contradictions(&contents, &manifest)?;
    let Manifest { by: sender, made, files, .. } = manifest;
    let contents = contents.cleaned();
    Ok(Opened { contents, sender, public_key, made, archive, files, limits: *limits })
}

/// The manifest, if it was signed by the key it names, and that key.
fn signed<R: Read + Seek>(
    archive: &mut Archive<R>,
    text: &[u8],
) -> Result<(Manifest, Vec<u8>), Fault> {
    let key = archive.read(SENDER_KEY, KEY as u64)?;
    let signature = archive.read(SIGNATURE, signer::SIGNATURE as u64)?;
    if !signer::signed(&key, text, &signature) {
        return Err(Fault::trick(
            "its signature is wrong, so it was damaged, or changed by somebody after it was signed",
        ));
    }
    let mut manifest = manifest::parse(text)?;
    manifest.by.name = strange::name(&manifest.by.name);
    match manifest.by.key == fingerprint(&key) {
        true => Ok((manifest, key)),
        false => Err(Fault::trick(format!(
            "it claims to come from {} and was signed with another key than it names",
            manifest.by.name
        ))),
    }
}

/// Refuses files the sender did not sign for, and missing ones.
fn refuse_other_files<R: Read + Seek>(
    archive: &Archive<R>,
    manifest: &Manifest,
) -> Result<(), Fault> {
    let mut listed: BTreeSet<&str> = [MANIFEST, SENDER_KEY, SIGNATURE].into();
    for line in &manifest.files {
        if !listed.insert(&line.name) {
            return Err(Fault::trick(format!("its manifest lists {} twice", line.name)));
        }
    }
    let there: BTreeSet<&str> = archive.names().collect();
    if let Some(missing) = listed.difference(&there).next() {
        return Err(Fault::damage(format!("{missing} is missing in it")));
    }
    if let Some(extra) = there.difference(&listed).next() {
        return Err(Fault::trick(format!("it holds {extra}, which its sender did not sign for")));
    }
    Ok(())
}

/// A file that is as it was when the manifest was signed.
fn file<R: Read + Seek>(
    archive: &mut Archive<R>,
    files: &[Line],
    name: &str,
    most: u64,
) -> Result<Vec<u8>, Fault> {
    let missing = || Fault::damage(format!("{name} is missing in it"));
    let line = files.iter().find(|line| line.name == name).ok_or_else(missing)?;
    let bytes = archive.read(name, most)?;
    if line.is_of(&bytes) {
        return Ok(bytes);
    }
    Err(Fault::trick(format!("{name} in it is not the file that its sender signed for")))
}

fn words<R: Read + Seek>(
    archive: &mut Archive<R>,
    manifest: &Manifest,
    limits: &Limits,
) -> Result<Contents, Fault> {
    let mut take = |name: &str| file(archive, &manifest.files, name, limits.words);
    let text = String::from_utf8(take(STORY_WORDS)?)
        .map_err(|_| Fault::trick(format!("{STORY_WORDS} in it is not text in UTF-8")))?;
    let story: Story = parsed(STORY, &take(STORY)?)?;
    let review: Review = parsed(REVIEW, &take(REVIEW)?)?;
    let revisions: Vec<Revision> = parsed(REVISIONS, &take(REVISIONS)?)?;
    // Both as they are read, for reading moves what ordinary images say to their pictures.
    let [said, meant] =
        [&text, &document::write(&story)].map(|text| document::read(text, STORY_WORDS));
    let disagree = || {
        Fault::trick(format!(
            "{STORY_WORDS}, which people read, says something else than {STORY}, which programs read"
        ))
    };
    match (said, meant) {
        (Ok(said), Ok(meant)) if said == meant => Ok(Contents { story, review, revisions }),
        _ => Err(disagree()),
    }
}

fn parsed<T: DeserializeOwned>(name: &str, bytes: &[u8]) -> Result<T, Fault> {
    serde_json::from_slice(bytes).map_err(|error| {
        let what = format!("{name} in it is not as a packet has it (line {})", error.line());
        Fault::new(what, "Tell the sender; the program that wrote it has a defect.")
    })
}

/// Refuses a packet whose parts are of different stories, or whose pictures are not the story's.
fn refuse_contradictions(contents: &Contents, manifest: &Manifest) -> Result<(), Fault> {
    let Contents { story, revisions, .. } = contents;
    let mut ids = revisions.iter().map(|revision| revision.story.id).chain([manifest.story]);
    if ids.any(|id| id != story.id) {
        return Err(Fault::trick("its parts belong to different stories"));
    }
    let mut expected: BTreeSet<String> =
        [STORY_WORDS, STORY, REVIEW, REVISIONS].map(str::to_owned).into();
    for picture in &story.pictures {
        let name = format!("{ORIGINALS}{}", picture.name);
        let line = manifest.files.iter().find(|line| line.name == name);
        if !is_plain(&picture.name) {
            return Err(Fault::trick("a picture in it has a name that no file may have"));
        }
        if line.is_none() {
            return Err(Fault::damage(format!(
                "the original of {} is missing in it",
                picture.name
            )));
        }
        if line.is_none_or(|line| line.sha256 != picture.sha256) {
            return Err(Fault::trick(format!(
                "the original of {} is another picture than the story names",
                picture.name
            )));
        }
        if !expected.insert(name) {
            return Err(Fault::trick(format!("two pictures in it are called {}", picture.name)));
        }
    }
    let earlier = revisions.iter().flat_map(|revision| &revision.story.pictures);
    if earlier.into_iter().any(|picture| !is_plain(&picture.name)) {
        return Err(Fault::trick("a picture in it once had a name that no file may have"));
    }
    match manifest.files.iter().find(|line| !expected.contains(&line.name)) {
        Some(extra) => Err(Fault::trick(format!("{} in it belongs to no picture", extra.name))),
        None => Ok(()),
    }
}

impl<R: Read + Seek> Opened<R> {
    /// Hands on each original in the story's order: the record of its picture and the file's bytes,
    /// which are exactly those that were signed for and were opened as the picture the record says.
    /// What `keep` keeps is to be thrown away if a later one is refused.
    ///
    /// # Errors
    /// `Invalid` for an original that was changed or is other than the story says, `Picture` for one
    /// that cannot be opened, and whatever `keep` answers.
    pub fn originals(
        &mut self,
        mut keep: impl FnMut(&Picture, Vec<u8>) -> Result<()>,
    ) -> Result<()> {
        let Self { contents, archive, files, limits, .. } = self;
        for picture in &contents.story.pictures {
            let name = format!("{ORIGINALS}{}", picture.name);
            let bytes = file(archive, files, &name, limits.original)
                .map_err(|fault| fault.refusing(KIND))?;
            refuse_other_picture(KIND, picture, &bytes)?;
            keep(picture, bytes)?;
        }
        Ok(())
    }
}

/// Refuses what is no picture, or one of another kind or size than its record has.
pub(super) fn refuse_other_picture(kind: &str, picture: &Picture, bytes: &[u8]) -> Result<()> {
    let name = &picture.name;
    let seen = inspect(bytes).map_err(|error| {
        let fault = Fault::trick(format!("its picture {name} cannot be opened"));
        let Error { message, hint, .. } = fault.refusing(kind);
        let why = error.message.trim_end_matches(" The story is untouched.");
        Error::new(Code::Picture, format!("{message} {why}"), hint)
    })?;
    let same =
        (seen.format, seen.width, seen.height) == (picture.format, picture.width, picture.height);
    match same {
        true => Ok(()),
        false => Err(Fault::trick(format!(
            "{name} is a picture of {} × {} pixels, and the story says {} × {}",
            seen.width, seen.height, picture.width, picture.height
        ))
        .refusing(kind)),
    }
}
