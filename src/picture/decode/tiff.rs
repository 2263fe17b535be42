//! TIFF: the first picture of the file, of 1 to 16 bits a channel, grey, in colours or in inks.

use super::{Header, MEMORY_MAX, Stored, within_limits};
use crate::picture::Format;
use crate::picture::kind::{damaged, rare, raw, truncated};
use crate::picture::metadata::Blocks;
use crate::{Error, Result};
use image::{DynamicImage, ImageBuffer};
use std::io::{Cursor, ErrorKind};
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::tags::{PlanarConfiguration, Tag};
use tiff::{ColorType, TiffError};

/// The longest value of a tag, in bytes; the colour profile is one.
const VALUE_MAX: usize = 8 << 20;
/// The most that one strip or tile may take while it is unpacked, in bytes.
const STRIP_MAX: usize = 256 << 20;
/// `DNGVersion` (Adobe DNG 1.6, page 22): a raw file, its first picture a thumbnail.
const DNG_VERSION: Tag = Tag::Unknown(50706);

/// As [`Header::read`].
pub(super) fn read(bytes: &[u8]) -> Result<Header<'_>> {
    let mut decoder = decoder(bytes)?;
    let (width, height) = decoder.dimensions().map_err(|error| undecodable(&error))?;
    within_limits(width, height, 1)?;
    let number = |decoder: &mut Decoder<_>, tag| -> Option<u32> {
        decoder.find_tag_unsigned(tag).ok().flatten()
    };
    // Raw files begin with a small copy of what the camera saw.
    let reduced = number(&mut decoder, Tag::NewSubfileType).is_some_and(|kind| kind & 1 == 1);
    if reduced || decoder.find_tag(DNG_VERSION).is_ok_and(|version| version.is_some()) {
        return Err(raw());
    }
    let colour = decoder.colortype().map_err(|error| undecodable(&error))?;
    let depth = bytes_per_sample(colour).ok_or_else(rare)?;
    let chunky = u32::from(PlanarConfiguration::Chunky.to_u16());
    let planes = number(&mut decoder, Tag::PlanarConfiguration).unwrap_or(chunky);
    if planes != chunky && channels(colour) > 1 {
        return Err(rare());
    }
    // Once as unpacked and once more while transparency is weighted or bits become bytes.
    let copies =
        if matches!(colour, ColorType::RGBA(_) | ColorType::Gray(1 | 2 | 4)) { 2 } else { 1 };
    within_limits(width, height, copies * channels(colour) * depth)?;
    let orientation = number(&mut decoder, Tag::Orientation).unwrap_or(1);
    let mut header = Header::new(bytes, Format::Tiff, (width, height), Blocks::of_tiff(bytes));
    header.orientation =
        u8::try_from(orientation).ok().filter(|o| (1..=8).contains(o)).unwrap_or(1);
    header.icc = decoder.get_tag_u8_vec(Tag::IccProfile).ok();
    Ok(header)
}

/// As [`Header::pixels`].
pub(super) fn pixels(header: &Header) -> Result<Stored> {
    let mut decoder = decoder(header.bytes)?;
    let colour = decoder.colortype().map_err(|error| undecodable(&error))?;
    let read = decoder.read_image().map_err(|error| undecodable(&error))?;
    let (width, height) = (header.width, header.height);
    let pixels = match (read, colour) {
        (DecodingResult::U8(bits), ColorType::Gray(depth @ (1 | 2 | 4))) => {
            grey(width, height, unpacked(&bits, width, depth))
        }
        (DecodingResult::U8(samples), _) => eight(width, height, colour, samples),
        (DecodingResult::U16(samples), ColorType::CMYK(16)) => {
            // Sixteen bits of ink are more than any press or profile here can tell apart.
            let high = samples.iter().map(|ink| (ink >> 8) as u8).collect();
            eight(width, height, ColorType::CMYK(8), high)
        }
        (DecodingResult::U16(samples), _) => sixteen(width, height, colour, samples),
        _ => None,
    };
    let pixels = pixels.ok_or_else(rare)?;
    Ok(Stored { pixels, inks: matches!(colour, ColorType::CMYK(_)) })
}

fn decoder(bytes: &[u8]) -> Result<Decoder<Cursor<&[u8]>>> {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = MEMORY_MAX as usize;
    limits.intermediate_buffer_size = STRIP_MAX;
    limits.ifd_value_size = VALUE_MAX;
    let decoder = Decoder::new(Cursor::new(bytes)).map_err(|error| undecodable(&error))?;
    Ok(decoder.with_limits(limits))
}

fn channels(colour: ColorType) -> u64 {
    match colour {
        ColorType::Gray(_) => 1,
        ColorType::RGB(_) => 3,
        _ => 4,
    }
}

/// How much one unpacked sample takes; `None` for what is not opened.
fn bytes_per_sample(colour: ColorType) -> Option<u64> {
    match colour {
        ColorType::Gray(1 | 2 | 4 | 8)
        | ColorType::RGB(8)
        | ColorType::RGBA(8)
        | ColorType::CMYK(8) => Some(1),
        ColorType::Gray(16) | ColorType::RGB(16) | ColorType::RGBA(16) | ColorType::CMYK(16) => {
            Some(2)
        }
        _ => None,
    }
}

fn eight(width: u32, height: u32, colour: ColorType, samples: Vec<u8>) -> Option<DynamicImage> {
    match colour {
        ColorType::Gray(_) => grey(width, height, samples),
        ColorType::RGB(_) => {
            ImageBuffer::from_raw(width, height, samples).map(DynamicImage::ImageRgb8)
        }
        // Inks travel in the four channels of transparent colours.
        ColorType::RGBA(_) | ColorType::CMYK(_) => {
            ImageBuffer::from_raw(width, height, samples).map(DynamicImage::ImageRgba8)
        }
        _ => None,
    }
}

fn sixteen(width: u32, height: u32, colour: ColorType, samples: Vec<u16>) -> Option<DynamicImage> {
    match colour {
        ColorType::Gray(_) => {
            ImageBuffer::from_raw(width, height, samples).map(DynamicImage::ImageLuma16)
        }
        ColorType::RGB(_) => {
            ImageBuffer::from_raw(width, height, samples).map(DynamicImage::ImageRgb16)
        }
        ColorType::RGBA(_) => {
            ImageBuffer::from_raw(width, height, samples).map(DynamicImage::ImageRgba16)
        }
        _ => None,
    }
}

fn grey(width: u32, height: u32, samples: Vec<u8>) -> Option<DynamicImage> {
    ImageBuffer::from_raw(width, height, samples).map(DynamicImage::ImageLuma8)
}

/// Samples of `depth` bits, packed from the left and each row filled up to a byte, as bytes.
fn unpacked(bits: &[u8], width: u32, depth: u8) -> Vec<u8> {
    let width = width as usize;
    let row = (width * usize::from(depth)).div_ceil(8);
    let most = (1_u8 << depth) - 1;
    let mut out = Vec::with_capacity(bits.len() / row.max(1) * width);
    for packed in bits.chunks_exact(row.max(1)) {
        out.extend((0..width).map(|x| {
            let at = x * usize::from(depth);
            let shift = 8 - depth - (at % 8) as u8;
            ((packed[at / 8] >> shift) & most) * (255 / most)
        }));
    }
    out
}

fn undecodable(error: &TiffError) -> Error {
    match error {
        TiffError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof => truncated(),
        TiffError::UnsupportedError(_) => rare(),
        _ => damaged(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_samples_become_bytes_row_by_row() {
        assert_eq!(unpacked(&[0b1010_0000, 0b0110_0000], 3, 1), [255, 0, 255, 0, 255, 255]);
        assert_eq!(unpacked(&[0b0001_1011], 4, 2), [0, 85, 170, 255]);
        assert_eq!(unpacked(&[0x0F, 0x80], 3, 4), [0, 255, 136]);
    }
}
