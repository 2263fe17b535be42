//! Words of a story by which a note is hung up, found by themselves.

use super::Desk;
use crate::error::{Code, Error, Result};
use crate::review::{Anchor, Part};
use crate::story::{Story, StoryId};

/// So much of what stands around the words is kept, in characters.
const AROUND: usize = 32;

impl Desk {
    /// Where these words stand in the story: in its text, or in what is said about a picture.
    ///
    /// # Errors
    /// `Invalid` if they stand nowhere or more than once; `NotFound`, `Storage`.
    pub fn anchor_on(&self, id: StoryId, words: &str) -> Result<Anchor> {
        let found = anchors(&self.story(id)?, words.trim());
        match <[Anchor; 1]>::try_from(found) {
            Ok([anchor]) => Ok(anchor),
            Err(found) if found.is_empty() => Err(Error::new(
                Code::Invalid,
                format!("“{words}” is nowhere in this story, so nothing was left there."),
                "Copy the words from the story as they stand there.",
            )),
            Err(found) => Err(Error::new(
                Code::Invalid,
                format!(
                    "“{words}” is in this story {} times, so nothing was left there.",
                    found.len()
                ),
                "Give more of the words around it, until they are there once.",
            )),
        }
    }
}

/// Every place of these words.
fn anchors(story: &Story, words: &str) -> Vec<Anchor> {
    if words.is_empty() {
        return Vec::new();
    }
    let copy = &story.copy;
    let mut parts = vec![
        (Part::Headline, &copy.headline),
        (Part::Standfirst, &copy.standfirst),
        (Part::Byline, &copy.byline),
        (Part::Body, &copy.body),
    ];
    for one in &story.pictures {
        let picture = || one.name.clone();
        parts.push((Part::Caption { picture: picture() }, &one.words.caption));
        parts.push((Part::Credit { picture: picture() }, &one.words.credit));
        parts.push((Part::Alt { picture: picture() }, &one.words.alt));
    }
    let places = parts.into_iter().flat_map(|(part, text)| {
        let places = text.match_indices(words);
        places.map(move |(at, _)| anchor(part.clone(), text, at, words)).collect::<Vec<_>>()
    });
    places.collect()
}

fn anchor(part: Part, text: &str, at: usize, words: &str) -> Anchor {
    let (before, rest) = text.split_at(at);
    let mut last: Vec<char> = before.chars().rev().take(AROUND).collect();
    last.reverse();
    Anchor {
        part,
        quote: words.to_owned(),
        before: last.into_iter().collect(),
        after: rest[words.len()..].chars().take(AROUND).collect(),
        at: u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    #[test]
    fn words_are_found_wherever_they_stand_with_what_is_around_them() {
        let mut story = Story::new(StoryId::new(Timestamp::UNIX_EPOCH), Timestamp::UNIX_EPOCH);
        story.copy.headline = "Clock mended".into();
        story.copy.body = "🕰 The clock was mended, the clock is slow.".into();
        let found = anchors(&story, "mended");
        assert_eq!(
            found.iter().map(|one| &one.part).collect::<Vec<_>>(),
            [&Part::Headline, &Part::Body]
        );
        assert_eq!((found[1].at, found[1].before.as_str()), (17, "🕰 The clock was "));
        assert_eq!(found[1].after, ", the clock is slow.");
        assert_eq!(anchors(&story, "the clock").len(), 1);
        assert!(anchors(&story, "").is_empty() && anchors(&story, "watch").is_empty());
    }
}
