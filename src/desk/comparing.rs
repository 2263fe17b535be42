//! A story that somebody changed on the site: both texts side by side, made one, and taken over.

use super::Desk;
use super::beside::{Fetched, fetched, in_part, kept_there, known_picture, theirs, would_be_lost};
use super::publishing::{may_publish, new_delivery};
use crate::delivery::Delivery;
use crate::error::{Code, Error, Result};
use crate::markdown::from_html::NotCarried;
use crate::merge::{Choice, Merged, Wording, merge};
use crate::picture::{Picture, Role};
use crate::pull::{AddedPicture, KnownPicture, pull};
use crate::site::{
    self, Address, Outgoing, Release, RemotePicture, RemoteStory, Site, SiteCopy, Stage,
};
use crate::store::{Connected, Details, NewDelivery};
use crate::story::{Copy, Story, StoryId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// The same story here and on a site.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SiteComparison {
    /// The site's name here.
    pub site: String,
    /// What both began with: as it was last sent there, or taken over from there.
    pub base: Wording,
    pub mine: Wording,
    pub theirs: Wording,
    /// Both made one.
    pub merged: Merged,
    /// What somebody put in there that cannot come along.
    pub not_carried: Vec<NotCarried>,
    /// What of it is in no text, so that sending any would write over it.
    #[serde(skip)]
    #[ts(skip)]
    pub(super) kept_there: Vec<NotCarried>,
    /// Pictures somebody put in there.
    pub added: Vec<AddedPicture>,
    /// When it was last changed there.
    #[ts(type = "string | null")]
    pub changed: Option<Timestamp>,
    /// The site's version that was looked at: nothing newer is ever written over.
    pub seen: String,
    /// Somebody took it off the site, or off its schedule.
    pub taken_off: bool,
}

/// Which text goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[ts(rename = "SiteTaking")]
pub enum Taking {
    /// Mine, as it stands here.
    Mine,
    /// The site's.
    Theirs,
    /// Both made one; a choice for each conflict, in their order.
    Merged { choices: Vec<Choice> },
}

/// What was found on the site, and what is needed to take it over.
pub(super) struct Held {
    pub(super) connected: Connected,
    site: Box<dyn Site>,
    pub(super) story: Story,
    pub(super) base: Story,
    pub(super) there: RemoteStory,
    pub(super) known: RemoteStory,
    pub(super) copy: SiteCopy,
    /// Every file that was sent for the story: of a picture whose words changed here, the older too.
    pub(super) pictures_there: Vec<KnownPicture>,
}

impl Desk {
    /// The story as it is here and as it is on the site, and both made one. Asks the site.
    ///
    /// # Errors
    /// `NotFound` if the site is not known to hold the story, `SignIn`, `Unreachable` and whatever
    /// else the site says; `Refused` if its text is nothing that a person wrote.
    pub fn compare_with_site(&self, id: StoryId, site: &str) -> Result<SiteComparison> {
        let held = self.held_on(id, site)?;
        Ok(self.compared(&held)?.0)
    }

    /// Goes on with one text: it is the story from now on, and what the site holds counts as seen.
    /// With `send` it is queued for the site; an older delivery that waited for this is replaced.
    ///
    /// # Errors
    /// `Conflict` if either side was changed once more since it was looked at, or another text was handed in
    /// that was not here yet; as [`Self::compare_with_site`] and [`Self::publish`].
    pub fn settle_with_site(
        &self,
        id: StoryId,
        base_version: u32,
        site: &str,
        (seen, taking, send): (&str, &Taking, bool),
        now: Timestamp,
    ) -> Result<Option<Delivery>> {
        let mut held = self.held_on(id, site)?;
        if self.take_unseen(id, (&held.connected, &*held.site), now)? {
            held = self.held_on(id, site)?;
        }
        if held.there.version != seen {
            return Err(Error::new(
                Code::Conflict,
                format!("The story was changed on {site} once more while you were looking."),
                "Nothing was changed, here or there. Look at both texts again.",
            ));
        }
        self.refuse_while_sending(id, &held)?;
        if send {
            self.store().refuse_undecided(id, "so it was not published")?;
        }
        let (compared, files) = self.compared(&held)?;
        if send && *taking != Taking::Mine && !compared.kept_there.is_empty() {
            return Err(would_be_lost(site, &compared.kept_there));
        }
        let mut wording = match taking {
            Taking::Mine => compared.mine,
            Taking::Theirs => compared.theirs,
            Taking::Merged { choices } => compared.merged.settle(choices),
        };
        let mut added = Vec::new();
        if *taking != Taking::Mine {
            // Whatever goes on, the way back to mine is one step.
            let why = format!("before taking over from {site}");
            self.store().keep_revision(&held.story, &why, now)?;
            added = self.take_added(held.story.id, files, &mut wording, now)?;
        }
        self.write(&held.story, base_version, (&wording, &added), now)?;
        let story = self.story(id)?;
        if send {
            // Before what the site holds counts as seen: else what still waits would be written over it.
            self.refuse_blockers(&story)?;
            if may_publish(&held.connected) {
                self.refuse_unapproved(&story, (&held.connected, Release::Publish), now)?;
            }
        }
        let settled = match send {
            // What waited for this goes out as it was meant to: at its time, or as a correction.
            true => Some(self.to_send(&story, &held, now)?),
            false => None,
        };
        let seen = seen_as(&held, taking, compared.kept_there.is_empty());
        let taken = (*taking != Taking::Mine).then_some(&story);
        let queued =
            self.store().settle(&held.connected.address, &story, (&seen, taken), settled, now)?;
        Ok(queued)
    }

    /// What is being sent knows nothing of this, and would be recorded over it.
    fn refuse_while_sending(&self, id: StoryId, held: &Held) -> Result<()> {
        let store = self.store();
        if store.is_sending(&held.connected.address, id)? {
            return Err(Error::new(
                Code::Conflict,
                format!("The story is just being sent to {}.", held.connected.address.name),
                "Nothing was changed, here or there. Wait until it is there, then look again.",
            ));
        }
        Ok(())
    }

    /// The delivery that brings the settled text there.
    fn to_send<'a>(
        &self,
        story: &Story,
        held: &'a Held,
        now: Timestamp,
    ) -> Result<NewDelivery<'a>> {
        let Address { name, kind, .. } = &held.connected.address;
        let waiting = self.store().waiting_there(&held.connected.address, story.id)?;
        let (release, at) = match waiting.first() {
            Some(waiting) => (waiting.release, waiting.at),
            None if may_publish(&held.connected) => (Release::Publish, None),
            None => (Release::File, None),
        };
        Ok(new_delivery(story, (name, Some(*kind)), release, at, now))
    }

    pub(super) fn held_on(&self, id: StoryId, site: &str) -> Result<Held> {
        let (connected, story, known, pictures) = {
            let store = self.store();
            let connected = store.site(site)?;
            let story = store.story(id)?;
            let known = store.remote_story(&connected.address, id)?;
            let sent = store.sent_pictures(&connected.address, id)?.into_iter();
            let sent = sent.filter_map(|sent| Some((sent.name, sent.remote?)));
            (connected, story, known, sent.collect::<Vec<_>>())
        };
        let missing = |what: String| {
            Error::new(Code::NotFound, what, "Publish the story there first, or sign in again.")
        };
        let known =
            known.ok_or_else(|| missing(format!("{site} is not known to hold this story.")))?;
        let secret = self.vault().get(&connected.address)?;
        let secret = secret
            .ok_or_else(|| missing(format!("There is no password for {site} on this computer.")))?;
        let base = match known.revision {
            Some(revision) => self.store().revision(id, revision)?.story,
            None => story.clone(),
        };
        let adapter = site::connect(&connected.address, &secret)?;
        let pictures_there = pictures.iter().map(|(name, there)| known_picture(name, there));
        let pictures_there = pictures_there.collect();
        let pictures: BTreeMap<String, RemotePicture> = pictures.into_iter().collect();
        let outgoing = Outgoing { story: &base, house: self.house(), pictures: &pictures };
        let there = adapter.find_story(&outgoing, Some(&known))?;
        let there = there.ok_or_else(|| site::gone(site))?;
        let copy = adapter.copy(&there)?;
        Ok(Held { connected, site: adapter, story, base, there, known, copy, pictures_there })
    }

    /// Both made one, and the files of the pictures that were put in there.
    fn compared(&self, held: &Held) -> Result<(SiteComparison, Fetched)> {
        let copy = &held.copy;
        let (house, sent) = (self.house(), &held.known.body);
        let pulled = pull(&held.base, house, sent, &theirs(copy), &held.pictures_there);
        let mut pulled = pulled.ok_or_else(|| {
            Error::new(
                Code::Refused,
                "The text on the site is nested so deeply that no person wrote it.",
                "Nothing was changed, here or there. Look at it in the site’s own editor.",
            )
        })?;
        let files = fetched(&*held.site, &mut pulled);
        let mut kept_there = kept_there(held);
        let gates = pulled.not_carried.iter().filter(|one| one.is_for_some_readers());
        let gates: Vec<NotCarried> = gates.cloned().collect();
        pulled.not_carried.extend(kept_there.iter().cloned());
        kept_there.extend(gates);
        let lost = copy.lost.iter().map(|(what, words)| NotCarried::new(*what, words));
        pulled.not_carried.extend(lost);
        let (base, mine) = (Wording::of(&held.base), Wording::of(&held.story));
        let merged = merge(&base, &mine, &pulled.wording);
        let compared = SiteComparison {
            site: held.connected.address.name.clone(),
            base,
            mine,
            theirs: pulled.wording,
            merged,
            not_carried: pulled.not_carried,
            added: pulled.added,
            changed: copy.changed,
            seen: held.there.version.clone(),
            taken_off: taken_off(held),
            kept_there,
        };
        Ok((compared, files))
    }

    /// Brings pictures that somebody put in there into the story, under the names they get here, which
    /// are the answer.
    fn take_added(
        &self,
        id: StoryId,
        files: Fetched,
        wording: &mut Wording,
        now: Timestamp,
    ) -> Result<Vec<String>> {
        let mut names = Vec::new();
        for (called, bytes) in files {
            let answer = self.add_picture(id, &called, &bytes, now)?;
            let added = answer.added.first().map(|picture| picture.name.clone());
            names.extend(added.clone());
            let Some(name) = added.or_else(|| answer.already.first().cloned()) else { continue };
            if name != called {
                let (before, after) = (format!("]({called})"), format!("]({name})"));
                wording.copy.body = wording.copy.body.replace(&before, &after);
            }
            if let Some(words) = wording.pictures.remove(&called) {
                wording.pictures.insert(name, words);
            }
        }
        Ok(names)
    }

    fn write(
        &self,
        before: &Story,
        base_version: u32,
        (wording, added): (&Wording, &[String]),
        now: Timestamp,
    ) -> Result<()> {
        let id = before.id;
        let copy: &Copy = &wording.copy;
        self.store().save_copy(id, base_version, copy, now)?;
        let story = self.story(id)?;
        if story.section != wording.section {
            let (kind, slug) = (story.kind, story.slug.clone());
            let details = Details { kind, section: wording.section.clone(), slug };
            self.store().save_details(id, story.version, &details, now)?;
        }
        for picture in &story.pictures {
            let words = wording.pictures.get(&picture.name).unwrap_or(&picture.words).clone();
            // The first picture of a story would be its lead; this one stands in the text.
            let role = if added.contains(&picture.name) { Role::Inline } else { picture.role };
            if words != picture.words || role != picture.role {
                let version = self.story(id)?.version;
                let picture = Picture { words, role, ..picture.clone() };
                self.store().save_picture(id, version, &picture, now)?;
            }
        }
        Ok(())
    }
}

fn taken_off(held: &Held) -> bool {
    let shown = |stage: Stage| matches!(stage, Stage::Public | Stage::Scheduled);
    shown(held.known.stage) && !shown(held.there.stage)
}

/// How the site holds the story, as far as a person has seen it by comparing words; `whole` if all that
/// was changed there is in them.
fn seen_as(held: &Held, taking: &Taking, whole: bool) -> RemoteStory {
    let mut seen = held.there.clone();
    if taken_off(held) {
        // Whoever publishes it again is to be told that somebody took it off.
        seen.stage = held.known.stage;
    }
    if *taking == Taking::Mine {
        // Theirs was seen and is to be written over; it is not what both begin with.
        seen.body.clone_from(&held.known.body);
        seen.revision = held.known.revision;
    } else if !whole {
        // What did not come along is told again before anything is written over it.
        seen.version = in_part(&seen.version);
        seen.filing.clear();
    }
    seen
}
