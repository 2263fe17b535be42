//! What somebody on the site did with a story between two visits: took it off, or gave it another
//! time. There may be a reason, so it is told once; whoever publishes it after that means it.

use super::attempt::Attempt;
use crate::error::{Code, Error, Result};
use crate::site::{Asked, Release, RemoteStory, Stage};

impl Attempt<'_, '_> {
    /// What is to be told before anything is sent, and how the site is known to hold the story after
    /// that.
    pub(super) fn moved_by_somebody(
        &self,
        known: Option<&RemoteStory>,
        there: &RemoteStory,
    ) -> Result<Option<(RemoteStory, Error)>> {
        let name = &self.title;
        let Some(known) = known else {
            // Another desk published it and took it off again.
            let off = there.stage == Stage::Withdrawn && self.asked()?.is_none();
            return Ok(off.then(|| (there.clone(), taken_off(name))));
        };
        let hidden = matches!(there.stage, Stage::Draft | Stage::Pending | Stage::Withdrawn);
        if self.delivery.release == Release::Correct && there.stage != Stage::Public {
            // A correction puts right what readers have; it never shows what they do not.
            let stage = if hidden { Stage::Withdrawn } else { there.stage };
            return Ok(Some((RemoteStory { stage, ..known.clone() }, not_shown(name))));
        }
        // What we asked for ourselves is no news, though its answer was lost.
        let shown = matches!(known.stage, Stage::Public | Stage::Scheduled);
        if shown && hidden && self.asked()? != Some(Asked::Hidden) {
            let problem = match known.stage {
                Stage::Scheduled => taken_off_schedule(name),
                _ => taken_off(name),
            };
            return Ok(Some((RemoteStory { stage: Stage::Withdrawn, ..known.clone() }, problem)));
        }
        // Another desk published what is known here as a draft, and took it off again.
        let since = there.stage == Stage::Withdrawn && known.stage != Stage::Withdrawn;
        if since && self.asked()?.is_none() {
            return Ok(Some((
                RemoteStory { stage: Stage::Withdrawn, ..known.clone() },
                taken_off(name),
            )));
        }
        let taken_back = known.stage == Stage::Pending && there.stage == Stage::Draft;
        if taken_back && self.delivery.release == Release::Publish && self.asked()?.is_none() {
            let found = RemoteStory { stage: Stage::Draft, ..known.clone() };
            return Ok(Some((found, made_a_draft_again(name))));
        }
        let moved = known.stage == Stage::Scheduled
            && there.stage == Stage::Scheduled
            && known.moment.is_some()
            && known.moment != there.moment;
        if moved && self.asked()?.is_none() {
            let found = RemoteStory { moment: there.moment, ..known.clone() };
            return Ok(Some((found, given_another_time(name))));
        }
        Ok(None)
    }

    /// The site did as it was asked, and yet the story stands elsewhere.
    pub(super) fn stands_elsewhere(&self, there: &RemoteStory) -> Error {
        let name = &self.title;
        let what = match there.stage {
            Stage::Scheduled => format!("{name} keeps the story for a time that was set there."),
            Stage::Public => format!("{name} has made the story public all the same."),
            _ => format!("{name} took the story and did not put it where it was asked to."),
        };
        Error::new(
            Code::Conflict,
            what,
            "It is complete there. Open it on the site, or ask the newsroom; or withdraw it from here.",
        )
    }
}

fn taken_off(site: &str) -> Error {
    Error::new(
        Code::Conflict,
        format!("Somebody took the story off {site}."),
        "Nothing was sent, and it is hidden there. Ask the newsroom why; if it is to be public again, \
         press Publish once more.",
    )
}

fn made_a_draft_again(site: &str) -> Error {
    Error::new(
        Code::Conflict,
        format!(
            "The story was taken back on {site}, or made a draft again there, while it waited."
        ),
        "It was not published. Ask its writer why; if it is to be public all the same, publish it once \
         more.",
    )
}

pub(super) fn taken_off_schedule(site: &str) -> Error {
    Error::new(
        Code::Conflict,
        format!("Somebody took the story off {site}’s schedule."),
        "Nothing was sent, and it is hidden there. Ask the newsroom why; if it is to be published \
         after all, press Publish once more.",
    )
}

fn not_shown(site: &str) -> Error {
    Error::new(
        Code::Conflict,
        format!("{site} does not show the story any more, so it was not corrected there."),
        "Somebody took it off. Ask the newsroom why; if it is to be public again, press Publish.",
    )
}

pub(super) fn given_another_time(site: &str) -> Error {
    Error::new(
        Code::Conflict,
        format!("Somebody gave the story another time on {site}."),
        "Nothing was sent, and the site publishes it at that time. Ask the newsroom why; if yours is \
         to count, publish once more with it.",
    )
}
