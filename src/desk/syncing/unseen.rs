//! What was handed in since this desk last looked, where a person decides about the story's article.

use super::refusals::came_only_now;
use super::{Carrying, Desk, Look};
use crate::error::Result;
use crate::site::Site;
use crate::store::Connected;
use crate::story::StoryId;
use jiff::Timestamp;

impl Desk {
    /// Takes in the manuscript the site carries of the story, if this version of it is not known here:
    /// who goes on with one text of the article would else write over words that are in no list of what
    /// both changed. Whether anything came. Asks the site.
    ///
    /// # Errors
    /// `Conflict` if it brought other words, or a place that both changed: somebody is to read them first.
    /// Whatever the site says; `Storage`.
    pub(in crate::desk) fn take_unseen(
        &self,
        id: StoryId,
        (connected, site): (&Connected, &dyn Site),
        now: Timestamp,
    ) -> Result<bool> {
        let account = connected.account.as_ref().filter(|account| account.carries);
        let (Some(account), Some(_)) = (account, site.carries()) else { return Ok(false) };
        let at = Carrying::of(connected, site, account)?;
        let known = self.store().carried(&connected.address, id)?;
        let listed = at.carries.manuscripts()?.into_iter().find(|one| one.story == id);
        let is_new =
            |version: &String| known.as_ref().is_none_or(|known| known.version != *version);
        let Some(listed) = listed.filter(|one| is_new(&one.version)) else { return Ok(false) };
        let mut came = None;
        self.sync_story(&at, &Look::listed(&listed), &mut came, now)?;
        match came {
            Some(came) if came.merged || came.undecided.is_some() => {
                Err(came_only_now(&listed.changed_by))
            }
            came => Ok(came.is_some()),
        }
    }
}
