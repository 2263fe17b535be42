//! Pictures in and out, judged by ExifTool, which shares no code with Copydesk.

use copydesk::Code;
use copydesk::picture::inspect::inspect;
use copydesk::picture::prepare::{Limits, from_rgba, prepare, preview};
use copydesk::picture::{Format, Picture, Words, metadata};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use serde_json::Value;
use std::io::Cursor;
use std::process::Command;

/// Runs ExifTool with `args` on a file that holds `bytes`; the file as it is then, and its output.
fn exiftool(bytes: &[u8], args: &[&str]) -> (Vec<u8>, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("picture");
    std::fs::write(&file, bytes).unwrap();
    let run = Command::new("exiftool")
        .args(["-m", "-q", "-overwrite_original"])
        .args(args)
        .arg(&file)
        .output()
        .expect("these tests need ExifTool: install the package libimage-exiftool-perl");
    let complaint = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "exiftool {args:?}: {complaint}");
    (std::fs::read(&file).unwrap(), run.stdout)
}

/// `bytes` with tags written by ExifTool.
fn tagged(bytes: &[u8], args: &[&str]) -> Vec<u8> {
    exiftool(bytes, args).0
}

/// All tags of `bytes` as `Group:Name`.
fn tags(bytes: &[u8]) -> Value {
    let all = ["-j", "-G1", "-a", "-u", "-struct", "-CurrentIPTCDigest", "-all"];
    let (_, json) = exiftool(bytes, &all);
    serde_json::from_slice::<Value>(&json).unwrap()[0].take()
}

/// A picture whose quarters are red, green (top), blue, white (bottom): no turn maps it to itself.
fn quarters(width: u32, height: u32) -> DynamicImage {
    let colour = |x, y| match (x < width / 2, y < height / 2) {
        (true, true) => Rgb([220, 0, 0]),
        (false, true) => Rgb([0, 200, 0]),
        (true, false) => Rgb([0, 0, 220]),
        (false, false) => Rgb([255, 255, 255]),
    };
    RgbImage::from_fn(width, height, colour).into()
}

fn jpeg_of(pixels: &DynamicImage) -> Vec<u8> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, 95).encode_image(pixels).unwrap();
    out
}

fn file_of(pixels: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    pixels.write_to(&mut out, format).unwrap();
    out.into_inner()
}

fn size_of(bytes: &[u8]) -> (u32, u32) {
    let pixels = image::load_from_memory(bytes).unwrap();
    (pixels.width(), pixels.height())
}

fn words() -> Words {
    Words {
        caption: "Officers outside “The Bell” & Co on Sunday night".into(),
        credit: "Siân Ó Briain, for the Press Office of Greater Manchester Police".into(),
        creator: "Siân Ó Briain; Jo Smith".into(),
        copyright: "© 2024 Siân Ó Briain".into(),
        usage_terms: "One use, online only".into(),
        source: "Greater Manchester Police".into(),
        alt: "Two officers stand in front of a public house".into(),
        ..Words::default()
    }
}

/// A picture about which `words` are said.
fn about(words: Words) -> Picture {
    Picture { words, ..Picture::default() }
}

/// Limits that make every test picture change size, so that it is decoded and encoded anew.
const SMALLER: Limits = Limits { long_edge: 40, quality: 85, bytes: None };

#[test]
fn exiftool_reads_what_was_written_in_all_three_places() {
    let original = jpeg_of(&quarters(64, 32));
    for limits in [Limits::default(), SMALLER] {
        let prepared = prepare(&original, &about(words()), &limits).unwrap();
        let read = tags(&prepared.bytes);
        let (w, makers) = (words(), serde_json::json!(["Siân Ó Briain", "Jo Smith"]));
        for (tag, expected) in [
            ("IPTC:Caption-Abstract", &w.caption),
            ("IPTC:Credit", &w.credit),
            ("IPTC:Source", &w.source),
            ("IPTC:CopyrightNotice", &w.copyright),
            ("XMP-dc:Description", &w.caption),
            ("XMP-dc:Rights", &w.copyright),
            ("XMP-photoshop:Credit", &w.credit),
            ("XMP-photoshop:Source", &w.source),
            ("XMP-xmpRights:UsageTerms", &w.usage_terms),
            ("XMP-iptcCore:AltTextAccessibility", &w.alt),
            ("IFD0:ImageDescription", &w.caption),
            ("IFD0:Artist", &w.creator),
            ("IFD0:Copyright", &w.copyright),
        ] {
            assert_eq!(read[tag], **expected, "{tag} in {read}");
        }
        assert_eq!(read["IPTC:By-line"], makers);
        assert_eq!(read["XMP-dc:Creator"], makers);
        assert_eq!(read["IPTC:CodedCharacterSet"], "UTF8");
        assert!(read["Photoshop:IPTCDigest"].is_string(), "{read}");
        assert_eq!(read["Photoshop:IPTCDigest"], read["File:CurrentIPTCDigest"]);
        assert_eq!(read["ExifTool:Warning"], Value::Null, "{read}");
        assert_eq!(inspect(&prepared.bytes).unwrap().offered, words(), "our own reading agrees");
    }
}

#[test]
fn empty_words_take_old_ones_out() {
    let original = tagged(&jpeg_of(&quarters(64, 32)), &["-IPTC:Credit=Old", "-XMP:Credit=Old"]);
    for limits in [Limits::default(), SMALLER] {
        let prepared = prepare(&original, &about(Words::default()), &limits).unwrap();
        let read = tags(&prepared.bytes).to_string();
        assert!(!read.contains("Old"), "{read}");
    }
}

/// Where it was taken, with what and whose it is; what an editor wrote stays.
#[test]
fn nothing_private_leaves() {
    let private = [
        "-GPSLatitude=53.48",
        "-GPSLatitudeRef=N",
        "-XMP:GPSLongitude=-2.24",
        "-ExifIFD:SerialNumber=SN123456",
        "-ExifIFD:OwnerName=Secret Owner",
        "-Comment=Secret comment",
        "-IPTC:City=Leeds",
        "-IFD0:Make=Maker",
    ];
    let mut original = tagged(&jpeg_of(&quarters(64, 32)), &private);
    assert!(tags(&original)["GPS:GPSLatitude"].is_string(), "the place was in the original");
    original.extend(b"Secret video behind the picture");
    for limits in [Limits::default(), SMALLER] {
        let bytes = prepare(&original, &about(words()), &limits).unwrap().bytes;
        let read = tags(&bytes);
        for gone in ["GPS", "SN123456", "Secret"] {
            assert!(!read.to_string().contains(gone), "{gone} in {read}");
        }
        assert_eq!((&read["IPTC:City"], &read["IFD0:Make"]), (&"Leeds".into(), &"Maker".into()));
        let raw = String::from_utf8_lossy(&bytes);
        assert!(!raw.contains("Secret") && !raw.contains("SN123456"));
    }
}

#[test]
fn all_eight_orientations_come_out_upright() {
    let upright = quarters(48, 32);
    for orientation in 1..=8_u8 {
        // The stored picture is what the camera saw before the viewer undoes the turn.
        let stored = match orientation {
            1 => upright.clone(),
            2 => upright.fliph(),
            3 => upright.rotate180(),
            4 => upright.flipv(),
            5 => upright.fliph().rotate270(),
            6 => upright.rotate270(),
            7 => upright.fliph().rotate90(),
            _ => upright.rotate90(),
        };
        let original = turned(&stored, orientation);
        let inspected = inspect(&original).unwrap();
        assert_eq!(inspected.orientation, orientation);
        assert_eq!((inspected.width, inspected.height), (48, 32));
        let prepared = prepare(&original, &about(words()), &Limits::default()).unwrap();
        assert_eq!((prepared.width, prepared.height), (48, 32));
        assert_eq!(tags(&prepared.bytes)["IFD0:Orientation"], Value::Null);
        assert_alike(&prepared.bytes, &upright, orientation);
        assert_alike(&preview(&original, 100, None, None).unwrap(), &upright, orientation);
    }
}

/// `stored` as JPEG or, every other time, PNG with that EXIF orientation.
fn turned(stored: &DynamicImage, orientation: u8) -> Vec<u8> {
    let format = [ImageFormat::Jpeg, ImageFormat::Png][usize::from(orientation % 2)];
    let tag = format!("-IFD0:Orientation#={orientation}");
    tagged(&file_of(stored, format), &[&tag])
}

/// Every pixel of the picture in `bytes` is near that of `expected`, but for the quarters' borders.
fn assert_alike(bytes: &[u8], expected: &DynamicImage, orientation: u8) {
    let (got, expected) = (image::load_from_memory(bytes).unwrap().to_rgb8(), expected.to_rgb8());
    assert_eq!(got.dimensions(), expected.dimensions());
    let far = |(a, b): (&Rgb<u8>, &Rgb<u8>)| (0..3).any(|i| a.0[i].abs_diff(b.0[i]) > 40);
    let wrong = got.pixels().zip(expected.pixels()).filter(|pair| far(*pair)).count();
    assert!(wrong <= 16, "orientation {orientation}: {wrong} pixels differ");
}

#[test]
fn the_colour_profile_stays() {
    // Longer than one segment, so that it has to be put together and taken apart again.
    let mut profile = vec![7_u8; 100_000];
    profile[..4].copy_from_slice(&100_000_u32.to_be_bytes());
    profile[12..24].copy_from_slice(b"mntrRGB XYZ ");
    profile[36..40].copy_from_slice(b"acsp");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("profile.icc");
    std::fs::write(&file, &profile).unwrap();
    let option = format!("-icc_profile<={}", file.display());
    for format in [ImageFormat::Jpeg, ImageFormat::Png] {
        let original = tagged(&file_of(&quarters(64, 32), format), &[&option]);
        for limits in [Limits::default(), SMALLER] {
            let prepared = prepare(&original, &about(words()), &limits).unwrap();
            let (_, kept) = exiftool(&prepared.bytes, &["-icc_profile", "-b"]);
            assert!(kept == profile, "{format:?}: {} bytes of profile", kept.len());
        }
    }
}

#[test]
fn what_other_programs_wrote_is_offered() {
    let jpeg = jpeg_of(&quarters(64, 32));
    let iim = ["-IPTC:Credit=Siân", "-IPTC:By-line=Ó Briain", "-IPTC:Caption-Abstract=A “fire”"];
    let marked = [&["-IPTC:CodedCharacterSet=UTF8"][..], &iim].concat();
    let latin1 = [&["-charset", "iptc=Latin"][..], &iim].concat();
    for args in [marked, latin1] {
        let offered = inspect(&tagged(&jpeg, &args)).unwrap().offered;
        assert_eq!((&*offered.credit, &*offered.creator), ("Siân", "Ó Briain"), "{args:?}");
        assert_eq!(offered.caption, "A “fire”");
    }
    let exif = ["-IFD0:Artist=Siân", "-IFD0:Copyright=© Jo", "-IFD0:ImageDescription=SONY DSC"];
    let offered = inspect(&tagged(&jpeg, &exif)).unwrap().offered;
    let expected = Words { creator: "Siân".into(), copyright: "© Jo".into(), ..Words::default() };
    assert_eq!(offered, expected);
    let xmp = [
        "-XMP-dc:Creator=Siân",
        "-XMP-dc:Creator=Jo",
        "-XMP-dc:Description=Officers outside (Image - GMP)",
        "-XMP-dc:Description-cy=Swyddogion",
        "-XMP-xmpRights:UsageTerms=One use",
        "-XMP-iptcCore:AltTextAccessibility=IMG_2041.JPG",
        "-XMP-photoshop:Source=Police",
    ];
    let files = [ImageFormat::Png, ImageFormat::WebP].map(|f| file_of(&quarters(64, 32), f));
    for file in files.iter().chain([&jpeg]) {
        let expected = Words {
            caption: "Officers outside".into(),
            credit: "GMP".into(),
            creator: "Siân; Jo".into(),
            usage_terms: "One use".into(),
            source: "Police".into(),
            ..Words::default()
        };
        assert_eq!(inspect(&tagged(file, &xmp)).unwrap().offered, expected);
    }
}

/// EXIF first, then XMP; IIM where it was changed later: as `exiftool -MWG:*` has it.
#[test]
fn disagreeing_blocks_are_reconciled_as_exiftool_does() {
    let jpeg = jpeg_of(&quarters(64, 32));
    let stale = "-Photoshop:IPTCDigest=00000000000000000000000000000000";
    let long = "Jo Smith and others ".repeat(7) + "too";
    let all = ["-IPTC:CopyrightNotice=I", "-XMP-dc:Rights=X", "-IFD0:Copyright=E"];
    for args in [
        &all[..],
        &all[..2],
        &all[..1],
        &["-IPTC:CopyrightNotice=I", "-XMP-dc:Rights=X", stale],
        &["-IPTC:CopyrightNotice=Jo", "-XMP-dc:Rights=Jo Smith", stale],
        &[
            &format!("-IPTC:CopyrightNotice={}", &long[..128]),
            &format!("-XMP-dc:Rights={long}"),
            stale,
        ],
        &["-IPTC:CopyrightNotice=I", "-XMP-dc:Rights=X", "-Photoshop:IPTCDigest=new"],
    ] {
        let file = tagged(&jpeg, args);
        let (_, judge) = exiftool(&file, &["-use", "MWG", "-s3", "-MWG:Copyright"]);
        let judge = String::from_utf8(judge).unwrap();
        assert_eq!(inspect(&file).unwrap().offered.copyright, judge.trim(), "{args:?}");
    }
}

#[test]
fn photographs_leave_as_jpeg_and_transparency_as_png() {
    let photo = quarters(64, 32);
    let mut glass = photo.to_rgba8();
    let opaque = DynamicImage::from(glass.clone());
    glass.put_pixel(3, 3, Rgba([1, 2, 3, 128]));
    let glass = DynamicImage::from(glass);
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        for pixels in [&photo, &opaque, &DynamicImage::from(photo.to_rgb16())] {
            if format == ImageFormat::WebP && pixels.color().bytes_per_pixel() > 4 {
                continue;
            }
            let file = file_of(pixels, format);
            assert!(!inspect(&file).unwrap().transparent);
            let prepared = prepare(&file, &about(words()), &SMALLER).unwrap();
            assert_eq!((prepared.format, prepared.width, prepared.height), (Format::Jpeg, 40, 20));
            assert_eq!(tags(&prepared.bytes)["IPTC:Credit"], words().credit);
        }
        let file = file_of(&glass, format);
        assert!(inspect(&file).unwrap().transparent);
        let prepared = prepare(&file, &about(words()), &SMALLER).unwrap();
        assert_eq!(prepared.format, Format::Png);
        assert_eq!(size_of(&prepared.bytes), (40, 20));
    }
}

/// A picture with so much detail that it does not compress.
fn noise(width: u32, height: u32) -> DynamicImage {
    // Knuth's multiplier scatters neighbouring numbers.
    let scattered = |n: u32| (n.wrapping_mul(2_654_435_761) >> 13) as u8;
    let colour = |x, y| Rgb([0, 1, 2].map(|channel| scattered((y * width + x) * 3 + channel)));
    RgbImage::from_fn(width, height, colour).into()
}

#[test]
fn limits_hold_and_the_same_input_gives_the_same_bytes() {
    let original = jpeg_of(&noise(1000, 600));
    let limits = Limits { long_edge: 800, ..Limits::default() };
    let first = prepare(&original, &about(words()), &limits).unwrap();
    assert_eq!((first.width, first.height), (800, 480));
    assert_eq!(size_of(&first.bytes), (800, 480));
    assert_eq!(first, prepare(&original, &about(words()), &limits).unwrap());
    assert_eq!(first.sha256.len(), 64);
    for most in [first.bytes.len() as u64 / 2, first.bytes.len() as u64 / 6] {
        let small =
            prepare(&original, &about(words()), &Limits { bytes: Some(most), ..limits }).unwrap();
        assert!(small.bytes.len() as u64 <= most, "{} > {most}", small.bytes.len());
        assert_eq!(inspect(&small.bytes).unwrap().offered.credit, words().credit);
    }
    let impossible = Limits { bytes: Some(2000), ..limits };
    let error = prepare(&original, &about(words()), &impossible).unwrap_err();
    assert!(error.message.contains("2000 bytes"), "{error}");
}

#[test]
fn a_good_small_jpeg_keeps_its_pixels() {
    let original = jpeg_of(&quarters(64, 32));
    let prepared = prepare(&original, &about(words()), &Limits::default()).unwrap();
    let before = image::load_from_memory(&original).unwrap();
    assert_eq!(before, image::load_from_memory(&prepared.bytes).unwrap(), "no second compression");
    assert_eq!(
        metadata::write(&prepared.bytes, &Default::default(), &about(words())).unwrap(),
        prepared.bytes
    );
    assert_eq!(preview(&original, 100, None, None).unwrap(), original);
    assert_eq!(size_of(&preview(&original, 16, None, None).unwrap()), (16, 8));
}

#[test]
fn the_clipboard_becomes_a_png() {
    let glass = RgbaImage::from_pixel(3, 2, Rgba([9, 8, 7, 100]));
    let file = from_rgba(3, 2, glass.as_raw()).unwrap();
    assert_eq!(image::load_from_memory(&file).unwrap().to_rgba8(), glass);
    assert!(inspect(&file).unwrap().transparent);
    assert_eq!(from_rgba(3, 2, &[0; 23]).unwrap_err().code, Code::Picture);
    assert_eq!(from_rgba(0, 0, &[]).unwrap_err().code, Code::Picture);
}
