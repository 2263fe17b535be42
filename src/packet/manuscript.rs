//! What a packet says of a story, as one JSON document: so a site carries it. There it is signed by
//! nobody; who may change it is the site's to say.

use super::fault::Fault;
use super::reading::refuse_other_picture;
use super::zip::is_plain;
use super::{Contents, Revision};
use crate::error::{Code, Error, Result};
use crate::picture::Picture;
use crate::review::Review;
use crate::story::{Story, StoryId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// What it is called in refusals.
const KIND: &str = "manuscript";

/// `{story, review, revisions}`, each as its file in a packet has it.
#[derive(Serialize)]
struct Written<'a> {
    story: &'a Story,
    review: &'a Review,
    revisions: &'a [Revision],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    story: Story,
    #[serde(default)]
    review: Review,
    #[serde(default)]
    revisions: Vec<Revision>,
}

impl Contents {
    /// The document a site carries: `docs/site-api.yaml`.
    ///
    /// # Errors
    /// `Internal` if something of it cannot be written as JSON.
    pub fn to_json(&self) -> Result<Value> {
        let Self { story, review, revisions } = self;
        serde_json::to_value(Written { story, review, revisions }).map_err(|error| {
            Error::new(
                Code::Internal,
                format!("The story cannot be written as JSON: {error}. Nothing was changed."),
                "Please report this with what you were doing.",
            )
        })
    }

    /// A document that a site carries as this story's.
    ///
    /// # Errors
    /// `Invalid` for whatever is not exactly that.
    pub fn from_json(document: &[u8], of: StoryId) -> Result<Self> {
        read(document, of).map_err(|fault| fault.refusing(KIND))
    }
}

/// Refuses bytes that are not the original this record is about.
///
/// # Errors
/// `Invalid` if they are others, `Picture` if they cannot be opened.
pub fn refuse_other_original(picture: &Picture, bytes: &[u8]) -> Result<()> {
    if super::hex(&Sha256::digest(bytes)) == picture.sha256 {
        return refuse_other_picture(KIND, picture, bytes);
    }
    let what = format!("the original of {} is another picture than the story names", picture.name);
    Err(Fault::damage(what).refusing(KIND))
}

fn read(document: &[u8], of: StoryId) -> Result<Contents, Fault> {
    let Read { story, review, revisions } = serde_json::from_slice(document).map_err(|error| {
        Fault::new(
            format!("it is not as a manuscript is (line {})", error.line()),
            "Tell the newsroom; the program that wrote it has a defect.",
        )
    })?;
    if revisions.iter().map(|one| one.story.id).chain([story.id]).any(|id| id != of) {
        return Err(Fault::trick("its parts belong to different stories"));
    }
    let mut names = BTreeSet::new();
    for Picture { name, .. } in &story.pictures {
        if !is_plain(name) {
            return Err(Fault::trick("a picture in it has a name that no file may have"));
        }
        if !names.insert(name.to_lowercase()) {
            return Err(Fault::trick(format!("two pictures in it are called {name}")));
        }
    }
    Ok(Contents { story, review, revisions }.cleaned())
}

#[cfg(test)]
mod tests {
    use super::super::tests::contents;
    use super::*;

    #[test]
    fn a_manuscript_comes_back_to_the_letter_and_no_other_is_taken_for_it() {
        let whole = contents();
        let document = whole.to_json().unwrap();
        let read =
            |document: &Value| Contents::from_json(document.to_string().as_bytes(), whole.story.id);
        assert_eq!(read(&document).unwrap(), whole);
        type Change = fn(&mut Value);
        let changes: [Change; 4] = [
            |one| one["story"]["id"] = "018cf7d4-9680-7000-8000-0000000000ff".into(),
            |one| one["story"]["pictures"][0]["name"] = "../roof.jpg".into(),
            |one| {
                let again = one["story"]["pictures"][0].clone();
                one["story"]["pictures"].as_array_mut().unwrap().push(again);
            },
            |one| one["more"] = 1.into(),
        ];
        for (n, change) in changes.into_iter().enumerate() {
            let mut odd = document.clone();
            change(&mut odd);
            let refused = read(&odd).unwrap_err();
            assert!(refused.message.starts_with("This manuscript was not taken in"), "change {n}");
        }
    }

    #[test]
    fn other_bytes_are_not_the_original() {
        let picture = contents().story.pictures.remove(0);
        let refused = refuse_other_original(&picture, b"something else").unwrap_err();
        assert!(refused.message.contains(&picture.name), "{refused}");
    }
}
