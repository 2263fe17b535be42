//! The sample story of the demonstration, and the paper around it on the practice site.
//!
//! Text and pictures are the project's own: `samples/SOURCES.md`.

use crate::document;
use crate::error::{Code, Error, Result};
use crate::house::House;
use crate::picture::inspect::inspect;
use crate::picture::{Format, Picture, Role, Words};
use crate::render::{self, page::Image};
use crate::story::{Story, StoryId};
use jiff::{SignedDuration, Timestamp};
use practice_site::{PictureWords, StarterPicture, StarterStory, StoryDocument};
use uuid::Uuid;

/// A story's file and the pictures beside it.
pub struct Sample {
    pub file: &'static str,
    pub text: &'static str,
    pictures: &'static [(&'static str, &'static [u8])],
}

macro_rules! sample {
    ($slug:literal, $($picture:literal),+) => {
        Sample {
            file: concat!($slug, ".md"),
            text: include_str!(concat!("../samples/", $slug, "/", $slug, ".md")),
            pictures: &[$(($picture, include_bytes!(concat!("../samples/", $slug, "/", $picture)))),+],
        }
    };
}

/// What `desk demo` publishes.
pub const STORY: Sample =
    sample!("library-reopens", "reading-room.jpg", "roof.jpg", "returned-books.jpg");

/// A story that says by itself how the desk is used; one of its pictures has no credit on purpose. The
/// pictures are those of other samples.
pub const FIRST: Sample = Sample {
    file: "first-story.md",
    text: include_str!("../samples/first-story/first-story.md"),
    pictures: &[
        ("canal-boats.jpg", include_bytes!("../samples/lantern-evening/canal-boats.jpg")),
        ("market-stall.jpg", include_bytes!("../samples/market-rents/market-stall.jpg")),
    ],
};

/// What already stands on a new practice site, the oldest first.
const STANDING: &[Sample] = &[
    sample!("market-rents", "market-stall.jpg"),
    sample!("lantern-evening", "canal-boats.jpg"),
    sample!("solar-workshop", "solar-roof.jpg"),
];

impl Sample {
    /// The bytes of the picture of this name.
    pub fn picture(&self, name: &str) -> Option<Vec<u8>> {
        self.pictures.iter().find(|(held, _)| *held == name).map(|(_, bytes)| bytes.to_vec())
    }
}

/// The paper around the stories as the house pack words it, with a few stories that already stand
/// there: the newest appeared a day before `now`.
///
/// # Errors
/// `Internal` if a sample cannot be read, which is a defect of this program.
pub fn furniture(house: &House, now: Timestamp) -> Result<practice_site::Furniture> {
    let own = &house.furniture;
    let link = |link: &crate::house::Link| practice_site::Link {
        label: link.label.clone(),
        url: link.url.clone(),
    };
    let mut furniture = practice_site::Furniture {
        masthead: house.masthead.name.clone(),
        town: house.masthead.town.clone(),
        strapline: house.masthead.strapline.clone(),
        sections: house.sections.clone(),
        time_zone: house.time_zone.clone(),
        language: house.language.clone(),
        credit_format: house.credit.format.clone(),
        follow: own.follow.iter().map(link).collect(),
        jobs: own.jobs.as_ref().map(|jobs| practice_site::Jobs {
            heading: jobs.heading.clone(),
            lines: jobs.lines.clone(),
            link: link(&jobs.link),
        }),
        footer: own.footer.clone(),
        privacy_policy: own.privacy_policy.clone(),
        starter: standing(house, now)?,
        ..practice_site::Furniture::default()
    };
    if let Some(words) = &own.newsletter {
        furniture.newsletter = practice_site::Newsletter {
            heading: words.heading.clone(),
            pitch: words.pitch.clone(),
            privacy: words.privacy.clone(),
            already: words.already.clone(),
        };
    }
    Ok(furniture)
}

/// The standing stories whose sections this house has.
fn standing(house: &House, now: Timestamp) -> Result<Vec<StarterStory>> {
    let mut stories = Vec::new();
    for (days, sample) in (1..).zip(STANDING.iter().rev()) {
        let story = starter(sample, house, now - SignedDuration::from_hours(24 * days))?;
        if house.sections.contains(&story.story.section) {
            stories.insert(0, story);
        }
    }
    Ok(stories)
}

fn starter(sample: &Sample, house: &House, published: Timestamp) -> Result<StarterStory> {
    let document = document::read(sample.text, sample.file)?;
    let id = Uuid::new_v5(&Uuid::NAMESPACE_URL, sample.file.as_bytes());
    let mut story = Story::new(StoryId(id), published);
    (story.copy, story.kind, story.section) = (document.copy, document.kind, document.section);
    let mut pictures = Vec::new();
    for (name, words) in document.pictures {
        let bytes = sample.picture(&name).ok_or_else(|| broken(&name))?;
        let role = if document.lead.as_ref() == Some(&name) { Role::Lead } else { Role::Inline };
        story.pictures.push(picture(&name, &bytes, words, role)?);
        pictures.push(StarterPicture { id: format!("{id}.{name}"), bytes });
    }
    let image = |picture: &Picture| Image {
        url: format!("/pictures/{id}.{}", picture.name),
        width: picture.width,
        height: picture.height,
    };
    let copy = story.copy.clone();
    let document = StoryDocument {
        slug: story.slug_or_headline(),
        kind: serde_json::from_value(story.kind.word().into())?,
        section: story.section.clone(),
        body_html: render::page::body(&render::article(&story, house), &image),
        headline: copy.headline,
        standfirst: copy.standfirst,
        byline: copy.byline,
        dateline: copy.dateline,
        tags: copy.tags,
        lead: story.lead().map(|lead| format!("{id}.{}", lead.name)),
        pictures: story.pictures.iter().map(|picture| words(id, picture)).collect(),
        state: practice_site::State::Published,
        published_at: Some(published),
    };
    Ok(StarterStory { id, story: document, pictures })
}

fn picture(name: &str, bytes: &[u8], words: Words, role: Role) -> Result<Picture> {
    let seen = inspect(bytes)?;
    Ok(Picture {
        name: name.to_owned(),
        // The practice site keeps its own pictures; this record never reaches a data folder.
        sha256: String::new(),
        format: Format::Jpeg,
        width: seen.width,
        height: seen.height,
        role,
        words,
        ..Picture::default()
    })
}

fn words(story: Uuid, picture: &Picture) -> PictureWords {
    let words = picture.words.clone();
    PictureWords {
        id: format!("{story}.{}", picture.name),
        caption: words.caption,
        credit: words.credit,
        creator: words.creator,
        copyright: words.copyright,
        usage_terms: words.usage_terms,
        web_statement: words.web_statement,
        licensor: words.licensor,
        source: words.source,
        headline: words.headline,
        created: words.created,
        digital_source: words.digital_source,
        alt: if words.decorative { String::new() } else { words.alt },
        focus: picture.focus.map(|focus| practice_site::Focus { x: focus.x, y: focus.y }),
        width: picture.width,
        height: picture.height,
    }
}

/// The error for a sample that cannot be read.
pub fn broken(what: &str) -> Error {
    Error::new(
        Code::Internal,
        format!("A sample of this program is damaged: {what}."),
        "Install Copydesk again; your own stories are safe.",
    )
}
