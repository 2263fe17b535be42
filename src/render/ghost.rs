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
        let sides = ["left", "center", "right"].into_iter();
        for (side, dir) in sides.flat_map(|side| [(side, ""), (side, " dir=\"auto\"")]) {
            inside = inside.replace(
                &format!("<{cell}{dir} class=\"align-{side}\">"),
                &format!("<{cell}{dir} style=\"text-align:{side}\">"),
            );
        }
    }
    let inside = inside.trim_end();
    content.push_str(&format!("<!--kg-card-begin: html-->\n{inside}\n<!--kg-card-end: html-->\n"));
}

/// The notes, each where its mark leads. The way back is left out: Ghost's editor keeps no place in
/// a paragraph it could lead to.
fn push_notes(inside: &mut String, notes: &[Inline]) {
    let dir = notes.first().map_or("", |note| html::direction(note.as_html()));
    inside.push_str(&format!("<ol{dir}>"));
    for (note, number) in notes.iter().zip(1..) {
        let text = note.as_html();
        let words = text.rsplit_once("<a href=\"#footnote-ref-").map_or(text, |(words, _)| words);
        inside.push_str(&format!(
            "<li id=\"footnote-{number}\"{}>{}</li>",
            page::own_direction(note, dir),
            words.trim_end()
        ));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::house::House;
    use crate::render::{article, example};
    use crate::story::{Kind, Story};

    fn house() -> House {
        House { sign_off: String::new(), smart_punctuation: false, ..House::built_in().clone() }
    }

    fn story(body: &str) -> Story {
        let mut story = example::story();
        story.kind = Kind::News;
        story.copy.dateline = None;
        story.copy.body = body.to_owned();
        story
    }

    fn image(picture: &Picture) -> Image {
        Image { url: format!("https://g.example/{}?a&b", picture.name), width: 800, height: 533 }
    }

    fn written(story: &Story, byline: &str) -> String {
        content(&article(story, &house()), byline, &image)
    }

    #[test]
    fn each_form_is_one_ghost_keeps() {
        for (body, html) in [
            ("a & [b](/c)", "<p>a &amp; <a href=\"/c\">b</a></p>\n"),
            ("#### a", "<h4>a</h4>\n"),
            ("- a\n  1. b", "<ul><li>a<ol><li>b</li></ol></li></ul>\n"),
            ("> a", "<blockquote>\n<p>a</p>\n</blockquote>\n"),
            ("    a < b", "<pre><code>a &lt; b</code></pre>\n"),
            ("---", "<hr>\n"),
            ("![](gone.jpg)", ""),
            ("![](lead.jpg)", ""),
            (
                "![](roof.jpg)",
                "<figure><img src=\"https://g.example/roof.jpg?a&amp;b\" alt=\"Slates &amp; &quot;lead&quot; &gt; tin\" width=\"800\" height=\"533\"><figcaption>The roof &lt;old&gt; &amp; [new] <em>(Image - Jo Smith / \"Courier\")</em></figcaption></figure>\n",
            ),
        ] {
            assert_eq!(written(&story(body), ""), html, "{body}");
        }
    }

    #[test]
    fn what_ghosts_editor_would_glue_together_stands_in_a_card() {
        for (body, inside) in [
            (
                "|a|b|\n|-|-:|\n|1|2|",
                "<table><thead><tr><th>a</th><th style=\"text-align:right\">b</th></tr></thead><tbody><tr><td>1</td><td style=\"text-align:right\">2</td></tr></tbody></table>",
            ),
            ("> a\n>\n> b", "<blockquote>\n<p>a</p>\n<p>b</p>\n</blockquote>"),
            ("1. - a", "<ol><li><ul><li>a</li></ul></li></ol>"),
        ] {
            let card = format!("<!--kg-card-begin: html-->\n{inside}\n<!--kg-card-end: html-->\n");
            assert_eq!(written(&story(body), ""), card, "{body}");
        }
        // Words that look like our own markup are words.
        let words = written(&story("|<td class=\"align-left\">|\n|-|\n"), "");
        assert!(!words.contains("text-align"), "{words}");
    }

    #[test]
    fn a_mark_leads_to_its_note() {
        let html = written(&story("a[^n]\n\n[^n]: b *c*"), "");
        assert!(html.contains("<a href=\"#footnote-1\""), "{html}");
        assert!(html.contains("<li id=\"footnote-1\">b <em>c</em></li>"), "{html}");
        assert!(!html.contains('↩'), "the way back leads nowhere: {html}");
        let html = written(&story("a[^n]\n\n[^n]: שלום"), "");
        assert!(
            html.contains("<ol dir=\"auto\"><li id=\"footnote-1\" dir=\"auto\">שלום"),
            "{html}"
        );
    }

    #[test]
    fn label_and_byline_come_first() {
        let mut story = story("a");
        story.kind = Kind::AdvertisementFeature;
        assert_eq!(
            written(&story, "By Jo <Smith>"),
            "<p><strong>Advertisement feature</strong></p>\n<p>By Jo &lt;Smith&gt;</p>\n<p>a</p>\n"
        );
    }

    #[test]
    fn the_credit_is_emphasised_wherever_the_house_sets_it() {
        let line = |format: &str, words: &str, credit: &str| {
            let mut house = house();
            house.credit.format = format.to_owned();
            let mut story = story("");
            story.pictures[0].words.caption = words.to_owned();
            story.pictures[0].words.credit = credit.to_owned();
            caption(article(&story, &house).lead.as_ref().unwrap())
        };
        let usual = "{caption} (Image - {credit})";
        assert_eq!(line(usual, "A & b", "Jo"), "A &amp; b <em>(Image - Jo)</em>");
        assert_eq!(line(usual, "", "Jo"), "<em>(Image - Jo)</em>");
        assert_eq!(line(usual, "A", ""), "A");
        assert_eq!(line(usual, "", ""), "");
        assert_eq!(line("{credit}: {caption}", "A", "Jo"), "<em>Jo:</em> A");
        assert_eq!(line("[{caption}] {credit}", "A", "Jo"), "[A] Jo");
    }
}
