//! What the base prints, block by block, with the Markdown each block was made from.

use super::Pull;
use crate::markdown::from_html::{self, Held, NotCarried};
use crate::markdown::{self, Block, Source};
use crate::picture::Picture;
use crate::render::page::{self, Image};
use crate::render::{self, Part};

/// Where a block of the base's page comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The stretch of its body with this number.
    Body(usize),
    /// The note with this number, from 0.
    Note(usize),
    /// What a desk sets around a body.
    Around(Around),
}

/// What is printed around a body and is no part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Around {
    Byline,
    LeadLine,
    Label,
    /// A dateline that stands alone.
    Dateline,
    SignOff,
}

/// The base taken apart.
pub struct Base {
    pub sources: Vec<Source>,
    /// The labels of the notes, in the order they are printed.
    pub labels: Vec<String>,
    /// Every block it prints.
    pub printed: Vec<(Held, Origin)>,
}

impl Pull<'_> {
    /// Takes the base apart.
    pub(super) fn take_apart(&self) -> Base {
        let smart = self.house.smart_punctuation;
        let (sources, notes) = markdown::sources(&self.base.copy.body, smart);
        let article = render::article(self.base, self.house);
        let mut origins: Vec<Origin> = Vec::new();
        let paragraph = |block: &Block| matches!(block, Block::Paragraph(_));
        let has_dateline =
            self.base.copy.dateline.as_deref().is_some_and(|place| !place.trim().is_empty());
        if has_dateline && !sources.iter().flat_map(|source| &source.blocks).any(paragraph) {
            origins.push(Origin::Around(Around::Dateline));
        }
        for (n, source) in sources.iter().enumerate() {
            let printed = source.blocks.iter().filter(|block| self.prints(block));
            origins.extend(printed.map(|_| Origin::Body(n)));
        }
        if !notes.is_empty() {
            origins.push(Origin::Note(0));
        }
        let parts = article.parts.iter().filter(|part| !matches!(part, Part::Missing(_)));
        let mut printed = Vec::new();
        for (n, part) in parts.enumerate() {
            let origin = origins.get(n).copied().unwrap_or(Origin::Around(Around::SignOff));
            let held = page::as_read(vec![part.clone()]);
            printed.extend(held.into_iter().enumerate().map(|(number, held)| match origin {
                Origin::Note(_) => (held, Origin::Note(number)),
                origin => (held, origin),
            }));
        }
        Base { sources, labels: notes.into_iter().map(|(label, _)| label).collect(), printed }
    }

    /// What would be called not carried of what the base itself prints: brackets that look like a
    /// shortcode, a raised number.
    pub(super) fn lost_in_print(&self) -> Vec<NotCarried> {
        let article = render::article(self.base, self.house);
        let image = |picture: &Picture| Image { url: picture.name.clone(), width: 1, height: 1 };
        from_html::read(&page::body(&article, &image)).unwrap_or_default().not_carried
    }

    /// Whether a block of the body is printed where it stands.
    fn prints(&self, block: &Block) -> bool {
        match block {
            Block::Figure { name } => {
                self.base.picture(name).is_some()
                    && self.base.lead().is_none_or(|lead| lead.name != *name)
            }
            _ => true,
        }
    }
}
