//! Sending stories: one now, or all that wait.

use crate::arguments::OutboxCommand;
use crate::print;
use copydesk::delivery::{Delivery, State};
use copydesk::desk::{Desk, PRACTICE};
use copydesk::error::Result;
use copydesk::story::StoryId;
use jiff::Timestamp;
use serde_json::json;
use std::time::Duration;

/// Queues a story and sends it; with `wait` it stays until it is delivered or needs somebody.
pub fn publish(desk: &Desk, id: StoryId, site: &str, wait: bool, json: bool) -> Result<bool> {
    if site == PRACTICE {
        desk.connect_practice_site(None, Timestamp::now())?;
    }
    let version = desk.story(id)?.version;
    let delivery = desk.publish(id, version, site, Timestamp::now())?;
    if wait && !json {
        print::note(&format!("Sending “{}” to {site}.", delivery.headline));
    }
    desk.tick(&Timestamp::now, &|| {})?;
    let delivery = until_settled(desk, delivery, wait)?;
    print::answer(json, &json!({ "deliveries": [delivery] }), || print::delivery(&delivery))?;
    Ok(delivery.state == State::Delivered || (!wait && delivery.state.is_open()))
}

/// The delivery as it is now, or with `wait` once it is delivered or needs somebody. What it waits
/// for is told whenever that changes.
fn until_settled(desk: &Desk, delivery: Delivery, wait: bool) -> Result<Delivery> {
    let mut told = None;
    loop {
        let held = desk.deliveries(Some(delivery.story))?;
        let now =
            held.into_iter().find(|d| d.id == delivery.id).unwrap_or_else(|| delivery.clone());
        if !wait || !now.state.is_open() {
            return Ok(now);
        }
        let seen = (now.state, now.attempts);
        if told != Some(seen) {
            told = Some(seen);
            print::note(&waiting(&now));
        }
        std::thread::sleep(Duration::from_millis(200));
        desk.tick(&Timestamp::now, &|| {})?;
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

/// Shows the outbox; `run` first sends what waits. Whether nothing was left over.
pub fn outbox(desk: &Desk, command: Option<&OutboxCommand>, json: bool) -> Result<bool> {
    let tried = match command {
        Some(OutboxCommand::Run) => Some(work(desk)?),
        None => None,
    };
    let deliveries = desk.deliveries(None)?;
    print::answer(json, &json!({ "deliveries": deliveries }), || {
        let lines: Vec<String> = deliveries.iter().map(print::delivery).collect();
        if lines.is_empty() { "Nothing is on its way.".to_owned() } else { lines.join("\n") }
    })?;
    Ok(tried.is_none_or(|tried| nothing_left(&tried, &deliveries)))
}

/// Sends all that waits; the ids of what was tried.
fn work(desk: &Desk) -> Result<Vec<String>> {
    if desk.sites()?.iter().any(|site| site.practice) {
        desk.connect_practice_site(None, Timestamp::now())?;
    }
    let tried = desk.retry_all(Timestamp::now())?;
    desk.tick(&Timestamp::now, &|| {})?;
    while any_due_soon(desk)? {
        std::thread::sleep(Duration::from_millis(500));
        desk.tick(&Timestamp::now, &|| {})?;
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
        // An embargo is no trouble, and a person has asked for it.
        State::Delivered | State::Held => true,
        State::Failed => !tried.contains(&delivery.id) || replaced(delivery),
        State::Queued | State::Sending | State::Uncertain | State::NeedsYou => false,
    })
}
