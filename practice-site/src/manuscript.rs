//! A story as a desk has it, on its way between a writer and the editors. The site keeps the document
//! as it came and reads of it only what it must know.

use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeSet;
use uuid::Uuid;

/// How far the story is, by the word of whoever sent it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Draft,
    Filed,
    Returned,
    Approved,
    Published,
    Corrected,
    Withdrawn,
    Spiked,
}

impl Status {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Filed => "filed",
            Self::Returned => "returned",
            Self::Approved => "approved",
            Self::Published => "published",
            Self::Corrected => "corrected",
            Self::Withdrawn => "withdrawn",
            Self::Spiked => "spiked",
        }
    }

    /// Whether only an editor may say so of a story.
    pub fn is_an_editors(self) -> bool {
        matches!(self, Self::Approved) || self.is_public_matter()
    }

    /// Whether readers have, or had, the story: it is the editors' from then on.
    pub fn is_public_matter(self) -> bool {
        matches!(self, Self::Published | Self::Corrected | Self::Withdrawn)
    }
}

/// A manuscript that was looked through.
#[derive(Debug, Clone, PartialEq)]
pub struct Manuscript {
    /// `{story, review, revisions}`, as it came.
    pub document: Value,
    pub status: Status,
    pub headline: String,
    pub byline: String,
    /// Who has it in hand, if anybody.
    pub holder: Option<String>,
    /// Whether somebody else gave it to them.
    pub is_given: bool,
    /// The SHA-256 of each original the story shows, lower-case hex.
    pub originals: BTreeSet<String>,
    /// Who passed which text, as it came.
    pub approvals: Vec<Value>,
}

/// Why a document is none.
#[derive(Debug)]
pub enum Unreadable {
    /// The bytes are no JSON.
    NotJson(String),
    /// JSON, but no manuscript.
    NotAManuscript(String),
}

impl Manuscript {
    /// Reads the document sent under `id`: all of it must be about that story.
    pub fn read(bytes: &[u8], id: Uuid) -> Result<Self, Unreadable> {
        let document: Value = serde_json::from_slice(bytes)
            .map_err(|error| Unreadable::NotJson(error.to_string()))?;
        let wrong = |why: String| Unreadable::NotAManuscript(why);
        let whole = Whole::deserialize(&document).map_err(|error| wrong(error.to_string()))?;
        let mut ids = whole.revisions.iter().map(|one| one.story.id).chain([whole.story.id]);
        if ids.any(|of| of != id) {
            return Err(wrong("it holds another story than its address names".to_owned()));
        }
        let Story { status, copy, pictures, .. } = whole.story;
        let originals: BTreeSet<String> = pictures.into_iter().map(|one| one.sha256).collect();
        if let Some(odd) = originals.iter().find(|sha256| !is_hash(sha256)) {
            return Err(wrong(format!("“{odd}” is no SHA-256 in lower-case hex")));
        }
        let (holder, by) = whole.review.holder.map(|one| (one.person, one.by)).unwrap_or_default();
        let is_given = holder.is_some() && holder != by;
        Ok(Self {
            document,
            status,
            headline: copy.headline,
            byline: copy.byline,
            holder: holder.map(|person| person.name),
            is_given,
            originals,
            approvals: whole.review.approvals,
        })
    }

    /// Whether both say the same of the story itself, whatever was said about it.
    pub fn is_same_story(&self, other: &Self) -> bool {
        self.document["story"] == other.document["story"]
    }

    /// Whether both say the same of who has the story in hand and since when.
    pub fn is_held_as(&self, other: &Self) -> bool {
        self.document["review"]["holder"] == other.document["review"]["holder"]
    }

    /// Whether `new` still says every note and suggestion of this one in its own words. What became of
    /// them, and the place a suggestion is for, may have changed.
    pub fn is_answered_in(&self, new: &Self) -> bool {
        let kept = |what: &str, words: &str| {
            let said = &new.document["review"][what];
            all(&self.document["review"][what]).all(|old| {
                all(said).any(|one| one["id"] == old["id"] && same_words(&one[words], &old[words]))
            })
        };
        kept("notes", "text") && kept("suggestions", "instead")
    }

    /// Whether every earlier state of this one is among those of `new`.
    pub fn has_its_past_in(&self, new: &Self) -> bool {
        let body = |one: &Value| one["story"]["copy"]["body"].clone();
        all(&self.document["revisions"]).all(|old| {
            all(&new.document["revisions"])
                .any(|one| one["at"] == old["at"] && same_words(&body(one), &body(old)))
        })
    }
}

fn all(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

/// A desk takes characters that act on a screen out of what it was sent, and sends it on without them:
/// letters and digits tell whether it is the same.
fn same_words(one: &Value, other: &Value) -> bool {
    let letters = |text: &Value| -> String {
        text.as_str().unwrap_or_default().chars().filter(|sign| sign.is_alphanumeric()).collect()
    };
    letters(one) == letters(other)
}

/// Whether this is a SHA-256 in lower-case hex.
pub fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    story: Story,
    #[serde(default)]
    review: Review,
    #[serde(default)]
    revisions: Vec<Revision>,
}

#[derive(Deserialize)]
struct Story {
    id: Uuid,
    status: Status,
    copy: Copy,
    #[serde(default)]
    pictures: Vec<Picture>,
}

#[derive(Deserialize)]
struct Copy {
    headline: String,
    byline: String,
}

#[derive(Deserialize)]
struct Picture {
    sha256: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Review {
    approvals: Vec<Value>,
    holder: Option<Holder>,
}

#[derive(Deserialize)]
struct Holder {
    person: Option<Person>,
    /// Who took it, gave it or let it go.
    #[serde(default)]
    by: Option<Person>,
}

#[derive(PartialEq, Eq, Deserialize)]
struct Person {
    name: String,
    #[serde(default)]
    key: String,
}

#[derive(Deserialize)]
struct Revision {
    story: Story,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const ID: &str = "0190f3a2-5b1c-7d00-8000-000000000001";

    fn document() -> Value {
        let story = json!({
            "id": ID, "status": "filed", "copy": { "headline": "Weir", "byline": "By Jo" },
            "pictures": [{ "sha256": "0".repeat(64), "name": "weir.jpg" }],
        });
        json!({
            "story": story, "revisions": [{ "story": story, "why": "while writing" }],
            "review": { "holder": { "person": { "name": "Ada" }, "by": { "name": "Ada" } } },
        })
    }

    fn read(document: &Value) -> Result<Manuscript, Unreadable> {
        Manuscript::read(document.to_string().as_bytes(), Uuid::parse_str(ID).unwrap())
    }

    #[test]
    fn what_the_site_must_know_is_read_and_the_rest_kept() {
        let held = read(&document()).unwrap();
        assert_eq!(held.document, document());
        assert_eq!((held.status, held.headline.as_str()), (Status::Filed, "Weir"));
        assert_eq!((held.holder.as_deref(), held.originals.len()), (Some("Ada"), 1));
        assert!(!held.is_given, "she took it");
    }

    #[test]
    fn what_is_no_manuscript_is_told() {
        type Change = fn(&mut Value);
        let changes: [Change; 6] = [
            |one| one["story"]["id"] = json!("0190f3a2-5b1c-7d00-8000-000000000002"),
            |one| {
                one["revisions"][0]["story"]["id"] = json!("0190f3a2-5b1c-7d00-8000-000000000002")
            },
            |one| one["story"]["status"] = json!("famous"),
            |one| one["story"]["pictures"][0]["sha256"] = json!("../weir.jpg"),
            |one| one["story"]["copy"]["headline"] = json!(7),
            |one| one["more"] = json!(1),
        ];
        for (n, change) in changes.into_iter().enumerate() {
            let mut odd = document();
            change(&mut odd);
            assert!(matches!(read(&odd), Err(Unreadable::NotAManuscript(_))), "change {n}");
        }
        let id = Uuid::parse_str(ID).unwrap();
        assert!(matches!(Manuscript::read(b"{", id), Err(Unreadable::NotJson(_))));
    }
}
