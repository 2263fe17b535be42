//! JPEG by libjpeg-turbo, at a fraction of its size where that is enough.

use super::{Header, Stored, within_limits};
use crate::picture::Format;
use crate::picture::jpeg::{APP2, APP14, Flaw, Frame, Jpeg};
use crate::picture::kind::{damaged, rare, truncated};
use crate::picture::metadata::Blocks;
use crate::{Error, Result};
use image::{DynamicImage, GrayImage, RgbImage, RgbaImage};
use turbojpeg::{Colorspace, Decompressor, Image, PixelFormat, ScalingFactor};

/// How much work a progressive picture may make: pixels times scans. A file of a few kilobytes can
/// ask for thousands of scans over all its pixels; ordinary ones have about ten.
const SCANNED_PIXELS_MAX: u64 = 1_200_000_000;
/// Scans that are always granted.
const SCANS_MIN: u64 = 12;
/// Scans that are never exceeded.
const SCANS_MAX: u64 = 500;
/// Bytes that cameras leave over before a marker; the picture is whole in spite of them.
const LEFT_OVER_MAX: u32 = 64;

/// As [`Header::read`].
pub(super) fn read(bytes: &[u8]) -> Result<Header<'_>> {
    let jpeg = Jpeg::parse(bytes).map_err(|flaw| match flaw {
        Flaw::Truncated => truncated(),
        Flaw::Malformed => damaged(),
    })?;
    let Frame { width, height, components, progressive, .. } = jpeg.frame;
    // A progressive picture is gathered in 16-bit coefficients first.
    let stored = if progressive { 2 * u64::from(components) } else { 0 };
    within_limits(width, height, stored + u64::from(components))?;
    let blocks = Blocks::of_jpeg(&jpeg);
    let mut header = Header::new(bytes, Format::Jpeg, (width, height), blocks);
    header.icc = icc_of(&jpeg);
    header.jpeg = Some(jpeg);
    Ok(header)
}

/// The colour profile, put together from its numbered pieces (ICC.1, annex B.4).
fn icc_of(jpeg: &Jpeg) -> Option<Vec<u8>> {
    let mut pieces: Vec<&[u8]> = jpeg.carrying(APP2, b"ICC_PROFILE\0").collect();
    pieces.retain(|piece| piece.len() > 2);
    pieces.sort_by_key(|piece| piece[0]);
    let complete = !pieces.is_empty() && pieces.iter().all(|p| usize::from(p[1]) == pieces.len());
    complete.then(|| pieces.iter().flat_map(|piece| &piece[2..]).copied().collect())
}

/// As [`Header::pixels`].
pub(super) fn pixels(header: &Header, shrink: u32) -> Result<Stored> {
    let mut decoder = Decompressor::new().map_err(|error| undecodable(&error))?;
    let seen = decoder.read_header(header.bytes).map_err(|error| undecodable(&error))?;
    if (seen.width, seen.height) != (header.width as usize, header.height as usize) {
        return Err(damaged());
    }
    let scaling = match (seen.is_lossless, shrink) {
        (true, _) | (_, ..=1) => ScalingFactor::ONE,
        (_, 2..=3) => ScalingFactor::ONE_HALF,
        (_, 4..=7) => ScalingFactor::ONE_QUARTER,
        _ => ScalingFactor::ONE_EIGHTH,
    };
    let scans = SCANNED_PIXELS_MAX / (u64::from(header.width) * u64::from(header.height)).max(1);
    let scans = scans.clamp(SCANS_MIN, SCANS_MAX) as u32;
    decoder.set_scan_limit(scans).map_err(|error| undecodable(&error))?;
    decoder.set_scaling_factor(scaling).map_err(|error| undecodable(&error))?;
    let format = match seen.colorspace {
        Colorspace::Gray => PixelFormat::GRAY,
        Colorspace::CMYK | Colorspace::YCCK => PixelFormat::CMYK,
        _ => PixelFormat::RGB,
    };
    let (width, height) = (scaling.scale(seen.width), scaling.scale(seen.height));
    let pitch = width * format.size();
    let mut bytes = vec![0; pitch * height];
    let target = Image { pixels: &mut bytes[..], width, pitch, height, format };
    match decoder.decompress(header.bytes, target) {
        Err(error) if !is_harmless(&error) => return Err(undecodable(&error)),
        _ => {}
    }
    stored(bytes, width as u32, height as u32, format, is_inverted(header)).ok_or_else(damaged)
}

fn stored(
    mut bytes: Vec<u8>,
    width: u32,
    height: u32,
    format: PixelFormat,
    inverted: bool,
) -> Option<Stored> {
    let inks = format == PixelFormat::CMYK;
    if inks && inverted {
        bytes.iter_mut().for_each(|ink| *ink = !*ink);
    }
    let pixels: DynamicImage = match format {
        PixelFormat::GRAY => GrayImage::from_raw(width, height, bytes)?.into(),
        PixelFormat::CMYK => RgbaImage::from_raw(width, height, bytes)?.into(),
        _ => RgbImage::from_raw(width, height, bytes)?.into(),
    };
    Some(Stored { pixels, inks })
}

/// Adobe's programs store inks upside down, 0 for full ink, and sign what they write so.
fn is_inverted(header: &Header) -> bool {
    let Some(jpeg) = &header.jpeg else { return false };
    jpeg.carrying(APP14, b"Adobe").next().is_some()
}

/// Whether what the decoder complains about leaves the picture as it is. It tells of its first
/// complaint only, in these English words of libjpeg (`jerror.h`), which have not changed in decades.
fn is_harmless(error: &turbojpeg::Error) -> bool {
    let turbojpeg::Error::TurboJpegError(text) = error else { return false };
    let left_over = text
        .strip_prefix("Corrupt JPEG data: ")
        .and_then(|rest| rest.split_once(" extraneous bytes before marker"))
        .and_then(|(count, _)| count.parse::<u32>().ok());
    let harmless = ["Warning: unknown JFIF", "Unknown Adobe color", "Invalid SOS parameters"];
    left_over.is_some_and(|count| count <= LEFT_OVER_MAX)
        || harmless.iter().any(|start| text.starts_with(start))
}

fn undecodable(error: &turbojpeg::Error) -> Error {
    let text = error.to_string();
    let says = |words: &[&str]| words.iter().any(|part| text.contains(part));
    if says(&["remature end"]) {
        truncated()
    } else if says(&["nsupported", "not supported", "not implemented"]) {
        rare()
    } else {
        damaged()
    }
}
