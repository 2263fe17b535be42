use super::*;
use crate::picture::{Focus, Picture, Role, Shape, Words};
use crate::story::StoryId;
use jiff::Timestamp;
use proptest::prelude::*;

fn story(body: &str) -> Story {
    let mut story = Story::new(StoryId::new(Timestamp::UNIX_EPOCH), Timestamp::UNIX_EPOCH);
    story.copy.body = body.into();
    story
}

fn picture(name: &str, sha256: &str) -> Picture {
    Picture { name: name.into(), sha256: sha256.into(), ..Picture::default() }
}

fn joined<'a>(pieces: impl IntoIterator<Item = &'a Piece>, without: How) -> String {
    let there = pieces.into_iter().filter(|piece| piece.how != without);
    there.map(|piece| piece.text.as_str()).collect()
}

#[test]
fn every_change_of_a_paragraph_is_told() {
    let old = "One stays as it is.\n\nTwo was here.\n\nThree is taken out.\n\nFour goes to the end of it all.\n\nFive.\n";
    let new = "One stays as it is.\n\nTwo is here.\n\nFive.\n\nFour goes to the very end of it all.\n\nSix.\n";
    let compared = compare(&story(old), &story(new));
    let rows: Vec<_> = compared.body.iter().map(|row| (row.standing, row.was, row.now)).collect();
    assert_eq!(
        rows,
        [
            (Standing::Same, Some(1), Some(1)),
            (Standing::Changed, Some(2), Some(2)),
            (Standing::Removed, Some(3), None),
            (Standing::MovedAway, Some(4), Some(4)),
            (Standing::Same, Some(5), Some(3)),
            (Standing::MovedHere, Some(4), Some(4)),
            (Standing::Added, None, Some(5)),
        ]
    );
    assert_eq!((compared.words_in, compared.words_out), (3, 5), "is, very, Six; was, Three …");
    assert!(!compared.same && compare(&story(old), &story(old)).same);
    assert!(compare(&story(old), &story(&old.replace('\n', "\r\n"))).same);
}

#[test]
fn fields_are_compared_by_their_words_and_tags_one_by_one() {
    let (mut old, mut new) = (story(""), story(""));
    old.copy.headline = "Bridge closed for a year".into();
    new.copy.headline = "Bridge closed for two years".into();
    old.copy.tags = ["bridge", "river roads"].map(str::to_owned).into();
    new.copy.tags = ["river roads", "council"].map(str::to_owned).into();
    new.copy.dateline = Some("Marlbridge".into());
    new.kind = crate::story::Kind::Feature;
    let compared = compare(&old, &new);
    let told = |field: Field| {
        let one = compared.fields.iter().find(|one| one.field == field).unwrap();
        one.pieces.iter().map(|piece| (piece.how, piece.text.as_str())).collect::<Vec<_>>()
    };
    let (same, delete, insert) = (How::Same, How::Delete, How::Insert);
    let headline = [(same, "Bridge closed for "), (delete, "a year"), (insert, "two years")];
    assert_eq!(told(Field::Headline), headline);
    assert_eq!(told(Field::Tags), [(delete, "bridge"), (same, "river roads"), (insert, "council")]);
    assert_eq!(told(Field::Dateline), [(insert, "Marlbridge")]);
    assert_eq!(told(Field::Kind), [(delete, "news"), (insert, "feature")]);
    let changed = compared.fields.iter().filter(|one| one.changed).count();
    assert_eq!((changed, compared.words_in, compared.words_out), (4, 4, 3));
}

#[test]
fn every_change_of_a_picture_is_told() {
    let names = ["a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg"];
    let (mut old, mut new) = (story(""), story(""));
    old.pictures = names.map(|name| picture(name, name)).to_vec();
    new.pictures = ["c.jpg", "a.jpg", "b.jpg", "renamed.jpg", "new.jpg"]
        .map(|name| picture(name, name))
        .to_vec();
    new.pictures[1].sha256 = "another file".into();
    new.pictures[2].words =
        Words { caption: "The bridge".into(), decorative: true, ..Words::default() };
    new.pictures[2].crop = Some(Shape { width: 16, height: 9 });
    new.pictures[2].focus = Some(Focus { x: 0.401, y: 0.5 });
    new.pictures[2].role = Role::Lead;
    new.pictures[3].sha256 = "d.jpg".into();
    let compared = compare(&old, &new).pictures;
    let told = |one: &PictureCompared| {
        (one.name.clone(), one.was, one.now, one.moved, one.replaced, one.is_changed())
    };
    let row =
        |name: &str, was, now, moved, replaced| (name.to_owned(), was, now, moved, replaced, true);
    assert_eq!(
        compared.iter().map(told).collect::<Vec<_>>(),
        [
            row("c.jpg", Some(3), Some(1), true, false),
            row("a.jpg", Some(1), Some(2), false, true),
            row("b.jpg", Some(2), Some(3), false, false),
            row("renamed.jpg", Some(4), Some(4), false, false),
            row("new.jpg", None, Some(5), false, false),
            row("e.jpg", Some(5), None, false, false),
        ]
    );
    assert_eq!(compared[3].old_name.as_deref(), Some("d.jpg"));
    let [words] = compared[2].words.as_slice() else { panic!("{:?}", compared[2].words) };
    assert_eq!((words.field.as_str(), words.pieces[0].how), ("caption", How::Insert));
    let settings: Vec<_> =
        compared[2].settings.iter().map(|one| (one.was.as_str(), one.now.as_str())).collect();
    assert_eq!(settings, [("inline", "lead"), ("", "16:9"), ("", "0.401, 0.5"), ("no", "yes")]);
    let same = compare(&old, &old).pictures;
    assert!(same.iter().all(|one| !one.is_changed()));
}

/// Texts made of what is hard to cut: signs of several characters, both directions, every line break.
fn text() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "the",
        "council",
        "met",
        " ",
        " ",
        " ",
        "👩‍🚒",
        "🇬🇧",
        "e\u{301}",
        "\u{301}",
        "\u{200d}",
        "שלום",
        "مرحبا",
        "กำ",
        "\n",
        "\n\n",
        "\r\n\r\n",
        "**",
        "[link](/x)",
        "![](a.jpg)",
        "- ",
        "> ",
        "#",
        ".",
    ]);
    prop::collection::vec(bits, 0..40).prop_map(|bits| bits.concat())
}

proptest! {
    #[test]
    fn both_texts_are_whole(old in text(), new in text()) {
        let pieces = pieces(&old, &new);
        prop_assert_eq!(joined(&pieces, How::Insert), &old[..]);
        prop_assert_eq!(joined(&pieces, How::Delete), &new[..]);
        prop_assert!(pieces.iter().all(|piece| !piece.text.is_empty()));
    }

    #[test]
    fn both_bodies_are_whole_and_in_their_order(old in text(), new in text()) {
        let rows = body::compare(&old, &new);
        let paragraphs = |body: &str| -> Vec<String> {
            let ranges = crate::markdown::pieces(body).into_iter();
            ranges.map(|range| crate::merge::one_break(&body[range])).collect()
        };
        let olds: Vec<String> = rows
            .iter()
            .filter(|row| row.standing.is_old())
            .map(|row| joined(&row.pieces, How::Insert))
            .collect();
        let news: Vec<String> = rows
            .iter()
            .filter(|row| row.standing.is_new())
            .map(|row| joined(&row.pieces, How::Delete))
            .collect();
        prop_assert_eq!(olds, paragraphs(&old));
        prop_assert_eq!(news, paragraphs(&new));
        for row in rows.iter().filter(|row| row.standing == Standing::MovedHere) {
            let away = rows.iter().find(|one| {
                one.standing == Standing::MovedAway && (one.was, one.now) == (row.was, row.now)
            });
            let was = away.map(|away| joined(&away.pieces, How::Insert));
            prop_assert_eq!(was, Some(joined(&row.pieces, How::Insert)));
        }
    }

    #[test]
    fn nothing_is_told_of_a_text_beside_itself(text in text()) {
        let one = story(&text);
        let compared = compare(&one, &one);
        prop_assert!(compared.same);
        prop_assert_eq!((compared.words_in, compared.words_out), (0, 0));
    }
}
