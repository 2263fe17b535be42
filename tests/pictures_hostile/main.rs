//! Files that are cut off, damaged, lying or no pictures: a clear sentence, never a crash.

#![allow(clippy::disallowed_methods)] // A test may look at the clock.

mod animated;
mod bombs;

use copydesk::picture::inspect::inspect;
use copydesk::picture::prepare::{Limits, prepare, preview};
use copydesk::picture::{Picture, Words, metadata};
use copydesk::{Code, Error};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::io::Cursor;
use std::process::Command;

/// Limits below the test pictures' size, so that they are decoded and encoded anew.
const SMALLER: Limits = Limits { long_edge: 20, quality: 85, bytes: None };

/// A small picture of each format with every kind of metadata that it can hold.
fn samples() -> Vec<Vec<u8>> {
    let pixels = RgbImage::from_fn(40, 24, |x, y| Rgb([(x * 6) as u8, (y * 9) as u8, 77]));
    let pixels = DynamicImage::from(pixels);
    let folder = tempfile::tempdir().unwrap();
    let formats = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];
    formats
        .iter()
        .map(|format| {
            let mut out = Cursor::new(Vec::new());
            pixels.write_to(&mut out, *format).unwrap();
            let file = folder.path().join("picture");
            std::fs::write(&file, out.into_inner()).unwrap();
            let run = Command::new("exiftool")
                .args(["-m", "-q", "-overwrite_original", "-IPTC:Credit=Siân", "-XMP:Credit=Siân"])
                .args(["-IFD0:Artist=Siân", "-IFD0:Orientation#=6", "-XMP-dc:Creator=Jo"])
                .arg(&file)
                .status()
                .expect("these tests need ExifTool: install the package libimage-exiftool-perl");
            assert!(run.success());
            std::fs::read(&file).unwrap()
        })
        .collect()
}

/// A TIFF, of which other words are read than of the rest.
fn tiff() -> Vec<u8> {
    let pixels = RgbImage::from_fn(40, 24, |x, y| Rgb([(x * 6) as u8, (y * 9) as u8, 77]));
    let mut out = Cursor::new(Vec::new());
    let mut encoder = tiff::encoder::TiffEncoder::new(&mut out).unwrap();
    encoder.write_image::<tiff::encoder::colortype::RGB8>(40, 24, &pixels).unwrap();
    out.into_inner()
}

/// Everything that is done with a picture; only that none of it panics counts.
fn everything(bytes: &[u8]) -> Result<(), Error> {
    let words = Words { credit: "Jo Smith".into(), ..Words::default() };
    let picture = Picture { words, ..Picture::default() };
    let written = metadata::write(bytes, &Default::default(), &picture);
    let previewed = preview(bytes, 10, None, None);
    let prepared = prepare(bytes, &picture, &SMALLER);
    inspect(bytes)?;
    // What inspection lets in must go all the way.
    if bytes.starts_with(&[0xFF, 0xD8]) {
        written?;
    }
    previewed?;
    prepared?;
    Ok(())
}

#[test]
fn samples_are_good_before_they_are_spoilt() {
    for sample in samples() {
        everything(&sample).unwrap();
        assert_eq!(inspect(&sample).unwrap().offered.credit, "Siân");
    }
}

#[test]
fn every_truncation_is_told() {
    for sample in samples().into_iter().chain([tiff()]) {
        // Every length in the headers, where most can go wrong, and near the end.
        let middle = 600..sample.len() - 40;
        for length in (0..sample.len()).filter(|n| !middle.contains(n) || n % 9 == 0) {
            let error = everything(&sample[..length]).expect_err("a cut picture was let in");
            assert_eq!(error.code, Code::Picture);
            assert!(error.message.ends_with("The story is untouched."), "{error}");
            if length > 64 {
                assert!(error.message.contains("not complete"), "{length}: {error}");
            }
        }
    }
}

/// Marsaglia's xorshift: the same numbers in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

#[test]
fn damaged_bytes_never_crash() {
    let mut random = Random(20_240_111);
    for sample in samples().into_iter().chain([tiff()]) {
        for _ in 0..800 {
            let mut spoilt = sample.clone();
            for _ in 0..=random.below(8) {
                let at = random.below(spoilt.len());
                spoilt[at] ^= 1 << random.below(8);
            }
            if let Err(error) = everything(&spoilt) {
                assert_eq!(error.code, Code::Picture, "{error}");
            }
        }
    }
}

#[test]
fn a_small_file_that_claims_too_much_is_refused_at_once() {
    let mut png = samples().remove(1);
    png[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    png[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
    let mut jpeg = samples().remove(0);
    let frame = jpeg.windows(4).position(|w| w == [0xFF, 0xC0, 0, 17]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xEA, 0x60, 0xEA, 0x60]);
    for bytes in [png, jpeg] {
        let start = std::time::Instant::now();
        let error = everything(&bytes).unwrap_err();
        assert!(error.message.contains("60,000 × 60,000 pixels"), "{error}");
        assert!(error.hint.ends_with("add it again."), "{error}");
        // Clearing that many pixels alone would take longer.
        assert!(start.elapsed().as_millis() < 500, "{:?}", start.elapsed());
    }
}

#[test]
fn a_text_called_jpg_is_a_text() {
    for (bytes, what) in [
        (&b"Dear desk, here is the picture"[..], "a text file"),
        (b"<!doctype html><title>Sign in</title>", "a web page"),
        (b"", "empty"),
    ] {
        let error = inspect(bytes).unwrap_err();
        assert!(error.message.contains(what), "{error}");
        assert!(error.message.contains("The story is untouched."), "{error}");
    }
}
