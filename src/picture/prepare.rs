//! From the original to the file that leaves: upright, no larger than the house allows, in a format
//! every site takes, with its words in it and nothing private. The same input always gives the
//! same bytes, for publishing recognises a picture by their hash.

use super::decode::Header;
use super::inspect::transparent;
use super::kind::refusal;
use super::scale::{View, shown};
use super::take_in::{Making, file_of, keeps_pixels, render};
use super::{Focus, Format, Picture, Shape, crop, encode, metadata};
use crate::{Error, Result};
use image::{DynamicImage, RgbaImage};
use sha2::{Digest, Sha256};

/// What the house allows a picture to be when it leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Pixels of the longer side.
    pub long_edge: u32,
    /// JPEG quality, 1…100.
    pub quality: u8,
    /// The most bytes of the file, where a site sets such a limit.
    pub bytes: Option<u64>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { long_edge: 2560, quality: 85, bytes: None }
    }
}

/// A picture ready to leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    pub bytes: Vec<u8>,
    /// `Jpeg` or `Png`.
    pub format: Format,
    /// Pixels of `bytes`.
    pub width: u32,
    pub height: u32,
    /// SHA-256 of `bytes` in lower-case hex.
    pub sha256: String,
}

impl Prepared {
    fn new(bytes: Vec<u8>, format: Format, width: u32, height: u32) -> Self {
        let sha256 = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        Self { bytes, format, width, height, sha256 }
    }
}

/// JPEG quality of what only the screen shows.
const PREVIEW_QUALITY: u8 = 80;
/// JPEG quality below which a picture is made smaller instead of coarser.
const QUALITY_MIN: u8 = 45;
const QUALITY_STEP: u8 = 10;
/// Pixels of the longer side below which a byte limit counts as impossible.
const LONG_EDGE_MIN: u32 = 320;

/// Makes the file that leaves from the `original` file's bytes: cut as `picture` says, with its
/// words in the metadata.
///
/// Transparent pictures leave as PNG, everything else as JPEG, both with IPTC IIM, XMP and EXIF; the
/// colour profile stays, printers' inks become sRGB. A JPEG that is upright, whole, small enough and
/// lean keeps its pixels unchanged. What else the original says stays, but no place, serial number
/// or owner unless the writer keeps them.
///
/// # Errors
/// As [`inspect`](super::inspect::inspect); `Code::Picture` too where `limits.bytes` cannot be met
/// or the words do not fit into a JPEG.
pub fn prepare(original: &[u8], picture: &Picture, limits: &Limits) -> Result<Prepared> {
    let rendition = render(original, &Making::leaving(picture, limits))?;
    prepare_from(original, rendition.as_deref(), picture, limits)
}

/// As [`prepare`], and with the same result, from a `rendition` made before by
/// [`Making::leaving`]`(picture, limits)`: only the words have to be written.
///
/// # Errors
/// As [`prepare`].
pub fn prepare_from(
    original: &[u8],
    rendition: Option<&[u8]>,
    picture: &Picture,
    limits: &Limits,
) -> Result<Prepared> {
    let header = Header::read(original)?;
    let making = Making::leaving(picture, limits);
    let prepared = match (rendition, &header.jpeg) {
        (Some(rendition), _) => dressed(rendition, &header, picture)?,
        (None, Some(jpeg)) if keeps_pixels(&header, &making) => {
            let bytes = metadata::written(jpeg, &header.blocks, picture)?;
            Prepared::new(bytes, Format::Jpeg, header.width, header.height)
        }
        _ => return prepare(original, picture, limits),
    };
    match fits(&prepared, limits) {
        true => Ok(prepared),
        false => squeezed(&header, &making, picture, limits),
    }
}

/// The JPEG or PNG `file`, made of `original`, with the words of `picture` and what else the
/// original says.
fn dressed(file: &[u8], original: &Header, picture: &Picture) -> Result<Prepared> {
    let header = Header::read(file)?;
    let (format, width, height) = (header.format, header.width, header.height);
    let bytes = match &header.jpeg {
        Some(jpeg) => metadata::written(jpeg, &original.blocks, picture)?,
        None => metadata::write_png(file, &original.blocks, picture)?,
    };
    Ok(Prepared::new(bytes, format, width, height))
}

/// The best file within the byte limit: coarser first, then smaller.
fn squeezed(
    header: &Header,
    making: &Making,
    picture: &Picture,
    limits: &Limits,
) -> Result<Prepared> {
    let mut view = View::of(header, making.cut, making.long_edge);
    let stored = header.pixels(view.shrink())?;
    loop {
        let upright = shown(header, &stored, view)?;
        let mut quality = making.quality;
        loop {
            let prepared = dressed(&file_of(&upright, header, quality)?, header, picture)?;
            if fits(&prepared, limits) {
                return Ok(prepared);
            }
            if quality <= QUALITY_MIN || prepared.format == Format::Png {
                break;
            }
            quality = quality.saturating_sub(QUALITY_STEP).max(QUALITY_MIN);
        }
        view.edge = upright.width().max(upright.height()) * 4 / 5;
        if view.edge < LONG_EDGE_MIN {
            return Err(too_many_bytes(limits));
        }
    }
}

/// The picture for the screen from an original or a whole rendition of it: cut to `crop` around
/// `focus`, upright, at most `long_edge` pixels, JPEG or (transparent) PNG.
///
/// A JPEG or PNG that is small, whole and upright already is handed back as it is.
///
/// # Errors
/// As [`inspect`](super::inspect::inspect).
pub fn preview(
    file: &[u8],
    long_edge: u32,
    crop: Option<Shape>,
    focus: Option<Focus>,
) -> Result<Vec<u8>> {
    let header = Header::read(file)?;
    let (width, height) = header.upright();
    let cut = crop.map(|shape| crop::cut(width, height, shape, focus));
    let view = View::of(&header, cut, long_edge);
    let stored = header.pixels(view.shrink())?;
    let as_it_is = header.orientation == 1 && view.size() == (width, height) && !stored.inks;
    if as_it_is && matches!(header.format, Format::Jpeg | Format::Png) {
        return Ok(file.to_vec());
    }
    file_of(&shown(&header, &stored, view)?, &header, PREVIEW_QUALITY)
}

/// A picture from the clipboard as a PNG file: `rgba` holds `width` × `height` pixels of four bytes,
/// row by row from the top, opacity not multiplied in.
///
/// # Errors
/// `Code::Picture` if `rgba` does not hold exactly that many bytes, or none.
pub fn from_rgba(width: u32, height: u32, rgba: &[u8]) -> Result<Vec<u8>> {
    let size = u64::from(width) * u64::from(height) * 4;
    if size == 0 || size != rgba.len() as u64 {
        return Err(refusal(
            "The picture on the clipboard is not complete.",
            "Copy it again, or save it as a file and add that.",
        ));
    }
    let pixels = RgbaImage::from_raw(width, height, rgba.to_vec())
        .map(DynamicImage::ImageRgba8)
        .ok_or_else(super::kind::damaged)?;
    match transparent(&pixels) {
        true => encode::png(&pixels, None),
        false => encode::png(&DynamicImage::ImageRgb8(pixels.into_rgb8()), None),
    }
}

fn fits(prepared: &Prepared, limits: &Limits) -> bool {
    limits.bytes.is_none_or(|most| prepared.bytes.len() as u64 <= most)
}

fn too_many_bytes(limits: &Limits) -> Error {
    refusal(
        format!(
            "This picture cannot be brought below {} bytes, the most that may be sent.",
            limits.bytes.unwrap_or_default()
        ),
        "Make it smaller in a picture program, or ask the site's keeper for a higher limit.",
    )
}
