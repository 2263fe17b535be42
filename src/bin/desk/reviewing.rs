//! Review on a terminal: notes, approvals, and the record of who did what.

use crate::{inbox, next, print};
use clap::Subcommand;
use copydesk::desk::{Desk, SiteView};
use copydesk::error::{Code, Error, Result, system};
use copydesk::review::Note;
use copydesk::story::{Status, Story, StoryId};
use jiff::Timestamp;
use serde_json::json;
use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

#[derive(Debug, Subcommand)]
pub enum ReviewCommand {
    /// Say who works at this desk, or show who does.
    Me { name: Vec<String> },
    /// Leave a note about a story.
    Note {
        id: String,
        text: String,
        /// Words of the story that it is about.
        #[arg(long, value_name = "WORDS")]
        on: Option<String>,
        /// Which of several places of these words, in the order the story is read: 1 is the first.
        #[arg(long, value_name = "N", requires = "on")]
        nth: Option<usize>,
    },
    /// Hand a story in: to the editors of a site, or with none at this desk.
    File {
        id: String,
        #[arg(long)]
        site: Option<String>,
        /// Stay until it is delivered or needs somebody.
        #[arg(long, requires = "site")]
        wait: bool,
    },
    /// Send a story back that was handed in, with the reasons.
    Return { id: String, reasons: String },
    /// Pass exactly the text that stands there now.
    Approve {
        id: String,
        /// Only if the text is this one: its fingerprint, as `desk changes` tells it.
        #[arg(long, value_name = "FINGERPRINT")]
        text: Option<String>,
    },
    /// Look whether the record is whole and the story as it was recorded. Fails if not.
    Verify { id: String },
    /// The record of a story as one readable text: who, when, what, and its hashes.
    Record {
        id: String,
        /// Write it here, into a new file.
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
    /// Take away what the house pack no longer keeps of what stories were.
    Tidy,
}

/// Runs one command; whether all of it succeeded.
pub fn run(desk: &Desk, command: &ReviewCommand, json: bool) -> Result<bool> {
    let now = Timestamp::now();
    match command {
        ReviewCommand::Me { name } => me(desk, &name.join(" "), json),
        ReviewCommand::Note { id, text, on, nth } => {
            let id = desk.story_id(id)?;
            let anchor = on.as_deref().map(|words| desk.anchor_on_nth(id, words, *nth));
            let anchor = anchor.transpose()?;
            noted(&desk.add_note(id, text, anchor, now)?, json)
        }
        ReviewCommand::File { id, site: Some(site), wait } => {
            inbox::file(desk, desk.story_id(id)?, site, *wait, json)
        }
        ReviewCommand::File { id, site: None, .. } => {
            let filed = desk.file(desk.story_id(id)?, now)?;
            let job = desk.job(filed.id)?;
            stands(&filed, job.map(|job| next::told(filed.id, &job)), json)
        }
        ReviewCommand::Return { id, reasons } => {
            let returned = desk.return_with_reasons(desk.story_id(id)?, reasons, now)?;
            let way = desk.way_back(returned.id)?;
            stands(&returned, way.map(|way| next::sent_back(returned.id, &way)), json)
        }
        ReviewCommand::Approve { id, text } => {
            approve(desk, desk.story_id(id)?, text.as_deref(), now, json)
        }
        ReviewCommand::Verify { id } => verify(desk, desk.story_id(id)?, json),
        ReviewCommand::Record { id, to } => record(desk, desk.story_id(id)?, to.as_deref(), json),
        ReviewCommand::Tidy => {
            let gone = desk.tidy_history(now)?;
            print::answer(json, &json!({ "dropped": gone }), || match gone {
                0 => "Nothing was dropped.".to_owned(),
                _ => format!("{gone} revisions were dropped; the record keeps their hashes."),
            })?;
            Ok(true)
        }
    }
}

fn me(desk: &Desk, name: &str, json: bool) -> Result<bool> {
    let me = if name.is_empty() { desk.myself()? } else { desk.set_me(name)? };
    print::answer(json, &json!({ "me": me }), || me.name.clone())?;
    Ok(true)
}

fn noted(note: &Note, json: bool) -> Result<bool> {
    print::answer(json, &json!({ "note": note }), || note.id.clone())?;
    Ok(true)
}

fn approve(
    desk: &Desk,
    id: StoryId,
    text: Option<&str>,
    now: Timestamp,
    json: bool,
) -> Result<bool> {
    let before = desk.story(id)?.status;
    if before == Status::Returned {
        print::note(
            "It was with its writer again, sent back or taken back: you pass it all the same.",
        );
    }
    let approved = match text {
        Some(text) => desk.approve_text(id, text, now)?,
        None => {
            let me = desk.myself()?;
            desk.approve(id, desk.story(id)?.version, &me, now)?
        }
    };
    let sites = desk.sites()?;
    let hands_in =
        |site: &SiteView| site.account.as_ref().is_some_and(|account| !account.can_publish);
    if !sites.is_empty() && sites.iter().all(hands_in) {
        print::note(
            "It counts at this desk only: your accounts hand in, so an editor still has to pass it.",
        );
    }
    told(&approved, json, || match approved.status {
        Status::Approved => stands_as(&approved),
        other => format!("This text is approved; the story stays {} as before.", other.word()),
    })
}

fn stands(story: &Story, then: Option<String>, json: bool) -> Result<bool> {
    told(story, json, || match then {
        Some(then) => format!("{}\n{then}", stands_as(story)),
        None => stands_as(story),
    })
}

fn stands_as(story: &Story) -> String {
    format!("The story is {} now.", story.status.word())
}

fn told(story: &Story, json: bool, words: impl FnOnce() -> String) -> Result<bool> {
    let answer = json!({ "id": story.id, "status": story.status, "version": story.version });
    print::answer(json, &answer, words)?;
    Ok(true)
}

fn verify(desk: &Desk, id: StoryId, json: bool) -> Result<bool> {
    let verified = desk.verify(id)?;
    print::answer(json, &json!({ "verified": verified }), || {
        let faults: Vec<&str> = verified.faults.iter().map(|one| one.sentence.as_str()).collect();
        let mut text = match faults.len() {
            0 => format!(
                "The record is whole: {} entries, {} of them about this story.",
                verified.entries, verified.of_story
            ),
            _ => format!("The record is not whole.\n{}\n{}", faults.join("\n"), not_whole(id)),
        };
        text.push_str(&format!("\nThe last entry's hash: {}", verified.head));
        text
    })?;
    Ok(verified.faults.is_empty())
}

/// What is safe where the record is not whole, and what to do.
fn not_whole(id: StoryId) -> String {
    format!(
        "Looking changed nothing: the story stands here as it did, and can be read, compared and exported. \
         The record is never mended, so that what was done to it stays to be seen.\nWrite down what it \
         says now: `desk record {id} --to FILE`. Then ask a colleague who has the story for a packet of it \
         and open that beside this data folder, not in it: `desk --data NEW-FOLDER import x.story`, and \
         `desk --data NEW-FOLDER record {id}` to hold against yours."
    )
}

fn record(desk: &Desk, id: StoryId, to: Option<&Path>, json: bool) -> Result<bool> {
    if let Some(to) = to {
        write_new(to, &desk.export_record(id)?)?;
        print::answer(json, &json!({ "file": to }), || to.display().to_string())?;
    } else if json {
        let (verified, entries) = (desk.verify(id)?, desk.record(id)?);
        print::lines(&json!({ "verified": verified, "entries": entries }).to_string())?;
    } else {
        print::lines(desk.export_record(id)?.trim_end())?;
    }
    Ok(true)
}

/// Writes a file that is not there yet: a record is no reason to lose another.
fn write_new(file: &Path, text: &str) -> Result<()> {
    let refused = |error: &std::io::Error| match error.kind() {
        ErrorKind::AlreadyExists => Error::new(
            Code::Invalid,
            format!("{} is there already, so nothing was written.", file.display()),
            "Name a file that is not there yet.",
        ),
        _ => system::in_the_way(&file.display().to_string(), error),
    };
    let mut made = File::create_new(file).map_err(|error| refused(&error))?;
    made.write_all(text.as_bytes()).map_err(|error| refused(&error))
}
