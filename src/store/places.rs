//! Where a story can be read, or may be: how each site holds it, and what it was asked and never
//! answered. Whoever is to be told that nobody reads a story yet is told from here.

use super::remotes::filed_under;
use super::{Store, deliveries, from_json, from_word_if, sites, stories, word};
use crate::delivery::Delivery;
use crate::error::{Code, Error, Result};
use crate::site::{Address, Asked, Release, RemoteStory, Stage};
use crate::story::{Story, StoryId};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

/// A site that holds a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// One of the names it has here: that of the last delivery there.
    pub site: String,
    /// Every name it has here.
    pub names: Vec<String>,
    pub remote: RemoteStory,
    /// What it was asked and never answered.
    pub asked: Option<Asked>,
}

impl Holding {
    /// Whether readers have the story there, or get it without another word from here, as far as
    /// anybody knows.
    pub fn may_show(&self) -> bool {
        matches!(self.remote.stage, Stage::Public | Stage::Scheduled)
            || self.asked.is_some_and(Asked::may_show)
    }
}

impl Store {
    /// Every site that holds the story as ours, and how.
    ///
    /// # Errors
    /// `Storage`.
    pub fn holders(&self, story: StoryId) -> Result<Vec<Holding>> {
        holders(&self.db, story)
    }

    /// What the site was asked about the story and never answered.
    ///
    /// # Errors
    /// `Storage`.
    pub fn asked(&self, site: &Address, story: StoryId) -> Result<Option<Asked>> {
        let sql = "SELECT asked FROM remote_story WHERE address = ?1 AND story = ?2";
        let values = params![filed_under(site), story.to_string()];
        let asked = self.db.query_row(sql, values, |row| from_word_if(row, 0)).optional()?;
        Ok(asked.flatten())
    }

    /// Records that the site is about to be asked this, unless the story is locked beyond `sure`, the
    /// moment that has surely come: then nothing is recorded and the lock's end returned. It is one
    /// transaction, so that an embargo is set before the site is asked, or refused after.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn ask(
        &mut self,
        site: &Address,
        story: StoryId,
        asked: Asked,
        sure: Timestamp,
    ) -> Result<Option<Timestamp>> {
        self.transaction(|db| {
            let embargo = stories::read(db, story)?.embargo.filter(|until| *until > sure);
            if embargo.is_some() && asked != Asked::Hidden {
                return Ok(embargo);
            }
            db.execute(
                "UPDATE remote_story SET asked = ?3 WHERE address = ?1 AND story = ?2",
                params![filed_under(site), story.to_string(), word(&asked)?],
            )?;
            Ok(None)
        })
    }

    /// The site said no to what it was asked: nothing of that is done.
    ///
    /// # Errors
    /// `Storage`.
    pub fn unask(&mut self, site: &Address, story: StoryId) -> Result<()> {
        self.db.execute(
            "UPDATE remote_story SET asked = NULL WHERE address = ?1 AND story = ?2",
            params![filed_under(site), story.to_string()],
        )?;
        Ok(())
    }

    /// Locks the story until a moment, or lifts the lock; what waits in the outbox looks anew. A lock
    /// set when the door may be open already is none, and nobody should believe in it.
    ///
    /// # Errors
    /// `Invalid` for a moment that has passed; `IllegalMove` where a site shows the story, may show it, was
    /// told a moment to, or has it in review; `NotFound`, `Storage`.
    pub fn set_embargo(
        &mut self,
        id: StoryId,
        until: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<Story> {
        self.transaction(|db| {
            if let Some(until) = until {
                refuse_past(until, now)?;
                refuse_late_embargo(db, id)?;
            }
            stories::lock(db, id, until, now)?;
            stories::read(db, id)
        })
    }
}

/// A lock that is over already is a slip of the pen, and nobody should believe in it.
fn refuse_past(until: Timestamp, now: Timestamp) -> Result<()> {
    if until > now {
        return Ok(());
    }
    Err(Error::new(
        Code::Invalid,
        "The embargo would end at a moment that has passed already, so it would lock nothing.",
        "The story is as it was. Choose a later time, or set no embargo.",
    ))
}

fn refuse_late_embargo(db: &Connection, id: StoryId) -> Result<()> {
    let late = |what: String, hint: &str| Err(Error::new(Code::IllegalMove, what, hint));
    for Holding { site, remote, asked, .. } in holders(db, id)? {
        match (remote.stage, asked) {
            (_, Some(Asked::Public | Asked::Scheduled)) => {
                return late(
                    format!("{site} was asked to publish the story and has not answered yet."),
                    "Nothing was changed. An embargo can be set once the story is taken off there.",
                );
            }
            (_, Some(Asked::Hidden)) => {
                return late(
                    format!("{site} was asked to take the story off and has not answered yet."),
                    "Wait until the outbox says that it is gone, then set the embargo.",
                );
            }
            (Stage::Public, _) => {
                return late(
                    format!("The story is public on {site}, so an embargo comes too late."),
                    "Nothing was changed. An embargo can be set once the story is taken off there.",
                );
            }
            (Stage::Scheduled, _) => {
                return late(
                    format!("{site} was told a moment to publish the story at."),
                    "Nothing was changed. An embargo can be set once the story is taken off there.",
                );
            }
            (Stage::Pending, _) | (_, Some(Asked::Pending)) => {
                return late(
                    format!("{site} has the story in review, where nobody sees an embargo."),
                    match sites::may_publish(db, &site)? {
                        true => {
                            "Nothing was changed. Approve it and publish it at a time (in `desk`, with --at): \
                             nothing of it is public before."
                        }
                        false => {
                            "Nothing was changed. Whoever publishes it can choose the time; its writer can \
                             take it back and set the embargo then."
                        }
                    },
                );
            }
            (Stage::Draft | Stage::Withdrawn, _) => {}
        }
    }
    let sending = "WHERE delivery.story = ?1 AND delivery.state = 'sending'";
    let sending = deliveries::select(db, sending, [id.to_string()])?;
    match sending.iter().find(|delivery| delivery.release != Release::Withdraw) {
        Some(delivery) => late(
            format!("The story is just being sent to {}.", delivery.site),
            "Pause it in the outbox, or wait until it is there and withdraw it.",
        ),
        None => Ok(()),
    }
}

/// Whether readers may have something of what this delivery brings, or get it without another word
/// from here. Then to cancel it would be to look away.
pub(super) fn may_have_shown(db: &Connection, delivery: &Delivery) -> Result<bool> {
    let there = holders(db, delivery.story)?;
    let place = there.iter().find(|place| place.names.contains(&delivery.site));
    Ok(place.is_some_and(|place| {
        let shown = place.remote.stage == Stage::Public;
        place.asked.is_some()
            || place.remote.stage == Stage::Scheduled
            || (shown && delivery.began("words"))
    }))
}

pub(super) fn holders(db: &Connection, story: StoryId) -> Result<Vec<Holding>> {
    // The name that was used last comes first.
    let mut statement = db.prepare_cached(
        "SELECT remote_story.address, site.name, remote_story.remote, remote_story.asked
         FROM remote_story JOIN site ON rtrim(site.url, '/') = remote_story.address
         WHERE remote_story.story = ?1
         ORDER BY remote_story.address, (
             SELECT max(delivery.revision) FROM delivery
             WHERE delivery.story = remote_story.story AND delivery.site = site.name
         ) DESC, site.name",
    )?;
    let rows = statement.query_map([story.to_string()], |row| {
        let (address, site): (String, String) = (row.get(0)?, row.get(1)?);
        let (remote, asked) = (from_json(row, 2)?, from_word_if(row, 3)?);
        Ok((address, Holding { names: vec![site.clone()], site, remote, asked }))
    })?;
    let mut places: Vec<(String, Holding)> = Vec::new();
    for row in rows {
        let (address, holding) = row?;
        match places.last_mut().filter(|(last, _)| *last == address) {
            Some((_, place)) => place.names.push(holding.site),
            None => places.push((address, holding)),
        }
    }
    let mut places: Vec<Holding> = places.into_iter().map(|(_, place)| place).collect();
    places.sort_by(|a, b| a.site.cmp(&b.site));
    Ok(places)
}
