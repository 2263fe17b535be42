//! From the original to the file that leaves: upright, no larger than the house allows, in a format
//! every site takes, with its words in it and nothing private. The same input always gives the
//! same bytes, for publishing recognises a picture by their hash.

use super::decode::Header;
use super::inspect::transparent;
use super::kind::refusal;
use super::{Format, Picture, encode, metadata};
use crate::{Code, Error, Result};
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::metadata::Orientation;
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

/// Bits a pixel up to which a JPEG counts as compressed for the web already (quality 85 takes two).
const LEAN_BITS_PER_PIXEL: u64 = 3;
/// What headers and tables of a JPEG take at most, in bytes, beside its pixels.
const LEAN_HEADERS: u64 = 4096;
/// JPEG quality below which a picture is made smaller instead of coarser.
const QUALITY_MIN: u8 = 45;
const QUALITY_STEP: u8 = 10;
/// Pixels of the longer side below which a byte limit counts as impossible.
const LONG_EDGE_MIN: u32 = 320;

/// Makes the file that leaves from the `original` file's bytes, with the words of `picture` in its metadata.
///
/// Transparent pictures leave as PNG, everything else as JPEG, both with IPTC IIM, XMP and EXIF; the
/// colour profile stays. A JPEG that is upright, small enough and lean keeps its pixels unchanged.
/// What else the original says stays, but no place, serial number or owner unless the writer keeps
/// them.
///
/// # Errors
/// As [`inspect`](super::inspect::inspect); `Code::Picture` too where `limits.bytes` cannot be met
/// or the words do not fit into a JPEG.
pub fn prepare(original: &[u8], picture: &Picture, limits: &Limits) -> Result<Prepared> {
    let header = Header::read(original)?;
    if let Some(prepared) = unchanged(&header, picture, limits)? {
        return Ok(prepared);
    }
    let pixels = header.pixels()?;
    let format = if transparent(&pixels) { Format::Png } else { Format::Jpeg };
    let mut edge = limits.long_edge.max(1);
    loop {
        let upright = upright(&pixels, edge, header.orientation)?;
        let (width, height) = (upright.width(), upright.height());
        let fitting = match format {
            Format::Png => {
                let png = encode::png(&upright, header.icc.as_deref())?;
                Some(metadata::write_png(&png, &header.blocks, picture)?)
                    .filter(|bytes| fits(bytes, limits))
            }
            _ => fitting_jpeg(&upright, &header, picture, limits)?,
        };
        if let Some(bytes) = fitting {
            return Ok(Prepared::new(bytes, format, width, height));
        }
        edge = width.max(height) * 4 / 5;
        if edge < LONG_EDGE_MIN {
            return Err(too_many_bytes(limits));
        }
    }
}

/// The picture for the screen: upright, at most `long_edge` pixels, JPEG or (transparent) PNG.
///
/// A JPEG or PNG that is small and upright already is handed back as it is.
///
/// # Errors
/// As [`inspect`](super::inspect::inspect).
pub fn preview(original: &[u8], long_edge: u32) -> Result<Vec<u8>> {
    let header = Header::read(original)?;
    let small = header.width.max(header.height) <= long_edge && header.orientation == 1;
    let pixels = header.pixels()?;
    if small && header.format != Format::Webp {
        return Ok(original.to_vec());
    }
    let upright = upright(&pixels, long_edge.max(1), header.orientation)?;
    match transparent(&upright) {
        true => encode::png(&upright, header.icc.as_deref()),
        false => encode::jpeg(&upright, 80, header.icc.as_deref()),
    }
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
            "Copy it again, or save it as a file and drop that.",
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

/// The original's own pixels with new words, if nothing about the picture has to change.
fn unchanged(header: &Header, picture: &Picture, limits: &Limits) -> Result<Option<Prepared>> {
    let (width, height) = (header.width, header.height);
    let Some(jpeg) = &header.jpeg else { return Ok(None) };
    let lean = u64::from(width) * u64::from(height) * LEAN_BITS_PER_PIXEL / 8 + LEAN_HEADERS;
    let good = header.orientation == 1
        && width.max(height) <= limits.long_edge
        && matches!(jpeg.frame.components, 1 | 3)
        && jpeg.scans.len() as u64 <= lean;
    if !good {
        return Ok(None);
    }
    // Damage in the scans must be found here too, not on the site.
    header.pixels()?;
    let bytes = metadata::written(jpeg, &header.blocks, picture)?;
    let prepared = fits(&bytes, limits).then(|| Prepared::new(bytes, Format::Jpeg, width, height));
    Ok(prepared)
}

/// The best JPEG of `pixels` within the byte limit, or none.
fn fitting_jpeg(
    pixels: &DynamicImage,
    header: &Header,
    picture: &Picture,
    limits: &Limits,
) -> Result<Option<Vec<u8>>> {
    let mut quality = limits.quality.clamp(1, 100);
    loop {
        let jpeg = encode::jpeg(pixels, quality, header.icc.as_deref())?;
        let bytes = metadata::write(&jpeg, &header.blocks, picture)?;
        if fits(&bytes, limits) {
            return Ok(Some(bytes));
        }
        if quality <= QUALITY_MIN {
            return Ok(None);
        }
        quality = quality.saturating_sub(QUALITY_STEP).max(QUALITY_MIN);
    }
}

fn fits(bytes: &[u8], limits: &Limits) -> bool {
    limits.bytes.is_none_or(|most| bytes.len() as u64 <= most)
}

/// `pixels` no longer than `long_edge` and turned upright; never made larger.
///
/// Made smaller before they are turned, so that only the small picture is copied.
fn upright(pixels: &DynamicImage, long_edge: u32, orientation: u8) -> Result<DynamicImage> {
    let (width, height) = (pixels.width(), pixels.height());
    let longest = width.max(height);
    let mut small = if longest <= long_edge {
        pixels.clone()
    } else {
        let scaled = |side: u32| {
            let exact = f64::from(side) * f64::from(long_edge) / f64::from(longest);
            (exact.round() as u32).max(1)
        };
        let mut small = DynamicImage::new(scaled(width), scaled(height), pixels.color());
        let lanczos = ResizeAlg::Convolution(FilterType::Lanczos3);
        Resizer::new()
            .resize(pixels, &mut small, &ResizeOptions::new().resize_alg(lanczos))
            .map_err(|error| unresizable(&error))?;
        small
    };
    small.apply_orientation(
        Orientation::from_exif(orientation).unwrap_or(Orientation::NoTransforms),
    );
    Ok(small)
}

fn unresizable(error: &dyn std::fmt::Display) -> Error {
    Error::new(
        Code::Internal,
        format!("This picture could not be made smaller ({error}). The original is untouched."),
        "Make it smaller in a picture program and add it again.",
    )
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
