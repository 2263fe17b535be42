//! Giving a story to somebody: whom it can be given to, and doing it. The mark is the one that taking and
//! letting go leave, and travels as they do.

use super::Desk;
use super::packets::digits;
use crate::error::{Code, Error, Result};
use crate::packet::spoken;
use crate::review::{Person, Review};
use crate::story::StoryId;
use jiff::Timestamp;

impl Desk {
    /// Everybody but me whom a story can be given to, by name: whose key was seen here, and who had a part
    /// in a story that is here.
    ///
    /// # Errors
    /// `Storage`.
    pub fn colleagues(&self) -> Result<Vec<Person>> {
        let store = self.store();
        let me = store.me()?;
        let known = store.people()?.into_iter().map(|one| one.person);
        let mut all: Vec<Person> = Vec::new();
        // Whoever has a key comes first: what they said before they had one names them, too.
        let (keyed, bare): (Vec<Person>, Vec<Person>) =
            known.chain(store.participants()?).partition(|one| !one.key.is_empty());
        for one in keyed.into_iter().chain(bare) {
            let mine = me.as_ref().is_some_and(|me| me.is(&one));
            if !mine && !all.iter().any(|there| there.is(&one)) {
                all.push(one);
            }
        }
        all.sort_by_key(|one| (one.name.to_lowercase(), one.key.clone()));
        Ok(all)
    }

    /// Gives the story to somebody, whoever has it now. `to`: a name, or a key as it is written or as it is
    /// read out; my own name for myself.
    ///
    /// # Errors
    /// `NotFound` for somebody who is not known here, `Invalid` if two people have that name or while
    /// nobody said who works here, `Forbidden` where every account hands in only, `Storage`.
    pub fn assign_to(&self, id: StoryId, to: &str, now: Timestamp) -> Result<Review> {
        let me = self.myself()?;
        self.refuse_assigning()?;
        let colleagues = self.colleagues()?;
        let meant = |one: &&Person| is_meant(one, to);
        let fits: Vec<&Person> = [&me].into_iter().chain(&colleagues).filter(meant).collect();
        match fits[..] {
            [one] => self.assign(id, Some(one.clone()), now),
            [] => Err(unknown(to, &colleagues)),
            _ => Err(several(to, &fits)),
        }
    }
}

/// Whether somebody means this person: by their name, in whatever capitals, or by their key.
fn is_meant(person: &Person, said: &str) -> bool {
    let (name, key) = (said.trim().to_lowercase(), digits(said));
    let by_key = [&person.key, &spoken(&person.key).unwrap_or_default()]
        .into_iter()
        .any(|one| !key.is_empty() && digits(one) == key);
    by_key || (!name.is_empty() && name == person.name.trim().to_lowercase())
}

fn several(to: &str, fits: &[&Person]) -> Error {
    let keys = fits.iter().filter_map(|one| spoken(&one.key));
    Error::new(
        Code::Invalid,
        format!("More than one person is called {} here, so nothing was changed.", to.trim()),
        format!("Give the key of the one you mean: {}.", keys.collect::<Vec<_>>().join(" or ")),
    )
}

fn unknown(to: &str, colleagues: &[Person]) -> Error {
    let hint = match colleagues {
        [] => "Somebody is known once a story of theirs came, or something they said about one."
            .to_owned(),
        some => {
            let names: Vec<&str> = some.iter().map(|one| one.name.as_str()).collect();
            format!("Known are {}.", names.join(", "))
        }
    };
    Error::new(
        Code::NotFound,
        format!("Nobody called {} is known here, so nothing was changed.", to.trim()),
        hint,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Opening;
    use crate::review::{Mark, Note};
    use crate::story::Story;
    use jiff::SignedDuration;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000).unwrap() + SignedDuration::from_mins(minute)
    }

    fn person(name: &str, key: &str) -> Person {
        Person { name: name.into(), key: key.into() }
    }

    /// Ann's desk, with a story that these people said something about.
    fn desk(folder: &std::path::Path, said: &[Person]) -> (Desk, Story) {
        let desk = Desk::open(&Opening { folder, house: None, environment: |_| None }).unwrap();
        desk.set_me("Ann Lee").unwrap();
        let story = desk.new_story(at(0)).unwrap();
        desk.move_story(story.id, crate::story::Move::File, at(1)).unwrap();
        let notes = said.iter().enumerate().map(|(n, by)| Note {
            id: n.to_string(),
            made: Mark { by: by.clone(), at: at(2) },
            text: "Who says so?".into(),
            anchor: None,
            answers: None,
            returns: false,
            settled: None,
        });
        let review = Review { notes: notes.collect(), ..Review::default() };
        desk.store().add_to_review(story.id, &review, at(2)).unwrap();
        (desk, story)
    }

    #[test]
    fn whoever_had_a_part_in_a_story_is_a_colleague_once_and_never_oneself() {
        let folder = tempfile::tempdir().unwrap();
        let said =
            [person("Ben", ""), person("ada", "cc"), person("Ben", "bb"), person("Ann Lee", "")];
        let (desk, _) = desk(folder.path(), &said);
        assert_eq!(desk.colleagues().unwrap(), [person("ada", "cc"), person("Ben", "bb")]);
    }

    #[test]
    fn a_story_is_given_to_somebody_by_name_or_key_and_taken_from_whoever_had_it() {
        let folder = tempfile::tempdir().unwrap();
        let (desk, story) = desk(folder.path(), &[person("Ben", "bb"), person("Cy", "")]);
        let holder = |review: Review| review.holder.unwrap();
        let held = holder(desk.assign_to(story.id, " ben ", at(3)).unwrap());
        assert_eq!(held.person, Some(person("Ben", "bb")));
        assert_eq!((held.made.by.name.as_str(), held.made.at), ("Ann Lee", at(3)));
        assert_eq!(desk.take(story.id, at(4)).unwrap_err().code, Code::Conflict);
        let held = holder(desk.assign_to(story.id, "Cy", at(4)).unwrap());
        assert_eq!(held.person, Some(person("Cy", "")));
        assert_eq!(
            holder(desk.assign_to(story.id, "bb", at(5)).unwrap()).person.unwrap().name,
            "Ben"
        );
        let held = holder(desk.assign_to(story.id, "ann lee", at(6)).unwrap());
        assert!(held.person.unwrap().is(&held.made.by), "I gave it to myself");
    }

    #[test]
    fn somebody_who_is_not_known_or_not_the_only_one_of_that_name_gets_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = ("bb".repeat(32), "cc".repeat(32));
        let (desk, story) = desk(folder.path(), &[person("Ben", &one), person("Ben", &other)]);
        let refused = |to: &str| desk.assign_to(story.id, to, at(3)).unwrap_err();
        let read_out = spoken(&other).unwrap();
        let several = refused("Ben");
        assert_eq!(several.code, Code::Invalid);
        assert!(several.hint.contains(&read_out), "{}", several.hint);
        let unknown = refused("Dora");
        assert_eq!((unknown.code, unknown.hint.as_str()), (Code::NotFound, "Known are Ben, Ben."));
        assert_eq!(refused("").code, Code::NotFound);
        assert_eq!(desk.review(story.id).unwrap().holder, None);
        let held = desk.assign_to(story.id, &read_out, at(4)).unwrap().holder.unwrap();
        assert_eq!(held.person.unwrap().key, other);
    }

    #[test]
    fn what_somebody_gave_me_comes_first_and_says_who_did() {
        let folder = tempfile::tempdir().unwrap();
        let (desk, given) = desk(folder.path(), &[person("Ben", "bb")]);
        let later = desk.new_story(at(10)).unwrap();
        desk.move_story(later.id, crate::story::Move::File, at(10)).unwrap();
        let first = || desk.inbox().unwrap().waits.swap_remove(0);
        assert_eq!(first().story, later.id, "the latest");
        let made = Mark { by: person("Ben", "bb"), at: at(11) };
        let holder =
            Some(crate::review::Holder { person: Some(person("Ann Lee", "")), made, turn: 1 });
        let review = Review { holder, ..Review::default() };
        desk.store().add_to_review(given.id, &review, at(11)).unwrap();
        assert_eq!((first().story, first().assigned_by), (given.id, Some(person("Ben", "bb"))));
        assert!(first().mine);
        desk.assign_to(given.id, "Ben", at(12)).unwrap();
        assert_eq!(first().story, later.id, "it is his now");
        desk.take(later.id, at(13)).unwrap();
        assert_eq!(first().assigned_by, None, "nobody gave me what I took");
    }
}
