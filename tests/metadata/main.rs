//! What pictures of many origins say, and what is in them when they leave, judged by ExifTool, which
//! shares no code with Copydesk.

mod files;
mod handmade;
mod origins;
mod random;

use copydesk::picture::inspect::inspect;
use copydesk::picture::prepare::{Limits, prepare};
use copydesk::picture::{Dispute, Kept, Picture, Words};
use files::{Sample, read, samples};
use serde_json::Value;
use std::path::PathBuf;

/// Limits that make every test picture change size, so that it is decoded and encoded anew.
const SMALLER: Limits = Limits { long_edge: 40, quality: 85, bytes: None };

fn words() -> Words {
    Words {
        caption: "Officers outside “The Bell” & Co\non Sunday night".into(),
        credit: "Siân Ó Briain, for the Press Office of Greater Manchester Police".into(),
        creator: "Siân Ó Briain; Jo Smith".into(),
        copyright: "© 2024 Siân Ó Briain".into(),
        usage_terms: "One use, online only".into(),
        web_statement: "https://example.org/terms?a=1&b=2".into(),
        licensor: "https://example.org/licence".into(),
        source: "Greater Manchester Police".into(),
        headline: "Officers at the Bell".into(),
        created: "2024-05-06T07:08:09.5+01:00".into(),
        digital_source: "digitalCapture".into(),
        alt: "Two officers stand in front of a public house".into(),
        decorative: false,
    }
}

/// What is offered of a file.
fn offered(bytes: &[u8]) -> (Words, Vec<Dispute>) {
    let seen = inspect(bytes).unwrap();
    (seen.offered, seen.disputed)
}

/// A tag's value as text; the values of a list as MWG joins them.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.trim().to_owned(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

/// A date as ExifTool writes it, as ISO 8601.
fn iso(date: &str) -> String {
    let (day, time) = date.split_once(' ').unwrap_or((date, ""));
    let day = day.replace(':', "-");
    if time.is_empty() { day } else { format!("{day}T{time}") }
}

#[test]
fn our_reading_agrees_with_the_guidance_as_exiftool_has_it() {
    let folder = tempfile::tempdir().unwrap();
    let samples = samples(folder.path());
    assert!(samples.len() >= 60, "{} files", samples.len());
    let mut compared = 0;
    let readings: std::collections::BTreeSet<_> = samples.iter().map(|s| s.reading).collect();
    for reading in readings {
        let these: Vec<&Sample> = samples.iter().filter(|s| s.reading == reading).collect();
        let paths: Vec<PathBuf> = these.iter().map(|s| s.path.clone()).collect();
        let args = [&["-use", "MWG", "-MWG:all", "-XMP:all", "-IPTC:all"][..], reading].concat();
        for (sample, judge) in these.iter().zip(read(&args, &paths)) {
            compared += usize::from(agrees(sample, &judge));
        }
    }
    assert!(compared >= 55, "only {compared} of {} files could be compared", samples.len());
}

/// Compares what is offered of `sample` with what the judge says; false if he cannot say.
fn agrees(sample: &Sample, judge: &Value) -> bool {
    // Guided, the judge does not look for blocks in the text of a PNG, nor guess at Latin-1 in EXIF.
    if sample.name.ends_with("magick")
        || sample.name == "latin1-exif"
        || judge["Warning"].is_string()
    {
        return false;
    }
    let (words, disputed) = offered(&sample.bytes);
    let dated = iso(&text(&judge["DateTimeOriginal"]));
    for (ours, theirs, field) in [
        (&words.caption, text(&judge["Description"]), "caption"),
        (&words.creator, text(&judge["Creator"]), "creator"),
        (&words.copyright, text(&judge["Copyright"]), "copyright"),
        (&words.created, dated, "created"),
        (&words.usage_terms, text(&judge["UsageTerms"]), "usage terms"),
        (&words.web_statement, text(&judge["WebStatement"]), "web statement"),
        (&words.headline, text(&judge["Headline"]), "headline"),
        (&words.credit, text(&judge["Credit"]), "credit"),
        (&words.alt, text(&judge["AltTextAccessibility"]), "alt"),
        (&words.licensor, text(&judge["LicensorURL"]), "licensor"),
    ] {
        assert_eq!(*ours, theirs, "{field} of {}: {judge}", sample.name);
    }
    let contradicts = ["iim-changed-later", "exif-against-xmp"];
    let expected = contradicts.iter().any(|name| sample.name.starts_with(name));
    assert_eq!(!disputed.is_empty(), expected, "{}: {disputed:?}", sample.name);
    true
}

/// ImageMagick prints the blocks of a JPEG into the text of a PNG.
#[test]
fn words_printed_into_a_png_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let samples = samples(folder.path());
    let printed: Vec<&Sample> = samples.iter().filter(|s| s.name.ends_with("-magick")).collect();
    assert_eq!(printed.len(), 3);
    for sample in printed {
        let name = sample.name.trim_end_matches("-magick");
        let original = samples.iter().find(|sample| sample.name == name).unwrap();
        let (words, _) = offered(&sample.bytes);
        assert_eq!(words, offered(&original.bytes).0, "{name}");
        assert!(!words.copyright.is_empty(), "{name}");
    }
}

#[test]
fn what_was_written_is_what_exiftool_reads_and_nothing_private_leaves() {
    let folder = tempfile::tempdir().unwrap();
    let samples = samples(folder.path());
    let picture = Picture { words: words(), ..Picture::default() };
    let written = folder.path().join("written");
    std::fs::create_dir(&written).unwrap();
    let leaving: Vec<PathBuf> = samples
        .iter()
        .enumerate()
        .map(|(number, sample)| {
            let limits = [Limits::default(), SMALLER][number % 2];
            let bytes = prepare(&sample.bytes, &picture, &limits).unwrap().bytes;
            assert_eq!(
                bytes,
                prepare(&sample.bytes, &picture, &limits).unwrap().bytes,
                "{}",
                sample.name
            );
            assert_eq!(std::fs::read(&sample.path).unwrap(), sample.bytes);
            assert_eq!(offered(&bytes), (words(), vec![]), "{}: our own reading", sample.name);
            assert!(!bytes.windows(6).any(|part| part == b"SECRET"), "{}", sample.name);
            let path = written.join(&sample.name);
            std::fs::write(&path, bytes).unwrap();
            path
        })
        .collect();
    let all = ["-G1", "-a", "-u", "-struct", "-all", "-CurrentIPTCDigest"];
    let originals: Vec<PathBuf> = samples.iter().map(|s| s.path.clone()).collect();
    let before = read(&all, &originals);
    let guided = read(&["-use", "MWG", "-MWG:all"], &leaving);
    let mut wrong = Vec::new();
    for (((sample, before), after), guided) in
        samples.iter().zip(before).zip(read(&all, &leaving)).zip(guided)
    {
        says_the_words(&sample.name, &after, &mut wrong);
        keeps_the_rest(sample, &before, &after, &mut wrong);
        let guided = ["Description", "Creator", "Copyright"].map(|tag| text(&guided[tag]));
        let w = words();
        if after["File:FileType"] == "JPEG" && guided != [w.caption, w.creator, w.copyright] {
            wrong.push(format!("{}: the guidance finds {guided:?}", sample.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every word stands in all of its places.
fn says_the_words(name: &str, read: &Value, wrong: &mut Vec<String>) {
    let w = words();
    for (tag, expected) in [
        ("IPTC:Caption-Abstract", &*w.caption),
        ("IPTC:By-line", &w.creator),
        ("IPTC:Credit", &w.credit),
        ("IPTC:Source", &w.source),
        ("IPTC:CopyrightNotice", &w.copyright),
        ("IPTC:Headline", &w.headline),
        ("IPTC:DateCreated", "2024:05:06"),
        ("IPTC:TimeCreated", "07:08:09+01:00"),
        ("IPTC:CodedCharacterSet", "UTF8"),
        ("XMP-dc:Description", &w.caption),
        ("XMP-dc:Creator", &w.creator),
        ("XMP-dc:Rights", &w.copyright),
        ("XMP-photoshop:Credit", &w.credit),
        ("XMP-photoshop:Source", &w.source),
        ("XMP-photoshop:Headline", &w.headline),
        ("XMP-photoshop:DateCreated", "2024:05:06 07:08:09.5+01:00"),
        ("XMP-xmpRights:UsageTerms", &w.usage_terms),
        ("XMP-xmpRights:WebStatement", &w.web_statement),
        ("XMP-iptcCore:AltTextAccessibility", &w.alt),
        ("IFD0:ImageDescription", &w.caption),
        ("IFD0:Artist", &w.creator),
        ("IFD0:Copyright", &w.copyright),
        ("ExifIFD:DateTimeOriginal", "2024:05:06 07:08:09"),
        ("ExifIFD:OffsetTimeOriginal", "+01:00"),
        ("ExifIFD:SubSecTimeOriginal", "5"),
    ] {
        let found = text(&read[tag]);
        if found != expected {
            wrong.push(format!("{name}: {tag} is {found:?}, not {expected:?}"));
        }
    }
    let licensor = text(&read["XMP-plus:Licensor"][0]["LicensorURL"]);
    let kind = text(&read["XMP-iptcExt:DigitalSourceType"]);
    let digest = &read["Photoshop:IPTCDigest"];
    // The judge computes a digest only where IIM stands in its usual place.
    let current = &read["File:CurrentIPTCDigest"];
    let jpeg = read["File:FileType"] == "JPEG";
    for (right, what) in [
        (licensor == w.licensor, "licensor"),
        (kind.ends_with("digitalCapture"), "kind of source"),
        (digest.is_string() && (digest == current || !jpeg), "digest"),
        (read["ExifTool:Warning"].is_null(), "warning"),
    ] {
        if !right {
            wrong.push(format!("{name}: {what}: {read}"));
        }
    }
}

/// What we do not know is there still, what is private is not.
fn keeps_the_rest(sample: &Sample, before: &Value, after: &Value, wrong: &mut Vec<String>) {
    let name = &sample.name;
    for tag in sample.stays {
        let at = format!("/{tag}");
        let (was, is) = (before.pointer(&at), after.pointer(&at));
        if was.is_none() || was != is {
            wrong.push(format!("{name}: {tag} was {was:?} and is {is:?}"));
        }
    }
    let tags = after.as_object().unwrap().iter().filter(|(tag, _)| *tag != "SourceFile");
    for (tag, value) in tags.filter(|(tag, _)| !tag.starts_with("System:")) {
        let shown = format!("{tag} {value}");
        let gone =
            ["GPS", "SECRET", "MakerNote", "Thumbnail", "MicroVideo", "Orientation", "Pixels"];
        let private = gone.iter().any(|gone| shown.contains(gone));
        let old = shown.contains("Old") && tag != "XMP-xmpRights:Owner";
        let sized = tag == "ExifIFD:ExifImageWidth" && *value != after["File:ImageWidth"];
        if private || old || sized {
            wrong.push(format!("{name}: {shown}"));
        }
    }
}

#[test]
fn what_the_writer_keeps_leaves() {
    let folder = tempfile::tempdir().unwrap();
    let samples = samples(folder.path());
    let kept = Kept { place: true, camera: true };
    let picture = Picture { kept, words: words(), ..Picture::default() };
    for (name, expected) in [
        ("camera-j", &["GPS:GPSLatitude", "ExifIFD:SerialNumber", "ExifIFD:OwnerName"][..]),
        ("exif-against-xmp-w", &["XMP-exif:GPSLatitude", "XMP-aux:SerialNumber"]),
        ("places-g", &["XMP-iptcExt:LocationShown"]),
    ] {
        let sample = samples.iter().find(|sample| sample.name == name).unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, prepare(&sample.bytes, &picture, &SMALLER).unwrap().bytes).unwrap();
        let read = read(&["-G1", "-a", "-struct", "-all"], &[path, sample.path.clone()]);
        for tag in expected {
            assert!(!read[1][tag].is_null(), "{tag}: {}", read[1]);
            assert_eq!(read[0][tag], read[1][tag], "{tag} of {name}");
        }
    }
}

#[test]
fn empty_words_leave_nothing_of_the_old_ones() {
    let folder = tempfile::tempdir().unwrap();
    let samples = samples(folder.path());
    for sample in &samples {
        let bytes = prepare(&sample.bytes, &Picture::default(), &SMALLER).unwrap().bytes;
        let (words, _) = offered(&bytes);
        // Only the camera's own date stays.
        let expected = Words { created: words.created.clone(), ..Words::default() };
        assert_eq!(words, expected, "{}", sample.name);
    }
}
