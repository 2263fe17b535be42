//! A newsroom's own site, or the practice site: the API of `docs/site-api.yaml`.
//!
//! Pictures and stories are kept under ids made here, so that sending twice is sending once.

mod manuscripts;
pub(super) mod wire;

use super::http::{Answer, Home, Http};
use super::{
    Account, Carries, Credential, Outgoing, OutgoingPicture, Release, RemotePicture, RemoteStory,
    Removal, Sent, SentPicture, Site, SiteCopy, Stage, changed, gone, media_type,
};
use crate::error::{Code, Error, Result};
use crate::picture::Format;
use crate::story::StoryId;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use ureq::http::Method;
use url::Url;
use wire::{Me, PictureAnswer, SiteAnswer, State, StoryAnswer};

/// A site that speaks `docs/site-api.yaml`.
pub struct Own {
    http: Http,
}

impl Own {
    /// `credential` is a bearer token of the site.
    pub fn new(home: Home, credential: &Credential) -> Self {
        Self { http: Http::new(home, authorization(credential)) }
    }

    fn url(&self, path: &str) -> Url {
        let mut url = self.http.home().clone();
        url.set_path(&format!("{}api/v1/{path}", url.path()));
        url
    }

    fn picture_url(&self, picture: &OutgoingPicture<'_>) -> Url {
        let id = picture_id(picture.story.id, &picture.picture.name, picture.prepared.format);
        self.url(&format!("pictures/{id}"))
    }

    fn story_url(&self, story: &Outgoing<'_>) -> Url {
        self.url(&format!("stories/{}", story.story.id))
    }

    /// Puts the whole story, in the version the site is known to hold or as a new one.
    fn put(
        &self,
        story: &Outgoing<'_>,
        known: Option<&RemoteStory>,
        state: State,
    ) -> Result<RemoteStory> {
        let document = serde_json::json!(wire::document(story, state)?);
        let call = self.http.call(Method::PUT, self.story_url(story));
        let call = match known {
            Some(known) => call.header("if-match", &known.version),
            None => call.header("if-none-match", "*"),
        };
        let answer = call.send_json(&document)?;
        if answer.status() == 412 {
            return Err(changed(&self.http.host()));
        }
        remote(&answer)
    }

    /// Takes a picture's file away; false if the site needs it.
    fn remove(&self, id: &str) -> Result<bool> {
        let answer = self.http.call(Method::DELETE, self.url(&format!("pictures/{id}"))).send()?;
        match answer.status() {
            200..300 => Ok(true),
            404 if answer.json::<wire::NotHeld>().is_some() => Ok(true),
            409 => Ok(false),
            _ => Err(answer.error()),
        }
    }
}

impl Site for Own {
    fn verify(&self) -> Result<Account> {
        let answer = self.http.anonymous(Method::GET, self.url("site")).send()?;
        if let Some(to) = answer.redirect() {
            return Err(super::http::moved(&self.http.host(), to.as_str()));
        }
        // Anything else at this address, its errors included, is not the site we look for.
        let site: SiteAnswer = match answer.status() {
            404 | 405 | 410 => return Err(answer.not_the_api()),
            _ => answer.value()?,
        };
        if site.kind != wire::KIND {
            return Err(answer.not_the_api());
        }
        let me: Me = self.http.call(Method::GET, self.url("me")).send()?.value()?;
        let may = |what: &str| me.can.iter().any(|can| can == what);
        Ok(Account {
            can_publish: may("publish"),
            can_send_pictures: may("draft"),
            name: me.name,
            role: me.role,
            site_title: site.name,
            sections: site.sections,
            zone: site.time_zone,
            carries: site.limits.manuscript_bytes.is_some(),
        })
    }

    fn find_picture(&self, picture: &OutgoingPicture<'_>) -> Result<Option<RemotePicture>> {
        let answer = self.http.call(Method::GET, self.picture_url(picture)).send()?;
        let held: Option<PictureAnswer> = if_held(&answer)?;
        // Other bytes under the same name: the picture was changed here since.
        Ok(held.filter(|held| held.sha256 == picture.prepared.sha256).map(Into::into))
    }

    fn send_picture(&self, picture: &OutgoingPicture<'_>, sent: Sent<'_>) -> Result<RemotePicture> {
        let bytes = &picture.prepared.bytes;
        let digest = STANDARD.encode(Sha256::digest(bytes));
        let answer = self
            .http
            .call(Method::PUT, self.picture_url(picture))
            .header("content-digest", format!("sha-256=:{digest}:"))
            .send_file(media_type(picture.prepared.format), bytes, sent)?;
        if answer.status() == 412 {
            let why = format!("{} was damaged on the way.", picture.picture.name);
            return Err(Error::new(Code::Busy, why, "It is safe here and will be sent again."));
        }
        Ok(answer.value::<PictureAnswer>()?.into())
    }

    fn find_story(
        &self,
        story: &Outgoing<'_>,
        known: Option<&RemoteStory>,
    ) -> Result<Option<RemoteStory>> {
        let answer = self.http.call(Method::GET, self.story_url(story)).send()?;
        if if_held::<StoryAnswer>(&answer)?.is_some() {
            return remote(&answer).map(Some);
        }
        if known.is_some() { Err(gone(&self.http.host())) } else { Ok(None) }
    }

    fn save(&self, story: &Outgoing<'_>, known: Option<&RemoteStory>) -> Result<RemoteStory> {
        let found = match known {
            Some(_) => None,
            None => self.find_story(story, None)?,
        };
        let known = known.or(found.as_ref());
        self.put(story, known, known.map_or(State::Draft, |known| known.stage.into()))
    }

    fn release(
        &self,
        story: &Outgoing<'_>,
        known: &RemoteStory,
        how: Release,
    ) -> Result<RemoteStory> {
        let state = match how {
            Release::Publish | Release::Correct => State::Published,
            Release::Withdraw => return self.withdraw(story.story.id, known),
            // What is public is not taken off the site by handing it in.
            Release::File if known.stage == Stage::Public => return Ok(known.clone()),
            Release::File => State::Filed,
        };
        self.put(story, Some(known), state)
    }

    fn schedule(
        &self,
        story: &Outgoing<'_>,
        known: &RemoteStory,
        _at: Timestamp,
    ) -> Result<RemoteStory> {
        // The API knows no moments to come: the story stays the draft it is.
        self.put(story, Some(known), State::Draft)
    }

    fn withdraw(&self, _story: StoryId, known: &RemoteStory) -> Result<RemoteStory> {
        let url = self.url(&format!("stories/{}", known.id));
        // The version stays the one known: what a colleague changed before is found by it later.
        let hidden = RemoteStory { stage: Stage::Withdrawn, moment: None, ..known.clone() };
        let answer = self.http.call(Method::GET, url.clone()).send()?;
        let Some(mut document) = if_held::<serde_json::Value>(&answer)? else { return Ok(hidden) };
        let held = remote(&answer)?;
        let known_url = if held.url.is_empty() { known.url.clone() } else { held.url };
        let hidden = RemoteStory { url: known_url, ..hidden };
        let state = match held.stage {
            Stage::Public => State::Withdrawn,
            Stage::Pending => State::Draft,
            _ => return Ok(hidden),
        };
        // The whole document goes back as it came, but for where it stands.
        if let Some(fields) = document.as_object_mut() {
            for told in ["id", "url", "owner", "published_at", "modified_at"] {
                fields.remove(told);
            }
        }
        document["state"] = serde_json::json!(state);
        let call = self.http.call(Method::PUT, url).header("if-match", &held.version);
        let answer = call.send_json(&document)?;
        if matches!(answer.status(), 409 | 412) {
            return Err(super::meanwhile(&self.http.host()));
        }
        let stage = match remote(&answer)?.stage {
            Stage::Draft => Stage::Withdrawn,
            stage => stage,
        };
        Ok(RemoteStory { stage, ..hidden })
    }

    fn mark(&self, story: &Outgoing<'_>, _known: Option<&RemoteStory>) -> Result<String> {
        let document = serde_json::to_value(wire::document(story, State::Draft)?)?;
        let words: wire::HeldWords = serde_json::from_value(document)?;
        Ok(words.copy(None).mark())
    }

    fn copy(&self, known: &RemoteStory) -> Result<SiteCopy> {
        let url = self.url(&format!("stories/{}", known.id));
        let answer = self.http.call(Method::GET, url).send()?;
        let story: StoryAnswer = if_held(&answer)?.ok_or_else(|| gone(&self.http.host()))?;
        Ok(story.words.copy(story.modified_at))
    }

    fn date(&self) -> Option<Timestamp> {
        self.http.date()
    }

    fn read_back(&self, known: &RemoteStory) -> Result<String> {
        super::http::read_page(&self.http, &known.url)
    }

    fn fetch(&self, address: &str) -> Result<Vec<u8>> {
        super::http::get_file(&self.http, address)
    }

    fn remove_picture(
        &self,
        picture: &SentPicture,
        kept: &BTreeMap<String, RemotePicture>,
    ) -> Result<Removal> {
        // Of what no answer came for, only the name is known: it left as one or the other.
        let ids = match &picture.remote {
            Some(remote) => vec![remote.id.clone()],
            None => [Format::Jpeg, Format::Png]
                .map(|format| picture_id(picture.story, &picture.name, format))
                .into(),
        };
        let mut removal = Removal::Gone;
        for id in ids {
            // A picture is replaced under its id: the older bytes are gone already.
            if !kept.values().any(|kept| kept.id == id) && !self.remove(&id)? {
                removal = Removal::InUse;
            }
        }
        Ok(removal)
    }

    fn carries(&self) -> Option<&dyn Carries> {
        Some(self)
    }
}

/// The header that carries the token (RFC 6750).
pub(super) fn authorization(credential: &Credential) -> String {
    format!("Bearer {}", credential.reveal())
}

/// The answer to a question for something, `None` where the API says that it does not hold it.
fn if_held<T: DeserializeOwned>(answer: &Answer) -> Result<Option<T>> {
    if answer.status() == 404 && answer.json::<wire::NotHeld>().is_some() {
        return Ok(None);
    }
    answer.value().map(Some)
}

fn remote(answer: &Answer) -> Result<RemoteStory> {
    let story: StoryAnswer = answer.value()?;
    let version = answer.header("etag").ok_or_else(|| answer.not_the_api())?;
    Ok(RemoteStory {
        id: story.id,
        url: story.url.unwrap_or_default(),
        version: version.to_owned(),
        stage: story.state.into(),
        moment: None,
        words: story.words.copy(None).mark(),
        body: story.words.copy(None).body,
        revision: None,
        filing: wire::sent_fields(&answer.value()?),
    })
}

/// The name a picture has on the site: the story's id and the picture's name in it, which ends as the
/// file does that leaves. Where the original was of another kind its own ending stays before that,
/// since `roof.tif` and `roof.png` of one story are two pictures.
fn picture_id(story: StoryId, name: &str, format: Format) -> String {
    let endings: &[&str] = match format {
        Format::Jpeg => &["jpg", "jpeg"],
        Format::Png => &["png"],
        Format::Webp => &["webp"],
        Format::Tiff => &["tif", "tiff"],
    };
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match endings.iter().any(|known| ending.eq_ignore_ascii_case(known)) {
        true => format!("{story}.{name}"),
        false => format!("{story}.{name}.{}", endings[0]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_called_on_the_site_as_the_file_is_that_leaves() {
        let story: StoryId = "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap();
        let id = |name: &str, format| picture_id(story, name, format)[37..].to_owned();
        assert_eq!(id("roof.jpg", Format::Jpeg), "roof.jpg");
        assert_eq!(id("roof.jpeg", Format::Jpeg), "roof.jpeg");
        assert_eq!(id("roof.tif", Format::Jpeg), "roof.tif.jpg");
        assert_eq!(id("roof.webp", Format::Png), "roof.webp.png");
        assert_ne!(id("roof.png", Format::Jpeg), id("roof.jpg", Format::Jpeg), "two pictures");
        let longest = format!("{}.tif", "a".repeat(64));
        assert!(picture_id(story, &longest, Format::Jpeg).len() <= 120, "what the API allows");
    }
}
