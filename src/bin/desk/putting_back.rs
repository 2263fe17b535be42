//! Into the bin and out of it, and a story as it was, on a terminal.

use crate::commands::titled;
use crate::print;
use clap::Subcommand;
use copydesk::desk::{Desk, Place};
use copydesk::error::Result;
use copydesk::story::{Move, Status, Story, StoryId};
use jiff::Timestamp;
use serde_json::json;

#[derive(Debug, Subcommand)]
pub enum PutBackCommand {
    /// Put a story in the bin; what is on its way of it ends. `unspike` takes it out again.
    Spike {
        id: String,
        /// The reason, left as a note about the story.
        #[arg(long, value_name = "REASON")]
        why: Option<String>,
    },
    /// Take a story out of the bin: it stands where it stood before, or is a draft where something became of it
    /// meanwhile.
    Unspike { id: String },
    /// Make a story again what it was at a revision; what it says now stays in its history too.
    Restore {
        id: String,
        /// The number of the revision; `desk record` lists them.
        revision: i64,
    },
}

/// Runs one command; whether all of it succeeded.
pub fn run(desk: &Desk, command: &PutBackCommand, json: bool) -> Result<bool> {
    let now = Timestamp::now();
    match command {
        PutBackCommand::Spike { id, why } => {
            let id = desk.story_id(id)?;
            if let Some(why) = why {
                // No reason stands beside a story that cannot go.
                desk.story(id)?.status.after(Move::Spike)?;
                desk.add_note(id, why, None, now)?;
            }
            let story = desk.move_story(id, Move::Spike, now)?;
            let headline = titled(&story.copy.headline);
            let mut told = format!("“{headline}” is in the bin. `desk unspike {id}` takes it out.");
            for Place { site, .. } in desk.places(id)?.iter().filter(|place| place.is_there()) {
                told.push_str(&format!(
                    "\n{site} still has it, for the bin takes nothing off a site: `desk withdraw {id} --site \
                     {site}` does."
                ));
            }
            answer(&story, json!({}), json, told)
        }
        PutBackCommand::Unspike { id } => {
            let story = desk.move_story(desk.story_id(id)?, Move::Unspike, now)?;
            let (headline, is) = (titled(&story.copy.headline), story.status.word());
            let told = match story.status {
                Status::Draft => format!("“{headline}” is a draft again."),
                _ => format!("“{headline}” is out of the bin, and {is} as before."),
            };
            answer(&story, json!({}), json, told)
        }
        PutBackCommand::Restore { id, revision } => {
            restore(desk, desk.story_id(id)?, *revision, now, json)
        }
    }
}

fn restore(desk: &Desk, id: StoryId, revision: i64, now: Timestamp, json: bool) -> Result<bool> {
    let before = desk.story(id)?.status;
    let story = desk.restore(id, revision, now)?;
    let kept = desk.revisions(id)?.first().map(|kept| kept.id);
    let headline = titled(&story.copy.headline);
    let mut told = format!("“{headline}” is again what it was at revision {revision}.");
    if let Some(kept) = kept {
        told.push_str(&format!(
            " What stood there before is revision {kept}: `desk restore {id} {kept}` brings it back."
        ));
    }
    if before != story.status {
        let is = story.status.word();
        told.push_str(&format!(
            "\nIt was {} and is {is} now: this text is to be approved anew.",
            before.word()
        ));
    }
    if matches!(story.status, Status::Published | Status::Corrected) {
        told.push_str("\nReaders still have the text they had.");
    }
    answer(&story, json!({ "revision": revision, "before": kept }), json, told)
}

fn answer(story: &Story, more: serde_json::Value, json: bool, told: String) -> Result<bool> {
    let mut value = json!({ "id": story.id, "status": story.status, "version": story.version });
    for (name, more) in more.as_object().into_iter().flatten() {
        value[name] = more.clone();
    }
    print::answer(json, &value, || told)?;
    Ok(true)
}
