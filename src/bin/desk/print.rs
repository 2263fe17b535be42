//! What `desk` says: words for people, one JSON object for scripts.

use copydesk::delivery::{Delivery, State};
use copydesk::error::{Error, Result, system};
use copydesk::house::House;
use copydesk::readback::{Outcome, PictureReport};
use copydesk::site::Release;
use copydesk::story::strange;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::io::{self, ErrorKind, IsTerminal, Write};

/// An error on standard error: what happened, what is safe, what to do.
pub fn error(error: &Error, json: bool) {
    if json {
        note(&json!({ "error": error }).to_string());
    } else {
        note(&format!("desk: {}\n{}", error.message, error.hint));
    }
}

/// Something by the way, on standard error, so that it is in no script's answer.
pub fn note(words: &str) {
    // Where nobody listens there is nobody to tell.
    let _ = writeln!(io::stderr(), "{}", strange::shown(words));
}

/// Lines on standard output. Whoever closed the pipe has seen enough: no more is said, and what
/// was asked for is done all the same.
///
/// # Errors
/// `Storage` if they cannot be written, as to a file on a full disk.
pub fn lines(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    // What goes into a file or a pipe is to the letter.
    let text = if out.is_terminal() { &strange::shown(text) } else { text };
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(system::in_the_way("Standard output", &error))
        }
        _ => Ok(()),
    }
}

/// The answer: `value` for scripts, `words` for people.
///
/// # Errors
/// As [`lines`].
pub fn answer(json: bool, value: &Value, words: impl FnOnce() -> String) -> Result<()> {
    // Of what others wrote, nothing acts on the terminal.
    if json { lines(&value.to_string()) } else { lines(strange::shown(&words()).trim_end()) }
}

/// A delivery in one line; its page, its problem and its next try in others.
pub fn delivery(house: &House, delivery: &Delivery) -> String {
    let state = match delivery.state {
        State::Queued => "queued",
        State::Sending => "being sent",
        State::Uncertain => "uncertain: the site is asked before anything is sent again",
        State::Held => "waits for its moment",
        State::Paused => "paused",
        State::Delivered if delivery.release == Release::File => "handed in",
        State::Delivered => match delivery.release {
            Release::Correct => "corrected",
            Release::Withdraw => "taken off",
            Release::File | Release::Publish => "delivered",
        },
        State::NeedsYou => "needs you",
        State::Failed => "ended",
    };
    let errand = match (delivery.state, delivery.release) {
        (State::Delivered, _) | (_, Release::Publish) => "",
        (_, Release::File) => "handing in, ",
        (_, Release::Correct) => "correction, ",
        (_, Release::Withdraw) => "withdrawal, ",
    };
    let (id, site) = (&delivery.id, &delivery.site);
    let mut line = format!("{id}  {} → {site}: {errand}{state}", delivery.headline);
    if let Some(url) = delivery.url.as_ref().filter(|url| !url.is_empty()) {
        line.push_str(&format!("\n    {url}"));
    }
    if let Some(problem) = &delivery.problem {
        line.push_str(&format!("\n    {problem}"));
    }
    for difference in delivery.page.iter().flat_map(|page| &page.differences) {
        line.push_str(&format!("\n    {}", difference.what));
    }
    for report in &delivery.pictures {
        line.push_str(&picture(report));
    }
    if let Some(next) = next_try(house, delivery, Timestamp::now()) {
        line.push_str(&format!("\n    {next}"));
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

/// What happens next to a delivery that waits; `None` for one that does not.
fn next_try(house: &House, delivery: &Delivery, now: Timestamp) -> Option<String> {
    if let (State::Held, Some(next)) = (delivery.state, delivery.next_try.or(delivery.at)) {
        let next = house.moment_line(next);
        let scheduled = delivery.finished("schedule");
        return Some(match scheduled {
            true => format!("The site publishes it itself; it is looked at after {next}."),
            false => format!("Waits until {next}, while the window is open."),
        });
    }
    if !matches!(delivery.state, State::Queued | State::Uncertain) {
        return None;
    }
    let seconds = delivery.next_try.map_or(0, |next| next.duration_since(now).as_secs());
    let when = match seconds {
        ..=0 => "as soon as".to_owned(),
        1 => "in a second while".to_owned(),
        2..=90 => format!("in {seconds} seconds while"),
        _ => format!("in {} minutes while", (seconds + 59) / 60),
    };
    Some(format!("Tried again {when} the window is open, or now with `desk outbox run`."))
}
