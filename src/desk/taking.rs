//! A story made of an article that waits for an editor on a site, and linked to it: publishing the story
//! brings just that article up to date.

mod again;

use super::Desk;
use super::beside::{fetched, in_part, known_picture, readable, theirs};
use crate::error::{Code, Error, Result};
use crate::merge::Wording;
use crate::outbox::held_there;
use crate::picture::{Format, Picture, Role, name::name_for};
use crate::pull::{KnownPicture, Pulled, pull};
use crate::review::fingerprint;
use crate::site::{Address, Outgoing, RemotePicture, RemoteStory, Site, Stage, WaitingText, Waits};
use crate::store::{Came, Connected};
use crate::story::{Move, Status, Story, StoryId};
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;
use ts_rs::TS;

/// An article that waits on a site and is not here, or was changed there since it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct WaitingThere {
    pub site: String,
    /// The site's id for it.
    pub remote: String,
    pub headline: String,
    /// The account it belongs to.
    pub author: String,
    #[ts(type = "string | null")]
    pub changed: Option<Timestamp>,
    /// The story it is here, where it came before.
    pub story: Option<StoryId>,
}

/// A site where articles wait, signed in to.
struct Waiting<'a> {
    connected: &'a Connected,
    site: &'a dyn Site,
    text: WaitingText,
}

impl Desk {
    /// What waits for an editor on the site and is not here as it stands there. Asks the site.
    ///
    /// # Errors
    /// `Refused` if nothing waits on this kind of site, or not for this account; `NotFound`, `SignIn`,
    /// `Unreachable` and whatever else the site says; `Storage`.
    pub fn waiting(&self, site: &str) -> Result<Vec<WaitingThere>> {
        let (connected, adapter) = self.signed_in(site)?;
        let listed = waits(&*adapter, site)?.waiting()?;
        let store = self.store();
        let mut there = Vec::new();
        for one in listed {
            let known = store.story_held_as(&connected.address, &one.remote)?;
            let seen = [in_part(&one.version), one.version];
            if known.as_ref().is_some_and(|(_, known)| seen.contains(&known.version)) {
                continue;
            }
            there.push(WaitingThere {
                site: site.to_owned(),
                remote: one.remote,
                headline: one.headline,
                author: one.author,
                changed: one.changed,
                story: known.map(|(id, _)| id),
            });
        }
        Ok(there)
    }

    /// Takes in an article that waits on the site, with its pictures. One that is here already takes over
    /// what was changed there; where both changed the same, both texts are to be settled, as
    /// [`Self::to_settle`] tells. Asks the site.
    ///
    /// # Errors
    /// `Gone`, `Refused` if it does not wait there any more; `Picture` if one of its pictures cannot be
    /// opened; as [`Self::waiting`].
    pub fn take_in_article(&self, site: &str, remote: &str, now: Timestamp) -> Result<Story> {
        Ok(self.take_article(site, remote, now)?.0)
    }

    /// As [`Self::take_in_article`]; and whether a text that stood here is another by it.
    ///
    /// # Errors
    /// As there.
    pub fn take_article(&self, site: &str, remote: &str, now: Timestamp) -> Result<(Story, bool)> {
        let (connected, adapter) = self.signed_in(site)?;
        let text = waits(&*adapter, site)?.waiting_text(remote)?;
        let at = Waiting { connected: &connected, site: &*adapter, text };
        let known = self.known_as(&at)?;
        let stood = match &known {
            Known::Linked(id) | Known::Here(id) => Some(fingerprint(&self.story(*id)?)),
            Known::Not(_) => None,
        };
        let id = match known {
            Known::Linked(id) => {
                self.take_again(&at, id, now)?;
                id
            }
            Known::Here(id) => {
                self.take_known(&at, id, now)?;
                id
            }
            Known::Not(id) => self.take_new(&at, id.unwrap_or_else(|| StoryId::new(now)), now)?,
        };
        if matches!(self.story(id)?.status, Status::Draft | Status::Returned) {
            self.store().move_story(id, Move::File, now)?;
        }
        let sender = at.text.listed.author.clone();
        let came = Came { sender, site: Some(site.to_owned()), at: now, unread: true };
        self.store().put_came(id, &came)?;
        let story = self.story(id)?;
        let merged = stood.is_some_and(|stood| stood != fingerprint(&story));
        Ok((story, merged))
    }

    fn known_as(&self, at: &Waiting<'_>) -> Result<Known> {
        let store = self.store();
        let (address, listed) = (&at.connected.address, &at.text.listed);
        if let Some((id, _)) = store.story_held_as(address, &listed.remote)? {
            return Ok(Known::Linked(id));
        }
        let Some(id) = listed.story else { return Ok(Known::Not(None)) };
        let here = match store.story(id) {
            Ok(_) => true,
            Err(error) if error.code == Code::NotFound => false,
            Err(error) => return Err(error),
        };
        Ok(match here {
            false => Known::Not(Some(id)),
            // Whoever wrote the post may claim to be any story; one that is elsewhere it is not.
            true if store.remote_story(address, id)?.is_some() => Known::Not(None),
            true => Known::Here(id),
        })
    }

    fn kept_picture(&self, name: String, role: Role, bytes: &[u8]) -> Result<Picture> {
        let (seen, sha256) = self.take_picture(bytes)?;
        Ok(Picture {
            name,
            role,
            sha256,
            format: seen.format,
            width: seen.width,
            height: seen.height,
            offered: seen.offered,
            disputed: seen.disputed,
            ..Picture::default()
        })
    }

    /// A story that is not here yet: its pictures are fetched before anything of it is kept. One that
    /// does not come, or cannot be opened, holds up nothing else: its address is in the text.
    fn take_new(&self, at: &Waiting<'_>, id: StoryId, now: Timestamp) -> Result<StoryId> {
        let mut base = Story::new(id, now);
        let lead = at.text.lead.as_ref().map(|lead| (lead, name_of(&lead.url)));
        if let Some((_, name)) = &lead {
            let (name, role) = (name.clone(), Role::Lead);
            base.pictures.push(Picture { name, role, ..Picture::default() });
        }
        let mut pulled = self.pulled(at, &base, &BTreeMap::new())?;
        let files = fetched(at.site, &mut pulled);
        base.pictures.clear();
        if let Some((there, name)) = lead {
            match readable(at.site, &there.url) {
                Ok(bytes) => {
                    let words = pulled.wording.pictures.entry(name.clone()).or_default();
                    if words.alt.is_empty() {
                        words.alt.clone_from(&there.alt);
                    }
                    base.pictures.push(self.kept_picture(name, Role::Lead, &bytes)?);
                }
                Err(error) => pulled.leave_out_lead(&name, &there.url, &error.message),
            }
        }
        for (name, bytes) in files {
            base.pictures.push(self.kept_picture(name, Role::Inline, &bytes)?);
        }
        let Wording { copy, section, mut pictures } = pulled.wording;
        for picture in &mut base.pictures {
            picture.words = pictures.remove(&picture.name).unwrap_or_default();
        }
        let story = Story { status: Status::Filed, copy, section, ..base };
        self.store().take_in_story(&story)?;
        let lead = story.lead().zip(at.text.lead.as_ref());
        let lead = lead.map(|(lead, there)| (lead, there.id.clone(), there.url.clone()));
        let inline = pulled
            .added
            .into_iter()
            .filter_map(|added| Some((story.picture(&added.name)?, added.number?, added.url)));
        for (picture, id, url) in lead.into_iter().chain(inline) {
            let Picture { sha256, width, height, .. } = picture.clone();
            let held = RemotePicture { id, url, sha256, width, height };
            self.store().note_held(&at.connected.address, story.id, &picture.name, &held)?;
        }
        // What did not come along is told before anything is written over it.
        self.link(at, &story, pulled.not_carried.is_empty() && at.text.copy.lost.is_empty(), now)?;
        Ok(id)
    }

    /// Records that the article is this story. `same`: it says just that; otherwise what it says stays to
    /// be told.
    fn link(&self, at: &Waiting<'_>, story: &Story, same: bool, now: Timestamp) -> Result<()> {
        let Address { name, .. } = &at.connected.address;
        let (none, remote) = (BTreeMap::new(), &at.text.listed.remote);
        let outgoing = Outgoing { story, house: self.house(), pictures: &none };
        let asked = RemoteStory {
            id: remote.clone(),
            url: String::new(),
            version: String::new(),
            stage: Stage::Pending,
            moment: None,
            words: String::new(),
            filing: String::new(),
            body: String::new(),
            revision: None,
        };
        let there = at.site.find_story(&outgoing, Some(&asked))?;
        let there = there.ok_or_else(|| crate::site::gone(name))?;
        // As it was when it was read: what came between is told later.
        let as_read = there.words == at.text.copy.mark();
        let (version, words, body) = match (as_read, same) {
            (true, true) => (there.version, there.words, at.text.copy.body.clone()),
            (false, true) => (String::new(), at.text.copy.mark(), at.text.copy.body.clone()),
            (true, false) => untold(&there.version),
            (false, false) => untold(""),
        };
        let mut store = self.store();
        let revision = Some(store.keep_revision(story, &format!("waits on {name}"), now)?);
        let known = RemoteStory { version, words, body, revision, ..there };
        store.put_remote_story(&at.connected.address, story.id, &known)
    }

    /// The story's pictures as the site holds them, which count as sent from here: the same original with
    /// the same words leaves every desk of a house as the same file.
    fn know_pictures(
        &self,
        at: &Waiting<'_>,
        story: &Story,
    ) -> Result<BTreeMap<String, RemotePicture>> {
        let files = self.store().pictures();
        let held = held_there(&files, self.house(), at.site, story)?;
        let mut store = self.store();
        for (name, remote) in &held {
            store.note_held(&at.connected.address, story.id, name, remote)?;
        }
        Ok(held)
    }

    /// The article as words of the story. `held`: what the site has of its pictures.
    fn pulled(
        &self,
        at: &Waiting<'_>,
        base: &Story,
        held: &BTreeMap<String, RemotePicture>,
    ) -> Result<Pulled> {
        let copy = &at.text.copy;
        let lead = at.text.lead.iter().zip(base.lead());
        let known = lead.map(|(there, here)| KnownPicture {
            name: here.name.clone(),
            id: there.id.clone(),
            url: there.url.clone(),
        });
        let known: Vec<KnownPicture> =
            known.chain(held.iter().map(|(name, remote)| known_picture(name, remote))).collect();
        pull(base, self.house(), "", &theirs(copy), &known).ok_or_else(|| {
            Error::new(
                Code::Refused,
                "The text on the site is nested so deeply that no person wrote it.",
                "Nothing was changed, here or there. Look at it in the site’s own editor.",
            )
        })
    }
}

/// What an article that waits is to this desk.
enum Known {
    /// It came before, as this story.
    Linked(StoryId),
    /// The story is here, by a packet, and not known to be on the site.
    Here(StoryId),
    /// It is new; the story it says it is.
    Not(Option<StoryId>),
}

/// What is recorded of a version of the site of which something is still to be told: its mark, its words
/// and its body.
fn untold(version: &str) -> (String, String, String) {
    (in_part(version), String::new(), String::new())
}

fn waits<'s>(site: &'s dyn Site, name: &str) -> Result<&'s dyn Waits> {
    site.waits().ok_or_else(|| {
        Error::new(
            Code::Refused,
            format!("Nothing waits for an editor on {name} that could be asked for."),
            "Nothing was changed. What is handed in there is found in the site's own editor.",
        )
    })
}

/// A name for the file at this address.
fn name_of(url: &str) -> String {
    let file = url.rsplit('/').next().unwrap_or_default();
    let format = match file.rsplit('.').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "png" => Format::Png,
        "webp" => Format::Webp,
        _ => Format::Jpeg,
    };
    name_for(file, |_| false, format)
}
