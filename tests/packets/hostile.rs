//! Packets that no honest desk writes, and a disk without room.

use super::{ADA, Desktop, JO, PICTURE, import_sample};
use copydesk::document;
use copydesk::packet::{Signer, seal};
use copydesk::story::{Status, Story};
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use jiff::Timestamp;
use serde_json::Value;
use std::fs;
use std::io::Write as _;
use std::process::Command;

/// A signed packet of a small story, with files put beside or instead of its own.
fn packet(more: &[(&str, &[u8])]) -> Vec<u8> {
    let mut story =
        Story::new("018cf7d4-9680-7000-8000-000000000001".parse().unwrap(), Timestamp::UNIX_EPOCH);
    story.copy.headline = "Clock mended".into();
    story.status = Status::Filed;
    let (text, json) = (document::write(&story), serde_json::to_vec(&story).unwrap());
    let own: [(&str, &[u8]); 4] = [
        ("story.md", text.as_bytes()),
        ("story.json", &json),
        ("review.json", b"{}"),
        ("revisions.json", b"[]"),
    ];
    let files: Vec<(&str, &[u8])> = own
        .into_iter()
        .filter(|(name, _)| more.iter().all(|(other, _)| other != name))
        .chain(more.iter().copied())
        .collect();
    let signer = Signer::from_seed("Mallory", [7; 32]).unwrap();
    seal(&files, story.id, &signer, Timestamp::UNIX_EPOCH).unwrap()
}

fn replaced(bytes: &[u8], what: &[u8], with: &[u8]) -> Vec<u8> {
    assert_eq!(what.len(), with.len());
    let mut bytes = bytes.to_vec();
    let found: Vec<usize> =
        (0..=bytes.len() - what.len()).filter(|at| bytes[*at..].starts_with(what)).collect();
    assert!(!found.is_empty(), "it is not there");
    for at in found {
        bytes[at..at + what.len()].copy_from_slice(with);
    }
    bytes
}

/// A zip file with one file in it, as it is.
fn stored(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut crc = Crc::new();
    crc.update(bytes);
    zip(name, (0, crc.sum(), bytes.len()), bytes)
}

/// A zip file whose one entry unpacks to 300 MB of nothing.
fn bomb(name: &str) -> Vec<u8> {
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
    let nothing = vec![0; 1024 * 1024];
    for _ in 0..300 {
        packed.write_all(&nothing).unwrap();
    }
    zip(name, (8, 0, 300 * nothing.len()), &packed.finish().unwrap())
}

/// A zip file with one entry: how it is packed, its CRC, its length unpacked, and what is packed.
fn zip(name: &str, (method, crc, unpacked): (u16, u32, usize), packed: &[u8]) -> Vec<u8> {
    let length = |length: usize| u32::try_from(length).unwrap().to_le_bytes();
    let mut common = [20_u16, 0, method, 0, 33].map(u16::to_le_bytes).concat();
    common.extend(crc.to_le_bytes());
    common.extend([length(packed.len()), length(unpacked)].concat());
    common.extend([u8::try_from(name.len()).unwrap(), 0]);
    let header = [&0x0403_4B50_u32.to_le_bytes()[..], &common, &[0, 0], name.as_bytes()].concat();
    let local = [&header, packed].concat();
    let mut central = [&0x0201_4B50_u32.to_le_bytes()[..], &[20, 3], &common].concat();
    central.extend([0; 8]);
    central.extend((0o100_644_u32 << 16).to_le_bytes());
    central.extend([0; 4]);
    central.extend(name.as_bytes());
    let mut end = 0x0605_4B50_u32.to_le_bytes().to_vec();
    end.extend([0, 0, 0, 0, 1, 0, 1, 0]);
    end.extend([length(central.len()), length(local.len())].concat());
    end.extend([0, 0]);
    [local, central, end].concat()
}

#[test]
fn what_nobody_should_open_is_refused_and_nothing_is_changed() {
    let editor = Desktop::of("Ada Byron", ADA);
    import_sample(&editor);
    let good = packet(&[]);
    let mut flipped = good.clone();
    flipped[200] ^= 1;
    let signature = Signer::from_seed("Mallory", [7; 32]).unwrap().public_key();
    let other = Signer::from_seed("Ada Byron", [8; 32]).unwrap().public_key();
    let many: Vec<String> = (0..10_000).map(|number| format!("originals/{number}.jpg")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let picture = fs::read(PICTURE).unwrap();
    let newer = br#"{"format": "copydesk-story", "version": 2, "colour": "red"}"#;
    let link = (0o120_777_u32 << 16).to_le_bytes();
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("flipped.story", flipped, "damaged"),
        ("signature.story", replaced(&good, &signature, &other), ""),
        ("above.story", packet(&[("../../above.txt", b"x")]), "leads out of its folder"),
        ("absolute.story", packet(&[("/etc/cron.d/x", b"x")]), "a place on your disk"),
        ("drive.story", packet(&[("C:x", b"x")]), "a colon"),
        ("link.story", replaced(&good, &(0o100_644_u32 << 16).to_le_bytes(), &link), "a link"),
        ("many.story", packet(&many), "10"),
        ("bomb.story", bomb("manifest.json"), "manifest.json"),
        ("bomb.textpack", bomb("info.json"), "info.json"),
        ("newer.story", stored("manifest.json", newer), "newer Copydesk (version 2"),
        ("short.story", good[..good.len() / 2].to_vec(), ""),
        ("empty.story", Vec::new(), ""),
        ("extra.story", packet(&[("originals/x.jpg", &picture)]), "belongs to no picture"),
        ("words.story", packet(&[("story.md", b"Another story.")]), "says something else"),
        ("page.textpack", b"<html>".to_vec(), ""),
    ];
    for (name, bytes, why) in cases {
        let file = editor.file(name);
        fs::write(&file, bytes).unwrap();
        let before = editor.all();
        let (message, hint) = editor.refusal(&["import", &file]);
        assert!(message.contains(why), "{name}: {message}");
        assert!(message.contains("your stories are as they were"), "{name}: {message}");
        assert!(hint.ends_with('.'), "{name}: {hint}");
        assert!(editor.all() == before, "{name} changed something");
    }
    // The same without a fault is taken in: it was the fault that was refused.
    let file = editor.file("good.story");
    fs::write(&file, &good).unwrap();
    assert_eq!(editor.answer(&["import", &file])["stories"][0]["status"], "filed");
    assert!(!editor.place.path().join("above.txt").exists());
}

/// The shell lets the program write no file of more than this, as a disk that is full would.
#[cfg(target_os = "linux")]
#[test]
fn where_no_original_can_be_written_nothing_of_the_packet_stays() {
    let (writer, editor) = (Desktop::of("Jo Smith", JO), Desktop::of("Ada Byron", ADA));
    let id = writer.answer(&["new", "Clock"])["stories"][0]["id"].as_str().unwrap().to_owned();
    let large = writer.file("large.jpg");
    // What stands behind a picture's end belongs to its original too.
    fs::write(&large, [fs::read(PICTURE).unwrap(), vec![0; 4 << 20]].concat()).unwrap();
    for picture in [PICTURE, &large] {
        writer.answer(&["picture", "add", &id, picture]);
    }
    let file = writer.file("sent.story");
    writer.answer(&["export", &id, &file]);
    let before = editor.all();
    let mut limited = Command::new("bash");
    limited.args(["-c", "trap '' XFSZ; ulimit -f 2048; exec \"$0\" \"$@\""]);
    let desk = editor.command();
    let output = limited
        .arg(desk.get_program())
        .args(desk.get_args())
        .args(["import", &file])
        .output()
        .unwrap();
    let told: Value = serde_json::from_slice(&output.stderr).unwrap();
    assert_eq!(told["error"]["code"], "storage", "{told}");
    assert_eq!(editor.all(), before);
    assert_eq!(editor.answer(&["import", &file])["stories"][0]["pictures"], 2);
}
