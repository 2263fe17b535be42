//! XMP (ISO 16684-1) with the fields of the IPTC Photo Metadata Standard.

mod private;
mod tree;

use super::exif::Leaving;
use super::text::{clean, list};
use super::{Found, Words, too_long};
use crate::Result;
use std::collections::HashSet;
use std::fmt::Write;
use tree::{Element, Name, Node, Prefixes, RDF, XML};

const DC: &str = "http://purl.org/dc/elements/1.1/";
const PHOTOSHOP: &str = "http://ns.adobe.com/photoshop/1.0/";
const RIGHTS: &str = "http://ns.adobe.com/xap/1.0/rights/";
const IPTC_CORE: &str = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/";
const IPTC_EXT: &str = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
const PLUS: &str = "http://ns.useplus.org/ldf/xmp/1.0/";
/// Where XMP's own notes stand, among them which extension belongs to the packet.
const NOTE: &str = "http://ns.adobe.com/xmp/note/";
/// The vocabulary of IPTC's digital source types.
const SOURCE_TYPES: &str = "http://cv.iptc.org/newscodes/digitalsourcetype/";

const FIXED: [(&str, &str); 7] = [
    ("rdf", RDF),
    ("dc", DC),
    ("photoshop", PHOTOSHOP),
    ("xmpRights", RIGHTS),
    ("Iptc4xmpCore", IPTC_CORE),
    ("Iptc4xmpExt", IPTC_EXT),
    ("plus", PLUS),
];

/// The properties of a packet and of its extension; of doubles the first.
fn properties(packet: &[u8], extension: &[u8]) -> Vec<Element> {
    let mut out = tree::read(packet);
    out.extend(tree::read(extension));
    let mut seen = HashSet::new();
    out.retain(|p| seen.insert((p.name.namespace.clone(), p.name.local.clone())));
    out
}

/// The 32 letters that name the extension of `packet`, if it has one.
pub(super) fn extension_of(packet: &[u8]) -> Option<String> {
    let found = tree::read(packet).into_iter().find(|p| p.name.is(NOTE, "HasExtendedXMP"));
    found.map(|property| property.text())
}

/// What a packet and its extension say; what follows a flaw in the XML counts as absent.
pub(super) fn read(packet: &[u8], extension: &[u8]) -> Found {
    let properties = properties(packet, extension);
    let get = |namespace: &str, name: &str| properties.iter().find(|p| p.name.is(namespace, name));
    let one = |namespace: &str, name: &str| get(namespace, name).map(default_language);
    let created = one(PHOTOSHOP, "DateCreated");
    Found {
        caption: one(DC, "description"),
        credit: one(PHOTOSHOP, "Credit"),
        creator: get(DC, "creator").map(all),
        copyright: one(DC, "rights"),
        usage_terms: one(RIGHTS, "UsageTerms"),
        web_statement: one(RIGHTS, "WebStatement"),
        licensor: get(PLUS, "Licensor").and_then(licensor),
        source: one(PHOTOSHOP, "Source"),
        headline: one(PHOTOSHOP, "Headline"),
        created: created.map(|text| super::date::Moment::parse(&text).map_or(text, |m| m.iso())),
        digital_source: one(IPTC_EXT, "DigitalSourceType").map(|text| last_part(&text)),
        alt: one(IPTC_CORE, "AltTextAccessibility"),
    }
}

/// The items of an `rdf:Alt`, `rdf:Seq` or `rdf:Bag` with the language of each; none for a plain
/// value.
fn items(property: &Element) -> Option<Vec<(&str, &Element)>> {
    let lists = ["Alt", "Seq", "Bag"];
    let list = property.elements().find(|e| lists.iter().any(|name| e.name.is(RDF, name)))?;
    let items = list.elements().filter(|item| item.name.is(RDF, "li"));
    Some(items.map(|item| (item.attribute(XML, "lang").unwrap_or_default(), item)).collect())
}

/// All items, or the plain text.
fn all(property: &Element) -> String {
    match items(property) {
        Some(items) => list(items.iter().map(|(_, item)| item.text())),
        None => property.text(),
    }
}

/// The item for everyone (`x-default`), else the first, or the plain text.
fn default_language(property: &Element) -> String {
    let Some(items) = items(property) else { return property.text() };
    let default = items.iter().find(|(language, _)| language.eq_ignore_ascii_case("x-default"));
    default.or(items.first()).map(|(_, item)| item.text()).unwrap_or_default()
}

/// The first address among licensors, which are structures.
fn licensor(property: &Element) -> Option<String> {
    let field = |element: &Element| {
        let inner = element.child(RDF, "Description");
        [Some(element), inner].into_iter().flatten().find_map(|element| {
            let attribute = element.attribute(PLUS, "LicensorURL").map(str::to_owned);
            attribute.or_else(|| element.child(PLUS, "LicensorURL").map(Element::text))
        })
    };
    match items(property) {
        Some(items) => items.iter().find_map(|(_, item)| field(item)),
        None => field(property),
    }
}

/// The last part of an address.
fn last_part(address: &str) -> String {
    address.trim().trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned()
}

/// A packet with `words` and what of `source` and its `extension` may leave, in at most `room`
/// bytes; none if there is nothing to say. What we do not know is left out before a word is.
///
/// A property that says what is to be said already stays as it stands, with its other languages.
///
/// # Errors
/// `Code::Picture` if the words alone take more than `room`.
pub(super) fn packet(
    source: &[u8],
    extension: &[u8],
    words: &Words,
    leaving: &Leaving,
    room: usize,
) -> Result<Option<String>> {
    let mut rest = properties(source, extension);
    let creator_stays =
        rest.iter().any(|p| p.name.is(DC, "creator") && clean(&all(p)) == words.creator);
    let mut ours = Vec::new();
    for (name, new, says) in fields(words) {
        let at = rest.iter().position(|p| p.name.is(&name.namespace, &name.local));
        let old = at.map(|at| rest.remove(at)).filter(|old| new.is_some() && says(old));
        ours.extend(old.or(new));
    }
    private::strip(&mut rest, leaving);
    private::strip_stale(&mut rest, words, creator_stays);
    loop {
        if ours.is_empty() && rest.is_empty() {
            return Ok(None);
        }
        let prefixes = Prefixes::of(&FIXED, ours.iter().chain(&rest));
        let written = |property: &Element| {
            let mut out = String::from("   ");
            prefixes.write(property, &mut out);
            out.push('\n');
            out
        };
        let said: Vec<String> = ours.iter().map(written).collect();
        let others: Vec<String> = rest.iter().map(written).collect();
        let packet = wrapped(&prefixes, &said.concat(), &others.concat());
        if packet.len() <= room {
            return Ok(Some(packet));
        }
        if rest.is_empty() {
            return Err(too_long());
        }
        let mut sizes: Vec<_> = others.iter().map(String::len).zip(0..).collect();
        sizes.sort_unstable();
        let mut excess = packet.len() - room;
        let mut dropped = HashSet::new();
        while let Some((size, at)) = (excess > 0).then(|| sizes.pop()).flatten() {
            excess = excess.saturating_sub(size);
            dropped.insert(at);
        }
        let mut number = 0..;
        rest.retain(|_| number.next().is_some_and(|at| !dropped.contains(&at)));
    }
}

fn wrapped(prefixes: &Prefixes, said: &str, others: &str) -> String {
    let mut out = String::from("<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n");
    let _ = write!(
        out,
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n <rdf:RDF xmlns:rdf=\"{RDF}\">\n  \
         <rdf:Description rdf:about=\"\"{}>\n{said}{others}  </rdf:Description>\n </rdf:RDF>\n\
         </x:xmpmeta>\n<?xpacket end=\"w\"?>",
        prefixes.declarations()
    );
    out
}

/// Whether a property of the original says already what a word says.
type Says<'a> = Box<dyn Fn(&Element) -> bool + 'a>;
/// A word's property: its name, as it is written anew (none if the word is empty), and whether one
/// of the original says it already.
type Field<'a> = (Name, Option<Element>, Says<'a>);

/// The property of each word.
fn fields(words: &Words) -> Vec<Field<'_>> {
    let names = super::creators(&words.creator);
    let source_type = match words.digital_source.as_str() {
        "" => String::new(),
        part => format!("{SOURCE_TYPES}{part}"),
    };
    let creators: Field = (
        Name::new(DC, "creator"),
        (!names.is_empty()).then(|| listed(Name::new(DC, "creator"), "Seq", &names)),
        Box::new(move |old| {
            items(old)
                .is_some_and(|items| items.iter().map(|(_, item)| item.text()).eq(names.clone()))
        }),
    );
    vec![
        alternative(DC, "description", &words.caption),
        creators,
        alternative(DC, "rights", &words.copyright),
        simple(PHOTOSHOP, "Headline", words.headline.clone()),
        simple(PHOTOSHOP, "Credit", words.credit.clone()),
        simple(PHOTOSHOP, "Source", words.source.clone()),
        simple(PHOTOSHOP, "DateCreated", words.created.clone()),
        alternative(RIGHTS, "UsageTerms", &words.usage_terms),
        simple(RIGHTS, "WebStatement", words.web_statement.clone()),
        alternative(IPTC_CORE, "AltTextAccessibility", &words.alt),
        simple(IPTC_EXT, "DigitalSourceType", source_type),
        licensors(&words.licensor),
    ]
}

/// A property in one language, the one for everyone.
fn alternative<'a>(namespace: &str, name: &str, value: &'a str) -> Field<'a> {
    let name = Name::new(namespace, name);
    let mut new = listed(name.clone(), "Alt", &[value]);
    if let Some(Node::Element(Element { children, .. })) = new.children.first_mut()
        && let Some(Node::Element(item)) = children.first_mut()
    {
        item.attributes.push((Name::new(XML, "lang"), "x-default".into()));
    }
    let says = move |old: &Element| {
        let default =
            items(old).and_then(|items| items.into_iter().find(|(l, _)| *l == "x-default"));
        default.is_some_and(|(_, item)| item.text() == value)
    };
    (name, (!value.is_empty()).then_some(new), Box::new(says))
}

fn simple<'a>(namespace: &str, name: &str, value: String) -> Field<'a> {
    let name = Name::new(namespace, name);
    let new = (!value.is_empty()).then(|| Element::plain(name.clone(), &value));
    (name, new, Box::new(move |old| items(old).is_none() && old.text() == value))
}

/// One licensor of whom only the address is known; more that the original knows of the same one
/// stays.
fn licensors(address: &str) -> Field<'_> {
    let name = Name::new(PLUS, "Licensor");
    let mut item = Element::new(
        Name::new(RDF, "li"),
        vec![Node::Element(Element::plain(Name::new(PLUS, "LicensorURL"), address))],
    );
    item.attributes.push((Name::new(RDF, "parseType"), "Resource".into()));
    let bag = Element::new(Name::new(RDF, "Bag"), vec![Node::Element(item)]);
    let new = Element::new(name.clone(), vec![Node::Element(bag)]);
    let says = move |old: &Element| licensor(old).as_deref() == Some(address);
    (name, (!address.is_empty()).then_some(new), Box::new(says))
}

/// A property with `values` as an RDF list of that kind.
fn listed(name: Name, kind: &str, values: &[&str]) -> Element {
    let items = values.iter().map(|v| Node::Element(Element::plain(Name::new(RDF, "li"), v)));
    let list = Element::new(Name::new(RDF, kind), items.collect());
    Element::new(name, vec![Node::Element(list)])
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
            b"",
        )
    }

    const LEAVING: Leaving = Leaving {
        width: 10,
        height: 5,
        kept: crate::picture::Kept { place: false, camera: false },
        moved: false,
    };

    fn fresh(words: &Words) -> Option<String> {
        packet(b"", b"", words, &LEAVING, 60_000).unwrap()
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
        let found = read(fresh(&words).unwrap().as_bytes(), b"");
        assert_eq!(found.caption.unwrap(), words.caption);
        assert_eq!(found.credit.unwrap(), words.credit);
        assert_eq!(found.creator.unwrap(), words.creator);
        assert_eq!(found.copyright.unwrap(), words.copyright);
        assert_eq!(found.usage_terms.unwrap(), words.usage_terms);
        assert_eq!(found.source.unwrap(), words.source);
        assert_eq!(found.alt.unwrap(), words.alt);
        assert_eq!(fresh(&Words::default()), None);
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
        assert_eq!(read(b"<<<&&&", b"").credit, None);
        assert_eq!(read("<a>".repeat(100_000).as_bytes(), b"").credit, None);
    }

    #[test]
    fn what_says_the_same_already_stays_with_its_other_languages() {
        let source = format!(
            "<r:RDF xmlns:r='{RDF}' xmlns:dc='{DC}' xmlns:p='{PLUS}'><r:Description><dc:rights><r:Alt>\
             <r:li xml:lang='x-default'>© Siân</r:li><r:li xml:lang='cy'>Hawlfraint</r:li></r:Alt>\
             </dc:rights><p:Licensor><r:Bag><r:li p:LicensorName='PA' p:LicensorURL='u:1'/></r:Bag>\
             </p:Licensor><dc:title>kept</dc:title></r:Description></r:RDF>"
        );
        let written = |copyright: &str, licensor: &str, room: usize| {
            let words = Words {
                copyright: copyright.into(),
                licensor: licensor.into(),
                ..Words::default()
            };
            packet(source.as_bytes(), b"", &words, &LEAVING, room).unwrap().unwrap()
        };
        let same = written("© Siân", "u:1", 60_000);
        assert!(same.contains("Hawlfraint") && same.contains("PA"), "{same}");
        let other = written("© Jo", "u:2", 60_000);
        assert!(!other.contains("Hawlfraint") && !other.contains("PA"), "{other}");
        let found = read(other.as_bytes(), b"");
        assert_eq!(
            (found.copyright.unwrap(), found.licensor.unwrap()),
            ("© Jo".into(), "u:2".into())
        );
        assert!(other.contains("kept"));
        assert!(!written("© Jo", "u:2", other.len() - 1).contains("kept"), "words before the rest");
    }
}
