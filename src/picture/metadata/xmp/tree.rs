//! An XMP packet as a tree of properties: read within bounds that no packet of a picture meets,
//! and written again with its namespaces.

use quick_xml::Reader;
use quick_xml::escape::{escape, resolve_predefined_entity};
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write;
use std::rc::Rc;

pub(super) const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
pub(super) const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The deepest nesting that is read; real packets stay below ten.
const DEPTH_MAX: usize = 64;
/// The most elements and attributes that are read; Photoshop's longest histories have thousands.
const NODES_MAX: usize = 50_000;
/// The most attributes of one element that are kept.
const ATTRIBUTES_MAX: usize = 200;
/// The longest packet that is read, in bytes.
const PACKET_MAX: usize = 32 << 20;

/// A name in its namespace, and the prefix it was written with.
#[derive(Debug, Clone)]
pub(super) struct Name {
    pub namespace: Rc<str>,
    pub local: String,
    prefix: Rc<str>,
}

impl Name {
    pub fn new(namespace: &str, local: &str) -> Self {
        Self { namespace: namespace.into(), local: local.to_owned(), prefix: "ns".into() }
    }

    pub fn is(&self, namespace: &str, local: &str) -> bool {
        self.local == local && *self.namespace == *namespace
    }
}

#[derive(Debug, Clone)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

#[derive(Debug, Clone)]
pub(super) struct Element {
    pub name: Name,
    pub attributes: Vec<(Name, String)>,
    pub children: Vec<Node>,
}

impl Element {
    pub fn new(name: Name, children: Vec<Node>) -> Self {
        Self { name, attributes: Vec::new(), children }
    }

    /// One that holds only text.
    pub fn plain(name: Name, text: &str) -> Self {
        Self::new(name, vec![Node::Text(text.to_owned())])
    }

    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    pub fn child(&self, namespace: &str, local: &str) -> Option<&Self> {
        self.elements().find(|element| element.name.is(namespace, local))
    }

    pub fn attribute(&self, namespace: &str, local: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(name, _)| name.is(namespace, local));
        found.map(|(_, value)| value.as_str())
    }

    /// The text right inside, an address that stands as `rdf:resource`, or a qualified value.
    pub fn text(&self) -> String {
        let resource = self.attribute(RDF, "resource").or(self.attribute(RDF, "value"));
        let inner = self.child(RDF, "Description").and_then(|inner| inner.child(RDF, "value"));
        if let Some(value) = self.child(RDF, "value").or(inner) {
            return value.direct_text();
        }
        resource.map_or_else(|| self.direct_text(), str::to_owned)
    }

    fn direct_text(&self) -> String {
        let texts = self.children.iter().filter_map(|node| match node {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        });
        texts.collect()
    }
}

/// The properties of the picture, in the order in which they stand; simple ones that stand as
/// attributes are elements here. What follows a flaw in the XML counts as absent.
pub(super) fn read(packet: &[u8]) -> Vec<Element> {
    let text = String::from_utf8_lossy(&packet[..packet.len().min(PACKET_MAX)]);
    // Writers pad the packet, and some end it with a NUL.
    let mut reader = Reader::from_str(text.trim_matches(|c: char| c == '\0' || c == '\u{feff}'));
    let mut walk = Walk::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => walk.start(&element),
            Ok(Event::Empty(element)) => {
                walk.start(&element);
                walk.end();
            }
            Ok(Event::End(_)) => walk.end(),
            Ok(Event::Text(text)) => walk.text(&text.xml10_content()),
            Ok(Event::CData(text)) => walk.text(&text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => match reference.resolve_char_ref() {
                Ok(Some(c)) => walk.text(c.encode_utf8(&mut [0; 4])),
                _ => walk.text(resolve_predefined_entity(&reference).unwrap_or_default()),
            },
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
        if walk.open.len() > DEPTH_MAX || walk.nodes > NODES_MAX {
            break;
        }
    }
    walk.found
}

/// Where the reader stands: the open elements with the prefixes each declared.
#[derive(Default)]
struct Walk {
    open: Vec<(Element, Vec<Rc<str>>)>,
    /// What each prefix means, the innermost last.
    prefixes: HashMap<Rc<str>, Vec<Rc<str>>>,
    /// One copy of each namespace and prefix.
    known: HashMap<String, Rc<str>>,
    nodes: usize,
    found: Vec<Element>,
}

impl Walk {
    fn intern(&mut self, text: &str) -> Rc<str> {
        if let Some(known) = self.known.get(text) {
            return known.clone();
        }
        let new: Rc<str> = text.into();
        self.known.insert(text.to_owned(), new.clone());
        new
    }

    /// The name in its namespace; the namespace is empty if there is none.
    fn name(&mut self, written: &str, attribute: bool) -> Name {
        let (prefix, local) = written.split_once(':').unwrap_or(("", written));
        let namespace = match (prefix, attribute) {
            ("xml", _) => self.intern(XML),
            // An attribute without a prefix belongs to no namespace.
            ("", true) => self.intern(""),
            _ => match self.prefixes.get(prefix).and_then(|meanings| meanings.last()) {
                Some(namespace) => namespace.clone(),
                None => self.intern(""),
            },
        };
        Name { namespace, local: local.to_owned(), prefix: self.intern(prefix) }
    }

    fn start(&mut self, element: &BytesStart) {
        let mut declared = Vec::new();
        let mut plain = Vec::new();
        // Looking for doubles would compare each with each.
        for attribute in element.attributes().with_checks(false).flatten() {
            self.nodes += 1;
            if self.nodes > NODES_MAX {
                break;
            }
            let Ok(value) = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0) else {
                continue;
            };
            let key = attribute.key.as_ref();
            if let Some(prefix) = key.strip_prefix("xmlns") {
                let prefix = self.intern(prefix.trim_start_matches(':'));
                let namespace = self.intern(&value);
                self.prefixes.entry(prefix.clone()).or_default().push(namespace);
                declared.push(prefix);
            } else {
                plain.push((key.to_owned(), value.into_owned()));
            }
        }
        self.nodes += 1;
        let mut open = Element::new(self.name(element.name().as_ref(), false), Vec::new());
        let top = self.in_rdf() && open.name.is(RDF, "Description");
        for (key, value) in plain {
            let name = self.name(&key, true);
            let foreign = *name.namespace != *RDF && *name.namespace != *XML;
            if !is_writable(&name) {
            } else if top && foreign {
                // Simple properties may stand as attributes of the description.
                self.found.push(Element::plain(name, &value));
            } else if !top && open.attributes.len() < ATTRIBUTES_MAX {
                let double =
                    open.attributes.iter().any(|(n, _)| n.is(&name.namespace, &name.local));
                open.attributes.extend((!double).then_some((name, value)));
            }
        }
        self.open.push((open, declared));
    }

    /// Whether the reader stands right inside the packet's `rdf:RDF`.
    fn in_rdf(&self) -> bool {
        self.open.len() <= 2 && self.open.last().is_some_and(|(e, _)| e.name.is(RDF, "RDF"))
    }

    fn end(&mut self) {
        let Some((mut element, declared)) = self.open.pop() else { return };
        for prefix in declared {
            self.prefixes.get_mut(&prefix).map(Vec::pop);
        }
        if element.elements().next().is_some() {
            // Only there to make it look well.
            element.children.retain(|n| !matches!(n, Node::Text(text) if text.trim().is_empty()));
        }
        let depth = self.open.len();
        let Some((parent, _)) = self.open.last_mut() else { return };
        let property = (2..=3).contains(&depth) && parent.name.is(RDF, "Description");
        if !is_writable(&element.name) {
            return;
        }
        if property && self.open[depth - 2].0.name.is(RDF, "RDF") {
            self.found.push(element);
        } else if depth > 2 {
            self.open[depth - 1].0.children.push(Node::Element(element));
        }
    }

    fn text(&mut self, text: &str) {
        let Some((element, _)) = self.open.last_mut() else { return };
        match element.children.last_mut() {
            Some(Node::Text(before)) => before.push_str(text),
            _ => element.children.push(Node::Text(text.to_owned())),
        }
    }
}

/// Whether a name can be written again: in a namespace, and of letters that XML allows.
fn is_writable(name: &Name) -> bool {
    let letter = |c: char| c.is_alphabetic() || c == '_';
    let first = name.local.chars().next().is_some_and(letter);
    let rest = name.local.chars().all(|c| letter(c) || c.is_ascii_digit() || "-.".contains(c));
    first && rest && !name.namespace.is_empty()
}

/// What each of the namespaces is called when written: as it was read if that is free.
pub(super) struct Prefixes(BTreeMap<Rc<str>, String>);

impl Prefixes {
    /// Those in `properties`, after those of `fixed`, which pairs prefixes with namespaces.
    pub fn of<'a>(fixed: &[(&str, &str)], properties: impl Iterator<Item = &'a Element>) -> Self {
        let mut names: BTreeMap<Rc<str>, String> = BTreeMap::new();
        let mut taken = HashSet::from(["xml".to_owned()]);
        for (prefix, namespace) in fixed {
            taken.insert((*prefix).to_owned());
            names.insert((*namespace).into(), (*prefix).to_owned());
        }
        for property in properties {
            each_name(property, &mut |name: &Name| {
                if *name.namespace == *XML || names.contains_key(&name.namespace) {
                    return;
                }
                let wanted = name.prefix.to_string();
                let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
                let good = wanted.starts_with(|c: char| c.is_ascii_alphabetic())
                    && wanted.chars().all(plain)
                    && !wanted.to_lowercase().starts_with("xml");
                let base = if good { wanted } else { "ns".to_owned() };
                // Counted from the number of names, so that the search is short.
                let numbered = (names.len()..).map(|n| format!("{base}{n}"));
                let mut free = std::iter::once(base.clone()).chain(numbered);
                let prefix = free.find(|prefix| !taken.contains(prefix)).unwrap_or(base);
                taken.insert(prefix.clone());
                names.insert(name.namespace.clone(), prefix);
            });
        }
        Self(names)
    }

    /// The declarations of all, as attributes.
    pub fn declarations(&self) -> String {
        let mut out = String::new();
        for (namespace, prefix) in &self.0 {
            let _ = write!(out, " xmlns:{prefix}=\"{}\"", attribute(namespace));
        }
        out
    }

    fn name(&self, name: &Name) -> String {
        let prefix = self.0.get(&name.namespace).map_or("xml", String::as_str);
        format!("{prefix}:{}", name.local)
    }

    /// Appends `element` as XML.
    pub fn write(&self, element: &Element, out: &mut String) {
        let name = self.name(&element.name);
        let _ = write!(out, "<{name}");
        for (name, value) in &element.attributes {
            let _ = write!(out, " {}=\"{}\"", self.name(name), attribute(value));
        }
        if element.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for child in &element.children {
            match child {
                Node::Text(text) => out.push_str(&written(text)),
                Node::Element(child) => self.write(child, out),
            }
        }
        let _ = write!(out, "</{name}>");
    }
}

fn each_name(element: &Element, visit: &mut dyn FnMut(&Name)) {
    visit(&element.name);
    element.attributes.iter().for_each(|(name, _)| visit(name));
    element.elements().for_each(|child| each_name(child, visit));
}

/// `text` as XML writes it; what XML 1.0 forbids is left out.
fn written(text: &str) -> String {
    let allowed =
        |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..) && !matches!(c, '\u{fffe}' | '\u{ffff}');
    escape(text.chars().filter(allowed).collect::<String>()).into_owned()
}

/// The same in an attribute, where a reader makes blanks of bare line ends.
fn attribute(text: &str) -> String {
    written(text).replace('\n', "&#xA;").replace('\t', "&#x9;")
}
