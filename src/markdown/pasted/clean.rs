//! One element after the other, written again as the plain HTML that stands for it.

mod blocks;
mod lists;

use super::look::{Look, has_class, is_hidden, said};
use super::notes::{Role, Roles, key, roles};
use super::{Image, Loss, Told, links, picture_address};
use scraper::{ElementRef, Html, Node, Selector};

/// The plain HTML, and what it does not hold.
#[derive(Default)]
pub struct Cleaned {
    pub html: String,
    pub images: Vec<Image>,
    pub told: Told,
    pub title: String,
    pub author: String,
}

/// Containers that are gone into; of what is deeper only the words are taken.
const DEPTH: usize = 200;

pub fn clean(html: &str) -> Cleaned {
    let html = fragment(html);
    let document = Html::parse_document(html);
    let root = document.root_element();
    let mut cleaning = Cleaning { out: Cleaned::default(), roles: roles(root), notes: Vec::new() };
    cleaning.head(root);
    let body = cleaning.article(root);
    cleaning.inside(body, &Place::default());
    cleaning.finish()
}

/// What lies between the marks that Windows sets around what was copied, or all of it.
fn fragment(html: &str) -> &str {
    let begin = html.find("<!--StartFragment-->").map(|at| at + "<!--StartFragment-->".len());
    let end = html.rfind("<!--EndFragment-->");
    match (begin, end) {
        (Some(begin), Some(end)) if begin <= end => &html[begin..end],
        // The lines that say where it begins, without the marks.
        _ if html.starts_with("Version:") => html.find('<').map_or(html, |at| &html[at..]),
        _ => html,
    }
}

/// Where an element stands.
#[derive(Clone, Default)]
struct Place {
    look: Look,
    depth: usize,
    /// Bold goes without saying: in a heading, in the head of a table.
    plain: bool,
    /// Inside of something that holds a line and no blocks of our own making.
    in_line: bool,
    /// White space counts.
    verbatim: bool,
}

struct Cleaning {
    out: Cleaned,
    roles: Roles,
    /// The HTML of each note by its number.
    notes: Vec<(usize, String)>,
}

impl Cleaning {
    fn tell(&mut self, loss: Loss, words: &str) {
        let words: Vec<&str> = words.split_whitespace().collect();
        self.out.told.entry(loss).or_default().push(words.join(" "));
    }

    fn tell_text(&mut self, loss: Loss, element: ElementRef<'_>) {
        let words: String = element.text().collect();
        if !words.trim().is_empty() {
            self.tell(loss, &words);
        }
    }

    /// What the head of a page says of it.
    fn head(&mut self, root: ElementRef<'_>) {
        let text = |element: ElementRef<'_>| {
            let words: String = element.text().collect();
            words.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        for element in root.descendent_elements() {
            let is_author = || element.attr("name").is_some_and(|name| name == "author");
            match element.value().name() {
                "title" if self.out.title.is_empty() => self.out.title = text(element),
                "meta" if is_author() => {
                    self.out.author = element.attr("content").unwrap_or_default().trim().to_owned();
                }
                _ => {}
            }
        }
    }

    /// The one article of a page, or all of it.
    fn article<'a>(&mut self, root: ElementRef<'a>) -> ElementRef<'a> {
        for name in ["article", "main"] {
            let Ok(selector) = Selector::parse(name) else { continue };
            let mut found = root.select(&selector);
            let (Some(article), None) = (found.next(), found.next()) else { continue };
            let within: usize = article.text().map(str::len).sum();
            let around = root
                .descendent_elements()
                .filter(|one| !one.ancestors().any(|up| up.id() == article.id()))
                .filter(|one| one.id() != article.id() && !is_told_nothing_of(*one))
                .flat_map(|one| {
                    let own = one.children().filter_map(|child| child.value().as_text());
                    own.map(|text| text.to_string()).collect::<Vec<_>>()
                })
                .collect::<Vec<_>>()
                .join(" ");
            if within == 0 {
                continue;
            }
            if !around.trim().is_empty() {
                self.tell(Loss::Around, &around);
            }
            return article;
        }
        root
    }

    fn finish(mut self) -> Cleaned {
        self.notes.sort_by_key(|(number, _)| *number);
        if !self.notes.is_empty() {
            self.out.html.push_str("<ol>");
            for (number, html) in &self.notes {
                // The way back is what tells a list of notes from any other.
                self.out.html.push_str(&format!("<li>{html}<a href=\"#fnref{number}\">↩</a></li>"));
            }
            self.out.html.push_str("</ol>");
        }
        self.out
    }

    /// Everything in an element.
    fn inside(&mut self, element: ElementRef<'_>, place: &Place) {
        // Word sets the sign of an item between two remarks to old browsers.
        let mut sign = false;
        for child in element.children() {
            match child.value() {
                Node::Comment(text) => match text.trim() {
                    "[if !supportLists]" => sign = true,
                    "[endif]" => sign = false,
                    _ => {}
                },
                Node::Text(text) if !sign => self.words(text, place),
                Node::Element(_) if !sign => {
                    if let Some(child) = ElementRef::wrap(child) {
                        self.element(child, place);
                    }
                }
                _ => {}
            }
        }
    }

    fn words(&mut self, text: &str, place: &Place) {
        let text = readable(text, place.verbatim);
        if text.is_empty() {
            return;
        }
        let blank = text.trim().is_empty();
        let look = &place.look;
        let mut around: Vec<(String, &str)> = Vec::new();
        if let Some(link) = &look.link {
            around.push((format!("<a href=\"{}\">", escaped(link)), "</a>"));
        }
        let marks = [
            (look.bold, "strong"),
            (look.italic, "em"),
            (look.struck, "s"),
            (look.underlined && look.link.is_none(), "u"),
            (look.raised, "sup"),
            (look.lowered, "sub"),
            (look.code, "code"),
        ];
        const CLOSING: [&str; 7] =
            ["</strong>", "</em>", "</s>", "</u>", "</sup>", "</sub>", "</code>"];
        for ((on, mark), close) in marks.into_iter().zip(CLOSING) {
            // Nothing is told of blanks that were underlined.
            if on && !(blank && matches!(mark, "u" | "sup" | "sub")) {
                around.push((format!("<{mark}>"), close));
            }
        }
        for (open, _) in &around {
            self.out.html.push_str(open);
        }
        self.out.html.push_str(&escaped(&text));
        for (_, close) in around.iter().rev() {
            self.out.html.push_str(close);
        }
    }

    fn element(&mut self, element: ElementRef<'_>, place: &Place) {
        if self.is_left_out(element) {
            return;
        }
        if place.depth > DEPTH {
            let words: String = element.text().collect();
            return self.words(&words, place);
        }
        match self.roles.get(&key(element)).copied() {
            Some(Role::Mark(number)) => {
                let mark = format!("<sup><a href=\"#fn{number}\">{number}</a></sup>");
                return self.out.html.push_str(&mark);
            }
            Some(Role::Note(number)) => return self.note(element, number, place),
            Some(Role::Sign | Role::CommentMark) => return,
            Some(Role::Comment) => return self.tell_text(Loss::Comment, element),
            None => {}
        }
        let inner = Place {
            look: place.look.inside(element, place.plain),
            depth: place.depth + 1,
            ..place.clone()
        };
        match element.value().name() {
            "img" => self.image(element),
            "br" => self.out.html.push_str("<br>"),
            "a" => self.link(element, inner),
            "iframe" | "video" | "audio" | "embed" | "object" => self.foreign(element),
            _ => self.block(element, &inner),
        }
    }

    /// A note, kept until all of the text is there.
    fn note(&mut self, element: ElementRef<'_>, number: usize, place: &Place) {
        let before = std::mem::take(&mut self.out.html);
        let inner = Place { in_line: true, look: Look::default(), ..place.clone() };
        self.inside(element, &inner);
        let html = std::mem::replace(&mut self.out.html, before);
        self.notes.push((number, html));
    }

    fn link(&mut self, element: ElementRef<'_>, mut inner: Place) {
        let href = element.attr("href").map(str::trim).unwrap_or_default();
        // Names of places, and ways to them, lead nowhere in a story.
        let leads = !href.is_empty() && !href.starts_with('#') && !href.starts_with("file:");
        if leads && inner.look.link.is_none() {
            let behind = links::behind(href);
            if let Some(behind) = &behind {
                self.tell(Loss::Detour, behind);
            }
            inner.look.link = Some(behind.unwrap_or_else(|| href.to_owned()));
        }
        self.inside(element, &inner);
    }

    fn image(&mut self, element: ElementRef<'_>) {
        let alt = element.attr("alt").unwrap_or_default().trim();
        let address = element.attr("src").unwrap_or_default().trim();
        let is_sign = has_class(element, "emoji")
            || (!alt.is_empty() && alt.chars().count() <= 3 && !alt.chars().any(|c| c.is_ascii()));
        if is_sign {
            return self.out.html.push_str(&escaped(alt));
        }
        let edge = |what: &str| {
            let said = said(element, what).or_else(|| element.attr(what).map(str::to_owned))?;
            said.trim_end_matches("px").trim().parse::<f64>().ok()
        };
        if edge("width").is_some_and(|w| w <= 2.0) && edge("height").is_some_and(|h| h <= 2.0) {
            return self.tell(Loss::Pixel, address.get(..80).unwrap_or(address));
        }
        let lazy = ["data-src", "data-lazy-src", "data-original"];
        let lazy = lazy.into_iter().find_map(|name| element.attr(name));
        let address = lazy.filter(|_| !address.starts_with("data:image/jpeg")).unwrap_or(address);
        let place = picture_address(self.out.images.len());
        let alt = readable(alt, false);
        self.out.html.push_str(&format!("<img src=\"{place}\" alt=\"{}\">", escaped(&alt)));
        self.out.images.push(Image { address: address.to_owned(), alt: alt.trim().to_owned() });
    }

    /// What shows something from elsewhere: its address stays.
    fn foreign(&mut self, element: ElementRef<'_>) {
        let source = element.descendent_elements().find_map(|one| {
            one.attr("src").or_else(|| one.attr("data")).filter(|src| !src.is_empty())
        });
        let Some(source) = source else { return };
        let name = element.value().name();
        let source = escaped(source);
        self.out.html.push_str(&format!("<{name} src=\"{source}\" data=\"{source}\"></{name}>"));
    }

    /// Takes out what nobody wrote for readers, and tells what somebody might miss.
    fn is_left_out(&mut self, element: ElementRef<'_>) -> bool {
        if is_told_nothing_of(element) {
            return true;
        }
        let tracked = element.attr("datetime").is_some() || element.attr("cite").is_some();
        let is = |what: &str| said(element, "mso-element").is_some_and(|said| said == what);
        if has_class(element, "msoDel") || (element.value().name() == "del" && tracked) {
            self.tell_text(Loss::Deleted, element);
        } else if is("comment") || has_class(element, "msocomtxt") {
            self.tell_text(Loss::Comment, element);
        } else if is_hidden(element) {
            self.tell_text(Loss::Hidden, element);
        } else {
            if element.value().name() == "ins" && tracked {
                self.tell_text(Loss::Inserted, element);
            }
            return false;
        }
        true
    }
}

/// What never stood before anybody's eyes, or is a sign that is written anew.
fn is_told_nothing_of(element: ElementRef<'_>) -> bool {
    const NAMES: [&str; 14] = [
        "script", "style", "template", "noscript", "title", "meta", "link", "base", "head", "xml",
        "svg", "canvas", "map", "datalist",
    ];
    let ignored = || {
        element.attr("style").is_some_and(|style| {
            let style: String = style.to_ascii_lowercase().split_whitespace().collect();
            style.contains("mso-list:ignore") || style.contains("mso-element:field-begin")
        })
    };
    NAMES.contains(&element.value().name())
        || has_class(element, "msocomanchor")
        || has_class(element, "MsoCommentReference")
        || ignored()
}

/// The words without what is not seen, and with ordinary blanks where others only filled lines.
fn readable(text: &str, verbatim: bool) -> String {
    let unseen = |c: &char| matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\0');
    let chars: Vec<char> = text.chars().filter(|c| !unseen(c)).collect();
    if verbatim {
        return chars.into_iter().collect();
    }
    let mut out = String::with_capacity(text.len());
    let blank = |c: Option<&char>| c.is_none_or(|c| c.is_whitespace());
    for (at, c) in chars.iter().enumerate() {
        match c {
            // One between two words was meant; beside other blanks, or at an end, it was not.
            '\u{a0}' => {
                let alone = at > 0 && !blank(chars.get(at - 1)) && !blank(chars.get(at + 1));
                out.push(if alone { '\u{a0}' } else { ' ' });
            }
            c if c.is_ascii_whitespace() => out.push(' '),
            c => out.push(*c),
        }
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
