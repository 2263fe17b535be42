//! The parts of a document as a story's fields, and what is said of its pictures.

use super::captions::{self, plain};
use super::lists::gathered;
use super::receipt::{Receipt, quoted};
use crate::document::Document;
use crate::markdown::from_html::{Bit, Held, Names, Shown, write};
use crate::markdown::pasted::{Part, Pasted, What, picture_place};
use crate::picture::Words;
use crate::story::Copy;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// How a document becomes a story.
pub struct How<'a> {
    /// It is a whole document, whose title is a headline, and not a piece for the middle of a text.
    pub whole: bool,
    /// Labels of footnotes that are in use where it goes.
    pub taken: &'a BTreeSet<String>,
    /// The name of each picture, `None` of one that cannot be had.
    pub names: &'a [Option<String>],
}

pub struct Composed {
    pub document: Document,
    pub receipt: Receipt,
}

pub fn compose(pasted: Pasted, how: &How<'_>) -> Composed {
    let Pasted { parts, images, told, title, author } = pasted;
    let mut composing = Composing {
        how,
        alts: images.into_iter().map(|image| image.alt).collect(),
        document: Document::default(),
        receipt: Receipt::default(),
    };
    let mut parts = gathered(parts);
    leave_out_rule_over_notes(&mut parts);
    parts.iter_mut().for_each(|part| plain_head(&mut part.held));
    if how.whole {
        composing.head(&mut parts, &title, &author);
    }
    composing.lower_headings(&mut parts);
    let parts = composing.pictures(parts);
    let Composing { mut document, mut receipt, .. } = composing;
    let mut counted = Receipt::default();
    counted.count(parts.iter().map(|part| &part.held));
    counted.kept.append(&mut receipt.kept);
    receipt.kept = counted.kept;
    receipt.tell(&told);
    document.copy.body = written(&parts, how);
    Composed { document, receipt }
}

/// Takes out the rule that is drawn over the notes at the end.
fn leave_out_rule_over_notes(parts: &mut Vec<Part>) {
    let is_note = |part: &Part| matches!(part.held, Held::Note { .. });
    let Some(first) = parts.iter().position(is_note) else { return };
    if first > 0 && parts[first - 1].held == Held::Rule {
        parts.remove(first - 1);
    }
}

/// The head of a table is bold without saying so.
fn plain_head(held: &mut Held) {
    let Held::Table(table) = held else { return };
    let bits = || table.head.iter().flatten();
    let strong = |bit: &Bit| !matches!(bit, Bit::Words(_, style) if !style.strong);
    if !bits().all(strong) {
        return;
    }
    for bit in table.head.iter_mut().flatten() {
        if let Bit::Words(_, style) = bit {
            style.strong = false;
        }
    }
}

struct Composing<'a> {
    how: &'a How<'a>,
    /// What stands for each picture, for those who do not see it.
    alts: Vec<String>,
    document: Document,
    receipt: Receipt,
}

impl Composing<'_> {
    /// Takes headline, standfirst and byline off the parts.
    fn head(&mut self, parts: &mut Vec<Part>, title: &str, author: &str) {
        let is_first = |part: &Part| matches!(part.held, Held::Heading { level: 1, .. });
        let at = parts
            .iter()
            .position(|part| part.what == What::Title)
            .or_else(|| parts.iter().position(is_first));
        let copy = &mut self.document.copy;
        let mut next = 0;
        if let Some(at) = at
            && let Held::Paragraph(bits) | Held::Heading { text: bits, .. } = &parts[at].held
        {
            copy.headline = plain(bits);
            self.receipt.kept.push(format!("The headline is its title: “{}”.", copy.headline));
            parts.remove(at);
            next = at;
        } else if !title.is_empty() {
            copy.headline = title.to_owned();
            self.receipt.kept.push(format!("The headline is the page’s name: “{title}”."));
        }
        if let Some(Part { held: Held::Paragraph(bits), what: What::Subtitle }) = parts.get(next) {
            copy.standfirst = plain(bits);
            self.receipt.kept.push(format!("The standfirst is: “{}”.", copy.standfirst));
            parts.remove(next);
        }
        let name = match parts.get(next).map(|part| &part.held) {
            Some(Held::Paragraph(bits)) if at.is_some() => byline(&plain(bits)),
            _ => None,
        };
        if let Some(name) = name {
            parts.remove(next);
            self.set_byline(&name);
        } else if !author.is_empty() {
            self.set_byline(author);
        }
    }

    fn set_byline(&mut self, name: &str) {
        self.document.copy.byline = name.to_owned();
        self.receipt.kept.push(format!("The byline is: {name}."));
    }

    /// The page's only heading of the first level is the headline.
    fn lower_headings(&mut self, parts: &mut [Part]) {
        let is_first = |part: &Part| matches!(part.held, Held::Heading { level: 1, .. });
        if !parts.iter().any(is_first) {
            return;
        }
        for part in parts {
            if let Held::Heading { level, .. } = &mut part.held {
                *level = (*level + 1).min(6);
            }
        }
        let told =
            "Headings are one level lower than they were, because the headline is the first.";
        self.receipt.changed.push(told.to_owned());
    }

    /// Gives pictures their words, and leaves out the lines of those that cannot be had.
    fn pictures(&mut self, parts: Vec<Part>) -> Vec<Part> {
        let mut kept: Vec<Part> = Vec::with_capacity(parts.len());
        let mut at = 0;
        while let Some(part) = parts.get(at) {
            at += 1;
            let Held::Figure(shown) = &part.held else {
                kept.push(part.clone());
                continue;
            };
            let place = place_of(shown);
            let Some(name) = place.and_then(|place| self.how.names.get(place)?.clone()) else {
                // The words about it stay, as all words do.
                if !shown.caption.is_empty() {
                    kept.push(paragraph(shown.caption.clone()));
                }
                continue;
            };
            let alt = place.and_then(|place| self.alts.get(place).cloned()).unwrap_or_default();
            let words = self.words(shown, &mut kept, &parts[at..], &mut at);
            self.remember(&name, Words { alt, ..words });
            if let Some(link) = &shown.link {
                let told = format!("{name} does not lead to a page any more: {link}.");
                self.receipt.changed.push(told);
            }
            kept.push(part.clone());
        }
        kept
    }

    /// Caption and credit of a picture: its own, those below it, or a caption right above it.
    fn words(
        &mut self,
        shown: &Shown,
        before: &mut Vec<Part>,
        after: &[Part],
        at: &mut usize,
    ) -> Words {
        let mut links = captions::links(&shown.caption);
        let own = plain(&shown.caption);
        let mut words = Words::default();
        if own.is_empty() {
            let below = captions::below(after);
            *at += below.parts;
            links.extend(below.links);
            if below.guessed {
                let told =
                    format!("The line below a picture is its caption now: “{}”.", below.caption);
                self.receipt.changed.push(told);
            }
            (words.caption, words.credit) = (below.caption, below.credit);
            let above = before.last().filter(|_| below.parts == 0);
            if let Some(Part { held: Held::Paragraph(bits), what: What::Caption }) = above {
                (words.caption, words.credit) = captions::taken_apart(&plain(bits));
                links.extend(captions::links(bits));
                before.pop();
            }
        } else {
            (words.caption, words.credit) = captions::taken_apart(&own);
        }
        if !links.is_empty() {
            let told = format!("A caption has no links: {}.", quoted(&links));
            self.receipt.changed.push(told);
        }
        words
    }

    /// Keeps what is said of a picture; of one that stands twice, what was said first.
    fn remember(&mut self, name: &str, words: Words) {
        let pictures = &mut self.document.pictures;
        let Some((_, known)) = pictures.iter_mut().find(|(known, _)| known == name) else {
            return pictures.push((name.to_owned(), words));
        };
        if *known == Words::default() {
            *known = words;
        } else if words.caption != known.caption && !words.caption.is_empty() {
            let told = format!(
                "{name} stands here twice, and has one caption. The other was: “{}”.",
                words.caption
            );
            self.receipt.dropped.push(told);
        }
    }
}

fn paragraph(bits: Vec<Bit>) -> Part {
    Part { held: Held::Paragraph(bits), what: What::Body }
}

fn place_of(shown: &Shown) -> Option<usize> {
    shown.addresses.first().and_then(|address| picture_place(address))
}

/// The name in a line such as “By Jo Smith”.
pub fn byline(line: &str) -> Option<String> {
    let name = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY "))?.trim();
    let words = name.split_whitespace().count();
    let named = name.chars().next().is_some_and(char::is_uppercase);
    let sentence = name.ends_with(['.', '!', '?', ':']);
    (named && !sentence && words <= 8 && name.chars().count() <= 80).then(|| name.to_owned())
}

/// The parts as a body.
fn written(parts: &[Part], how: &How<'_>) -> String {
    let picture = |shown: &Shown| {
        let place = place_of(shown);
        place.and_then(|place| how.names.get(place)?.clone()).unwrap_or_default()
    };
    let labels = RefCell::new(Labels { taken: how.taken.clone(), given: BTreeMap::new() });
    let label = |target: &str, number: &str| labels.borrow_mut().of(target, number);
    let mut after_list = false;
    let mut sign = false;
    let mut blocks = Vec::with_capacity(parts.len());
    for part in parts {
        let is_list = matches!(part.held, Held::List(_));
        // Two lists that follow each other have different signs.
        sign = is_list && after_list && !sign;
        let names = Names { picture: &picture, label: &label, after_list: sign };
        blocks.push(write(&part.held, &names));
        after_list = is_list;
    }
    blocks.retain(|block| !block.trim().is_empty());
    blocks.join("\n\n")
}

/// Labels of footnotes, none of which is in use already.
struct Labels {
    taken: BTreeSet<String>,
    given: BTreeMap<String, String>,
}

impl Labels {
    fn of(&mut self, target: &str, number: &str) -> String {
        if let Some(label) = self.given.get(target) {
            return label.clone();
        }
        let first: usize = number.parse().unwrap_or(1);
        let free = (first..).map(|n| n.to_string()).find(|label| !self.taken.contains(label));
        let label = free.unwrap_or_default();
        self.taken.insert(label.clone());
        self.given.insert(target.to_owned(), label.clone());
        label
    }
}

/// A document of plain words.
pub fn of_words(headline: String, byline: String, body: String) -> Document {
    Document { copy: Copy { headline, byline, body, ..Copy::default() }, ..Document::default() }
}
