//! What `desk` says: words for people, one JSON object for scripts.

use copydesk::delivery::{Delivery, State};
use copydesk::error::Error;
use copydesk::readback::{Outcome, PictureReport};
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
    for report in &delivery.pictures {
        line.push_str(&picture(report));
    }
    line
}

/// The four lights of a picture, each in one line.
fn picture(report: &PictureReport) -> String {
    let mut lines = format!("\n    {}", report.picture);
    for (name, light) in report.lights() {
        let name = match name {
            "visible" => "caption and credit",
            "alt" => "alt text",
            "embedded" => "embedded in the file",
            _ => "structured data",
        };
        let outcome = match light.outcome {
            Outcome::Survived => "survived",
            Outcome::Changed => "changed",
            Outcome::Missing => "missing",
            Outcome::NotChecked => "not checked",
        };
        lines.push_str(&format!("\n      {outcome:<11}  {name}"));
        if !light.note.is_empty() {
            lines.push_str(&format!(": {}", light.note));
        }
    }
    lines
}
