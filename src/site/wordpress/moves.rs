//! A post's moves: public, scheduled, handed in, and off the site again; and its words as they are.

use super::wire::{Post, value};
use super::{EDIT, Wordpress, is_gone, post};
use crate::error::Result;
use crate::site::{Outgoing, Release, RemoteStory, SiteCopy, Stage, changed, unseen};
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
        if how == Release::File {
            self.attach(story, &known.id)?;
        }
        let (now, done) = self.before_move(story, known, wanted)?;
        // What is public is not taken off the site by handing it in.
        if done || (how == Release::File && now.stage == Stage::Public) {
            return Ok(now);
        }
        self.move_post(story, known, &fields)
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
        self.move_post(story, known, &fields)
    }

    /// The post as it stands, and whether it is where it should go already.
    fn before_move(
        &self,
        story: &Outgoing<'_>,
        known: &RemoteStory,
        wanted: Stage,
    ) -> Result<(RemoteStory, bool)> {
        let post = self.known_post(&known.id)?;
        let now = self.remote(&post, story)?;
        if now.stage == wanted {
            return Ok((now, true));
        }
        if now.is_as(known) {
            return Ok((now, false));
        }
        let host = self.http.host();
        Err(if post.seen { changed(&host) } else { unseen(&host) })
    }

    fn move_post(
        &self,
        story: &Outgoing<'_>,
        known: &RemoteStory,
        fields: &Value,
    ) -> Result<RemoteStory> {
        self.remote(&self.change(&known.id, fields)?, story)
    }

    /// Back to a draft: readers get 404, and the newsroom keeps text and pictures.
    pub(super) fn hide_post(&self, known: &RemoteStory) -> Result<RemoteStory> {
        // The version stays the one known: what a colleague changed before is found by it later.
        let hidden = RemoteStory { stage: Stage::Withdrawn, moment: None, ..known.clone() };
        let answer = self.get(&format!("posts/{}", known.id), &[EDIT])?;
        if is_gone(&answer) {
            return Ok(hidden);
        }
        let held: Post = value(&answer)?;
        let url = if held.status == "publish" { held.link } else { known.url.clone() };
        let hidden = RemoteStory { url, ..hidden };
        if post::is_hidden(&held.status) {
            return Ok(hidden);
        }
        let answer = self.put(&known.id, &json!({ "status": "draft" }))?;
        if is_gone(&answer) {
            return Ok(hidden);
        }
        let left: Post = value(&answer)?;
        if post::is_hidden(&left.status) {
            return Ok(hidden);
        }
        Ok(RemoteStory { stage: post::stage(&left), moment: post::moment(&left), ..hidden })
    }

    pub(super) fn site_copy(&self, known: &RemoteStory) -> Result<SiteCopy> {
        self.copy_with_terms(&self.post(&known.id)?)
    }

    /// The words of the post with the names of its section and its tags.
    pub(super) fn copy_with_terms(&self, post: &Post) -> Result<SiteCopy> {
        let mut copy = post::copy(post);
        copy.section = match post.categories.first() {
            Some(id) => self.term_name("categories", *id)?,
            None => String::new(),
        };
        for tag in &post.tags {
            copy.tags.push(self.term_name("tags", *tag)?);
        }
        if post.featured_media != 0 {
            let item = self.media_item(post.featured_media)?;
            copy.lead_url = item.map(|item| item.source_url).unwrap_or_default();
        }
        Ok(copy)
    }
}

/// A moment as `date_gmt` takes it.
fn written(at: Timestamp) -> String {
    at.to_zoned_datetime(TimeZone::UTC).strftime("%Y-%m-%dT%H:%M:%S").to_string()
}
