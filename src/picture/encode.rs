//! Pixels to JPEG and PNG bytes. The same pixels always give the same bytes.

use crate::{Code, Error, Result};
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ImageEncoder};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// Below this long edge (pixels) colours keep full resolution: coarser colour shows on small
/// pictures, and saves little.
const FULL_COLOUR_BELOW: u32 = 800;

/// `pixels` (without transparency) as JPEG of `quality` 1…100, with the colour profile `icc`.
pub(super) fn jpeg(pixels: &DynamicImage, quality: u8, icc: Option<&[u8]>) -> Result<Vec<u8>> {
    let (Ok(width), Ok(height)) = (u16::try_from(pixels.width()), u16::try_from(pixels.height()))
    else {
        return Err(unwritable("a JPEG has at most 65,535 pixels a side"));
    };
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, quality.clamp(1, 100));
    let small = pixels.width().max(pixels.height()) < FULL_COLOUR_BELOW;
    encoder.set_sampling_factor(match small {
        true => SamplingFactor::R_4_4_4,
        false => SamplingFactor::R_4_2_0,
    });
    let grey = !pixels.color().has_color();
    if let Some(icc) = icc.filter(|icc| profile_fits(icc, grey)) {
        encoder.add_icc_profile(icc).map_err(unwritable)?;
    }
    if grey {
        encoder.encode(pixels.to_luma8().as_raw(), width, height, ColorType::Luma)
    } else if let Some(rgb) = pixels.as_rgb8() {
        encoder.encode(rgb.as_raw(), width, height, ColorType::Rgb)
    } else {
        encoder.encode(pixels.to_rgb8().as_raw(), width, height, ColorType::Rgb)
    }
    .map_err(unwritable)?;
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
