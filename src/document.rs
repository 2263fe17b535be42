//! A story as a file: Markdown with YAML front matter, its pictures beside it. Pure: reading and
//! writing the file, and finding the pictures, is up to the caller.
//!
//! Reading back what was written gives the same words, to the letter; only what ordinary images of
//! the body say has moved to its pictures.

mod front_matter;
mod import;

pub use import::rename_pictures;

use crate::error::Result;
use crate::picture::Words;
use crate::story::{Copy, Kind, Story};
use front_matter::{FrontMatter, PictureEntry};
use jiff::Timestamp;

/// What a file says of a story.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    pub copy: Copy,
    pub kind: Kind,
    pub section: String,
    pub slug: String,
    pub embargo: Option<Timestamp>,
    /// The name of the lead picture; it is among `pictures`.
    pub lead: Option<String>,
    /// Every picture the file names, in front matter or body, by the name the body says. Names are
    /// as written: whoever opens the files decides which may be opened.
    pub pictures: Vec<(String, Words)>,
}

/// Reads a story file; `file` is the name to use in messages.
///
/// Without front matter the first heading of the first level becomes the headline. An ordinary
/// image, `![alt](roof.jpg "Caption (Image - Jo Smith)")`, gives its words to the picture and
/// becomes a plain `![](roof.jpg)`; words in the front matter come first.
///
/// # Errors
/// [`crate::Code::Invalid`] with file, line and reason where the front matter cannot be understood
/// whole: nothing in it is skipped silently.
pub fn read(text: &str, file: &str) -> Result<Document> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = text.replace("\r\n", "\n");
    front_matter::refuse_unclosed(&text, file)?;
    let (matter, body) = match front_matter::split(&text) {
        Some((yaml, body)) => (FrontMatter::parse(yaml, file)?, body),
        None => (FrontMatter::default(), text.trim_matches('\n')),
    };
    Ok(assemble(matter, body))
}

fn assemble(matter: FrontMatter, body: &str) -> Document {
    let mut body = body.to_owned();
    let headline = matter.headline.unwrap_or_else(|| import::lift_title(&mut body));
    let mut pictures: Vec<(String, Words)> =
        matter.pictures.into_iter().map(|(name, entry)| (name, entry.into_words())).collect();
    import::gather_pictures(&mut body, &mut pictures);
    let lead = matter.lead.filter(|name| !name.trim().is_empty());
    if let Some(name) = lead.as_ref().filter(|name| pictures.iter().all(|(n, _)| n != *name)) {
        pictures.insert(0, (name.clone(), Words::default()));
    }
    Document {
        copy: Copy {
            headline,
            standfirst: matter.standfirst,
            byline: matter.byline,
            dateline: matter.dateline,
            body,
            tags: matter.tags,
        },
        kind: matter.kind,
        section: matter.section,
        slug: matter.slug,
        embargo: matter.embargo,
        lead,
        pictures,
    }
}

/// The story as a file's text.
pub fn write(story: &Story) -> String {
    let copy = story.copy.clone();
    let entry = |words: &Words| PictureEntry::of_words(words);
    let matter = FrontMatter {
        headline: Some(copy.headline),
        standfirst: copy.standfirst,
        byline: copy.byline,
        dateline: copy.dateline,
        kind: story.kind,
        section: story.section.clone(),
        slug: story.slug.clone(),
        tags: copy.tags,
        embargo: story.embargo,
        lead: story.lead().map(|picture| picture.name.clone()),
        pictures: story.pictures.iter().map(|p| (p.name.clone(), entry(&p.words))).collect(),
    };
    format!("---\n{}---\n\n{}\n", matter.to_yaml(), copy.body)
}

#[cfg(test)]
mod tests;
