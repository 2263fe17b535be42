//! EXIF 2.32: three text fields, the date and the orientation; and what else may leave with them.

use super::date::Moment;
use super::text::{TEXT_MAX, latin1_or_utf8, list};
use super::tiff::{ASCII, Directory, Entry, Tiff};
use super::{Found, Words, too_long};
use crate::Result;
use crate::picture::Kept;

const DESCRIPTION: u16 = 0x010E;
const ORIENTATION: u16 = 0x0112;
const ARTIST: u16 = 0x013B;
const COPYRIGHT: u16 = 0x8298;
const TAKEN: u16 = 0x9003;
const TAKEN_FRACTION: u16 = 0x9291;
const TAKEN_ZONE: u16 = 0x9011;
const WIDTH: u16 = 0xA002;
const HEIGHT: u16 = 0xA003;

/// What never leaves: how and where the original's pixels were stored, a thumbnail, blocks of
/// other kinds, what only its maker understands, the computer that was used (0x013C), and Windows'
/// doubles of title, comment, author and subject.
const NEVER: &[u16] = &[
    0x00FE,
    0x00FF,
    0x0100,
    0x0101,
    0x0102,
    0x0103,
    0x0106,
    0x0108,
    0x0109,
    0x010A,
    0x0111,
    ORIENTATION,
    0x0115,
    0x0116,
    0x0117,
    0x0118,
    0x0119,
    0x011C,
    0x0120,
    0x0121,
    0x0122,
    0x0123,
    0x013C,
    0x013D,
    0x0140,
    0x0142,
    0x0143,
    0x0144,
    0x0145,
    0x014A,
    0x014C,
    0x0150,
    0x0152,
    0x0153,
    0x015B,
    0x0200,
    0x0201,
    0x0202,
    0x02BC,
    0x8290,
    0x83BB,
    0x8649,
    0x8773,
    0x888A,
    0x927C,
    0x9C9B,
    0x9C9C,
    0x9C9D,
    0x9C9F,
    0xC634,
    0xC68B,
    0xC6F3,
    0xC71A,
    0xCD2D,
    0xEA1C,
    0xEA1D,
    0xFE00,
    0x0212,
];
/// Owner's name and serial numbers, of EXIF, DNG and Adobe; the picture's unique number holds the
/// camera's in many phones. The user's comment (0x9286) goes with them: it is the owner's note to
/// himself, apps leave faces, prompts and their own ids in it, and nobody here reads it before it
/// leaves; what is meant for readers stands in the description.
const CAMERA: &[u16] =
    &[0x9286, 0xA420, 0xA430, 0xA431, 0xA435, 0xC62F, 0xC65D, 0xFDE8, 0xFDE9, 0xFDEA];
/// What counts pixels of the original: the subject's place, pixels for each unit of the sensor.
const COUNTS_PIXELS: [u16; 5] = [0x9214, 0xA214, 0xA20E, 0xA20F, 0xA210];
const OURS: [u16; 6] = [DESCRIPTION, ARTIST, COPYRIGHT, TAKEN, TAKEN_FRACTION, TAKEN_ZONE];

/// What a camera or program wrote into the main image's directory, and its orientation (1…8; 1 if
/// nothing sensible is said). `tiff` starts with the TIFF header.
pub(super) fn read(tiff: &[u8]) -> (Found, u8) {
    let Some(tiff) = Tiff::read(tiff) else { return (Found::default(), 1) };
    let orientation = tiff
        .number(&tiff.main, ORIENTATION)
        .and_then(|value| u8::try_from(value).ok())
        .filter(|value| (1..=8).contains(value))
        .unwrap_or(1);
    let found = Found {
        caption: text(&tiff.main, DESCRIPTION),
        creator: text(&tiff.main, ARTIST),
        copyright: text(&tiff.main, COPYRIGHT),
        created: taken(&tiff).map(|moment| moment.iso()),
        ..Found::default()
    };
    (found, orientation)
}

/// The text of a tag, in truth often UTF-8 (as MWG 2.0 advises) or Latin-1. Copyright may hold two,
/// the photographer's and the editor's.
fn text(from: &Directory, tag: u16) -> Option<String> {
    let entry = from.iter().find(|entry| entry.tag == tag)?;
    let texts = [1, ASCII, 7, 129].contains(&entry.kind) && entry.value.len() <= TEXT_MAX;
    texts.then_some(())?;
    Some(list(entry.value.split(|byte| *byte == 0).map(latin1_or_utf8)))
}

fn taken(tiff: &Tiff) -> Option<Moment> {
    let field = |tag: u16| text(&tiff.exif, tag).unwrap_or_default();
    Moment::from_exif(&field(TAKEN), &field(TAKEN_FRACTION), &field(TAKEN_ZONE))
}

/// What is said about the file that is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leaving {
    /// Its pixels.
    pub width: u32,
    pub height: u32,
    pub kept: Kept,
    /// It shows another part of the original, or shows it turned.
    pub moved: bool,
}

/// A TIFF block with `words` and what of `source` may leave, in at most `room` bytes; none if there
/// is nothing to say. What we do not know is left out before a word is.
///
/// Text is UTF-8 (MWG 2.0). No orientation: without the tag a picture is upright. Where nobody gave
/// a date the camera's own stays.
///
/// # Errors
/// `Code::Picture` if the words alone take more than `room`.
pub(super) fn block(
    source: Option<&[u8]>,
    words: &Words,
    leaving: &Leaving,
    room: usize,
) -> Result<Option<Vec<u8>>> {
    let mut tiff = source.and_then(Tiff::read).unwrap_or_else(Tiff::new);
    strip(&mut tiff, leaving);
    for (tag, value) in
        [(DESCRIPTION, &words.caption), (ARTIST, &words.creator), (COPYRIGHT, &words.copyright)]
    {
        set(&mut tiff.main, tag, value);
    }
    date(&mut tiff, &words.created);
    make_room(&mut tiff, room);
    if tiff.size() > room {
        return Err(too_long());
    }
    Ok((!tiff.is_empty()).then(|| tiff.write()))
}

/// Takes out what must not leave and what would be wrong about other pixels.
fn strip(tiff: &mut Tiff, leaving: &Leaving) {
    let sides = [(WIDTH, leaving.width), (HEIGHT, leaving.height)];
    let same = sides.iter().all(|(tag, side)| tiff.number(&tiff.exif, *tag) == Some(*side));
    let stays = |entry: &Entry| {
        !NEVER.contains(&entry.tag)
            && (leaving.kept.camera || !CAMERA.contains(&entry.tag))
            && (same && !leaving.moved || !COUNTS_PIXELS.contains(&entry.tag))
    };
    tiff.main.retain(stays);
    tiff.exif.retain(stays);
    // The interoperability directory holds its rule and, in some, the old sides.
    tiff.interop.retain(|entry| entry.tag < 0x1000);
    if !leaving.kept.place {
        tiff.gps.clear();
    }
    for (tag, side) in sides {
        let side = tiff.long(tag, side);
        tiff.exif.iter_mut().filter(|e| e.tag == tag).for_each(|entry| *entry = side.clone());
    }
}

/// Makes the tag say `value`, or nothing if that is empty.
fn set(directory: &mut Directory, tag: u16, value: &str) {
    directory.retain(|entry| entry.tag != tag);
    if !value.is_empty() {
        let value = [value.as_bytes(), &[0]].concat();
        directory.push(Entry { tag, kind: ASCII, value: value.into() });
    }
}

/// Makes EXIF's date agree with the ISO date `created`: written if it is known to the second, left
/// if it only says more, taken out if it says something else.
fn date(tiff: &mut Tiff, created: &str) {
    let Some(moment) = Moment::parse(created) else {
        if !created.is_empty() {
            tiff.exif.retain(|e| ![TAKEN, TAKEN_FRACTION, TAKEN_ZONE].contains(&e.tag));
        }
        return;
    };
    if taken(tiff).is_some_and(|taken| taken.agrees(&moment)) && moment.exif_stamp().is_none() {
        return;
    }
    let stamp = moment.exif_stamp().unwrap_or_default();
    let (fraction, zone) = match stamp.is_empty() {
        true => (String::new(), String::new()),
        false => (moment.fraction.clone(), moment.exif_zone()),
    };
    for (tag, value) in [(TAKEN, stamp), (TAKEN_FRACTION, fraction), (TAKEN_ZONE, zone)] {
        set(&mut tiff.exif, tag, &value);
    }
}

/// Takes out the largest values that are not ours until the rest takes at most `room` bytes.
fn make_room(tiff: &mut Tiff, room: usize) {
    let mut excess = tiff.size().saturating_sub(room);
    let parts = [&mut tiff.main, &mut tiff.exif, &mut tiff.gps, &mut tiff.interop];
    // No tag of a place or of interoperability has one of our numbers.
    let mut sizes: Vec<(usize, usize, u16)> = parts
        .iter()
        .enumerate()
        .flat_map(|(number, part)| part.iter().map(move |e| (e.size(), number, e.tag)))
        .filter(|(.., tag)| !OURS.contains(tag))
        .collect();
    sizes.sort_unstable();
    while let Some((size, number, tag)) = (excess > 0).then(|| sizes.pop()).flatten() {
        excess = excess.saturating_sub(size);
        parts[number].retain(|entry| entry.tag != tag);
    }
}

/// The orientation and what else a TIFF file says beside its pixels, as a small TIFF structure; a
/// value longer than `most` bytes is left out.
pub(super) fn beside_pixels(tiff: Tiff, most: usize) -> Vec<u8> {
    let mut tiff = tiff;
    let mut room = 4 * most;
    for part in [&mut tiff.main, &mut tiff.exif, &mut tiff.gps, &mut tiff.interop] {
        part.retain(|entry| {
            let fits = entry.value.len() <= most.min(room);
            let wanted = entry.tag == ORIENTATION || !NEVER.contains(&entry.tag);
            room -= if fits && wanted { entry.value.len() } else { 0 };
            fits && wanted
        });
    }
    tiff.write()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAVING: Leaving =
        Leaving { width: 10, height: 5, kept: Kept { place: false, camera: false }, moved: false };

    fn words() -> Words {
        Words {
            caption: "Yes".into(),
            creator: "Siân Ó Briain".into(),
            copyright: "© Siân".into(),
            created: "2024-01-11T10:30:00.5+01:00".into(),
            ..Words::default()
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let bytes = block(None, &words(), &LEAVING, 4000).unwrap().unwrap();
        let (found, orientation) = read(&bytes);
        assert_eq!(found.caption.unwrap(), "Yes", "short enough to stand in the entry");
        assert_eq!(found.creator.unwrap(), words().creator);
        assert_eq!(found.copyright.unwrap(), words().copyright);
        assert_eq!(found.created.unwrap(), words().created);
        assert_eq!(orientation, 1);
        let credit = Words { credit: "Jo".into(), ..Words::default() };
        assert_eq!(block(None, &credit, &LEAVING, 4000).unwrap(), None);
        assert!(block(None, &words(), &LEAVING, 60).is_err());
    }

    #[test]
    fn the_camera_s_date_stays_unless_another_is_given() {
        let source = block(None, &words(), &LEAVING, 4000).unwrap();
        for (created, expected) in [
            ("", Some("2024-01-11T10:30:00.5+01:00")),
            ("2024-01-11", Some("2024-01-11T10:30:00.5+01:00")),
            ("2024-01-12", None),
            ("in spring", None),
            ("2024-01-12T08:00:00", Some("2024-01-12T08:00:00")),
        ] {
            let words = Words { created: created.into(), ..words() };
            let bytes = block(source.as_deref(), &words, &LEAVING, 4000).unwrap().unwrap();
            assert_eq!(read(&bytes).0.created.as_deref(), expected, "{created}");
        }
    }

    #[test]
    fn unknown_tags_stay_private_ones_go_and_the_largest_makes_room() {
        let mut tiff = Tiff::new();
        for (tag, value) in [(0x010F, "Make"), (0xC62F, "Serial"), (0x8649, "Photoshop")] {
            set(&mut tiff.main, tag, value);
        }
        set(&mut tiff.exif, 0x9290, &"long ".repeat(100));
        set(&mut tiff.exif, 0x9286, "A note to myself");
        set(&mut tiff.main, 0x013C, "jos-laptop");
        tiff.exif.push(tiff.long(WIDTH, 4000));
        tiff.gps.push(tiff.long(1, 0));
        let source = tiff.write();
        let kept = Kept { place: true, camera: true };
        for (room, kept, tags) in [
            (4000, Kept::default(), vec![0x010F, 0x9290, WIDTH]),
            (4000, kept, vec![0x010F, 0xC62F, 0x9286, 0x9290, WIDTH, 1]),
            (400, Kept::default(), vec![0x010F, WIDTH]),
        ] {
            let leaving = Leaving { kept, ..LEAVING };
            let bytes = block(Some(&source), &Words::default(), &leaving, room).unwrap().unwrap();
            let read = Tiff::read(&bytes).unwrap();
            let found = [&read.main, &read.exif, &read.gps].map(|part| part.iter().map(|e| e.tag));
            assert_eq!(found.into_iter().flatten().collect::<Vec<_>>(), tags);
            assert_eq!(read.number(&read.exif, WIDTH), Some(10));
        }
    }

    #[test]
    fn nonsense_is_upright_and_silent() {
        let (found, orientation) = read(b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x09\0\0");
        assert_eq!((found, orientation), (Found::default(), 1), "orientation 9 does not exist");
        assert_eq!(read(b"").1, 1);
    }
}
