//! What changed in a story, word by word, on a terminal.

use crate::{next, print};
use clap::ValueEnum;
use copydesk::compare::{Comparison, How, Piece, Standing};
use copydesk::desk::{Desk, Job, Since, Turn};
use copydesk::error::{Code, Error, Result};
use copydesk::story::StoryId;
use serde_json::json;

/// The text a story is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Against {
    /// As it was approved.
    Approved,
    /// As it was sent or taken back, before it was handed in again.
    Returned,
    /// As it was last handed in.
    HandedIn,
}

impl Against {
    fn of(since: &Since) -> Self {
        match since {
            Since::Approved(_) => Self::Approved,
            Since::Returned(_) => Self::Returned,
            Since::HandedIn => Self::HandedIn,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Returned => "returned",
            Self::HandedIn => "handed-in",
        }
    }
}

/// Shows what changed between two revisions, or since one: the one named, else the one that says most.
pub fn show(
    desk: &Desk,
    id: StoryId,
    (against, from, to): (Option<Against>, Option<i64>, Option<i64>),
    json: bool,
) -> Result<()> {
    let texts = desk.texts_before(id)?;
    let (from, since) = match from {
        Some(from) => (from, None),
        None => {
            let wanted = |since: &Since| against.is_none_or(|one| one == Against::of(since));
            let found = texts.iter().find(|(_, since)| wanted(since));
            let (from, since) = found.ok_or_else(|| nothing_before(against))?;
            (*from, Some(since))
        }
    };
    // Read first: what is shown is this text or a later one, and an approval that names it is safe.
    let text = to.is_none().then(|| desk.fingerprint(id)).transpose()?;
    let compared = desk.compare_revisions(id, Some(from), to)?;
    let (turn, job) = (desk.turn(id)?, desk.job(id)?);
    let kind = since.map(|since| Against::of(since).word());
    let answer =
        json!({ "comparison": compared, "fingerprint": text, "from": from, "since": kind });
    print::answer(json, &answer, || {
        let mut told = format!(
            "{}:\n{}",
            held_against(desk, since, (from, to)),
            compared_told(&compared).trim_end()
        );
        let others: Vec<String> = texts
            .iter()
            .map(|(_, other)| Against::of(other).word())
            .filter(|other| since.is_some() && Some(*other) != kind)
            .map(|other| format!("--since {other}"))
            .collect();
        if !others.is_empty() {
            told.push_str(&format!("\n\nHeld against another text by {}.", others.join(" or ")));
        }
        if let Some(text) = &text {
            told.push_str(&format!("\n\n{}", what_to_do(id, text, (turn, job.as_ref()))));
        }
        told
    })
}

fn held_against(desk: &Desk, since: Option<&Since>, (from, to): (i64, Option<i64>)) -> String {
    match (since, to) {
        (Some(Since::Approved(made)), _) => {
            let (by, at) = (&made.by.name, desk.house().moment_line(made.at));
            format!("Since {by} approved it, {at}")
        }
        (Some(Since::Returned(Some(made))), _) => {
            let (by, at) = (&made.by.name, desk.house().moment_line(made.at));
            format!("Since {by} sent it back, {at}, before it was handed in again")
        }
        (Some(Since::Returned(None)), _) => {
            "Since it was its writer’s again, before it was handed in again".to_owned()
        }
        (Some(Since::HandedIn), _) => "Since it was last handed in".to_owned(),
        (None, Some(to)) => format!("From revision {from} to revision {to}"),
        (None, None) => format!("Since revision {from}"),
    }
}

fn nothing_before(against: Option<Against>) -> Error {
    let what = match against {
        Some(Against::Approved) => "No approval counts for a text that stood here",
        Some(Against::Returned) => {
            "The story did not come in again after it was sent or taken back"
        }
        Some(Against::HandedIn) | None => "The story was never handed in",
    };
    Error::new(
        Code::Invalid,
        format!("{what}, so there is no text to hold it against."),
        "Say which revision with --from; `desk record` lists them.",
    )
}

fn what_to_do(id: StoryId, text: &str, (turn, job): (Turn, Option<&Job>)) -> String {
    let next = job.map(|job| next::told(id, job));
    match (job, next) {
        (Some(Job::Settle | Job::HandInAgain { .. }), Some(next)) => next,
        // Nobody else has it yet; whoever works here may pass it all the same.
        (Some(Job::SendOn), Some(next)) => format!("{next}\n{}", may_do(id, text, turn)),
        _ => may_do(id, text, turn),
    }
}

fn may_do(id: StoryId, text: &str, turn: Turn) -> String {
    match turn {
        Turn::ToPass => {
            format!(
                "Whoever passes it approves exactly this text with `desk approve {id} --text {text}`."
            )
        }
        Turn::WithItsWriter => format!(
            "It is with its writer again. To pass it all the same, approve exactly this text with `desk \
             approve {id} --text {text}`."
        ),
        Turn::ToHandIn => format!(
            "It is yours to change. Hand it in with `desk file {id}`; --site NAME hands it to a site’s \
             editors."
        ),
        Turn::ForOthers => format!(
            "Your accounts hand in, so an editor decides what becomes of it. Say what you think of it with `desk note {id} TEXT`."
        ),
    }
}

/// What is different, `[-taken out-]` and `{+put in+}`.
fn compared_told(compared: &Comparison) -> String {
    if compared.same {
        return "Nothing is different.".to_owned();
    }
    let mut text = format!("{} came in, {} went.\n", words(compared.words_in), compared.words_out);
    for field in compared.fields.iter().filter(|one| one.changed) {
        text.push_str(&format!("{:?}: {}\n", field.field, pieces(&field.pieces)));
    }
    for paragraph in compared.body.iter().filter(|one| one.standing != Standing::Same) {
        let moved = match paragraph.standing {
            Standing::MovedAway => "(moved from here) ",
            Standing::MovedHere => "(moved here) ",
            _ => "",
        };
        text.push_str(&format!("\n{moved}{}\n", pieces(&paragraph.pieces).trim_end()));
    }
    for picture in compared.pictures.iter().filter(|one| one.is_changed()) {
        let what = match (picture.was, picture.now) {
            (None, _) => "new",
            (_, None) => "gone",
            _ => "changed",
        };
        text.push_str(&format!("\n{} ({what})\n", picture.name));
        for words in &picture.words {
            text.push_str(&format!("  {}: {}\n", words.field, pieces(&words.pieces)));
        }
    }
    text
}

fn pieces(pieces: &[Piece]) -> String {
    let told = |piece: &Piece| match piece.how {
        How::Same => piece.text.clone(),
        How::Delete => format!("[-{}-]", piece.text),
        How::Insert => format!("{{+{}+}}", piece.text),
    };
    pieces.iter().map(told).collect()
}

fn words(count: usize) -> String {
    if count == 1 { "1 word".to_owned() } else { format!("{count} words") }
}
