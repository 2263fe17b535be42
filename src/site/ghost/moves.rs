//! A post's moves: public, scheduled, handed in, and off the site again.

use super::wire::Post;
use super::{Ghost, is_gone, only, post};
use crate::error::{Code, Error, Result};
use crate::site::{Outgoing, Release, RemoteStory, Stage, changed};
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
            return self.move_post(&held, known, fields, Stage::Pending);
        }
        fields["status"] = json!("published");
        if now.stage == Stage::Scheduled {
            // Else it would be public now and bear the later date.
            fields["published_at"] = json!(self.http.date().map(written));
        }
        self.move_post(&held, known, fields, Stage::Public)
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
        self.move_post(&held, known, fields, Stage::Scheduled)
    }

    fn move_post(
        &self,
        held: &Post,
        known: &RemoteStory,
        fields: Value,
        wanted: Stage,
    ) -> Result<RemoteStory> {
        if !post::remote(held).is_as(known) {
            return Err(changed(&self.http.host()));
        }
        let moved = post::remote(&self.change(held, fields)?);
        // A site that did not wait has made it public: that is for the record, and no refusal.
        let public = moved.stage == Stage::Public && wanted == Stage::Scheduled;
        if moved.stage == wanted || public { Ok(moved) } else { Err(kept()) }
    }

    /// Back to a draft: readers get 404, and the newsroom keeps text and pictures.
    pub(super) fn hide_post(&self, known: &RemoteStory) -> Result<RemoteStory> {
        // The version stays the one known: what a colleague changed before is found by it later.
        let hidden = || RemoteStory { stage: Stage::Withdrawn, ..known.clone() };
        let answer = self.ask(Method::GET, &format!("posts/{}/", known.id), &[super::BOTH])?;
        if is_gone(&answer) {
            return Ok(hidden());
        }
        let held: Post = only(&answer)?;
        if held.status == "draft" {
            return Ok(hidden());
        }
        let post = self.change(&held, json!({ "status": "draft" }))?;
        if post.status == "draft" { Ok(hidden()) } else { Err(kept()) }
    }
}

/// A moment as Ghost takes it.
fn written(at: Timestamp) -> String {
    at.to_zoned_datetime(TimeZone::UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string()
}

fn kept() -> Error {
    Error::new(
        Code::Refused,
        "The site kept the story, but did not release it.",
        "The story is complete on the site. Open it there, or ask an editor to.",
    )
}
