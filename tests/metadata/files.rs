//! The files that are judged: made in one folder, read by one run of ExifTool.

use crate::handmade::handmade;
use crate::origins::{ORIGINS, Origin};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A file as another program left it.
pub struct Sample {
    pub name: String,
    pub path: PathBuf,
    pub bytes: Vec<u8>,
    pub stays: &'static [&'static str],
    /// How the judge reads it; none if it cannot (see `origins.rs`).
    pub reading: &'static [&'static str],
}

/// One segment of a JPEG.
pub fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
    let length = (data.len() + 2) as u16;
    [&[0xFF, marker], &length.to_be_bytes()[..], data].concat()
}

/// A plain picture of each kind, by the letter that `origins.rs` gives it.
fn bases(folder: &Path) -> BTreeMap<char, Vec<u8>> {
    let pixels = RgbImage::from_fn(64, 40, |x, y| Rgb([(x * 4) as u8, (y * 6) as u8, 90]));
    let pixels = DynamicImage::from(pixels);
    let mut glass = pixels.to_rgba8();
    glass.put_pixel(3, 3, Rgba([1, 2, 3, 128]));
    let file = |pixels: &DynamicImage, format| {
        let mut out = Cursor::new(Vec::new());
        pixels.write_to(&mut out, format).unwrap();
        out.into_inner()
    };
    let png = file(&pixels, ImageFormat::Png);
    let source = folder.join("base.png");
    std::fs::write(&source, &png).unwrap();
    let converted = |args: &[&str], name: &str| {
        let made = folder.join(name);
        run(Command::new("convert").arg(&source).args(args).arg(&made));
        std::fs::read(made).unwrap()
    };
    BTreeMap::from([
        ('j', file(&pixels, ImageFormat::Jpeg)),
        ('p', converted(&["-interlace", "JPEG", "-comment", "SECRET"], "base.jpg")),
        ('n', png),
        ('g', file(&glass.into(), ImageFormat::Png)),
        ('w', file(&pixels, ImageFormat::WebP)),
        ('t', converted(&["-compress", "LZW"], "base.tif")),
    ])
}

/// Every origin in every kind of file it is found in, what ImageMagick makes of some, and those
/// made by hand.
pub fn samples(folder: &Path) -> Vec<Sample> {
    let bases = bases(folder);
    let wanted: Vec<(&Origin, char)> = ORIGINS
        .iter()
        .flat_map(|origin| origin.kinds.chars().map(move |kind| (origin, kind)))
        .collect();
    let originals = folder.join("originals");
    std::fs::create_dir(&originals).unwrap();
    let mut script = String::new();
    let mut out = Vec::new();
    for (origin, kind) in &wanted {
        let name = format!("{}-{kind}", origin.name);
        let path = originals.join(&name);
        std::fs::write(&path, &bases[kind]).unwrap();
        if !origin.args.is_empty() {
            let _ = write!(script, "{}\n{}\n-execute\n", origin.args.join("\n"), path.display());
        }
        out.push((name, path, origin.stays, origin.reading));
    }
    write_tags(folder, &script);
    for name in ["photoshop-p", "camera-p", "rights-p"] {
        let made = originals.join(format!("{name}-magick"));
        let target = format!("PNG:{}", made.display());
        run(Command::new("convert").arg(originals.join(name)).arg(target));
        out.push((format!("{name}-magick"), made, &[], &[]));
    }
    for (name, bytes, stays) in handmade(&bases[&'j']) {
        let path = originals.join(name);
        std::fs::write(&path, bytes).unwrap();
        out.push((name.to_owned(), path, stays, &[]));
    }
    out.into_iter()
        .map(|(name, path, stays, reading)| {
            let bytes = std::fs::read(&path).unwrap();
            Sample { name, path, bytes, stays, reading }
        })
        .collect()
}

/// Lets one ExifTool do all that `script` lists.
fn write_tags(folder: &Path, script: &str) {
    let arguments = folder.join("arguments");
    std::fs::write(&arguments, script).unwrap();
    let mut exiftool = Command::new("exiftool");
    exiftool.arg("-@").arg(&arguments);
    run(exiftool.args(["-common_args", "-m", "-q", "-overwrite_original"]));
}

/// What ExifTool, started with `args`, reads in `files`, in their order.
pub fn read(args: &[&str], files: &[PathBuf]) -> Vec<Value> {
    if files.is_empty() {
        return Vec::new();
    }
    let mut exiftool = Command::new("exiftool");
    let json = run(exiftool.args(["-m", "-q", "-j"]).args(args).args(files));
    let read: Vec<Value> = serde_json::from_slice(&json).unwrap();
    assert_eq!(read.len(), files.len());
    read
}

fn run(command: &mut Command) -> Vec<u8> {
    let made = command.output();
    let made = made.expect("these tests need ExifTool and ImageMagick: scripts/setup.sh test");
    let complaint = String::from_utf8_lossy(&made.stderr);
    assert!(made.status.success(), "{command:?}: {complaint}");
    made.stdout
}
