//! What a file is, by its first bytes; its name is never asked.

use super::Format;
use crate::{Code, Error, Result};

const SAVE_AS: &str = "Save it as JPEG, PNG, WebP or TIFF and add it again.";

/// A refusal of a picture: `what` went wrong, that the story is untouched, and what to do (`hint`).
pub(super) fn refusal(what: impl AsRef<str>, hint: impl Into<String>) -> Error {
    Error::new(Code::Picture, format!("{} The story is untouched.", what.as_ref()), hint)
}

/// The refusal of a file that ends before its picture does.
pub(super) fn truncated() -> Error {
    refusal(
        "This picture is not complete: the file ends before the picture does, as after a download \
         or copy that was cut off.",
        "Fetch or copy the file again and add it again.",
    )
}

/// The refusal of a file that is of the right kind but cannot be decoded.
pub(super) fn damaged() -> Error {
    refusal(
        "This picture is damaged and cannot be opened.",
        "Ask for the file again, or open it in another program, save it anew and add it again.",
    )
}

/// The refusal of a file of the right kind whose way of storing pixels is hardly ever met.
pub(super) fn rare() -> Error {
    refusal(
        "This picture is of a rare kind that Copydesk does not open.",
        "Save it as an ordinary JPEG, PNG, WebP or TIFF and add it again.",
    )
}

/// The format of the picture in `bytes`, or a sentence naming what the file is instead.
pub(super) fn kind_of(bytes: &[u8]) -> Result<Format> {
    if bytes.is_empty() {
        return Err(refusal(
            "This file is empty: it holds no picture at all.",
            "Fetch or copy the file again and add it again.",
        ));
    }
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return Ok(Format::Jpeg);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Ok(Format::Png);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Ok(Format::Webp);
    }
    if is_tiff(bytes) {
        return Ok(Format::Tiff);
    }
    if let Some(name) = picture_kind(bytes) {
        return Err(refusal(format!("This is {name}."), SAVE_AS));
    }
    Err(match other_kind(bytes) {
        Some(name) => refusal(
            format!("This is {name}, not a picture, whatever the file is called."),
            "Add a JPEG, PNG, WebP or TIFF file.",
        ),
        None => refusal(
            "This file is not a picture that Copydesk knows.",
            "If it is one, save it as JPEG, PNG, WebP or TIFF and add it again.",
        ),
    })
}

/// TIFF in either byte order (TIFF 6.0, page 13), but not a camera's raw file in its clothes.
fn is_tiff(bytes: &[u8]) -> bool {
    let tiff = bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*");
    // Canon's raw files say so behind the first offset.
    tiff && bytes.get(8..10) != Some(b"CR")
}

/// The refusal of a camera's raw file.
pub(super) fn raw() -> Error {
    refusal("This is a camera's raw file, which has to be developed first.", SAVE_AS)
}

/// Kinds of picture that other programs can turn into one of ours, and why they have to.
fn picture_kind(bytes: &[u8]) -> Option<&'static str> {
    if bytes.get(4..8) == Some(b"ftyp") {
        // ISO base media files say what they are in the four letters after `ftyp`.
        return match bytes.get(8..12)? {
            b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" => Some(
                "a HEIC picture, as iPhones take them, which Copydesk does not open: the format is \
                 patented and has no freely licensed decoder",
            ),
            b"avif" | b"avis" => Some(
                "an AVIF picture, which Copydesk does not open: there is no decoder yet that is \
                 both freely licensed and safe",
            ),
            _ => None,
        };
    }
    let known: [(&[u8], &str); 9] = [
        (b"II*\0", "a camera's raw file, which has to be developed first"),
        (b"GIF87a", "a GIF picture, which is too poor in colours for print and page"),
        (b"GIF89a", "a GIF picture, perhaps an animation; Copydesk opens still pictures only"),
        (b"%PDF", "a PDF document, which may hold several pictures"),
        (b"BM", "a BMP picture, a kind that Copydesk does not open"),
        (b"8BPS", "a Photoshop document, which may hold several layers"),
        (b"\xFF\x0A", "a JPEG XL picture, a kind that Copydesk does not open"),
        (b"\0\0\0\x0CJXL ", "a JPEG XL picture, a kind that Copydesk does not open"),
        (b"\0\0\0\x0CjP  ", "a JPEG 2000 picture, a kind that Copydesk does not open"),
    ];
    if let Some((_, name)) = known.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(name);
    }
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let start = start.trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace());
    let svg = start.starts_with("<svg") || (start.starts_with("<?xml") && start.contains("<svg"));
    svg.then_some("an SVG drawing, which is made of lines and not of pixels")
}

/// Kinds of file that are no picture at all.
fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some("a video or sound file");
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Some("a zip file or an office document");
    }
    let start = &bytes[..bytes.len().min(1024)];
    let text = match std::str::from_utf8(start) {
        Ok(text) => text,
        // The cut at 1,024 bytes may go through a character.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&start[..error.valid_up_to()]).ok()?
        }
        Err(_) => return None,
    };
    let plain =
        !text.is_empty() && !text.chars().any(|c| c.is_control() && !"\t\r\n\x0c".contains(c));
    let page = text.trim_start().to_ascii_lowercase();
    match plain {
        true if page.starts_with("<!doctype html") || page.starts_with("<html") => {
            Some("a web page")
        }
        true => Some("a text file"),
        false => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_unsupported_kind_is_named_with_what_to_do() {
        let kinds: [(&[u8], &str); 7] = [
            (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
            (b"\0\0\0\x18ftypavif\0\0\0\0", "AVIF"),
            (b"II*\0\x10\0\0\0CR\x02\0", "a camera's raw file"),
            (b"GIF89a\x01\0", "GIF"),
            (b"<?xml version='1.0'?>\n<svg xmlns='x'/>", "SVG"),
            (b"  <svg/>", "SVG"),
            (b"%PDF-1.7", "PDF"),
        ];
        for (bytes, name) in kinds {
            let error = kind_of(bytes).unwrap_err();
            assert!(error.message.contains(name), "{error}");
            assert!(error.message.ends_with("The story is untouched."), "{error}");
            assert_eq!(error.hint, SAVE_AS);
        }
    }

    #[test]
    fn what_is_no_picture_is_told_apart() {
        let text = |bytes: &[u8]| kind_of(bytes).unwrap_err().message;
        assert!(text(b"").contains("empty"));
        assert!(text("Dear desk, the picture – as asked".as_bytes()).contains("a text file"));
        assert!(text(b"<!DOCTYPE html><title>404</title>").contains("a web page"));
        assert!(text(b"\0\0\0\x18ftypisom\0\0\0\0").contains("a video"));
        assert!(text(b"\x01\x02\x03\x04").contains("not a picture that Copydesk knows"));
        assert!(text(b"RIFF\0\0\0\0WAVE").contains("not a picture"));
    }

    #[test]
    fn a_text_cut_inside_a_character_is_still_text() {
        let text = format!("{}é and more", "a".repeat(1023));
        assert!(kind_of(text.as_bytes()).unwrap_err().message.contains("a text file"));
    }
}
