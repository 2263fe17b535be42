//! What came of a story, in words; and two texts to settle, on a terminal.

use crate::{comparing, next, print};
use clap::{Subcommand, ValueEnum};
use copydesk::desk::{Desk, Job, Received, ToSettle};
use copydesk::error::{Code, Error, Result};
use copydesk::merge::{Choice, Conflict};
use copydesk::story::{Story, StoryId};
use jiff::Timestamp;
use serde_json::json;

#[derive(Debug, Subcommand)]
pub enum SettleCommand {
    /// The places that somebody else and you both changed and that nobody has settled yet: both texts of
    /// each, with a number.
    Conflicts { id: String },
    /// Say which text is to stand where both changed the same: in every place, or in the one with this
    /// number in `desk conflicts`. The other text stays in the story's history.
    #[command(allow_missing_positional = true)]
    Settle {
        id: String,
        /// The number of one place; without it all of them are settled.
        #[arg(value_name = "N")]
        number: Option<usize>,
        #[arg(value_enum)]
        stands: Stands,
    },
}

/// Which text is to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Stands {
    Mine,
    Theirs,
    /// Mine, then theirs.
    Both,
}

impl From<Stands> for Choice {
    fn from(stands: Stands) -> Self {
        match stands {
            Stands::Mine => Self::Mine,
            Stands::Theirs => Self::Theirs,
            Stands::Both => Self::Both,
        }
    }
}

/// Runs one command; whether all of it succeeded.
pub fn run(desk: &Desk, command: &SettleCommand, json: bool) -> Result<bool> {
    match command {
        SettleCommand::Conflicts { id } => {
            let open = desk.to_settle(desk.story_id(id)?)?;
            print::answer(json, &json!({ "undecided": open }), || listed(desk, &open))?;
        }
        SettleCommand::Settle { id, number, stands } => {
            let id = desk.story_id(id)?;
            let story = match number {
                Some(number) => settle_one(desk, id, *number, (*stands).into())?,
                None => settle_all(desk, id, (*stands).into())?,
            };
            let open = desk.to_settle(id)?;
            let answer = json!({ "id": id, "version": story.version, "undecided": open });
            print::answer(json, &answer, || match places(&open) {
                0 => "Nothing is left to settle.".to_owned(),
                left => format!("{left} left to settle.\n{}", listed(desk, &open)),
            })?;
        }
    }
    Ok(true)
}

fn settle_all(desk: &Desk, id: StoryId, choice: Choice) -> Result<Story> {
    let open = desk.to_settle(id)?;
    if open.is_empty() {
        return Err(nothing());
    }
    if open.len() > 1 && choice != Choice::Mine {
        return Err(Error::new(
            Code::Invalid,
            format!(
                "{} texts of this story are to be settled, so nothing was changed.",
                open.len()
            ),
            "Say for each place which stands, by its number in `desk conflicts`.",
        ));
    }
    for ToSettle { number, conflicts, .. } in &open {
        let choices = vec![Some(choice); conflicts.len()];
        let version = desk.story(id)?.version;
        desk.settle_received(id, version, *number, &choices, Timestamp::now())?;
    }
    desk.story(id)
}

fn settle_one(desk: &Desk, id: StoryId, number: usize, choice: Choice) -> Result<Story> {
    let mut before = 0;
    for one in desk.to_settle(id)? {
        let count = one.conflicts.len();
        if let Some(place) = number.checked_sub(before + 1).filter(|place| *place < count) {
            let mut choices = vec![None; count];
            choices[place] = Some(choice);
            let now = Timestamp::now();
            return desk.settle_received(id, one.version, one.number, &choices, now);
        }
        before += count;
    }
    if before == 0 {
        return Err(nothing());
    }
    Err(Error::new(
        Code::NotFound,
        format!("There is no place {number} to settle; the last is {before}. Nothing was changed."),
        "Look at them with `desk conflicts`: once one is settled, those behind it count anew.",
    ))
}

fn nothing() -> Error {
    Error::new(
        Code::NotFound,
        "Nothing is to be settled in this story.",
        "Every text that came in is in its history.",
    )
}

fn places(open: &[ToSettle]) -> usize {
    open.iter().map(|one| one.conflicts.len().max(1)).sum()
}

fn listed(desk: &Desk, open: &[ToSettle]) -> String {
    let mut lines = Vec::new();
    let mut number = 0;
    for one in open {
        lines.push(format!("{}:", headed(desk, one)));
        if one.conflicts.is_empty() {
            lines
                .push("    Nothing is left to choose: `desk settle ID mine` closes it.".to_owned());
        }
        for conflict in &one.conflicts {
            number += 1;
            let Conflict { spot, base, mine, theirs } = conflict;
            lines.push(format!("{number:>3}  {spot}"));
            for (name, text) in [("was", base), ("mine", mine), ("theirs", theirs)] {
                let text = if text.is_empty() { "(nothing)" } else { text };
                let text = text.lines().collect::<Vec<_>>().join("\n             ");
                lines.push(format!("     {name:<7} {text}"));
            }
        }
        let taken = one.taken.iter();
        lines.extend(taken.map(|one| format!("     comes in too, {}", comparing::line(one))));
    }
    if lines.is_empty() { "Nothing is to be settled.".to_owned() } else { lines.join("\n") }
}

/// Whose text it is, since when, and where it came from.
fn headed(desk: &Desk, one: &ToSettle) -> String {
    let from = if one.from.is_empty() { "another program or person" } else { &one.from };
    let through = one.site.as_ref().map(|site| format!(" through {site}")).unwrap_or_default();
    format!("From {from}{through}, since {}", desk.house().moment_line(one.since))
}

/// What is to be settled in any story, a line for each.
pub fn waiting(desk: &Desk, open: &[ToSettle]) -> Vec<String> {
    let line = |one: &ToSettle| {
        let head = headed(desk, one);
        let next = next::told(one.story, &Job::Settle);
        format!("two texts to settle: {}  {}  {head}\n     {next}", one.story, one.headline)
    };
    open.iter().map(line).collect()
}

/// What was kept, changed and left open of a story that came, in lines.
pub fn told(received: &Received) -> Vec<String> {
    let Received { story, new, merged, taken, conflicts, sentences, .. } = received;
    let what = match (new, merged) {
        (true, _) => "A new story here.",
        (false, true) => "Made one with the story here; what stood here is in its history.",
        (false, false) => "The text here stays as it is.",
    };
    let mut lines = vec![what.to_owned()];
    lines.extend(taken.iter().map(|change| format!("taken over, {}", comparing::line(change))));
    lines.extend(conflicts.iter().map(conflict));
    if !conflicts.is_empty() {
        lines.push(format!(
            "Until that is settled the story goes to no site, and neither text is lost: see `desk \
             conflicts {}`.",
            story.id
        ));
    }
    lines.extend(sentences.iter().cloned());
    lines
}

fn conflict(conflict: &Conflict) -> String {
    let Conflict { spot, mine, theirs, .. } = conflict;
    let stands = if mine.is_empty() { "theirs stands" } else { "mine stands" };
    format!("both changed, {spot}: mine “{mine}”, theirs “{theirs}”; {stands}")
}
