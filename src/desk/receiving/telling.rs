//! What a person is told of a story that came.

use super::{Heard, Held};
use crate::review::{Approval, Note, Person, Review, fingerprint};
use crate::store::{CAME_AS_IT_STOOD, Source};
use crate::story::{Status, Story};

const APPROVE_ANEW: &str = "The text is not the one that was approved: it has to be approved anew.";

const HANDED_IN: &str = "It is handed in again.";

const READ_FIRST: &str =
    "What you sent back was an earlier text, and nobody had been told: read this one first.";

/// What was taken in from a site and what its writer sends are found to be one story.
pub const AS_WRITTEN: &str = "It is the story that was taken in from the site: its writer’s own text and the \
     originals of its pictures took the place of what the site had, and what was changed here stands.";

/// Why what was sent is kept, for the history. By another writing app nobody hands anything in.
pub fn came_from(source: Source<'_>, edited: bool) -> String {
    match source {
        Source::Signed(from) => format!("came from {}", from.name),
        Source::Site { .. } if edited => CAME_AS_IT_STOOD.to_owned(),
        Source::Site { .. } => "came from elsewhere".to_owned(),
        Source::Nobody => "from another writing app".to_owned(),
    }
}

/// What is to be known of a story that was made one with what stood here, and is `now`. With it came this
/// review, beside what `had` been said before.
pub fn of_known(
    held: &Held,
    (theirs, heard): (&Story, Option<Heard>),
    now: &Story,
    (source, came, had): (Source<'_>, &Review, &Review),
) -> Vec<String> {
    let mut told = Vec::new();
    let mine = &held.mine;
    // An old text may bring what is new beside it.
    let is_news = now.embargo != mine.embargo || had.merged(came) != had.merged(&Review::default());
    if held.old && !(is_news && fingerprint(theirs) == fingerprint(mine)) {
        told.push("This text came before, or is older than what came since.".to_owned());
    }
    told.extend(
        moved(mine.status, (theirs.status, heard), now.status).iter().map(ToString::to_string),
    );
    let given_back = matches!(mine.status, Status::Filed | Status::Approved);
    if given_back && now.status == Status::Returned {
        told.push(whose_again(heard, source, (came, had)));
    }
    if mine.status == Status::Approved && now.status == Status::Filed {
        told.push(APPROVE_ANEW.to_owned());
    }
    if mine.status == Status::Spiked {
        told.push("The story is in the bin here, and stays there.".to_owned());
    }
    told
}

/// What is to be known of a text of a story that is out here. `shown`: what readers have, as far as is known
/// here; `disputed`: both changed the same places; `hands_in`: nothing is corrected from here. Who sends a packet may say that theirs is out, and only the
/// site knows.
pub fn of_readers(
    (mine, now): (&Story, &Story),
    (theirs, source): (&Story, Source<'_>),
    (shown, disputed, hands_in): (&[String], bool, bool),
) -> Option<String> {
    let is_out = |story: &Story| matches!(story.status, Status::Published | Status::Corrected);
    let text = fingerprint(now);
    let theirs_is_out = is_out(theirs) && text == fingerprint(theirs);
    let readers_have_it = match source {
        Source::Site { .. } => theirs_is_out || shown.contains(&text),
        Source::Signed(_) | Source::Nobody => shown.contains(&text),
    };
    let is_other = disputed || (text != fingerprint(mine) && !readers_have_it);
    if !is_out(mine) || !is_other {
        return None;
    }
    let out = format!(
        "The story is out: it is {} here, and readers have another text",
        mine.status.word()
    );
    let editors = "Your account hands in only: suggest the words that readers are to have, or leave a note, and \
                   the editors correct it.";
    Some(match (disputed, source) {
        (true, _) if hands_in => format!(
            "{out} than theirs. Nothing changed for readers. Say which of both texts stands here. {editors}"
        ),
        (false, _) if hands_in => {
            format!("{out} than the one that stands here now. Nothing changed for them. {editors}")
        }
        (true, _) => format!(
            "{out} than theirs. Nothing changed for readers, and nothing does before you settle both texts and \
             correct the story."
        ),
        (false, Source::Signed(_) | Source::Nobody) if is_out(theirs) => format!(
            "{out} as far as this desk knows; the sender says that theirs is public. Ask the site, and correct the \
             story if readers are to have what stands here now."
        ),
        (false, _) => format!(
            "{out} than the one that stands here now. Nothing changed for them: correct the story to bring them \
             this one."
        ),
    })
}

/// What is to be known of where it stands now, if that is somewhere else.
fn moved(
    stood: Status,
    (there, heard): (Status, Option<Heard>),
    stands: Status,
) -> &'static [&'static str] {
    match (stood, stands) {
        // One that an editor passed nobody handed in again; it counts as handed in.
        (Status::Returned, Status::Filed) if heard.is_some() && there != Status::Filed => &[],
        (Status::Returned, Status::Filed) => match heard {
            Some(heard) if heard.known != stood => &[HANDED_IN, READ_FIRST],
            _ => &[HANDED_IN],
        },
        _ => &[],
    }
}

/// By whom a story that waited is its writer's again. Who sends one back says why.
fn whose_again(
    heard: Option<Heard>,
    source: Source<'_>,
    (came, had): (&Review, &Review),
) -> String {
    let new = |note: &&Note| had.notes.iter().all(|held| held.id != note.id);
    let reasons = came.notes.iter().filter(|note| note.returns).filter(new);
    if let Some(reasons) = reasons.max_by_key(|note| note.made.at) {
        return match reasons.made.by.name.as_str() {
            "" => "It was sent back: the notes say why.".to_owned(),
            name => format!("{name} sent it back: the notes say why."),
        };
    }
    match source {
        Source::Site { sender, .. } if heard.is_some_and(|heard| heard.by_its_writer) => {
            format!("{sender} took it back: it is theirs again, and waits here no longer.")
        }
        _ => "It is its writer’s again: it was taken back, or taken out of review.".to_owned(),
    }
}

/// How much was said that nobody here has heard yet, and by whom.
pub fn of_said(came: &Review, had: &Review) -> Option<String> {
    let notes = came.notes.iter().filter(|one| had.notes.iter().all(|held| held.id != one.id));
    let known = |id: &str| had.suggestions.iter().any(|held| held.id == id);
    let suggestions = came.suggestions.iter().filter(|one| !known(&one.id));
    let notes: Vec<&Person> = notes.map(|one| &one.made.by).collect();
    let suggestions: Vec<&Person> = suggestions.map(|one| &one.made.by).collect();
    let told = [(notes, "note"), (suggestions, "suggestion")]
        .into_iter()
        .filter(|(by, _)| !by.is_empty())
        .map(|(by, what)| {
            let (count, many) = (by.len(), if by.len() == 1 { "" } else { "s" });
            format!("{count} {what}{many} by {}", names(by.iter().map(|by| by.name.as_str())))
        });
    let told = told.collect::<Vec<_>>().join(" and ");
    (!told.is_empty()).then(|| format!("New with it: {told}."))
}

/// What is to be known of a text that took the place of those with these numbers, and of the one that is
/// undecided now.
/// What somebody decided since of what was said here before, and who.
pub fn of_decided(came: &Review, had: &Review) -> Option<String> {
    let whole = had.merged(came);
    let notes = had.notes.iter().map(|one| ("note", &one.id, &one.settled));
    let all = had.suggestions.iter().map(|one| ("suggestion", &one.id, &one.settled)).chain(notes);
    let (mut counts, mut by) = (Vec::<(&str, &str, usize)>::new(), Vec::new());
    for (what, id, was) in all {
        let Some(is) = whole.mark_of(id).filter(|is| Some(*is) != was.as_ref()) else { continue };
        by.push(is.made.by.name.as_str());
        let how = is.how.word();
        match counts.iter_mut().find(|(one, as_it, _)| (*one, *as_it) == (what, how)) {
            Some((.., count)) => *count += 1,
            None => counts.push((what, how, 1)),
        }
    }
    let told = counts.iter().map(|(what, how, count)| {
        let many = if *count == 1 { "" } else { "s" };
        format!("{count} {what}{many} {how}")
    });
    let told: Vec<String> = told.collect();
    let told = names(told.iter().map(String::as_str));
    (!told.is_empty()).then(|| format!("Decided since: {told}, by {}.", names(by.into_iter())))
}

pub fn of_undecided(replaced: &[i64], number: Option<i64>) -> Option<String> {
    (!replaced.is_empty()).then(|| {
        let now = match number {
            Some(_) => "It takes the place of their text that was still to be settled",
            None => "With it nothing is left to settle of their text that came before",
        };
        format!("{now}; that one is in the history.")
    })
}

/// What the sender says of the story's standing and of who passed it, as far as it is not so here.
/// `given` are the approvals of this desk, and those that were told of before.
pub fn of_claims(
    (theirs, heard): (&Story, Option<Heard>),
    review: &Review,
    now: &Story,
    given: &[Approval],
) -> Vec<String> {
    let news = heard.is_none_or(|heard| heard.is_news(theirs.status));
    let standing = claimed(theirs.status, now.status).filter(|_| news);
    standing.into_iter().chain(passed(&review.approvals, given)).collect()
}

fn claimed(claimed: Status, is: Status) -> Option<String> {
    let decided = matches!(
        claimed,
        Status::Returned
            | Status::Approved
            | Status::Published
            | Status::Corrected
            | Status::Withdrawn
            | Status::Spiked
    );
    // Readers have it, one way or the other.
    let shown = |status| matches!(status, Status::Published | Status::Corrected);
    (decided && claimed != is && !(shown(claimed) && shown(is))).then(|| {
        let (claimed, is) = (claimed.word(), is.word());
        format!("It is {claimed} where it comes from; here it is {is}.")
    })
}

/// What was told while the story stood there, now that the site has said where it is: it stands here.
pub fn told_anew(sentences: &mut Vec<String>, stood: Status, stands: Status) {
    if stood == stands {
        return;
    }
    for theirs in Status::ALL {
        let Some(told) = claimed(theirs, stood) else { continue };
        let Some(at) = sentences.iter().position(|one| *one == told) else { continue };
        let _ = sentences.splice(at..=at, claimed(theirs, stands));
    }
    let waits = stands == Status::Filed;
    sentences.retain(|one| waits || ![APPROVE_ANEW, HANDED_IN, READ_FIRST].contains(&one.as_str()));
    sentences.push(format!("It is {} now.", stands.word()));
}

/// Whom the sender names as having passed a text of it.
fn passed(claimed: &[Approval], given: &[Approval]) -> Option<String> {
    let by = claimed.iter().filter(|one| !given.contains(one)).map(|one| one.made.by.name.as_str());
    let names = names(by);
    (!names.is_empty()).then(|| {
        format!("It says that {names} approved a text of it. At this desk that does not count.")
    })
}

/// Names in a sentence, each once.
fn names<'a>(all: impl Iterator<Item = &'a str>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in all {
        let name = if name.is_empty() { "somebody" } else { name };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => names.concat(),
    }
}

/// What came in the name of whoever works here and was not said here, as far as is known.
pub fn in_the_name_of(me: Option<&Person>, came: &Review, had: &Review) -> Option<String> {
    let me = me?;
    let notes = came.notes.iter().filter(|one| !had.notes.iter().any(|held| held.id == one.id));
    let new = |id: &str| !had.suggestions.iter().any(|held| held.id == id);
    let suggestions = came.suggestions.iter().filter(|one| new(&one.id));
    let by = notes.map(|one| &one.made.by).chain(suggestions.map(|one| &one.made.by));
    let count = by.filter(|by| by.is(me)).count();
    (count > 0).then(|| {
        format!(
            "{count} of its notes and suggestions bear your name and were not made at this desk: the \
             sender answers for them."
        )
    })
}
