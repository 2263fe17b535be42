//! The page as it was left: drawn at the next start before the screen's own code has been read.
//!
//! It lies in the data folder from an orderly end of the window to the next start, and is shown only if
//! the desk would open the very same story, in every field, as it was made of.

use copydesk::desk::Desk;
use copydesk::story::{Story, StoryId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

/// What the page says it looks like.
#[derive(Deserialize)]
pub struct FirstLook {
    /// The story on it, and which version of it.
    story: StoryId,
    version: u32,
    /// Only the page knows what is in here: `ui/state/first-look.ts`.
    page: Value,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    story: Story,
    page: Value,
}

/// Keeps how the page looks. Whatever stands in the way costs the next start a moment, and nothing else.
pub fn keep(desk: &Desk, FirstLook { story, version, page }: FirstLook) {
    let Ok(Some(latest)) = desk.latest() else { return };
    // Another program may have written since the page was drawn.
    if (latest.id, latest.version) == (story, version)
        && let Ok(kept) = serde_json::to_vec(&Kept { story: latest, page })
    {
        // Half a file is none: it is not read.
        let _ = fs::write(path(desk), kept);
    }
}

/// Takes what was kept, as a script that hands it to the page; none if the story is another by now.
pub fn take(desk: &Desk) -> Option<String> {
    let path = path(desk);
    let kept = fs::read(&path).ok()?;
    // It stands for the last end of the window only, not for the one before a kill.
    fs::remove_file(path).ok()?;
    let Kept { story, page } = serde_json::from_slice(&kept).ok()?;
    if desk.latest().ok()?? != story {
        return None;
    }
    let look = json!({ "story": story.id, "page": page });
    // On some platforms frames get it too, and pages that are shown later in the same window.
    Some(format!(
        "if (self === top && location.hostname.endsWith('localhost')) globalThis.__copydesk_look = {look}"
    ))
}

fn path(desk: &Desk) -> PathBuf {
    desk.folder().join("first-look.json")
}

#[cfg(test)]
mod tests {
    use super::*;
    use copydesk::desk::Opening;
    use jiff::Timestamp;
    use std::path::Path;

    fn desk(folder: &Path) -> Desk {
        Desk::open(&Opening { folder, house: None, environment: |_: &str| None }).unwrap()
    }

    fn at(minute: u8) -> Timestamp {
        format!("2026-03-14T09:{minute:02}:00Z").parse().unwrap()
    }

    #[test]
    fn a_page_is_handed_on_once_and_only_with_the_very_story_it_shows() {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(folder.path());
        assert_eq!(take(&desk), None, "nothing was kept");

        let Story { id: story, version, copy, .. } = desk.new_story(at(0)).unwrap();
        let page = json!({ "markup": "<p>\"Ducks\"</p>" });
        let look = || FirstLook { story, version, page: page.clone() };
        keep(&desk, look());
        let script = take(&desk).unwrap();
        let (_, handed) = script.split_once("__copydesk_look = ").unwrap();
        assert_eq!(handed.parse::<Value>().unwrap(), json!({ "story": story, "page": page }));
        assert_eq!(take(&desk), None, "once");

        keep(&desk, look());
        let body = "A word from another program.".to_owned();
        desk.save_copy(story, version, &copydesk::story::Copy { body, ..copy }, at(1)).unwrap();
        assert_eq!(take(&desk), None, "it does not show what was written since");

        keep(&desk, look());
        assert_eq!(take(&desk), None, "it was drawn before that was written");

        let look = || FirstLook { story, version: version + 1, page: page.clone() };
        keep(&desk, look());
        desk.new_story(at(2)).unwrap();
        assert_eq!(take(&desk), None, "another story would be opened");
        keep(&desk, look());
        assert_eq!(take(&desk), None, "it shows a story that would not be opened");
    }

    #[test]
    fn half_a_page_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(folder.path());
        let Story { id: story, version, .. } = desk.new_story(at(0)).unwrap();
        keep(&desk, FirstLook { story, version, page: json!("whole") });
        let path = path(&desk);
        let whole = fs::read(&path).unwrap();
        fs::write(&path, &whole[..whole.len() - 9]).unwrap();
        assert_eq!(take(&desk), None);
    }
}
