//! What was decided about a story on a site, told here once the site has been asked. To ask takes its time,
//! and somebody here may have been quicker: so it is looked again before anything is written.

use super::remotes::filed_under;
use super::settling::under_way;
use super::{
    Store, came, carried, deliveries, ending, from_json, places, remotes, revisions, stories,
};
use crate::delivery::State;
use crate::error::Result;
use crate::site::{Address, Release, RemoteStory, Stage};
use crate::store::Came;
use crate::story::{Move, Status, Story, StoryId};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

/// Readers had the story between two looks, as far as anybody at this desk knows.
const PUBLISHED_AND_OFF: &[Move] = &[Move::Publish, Move::Withdraw];

/// Where a story that stands here as `here` goes by what became of it on a site, which was `known` to hold
/// it otherwise: by no move where that is known here already, and none if there is nothing to learn.
pub fn moves(here: Status, known: Option<Stage>, there: Stage) -> Option<&'static [Move]> {
    let shown = matches!(here, Status::Published | Status::Corrected);
    let passed_or_waits = matches!(here, Status::Filed | Status::Approved);
    let hidden = matches!(there, Stage::Draft | Stage::Pending | Stage::Withdrawn);
    match (known, there) {
        (_, Stage::Public) if shown => None,
        (_, Stage::Public) => Some(&[Move::Publish]),
        (_, _) if shown && hidden => Some(&[Move::Withdraw]),
        (Some(Stage::Scheduled), _) if passed_or_waits && hidden => Some(&[Move::Return]),
        (None | Some(Stage::Draft | Stage::Pending), Stage::Withdrawn) => Some(PUBLISHED_AND_OFF),
        (Some(Stage::Pending), Stage::Draft) if passed_or_waits => Some(&[Move::Return]),
        // Its writer took back what is theirs again here already.
        (Some(Stage::Pending), Stage::Draft) => Some(&[]),
        _ => None,
    }
}

/// What was decided about a story on a site.
#[derive(Debug, Clone, Copy)]
pub struct Learned<'a> {
    pub site: &'a Address,
    /// How the site was known to hold it when it was asked.
    pub known: &'a RemoteStory,
    /// How it holds it now.
    pub there: &'a RemoteStory,
    /// Where the story stood here when the site was asked; none if it does not matter.
    pub from: Option<Status>,
    /// The text to keep in the history; none for the one that stands here by now.
    pub text: Option<&'a Story>,
    /// What stands at that text.
    pub why: &'a str,
    /// Where the story goes by it. It is withdrawn only where no other site may show it.
    pub moves: &'a [Move],
    /// Whether it waits for another look while something of the story goes there.
    pub waits: bool,
    /// Somebody else did it: then it is unread.
    pub unread: bool,
}

impl Store {
    /// Whether something brings the story to the site by itself. What waits for a person may do so for long,
    /// and what waits for the moment of a story in review says nothing of what becomes of it meanwhile.
    ///
    /// # Errors
    /// `Storage`.
    pub fn is_on_its_way(&self, site: &Address, story: StoryId) -> Result<bool> {
        is_on_its_way(&self.db, site, story)
    }

    /// Keeps a text with what was decided, and moves the story, all or nothing. False, and nothing is
    /// changed, if the site is known to hold it otherwise by now, the story stands elsewhere, or something
    /// of it goes there: then somebody here was quicker, and the site is asked once more at the next look.
    /// What waits for a person to bring it to readers is ended where it was taken off.
    ///
    /// # Errors
    /// `IllegalMove`, `NotFound`, `Storage`. Nothing was changed then.
    pub fn learn(&mut self, id: StoryId, one: &Learned<'_>, now: Timestamp) -> Result<bool> {
        self.transaction(|db| {
            let story = stories::read(db, id)?;
            let same = known(db, one.site, id)?.as_ref() == Some(one.known);
            let moved = one.from.is_some_and(|from| from != story.status);
            if !same || moved || (one.waits && is_on_its_way(db, one.site, id)?) {
                return Ok(false);
            }
            revisions::insert(db, one.text.unwrap_or(&story), one.why, now)?;
            remotes::put(db, one.site, id, one.there)?;
            if one.unread {
                let name = one.site.name.clone();
                let came = Came { sender: name.clone(), site: Some(name), at: now, unread: true };
                came::put(db, id, &came)?;
            }
            if one.moves.contains(&Move::Withdraw) {
                end_what_would_show_it(db, one.site, id, now)?;
            }
            follow(db, one.site, id, one.moves, now)?;
            Ok(true)
        })
    }
}

/// Moves the story as it was moved on the site: withdrawn only where no other site may show it.
pub(super) fn follow(
    db: &Connection,
    site: &Address,
    id: StoryId,
    moves: &[Move],
    now: Timestamp,
) -> Result<()> {
    if moves.contains(&Move::Withdraw) && shown_elsewhere(db, site, id)? {
        return Ok(());
    }
    for by in moves {
        stories::make_move(db, id, *by, now)?;
    }
    // Heard of the article, it is no move of ours: its writer may have handed it in again since.
    if moves.contains(&Move::Return) {
        carried::hear(db, site, id, Status::Returned)?;
    }
    Ok(())
}

pub(super) fn known(db: &Connection, site: &Address, id: StoryId) -> Result<Option<RemoteStory>> {
    let sql = "SELECT remote FROM remote_story WHERE address = ?1 AND story = ?2";
    let values = params![filed_under(site), id.to_string()];
    Ok(db.query_row(sql, values, |row| from_json(row, 0)).optional()?)
}

fn is_on_its_way(db: &Connection, site: &Address, id: StoryId) -> Result<bool> {
    let in_review = known(db, site, id)?.is_some_and(|known| known.stage == Stage::Pending);
    Ok(under_way(db, site, id)?.iter().any(|one| match one.state {
        State::NeedsYou => false,
        State::Held => !in_review,
        _ => true,
    }))
}

fn shown_elsewhere(db: &Connection, site: &Address, id: StoryId) -> Result<bool> {
    let elsewhere = |place: &places::Holding| place.may_show() && !place.names.contains(&site.name);
    Ok(places::holders(db, id)?.iter().any(elsewhere))
}

/// There may be a reason why it was taken off: nothing of before that shows it again by itself.
fn end_what_would_show_it(
    db: &Connection,
    site: &Address,
    id: StoryId,
    now: Timestamp,
) -> Result<()> {
    for waiting in under_way(db, site, id)? {
        // What the site may have done of it stays: whoever looks there has to see it.
        if waiting.release == Release::Withdraw || !ending::may_be_ended(db, &waiting)? {
            continue;
        }
        let what = format!("Ended: the story was taken off {} meanwhile.", site.name);
        let hint = "Ask the newsroom why. If it is to be public again, publish it once more.";
        deliveries::end(db, &waiting.id, &what, hint, now)?;
    }
    Ok(())
}
