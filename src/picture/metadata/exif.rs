//! EXIF 2.32: three text fields and the orientation.

use super::text::{latin1_or_utf8, list};
use super::{Found, Words};
use exif::{Field, In, Reader, Tag, Value};

/// What a camera or program wrote into the main image's directory, and its orientation (1…8; 1 if
/// nothing sensible is said). `tiff` starts with the TIFF header.
pub(super) fn read(tiff: &[u8]) -> (Found, u8) {
    let mut reader = Reader::new();
    // A damaged maker note must not cost the credit.
    reader.continue_on_error(true);
    let exif = reader.read_raw(tiff.to_vec()).or_else(|e| e.distill_partial_result(|_| ()));
    let Ok(exif) = exif else { return (Found::default(), 1) };
    let field = |tag: Tag| exif.get_field(tag, In::PRIMARY);
    let orientation = field(Tag::Orientation)
        .and_then(|field| field.value.get_uint(0))
        .and_then(|value| u8::try_from(value).ok())
        .filter(|value| (1..=8).contains(value))
        .unwrap_or(1);
    let found = Found {
        caption: field(Tag::ImageDescription).and_then(text),
        creator: field(Tag::Artist).and_then(text),
        copyright: field(Tag::Copyright).and_then(text),
        ..Found::default()
    };
    (found, orientation)
}

/// The text of an ASCII field, in truth often UTF-8 (as MWG 2.0 advises) or Latin-1. Copyright may
/// hold two, the photographer's and the editor's.
fn text(field: &Field) -> Option<String> {
    let Value::Ascii(parts) = &field.value else { return None };
    Some(list(parts.iter().map(|part| latin1_or_utf8(part))))
}

/// TIFF type of a field of characters.
const ASCII: u16 = 2;
const ENTRY_SIZE: usize = 12;

/// A TIFF block with `words` alone, its tags in the order TIFF asks for; none if all are empty.
///
/// Text is UTF-8 (MWG 2.0). No orientation: without the tag a picture is upright.
pub(super) fn block(words: &Words) -> Option<Vec<u8>> {
    let tags = [
        (Tag::ImageDescription, &words.caption),
        (Tag::Artist, &words.creator),
        (Tag::Copyright, &words.copyright),
    ];
    let fields: Vec<_> = tags.iter().filter(|(_, value)| !value.is_empty()).collect();
    if fields.is_empty() {
        return None;
    }
    let mut out = b"MM\0*\0\0\0\x08".to_vec();
    out.extend((fields.len() as u16).to_be_bytes());
    // The values lie behind the directory, which ends with the offset of the next one: none.
    let start = out.len() + fields.len() * ENTRY_SIZE + 4;
    let mut values = Vec::new();
    for (tag, value) in fields {
        let mut bytes = value.as_bytes().to_vec();
        bytes.push(0);
        out.extend(tag.number().to_be_bytes());
        out.extend(ASCII.to_be_bytes());
        out.extend((bytes.len() as u32).to_be_bytes());
        // Up to four bytes stand in the entry itself, to the left.
        if bytes.len() <= 4 {
            bytes.resize(4, 0);
            out.extend(&bytes);
            continue;
        }
        out.extend(((start + values.len()) as u32).to_be_bytes());
        values.extend(&bytes);
        if values.len() % 2 == 1 {
            values.push(0);
        }
    }
    out.extend([0; 4]);
    out.extend(values);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let words = Words {
            caption: "Yes".into(),
            creator: "Siân Ó Briain".into(),
            copyright: "© Siân".into(),
            ..Words::default()
        };
        let (found, orientation) = read(&block(&words).unwrap());
        assert_eq!(found.caption.unwrap(), "Yes", "short enough to stand in the entry");
        assert_eq!(found.creator.unwrap(), words.creator);
        assert_eq!(found.copyright.unwrap(), words.copyright);
        assert_eq!(orientation, 1);
        assert_eq!(block(&Words { credit: "Jo".into(), ..Words::default() }), None);
    }

    #[test]
    fn nonsense_is_upright_and_silent() {
        let (found, orientation) = read(b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x09\0\0");
        assert_eq!((found, orientation), (Found::default(), 1), "orientation 9 does not exist");
        assert_eq!(read(b"").1, 1);
    }
}
