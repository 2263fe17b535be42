//! XMP (ISO 16684-1) with the fields of the IPTC Photo Metadata Standard.

use super::text::list;
use super::{Found, Words};
use quick_xml::NsReader;
use quick_xml::escape::{escape, resolve_predefined_entity};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use std::collections::HashMap;
use std::fmt::Write;

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const DC: &str = "http://purl.org/dc/elements/1.1/";
const PHOTOSHOP: &str = "http://ns.adobe.com/photoshop/1.0/";
const RIGHTS: &str = "http://ns.adobe.com/xap/1.0/rights/";
const IPTC_CORE: &str = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/";

/// The deepest nesting that is read; real packets stay below ten.
const DEPTH_MAX: usize = 64;

/// One property's value: plain text, or the items of an `rdf:Alt`, `rdf:Seq` or `rdf:Bag` with the
/// language of each.
#[derive(Debug, Default)]
struct Property {
    text: String,
    items: Vec<(String, String)>,
}

impl Property {
    /// All items, or the plain text.
    fn all(&self) -> String {
        match self.items.is_empty() {
            true => self.text.clone(),
            false => list(self.items.iter().map(|(_, text)| text.clone())),
        }
    }

    /// The item for everyone (`x-default`), else the first, or the plain text.
    fn default_language(&self) -> String {
        let default = self.items.iter().find(|(language, _)| language == "x-default");
        default.or(self.items.first()).map_or_else(|| self.text.clone(), |(_, text)| text.clone())
    }
}

type Properties = HashMap<(String, String), Property>;

/// What a packet says; what follows a flaw in its XML counts as absent.
pub(super) fn read(packet: &[u8]) -> Found {
    let text = String::from_utf8_lossy(packet);
    // Writers pad the packet, and some end it with a NUL.
    let properties = properties(text.trim_matches(|c: char| c == '\0' || c == '\u{feff}'));
    let get =
        |namespace: &str, name: &str| properties.get(&(namespace.to_owned(), name.to_owned()));
    let one = |namespace: &str, name: &str| get(namespace, name).map(Property::default_language);
    Found {
        caption: one(DC, "description"),
        credit: one(PHOTOSHOP, "Credit"),
        creator: get(DC, "creator").map(Property::all),
        copyright: one(DC, "rights"),
        usage_terms: one(RIGHTS, "UsageTerms"),
        source: one(PHOTOSHOP, "Source"),
        alt: one(IPTC_CORE, "AltTextAccessibility"),
    }
}

/// Where the reader stands: the open elements, and the property and item inside it.
#[derive(Default)]
struct Walk {
    open: Vec<(String, String)>,
    property: Option<(usize, Property)>,
    found: Properties,
}

fn properties(text: &str) -> Properties {
    let mut reader = NsReader::from_str(text);
    let mut walk = Walk::default();
    loop {
        let (namespace, event) = match reader.read_resolved_event() {
            Ok((ResolveResult::Bound(Namespace(uri)), event)) => (uri.to_owned(), event),
            Ok((_, event)) => (String::new(), event),
            Err(_) => break,
        };
        match event {
            Event::Start(element) => {
                walk.attributes(&reader, &namespace, &element);
                walk.start(namespace, &element);
            }
            Event::Empty(element) => {
                walk.attributes(&reader, &namespace, &element);
                walk.start(namespace, &element);
                walk.end();
            }
            Event::End(_) => walk.end(),
            Event::Text(text) => walk.text(&text.xml10_content()),
            Event::CData(text) => walk.text(&text.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(c)) => walk.text(c.encode_utf8(&mut [0; 4])),
                _ => walk.text(resolve_predefined_entity(&reference).unwrap_or_default()),
            },
            Event::Eof => break,
            _ => {}
        }
        if walk.open.len() > DEPTH_MAX {
            break;
        }
    }
    walk.found
}

impl Walk {
    /// Whether the reader stands right inside an `rdf:Description` of the top level.
    fn in_description(&self) -> bool {
        let is = |at: usize, name: &str| self.open[at].0 == RDF && self.open[at].1 == name;
        let depth = self.open.len();
        depth >= 2 && is(depth - 1, "Description") && is(depth - 2, "RDF")
    }

    /// Simple properties may stand as attributes of the description.
    fn attributes(&mut self, reader: &NsReader<&[u8]>, namespace: &str, element: &BytesStart) {
        let description = namespace == RDF && element.local_name().as_ref() == "Description";
        let top = self.open.last().is_some_and(|(ns, name)| ns == RDF && name == "RDF");
        if !(description && top) {
            return;
        }
        for attribute in element.attributes().flatten() {
            let (ResolveResult::Bound(Namespace(uri)), name) =
                reader.resolver().resolve_attribute(attribute.key)
            else {
                continue;
            };
            let Ok(text) = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0) else {
                continue;
            };
            let property = Property { text: text.into_owned(), items: Vec::new() };
            self.found.insert((uri.to_owned(), name.as_ref().to_owned()), property);
        }
    }

    fn start(&mut self, namespace: String, element: &BytesStart) {
        let name = element.local_name().as_ref().to_owned();
        if self.property.is_none() && self.in_description() {
            self.property = Some((self.open.len(), Property::default()));
        } else if let Some((depth, property)) = &mut self.property
            && namespace == RDF
            && name == "li"
            // The list itself stands between the property and its items.
            && self.open.len() == *depth + 2
        {
            let language = element.attributes().flatten().find(|a| a.key.as_ref() == "xml:lang");
            let language = language.map(|a| a.value.into_owned()).unwrap_or_default();
            property.items.push((language, String::new()));
        }
        self.open.push((namespace, name));
    }

    fn end(&mut self) {
        let Some(name) = self.open.pop() else { return };
        if let Some((_, property)) = self.property.take_if(|(depth, _)| *depth == self.open.len()) {
            self.found.insert(name, property);
        }
    }

    fn text(&mut self, text: &str) {
        let depth = self.open.len();
        match &mut self.property {
            Some((at, property)) if depth == *at + 1 => property.text.push_str(text),
            Some((at, property)) if depth == *at + 3 => {
                if let Some((_, item)) = property.items.last_mut() {
                    item.push_str(text);
                }
            }
            _ => {}
        }
    }
}

/// A packet with `words`; none if all are empty.
pub(super) fn packet(words: &Words) -> Option<String> {
    let mut body = String::new();
    alternative(&mut body, "dc:description", &words.caption);
    let creators = super::creators(&words.creator);
    if !creators.is_empty() {
        body.push_str("   <dc:creator><rdf:Seq>");
        for creator in creators {
            let _ = write!(body, "<rdf:li>{}</rdf:li>", escape(creator));
        }
        body.push_str("</rdf:Seq></dc:creator>\n");
    }
    alternative(&mut body, "dc:rights", &words.copyright);
    simple(&mut body, "photoshop:Credit", &words.credit);
    simple(&mut body, "photoshop:Source", &words.source);
    alternative(&mut body, "xmpRights:UsageTerms", &words.usage_terms);
    alternative(&mut body, "Iptc4xmpCore:AltTextAccessibility", &words.alt);
    if body.is_empty() {
        return None;
    }
    Some(format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n <rdf:RDF xmlns:rdf=\"{RDF}\">\n  \
         <rdf:Description rdf:about=\"\" xmlns:dc=\"{DC}\" xmlns:photoshop=\"{PHOTOSHOP}\" \
         xmlns:xmpRights=\"{RIGHTS}\" xmlns:Iptc4xmpCore=\"{IPTC_CORE}\">\n{body}  \
         </rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>"
    ))
}

/// A property in one language, the one for everyone.
fn alternative(out: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        let value = escape(value);
        let _ = writeln!(
            out,
            "   <{name}><rdf:Alt><rdf:li xml:lang=\"x-default\">{value}</rdf:li></rdf:Alt></{name}>"
        );
    }
}

fn simple(out: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        let _ = writeln!(out, "   <{name}>{}</{name}>", escape(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn description(inner: &str) -> Found {
        read(
            format!(
                "<x:xmpmeta xmlns:x='adobe:ns:meta/'><r:RDF xmlns:r='{RDF}' xmlns:dc='{DC}' \
                 xmlns:ps='{PHOTOSHOP}' xmlns:core='{IPTC_CORE}'><r:Description {inner}</r:RDF>\
                 </x:xmpmeta>"
            )
            .as_bytes(),
        )
    }

    #[test]
    fn what_is_written_is_read_again() {
        let words = Words {
            caption: "Fish & chips <\"hot\">\nsecond line".into(),
            credit: "Siân Ó Briain".into(),
            creator: "Siân Ó Briain; Jo Smith".into(),
            copyright: "© Siân".into(),
            usage_terms: "One use".into(),
            source: "GMP".into(),
            alt: "Two people eating".into(),
            ..Words::default()
        };
        let found = read(packet(&words).unwrap().as_bytes());
        assert_eq!(found.caption.unwrap(), words.caption);
        assert_eq!(found.credit.unwrap(), words.credit);
        assert_eq!(found.creator.unwrap(), words.creator);
        assert_eq!(found.copyright.unwrap(), words.copyright);
        assert_eq!(found.usage_terms.unwrap(), words.usage_terms);
        assert_eq!(found.source.unwrap(), words.source);
        assert_eq!(found.alt.unwrap(), words.alt);
        assert_eq!(packet(&Words::default()), None);
    }

    #[test]
    fn attributes_and_elements_are_both_understood() {
        let found = description("ps:Credit='A &amp; B&#xA;C' ps:Source='GMP'/>");
        assert_eq!(found.credit.unwrap(), "A & B\nC");
        assert_eq!(found.source.unwrap(), "GMP");
        let found = description("><ps:Credit>A &amp; <![CDATA[<B>]]></ps:Credit></r:Description>");
        assert_eq!(found.credit.unwrap(), "A & <B>");
    }

    #[test]
    fn the_default_language_wins_wherever_it_stands() {
        let list = "<r:li xml:lang='cy'>Tân</r:li><r:li xml:lang='x-default'>Fire</r:li>";
        let found = description(&format!(
            "><dc:description>\n <r:Alt>\n{list}</r:Alt>\n</dc:description></r:Description>"
        ));
        assert_eq!(found.caption.unwrap(), "Fire");
    }

    #[test]
    fn nested_descriptions_of_other_things_are_not_ours() {
        let found = description(
            "><core:Other><r:Description ps:Credit='of another picture'><ps:Source>no</ps:Source>\
             </r:Description></core:Other><ps:Credit>ours</ps:Credit></r:Description>",
        );
        assert_eq!(found.credit.unwrap(), "ours");
        assert_eq!(found.source, None);
    }

    #[test]
    fn broken_packets_give_what_stands_before_the_flaw() {
        let found = description("ps:Credit='Jo'><ps:Source>GMP</ps:Sou");
        assert_eq!(found.credit.unwrap(), "Jo");
        assert_eq!(read(b"<<<&&&").credit, None);
        assert_eq!(read("<a>".repeat(100_000).as_bytes()).credit, None);
    }
}
