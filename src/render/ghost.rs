//! HTML for Ghost, which takes it apart into the cards of its editor (`?source=html`).
//!
//! What its editor has a form for goes as plain HTML. What it would lose or glue together (tables,
//! quotes of more than one paragraph, items that hold only a list, notes) stands in HTML cards,
//! which are kept as they are. Of the marks in a caption its editor keeps `em` and links only, so
//! the credit is set in `em`.

use super::page::{self, Image};
use super::{Article, Figure, Part};
use crate::markdown::{Block, Inline, List, html};
use crate::picture::Picture;

/// Byline, body and sign-off, an advertisement's label above them. The lead picture is not in it:
/// it is the post's feature image. `byline` is empty where the site itself names the author.
pub fn content(article: &Article<'_>, byline: &str, image: &dyn Fn(&Picture) -> Image) -> String {
    let mut content = String::new();
    let label = article.label.map(|label| Inline::plain(label).strong());
    let byline = (!byline.trim().is_empty()).then(|| Inline::plain(byline.trim()));
    for line in label.into_iter().chain(byline) {
        page::push_block(&mut content, &Block::Paragraph(line));
    }
    for part in &article.parts {
        match part {
            Part::Block(block) if is_plain(block) => page::push_block(&mut content, block),
            Part::Block(block) => push_card(&mut content, block),
            Part::Figure(figure) => push_figure(&mut content, figure, &image(figure.picture)),
            Part::Missing(_) => {}
        }
    }
    content
}

/// Caption and credit as HTML, the credit in `em`.
pub fn caption(figure: &Figure<'_>) -> String {
    let line = figure.caption.trim();
    let caption = figure.picture.words.caption.trim();
    let emphasised = |credit: &str| match credit.trim() {
        "" => String::new(),
        credit => format!("<em>{}</em>", html::text(credit)),
    };
    let (before, after) = match (line.strip_prefix(caption), line.strip_suffix(caption)) {
        (Some(credit), _) => (html::text(caption), emphasised(credit)),
        (None, Some(credit)) => (emphasised(credit), html::text(caption)),
        // A house that sets the caption in the middle, or not at all.
        (None, None) => (html::text(line), String::new()),
    };
    [before, after].join(" ").trim().to_owned()
}

/// Whether Ghost's editor has a form for the block that keeps all of its words.
fn is_plain(block: &Block) -> bool {
    match block {
        Block::Paragraph(_) | Block::Heading { .. } | Block::Code(_) | Block::Rule => true,
        Block::List(list) => has_words(list),
        Block::Quote(inside) => matches!(inside.as_slice(), [Block::Paragraph(_)]),
        Block::Table(_) | Block::Footnotes(_) | Block::Figure { .. } => false,
    }
}

/// Whether every item says something before the lists in it.
fn has_words(list: &List) -> bool {
    list.items.iter().all(|item| !item.text.is_blank() && item.lists.iter().all(has_words))
}

/// A card of HTML, which Ghost keeps as it is.
fn push_card(content: &mut String, block: &Block) {
    let mut inside = String::new();
    match block {
        Block::Footnotes(notes) => push_notes(&mut inside, notes),
        block => page::push_block(&mut inside, block),
    }
    // Themes do not know our class names.
    for cell in ["th", "td"] {
        for side in ["left", "center", "right"] {
            inside = inside.replace(
                &format!("<{cell} class=\"align-{side}\">"),
                &format!("<{cell} style=\"text-align:{side}\">"),
            );
        }
    }
    let inside = inside.trim_end();
    content.push_str(&format!("<!--kg-card-begin: html-->\n{inside}\n<!--kg-card-end: html-->\n"));
}

/// The notes, each where its mark leads. The way back is left out: Ghost's editor keeps no place in
/// a paragraph it could lead to.
fn push_notes(inside: &mut String, notes: &[Inline]) {
    inside.push_str("<ol>");
    for (note, number) in notes.iter().zip(1..) {
        let text = note.as_html();
        let words = text.rsplit_once("<a href=\"#footnote-ref-").map_or(text, |(words, _)| words);
        inside.push_str(&format!("<li id=\"footnote-{number}\">{}</li>", words.trim_end()));
    }
    inside.push_str("</ol>");
}

fn push_figure(content: &mut String, figure: &Figure<'_>, image: &Image) {
    let (url, alt) = (html::attribute(&image.url), html::attribute(figure.alt()));
    let Image { width, height, .. } = image;
    content.push_str(&format!(
        "<figure><img src=\"{url}\" alt=\"{alt}\" width=\"{width}\" height=\"{height}\">"
    ));
    let caption = caption(figure);
    if !caption.is_empty() {
        content.push_str(&format!("<figcaption>{caption}</figcaption>"));
    }
    content.push_str("</figure>\n");
}
