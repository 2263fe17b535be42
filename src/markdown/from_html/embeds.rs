//! What other sites put into a page: kept as a link on its own line.

use super::cards::is_in_card;
use super::walk::{Walk, attribute, class, name};
use super::{Bit, Held, Style};
use scraper::ElementRef;

impl Walk<'_> {
    /// Elements that show something from elsewhere or ask something of the reader.
    pub(super) fn is_foreign(&self, what: &str) -> bool {
        matches!(
            what,
            "iframe"
                | "video"
                | "audio"
                | "object"
                | "embed"
                | "script"
                | "style"
                | "noscript"
                | "template"
                | "svg"
                | "math"
                | "canvas"
                | "input"
                | "select"
                | "textarea"
                | "map"
        )
    }

    /// A foreign element as a block.
    pub(super) fn foreign(&mut self, element: ElementRef<'_>) {
        let what = name(element);
        if self.reads_page() {
            return;
        }
        self.beside(element);
        match (what, source(element)) {
            ("iframe" | "video" | "audio" | "embed" | "object", Some(address)) => {
                self.link_line(&address, &address, element);
                let what = if what == "video" || what == "audio" { what } else { "embedded page" };
                self.miss(format!("{what}, now a link"), &address);
            }
            ("script", Some(address)) => self.miss("script", &address),
            _ => self.unsaid(element),
        }
    }

    /// Something that shows no words of the story. What goes with a card or a button is
    /// furniture: the card is told itself.
    fn unsaid(&mut self, element: ElementRef<'_>) {
        const NAMED: [&str; 4] = ["aria-label", "placeholder", "name", "title"];
        let mut around = element.ancestors().filter_map(ElementRef::wrap);
        if is_in_card(element) || around.any(|one| name(one) == "button") {
            return;
        }
        let words: String = element.text().collect();
        let named = || NAMED.iter().find_map(|named| attribute(element, named));
        let words = if words.trim().is_empty() { named().unwrap_or_default() } else { words };
        self.miss(told(name(element)), &words);
    }

    /// A foreign element within a line.
    pub(super) fn foreign_in_line(
        &mut self,
        element: ElementRef<'_>,
        style: &Style,
        bits: &mut Vec<Bit>,
    ) {
        if self.reads_page() {
            return;
        }
        self.beside(element);
        match source(element)
            .filter(|_| matches!(name(element), "iframe" | "video" | "audio" | "embed" | "object"))
        {
            Some(address) => {
                self.miss("embedded page, now a link", &address);
                let style = Style { link: Some(readable(&address)), ..style.clone() };
                bits.push(Bit::Words(readable(&address), style));
            }
            None => self.unsaid(element),
        }
    }

    /// A figure that embeds another site's page. `false` if it is none.
    pub(super) fn embed(&mut self, figure: ElementRef<'_>) -> bool {
        let class = class(figure);
        let is_embed =
            class.split_whitespace().any(|one| matches!(one, "wp-block-embed" | "kg-embed-card"));
        if !is_embed || self.reads_page() {
            return false;
        }
        let wrapper = figure
            .descendent_elements()
            .find(|one| self::class(*one).contains("wp-block-embed__wrapper"))
            .map(|one| one.text().collect::<String>())
            .filter(|text| {
                text.trim().starts_with("http") && !text.trim().contains(char::is_whitespace)
            });
        let frame = figure.descendent_elements().find(|one| name(*one) == "iframe");
        let last = figure.descendent_elements().filter(|one| name(*one) == "a").last();
        let address = wrapper
            .or_else(|| frame.and_then(source))
            .or_else(|| last.and_then(|link| attribute(link, "href")));
        let Some(address) = address.map(|address| address.trim().to_owned()) else { return false };
        self.link_line(&address, &address, figure);
        let quote = figure.descendent_elements().find(|one| name(*one) == "blockquote");
        let words = quote.map(|quote| quote.text().collect::<String>()).unwrap_or_default();
        self.miss("embedded page, now a link", &format!("{} {words}", readable(&address)));
        if let Some(caption) = figure.child_elements().find(|one| name(*one) == "figcaption") {
            self.caption(caption);
        }
        true
    }

    /// A paragraph that is one link.
    pub(super) fn link_line(&mut self, address: &str, words: &str, from: ElementRef<'_>) {
        let address = readable(address.trim());
        let words = if words.trim().starts_with("http") {
            address.clone()
        } else {
            words.trim().to_owned()
        };
        let style = Style { link: Some(address), ..Style::default() };
        self.place(Held::Paragraph(vec![Bit::Words(words, style)]), from);
    }
}

/// Where the thing shown is.
fn source(element: ElementRef<'_>) -> Option<String> {
    let own = ["src", "data-src", "data"].iter().find_map(|name| attribute(element, name));
    let inner = || element.child_elements().find_map(|one| attribute(one, "src"));
    own.or_else(inner).filter(|address| !address.trim().is_empty())
}

/// The page a reader would open for what a frame shows.
fn readable(address: &str) -> String {
    let address =
        if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() };
    let id = |after: &str| after.split(['?', '&', '/', '#']).next().unwrap_or(after).to_owned();
    for frame in ["youtube.com/embed/", "youtube-nocookie.com/embed/"] {
        if let Some((_, after)) = address.split_once(frame) {
            return format!("https://www.youtube.com/watch?v={}", id(after));
        }
    }
    match address.split_once("player.vimeo.com/video/") {
        Some((_, after)) => format!("https://vimeo.com/{}", id(after)),
        None => address,
    }
}

fn told(what: &str) -> &'static str {
    match what {
        "script" => "script",
        "style" => "style sheet",
        "input" | "select" | "textarea" => "field of a form",
        "svg" | "canvas" | "map" => "drawing",
        "math" => "formula",
        _ => "part that no reader sees as words",
    }
}
