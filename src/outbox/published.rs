//! A story that is to be taken back by an account that hands in only, and that an editor published
//! meanwhile.

use super::attempt::{Attempt, Outcome};
use crate::error::{Code, Error, Result};
use crate::site::{Outgoing, RemoteStory, Site, Stage};

impl Attempt<'_, '_> {
    /// Why this account takes off nothing that readers may have, if they may have it.
    pub(super) fn refused_here(&self) -> Result<Option<Error>> {
        let refused = self.account_hands_in()? && self.may_show()?;
        Ok(refused.then(|| self.hands_in_only("Ask the site’s editor to take it off.")))
    }

    fn account_hands_in(&self) -> Result<bool> {
        let account = self.outbox.store.site(&self.delivery.site)?.account;
        Ok(account.is_some_and(|account| !account.can_publish))
    }

    /// Looks where the story is after it could not be taken back: published, it is the editors', and
    /// the withdrawal ends, for trying again would change nothing. Otherwise the refusal stands.
    pub(super) fn unless_published(
        &mut self,
        site: &dyn Site,
        known: &RemoteStory,
        refused: Error,
    ) -> Result<Outcome> {
        if !self.account_hands_in()? {
            return Err(refused);
        }
        let revision = self.delivery.revision;
        let story = &self.outbox.store.revision(self.delivery.story, revision)?.story;
        let pictures = self.held_pictures(story)?;
        let outgoing = Outgoing { story, house: self.outbox.house, pictures: &pictures };
        let there = site.find_story(&outgoing, Some(known))?;
        if there.is_none_or(|there| there.stage != Stage::Public) {
            return Err(refused);
        }
        // It was not hidden, whatever an earlier attempt did not hear.
        self.outbox.store.unask(&self.connected.address, self.delivery.story)?;
        Ok(Outcome::Ended(published(&self.title)))
    }
}

fn published(site: &str) -> Error {
    Error::new(
        Code::Forbidden,
        format!(
            "The story is published on {site}, where only an editor can take it off, so it stays there."
        ),
        "Leave a note saying why it should go, or tell an editor. Your text here is as it was.",
    )
}
