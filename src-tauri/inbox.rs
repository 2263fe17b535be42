//! What colleagues sent: said once when it comes, wherever the person is at work.

use crate::{WINDOW, notice, opened};
use copydesk::desk::{Desk, Waiting};
use std::collections::BTreeSet;
use std::time::Duration;
use tauri::{AppHandle, Manager};

/// How often a look is taken at what waits here. The page asks the sites.
const EVERY: Duration = Duration::from_secs(5);

/// Says from now on what comes, for ever. Whoever looks at the window sees it there.
pub fn announce(app: &AppHandle) {
    let opened = opened(app);
    let Ok(desk) = opened.desk() else { return };
    // What lay there before this start was said then.
    let mut known = unread(&waiting(desk));
    loop {
        std::thread::sleep(EVERY);
        let waits = waiting(desk);
        let new: Vec<&Waiting> =
            waits.iter().filter(|one| one.unread && !known.contains(&key(one))).collect();
        let window = app.get_webview_window(WINDOW);
        let looked_at = window.is_some_and(|window| window.is_focused().unwrap_or(false));
        if let Some((title, body)) = words(&new).filter(|_| !looked_at) {
            notice::show(&title, &body);
        }
        known = unread(&waits);
    }
}

fn waiting(desk: &Desk) -> Vec<Waiting> {
    desk.inbox().map(|inbox| inbox.waits).unwrap_or_default()
}

/// A story that comes a second time is another piece of news.
fn key(one: &Waiting) -> (String, String) {
    (one.story.to_string(), one.since.to_string())
}

fn unread(waits: &[Waiting]) -> BTreeSet<(String, String)> {
    waits.iter().filter(|one| one.unread).map(key).collect()
}

/// What is said of new stories; nothing if there are none.
fn words(new: &[&Waiting]) -> Option<(String, String)> {
    let headline = |one: &Waiting| match one.headline.trim() {
        "" => "Untitled".to_owned(),
        headline => headline.to_owned(),
    };
    match new {
        [] => None,
        [Waiting { mine: true, assigned_by: Some(by), .. }] => {
            Some((format!("Assigned to you by {}", by.name), headline(new[0])))
        }
        [one] if one.from.is_empty() => Some(("A story waits for you".to_owned(), headline(one))),
        [one] => Some((format!("A story from {}", one.from), headline(one))),
        several => {
            let headlines: Vec<String> = several.iter().map(|one| headline(one)).collect();
            Some((format!("{} stories wait for you", several.len()), headlines.join("\n")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::now;
    use copydesk::review::Person;
    use copydesk::story::{Status, StoryId};

    fn story(from: &str, headline: &str) -> Waiting {
        Waiting {
            story: StoryId::new(now()),
            headline: headline.into(),
            byline: String::new(),
            status: Status::Filed,
            from: from.into(),
            site: None,
            since: now(),
            holder: None,
            mine: false,
            assigned_by: None,
            unread: true,
        }
    }

    #[test]
    fn one_story_is_named_and_several_are_counted() {
        let (one, other) = (story("Nell Farrow", "Lanterns"), story("", " "));
        assert_eq!(words(&[]), None);
        let told = words(&[&one]).unwrap();
        assert_eq!(told, ("A story from Nell Farrow".into(), "Lanterns".into()));
        let told = words(&[&other]).unwrap();
        assert_eq!(told, ("A story waits for you".into(), "Untitled".into()));
        let by = Some(Person { name: "Ann Moss".into(), key: String::new() });
        let given = Waiting { mine: true, assigned_by: by, ..one.clone() };
        let told = words(&[&given]).unwrap();
        assert_eq!(told, ("Assigned to you by Ann Moss".into(), "Lanterns".into()));
        let told = words(&[&one, &other]).unwrap();
        assert_eq!(told, ("2 stories wait for you".into(), "Lanterns\nUntitled".into()));
    }
}
