//! What a picture file is and says, before anything is done with it.

use super::decode::{Header, Stored};
use super::{Dispute, Format, Place, Words, metadata};
use crate::Result;
use image::DynamicImage;

/// What a picture file turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspected {
    pub format: Format,
    /// Pixels of the upright picture.
    pub width: u32,
    pub height: u32,
    /// EXIF orientation of the stored picture, 1…8; 1 is upright.
    pub orientation: u8,
    /// Some pixel lets the page shine through, so that it has to leave as PNG.
    pub transparent: bool,
    /// What the file says in its own metadata: to be offered, never forced.
    pub offered: Words,
    /// The same word for word, what cameras wrote and file names too.
    pub said: Words,
    /// Where the file says different things in different places.
    pub disputed: Vec<Dispute>,
    /// The places in which it says anything at all.
    pub places: Vec<Place>,
}

impl Inspected {
    pub(super) fn new(header: &Header, stored: &Stored) -> Self {
        let (width, height) = header.upright();
        let (offered, disputed) = metadata::offered(&header.blocks);
        Self {
            format: header.format,
            width,
            height,
            orientation: header.orientation,
            transparent: !stored.inks && transparent(&stored.pixels),
            offered,
            said: metadata::said(&header.blocks),
            disputed,
            places: header.blocks.places(),
        }
    }
}

/// Opens the picture file `bytes` (JPEG, PNG, WebP or TIFF, told by its contents) and decodes all
/// of it.
///
/// # Errors
/// `Code::Picture`, in words for the writer, for what is no picture, of an unsupported kind,
/// incomplete, damaged, animated, or larger than 30,000 pixels a side, 250 megapixels or 900 MB of
/// pixels; the last without allocating anything of that size.
pub fn inspect(bytes: &[u8]) -> Result<Inspected> {
    let header = Header::read(bytes)?;
    // Damage is found at any size.
    let stored = header.pixels(8)?;
    Ok(Inspected::new(&header, &stored))
}

/// Whether any pixel is less than fully opaque: an alpha channel alone does not say so.
pub(super) fn transparent(pixels: &DynamicImage) -> bool {
    match pixels {
        DynamicImage::ImageLumaA8(pixels) => pixels.pixels().any(|p| p.0[1] < u8::MAX),
        DynamicImage::ImageRgba8(pixels) => pixels.pixels().any(|p| p.0[3] < u8::MAX),
        DynamicImage::ImageLumaA16(pixels) => pixels.pixels().any(|p| p.0[1] < u16::MAX),
        DynamicImage::ImageRgba16(pixels) => pixels.pixels().any(|p| p.0[3] < u16::MAX),
        _ => false,
    }
}
