use super::*;
use crate::picture::{Focus, Format, Picture, Role, Shape, Words};
use crate::review::{Anchor, Approval, Holder, How, Mark, Note, Part, Settled, Suggestion};
use crate::story::{Kind, Status, StoryId};
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use std::io::Cursor;
use uuid::Uuid;

/// A grey picture of eight pixels a side.
pub(super) const GREY: &[u8] = include_bytes!("../../fuzz/grey.jpg");

pub(super) fn moment(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

pub(super) fn signer() -> Signer {
    Signer::from_seed("Jo Smith", [7; 32]).unwrap()
}

/// The record of the grey picture.
pub(super) fn grey(name: &str) -> Picture {
    let sha256 = hex(&Sha256::digest(GREY));
    let name = name.to_owned();
    Picture { name, sha256, format: Format::Jpeg, width: 8, height: 8, ..Picture::default() }
}

pub(super) fn contents() -> Contents {
    let mut story = Story::new(StoryId(Uuid::from_u128(1)), moment(0));
    story.copy.headline = "Clock mended".into();
    story.copy.body = "It was slow.\n\n![](clock.jpg)\n".into();
    let words = Words { caption: "The clock".into(), credit: "Ann Lee".into(), ..Words::default() };
    story.pictures = vec![Picture { words, ..grey("clock.jpg") }];
    let mut earlier = story.clone();
    earlier.copy.headline = "Clock".into();
    let revision =
        Revision { at: moment(5), why: "while writing".into(), by: None, story: earlier };
    Contents { story, review: Review::default(), revisions: vec![revision] }
}

pub(super) fn packed(contents: &Contents) -> Vec<u8> {
    write(contents, &signer(), moment(9), |_| Ok(GREY.to_vec()), Vec::new()).unwrap()
}

/// A packet and the names of the originals it handed on.
pub(super) type Unpacked<'a> = (Opened<Cursor<&'a [u8]>>, Vec<String>);

/// Opens a packet whole, with its pictures.
pub(super) fn unpack(bytes: &[u8]) -> crate::Result<Unpacked<'_>> {
    let mut opened = read(Cursor::new(bytes), &Limits::default())?;
    let mut names = Vec::new();
    opened.originals(|picture, bytes| {
        assert_eq!(hex(&Sha256::digest(&bytes)), picture.sha256);
        names.push(picture.name.clone());
        Ok(())
    })?;
    Ok((opened, names))
}

#[test]
fn a_packet_says_who_sent_what_and_when() {
    let contents = contents();
    let bytes = packed(&contents);
    let (opened, names) = unpack(&bytes).unwrap();
    assert_eq!(opened.contents, contents);
    assert_eq!((opened.sender, opened.made), (signer().person(), moment(9)));
    assert_eq!(names, ["clock.jpg"]);
    assert_eq!(packed(&contents), bytes, "the same input gives the same bytes");
}

#[test]
fn a_packet_that_another_program_wrote_by_the_page_about_it_is_read() {
    // By the Python of docs/story-packet.md.
    let bytes = include_bytes!("../../fuzz/corpus/packet/from-python");
    let (opened, names) = unpack(bytes).unwrap();
    assert_eq!(opened.contents.story.copy.headline, "Clock mended");
    assert_eq!(opened.sender, signer().person());
    assert_eq!(names, ["clock.jpg"]);
}

#[test]
fn what_no_receiver_would_take_is_not_written() {
    let refused = |change: fn(&mut Contents)| {
        let mut contents = contents();
        change(&mut contents);
        let written = write(&contents, &signer(), moment(9), |_| Ok(GREY.to_vec()), Vec::new());
        written.unwrap_err().message
    };
    assert!(refused(|it| it.story.pictures[0].name = "../a.jpg".into()).contains("no name"));
    assert!(refused(|it| it.story.pictures.push(grey("Clock.jpg"))).contains("two of its"));
    assert!(refused(|it| it.story.pictures[0].sha256 = "0".into()).contains("not the one"));
    let foreign = |it: &mut Contents| it.revisions[0].story.id = StoryId(Uuid::from_u128(2));
    assert!(refused(foreign).contains("another story's"));
    let nobody = Signer::from_seed("Jo\n", [7; 32]).unwrap();
    let error = write(&contents(), &nobody, moment(9), |_| Ok(GREY.to_vec()), Vec::new());
    assert!(error.unwrap_err().message.contains("Your name"));
    let failing = |_: &Picture| Err(crate::Error::new(crate::Code::Picture, "Gone.", "Add it."));
    let error = write(&contents(), &signer(), moment(9), failing, Vec::new()).unwrap_err();
    assert_eq!(error.message, "Gone.");
}

#[test]
fn a_sender_is_known_by_key_and_told_by_name() {
    let person = |name: &str, key: &str| Person { name: name.into(), key: key.into() };
    let known = [person("Jo Smith", "aa"), person("Ann Lee", ""), person("Tom", "bb")];
    for (sender, expected) in [
        (person("Jo Smith", "aa"), Contact::Known),
        (person("jo  smith ", "aa"), Contact::Known),
        (person("Joe", "cc"), Contact::First),
        (person("Ann Lee", "cc"), Contact::First),
        (person("Jo Smith", "cc"), Contact::OtherKey { known: "aa".into() }),
        (person("JO SMITH", "bb"), Contact::OtherKey { known: "aa".into() }),
        (person("Thomas", "bb"), Contact::Renamed { was: "Tom".into() }),
    ] {
        assert_eq!(contact(&sender, &known), expected, "{sender:?}");
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-zA-Z ,.:;'\"-]{0,30}",
        "[*_#`\\[\\]()!<>&\\\\\n -]{0,20}",
        Just("🗞️ e\u{301}\u{2028}\r\n---\n".to_owned()),
        Just("![x](p0.jpg \"Own (Image - Z)\") and\n\n![](p1.jpg)\n".to_owned()),
    ]
}

fn mark() -> impl Strategy<Value = Mark> {
    let person = (text(), text()).prop_map(|(name, key)| Person { name, key });
    (person, 0i64..4_000_000_000).prop_map(|(by, at)| Mark { by, at: moment(at) })
}

fn settled() -> impl Strategy<Value = Option<Settled>> {
    let how = [How::Resolved, How::Reopened, How::Accepted, How::Rejected, How::TakenBack];
    let how = proptest::sample::select(how.to_vec());
    proptest::option::of((mark(), how).prop_map(|(made, how)| Settled { made, how }))
}

fn anchor() -> impl Strategy<Value = Anchor> {
    let part = (0..7, text()).prop_map(|(which, picture)| match which {
        0 => Part::Headline,
        1 => Part::Standfirst,
        2 => Part::Byline,
        3 => Part::Body,
        4 => Part::Caption { picture },
        5 => Part::Credit { picture },
        _ => Part::Alt { picture },
    });
    (part, text(), text(), text(), any::<u32>())
        .prop_map(|(part, quote, before, after, at)| Anchor { part, quote, before, after, at })
}

prop_compose! {
    fn note()(
        id in text(), made in mark(), text in text(), anchor in proptest::option::of(anchor()),
        answers in proptest::option::of(text()), returns: bool, settled in settled(),
    ) -> Note {
        Note { id, made, text, anchor, answers, returns, settled }
    }
}

prop_compose! {
    fn suggestion()(
        id in text(), made in mark(), anchor in anchor(), instead in text(), settled in settled(),
    ) -> Suggestion {
        Suggestion { id, made, anchor, instead, settled }
    }
}

fn review() -> impl Strategy<Value = Review> {
    let approval = (text(), mark()).prop_map(|(fingerprint, made)| Approval { fingerprint, made });
    let holder = (proptest::option::of(mark()), mark(), 0..3_u32)
        .prop_map(|(person, made, turn)| Holder { person: person.map(|mark| mark.by), made, turn });
    (
        proptest::collection::vec(note(), 0..3),
        proptest::collection::vec(suggestion(), 0..3),
        proptest::collection::vec(approval, 0..2),
        proptest::option::of(holder),
    )
        .prop_map(|(notes, suggestions, approvals, holder)| Review {
            notes,
            suggestions,
            approvals,
            holder,
        })
}

prop_compose! {
    fn picture()(
        caption in text(), credit in text(), alt in text(), creator in text(), offered in text(),
        decorative: bool, focus in proptest::option::of((0f32..1.0, 0f32..1.0)),
        crop in proptest::option::of((1u32..100, 1u32..100)),
    ) -> Picture {
        let words = Words { caption, credit, alt, creator, decorative, ..Words::default() };
        let offered = Words { caption: offered, ..Words::default() };
        let focus = focus.map(|(x, y)| Focus { x, y });
        let crop = crop.map(|(width, height)| Shape { width, height });
        Picture { words, offered, focus, crop, ..grey("") }
    }
}

prop_compose! {
    /// Any story with pictures p0.jpg, p1.jpg …
    pub(super) fn story()(
        texts in proptest::collection::vec(text(), 6), body in proptest::collection::vec(text(), 0..4),
        dateline in proptest::option::of(text()), tags in proptest::collection::vec(text(), 0..3),
        pictures in proptest::collection::vec(picture(), 0..4), lead: bool,
        kind in proptest::sample::select(Kind::ALL.to_vec()),
        status in proptest::sample::select(Status::ALL.to_vec()),
        version: u32, embargo in proptest::option::of(0i64..4_000_000_000),
    ) -> Story {
        let [headline, standfirst, byline, section, slug, _] = texts.try_into().unwrap();
        let body = body.join("\n\n");
        let mut story = Story::new(StoryId(Uuid::from_u128(1)), moment(3));
        story.copy = crate::story::Copy { headline, standfirst, byline, dateline, body, tags };
        story.pictures = pictures;
        for (n, picture) in story.pictures.iter_mut().enumerate() {
            picture.name = format!("p{n}.jpg");
            picture.role = if lead && n == 0 { Role::Lead } else { Role::Inline };
        }
        Story { kind, status, section, slug, version, embargo: embargo.map(moment), ..story }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_story_with_review_and_revisions_comes_back_to_the_letter(
        story in story(),
        review in review(),
        earlier in proptest::collection::vec((story(), text(), 0i64..4_000_000_000), 0..3),
    ) {
        let revisions = earlier.into_iter().map(|(story, why, at)| {
            Revision { at: moment(at), why, by: Some(signer().person()), story }
        });
        let contents = Contents { story, review, revisions: revisions.collect() };
        let bytes = packed(&contents);
        let (opened, names) = unpack(&bytes).unwrap();
        prop_assert_eq!(names.len(), contents.story.pictures.len());
        // But for what would act on whoever reads it: see `cleaning`.
        prop_assert_eq!(opened.contents, contents.cleaned());
    }
}
