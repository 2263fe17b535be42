mod white_space;

use super::*;

fn body(text: &str) -> Wording {
    let copy = Copy { body: text.to_owned(), ..Copy::default() };
    Wording { copy, ..Wording::default() }
}

fn merged(base: &str, mine: &str, theirs: &str) -> Merged {
    merge(&body(base), &body(mine), &body(theirs))
}

#[test]
fn changes_in_different_places_all_stand() {
    let base = "One is here.\n\nTwo is here.\n\nThree is here.\n";
    let cases = [
        // Neighbouring paragraphs.
        (
            "One was here.\n\nTwo is here.\n\nThree is here.\n",
            "One is here.\n\nTwo was here.\n\nThree is here.\n",
            "One was here.\n\nTwo was here.\n\nThree is here.\n",
        ),
        // One paragraph, different words.
        (
            "One is here.\n\nTwo is really here.\n\nThree is here.\n",
            "One is here.\n\nNumber two is here.\n\nThree is here.\n",
            "One is here.\n\nNumber two is really here.\n\nThree is here.\n",
        ),
        // Taken out and edited elsewhere.
        (
            "One is here.\n\nThree is here.\n",
            "One is here.\n\nTwo is here.\n\nThree was here.\n",
            "One is here.\n\nThree was here.\n",
        ),
        // Both insert at the same place.
        (
            "One is here.\n\nMine, new.\n\nTwo is here.\n\nThree is here.\n",
            "One is here.\n\n![](theirs.jpg)\n\nTwo is here.\n\nThree is here.\n",
            "One is here.\n\nMine, new.\n\n![](theirs.jpg)\n\nTwo is here.\n\nThree is here.\n",
        ),
        // Moved by one, edited by the other.
        (
            "Three is here.\n\nOne is here.\n\nTwo is here.\n",
            "One is here.\n\nTwo is here.\n\nThree is right here.\n",
            "Three is right here.\n\nOne is here.\n\nTwo is here.\n",
        ),
        // Both do the same.
        (
            "One is here.\n\nNew.\n\nTwo is here.\n",
            "One is here.\n\nNew.\n\nTwo is here.\n",
            "One is here.\n\nNew.\n\nTwo is here.\n",
        ),
    ];
    for (mine, theirs, expected) in cases {
        let merged = merged(base, mine, theirs);
        assert_eq!(merged.wording.copy.body, expected, "{mine:?} {theirs:?}");
        assert_eq!(merged.conflicts, [], "{mine:?} {theirs:?}");
    }
}

/// Mine and theirs, the conflict's three texts, and the body after each choice. Both began with
/// "One is here." and "Two is here.".
type Case = (&'static str, &'static str, [&'static str; 3], [&'static str; 3]);
const CONFLICTS: [Case; 4] = [
    (
        "One was here.\n\nTwo is here.\n",
        "One will be here.\n\nTwo is here.\n",
        ["One is here.", "One was here.", "One will be here."],
        [
            "One was here.\n\nTwo is here.\n",
            "One will be here.\n\nTwo is here.\n",
            "One was here.\n\nOne will be here.\n\nTwo is here.\n",
        ],
    ),
    (
        "Two is here.\n",
        "One was never here.\n\nTwo is here.\n",
        ["One is here.", "", "One was never here."],
        [
            "Two is here.\n",
            "One was never here.\n\nTwo is here.\n",
            "One was never here.\n\nTwo is here.\n",
        ],
    ),
    (
        "One is here.\n\nTwo was here.\n",
        "One is here.\n",
        ["Two is here.", "Two was here.", ""],
        ["One is here.\n\nTwo was here.\n", "One is here.\n", "One is here.\n\nTwo was here.\n"],
    ),
    (
        "One is here.\n\nBoth of us wrote this.\n\nTwo is here.\n",
        "One is here.\n\nBoth of us wrote that.\n\nTwo is here.\n",
        ["", "Both of us wrote this.", "Both of us wrote that."],
        [
            "One is here.\n\nBoth of us wrote this.\n\nTwo is here.\n",
            "One is here.\n\nBoth of us wrote that.\n\nTwo is here.\n",
            "One is here.\n\nBoth of us wrote this.\n\nBoth of us wrote that.\n\nTwo is here.\n",
        ],
    ),
];

#[test]
fn what_cannot_both_stand_is_a_conflict_that_holds_both() {
    let base = "One is here.\n\nTwo is here.\n";
    for (mine, theirs, texts, settled) in CONFLICTS {
        let merged = merged(base, mine, theirs);
        let [conflict] = merged.conflicts.as_slice() else { panic!("{mine:?}: {merged:?}") };
        assert_eq!([&conflict.base, &conflict.mine, &conflict.theirs], texts.each_ref());
        for (choice, expected) in
            [Choice::Mine, Choice::Theirs, Choice::Both].into_iter().zip(settled)
        {
            assert_eq!(merged.settle(&[choice]).copy.body, expected, "{choice:?}");
        }
        assert_eq!(merged.settle(&[]), merged.wording);
    }
}

#[test]
fn fields_are_merged_whole_and_tags_as_a_set() {
    let base = Wording {
        copy: Copy {
            headline: "Bridge closed".into(),
            byline: "Jo Smith".into(),
            tags: ["bridge", "roads"].map(str::to_owned).into(),
            ..Copy::default()
        },
        section: "Local News".into(),
        pictures: [(
            "a.jpg".to_owned(),
            Words { caption: "The bridge".into(), ..Words::default() },
        )]
        .into(),
    };
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    mine.copy.headline = "Bridge shut".into();
    theirs.copy.headline = "Old bridge closed".into();
    theirs.copy.standfirst = "For a year.".into();
    mine.copy.dateline = Some("Marlbridge".into());
    mine.copy.tags = ["roads", "council"].map(str::to_owned).into();
    theirs.copy.tags = ["bridge", "roads", "river"].map(str::to_owned).into();
    theirs.section = "Business".into();
    mine.pictures.get_mut("a.jpg").unwrap().credit = "Jo Smith".into();
    theirs.pictures.get_mut("a.jpg").unwrap().caption = "The old bridge".into();
    let merged = merge(&base, &mine, &theirs);
    let copy = &merged.wording.copy;
    assert_eq!(copy.headline, "Bridge shut");
    assert_eq!(copy.standfirst, "For a year.");
    assert_eq!(copy.dateline.as_deref(), Some("Marlbridge"));
    assert_eq!(copy.tags, ["roads", "council", "river"]);
    assert_eq!(merged.wording.section, "Business");
    let words = &merged.wording.pictures["a.jpg"];
    assert_eq!((words.caption.as_str(), words.credit.as_str()), ("The old bridge", "Jo Smith"));
    let [conflict] = merged.conflicts.as_slice() else { panic!("{:?}", merged.conflicts) };
    assert_eq!(conflict.spot, Spot::Headline);
    assert_eq!(merged.settle(&[Choice::Theirs]).copy.headline, "Old bridge closed");
    assert_eq!(merged.settle(&[Choice::Both]).copy.headline, "Bridge shut / Old bridge closed");
    assert_eq!((merged.taken.len(), merged.kept.len()), (4, 3), "{:#?}", merged);
}

#[test]
fn line_breaks_of_another_kind_are_no_change() {
    let merged =
        merged("One.\n\nTwo.\n", "One.\r\n\r\nTwo.\r\n", "One.\n\nTwo, edited.\n\nThree\nlines.\n");
    assert_eq!(merged.wording.copy.body, "One.\r\n\r\nTwo, edited.\r\n\r\nThree\r\nlines.\r\n");
    assert_eq!(merged.conflicts, []);
}

/// Numbers from a seed, the same on every computer (xorshift64, Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(sides).unwrap()).unwrap()
    }
}

const STRANGE: [&str; 14] = [
    "👩‍🚒",
    "e\u{301}",
    "\u{200d}",
    "**bold**",
    "[link](/x)",
    "\r\n",
    "\n",
    "  \n",
    "![](a.jpg)",
    "> ",
    "- ",
    "```",
    "[^1]",
    "#",
];

fn piece(dice: &mut Dice) -> String {
    const WORDS: [&str; 8] = ["the", "council", "met", "on", "Monday", "café", "🏛", "of"];
    let word = |dice: &mut Dice| WORDS[dice.roll(8)];
    let words: Vec<&str> = (0..1 + dice.roll(9)).map(|_| word(dice)).collect();
    let words = words.join(" ");
    match dice.roll(7) {
        0 => format!("## {words}"),
        1 => format!("- {words}\n- b"),
        2 => format!("> {words}"),
        3 => "![](roof.jpg)".to_owned(),
        _ => words,
    }
}

/// Some edits at random; every word that comes in is one nobody else has.
fn edit(text: &str, who: &str, edits: usize, dice: &mut Dice) -> String {
    let mut text = text.to_owned();
    for n in 0..edits {
        let pieces: Vec<&str> = text.split("\n\n").collect();
        let at = dice.roll(pieces.len());
        let mut pieces: Vec<String> = pieces.into_iter().map(str::to_owned).collect();
        match dice.roll(8) {
            0 => drop(pieces.remove(at)),
            1 => pieces.insert(at, format!("{who}{n} {}", piece(dice))),
            2 => {
                let moved = pieces.remove(at);
                let to = dice.roll(pieces.len() + 1);
                pieces.insert(to, moved);
            }
            3 => pieces[at] = format!("{} {who}{n}", STRANGE[dice.roll(STRANGE.len())]),
            4 if dice.roll(20) == 0 => pieces.clear(),
            _ => {
                let mut words: Vec<String> = pieces[at].split(' ').map(str::to_owned).collect();
                let word = dice.roll(words.len());
                match dice.roll(3) {
                    0 => drop(words.remove(word)),
                    1 => words[word] = format!("{who}{n}"),
                    _ => words.insert(word, format!("{who}{n}")),
                }
                pieces[at] = words.join(" ");
            }
        }
        text = pieces.join("\n\n");
        if dice.roll(40) == 0 {
            text = text.replace('\n', "\r\n");
        }
    }
    text
}

fn own(text: &str, who: &str) -> Vec<String> {
    let own = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.starts_with(who));
    own.map(str::to_owned).collect()
}

#[test]
fn nothing_that_anyone_wrote_vanishes() {
    let mut dice = Dice(0x5EED);
    let mut edits = 0;
    for case in 0..1_500 {
        let pieces: Vec<String> = (0..dice.roll(7)).map(|_| piece(&mut dice)).collect();
        let named = pieces.iter().enumerate().map(|(n, piece)| format!("{piece} bb{n}"));
        let base = named.collect::<Vec<_>>().join("\n\n");
        let (one, two) = (dice.roll(8), dice.roll(8));
        edits += one + two;
        let (mine, theirs) = (edit(&base, "mm", one, &mut dice), edit(&base, "tt", two, &mut dice));
        let merged = merged(&base, &mine, &theirs);
        let all = |choices: &[Choice]| merged.settle(choices).copy.body;
        let both = all(&vec![Choice::Both; merged.conflicts.len()]);
        let at_hand = |texts: &[&str]| texts.join("\n");
        let mut held = vec![merged.wording.copy.body.as_str()];
        held.extend(merged.conflicts.iter().flat_map(|c| [c.mine.as_str(), c.theirs.as_str()]));
        let held = at_hand(&held);
        for (text, who) in [(&mine, "mm"), (&theirs, "tt")] {
            for word in own(text, who) {
                assert!(
                    held.contains(&word),
                    "{case}: {word} of {text:?} is not in {held:?} ({base:?})"
                );
                assert!(both.contains(&word), "{case}: {word} is not in both: {both:?}");
            }
        }
        let stays = own(&mine, "bb");
        for word in own(&theirs, "bb").iter().filter(|word| stays.contains(word)) {
            assert!(both.contains(word), "{case}: {word} of both is not in {both:?}");
        }
    }
    assert!(edits >= 10_000, "{edits}");
}

#[test]
fn what_was_put_back_is_asked_about_once_more_and_nothing_else_is() {
    let base = "One is here.\n\nTwo is here.\n\nThree is here.\n\nFour is here.\n";
    let mine = "One was here.\n\nTwo was here.\n\nThree is here.\n\nFour is here.\n\nMine.\n";
    let theirs = "One will be here.\n\nThree is right here.\n\nFour is here.\n";
    let [base, mine, theirs] = [base, mine, theirs].map(body);
    let first = merge(&base, &mine, &theirs);
    assert_eq!(first.conflicts.len(), 2, "{:?}", first.conflicts);
    let back = put_back([&base, &mine, &theirs], &|_| true);
    let expected = "One is here.\n\nTwo is here.\n\nThree is right here.\n\nFour is here.\n";
    assert_eq!(back.copy.body, expected);
    let again = merge(&back, &first.wording, &theirs);
    assert_eq!((&again.wording, &again.conflicts), (&first.wording, &first.conflicts));
    assert_eq!(again.taken, []);
    // One of them is decided.
    let back = put_back([&base, &mine, &theirs], &|number| number == 1);
    let again = merge(&back, &first.wording, &theirs);
    assert_eq!(again.conflicts, first.conflicts[1..]);
    assert_eq!(again.wording, first.wording);
}

#[test]
fn no_word_of_a_conflict_vanishes_in_the_merge_after_it() {
    let mut dice = Dice(0xD15C);
    let mut asked = 0;
    for case in 0..1_500 {
        let pieces: Vec<String> = (0..1 + dice.roll(6)).map(|_| piece(&mut dice)).collect();
        let base = pieces.join("\n\n");
        let (one, two) = (dice.roll(6), dice.roll(6));
        let (mine, theirs) = (edit(&base, "mm", one, &mut dice), edit(&base, "tt", two, &mut dice));
        let first = merged(&base, &mine, &theirs);
        if first.conflicts.is_empty() {
            continue;
        }
        let back = put_back([&base, &mine, &theirs].map(|text| body(text)).each_ref(), &|_| true);
        // Mine is written on, and theirs too.
        let (three, four) = (dice.roll(3), dice.roll(3));
        let stands = edit(&first.wording.copy.body, "nn", three, &mut dice);
        let newer = edit(&theirs, "uu", four, &mut dice);
        let again = merge(&back, &body(&stands), &body(&newer));
        let mut held = again.wording.copy.body.clone();
        for conflict in &again.conflicts {
            held.push_str(&format!("\n{}\n{}", conflict.mine, conflict.theirs));
        }
        let open = first.conflicts.iter().map(|conflict| conflict.theirs.as_str());
        for word in open.flat_map(|text| own(text, "tt")) {
            asked += 1;
            // Whatever they took out themselves is theirs to take out.
            let still = own(&newer, "tt").contains(&word) || own(&stands, "tt").contains(&word);
            assert!(!still || held.contains(&word), "{case}: {word} is not in {held:?}");
        }
    }
    assert!(asked > 300, "{asked}");
}

#[test]
fn one_side_alone_is_taken_to_the_letter() {
    let mut dice = Dice(0xBA5E);
    for _ in 0..500 {
        let pieces: Vec<String> = (0..dice.roll(7)).map(|_| piece(&mut dice)).collect();
        let base = pieces.join("\n\n");
        let rolls = dice.roll(6);
        let other = edit(&base, "x", rolls, &mut dice);
        for (mine, theirs) in [(&base, &other), (&other, &base), (&other, &other)] {
            let merged = merged(&base, mine, theirs);
            assert_eq!(merged.wording, body(&other));
            assert_eq!(merged.conflicts, []);
        }
    }
}
