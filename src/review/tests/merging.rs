use super::*;
use std::collections::BTreeSet;

const HOWS: [How; 5] = [How::Resolved, How::Reopened, How::Accepted, How::Rejected, How::TakenBack];

fn a_mark() -> impl Strategy<Value = Mark> {
    (prop::sample::select(vec!["Jo", "Ann"]), 0..4_i64).prop_map(|(name, at)| mark(name, at))
}

fn settled() -> impl Strategy<Value = Option<Settled>> {
    let settled = (a_mark(), prop::sample::select(HOWS.to_vec()));
    prop::option::of(settled.prop_map(|(made, how)| Settled { made, how }))
}

/// Few ids, so that two reviews know the same; and sometimes other words under one id, as a file from
/// elsewhere might have them.
fn review() -> impl Strategy<Value = Review> {
    let id = || prop::sample::select(vec!["1", "2", "3"]);
    let words = || prop::sample::select(vec!["yes", "no"]);
    let note = (id(), a_mark(), words(), settled()).prop_map(|(id, made, text, settled)| Note {
        id: id.into(),
        made,
        text: text.into(),
        anchor: None,
        answers: None,
        returns: false,
        settled,
    });
    let suggestion =
        (id(), a_mark(), words(), settled()).prop_map(|(id, made, instead, settled)| {
            let anchor = Anchor::new(Part::Body, "so it is", 0..2);
            Suggestion { id: format!("s{id}"), made, anchor, instead: instead.into(), settled }
        });
    let approval = (words(), a_mark())
        .prop_map(|(fingerprint, made)| Approval { fingerprint: fingerprint.into(), made });
    let holder =
        prop::option::of((any::<bool>(), a_mark(), 0..3_u32).prop_map(|(held, made, turn)| {
            Holder { person: held.then(|| person("Jo")), made, turn }
        }));
    (
        prop::collection::vec(note, 0..4),
        prop::collection::vec(suggestion, 0..4),
        prop::collection::vec(approval, 0..4),
        holder,
    )
        .prop_map(|(notes, suggestions, approvals, holder)| Review {
            notes,
            suggestions,
            approvals,
            holder,
        })
}

fn ids(review: &Review) -> BTreeSet<&str> {
    let notes = review.notes.iter().map(|note| note.id.as_str());
    notes.chain(review.suggestions.iter().map(|one| one.id.as_str())).collect()
}

proptest! {
    #[test]
    fn in_whichever_order_reviews_meet_and_however_often_they_become_the_same(
        a in review(), b in review(), c in review(),
    ) {
        prop_assert_eq!(a.merged(&b), b.merged(&a));
        prop_assert_eq!(a.merged(&b).merged(&c), a.merged(&b.merged(&c)));
        let both = a.merged(&b);
        prop_assert_eq!(both.merged(&both), both.clone());
        prop_assert_eq!(both.merged(&a), both.clone());
        prop_assert_eq!(a.merged(&Review::default()), a.merged(&a));
    }

    #[test]
    fn nothing_that_was_said_is_lost_when_reviews_meet(a in review(), b in review()) {
        let both = a.merged(&b);
        let known: BTreeSet<&str> = ids(&a).union(&ids(&b)).copied().collect();
        prop_assert_eq!(ids(&both), known);
        for side in [&a, &b] {
            prop_assert!(side.approvals.iter().all(|one| both.approvals.contains(one)));
            for one in &side.notes {
                let there = both.notes.iter().find(|note| note.id == one.id).unwrap();
                prop_assert!(there.made.at >= one.made.at);
                let at = |note: &Note| note.settled.as_ref().map(|settled| settled.made.at);
                prop_assert!(at(there) >= at(one), "the later mark stands");
            }
            for one in &side.suggestions {
                let there = both.suggestions.iter().find(|there| there.id == one.id).unwrap();
                prop_assert!(there.made.at >= one.made.at);
                let at = |one: &Suggestion| one.settled.as_ref().map(|settled| settled.made.at);
                prop_assert!(at(there) >= at(one));
            }
            let turn = |review: &Review| review.holder.as_ref().map(|holder| holder.turn);
            prop_assert!(turn(&both) >= turn(side));
        }
    }
}
