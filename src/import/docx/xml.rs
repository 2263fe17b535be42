//! A part's XML as a tree, within bounds. No entity is known but XML's own five.

use super::super::refused::refusal;
use crate::error::{Error, Result};
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// The deepest nesting that is read; boxes in tables in boxes stay far below it.
const DEEPEST: usize = 200;
/// The most elements of one part: a book of 300,000 words has about a million.
const MOST: usize = 4_000_000;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    /// With its prefix, as all programs write it: `w:p`.
    pub name: String,
    attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    pub fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|one| one.name == name)
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// What a child says as its value: `<w:numId w:val="3"/>`.
    pub fn value(&self, child: &str) -> Option<&str> {
        self.child(child)?.attribute("w:val")
    }

    /// Whether a switch is on: it is where it stands, unless it says that it is off.
    pub fn is_on(&self, child: &str) -> bool {
        self.child(child).is_some_and(|one| {
            !matches!(one.attribute("w:val"), Some("0" | "false" | "off" | "none"))
        })
    }

    /// Every element inside, and this one first.
    pub fn all(&self) -> Vec<&Self> {
        let mut all = Vec::new();
        self.push_all(&mut all);
        all
    }

    fn push_all<'a>(&'a self, all: &mut Vec<&'a Self>) {
        all.push(self);
        for child in self.elements() {
            child.push_all(all);
        }
    }

    /// The text right inside.
    pub fn text(&self) -> String {
        let texts = self.children.iter().filter_map(|node| match node {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        });
        texts.collect()
    }

    fn of(start: &BytesStart<'_>) -> Option<Self> {
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.ok()?;
            let name = attribute.key.as_ref().to_owned();
            attributes.push((name, unescaped(&attribute.value)));
        }
        Some(Self { name: start.name().as_ref().to_owned(), attributes, children: Vec::new() })
    }
}

fn damaged() -> Error {
    refusal(
        "it is damaged: its text cannot be read",
        "Ask for it to be sent again, or open it in Word and save it anew.",
    )
}

fn trick(what: &str) -> Error {
    refusal(what, "No word processor writes such a file. Ask, by telephone, whoever sent it.")
}

/// The root of a part.
pub fn tree(text: &str) -> Result<Element> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Element> = vec![Element::default()];
    let mut count = 0;
    loop {
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(start) => {
                count += 1;
                if open.len() > DEEPEST || count > MOST {
                    return Err(trick("it is nested, or long, as no text is"));
                }
                open.push(Element::of(&start).ok_or_else(damaged)?);
            }
            Event::Empty(start) => {
                count += 1;
                let element = Element::of(&start).ok_or_else(damaged)?;
                push(&mut open, Node::Element(element));
            }
            Event::End(_) => {
                let element = open.pop().ok_or_else(damaged)?;
                if open.is_empty() {
                    return Err(damaged());
                }
                push(&mut open, Node::Element(element));
            }
            Event::Text(text) => words(&mut open, &text.xml10_content()),
            Event::CData(text) => words(&mut open, &text.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(c)) => words(&mut open, c.encode_utf8(&mut [0; 4])),
                _ => words(&mut open, resolve_predefined_entity(&reference).unwrap_or_default()),
            },
            Event::DocType(_) => return Err(trick("its text brings definitions of its own")),
            Event::Eof => break,
            _ => {}
        }
    }
    let root = open.pop().filter(|_| open.is_empty()).ok_or_else(damaged)?;
    let mut elements = root.children.into_iter().filter_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    });
    elements.next().ok_or_else(damaged)
}

fn push(open: &mut [Element], node: Node) {
    if let Some(last) = open.last_mut() {
        last.children.push(node);
    }
}

fn words(open: &mut [Element], text: &str) {
    let Some(last) = open.last_mut() else { return };
    match last.children.last_mut() {
        Some(Node::Text(before)) => before.push_str(text),
        _ => last.children.push(Node::Text(text.to_owned())),
    }
}

/// An attribute's value with XML's own entities, and no others.
fn unescaped(text: &str) -> String {
    quick_xml::escape::unescape(text).map_or_else(|_| text.to_owned(), |text| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_a_tree_in_its_order() {
        let tree = tree("<a x='1 &amp; 2'><b>c &lt;&#100;</b><e/>f<g><h/></g></a>").unwrap();
        assert_eq!(tree.attribute("x"), Some("1 & 2"));
        assert_eq!(tree.child("b").unwrap().text(), "c <d");
        let names: Vec<&str> = tree.all().into_iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["a", "b", "e", "g", "h"]);
    }

    #[test]
    fn what_no_word_processor_writes_is_refused() {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>";
        let deep = "<a>".repeat(300) + &"</a>".repeat(300);
        for text in [bomb, &deep, "<a>", "<a></b>", "", "words", "<a x=1></a>", "<a></a></a>"] {
            assert!(tree(text).is_err(), "{text}");
        }
    }
}
