//! The cards of Ghost's editor: their words and what they lead to stay; what a page needs to play or to
//! send them is furniture and no part of a story.

use super::walk::{Walk, attribute, class, name};
use super::{Bit, Held, Style, inline};
use scraper::ElementRef;

/// Cards whose words stay and whose form does not, by what each is called.
const FORMS: [(&str, &str); 4] = [
    ("kg-button-card", "button, now a link"),
    ("kg-header-card", "form of a header"),
    ("kg-product-card", "form of a product’s box"),
    ("kg-cta-card", "form of a call to action"),
];

impl Walk<'_> {
    /// A card that is not simply gone into. `false` if it is none.
    pub(super) fn card(&mut self, element: ElementRef<'_>, depth: usize) -> bool {
        if is(element, "kg-callout-card") {
            self.callout(element);
            return true;
        }
        if self.reads_page() || !is(element, "kg-card") {
            return false;
        }
        if is(element, "kg-email-card") {
            self.miss("words that go out by mail only", &said(element));
        } else if is(element, "kg-signup-card") {
            self.miss("form for signing up", &said(element));
        } else if is(element, "kg-audio-card") {
            self.played(element, "audio");
        } else if is(element, "kg-video-card") {
            self.played(element, "video");
        } else if is(element, "kg-file-card") {
            self.file_card(element);
        } else if let Some((_, form)) = FORMS.iter().find(|(card, _)| is(element, card)) {
            self.miss(*form, &said(element));
            let stars = "kg-product-card-rating-active";
            let stars = element.descendent_elements().filter(|one| is(*one, stars)).count();
            if stars > 0 {
                self.miss("stars of a product", &stars.to_string());
            }
            self.inside(element, depth);
        } else {
            return false;
        }
        true
    }

    /// A recording or a film: a link to its file, and what stands under it.
    fn played(&mut self, card: ElementRef<'_>, what: &str) {
        let file = card.descendent_elements().find(|one| name(*one) == what);
        let Some(address) = file.and_then(|file| attribute(file, "src")) else {
            return self.miss(format!("{what} without an address"), &said(card));
        };
        let title = words_in(card, "kg-audio-title");
        self.link_line(&address, if title.is_empty() { &address } else { &title }, card);
        self.miss(format!("{what}, now a link"), &address);
        let picture = card.descendent_elements().find(|one| is(*one, "kg-audio-thumbnail"));
        let picture = picture.and_then(|one| attribute(one, "src")).unwrap_or_default();
        if !picture.is_empty() {
            self.miss("picture of a recording", &picture);
        }
        if let Some(caption) = card.child_elements().find(|one| name(*one) == "figcaption") {
            self.caption(caption);
        }
    }

    /// A file to take home: a link to it, and what is said of it.
    fn file_card(&mut self, card: ElementRef<'_>) {
        let link = card.descendent_elements().find(|one| name(*one) == "a");
        let address = link.and_then(|link| attribute(link, "href")).unwrap_or_default();
        let [title, caption, file, size] = ["title", "caption", "filename", "filesize"]
            .map(|part| words_in(card, &format!("kg-file-card-{part}")));
        if super::super::inline::safe_address(&address).is_none() {
            return self.miss("file without an address", &said(card));
        }
        let words = [&title, &file, &address].into_iter().find(|words| !words.is_empty());
        self.link_line(&address, words.map_or("", String::as_str), card);
        if !caption.is_empty() {
            let words = vec![Bit::Words(caption, Style::default())];
            self.place(Held::Paragraph(words), card);
        }
        self.miss("file, now a link", &format!("{file} {size}"));
    }

    /// A box with a sign before its words: the sign and the words stay.
    fn callout(&mut self, element: ElementRef<'_>) {
        self.miss_text("box around words", element);
        let mut bits = Vec::new();
        for part in element.child_elements() {
            bits.extend(self.bits(part));
            bits.push(Bit::Words(" ".to_owned(), Style::default()));
        }
        for paragraph in inline::paragraphs(inline::tidy(bits)) {
            self.place(Held::Paragraph(paragraph), element);
        }
    }
}

fn is(element: ElementRef<'_>, what: &str) -> bool {
    class(element).split_whitespace().any(|one| one == what)
}

/// Whether an element stands in a card of Ghost's editor.
pub fn is_in_card(element: ElementRef<'_>) -> bool {
    element.ancestors().filter_map(ElementRef::wrap).any(|one| is(one, "kg-card"))
}

/// The words a card shows where a class names their place; one blank between two words.
fn words_in(card: ElementRef<'_>, place: &str) -> String {
    card.descendent_elements().find(|one| is(*one, place)).map(said).unwrap_or_default()
}

/// The words of an element that a reader sees as such.
fn said(element: ElementRef<'_>) -> String {
    const FURNITURE: [&str; 4] = ["svg", "style", "script", "noscript"];
    let texts = element.descendants().filter_map(|node| {
        let text = node.value().as_text()?;
        let mut around = node.ancestors().filter_map(ElementRef::wrap);
        (!around.any(|one| FURNITURE.contains(&name(one)))).then_some(&**text)
    });
    let words: Vec<&str> = texts.flat_map(str::split_whitespace).collect();
    words.join(" ")
}
