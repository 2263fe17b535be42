//! Stories a fresh site starts with.

use crate::api::{address_wish, normalised};
use crate::document::{State, StoryDocument};
use crate::picture_file::PictureFile;
use crate::site::{Role, Site, now};
use crate::store::stories::HeldStory;
use crate::store::{Records, StoreError};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A story to find on a site that has none yet, as the API takes it, with its pictures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StarterStory {
    /// The id the story is kept under.
    pub id: Uuid,
    pub story: StoryDocument,
    #[serde(default)]
    pub pictures: Vec<StarterPicture>,
}

/// A picture of a starter story. In its `body_html` it is `<img src="/pictures/{id}" …>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StarterPicture {
    /// The id the story's `lead` and `pictures` name it by.
    pub id: String,
    /// The file, JPEG, PNG or WebP; base64 in text formats.
    #[serde(with = "base64_text")]
    pub bytes: Vec<u8>,
}

/// Publishes the furniture's starter stories on a site that holds no story yet.
pub(crate) fn publish(site: &Site) -> Result<(), StarterError> {
    site.store.transaction(|records| {
        if records.is_empty()? {
            for starter in &site.furniture.starter {
                publish_one(site, records, starter)?;
            }
        }
        Ok(())
    })
}

/// Why the starter stories could not be published.
#[derive(Debug)]
pub(crate) enum StarterError {
    Store(StoreError),
    /// The id of a picture that is missing, damaged or none.
    Picture(String),
}

impl From<StoreError> for StarterError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

fn publish_one(site: &Site, records: &Records, starter: &StarterStory) -> Result<(), StarterError> {
    let owner = Role::Editor.account();
    for picture in &starter.pictures {
        let file = PictureFile::inspect(&picture.bytes)
            .map_err(|_| StarterError::Picture(picture.id.clone()))?;
        records.keep_picture(&picture.id, owner, &file, &picture.bytes)?;
    }
    let moment = starter.story.published_at.unwrap_or_else(now);
    let (mut document, body) = normalised(starter.story.clone(), &site.base);
    for id in &body.pictures {
        if records.picture(id)?.is_none() {
            return Err(StarterError::Picture(id.clone()));
        }
    }
    document.state = State::Published;
    let story = HeldStory {
        id: starter.id,
        owner: owner.to_owned(),
        address: Some(records.free_address(&address_wish(&document))?),
        published_at: Some(moment),
        modified_at: moment,
        version: 1,
        document,
    };
    Ok(records.keep_story(&story, &body.pictures)?)
}

mod base64_text {
    use base64::{Engine, engine::general_purpose::STANDARD};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&STANDARD.encode(bytes))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        STANDARD.decode(String::deserialize(from)?).map_err(D::Error::custom)
    }
}
