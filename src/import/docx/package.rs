//! The zip file of a document: its parts by name, and which part another one means.

use super::super::refused::refusal;
use super::Limits;
use super::xml::{self, Element};
use crate::error::Result;
use crate::packet::{Archive, Bounds, Fault};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

/// Bytes that one packed byte may become: XML that says the same again and again packs well.
const RATIO: u64 = 500;
/// The part that says which part holds the text.
const RELATIONS: &str = "_rels/.rels";

#[derive(Debug)]
pub struct Package {
    archive: RefCell<Archive<Cursor<Vec<u8>>>>,
    names: BTreeSet<String>,
    limits: Limits,
}

/// What a part means by the names it has for others.
#[derive(Debug, Clone, Default)]
pub struct Relations(BTreeMap<String, Relation>);

#[derive(Debug, Clone)]
struct Relation {
    kind: String,
    target: String,
    /// It is an address and no part of the document.
    outside: bool,
}

impl Relations {
    /// The address outside of the document.
    pub fn address(&self, id: &str) -> Option<&str> {
        self.0.get(id).filter(|relation| relation.outside).map(|relation| relation.target.as_str())
    }

    /// The part of the document.
    pub fn part(&self, id: &str) -> Option<&str> {
        self.0.get(id).filter(|relation| !relation.outside).map(|relation| relation.target.as_str())
    }

    /// Every part of a kind, such as `comments`.
    pub fn of_kind(&self, kind: &str) -> Vec<&str> {
        let ending = format!("/{kind}");
        let found = self
            .0
            .values()
            .filter(|relation| !relation.outside && relation.kind.ends_with(&ending));
        found.map(|relation| relation.target.as_str()).collect()
    }
}

impl Package {
    pub fn open(bytes: Vec<u8>, limits: &Limits) -> Result<Self> {
        let bounds =
            Bounds { entries: limits.files, total: limits.total, ratio: RATIO, folders: true };
        let archive = Archive::open(Cursor::new(bytes), &bounds).map_err(refused)?;
        let names: BTreeSet<String> = archive.names().map(str::to_owned).collect();
        if names.contains("content.xml") && names.contains("mimetype") {
            return Err(refusal(
                "it is a LibreOffice document, whatever its name says",
                "Open it in LibreOffice, save it as a Word document (.docx), and import that.",
            ));
        }
        Ok(Self { archive: RefCell::new(archive), names, limits: *limits })
    }

    pub fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// The name of the part that holds the text.
    pub fn main(&self) -> String {
        let relations = self.relations_at(RELATIONS, "").unwrap_or_default();
        let named = relations.of_kind("officeDocument").first().map(|part| (*part).to_owned());
        named.filter(|part| self.has(part)).unwrap_or_else(|| "word/document.xml".to_owned())
    }

    /// A part as a tree.
    pub fn xml(&self, name: &str) -> Result<Element> {
        let bytes = self.archive.borrow_mut().read(name, self.limits.words).map_err(refused)?;
        let text = super::super::text::decoded(&bytes);
        xml::tree(text.trim_start_matches('\u{feff}'))
    }

    /// A part as a tree, if it is there.
    pub fn xml_of(&self, name: Option<&str>) -> Result<Option<Element>> {
        name.filter(|name| self.has(name)).map(|name| self.xml(name)).transpose()
    }

    /// The bytes of a picture, or why they cannot be had.
    pub fn picture(&self, name: &str) -> Result<Vec<u8>, String> {
        self.archive.borrow_mut().read(name, self.limits.picture).map_err(|fault| fault.what)
    }

    /// What a part means by the names it has for others.
    pub fn relations(&self, part: &str) -> Result<Relations> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        self.relations_at(&format!("{folder}{slash}_rels/{file}.rels"), folder)
    }

    fn relations_at(&self, name: &str, folder: &str) -> Result<Relations> {
        let Some(tree) = self.xml_of(Some(name))? else { return Ok(Relations::default()) };
        let mut relations = Relations::default();
        for one in tree.elements() {
            let said = |name: &str| one.attribute(name).unwrap_or_default();
            let outside = said("TargetMode") == "External";
            let target = match outside {
                true => said("Target").to_owned(),
                false => inside(folder, said("Target")),
            };
            let relation = Relation { kind: said("Type").to_owned(), target, outside };
            relations.0.insert(said("Id").to_owned(), relation);
        }
        Ok(relations)
    }
}

fn refused(fault: Fault) -> crate::error::Error {
    fault.refusing("document")
}

/// The name of a part from a folder of the document. What leads out of it is the name of nothing.
fn inside(folder: &str, target: &str) -> String {
    let (mut path, rest) = match target.strip_prefix('/') {
        Some(rest) => (Vec::new(), rest),
        None => (folder.split('/').filter(|part| !part.is_empty()).collect(), target),
    };
    for part in rest.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if path.pop().is_none() {
                    return String::new();
                }
            }
            part => path.push(part),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_named_from_its_folder() {
        let cases = [
            ("word", "media/a.png", "word/media/a.png"),
            ("word", "/word/media/a.png", "word/media/a.png"),
            ("word", "../media/./a.png", "media/a.png"),
            ("word", "../../etc/passwd", ""),
            ("", "word/document.xml", "word/document.xml"),
        ];
        for (folder, target, expected) in cases {
            assert_eq!(inside(folder, target), expected, "{target}");
        }
    }
}
