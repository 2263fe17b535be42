//! WordPress editor blocks.
//!
//! Each form is one the editors of WordPress 6.1 and 6.8 open without "invalid content" and give
//! back unchanged: `<img … />` and `<hr … />` with a blank before the slash (the server rewrites
//! every other spelling), attributes in the comment for whatever the markup says.

use super::{Article, Figure, Part};
use crate::markdown::{Align, Block, Inline, Item, List, Table, html};
use crate::picture::Picture;

/// A picture as the WordPress media library holds it; `url` is the one of its full size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WpImage {
    pub id: u64,
    pub url: String,
    pub width: u32,
    pub height: u32,
}

/// Body and sign-off as blocks, an advertisement's label above them. The lead picture is not in
/// it: it is the post's featured image.
pub fn content(article: &Article<'_>, image: &dyn Fn(&Picture) -> WpImage) -> String {
    let label = article.label.map(|label| paragraph(&Inline::plain(label).strong()));
    let parts = article.parts.iter().filter_map(|part| match part {
        Part::Block(block) => Some(of_block(block)),
        Part::Figure(figure) => Some(of_figure(figure, &image(figure.picture))),
        Part::Missing(_) => None,
    });
    let blocks: Vec<String> = label.into_iter().chain(parts).collect();
    blocks.join("\n\n")
}

/// A block's comments around its markup; `attributes` is JSON or empty.
fn block(name: &str, attributes: &str, markup: &str) -> String {
    let blank = if attributes.is_empty() { "" } else { " " };
    format!("<!-- wp:{name}{blank}{attributes} -->\n{markup}\n<!-- /wp:{name} -->")
}

fn of_block(what: &Block) -> String {
    match what {
        Block::Paragraph(text) => paragraph(text),
        Block::Heading { level, text } => {
            // Level 2 is the default and must not be said.
            let attributes =
                if *level == 2 { String::new() } else { format!("{{\"level\":{level}}}") };
            let text = directed(unbracketed(text));
            let markup = format!("<h{level} class=\"wp-block-heading\">{text}</h{level}>");
            block("heading", &attributes, &markup)
        }
        Block::List(list) => of_list(list),
        Block::Quote(inside) => {
            let inside: Vec<String> = inside.iter().map(of_block).collect();
            let inside = inside.join("\n\n");
            block(
                "quote",
                "",
                &format!("<blockquote class=\"wp-block-quote\">{inside}</blockquote>"),
            )
        }
        Block::Table(table) => of_table(table),
        Block::Code(text) => {
            let text = escaped(&html::text(text));
            block("code", "", &format!("<pre class=\"wp-block-code\"><code>{text}</code></pre>"))
        }
        Block::Rule => {
            let markup = "<hr class=\"wp-block-separator has-alpha-channel-opacity\" />";
            block("separator", "", markup)
        }
        Block::Footnotes(notes) => of_list(&List {
            ordered: true,
            start: 1,
            items: notes.iter().map(|n| Item { text: n.clone(), lists: vec![] }).collect(),
        }),
        // `article` has made a part of its own of each figure.
        Block::Figure { .. } => String::new(),
    }
}

fn paragraph(text: &Inline) -> String {
    let text = unbracketed(text);
    let (attributes, dir) = match html::direction(&text) {
        "" => ("", ""),
        _ => ("{\"direction\":\"rtl\"}", " dir=\"rtl\""),
    };
    block("paragraph", attributes, &format!("<p{dir}>{text}</p>"))
}

fn of_list(list: &List) -> String {
    let items: Vec<String> = list.items.iter().map(of_item).collect();
    let items = items.join("\n\n");
    let (tag, attributes, start) = match (list.ordered, list.start) {
        (false, _) => ("ul", String::new(), String::new()),
        (true, 1) => ("ol", "{\"ordered\":true}".to_owned(), String::new()),
        (true, n) => {
            ("ol", format!("{{\"ordered\":true,\"start\":{n}}}"), format!(" start=\"{n}\""))
        }
    };
    let markup = format!("<{tag}{start} class=\"wp-block-list\">{items}</{tag}>");
    block("list", &attributes, &markup)
}

fn of_item(item: &Item) -> String {
    let inner: Vec<String> = item.lists.iter().map(of_list).collect();
    let inner = inner.join("\n\n");
    block("list-item", "", &format!("<li>{}{inner}</li>", directed(unbracketed(&item.text))))
}

fn of_table(table: &Table) -> String {
    let head = of_row("th", &table.head, &table.align);
    let rows: String = table.rows.iter().map(|row| of_row("td", row, &table.align)).collect();
    let body = if rows.is_empty() { rows } else { format!("<tbody>{rows}</tbody>") };
    let markup = format!(
        "<figure class=\"wp-block-table\"><table><thead>{head}</thead>{body}</table></figure>"
    );
    block("table", "{\"hasFixedLayout\":false}", &markup)
}

fn of_row(tag: &str, cells: &[Inline], align: &[Align]) -> String {
    let mut row = String::from("<tr>");
    for (n, cell) in cells.iter().enumerate() {
        let cell = directed(unbracketed(cell));
        match align.get(n).and_then(|align| align.word()) {
            Some(word) => row.push_str(&format!(
                "<{tag} class=\"has-text-align-{word}\" data-align=\"{word}\">{cell}</{tag}>"
            )),
            None => row.push_str(&format!("<{tag}>{cell}</{tag}>")),
        }
    }
    row.push_str("</tr>");
    row
}

fn of_figure(figure: &Figure<'_>, image: &WpImage) -> String {
    let id = image.id;
    let url = escaped(&html::attribute(&image.url));
    let alt = escaped(&html::attribute(figure.alt()));
    let mut markup = format!(
        "<figure class=\"wp-block-image size-full\"><img src=\"{url}\" alt=\"{alt}\" class=\"wp-image-{id}\" />"
    );
    if !figure.caption.is_empty() {
        let caption = directed(escaped(&html::text(&figure.caption)));
        markup
            .push_str(&format!("<figcaption class=\"wp-element-caption\">{caption}</figcaption>"));
    }
    markup.push_str("</figure>");
    let attributes = format!("{{\"id\":{id},\"sizeSlug\":\"full\",\"linkDestination\":\"none\"}}");
    block("image", &attributes, &markup)
}

/// Words that run right to left, where only a paragraph's block has a direction of its own.
fn directed(text: String) -> String {
    match html::direction(&text) {
        "" => text,
        _ => format!("<span dir=\"rtl\">{text}</span>"),
    }
}

/// The words with square brackets spelt out.
fn unbracketed(text: &Inline) -> String {
    escaped(text.as_html())
}

/// HTML with square brackets spelt out, in the form WordPress itself writes: `[gallery]` in a
/// guest's copy is words, and must not run as a shortcode.
fn escaped(html: &str) -> String {
    html.replace('[', "&#091;").replace(']', "&#093;")
}
