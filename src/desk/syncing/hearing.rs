//! What a site's word of where a story stands is held against.

use super::{Carrying, Desk, Look};
use crate::desk::receiving::Heard;
use crate::error::Result;
use crate::review::fingerprint;
use crate::store::Carried;
use crate::story::{Status, Story};

impl Desk {
    /// What is known here of the site's word where a story stands: none if it was never looked at. A text of
    /// its writer's that is neither the one last seen there nor what stands here was handed in since.
    pub(super) fn heard(
        &self,
        at: &Carrying<'_>,
        (theirs, held): (&Story, Option<&Carried>),
        look: &Look,
    ) -> Result<Option<Heard>> {
        let Some(known) = held.map(|held| held.status) else { return Ok(None) };
        let store = self.store();
        let by_its_writer = !look.owner.is_empty() && look.changed_by == look.owner;
        let text = fingerprint(theirs);
        let seen = store.seen_texts(&at.connected.address, theirs.id)?.contains(&text)
            || fingerprint(&store.story(theirs.id)?) == text;
        let handed_in = at.editor && by_its_writer && !seen;
        Ok(Some(Heard { known, handed_in, by_its_writer }))
    }
}

impl Carrying<'_> {
    /// Whether somebody other than its writer made the text what it is there: no editor has to read it as one
    /// that was handed in. A writer's answer brings the editors' text back to them.
    pub(super) fn was_edited(&self, heard: Option<Heard>, look: &Look) -> bool {
        match heard {
            Some(heard) if self.editor => !heard.handed_in,
            Some(heard) => !heard.by_its_writer,
            None => look.changed_by != look.owner,
        }
    }
}

/// Whether a story that waited is its writer's again, and nothing else of it is new.
pub(super) fn waits_no_longer(
    before: Option<(Status, String)>,
    after: Option<(Status, String)>,
) -> bool {
    match (before, after) {
        (Some((Status::Filed, before)), Some((Status::Returned, after))) => before == after,
        _ => false,
    }
}
