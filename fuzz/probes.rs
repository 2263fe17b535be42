//! What is tried on bytes from a stranger. Shared by the fuzz targets and by `tests/corpus.rs`, so
//! that what was found once is tried in every test run.

use copydesk::import;
use copydesk::packet::{self, Limits as PacketLimits, Signer, bundle};
use copydesk::picture::inspect::inspect;
use copydesk::picture::prepare::{Limits, prepare};
use copydesk::picture::{Picture, Words};
use copydesk::story::StoryId;
use copydesk::{Code, Error};
use std::collections::BTreeSet;
use std::io::Cursor;

/// Limits that make almost every picture change size, so that it is decoded and encoded anew.
const SMALL: Limits = Limits { long_edge: 32, quality: 60, bytes: None };

/// What a probe does with bytes from a stranger.
pub type Probe = fn(&[u8]);

/// The probes, by the name of their target and of the folder their corpus lies in.
pub const PROBES: [(&str, Probe); 6] = [
    ("picture", picture),
    ("iim", iim),
    ("xmp", xmp),
    ("exif", exif),
    ("packet", packet),
    ("document", document),
];

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

/// A story from somebody else, as it comes: a packet or a TextPack. And as the files of a packet that
/// was signed well, with a line of four equals signs between them.
pub fn packet(bytes: &[u8]) {
    open_packet(bytes);
    let names =
        ["story.md", "story.json", "review.json", "revisions.json", "originals/a.jpg", "b.json"];
    let files: Vec<(&str, &[u8])> = names.into_iter().zip(parts(bytes)).collect();
    let signer = Signer::from_seed("Jo Smith", [7; 32]).expect("any seed is a key");
    let id: StoryId = STORY.parse().expect("an id");
    let made = "2024-01-11T09:00:00Z".parse().expect("a moment");
    let sealed = packet::seal(&files, id, &signer, made).expect("small enough");
    open_packet(&sealed);
    let told = |error: Error| {
        assert!(!error.message.is_empty() && !error.hint.is_empty(), "{error}");
    };
    let keep = &mut |picture: &Picture, _: &[u8]| {
        assert!(!picture.name.contains('/'), "{}", picture.name);
        Ok(())
    };
    let _ = bundle::import_pack(Cursor::new(bytes), &SMALL_PACKETS, made, keep).map_err(told);
}

/// Another program's document, and the same as what was on a clipboard: refused in a sentence, or words.
pub fn document(bytes: &[u8]) {
    match import::from_docx(bytes.to_vec(), &SMALL_DOCUMENTS) {
        Ok(brought) => {
            for name in brought.pictures.keys() {
                let _ = brought.picture(name);
            }
        }
        Err(error) => {
            assert_eq!(error.code, Code::Invalid, "{error}");
            assert!(error.message.starts_with("This document was not taken in: "), "{error}");
            assert!(!error.hint.is_empty(), "{error}");
        }
    }
    let text = String::from_utf8_lossy(bytes);
    let clip = import::from_clipboard(&text, &BTreeSet::new());
    if let Ok(clip) = clip {
        assert!(clip.pictures.iter().all(|picture| !picture.name.contains('/')));
    }
}

/// Little enough that a bomb would be seen.
const SMALL_DOCUMENTS: import::Limits =
    import::Limits { files: 100, words: 1 << 20, picture: 1 << 20, total: 1 << 24 };

/// The id of the story in the corpus.
const STORY: &str = "018cf7d4-9680-7000-8000-000000000001";
/// Little enough that a bomb would be seen.
const SMALL_PACKETS: PacketLimits =
    PacketLimits { files: 50, words: 1 << 20, original: 1 << 20, total: 1 << 24 };

fn parts(bytes: &[u8]) -> Vec<&[u8]> {
    const RULE: &[u8] = b"\n====\n";
    let mut parts = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest.windows(RULE.len()).position(|window| window == RULE) {
        parts.push(&rest[..at]);
        rest = &rest[at + RULE.len()..];
    }
    parts.push(rest);
    parts
}

/// Refused in a sentence, or written again as the same.
fn open_packet(bytes: &[u8]) {
    let mut originals = Vec::new();
    let opened = packet::read(Cursor::new(bytes), &SMALL_PACKETS).and_then(|mut opened| {
        opened.originals(|_, bytes| {
            originals.push(bytes);
            Ok(())
        })?;
        Ok(opened)
    });
    match opened {
        Ok(opened) => {
            let signer = Signer::from_seed("Jo Smith", [7; 32]).expect("any seed is a key");
            let mut originals = originals.into_iter();
            let original = |_: &Picture| Ok(originals.next().expect("one for each picture"));
            let again = packet::write(&opened.contents, &signer, opened.made, original, Vec::new());
            let again = again.expect("what was read can be sent on");
            let read = packet::read(Cursor::new(&again), &PacketLimits::default());
            assert_eq!(read.expect("what was written is read").contents, opened.contents);
        }
        Err(error) => {
            assert!(matches!(error.code, Code::Invalid | Code::Picture), "{error}");
            assert!(error.message.contains("your stories are as they were."), "{error}");
            assert!(!error.hint.is_empty(), "{error}");
        }
    }
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
