//! Footnotes: which are the base's, which were changed, and what they are called.

use super::base::{Base, Origin};
use crate::markdown::from_html::{self, Bit, Held, HeldList, Placed, is_blank, key};
use std::collections::BTreeMap;

/// The notes of the site's text.
#[derive(Debug, Default)]
pub struct Notes {
    /// The label of each note by the id its mark leads to.
    labels: BTreeMap<String, String>,
    /// For each note of the base what became of it: `None` as it was, `Some(None)` taken out.
    fates: Vec<Option<Option<Held>>>,
    added: Vec<Held>,
    without_words: Vec<String>,
}

impl Notes {
    /// `beside` are notes a site keeps apart from the body, by their ids.
    pub fn read(
        base: &Base,
        sent: &[Placed],
        held: &[Placed],
        blocks: &[Placed],
        beside: &[(String, String)],
    ) -> Self {
        let mut marks: Vec<(String, String)> = Vec::new();
        blocks.iter().for_each(|placed| marks_in(&placed.held, &mut marks));
        let mut now: Vec<(String, Held)> = held.iter().filter_map(note).collect();
        now.extend(beside.iter().filter_map(|(id, html)| {
            let text = text_of(html)?;
            Some((id.clone(), Held::Note { target: id.clone(), text }))
        }));
        let mut labels = BTreeMap::new();
        let mut fates = Vec::new();
        for (n, label) in base.labels.iter().enumerate() {
            let target = format!("footnote-{}", n + 1);
            let was =
                sent.iter().filter_map(note).find(|(id, _)| *id == target).map(|(_, held)| held);
            let was = was.or_else(|| printed(base, n));
            let is = now.iter().find(|(id, _)| *id == target).map(|(_, held)| held);
            let marked = marks.iter().any(|(id, _)| *id == target);
            fates.push(match is {
                Some(is) if was.as_ref().map(say) == Some(say(is)) => None,
                Some(is) => Some(Some(is.clone())),
                None if marked => None,
                None => Some(None),
            });
            labels.insert(target, label.clone());
        }
        let own = labels.clone();
        for (target, number) in &marks {
            if !labels.contains_key(target) {
                let taken = base.labels.contains(number);
                let label = if taken { format!("site-{number}") } else { number.clone() };
                labels.insert(target.clone(), label);
            }
        }
        let has_words =
            |target: &String| own.contains_key(target) || now.iter().any(|(id, _)| id == target);
        let without_words = marks.iter().filter(|(target, _)| !has_words(target));
        let without_words = without_words.map(|(_, number)| number.clone()).collect();
        let added =
            now.into_iter().filter(|(id, _)| !own.contains_key(id)).map(|(_, held)| held).collect();
        Self { labels, fates, added, without_words }
    }

    pub fn label(&self, target: &str, number: &str) -> String {
        self.labels.get(target).cloned().unwrap_or_else(|| number.to_owned())
    }

    /// What became of the base's note with this number, from 0: `None` if it is as it was.
    pub fn changed(&self, number: usize) -> Option<Option<&Held>> {
        self.fates.get(number)?.as_ref().map(Option::as_ref)
    }

    /// Notes that the base does not have.
    pub fn added(&self) -> &[Held] {
        &self.added
    }

    /// Numbers of marks whose notes nobody told us.
    pub fn without_words(&self) -> &[String] {
        &self.without_words
    }
}

fn note(placed: &Placed) -> Option<(String, Held)> {
    match &placed.held {
        Held::Note { target, .. } => Some((target.clone(), placed.held.clone())),
        _ => None,
    }
}

fn printed(base: &Base, number: usize) -> Option<Held> {
    let found = base.printed.iter().find(|(_, origin)| *origin == Origin::Note(number));
    found.map(|(held, _)| held.clone())
}

fn say(held: &Held) -> String {
    key(held, &|_| String::new())
}

/// The words of a note's HTML.
fn text_of(html: &str) -> Option<Vec<Bit>> {
    let read = from_html::read(html)?;
    let lines = read.blocks.into_iter().filter_map(|placed| match placed.held {
        Held::Paragraph(text) if !is_blank(&text) => Some(text),
        _ => None,
    });
    Some(lines.collect::<Vec<_>>().join(&[Bit::Break, Bit::Break][..]))
}

/// Every mark of a note in a block.
fn marks_in(held: &Held, marks: &mut Vec<(String, String)>) {
    let mut line = |bits: &[Bit]| {
        for bit in bits {
            if let Bit::Note { target, number } = bit {
                marks.push((target.clone(), number.clone()));
            }
        }
    };
    match held {
        Held::Paragraph(text) | Held::Heading { text, .. } | Held::Note { text, .. } => line(text),
        Held::Table(table) => {
            table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| line(cell))
        }
        Held::Quote(inside) => inside.iter().for_each(|held| marks_in(held, marks)),
        Held::List(list) => marks_in_list(list, marks),
        Held::Code { .. } | Held::Rule | Held::Figure(_) => {}
    }
}

fn marks_in_list(list: &HeldList, marks: &mut Vec<(String, String)>) {
    for item in &list.items {
        marks_in(&Held::Paragraph(item.text.clone()), marks);
        item.lists.iter().for_each(|list| marks_in_list(list, marks));
    }
}
