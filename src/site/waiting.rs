//! What waits for an editor on a site that carries no stories whole: an article that somebody handed in
//! there, here or with the site's own editor.

use super::SiteCopy;
use crate::error::Result;
use crate::story::StoryId;
use jiff::Timestamp;

/// An article that waits, as the site lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingArticle {
    /// The site's id for it.
    pub remote: String,
    /// Plain text.
    pub headline: String,
    /// The account it belongs to.
    pub author: String,
    /// When it was last changed there.
    pub changed: Option<Timestamp>,
    /// The story that says it is, where a desk handed it in. Whoever wrote it may claim any.
    pub story: Option<StoryId>,
    /// The site's mark of this version; compared for equality only.
    pub version: String,
}

/// An article that waits, whole.
#[derive(Debug, Clone, PartialEq)]
pub struct WaitingText {
    pub listed: WaitingArticle,
    pub copy: SiteCopy,
    pub lead: Option<LeadThere>,
}

/// The lead picture of an article as the site has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeadThere {
    /// The site's id for it.
    pub id: String,
    /// Where its file is.
    pub url: String,
    pub alt: String,
}

/// A site where articles wait for an editor.
pub trait Waits: Sync {
    /// Every article that waits and that this account may change, changed last first; the newest
    /// hundred.
    ///
    /// # Errors
    /// `Unreachable`, `Busy`, `SignIn`, `Forbidden`.
    fn waiting(&self) -> Result<Vec<WaitingArticle>>;

    /// One of them, whole.
    ///
    /// # Errors
    /// As above; `Gone` if it is not there any more, `Refused` if it does not wait.
    fn waiting_text(&self, remote: &str) -> Result<WaitingText>;

    /// The words of an article as the site gives them to readers, for an account that may not see it as it
    /// is edited: sections and tags are not among them.
    ///
    /// # Errors
    /// As above; `Forbidden` if readers do not get it.
    fn public_text(&self, remote: &str) -> Result<SiteCopy>;
}
