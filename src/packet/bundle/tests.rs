use super::super::Limits;
use super::super::tests::{GREY, contents, grey, moment, story};
use super::super::zip::Writer;
use super::*;
use crate::picture::Role;
use proptest::prelude::*;
use std::fs;
use std::io::Cursor;

fn packed(story: &Story) -> Vec<u8> {
    export_pack(story, &mut |_| Ok(GREY.to_vec()), Vec::new()).unwrap()
}

fn unpacked(bytes: &[u8]) -> Result<Brought> {
    import_pack(Cursor::new(bytes), &Limits::default(), moment(50), &mut |picture, bytes| {
        assert_eq!((bytes, picture.width), (GREY, 8));
        Ok(())
    })
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = Writer::new(Vec::new());
    for (name, bytes) in files {
        zip.add(name, bytes).unwrap();
    }
    zip.finish().unwrap()
}

/// A bundle of the story whose text another app has changed.
fn edited(story: &Story, edit: impl Fn(String) -> String) -> Vec<u8> {
    let (info, text) = words_of(story).unwrap();
    let assets: Vec<String> =
        story.pictures.iter().map(|picture| format!("assets/{}", picture.name)).collect();
    let text = edit(text);
    let mut files = vec![("info.json", &info[..]), ("text.md", text.as_bytes())];
    files.extend(assets.iter().map(|name| (name.as_str(), GREY)));
    zipped(&files)
}

fn sample() -> Story {
    let mut story = contents().story;
    story.copy.standfirst = "At last.".into();
    story.pictures.push(Picture { role: Role::Lead, ..grey("tower.jpg") });
    story.pictures[1].words.alt = "A [tower]".into();
    story.pictures[1].words.creator = "Ann".into();
    story
}

#[test]
fn the_text_is_what_other_apps_show() {
    let (info, text) = words_of(&sample()).unwrap();
    assert_eq!(
        text,
        "# Clock mended\n\n![A \\[tower\\]](assets/tower.jpg)\n\nIt was slow.\n\n\
         ![](assets/clock.jpg \"The clock (Image - Ann Lee)\")\n\n"
    );
    let info: serde_json::Value = serde_json::from_slice(&info).unwrap();
    assert_eq!((&info["version"], &info["type"]), (&2.into(), &MARKDOWN.into()));
    assert_eq!(info["creatorIdentifier"], RECORD);
    assert_eq!(info[RECORD]["story"]["copy"]["standfirst"], "At last.");
}

#[test]
fn what_another_app_changed_counts_and_the_rest_stays() {
    let story = sample();
    let bytes = edited(&story, |text| {
        text.replace("# Clock mended", "# Clock *mended* at last")
            .replace("The clock (", "The old clock (")
            .replace("slow.", "slow.\n\nNow it is not.")
    });
    let brought = unpacked(&bytes).unwrap();
    let was = Some(story.clone());
    let mut expected = story;
    expected.copy.headline = "Clock mended at last".into();
    // Line breaks at the end are the file's.
    expected.copy.body = "It was slow.\n\nNow it is not.\n\n![](clock.jpg)".into();
    expected.pictures[0].words.caption = "The old clock".into();
    assert_eq!(brought, Brought { story: expected, unchanged: false, was, refused: Vec::new() });
}

#[test]
fn the_lead_may_be_taken_out_of_the_text_and_stays_the_lead() {
    let story = sample();
    let bytes = edited(&story, |text| text.replace("![A \\[tower\\]](assets/tower.jpg)\n\n", ""));
    assert_eq!(unpacked(&bytes).unwrap().story, story);
}

#[test]
fn a_bundle_of_another_app_becomes_a_story() {
    let text = "# A fine day\n\n![A boat](assets/My%20Boat.JPG \"The boat (Photo: Jo)\")\n\nSun.\n\n\
                ![](assets/sub/oar.jpg)\n\n![](https://x.example/a.jpg)\n\n![](assets/gone.jpg)\n\n\
                ![](assets/page.jpg)\n\n![](/etc/passwd)\n\n![](assets/../info.json)\n";
    let bytes = zipped(&[
        ("__MACOSX/Fine.textbundle/._info.json", b"x"),
        ("Fine.textbundle/info.json", br#"{"version": 2, "creatorIdentifier": "net.example"}"#),
        ("Fine.textbundle/text.markdown", text.as_bytes()),
        ("Fine.textbundle/assets/My Boat.JPG", GREY),
        ("Fine.textbundle/assets/sub/oar.jpg", GREY),
        ("Fine.textbundle/assets/page.jpg", b"<html>"),
    ]);
    let Brought { story, unchanged, was, refused } = unpacked(&bytes).unwrap();
    assert!(!unchanged && was.is_none());
    assert_eq!(story.copy.headline, "A fine day");
    assert!(story.copy.body.starts_with("Sun.\n\n![](oar.jpg)\n\n![](https://x"), "{story:?}");
    let [boat, oar] = &story.pictures[..] else { panic!("{story:?}") };
    assert_eq!((boat.name.as_str(), boat.role), ("my-boat.jpg", Role::Lead));
    let words = ["A boat", "The boat", "Jo"];
    assert_eq!([&boat.words.alt, &boat.words.caption, &boat.words.credit], words);
    assert_eq!((oar.name.as_str(), oar.role), ("oar.jpg", Role::Inline));
    for (told, what) in refused.iter().zip([
        "assets/gone.jpg was not taken in: ",
        "assets/page.jpg: This is a web page",
        "/etc/passwd was not taken in: it does not lie in the bundle",
        "assets/../info.json was not taken in",
    ]) {
        assert!(told.starts_with(what), "{told}");
    }
    assert_eq!(refused.len(), 4, "{refused:?}");
}

#[test]
fn a_record_that_is_newer_or_damaged_leaves_the_markdown() {
    for (record, told) in
        [(r#"{"version": 2}"#, "newer version"), (r#"{"version": 1, "text": 3}"#, "damaged")]
    {
        let info = format!(r#"{{"version": 2, "{RECORD}": {record}}}"#);
        let bytes = zipped(&[("info.json", info.as_bytes()), ("text.md", b"# One\n\nTwo.\n")]);
        let brought = unpacked(&bytes).unwrap();
        assert_eq!(brought.story.copy.headline, "One");
        assert!(brought.refused[0].contains(told), "{brought:?}");
    }
}

#[test]
fn what_is_no_bundle_is_refused() {
    for (files, told) in [
        (&[("text.md", &b"x"[..])][..], "no info.json"),
        (&[("info.json", b"{}")], "no text"),
        (&[("info.json", b"["), ("text.md", b"x")], "info.json cannot be read"),
        (&[("info.json", br#"{"type": "com.fountain"}"#), ("text.md", b"x")], "not Markdown"),
        (&[("info.json", b"{}"), ("text.md", &[0xFF])], "not text in UTF-8"),
        (&[("info.json", b"{}"), ("../text.md", b"x")], "leads out"),
    ] {
        let error = unpacked(&zipped(files)).unwrap_err();
        assert!(error.message.contains(told), "{error}");
        assert!(error.message.contains("your stories are as they were"), "{error}");
    }
}

#[test]
fn a_picture_turned_in_another_app_is_taken_as_it_is_now() {
    let mut story = sample();
    story.pictures[0].sha256 = "0".repeat(64);
    story.pictures[0].width = 4000;
    let brought = unpacked(&packed(&story)).unwrap();
    assert_eq!(brought.story.pictures[0], sample().pictures[0]);
}

fn from_folder(path: &std::path::Path, limits: &Limits) -> Result<Brought> {
    import_folder(path, limits, moment(50), &mut |_, bytes| {
        assert_eq!(bytes, GREY);
        Ok(())
    })
}

#[test]
fn a_folder_is_written_whole_or_not_at_all() {
    let place = tempfile::tempdir().unwrap();
    let to = place.path().join("Clock.textbundle");
    let failing = &mut |_: &Picture| Err(Error::new(Code::Picture, "Gone.", "Add it."));
    export_folder(&sample(), failing, &to).unwrap_err();
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);
    export_folder(&sample(), &mut |_| Ok(GREY.to_vec()), &to).unwrap();
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
    let again = export_folder(&sample(), &mut |_| Ok(GREY.to_vec()), &to).unwrap_err();
    assert!(again.message.contains("is there already"), "{again}");
    let brought = from_folder(&to, &Limits::default()).unwrap();
    let was = Some(sample());
    let expected = Brought { story: sample(), unchanged: true, was, refused: Vec::new() };
    assert_eq!(brought, expected);
    let few = Limits { original: 10, ..Limits::default() };
    assert_eq!(from_folder(&to, &few).unwrap().refused.len(), 2);
    let little = Limits { total: 300, ..Limits::default() };
    assert!(from_folder(&to, &little).unwrap_err().message.contains("larger"));
}

#[cfg(unix)]
#[test]
fn no_link_is_followed_out_of_a_folder() {
    let place = tempfile::tempdir().unwrap();
    let to = place.path().join("Clock.textbundle");
    export_folder(&sample(), &mut |_| Ok(GREY.to_vec()), &to).unwrap();
    let outside = place.path().join("secret.jpg");
    fs::write(&outside, GREY).unwrap();
    fs::remove_file(to.join("assets/clock.jpg")).unwrap();
    std::os::unix::fs::symlink(&outside, to.join("assets/clock.jpg")).unwrap();
    let brought = from_folder(&to, &Limits::default()).unwrap();
    assert!(brought.refused[0].contains("a link"), "{brought:?}");
    assert_eq!(brought.story.pictures.len(), 1);
    fs::rename(to.join("assets"), place.path().join("assets")).unwrap();
    std::os::unix::fs::symlink(place.path().join("assets"), to.join("assets")).unwrap();
    assert_eq!(from_folder(&to, &Limits::default()).unwrap().refused.len(), 2);
    fs::remove_file(to.join("text.md")).unwrap();
    std::os::unix::fs::symlink(&outside, to.join("text.md")).unwrap();
    assert!(from_folder(&to, &Limits::default()).unwrap_err().message.contains("a link"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_story_comes_back_to_the_letter(story in story()) {
        let bytes = packed(&story);
        prop_assert_eq!(&packed(&story), &bytes);
        let brought = unpacked(&bytes).unwrap();
        let was = Some(story.clone());
        prop_assert_eq!(brought, Brought { story, unchanged: true, was, refused: Vec::new() });
    }

    #[test]
    fn a_paragraph_added_elsewhere_changes_nothing_else(story in story()) {
        let bytes = edited(&story, |text| format!("{text}\n\nAdded.\n"));
        let mut brought = unpacked(&bytes).unwrap();
        prop_assert!(brought.story.copy.body.trim_end().ends_with("Added."));
        brought.story.copy.body = story.copy.body.clone();
        prop_assert_eq!(brought.story, story);
    }
}
