//! The editor's desk: what was handed in and waits, from whom and since when; and handing in.

use super::publishing::new_delivery;
use super::{Desk, Outcome, Synced, ToSettle, WaitingThere};
use crate::delivery::Delivery;
use crate::error::{Code, Error, Result};
use crate::review::{Holder, Person};
use crate::site::{Account, Kind, Release};
use crate::store::{Came, Connected};
use crate::story::{Move, Status, Story, StoryId};
use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

/// What waits at this desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Inbox {
    /// What somebody gave me first, then the latest.
    pub waits: Vec<Waiting>,
    /// How many of them nobody has opened here since they came.
    pub unread: u32,
    /// Texts that came where both had changed the same, until somebody says which stands; the latest
    /// first.
    pub undecided: Vec<ToSettle>,
}

/// A story that was handed in, is its writer's again, or came from somebody else and was not opened yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Waiting {
    pub story: StoryId,
    pub headline: String,
    pub byline: String,
    pub status: Status,
    /// Whom it came from: a person, or an account of a site; empty for what was handed in at this desk.
    pub from: String,
    /// The name of the site it came through.
    pub site: Option<String>,
    #[ts(type = "string")]
    pub since: Timestamp,
    /// Who has it in hand.
    pub holder: Option<Person>,
    /// Whether that is whoever works here.
    pub mine: bool,
    /// Who gave it to them; none if they took it themselves.
    pub assigned_by: Option<Person>,
    pub unread: bool,
}

/// What was got from every site, and what waits now.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Collected {
    pub synced: Vec<Synced>,
    /// Articles that wait on sites which carry no stories whole, and are not here as they stand there.
    pub there: Vec<WaitingThere>,
    /// What became of stories on such sites since they were asked last.
    pub decided: Vec<Outcome>,
    /// Sites that could not be asked; the others were.
    pub failed: Vec<NotAsked>,
    pub inbox: Inbox,
}

/// A site that could not be asked what waits there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NotAsked {
    pub site: String,
    pub error: Error,
}

/// What is said of a story that was not handed in.
pub(super) const NOT_FILED: &str = "so it was not handed in";

/// What became of a story that was handed in.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Filed {
    pub story: Story,
    /// How it goes to the site; none where it was handed in at this desk.
    pub delivery: Option<Delivery>,
    /// What goes to the editors and what does not, in sentences.
    pub sentences: Vec<String>,
}

impl Desk {
    /// The story, which counts as read at this desk from now on.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn open_story(&self, id: StoryId) -> Result<Story> {
        let mut store = self.store();
        store.note_opened(id)?;
        store.story(id)
    }

    /// The story that would be opened by `open_latest`.
    ///
    /// # Errors
    /// `Storage`.
    pub fn latest(&self) -> Result<Option<Story>> {
        let store = self.store();
        store.latest_story()?.map(|id| store.story(id)).transpose()
    }

    /// Opens the story last worked on that is not in the bin; `None` at a new desk.
    ///
    /// # Errors
    /// `Storage`.
    pub fn open_latest(&self) -> Result<Option<Story>> {
        let latest = self.store().latest_story()?;
        latest.map(|id| self.open_story(id)).transpose()
    }

    /// What waits at this desk. Asks no site.
    ///
    /// # Errors
    /// `Storage`.
    pub fn inbox(&self) -> Result<Inbox> {
        // Whatever is to be done here waits, also while two texts of it are to be settled.
        let jobs = self.at_hand()?;
        let store = self.store();
        let (came, me) = (store.came()?, store.me()?);
        let mut waits = Vec::new();
        for one in store.stories()? {
            if !jobs.contains_key(&one.id) {
                continue;
            }
            let arrival = came.get(&one.id);
            let unread = arrival.is_some_and(|came| came.unread);
            let (holder, assigned_by) = hands(store.review(one.id)?.holder);
            let Came { sender, site, at, .. } = arrival.cloned().unwrap_or(Came {
                sender: String::new(),
                site: None,
                at: one.updated,
                unread,
            });
            waits.push(Waiting {
                story: one.id,
                headline: one.headline,
                byline: one.byline,
                status: one.status,
                from: sender,
                site,
                since: at,
                mine: holder.as_ref().zip(me.as_ref()).is_some_and(|(holder, me)| holder.is(me)),
                holder,
                assigned_by,
                unread,
            });
        }
        waits.sort_by_key(|one| {
            std::cmp::Reverse((one.mine && one.assigned_by.is_some(), one.since))
        });
        let unread = waits.iter().filter(|one| one.unread).count();
        let unread = u32::try_from(unread).unwrap_or(u32::MAX);
        drop(store);
        Ok(Inbox { waits, unread, undecided: self.all_to_settle()? })
    }

    /// Asks every site that stories come through, or the one named, and tells what waits then. One that
    /// is out of reach holds up no other.
    ///
    /// # Errors
    /// `NotFound` for a site that is not connected, `Storage`.
    pub fn collect(&self, site: Option<&str>, now: Timestamp) -> Result<Collected> {
        let sites = match site {
            Some(site) => vec![self.store().site(site)?],
            None => self.store().sites()?,
        };
        let (mut synced, mut there) = (Vec::new(), Vec::new());
        let (mut decided, mut failed) = (Vec::new(), Vec::new());
        for connected in sites {
            let come_through = site.is_some() || stories_come_through(&connected);
            let Connected { address, .. } = connected;
            let asked = match address.kind {
                // From there nothing comes but what became of what was handed in.
                _ if !come_through => {
                    self.hear_decisions_of(&address, now).map(|more| decided.extend(more))
                }
                Kind::Wordpress => self
                    .tell_decisions_to(&address, now)
                    .and_then(|()| self.hear_decisions_of(&address, now))
                    .map(|more| decided.extend(more))
                    .and_then(|()| self.waiting(&address.name))
                    .map(|more| there.extend(more)),
                Kind::Own | Kind::Ghost => {
                    self.sync(&address.name, now).map(|one| synced.push(one))
                }
            };
            match asked {
                Ok(()) => {}
                Err(error) if error.code == Code::Storage => return Err(error),
                Err(error) => failed.push(NotAsked { site: address.name, error }),
            }
        }
        Ok(Collected { synced, there, decided, failed, inbox: self.inbox()? })
    }

    /// Hands the story in: to the editors of a site, whatever the account may do there, or with none at
    /// this desk. Says what goes to them and what does not.
    ///
    /// # Errors
    /// `Invalid` with what is missing; `IllegalMove` for a story that cannot be handed in; `Conflict` if
    /// it changed since `base_version`, or two texts are to be settled first; `NotFound`, `Storage`.
    pub fn file_with(
        &self,
        id: StoryId,
        base_version: u32,
        site: Option<&str>,
        now: Timestamp,
    ) -> Result<Filed> {
        let Some(site) = site else {
            let story = self.file(id, now)?;
            let sentences = vec!["It was handed in at this desk; no site was told.".to_owned()];
            return Ok(Filed { story, delivery: None, sentences });
        };
        let story = self.story(id)?;
        if story.status != Status::Filed {
            story.status.after(Move::File)?;
        }
        self.store().refuse_undecided(id, NOT_FILED)?;
        self.refuse_blockers(&story)?;
        let connected = self.store().site(site)?;
        let kind = connected.address.kind;
        let new = new_delivery(&story, (site, Some(kind)), Release::File, None, now);
        let delivery = self.store().queue(id, base_version, &new, now)?;
        let sentences = self.what_goes(&story, &connected)?;
        Ok(Filed { story: self.story(id)?, delivery: Some(delivery), sentences })
    }

    /// What the editors of the site get of it.
    fn what_goes(&self, story: &Story, site: &Connected) -> Result<Vec<String>> {
        let titled = site.account.as_ref().map(|account| &account.site_title);
        let name = titled.filter(|title| !title.is_empty()).unwrap_or(&site.address.name);
        let carries = site.account.as_ref().is_some_and(|account| account.carries);
        if site.address.kind == Kind::Own && carries {
            return Ok(vec![format!(
                "The editors of {name} get all of it: text, pictures with their originals, notes and \
                 earlier states. Readers get none of it."
            )]);
        }
        let what = match site.address.kind {
            Kind::Own => "article",
            Kind::Wordpress => "post that is pending",
            Kind::Ghost => "draft",
        };
        let mut told = vec![format!("The editors of {name} get it as a {what}.")];
        let review = self.review(story.id)?;
        let said = review.notes.len() + review.suggestions.len();
        let notes = match said {
            0 => String::new(),
            1 => "One note, ".to_owned(),
            _ => format!("{said} notes, "),
        };
        let rest = "the originals of its pictures and its earlier states do not go there: write a \
                    packet with `desk export ID x.story` for those.";
        told.push(capitalised(&format!("{notes}{rest}")));
        if site.address.kind == Kind::Wordpress && !story.pictures.is_empty() {
            told.push(
                "WordPress shows a picture to whoever knows its address, though the post is pending."
                    .to_owned(),
            );
        }
        Ok(told)
    }
}

/// Who has a story in hand, and who gave it to them.
fn hands(held: Option<Holder>) -> (Option<Person>, Option<Person>) {
    let Some(held) = held else { return (None, None) };
    let given = held.is_given();
    (held.person, given.then_some(held.made.by))
}

/// Whether anything is to be asked for there.
fn stories_come_through(site: &Connected) -> bool {
    let wordpress = site.address.kind == Kind::Wordpress;
    // Who hands in sees nobody else's posts.
    let edits = |account: &Account| account.carries || (wordpress && account.can_publish);
    site.account.as_ref().is_some_and(edits)
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
