//! Who has a story in hand: of two who took it while neither heard of the other, whoever took it first.

use super::{Holder, Mark, Person};
use std::cmp::Reverse;

/// What tells which of two stands: the greater one. Reviews meet in any order, so it is one row for all.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    turn: u32,
    /// To give it to somebody, or to let it go, is decided and not a race.
    decided: bool,
    first: Option<Reverse<jiff::Timestamp>>,
    last: jiff::Timestamp,
    by: Person,
    person: Option<Person>,
}

impl Holder {
    /// What follows `last`: from now on `person` has the story, or nobody.
    #[must_use]
    pub fn after(last: Option<&Self>, person: Option<Person>, made: Mark) -> Self {
        let turn = last.map_or(0, |last| last.turn).saturating_add(1);
        Self { person, made, turn }
    }

    /// Whether they took it themselves.
    pub fn is_taken(&self) -> bool {
        self.person.as_ref().is_some_and(|person| person.is(&self.made.by))
    }

    /// Whether somebody else gave it to them.
    pub fn is_given(&self) -> bool {
        self.person.as_ref().is_some_and(|person| !person.is(&self.made.by))
    }

    /// Which of two stands: what followed more; else what was given, or let go; else what was taken first.
    #[must_use]
    pub fn standing<'a>(&'a self, other: &'a Self) -> &'a Self {
        if self.rank() >= other.rank() { self } else { other }
    }

    fn rank(&self) -> Rank {
        // Before turns were counted the later one stood.
        let raced = self.turn > 0 && self.is_taken();
        Rank {
            turn: self.turn,
            decided: self.turn > 0 && !raced,
            first: raced.then_some(Reverse(self.made.at)),
            last: self.made.at,
            by: self.made.by.clone(),
            person: self.person.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::Review;
    use jiff::Timestamp;

    fn person(name: &str) -> Person {
        Person { name: name.into(), key: name.into() }
    }

    fn made(name: &str, at: i64) -> Mark {
        Mark { by: person(name), at: Timestamp::from_second(at).unwrap() }
    }

    fn taken(last: Option<&Holder>, name: &str, at: i64) -> Holder {
        Holder::after(last, Some(person(name)), made(name, at))
    }

    fn stands(one: &Holder, other: &Holder) -> String {
        let review = |one: &Holder| Review { holder: Some(one.clone()), ..Review::default() };
        let [a, b] = [review(one).merged(&review(other)), review(other).merged(&review(one))];
        assert_eq!(a, b, "in whichever order they meet");
        a.holder.unwrap().person.map(|person| person.name).unwrap_or_default()
    }

    #[test]
    fn whoever_took_it_first_has_it_unless_it_was_given_to_somebody() {
        let (ada, ben) = (taken(None, "Ada", 1), taken(None, "Ben", 2));
        assert_eq!(stands(&ada, &ben), "Ada");
        let given = Holder::after(None, Some(person("Cy")), made("Dot", 3));
        assert_eq!(stands(&ada, &given), "Cy");
        let again = Holder::after(None, Some(person("Eve")), made("Dot", 4));
        assert_eq!(stands(&given, &again), "Eve", "the later word stands");
    }

    #[test]
    fn what_somebody_did_who_knew_of_the_other_stands() {
        let ada = taken(None, "Ada", 1);
        let gone = Holder::after(Some(&ada), None, made("Ada", 2));
        assert_eq!(stands(&ada, &gone), "");
        let ben = taken(Some(&gone), "Ben", 3);
        assert_eq!(stands(&ada, &ben), "Ben", "she had let it go");
        // A clock that is behind decides nothing.
        let slow = taken(Some(&gone), "Ben", -9);
        assert_eq!(stands(&gone, &slow), "Ben");
        let old = |name: &str, at: i64| Holder { turn: 0, ..taken(None, name, at) };
        assert_eq!(stands(&old("Ada", 1), &old("Ben", 2)), "Ben", "before turns were counted");
    }
}
