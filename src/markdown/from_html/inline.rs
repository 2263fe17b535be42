//! Words and marks within a block.

use super::walk::{Walk, attribute, class, name};
use super::{Bit, Style, notes, shortcodes};
use scraper::{ElementRef, Node};

/// How deep marks are followed: Markdown keeps no more of them either.
const DEPTH: usize = 60;

impl Walk<'_> {
    /// The words of an element's inside. Pictures met on the way are put aside in
    /// [`Walk::pictures`].
    pub(super) fn bits(&mut self, element: ElementRef<'_>) -> Vec<Bit> {
        let mut bits = Vec::new();
        self.push_inside(element, &Style::default(), &mut bits, 0);
        tidy(bits)
    }

    pub(super) fn push_inside(
        &mut self,
        element: ElementRef<'_>,
        style: &Style,
        bits: &mut Vec<Bit>,
        depth: usize,
    ) {
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.push_words(text, style, bits),
                Node::Element(_) => {
                    if let Some(inside) = ElementRef::wrap(child) {
                        self.push_element(inside, style, bits, depth + 1);
                    }
                }
                Node::Comment(comment) => self.comment(comment),
                _ => {}
            }
        }
    }

    pub(super) fn push_words(&mut self, text: &str, style: &Style, bits: &mut Vec<Bit>) {
        for code in shortcodes::found(text) {
            self.miss("shortcode", &code);
        }
        bits.push(Bit::Words(text.to_owned(), style.clone()));
    }

    /// One element within a line.
    pub(super) fn push_element(
        &mut self,
        element: ElementRef<'_>,
        style: &Style,
        bits: &mut Vec<Bit>,
        depth: usize,
    ) {
        if self.is_hidden(element) {
            return;
        }
        if depth > DEPTH {
            let words: String = element.text().collect();
            self.miss("marks nested too deeply", &words);
            bits.push(Bit::Words(words, style.clone()));
            return;
        }
        let mut style = style.clone();
        match name(element) {
            "br" => return bits.push(Bit::Break),
            "img" => return self.image(element, &style, bits),
            "em" | "i" | "cite" | "dfn" | "var" | "address" => style.emphasis = true,
            "strong" | "b" => style.strong = true,
            "s" | "del" | "strike" => style.struck = true,
            "code" | "kbd" | "samp" | "tt" => style.code = true,
            "q" => return self.quoted(element, &style, bits, depth),
            "a" => match notes::mark_around(element) {
                Some(note) => return bits.push(note),
                None => style.link = self.link(element, style.link),
            },
            "sup" => match notes::mark(element) {
                Some(note) => return bits.push(note),
                None => self.miss_text("raised letters", element),
            },
            what if self.is_foreign(what) => return self.foreign_in_line(element, &style, bits),
            what => self.mark_lost(what, element),
        }
        // Blocks in a line, as browsers let them stand, are parted.
        let block = super::walk::is_block(name(element));
        if block {
            bits.push(Bit::Break);
        }
        self.push_inside(element, &style, bits, depth);
        if block {
            bits.push(Bit::Break);
        }
    }

    /// Words that a browser sets in quotation marks.
    fn quoted(
        &mut self,
        element: ElementRef<'_>,
        style: &Style,
        bits: &mut Vec<Bit>,
        depth: usize,
    ) {
        bits.push(Bit::Words("“".to_owned(), style.clone()));
        self.push_inside(element, style, bits, depth);
        bits.push(Bit::Words("”".to_owned(), style.clone()));
    }

    /// Where a link leads; there is none within another.
    fn link(&mut self, element: ElementRef<'_>, outer: Option<String>) -> Option<String> {
        let href = attribute(element, "href").filter(|href| !href.trim().is_empty());
        let Some(href) = href.filter(|_| outer.is_none()) else { return outer };
        let safe = super::super::inline::safe_address(&href).is_some();
        if !safe {
            self.miss("link that leads nowhere", &href);
        }
        let title = attribute(element, "title").unwrap_or_default();
        if safe && !title.trim().is_empty() {
            self.miss("words shown over a link", &title);
        }
        safe.then(|| href.trim().to_owned())
    }

    /// A picture in a line is set after it; one that stands for a sign is that sign.
    fn image(&mut self, element: ElementRef<'_>, style: &Style, bits: &mut Vec<Bit>) {
        let class = class(element);
        let is_sign = class.split_whitespace().any(|one| matches!(one, "emoji" | "wp-smiley"));
        if is_sign {
            let sign = attribute(element, "alt").unwrap_or_default();
            return bits.push(Bit::Words(sign, style.clone()));
        }
        self.picture(element, style.link.clone());
    }

    /// Notes marks that Markdown, as this desk writes it, does not have.
    fn mark_lost(&mut self, what: &str, element: ElementRef<'_>) {
        let told = match what {
            "u" | "ins" => "underlining",
            "sub" => "lowered letters",
            "mark" => "highlighting",
            "small" | "big" | "font" => "another size of letters",
            "abbr" | "acronym" => "words behind an abbreviation",
            "ruby" => "reading aids over letters",
            _ => "",
        };
        let style = attribute(element, "style").unwrap_or_default();
        const SAID: [&str; 4] = ["color", "font-size", "font-weight", "text-decoration"];
        if !told.is_empty() {
            self.miss_text(told, element);
        } else if what == "span" && SAID.iter().any(|said| style.contains(said)) {
            self.miss_text("the look of some words", element);
        }
    }
}

/// The bits with white space as a browser shows it: one blank at most, none at the ends and beside
/// breaks, none just inside of a mark. Neighbours that are set alike are one.
pub fn tidy(bits: Vec<Bit>) -> Vec<Bit> {
    let mut tidy: Vec<Bit> = Vec::new();
    // A blank that is owed before the next words.
    let mut blank: Option<Style> = None;
    for bit in bits {
        let Bit::Words(words, style) = bit else {
            let keeps = matches!(bit, Bit::Note { .. });
            if let Some(style) = blank.take().filter(|_| keeps && !tidy.is_empty()) {
                push(&mut tidy, " ", &style);
            }
            tidy.push(bit);
            continue;
        };
        for (n, word) in words.split(|c: char| c.is_ascii_whitespace()).enumerate() {
            if n > 0 {
                let inside = blank.as_ref().is_none_or(|held| *held == style);
                blank = Some(if inside { style.clone() } else { Style::default() });
            }
            if word.is_empty() {
                continue;
            }
            if let Some(owed) = blank.take()
                && !matches!(tidy.last(), None | Some(Bit::Break))
            {
                // Between two words set alike the blank is set so too; it belongs to a link around both.
                let set = match tidy.last() {
                    Some(Bit::Words(_, last)) if *last == style && owed == style => style.clone(),
                    Some(Bit::Words(_, last)) if last.link == style.link => {
                        Style { link: style.link.clone(), ..Style::default() }
                    }
                    _ => Style::default(),
                };
                push(&mut tidy, " ", &set);
            }
            push(&mut tidy, word, &style);
        }
    }
    let first = tidy.iter().position(|bit| *bit != Bit::Break).unwrap_or(tidy.len());
    tidy.drain(..first);
    while tidy.last() == Some(&Bit::Break) {
        tidy.pop();
    }
    tidy
}

fn push(bits: &mut Vec<Bit>, words: &str, style: &Style) {
    match bits.last_mut() {
        Some(Bit::Words(last, same)) if same == style => last.push_str(words),
        _ => bits.push(Bit::Words(words.to_owned(), style.clone())),
    }
}

/// The paragraphs of a stretch of text: two breaks part them.
pub fn paragraphs(bits: Vec<Bit>) -> Vec<Vec<Bit>> {
    let mut paragraphs = vec![Vec::new()];
    let mut bits = bits.into_iter().peekable();
    while let Some(bit) = bits.next() {
        if bit == Bit::Break && bits.peek() == Some(&Bit::Break) {
            while bits.peek() == Some(&Bit::Break) {
                bits.next();
            }
            paragraphs.push(Vec::new());
        } else if let Some(last) = paragraphs.last_mut() {
            last.push(bit);
        }
    }
    paragraphs.into_iter().map(tidy).filter(|bits| !is_blank(bits)).collect()
}

/// Nothing a reader would see.
pub fn is_blank(bits: &[Bit]) -> bool {
    bits.iter().all(|bit| match bit {
        Bit::Words(words, _) => super::fold(words).trim().is_empty(),
        Bit::Break => true,
        Bit::Note { .. } => false,
    })
}
