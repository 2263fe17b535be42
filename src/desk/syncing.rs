//! Stories on their way between a writer and the editors through a site that carries them whole.
//!
//! What changed there is taken in, and what changed here goes there: an editor's all of it, a writer's
//! only what was said, for their text goes when they hand it in. Nothing is written over that was not
//! seen: whoever is second takes the first one's in and sends both.

mod hearing;
mod looking;
mod public;
mod refusals;
mod unseen;

use super::Desk;
use super::receiving::{KeepOriginal, Received, Sent};
use crate::error::{Code, Error, Result};
use crate::outbox::{contents, held_there, mark, only_said, says_the_same, send_originals, unite};
use crate::packet::Contents;
use crate::review::fingerprint;
use crate::site::{self, Account, Address, Carries, Manuscript, Outgoing, RemoteStory, Site};
use crate::store::{Came, Carried, Connected, Source};
use crate::story::{Status, Story, StoryId};
use hearing::waits_no_longer;
use jiff::Timestamp;
use looking::Look;
use refusals::{busy, carries_none, gone};
use serde::Serialize;
use std::collections::BTreeMap;
use ts_rs::TS;

/// How often somebody may change a story there between our asking and our sending.
const TRIES: usize = 4;

/// What came from a site and what went there.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Synced {
    /// The site's name here.
    pub site: String,
    /// What is new here, or was changed there.
    pub received: Vec<Received>,
    /// What went there.
    pub sent: Vec<StoryId>,
    /// What stayed as it was, there and here; it is tried again the next time.
    pub problems: Vec<Untaken>,
}

/// A story that could not be taken in or sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Untaken {
    pub story: StoryId,
    pub headline: String,
    pub error: Error,
}

/// What stood here when it was looked at to be sent.
struct Here {
    mark: String,
    status: Status,
}

/// A site that carries stories, signed in to.
struct Carrying<'a> {
    connected: &'a Connected,
    site: &'a dyn Site,
    carries: &'a dyn Carries,
    /// May pass texts there, so all that is here goes there.
    editor: bool,
}

impl<'a> Carrying<'a> {
    /// # Errors
    /// `Refused` if the site carries no stories whole, or not for this account.
    fn of(connected: &'a Connected, site: &'a dyn Site, account: &Account) -> Result<Self> {
        let carries = site.carries().filter(|_| account.carries);
        let carries = carries.ok_or_else(|| carries_none(&connected.address.name))?;
        Ok(Self { connected, site, carries, editor: account.can_publish })
    }
}

impl Desk {
    /// Takes in what changed on the site, and sends it what changed here. Asks the site.
    ///
    /// # Errors
    /// `Refused` if the site carries no stories whole; `NotFound`, `SignIn`, `Unreachable` and whatever
    /// else stands in the way of the list; `Storage`. What stands in the way of one story is in the
    /// answer.
    pub fn sync(&self, site: &str, now: Timestamp) -> Result<Synced> {
        let (connected, adapter) = self.signed_in(site)?;
        let account = adapter.verify()?;
        self.store().note_account(site, &account)?;
        let at = Carrying::of(&connected, &*adapter, &account)?;
        let mut synced =
            Synced { site: site.to_owned(), received: vec![], sent: vec![], problems: vec![] };
        for look in self.to_look_at(&at)? {
            let mut came = None;
            let sent = self.sync_story(&at, &look, &mut came, now);
            // What came is here, whatever stands in the way of what was to go there.
            synced.received.extend(came);
            match sent {
                Ok(sent) => synced.sent.extend(sent.then_some(look.story)),
                // Nothing more can be had from there, or kept here.
                Err(error) if ends_all(&error) => return Err(error),
                Err(error) => {
                    let Look { story, headline, .. } = look;
                    synced.problems.push(Untaken { story, headline, error });
                }
            }
        }
        if at.editor {
            // Its article says so too, to whoever publishes without a look at the manuscript.
            self.tell_decisions(&connected.address, &*adapter, now)?;
        }
        self.hear_decisions(&connected.address, &*adapter, now)?;
        self.tell_anew(&mut synced.received)?;
        Ok(synced)
    }

    /// Brings the manuscripts of what this desk published, corrected, took off or took back up to date on
    /// the sites that carry them, so that their writers have the text as readers have it, and nobody
    /// reviews what was taken back. Asks those sites; what cannot be told now is told at the next look.
    ///
    /// # Errors
    /// `Storage`.
    pub(super) fn tell_where_they_stand(&self, now: Timestamp) -> Result<()> {
        let sites = self.store().sites()?;
        for connected in sites {
            let Some(account) = connected.account.as_ref().filter(|one| one.carries) else {
                continue;
            };
            let owing = self.owing(&connected, account.can_publish)?;
            if owing.is_empty() {
                continue;
            }
            let told = self.signed_in(&connected.address.name).and_then(|(_, adapter)| {
                let at = Carrying::of(&connected, &*adapter, account)?;
                let sync = |look| self.sync_story(&at, look, &mut None, now).map(drop);
                owing.iter().try_for_each(sync)
            });
            told.or_else(|error| if error.code == Code::Storage { Err(error) } else { Ok(()) })?;
        }
        Ok(())
    }

    /// The site's adapter, with the secret there is for it.
    ///
    /// # Errors
    /// `NotFound` for a site that is not connected, `SignIn` without a secret, `NoKeychain`, `Invalid`,
    /// `Storage`.
    pub(super) fn signed_in(&self, site: &str) -> Result<(Connected, Box<dyn Site>)> {
        let connected = self.store().site(site)?;
        let secret = self.vault().get(&connected.address)?.ok_or_else(|| {
            Error::new(
                Code::SignIn,
                format!("There is no password for {site} on this computer."),
                "Sign in to the site again; nothing was changed, here or there.",
            )
        })?;
        let adapter = site::connect(&connected.address, &secret)?;
        Ok((connected, adapter))
    }

    /// One story: whether something of it went there. What came of it is in `came`, though it fails.
    fn sync_story(
        &self,
        at: &Carrying<'_>,
        look: &Look,
        came: &mut Option<Received>,
        now: Timestamp,
    ) -> Result<bool> {
        let (address, id) = (&at.connected.address, look.story);
        for _ in 0..TRIES {
            let there = at.carries.manuscript(id)?.ok_or_else(|| gone(&address.name))?;
            let held = self.store().carried(address, id)?;
            if held.as_ref().is_none_or(|held| held.version != there.version) {
                *came = Some(self.take_manuscript(at, (&there, held.as_ref()), look, now)?);
            }
            // What came may have moved it, which is not owed back.
            let held = self.store().carried(address, id)?;
            let undecided = self.is_undecided(id)?;
            self.store().put_seen_text(address, id, &fingerprint(&there.contents.story))?;
            let (mine, here) = self.to_carry(at, &there, held.as_ref(), now)?;
            let disputed = undecided.is_some();
            if disputed || says_the_same(&mine, &there.contents) {
                self.note_carried(address, id, &there.version, (&here, disputed))?;
                return match (undecided, came) {
                    (Some(error), None) => Err(error),
                    (Some(error), Some(came)) => {
                        if came.undecided.is_none() {
                            came.sentences.push(error.message);
                        }
                        Ok(false)
                    }
                    (None, _) => Ok(false),
                };
            }
            if at.editor {
                self.keep_sent_to(&address.name, &mine.story, now)?;
            }
            let files = self.store().pictures();
            send_originals(at.carries, &files, &mine.story, &|_| {})?;
            self.store().note_sent_text(address, id, &fingerprint(&mine.story))?;
            match at.carries.send_manuscript(&mine, Some(&there.version)) {
                Ok(version) => {
                    self.note_carried(address, id, &version, (&here, false))?;
                    return Ok(true);
                }
                // Somebody was quicker: theirs is taken in too.
                Err(error) if error.code == Code::Conflict => {
                    self.note_carried(address, id, &there.version, (&here, true))?;
                }
                Err(error) => {
                    self.note_carried(address, id, &there.version, (&here, true))?;
                    return Err(error);
                }
            }
        }
        Err(busy(&address.name))
    }

    /// Why nothing of the story goes there, while two texts are to be settled.
    fn is_undecided(&self, id: StoryId) -> Result<Option<Error>> {
        match self.store().refuse_undecided(id, "so nothing of it was sent") {
            Ok(()) => Ok(None),
            Err(error) if error.code == Code::Conflict => Ok(Some(error)),
            Err(error) => Err(error),
        }
    }

    /// Keeps what is about to be sent: it is known again when it comes back with somebody's changes.
    fn keep_sent_to(&self, site: &str, sent: &Story, now: Timestamp) -> Result<()> {
        let mut store = self.store();
        let (past, is) = (store.past(sent.id)?, fingerprint(sent));
        if past.iter().all(|past| fingerprint(&past.story) != is) {
            store.keep_revision(sent, &format!("sent to {site}"), now)?;
        }
        Ok(())
    }

    /// Takes in what the site carries, with the originals that are not here, and makes its article ours
    /// to publish. `held` is what this desk knew it to carry before.
    fn take_manuscript(
        &self,
        at: &Carrying<'_>,
        (there, held): (&Manuscript, Option<&Carried>),
        look: &Look,
        now: Timestamp,
    ) -> Result<Received> {
        let (incoming, theirs) = (&there.contents, &there.contents.story);
        let before = self.read_mark(theirs.id)?;
        let files = self.store().pictures();
        let mut fetch = |keep: KeepOriginal<'_>| {
            for picture in &theirs.pictures {
                if files.original(&picture.sha256).is_err() {
                    keep(picture, at.carries.original(theirs.id, picture)?)?;
                }
            }
            Ok(())
        };
        let sender = &look.changed_by;
        let source = Source::Site { address: &at.connected.address, sender };
        let heard = self.heard(at, (theirs, held), look)?;
        let edited = at.was_edited(heard, look);
        let sent = Sent { incoming, from: None, source, signed: None, heard, edited };
        let received = self.receive_sent(&sent, &mut fetch, now)?;
        self.know_article(at, theirs)?;
        if heard.is_none_or(|heard| heard.is_news(theirs.status)) {
            self.hear_from_manuscript(&at.connected.address, theirs, now)?;
        }
        let after = self.read_mark(theirs.id)?;
        if before != after {
            let site = Some(at.connected.address.name.clone());
            // An editor asks whose story it is; its writer, who had it in hand.
            let sender = if at.editor { &look.owner } else { &look.changed_by };
            // That its writer took it back leaves an editor nothing to read.
            let by_its_writer = heard.is_some_and(|heard| heard.by_its_writer);
            let unread = !(at.editor && by_its_writer && waits_no_longer(before, after));
            let came = Came { sender: sender.clone(), site, at: now, unread };
            self.store().put_came(theirs.id, &came)?;
        }
        Ok(received)
    }

    /// What somebody has to read of a story, and where it stands: another one means that it is unread. Who
    /// has it in hand is no such thing.
    pub(super) fn read_mark(&self, id: StoryId) -> Result<Option<(Status, String)>> {
        let store = self.store();
        let story = match store.story(id) {
            Ok(story) => story,
            Err(error) if error.code == Code::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut review = store.review(id)?;
        review.holder = None;
        Ok(Some((story.status, mark(&story, &review))))
    }

    /// What this desk would have the site carry. An editor's text goes along, once readers have the story
    /// what they have; a writer's when it is handed in.
    fn to_carry(
        &self,
        at: &Carrying<'_>,
        there: &Manuscript,
        held: Option<&Carried>,
        now: Timestamp,
    ) -> Result<(Contents, Here)> {
        let store = self.store();
        let theirs = &there.contents;
        let mine = store.story(theirs.story.id)?;
        // Read before what is sent, which takes its time: what is said meanwhile goes the next time.
        let said = mark(&mine, &store.review(mine.id)?);
        let here = Here { mark: said, status: mine.status };
        let moved = held.is_some_and(|held| held.status != mine.status);
        let story = match at.editor {
            // Where it stands is told by whoever moved it.
            true if moved => mine,
            true => Story { status: theirs.story.status, ..mine },
            // Their text goes when they hand it in; that they took it back is told.
            false if moved && took_back(mine.status, theirs.story.status) => {
                Story { status: mine.status, ..theirs.story.clone() }
            }
            false => theirs.story.clone(),
        };
        let mut mine = match at.editor {
            true => public::to_carry(&store, &at.connected.address, (story, &theirs.story), moved)?,
            false => contents(&store, story)?,
        };
        if !at.editor {
            only_said(&mut mine.review);
            mine.revisions.clear();
        }
        unite(&mut mine, theirs, now);
        Ok((mine, here))
    }

    /// Records what the site carries of what was here. `owing`: something of it is still to go there.
    fn note_carried(
        &self,
        address: &Address,
        id: StoryId,
        version: &str,
        (here, owing): (&Here, bool),
    ) -> Result<()> {
        let mut store = self.store();
        let before = store.carried(address, id)?.map(|held| held.status);
        let (mark, status) = match owing {
            true => (String::new(), before.unwrap_or(here.status)),
            false => (here.mark.clone(), here.status),
        };
        store.put_carried(address, id, &Carried { version: version.to_owned(), mark, status })
    }

    /// The article that was handed in beside the manuscript counts as known here, so that publishing
    /// brings just that one up to date. If its words are others than the manuscript's, somebody
    /// changed it on the site: that stays to be told.
    fn know_article(&self, at: &Carrying<'_>, story: &Story) -> Result<()> {
        let (address, id) = (&at.connected.address, story.id);
        let files = {
            let store = self.store();
            if store.is_sending(address, id)? {
                return Ok(());
            }
            store.pictures()
        };
        let none = BTreeMap::new();
        let outgoing = Outgoing { story, house: self.house(), pictures: &none };
        let Some(there) = at.site.find_story(&outgoing, None)? else { return Ok(()) };
        let pictures = held_there(&files, self.house(), at.site, story)?;
        let outgoing = Outgoing { pictures: &pictures, ..outgoing };
        // A picture that is not there as it would leave from here is another one.
        let ours = at.site.mark(&outgoing, None).is_ok_and(|mark| mark == there.words);
        let mut store = self.store();
        let past = store.past(id)?;
        let is = fingerprint(story);
        let revision = past.iter().rev().find(|past| fingerprint(&past.story) == is);
        let revision = revision.map(|past| past.id);
        for (name, remote) in &pictures {
            store.note_held(address, id, name, remote)?;
        }
        match (ours, store.remote_story(address, id)?) {
            (true, _) => store.put_remote_story(address, id, &RemoteStory { revision, ..there }),
            (false, Some(_)) => Ok(()),
            (false, None) => {
                // Nobody knows what it said when both were the same.
                let none = String::new;
                let unseen = RemoteStory { version: none(), words: none(), body: none(), ..there };
                store.put_remote_story(address, id, &RemoteStory { revision, ..unseen })
            }
        }
    }
}

/// Whether trouble with one story is trouble with all of them.
pub(super) fn ends_all(error: &Error) -> bool {
    matches!(error.code, Code::Unreachable | Code::Busy | Code::SignIn | Code::Storage)
}

/// Whether a writer has a story again that still waits there, or was passed.
fn took_back(mine: Status, theirs: Status) -> bool {
    mine == Status::Returned && matches!(theirs, Status::Filed | Status::Approved)
}
