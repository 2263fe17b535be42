//! A story that somebody changed on a site: what was changed, and taking it over.

use crate::arguments::Take;
use crate::{print, sending};
use copydesk::desk::{Desk, SiteComparison, Taking};
use copydesk::error::Result;
use copydesk::merge::Change;
use copydesk::story::StoryId;
use jiff::Timestamp;
use serde_json::json;

/// Shows what was changed on either side; fails if the same was changed on both.
pub fn compare(desk: &Desk, id: StoryId, site: &str, json: bool) -> Result<bool> {
    sending::reach_practice(desk, &[site])?;
    let compared = desk.compare_with_site(id, site)?;
    print::answer(json, &json!({ "comparison": compared }), || told(&compared))?;
    Ok(compared.merged.conflicts.is_empty())
}

/// Takes one text over, and publishes it if wished.
pub fn pull(
    desk: &Desk,
    id: StoryId,
    site: &str,
    (take, send): (Take, bool),
    json: bool,
) -> Result<bool> {
    sending::reach_practice(desk, &[site])?;
    let compared = desk.compare_with_site(id, site)?;
    let taking = match take {
        Take::Mine => Taking::Mine,
        Take::Theirs => Taking::Theirs,
        Take::Merged => Taking::Merged { choices: Vec::new() },
    };
    let version = desk.story(id)?.version;
    let how = (compared.seen.as_str(), &taking, send);
    let queued = desk.settle_with_site(id, version, site, how, Timestamp::now())?;
    match queued {
        Some(delivery) => sending::see_through(desk, vec![delivery], true, json),
        None => {
            let story = desk.story(id)?;
            print::answer(json, &json!({ "id": id, "version": story.version }), || {
                told(&compared)
            })?;
            Ok(true)
        }
    }
}

fn told(compared: &SiteComparison) -> String {
    let mut lines = Vec::new();
    for change in &compared.merged.taken {
        lines.push(format!("{}: {}", compared.site, line(change)));
    }
    for change in &compared.merged.kept {
        lines.push(format!("here: {}", line(change)));
    }
    for conflict in &compared.merged.conflicts {
        lines.push(format!(
            "both: {}\n    here:  {}\n    there: {}",
            conflict.spot, conflict.mine, conflict.theirs
        ));
    }
    for lost in &compared.not_carried {
        lines.push(format!("cannot come along: {} {}", lost.what, lost.words));
    }
    for picture in &compared.added {
        lines.push(format!("{}: a picture was added, {}", compared.site, picture.url));
    }
    if lines.is_empty() {
        "Nothing was changed on either side.".to_owned()
    } else {
        lines.join("\n")
    }
}

/// A change in one line.
pub fn line(change: &Change) -> String {
    let spot = &change.spot;
    match (change.was.is_empty(), change.now.is_empty()) {
        (true, _) => format!("{spot}, new: {}", change.now),
        (_, true) => format!("{spot}, taken out: {}", change.was),
        _ => format!("{spot}: {} → {}", change.was, change.now),
    }
}
