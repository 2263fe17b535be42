//! Lists: those that are lists, and those that are paragraphs with a sign before them.

use super::super::look::{has_class, said};
use super::{Cleaning, Place};
use scraper::{ElementRef, Node};

/// A paragraph that is an item.
pub struct Item {
    /// From 0.
    pub level: usize,
    pub ordered: bool,
    pub number: usize,
}

/// The deepest level of Word's lists.
const DEEPEST: usize = 8;

/// The highest number that Markdown takes for an item's.
const HIGHEST: usize = 999_999_999;

/// What a paragraph is in a list of Word's, if it is in one: `mso-list: l0 level2 lfo1`.
pub fn item(paragraph: ElementRef<'_>) -> Option<Item> {
    let style = paragraph.attr("style").unwrap_or_default();
    let list = said(paragraph, "mso-list").filter(|said| said.contains("level"));
    // A browser may have thrown away what it does not know, but not the class and the sign.
    let by_class = || {
        let class = paragraph.attr("class").unwrap_or_default();
        class.to_ascii_lowercase().contains("msolistparagraph") && style.contains("text-indent")
    };
    let level = match &list {
        Some(list) => list
            .split_whitespace()
            .find_map(|word| word.strip_prefix("level")?.parse::<usize>().ok())
            .unwrap_or(1),
        None if by_class() => 1,
        None => return None,
    };
    let sign = sign(paragraph);
    if sign.is_empty() && list.is_none() {
        return None;
    }
    let body: String = sign.chars().filter(|c| c.is_alphanumeric()).collect();
    let closed = sign.ends_with(['.', ')']) || sign.starts_with('(');
    // A letter with nothing behind it is a bullet of some font: Courier's `o`, Wingdings' `§`.
    let ordered = !body.is_empty() && (closed || body.chars().all(|c| c.is_ascii_digit()));
    let number = body.parse().ok().filter(|number| *number <= HIGHEST).unwrap_or(1);
    Some(Item { level: level.saturating_sub(1).min(DEEPEST), ordered, number })
}

/// The sign before an item's words, as it is printed.
fn sign(paragraph: ElementRef<'_>) -> String {
    let ignored = paragraph.descendent_elements().find(|one| {
        one.attr("style").is_some_and(|style| {
            let style: String = style.to_ascii_lowercase().split_whitespace().collect();
            style.contains("mso-list:ignore")
        })
    });
    if let Some(sign) = ignored {
        return sign.text().collect::<String>().trim().to_owned();
    }
    let mut inside = false;
    let mut text = String::new();
    for node in paragraph.descendants() {
        match node.value() {
            Node::Comment(comment) if comment.trim() == "[if !supportLists]" => inside = true,
            Node::Comment(comment) if comment.trim() == "[endif]" => break,
            Node::Text(words) if inside => text.push_str(words),
            _ => {}
        }
    }
    text.trim().to_owned()
}

impl Cleaning {
    /// A list. Word's page makes one of every item and says in it how deep it stands.
    pub(super) fn list(&mut self, list: ElementRef<'_>, place: &Place) {
        let name = list.value().name();
        let ordered = name == "ol";
        let start = list.attr("start").and_then(|start| start.trim().parse::<usize>().ok());
        let start = start.filter(|start| *start <= HIGHEST).unwrap_or(1);
        let around = list.ancestors().filter_map(ElementRef::wrap);
        let words_page = around.take(3).any(|one| has_class(one, "ListContainerWrapper"));
        if !words_page {
            let start =
                if ordered && start != 1 { format!(" start=\"{start}\"") } else { String::new() };
            self.out.html.push_str(&format!("<{name}{start}>"));
            self.inside(list, place);
            return self.out.html.push_str(&format!("</{name}>"));
        }
        for (n, item) in list.child_elements().enumerate() {
            let said = ["aria-level", "data-aria-level"].iter().find_map(|name| item.attr(name));
            let level: usize = said.and_then(|level| level.trim().parse().ok()).unwrap_or(1);
            let level = level.saturating_sub(1).min(DEEPEST);
            let number = start + n;
            let class = format!("item {level} {} {number}", usize::from(ordered));
            self.out.html.push_str(&format!("<p class=\"{class}\">"));
            // Its paragraph is the item's.
            for child in item.child_elements() {
                self.inside(child, place);
            }
            self.out.html.push_str("</p>");
        }
    }
}
