//! Picture files to pixels: size and completeness are known before anything is allocated.

mod jpeg;
mod tiff;

use super::jpeg::Jpeg;
use super::kind::{damaged, kind_of, rare, refusal, truncated};
use super::metadata::Blocks;
use super::{Format, metadata};
use crate::{Error, Result};
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::{DynamicImage, ImageDecoder, ImageError};
use std::io::Cursor;
use std::panic::catch_unwind;

/// The longest side that is opened, in pixels.
const SIDE_MAX: u32 = 30_000;
/// The most pixels that are opened; the largest phone sensors have 200 million.
const PIXELS_MAX: u64 = 250_000_000;
/// The most memory that one decoded picture may take, in bytes.
const MEMORY_MAX: u64 = 900_000_000;
/// Pixels of each row that are held beside the picture while it is made smaller: rows first, then
/// columns. As wide as the house's usual picture.
const HALF_RESIZED: u64 = 2560;
/// What text, profile and rows of a PNG may take before its pixels, in bytes.
const PNG_EXTRAS_MAX: u64 = 64 << 20;

/// Pixels as a file stores them.
#[derive(Debug)]
pub(super) struct Stored {
    pub pixels: DynamicImage,
    /// The four channels are cyan, magenta, yellow and black; 255 is full ink.
    pub inks: bool,
}

impl From<DynamicImage> for Stored {
    fn from(pixels: DynamicImage) -> Self {
        Self { pixels, inks: false }
    }
}

/// A picture file whose header has been read; borrowed from the file's bytes.
#[derive(Debug)]
pub(super) struct Header<'a> {
    bytes: &'a [u8],
    pub format: Format,
    /// Pixels as stored, before the orientation is applied.
    pub width: u32,
    pub height: u32,
    /// EXIF orientation, 1…8.
    pub orientation: u8,
    pub icc: Option<Vec<u8>>,
    pub blocks: Blocks,
    /// The parts of the file, if it is a JPEG.
    pub jpeg: Option<Jpeg<'a>>,
}

impl<'a> Header<'a> {
    /// Reads what `bytes` says about itself; refuses what is no picture of ours, is incomplete or
    /// claims more pixels than are opened. Allocates nothing of the picture's size.
    pub fn read(bytes: &'a [u8]) -> Result<Self> {
        match kind_of(bytes)? {
            Format::Jpeg => jpeg::read(bytes),
            Format::Png => read_png(bytes),
            Format::Webp => read_webp(bytes),
            Format::Tiff => tiff::read(bytes),
        }
    }

    /// Pixels of the upright picture.
    pub fn upright(&self) -> (u32, u32) {
        match self.orientation {
            5.. => (self.height, self.width),
            _ => (self.width, self.height),
        }
    }

    /// The whole picture as stored, before the orientation is applied.
    ///
    /// A JPEG is opened at one `shrink`th (1, 2, 4 or 8) of its size, rounded up, which takes a
    /// fraction of the time and the memory; damage anywhere in it is found all the same.
    pub fn pixels(&self, shrink: u32) -> Result<Stored> {
        // A decoder that stumbles over a stranger's bytes must not take the desk with it.
        catch_unwind(|| self.decoded(shrink)).unwrap_or_else(|_| Err(damaged()))
    }

    fn decoded(&self, shrink: u32) -> Result<Stored> {
        let source = Cursor::new(self.bytes);
        let pixels = match self.format {
            Format::Jpeg => return jpeg::pixels(self, shrink),
            Format::Tiff => return tiff::pixels(self),
            Format::Png => png_decoder(self.bytes).and_then(DynamicImage::from_decoder),
            Format::Webp => WebPDecoder::new(source).and_then(DynamicImage::from_decoder),
        };
        pixels.map(Stored::from).map_err(|error| undecodable(&error))
    }

    fn new(bytes: &'a [u8], format: Format, (width, height): (u32, u32), blocks: Blocks) -> Self {
        let orientation = metadata::orientation(&blocks);
        Self { bytes, format, width, height, orientation, icc: None, blocks, jpeg: None }
    }
}

fn read_png(bytes: &[u8]) -> Result<Header<'_>> {
    let ihdr = bytes.get(16..24).ok_or_else(truncated)?;
    let number =
        |at: usize| u32::from_be_bytes([ihdr[at], ihdr[at + 1], ihdr[at + 2], ihdr[at + 3]]);
    within_limits(number(0), number(4), 1)?;
    png_is_complete(bytes)?;
    let mut decoder = png_decoder(bytes).map_err(|error| undecodable(&error))?;
    if decoder.is_apng().unwrap_or(false) {
        return Err(animated());
    }
    let colour = decoder.color_type();
    // Transparent pixels are weighted by their opacity in a copy when they are resized.
    let copies = if colour.has_alpha() { 2 } else { 1 };
    let (width, height) = decoder.dimensions();
    within_limits(width, height, copies * u64::from(colour.bytes_per_pixel()))?;
    let blocks = Blocks::of_png(bytes);
    let mut header = Header::new(bytes, Format::Png, (width, height), blocks);
    header.icc = decoder.icc_profile().ok().flatten();
    Ok(header)
}

fn png_decoder(bytes: &[u8]) -> image::ImageResult<PngDecoder<Cursor<&[u8]>>> {
    let mut limits = image::Limits::no_limits();
    limits.max_alloc = Some(PNG_EXTRAS_MAX);
    PngDecoder::with_limits(Cursor::new(bytes), limits)
}

/// A PNG ends with its `IEND` chunk, and a palette has whole colours of three bytes (PNG
/// specification, 11.2.5 and 11.2.2); the decoder takes the second for granted.
fn png_is_complete(bytes: &[u8]) -> Result<()> {
    let mut rest = &bytes[8..];
    loop {
        let (head, body) = rest.split_at_checked(8).ok_or_else(truncated)?;
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        // Four bytes of checksum follow each chunk.
        rest = length.checked_add(4).and_then(|end| body.get(end..)).ok_or_else(truncated)?;
        match &head[4..8] {
            b"PLTE" if length == 0 || !length.is_multiple_of(3) => return Err(damaged()),
            b"IEND" => return Ok(()),
            _ => {}
        }
    }
}

fn read_webp(bytes: &[u8]) -> Result<Header<'_>> {
    let size = bytes.get(4..8).ok_or_else(truncated)?;
    let size = u64::from(u32::from_le_bytes([size[0], size[1], size[2], size[3]]));
    if (bytes.len() as u64) < size + 8 {
        return Err(truncated());
    }
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(|error| undecodable(&error))?;
    if decoder.has_animation() {
        return Err(animated());
    }
    let (width, height) = decoder.dimensions();
    // The decoder keeps its own colour planes beside the pixels.
    let copies = if decoder.color_type().has_alpha() { 8 } else { 6 };
    within_limits(width, height, copies)?;
    let blocks = Blocks::of_webp(bytes);
    let mut header = Header::new(bytes, Format::Webp, (width, height), blocks);
    header.icc = decoder.icc_profile().ok().flatten();
    Ok(header)
}

/// Refuses a picture of `width` × `height` pixels that take `bytes_per_pixel` when opened.
fn within_limits(width: u32, height: u32, bytes_per_pixel: u64) -> Result<()> {
    if width == 0 || height == 0 {
        return Err(damaged());
    }
    let pixels = u64::from(width) * u64::from(height);
    let fits = width <= SIDE_MAX
        && height <= SIDE_MAX
        && pixels <= PIXELS_MAX
        && (pixels + u64::from(height) * HALF_RESIZED).saturating_mul(bytes_per_pixel)
            <= MEMORY_MAX;
    if fits {
        return Ok(());
    }
    Err(refusal(
        format!(
            "This picture says that it is {} × {} pixels, more than can be opened safely.",
            grouped(width),
            grouped(height)
        ),
        "Make it smaller in a picture program (5,000 pixels is plenty) and add it again.",
    ))
}

/// `n` with commas between thousands.
fn grouped(n: u32) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn animated() -> Error {
    refusal(
        "This is an animation, and a newspaper page shows still pictures.",
        "Save one frame of it as JPEG or PNG and add that.",
    )
}

fn undecodable(error: &ImageError) -> Error {
    match error {
        ImageError::IoError(io) if io.kind() == std::io::ErrorKind::UnexpectedEof => truncated(),
        ImageError::Unsupported(_) => rare(),
        _ => damaged(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_told_in_readable_numbers() {
        assert!(within_limits(16_320, 12_240, 3).is_ok(), "a 200-megapixel phone picture opens");
        let error = within_limits(60_000, 60_000, 1).unwrap_err();
        assert!(error.message.contains("60,000 × 60,000 pixels"), "{error}");
        assert!(within_limits(30_001, 1, 1).is_err());
        assert!(within_limits(16_320, 12_240, 9).is_err(), "memory counts, not only pixels");
        assert!(within_limits(0, 5, 1).is_err());
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(grouped(999), "999");
    }
}
