//! After publication: putting a story right where it is. And the embargo before it.

use super::Desk;
use super::dispute::one_line;
use super::publishing::new_delivery;
use crate::delivery::Delivery;
use crate::error::{Code, Error, Result};
use crate::review::Mark;
use crate::site::{Asked, Release, Stage};
use crate::story::{Copy, Status, Story, StoryId};
use jiff::Timestamp;

impl Desk {
    /// Sets a dated note under the story, worded as the house words it, and queues the story, put
    /// right, for every site that shows it. A note that stands there already is not set a second time.
    ///
    /// # Errors
    /// `Invalid` without a note, while something is missing or if the text was not passed, `IllegalMove` if no site shows the
    /// story, `Forbidden` if none of them lets this account publish, `Conflict` if it changed since
    /// `base_version`, `NotFound`, `Storage`.
    pub fn correct(
        &self,
        id: StoryId,
        base_version: u32,
        note: &str,
        now: Timestamp,
    ) -> Result<Vec<Delivery>> {
        if note.trim().is_empty() {
            return Err(Error::new(
                Code::Invalid,
                "A correction says what was wrong, and this one says nothing.",
                "Write in a sentence what is put right; readers see it with today’s date.",
            ));
        }
        let story = self.story(id)?;
        let shown = self.to_correct(id)?;
        if shown.is_empty() || !matches!(story.status, Status::Published | Status::Corrected) {
            return Err(Error::new(
                Code::IllegalMove,
                "No site shows this story, so there is nothing to correct there.",
                "Change the text and publish it.",
            ));
        }
        self.refuse_where_it_hands_in(&shown)?;
        self.refuse_blockers(&story)?;
        // Whoever corrects answers for the text with its note.
        let passed = self.passed((&story, base_version), &shown, now)?;
        let line = self.house().correction_line(&one_line(note), now);
        let body = match story.copy.body.lines().any(|there| there.trim_end() == line) {
            true => story.copy.body.clone(),
            false => format!("{}\n\n{line}\n", story.copy.body.trim_end()),
        };
        let copy = Copy { body, ..story.copy.clone() };
        let corrected = Story { copy, ..story };
        let new = shown.iter().map(|site| {
            new_delivery(&corrected, (site.as_str(), None), Release::Correct, None, now)
        });
        let new: Vec<_> = new.collect();
        let waiting = self.waits_elsewhere(id, &shown)?;
        let mut instead = Vec::new();
        for waiting in &waiting {
            let kind = self.store().site(&waiting.site)?.address.kind;
            let to = (waiting.site.as_str(), Some(kind));
            let new = new_delivery(&corrected, to, waiting.release, waiting.at, now);
            instead.push((waiting.clone(), new));
        }
        self.store().queue_corrected(base_version, (&corrected, &passed), (&new, &instead), now)
    }

    /// Who answers for what goes to these sites. A correction brings readers its note, and nothing else
    /// that was not passed.
    fn passed(
        &self,
        (story, base_version): (&Story, u32),
        sites: &[String],
        now: Timestamp,
    ) -> Result<Vec<Mark>> {
        let mark = |site: &String| {
            let site = self.store().site(site)?;
            if story.version == base_version {
                self.refuse_unapproved(story, (&site, Release::Correct), now)?;
            }
            Ok(Mark { by: self.answers_for(&site)?, at: now })
        };
        sites.iter().map(mark).collect()
    }

    /// The sites a correction goes to: those that show the story, and are not about to take it off.
    fn to_correct(&self, id: StoryId) -> Result<Vec<String>> {
        let deliveries = self.deliveries(Some(id))?;
        let mut sites = Vec::new();
        for place in self.store().holders(id)? {
            // The newest first.
            let last = deliveries.iter().find(|one| place.names.contains(&one.site));
            // What is on its way to be public for the first time is no correction there, though it may
            // have arrived.
            let comes = last.is_some_and(|one| one.release == Release::Publish && !one.is_over());
            let shows = place.remote.stage == Stage::Public
                || (place.asked == Some(Asked::Public) && !comes);
            let leaves = place.asked == Some(Asked::Hidden)
                || last.is_some_and(|one| one.release == Release::Withdraw && !one.is_over());
            if shows && !leaves {
                sites.push(place.site);
            }
        }
        Ok(sites)
    }

    /// What still waits to bring the story to other sites: it is to go out put right.
    fn waits_elsewhere(&self, id: StoryId, shown: &[String]) -> Result<Vec<Delivery>> {
        let deliveries = self.deliveries(Some(id))?;
        let mut waits = Vec::new();
        for (number, waiting) in deliveries.iter().enumerate() {
            // One that something newer follows goes nowhere any more.
            let last = !deliveries[..number].iter().any(|one| one.site == waiting.site);
            let goes_out = !waiting.is_over() && waiting.release != Release::Withdraw;
            if goes_out && last && !shown.contains(&waiting.site) {
                waits.push(waiting.clone());
            }
        }
        Ok(waits)
    }

    /// Locks the story until a moment, or lifts the lock. What waits in the outbox follows it.
    ///
    /// # Errors
    /// `Invalid` for a moment that has passed; `IllegalMove` if a site shows the story, may show it, was
    /// told a moment to or has it in review; `NotFound`, `Storage`.
    pub fn set_embargo(
        &self,
        id: StoryId,
        until: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<Story> {
        self.store().set_embargo(id, until, now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::State;
    use crate::desk::Opening;
    use crate::site::{Account, Address, Kind, RemoteStory};
    use crate::store::{Connected, NewDelivery};
    use crate::story::Move;
    use std::path::Path;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + second).unwrap()
    }

    fn address(name: &str) -> Address {
        let url = format!("https://{name}.example");
        Address { name: name.into(), kind: Kind::Own, url, user: None, fingerprint: None }
    }

    /// A published story that each of these sites holds at its stage.
    fn held(folder: &Path, places: &[(&str, Stage)]) -> (Desk, Story) {
        held_after(&[Move::Publish], folder, places)
    }

    fn held_after(moves: &[Move], folder: &Path, places: &[(&str, Stage)]) -> (Desk, Story) {
        let desk = Desk::open(&Opening { folder, house: None, environment: |_| None }).unwrap();
        let story = desk.new_story(at(0)).unwrap();
        let copy = Copy {
            headline: "Clock mended".into(),
            standfirst: "It strikes again.".into(),
            byline: "By Jo Smith".into(),
            body: "The clock strikes again.\n".into(),
            ..Copy::default()
        };
        desk.store().save_copy(story.id, story.version, &copy, at(0)).unwrap();
        for &by in moves {
            desk.store().move_story(story.id, by, at(0)).unwrap();
        }
        for (name, stage) in places {
            let site = Connected { address: address(name), practice: false, account: None };
            desk.store().put_site(&site, at(0)).unwrap();
            let (words, filing, body) = (String::new(), String::new(), String::new());
            let (id, url, version) = ("7".into(), String::new(), "1".into());
            let (stage, moment) = (*stage, None);
            let remote = RemoteStory {
                id,
                url,
                version,
                stage,
                words,
                filing,
                body,
                moment,
                revision: None,
            };
            desk.store().put_remote_story(&address(name), story.id, &remote).unwrap();
        }
        let story = desk.story(story.id).unwrap();
        (desk, story)
    }

    fn correct(desk: &Desk, story: &Story) -> Vec<(String, Release, State)> {
        let version = desk.story(story.id).unwrap().version;
        let queued = desk.correct(story.id, version, "It was Monday.", at(9)).unwrap();
        queued.into_iter().map(|one| (one.site, one.release, one.state)).collect()
    }

    fn account(desk: &Desk, site: &str, can_publish: bool) {
        let account = Account {
            name: "Jo at the Town".into(),
            role: "somebody".into(),
            site_title: "Town".into(),
            can_publish,
            can_send_pictures: true,
            sections: Vec::new(),
            zone: None,
            carries: true,
        };
        desk.store().note_account(site, &account).unwrap();
    }

    #[test]
    fn who_only_hands_in_everywhere_is_told_before_a_note_is_set() {
        let folder = tempfile::tempdir().unwrap();
        let (desk, story) = held(folder.path(), &[("a", Stage::Public), ("b", Stage::Public)]);
        account(&desk, "a", false);
        account(&desk, "b", false);
        let corrected = desk.correct(story.id, story.version, "It was Monday.", at(9));
        let refused = corrected.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
        assert!(refused.hint.contains("Suggest the new words"), "{refused}");
        let published = desk.publish(story.id, story.version, "a", None, at(9)).unwrap_err();
        assert_eq!((published.code, &published.hint), (Code::Forbidden, &refused.hint));
        assert_eq!(desk.story(story.id).unwrap(), story);
        assert!(desk.deliveries(None).unwrap().is_empty());
        account(&desk, "b", true);
        assert_eq!(correct(&desk, &story).len(), 2);
    }

    #[test]
    fn a_correction_brings_readers_nothing_but_its_note_that_was_not_passed() {
        let folder = tempfile::tempdir().unwrap();
        let (desk, story) =
            held_after(&[Move::File, Move::Publish], folder.path(), &[("a", Stage::Public)]);
        let me = desk.set_me("Ann").unwrap();
        let version = desk.approve(story.id, story.version, &me, at(2)).unwrap().version;
        let copy = Copy { body: "The hall strikes again.\n".into(), ..story.copy.clone() };
        let saved = desk.save_copy(story.id, version, &copy, at(3)).unwrap();
        let refused = desk.correct(story.id, saved.version, "It was Monday.", at(4)).unwrap_err();
        assert!(refused.message.contains("changed since you approved it, so no correction"));
        assert_eq!(desk.story(story.id).unwrap().copy, copy);
        assert!(desk.deliveries(None).unwrap().is_empty());
        desk.approve(story.id, saved.version, &me, at(5)).unwrap();
        assert_eq!(correct(&desk, &story).len(), 1);
    }

    #[test]
    fn a_note_is_set_once_however_often_it_is_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let (desk, story) = held(folder.path(), &[("a", Stage::Public)]);
        assert_eq!(correct(&desk, &story).len(), 1);
        let once = desk.story(story.id).unwrap().copy.body;
        assert_eq!(correct(&desk, &story).len(), 1);
        assert_eq!(desk.story(story.id).unwrap().copy.body, once);
        assert_eq!(once.matches("It was Monday.").count(), 1, "{once}");
    }

    #[test]
    fn a_correction_lifts_no_pause_and_carries_the_note_all_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let places = [("a", Stage::Public), ("b", Stage::Draft)];
        let (desk, story) = held(folder.path(), &places);
        let waits = desk.publish(story.id, story.version, "b", None, at(1)).unwrap();
        desk.pause(&waits.id, at(2)).unwrap();
        let queued = correct(&desk, &story);
        assert_eq!(queued[0], ("a".into(), Release::Correct, State::Queued));
        assert_eq!(queued[1], ("b".into(), Release::Publish, State::Paused));
        assert_eq!(desk.store().delivery(&waits.id).unwrap().state, State::Failed, "replaced");
    }

    #[test]
    fn what_may_not_have_become_public_yet_is_published_put_right_and_not_corrected() {
        let folder = tempfile::tempdir().unwrap();
        let places = [("a", Stage::Public), ("b", Stage::Draft)];
        let (desk, story) = held(folder.path(), &places);
        let comes = desk.publish(story.id, story.version, "b", None, at(1)).unwrap();
        desk.store().begin_delivery(&comes.id, at(1)).unwrap();
        desk.store().ask(&address("b"), story.id, Asked::Public, at(1)).unwrap();
        desk.store().begin_step(&comes.id, "release", at(1)).unwrap();
        desk.store().mark_interrupted(at(2)).unwrap();
        let queued = correct(&desk, &story);
        assert_eq!(queued[0], ("a".into(), Release::Correct, State::Queued));
        assert_eq!(queued[1], ("b".into(), Release::Publish, State::Queued));
    }

    #[test]
    fn a_correction_ends_no_withdrawal() {
        let folder = tempfile::tempdir().unwrap();
        let places = [("a", Stage::Public), ("b", Stage::Public), ("c", Stage::Withdrawn)];
        let (desk, story) = held(folder.path(), &places);
        let leaves = desk.withdraw(story.id, Some("b"), at(1)).unwrap().remove(0);
        assert_eq!(correct(&desk, &story), [("a".into(), Release::Correct, State::Queued)]);
        assert_eq!(desk.store().delivery(&leaves.id).unwrap().state, State::Queued);
    }

    #[test]
    fn taken_off_everywhere_it_goes_nowhere_else_either() {
        let folder = tempfile::tempdir().unwrap();
        let places = [("a", Stage::Public), ("b", Stage::Draft)];
        let (desk, story) = held(folder.path(), &places);
        let waits = desk.publish(story.id, story.version, "b", None, at(1)).unwrap();
        let queued = desk.withdraw(story.id, None, at(2)).unwrap();
        assert_eq!(queued.iter().map(|one| one.site.as_str()).collect::<Vec<_>>(), ["a"]);
        assert_eq!(desk.store().delivery(&waits.id).unwrap().state, State::Failed, "called off");
    }

    #[test]
    fn what_may_be_public_can_be_taken_off() {
        let folder = tempfile::tempdir().unwrap();
        let (desk, story) = held(folder.path(), &[("a", Stage::Draft)]);
        assert_eq!(desk.withdraw(story.id, None, at(1)).unwrap_err().code, Code::IllegalMove);
        desk.store().ask(&address("a"), story.id, Asked::Public, at(1)).unwrap();
        let queued = desk.withdraw(story.id, None, at(2)).unwrap();
        assert_eq!(queued[0].release, Release::Withdraw);
    }

    #[test]
    fn taken_off_everywhere_what_is_on_its_way_elsewhere_is_stopped() {
        let folder = tempfile::tempdir().unwrap();
        let (desk, story) = held(folder.path(), &[("a", Stage::Public)]);
        let site = Connected { address: address("b"), practice: false, account: None };
        desk.store().put_site(&site, at(0)).unwrap();
        let first = desk.publish(story.id, story.version, "b", None, at(1)).unwrap();
        desk.store().begin_delivery(&first.id, at(1)).unwrap();
        desk.store().begin_step(&first.id, "draft", at(1)).unwrap();
        desk.withdraw(story.id, None, at(2)).unwrap();
        assert_eq!(desk.store().delivery(&first.id).unwrap().state, State::Failed);
        assert!(
            !desk.store().begin_step(&first.id, "release", at(3)).unwrap(),
            "it goes no further"
        );
    }

    #[test]
    fn a_correction_that_cannot_be_queued_leaves_no_note() {
        let folder = tempfile::tempdir().unwrap();
        let (desk, story) = held(folder.path(), &[("a", Stage::Public)]);
        let copy = Copy { body: "With a note.\n".into(), ..story.copy.clone() };
        let corrected = Story { copy, ..story.clone() };
        let twice = [at(1), at(1)].map(|now| NewDelivery {
            id: "one id for two".into(),
            ..new_delivery(&corrected, ("a", None), Release::Correct, None, now)
        });
        let twice =
            [(twice[0].clone()), NewDelivery { release: Release::Publish, ..twice[1].clone() }];
        let queued =
            desk.store().queue_corrected(story.version, (&corrected, &[]), (&twice, &[]), at(1));
        assert_eq!(queued.unwrap_err().code, Code::Storage);
        assert_eq!(desk.story(story.id).unwrap().copy, story.copy, "as if nothing had been asked");
        assert!(desk.deliveries(None).unwrap().is_empty());
    }
}
