//! One story into each site's form. Pure: where pictures are and what time it is are arguments.
//!
//! [`article`] decides once what is printed, and in what order; the modules below only write it
//! down. Preview and own sites share one writer, so what is seen is what is published.

pub mod example;
pub mod ghost;
pub mod ninjs;
pub mod page;
mod preview;
pub mod wordpress;

pub use preview::preview;

use crate::house::House;
use crate::markdown::{self, Block, Inline};
use crate::picture::Picture;
use crate::story::{Kind, Story};

/// What is printed of a story below its headline.
#[derive(Debug, Clone, PartialEq)]
pub struct Article<'a> {
    /// What paid-for articles are marked with.
    pub label: Option<&'a str>,
    /// The byline in the house's pattern; empty if there is none.
    pub byline: String,
    /// The picture above the first paragraph; not among `parts`.
    pub lead: Option<Figure<'a>>,
    /// Body and sign-off, in order.
    pub parts: Vec<Part<'a>>,
}

/// A piece of an article.
#[derive(Debug, Clone, PartialEq)]
pub enum Part<'a> {
    /// Never a [`Block::Figure`].
    Block(Block),
    Figure(Figure<'a>),
    /// An image line whose picture the story does not have: shown in the preview, never published.
    Missing(String),
}

/// A picture with its printed line.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure<'a> {
    pub picture: &'a Picture,
    /// Caption and credit in the house format, plain text; may be empty.
    pub caption: String,
}

impl Figure<'_> {
    /// Alt text as it is printed: none for a picture that adds nothing.
    pub fn alt(&self) -> &str {
        let words = &self.picture.words;
        if words.decorative { "" } else { words.alt.trim() }
    }
}

/// The story as it is printed: dateline, figures and sign-off in place.
///
/// The line of the lead picture in the body prints nothing: it stands at the top already.
pub fn article<'a>(story: &'a Story, house: &'a House) -> Article<'a> {
    let figure =
        |picture: &'a Picture| Figure { picture, caption: house.caption_line(&picture.words) };
    let lead = story.lead();
    let mut blocks = markdown::parse(&story.copy.body, house.smart_punctuation);
    if let Some(place) = story.copy.dateline.as_deref().filter(|place| !place.trim().is_empty()) {
        open_with(&mut blocks, &house.dateline_for(place));
    }
    let notes = blocks.pop_if(|last| matches!(last, Block::Footnotes(_)));
    let mut parts: Vec<Part<'a>> = Vec::with_capacity(blocks.len() + 4);
    for block in blocks.into_iter().chain(notes) {
        match block {
            Block::Figure { name } if lead.is_some_and(|p| p.name == name) => {}
            Block::Figure { name } => parts.push(match story.picture(&name) {
                Some(picture) => Part::Figure(figure(picture)),
                None => Part::Missing(name),
            }),
            block => parts.push(Part::Block(block)),
        }
    }
    parts.extend(sign_off(house));
    let paid = story.kind == Kind::AdvertisementFeature;
    Article {
        label: paid.then_some(house.advertisement.label.as_str()),
        byline: house.byline_for(&story.copy.byline),
        lead: lead.map(figure),
        parts,
    }
}

/// Sets the dateline before the words of the first paragraph, or on its own if there is none.
fn open_with(blocks: &mut Vec<Block>, dateline: &str) {
    let first = blocks.iter_mut().find_map(|block| match block {
        Block::Paragraph(text) => Some(text),
        _ => None,
    });
    match first {
        Some(text) => *text = Inline::join(&[Inline::plain(dateline), text.clone()], ""),
        None => blocks.insert(0, Block::Paragraph(Inline::plain(dateline.trim()))),
    }
}

/// The house's sign-off beneath a rule. It has no pictures: they would be no story's.
fn sign_off<'a>(house: &House) -> impl Iterator<Item = Part<'a>> + use<'a> {
    let mut blocks = markdown::parse(&house.sign_off, house.smart_punctuation);
    blocks.retain(|block| !matches!(block, Block::Figure { .. }));
    let rule = (!blocks.is_empty()).then_some(Block::Rule);
    rule.into_iter().chain(blocks).map(Part::Block)
}

#[cfg(test)]
mod tests;
