//! Footnotes of word processors: two links that lead to each other, one in the text and one in front
//! of the note.

use super::look::said;
use scraper::ElementRef;
use scraper::node::Element;
use std::collections::BTreeMap;

/// What an element has to do with a footnote or a comment, by the element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The mark in the text of the note of that number.
    Mark(usize),
    /// The sign in front of a note, which is written anew.
    Sign,
    /// The element that holds the whole note of that number.
    Note(usize),
    /// The mark of a comment, and what holds the comment.
    CommentMark,
    Comment,
}

/// By the place an element has in memory, which is its own as long as the document is there.
pub type Roles = BTreeMap<*const Element, Role>;

pub fn key(element: ElementRef<'_>) -> *const Element {
    std::ptr::from_ref(element.value())
}

/// Every pair of links in the document that lead to each other, numbered in the order of their marks.
pub fn roles(root: ElementRef<'_>) -> Roles {
    let links: Vec<ElementRef<'_>> = root
        .descendent_elements()
        .filter(|one| one.value().name() == "a" && target(*one).is_some())
        .collect();
    // By the name they have; of two with one name the first.
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, link) in links.iter().enumerate() {
        // Pages give the name to the raised number, or to the item, around the link.
        let around = link.ancestors().filter_map(ElementRef::wrap).take(2);
        let around = around.filter(|one| matches!(one.value().name(), "sup" | "li" | "p"));
        let names = [link.attr("name"), link.attr("id")];
        for name in names.into_iter().chain(around.map(|one| one.attr("id"))).flatten() {
            named.entry(name).or_insert(place);
        }
    }
    let mut roles = Roles::new();
    let mut number = 0;
    for (place, mark) in links.iter().enumerate() {
        let Some(&other) = target(*mark).and_then(|target| named.get(target)) else { continue };
        let back = target(links[other]).and_then(|target| named.get(target));
        if other <= place || back != Some(&place) {
            continue;
        }
        let sign = links[other];
        let Some(holder) = holder(sign) else { continue };
        let comment =
            target(*mark).is_some_and(|to| to.starts_with("cmnt") || to.starts_with("_msocom"));
        if comment {
            roles.insert(key(*mark), Role::CommentMark);
            roles.insert(key(holder), Role::Comment);
            continue;
        }
        number += 1;
        roles.insert(key(*mark), Role::Mark(number));
        roles.insert(key(sign), Role::Sign);
        roles.insert(key(holder), Role::Note(number));
    }
    roles
}

/// The place in the document that a link leads to.
fn target<'a>(link: ElementRef<'a>) -> Option<&'a str> {
    // Word writes the whole address of its temporary file before it.
    let (before, target) = link.attr("href")?.split_once('#')?;
    let here = before.is_empty() || before.starts_with("file:");
    (here && !target.is_empty()).then_some(target)
}

/// What holds a note: the part that its program made for it, else the paragraph of its sign.
fn holder(sign: ElementRef<'_>) -> Option<ElementRef<'_>> {
    let around = || sign.ancestors().filter_map(ElementRef::wrap);
    let made_for_it = |one: &ElementRef<'_>| {
        let id = one.attr("id").unwrap_or_default();
        let numbered = ["ftn", "edn", "sdfootnote", "sdendnote"].iter().any(|begin| {
            id.strip_prefix(begin)
                .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
        });
        let element = said(*one, "mso-element").unwrap_or_default();
        let item = one.value().name() == "li" && !id.is_empty();
        numbered || item || matches!(element.as_str(), "footnote" | "endnote" | "comment")
    };
    let paragraph = |one: &ElementRef<'_>| matches!(one.value().name(), "p" | "li");
    around().find(made_for_it).or_else(|| around().find(paragraph))
}
