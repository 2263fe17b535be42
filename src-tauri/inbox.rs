//! What colleagues send: sites that stories come through are asked now and then, and what is new is said.

use crate::{lock, notice, now};
use copydesk::desk::{Desk, Waiting};
use std::collections::BTreeSet;
use std::time::Duration;

/// How often the sites are asked.
const EVERY: Duration = Duration::from_secs(60);

/// Asks the sites at once and from then on for ever; `told` is called when something came or went. Of a
/// window and a background start on one data folder only one asks, so that nothing is said twice.
pub fn work(desk: &Desk, told: impl Fn()) -> ! {
    let mut mine = None;
    // What lay there unread before this start was announced then, or is seen on the screen.
    let mut announced = unread(&waiting(desk));
    loop {
        // A folder that refuses is tried again.
        mine = mine.or_else(|| lock::take(desk, "inbox.lock").ok().flatten());
        if mine.is_some() {
            if ask(desk) {
                told();
            }
            let waits = waiting(desk);
            let new: Vec<&Waiting> =
                waits.iter().filter(|one| one.unread && !announced.contains(&key(one))).collect();
            if let Some((title, body)) = words(&new) {
                notice::show(&title, &body);
            }
        }
        announced = unread(&waiting(desk));
        std::thread::sleep(EVERY);
    }
}

/// Whether anything came or went. What goes wrong with a site is told when somebody asks it by hand; here
/// it is asked again.
fn ask(desk: &Desk) -> bool {
    desk.collect(None, now()).is_ok_and(|collected| {
        collected.synced.iter().any(|one| !one.received.is_empty() || !one.sent.is_empty())
    })
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
        let told = words(&[&one, &other]).unwrap();
        assert_eq!(told, ("2 stories wait for you".into(), "Lanterns\nUntitled".into()));
    }
}
