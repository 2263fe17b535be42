//! What is measured on: a long story, an ordinary one, and a list of many.

use copydesk::desk::{Desk, Opening, PictureWritten};
use copydesk::picture::{Role, Words};
use copydesk::story::{Copy, StoryId};
use jiff::Timestamp;
use std::fmt::Write;
use std::path::{Path, PathBuf};

const SAMPLES: [&str; 4] = [
    include_str!("../../samples/library-reopens/library-reopens.md"),
    include_str!("../../samples/lantern-evening/lantern-evening.md"),
    include_str!("../../samples/market-rents/market-rents.md"),
    include_str!("../../samples/solar-workshop/solar-workshop.md"),
];

/// The samples' paragraphs over and over until there are so many words. Each has its number in it, so
/// that no two are alike.
pub fn text(words: usize) -> String {
    let prose = |part: &&str| part.starts_with(char::is_alphabetic);
    let paragraphs: Vec<&str> = SAMPLES
        .iter()
        .filter_map(|sample| sample.rsplit("\n---\n").next())
        .flat_map(|sample| sample.split("\n\n"))
        .filter(prose)
        .collect();
    let mut text = String::new();
    let mut written = 0;
    for (number, paragraph) in (1..).zip(paragraphs.iter().cycle()) {
        if written >= words {
            break;
        }
        let line = paragraph.trim().replace('\n', " ");
        written += line.split_whitespace().count() + 2;
        write!(text, "{line} Paragraph {number}.\n\n").expect("memory");
    }
    text
}

/// A data folder at which somebody has said who they are.
pub fn desk(folder: &Path) -> Desk {
    let opening = Opening { folder, house: None, environment: |_| None };
    let desk = Desk::open(&opening).expect("a data folder");
    desk.set_byline("Nell Farrow").expect("a byline");
    desk
}

/// A story with this text.
pub fn story(desk: &Desk, headline: &str, body: &str) -> StoryId {
    let now = Timestamp::now();
    let story = desk.new_story(now).expect("a story");
    let copy = Copy {
        headline: headline.to_owned(),
        standfirst: "What was said, and what comes of it.".to_owned(),
        byline: "By Nell Farrow".to_owned(),
        body: body.to_owned(),
        ..Copy::default()
    };
    desk.save_copy(story.id, story.version, &copy, now).expect("saved");
    story.id
}

/// Sets so many pictures between the paragraphs of a story, captioned and credited, no two alike.
pub fn illustrate(desk: &Desk, id: StoryId, count: usize, scratch: &Path) {
    let files: Vec<PathBuf> = (0..count).map(|number| photograph(scratch, number)).collect();
    let now = Timestamp::now();
    let added = desk.add_picture_files(id, &files, now).expect("pictures");
    let mut version = added.version;
    for (number, picture) in added.added.iter().enumerate() {
        let words = Words {
            caption: format!("What was to be seen at place {number}"),
            credit: "Jo Smith".into(),
            alt: "A roof beneath a pale sky".into(),
            ..Words::default()
        };
        let (role, kept) = (Role::Inline, picture.kept);
        let written = PictureWritten { words, role, focus: None, crop: None, kept };
        version =
            desk.save_picture(id, version, &picture.name, written, now).expect("saved").version;
    }
    let copy = desk.story(id).expect("the story").copy;
    let paragraphs: Vec<&str> = copy.body.split_inclusive("\n\n").collect();
    let apart = paragraphs.len() / count;
    let mut body = String::new();
    for (number, paragraph) in paragraphs.iter().enumerate() {
        body.push_str(paragraph);
        if let Some(picture) = added.added.get(number / apart)
            && number % apart == apart / 2
        {
            write!(body, "![]({})\n\n", picture.name).expect("memory");
        }
    }
    desk.save_copy(id, version, &Copy { body, ..copy }, now).expect("saved");
}

/// A photograph of 1,600 pixels with the noise of a sensor; no other has its bytes.
fn photograph(folder: &Path, number: usize) -> PathBuf {
    let file = folder.join(format!("photo-{number}.jpg"));
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/library-reopens/roof.jpg");
    let mut picture = image::open(sample).expect("the sample").to_rgb8();
    let seed = u32::try_from(number).expect("few pictures");
    let mut noise = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
    for pixel in picture.pixels_mut() {
        noise ^= noise << 13;
        noise ^= noise >> 17;
        noise ^= noise << 5;
        pixel.0 = pixel.0.map(|part| part.saturating_add((noise & 7) as u8));
    }
    picture.save(&file).expect("a picture");
    file
}
