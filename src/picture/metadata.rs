//! What a picture file says about itself, in three places that may disagree (EXIF, XMP and IPTC
//! IIM), and writing it so that every reader finds it.

mod caption;
mod exif;
mod iim;
mod text;
mod xmp;

use super::Words;
use super::jpeg::{
    APP0, APP1, APP2, APP13, APP14, APP15, COMMENT, Jpeg, SEGMENT_MAX, Segment, push_segment,
};
use super::kind::{damaged, refusal, truncated};
use crate::Result;
use text::clean;

const EXIF_PREFIX: &[u8] = b"Exif\0\0";
const XMP_PREFIX: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const PHOTOSHOP_PREFIX: &[u8] = b"Photoshop 3.0\0";

/// The metadata blocks of a file as they stand in it.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// A TIFF structure.
    pub exif: Option<Vec<u8>>,
    /// An XMP packet.
    pub xmp: Option<Vec<u8>>,
    /// Photoshop image resources, empty where there are none.
    pub photoshop: Vec<u8>,
}

/// What one of the blocks says; each field as it stands there.
#[derive(Debug, Default, PartialEq, Eq)]
struct Found {
    caption: Option<String>,
    credit: Option<String>,
    creator: Option<String>,
    copyright: Option<String>,
    usage_terms: Option<String>,
    source: Option<String>,
    alt: Option<String>,
}

/// EXIF orientation, 1…8; 1 where nothing sensible is said.
pub(super) fn orientation(blocks: &Blocks) -> u8 {
    blocks.exif.as_deref().map_or(1, |tiff| exif::read(tiff).1)
}

/// What is offered to the writer from all blocks together.
///
/// Where they disagree the Metadata Working Group's guidance (2.0) decides: EXIF if it says
/// anything, else XMP, else IIM; IIM before XMP if it was changed after XMP was written, unless it
/// is only a shortened form of XMP's. File names and camera names are not offered.
pub(super) fn offered(blocks: &Blocks) -> Words {
    let exif = blocks.exif.as_deref().map(|tiff| exif::read(tiff).0).unwrap_or_default();
    let xmp = blocks.xmp.as_deref().map(xmp::read).unwrap_or_default();
    let iim = iim::read(&blocks.photoshop);
    let newer = iim.stale_digest;
    let iim = iim.words;
    let mut words = Words {
        caption: reconcile([exif.caption, xmp.caption, iim.caption], newer, iim::CAPTION_LIMIT),
        credit: reconcile([None, xmp.credit, iim.credit], newer, iim::NAME_LIMIT),
        creator: reconcile([exif.creator, xmp.creator, iim.creator], newer, iim::NAME_LIMIT),
        copyright: reconcile(
            [exif.copyright, xmp.copyright, iim.copyright],
            newer,
            iim::COPYRIGHT_LIMIT,
        ),
        usage_terms: offerable(xmp.usage_terms),
        source: reconcile([None, xmp.source, iim.source], newer, iim::NAME_LIMIT),
        alt: offerable(xmp.alt),
        ..Words::default()
    };
    part_credit(&mut words);
    words
}

/// The value that counts among those of EXIF, XMP and IIM; empty where none says anything.
///
/// A field that is missing in a newer IIM is still taken from XMP: better offered than lost.
fn reconcile(
    [exif, xmp, iim]: [Option<String>; 3],
    iim_is_newer: bool,
    iim_limit: usize,
) -> String {
    let [exif, xmp, iim] = [exif, xmp, iim].map(offerable);
    let iim_counts =
        xmp.is_empty() || (iim_is_newer && !iim.is_empty() && !is_cut_short(&iim, &xmp, iim_limit));
    match (exif.is_empty(), iim_counts) {
        (false, _) => exif,
        (true, true) => iim,
        (true, false) => xmp,
    }
}

/// Whether `iim` is `xmp` cut at IIM's `limit` of bytes, perhaps before a character of up to four.
fn is_cut_short(iim: &str, xmp: &str, limit: usize) -> bool {
    (limit - 3..=limit).contains(&iim.len()) && xmp.len() > limit && xmp.starts_with(iim)
}

/// What may be offered of a block's value: cleaned, and nothing that no person wrote.
fn offerable(value: Option<String>) -> String {
    value.map(|value| clean(&value)).filter(|v| !caption::says_nothing(v)).unwrap_or_default()
}

/// A credit at the end of the caption becomes the credit if there is none yet, and leaves the
/// caption if it only repeats the credit.
fn part_credit(words: &mut Words) {
    let Some((rest, name)) = caption::split_credit(&words.caption) else { return };
    if words.credit.is_empty() || words.credit.to_lowercase() == name.to_lowercase() {
        words.credit = name;
        words.caption = rest;
    }
}

/// The single names in a creator field: MWG joins them by semicolons.
fn creators(creator: &str) -> Vec<&str> {
    creator.split(';').map(str::trim).filter(|name| !name.is_empty()).collect()
}

/// `jpeg` with `words` in its IPTC IIM, XMP and EXIF, all three in agreement, pixels unchanged.
///
/// Every other metadata block of `jpeg` is left out (place, serial numbers, owner, thumbnails), as
/// is what stands behind the picture's end; the colour profile stays. Empty words write no block.
///
/// # Errors
/// `Code::Picture` if `jpeg` is no complete JPEG, or the words are longer than a JPEG carries
/// (32,767 bytes a field, about 65,000 together); nothing is ever cut short.
pub fn write(jpeg: &[u8], words: &Words) -> Result<Vec<u8>> {
    let jpeg = Jpeg::parse(jpeg).map_err(|flaw| match flaw {
        super::jpeg::Flaw::Truncated => truncated(),
        super::jpeg::Flaw::Malformed => damaged(),
    })?;
    written(&jpeg, words)
}

/// As [`write`], for a JPEG taken apart already.
pub(super) fn written(jpeg: &Jpeg, words: &Words) -> Result<Vec<u8>> {
    let blocks = segments_for(&cleaned(words))?;
    let (head, tail): (Vec<&Segment>, Vec<&Segment>) =
        jpeg.segments.iter().filter(|segment| stays(segment)).partition(|s| s.marker == APP0);
    let mut out = vec![0xFF, 0xD8];
    for segment in head {
        push_segment(&mut out, APP0, &without_thumbnail(segment.data));
    }
    for (marker, data) in blocks {
        push_segment(&mut out, marker, &data);
    }
    for segment in tail {
        push_segment(&mut out, segment.marker, segment.data);
    }
    out.extend(jpeg.scans);
    Ok(out)
}

/// Whether a segment belongs to the picture itself: JFIF, colour profile, Adobe's colour transform
/// and the tables; everything else may hold what nobody meant to publish.
fn stays(segment: &Segment) -> bool {
    match segment.marker {
        APP0 => segment.data.starts_with(b"JFIF\0") && segment.data.len() >= 14,
        APP2 => segment.data.starts_with(b"ICC_PROFILE\0"),
        APP14 => segment.data.starts_with(b"Adobe"),
        APP1..=APP15 | COMMENT => false,
        _ => true,
    }
}

/// A JFIF header without its thumbnail, which may show what was cropped away: the last two of its
/// fourteen bytes are the thumbnail's sides.
fn without_thumbnail(jfif: &[u8]) -> Vec<u8> {
    [&jfif[..12], &[0, 0]].concat()
}

/// The segments that carry `words`, as (marker, data).
fn segments_for(words: &Words) -> Result<Vec<(u8, Vec<u8>)>> {
    let mut out = Vec::new();
    if *words == Words::default() {
        return Ok(out);
    }
    let fields = [&words.caption, &words.credit, &words.creator, &words.copyright, &words.source];
    if fields.iter().any(|field| field.len() > iim::VALUE_MAX) {
        return Err(too_long());
    }
    if let Some(tiff) = exif::block(words) {
        out.push((APP1, [EXIF_PREFIX, &tiff].concat()));
    }
    if let Some(packet) = xmp::packet(words) {
        out.push((APP1, [XMP_PREFIX, packet.as_bytes()].concat()));
    }
    out.push((APP13, [PHOTOSHOP_PREFIX, &iim::block(words)].concat()));
    match out.iter().all(|(_, data)| data.len() <= SEGMENT_MAX) {
        true => Ok(out),
        false => Err(too_long()),
    }
}

fn too_long() -> crate::Error {
    refusal(
        "The words of this picture are longer than a JPEG can carry (about 32,000 letters a field).",
        "Shorten the caption and move the rest into the story.",
    )
}

/// `words` as they are written: the same clean text in each block, no alt text for decoration.
fn cleaned(words: &Words) -> Words {
    Words {
        caption: clean(&words.caption),
        credit: clean(&words.credit),
        creator: creators(&clean(&words.creator)).join("; "),
        copyright: clean(&words.copyright),
        usage_terms: clean(&words.usage_terms),
        source: clean(&words.source),
        alt: if words.decorative { String::new() } else { clean(&words.alt) },
        ..Words::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn blocks_are_reconciled_in_the_order_of_the_guidance() {
        let read = |values, iim_is_newer| reconcile(values, iim_is_newer, 8);
        assert_eq!(read([some("E"), some("X"), some("I")], true), "E");
        assert_eq!(read([some(" "), some("X"), some("I")], false), "X");
        assert_eq!(read([None, some("X"), some("I")], true), "I");
        assert_eq!(read([None, some("Jo Smith-Jones"), some("Jo Smith")], true), "Jo Smith-Jones");
        assert_eq!(read([None, some("Jo Smith"), some("Jo")], true), "Jo", "not cut, but changed");
        assert_eq!(read([None, some("X"), None], true), "X");
        assert_eq!(read([None, None, some("I")], false), "I");
        assert_eq!(read([None, None, None], false), "");
        assert_eq!(read([some("SONY DSC"), some("X"), None], false), "X");
    }

    #[test]
    fn the_caption_gives_its_credit_away_once() {
        let parted = |caption: &str, credit: &str| {
            let mut words =
                Words { caption: caption.into(), credit: credit.into(), ..Words::default() };
            part_credit(&mut words);
            (words.caption, words.credit)
        };
        assert_eq!(parted("Fire (Image - GMP)", ""), ("Fire".into(), "GMP".into()));
        assert_eq!(parted("Fire (Image - gmp)", "GMP"), ("Fire".into(), "gmp".into()));
        let other = ("Fire (Image - GMP)".to_owned(), "PA".to_owned());
        assert_eq!(parted("Fire (Image - GMP)", "PA"), other, "two names: the writer decides");
    }

    #[test]
    fn too_many_words_are_refused_not_cut() {
        let words = Words { caption: "é".repeat(17_000), ..Words::default() };
        let error = segments_for(&words).unwrap_err();
        assert!(error.message.contains("longer than a JPEG can carry"), "{error}");
        let escaped = Words { caption: "&".repeat(20_000), ..Words::default() };
        assert!(segments_for(&escaped).is_err(), "20,000 ampersands take 100,000 bytes in XMP");
    }

    #[test]
    fn decoration_carries_no_alt_text() {
        let words = Words { alt: "A line".into(), decorative: true, ..Words::default() };
        assert!(segments_for(&cleaned(&words)).unwrap().is_empty());
    }
}
