//! Putting the blocks into the files that leave.

use super::files::{
    EXIF_PREFIX, PHOTOSHOP_PREFIX, PNG_PROFILE, PNG_XMP, XMP_PREFIX, png_chunks, printed,
};
use super::{Blocks, leaving};
use crate::Result;
use crate::picture::Picture;
use crate::picture::jpeg::{
    APP0, APP1, APP2, APP13, APP14, APP15, COMMENT, Flaw, Jpeg, Segment, push_segment,
};
use crate::picture::kind::{damaged, truncated};
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use std::io::Write;

/// `jpeg` with the words of `picture` in its IPTC IIM, XMP and EXIF, all three in agreement, pixels
/// unchanged; the same input always gives the same bytes.
///
/// `source` are the blocks of the original: what of them is neither a word, private (see
/// [`Kept`](crate::picture::Kept)), nor about pixels that do not leave, stays. Maker notes,
/// thumbnails, comments, signed manifests, further pictures and what stands behind the end never
/// leave. The colour profile of `jpeg` stays.
///
/// # Errors
/// `Code::Picture` if `jpeg` is no complete JPEG, or the words are longer than a JPEG carries
/// (32,767 bytes a field, about 65,000 together); nothing is ever cut short.
pub fn write(jpeg: &[u8], source: &Blocks, picture: &Picture) -> Result<Vec<u8>> {
    let jpeg = Jpeg::parse(jpeg).map_err(|flaw| match flaw {
        Flaw::Truncated => truncated(),
        Flaw::Malformed => damaged(),
    })?;
    written(&jpeg, source, picture)
}

/// As [`write`], for a JPEG taken apart already.
pub(in crate::picture) fn written(
    jpeg: &Jpeg,
    source: &Blocks,
    picture: &Picture,
) -> Result<Vec<u8>> {
    let blocks = leaving(source, picture, jpeg.frame.width, jpeg.frame.height)?;
    let (head, tail): (Vec<&Segment>, Vec<&Segment>) =
        jpeg.segments.iter().filter(|segment| stays(segment)).partition(|s| s.marker == APP0);
    let mut out = vec![0xFF, 0xD8];
    for segment in head {
        push_segment(&mut out, APP0, &without_thumbnail(segment.data));
    }
    if let Some(tiff) = blocks.exif {
        push_segment(&mut out, APP1, &[EXIF_PREFIX, &tiff].concat());
    }
    if let Some(packet) = blocks.xmp {
        push_segment(&mut out, APP1, &[XMP_PREFIX, &packet].concat());
    }
    if !blocks.photoshop.is_empty() {
        push_segment(&mut out, APP13, &[PHOTOSHOP_PREFIX, &blocks.photoshop].concat());
    }
    for segment in tail {
        push_segment(&mut out, segment.marker, segment.data);
    }
    jpeg.push_scans(&mut out);
    Ok(out)
}

/// Whether a segment belongs to the picture itself: JFIF, colour profile, Adobe's colour transform
/// and the tables; everything else may hold what nobody meant to publish.
fn stays(segment: &Segment) -> bool {
    match segment.marker {
        APP0 => segment.data.starts_with(b"JFIF\0") && segment.data.len() >= 14,
        APP2 => segment.data.starts_with(b"ICC_PROFILE\0"),
        APP14 => segment.data.starts_with(b"Adobe"),
        APP1..=APP15 | COMMENT => false,
        _ => true,
    }
}

/// A JFIF header without its thumbnail, which may show what was cropped away: the last two of its
/// fourteen bytes are the thumbnail's sides.
fn without_thumbnail(jfif: &[u8]) -> Vec<u8> {
    [&jfif[..12], &[0, 0]].concat()
}

/// Chunks of a PNG that belong to the picture itself: pixels, colours, density.
const PNG_STAYS: [&[u8; 4]; 14] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
    b"cICP", b"bKGD", b"hIST", b"pHYs",
];

/// As [`write`], for a PNG: XMP and EXIF in chunks of their own, IIM as the profile that ImageMagick
/// and ExifTool know.
///
/// # Errors
/// `Code::Picture` if `png` is no PNG, or the words are longer than a JPEG carries.
pub fn write_png(png: &[u8], source: &Blocks, picture: &Picture) -> Result<Vec<u8>> {
    let header = png_chunks(png).next().filter(|(kind, _)| *kind == b"IHDR");
    let Some((Some(width), Some(height))) = header.map(|(_, data)| {
        (data.first_chunk::<4>(), data.get(4..).and_then(<[u8]>::first_chunk::<4>))
    }) else {
        return Err(damaged());
    };
    let (width, height) = (u32::from_be_bytes(*width), u32::from_be_bytes(*height));
    let blocks = leaving(source, picture, width, height)?;
    let mut out = png[..8].to_vec();
    let mut blocks = Some(blocks);
    for (kind, data) in png_chunks(png).filter(|(kind, _)| PNG_STAYS.contains(kind)) {
        // In front of the pixels, where all readers look.
        if kind == b"IDAT"
            && let Some(blocks) = blocks.take()
        {
            push_blocks(&mut out, blocks);
        }
        push_chunk(&mut out, kind, data);
    }
    Ok(out)
}

fn push_blocks(out: &mut Vec<u8>, blocks: Blocks) {
    if let Some(tiff) = blocks.exif {
        push_chunk(out, b"eXIf", &tiff);
    }
    if let Some(packet) = blocks.xmp {
        // Not packed, no language, no translated keyword.
        push_chunk(out, b"iTXt", &[PNG_XMP, &[0, 0, 0, 0, 0], &packet].concat());
    }
    if !blocks.photoshop.is_empty() {
        let profile = printed("iptc", &blocks.photoshop);
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
        packer.write_all(profile.as_bytes()).expect("memory takes what is written");
        let packed = packer.finish().expect("memory takes what is written");
        push_chunk(out, b"zTXt", &[PNG_PROFILE, b"iptc", &[0, 0], &packed].concat());
    }
}

/// Length, kind, data and checksum (PNG specification, 5.3).
fn push_chunk(out: &mut Vec<u8>, kind: &[u8], data: &[u8]) {
    out.extend((data.len() as u32).to_be_bytes());
    let mut sum = Crc::new();
    for part in [kind, data] {
        sum.update(part);
        out.extend(part);
    }
    out.extend(sum.sum().to_be_bytes());
}
