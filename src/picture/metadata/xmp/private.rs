//! What of an XMP packet does not leave.

use super::tree::{Element, Name, Node};
use super::{DC, IPTC_CORE, NOTE, PHOTOSHOP};
use crate::picture::Words;
use crate::picture::metadata::exif::Leaving;

const EXIF: &str = "http://ns.adobe.com/exif/1.0/";
const TIFF: &str = "http://ns.adobe.com/tiff/1.0/";
const XMP: &str = "http://ns.adobe.com/xap/1.0/";
const TERMS: &str = "http://purl.org/dc/terms/";
const PANORAMA: &str = "http://ns.google.com/photos/1.0/panorama/";
/// Namespaces of depth maps, second pictures, videos and brightness maps, none of which leave.
const NEVER: [&str; 4] = [
    "http://ns.google.com/photos/1.0/",
    "http://ns.google.com/photos/dd/1.0/",
    "http://ns.adobe.com/hdr-gain-map/1.0/",
    "http://ns.apple.com/HDRGainMap/1.0/",
];
/// Parts of the picture by their place: the MWG's, Microsoft's and IPTC's.
const REGIONS: [(&str, &str); 3] = [
    ("http://www.metadataworkinggroup.com/schemas/regions/", "Regions"),
    ("http://ns.microsoft.com/photo/1.2/", "RegionInfo"),
    ("http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "ImageRegion"),
];
/// Names of what is private about a camera and its owner, in whatever namespace and small letters.
const CAMERA: [&str; 5] =
    ["serialnumber", "ownername", "imageuniqueid", "rawdatauniqueid", "usercomment"];
/// Names of where a file was kept and on whose computer: of the XMP media management schema, of
/// EXIF, and as programs call them.
const COMPUTER: [&str; 7] =
    ["filepath", "lasturl", "manageto", "manageui", "username", "hostcomputer", "computername"];
/// One step of a file's history: its parameters tell from and to where it was saved.
const EVENT: &str = "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#";
/// Media management; its pantry holds all that was ever said of the parts of a montage.
const MANAGEMENT: &str = "http://ns.adobe.com/xap/1.0/mm/";

/// Names of coordinates; the third is how one maker of drones spells it.
const PLACE: [&str; 4] = ["gps", "latitude", "longtitude", "longitude"];

/// Takes out what must not leave, at any depth, and what would be wrong about other pixels.
pub(super) fn strip(properties: &mut Vec<Element>, leaving: &Leaving) {
    let stays = |name: &Name| {
        let local = name.local.to_ascii_lowercase();
        let place = PLACE.iter().any(|word| local.contains(word));
        let camera = CAMERA.iter().any(|word| local.contains(word));
        let computer = COMPUTER.contains(&local.as_str());
        (leaving.kept.place || !place)
            && (leaving.kept.camera || !camera)
            && !computer
            && !is_never(name)
    };
    properties.retain(|p| stays(&p.name) && !leads_home(p));
    properties.iter_mut().for_each(|property| strip_below(property, &stays));
    let moved = |p: &Element| REGIONS.iter().any(|(space, name)| p.name.is(space, name));
    properties.retain(|p| !(leaving.moved && moved(p)));
    for property in properties {
        let side = match () {
            () if property.name.is(EXIF, "PixelXDimension") => leaving.width,
            () if property.name.is(EXIF, "PixelYDimension") => leaving.height,
            () => continue,
        };
        *property = Element::plain(property.name.clone(), &side.to_string());
    }
}

fn strip_below(element: &mut Element, stays: &dyn Fn(&Name) -> bool) {
    element.attributes.retain(|(name, value)| stays(name) && !is_path(value));
    element.children.retain_mut(|child| match child {
        Node::Text(_) => true,
        Node::Element(child) => {
            strip_below(child, stays);
            stays(&child.name) && !leads_home(child)
        }
    });
}

/// Whether the text that stands right in the element names a place on somebody's computer.
fn leads_home(element: &Element) -> bool {
    element.children.iter().any(|child| matches!(child, Node::Text(text) if is_path(text)))
}

/// Whether a word of the text is the whole path of a file on somebody's computer: folders bear the
/// names of people and customers.
fn is_path(text: &str) -> bool {
    const ROOTS: [&str; 9] = [
        "file:",
        "/users/",
        "/home/",
        "/volumes/",
        "/private/",
        "/mnt/",
        "/media/",
        "/tmp/",
        "\\\\",
    ];
    text.split(|c: char| c.is_whitespace() || "\"'“”‘’<>()[];,=|".contains(c)).any(|word| {
        let small = word.to_lowercase();
        let drive = |word: &str| {
            let mut signs = word.chars();
            signs.next().is_some_and(|c| c.is_ascii_alphabetic())
                && signs.next() == Some(':')
                && matches!(signs.next(), Some('\\' | '/'))
        };
        ROOTS.iter().any(|root| small.starts_with(root)) || drive(word)
    })
}

/// What never leaves: thumbnails, what belongs to parts of the file that stay behind, how the
/// original's pixels were stored, and sizes in pixels.
fn is_never(name: &Name) -> bool {
    let namespace = &*name.namespace;
    let counts_pixels = namespace == PANORAMA && name.local.ends_with("Pixels");
    let stored = [
        "ImageWidth",
        "ImageLength",
        "BitsPerSample",
        "Compression",
        "PhotometricInterpretation",
        "SamplesPerPixel",
        "PlanarConfiguration",
        "Orientation",
    ];
    let elsewhere = NEVER.iter().any(|space| namespace.starts_with(space));
    elsewhere && namespace != PANORAMA
        || counts_pixels
        || namespace == NOTE
        || namespace == TIFF && stored.contains(&name.local.as_str())
        || name.is(EVENT, "parameters")
        || name.is(MANAGEMENT, "Pantry")
        || name.is(XMP, "Thumbnails")
        || name.is(EXIF, "MakerNote")
        || name.is(EXIF, "SubjectLocation")
        || name.is(EXIF, "SubjectArea")
        || name.is(TERMS, "provenance")
        || name.is(PHOTOSHOP, "LegacyIPTCDigest")
}

/// Takes out what older programs wrote beside a word and what was said of another creator: it
/// would contradict the words.
pub(super) fn strip_stale(properties: &mut Vec<Element>, words: &Words, creator_stays: bool) {
    let doubles = [(TIFF, "ImageDescription"), (TIFF, "Artist"), (TIFF, "Copyright")];
    let creators = [(PHOTOSHOP, "AuthorsPosition"), (IPTC_CORE, "CreatorContactInfo")];
    properties.retain(|property| {
        let is = |(namespace, name): &(&str, &str)| property.name.is(namespace, name);
        let date = property.name.is(EXIF, "DateTimeOriginal") && !words.created.is_empty();
        !(doubles.iter().any(is) || creators.iter().any(is) && !creator_stays || date)
    });
    debug_assert!(properties.iter().all(|p| !p.name.is(DC, "creator")), "the words' own are out");
}

#[cfg(test)]
mod tests {
    use super::super::tree;
    use super::*;
    use crate::picture::Kept;

    fn left(kept: Kept, moved: bool) -> String {
        let packet = format!(
            "<r:RDF xmlns:r='{}' xmlns:e='{EXIF}' xmlns:d='odd:' xmlns:m='{}' xmlns:x='{XMP}' \
             xmlns:g='{PANORAMA}'><r:Description e:GPSLatitude='1' d:SerialNumber='2' d:City='Leeds' \
             e:PixelXDimension='4000' g:FullPanoWidthPixels='9' x:Rating='3'><d:Shown \
             d:GpsLongtitude='4' d:Town='York'/><m:Regions>face</m:Regions><x:Thumbnails>t\
             </x:Thumbnails></r:Description></r:RDF>",
            tree::RDF,
            REGIONS[0].0
        );
        let mut properties = tree::read(packet.as_bytes());
        strip(&mut properties, &Leaving { width: 640, height: 480, kept, moved });
        let names =
            |e: &Element| e.attributes.iter().map(|(n, _)| n.local.clone()).collect::<String>();
        let shown = |e: &Element| format!("{} {}{}", e.name.local, e.text(), names(e));
        properties.iter().map(shown).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn only_what_the_writer_keeps_is_private_and_leaves() {
        let nothing = Kept::default();
        let usual = "City Leeds|PixelXDimension 640|Rating 3|Shown Town";
        assert_eq!(left(nothing, true), usual);
        assert_eq!(left(nothing, false), format!("{usual}|Regions face"));
        let all = left(Kept { place: true, camera: true }, true);
        assert_eq!(
            all,
            "GPSLatitude 1|SerialNumber 2|City Leeds|PixelXDimension 640|Rating 3|Shown GpsLongtitudeTown"
        );
    }

    #[test]
    fn no_path_of_a_file_and_no_name_of_a_computer_leaves() {
        let packet = format!(
            "<r:RDF xmlns:r='{}' xmlns:m='{MANAGEMENT}' xmlns:e='{EVENT}' xmlns:p='{PHOTOSHOP}' \
             xmlns:f='http://ns.adobe.com/xap/1.0/sType/ResourceRef#' xmlns:t='{TIFF}' xmlns:d='odd:'>\
             <r:Description t:HostComputer='SECRET' d:UserName='SECRET' m:LastURL='SECRET'>\
             <m:History><r:Seq><r:li e:action='saved' e:parameters='from SECRET'/></r:Seq></m:History>\
             <m:DerivedFrom f:filePath='SECRET' f:documentID='uuid:1'/><m:Pantry>SECRET</m:Pantry>\
             <p:DocumentAncestors><r:Bag><r:li>uuid:2</r:li><r:li>file:///SECRET/a.psd</r:li>\
             <r:li>C:\\SECRET\\a.psd</r:li></r:Bag></p:DocumentAncestors>\
             <d:Note>saved to “/Users/SECRET/Desktop/a b.jpg”</d:Note><d:Share>\\\\SECRET\\x</d:Share>\
             <d:Page>https://news.example/home/users/</d:Page><d:And>either/or: 3:/4</d:And>\
             </r:Description></r:RDF>",
            tree::RDF,
        );
        let mut properties = tree::read(packet.as_bytes());
        let kept = Kept { place: true, camera: true };
        strip(&mut properties, &Leaving { width: 640, height: 480, kept, moved: false });
        let told = format!("{properties:?}");
        assert!(!told.contains("SECRET"), "{told}");
        for stays in ["saved", "uuid:1", "uuid:2", "news.example/home/users/", "either/or"] {
            assert!(told.contains(stays), "{stays}: {told}");
        }
    }
}
