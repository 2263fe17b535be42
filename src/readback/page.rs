//! A page as a reader gets it, taken apart: its pictures with the words by them, and its data.

pub use crate::markdown::from_html::is_too_deep;

use super::Fetch;
use super::style::Styles;
use scraper::{ElementRef, Html, Node, Selector};
use serde_json::Value;
use url::Url;

/// A picture of the page that is not hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Where its file is; the first is what a browser without other choices shows.
    pub sources: Vec<String>,
    /// Files a browser may show instead, the largest first: those of each `source` beside the image,
    /// and of its own `srcset`.
    pub choices: Vec<Vec<String>>,
    pub alt: Option<String>,
    /// Those who listen to the page are not told of it.
    pub silent: bool,
    /// WordPress's number for it.
    pub number: Option<String>,
    /// The words that stand by it, from the closest on.
    pub near: Vec<Near>,
    /// The same with those that a style sheet hides.
    pub unstyled: Vec<Near>,
}

/// Words by a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    pub text: String,
    /// They stand in the picture's own figure; others are near by chance perhaps.
    pub figure: bool,
}

/// A page.
#[derive(Debug)]
pub struct Page {
    pub images: Vec<Image>,
    /// Where our WordPress posts say the featured image's caption and credit.
    pub lead_credits: Vec<Near>,
    /// Some style sheet of the page is not known: what is there may be hidden.
    pub style_unknown: bool,
    /// The blocks of structured data.
    pub data: Vec<Value>,
    /// Some block could not be read.
    pub broken_data: bool,
    pub address: Url,
}

/// How far up words that belong to a picture are looked for where there is no figure.
const NEAR: usize = 3;

impl Page {
    /// Style sheets are got with `fetch`.
    pub fn read(html: &str, address: &Url, fetch: Fetch<'_>) -> Self {
        let document = Html::parse_document(html);
        let base = select(&document, "base[href]")
            .first()
            .and_then(|base| address.join(base.attr("href")?).ok())
            .unwrap_or_else(|| address.clone());
        let styles = Styles::read(&document, &base, fetch);
        let images = select(&document, "img").into_iter();
        // What is only faint or off the screen may come with a script, as late pictures do.
        let images = images.filter(|image| !is_unseen(*image) && !styles.look(*image).removed);
        let images: Vec<Image> = images.map(|image| read_image(image, &base, &styles)).collect();
        let credits = select(&document, ".lead-credit").into_iter();
        let credits = credits.filter(|credit| !is_unseen(*credit));
        let blocks = select(&document, "script[type]").into_iter().filter(is_data);
        let blocks: Vec<_> = blocks.map(|block| block.text().collect::<String>()).collect();
        let data: Vec<Value> =
            blocks.iter().filter_map(|text| serde_json::from_str(text.trim()).ok()).collect();
        Self {
            images,
            lead_credits: credits
                .map(|credit| Near { text: visible_text(credit, Some(&styles)), figure: true })
                .collect(),
            style_unknown: styles.unknown(),
            broken_data: data.len() < blocks.len(),
            data,
            address: base,
        }
    }
}

fn select<'a>(document: &'a Html, what: &str) -> Vec<ElementRef<'a>> {
    // Every selector here is written in this file; one that is none finds nothing.
    Selector::parse(what).map(|what| document.select(&what).collect()).unwrap_or_default()
}

fn is_data(script: &ElementRef<'_>) -> bool {
    let kind = script.attr("type").unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/ld+json")
}

fn read_image(image: ElementRef<'_>, base: &Url, styles: &Styles) -> Image {
    let whole = |address: &str| base.join(address.trim()).ok().map(String::from);
    // Pages that load pictures late keep the address aside until the picture is scrolled to.
    let sources = ["src", "data-src", "data-lazy-src", "data-original"];
    let sources = sources.iter().filter_map(|name| image.attr(name));
    let sources = sources.filter(|src| !src.trim().is_empty() && !src.starts_with("data:"));
    let beside =
        image.parent().and_then(ElementRef::wrap).filter(|up| up.value().name() == "picture");
    let beside = beside.into_iter().flat_map(|up| up.child_elements());
    let beside = beside.filter(|one| one.value().name() == "source");
    let choices = beside
        .chain([image])
        .filter_map(|one| one.attr("srcset").or_else(|| one.attr("data-srcset")))
        .map(|srcset| by_size(srcset).into_iter().filter_map(whole).collect());
    let class = image.attr("class").unwrap_or_default();
    let number = class.split_whitespace().find_map(|class| class.strip_prefix("wp-image-"));
    let number =
        number.or_else(|| image.attr("data-attachment-id")).or_else(|| image.attr("data-id"));
    Image {
        sources: sources.filter_map(whole).collect(),
        choices: choices.collect(),
        alt: image.attr("alt").map(str::to_owned),
        silent: with_ancestors(image).any(|one| one.attr("aria-hidden") == Some("true")),
        number: number.map(str::to_owned),
        near: near(image, Some(styles)),
        unstyled: near(image, None),
    }
}

/// The addresses of a `srcset`, that of the largest file first.
fn by_size(srcset: &str) -> Vec<&str> {
    let size = |descriptor: &str| descriptor.trim_end_matches(['w', 'x']).parse().unwrap_or(1.0);
    let mut files: Vec<(&str, f64)> = srcset
        .split(", ")
        .flat_map(|part| part.split(",\n"))
        .filter_map(|part| {
            let mut words = part.trim().trim_end_matches(',').split_whitespace();
            Some((words.next()?, size(words.next().unwrap_or("1x"))))
        })
        .collect();
    files.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    files.into_iter().map(|(address, _)| address).collect()
}

/// The words of the picture's figure; where it has none, of what stands close around it. Without
/// `styles`, those too that a style sheet hides.
fn near(image: ElementRef<'_>, styles: Option<&Styles>) -> Vec<Near> {
    if let Some(figure) = with_ancestors(image).find(|one| one.value().name() == "figure") {
        return vec![Near { text: visible_text(figure, styles), figure: true }];
    }
    let mut near = Vec::new();
    for one in with_ancestors(image).take(NEAR) {
        if matches!(one.value().name(), "article" | "main" | "body" | "section") {
            break;
        }
        near.push(visible_text(one, styles));
        let next = one.next_siblings().find_map(ElementRef::wrap);
        near.extend(next.map(|next| visible_text(next, styles)));
    }
    near.retain(|text| !text.trim().is_empty());
    near.into_iter().map(|text| Near { text, figure: false }).collect()
}

fn with_ancestors(element: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    std::iter::once(element).chain(element.ancestors().filter_map(ElementRef::wrap))
}

fn is_unseen(element: ElementRef<'_>) -> bool {
    with_ancestors(element).any(is_hidden)
}

/// Whether the markup itself keeps the element from the page.
pub(super) fn is_hidden(element: ElementRef<'_>) -> bool {
    const NEVER: [&str; 6] = ["head", "noscript", "script", "style", "template", "title"];
    const CLASSES: [&str; 6] =
        ["screen-reader-text", "sr-only", "unseen", "visually-hidden", "visuallyhidden", "hidden"];
    let name = element.value().name();
    let class = element.attr("class").unwrap_or_default();
    NEVER.contains(&name)
        || element.attr("hidden").is_some()
        || (matches!(name, "details" | "dialog") && element.attr("open").is_none())
        || class.split_whitespace().any(|class| CLASSES.contains(&class))
}

/// How deep words are looked for: no page a person made goes further.
const DEPTH: usize = 100;

/// The words of an element and of what it holds, as far as they are not hidden by the markup or,
/// where they are given, by `styles`.
fn visible_text(element: ElementRef<'_>, styles: Option<&Styles>) -> String {
    text_within(element, styles, DEPTH)
}

fn text_within(element: ElementRef<'_>, styles: Option<&Styles>, depth: usize) -> String {
    const WITHIN_A_WORD: [&str; 9] = ["a", "b", "em", "i", "mark", "s", "strong", "sub", "sup"];
    let mut text = String::new();
    if depth == 0 || is_hidden(element) {
        return text;
    }
    let readable = styles.is_none_or(|styles| styles.look(element).readable());
    for child in element.children() {
        match child.value() {
            Node::Text(words) if readable => text.push_str(words),
            Node::Element(_) => {
                let Some(inside) = ElementRef::wrap(child) else { continue };
                let blank = if WITHIN_A_WORD.contains(&inside.value().name()) { "" } else { " " };
                text.push_str(&format!("{blank}{}{blank}", text_within(inside, styles, depth - 1)));
            }
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(html: &str) -> Page {
        let address = Url::parse("https://news.example/2024/story/").unwrap();
        Page::read(html, &address, &mut |_| Ok(Vec::new()))
    }

    #[test]
    fn words_that_the_markup_hides_are_not_by_the_picture() {
        for hidden in [
            "<figcaption hidden>Gone</figcaption>",
            "<figcaption style=\"Display : none\">Gone</figcaption>",
            "<div style='visibility:hidden'><figcaption>Gone</figcaption></div>",
            "<figcaption class=\"x sr-only\">Gone</figcaption>",
            "<details><summary>Gone</summary></details>",
            "<template><p>Gone</p></template><script>Gone</script>",
        ] {
            let page = page(&format!("<figure><img src=a.jpg>{hidden}</figure>"));
            assert_eq!(page.images[0].near[0].text.trim(), "", "{hidden}");
        }
        let faint = page("<figure><img src=a><figcaption style='opacity:0.9'>Here</figcaption>");
        assert_eq!(faint.images[0].near[0].text.trim(), "Here");
    }

    #[test]
    fn an_image_tells_all_its_files() {
        let page = page(
            "<picture><source srcset='a.webp 1x, a2.webp 2x'><img src='data:image/gif;base64,R0' \
             data-src='/a.jpg' srcset='a-300.jpg 300w, https://cdn.example/a,b.jpg 1024w' alt='A' \
             class='x wp-image-12'></picture><noscript><img src=b.jpg></noscript><img hidden src=c>",
        );
        assert_eq!(page.images.len(), 1, "neither script-less copies nor hidden ones count");
        let image = &page.images[0];
        assert_eq!(image.sources, ["https://news.example/a.jpg"]);
        assert_eq!(
            image.choices,
            [
                [
                    "https://news.example/2024/story/a2.webp",
                    "https://news.example/2024/story/a.webp"
                ],
                ["https://cdn.example/a,b.jpg", "https://news.example/2024/story/a-300.jpg"]
            ]
        );
        assert_eq!(image.number.as_deref(), Some("12"));
    }

    #[test]
    fn without_a_figure_only_what_is_close_counts() {
        let page = page("<article><div><img src=a></div><p>By it</p><p>Far off</p></article>");
        let texts: Vec<_> = page.images[0].near.iter().map(|near| near.text.as_str()).collect();
        assert_eq!(texts, ["By it"]);
    }
}
