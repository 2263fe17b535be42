//! Blocks that are written anew, proved by reading what was written.

use super::Pull;
use super::notes::Notes;
use crate::markdown::from_html::{
    self, Bit, Held, HeldList, Names, Shown, key, unmarked, words, write,
};
use crate::markdown::{self, Block};
use crate::render::{Part, page};

impl Pull<'_> {
    /// The Markdown of a block. Emphasis that Markdown cannot set just there is left out and told.
    pub(super) fn written(&mut self, held: &Held, notes: &Notes, after_list: bool) -> String {
        let text = self.written_plainly(held, notes, after_list);
        if self.reads_as(held, after_list) {
            return text;
        }
        let bare = unmarked(held);
        if self.reads_as(&bare, after_list) {
            self.miss("emphasis within a word or beside a sign", &words(held));
            return self.written_plainly(&bare, notes, after_list);
        }
        self.miss("the exact form of some words", &words(held));
        text
    }

    pub(super) fn written_plainly(&self, held: &Held, notes: &Notes, after_list: bool) -> String {
        let picture = |shown: &Shown| self.pictures.name(shown);
        let label = |target: &str, number: &str| notes.label(target, number);
        write(held, &Names { picture: &picture, label: &label, after_list })
    }

    /// Whether what is written of a block says what the block says. Notes are left out: they have
    /// their numbers from the whole text only.
    fn reads_as(&self, held: &Held, after_list: bool) -> bool {
        let held = without_notes(held);
        if matches!(held, Held::Figure(_) | Held::Note { .. }) {
            return true;
        }
        let text = self.written_plainly(&held, &Notes::default(), after_list);
        let blocks = markdown::parse(&text, false);
        let parts = blocks.into_iter().filter(|block| !matches!(block, Block::Figure { .. }));
        let read = page::as_read(parts.map(Part::Block).collect());
        let say = |held: &Held| key(held, &|_| String::new());
        read.iter().map(say).collect::<Vec<_>>().join("\n") == say(&held)
    }
}

fn without_notes(held: &Held) -> Held {
    let line = |bits: &[Bit]| -> Vec<Bit> {
        let words = bits.iter().filter(|bit| !matches!(bit, Bit::Note { .. })).cloned().collect();
        from_html::tidy(words)
    };
    match held {
        Held::Paragraph(text) => Held::Paragraph(line(text)),
        Held::Heading { level, text } => Held::Heading { level: *level, text: line(text) },
        Held::Quote(inside) => Held::Quote(inside.iter().map(without_notes).collect()),
        Held::List(list) => Held::List(list_without_notes(list, &line)),
        Held::Table(table) => {
            let mut table = table.clone();
            table
                .head
                .iter_mut()
                .chain(table.rows.iter_mut().flatten())
                .for_each(|cell| *cell = line(cell));
            Held::Table(table)
        }
        other => other.clone(),
    }
}

fn list_without_notes(list: &HeldList, line: &dyn Fn(&[Bit]) -> Vec<Bit>) -> HeldList {
    let mut list = list.clone();
    for item in &mut list.items {
        item.text = line(&item.text);
        item.lists = item.lists.iter().map(|list| list_without_notes(list, line)).collect();
    }
    list
}
