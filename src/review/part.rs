//! Which text of a story is meant.

use super::Part;
use crate::picture::{Picture, Words};
use crate::story::Story;
use std::collections::BTreeMap;
use std::fmt;

impl Part {
    /// Every part of a story, in the order they are read: its pictures' come last, in their own order.
    pub fn all(story: &Story) -> Vec<Self> {
        let words = |picture: &Picture| {
            let name = &picture.name;
            [
                Self::Caption { picture: name.clone() },
                Self::Credit { picture: name.clone() },
                Self::Alt { picture: name.clone() },
            ]
        };
        let mut parts = vec![Self::Headline, Self::Standfirst, Self::Byline, Self::Body];
        parts.extend(story.pictures.iter().flat_map(words));
        parts
    }

    /// The name of the picture whose words they are.
    pub fn picture(&self) -> Option<&str> {
        match self {
            Self::Headline | Self::Standfirst | Self::Byline | Self::Body => None,
            Self::Caption { picture } | Self::Credit { picture } | Self::Alt { picture } => {
                Some(picture)
            }
        }
    }

    /// The same of a picture that has a new name; `None` if it has none.
    #[must_use]
    pub fn renamed(&self, names: &BTreeMap<String, String>) -> Option<Self> {
        let picture = names.get(self.picture()?)?.clone();
        match self {
            Self::Headline | Self::Standfirst | Self::Byline | Self::Body => None,
            Self::Caption { .. } => Some(Self::Caption { picture }),
            Self::Credit { .. } => Some(Self::Credit { picture }),
            Self::Alt { .. } => Some(Self::Alt { picture }),
        }
    }

    /// What stands there now; `None` if the story has no such picture.
    pub fn text<'a>(&self, story: &'a Story) -> Option<&'a str> {
        let words = |of: fn(&Words) -> &String| {
            let picture = story.picture(self.picture()?)?;
            Some(of(&picture.words).as_str())
        };
        match self {
            Self::Headline => Some(&story.copy.headline),
            Self::Standfirst => Some(&story.copy.standfirst),
            Self::Byline => Some(&story.copy.byline),
            Self::Body => Some(&story.copy.body),
            Self::Caption { .. } => words(|words| &words.caption),
            Self::Credit { .. } => words(|words| &words.credit),
            Self::Alt { .. } => words(|words| &words.alt),
        }
    }

    /// Writes another text there. False, and nothing is changed, if the story has no such picture.
    pub fn set(&self, story: &mut Story, text: String) -> bool {
        let words = |story: &mut Story, of: fn(&mut Words) -> &mut String, text: String| {
            let name = self.picture();
            let mut pictures = story.pictures.iter_mut();
            let picture = pictures.find(|picture| Some(picture.name.as_str()) == name);
            picture.map(|picture| *of(&mut picture.words) = text).is_some()
        };
        match self {
            Self::Headline => story.copy.headline = text,
            Self::Standfirst => story.copy.standfirst = text,
            Self::Byline => story.copy.byline = text,
            Self::Body => story.copy.body = text,
            Self::Caption { .. } => return words(story, |words| &mut words.caption, text),
            Self::Credit { .. } => return words(story, |words| &mut words.credit, text),
            Self::Alt { .. } => return words(story, |words| &mut words.alt, text),
        }
        true
    }
}

/// As it is called in a sentence, without an article.
impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Headline => f.write_str("headline"),
            Self::Standfirst => f.write_str("standfirst"),
            Self::Byline => f.write_str("byline"),
            Self::Body => f.write_str("text"),
            Self::Caption { picture } => write!(f, "caption of {picture}"),
            Self::Credit { picture } => write!(f, "credit of {picture}"),
            Self::Alt { picture } => write!(f, "alt text of {picture}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::tests::story;

    #[test]
    fn what_is_written_to_a_part_stands_there_and_nowhere_else() {
        let parts = Part::all(&story("", &["a.jpg", "b.jpg"]));
        assert_eq!(parts.len(), 10);
        for part in &parts {
            let mut story = story("", &["a.jpg", "b.jpg"]);
            assert!(part.set(&mut story, "Here".into()));
            for other in &parts {
                let here = if other == part { "Here" } else { "" };
                assert_eq!(other.text(&story), Some(here), "{part:?} {other:?}");
            }
        }
    }

    #[test]
    fn a_picture_that_is_gone_has_no_words() {
        let mut story = story("", &["a.jpg"]);
        let part = Part::Alt { picture: "gone.jpg".into() };
        assert_eq!(part.text(&story), None);
        assert!(!part.set(&mut story, "Lost".into()));
    }
}
