//! Packets that no honest desk writes.

use super::manifest::{
    MANIFEST, ORIGINALS, REVIEW, REVISIONS, SENDER_KEY, SIGNATURE, STORY, STORY_WORDS,
};
use super::tests::{GREY, contents, grey, moment, packed, signer, unpack};
use super::zip::{Archive, Bounds, Writer};
use super::*;
use crate::document;
use crate::error::Code;
use crate::story::StoryId;
use std::io::Cursor;
use uuid::Uuid;

/// The refusal of a packet, which has to be a sentence that says what is safe and what to do.
fn refused(bytes: &[u8]) -> String {
    let error = unpack(bytes).map(drop).unwrap_err();
    assert!(matches!(error.code, Code::Invalid | Code::Picture), "{error}");
    assert!(error.message.contains("your stories are as they were."), "{error}");
    assert!(error.hint.ends_with('.'), "{error}");
    error.message
}

type Files = Vec<(String, Vec<u8>)>;

/// The files of the sample packet.
fn files(contents: &Contents) -> Files {
    let bytes = packed(contents);
    let bounds = Bounds { entries: 99, total: 1 << 30, ratio: 9, folders: false };
    let mut archive = Archive::open(Cursor::new(bytes), &bounds).unwrap();
    let names: Vec<String> = archive.names().map(str::to_owned).collect();
    names.into_iter().map(|name| (name.clone(), archive.read(&name, 1 << 30).unwrap())).collect()
}

/// As a zip file, signed or not.
fn zipped(files: &Files) -> Vec<u8> {
    let mut zip = Writer::new(Vec::new());
    for (name, bytes) in files {
        zip.add(name, bytes).unwrap();
    }
    zip.finish().unwrap()
}

/// Signed by whoever made the files, anew.
fn sealed(files: &Files, story: u128) -> Vec<u8> {
    let own = [MANIFEST, SENDER_KEY, SIGNATURE];
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .filter(|(name, _)| !own.contains(&name.as_str()))
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    seal(&files, StoryId(Uuid::from_u128(story)), &signer(), moment(9)).unwrap()
}

fn file<'a>(files: &'a mut Files, name: &str) -> &'a mut Vec<u8> {
    &mut files.iter_mut().find(|(known, _)| known == name).unwrap().1
}

#[test]
fn one_flipped_bit_anywhere_is_refused() {
    let bytes = packed(&contents());
    for at in 0..bytes.len() {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << (at % 8);
        refused(&flipped);
    }
}

#[test]
fn a_packet_cut_off_or_lengthened_is_refused() {
    let bytes = packed(&contents());
    for cut in (0..bytes.len()).step_by(7).chain([bytes.len() - 1]) {
        refused(&bytes[..cut]);
    }
    for more in [&b"x"[..], &[0; 22], &bytes] {
        refused(&[&bytes, more].concat());
        refused(&[more, &bytes].concat());
    }
    refused(b"");
}

#[test]
fn a_signature_that_is_wrong_or_anothers_is_refused() {
    let good = files(&contents());
    let other = Signer::from_seed("Jo Smith", [8; 32]).unwrap();
    let mut wrong = good.clone();
    file(&mut wrong, SIGNATURE)[..32].reverse();
    assert!(refused(&zipped(&wrong)).contains("signature is wrong"));
    let mut swapped = good.clone();
    *file(&mut swapped, SENDER_KEY) = other.public_key().to_vec();
    assert!(refused(&zipped(&swapped)).contains("signature is wrong"));
    // Signed well, by somebody who claims to be somebody else.
    let manifest = file(&mut swapped, MANIFEST).clone();
    *file(&mut swapped, SIGNATURE) = other.sign(&manifest).to_vec();
    assert!(refused(&zipped(&swapped)).contains("another key than it names"));
    let mut short = good;
    file(&mut short, SIGNATURE).pop();
    assert!(refused(&zipped(&short)).contains("signature is wrong"));
}

#[test]
fn what_was_not_signed_for_is_refused() {
    let good = files(&contents());
    for missing in 0..good.len() {
        let mut fewer = good.clone();
        let (name, _) = fewer.remove(missing);
        assert!(refused(&zipped(&fewer)).contains(&format!("{name} is missing")), "{name}");
    }
    let mut more = good.clone();
    more.push(("readme.txt".into(), b"hello".to_vec()));
    assert!(refused(&zipped(&more)).contains("did not sign for"));
    let mut twice = good.clone();
    twice.push(("Story.json".into(), b"{}".to_vec()));
    assert!(refused(&zipped(&twice)).contains("twice"));
    let mut changed = good.clone();
    file(&mut changed, REVIEW).push(b' ');
    assert!(refused(&zipped(&changed)).contains("not the file that its sender signed for"));
    let mut packed_anew = good;
    packed_anew.push(("assets/".into(), Vec::new()));
    assert!(refused(&zipped(&packed_anew)).contains("a folder"));
}

#[test]
fn a_signed_packet_whose_parts_disagree_is_refused() {
    let good = contents();
    let with = |change: &dyn Fn(&mut Files)| {
        let mut files = files(&good);
        change(&mut files);
        refused(&sealed(&files, 1))
    };
    let mut other = good.story.clone();
    other.copy.headline = "Clock not mended".into();
    let words = document::write(&other);
    let told = with(&|files| *file(files, STORY_WORDS) = words.clone().into_bytes());
    assert!(told.contains("says something else"), "{told}");
    assert!(with(&|files| *file(files, STORY_WORDS) = vec![0xFF]).contains("UTF-8"));
    for name in [STORY, REVIEW, REVISIONS] {
        let told = with(&|files| *file(files, name) = b"[1, 2".to_vec());
        assert!(told.contains(&format!("{name} in it is not as")), "{told}");
        let missing = with(&|files| files.retain(|(known, _)| known != name));
        assert!(missing.contains("is missing"), "{missing}");
    }
    let original = format!("{ORIGINALS}clock.jpg");
    let told = with(&|files| files.retain(|(known, _)| *known != original));
    assert!(told.contains("original of clock.jpg is missing"), "{told}");
    let told = with(&|files| file(files, &original).push(0));
    assert!(told.contains("another picture"), "{told}");
    let told = with(&|files| files.push((format!("{ORIGINALS}b.jpg"), GREY.to_vec())));
    assert!(told.contains("belongs to no picture"), "{told}");
    assert!(refused(&sealed(&files(&good), 2)).contains("different stories"));
    let mut foreign = good.clone();
    foreign.revisions[0].story.id = StoryId(Uuid::from_u128(3));
    let revisions = serde_json::to_vec(&foreign.revisions).unwrap();
    let told = with(&|files| *file(files, REVISIONS) = revisions.clone());
    assert!(told.contains("different stories"), "{told}");
}

/// A signed packet of a story with one picture and these bytes as its original.
fn with_original(change: impl Fn(&mut crate::picture::Picture), bytes: &[u8]) -> Vec<u8> {
    let mut contents = contents();
    contents.story.pictures = vec![grey("clock.jpg")];
    let picture = &mut contents.story.pictures[0];
    picture.sha256 = manifest::Line::of("", bytes).sha256;
    change(picture);
    let story = &contents.story;
    let name = format!("{ORIGINALS}{}", story.pictures[0].name);
    let files = vec![
        (STORY_WORDS.to_owned(), document::write(story).into_bytes()),
        (STORY.to_owned(), serde_json::to_vec(story).unwrap()),
        (REVIEW.to_owned(), b"{}".to_vec()),
        (REVISIONS.to_owned(), b"[]".to_vec()),
        (name, bytes.to_vec()),
    ];
    sealed(&files, 1)
}

#[test]
fn an_original_that_is_not_the_picture_it_says_is_refused() {
    unpack(&with_original(|_| {}, GREY)).unwrap();
    let told = refused(&with_original(|_| {}, b"<html>no picture</html>"));
    assert!(told.contains("clock.jpg cannot be opened") && told.contains("a web page"), "{told}");
    refused(&with_original(|_| {}, &GREY[..100]));
    let told = refused(&with_original(|picture| picture.width = 4000, GREY));
    assert!(told.contains("8 × 8") && told.contains("4000 × 8"), "{told}");
    for name in ["../../clock.jpg", "/clock.jpg", "C:clock.jpg", "a\\b.jpg", "a\0.jpg"] {
        refused(&with_original(|picture| picture.name = name.into(), GREY));
    }
    for name in ["sub/clock.jpg", "con.jpg", ".clock.jpg", "a\u{202e}gpj.exe"] {
        let told = refused(&with_original(|picture| picture.name = name.into(), GREY));
        assert!(told.contains("no file may have"), "{name}: {told}");
    }
}

#[test]
fn nothing_is_handed_on_of_a_picture_that_is_refused() {
    let bytes = with_original(|picture| picture.height = 9, GREY);
    let mut opened = read(Cursor::new(&bytes[..]), &Limits::default()).unwrap();
    opened.originals(|_, _| panic!("it was handed on")).unwrap_err();
}

#[test]
fn a_newer_packet_is_named_as_one_whatever_else_is_new_about_it() {
    let mut newer = files(&contents());
    let manifest = file(&mut newer, MANIFEST);
    let text = String::from_utf8(manifest.clone()).unwrap();
    *manifest = text.replace("\"version\": 1,", "\"version\": 2, \"colour\": \"red\",").into();
    newer.push(("colours.json".into(), b"[]".to_vec()));
    let told = refused(&zipped(&newer));
    assert!(told.contains("newer Copydesk (version 2"), "{told}");
    for other in ["{}", "[]", "{\"format\": \"other\", \"version\": 1}", "{"] {
        *file(&mut newer, MANIFEST) = other.into();
        assert!(refused(&zipped(&newer)).contains("not a story's packet"), "{other}");
    }
}

#[test]
fn limits_hold() {
    let bytes = packed(&contents());
    let with = |limits: Limits| {
        let opened = read(Cursor::new(&bytes[..]), &limits);
        opened.and_then(|mut opened| opened.originals(|_, _| Ok(()))).unwrap_err().message
    };
    let limits = Limits::default();
    assert!(with(Limits { files: 7, ..limits }).contains("holds 8 files"));
    assert!(with(Limits { words: 100, ..limits }).contains("larger than"));
    assert!(with(Limits { original: 100, ..limits }).contains("originals/clock.jpg"));
    assert!(with(Limits { total: 1000, ..limits }).contains("unpacks to more"));
}
