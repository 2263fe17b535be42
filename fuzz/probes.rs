//! What is tried on bytes from a stranger. Shared by the fuzz targets and by `tests/corpus.rs`, so
//! that what was found once is tried in every test run.

use copydesk::Code;
use copydesk::picture::inspect::inspect;
use copydesk::picture::prepare::{Limits, prepare};
use copydesk::picture::{Picture, Words};

/// Limits that make almost every picture change size, so that it is decoded and encoded anew.
const SMALL: Limits = Limits { long_edge: 32, quality: 60, bytes: None };

/// What a probe does with bytes from a stranger.
pub type Probe = fn(&[u8]);

/// The probes, by the name of their target and of the folder their corpus lies in.
pub const PROBES: [(&str, Probe); 4] =
    [("picture", picture), ("iim", iim), ("xmp", xmp), ("exif", exif)];

/// A whole file: refused in a sentence, or taken in such that what leaves can be read again.
pub fn picture(bytes: &[u8]) {
    match inspect(bytes) {
        Ok(seen) => leave(bytes, seen.offered),
        Err(error) => {
            assert_eq!(error.code, Code::Picture, "{error}");
            assert!(error.message.ends_with("The story is untouched."), "{error}");
            assert!(!error.hint.is_empty(), "{error}");
        }
    }
}

/// An IPTC IIM block inside Photoshop's image resources.
pub fn iim(bytes: &[u8]) {
    picture(&with_segment(0xED, b"Photoshop 3.0\0", &resource(bytes)));
    // And as the resources themselves, whatever they claim.
    picture(&with_segment(0xED, b"Photoshop 3.0\0", bytes));
}

/// An XMP packet.
pub fn xmp(bytes: &[u8]) {
    picture(&with_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0", bytes));
}

/// An EXIF block.
pub fn exif(bytes: &[u8]) {
    picture(&with_segment(0xE1, b"Exif\0\0", bytes));
}

/// Sends the picture out with what it says about itself, and reads that again.
fn leave(original: &[u8], words: Words) {
    let picture = Picture { words, ..Picture::default() };
    let Ok(prepared) = prepare(original, &picture, &SMALL) else {
        // Words too long for a JPEG are refused in a sentence; nothing else can be.
        return;
    };
    let seen = inspect(&prepared.bytes).expect("what leaves is a picture");
    assert_eq!((seen.width, seen.height), (prepared.width, prepared.height));
    assert_eq!(seen.orientation, 1, "what leaves is upright");
}

/// Photoshop image resource 0x0404, which holds an IIM block.
fn resource(block: &[u8]) -> Vec<u8> {
    let mut out = b"8BIM\x04\x04\0\0".to_vec();
    out.extend((block.len() as u32).to_be_bytes());
    out.extend(block);
    out.resize(out.len().next_multiple_of(2), 0);
    out
}

/// A JPEG of eight pixels a side with one segment more, cut to what a segment holds.
fn with_segment(marker: u8, prefix: &[u8], data: &[u8]) -> Vec<u8> {
    const JPEG: &[u8] = include_bytes!("grey.jpg");
    let data = &data[..data.len().min(65_533 - prefix.len())];
    let length = (prefix.len() + data.len() + 2) as u16;
    let mut out = vec![0xFF, 0xD8, 0xFF, marker];
    out.extend(length.to_be_bytes());
    out.extend(prefix);
    out.extend(data);
    out.extend(&JPEG[2..]);
    out
}
