//! A kept body made ready for the page.

use crate::clean::{self, PICTURE_PATH};
use crate::document::StoryDocument;
use crate::store::{Records, StoreError};
use maud::{Markup, PreEscaped, html};

/// The body with sizes on its pictures, alignment as classes, and the dateline before its first
/// words.
pub fn body(records: &Records, document: &StoryDocument) -> Result<Markup, StoreError> {
    // What was paid for may not lend its links the paper's name.
    let html = match document.kind.is_paid_for() {
        true => clean::with_link_rel(&document.body_html, "sponsored nofollow"),
        false => document.body_html.clone(),
    };
    let html = with_picture_sizes(records, document, &html)?;
    let html = with_alignment(html);
    Ok(PreEscaped(match &document.dateline {
        Some(dateline) => with_dateline(&html, dateline),
        None => html,
    }))
}

/// `html` is the cleaner's output: attributes are in double quotes, and no quoted value holds one.
fn with_picture_sizes(
    records: &Records,
    document: &StoryDocument,
    html: &str,
) -> Result<String, StoreError> {
    let source = format!("src=\"{PICTURE_PATH}");
    let mut sized = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find("<img ") {
        let (before, tag_on) = rest.split_at(start);
        sized.push_str(before);
        let end = end_of_tag(tag_on);
        let (tag, after) = tag_on.split_at(end);
        rest = after;
        let id = tag.split_once(&source).and_then(|(_, on)| on.split_once('"')).map(|(id, _)| id);
        let held = id.map(|id| records.picture(id)).transpose()?.flatten();
        sized.push_str(&tag[..tag.len() - 1]);
        if let Some(held) = held.filter(|_| !tag.contains(" width=\"")) {
            sized.push_str(&format!(" width=\"{}\" height=\"{}\"", held.width, held.height));
        }
        if !tag.contains(" alt=\"") {
            let alt = id.and_then(|id| document.picture(id)).map_or("", |words| &words.alt);
            sized.push_str(&format!(" alt=\"{}\"", html! { (alt) }.into_string()));
        }
        sized.push_str(" loading=\"lazy\">");
    }
    sized.push_str(rest);
    Ok(sized)
}

/// The length of the tag at the start of `html`, up to the `>` that stands outside all quotes.
fn end_of_tag(html: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in html.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    html.len()
}

/// `align` on cells is obsolete in HTML, but it is what Markdown tables are rendered with.
fn with_alignment(html: String) -> String {
    let mut html = html;
    for cell in ["td", "th"] {
        for side in ["left", "center", "right"] {
            let old = format!("<{cell} align=\"{side}\"");
            html = html.replace(&old, &format!("<{cell} class=\"align-{side}\""));
        }
    }
    html
}

fn with_dateline(body: &str, dateline: &str) -> String {
    let line = html! { span class="dateline" { (dateline) } " — " }.into_string();
    match body.strip_prefix("<p>") {
        // Some desks write it into the text themselves.
        Some(text) if text.starts_with(dateline) => body.to_owned(),
        Some(text) => format!("<p>{line}{text}"),
        None => format!("<p>{line}</p>{body}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_stands_before_the_first_words_once() {
        let told = with_dateline("<p>The weir</p>", "MARLBECK");
        assert_eq!(told, "<p><span class=\"dateline\">MARLBECK</span> — The weir</p>");
        assert_eq!(with_dateline("<p>MARLBECK — a</p>", "MARLBECK"), "<p>MARLBECK — a</p>");
    }

    #[test]
    fn alignment_becomes_a_class() {
        let cell = with_alignment("<td align=\"right\">1</td>".into());
        assert_eq!(cell, "<td class=\"align-right\">1</td>");
    }

    #[test]
    fn a_tag_ends_outside_the_quotes() {
        assert_eq!(end_of_tag(r#"<img alt="a > b">rest"#), 17);
    }
}
