//! Manuscripts on an own site.

use super::{Own, changed, if_held};
use crate::error::{Code, Error, Result};
use crate::packet::{Contents, Limits, refuse_other_original};
use crate::picture::Picture;
use crate::site::{Carries, ListedManuscript, Manuscript, Sent, media_type};
use crate::story::{Status, StoryId, strange};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;
use std::time::Duration;
use ureq::http::Method;
use url::Url;

/// How long an original may take on a slow line.
const DOWNLOAD: Duration = Duration::from_secs(300);

impl Own {
    fn manuscript_url(&self, story: StoryId) -> Url {
        self.url(&format!("manuscripts/{story}"))
    }

    fn original_url(&self, story: StoryId, picture: &Picture) -> Url {
        self.url(&format!("manuscripts/{story}/originals/{}", picture.sha256))
    }
}

impl Carries for Own {
    fn manuscripts(&self) -> Result<Vec<ListedManuscript>> {
        let mut url = self.url("manuscripts");
        url.set_query(Some("limit=500"));
        let answer = self.http.call(Method::GET, url).send()?;
        if answer.status() == 404 {
            return Err(answer.not_the_api());
        }
        let listed: Manuscripts = answer.value()?;
        Ok(listed.manuscripts.into_iter().map(Into::into).collect())
    }

    fn manuscript(&self, story: StoryId) -> Result<Option<Manuscript>> {
        let call = self.http.call(Method::GET, self.manuscript_url(story));
        let answer = call.at_most(Limits::default().words).send()?;
        // Read twice: what came before the JSON is no part of it, and whatever is no JSON is no answer.
        let Some(document) = if_held::<Value>(&answer)? else { return Ok(None) };
        let contents = Contents::from_json(document.to_string().as_bytes(), story)?;
        let version = answer.header("etag").ok_or_else(|| answer.not_the_api())?.to_owned();
        Ok(Some(Manuscript { contents, version }))
    }

    fn send_manuscript(&self, contents: &Contents, seen: Option<&str>) -> Result<String> {
        let call = self.http.call(Method::PUT, self.manuscript_url(contents.story.id));
        let call = match seen {
            Some(version) => call.header("if-match", version),
            None => call.header("if-none-match", "*"),
        };
        let answer = call.send_json(&contents.to_json()?)?;
        if matches!(answer.status(), 412 | 428) {
            return Err(changed(&self.http.host()));
        }
        if !answer.is_success() {
            return Err(answer.error());
        }
        Ok(answer.header("etag").ok_or_else(|| answer.not_the_api())?.to_owned())
    }

    fn has_original(&self, story: StoryId, picture: &Picture) -> Result<bool> {
        let answer = self.http.call(Method::HEAD, self.original_url(story, picture)).send()?;
        match answer.status() {
            200..300 => Ok(true),
            404 => Ok(false),
            _ => Err(answer.error()),
        }
    }

    fn send_original(
        &self,
        story: StoryId,
        picture: &Picture,
        bytes: &[u8],
        sent: Sent<'_>,
    ) -> Result<()> {
        let call = self.http.call(Method::PUT, self.original_url(story, picture));
        let answer = call.send_file(media_type(picture.format), bytes, sent)?;
        match answer.status() {
            200..300 => Ok(()),
            412 => {
                let why = format!("The original of {} was damaged on the way.", picture.name);
                Err(Error::new(Code::Busy, why, "It is safe here and will be sent again."))
            }
            _ => Err(answer.error()),
        }
    }

    fn original(&self, story: StoryId, picture: &Picture) -> Result<Vec<u8>> {
        let call = self.http.call(Method::GET, self.original_url(story, picture));
        let answer = call.at_most(Limits::default().original).within(DOWNLOAD).send()?;
        if answer.status() == 404 {
            return Err(Error::new(
                Code::NotFound,
                format!("{} has the original of {} no more.", self.http.host(), picture.name),
                "Nothing was changed here. Ask the writer to hand the story in again.",
            ));
        }
        if !answer.is_success() {
            return Err(answer.error());
        }
        let bytes = answer.into_bytes();
        refuse_other_original(picture, &bytes)?;
        Ok(bytes)
    }
}

/// `GET /manuscripts`.
#[derive(Debug, Deserialize)]
struct Manuscripts {
    manuscripts: Vec<ManuscriptLine>,
}

/// A manuscript as the list has it.
#[derive(Debug, Deserialize)]
struct ManuscriptLine {
    id: StoryId,
    headline: String,
    byline: String,
    status: Status,
    holder: Option<String>,
    owner: String,
    changed_by: String,
    modified_at: Timestamp,
    etag: String,
}

impl From<ManuscriptLine> for ListedManuscript {
    fn from(line: ManuscriptLine) -> Self {
        Self {
            story: line.id,
            headline: strange::line(&line.headline),
            byline: strange::line(&line.byline),
            status: line.status,
            holder: line.holder.as_deref().map(strange::name),
            owner: strange::name(&line.owner),
            changed_by: strange::name(&line.changed_by),
            changed: line.modified_at,
            version: line.etag,
        }
    }
}
