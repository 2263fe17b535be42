//! Documents that nobody should open, and a zip file made by hand to be one.

use copydesk::error::Code;
use copydesk::import::{Limits, from_clipboard, from_docx, from_html};
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use std::collections::BTreeSet;
use std::io::{Read, Write};

const TYPES: &str =
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";

fn document(body: &str) -> String {
    format!(
        "<w:document xmlns:w=\"w\" xmlns:r=\"r\" xmlns:a=\"a\"><w:body>{body}</w:body></w:document>"
    )
}

fn put(out: &mut Vec<u8>, shorts: &[u16]) {
    shorts.iter().for_each(|n| out.extend(n.to_le_bytes()));
}

/// A zip file of these files, deflated; flags as given.
pub fn zip(files: &[(&str, &[u8])], flags: u16) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        let packed = encoder.finish().unwrap();
        let mut crc = Crc::new();
        crc.update(bytes);
        let mut about = Vec::new();
        put(&mut about, &[20, flags, 8, 0, 33]);
        for n in [crc.sum(), packed.len() as u32, bytes.len() as u32] {
            about.extend(n.to_le_bytes());
        }
        put(&mut about, &[name.len() as u16, 0]);
        let at = out.len() as u32;
        out.extend(0x0403_4B50_u32.to_le_bytes());
        out.extend(&about);
        out.extend(name.as_bytes());
        out.extend(&packed);
        directory.extend(0x0201_4B50_u32.to_le_bytes());
        put(&mut directory, &[20]);
        directory.extend(&about);
        put(&mut directory, &[0, 0, 0]);
        directory.extend(0_u32.to_le_bytes());
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (at, size) = (out.len() as u32, directory.len() as u32);
    out.extend(&directory);
    out.extend(0x0605_4B50_u32.to_le_bytes());
    put(&mut out, &[0, 0, files.len() as u16, files.len() as u16]);
    out.extend(size.to_le_bytes());
    out.extend(at.to_le_bytes());
    put(&mut out, &[0]);
    out
}

/// A file out of a zip file whose directory is in order.
pub fn unpacked(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    let short = |at: usize| usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));
    let long = |at: usize| short(at) | short(at + 2) << 16;
    let end = (0..bytes.len() - 21).rev().find(|at| bytes[*at..].starts_with(b"PK\x05\x06"))?;
    let mut at = long(end + 16);
    for _ in 0..short(end + 10) {
        let length = short(at + 28);
        if &bytes[at + 46..at + 46 + length] == name.as_bytes() {
            let header = long(at + 42);
            let data = header + 30 + short(header + 26) + short(header + 28);
            let packed = &bytes[data..data + long(at + 20)];
            if short(at + 10) == 0 {
                return Some(packed.to_vec());
            }
            let mut out = Vec::new();
            DeflateDecoder::new(packed).read_to_end(&mut out).ok()?;
            return Some(out);
        }
        at += 46 + length + short(at + 30) + short(at + 32);
    }
    None
}

fn docx(body: &str) -> Vec<u8> {
    zip(
        &[
            ("[Content_Types].xml", TYPES.as_bytes()),
            ("word/document.xml", document(body).as_bytes()),
        ],
        0,
    )
}

#[test]
fn a_document_made_by_hand_is_read() {
    let brought =
        from_docx(docx("<w:p><w:r><w:t>Words</w:t></w:r></w:p>"), &Limits::default()).unwrap();
    assert_eq!(brought.document.copy.body, "Words");
}

#[test]
fn documents_that_nobody_should_open_are_refused_with_a_sentence() {
    let words = "<w:p><w:r><w:t>Words</w:t></w:r></w:p>";
    let entities = format!(
        "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>{}",
        document("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")
    );
    let ole = |inside: &str| {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        bytes.extend(inside.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    let bomb = vec![b' '; 40 << 20];
    let whole = docx(words);
    let named =
        |name: &str| zip(&[("word/document.xml", document(words).as_bytes()), (name, b"x")], 0);
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("a bomb", zip(&[("word/document.xml", &bomb)], 0), "far more than there is of it"),
        ("a way out", named("../../escape.xml"), "leads out of its folder"),
        ("a place on the disk", named("/etc/passwd"), "a place on your disk"),
        ("one name twice", named("word/document.xml"), "stands in it twice"),
        ("a password", zip(&[("word/document.xml", b"x")], 1), "is encrypted"),
        ("Word's own lock", ole("EncryptedPackage"), "locked with a password"),
        ("an old document", ole("WordDocument"), "the form Word had before 2007"),
        ("Rich Text", b"{\\rtf1 words}".to_vec(), "Rich Text Format"),
        (
            "entities",
            zip(&[("word/document.xml", entities.as_bytes())], 0),
            "definitions of its own",
        ),
        ("depth", docx(&("<w:sdt>".repeat(5000) + &"</w:sdt>".repeat(5000))), "nested"),
        ("half of it", whole[..whole.len() / 2].to_vec(), "not complete"),
        ("nothing", Vec::new(), "no Word document"),
        ("no document", zip(&[("a.txt", b"x")], 0), "word/document.xml is missing"),
        ("no text", zip(&[("word/document.xml", b"<a/>")], 0), "no text of a Word document"),
        ("damage", zip(&[("word/document.xml", b"<w:document><w:body>")], 0), "cannot be read"),
        ("no words", docx("<w:p/>"), "no words in it"),
        (
            "LibreOffice",
            zip(&[("mimetype", b"x"), ("content.xml", b"<a/>")], 0),
            "LibreOffice document",
        ),
    ];
    for (what, bytes, why) in cases {
        let error = from_docx(bytes, &Limits::default()).map(|_| ()).expect_err(what);
        assert_eq!(error.code, Code::Invalid, "{what}");
        assert!(error.message.contains(why), "{what}: {error}");
        assert!(error.hint.ends_with('.'), "{what}: {error}");
    }
}

#[test]
fn more_than_the_limits_is_refused() {
    let tight = Limits { words: 100, ..Limits::default() };
    assert!(from_docx(docx("<w:p><w:r><w:t>Words</w:t></w:r></w:p>"), &tight).is_err());
    let few = Limits { files: 1, ..Limits::default() };
    assert!(from_docx(docx("<w:p/>"), &few).is_err());
}

#[test]
fn a_picture_that_is_not_in_the_file_is_told_and_nothing_else_is_opened() {
    let body = "<w:p><w:r><w:t>Words</w:t></w:r></w:p><w:p><w:r><w:drawing><a:blip r:embed=\"r1\"/></w:drawing></w:r></w:p>";
    let relations = "<Relationships><Relationship Id=\"r1\" Type=\"x/image\" Target=\"../../../etc/passwd\"/></Relationships>";
    let bytes = zip(
        &[
            ("word/document.xml", document(body).as_bytes()),
            ("word/_rels/document.xml.rels", relations.as_bytes()),
        ],
        0,
    );
    let brought = from_docx(bytes, &Limits::default()).unwrap();
    assert_eq!(brought.document.copy.body, "Words");
    assert_eq!(brought.receipt.dropped, ["A picture was not brought along: “without an address”."]);
}

#[test]
fn html_that_nobody_wrote_is_refused_or_is_words() {
    let deep = "<div>".repeat(100_000) + "x";
    assert!(from_clipboard(&deep, &BTreeSet::new()).is_err());
    assert!(from_html(&deep).is_err());
    for html in [
        "",
        "<",
        "<!--StartFragment-->",
        "<table>",
        "<ol><li>",
        "<p class='item 9 9'>",
        "Version:1.0",
    ] {
        let clip = from_clipboard(html, &BTreeSet::new()).unwrap();
        assert!(clip.markdown.len() < 100, "{html}");
    }
    let script = "<p onclick='x()'>a<script>x()</script><a href='javascript:x()'>b</a></p>";
    assert_eq!(from_clipboard(script, &BTreeSet::new()).unwrap().markdown, "ab");
    // Nothing is read from outside of the page's own folder.
    let page = "<p>a</p><img src='../x.png'><img src='/etc/x.png'><img src='file:///etc/x.png'><img src='C:\\x.png'><img src='a/%2e%2e/%2e%2e/x.png'>";
    let brought = from_html(page).unwrap();
    assert!(brought.pictures.is_empty(), "{:?}", brought.pictures);
    assert_eq!(brought.receipt.dropped.len(), 1);
    assert!(brought.receipt.dropped[0].starts_with("5 of these were not brought along, picture:"));
}
