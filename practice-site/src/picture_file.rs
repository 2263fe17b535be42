//! What the bytes of a picture say: which format, how large, whether all of it arrived.

use sha2::{Digest, Sha256};

/// The formats the site takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Jpeg,
    Png,
    Webp,
}

impl Format {
    /// The media type it is served with.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
        }
    }
}

/// Why bytes are refused as a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// Nothing was sent.
    Empty,
    /// Not a JPEG, PNG or WebP file.
    NotAPicture,
    /// Starts like one, but the end is missing or the size cannot be read.
    Damaged,
}

/// A picture's file, looked at but not decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureFile {
    pub format: Format,
    /// Pixels, as the file says; EXIF orientation is not applied.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Lower-case hex.
    pub sha256: String,
}

impl PictureFile {
    /// Tells by the file's own signature, never by its name or declared type.
    pub fn inspect(bytes: &[u8]) -> Result<Self, Unreadable> {
        if bytes.is_empty() {
            return Err(Unreadable::Empty);
        }
        let format = signature(bytes).ok_or(Unreadable::NotAPicture)?;
        let whole = match format {
            Format::Jpeg => jpeg_is_whole(bytes),
            Format::Png => png_is_whole(bytes),
            Format::Webp => webp_is_whole(bytes),
        };
        if !whole {
            return Err(Unreadable::Damaged);
        }
        let size = imagesize::blob_size(bytes).map_err(|_| Unreadable::Damaged)?;
        let pixels = |side: usize| u32::try_from(side).ok().filter(|side| *side > 0);
        Ok(Self {
            format,
            width: pixels(size.width).ok_or(Unreadable::Damaged)?,
            height: pixels(size.height).ok_or(Unreadable::Damaged)?,
            sha256: sha256(bytes),
        })
    }
}

/// The media type of an original by the file's own signature; `None` if it is no picture a desk takes in.
/// Originals may be TIFF too, which no page shows.
pub fn original_type(bytes: &[u8]) -> Option<&'static str> {
    match signature(bytes) {
        Some(format) => Some(format.media_type()),
        None if bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*") => Some("image/tiff"),
        None => None,
    }
}

/// SHA-256 in lower-case hex.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn signature(bytes: &[u8]) -> Option<Format> {
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        Some(Format::Jpeg)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some(Format::Png)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some(Format::Webp)
    } else {
        None
    }
}

/// Cameras append data after the end mark, so the mark is looked for in the second half.
fn jpeg_is_whole(bytes: &[u8]) -> bool {
    bytes[bytes.len() / 2..].windows(2).any(|pair| pair == [0xFF, 0xD9])
}

/// Chunk after chunk (length, name, data, checksum) up to `IEND`.
fn png_is_whole(bytes: &[u8]) -> bool {
    let mut rest = &bytes[8..];
    while let Some((head, after)) = rest.split_first_chunk::<8>() {
        let (length, name) = head.split_at(4);
        let length = u32::from_be_bytes([length[0], length[1], length[2], length[3]]) as usize;
        let Some(next) = length.checked_add(4).and_then(|skip| after.get(skip..)) else {
            return false;
        };
        if name == b"IEND" {
            return true;
        }
        rest = next;
    }
    false
}

/// The RIFF header says how many bytes follow it.
fn webp_is_whole(bytes: &[u8]) -> bool {
    let length = u32::from_le_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]) as usize;
    bytes.len() >= length.saturating_add(8)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = include_bytes!("../tests/fixtures/dot.png");
    const JPEG: &[u8] = include_bytes!("../tests/fixtures/weir.jpg");
    const WEBP: &[u8] = include_bytes!("../tests/fixtures/dot.webp");

    #[test]
    fn whole_pictures_are_told_by_their_bytes() {
        let cases =
            [(PNG, Format::Png, 3, 2), (WEBP, Format::Webp, 3, 2), (JPEG, Format::Jpeg, 48, 32)];
        for (bytes, format, width, height) in cases {
            let file = PictureFile::inspect(bytes).unwrap();
            assert_eq!((file.format, file.width, file.height), (format, width, height));
        }
    }

    #[test]
    fn a_picture_cut_short_is_damaged_wherever_it_is_cut() {
        for bytes in [PNG, JPEG, WEBP] {
            for part in [bytes.len() / 4, bytes.len() / 2, bytes.len() - 8] {
                let told = PictureFile::inspect(&bytes[..part.max(12)]);
                assert_eq!(told, Err(Unreadable::Damaged), "{part} of {}", bytes.len());
            }
        }
    }

    #[test]
    fn other_files_are_not_pictures() {
        assert_eq!(PictureFile::inspect(b""), Err(Unreadable::Empty));
        assert_eq!(PictureFile::inspect(b"Dear editor,"), Err(Unreadable::NotAPicture));
        assert_eq!(PictureFile::inspect(b"GIF89a...."), Err(Unreadable::NotAPicture));
        assert_eq!(PictureFile::inspect(b"RIFF"), Err(Unreadable::NotAPicture));
    }
}
