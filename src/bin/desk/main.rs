//! `desk`, the headless program: whatever makes sense without a screen.

// The program has the clock and the environment; the library has neither.
#![allow(clippy::disallowed_methods)]

mod arguments;
mod changes;
mod commands;
mod comparing;
mod demo;
mod doctor;
mod inbox;
mod moment;
mod next;
mod pictures;
mod print;
mod putting_back;
mod reviewing;
mod sending;
mod settling;
mod sharing;
mod sites;
mod suggesting;
mod words;

use arguments::Arguments;
use clap::Parser;
use copydesk::desk::{Desk, Opening};
use copydesk::error::{Code, Error, Result};
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(usage) => usage.exit(),
    };
    match run(&arguments) {
        Ok(done) if done => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            print::error(&error, arguments.json);
            ExitCode::FAILURE
        }
    }
}

/// Does what was asked; whether all of it succeeded.
fn run(arguments: &Arguments) -> Result<bool> {
    if arguments.is_demo() {
        return demo::run(arguments);
    }
    let variable = |name: &str| std::env::var(name).ok();
    let folder = match &arguments.data {
        Some(folder) => folder.clone(),
        None => data_folder(&variable)?,
    };
    let desk = Desk::open(&Opening {
        folder: &folder,
        house: arguments.house.as_deref(),
        environment: |name| std::env::var(name).ok(),
    })?;
    commands::run(&desk, arguments)
}

/// `COPYDESK_DATA`, else the platform's folder for an application's data.
fn data_folder(variable: &dyn Fn(&str) -> Option<String>) -> Result<PathBuf> {
    copydesk::desk::data_folder(variable).ok_or_else(|| {
        Error::new(
            Code::Storage,
            "There is no home folder to keep stories in.",
            "Say where with --data DIR or COPYDESK_DATA.",
        )
    })
}
