//! The record of a story as one file that people can read, for a dispute.

use super::Desk;
use crate::delivery::{Delivery, State};
use crate::error::Result;
use crate::review::{Anchor, Approval, Mark, Part, Person, Review, Settled, fingerprint};
use crate::store::{Entry, Verified};
use crate::story::{Story, StoryId, strange};

/// What a reader of the file has to know about its numbers.
const EXPLAINED: &str = "\
Every entry holds the SHA-256 of the row it is about, as that row stood then, and the hash of the entry \
before it, over all stories of the data folder. A row or an entry that was changed, moved or taken out \
later no longer fits. Whoever writes the whole record anew, and all it is about, leaves no trace in it: \
compare the hash of the last entry with one that was written down or sent before. Times are those of the \
computers they were made on, in UTC.";

impl Desk {
    /// The record of the story as one Markdown text: whether it is whole, what happened, by whom, when,
    /// and every note, suggestion, approval, delivery and revision with its hash.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn export_record(&self, id: StoryId) -> Result<String> {
        let verified = self.verify(id)?;
        let (story, review, entries) = (self.story(id)?, self.review(id)?, self.record(id)?);
        let mut text = opening(&story, &verified);
        text.push_str("\n## What happened\n\n");
        for entry in &entries {
            text.push_str(&happened(entry));
        }
        text.push_str(&said(&review));
        text.push_str(&approvals(&review.approvals, &self.passed_elsewhere(id)?));
        text.push_str(&self.revisions_told(id)?);
        text.push_str("\n## Deliveries\n\n");
        let deliveries = self.deliveries(Some(id))?;
        for delivery in deliveries.iter().rev() {
            text.push_str(&sent(delivery));
        }
        if deliveries.is_empty() {
            text.push_str("The story was never sent anywhere from here.\n");
        }
        Ok(text)
    }

    fn revisions_told(&self, id: StoryId) -> Result<String> {
        let mut text = String::from("\n## Revisions\n\n");
        let revisions = self.revisions(id)?;
        for past in revisions.iter().rev() {
            let story = self.store().revision(id, past.id)?.story;
            text.push_str(&format!(
                "- revision {}, {}: {} – “{}”, {} words, fingerprint `{}`\n",
                past.id,
                past.at,
                one_line(&past.why),
                one_line(&past.headline),
                past.words,
                fingerprint(&story),
            ));
        }
        if revisions.is_empty() {
            text.push_str("None is kept.\n");
        }
        Ok(text)
    }
}

fn opening(story: &Story, verified: &Verified) -> String {
    let mut text = format!(
        "# The record of “{}”\n\nStory {}, {}, version {}. Fingerprint of its text as it stands: `{}`.\n\n",
        one_line(&story.copy.headline),
        story.id,
        story.status.word(),
        story.version,
        fingerprint(story),
    );
    if verified.faults.is_empty() {
        text.push_str(&format!(
            "The record is whole: {} entries, {} of them about this story, and everything they are about \
             is as it was recorded.\n\n",
            verified.entries, verified.of_story
        ));
    } else {
        text.push_str("**The record is not whole.**\n\n");
        for fault in &verified.faults {
            text.push_str(&format!("- {}\n", fault.sentence));
        }
        text.push('\n');
    }
    text.push_str(&format!("The last entry's hash: `{}`\n\n{EXPLAINED}\n", verified.head));
    text
}

fn happened(entry: &Entry) -> String {
    let who = entry.who.as_ref().map_or("not said".to_owned(), person);
    let remark = entry.remark.as_ref().map(|why| format!(" ({})", one_line(why)));
    format!(
        "- entry {}, {}, by {who}: {} {}{}\n  - content `{}`\n  - previous `{}`\n  - hash `{}`\n",
        entry.seq,
        entry.at,
        entry.what,
        one_line(&entry.subject),
        remark.unwrap_or_default(),
        entry.content,
        entry.previous,
        entry.hash,
    )
}

fn said(review: &Review) -> String {
    let mut text = String::from("\n## What was said\n\n");
    for note in &review.notes {
        let returns = if note.returns { ", sent back with it" } else { "" };
        text.push_str(&format!("- note {}, {}{returns}", one_line(&note.id), by(&note.made)));
        if let Some(answers) = &note.answers {
            text.push_str(&format!(", answers {}", one_line(answers)));
        }
        text.push_str(&note.anchor.as_ref().map(place).unwrap_or_default());
        text.push_str(&format!(":\n\n{}\n{}", quoted(&note.text), settled(&note.settled)));
    }
    for one in &review.suggestions {
        text.push_str(&format!(
            "- suggestion {}, {}{}, instead:\n\n{}\n{}",
            one_line(&one.id),
            by(&one.made),
            place(&one.anchor),
            quoted(&one.instead),
            settled(&one.settled),
        ));
    }
    if review.notes.is_empty() && review.suggestions.is_empty() {
        text.push_str("Nothing.\n");
    }
    text
}

fn approvals(here: &[Approval], elsewhere: &[Approval]) -> String {
    let line = |one: &Approval| format!("- {} passed `{}`\n", by(&one.made), one.fingerprint);
    let mut text = String::from("\n## Approvals\n\n");
    text.extend(here.iter().map(line));
    if here.is_empty() {
        text.push_str(if elsewhere.is_empty() { "None.\n" } else { "None at this desk.\n" });
    }
    if !elsewhere.is_empty() {
        text.push_str("\nGiven elsewhere, as whoever sent them says; they do not count here:\n\n");
        text.extend(elsewhere.iter().map(line));
    }
    text
}

fn sent(delivery: &Delivery) -> String {
    let mut text = format!(
        "- delivery {} of revision {} to {}, queued {}, last changed {}: {}",
        delivery.id,
        delivery.revision,
        one_line(&delivery.site),
        delivery.created,
        delivery.updated,
        stands(delivery.state),
    );
    let url = delivery.url.as_ref().filter(|url| !url.is_empty());
    text.push_str(&url.map(|url| format!(", {url}")).unwrap_or_default());
    let problem = delivery.problem.as_ref().map(|why| format!(" ({})", one_line(&why.message)));
    text.push_str(&problem.unwrap_or_default());
    text.push('\n');
    text
}

fn stands(state: State) -> &'static str {
    match state {
        State::Delivered => "delivered",
        State::Failed => "ended without success",
        _ => "not over yet",
    }
}

fn settled(settled: &Option<Settled>) -> String {
    match settled {
        Some(one) => format!("  {} {}\n\n", one.how.word(), by(&one.made)),
        None => String::new(),
    }
}

fn place(anchor: &Anchor) -> String {
    let part = match &anchor.part {
        Part::Headline => "the headline".to_owned(),
        Part::Standfirst => "the standfirst".to_owned(),
        Part::Byline => "the byline".to_owned(),
        Part::Body => "the body".to_owned(),
        Part::Caption { picture } => format!("the caption of {picture}"),
        Part::Credit { picture } => format!("the credit of {picture}"),
        Part::Alt { picture } => format!("the alt text of {picture}"),
    };
    format!(", on “{}” in {part}", one_line(&anchor.quote))
}

fn by(mark: &Mark) -> String {
    format!("by {}, {}", person(&mark.by), mark.at)
}

fn person(person: &Person) -> String {
    let name = one_line(&person.name);
    if person.key.is_empty() { name } else { format!("{name} (key {})", one_line(&person.key)) }
}

/// Whatever somebody wrote, set off so that it cannot pass for a line of this file.
fn quoted(text: &str) -> String {
    strange::lines(text).lines().map(|line| format!("  > {line}\n")).collect()
}

/// Text in one paragraph.
pub(super) fn one_line(text: &str) -> String {
    strange::line(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Opening;
    use jiff::Timestamp;

    #[test]
    fn an_approval_from_elsewhere_is_in_the_record_as_one_that_does_not_count() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let desk = Desk::open(&Opening { folder, house: None, environment: |_| None }).unwrap();
        let now = Timestamp::from_second(1_700_000_000).unwrap();
        let story = desk.new_story(now).unwrap();
        assert!(desk.export_record(story.id).unwrap().contains("## Approvals\n\nNone.\n"));
        let by = Person { name: "Ada Byron".into(), key: "a".repeat(64) };
        let approval = Approval { fingerprint: fingerprint(&story), made: Mark { by, at: now } };
        let theirs = Review { approvals: vec![approval], ..Review::default() };
        desk.store().merge_review(story.id, &theirs, now).unwrap();
        let record = desk.export_record(story.id).unwrap();
        assert!(
            record.contains("## Approvals\n\nNone at this desk.\n\nGiven elsewhere"),
            "{record}"
        );
        let line = format!("- by Ada Byron (key {}), {now} passed", "a".repeat(64));
        assert!(record.contains(&line), "{record}");
    }
}
