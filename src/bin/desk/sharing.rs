//! Stories from files and into files: Markdown, packets, and what other writing apps read.

use crate::commands::{line, titled};
use crate::{print, settling};
use copydesk::desk::{Desk, PacketRead, Received, Sender};
use copydesk::error::{Code, Error, Result};
use copydesk::packet::Contact;
use copydesk::story::StoryId;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// What is said of a packet with one's own signature.
const MINE: &str = "You wrote this packet: it is signed with your own key.";

/// One file that was taken in.
struct Taken {
    /// For scripts.
    entry: Value,
    words: String,
    /// What of the file could not come.
    refused: Vec<String>,
    /// Nothing is left to settle of it.
    settled: bool,
}

/// Whether all of it came, and nothing is left to settle.
pub fn import(
    desk: &Desk,
    files: &[PathBuf],
    (trust, merge): (Option<&str>, bool),
    json: bool,
) -> Result<bool> {
    let (mut stories, mut words, mut whole) = (Vec::new(), String::new(), true);
    let mut refused = Vec::new();
    for file in files {
        let taken = match ending(file).as_str() {
            "story" => packet(desk, file, trust),
            "textbundle" | "textpack" => bundle(desk, file, merge),
            _ => markdown(desk, file),
        };
        let Taken { mut entry, words: told, refused: left, settled } = match taken {
            Ok(taken) => taken,
            // One bad file of several keeps no other back.
            Err(error) if files.len() > 1 && error.code != Code::Storage => {
                print::note(&format!("desk: {error}"));
                refused.push(json!({ "file": file, "error": error }));
                whole = false;
                continue;
            }
            Err(error) => return Err(error),
        };
        words.push_str(&told);
        whole &= settled;
        entry["refused"] = json!(left);
        stories.push(entry);
        for refused in &left {
            print::note(&format!("desk: {refused}"));
            whole = false;
        }
    }
    print::answer(json, &json!({ "stories": stories, "refused": refused }), || words)?;
    Ok(whole)
}

fn ending(file: &Path) -> String {
    file.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase()
}

fn markdown(desk: &Desk, file: &Path) -> Result<Taken> {
    let imported = desk.import(file, Timestamp::now())?;
    let mut words = format!("{}  {}\n", imported.story.id, titled(&imported.story.copy.headline));
    for sentence in imported.receipt.sentences() {
        words.push_str(&format!("    {sentence}\n"));
    }
    let mut entry = line(&imported.story);
    entry["receipt"] = json!(imported.receipt);
    Ok(Taken { entry, words, refused: imported.refused, settled: true })
}

fn bundle(desk: &Desk, file: &Path, merge: bool) -> Result<Taken> {
    let bundled = desk.import_bundle(file, merge, Timestamp::now())?;
    let (entry, words) = receipt(&bundled.received, None);
    let settled = bundled.received.conflicts.is_empty();
    Ok(Taken { entry, words, refused: bundled.refused, settled })
}

fn packet(desk: &Desk, file: &Path, trust: Option<&str>) -> Result<Taken> {
    match desk.read_packet(file, trust, Timestamp::now())? {
        PacketRead::Taken { received, sender } => {
            let me = desk.me()?.filter(|me| !me.key.is_empty() && me.key == sender.person.key);
            let told = if me.is_some() { MINE.to_owned() } else { told_of(&sender) };
            let (entry, words) = receipt(&received, Some((&sender, told)));
            let settled = received.conflicts.is_empty();
            Ok(Taken { entry, words, refused: Vec::new(), settled })
        }
        PacketRead::Asks { sender, headline, question } => Err(Error::new(
            Code::Invalid,
            format!("“{}” was not taken in. {question}", titled(&headline)),
            format!(
                "If it is, do it once more with --trust \"{}\". Nothing was changed.",
                sender.spoken
            ),
        )),
    }
}

/// What was kept, changed and left open: for scripts and for people.
fn receipt(received: &Received, from: Option<(&Sender, String)>) -> (Value, String) {
    let Received { story, new, merged, taken, overruled, conflicts, undecided, sentences } =
        received;
    let mut entry = line(story);
    for (name, value) in [
        ("new", json!(new)),
        ("merged", json!(merged)),
        ("taken", json!(taken)),
        ("overruled", json!(overruled)),
        ("conflicts", json!(conflicts)),
        ("undecided", json!(undecided)),
        ("sentences", json!(sentences)),
        ("sender", json!(from.as_ref().map(|(sender, _)| sender))),
    ] {
        entry[name] = value;
    }
    let mut words = format!("{}  {}\n", story.id, titled(&story.copy.headline));
    let mut lines = settling::told(received);
    // What became of it, whose it is, and then the rest.
    lines.splice(1..1, from.map(|(_, told)| told));
    for line in lines {
        words.push_str(&format!("    {line}\n"));
    }
    (entry, words)
}

fn told_of(sender: &Sender) -> String {
    let Sender { person, spoken, confirmed, contact } = sender;
    let mut told = match confirmed {
        true => format!("From {}, whose key was confirmed.", person.name),
        false => format!(
            "From {}, as they say. Their key is {spoken}: compare it by telephone, once.",
            person.name
        ),
    };
    if let Contact::Renamed { was } = contact {
        told.push_str(&format!(" With this key they were called {was} before."));
    }
    told
}

pub fn export(desk: &Desk, id: StoryId, file: &Path, json: bool) -> Result<bool> {
    let now = Timestamp::now();
    let refused = |what: &str, hint: &str| Error::new(Code::Invalid, what, hint);
    let ending = ending(file);
    if !["story", "textbundle", "textpack"].contains(&ending.as_str()) {
        return Err(refused(
            "The name of the file does not say what it is to be, so nothing was written.",
            "End it with .story for a packet, or with .textbundle or .textpack for other apps.",
        ));
    }
    if file.symlink_metadata().is_ok() {
        return Err(refused(
            &format!("{} is there already, so nothing was written.", file.display()),
            "Name a file that is not there yet.",
        ));
    }
    if ending != "story" {
        desk.export_bundle(id, file, now)?;
        print::answer(json, &json!({ "file": file }), || {
            format!(
                "{}\nNotes and earlier states do not go along; nobody signed it.",
                file.display()
            )
        })?;
        return Ok(true);
    }
    let written = desk.write_packet(id, file, now)?;
    print::answer(json, &json!({ "packet": written }), || {
        let mut words = format!(
            "{}\nSigned by {}. Read this key out by telephone, once: {}",
            written.file, written.by.name, written.spoken
        );
        for sentence in &written.sentences {
            words.push_str(&format!("\n{sentence}"));
        }
        words
    })?;
    Ok(true)
}

pub fn people(desk: &Desk, trust: Option<&str>, json: bool) -> Result<bool> {
    if let Some(key) = trust {
        desk.confirm_person(key, Timestamp::now())?;
    }
    let (me, known) = (desk.my_key()?, desk.people()?);
    print::answer(json, &json!({ "me": me, "people": known }), || {
        let mut words = format!("You, {}: {}", me.person.name, me.spoken);
        for one in &known {
            let how = if one.confirmed.is_some() { "confirmed" } else { "seen, not confirmed" };
            words.push_str(&format!("\n{}: {} ({how})", one.person.name, one.spoken));
        }
        words
    })?;
    Ok(true)
}
