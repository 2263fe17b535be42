//! Plain, clean HTML: the preview, and the body sent to own sites (`docs/site-api.yaml`).

use super::{Article, Figure, Part};
use crate::markdown::from_html::{self, Held};
use crate::markdown::{Align, Block, Inline, Item, List, Table, html};
use crate::picture::Picture;

/// Where readers get a picture, and its size in pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    pub url: String,
    pub width: u32,
    pub height: u32,
}

/// Body and sign-off. The lead picture is not in it: the page shows it above.
///
/// Class names: `figure` on pictures, `align-left|center|right` on table cells, `footnotes` on the
/// notes.
pub fn body(article: &Article<'_>, image: &dyn Fn(&Picture) -> Image) -> String {
    let mut page = String::new();
    for part in &article.parts {
        match part {
            Part::Block(block) => push_block(&mut page, block),
            Part::Figure(figure) => push_figure(&mut page, "figure", figure, image),
            Part::Missing(_) => {}
        }
    }
    page
}

/// What a page of ours shows of some parts, as it is read back. A picture's address is its name.
pub fn as_read(parts: Vec<Part<'_>>) -> Vec<Held> {
    let article = Article { label: None, byline: String::new(), lead: None, parts };
    let image = |picture: &Picture| Image { url: picture.name.clone(), width: 1, height: 1 };
    let read = from_html::read(&body(&article, &image)).unwrap_or_default();
    read.blocks.into_iter().map(|placed| placed.held).collect()
}

/// A picture with its line.
pub(super) fn push_figure(
    page: &mut String,
    class: &str,
    figure: &Figure<'_>,
    image: &dyn Fn(&Picture) -> Image,
) {
    let Image { url, width, height } = image(figure.picture);
    let (url, alt) = (html::attribute(&url), html::attribute(figure.alt()));
    page.push_str(&format!(
        "<figure class=\"{class}\"><img src=\"{url}\" alt=\"{alt}\" width=\"{width}\" height=\"{height}\">"
    ));
    if !figure.caption.is_empty() {
        let caption = html::text(&figure.caption);
        let dir = html::direction(&caption);
        page.push_str(&format!("<figcaption{dir}>{caption}</figcaption>"));
    }
    page.push_str("</figure>\n");
}

/// One block, closed by a line break.
pub(super) fn push_block(page: &mut String, block: &Block) {
    match block {
        Block::Paragraph(text) => {
            let dir = html::direction(text.as_html());
            page.push_str(&format!("<p{dir}>{text}</p>\n"));
        }
        Block::Heading { level, text } => {
            let dir = html::direction(text.as_html());
            page.push_str(&format!("<h{level}{dir}>{text}</h{level}>\n"));
        }
        Block::List(list) => {
            push_list(page, list);
            page.push('\n');
        }
        Block::Quote(inside) => {
            let mut quoted = String::new();
            inside.iter().for_each(|block| push_block(&mut quoted, block));
            let dir = html::direction(&quoted);
            page.push_str(&format!("<blockquote{dir}>\n{quoted}</blockquote>\n"));
        }
        Block::Table(table) => push_table(page, table),
        Block::Code(text) => {
            page.push_str(&format!("<pre><code>{}</code></pre>\n", html::text(text)));
        }
        Block::Rule => page.push_str("<hr>\n"),
        Block::Footnotes(notes) => {
            let dir = notes.first().map_or("", |note| html::direction(note.as_html()));
            page.push_str(&format!("<ol class=\"footnotes\"{dir}>"));
            notes.iter().for_each(|note| {
                page.push_str(&format!("<li{}>{note}</li>", own_direction(note, dir)));
            });
            page.push_str("</ol>\n");
        }
        // `article` has made a part of its own of each figure.
        Block::Figure { .. } => {}
    }
}

/// What an item of a list, or a cell of a table, says about its direction where the whole says `list`: in
/// one that runs right to left each looks for itself.
pub(super) fn own_direction(item: &Inline, list: &'static str) -> &'static str {
    if list.is_empty() { html::direction(item.as_html()) } else { list }
}

fn push_list(page: &mut String, list: &List) {
    let tag = if list.ordered { "ol" } else { "ul" };
    let dir = list.items.first().map_or("", |item| html::direction(item.text.as_html()));
    match list.start {
        start if list.ordered && start != 1 => {
            page.push_str(&format!("<ol start=\"{start}\"{dir}>"));
        }
        _ => page.push_str(&format!("<{tag}{dir}>")),
    }
    for Item { text, lists } in &list.items {
        page.push_str(&format!("<li{}>{text}", own_direction(text, dir)));
        lists.iter().for_each(|list| push_list(page, list));
        page.push_str("</li>");
    }
    page.push_str(&format!("</{tag}>"));
}

fn push_table(page: &mut String, table: &Table) {
    // The first column stands where the head begins.
    let head = Inline::join(&table.head, " ");
    let dir = html::direction(head.as_html());
    page.push_str(&format!("<table{dir}><thead>"));
    push_row(page, ("th", dir), &table.head, &table.align);
    page.push_str("</thead>");
    if !table.rows.is_empty() {
        page.push_str("<tbody>");
        table.rows.iter().for_each(|row| push_row(page, ("td", dir), row, &table.align));
        page.push_str("</tbody>");
    }
    page.push_str("</table>\n");
}

fn push_row(
    page: &mut String,
    (tag, table): (&str, &'static str),
    cells: &[Inline],
    align: &[Align],
) {
    page.push_str("<tr>");
    for (n, cell) in cells.iter().enumerate() {
        let dir = own_direction(cell, table);
        match align.get(n).and_then(|align| align.word()) {
            Some(word) => {
                page.push_str(&format!("<{tag}{dir} class=\"align-{word}\">{cell}</{tag}>"))
            }
            None => page.push_str(&format!("<{tag}{dir}>{cell}</{tag}>")),
        }
    }
    page.push_str("</tr>");
}
