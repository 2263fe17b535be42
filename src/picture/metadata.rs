//! What a picture file says about itself, in three places that may disagree (EXIF, XMP and IPTC
//! IIM), and writing it so that every reader finds it.

mod caption;
mod date;
mod embed;
mod exif;
mod files;
mod iim;
mod offer;
mod resources;
mod text;
mod tiff;
mod xmp;

use super::kind::refusal;
use super::{Picture, Place, Words};
use crate::Result;
pub(super) use embed::written;
pub use embed::{write, write_png};
pub(super) use offer::orientation;
pub use offer::{offered, said};
use text::clean;

/// The metadata blocks of a file as they stand in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Blocks {
    /// A TIFF structure.
    pub exif: Option<Vec<u8>>,
    /// An XMP packet.
    pub xmp: Option<Vec<u8>>,
    /// The packet's extension, put together: what did not fit into one segment of a JPEG.
    pub xmp_extension: Option<Vec<u8>>,
    /// Photoshop image resources, empty where there are none.
    pub photoshop: Vec<u8>,
}

impl Blocks {
    /// The places that hold anything.
    pub(in crate::picture) fn places(&self) -> Vec<Place> {
        let held = [
            (Place::Exif, self.exif.is_some()),
            (Place::Xmp, self.xmp.is_some()),
            (Place::Iim, !self.photoshop.is_empty()),
        ];
        held.into_iter().filter(|(_, is)| *is).map(|(place, _)| place).collect()
    }
}

/// What one of the blocks says; each field as it stands there.
#[derive(Debug, Default, PartialEq, Eq)]
struct Found {
    caption: Option<String>,
    credit: Option<String>,
    creator: Option<String>,
    copyright: Option<String>,
    usage_terms: Option<String>,
    web_statement: Option<String>,
    licensor: Option<String>,
    source: Option<String>,
    headline: Option<String>,
    created: Option<String>,
    digital_source: Option<String>,
    alt: Option<String>,
}

/// The single names in a creator field: MWG joins them by semicolons.
fn creators(creator: &str) -> Vec<&str> {
    creator.split(';').map(str::trim).filter(|name| !name.is_empty()).collect()
}

/// Most bytes of one block when it is written; what names the block in a JPEG's segment comes on
/// top. The same in a PNG, so that words that fit the one fit the other.
const ROOM: usize = super::jpeg::SEGMENT_MAX - 29;

/// The blocks that say `picture.words`, in agreement, and what of `source` may leave, for a file of
/// `width` × `height` pixels.
///
/// What nobody here understands is kept, as the Metadata Working Group asks of whoever changes a
/// file, unless it would be private, show what is not published, or be wrong about other pixels.
/// Empty words take out what the original said in their place.
fn leaving(source: &Blocks, picture: &Picture, width: u32, height: u32) -> Result<Blocks> {
    let words = cleaned(&picture.words);
    let moved = picture.crop.is_some() || orientation(source) != 1;
    let leaving = exif::Leaving { width, height, kept: picture.kept, moved };
    let xmp = source.xmp.as_deref().unwrap_or_default();
    let extension = source.xmp_extension.as_deref().unwrap_or_default();
    Ok(Blocks {
        exif: exif::block(source.exif.as_deref(), &words, &leaving, ROOM)?,
        xmp: xmp::packet(xmp, extension, &words, &leaving, ROOM)?.map(String::into_bytes),
        xmp_extension: None,
        photoshop: iim::block(&source.photoshop, &words, ROOM)?.unwrap_or_default(),
    })
}

fn too_long() -> crate::Error {
    refusal(
        "The words of this picture are longer than a JPEG can carry (about 32,000 letters a field).",
        "Shorten the caption and move the rest into the story.",
    )
}

/// `words` as they are written: the same clean text in each block, no alt text for decoration.
fn cleaned(words: &Words) -> Words {
    let created = clean(&words.created);
    Words {
        caption: clean(&words.caption),
        credit: clean(&words.credit),
        creator: creators(&clean(&words.creator)).join("; "),
        copyright: clean(&words.copyright),
        usage_terms: clean(&words.usage_terms),
        web_statement: clean(&words.web_statement),
        licensor: clean(&words.licensor),
        source: clean(&words.source),
        headline: clean(&words.headline),
        created: date::Moment::parse(&created).map_or(created, |moment| moment.iso()),
        digital_source: clean(&words.digital_source),
        alt: if words.decorative { String::new() } else { clean(&words.alt) },
        decorative: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(words: Words) -> Result<Blocks> {
        leaving(&Blocks::default(), &Picture { words, ..Picture::default() }, 10, 10)
    }

    #[test]
    fn too_many_words_are_refused_not_cut() {
        let error = written(Words { caption: "é".repeat(17_000), ..Words::default() }).unwrap_err();
        assert!(error.message.contains("longer than a JPEG can carry"), "{error}");
        let escaped = Words { caption: "&".repeat(20_000), ..Words::default() };
        assert!(written(escaped).is_err(), "20,000 ampersands take 100,000 bytes in XMP");
    }

    #[test]
    fn decoration_carries_no_alt_text() {
        let words = Words { alt: "A line".into(), decorative: true, ..Words::default() };
        assert_eq!(written(words).unwrap(), Blocks::default());
    }
}
