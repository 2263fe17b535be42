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
        self.anchor_on_nth(id, words, None)
    }

    /// As [`Self::anchor_on`], of words that stand in several places the one with this number, from 1 in the
    /// order the story is read.
    ///
    /// # Errors
    /// `Invalid` also if there is no place of that number; as there.
    pub fn anchor_on_nth(&self, id: StoryId, words: &str, nth: Option<usize>) -> Result<Anchor> {
        let story = self.story(id)?;
        // A space belongs to the words where it stands there: what is suggested instead has it too.
        let mut found = anchors(&story, words);
        if found.is_empty() {
            found = anchors(&story, words.trim());
        }
        let place = match (nth, found.len()) {
            (_, 0) => return Err(nowhere(words)),
            (None, 1) => Some(0),
            (None, _) => None,
            (Some(nth), _) => nth.checked_sub(1),
        };
        match place.filter(|place| *place < found.len()) {
            Some(place) => Ok(found.swap_remove(place)),
            None => Err(one_of_several((words, nth), &found)),
        }
    }
}

fn nowhere(words: &str) -> Error {
    Error::new(
        Code::Invalid,
        format!("“{words}” is nowhere in this story, so nothing was changed."),
        "Copy the words from the story as they stand there.",
    )
}

/// How many places are shown of words that stand in more.
const SHOWN: usize = 6;

fn one_of_several((words, nth): (&str, Option<usize>), found: &[Anchor]) -> Error {
    let place = |(number, anchor): (usize, &Anchor)| {
        let (before, after) = (tail(&anchor.before), head(&anchor.after));
        let around = format!("{before}{}{after}", anchor.quote).replace(['\r', '\n'], " ");
        format!("{} in the {}, “{}”", number + 1, anchor.part, around.trim())
    };
    let mut places: Vec<String> = found.iter().enumerate().take(SHOWN).map(place).collect();
    if found.len() > SHOWN {
        places.push(format!("and so on to {}", found.len()));
    }
    let times = if found.len() == 1 { "once" } else { &format!("{} times", found.len()) };
    let why = match nth {
        Some(nth) => format!("so there is no place {nth} of it"),
        None => "and which is meant is not said".to_owned(),
    };
    Error::new(
        Code::Invalid,
        format!("“{words}” is in this story {times}, {why}. Nothing was changed."),
        format!(
            "Say which with --nth N: {}. Or give more of the words around it.",
            places.join("; ")
        ),
    )
}

/// How many characters are shown on each side of words that stand in several places.
const AROUND: usize = 24;

/// The last words of a text; none is cut in two.
fn tail(text: &str) -> &str {
    let Some((start, _)) = text.char_indices().rev().nth(AROUND) else { return text };
    let cut = &text[start..];
    cut.find(char::is_whitespace).map_or("", |at| &cut[at..])
}

/// The first words of a text; none is cut in two.
fn head(text: &str) -> &str {
    let Some((end, _)) = text.char_indices().nth(AROUND) else { return text };
    let cut = &text[..end];
    cut.rfind(char::is_whitespace).map_or("", |at| &cut[..at])
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

    #[test]
    fn of_words_in_several_places_each_is_told_with_what_is_around_it() {
        let mut story = Story::new(StoryId::new(Timestamp::UNIX_EPOCH), Timestamp::UNIX_EPOCH);
        story.copy.headline = "Clock mended".into();
        story.copy.body =
            "The clock that the council bought in March was mended\nby a mechanic’s apprentice."
                .into();
        let told = one_of_several(("mended", None), &anchors(&story, "mended"));
        assert_eq!(
            told.message,
            "“mended” is in this story 2 times, and which is meant is not said. Nothing was changed."
        );
        assert_eq!(
            told.hint,
            "Say which with --nth N: 1 in the headline, “Clock mended”; 2 in the text, “bought in March \
             was mended by a mechanic’s”. Or give more of the words around it."
        );
        story.copy.body = "mended ".repeat(9);
        let told = one_of_several(("mended", Some(11)), &anchors(&story, "mended"));
        assert!(told.message.contains("10 times, so there is no place 11 of it"), "{told}");
        assert!(
            told.hint.contains("6 in the text") && told.hint.contains("; and so on to 10."),
            "{told}"
        );
    }
}
