//! Whether Copydesk starts, without its window, when the person logs in.

use auto_launch::{AutoLaunch, AutoLaunchBuilder};
use copydesk::desk::Desk;
use copydesk::error::{Code, Error, Result};
use std::path::Path;

/// Whether it is switched on.
///
/// # Errors
/// `Storage` if the system does not tell.
pub fn starts(desk: &Desk) -> Result<bool> {
    entry(desk)?.is_enabled().map_err(|error| refused(&error))
}

/// Switches it on for the data folder in use, or off.
///
/// # Errors
/// `Storage` if the system refuses.
pub fn set(desk: &Desk, on: bool) -> Result<bool> {
    let entry = entry(desk)?;
    if on {
        entry.enable().map_err(|error| refused(&error))?;
    } else if entry.is_enabled().map_err(|error| refused(&error))? {
        entry.disable().map_err(|error| refused(&error))?;
    }
    Ok(on)
}

fn entry(desk: &Desk) -> Result<AutoLaunch> {
    // An AppImage runs from a folder that is gone after the next start.
    let image = std::env::var_os("APPIMAGE").map(std::path::PathBuf::from);
    let program = image.map_or_else(std::env::current_exe, Ok).map_err(|error| refused(&error))?;
    let word = |path: &Path| quoted(&path.display().to_string(), std::env::consts::OS);
    AutoLaunchBuilder::new()
        .set_app_name("Copydesk")
        .set_app_path(&word(&program))
        .set_args(&["--background", "--data", &word(desk.folder())])
        .build()
        .map_err(|error| refused(&error))
}

/// A path as one word of the command that the system keeps: `auto-launch` puts the words together as they
/// come, and there are folders with a blank in their name.
fn quoted(word: &str, system: &str) -> String {
    match system {
        // Desktop Entry Specification, “The Exec key”: within quotation marks these are masked, the mask
        // is masked once more as in any string of the file, and a lone % means a field.
        "linux" => {
            let mut quoted = String::new();
            for c in word.chars() {
                match c {
                    '"' | '`' | '$' => quoted.extend(["\\\\", &c.to_string()]),
                    '\\' => quoted.push_str("\\\\\\\\"),
                    '%' => quoted.push_str("%%"),
                    c => quoted.push(c),
                }
            }
            format!("\"{quoted}\"")
        }
        // No path has a quotation mark in it there.
        "windows" => format!("\"{word}\""),
        // A list of words, each by itself.
        _ => word.to_owned(),
    }
}

fn refused(cause: &dyn std::fmt::Display) -> Error {
    Error::new(
        Code::Storage,
        format!("The system does not let Copydesk start at login: {cause}."),
        "Nothing else is changed. Add it to the programs that start at login yourself: \
         `copydesk --background`.",
    )
}
