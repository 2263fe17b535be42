//! Where the metadata blocks stand in each kind of file.

use super::tiff::Tiff;
use super::{Blocks, exif, iim, xmp};
use crate::picture::jpeg::{APP1, APP13, Jpeg};
use flate2::read::ZlibDecoder;
use std::io::Read;

pub(super) const EXIF_PREFIX: &[u8] = b"Exif\0\0";
pub(super) const XMP_PREFIX: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
pub(super) const EXTENSION_PREFIX: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";
pub(super) const PHOTOSHOP_PREFIX: &[u8] = b"Photoshop 3.0\0";
/// The keyword under which a PNG carries XMP, and those of ImageMagick's profiles.
pub(super) const PNG_XMP: &[u8] = b"XML:com.adobe.xmp";
pub(super) const PNG_PROFILE: &[u8] = b"Raw profile type ";
/// The most bytes that all blocks of a PNG are unpacked to, and that one block of a TIFF may take.
const BLOCK_MAX: u64 = 32 << 20;
/// The same of any other value of a TIFF.
const VALUE_MAX: usize = 1 << 20;
/// Tags of a TIFF file that hold whole blocks: XMP, IIM and Photoshop's resources.
const TIFF_XMP: u16 = 700;
const TIFF_IIM: u16 = 33723;
const TIFF_PHOTOSHOP: u16 = 34377;

impl Blocks {
    /// Those of a JPEG.
    pub(in crate::picture) fn of_jpeg(jpeg: &Jpeg) -> Self {
        let xmp = jpeg.carrying(APP1, XMP_PREFIX).next();
        Self {
            exif: jpeg.carrying(APP1, EXIF_PREFIX).next().map(<[u8]>::to_vec),
            xmp: xmp.map(<[u8]>::to_vec),
            xmp_extension: xmp.and_then(|packet| extension(jpeg, packet)),
            photoshop: jpeg.carrying(APP13, PHOTOSHOP_PREFIX).flatten().copied().collect(),
        }
    }

    /// Those of a PNG, also where older programs put them; what is broken counts as absent.
    pub(in crate::picture) fn of_png(bytes: &[u8]) -> Self {
        let mut blocks = Self::default();
        let mut room = BLOCK_MAX;
        for (kind, data) in png_chunks(bytes) {
            match kind {
                b"eXIf" => blocks.take("exif", data),
                b"tEXt" | b"zTXt" | b"iTXt" => blocks.take_text(kind, data, &mut room),
                _ => {}
            }
        }
        blocks
    }

    /// Those of a WebP (RIFF chunks `EXIF` and `XMP `).
    pub(in crate::picture) fn of_webp(bytes: &[u8]) -> Self {
        let mut blocks = Self::default();
        let mut rest = bytes.get(12..).unwrap_or_default();
        while let Some((head, body)) = rest.split_at_checked(8) {
            let size = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
            let Some((data, after)) = body.split_at_checked(size) else { break };
            match &head[..4] {
                b"EXIF" => blocks.take("exif", data),
                b"XMP " => blocks.take("xmp", data),
                _ => {}
            }
            rest = after.get(size % 2..).unwrap_or_default();
        }
        blocks
    }

    /// Those of a TIFF file; its EXIF is a small copy without the pixels.
    pub fn of_tiff(bytes: &[u8]) -> Self {
        let Some(mut tiff) = Tiff::read(bytes) else { return Self::default() };
        let mut blocks = Self::default();
        let mut take = |tag: u16| {
            let at = tiff.main.iter().position(|entry| entry.tag == tag)?;
            Some(tiff.main.remove(at).value).filter(|value| value.len() as u64 <= BLOCK_MAX)
        };
        blocks.xmp = take(TIFF_XMP).map(|value| value.into_owned());
        let datasets = take(TIFF_IIM);
        blocks.photoshop = take(TIFF_PHOTOSHOP).unwrap_or_default().into_owned();
        if let Some(datasets) = datasets.filter(|_| !iim::has_iim(&blocks.photoshop)) {
            blocks.photoshop.extend(iim::as_resource(&datasets));
        }
        blocks.exif = Some(exif::beside_pixels(tiff, VALUE_MAX));
        blocks
    }

    /// Takes the first block of each kind.
    fn take(&mut self, kind: &str, data: &[u8]) {
        // Some writers keep the prefixes that only JPEG needs.
        let bare = |prefix: &[u8]| data.strip_prefix(prefix).unwrap_or(data).to_vec();
        match kind {
            "app1" if data.starts_with(XMP_PREFIX) => self.take("xmp", data),
            "exif" | "app1" => self.exif = self.exif.take().or(Some(bare(EXIF_PREFIX))),
            "xmp" => self.xmp = self.xmp.take().or(Some(bare(XMP_PREFIX))),
            "8bim" | "iptc" if self.photoshop.is_empty() => {
                let block = bare(PHOTOSHOP_PREFIX);
                self.photoshop =
                    if block.starts_with(&[0x1C]) { iim::as_resource(&block) } else { block };
            }
            _ => {}
        }
    }

    /// Takes the block that a PNG's text chunk carries, if it carries one; unpacks at most `room`
    /// bytes, which it makes smaller.
    fn take_text(&mut self, kind: &[u8], data: &[u8], room: &mut u64) {
        let Some(end) = data.iter().take(80).position(|byte| *byte == 0) else { return };
        let (keyword, value) = (&data[..end], &data[end + 1..]);
        let profile = keyword.strip_prefix(PNG_PROFILE);
        if keyword != PNG_XMP && profile.is_none() {
            return;
        }
        let Some(text) = png_text(kind, value, room) else { return };
        match profile {
            None => self.take("xmp", &text),
            Some(name) => {
                let name = String::from_utf8_lossy(name).to_ascii_lowercase();
                self.take(&name, &unprinted(&text));
            }
        }
    }
}

/// The extension that `packet` names, put together from its pieces (XMP specification, part 3,
/// 1.1.3.1); none unless it is whole.
fn extension(jpeg: &Jpeg, packet: &[u8]) -> Option<Vec<u8>> {
    let name = xmp::extension_of(packet)?;
    let number = |bytes: &[u8]| bytes.iter().fold(0, |sum: usize, b| sum << 8 | usize::from(*b));
    let mut pieces: Vec<(usize, &[u8])> = jpeg
        .carrying(APP1, EXTENSION_PREFIX)
        .filter_map(|piece| piece.strip_prefix(name.as_bytes()))
        .filter_map(|piece| piece.split_at_checked(8))
        .map(|(head, data)| (number(&head[4..]), data))
        .collect();
    pieces.sort_by_key(|(offset, _)| *offset);
    pieces.dedup_by_key(|(offset, _)| *offset);
    let mut whole = Vec::new();
    for (offset, data) in pieces {
        (offset == whole.len()).then(|| whole.extend_from_slice(data))?;
    }
    (name.len() == 32 && !whole.is_empty()).then_some(whole)
}

/// The chunks of a PNG behind its signature, as (kind, data), up to the first that is broken.
pub(super) fn png_chunks(bytes: &[u8]) -> impl Iterator<Item = (&[u8; 4], &[u8])> {
    let mut rest = bytes.get(8..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let (kind, after) = after.split_first_chunk::<4>()?;
        let (data, after) = after.split_at_checked(u32::from_be_bytes(*length) as usize)?;
        rest = after.get(4..)?;
        Some((kind, data))
    })
}

/// What stands behind the keyword of a text chunk, unpacked (PNG specification, 11.3.3).
fn png_text(kind: &[u8], value: &[u8], room: &mut u64) -> Option<Vec<u8>> {
    match kind {
        b"tEXt" => Some(value.to_vec()),
        b"zTXt" => unpacked(value.get(1..)?, room),
        _ => {
            let (packed, rest) = (*value.first()? == 1, value.get(2..)?);
            // Language and translated keyword, each up to a nought.
            let mut parts = rest.splitn(3, |byte| *byte == 0);
            let text = parts.nth(2)?;
            if packed { unpacked(text, room) } else { Some(text.to_vec()) }
        }
    }
}

fn unpacked(bytes: &[u8], room: &mut u64) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let unpacking = ZlibDecoder::new(bytes).take(*room).read_to_end(&mut out);
    *room -= out.len() as u64;
    // What fills the room was cut off.
    (unpacking.is_ok() && *room > 0).then_some(out)
}

/// The bytes that ImageMagick prints as hexadecimal digits behind a name and their number, each on
/// a line of its own.
fn unprinted(text: &[u8]) -> Vec<u8> {
    let digits = text.trim_ascii_start().splitn(3, |byte| *byte == b'\n').nth(2);
    let digits = digits.unwrap_or_default().iter();
    let digits: Vec<u8> =
        digits.filter_map(|d| char::from(*d).to_digit(16)).map(|digit| digit as u8).collect();
    digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

/// `bytes` as [`unprinted`] reads them.
pub(super) fn printed(name: &str, bytes: &[u8]) -> String {
    let mut out = format!("\n{name}\n{:8}", bytes.len());
    for line in bytes.chunks(36) {
        out.push('\n');
        line.iter().for_each(|byte| out.push_str(&format!("{byte:02x}")));
    }
    out.push('\n');
    out
}
