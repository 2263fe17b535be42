//! Handing a story in whole, where a site carries it: with its review, its earlier states and the
//! originals of its pictures, for the editors only.

use super::attempt::Attempt;
use crate::delivery::ReadBack;
use crate::error::{Code, Error, Result};
use crate::packet::{Contents, Revision};
use crate::review::{Review, fingerprint, latest};
use crate::site::{Carries, Manuscript, Release, Sent, Site};
use crate::store::{Came, Carried, PictureFiles, Store};
use crate::story::{Status, Story, StoryId};
use jiff::Timestamp;

/// The step's name.
pub(super) const STEP: &str = "manuscript";
/// How often somebody may change it on the site between our asking and our sending.
const TRIES: usize = 4;
/// Bytes of earlier states that go along, roughly: the newest, for what two desks have in common is
/// found among them.
const EARLIER: usize = 6 * 1024 * 1024;

/// The story with all that was said about it and its earlier states, as it travels.
///
/// # Errors
/// `NotFound`, `Storage`.
pub fn contents(store: &Store, story: Story) -> Result<Contents> {
    let (review, revisions) = (store.review(story.id)?, earlier_states(store, story.id)?);
    let mut contents = Contents { story, review, revisions };
    contents.keep_newest(EARLIER);
    Ok(contents)
}

/// Everything the story was, as it travels.
///
/// # Errors
/// `NotFound`, `Storage`.
pub fn earlier_states(store: &Store, story: StoryId) -> Result<Vec<Revision>> {
    let past = store.past(story)?.into_iter();
    Ok(past.map(|one| Revision { at: one.at, why: one.why, by: None, story: one.story }).collect())
}

/// A mark of what stands here of a story and its review: another one means that something is to be
/// sent.
pub fn mark(story: &Story, review: &Review) -> String {
    let Review { notes, suggestions, approvals, holder } = review;
    let said = format!("{notes:?}\n{suggestions:?}\n{approvals:?}\n{holder:?}");
    Store::hash(format!("{}\n{:?}\n{said}", fingerprint(story), story.embargo).as_bytes())
}

/// Sends every original of the story that the site does not have.
///
/// # Errors
/// `Picture` if one is damaged or not here; whatever the site says.
pub fn send_originals(
    carries: &dyn Carries,
    files: &PictureFiles,
    story: &Story,
    sent: Sent<'_>,
) -> Result<()> {
    for picture in &story.pictures {
        if !carries.has_original(story.id, picture)? {
            let bytes = files.original(&picture.sha256)?;
            carries.send_original(story.id, picture, &bytes, sent)?;
        }
    }
    Ok(())
}

impl Attempt<'_, '_> {
    /// Brings the manuscript to a site that carries it, before the story counts as handed in. Repeated,
    /// it finds what is there.
    ///
    /// # Errors
    /// `Conflict` if somebody changed the text there that was never seen here, or two texts are to be
    /// settled; as the site says.
    pub(super) fn hand_in(&mut self, site: &dyn Site, story: &Story) -> Result<()> {
        if self.delivery.release != Release::File || !self.is_planned() {
            return Ok(());
        }
        self.step(STEP, |attempt| match attempt.carried_by(site)? {
            Some(carries) => attempt.bring(carries, story),
            None => Ok(()),
        })
    }

    /// Says so where the article was handed in and the site carries no manuscripts.
    pub(super) fn remark_on_carrying(&self, site: &dyn Site, read: &mut ReadBack) -> Result<()> {
        if self.delivery.release == Release::File
            && self.is_planned()
            && self.carried_by(site)?.is_none()
        {
            read.remark(article_only(&self.title));
        }
        Ok(())
    }

    fn is_planned(&self) -> bool {
        self.delivery.steps.iter().any(|step| step.what == STEP)
    }

    /// Whether the site carries stories whole, by its own word of a moment ago.
    pub(super) fn carried_by<'s>(&self, site: &'s dyn Site) -> Result<Option<&'s dyn Carries>> {
        let account = self.outbox.store.site(&self.delivery.site)?.account;
        Ok(site.carries().filter(|_| account.is_some_and(|account| account.carries)))
    }

    fn bring(&mut self, carries: &dyn Carries, story: &Story) -> Result<()> {
        // Queued before that text came, it would be written over it.
        self.outbox.store.refuse_undecided(story.id, "so it was not handed in")?;
        // What is handed in is filed, though the story here is that only once it is.
        let story = Story { status: Status::Filed, ..story.clone() };
        let account = self.outbox.store.site(&self.delivery.site)?.account;
        let may_pass = account.is_some_and(|account| account.can_publish);
        for _ in 0..TRIES {
            let there = carries.manuscript(story.id)?;
            if let Some(there) = &there {
                self.refuse_unseen(there)?;
                self.hear(carries, there)?;
            }
            // Read before it is sent: what is said meanwhile goes with the next look at the site.
            let said = self.outbox.store.review(story.id)?;
            let mut mine = contents(self.outbox.store, story.clone())?;
            if !may_pass {
                only_said(&mut mine.review);
            }
            if let Some(there) = &there {
                unite(&mut mine, &there.contents, self.outbox.clock.now());
                if says_the_same(&mine, &there.contents) && !self.took_back_unheard(story.id)? {
                    return self.carried(&there.version, &story, &said);
                }
            }
            let files = self.files();
            send_originals(carries, &files, &story, &|_| {})?;
            let text = fingerprint(&story);
            self.outbox.store.note_sent_text(&self.connected.address, story.id, &text)?;
            let seen = there.as_ref().map(|there| there.version.as_str());
            match carries.send_manuscript(&mine, seen) {
                Ok(version) => return self.carried(&version, &story, &said),
                // Somebody was quicker: what is there now is looked at.
                Err(error) if error.code == Code::Conflict => {}
                Err(error) => return Err(error),
            }
        }
        Err(busy(&self.title))
    }

    /// Whether the story was taken back here and the site's manuscript never said so. Others may have heard it
    /// of the article: that it is handed in again they hear of a new version only.
    fn took_back_unheard(&self, id: StoryId) -> Result<bool> {
        let store = &self.outbox.store;
        let held = store.carried(&self.connected.address, id)?;
        let filed = held.is_some_and(|held| held.status == Status::Filed);
        Ok(filed && store.story(id)?.status == Status::Returned)
    }

    /// Takes in here what was said there since the last look: the version that is sent counts as seen, so
    /// nothing of it would come at the next one.
    fn hear(&mut self, carries: &dyn Carries, there: &Manuscript) -> Result<()> {
        let (address, id) = (&self.connected.address, there.contents.story.id);
        if self.outbox.store.carried(address, id)?.is_some_and(|held| held.version == there.version)
        {
            return Ok(());
        }
        let listed = carries.manuscripts()?.into_iter().find(|one| one.story == id);
        let sender = listed.map_or_else(|| address.name.clone(), |one| one.changed_by);
        let had = self.outbox.store.review(id)?;
        let said = match self.outbox.store.me()? {
            Some(me) => there.contents.review.without_marks_of(&me, &had),
            None => there.contents.review.clone(),
        };
        let (site, at) = (Some(address.name.clone()), self.outbox.clock.now());
        self.outbox.store.hear(id, &said, &Came { sender, site, at, unread: true })
    }

    /// Refuses to write over a text that somebody put there since it was last seen from here: one that
    /// was here long ago too, for they went back to it.
    fn refuse_unseen(&self, there: &Manuscript) -> Result<()> {
        let store = &self.outbox.store;
        let (address, id) = (&self.connected.address, there.contents.story.id);
        if store.carried(address, id)?.is_some_and(|held| held.version == there.version) {
            return Ok(());
        }
        let theirs = fingerprint(&there.contents.story);
        let seen = store.seen_texts(address, id)?;
        if seen.contains(&theirs) {
            return Ok(());
        }
        if !seen.is_empty() && fingerprint(&store.story(id)?) != theirs {
            return Err(unseen(&self.title));
        }
        // Nobody noted what was seen there before this desk knew how to.
        for kept in store.revisions(id)? {
            if fingerprint(&store.revision(id, kept.id)?.story) == theirs {
                return Ok(());
            }
        }
        if fingerprint(&store.story(id)?) == theirs {
            return Ok(());
        }
        Err(unseen(&self.title))
    }

    fn carried(&mut self, version: &str, story: &Story, said: &Review) -> Result<()> {
        let id = self.delivery.story;
        let text = fingerprint(story);
        self.outbox.store.put_seen_text(&self.connected.address, id, &text)?;
        let stands = self.outbox.store.story(id)?;
        // Filed by then, and with this text: what was written since is not there.
        let mark = mark(&Story { embargo: stands.embargo, ..story.clone() }, said);
        let carried = Carried { version: version.to_owned(), mark, status: Status::Filed };
        self.outbox.store.put_carried(&self.connected.address, id, &carried)
    }
}

/// Takes out what an account that only hands in does not tell a site: who passed the story, and whom it was
/// given to.
pub fn only_said(review: &mut Review) {
    review.approvals.clear();
    review.holder.take_if(|holder| holder.is_given());
}

/// Takes what was said there, and earlier states that are not known here, along.
pub fn unite(mine: &mut Contents, theirs: &Contents, now: Timestamp) {
    let said = theirs.review.without_later_than(latest(now), &mine.review);
    mine.review = said.merged(&mine.review);
    let known = |one: &Revision| mine.revisions.iter().any(|held| held.story == one.story);
    let more: Vec<Revision> = theirs.revisions.iter().filter(|one| !known(one)).cloned().collect();
    mine.revisions.extend(more);
    mine.revisions.sort_by_key(|one| one.at);
    mine.keep_newest(EARLIER);
}

/// Whether both say the same of the story and about it; how often each desk counted it is no matter.
pub fn says_the_same(one: &Contents, other: &Contents) -> bool {
    let plain = |story: &Story| {
        let at = Timestamp::UNIX_EPOCH;
        Story { version: 0, created: at, updated: at, ..story.clone() }
    };
    // As it is merged: in its order.
    let said = |contents: &Contents| contents.review.merged(&Review::default());
    plain(&one.story) == plain(&other.story) && said(one) == said(other)
}

fn unseen(site: &str) -> Error {
    Error::new(
        Code::Conflict,
        format!("An editor changed the story on {site}, and that text has not come here yet."),
        "Nothing was overwritten there, and your text is safe here. Get what is there with `desk \
         pull`, look at it, and hand the story in again.",
    )
}

fn article_only(site: &str) -> Error {
    Error::new(
        Code::Refused,
        format!(
            "{site} has the article, and carries no manuscripts: notes and originals stay here."
        ),
        "To give the editors those too, write a packet with `desk export ID x.story`.",
    )
}

fn busy(site: &str) -> Error {
    Error::new(
        Code::Busy,
        format!("The manuscript on {site} was changed again and again at just this moment."),
        "Nothing was overwritten. It is tried again by itself.",
    )
}
