//! Sending stories: one now, or all that wait.

use crate::arguments::OutboxCommand;
use crate::{moment, print};
use copydesk::delivery::{Delivery, State};
use copydesk::desk::{Desk, PRACTICE};
use copydesk::error::Result;
use copydesk::story::StoryId;
use jiff::Timestamp;
use serde_json::json;
use std::time::Duration;

/// Queues a story for each site and sends it; with `wait` it stays until it is delivered, needs
/// somebody or waits for its moment.
pub fn publish(
    desk: &Desk,
    id: StoryId,
    sites: &[String],
    at: Option<Timestamp>,
    wait: bool,
    json: bool,
) -> Result<bool> {
    reach_practice(desk, sites)?;
    let version = desk.story(id)?.version;
    let queued = desk.publish_to(id, version, sites, at, Timestamp::now())?;
    if wait && !json {
        for delivery in &queued {
            print::note(&format!("Sending “{}” to {}.", delivery.headline, delivery.site));
        }
    }
    see_through(desk, queued, wait, json)
}

/// Starts the practice site if it is among these: it runs only while somebody needs it.
pub fn reach_practice(desk: &Desk, sites: &[impl AsRef<str>]) -> Result<()> {
    if sites.iter().any(|site| site.as_ref() == PRACTICE) {
        desk.connect_practice_site(None, Timestamp::now())?;
    }
    Ok(())
}

/// Works on what was queued and tells how it went.
pub fn see_through(desk: &Desk, queued: Vec<Delivery>, wait: bool, json: bool) -> Result<bool> {
    let sites: Vec<&String> = queued.iter().map(|delivery| &delivery.site).collect();
    reach_practice(desk, &sites)?;
    desk.tick(&moment::now, &|| {})?;
    let deliveries = until_settled(desk, queued, wait)?;
    show(desk, &deliveries, json)?;
    let well = |delivery: &Delivery| match delivery.state {
        State::Delivered | State::Held => true,
        _ => !wait && delivery.state.is_open(),
    };
    Ok(deliveries.iter().all(well))
}

/// The deliveries as they are now, or with `wait` once each is delivered, needs somebody or waits
/// for its moment. What one waits for is told whenever that changes.
fn until_settled(desk: &Desk, queued: Vec<Delivery>, wait: bool) -> Result<Vec<Delivery>> {
    let mut told = Vec::new();
    loop {
        let mut now = Vec::new();
        for delivery in &queued {
            let held = desk.deliveries(Some(delivery.story))?;
            let found = held.into_iter().find(|held| held.id == delivery.id);
            now.push(found.unwrap_or_else(|| delivery.clone()));
        }
        let waits = |held: &&Delivery| held.state.is_open() && held.state != State::Held;
        let waiting: Vec<&Delivery> = now.iter().filter(waits).collect();
        if !wait || waiting.is_empty() {
            return Ok(now);
        }
        let seen: Vec<_> = waiting.iter().map(|held| (held.state, held.attempts)).collect();
        if told != seen {
            told = seen;
            for delivery in waiting {
                print::note(&self::waiting(delivery));
            }
        }
        std::thread::sleep(Duration::from_millis(200));
        desk.tick(&moment::now, &|| {})?;
    }
}

/// What a delivery waits for, and that waiting may be ended.
fn waiting(delivery: &Delivery) -> String {
    const ENDING: &str = "Ctrl+C ends the waiting; the story stays in the outbox.";
    let why = delivery.problem.as_ref().map(|problem| format!("{} ", problem.message));
    let next = match (delivery.state, delivery.next_try) {
        (State::Sending, _) => "Another program is sending it.".to_owned(),
        (_, Some(next)) => {
            let seconds = next.duration_since(Timestamp::now()).as_secs().max(1);
            format!("Waiting {seconds} seconds, then trying again.")
        }
        (_, None) => "Waiting for its turn.".to_owned(),
    };
    format!("{}{next} {ENDING}", why.unwrap_or_default())
}

/// Shows the outbox; `run` first sends what waits. Of a delivery that is named it shows what became of
/// that one. Whether nothing was left over.
pub fn outbox(desk: &Desk, command: Option<&OutboxCommand>, json: bool) -> Result<bool> {
    let now = Timestamp::now();
    let tried = match command {
        Some(OutboxCommand::Run) => Some(work(desk)?),
        Some(OutboxCommand::Pause { delivery }) => {
            return show(desk, &[desk.pause(delivery, now)?], json).map(|()| true);
        }
        Some(OutboxCommand::Cancel { delivery }) => {
            return show(desk, &[desk.cancel(delivery, now)?], json).map(|()| true);
        }
        Some(OutboxCommand::Retry { delivery }) => {
            let tried = vec![desk.retry(delivery, now)?];
            desk.tick(&moment::now, &|| {})?;
            return show(desk, &until_settled(desk, tried, false)?, json).map(|()| true);
        }
        None => None,
    };
    let deliveries = desk.deliveries(None)?;
    show(desk, &deliveries, json)?;
    Ok(tried.is_none_or(|tried| nothing_left(&tried, &deliveries)))
}

fn show(desk: &Desk, deliveries: &[Delivery], json: bool) -> Result<()> {
    print::answer(json, &json!({ "deliveries": deliveries }), || {
        let lines: Vec<String> =
            deliveries.iter().map(|one| print::delivery(desk.house(), one)).collect();
        if lines.is_empty() { "Nothing is on its way.".to_owned() } else { lines.join("\n") }
    })
}

/// Sends all that waits; the ids of what was tried.
fn work(desk: &Desk) -> Result<Vec<String>> {
    if desk.sites()?.iter().any(|site| site.practice) {
        desk.connect_practice_site(None, Timestamp::now())?;
    }
    let tried = desk.retry_all(Timestamp::now())?;
    desk.tick(&moment::now, &|| {})?;
    while any_due_soon(desk)? {
        std::thread::sleep(Duration::from_millis(500));
        desk.tick(&moment::now, &|| {})?;
    }
    Ok(tried)
}

/// Whether a delivery is being sent by another program, or left alone for some seconds only, as after
/// a killed one.
fn any_due_soon(desk: &Desk) -> Result<bool> {
    let soon = Timestamp::now() + Duration::from_secs(20);
    let deliveries = desk.deliveries(None)?;
    Ok(deliveries.iter().any(|delivery| {
        delivery.state == State::Sending
            || (delivery.state.is_open() && delivery.next_try.is_some_and(|next| next < soon))
    }))
}

/// Whether nothing waits any longer, for time or for a person, and nothing that was tried ended
/// badly. What a newer text replaced did not.
fn nothing_left(tried: &[String], deliveries: &[Delivery]) -> bool {
    let replaced = |old: &Delivery| {
        deliveries.iter().any(|new| {
            new.story == old.story && new.site == old.site && new.revision > old.revision
        })
    };
    deliveries.iter().all(|delivery| match delivery.state {
        // To wait for a moment is no trouble, and a person has asked for it or for the pause.
        State::Delivered | State::Held | State::Paused => true,
        State::Failed => !tried.contains(&delivery.id) || replaced(delivery),
        State::Queued | State::Sending | State::Uncertain | State::NeedsYou => false,
    })
}
