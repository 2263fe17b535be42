//! White space that prints nothing: a site's HTML loses it, and nobody is to be asked about it.

use super::*;

#[test]
fn white_space_that_prints_nothing_is_no_conflict() {
    let base = "The clock strikes again.\n\nPeople stopped\nto listen.\n";
    let cases = [
        // Both wrote the same; a site's HTML lost the line break of one.
        (
            "The clock strikes again.\n\nChildren sang a song\nfor the mayor.\n",
            "The clock struck.\n\nChildren sang a song for the mayor. \n",
            "The clock struck.\n\nChildren sang a song\nfor the mayor. \n",
        ),
        // One wrote, of the other the line break was lost.
        (
            "The clock struck.\n\nPeople stopped to listen.\n",
            "The clock strikes again.\n\nPeople stopped\nto hear it.\n",
            "The clock struck.\n\nPeople stopped\nto hear it.\n",
        ),
        // Taken out by one.
        (
            "The clock strikes again.\n\nPeople stopped to listen.\n",
            "The clock strikes again.\n\n![](a.jpg)\n",
            "The clock strikes again.\n\n![](a.jpg)\n",
        ),
        // New on both sides.
        (
            "The clock strikes again.\n\nPeople stopped\nto listen.\n\nThen they\nwent.\n",
            "The clock strikes again.\n\nPeople stopped\nto listen.\n\nThen they went.\n",
            "The clock strikes again.\n\nPeople stopped\nto listen.\n\nThen they\nwent.\n",
        ),
        // Words of both, in a paragraph of which one side lost the line break beside them.
        (
            "The clock strikes again.\n\nPeople halted\nto listen.\n",
            "The clock strikes again.\n\nPeople stopped to listen closely.\n",
            "The clock strikes again.\n\nPeople halted to listen closely.\n",
        ),
    ];
    for (mine, theirs, expected) in cases {
        let merged = merged(base, mine, theirs);
        assert_eq!(merged.conflicts, [], "{mine:?} {theirs:?}");
        assert_eq!(merged.wording.copy.body, expected, "{mine:?} {theirs:?}");
    }
}

#[test]
fn blanks_are_no_conflict_in_a_field() {
    let headline = |text: &str| {
        let copy = Copy { headline: text.to_owned(), ..Copy::default() };
        Wording { copy, ..Wording::default() }
    };
    for (mine, theirs, expected) in [
        ("Clock struck ", "Clock struck", "Clock struck "),
        ("Clock mended ", "Clock struck", "Clock struck"),
        ("Clock struck", "Clock  mended", "Clock struck"),
    ] {
        let merged = merge(&headline("Clock mended"), &headline(mine), &headline(theirs));
        assert_eq!(merged.conflicts, [], "{mine:?} {theirs:?}");
        assert_eq!(merged.wording.copy.headline, expected, "{mine:?} {theirs:?}");
    }
}

#[test]
fn no_conflict_is_about_white_space_that_prints_nothing() {
    let mut dice = Dice(0xB1A2);
    let mut wrapped = 0;
    for case in 0..1_500 {
        let pieces: Vec<String> = (0..1 + dice.roll(6)).map(|_| piece(&mut dice)).collect();
        let base = pieces.join("\n\n");
        let (one, two) = (dice.roll(4), dice.roll(4));
        let mine = edit(&base, "mm", one, &mut dice);
        // What one side wrote, as it comes back from a site, and written on by the other.
        let mut theirs = edit(&mine, "tt", two, &mut dice);
        let plain = |text: &str| !text.contains(['`', '#', '>', '-', '!', '[', '\r']);
        let lines = |text: &str, dice: &mut Dice| {
            let words = text.split(' ');
            let broken = words.map(|word| [word, " "].concat() + ["", "\n", " "][dice.roll(3)]);
            broken.collect::<String>()
        };
        let all: Vec<String> = theirs
            .split("\n\n")
            .map(|text| if plain(text) { lines(text, &mut dice) } else { text.to_owned() })
            .collect();
        theirs = all.join("\n\n");
        wrapped += usize::from(theirs.contains(" \n"));
        for conflict in merged(&base, &mine, &theirs).conflicts {
            let Conflict { mine: held, theirs: other, .. } = &conflict;
            let asked = [held, other].iter().any(|text| text.contains("  \n") || !plain(text));
            let same = held.split_whitespace().eq(other.split_whitespace());
            assert!(asked || !same, "{case}: {conflict:?} of {base:?}, {mine:?}, {theirs:?}");
        }
    }
    assert!(wrapped > 500, "{wrapped}");
}
