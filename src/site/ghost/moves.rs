//! A post's moves: public, scheduled, handed in, and off the site again.

use super::wire::Post;
use super::{Ghost, is_gone, only, post};
use crate::error::Result;
use crate::site::{Outgoing, Release, RemoteStory, Stage, changed, meanwhile};
use crate::story::StoryId;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use ureq::http::Method;

impl Ghost {
    pub(super) fn release_post(
        &self,
        story: &Outgoing<'_>,
        known: &RemoteStory,
        how: Release,
    ) -> Result<RemoteStory> {
        let held = self.post(&known.id)?;
        let now = post::remote(&held);
        let done = match how {
            Release::File => matches!(now.stage, Stage::Public | Stage::Pending),
            Release::Publish | Release::Correct | Release::Withdraw => now.stage == Stage::Public,
        };
        if done {
            return Ok(now);
        }
        // An empty slug has Ghost make one from the headline. Whatever it is, it is not our mark
        // any more, and that is how a draft that was handed in is told from one that was not.
        let mut fields = json!({ "slug": story.story.slug_or_headline() });
        if how == Release::File {
            return self.move_post(&held, known, fields);
        }
        fields["status"] = json!("published");
        if now.stage == Stage::Scheduled {
            // Else it would be public now and bear the later date.
            fields["published_at"] = json!(self.http.date().map(written));
        }
        self.move_post(&held, known, fields)
    }

    pub(super) fn schedule_post(
        &self,
        story: &Outgoing<'_>,
        known: &RemoteStory,
        at: Timestamp,
    ) -> Result<RemoteStory> {
        let held = self.post(&known.id)?;
        let now = post::remote(&held);
        if now.stage == Stage::Public {
            return Ok(now);
        }
        let fields = json!({
            "slug": story.story.slug_or_headline(),
            "status": post::SCHEDULED,
            "published_at": written(at),
        });
        self.move_post(&held, known, fields)
    }

    fn move_post(&self, held: &Post, known: &RemoteStory, fields: Value) -> Result<RemoteStory> {
        if !post::remote(held).is_as(known) {
            return Err(changed(&self.http.host()));
        }
        Ok(post::remote(&self.change(held, fields)?))
    }

    /// Back to a draft: readers get 404, and the newsroom keeps text and pictures.
    pub(super) fn hide_post(&self, story: StoryId, known: &RemoteStory) -> Result<RemoteStory> {
        // The version stays the one known: what a colleague changed before is found by it later.
        let hidden = RemoteStory { stage: Stage::Withdrawn, moment: None, ..known.clone() };
        let answer = self.ask(Method::GET, &format!("posts/{}/", known.id), &[super::BOTH])?;
        if is_gone(&answer) {
            return self.deleted(hidden);
        }
        let held: Post = only(&answer)?;
        let now = post::remote(&held);
        let was_public = matches!(known.stage, Stage::Public | Stage::Withdrawn);
        let fields = match now.stage {
            // What was public once keeps its slug as a draft, and so its address for later.
            Stage::Public => json!({ "status": "draft" }),
            // Handed in is told by the slug alone: with our mark it is not in review any more.
            Stage::Scheduled => json!({ "status": "draft", "slug": post::marker(story) }),
            Stage::Pending if !was_public => json!({ "slug": post::marker(story) }),
            _ => return Ok(hidden),
        };
        let hidden = match now.stage {
            Stage::Public => RemoteStory { url: now.url.clone(), ..hidden },
            _ => hidden,
        };
        let answer = self.put(&held, fields)?;
        if answer.status() == 409 {
            return Err(meanwhile(&self.http.host()));
        }
        if is_gone(&answer) {
            return self.deleted(hidden);
        }
        let left = post::remote(&only(&answer)?);
        match left.stage {
            Stage::Draft => Ok(hidden),
            Stage::Pending if now.stage == Stage::Public => Ok(hidden),
            stage => Ok(RemoteStory { stage, moment: left.moment, ..hidden }),
        }
    }
}

/// A moment as Ghost takes it.
fn written(at: Timestamp) -> String {
    at.to_zoned_datetime(TimeZone::UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string()
}
