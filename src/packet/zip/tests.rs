use super::*;
use std::io::Cursor;

const BOUNDS: Bounds = Bounds { entries: 10, total: 1_000_000, ratio: 200, folders: false };

fn written(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = Writer::new(Vec::new());
    for (name, bytes) in files {
        zip.add(name, bytes).unwrap();
    }
    zip.finish().unwrap()
}

fn refused(bytes: Vec<u8>) -> String {
    Archive::open(Cursor::new(bytes), &BOUNDS).map(drop).unwrap_err().what
}

#[test]
fn what_is_written_is_read() {
    let files: [(&str, &[u8]); 3] = [("a.md", b"text"), ("é/b.jpg", &[0, 255]), ("c", b"")];
    let mut archive = Archive::open(Cursor::new(written(&files)), &BOUNDS).unwrap();
    assert_eq!(archive.names().collect::<Vec<_>>(), ["a.md", "é/b.jpg", "c"]);
    for (name, bytes) in files {
        assert_eq!(archive.read(name, 10).unwrap(), bytes);
    }
    archive.refuse_other_forms().unwrap();
    assert!(archive.read("a.md", 3).unwrap_err().what.contains("larger"));
    assert!(archive.read("d", 3).unwrap_err().what.contains("missing"));
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    for (name, why) in [
        ("../a", "leads out"),
        ("a/../../b", "leads out"),
        ("a/./b", "leads out"),
        ("a//b", "leads out"),
        ("..", "leads out"),
        ("/etc/passwd", "a place on your disk"),
        ("C:/a", "a colon"),
        ("c:a", "a colon"),
        ("a\\b", "a backslash"),
        ("a\0.jpg", "cannot be seen"),
        ("a\n.jpg", "cannot be seen"),
        ("", "empty"),
        (&"x".repeat(501), "too long"),
    ] {
        let told = refused(written(&[(name, b"x")]));
        assert!(told.contains(why), "{name}: {told}");
    }
    assert!(refused(written(&[("a", b"x"), ("A", b"y")])).contains("twice"));
    assert!(refused(written(&[("a/", b"")])).contains("a folder"));
    let mut bytes = written(&[("abc", b"x")]);
    for at in 0..bytes.len() - 3 {
        if &bytes[at..at + 3] == b"abc" {
            bytes[at] = 0xFF;
        }
    }
    assert!(refused(bytes).contains("not UTF-8"));
}

#[test]
fn names_of_pictures_are_plain_on_every_system() {
    for name in ["roof.jpg", "Dächer am Fluss.JPG", "消防.png", "a-2.tif", "com10.jpg", "-"] {
        assert!(is_plain(name), "{name}");
    }
    let long = "x".repeat(201);
    for name in [
        "",
        ".",
        "..",
        ".a",
        " a",
        "a ",
        "a.",
        "con",
        "NUL.jpg",
        "com1.jpg",
        "lpt9",
        "a/b",
        "a\\b",
        "a:b",
        "a?",
        "a*",
        "a\"",
        "<a>",
        "a|b",
        "a\0",
        "a\u{202e}gpj.exe",
        "a\u{200b}",
        &long,
    ] {
        assert!(!is_plain(name), "{name}");
    }
}

/// A file with one entry whose directory record and header were changed alike.
fn changed(files: &[(&str, &[u8])], central: usize, local: Option<usize>, to: &[u8]) -> Vec<u8> {
    let mut bytes = written(files);
    let at = bytes.windows(4).position(|four| four == CENTRAL.to_le_bytes()).unwrap();
    bytes[at + central..at + central + to.len()].copy_from_slice(to);
    if let Some(local) = local {
        bytes[local..local + to.len()].copy_from_slice(to);
    }
    bytes
}

#[test]
fn links_devices_passwords_and_lies_are_refused() {
    let one: &[(&str, &[u8])] = &[("a", b"xyz")];
    let attributes = |mode: u32| changed(one, 38, None, &(mode << 16).to_le_bytes());
    assert!(refused(attributes(LINK | 0o777)).contains("a link"));
    assert!(refused(attributes(0o020_666)).contains("no ordinary file"));
    assert!(refused(attributes(FOLDER)).contains("a folder"));
    assert!(refused(changed(one, 8, Some(6), &[1, 0])).contains("encrypted"));
    assert!(refused(changed(one, 10, Some(8), &[12, 0])).contains("does not open"));
    // Sizes that differ between header and directory.
    assert!(refused(changed(one, 24, None, &[2, 0, 0, 0])).contains("damaged"));
    // Zip64, in a record and at the end.
    assert!(refused(changed(one, 24, Some(22), &[255; 4])).contains("4 GB"));
    let mut end = written(one);
    let length = end.len();
    end[length - 12..length - 10].copy_from_slice(&[255; 2]);
    end[length - 14..length - 12].copy_from_slice(&[255; 2]);
    assert!(refused(end).contains("4 GB"));
    // A record that points at another entry, and one into another.
    let two: &[(&str, &[u8])] = &[("a", &[7; 64]), ("b", b"y")];
    assert!(refused(changed(two, 42, None, &[95, 0, 0, 0])).contains("damaged"));
    assert!(refused(changed(two, 42, None, &[1, 0, 0, 0])).contains("damaged"));
}

#[test]
fn entries_over_one_another_are_refused() {
    // An entry inside the bytes of another.
    let inner = written(&[("b", b"y")]);
    let outer = written(&[("a", &inner[..32])]);
    let mut bytes = outer.clone();
    bytes.truncate(31 + 32);
    let start = bytes.len();
    let directory_at =
        outer.windows(4).position(|w| w == CENTRAL.to_le_bytes() && w != b"x").unwrap();
    let outer_record = &outer[directory_at..outer.len() - END_SIZE];
    let inner_at = inner.windows(4).position(|w| w == CENTRAL.to_le_bytes()).unwrap();
    let mut inner_record = inner[inner_at..inner.len() - END_SIZE].to_vec();
    inner_record[42..46].copy_from_slice(&31_u32.to_le_bytes());
    bytes.extend(outer_record);
    bytes.extend(&inner_record);
    let size = (bytes.len() - start) as u32;
    bytes.extend(writing::end(2, size, start as u32));
    assert!(refused(bytes).contains("over one another"));
}

#[test]
fn ten_thousand_entries_are_refused_before_one_is_looked_at() {
    let names: Vec<String> = (0..10_000).map(|n| n.to_string()).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert!(refused(written(&files)).contains("10000 files"));
}

/// A file with one deflated entry that claims to be `claimed` bytes.
fn deflated(contents: &[u8], claimed: u32) -> Vec<u8> {
    use std::io::Write as _;
    let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(contents).unwrap();
    let packed = packer.finish().unwrap();
    let mut bytes = written(&[("a", &packed)]);
    let mut crc = flate2::Crc::new();
    crc.update(contents);
    let at = bytes.len() - END_SIZE - CENTRAL_SIZE - 1;
    for (method, crc_at, size) in [(8, 14, 22), (at + 10, at + 16, at + 24)] {
        bytes[method] = 8;
        bytes[crc_at..crc_at + 4].copy_from_slice(&crc.sum().to_le_bytes());
        bytes[size..size + 4].copy_from_slice(&claimed.to_le_bytes());
    }
    bytes
}

#[test]
fn a_bomb_is_refused_whatever_it_claims() {
    let text = b"words and words and words".repeat(20);
    let honest = deflated(&text, text.len() as u32);
    let mut archive = Archive::open(Cursor::new(honest), &BOUNDS).unwrap();
    assert_eq!(archive.read("a", 1000).unwrap(), text);
    assert!(archive.refuse_other_forms().is_err());

    let zeros = vec![0; 900_000];
    assert!(refused(deflated(&zeros, 900_000)).contains("far more"));
    // It claims less than it is: no more than claimed is unpacked.
    let mut archive = Archive::open(Cursor::new(deflated(&zeros, 50_000)), &BOUNDS).unwrap();
    assert!(archive.read("a", 1_000_000).unwrap_err().what.contains("far more"));
    let mut archive = Archive::open(Cursor::new(deflated(&text, 900)), &BOUNDS).unwrap();
    assert!(archive.read("a", 1000).unwrap_err().what.contains("damaged"));
    assert!(refused(written(&[("a", &[1; 600_000]), ("b", &[2; 600_000])])).contains("1 MB"));
}

#[test]
fn a_file_that_is_cut_off_is_refused_wherever_it_was_cut() {
    let whole = written(&[("a.md", b"some words"), ("b.md", b"more words")]);
    for cut in 0..whole.len() {
        let told = refused(whole[..cut].to_vec());
        assert!(told.contains("not complete") || cut < 4, "{cut}: {told}");
    }
    assert!(refused(b"words".to_vec()).contains("not a zip"));
}
