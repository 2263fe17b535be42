//! The text from its first paragraph to its last, and the notes it leads to.

use super::numbering::Numbering;
use super::package::{Package, Relations};
use super::styles::Styles;
use super::tell;
use super::xml::Element;
use crate::error::Result;
use crate::markdown::from_html::{Bit, Held};
use crate::markdown::pasted::{Loss, Part, Pasted, What};
use std::collections::BTreeMap;

/// Which part a note is in, and its id there.
type NoteId = (&'static str, String);

/// A field such as a link, as it is written between three signs.
#[derive(Debug, Clone, Default)]
pub struct Field {
    pub order: String,
    /// What it shows comes now.
    pub shows: bool,
}

/// What has been read so far.
pub struct Reading<'p> {
    pub package: &'p Package,
    main: String,
    /// Of the part that is read now.
    pub relations: Relations,
    pub styles: Styles,
    pub numbering: Numbering,
    pub pasted: Pasted,
    /// Fields that have begun; one may go on over several paragraphs.
    pub fields: Vec<Field>,
    /// Words before a paragraph's end that somebody took out: they begin the next paragraph.
    pub joined: Vec<Bit>,
    /// Notes in the order in which the text leads to them.
    notes: Vec<NoteId>,
}

impl<'p> Reading<'p> {
    pub fn new(package: &'p Package, main: &str) -> Result<Self> {
        let relations = package.relations(main)?;
        let part = |kind: &str| package.xml_of(relations.of_kind(kind).first().copied());
        Ok(Self {
            styles: Styles::read(part("styles")?.as_ref()),
            numbering: Numbering::read(part("numbering")?.as_ref()),
            package,
            main: main.to_owned(),
            relations,
            pasted: Pasted::default(),
            fields: Vec::new(),
            joined: Vec::new(),
            notes: Vec::new(),
        })
    }

    pub fn tell(&mut self, loss: Loss, words: &str) {
        tell(&mut self.pasted, loss, words);
    }

    /// Every block in an element; `depth` counts the tables and boxes around it.
    pub fn blocks(&mut self, element: &Element, depth: usize) {
        for child in element.elements() {
            match child.name.as_str() {
                "w:p" => self.paragraph(child, depth),
                "w:tbl" => self.table(child, depth),
                "w:sdt" | "w:sdtContent" | "w:ins" | "w:moveTo" | "w:customXml" | "w:smartTag" => {
                    self.blocks(child, depth);
                }
                "w:del" | "w:moveFrom" => {
                    let words = words(child);
                    self.tell(Loss::Deleted, &words);
                }
                "mc:AlternateContent" => {
                    if let Some(branch) = branch(child) {
                        self.blocks(branch, depth);
                    }
                }
                _ => {}
            }
        }
    }

    /// What the blocks of an element are, without setting them.
    pub fn apart(&mut self, element: &Element, depth: usize) -> Vec<Part> {
        let before = std::mem::take(&mut self.pasted.parts);
        self.blocks(element, depth);
        std::mem::replace(&mut self.pasted.parts, before)
    }

    pub fn place(&mut self, held: Held, what: What) {
        self.pasted.parts.push(Part { held, what });
    }

    /// The mark of a note.
    pub fn mark(&mut self, kind: &'static str, id: &str) -> Bit {
        let note = (kind, id.to_owned());
        let known = self.notes.iter().position(|one| *one == note);
        let place = known.unwrap_or_else(|| {
            self.notes.push(note);
            self.notes.len() - 1
        });
        let number = (place + 1).to_string();
        Bit::Note { target: format!("fn{number}"), number }
    }

    /// Reads the notes, and ends.
    pub fn finish(mut self) -> Result<Pasted> {
        let joined = std::mem::take(&mut self.joined);
        if !joined.is_empty() {
            self.place(Held::Paragraph(joined), What::Body);
        }
        let mut found: BTreeMap<NoteId, Vec<Bit>> = BTreeMap::new();
        let of_text = self.package.relations(&self.main)?;
        for (kind, one) in [("footnotes", "w:footnote"), ("endnotes", "w:endnote")] {
            let Some(part) = of_text.of_kind(kind).first().map(|part| (*part).to_owned()) else {
                continue;
            };
            let Some(tree) = self.package.xml_of(Some(&part))? else { continue };
            self.relations = self.package.relations(&part)?;
            for note in tree.elements().filter(|note| note.name == one) {
                // The lines above notes are kept as notes, too.
                let kept = matches!(note.attribute("w:type"), None | Some("normal"));
                if let Some(id) = note.attribute("w:id").filter(|_| kept) {
                    let text = self.note(note);
                    found.insert((kind, id.to_owned()), text);
                }
            }
        }
        for (n, id) in self.notes.clone().into_iter().enumerate() {
            let text = found.remove(&id).unwrap_or_default();
            self.place(Held::Note { target: format!("fn{}", n + 1), text }, What::Body);
        }
        for text in found.into_values() {
            let words = super::super::captions::plain(&text);
            if !words.is_empty() {
                self.tell(Loss::Left("note that nothing in the text leads to".to_owned()), &words);
            }
        }
        Ok(self.pasted)
    }

    /// The words of a note; pictures in it are set before the notes.
    fn note(&mut self, note: &Element) -> Vec<Bit> {
        let mut lines = Vec::new();
        for part in self.apart(note, 1) {
            match part.held {
                Held::Figure(_) => self.pasted.parts.push(part),
                held => lines.push(super::table::line_of(held)),
            }
        }
        lines.join(&[Bit::Break, Bit::Break][..])
    }
}

/// Every word in an element, taken out or not.
pub fn words(element: &Element) -> String {
    let mut words = String::new();
    for one in element.all() {
        match one.name.as_str() {
            "w:t" | "w:delText" | "m:t" => words.push_str(&one.text()),
            "w:p" | "w:tab" | "w:br" => words.push(' '),
            _ => {}
        }
    }
    words
}

/// Which of several ways to say the same is read: the first one that says something we know.
pub fn branch(alternate: &Element) -> Option<&Element> {
    const KNOWN: [&str; 6] = ["a:blip", "c:chart", "v:imagedata", "w:t", "w:txbxContent", "w:br"];
    let says = |one: &&Element| one.all().iter().any(|one| KNOWN.contains(&one.name.as_str()));
    alternate.elements().find(says)
}
