//! Whether Copydesk starts, without its window, when the person logs in.

use auto_launch::{AutoLaunch, AutoLaunchBuilder};
use copydesk::desk::Desk;
use copydesk::error::{Code, Error, Result};

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
    AutoLaunchBuilder::new()
        .set_app_name("Copydesk")
        .set_app_path(&program.display().to_string())
        .set_args(&["--background", "--data", &desk.folder().display().to_string()])
        .build()
        .map_err(|error| refused(&error))
}

fn refused(cause: &dyn std::fmt::Display) -> Error {
    Error::new(
        Code::Storage,
        format!("The system does not let Copydesk start at login: {cause}."),
        "Nothing else is changed. Add it to the programs that start at login yourself: \
         `copydesk --background`.",
    )
}
