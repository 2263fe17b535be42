//! Stories as files: Markdown with front matter, pictures beside it.

use super::{Desk, reading};
use crate::check::{self, Finding};
use crate::document::{self, Document};
use crate::error::{Code, Error, Result};
use crate::import::{self, Brought, Lies, Receipt};
use crate::picture::inspect::{Inspected, inspect};
use crate::picture::name::name_for;
use crate::picture::{Picture, Role, Words};
use crate::samples;
use crate::story::{Status, Story, StoryId};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A story that came from a file, and what of the file could not come.
#[derive(Debug, Clone)]
pub struct Imported {
    pub story: Story,
    /// One sentence for each picture that was named and could not be taken in.
    pub refused: Vec<String>,
    /// What was kept, changed and left out, where it was no file of ours.
    pub receipt: Receipt,
}

/// Gives the bytes of a picture that lies beside a story's file, or why they cannot be had.
type Beside<'a> = &'a dyn Fn(&str) -> Result<Vec<u8>, String>;

impl Desk {
    /// Makes a new story from a file and the pictures that lie in it or beside it: Markdown, plain text,
    /// a web page or a Word document, as its name says.
    ///
    /// # Errors
    /// `Invalid` if the file cannot be read, its front matter is wrong or it is none of these, `Storage`.
    pub fn import(&self, file: &Path, now: Timestamp) -> Result<Imported> {
        if let Some(brought) = brought(file)? {
            return self.import_brought(brought, file, now);
        }
        let text = text_of(file)?;
        let folder = file.parent().unwrap_or(Path::new("."));
        self.import_text(&text, &file.display().to_string(), now, &|name| {
            reading::picture(&folder.join(name))
        })
    }

    /// Makes a new story from a document; `file` is its name in messages,
    /// `picture` gives the bytes of a picture by its name, or why they cannot be had.
    ///
    /// # Errors
    /// `Invalid`, `Storage`.
    pub fn import_text(
        &self,
        text: &str,
        file: &str,
        now: Timestamp,
        picture: Beside<'_>,
    ) -> Result<Imported> {
        self.take_document(document::read(text, file)?, Receipt::default(), now, picture)
    }

    /// Makes a new story of what another program wrote.
    fn import_brought(&self, brought: Brought, file: &Path, now: Timestamp) -> Result<Imported> {
        let folder = file.parent().unwrap_or(Path::new("."));
        let (document, receipt) = (brought.document.clone(), brought.receipt.clone());
        self.take_document(document, receipt, now, &|name| match brought.pictures.get(name) {
            Some(Lies::Beside(path)) => reading::picture(&folder.join(path)),
            _ => brought.picture(name),
        })
    }

    fn take_document(
        &self,
        document: Document,
        receipt: Receipt,
        now: Timestamp,
        picture: Beside<'_>,
    ) -> Result<Imported> {
        let mut story = story_of(document.clone(), now);
        let mut refused = Vec::new();
        let mut names = BTreeMap::new();
        let written: BTreeSet<&str> =
            document.pictures.iter().map(|(name, _)| name.as_str()).collect();
        for (name, words) in &document.pictures {
            let role = role(&document.lead, name);
            // A name the file uses for another picture is never given to this one, whether that
            // other one can be taken in or not: its line would show this one.
            let taken =
                |new: &str| new != name && written.contains(new) || story.picture(new).is_some();
            match self.take_in(name, words.clone(), role, picture, &taken) {
                Ok(taken) => {
                    names.insert(name.clone(), taken.name.clone());
                    story.pictures.push(taken);
                }
                Err(error) if error.code == Code::Storage => return Err(error),
                Err(error) => refused.push(format!("{name}: {error}")),
            }
        }
        story.copy.body = document::rename_pictures(&story.copy.body, &names);
        self.store().insert_story(&story)?;
        Ok(Imported { story, refused, receipt })
    }

    /// Takes in the sample story, as any other is.
    ///
    /// # Errors
    /// `Internal` if the sample is damaged, `Storage`.
    pub fn import_sample(&self, now: Timestamp) -> Result<Story> {
        self.take_sample(&samples::STORY, now)
    }

    /// The story that says how the desk is used: the one that is here, else taken in anew.
    ///
    /// # Errors
    /// `Internal` if the sample is damaged, `Storage`.
    pub fn first_story(&self, now: Timestamp) -> Result<Story> {
        let headline = document::read(samples::FIRST.text, samples::FIRST.file)?.copy.headline;
        let here = self
            .stories()?
            .into_iter()
            .find(|story| story.headline == headline && story.status == Status::Draft);
        match here {
            Some(here) => self.story(here.id),
            None => self.take_sample(&samples::FIRST, now),
        }
    }

    fn take_sample(&self, sample: &samples::Sample, now: Timestamp) -> Result<Story> {
        let imported = self.import_text(sample.text, sample.file, now, &|name| {
            sample.picture(name).ok_or_else(|| "the program does not hold it".to_owned())
        })?;
        match imported.refused.first() {
            Some(refused) => Err(samples::broken(refused)),
            None => Ok(imported.story),
        }
    }

    /// What a good news editor would ask about a story's file; nothing is stored.
    ///
    /// # Errors
    /// `Invalid` if the file cannot be read or its front matter is wrong.
    pub fn check_file(&self, file: &Path, now: Timestamp) -> Result<Vec<Finding>> {
        let document = document::read(&text_of(file)?, &file.display().to_string())?;
        let folder = file.parent().unwrap_or(Path::new("."));
        let mut story = story_of(document.clone(), now);
        for (name, words) in document.pictures {
            let role = role(&document.lead, &name);
            if !is_plain_name(&name) {
                continue;
            }
            let bytes = reading::picture(&folder.join(&name)).ok();
            if let Some(seen) = bytes.and_then(|bytes| inspect(&bytes).ok()) {
                story.pictures.push(record(&name, String::new(), seen, role, words));
            }
        }
        Ok(check::check(&story, self.house(), &self.words()))
    }

    /// The record of a named picture, its original kept. It gets a name that every picture here
    /// could have, which is its own where that is plain already.
    fn take_in(
        &self,
        name: &str,
        words: Words,
        role: Role,
        picture: Beside<'_>,
        taken: &dyn Fn(&str) -> bool,
    ) -> Result<Picture> {
        // What lies elsewhere is not even opened: it may be a device that never ends.
        let refused = |why: &str| {
            Error::new(
                Code::Picture,
                format!("It was not taken in: {why}."),
                "Put the picture beside the story's file and import again, or add it to the story \
                 by hand.",
            )
        };
        if !is_plain_name(name) {
            return Err(refused("it does not lie beside the story's file"));
        }
        let bytes = picture(name).map_err(|why| refused(&why))?;
        let (seen, sha256) = self.take_picture(&bytes)?;
        Ok(record(&name_for(name, taken, seen.format), sha256, seen, role, words))
    }
}

/// What another program's file says; `None` if it is Markdown.
fn brought(file: &Path) -> Result<Option<Brought>> {
    let ending = file.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    import::refuse_ending(&ending)?;
    if !["docx", "docm", "dotx", "html", "htm", "xhtml", "txt", "text"].contains(&ending.as_str()) {
        return Ok(None);
    }
    let bytes = reading::document(file).map_err(|why| unread(file, &why))?;
    if ending.starts_with("do") {
        return import::from_docx(bytes, &import::Limits::default()).map(Some);
    }
    let text = import::decoded(&bytes);
    if text.contains('\0') {
        return Err(import::no_text());
    }
    match ending.as_str() {
        // A text that says all about its story is ours, whatever its name.
        "txt" | "text" if text.starts_with("---\n") => Ok(None),
        "txt" | "text" => import::from_text(&text).map(Some),
        _ => import::from_html(&text).map(Some),
    }
}

fn unread(file: &Path, why: &str) -> Error {
    Error::new(
        Code::Invalid,
        format!("{} cannot be read: {why}.", file.display()),
        "Nothing was changed. Check the name, and that it is a document or a text file.",
    )
}

/// The text of a story's file.
fn text_of(file: &Path) -> Result<String> {
    let text = reading::text(file).map_err(|why| unread(file, &why))?;
    if text.trim().is_empty() { Err(unread(file, "it is empty")) } else { Ok(text) }
}

/// A new draft with what the file says, still without its pictures.
fn story_of(document: Document, now: Timestamp) -> Story {
    Story {
        copy: document.copy,
        kind: document.kind,
        section: document.section,
        slug: document.slug,
        embargo: document.embargo,
        ..Story::new(StoryId::new(now), now)
    }
}

fn role(lead: &Option<String>, name: &str) -> Role {
    if lead.as_deref() == Some(name) { Role::Lead } else { Role::Inline }
}

/// The record of a picture with what the story's file says about it.
fn record(name: &str, sha256: String, seen: Inspected, role: Role, words: Words) -> Picture {
    Picture {
        name: name.to_owned(),
        sha256,
        format: seen.format,
        width: seen.width,
        height: seen.height,
        role,
        words,
        offered: seen.offered,
        disputed: seen.disputed,
        ..Picture::default()
    }
}

/// A name of a file in the same folder, not a way out of it.
fn is_plain_name(name: &str) -> bool {
    Path::new(name).file_name().is_some_and(|file| file == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Severity;
    use crate::desk::Opening;

    #[test]
    fn the_first_story_lacks_one_credit_and_is_taken_in_once() {
        let folder = tempfile::tempdir().unwrap();
        let opening = Opening { folder: folder.path(), house: None, environment: |_| None };
        let desk = Desk::open(&opening).unwrap();
        let story = desk.first_story(Timestamp::UNIX_EPOCH).unwrap();
        let asked = desk.check(story.id).unwrap();
        let stops: Vec<_> = asked.iter().filter(|one| one.severity == Severity::Blocker).collect();
        assert_eq!(stops.len(), 1, "{stops:?}");
        assert_eq!(stops[0].picture.as_deref(), Some("market-stall.jpg"));
        assert!(stops[0].message.contains("credit"), "{}", stops[0].message);
        assert_eq!(desk.first_story(Timestamp::UNIX_EPOCH).unwrap().id, story.id);
        assert_eq!(desk.stories().unwrap().len(), 1);
    }
}
