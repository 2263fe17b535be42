//! `desk words`: the writer's own dictionary and the house's.

use crate::print;
use copydesk::desk::{Desk, Dictionary};
use copydesk::error::Result;
use serde_json::json;

/// Adds and takes out, then lists.
pub fn words(
    desk: &Desk,
    house: bool,
    (add, forget): (&[String], &[String]),
    json: bool,
) -> Result<bool> {
    let whose = if house { Dictionary::House } else { Dictionary::Mine };
    for (words, known) in [(add, true), (forget, false)] {
        for word in words {
            desk.set_word(whose, word, known)?;
        }
    }
    let held = desk.dictionary(whose)?;
    print::answer(json, &json!({ "words": held }), || {
        if held.is_empty() { "No words yet.".to_owned() } else { held.join("\n") }
    })?;
    Ok(true)
}
