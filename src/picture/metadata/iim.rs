//! IPTC Information Interchange Model 4.2, the block that WordPress reads: inside Photoshop image
//! resources (`8BIM`), which a JPEG carries in APP13.

use super::text::{latin1_or_utf8, list};
use super::{Found, Words};
use md5::{Digest, Md5};

/// Photoshop image resource that holds the IIM datasets.
const RESOURCE_IIM: u16 = 0x0404;
/// Photoshop image resource with the MD5 of those datasets: who changes XMP alone leaves it stale.
const RESOURCE_DIGEST: u16 = 0x0425;

/// A Photoshop image resource: its id and data.
type Resource<'a> = (u16, &'a [u8]);
/// An IIM dataset: its record and number, and its value.
type Dataset<'a> = ((u8, u8), &'a [u8]);

/// 1:90 CodedCharacterSet.
const CODED_CHARACTER_SET: (u8, u8) = (1, 90);
/// ISO 2022 escape that announces UTF-8: ESC % G.
const UTF8: &[u8] = b"\x1b%G";
/// 2:00 RecordVersion, and the version of the model that is written.
const RECORD_VERSION: (u8, u8) = (2, 0);
const VERSION: [u8; 2] = [0, 4];
const BY_LINE: (u8, u8) = (2, 80);
const CREDIT: (u8, u8) = (2, 110);
const SOURCE: (u8, u8) = (2, 115);
const COPYRIGHT_NOTICE: (u8, u8) = (2, 116);
const CAPTION: (u8, u8) = (2, 120);

/// The longest value of an ordinary dataset, in bytes (IIM 4.2, 1.5.3).
pub(super) const VALUE_MAX: usize = 32_767;

/// Bytes at which older programs cut a value short, as IIM 4.2 has it.
pub(super) const CAPTION_LIMIT: usize = 2000;
pub(super) const COPYRIGHT_LIMIT: usize = 128;
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
    let resources = resources(photoshop);
    let get = |id: u16| resources.iter().find(|(at, _)| *at == id).map(|(_, data)| *data);
    let Some(block) = get(RESOURCE_IIM) else { return Iim::default() };
    let digest = get(RESOURCE_DIGEST).filter(|digest| digest.len() == 16);
    Iim {
        words: words(block),
        stale_digest: digest.is_some_and(|stored| stored != Md5::digest(block).as_slice()),
    }
}

fn resources(mut rest: &[u8]) -> Vec<Resource<'_>> {
    let mut out = Vec::new();
    while let Some((resource, after)) = resource(rest) {
        out.push(resource);
        rest = after;
    }
    out
}

/// The first resource and what follows: `8BIM`, id, name (length byte, padded even), size, data
/// (padded even).
fn resource(bytes: &[u8]) -> Option<(Resource<'_>, &[u8])> {
    let rest = bytes.strip_prefix(b"8BIM")?;
    let (id, rest) = rest.split_at_checked(2)?;
    let name = usize::from(*rest.first()?) + 1;
    let rest = rest.get(name.next_multiple_of(2)..)?;
    let (size, rest) = rest.split_at_checked(4)?;
    let size = u32::from_be_bytes([size[0], size[1], size[2], size[3]]) as usize;
    let (data, after) = rest.split_at_checked(size)?;
    Some(((u16::from_be_bytes([id[0], id[1]]), data), after.get(size % 2..).unwrap_or_default()))
}

fn words(block: &[u8]) -> Found {
    let datasets = datasets(block);
    let marked = datasets.iter().any(|(id, value)| *id == CODED_CHARACTER_SET && *value == UTF8);
    let decode = |value: &[u8]| match marked {
        true => String::from_utf8(value.to_vec()).unwrap_or_else(|_| latin1_or_utf8(value)),
        false => latin1_or_utf8(value),
    };
    let values = |wanted: (u8, u8)| {
        datasets.iter().filter(move |(id, _)| *id == wanted).map(|(_, value)| decode(value))
    };
    Found {
        caption: values(CAPTION).next(),
        credit: values(CREDIT).next(),
        creator: Some(list(values(BY_LINE))),
        copyright: values(COPYRIGHT_NOTICE).next(),
        source: values(SOURCE).next(),
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
    Some((((record, number), value), after))
}

/// The Photoshop resources with `words` as IIM, always marked as UTF-8, and their digest.
///
/// Values are written in full even where IIM 4.2 sets a shorter limit ([`NAME_LIMIT`] and its
/// like): its readers of today, WordPress (PHP's `iptcparse`) and ExifTool among them, read any
/// length, and half a credit names somebody else.
pub(super) fn block(words: &Words) -> Vec<u8> {
    let mut datasets = Vec::new();
    push(&mut datasets, CODED_CHARACTER_SET, UTF8);
    push(&mut datasets, RECORD_VERSION, &VERSION);
    for creator in super::creators(&words.creator) {
        push(&mut datasets, BY_LINE, creator.as_bytes());
    }
    let fields = [
        (CREDIT, &words.credit),
        (SOURCE, &words.source),
        (COPYRIGHT_NOTICE, &words.copyright),
        (CAPTION, &words.caption),
    ];
    for (id, value) in fields.into_iter().filter(|(_, value)| !value.is_empty()) {
        push(&mut datasets, id, value.as_bytes());
    }
    let mut out = Vec::new();
    push_resource(&mut out, RESOURCE_IIM, &datasets);
    push_resource(&mut out, RESOURCE_DIGEST, &Md5::digest(&datasets));
    out
}

/// Appends a dataset; `value` must not exceed [`VALUE_MAX`] bytes.
fn push(out: &mut Vec<u8>, (record, number): (u8, u8), value: &[u8]) {
    debug_assert!(value.len() <= VALUE_MAX, "the caller refuses longer values");
    out.extend([0x1C, record, number]);
    out.extend((value.len() as u16).to_be_bytes());
    out.extend(value);
}

fn push_resource(out: &mut Vec<u8>, id: u16, data: &[u8]) {
    out.extend(b"8BIM");
    out.extend(id.to_be_bytes());
    // No name: length nought, padded even.
    out.extend([0, 0]);
    out.extend((data.len() as u32).to_be_bytes());
    out.extend(data);
    if data.len() % 2 == 1 {
        out.push(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resources_with(datasets: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        // A resource with a name stands before ours, as Photoshop writes them.
        out.extend(b"8BIM\x03\xed\x04size\0\0\0\0\x03abc\0");
        push_resource(&mut out, RESOURCE_IIM, datasets);
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
        let iim = read(&block(&words));
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
        let mut bytes = block(&Words { credit: "Jo Smith".into(), ..Words::default() });
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
}
