//! What readers got of a story that somebody else published, and what its writer is told of it.

use super::{Got, Outcome, published_on};
use crate::desk::Desk;
use crate::desk::beside::{known_picture, theirs};
use crate::error::Result;
use crate::merge::Wording;
use crate::outbox;
use crate::pull::{AddedPicture, KnownPicture, Theirs, pull};
use crate::site::{Address, RemoteStory, Site};
use crate::store::IN_OTHER_WORDS;
use crate::story::{Move, Story, StoryId};

impl Desk {
    /// The text that readers got: the one that was last known to be there, if no other is; else what the site
    /// gives them, where it can be told. What was written here since is not what they read, and where theirs
    /// is not known nobody is to believe that it is.
    pub(super) fn published_text(
        &self,
        id: StoryId,
        (known, there): (&RemoteStory, &RemoteStory),
        (address, site): (&Address, &dyn Site),
        off: bool,
    ) -> Result<Got> {
        let published = published_on(address, off);
        let not_known = Got { text: None, why: format!("as it was here when it was {published}") };
        let Some(revision) = known.revision else { return Ok(not_known) };
        let sent = self.store().revision(id, revision)?.story;
        // Who may not read the post as it is edited reads it as readers do.
        let same = match there.words.is_empty() {
            true => !off && outbox::readers_get(site, there, (&sent, self.house())),
            false => there.words == known.words,
        };
        if same {
            return Ok(Got { text: Some(sent), why: published });
        }
        if off || !there.words.is_empty() {
            return Ok(not_known);
        }
        Ok(match self.readers_text(&sent, known, (address, site))? {
            Some(text) if Wording::of(&text) == Wording::of(&sent) => {
                Got { text: Some(sent), why: published }
            }
            Some(text) => Got { text: Some(text), why: format!("{published}{IN_OTHER_WORDS}") },
            None => not_known,
        })
    }

    /// What the site gives readers, as words of the story that was sent; none where it does not tell.
    fn readers_text(
        &self,
        sent: &Story,
        known: &RemoteStory,
        (address, site): (&Address, &dyn Site),
    ) -> Result<Option<Story>> {
        let Some(copy) = site.waits().and_then(|waits| waits.public_text(&known.id).ok()) else {
            return Ok(None);
        };
        let held = self.store().sent_pictures(address, sent.id)?.into_iter();
        let held = held.filter_map(|one| Some(known_picture(&one.name, one.remote.as_ref()?)));
        let held: Vec<KnownPicture> = held.collect();
        let mut there = Theirs { section: None, tags: None, ..theirs(&copy) };
        // WordPress makes a standfirst of the text's beginning where there is none.
        if sent.copy.standfirst.trim().is_empty() {
            there.standfirst = None;
        }
        let Some(mut pulled) = pull(sent, self.house(), &known.body, &there, &held) else {
            return Ok(None);
        };
        for AddedPicture { name, .. } in pulled.added.clone() {
            pulled.leave_out(&name, "it is on the site only");
        }
        let Wording { copy, section, mut pictures } = pulled.wording;
        let mut text = Story { copy, section, ..sent.clone() };
        for picture in &mut text.pictures {
            if let Some(words) = pictures.remove(&picture.name) {
                picture.words = words;
            }
        }
        Ok(Some(text))
    }

    /// What its writer is told.
    pub(super) fn decided_on(
        &self,
        address: &Address,
        story: &Story,
        moves: &[Move],
    ) -> Result<Outcome> {
        let store = self.store();
        let (site, headline) = (address.name.clone(), story.copy.headline.clone());
        let other = match moves {
            [Move::Publish] => store.published_otherwise(story.id)?,
            _ => None,
        };
        let edited = store.last_handed_in(story.id)?.zip(other);
        let sentence = match moves {
            [Move::Publish] if edited.is_some() => format!(
                "It is published on {site}, in the editors’ words: readers have another text than the one \
                 you handed in, which is safe here."
            ),
            [Move::Publish] => format!("It is published on {site}."),
            [Move::Publish, ..] => format!("It was published on {site}, and taken off again."),
            [Move::Withdraw] => format!("It was taken off {site}."),
            _ => format!("It is a draft again on {site}: it is its writer’s to change."),
        };
        Ok(Outcome { site, story: story.id, headline, sentence, edited })
    }
}
