//! Pixels to JPEG and PNG bytes. The same pixels always give the same bytes.

use super::jpeg::{APP2, Jpeg, SEGMENT_MAX, push_segment};
use crate::{Code, Error, Result};
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ImageEncoder};
use std::borrow::Cow;
use turbojpeg::{Compressor, PixelFormat, Subsamp};

/// Below this long edge (pixels) colours keep full resolution: coarser colour shows on small
/// pictures, and saves little.
const FULL_COLOUR_BELOW: u32 = 800;

/// What an ICC segment of a JPEG starts with, before its two numbers (ICC.1, annex B.4).
const ICC_PREFIX: &[u8] = b"ICC_PROFILE\0";

/// `pixels` (without transparency) as JPEG of `quality` 1…100, with the colour profile `icc`.
pub(super) fn jpeg(pixels: &DynamicImage, quality: u8, icc: Option<&[u8]>) -> Result<Vec<u8>> {
    let (width, height) = (pixels.width() as usize, pixels.height() as usize);
    let grey = !pixels.color().has_color();
    let small = pixels.width().max(pixels.height()) < FULL_COLOUR_BELOW;
    let subsampling = match (grey, small) {
        (true, _) => Subsamp::Gray,
        (false, true) => Subsamp::None,
        (false, false) => Subsamp::Sub2x2,
    };
    let format = if grey { PixelFormat::GRAY } else { PixelFormat::RGB };
    let samples: Cow<[u8]> = match pixels {
        DynamicImage::ImageLuma8(grey) => Cow::Borrowed(grey.as_raw()),
        DynamicImage::ImageRgb8(rgb) => Cow::Borrowed(rgb.as_raw()),
        other if grey => Cow::Owned(other.to_luma8().into_raw()),
        other => Cow::Owned(other.to_rgb8().into_raw()),
    };
    let mut encoder = Compressor::new().map_err(unwritable)?;
    encoder.set_quality(i32::from(quality.clamp(1, 100))).map_err(unwritable)?;
    encoder.set_subsamp(subsampling).map_err(unwritable)?;
    let pitch = width * format.size();
    let image = turbojpeg::Image { pixels: &samples[..], width, pitch, height, format };
    let out = encoder.compress_to_vec(image).map_err(unwritable)?;
    match icc.filter(|icc| profile_fits(icc, grey)) {
        Some(icc) => with_profile(&out, icc),
        None => Ok(out),
    }
}

/// The new JPEG `file` with a colour profile behind its first segment.
fn with_profile(file: &[u8], icc: &[u8]) -> Result<Vec<u8>> {
    // Each segment holds the prefix and its own number and how many there are, too.
    let pieces = icc.chunks(SEGMENT_MAX - ICC_PREFIX.len() - 2);
    let count = u8::try_from(pieces.len()).map_err(unwritable)?;
    let jpeg = Jpeg::parse(file).map_err(|_| unwritable("the encoder wrote no JPEG"))?;
    let first = jpeg.segments.first().map_or(0, |segment| segment.data.len() + 4);
    let (head, tail) = file.split_at(2 + first);
    let mut out = Vec::with_capacity(file.len() + icc.len() + 64 * pieces.len());
    out.extend(head);
    for (number, piece) in (1_u8..).zip(pieces) {
        push_segment(&mut out, APP2, &[ICC_PREFIX, &[number, count], piece].concat());
    }
    out.extend(tail);
    Ok(out)
}

/// `pixels` as PNG of eight bits a channel, with the colour profile `icc`.
pub(super) fn png(pixels: &DynamicImage, icc: Option<&[u8]>) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut encoder = PngEncoder::new(&mut out);
    let colour = pixels.color();
    if let Some(icc) = icc.filter(|icc| profile_fits(icc, !colour.has_color())) {
        encoder.set_icc_profile(icc.to_vec()).map_err(unwritable)?;
    }
    match (colour.has_color(), colour.has_alpha()) {
        (false, false) => pixels.to_luma8().write_with_encoder(encoder),
        (false, true) => pixels.to_luma_alpha8().write_with_encoder(encoder),
        (true, false) => pixels.to_rgb8().write_with_encoder(encoder),
        (true, true) => pixels.to_rgba8().write_with_encoder(encoder),
    }
    .map_err(unwritable)?;
    Ok(out)
}

/// Whether a profile describes the colours written: one for CMYK would turn an RGB picture wrong.
///
/// Bytes 16–19 of an ICC profile name its colour space (ICC.1, 7.2.6).
fn profile_fits(icc: &[u8], grey: bool) -> bool {
    icc.get(16..20) == Some(if grey { b"GRAY" } else { b"RGB " })
}

fn unwritable(reason: impl std::fmt::Display) -> Error {
    Error::new(
        Code::Internal,
        format!("This picture could not be written ({reason}). The original is untouched."),
        "Open it in another program, save it as JPEG or PNG and add it again.",
    )
}
