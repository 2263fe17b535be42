//! What a site carries of a story that readers have: what they have, and not what an editor wrote since.

use crate::error::Result;
use crate::outbox::contents;
use crate::packet::Contents;
use crate::review::fingerprint;
use crate::site::{Address, Stage};
use crate::store::Store;
use crate::story::{Status, Story};

/// The story as it is to be carried, `mine` with the status that is to be told, and its earlier states.
/// `moved`: this desk brought it to readers, or off, since the site was told last.
///
/// # Errors
/// `NotFound`, `Storage`.
pub fn to_carry(
    store: &Store,
    site: &Address,
    (mine, theirs): (Story, &Story),
    moved: bool,
) -> Result<Contents> {
    let Some(public) = public(store, site, (&mine, theirs), moved)? else {
        return contents(store, mine);
    };
    let text = fingerprint(&public);
    let mut carried = contents(store, public)?;
    // What was written here since would count as something that both desks went through.
    let past = &mut carried.revisions;
    if let Some(at) = past.iter().rposition(|one| fingerprint(&one.story) == text) {
        past.truncate(at + 1);
    }
    Ok(carried)
}

/// What readers have, where that is another text than the one that stands here.
fn public(
    store: &Store,
    site: &Address,
    (mine, theirs): (&Story, &Story),
    moved: bool,
) -> Result<Option<Story>> {
    if !matches!(mine.status, Status::Published | Status::Corrected) {
        return Ok(None);
    }
    let known = store.remote_story(site, mine.id)?.filter(|known| known.stage == Stage::Public);
    let Some(revision) = known.and_then(|known| known.revision) else { return Ok(None) };
    let sent = store.revision(mine.id, revision)?.story;
    // What a colleague brought to readers since came by the manuscript.
    let came = store.past(mine.id)?.into_iter().rev();
    let came = came.filter(|one| !moved && one.id > revision);
    let newer = came.map(|one| fingerprint(&one.story)).any(|text| text == fingerprint(theirs));
    let public = if newer { theirs.clone() } else { sent };
    let other = fingerprint(&public) != fingerprint(mine);
    let Story { status, embargo, version, updated, .. } = *mine;
    Ok(other.then_some(Story { status, embargo, version, updated, ..public }))
}
