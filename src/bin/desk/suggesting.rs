//! Suggestions on a terminal: what is suggested, and what becomes of it.

use crate::changes::{self, Against};
use crate::print;
use clap::Subcommand;
use copydesk::desk::{Decided, Desk};
use copydesk::error::Result;
use copydesk::review::{Anchor, Head, How, Part, Thread, View};
use copydesk::story::StoryId;
use jiff::Timestamp;
use serde_json::json;

/// What is said where all is to be turned down and there is nothing.
const NOTHING: &str = "Nothing is suggested that is still to be decided; the story is as it was.";

#[derive(Debug, Subcommand)]
pub enum SuggestCommand {
    /// Suggest other words; the text stays as it is.
    Suggest {
        id: String,
        /// Words of the story that would go.
        words: String,
        /// What would stand there; nothing at all with "".
        instead: String,
        /// Which of several places of these words, in the order the story is read: 1 is the first.
        #[arg(long, value_name = "N")]
        nth: Option<usize>,
    },
    /// What was said and suggested about a story, in the order it is read.
    Notes { id: String },
    /// Take suggested words into the story.
    Accept {
        id: String,
        /// Suggestions by their ids; see `desk notes`.
        #[arg(required_unless_present = "all")]
        which: Vec<String>,
        /// Every one that has a place.
        #[arg(long, conflicts_with = "which")]
        all: bool,
    },
    /// Leave the story as it is and close suggestions.
    Reject {
        id: String,
        #[arg(required_unless_present = "all")]
        which: Vec<String>,
        #[arg(long, conflicts_with = "which")]
        all: bool,
    },
    /// Answer a note or a suggestion.
    Answer { id: String, to: String, text: String },
    /// Close the thread of a note.
    Resolve { id: String, note: String },
    /// Open the thread of a note again, or a suggestion that was rejected.
    Reopen { id: String, note: String },
    /// Take a story in hand, so that colleagues see it is taken.
    Take { id: String },
    /// Give a story to a colleague, whoever has it in hand now.
    Assign {
        id: String,
        /// Their name, or their key; your own name takes it yourself.
        #[arg(required = true)]
        to: Vec<String>,
    },
    /// Let a story go that you had in hand.
    Release { id: String },
    /// What changed, word by word: since the story was approved, if its text was changed after that; else,
    /// where it came in again, since it was returned, or since it was last handed in. Or between two
    /// revisions.
    Changes {
        id: String,
        /// Hold it against this text instead.
        #[arg(long, value_enum, conflicts_with = "from")]
        since: Option<Against>,
        /// An earlier text, by the number of its revision; see `desk record`.
        #[arg(long, value_name = "REVISION")]
        from: Option<i64>,
        /// A later one; the story as it stands if none is given.
        #[arg(long, value_name = "REVISION")]
        to: Option<i64>,
    },
}

/// Runs one command; whether all of it succeeded.
pub fn run(desk: &Desk, command: &SuggestCommand, json: bool) -> Result<bool> {
    let now = Timestamp::now();
    let story = |id: &String| desk.story_id(id);
    match command {
        SuggestCommand::Suggest { id, words, instead, nth } => {
            let id = story(id)?;
            let anchor = desk.anchor_on_nth(id, words, *nth)?;
            let made = desk.suggest(id, anchor, instead, now)?;
            print::answer(json, &json!({ "suggestion": made }), || made.id.clone())?;
        }
        SuggestCommand::Notes { id } => notes(desk, story(id)?, json)?,
        SuggestCommand::Accept { id, which, all } => {
            let id = story(id)?;
            let which = if *all { open(desk, id)? } else { which.clone() };
            let version = desk.story(id)?.version;
            let decided = desk.accept_suggestions(id, version, &which, now)?;
            print::answer(json, &json!({ "decided": decided }), || accepted(&decided, &which))?;
            return Ok(decided.accepted.len() == which.len());
        }
        SuggestCommand::Reject { id, which, all } => {
            let id = story(id)?;
            let which = if *all { open(desk, id)? } else { which.clone() };
            if which.is_empty() {
                print::note(NOTHING);
            }
            let open = open(desk, id)?;
            desk.reject_suggestions(id, &which, now)?;
            notes(desk, id, json)?;
            return Ok(which.iter().all(|one| open.contains(one)));
        }
        SuggestCommand::Answer { id, to, text } => {
            let note = desk.answer(story(id)?, to, text, now)?;
            print::answer(json, &json!({ "note": note }), || note.id.clone())?;
        }
        SuggestCommand::Resolve { id, note } => {
            settle(desk, story(id)?, (note, How::Resolved), json)?;
        }
        SuggestCommand::Reopen { id, note } => {
            settle(desk, story(id)?, (note, How::Reopened), json)?;
        }
        SuggestCommand::Take { id } => held(desk.take(story(id)?, now)?, json)?,
        SuggestCommand::Assign { id, to } => {
            held(desk.assign_to(story(id)?, &to.join(" "), now)?, json)?;
        }
        SuggestCommand::Release { id } => held(desk.release(story(id)?, now)?, json)?,
        SuggestCommand::Changes { id, since, from, to } => {
            changes::show(desk, story(id)?, (*since, *from, *to), json)?;
        }
    }
    Ok(true)
}

/// How many of those that were asked for are in the story now, and which are not.
fn accepted(decided: &Decided, which: &[String]) -> String {
    let mut told = format!("{} of {} are in the story now.", decided.accepted.len(), which.len());
    let left = which.iter().filter(|id| !decided.accepted.contains(id));
    let left: Vec<&str> = left.map(String::as_str).collect();
    if !left.is_empty() {
        told.push_str(&format!(
            "\nNot taken in: {}. The words they are about are others now, or they were decided before; \
             `desk notes` shows them.",
            left.join(", ")
        ));
    }
    told
}

/// The ids of all open suggestions.
fn open(desk: &Desk, id: StoryId) -> Result<Vec<String>> {
    let review = desk.review(id)?;
    let open = review.suggestions.iter().filter(|one| one.is_open());
    Ok(open.map(|one| one.id.clone()).collect())
}

fn settle(desk: &Desk, id: StoryId, (note, how): (&str, How), json: bool) -> Result<()> {
    desk.settle(id, note, how, Timestamp::now())?;
    notes(desk, id, json)
}

fn held(review: copydesk::review::Review, json: bool) -> Result<()> {
    let who = review.holder.and_then(|holder| holder.person);
    print::answer(json, &json!({ "holder": who }), || match &who {
        Some(who) => format!("{} has the story in hand.", who.name),
        None => "Nobody has the story in hand.".to_owned(),
    })
}

fn notes(desk: &Desk, id: StoryId, json: bool) -> Result<()> {
    let view = desk.beside(id)?.view;
    print::answer(json, &json!({ "review": view }), || told(&view))
}

fn told(view: &View) -> String {
    let groups = [
        ("", &view.placed),
        ("Lost their place:", &view.unplaced),
        ("About the whole story:", &view.general),
        ("Over:", &view.past),
    ];
    let mut text = String::new();
    for (title, threads) in groups.into_iter().filter(|(_, threads)| !threads.is_empty()) {
        if !title.is_empty() {
            text.push_str(&format!("{title}\n"));
        }
        threads.iter().for_each(|thread| text.push_str(&thread_told(thread)));
    }
    if text.is_empty() { "Nothing was said about this story.".to_owned() } else { text }
}

/// Where the words stand, if not in the text.
fn outside_the_text(anchor: &Anchor) -> String {
    match &anchor.part {
        Part::Body => String::new(),
        part => format!(" in the {part}"),
    }
}

fn thread_told(thread: &Thread) -> String {
    let (made, what, became) = match &thread.head {
        Head::Note(note) => {
            let on = note.anchor.as_ref();
            let on =
                on.map(|anchor| format!("on “{}”{}: ", anchor.quote, outside_the_text(anchor)));
            let what = format!("{}{}", on.unwrap_or_default(), note.text);
            (&note.made, what, &note.settled)
        }
        Head::Suggestion(one) => {
            let what = match (one.anchor.quote.as_str(), one.instead.as_str()) {
                ("", instead) => format!("put in “{instead}”"),
                (quote, "") => format!("take out “{quote}”"),
                (quote, instead) => format!("“{instead}” instead of “{quote}”"),
            };
            (&one.made, what + &outside_the_text(&one.anchor), &one.settled)
        }
    };
    let became = became.as_ref().map(|one| format!(" ({})", one.how.word())).unwrap_or_default();
    let returns = matches!(&thread.head, Head::Note(note) if note.returns);
    let returns = if returns { " sent it back" } else { "" };
    let mut text = format!("{}  {}{returns}: {what}{became}\n", thread.id(), made.by.name);
    for reply in &thread.replies {
        text.push_str(&format!("    {}: {}\n", reply.made.by.name, reply.text));
    }
    text
}
