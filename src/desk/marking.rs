//! Words of a story by which a note is hung up, found by themselves.

use super::Desk;
use crate::error::{Code, Error, Result};
use crate::review::{Anchor, Part};
use crate::story::{Story, StoryId};

impl Desk {
    /// Where these words stand in the story: in its text, or in what is said about a picture.
    ///
    /// # Errors
    /// `Invalid` if they stand nowhere or more than once; `NotFound`, `Storage`.
    pub fn anchor_on(&self, id: StoryId, words: &str) -> Result<Anchor> {
        let story = self.story(id)?;
        // A space belongs to the words where it stands there: what is suggested instead has it too.
        let mut found = anchors(&story, words);
        if found.is_empty() {
            found = anchors(&story, words.trim());
        }
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
    if words.trim().is_empty() {
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
        let anchor = |at| Anchor::new(part.clone(), text, at..at + words.len());
        places.map(|(at, _)| anchor(at)).collect::<Vec<_>>()
    });
    places.collect()
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
        assert_eq!(anchors(&story, " was mended")[0].quote, " was mended", "with its space");
        assert!(anchors(&story, " ").is_empty());
        assert!(anchors(&story, "").is_empty() && anchors(&story, "watch").is_empty());
    }
}
