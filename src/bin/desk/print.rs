//! What `desk` says: words for people, one JSON object for scripts.

use copydesk::delivery::{Delivery, State};
use copydesk::error::Error;
use serde_json::{Value, json};

/// An error on standard error: what happened, what is safe, what to do.
pub fn error(error: &Error, json: bool) {
    if json {
        eprintln!("{}", json!({ "error": error }));
    } else {
        eprintln!("desk: {}\n{}", error.message, error.hint);
    }
}

/// The answer: `value` for scripts, `words` for people.
pub fn answer(json: bool, value: &Value, words: impl FnOnce() -> String) {
    if json {
        println!("{value}");
    } else {
        println!("{}", words().trim_end());
    }
}

/// A delivery in one line, and its problem in another.
pub fn delivery(delivery: &Delivery) -> String {
    let state = match delivery.state {
        State::Queued => "queued",
        State::Sending => "being sent",
        State::Uncertain => "uncertain: the site is asked before anything is sent again",
        State::Held => "held by its embargo",
        State::Delivered => "delivered",
        State::NeedsYou => "needs you",
        State::Failed => "ended",
    };
    let mut line = format!("{}  {} → {}: {state}", delivery.id, delivery.headline, delivery.site);
    if let Some(url) = &delivery.url {
        line.push_str(&format!("\n    {url}"));
    }
    if let Some(problem) = &delivery.problem {
        line.push_str(&format!("\n    {problem}"));
    }
    line
}
