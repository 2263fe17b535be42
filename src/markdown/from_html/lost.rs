//! What a post holds that no block of Markdown stands for.

use super::walk::{Walk, attribute, class, name};
use super::{Bit, FOR_SOME, Held, MEMBERS_ONLY, Style, inline};
use scraper::ElementRef;

/// Whether an element is a mark that stands in a line.
pub fn is_mark(name: &str) -> bool {
    matches!(name, "a" | "b" | "code" | "del" | "em" | "i" | "s" | "strong" | "u")
}

impl Walk<'_> {
    /// A mark around whole blocks, which no Markdown has: the blocks stay.
    pub(super) fn mark_around(&mut self, element: ElementRef<'_>) {
        match attribute(element, "href") {
            Some(href) => self.miss("link around a whole block", &href),
            None => self.miss_text("marks around a whole block", element),
        }
    }

    /// Lines set as they are, such as a poem's, which Markdown has for code only: the lines and the marks
    /// in them stay.
    pub(super) fn lines(&mut self, element: ElementRef<'_>, text: &str) {
        let mut inside = Vec::new();
        self.push_inside(element, &Style::default(), &mut inside, 0);
        let mut bits = Vec::new();
        for bit in inside {
            let Bit::Words(words, style) = bit else {
                bits.push(bit);
                continue;
            };
            for (n, line) in words.split('\n').enumerate() {
                if n > 0 {
                    bits.push(Bit::Break);
                }
                if !line.is_empty() {
                    bits.push(Bit::Words(line.to_owned(), style.clone()));
                }
            }
        }
        self.miss("blanks in lines set as they are", text);
        for paragraph in inline::paragraphs(inline::tidy(bits)) {
            self.place(Held::Paragraph(paragraph), element);
        }
    }

    /// A file that readers can get, with a button beside its name: a link. `false` if it is none.
    pub(super) fn file_block(&mut self, element: ElementRef<'_>) -> bool {
        let named =
            |one: ElementRef<'_>, what: &str| class(one).split_whitespace().any(|one| one == what);
        if !named(element, "wp-block-file") || self.reads_page() {
            return false;
        }
        let links = || element.descendent_elements().filter(|one| one.attr("href").is_some());
        let title = links().find(|one| !named(*one, "wp-block-file__button"));
        let Some(link) = title.or_else(|| links().next()) else { return false };
        let address = attribute(link, "href").unwrap_or_default();
        let words: String = link.text().collect();
        let words = if words.trim().is_empty() { &address } else { &words };
        self.link_line(&address, words, element);
        self.miss("file to be had, now a link", &address);
        true
    }

    /// What a foreign element says besides what it shows: the still picture before a film, where parts
    /// of a picture lead.
    pub(super) fn beside(&mut self, element: ElementRef<'_>) {
        if let Some(poster) = attribute(element, "poster").filter(|one| !one.trim().is_empty()) {
            self.miss("still picture before a video", &poster);
        }
        for area in element.descendent_elements().filter(|one| name(*one) == "area") {
            let leads = attribute(area, "href").unwrap_or_default();
            if !leads.trim().is_empty() {
                self.miss("link on a part of a picture", &leads);
            }
        }
    }

    /// What a comment stands for: WordPress keeps blocks in them, some of which are made anew for
    /// every reader.
    pub(super) fn comment(&mut self, comment: &str) {
        const PLAIN: [&str; 4] = ["footnotes", "more", "separator", "spacer"];
        const ARRANGED: [&str; 3] = ["columns", "cover", "media-text"];
        let text = comment.trim();
        const CLOSING: [&str; 3] = ["kg-card-", "kg-gated-block:end", "/wp:"];
        if text.is_empty() || CLOSING.iter().any(|closing| text.starts_with(closing)) {
            return;
        }
        if let Some(whom) = text.strip_prefix("kg-gated-block:begin") {
            return self.miss(FOR_SOME, whom);
        }
        let Some(block) = text.strip_prefix("wp:") else {
            let what = match text {
                "more" => "place from which readers are asked to read on",
                "nextpage" => "break between two pages",
                "members-only" => MEMBERS_ONLY,
                _ => "hidden note",
            };
            return self.miss(what, text);
        };
        let (block, alone) = block.strip_suffix('/').map_or((block, false), |block| (block, true));
        let (what, attributes) = block.trim().split_once(' ').unwrap_or((block.trim(), ""));
        let what = what.strip_prefix("core/").unwrap_or(what);
        if (alone && !PLAIN.contains(&what)) || what.contains('/') {
            self.miss(format!("block “{what}”"), attributes);
        } else if ARRANGED.contains(&what) {
            self.miss(format!("arrangement “{what}”"), "");
        }
    }

    /// Notes a look that means something and that Markdown does not have.
    pub(super) fn look_lost(&mut self, element: ElementRef<'_>) {
        const STYLES: [&str; 4] = ["text-align", "color", "font-size", "background"];
        if !matches!(name(element), "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "div") {
            return;
        }
        let style = attribute(element, "style").unwrap_or_default();
        let class = class(element);
        if class.split_whitespace().any(|one| one.starts_with("kg-")) {
            // A card has its look from what it is, and that is told.
            return;
        }
        let said = |one: &str| {
            one.strip_prefix("has-").is_some_and(|what| {
                what.starts_with("text-align-")
                    || what == "drop-cap"
                    || what.ends_with("-color")
                    || what.ends_with("-font-size")
            })
        };
        if STYLES.iter().any(|one| style.contains(one)) || class.split_whitespace().any(said) {
            self.miss_text("the look of a paragraph", element);
        }
    }
}
