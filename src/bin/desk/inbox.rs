//! What waits at this desk and on its sites, and handing in, on a terminal.

use crate::commands::titled;
use crate::{next, print, sending, settling};
use copydesk::desk::{Collected, Desk, Inbox, Job, Outcome, PRACTICE, Received, Waiting};
use copydesk::error::Result;
use copydesk::story::{Status, StoryId};
use jiff::Timestamp;
use serde_json::json;
use std::collections::BTreeMap;

/// Shows what waits. No site is asked.
pub fn show(desk: &Desk, json: bool) -> Result<bool> {
    let (inbox, jobs) = (desk.inbox()?, desk.jobs()?);
    print::answer(json, &json!({ "inbox": inbox }), || {
        let lines = waiting(desk, &inbox, &jobs);
        if lines.is_empty() { "Nothing waits.".to_owned() } else { lines.join("\n") }
    })?;
    Ok(true)
}

/// Asks the sites, or one, and shows what came and what waits now. Whether all of them answered, and
/// nothing stayed behind, there or here.
pub fn pull(desk: &Desk, site: Option<&str>, json: bool) -> Result<bool> {
    let practice = desk.sites()?.iter().any(|site| site.practice);
    if practice && site.is_none_or(|site| site == PRACTICE) {
        sending::reach_practice(desk, &[PRACTICE])?;
    }
    let collected = desk.collect(site, Timestamp::now())?;
    let jobs = desk.jobs()?;
    print::answer(json, &json!({ "collected": collected }), || told(desk, &collected, &jobs))?;
    let whole = |received: &Received| received.conflicts.is_empty();
    let whole = collected
        .synced
        .iter()
        .all(|one| one.problems.is_empty() && one.received.iter().all(whole));
    Ok(whole && collected.failed.is_empty())
}

/// Takes in an article that waits on a site. Whether nothing is left to settle of it.
pub fn take_in(desk: &Desk, site: &str, remote: &str, json: bool) -> Result<bool> {
    let (story, merged) = desk.take_article(site, remote, Timestamp::now())?;
    let open = desk.to_settle(story.id)?;
    let answer = json!({
        "id": story.id, "headline": story.copy.headline, "status": story.status, "undecided": open,
        "merged": merged
    });
    print::answer(json, &answer, || {
        let mut lines = vec![format!("{}  {}", story.id, titled(&story.copy.headline))];
        if merged {
            lines.push("What was handed in there was made one with what stood here.".to_owned());
        }
        if !open.is_empty() {
            lines.extend(settling::waiting(desk, &open));
            lines.push(format!("Both texts are safe: see `desk conflicts {}`.", story.id));
        }
        lines.join("\n")
    })?;
    Ok(open.is_empty())
}

/// Hands a story in to the editors of a site.
pub fn file(desk: &Desk, id: StoryId, site: &str, wait: bool, json: bool) -> Result<bool> {
    sending::reach_practice(desk, &[site])?;
    let version = desk.story(id)?.version;
    let filed = desk.file_with(id, version, Some(site), Timestamp::now())?;
    for sentence in &filed.sentences {
        print::note(sentence);
    }
    sending::see_through(desk, filed.delivery.into_iter().collect(), wait, json)
}

fn told(desk: &Desk, collected: &Collected, jobs: &BTreeMap<StoryId, Job>) -> String {
    let mut lines = Vec::new();
    for one in &collected.synced {
        let (came, went) = (one.received.len(), one.sent.len());
        lines.push(format!("{}: {came} came, {went} went there.", one.site));
        lines.extend(one.received.iter().flat_map(of_received));
        let problem = |one: &copydesk::desk::Untaken| format!("  {}: {}", one.headline, one.error);
        lines.extend(one.problems.iter().map(problem));
    }
    lines.extend(collected.there.iter().map(|one| {
        let (site, remote) = (&one.site, &one.remote);
        let from = if one.author.is_empty() { "somebody" } else { &one.author };
        format!(
            "{site}: “{}” from {from} waits there: desk take-in {remote} --site {site}",
            one.headline
        )
    }));
    lines.extend(collected.decided.iter().map(of_decided));
    lines.extend(collected.failed.iter().map(|one| format!("{}: {}", one.site, one.error)));
    let here = waiting(desk, &collected.inbox, jobs);
    // What waits there, or on a site that did not answer, was told just now.
    if here.is_empty() && collected.there.is_empty() && collected.failed.is_empty() {
        lines.push("Nothing waits.".to_owned());
    }
    lines.extend(here);
    lines.join("\n")
}

fn of_decided(one: &Outcome) -> String {
    let Outcome { site, story, headline, sentence, edited } = one;
    let mut line = format!("{site}: {story}  {}\n      {sentence}", titled(headline));
    if let Some((from, to)) = edited {
        line.push_str(&format!(
            "\n      What the editors changed: desk changes {story} --from {from} --to {to}"
        ));
    }
    line
}

fn of_received(received: &Received) -> Vec<String> {
    let Received { story, .. } = received;
    let head = format!("  {}  {}", story.id, titled(&story.copy.headline));
    let told = settling::told(received).into_iter().map(|line| format!("      {line}"));
    std::iter::once(head).chain(told).collect()
}

/// What waits at this desk, a line for each and one for what is to be done next; none if nothing does.
fn waiting(desk: &Desk, inbox: &Inbox, jobs: &BTreeMap<StoryId, Job>) -> Vec<String> {
    let mut lines = settling::waiting(desk, &inbox.undecided);
    if inbox.waits.is_empty() {
        return lines;
    }
    let line = |one: &Waiting| {
        let mark = if one.unread { "new" } else { "   " };
        let since = desk.house().moment_line(one.since);
        let headline = titled(&one.headline);
        let mut line = format!("{mark}  {}  {headline}  since {since}", one.story);
        if one.status != Status::Filed {
            line.push_str(&format!(", {}", one.status.word()));
        }
        if !one.from.is_empty() {
            line.push_str(&format!(", from {}", one.from));
        }
        if let Some(holder) = &one.holder {
            line.push_str(&format!(", in hand: {}", holder.name));
        }
        if let Some(by) = &one.assigned_by {
            line.push_str(&format!(", given by {}", by.name));
        }
        if let Some(job) = jobs.get(&one.story) {
            line.push_str(&format!("\n     {}", next::told(one.story, job)));
        }
        line
    };
    lines.extend(inbox.waits.iter().map(line));
    let wait = if inbox.waits.len() == 1 { "waits" } else { "wait" };
    lines.push(format!("{} {wait}, {} unread.", inbox.waits.len(), inbox.unread));
    lines
}
