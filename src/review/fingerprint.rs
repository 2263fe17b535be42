//! What an approval is bound to: a hash of everything readers get of a story.

use crate::picture::{Focus, Picture, Role, Shape, Words};
use crate::story::{Copy, Story};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// All that an approval covers, in a form that is always written the same way: JSON with its fields in
/// this order. A new field changes every fingerprint, so approvals of an older form reopen: that is
/// right, for nobody approved the new field.
#[derive(Serialize)]
struct Approved<'a> {
    form: u32,
    kind: &'a str,
    section: &'a str,
    slug: String,
    copy: &'a Copy,
    /// In the story's order.
    pictures: Vec<Shown<'a>>,
}

#[derive(Serialize)]
struct Shown<'a> {
    name: &'a str,
    sha256: &'a str,
    role: Role,
    words: &'a Words,
    crop: Option<Shape>,
    focus: Option<Focus>,
}

impl<'a> From<&'a Picture> for Shown<'a> {
    fn from(picture: &'a Picture) -> Self {
        let Picture { name, sha256, role, words, crop, focus, .. } = picture;
        Self { name, sha256, role: *role, words, crop: *crop, focus: *focus }
    }
}

/// The fingerprint of the copy, the pictures, their words and their order: SHA-256 in hex.
///
/// # Panics
/// Never: every part can be written as JSON.
pub fn fingerprint(story: &Story) -> String {
    let approved = Approved {
        form: 1,
        kind: story.kind.word(),
        section: &story.section,
        slug: story.slug_or_headline(),
        copy: &story.copy,
        pictures: story.pictures.iter().map(Shown::from).collect(),
    };
    let text = serde_json::to_vec(&approved).expect("plain data");
    Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::StoryId;
    use jiff::Timestamp;

    fn story() -> Story {
        let mut story = Story::new(StoryId::new(Timestamp::UNIX_EPOCH), Timestamp::UNIX_EPOCH);
        story.copy.headline = "Clock mended".into();
        story.pictures = ["a.jpg", "b.jpg"]
            .map(|name| Picture { name: name.into(), ..Picture::default() })
            .to_vec();
        story
    }

    #[test]
    fn whatever_readers_get_changes_it_and_nothing_else_does() {
        let was = fingerprint(&story());
        let changes: [fn(&mut Story); 8] = [
            |story| story.copy.body.push('x'),
            |story| story.copy.tags.push("clocks".into()),
            |story| story.section = "Sport".into(),
            |story| story.pictures.swap(0, 1),
            |story| story.pictures[0].sha256.push('0'),
            |story| story.pictures[1].words.credit = "Jo Smith".into(),
            |story| story.pictures[1].focus = Some(Focus { x: 0.5, y: 0.25 }),
            |story| drop(story.pictures.pop()),
        ];
        for (number, change) in changes.iter().enumerate() {
            let mut story = story();
            change(&mut story);
            assert_ne!(fingerprint(&story), was, "change {number}");
        }
        let mut same = story();
        same.version += 1;
        same.status = crate::story::Status::Filed;
        same.updated = Timestamp::MAX;
        same.pictures[0].offered.caption = "Not taken over".into();
        assert_eq!(fingerprint(&same), was);
    }
}
