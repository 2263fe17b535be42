//! Lists.

use super::walk::{Walk, attribute, name};
use super::{Bit, HeldItem, HeldList, Style, inline};
use scraper::{ElementRef, Node};

/// The highest number that Markdown takes for an item's.
const HIGHEST: usize = 999_999_999;

impl Walk<'_> {
    /// A list with the lists in it.
    pub(super) fn list(&mut self, list: ElementRef<'_>, depth: usize) -> HeldList {
        let start = attribute(list, "start").and_then(|start| start.trim().parse::<usize>().ok());
        let start = start.filter(|start| *start <= HIGHEST);
        let mut items: Vec<HeldItem> = Vec::new();
        for child in list.children() {
            match (child.value(), ElementRef::wrap(child)) {
                (Node::Comment(comment), _) => self.comment(comment),
                (_, Some(inner)) if matches!(name(inner), "ul" | "ol") => {
                    // Old editors set an inner list beside its item.
                    let list = self.list(inner, depth + 1);
                    match items.last_mut() {
                        Some(last) => last.lists.push(list),
                        None => items.push(HeldItem { text: Vec::new(), lists: vec![list] }),
                    }
                }
                (_, Some(item)) if !self.is_hidden(item) => items.push(self.item(item, depth)),
                _ => {}
            }
        }
        if attribute(list, "reversed").is_some() {
            self.miss("list that counts backwards", &list.text().collect::<String>());
        }
        HeldList { ordered: name(list) == "ol", start: start.unwrap_or(1), items }
    }

    fn item(&mut self, item: ElementRef<'_>, depth: usize) -> HeldItem {
        let mut held = HeldItem::default();
        let mut line = Vec::new();
        let mut texts: Vec<Vec<Bit>> = Vec::new();
        for child in item.children() {
            match (child.value(), ElementRef::wrap(child)) {
                (Node::Text(text), _) => self.push_words(text, &Style::default(), &mut line),
                (Node::Comment(comment), _) => self.comment(comment),
                (_, Some(inner))
                    if matches!(name(inner), "ul" | "ol") && depth < super::super::DEEPEST =>
                {
                    held.lists.push(self.list(inner, depth + 1));
                }
                (_, Some(inner)) if super::walk::is_block(name(inner)) => {
                    texts.extend(inline::paragraphs(inline::tidy(std::mem::take(&mut line))));
                    let inside = self.bits(inner);
                    texts.extend(inline::paragraphs(inside));
                }
                (_, Some(inner)) => self.push_element(inner, &Style::default(), &mut line, 1),
                _ => {}
            }
        }
        texts.extend(inline::paragraphs(inline::tidy(line)));
        held.text = texts.join(&[Bit::Break, Bit::Break][..]);
        held
    }
}
