use super::*;
use std::collections::BTreeSet;

fn ids() -> impl FnMut() -> String {
    let mut next = 0;
    move || {
        next += 1;
        format!("{next:03}")
    }
}

/// What happens in one round: the editor edits, then the writer decides about some and edits too.
#[derive(Debug, Clone)]
struct Round {
    editor: Vec<Edit>,
    decisions: Vec<(prop::sample::Index, bool)>,
    writer: Vec<Edit>,
    order: Vec<prop::sample::Index>,
}

fn round() -> impl Strategy<Value = Round> {
    let index = any::<prop::sample::Index>;
    (
        prop::collection::vec(edit(), 0..5),
        prop::collection::vec((index(), any::<bool>()), 0..3),
        prop::collection::vec(edit(), 0..3),
        prop::collection::vec(index(), 24),
    )
        .prop_map(|(editor, decisions, writer, order)| Round {
            editor,
            decisions,
            writer,
            order,
        })
}

fn edited(text: &str, edits: &[Edit]) -> String {
    edits.iter().fold(text.to_owned(), |text, edit| edit.make(&text))
}

fn by(name: &'static str) -> impl Fn(&Suggestion) -> bool {
    move |one| one.made.by.is(&person(name))
}

fn body(story: &Story, review: &Review, of: impl Fn(&Suggestion) -> bool) -> Proposal {
    proposal(&story.copy.body, &Part::Body, &review.suggestions, of)
}

/// Lets somebody edit; the text that is then to be seen.
fn suggests(
    story: &Story,
    review: &mut Review,
    mark: &Mark,
    edits: &[Edit],
    new_id: &mut dyn FnMut() -> String,
) -> String {
    let mine = |one: &Suggestion| one.made.by.is(&mark.by);
    let mut wanted = proposed(story, &review.suggestions, mine);
    wanted.copy.body = edited(&wanted.copy.body, edits);
    let suggested = suggest_story(story, &wanted, &review.suggestions, &mark.by, mark.at, new_id);
    review.suggested(suggested);
    wanted.copy.body
}

/// The changes of a proposal taken out of it again.
fn taken_out(base: &str, proposal: &Proposal) -> String {
    let mut text = proposal.text.clone();
    for change in proposal.changes.iter().rev() {
        let now = change.now.to_bytes(&proposal.text).unwrap();
        text.replace_range(now, &base[change.was.to_bytes(base).unwrap()]);
    }
    text
}

fn accepts_in_order(
    story: &Story,
    review: &Review,
    proposal: &Proposal,
    order: &[prop::sample::Index],
    at: i64,
) -> Result<String, TestCaseError> {
    let (mut story, mut review) = (story.clone(), review.clone());
    let mut left: Vec<&String> = proposal.changes.iter().map(|change| &change.id).collect();
    let mut order = order.iter();
    while !left.is_empty() {
        let next = order.next().map_or(0, |index| index.index(left.len()));
        let id = left.remove(next);
        let decided = review.accept(&mut story, id, &mark("Writer", at));
        let decided = decided.ok_or_else(|| TestCaseError::fail(format!("{id} has no place")))?;
        let lost = decided.unplaced.iter().find(|id| left.contains(id));
        prop_assert_eq!(lost, None, "{:?}", story.copy.body);
    }
    Ok(story.copy.body)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn accepting_all_gives_the_editors_text_and_rejecting_all_the_writers(
        text in text(0..40), rounds in prop::collection::vec(round(), 1..4),
    ) {
        let (mut story, mut review, mut ids, mut now) = (story(&text, &[]), Review::default(), ids(), 0);
        for round in rounds {
            now += 10;
            let before = body(&story, &review, by("Editor")).text;
            let wanted = suggests(&story, &mut review, &mark("Editor", now), &round.editor, &mut ids);
            let shown = body(&story, &review, by("Editor"));
            prop_assert_eq!(&shown.text, &wanted);
            prop_assert_eq!(taken_out(&story.copy.body, &shown), &story.copy.body[..]);
            let signs = |at: &usize| super::super::anchor::between_signs(&story.copy.body, *at);
            for change in &shown.changes {
                let bytes = change.was.to_bytes(&story.copy.body).unwrap();
                prop_assert!([bytes.start, bytes.end].iter().all(signs), "{change:?} cuts a sign");
            }

            let (mut taken, mut decided) = (story.clone(), review.clone());
            decided.accept_all(&mut taken, &mark("Writer", now + 1), by("Editor"));
            prop_assert_eq!(&taken.copy.body, &wanted);
            if before != wanted {
                let one_by_one =
                    accepts_in_order(&story, &review, &shown, &round.order, now + 1)?;
                prop_assert_eq!(one_by_one, wanted);
            }
            let mut rejected = review.clone();
            rejected.turn_down(How::Rejected, &mark("Writer", now + 1), |_| true);
            prop_assert_eq!(body(&story, &rejected, |_| true).text, &story.copy.body[..]);

            for (which, accept) in &round.decisions {
                let open: Vec<String> =
                    body(&story, &review, |_| true).changes.into_iter().map(|one| one.id).collect();
                if open.is_empty() {
                    break;
                }
                let id = &open[which.index(open.len())];
                if *accept {
                    prop_assert!(review.accept(&mut story, id, &mark("Writer", now + 2)).is_some());
                } else {
                    prop_assert!(review.reject(id, &mark("Writer", now + 2)));
                }
            }
            story.copy.body = edited(&story.copy.body, &round.writer);
        }
    }

    #[test]
    fn what_another_suggestion_wrote_over_is_told(
        text in text(0..40), one in prop::collection::vec(edit(), 1..4),
        other in prop::collection::vec(edit(), 1..4), order in prop::collection::vec(any::<prop::sample::Index>(), 24),
    ) {
        let (mut story, mut review, mut ids) = (story(&text, &[]), Review::default(), ids());
        let ann = suggests(&story, &mut review, &mark("Ann", 1), &one, &mut ids);
        let bob = suggests(&story, &mut review, &mark("Bob", 2), &other, &mut ids);
        prop_assert_eq!(body(&story, &review, by("Ann")).text, ann, "each sees their own");
        prop_assert_eq!(body(&story, &review, by("Bob")).text, bob);
        let placed = |story: &Story, review: &Review| -> BTreeSet<String> {
            let view = review.view(story);
            let open = view.placed.iter().filter(|thread| thread.open);
            open.map(|thread| thread.id().to_owned()).collect()
        };
        for index in order {
            let before = placed(&story, &review);
            if before.is_empty() {
                break;
            }
            let id = before.iter().nth(index.index(before.len())).unwrap();
            let decided = review.accept(&mut story, id, &mark("Writer", 3)).unwrap();
            let mut after = placed(&story, &review);
            prop_assert!(before.is_superset(&decided.unplaced.iter().cloned().collect()));
            after.extend(decided.unplaced);
            after.insert(id.clone());
            prop_assert!(after.is_superset(&before), "one lost its place and was not told");
        }
    }

    #[test]
    fn suggestions_that_were_not_touched_keep_their_ids(
        text in text(0..40), first in prop::collection::vec(edit(), 1..5),
        second in prop::collection::vec(edit(), 0..3),
    ) {
        let (story, mut review, mut ids) = (story(&text, &[]), Review::default(), ids());
        suggests(&story, &mut review, &mark("Editor", 1), &first, &mut ids);
        let was = body(&story, &review, by("Editor"));
        let before = review.clone();
        suggests(&story, &mut review, &mark("Editor", 2), &second, &mut ids);
        let now = body(&story, &review, by("Editor"));
        for change in &was.changes {
            let find = |review: &Review| {
                review.suggestions.iter().find(|one| one.id == change.id).cloned().unwrap()
            };
            let (old, new) = (find(&before), find(&review));
            prop_assert_eq!((&new.anchor.quote, &new.instead), (&old.anchor.quote, &old.instead));
            let stays = now.changes.iter().any(|one| one.id == change.id);
            prop_assert_eq!(new.is_open(), stays, "what is not shown any more is taken back");
        }
        // Back to where the editor was: nothing that stood is lost.
        if second.is_empty() {
            prop_assert_eq!(&review, &before);
        }
    }
}

#[test]
fn typing_elsewhere_keeps_a_suggestion_and_typing_in_it_makes_another() {
    let story = story("The council met on Monday to vote on the bridge.", &[]);
    let (mut review, mut ids) = (Review::default(), ids());
    let mut write = |review: &mut Review, at, body: &str| {
        let mut wanted = story.clone();
        wanted.copy.body = body.into();
        let by = person("Editor");
        let at = mark("Editor", at).at;
        let suggested = suggest_story(&story, &wanted, &review.suggestions, &by, at, &mut ids);
        let numbers = (suggested.kept.len(), suggested.new.len(), suggested.gone.len());
        review.suggested(suggested);
        numbers
    };
    let text = "The council met on Tuesday to vote on the bridge.";
    assert_eq!(write(&mut review, 1, text), (0, 1, 0));
    let text = "The council met on Tuesday to vote on the old bridge.";
    assert_eq!(write(&mut review, 2, text), (1, 1, 0));
    assert_eq!(write(&mut review, 3, text), (0, 0, 0), "nothing was changed");
    let text = "The council met on Tuesdays to vote on the old bridge.";
    assert_eq!(write(&mut review, 4, text), (1, 1, 1));
    let text = "The council met on Monday to vote on the old bridge.";
    assert_eq!(write(&mut review, 5, text), (1, 0, 1));
    let open: Vec<&str> = review
        .suggestions
        .iter()
        .filter(|one| one.is_open())
        .map(|one| one.instead.as_str())
        .collect();
    assert_eq!(open, ["old "]);
}

#[test]
fn every_part_can_carry_suggestions() {
    let story = story("", &["a.jpg"]);
    let mut wanted = story.clone();
    for (n, part) in Part::all(&story).iter().enumerate() {
        assert!(part.set(&mut wanted, format!("Words {n}")));
    }
    let mut review = Review::default();
    let Mark { by, at } = mark("Editor", 1);
    review.suggested(suggest_story(&story, &wanted, &[], &by, at, &mut ids()));
    assert_eq!(review.suggestions.len(), 7);
    let mut taken = story.clone();
    let decided = review.accept_all(&mut taken, &mark("Writer", 2), |_| true);
    assert_eq!((decided.accepted.len(), decided.unplaced.len()), (7, 0));
    assert_eq!(taken, wanted);
}

#[test]
fn words_for_an_empty_field_do_not_replace_what_was_written_meanwhile() {
    let mut story = story("", &[]);
    let mut wanted = story.clone();
    wanted.copy.standfirst = "For a year.".into();
    let mut review = Review::default();
    let Mark { by, at } = mark("Editor", 1);
    review.suggested(suggest_story(&story, &wanted, &[], &by, at, &mut ids()));
    story.copy.standfirst = "For two years.".into();
    assert_eq!(review.view(&story).unplaced.len(), 1);
    assert_eq!(review.accept(&mut story, "001", &mark("Writer", 2)), None);
    assert_eq!(story.copy.standfirst, "For two years.");
    assert!(review.suggestions[0].is_open());
}
