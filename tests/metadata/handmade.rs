//! Files that no program at hand makes, put together byte by byte.

use crate::files::segment;
use md5::{Digest, Md5};

/// A file's name, its bytes, and the tags that have to be there still when it leaves.
pub type Handmade = (&'static str, Vec<u8>, &'static [&'static str]);

/// Files made of `jpeg`, a plain one.
pub fn handmade(jpeg: &[u8]) -> Vec<Handmade> {
    let with = |segments: &[Vec<u8>]| spliced(jpeg, segments);
    let makes = |little| exif_segment(&camera(little));
    let mut motion = with(&[xmp_segment(&packet("", "<xmp:Rating>3</xmp:Rating>"))]);
    motion.extend(b"\0\0\0\x18ftypmp42SECRET video");
    vec![
        ("little-endian", with(&[makes(true)]), &["IFD0:Make", "ExifIFD:ISO"]),
        ("big-endian", with(&[makes(false)]), &["IFD0:Make", "ExifIFD:ISO"]),
        ("lightroom", with(&[xmp_segment(&lightroom())]), &["XMP-crs:Version", "XMP-aux:Lens"]),
        ("motion", motion, &["XMP-xmp:Rating"]),
        ("extended", with(&extended()), &["XMP-xmp:Label", "XMP-photoshop:Instructions"]),
        ("foreign-prefixes", with(&[xmp_segment(FOREIGN)]), &["XMP-photoshop:Country"]),
        ("two-app13", with(&two_app13()), &["IPTC:City"]),
        (
            "manifest-and-second-picture",
            with(&[
                segment(0xEB, b"JP\0\x01\0\0\0\x01SECRET jumb c2pa"),
                segment(0xE2, b"MPF\0II*\0SECRET"),
                segment(0xFE, b"SECRET comment"),
                segment(0xE1, b"SECRET unknown"),
                makes(true),
            ]),
            &["IFD0:Make"],
        ),
        ("thumbnails", with(&[photoshop(&thumbnails())]), &["Photoshop:GlobalAngle"]),
        ("broken-xmp", with(&[xmp_segment("<x:xmpmeta xmlns:x='adobe:ns:meta/'><r:RDF")]), &[]),
        ("latin1-exif", with(&[exif_segment(&latin1())]), &[]),
    ]
}

/// `jpeg` with `segments` behind its start.
pub fn spliced(jpeg: &[u8], segments: &[Vec<u8>]) -> Vec<u8> {
    [&jpeg[..2], &segments.concat(), &jpeg[2..]].concat()
}

fn exif_segment(tiff: &[u8]) -> Vec<u8> {
    segment(0xE1, &[b"Exif\0\0", tiff].concat())
}

fn xmp_segment(packet: &str) -> Vec<u8> {
    segment(0xE1, &[b"http://ns.adobe.com/xap/1.0/\0", packet.as_bytes()].concat())
}

fn photoshop(resources: &[u8]) -> Vec<u8> {
    segment(0xED, &[b"Photoshop 3.0\0", resources].concat())
}

fn resource(id: u16, data: &[u8]) -> Vec<u8> {
    let mut out =
        [b"8BIM", &id.to_be_bytes()[..], &[0, 0], &(data.len() as u32).to_be_bytes(), data]
            .concat();
    out.resize(out.len().next_multiple_of(2), 0);
    out
}

fn thumbnails() -> Vec<u8> {
    [
        resource(0x0409, b"SECRET thumbnail"),
        resource(0x040C, b"SECRET thumbnail"),
        resource(0x03F0, b"\x0aOld SECRET"),
        resource(0x040D, &30_u32.to_be_bytes()),
    ]
    .concat()
}

/// IIM in a block so long that it goes over two segments.
fn two_app13() -> Vec<Vec<u8>> {
    let dataset = |number: u8, value: &[u8]| {
        [&[0x1C, 2, number][..], &(value.len() as u16).to_be_bytes(), value].concat()
    };
    let datasets = [
        dataset(90, b"Leeds"),
        dataset(202, &[b'S'; 30_000]),
        dataset(202, &[b'T'; 30_000]),
        dataset(120, b"Old caption"),
        dataset(80, b"Old creator"),
    ]
    .concat();
    let block = [resource(0x0404, &datasets), resource(0x040D, &[0; 20_000])].concat();
    block.chunks(50_000).map(photoshop).collect()
}

const NAMESPACES: &str = "xmlns:dc='http://purl.org/dc/elements/1.1/' \
    xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/' xmlns:xmp='http://ns.adobe.com/xap/1.0/' \
    xmlns:aux='http://ns.adobe.com/exif/1.0/aux/' xmlns:xmpNote='http://ns.adobe.com/xmp/note/' \
    xmlns:crs='http://ns.adobe.com/camera-raw-settings/1.0/' xmlns:odd='http://example.com/odd/'";

fn packet(attributes: &str, elements: &str) -> String {
    format!(
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF \
         xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='' \
         {NAMESPACES} {attributes}>{elements}</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
}

/// Everything simple as attributes, and a thumbnail.
fn lightroom() -> String {
    packet(
        "photoshop:Credit='Old &amp; Co' photoshop:DateCreated='2024-01-11T10:30:00' crs:Version='11' \
         aux:SerialNumber='SECRET' aux:Lens='50mm' odd:Thing='a&#xA;b'",
        "<dc:creator><rdf:Bag><rdf:li>Old</rdf:li></rdf:Bag></dc:creator>\
         <xmp:Thumbnails><rdf:Alt><rdf:li rdf:parseType='Resource' \
         xmlns:g='http://ns.adobe.com/xap/1.0/g/img/'><g:image>SECRET</g:image></rdf:li></rdf:Alt>\
         </xmp:Thumbnails>",
    )
}

const FOREIGN: &str = "<a:RDF xmlns:a='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><a:Description \
    a:about='' xmlns:photoshop='http://purl.org/dc/elements/1.1/' \
    xmlns:dc='http://ns.adobe.com/photoshop/1.0/' dc:Country='England'><photoshop:description>\
    <a:Alt><a:li xml:lang='x-default'>Old</a:li></a:Alt></photoshop:description></a:Description>\
    </a:RDF>";

/// A packet and its extension in two pieces, the second first.
fn extended() -> Vec<Vec<u8>> {
    let extension = packet(
        "photoshop:Instructions='Not before noon'",
        "<dc:rights><rdf:Alt><rdf:li xml:lang='x-default'>© Old</rdf:li></rdf:Alt></dc:rights>",
    );
    let name: String = Md5::digest(&extension).iter().map(|b| format!("{b:02X}")).collect();
    let main = packet(&format!("xmpNote:HasExtendedXMP='{name}' xmp:Label='Red'"), "");
    let bytes = extension.as_bytes();
    let piece = |from: usize, to: usize| {
        let numbers = [(bytes.len() as u32).to_be_bytes(), (from as u32).to_be_bytes()].concat();
        let prefix = b"http://ns.adobe.com/xmp/extension/\0";
        segment(0xE1, &[&prefix[..], name.as_bytes(), &numbers, &bytes[from..to]].concat())
    };
    vec![xmp_segment(&main), piece(300, bytes.len()), piece(0, 300)]
}

/// A tag, its TIFF type and its value.
type Tag<'a> = (u16, u16, &'a [u8]);

/// What a camera writes: words, a maker note, a serial number, a place and a thumbnail.
fn camera(little: bool) -> Vec<u8> {
    let number = |n: u16| if little { n.to_le_bytes() } else { n.to_be_bytes() };
    let iso = number(400);
    tiff(
        little,
        &[(0x010E, 2, b"Old words\0"), (0x010F, 2, b"Maker\0"), (0x013B, 2, b"Old\0")],
        &[
            (0x8827, 3, &iso),
            (0x9003, 2, b"2024:01:11 10:30:00\0"),
            (0x927C, 7, b"SECRET maker note with a serial number"),
            (0xA431, 2, b"SECRET\0"),
        ],
        &[(0x0001, 2, b"N\0"), (0x0012, 2, b"SECRET\0")],
    )
}

/// Text as old cameras and programs wrote it.
fn latin1() -> Vec<u8> {
    tiff(true, &[(0x013B, 2, b"Old Si\xe2n\0"), (0x8298, 2, b"\xa9 Old\0")], &[], &[])
}

fn tiff(little: bool, main: &[Tag], exif: &[Tag], gps: &[Tag]) -> Vec<u8> {
    let short = |n: usize| if little { (n as u16).to_le_bytes() } else { (n as u16).to_be_bytes() };
    let long = |n: usize| if little { (n as u32).to_le_bytes() } else { (n as u32).to_be_bytes() };
    let size =
        |tags: &[Tag]| 6 + tags.iter().map(|t| 12 + t.2.len().next_multiple_of(2)).sum::<usize>();
    let main_size = size(main) + 2 * 12;
    let (exif_at, gps_at) = (8 + main_size, 8 + main_size + size(exif));
    let pointers = [long(exif_at), long(gps_at)];
    let main = [main, &[(0x8769, 4, &pointers[0]), (0x8825, 4, &pointers[1])]].concat();
    let mut out = if little { b"II*\0".to_vec() } else { b"MM\0*".to_vec() };
    out.extend(long(8));
    for (tags, at) in [(&main[..], 8), (exif, exif_at), (gps, gps_at)] {
        out.resize(at, 0);
        out.extend(short(tags.len()));
        let mut values = Vec::new();
        for (tag, kind, value) in tags {
            let unit = [1, 1, 1, 2, 4][usize::from(*kind).min(4)];
            out.extend([short((*tag).into()), short((*kind).into())].concat());
            out.extend(long(value.len() / unit));
            if value.len() <= 4 {
                let mut value = value.to_vec();
                value.resize(4, 0);
                out.extend(value);
            } else {
                out.extend(long(at + 6 + tags.len() * 12 + values.len()));
                values.extend_from_slice(value);
                values.resize(values.len().next_multiple_of(2), 0);
            }
        }
        out.extend([0; 4]);
        out.extend(values);
    }
    out
}
