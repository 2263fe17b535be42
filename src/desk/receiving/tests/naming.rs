//! Two stories, each with names of its own for its pictures.

use super::*;

#[test]
fn whatever_two_desks_call_their_pictures_no_caption_goes_from_one_to_the_other() {
    let names = ["a.jpg", "b.jpg", "A.jpg", "c.jpg"];
    let bytes: [&[u8]; 3] = [b"one", b"two", b"three"];
    let captioned = |named: &[(usize, usize)]| {
        named.iter().fold(told("Clocks."), |story, (name, file)| {
            // The caption says which picture it is about.
            with_picture(story, names[*name], bytes[*file], &Store::hash(bytes[*file]))
        })
    };
    let all: Vec<Vec<(usize, usize)>> = (0..4)
        .flat_map(|one| (0..4).map(move |other: usize| (one, other)))
        // In one story no two names differ in capitals only.
        .filter(|(one, other)| names[*one].to_lowercase() != names[*other].to_lowercase())
        .flat_map(|(one, other)| {
            [vec![(one, 0), (other, 1)], vec![(one, 1), (other, 2)], vec![(one, 2)]]
        })
        .collect();
    for mine in &all {
        for theirs in &all {
            for base in
                [None, Some(captioned(mine)), Some(captioned(theirs)), Some(told("Clocks."))]
            {
                let (mine, theirs) = (captioned(mine), captioned(theirs));
                let united = unite(base.as_ref(), &mine, &theirs, &[]).story;
                let mut called: Vec<String> = Vec::new();
                for picture in &united.pictures {
                    assert_eq!(picture.words.caption, picture.sha256, "{mine:?} {theirs:?}");
                    called.push(picture.name.to_lowercase());
                }
                called.sort();
                called.dedup();
                assert_eq!(called.len(), united.pictures.len(), "{mine:?} {theirs:?}");
                for image in crate::markdown::images(&united.copy.body) {
                    assert!(united.picture(&image.name).is_some(), "{united:?}");
                }
            }
        }
    }
}
