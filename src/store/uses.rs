//! Where a picture is used: every story that has it, and every page that may still show it.

use super::places::{Holding, holders};
use super::{Store, from_json, revisions, stories};
use crate::delivery::{Delivery, State};
use crate::error::Result;
use crate::picture::Picture;
use crate::site::{Release, RemoteStory, Stage};
use crate::story::{Status, Story, StoryId};
use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One story that has a picture, or had it when it was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PictureUse {
    pub story: StoryId,
    pub headline: String,
    pub status: Status,
    /// What the picture is called in it.
    pub name: String,
    /// The story here has it now; otherwise only what was published had it.
    pub held: bool,
    /// The pages that may show it, the latest first.
    pub live: Vec<LivePage>,
}

/// A page on a site that carries a picture, as far as is known here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LivePage {
    /// What the site is called here.
    pub site: String,
    /// The page's address; empty where the site has not told it.
    pub url: String,
    /// `publish`: readers see it. `file`: it was handed in, and an editor may have released it.
    pub release: Release,
}

impl Store {
    /// Every story that has the picture with this hash or was published with it, the one last
    /// changed first; those in the bin too.
    ///
    /// # Errors
    /// `Storage`.
    pub fn picture_uses(&self, sha256: &str) -> Result<Vec<PictureUse>> {
        let mut statement = self.db.prepare_cached(
            "SELECT id FROM story WHERE id IN (
                 SELECT story FROM picture WHERE sha256 = ?1
                 UNION SELECT delivery.story FROM delivery
                     JOIN revision ON revision.id = delivery.revision
                     WHERE instr(revision.snapshot, ?1) > 0
                 UNION SELECT remote_story.story FROM remote_story
                     JOIN revision ON revision.id = remote_story.remote ->> 'revision'
                     WHERE instr(revision.snapshot, ?1) > 0)
             ORDER BY updated DESC, id",
        )?;
        let ids = statement.query_map([sha256], |row| {
            let id: String = row.get(0)?;
            id.parse::<StoryId>().map_err(|error| super::column(0, error))
        })?;
        let ids = ids.collect::<rusqlite::Result<Vec<_>>>()?;
        ids.into_iter().map(|id| self.use_in(id, sha256)).filter_map(Result::transpose).collect()
    }

    /// The originals of which a file with this hash was sent to some site, and of which it may still
    /// be there.
    ///
    /// # Errors
    /// `Storage`.
    pub fn originals_sent_as(&self, sha256: &str) -> Result<Vec<String>> {
        let mut statement =
            self.db.prepare_cached("SELECT story, name FROM sent_picture WHERE sha256 = ?1")?;
        let sent = statement.query_map([sha256], |row| {
            let story: String = row.get(0)?;
            Ok((story.parse().map_err(|error| super::column(0, error))?, row.get(1)?))
        })?;
        let sent: Vec<(StoryId, String)> = sent.collect::<rusqlite::Result<_>>()?;
        let mut originals: Vec<String> = Vec::new();
        // A name may have been given twice, to one picture after the other: then both count.
        for (story, picture) in self.pictures_of_all()? {
            let is = sent.iter().any(|(id, name)| *id == story && *name == picture.name);
            if is && !originals.contains(&picture.sha256) {
                originals.push(picture.sha256);
            }
        }
        Ok(originals)
    }

    /// Every picture of every story, as it is now and as it was whenever the story was sent.
    ///
    /// # Errors
    /// `Storage`.
    pub fn pictures_of_all(&self) -> Result<Vec<(StoryId, Picture)>> {
        let mut statement = self.db.prepare_cached(
            "SELECT story, record FROM picture
             UNION SELECT delivery.story, one.value FROM delivery
                 JOIN revision ON revision.id = delivery.revision,
                 json_each(revision.snapshot, '$.pictures') AS one
             ORDER BY story",
        )?;
        let rows = statement.query_map([], |row| {
            let id: String = row.get(0)?;
            Ok((id.parse().map_err(|error| super::column(0, error))?, from_json(row, 1)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How one story uses the picture; `None` if a stray mention of the hash was all.
    fn use_in(&self, id: StoryId, sha256: &str) -> Result<Option<PictureUse>> {
        let story = stories::read(&self.db, id)?;
        let mut name = names(&story, sha256).next();
        let held = name.is_some();
        let mut sent = self.deliveries(Some(id))?;
        // Revisions tell which is newer: they are numbered, and a clock can be set back.
        sent.sort_by_key(|delivery| -delivery.revision);
        let places = holders(&self.db, id)?;
        let (mut live, mut settled) = (Vec::<LivePage>::new(), Vec::<String>::new());
        for delivery in &sent {
            let url = self.page_of(delivery)?;
            let replaced = settled.contains(&delivery.site) || settled.contains(&url);
            if delivery.state == State::Delivered {
                // Whatever went there before has been replaced by this.
                settled.push(delivery.site.clone());
                settled.extend(Some(url.clone()).filter(|url| !url.is_empty()));
            }
            let past = revisions::read(&self.db, id, delivery.revision)?.story;
            let Some(carried) = names(&past, sha256).find(|name| sends(delivery, name)) else {
                continue;
            };
            if delivery.state != State::Failed {
                name.get_or_insert(carried);
            }
            let known = live.iter().any(|page| page.site == delivery.site || page.url == url);
            let off =
                places.iter().any(|place| is_off(place) && place.names.contains(&delivery.site));
            if !replaced && !known && !off && may_be_there(delivery, &sent) {
                let (site, mut release) = (delivery.site.clone(), widest(delivery, &sent));
                // An editor released what was handed in.
                if places.iter().any(|place| shows(place) && place.names.contains(&site)) {
                    release = Release::Publish;
                }
                live.push(LivePage { release, site, url });
            }
        }
        for place in places.iter().filter(|place| shows(place)) {
            let Holding { site, names, remote, .. } = place;
            let ours = sent.iter().filter(|one| one.state == State::Delivered);
            let ours = ours.filter(|one| names.contains(&one.site)).map(|one| one.revision).max();
            let known =
                live.iter().any(|page| names.contains(&page.site) || page.url == remote.url);
            if known || ours.is_some_and(|ours| remote.revision <= Some(ours)) {
                continue;
            }
            if let Some(carried) = self.carried_there(&story, place, sha256)? {
                name.get_or_insert(carried);
                let (site, url) = (site.clone(), remote.url.clone());
                live.push(LivePage { site, url, release: Release::Publish });
            }
        }
        let Story { status, copy, .. } = story;
        let found =
            |name| PictureUse { story: id, headline: copy.headline, status, name, held, live };
        Ok(name.map(found))
    }

    /// What the picture is called on a page that somebody else published: in the text that is known to be
    /// there, and among the files that the site was seen to hold for it.
    fn carried_there(&self, story: &Story, at: &Holding, sha256: &str) -> Result<Option<String>> {
        let past = at.remote.revision.map(|past| revisions::read(&self.db, story.id, past));
        let past = past.transpose()?.map(|past| past.story);
        let mut holds = self.db.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM sent_picture
                 JOIN site ON rtrim(site.url, '/') = sent_picture.address
                 WHERE site.name = ?1 AND sent_picture.story = ?2 AND sent_picture.name = ?3)",
        )?;
        for name in names(past.as_ref().unwrap_or(story), sha256) {
            let values = params![at.site, story.id.to_string(), name];
            if holds.query_row(values, |row| row.get(0))? {
                return Ok(Some(name));
            }
        }
        Ok(None)
    }

    /// The page's address as the delivery learnt it, else as its site is known to have it.
    fn page_of(&self, delivery: &Delivery) -> Result<String> {
        if let Some(url) = delivery.url.as_ref().filter(|url| !url.is_empty()) {
            return Ok(url.clone());
        }
        let remote: Option<RemoteStory> = self
            .db
            .prepare_cached(
                "SELECT remote FROM remote_story JOIN site ON rtrim(site.url, '/') = address
                 WHERE site.name = ?1 AND story = ?2",
            )?
            .query_row(params![delivery.site, delivery.story.to_string()], |row| from_json(row, 0))
            .optional()?;
        Ok(remote.map(|remote| remote.url).unwrap_or_default())
    }
}

/// Whether readers are known to have the page, whoever published it, or get it without another word.
fn shows(place: &Holding) -> bool {
    matches!(place.remote.stage, Stage::Public | Stage::Scheduled)
}

/// Whether the page is known to be gone, whoever took it off, and nothing that was asked since may have
/// brought it back.
fn is_off(place: &Holding) -> bool {
    place.remote.stage == Stage::Withdrawn && !place.may_show()
}

/// What the story calls the picture; more than one name if a file brought it twice.
fn names(story: &Story, sha256: &str) -> impl Iterator<Item = String> {
    story.pictures.iter().filter(move |one| one.sha256 == sha256).map(|one| one.name.clone())
}

/// Whether the delivery brings that picture: one the article does not show stays at home.
fn sends(delivery: &Delivery, name: &str) -> bool {
    let step = format!("picture:{name}");
    delivery.steps.iter().any(|one| one.what == step)
}

/// Whether what the delivery brings may be on its page, for all that is known here. New words reach
/// a page that is there before `release`, a new page only with it.
fn may_be_there(delivery: &Delivery, sent: &[Delivery]) -> bool {
    let before = |one: &&Delivery| one.revision < delivery.revision;
    let last = of_its_site(delivery, sent).filter(before).find(|one| one.state == State::Delivered);
    delivery.state == State::Delivered
        || delivery.began("release")
        // The site publishes it by itself.
        || delivery.began("schedule")
        // Taken off the site, it is a hidden draft: new words show it to nobody.
        || delivery.began("words") && last.is_some_and(|last| last.release != Release::Withdraw)
}

/// How public the page is: what was published stays so when a newer text is only handed in, unless
/// it was taken off the site in between.
fn widest(delivery: &Delivery, sent: &[Delivery]) -> Release {
    let taken_off =
        |one: &&Delivery| one.state == State::Delivered && one.release == Release::Withdraw;
    let public = of_its_site(delivery, sent)
        .take_while(|one| !taken_off(one))
        .any(|one| one.release.shows() && may_be_there(one, sent));
    if public { Release::Publish } else { delivery.release }
}

/// What was sent to the same site; `sent` and this have the newest first.
fn of_its_site<'a>(
    delivery: &'a Delivery,
    sent: &'a [Delivery],
) -> impl Iterator<Item = &'a Delivery> {
    sent.iter().filter(|one| one.site == delivery.site)
}
