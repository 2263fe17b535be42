//! Writing: stories, their words, their past.

use super::Desk;
use crate::check::{self, Finding};
use crate::error::{Code, Error, Result};
use crate::picture::Picture;
use crate::picture::Role;
use crate::render;
use crate::review::Person;
use crate::store::{Details, Hits, RevisionSummary, StorySummary, Within};
use crate::story::{Copy, Move, Story, StoryId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The setting that holds my byline.
const BYLINE: &str = "byline";

/// A change that is on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Saved {
    /// The story's version from now on.
    pub version: u32,
    #[ts(type = "string")]
    pub at: Timestamp,
}

impl Desk {
    /// Every story, the last changed first.
    ///
    /// # Errors
    /// `Storage`.
    pub fn stories(&self) -> Result<Vec<StorySummary>> {
        self.store().stories()
    }

    /// One story as a list shows it.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn summary(&self, id: StoryId) -> Result<StorySummary> {
        self.store().story_summary(id)
    }

    /// A new, empty draft under my byline; where I set none, under my name as the house writes bylines.
    ///
    /// # Errors
    /// `Storage`.
    pub fn new_story(&self, now: Timestamp) -> Result<Story> {
        let mut story = Story::new(StoryId::new(now), now);
        story.copy.byline = self.own_byline()?.unwrap_or_default();
        story.section = self.house().sections.first().cloned().unwrap_or_default();
        self.store().insert_story(&story)?;
        Ok(story)
    }

    /// The story.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn story(&self, id: StoryId) -> Result<Story> {
        self.store().story(id)
    }

    /// The id of the one story whose id begins or ends so; the end tells apart those that were
    /// begun in the same minute.
    ///
    /// # Errors
    /// `Invalid` if `part` is no piece of an id or fits several, `NotFound`, `Storage`.
    pub fn story_id(&self, part: &str) -> Result<StoryId> {
        let part = part.trim().to_ascii_lowercase();
        if let Ok(id) = part.parse() {
            return Ok(id);
        }
        let digits = part.chars().filter(char::is_ascii_hexdigit).count();
        if digits < 4 || !part.chars().all(|c| c == '-' || c.is_ascii_hexdigit()) {
            return Err(Error::new(
                Code::Invalid,
                format!("“{part}” is not a story's id."),
                "Take the id from `desk list`; four letters from its end are enough.",
            ));
        }
        let fits = |id: &StoryId| {
            let id = id.to_string();
            id.starts_with(&part) || id.ends_with(&part)
        };
        let ids = self.stories()?.into_iter().map(|story| story.id).filter(fits);
        match ids.collect::<Vec<_>>()[..] {
            [id] => Ok(id),
            [] => Err(Error::new(
                Code::NotFound,
                format!("No story here has an id that begins or ends with {part}."),
                "Take the id from `desk list`.",
            )),
            _ => Err(Error::new(
                Code::Invalid,
                format!("Several stories have an id that begins or ends with {part}."),
                "Give more of the id, or its end; `desk list` shows it.",
            )),
        }
    }

    /// Saves the words, written from `base_version`.
    ///
    /// # Errors
    /// `Conflict` (both texts are kept), `NotFound`, `Storage`.
    pub fn save_copy(
        &self,
        id: StoryId,
        base_version: u32,
        copy: &Copy,
        now: Timestamp,
    ) -> Result<Saved> {
        let version = self.store().save_copy(id, base_version, copy, now)?;
        Ok(Saved { version, at: now })
    }

    /// Saves kind, section and slug, set from `base_version`.
    ///
    /// # Errors
    /// `Conflict`, `NotFound`, `Storage`.
    pub fn save_details(
        &self,
        id: StoryId,
        base_version: u32,
        details: &Details,
        now: Timestamp,
    ) -> Result<Saved> {
        let version = self.store().save_details(id, base_version, details, now)?;
        Ok(Saved { version, at: now })
    }

    /// Makes a move that needs neither a site nor a word: hand it in, spike it, take it out of the bin.
    ///
    /// # Errors
    /// `IllegalMove`, also for every other move; `Conflict` for handing in while two texts are to be
    /// settled; `NotFound`, `Storage`.
    pub fn move_story(&self, id: StoryId, by: Move, now: Timestamp) -> Result<Story> {
        if !matches!(by, Move::File | Move::Spike | Move::Unspike) {
            return Err(Error::new(
                Code::IllegalMove,
                "This move is made by approving, returning or publishing the story.",
                "Do that instead; nothing was changed.",
            ));
        }
        if by == Move::File {
            return self.file(id, now);
        }
        self.store().move_story(id, by, now)
    }

    /// What the story was, the newest first.
    ///
    /// # Errors
    /// `Storage`.
    pub fn revisions(&self, id: StoryId) -> Result<Vec<RevisionSummary>> {
        self.store().revisions(id)
    }

    /// Makes the story again what it was; what it is now stays in its history.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn restore(&self, id: StoryId, revision: i64, now: Timestamp) -> Result<Story> {
        self.store().restore(id, revision, now)
    }

    /// The best stories that hold all the words, among those that `within` leaves: see [`crate::store::Store::search`].
    ///
    /// # Errors
    /// `Storage`.
    pub fn search(&self, words: &str, within: &Within, at_most: u32) -> Result<Hits> {
        self.store().search(words, within, at_most)
    }

    /// What a good news editor would ask about the story.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn check(&self, id: StoryId) -> Result<Vec<Finding>> {
        Ok(check::check(&self.story(id)?, self.house(), &self.words()))
    }

    /// The page as the site will show it, with `copy` in place of the stored words; each picture's
    /// address is `picture_base` and its hash.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn preview(
        &self,
        id: StoryId,
        copy: Copy,
        picture_base: &str,
        now: Timestamp,
    ) -> Result<String> {
        let story = Story { copy, ..self.store().story(id)? };
        let address = |picture: &Picture| {
            let edge = if picture.role == Role::Lead { 1200 } else { 900 };
            format!("{picture_base}{}?edge={edge}", picture.sha256)
        };
        Ok(render::preview(&story, self.house(), &address, now))
    }

    /// My byline; where I set none, my name as the house writes bylines. `None` until I said who I am.
    ///
    /// # Errors
    /// `Storage`.
    pub fn own_byline(&self) -> Result<Option<String>> {
        let own = |me: Person| self.house().byline_for(&me.name);
        Ok(match self.byline()? {
            Some(byline) => Some(byline),
            None => self.me()?.map(own),
        })
    }

    /// My byline, if I said who I am.
    ///
    /// # Errors
    /// `Storage`.
    pub fn byline(&self) -> Result<Option<String>> {
        self.store().setting(BYLINE)
    }

    /// Sets the byline new stories begin with. Where nobody said yet who works here, the name in it is
    /// taken for that.
    ///
    /// # Errors
    /// `Storage`.
    pub fn set_byline(&self, byline: &str) -> Result<()> {
        let byline = byline.trim();
        self.store().set_setting(BYLINE, byline)?;
        let name = self.house().name_in(byline);
        if self.me()?.is_none() && !name.is_empty() {
            self.set_me(&name)?;
        }
        Ok(())
    }
}
