//! A site that carries stories whole between a writer and the editors: beside the article, and never
//! public. Only own sites do (`docs/site-api.yaml`).

use crate::error::Result;
use crate::packet::Contents;
use crate::picture::Picture;
use crate::story::{Status, StoryId};
use jiff::Timestamp;

/// A story as the site carries it.
#[derive(Debug, Clone, PartialEq)]
pub struct Manuscript {
    pub contents: Contents,
    /// The site's mark of this version; compared for equality only.
    pub version: String,
}

/// A manuscript as the site lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedManuscript {
    pub story: StoryId,
    pub headline: String,
    pub byline: String,
    pub status: Status,
    /// Who has it in hand, by the name they gave.
    pub holder: Option<String>,
    /// The account that sent it first.
    pub owner: String,
    /// The account that sent this version.
    pub changed_by: String,
    /// When it was last changed there.
    pub changed: Timestamp,
    pub version: String,
}

/// What such a site can do. Every call may be repeated without harm.
pub trait Carries: Sync {
    /// What was handed in and this account may see, changed last first: the newest five hundred.
    ///
    /// # Errors
    /// `Unreachable`, `Busy`, `SignIn`, `Forbidden`; `NotTheApi` if the site carries none.
    fn manuscripts(&self) -> Result<Vec<ListedManuscript>>;

    /// The story as it is carried; `None` if it is not.
    ///
    /// # Errors
    /// As above; `Invalid` for what is no manuscript of this story.
    fn manuscript(&self, story: StoryId) -> Result<Option<Manuscript>>;

    /// Has the site carry this in place of the version `seen`, or as a new one with `None`. Its
    /// originals must be there. Returns the new version.
    ///
    /// # Errors
    /// As above; `Conflict` if something else is carried meanwhile, `Refused` where it is too large or
    /// something of it is missing.
    fn send_manuscript(&self, contents: &Contents, seen: Option<&str>) -> Result<String>;

    /// Whether the site has the original of this picture of the story.
    ///
    /// # Errors
    /// `Unreachable`, `Busy`, `SignIn`, `Forbidden`.
    fn has_original(&self, story: StoryId, picture: &Picture) -> Result<bool>;

    /// Sends the original, and tells `sent` how many bytes have left.
    ///
    /// # Errors
    /// As above; `Refused` where the site does not take this file.
    fn send_original(
        &self,
        story: StoryId,
        picture: &Picture,
        bytes: &[u8],
        sent: super::Sent<'_>,
    ) -> Result<()>;

    /// The original, and no other bytes.
    ///
    /// # Errors
    /// As above; `Invalid` or `Picture` for bytes that are not that picture, `NotFound` if the site has
    /// it no more.
    fn original(&self, story: StoryId, picture: &Picture) -> Result<Vec<u8>>;
}
