//! IPTC Information Interchange Model 4.2, the block that WordPress reads: inside Photoshop image
//! resources (`8BIM`), which a JPEG carries in APP13.

use super::date::Moment;
use super::resources::{Resource, resources};
use super::text::{clean, latin1_or_utf8, list};
use super::{Found, Words, too_long};
use crate::Result;
use md5::{Digest, Md5};
use std::borrow::Cow;
use std::collections::HashSet;

/// Photoshop image resource that holds the IIM datasets.
const RESOURCE_IIM: u16 = 0x0404;
/// Photoshop image resource with the MD5 of those datasets: who changes XMP alone leaves it stale.
const RESOURCE_DIGEST: u16 = 0x0425;
/// Photoshop's own doubles of what stands elsewhere, and what shows more than is published: the
/// caption, thumbnails, EXIF, XMP and the colour profile.
const RESOURCES_NEVER: [u16; 9] =
    [RESOURCE_IIM, RESOURCE_DIGEST, 0x03F0, 0x0409, 0x040C, 0x040F, 0x0422, 0x0423, 0x0424];
/// Photoshop's double of the web statement.
const RESOURCE_URL: u16 = 0x040B;

/// An IIM dataset: its record and number, and its value.
type Dataset<'a> = ((u8, u8), Cow<'a, [u8]>);

/// 1:90 CodedCharacterSet.
const CODED_CHARACTER_SET: (u8, u8) = (1, 90);
/// ISO 2022 escape that announces UTF-8: ESC % G.
const UTF8: &[u8] = b"\x1b%G";
/// 2:00 RecordVersion, and the version of the model that is written.
const RECORD_VERSION: (u8, u8) = (2, 0);
const VERSION: [u8; 2] = [0, 4];
const DATE_CREATED: (u8, u8) = (2, 55);
const TIME_CREATED: (u8, u8) = (2, 60);
const BY_LINE: (u8, u8) = (2, 80);
/// What the creator is: wrong beside another creator.
const BY_LINE_TITLE: (u8, u8) = (2, 85);
const HEADLINE: (u8, u8) = (2, 105);
const CREDIT: (u8, u8) = (2, 110);
const SOURCE: (u8, u8) = (2, 115);
const COPYRIGHT_NOTICE: (u8, u8) = (2, 116);
const CAPTION: (u8, u8) = (2, 120);
/// What [`block`] writes itself.
const OURS: [(u8, u8); 10] = [
    CODED_CHARACTER_SET,
    RECORD_VERSION,
    DATE_CREATED,
    TIME_CREATED,
    BY_LINE,
    HEADLINE,
    CREDIT,
    SOURCE,
    COPYRIGHT_NOTICE,
    CAPTION,
];

/// The longest value of an ordinary dataset, in bytes (IIM 4.2, 1.5.3).
pub(super) const VALUE_MAX: usize = 32_767;

/// Bytes at which older programs cut a value short, as IIM 4.2 has it.
pub(super) const CAPTION_LIMIT: usize = 2000;
pub(super) const COPYRIGHT_LIMIT: usize = 128;
pub(super) const HEADLINE_LIMIT: usize = 256;
/// The same of By-line, Credit and Source.
pub(super) const NAME_LIMIT: usize = 32;

/// What an IIM block says.
#[derive(Debug, Default)]
pub(super) struct Iim {
    pub words: Found,
    /// A digest is stored and does not match: the block was changed after XMP was written.
    pub stale_digest: bool,
}

/// Reads the Photoshop resources of all APP13 segments, joined; broken ones count as absent.
pub(super) fn read(photoshop: &[u8]) -> Iim {
    let Some(block) = datasets_of(photoshop) else { return Iim::default() };
    let digest = resources(photoshop).into_iter().find(|r| r.is(RESOURCE_DIGEST));
    let digest = digest.map(|digest| digest.data).filter(|digest| digest.len() == 16);
    // In TIFF files the block is filled up to four bytes, and some sign it without the filling.
    let filling = block.iter().rev().take(3).take_while(|byte| **byte == 0).count();
    let signed = |stored: &[u8]| {
        (0..=filling).any(|n| stored == Md5::digest(&block[..block.len() - n]).as_slice())
    };
    Iim { words: words(block), stale_digest: digest.is_some_and(|stored| !signed(stored)) }
}

/// The IIM datasets among Photoshop's resources.
fn datasets_of(photoshop: &[u8]) -> Option<&[u8]> {
    resources(photoshop).into_iter().find(|r| r.is(RESOURCE_IIM)).map(|r| r.data)
}

/// `datasets` as the Photoshop resource that carries them in a JPEG.
pub(super) fn as_resource(datasets: &[u8]) -> Vec<u8> {
    Resource::new(RESOURCE_IIM, datasets).bytes()
}

/// Whether Photoshop's resources hold IIM.
pub(super) fn has_iim(photoshop: &[u8]) -> bool {
    datasets_of(photoshop).is_some()
}

fn words(block: &[u8]) -> Found {
    let datasets = datasets(block);
    let values = |wanted: (u8, u8)| {
        datasets.iter().filter(move |(id, _)| *id == wanted).map(|(_, value)| latin1_or_utf8(value))
    };
    let one = |wanted: (u8, u8)| values(wanted).next();
    let created = one(DATE_CREATED)
        .and_then(|date| Moment::from_iim(&date, &one(TIME_CREATED).unwrap_or_default()));
    Found {
        caption: one(CAPTION),
        credit: one(CREDIT),
        creator: Some(list(values(BY_LINE))),
        copyright: one(COPYRIGHT_NOTICE),
        source: one(SOURCE),
        headline: one(HEADLINE),
        created: created.map(|moment| moment.iso()),
        ..Found::default()
    }
}

fn datasets(mut rest: &[u8]) -> Vec<Dataset<'_>> {
    let mut out = Vec::new();
    while let Some((dataset, after)) = dataset(rest) {
        out.push(dataset);
        rest = after;
    }
    out
}

/// The first dataset and what follows; an extended one (top bit of the length set) tells in that
/// field how many bytes its length takes.
fn dataset(bytes: &[u8]) -> Option<(Dataset<'_>, &[u8])> {
    let &[0x1C, record, number, l1, l0, ..] = bytes else { return None };
    let length = usize::from(u16::from_be_bytes([l1, l0]));
    let (length, rest) = if length <= VALUE_MAX {
        (length, &bytes[5..])
    } else {
        let (length, rest) = bytes[5..].split_at_checked(length - VALUE_MAX - 1)?;
        if length.len() > 4 {
            return None;
        }
        (length.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)), rest)
    };
    let (value, after) = rest.split_at_checked(length)?;
    Some((((record, number), value.into()), after))
}

/// The Photoshop resources with `words` as IIM, always marked as UTF-8, their digest, and what of
/// `source` may leave, in at most `room` bytes; none if there is nothing to say. What we do not
/// know is left out before a word is.
///
/// Values are written in full even where IIM 4.2 sets a shorter limit ([`NAME_LIMIT`] and its
/// like): its readers of today, WordPress (PHP's `iptcparse`) and ExifTool among them, read any
/// length, and half a credit names somebody else.
///
/// # Errors
/// `Code::Picture` if a word is longer than [`VALUE_MAX`] bytes or all take more than `room`.
pub(super) fn block(source: &[u8], words: &Words, room: usize) -> Result<Option<Vec<u8>>> {
    let ours = ours(words);
    if ours.iter().any(|(_, value)| value.len() > VALUE_MAX) {
        return Err(too_long());
    }
    let mut datasets = kept(datasets_of(source).unwrap_or_default(), words);
    let mut others: Vec<Resource> = resources(source)
        .into_iter()
        .filter(|r| !RESOURCES_NEVER.iter().any(|id| r.is(*id)))
        .filter(|r| !r.is(RESOURCE_URL) || r.data == words.web_statement.as_bytes())
        .collect();
    // The largest go first. What a dataset or resource takes beside its value is added.
    let mut sizes: Vec<(usize, bool, usize)> = Vec::new();
    sizes.extend(datasets.iter().enumerate().map(|(at, (_, v))| (v.len() + 5, true, at)));
    sizes.extend(others.iter().enumerate().map(|(at, r)| (r.size(), false, at)));
    sizes.sort_unstable();
    let mut excess = assembled(&ours, &datasets, &others).len().saturating_sub(room);
    let mut dropped = HashSet::new();
    while let Some((size, dataset, at)) = (excess > 0).then(|| sizes.pop()).flatten() {
        excess = excess.saturating_sub(size);
        dropped.insert((dataset, at));
    }
    let mut number = 0..;
    datasets.retain(|_| number.next().is_some_and(|at| !dropped.contains(&(true, at))));
    let mut number = 0..;
    others.retain(|_| number.next().is_some_and(|at| !dropped.contains(&(false, at))));
    let out = assembled(&ours, &datasets, &others);
    match out.len() {
        0 => Ok(None),
        length if length <= room => Ok(Some(out)),
        _ => Err(too_long()),
    }
}

/// The datasets of `block` that are not ours to say, their text as UTF-8.
fn kept<'a>(block: &'a [u8], words: &Words) -> Vec<Dataset<'a>> {
    let all = datasets(block);
    let names = |(id, value): &Dataset| (*id == BY_LINE).then(|| clean(&latin1_or_utf8(value)));
    let same_creators = list(all.iter().filter_map(names)) == words.creator;
    all.into_iter()
        .filter(|(id, _)| !OURS.contains(id) && (same_creators || *id != BY_LINE_TITLE))
        .filter_map(|(id, value)| match id {
            // A picture of the caption and a preview of the picture.
            (2, 125 | 200..=202) => None,
            // Sound is no text.
            (2, 150..=154) => Some((id, value)),
            (2, _) => Some((id, Cow::Owned(latin1_or_utf8(&value).into_bytes()))),
            _ => Some((id, value)),
        })
        .filter(|(_, value)| value.len() <= VALUE_MAX)
        .collect()
}

/// The datasets of `words`.
fn ours(words: &Words) -> Vec<Dataset<'_>> {
    let text = |id, value: &str| (id, Cow::Owned(value.as_bytes().to_vec()));
    let date = Moment::parse(&words.created).and_then(|moment| moment.iim());
    let mut out: Vec<Dataset> =
        super::creators(&words.creator).into_iter().map(|name| text(BY_LINE, name)).collect();
    let (date, time) =
        date.map(|(date, time)| (date, time.unwrap_or_default())).unwrap_or_default();
    let fields = [
        (DATE_CREATED, &date),
        (TIME_CREATED, &time),
        (HEADLINE, &words.headline),
        (CREDIT, &words.credit),
        (SOURCE, &words.source),
        (COPYRIGHT_NOTICE, &words.copyright),
        (CAPTION, &words.caption),
    ];
    out.extend(fields.iter().filter(|(_, v)| !v.is_empty()).map(|(id, v)| text(*id, v)));
    out
}

/// The resources as bytes; IIM and its digest only if there are datasets.
fn assembled(ours: &[Dataset], kept: &[Dataset], others: &[Resource]) -> Vec<u8> {
    let mut out: Vec<u8> = others.iter().flat_map(Resource::bytes).collect();
    let mut all: Vec<&Dataset> = ours.iter().chain(kept).collect();
    if all.is_empty() {
        return out;
    }
    let marks = [(CODED_CHARACTER_SET, UTF8.into()), (RECORD_VERSION, VERSION[..].into())];
    all.extend(&marks);
    // Records follow each other; equal datasets keep their order.
    all.sort_by_key(|(id, _)| *id);
    let mut datasets = Vec::new();
    for (id, value) in all {
        push(&mut datasets, *id, value);
    }
    out.extend(Resource::new(RESOURCE_IIM, &datasets).bytes());
    out.extend(Resource::new(RESOURCE_DIGEST, &Md5::digest(&datasets)).bytes());
    out
}

/// Appends a dataset; `value` must not exceed [`VALUE_MAX`] bytes.
fn push(out: &mut Vec<u8>, (record, number): (u8, u8), value: &[u8]) {
    debug_assert!(value.len() <= VALUE_MAX, "the caller refuses longer values");
    out.extend([0x1C, record, number]);
    out.extend((value.len() as u16).to_be_bytes());
    out.extend(value);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resources_with(datasets: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        // A resource with a name stands before ours, as Photoshop writes them.
        out.extend(b"8BIM\x03\xed\x04size\0\0\0\0\x03abc\0");
        out.extend(as_resource(datasets));
        out
    }

    #[test]
    fn what_is_written_is_read_again() {
        let words = Words {
            caption: "Fire at “The Bell”".into(),
            credit: "Siân Ó Briain".into(),
            creator: "Siân Ó Briain; Jo Smith".into(),
            copyright: "© 2024 Siân".into(),
            source: "Greater Manchester Police, Press and Communications Office".into(),
            ..Words::default()
        };
        let iim = read(&block(&[], &words, 4000).unwrap().unwrap());
        assert!(!iim.stale_digest);
        assert_eq!(iim.words.credit.unwrap(), words.credit);
        assert_eq!(iim.words.creator.unwrap(), words.creator);
        assert_eq!(iim.words.source.unwrap(), words.source, "longer than IIM's 32 bytes");
        assert_eq!(iim.words.caption.unwrap(), words.caption);
        assert_eq!(iim.words.copyright.unwrap(), words.copyright);
    }

    #[test]
    fn unmarked_text_is_utf8_if_it_can_be_and_else_western() {
        let mut datasets = Vec::new();
        push(&mut datasets, CREDIT, b"Si\xe2n \x93O\x94");
        push(&mut datasets, SOURCE, "Siân".as_bytes());
        let found = read(&resources_with(&datasets)).words;
        assert_eq!(found.credit.unwrap(), "Siân “O”");
        assert_eq!(found.source.unwrap(), "Siân");
    }

    #[test]
    fn a_changed_block_betrays_a_stale_digest() {
        let words = Words { credit: "Jo Smith".into(), ..Words::default() };
        let mut bytes = block(&[], &words, 4000).unwrap().unwrap();
        let at = bytes.windows(2).position(|pair| pair == b"Jo").unwrap();
        bytes[at] = b'B';
        let iim = read(&bytes);
        assert!(iim.stale_digest);
        assert_eq!(iim.words.credit.unwrap(), "Bo Smith");
    }

    #[test]
    fn extended_datasets_are_read_and_absurd_ones_end_the_reading() {
        let mut datasets = vec![0x1C, 2, 120, 0x80, 0x04, 0, 0, 0, 3, b'a', b'b', b'c'];
        push(&mut datasets, CREDIT, b"Jo");
        let found = read(&resources_with(&datasets)).words;
        assert_eq!((found.caption.unwrap(), found.credit.unwrap()), ("abc".into(), "Jo".into()));
        let absurd = vec![0x1C, 2, 120, 0xFF, 0xFF, 0, 0];
        assert_eq!(read(&resources_with(&absurd)).words.caption, None);
    }

    #[test]
    fn unknown_datasets_become_utf8_and_the_largest_makes_room() {
        let mut datasets = Vec::new();
        push(&mut datasets, (2, 90), b"Z\xfcrich");
        push(&mut datasets, (2, 40), &[b'x'; 900]);
        push(&mut datasets, (2, 202), b"preview");
        push(&mut datasets, BY_LINE, b"Old");
        push(&mut datasets, BY_LINE_TITLE, b"Freelance");
        let source = resources_with(&datasets);
        let words = Words { creator: "Jo".into(), ..Words::default() };
        let written = |room: usize| block(&source, &words, room).unwrap().unwrap();
        let has =
            |bytes: &[u8], text: &str| bytes.windows(text.len()).any(|p| p == text.as_bytes());
        let all = written(4000);
        assert!(["Zürich", "xxx", "size", "Jo"].iter().all(|text| has(&all, text)));
        assert!(["preview", "Old", "Freelance"].iter().all(|text| !has(&all, text)));
        let less = written(all.len() - 1);
        assert!(!has(&less, "xxx") && has(&less, "Zürich") && has(&less, "Jo"));
        assert!(block(&source, &words, 20).is_err());
    }
}
