//! A post's moves: public, scheduled, handed in, and off the site again; and its words as they are.

use super::wire::value;
use super::{EDIT, Wordpress, post};
use crate::error::{Code, Error, Result};
use crate::site::{Outgoing, Release, RemoteStory, SiteCopy, Stage, changed};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

impl Wordpress {
    pub(super) fn release_post(
        &self,
        story: &Outgoing<'_>,
        known: &RemoteStory,
        how: Release,
    ) -> Result<RemoteStory> {
        // An empty slug has WordPress make one from the headline.
        let slug = story.story.slug_or_headline();
        let (wanted, fields) = match how {
            Release::File => (Stage::Pending, json!({ "status": "pending" })),
            // A scheduled post keeps its later date, and stays scheduled, unless it gets one of now.
            _ if known.stage == Stage::Scheduled => {
                let now = self.http.date().unwrap_or(Timestamp::UNIX_EPOCH);
                let date = written(now);
                (Stage::Public, json!({ "status": "publish", "slug": slug, "date_gmt": date }))
            }
            _ => (Stage::Public, json!({ "status": "publish", "slug": slug })),
        };
        let (now, done) = self.before_move(story, known, wanted)?;
        // What is public is not taken off the site by handing it in.
        if done || (how == Release::File && now.stage == Stage::Public) {
            return Ok(now);
        }
        self.move_post(story, known, &fields, wanted)
    }

    pub(super) fn schedule_post(
        &self,
        story: &Outgoing<'_>,
        known: &RemoteStory,
        at: Timestamp,
    ) -> Result<RemoteStory> {
        let slug = story.story.slug_or_headline();
        let fields = json!({ "status": "future", "slug": slug, "date_gmt": written(at) });
        let (now, _) = self.before_move(story, known, Stage::Scheduled)?;
        if now.stage == Stage::Public {
            return Ok(now);
        }
        self.move_post(story, known, &fields, Stage::Scheduled)
    }

    /// The post as it stands, and whether it is where it should go already.
    fn before_move(
        &self,
        story: &Outgoing<'_>,
        known: &RemoteStory,
        wanted: Stage,
    ) -> Result<(RemoteStory, bool)> {
        let now = self.remote(&self.known_post(&known.id)?, story)?;
        if now.stage == wanted {
            return Ok((now, true));
        }
        if now.is_as(known) { Ok((now, false)) } else { Err(changed(&self.http.host())) }
    }

    fn move_post(
        &self,
        story: &Outgoing<'_>,
        known: &RemoteStory,
        fields: &Value,
        wanted: Stage,
    ) -> Result<RemoteStory> {
        let post = self.change(&known.id, fields)?;
        let moved = self.remote(&post, story)?;
        // A site that did not wait has made it public: that is for the record, and no refusal.
        let public = moved.stage == Stage::Public && wanted == Stage::Scheduled;
        if moved.stage == wanted || public { Ok(moved) } else { Err(kept(&post.status)) }
    }

    /// Back to a draft: readers get 404, and the newsroom keeps text and pictures.
    pub(super) fn hide_post(&self, known: &RemoteStory) -> Result<RemoteStory> {
        // The version stays the one known: what a colleague changed before is found by it later.
        let hidden = || RemoteStory { stage: Stage::Withdrawn, ..known.clone() };
        let answer = self.get(&format!("posts/{}", known.id), &[EDIT])?;
        if super::is_gone(&answer) {
            return Ok(hidden());
        }
        let held: super::Post = value(&answer)?;
        if matches!(held.status.as_str(), "draft" | "trash" | "private") {
            return Ok(hidden());
        }
        let answer = self.change(&known.id, &json!({ "status": "draft" }))?;
        match answer.status.as_str() {
            "draft" => Ok(hidden()),
            other => Err(kept(other)),
        }
    }

    pub(super) fn site_copy(&self, known: &RemoteStory) -> Result<SiteCopy> {
        let post = self.post(&known.id)?;
        let mut copy = post::copy(&post);
        copy.section = match post.categories.first() {
            Some(id) => self.term_name("categories", *id)?,
            None => String::new(),
        };
        for tag in &post.tags {
            copy.tags.push(self.term_name("tags", *tag)?);
        }
        Ok(copy)
    }
}

/// A moment as `date_gmt` takes it.
fn written(at: Timestamp) -> String {
    at.to_zoned_datetime(TimeZone::UTC).strftime("%Y-%m-%dT%H:%M:%S").to_string()
}

fn kept(status: &str) -> Error {
    let why = match status {
        "future" => "The site keeps the story for a later date than the one asked for.",
        _ => "The site kept the story, but did not release it.",
    };
    Error::new(
        Code::Refused,
        why,
        "The story is complete on the site. Open it there, or ask an editor to.",
    )
}
