//! Items of a word processor's lists, one paragraph each, as lists within lists.

use crate::markdown::from_html::{Bit, Held, HeldItem, HeldList};
use crate::markdown::pasted::{Part, What};

/// An item that stands in no list yet.
struct Item {
    level: usize,
    ordered: bool,
    number: usize,
    text: Vec<Bit>,
}

/// The parts with items that follow each other made lists.
pub fn gathered(parts: Vec<Part>) -> Vec<Part> {
    let mut gathered = Vec::with_capacity(parts.len());
    let mut items: Vec<Item> = Vec::new();
    for part in parts {
        match part {
            Part { held: Held::Paragraph(text), what: What::Item { level, ordered, number } } => {
                items.push(Item { level, ordered, number, text });
            }
            part => {
                flush(&mut items, &mut gathered);
                gathered.push(part);
            }
        }
    }
    flush(&mut items, &mut gathered);
    gathered
}

fn flush(items: &mut Vec<Item>, into: &mut Vec<Part>) {
    let lists = lists(&mut std::mem::take(items).into_iter().peekable());
    into.extend(lists.into_iter().map(|list| Part { held: Held::List(list), what: What::Body }));
}

/// The lists of the items at the level of the first, with those of deeper levels in them.
fn lists(items: &mut std::iter::Peekable<impl Iterator<Item = Item>>) -> Vec<HeldList> {
    let mut lists: Vec<HeldList> = Vec::new();
    let Some(level) = items.peek().map(|item| item.level) else { return lists };
    while let Some(next) = items.peek().map(|item| item.level) {
        if next < level && !lists.is_empty() {
            break;
        }
        if next > level {
            let inner = self::lists(&mut *items as &mut std::iter::Peekable<_>);
            match lists.last_mut().and_then(|list| list.items.last_mut()) {
                Some(last) => last.lists.extend(inner),
                None => lists.extend(inner),
            }
            continue;
        }
        let Some(item) = items.next() else { break };
        let new = lists.last().is_none_or(|list| {
            list.ordered != item.ordered || (item.ordered && item.number < following(list))
        });
        if new {
            lists.push(HeldList { ordered: item.ordered, start: item.number, items: Vec::new() });
        }
        if let Some(list) = lists.last_mut() {
            list.items.push(HeldItem { text: item.text, lists: Vec::new() });
        }
    }
    lists
}

/// The number the next item of a list has.
fn following(list: &HeldList) -> usize {
    list.start + list.items.len()
}
