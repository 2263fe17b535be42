//! The elements of a page, one after the other, into blocks.

use super::lost::is_mark;
use super::{Bit, Held, HeldList, NotCarried, Placed, Read, Style, inline, notes};
use scraper::{ElementRef, Node};

/// Which elements a reader does not see.
type Hidden<'h> = &'h dyn Fn(ElementRef<'_>) -> bool;

/// Containers that are gone into; what is deeper is taken as words.
const DEPTH: usize = 100;

/// What has been read so far.
pub struct Walk<'h> {
    blocks: Vec<Placed>,
    not_carried: Vec<NotCarried>,
    /// Pictures met inside the block at hand; they are set after it.
    pub(super) pictures: Vec<Held>,
    /// `None` for the body of a post.
    hidden: Option<Hidden<'h>>,
    /// How many containers around us go with the page rather than with the article.
    asides: usize,
    /// How many quotes we are in.
    quotes: usize,
    /// The container we are in, and how many there have been.
    within: usize,
    containers: usize,
    /// The one around us that holds an article's text and no more; 0 for none.
    content: usize,
}

/// Reads everything in `root`.
pub fn walk<'h>(root: ElementRef<'_>, hidden: Option<Hidden<'h>>) -> Read {
    let mut walk = Walk {
        blocks: Vec::new(),
        not_carried: Vec::new(),
        pictures: Vec::new(),
        hidden,
        asides: 0,
        quotes: 0,
        within: 0,
        containers: 0,
        content: 0,
    };
    walk.inside(root, 0);
    Read { blocks: walk.blocks, not_carried: walk.not_carried }
}

pub fn name<'a>(element: ElementRef<'a>) -> &'a str {
    element.value().name()
}

pub fn attribute(element: ElementRef<'_>, name: &str) -> Option<String> {
    element.attr(name).map(str::to_owned)
}

pub fn class(element: ElementRef<'_>) -> String {
    attribute(element, "class").unwrap_or_default()
}

/// Whether an element begins a line of its own.
pub fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 44] = [
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "th",
        "tr",
        "ul",
        "title",
    ];
    BLOCKS.contains(&name)
}

impl Walk<'_> {
    pub(super) fn reads_page(&self) -> bool {
        self.hidden.is_some()
    }

    pub(super) fn is_hidden(&self, element: ElementRef<'_>) -> bool {
        self.hidden.is_some_and(|hidden| hidden(element))
    }

    /// Notes something that cannot be carried over. Of a whole page nothing is.
    pub(super) fn miss(&mut self, what: impl Into<String>, words: &str) {
        if !self.reads_page() {
            self.not_carried.push(NotCarried::new(what, words));
        }
    }

    pub(super) fn miss_text(&mut self, what: &str, element: ElementRef<'_>) {
        self.miss(what, &element.text().collect::<String>());
    }

    pub(super) fn place(&mut self, held: Held, from: ElementRef<'_>) {
        let is_author = |one: ElementRef<'_>| {
            one.attr("rel") == Some("author") || one.attr("itemprop") == Some("author")
        };
        let mut class = class(from);
        if from.descendent_elements().any(is_author) {
            class.push_str(" author");
        }
        if self.reads_page() && containers(from).any(is_author_box) {
            class.push_str(" authorbox");
        }
        let (aside, within, content) = (self.asides > 0, self.within, self.content);
        self.blocks.push(Placed { held, class, aside, within, content });
    }

    /// Sets the pictures met inside a block after it.
    pub(super) fn set_pictures(&mut self, from: ElementRef<'_>) {
        if self.quotes == 0 {
            for picture in std::mem::take(&mut self.pictures) {
                self.place(picture, from);
            }
        }
    }

    /// Everything in an element: its blocks, and the words between them as paragraphs.
    pub(super) fn inside(&mut self, element: ElementRef<'_>, depth: usize) {
        self.containers += 1;
        let outer = (self.within, self.content);
        self.within = self.containers;
        if holds_article(element) {
            self.content = self.containers;
        }
        self.children(element, depth);
        (self.within, self.content) = outer;
    }

    fn children(&mut self, element: ElementRef<'_>, depth: usize) {
        let mut run = Vec::new();
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.loose(text, depth, &mut run),
                Node::Comment(comment) => self.comment(comment),
                Node::Element(_) => {
                    let Some(child) = ElementRef::wrap(child) else { continue };
                    if self.is_hidden(child) {
                        continue;
                    }
                    let holds_block = || child.descendent_elements().any(|one| is_block(name(one)));
                    if self.is_foreign(name(child)) {
                        self.flush(&mut run, element);
                        self.foreign(child);
                    } else if depth < DEPTH && holds_block() {
                        self.flush(&mut run, element);
                        self.block(child, depth + 1);
                    } else {
                        self.push_element(child, &Style::default(), &mut run, 1);
                    }
                }
                _ => {}
            }
        }
        self.flush(&mut run, element);
    }

    /// Words between blocks. WordPress keeps what its classic editor wrote without paragraphs: an
    /// empty line parts them, a line break is one (`wpautop`).
    fn loose(&mut self, text: &str, depth: usize, run: &mut Vec<Bit>) {
        if self.reads_page() || depth > 1 {
            return self.push_words(text, &Style::default(), run);
        }
        let mut text = text.replace("\r\n", "\n");
        if run.last() == Some(&Bit::Break)
            && let Some(rest) = text.trim_start_matches([' ', '\t']).strip_prefix('\n')
        {
            text = rest.to_owned();
        }
        for (n, line) in text.split('\n').enumerate() {
            if n > 0 {
                run.push(Bit::Break);
            }
            if !line.trim().is_empty() {
                self.push_words(line, &Style::default(), run);
            }
        }
    }

    fn flush(&mut self, run: &mut Vec<Bit>, from: ElementRef<'_>) {
        let bits = inline::tidy(std::mem::take(run));
        for paragraph in inline::paragraphs(bits) {
            self.place(Held::Paragraph(paragraph), from);
        }
        self.set_pictures(from);
    }

    fn block(&mut self, element: ElementRef<'_>, depth: usize) {
        let what = name(element);
        self.look_lost(element);
        match what {
            "p" | "dt" | "dd" | "summary" | "legend" => {
                let bits = self.bits(element);
                for paragraph in inline::paragraphs(bits) {
                    self.place(Held::Paragraph(paragraph), element);
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let text = self.bits(element);
                let level = what.as_bytes()[1] - b'0';
                if !inline::is_blank(&text) {
                    self.place(Held::Heading { level, text }, element);
                }
            }
            "ol" if notes::are_notes(element) => {
                for note in self.notes(element) {
                    self.place(note, element);
                }
            }
            "ul" | "ol" => {
                let list: HeldList = self.list(element, 0);
                if !list.items.is_empty() {
                    self.place(Held::List(list), element);
                }
            }
            "blockquote" => self.quote(element, depth),
            "table" => {
                let table = self.table(element);
                if !table.head.is_empty() {
                    self.place(Held::Table(table), element);
                }
            }
            "pre" => self.pre(element),
            "hr" => self.place(Held::Rule, element),
            "figure" => self.figure(element, depth),
            "figcaption" => self.caption(element),
            _ => self.container(element, depth),
        }
        self.set_pictures(element);
    }

    fn container(&mut self, element: ElementRef<'_>, depth: usize) {
        let class = class(element);
        let has = |what: &str| class.split_whitespace().any(|one| one == what);
        if self.card(element, depth) {
            return;
        }
        if self.file_block(element) {
            return;
        }
        if has("kg-toggle-card") || name(element) == "details" {
            self.miss_text("part that readers fold out", element);
        }
        if is_mark(name(element)) {
            self.mark_around(element);
        }
        if name(element) == "form" {
            self.miss_text("form", element);
        }
        let aside = is_aside(element, &class);
        self.asides += usize::from(aside);
        self.inside(element, depth);
        self.asides -= usize::from(aside);
    }

    /// A quote's blocks; pictures do not stand in quotes, and who said it is its last paragraph.
    fn quote(&mut self, element: ElementRef<'_>, depth: usize) {
        let before = std::mem::take(&mut self.blocks);
        self.quotes += 1;
        self.inside(element, depth);
        self.quotes -= 1;
        let blocks = std::mem::replace(&mut self.blocks, before);
        let (figures, mut inside): (Vec<Held>, Vec<Held>) = blocks
            .into_iter()
            .map(|placed| placed.held)
            .partition(|held| matches!(held, Held::Figure(_)));
        self.pictures.extend(figures);
        let cited = element.child_elements().any(|one| name(one) == "cite");
        if cited && let Some(Held::Paragraph(last)) = inside.last_mut() {
            for bit in last.iter_mut() {
                if let Bit::Words(_, style) = bit {
                    style.emphasis = false;
                }
            }
            last.insert(0, Bit::Words("— ".to_owned(), Style::default()));
            *last = inline::tidy(std::mem::take(last));
        }
        if !inside.is_empty() {
            self.place(Held::Quote(inside), element);
        }
    }

    fn pre(&mut self, element: ElementRef<'_>) {
        let text: String = element.text().collect();
        let code = element.descendent_elements().find(|one| name(*one) == "code");
        let Some(code) = code else {
            return self.lines(element, &text);
        };
        let class = class(code);
        let language = class.split_whitespace().find_map(|one| one.strip_prefix("language-"));
        let text = text.trim_end_matches('\n').to_owned();
        self.place(Held::Code { text, language: language.unwrap_or_default().to_owned() }, element);
    }
}

/// Whether a site says of an element that it holds an article's text: by WordPress's and Ghost's names for
/// it (hAtom's among them), by h-entry's of microformats, or by `articleBody` of schema.org.
fn holds_article(element: ElementRef<'_>) -> bool {
    const NAMES: [&str; 4] = ["entry-content", "wp-block-post-content", "gh-content", "e-content"];
    class(element).split_whitespace().any(|one| NAMES.contains(&one))
        || element.attr("itemprop") == Some("articleBody")
}

fn containers(element: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    element.ancestors().filter_map(ElementRef::wrap)
}

/// Whether an element says who wrote the article, by the name that plug-ins and themes have for it:
/// `author-box`, `pp-multiple-authors-boxes-wrapper`.
fn is_author_box(element: ElementRef<'_>) -> bool {
    let says =
        |name: &str, words: [&str; 2]| name.split(['-', '_']).any(|one| words.contains(&one));
    class(element)
        .split_whitespace()
        .any(|name| says(name, ["author", "authors"]) && says(name, ["box", "boxes"]))
}

/// Whether a part of a page is not the article: told by its element, or by the usual class names,
/// unless the page's main heading is in it.
fn is_aside(element: ElementRef<'_>, class: &str) -> bool {
    const NAMES: [&str; 14] = [
        "related",
        "relatedposts",
        "share",
        "sharedaddy",
        "sharing",
        "sidebar",
        "widget",
        "comments",
        "breadcrumb",
        "breadcrumbs",
        "menu",
        "recommended",
        "rail",
        "readmore",
    ];
    let within = |what: &str| containers(element).any(|one| name(one) == what);
    let named = || {
        let id = attribute(element, "id").unwrap_or_default();
        class
            .split_whitespace()
            .chain([id.as_str()])
            .flat_map(|one| one.split(['-', '_']))
            .any(|word| NAMES.iter().any(|name| word.eq_ignore_ascii_case(name)))
    };
    let what = name(element);
    let aside = match what {
        "nav" | "aside" => true,
        "footer" => !within("article"),
        "html" | "body" | "main" | "article" => false,
        _ => named(),
    };
    aside && !element.descendent_elements().any(|one| name(one) == "h1")
}
