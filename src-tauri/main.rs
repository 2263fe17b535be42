//! The window: opens the desk of a data folder, shows the screen, and carries calls between them.
//! The only place that names Tauri.

// The window is where the clock and the environment come from.
#![allow(clippy::disallowed_methods)]
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod background;
mod closing;
#[cfg(target_os = "linux")]
mod drawing;
mod files;
mod first_look;
mod inbox;
mod links;
mod login;
// The same few lines as `desk` has.
#[path = "../src/bin/desk/moment.rs"]
mod moment;
mod notice;
mod once;
mod outbox;
mod rpc;

use clap::Parser;
use copydesk::desk::{Desk, Opening};
use copydesk::error::{Code, Error, Result, system};
use jiff::Timestamp;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tauri::{App, Manager, RunEvent, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent};

/// The label of the one window.
const WINDOW: &str = "main";

/// Width and height of the window, until somebody makes it another; in CSS pixels.
const SIZE: (u16, u16) = (1280, 800);

/// The window is shown, and the outbox worked, after this long even if the page has said nothing.
const LONGEST_UNSEEN: Duration = Duration::from_secs(3);

/// An offline desk for news copy.
#[derive(Debug, Parser)]
#[command(name = "copydesk", version)]
struct Arguments {
    /// The data folder (also COPYDESK_DATA; otherwise the platform's).
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// A house pack instead of the data folder's own and the built-in one.
    #[arg(long, value_name = "FILE")]
    house: Option<PathBuf>,
    /// Send what waits without opening a window, as at login.
    #[arg(long, conflicts_with = "link")]
    background: bool,
    /// A copydesk:// link, from the browser.
    #[arg(value_name = "LINK")]
    link: Option<String>,
}

/// What every part of the window works with. A desk that could not be opened is an answer too:
/// the screen shows why.
#[derive(Clone)]
struct Opened(Arc<Result<Desk>>);

impl Opened {
    /// The desk, or why it could not be opened.
    fn desk(&self) -> Result<&Desk> {
        self.0.as_ref().as_ref().map_err(Clone::clone)
    }
}

fn main() -> ExitCode {
    #[cfg(target_os = "linux")]
    drawing::choose();
    let arguments = Arguments::parse();
    let folder = match data_folder(arguments.data) {
        Ok(folder) => folder,
        Err(error) => return refuse(&error),
    };
    let environment = |name: &str| std::env::var(name).ok();
    let opening = Opening { folder: &folder, house: arguments.house.as_deref(), environment };
    if arguments.background {
        return match Desk::open(&opening).and_then(|desk| background::run(&desk)) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => refuse(&error),
        };
    }
    let turn = match once::take(&folder, arguments.link.as_deref()) {
        Ok(once::Turn::Mine(turn)) => turn,
        Ok(once::Turn::Shown) => return ExitCode::SUCCESS,
        Err(error) => return refuse(&error),
    };
    let desk = Desk::open(&opening);
    match run(Opened(Arc::new(desk)), turn, links::First::new(arguments.link)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => refuse(&Error::new(
            Code::Internal,
            format!("The window could not be opened: {error}."),
            "Your stories are safe. `desk list` shows them without a window.",
        )),
    }
}

fn refuse(error: &Error) -> ExitCode {
    eprintln!("copydesk: {error}");
    ExitCode::FAILURE
}

/// The folder asked for, else the environment's, else the platform's; made if it is not there.
fn data_folder(named: Option<PathBuf>) -> Result<PathBuf> {
    let environment = |name: &str| std::env::var(name).ok();
    let folder = named.or_else(|| copydesk::desk::data_folder(&environment)).ok_or_else(|| {
        Error::new(
            Code::Storage,
            "This computer does not say where an application keeps its data.",
            "Name a folder with --data or in COPYDESK_DATA.",
        )
    })?;
    std::fs::create_dir_all(&folder).map_err(|error| {
        system::in_the_way(&format!("The data folder {}", folder.display()), &error)
    })?;
    Ok(folder)
}

fn run(opened: Opened, turn: once::Mine, first: links::First) -> tauri::Result<()> {
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .manage(opened.clone())
        .manage(closing::Closing::default())
        .manage(outbox::Begun::default())
        .manage(first)
        .invoke_handler(tauri::generate_handler![rpc::call])
        .register_asynchronous_uri_scheme_protocol("picture", files::picture)
        .on_window_event(|window, event| {
            if let WindowEvent::CloseRequested { api, .. } = event {
                closing::asked(window, api);
            }
        })
        .setup(move |app| {
            let window = open_window(app)?;
            let handle = app.handle().clone();
            turn.listen(move |link| {
                come_forward(&window);
                if let Some(link) = link {
                    links::follow(&handle, link);
                }
            });
            Ok(())
        })
        .build(tauri::generate_context!())?;
    app.run(move |_app, event| match event {
        RunEvent::Exit => {
            if let Ok(desk) = opened.desk() {
                desk.stop_practice_site();
            }
        }
        // Elsewhere a link comes as the argument of another start.
        #[cfg(target_os = "macos")]
        RunEvent::Opened { urls } => {
            for url in urls {
                links::follow(_app, url.into());
            }
        }
        _ => {}
    });
    Ok(())
}

fn open_window(app: &App) -> tauri::Result<WebviewWindow> {
    let mut builder = WebviewWindowBuilder::new(app, WINDOW, WebviewUrl::default())
        .title("Copydesk")
        .inner_size(SIZE.0.into(), SIZE.1.into())
        .min_inner_size(900.0, 600.0)
        .center()
        .visible(false);
    if let Some(script) = opened(app).desk().ok().and_then(first_look::take) {
        builder = builder.initialization_script(script);
    }
    if std::env::var("COPYDESK_TEST").is_ok_and(|value| value == "1") {
        builder = builder.initialization_script("globalThis.__copydesk_test = true");
    }
    let window = builder.build()?;
    #[cfg(target_os = "linux")]
    drawing::lay_out(&window, SIZE)?;
    let unseen = window.clone();
    std::thread::spawn(move || {
        std::thread::sleep(LONGEST_UNSEEN);
        // Showing a window that is seen already, or gone by now, does nothing.
        let _ = unseen.show();
        outbox::begin(unseen.app_handle());
    });
    Ok(window)
}

/// Brings the window to the front, whatever it was doing.
fn come_forward(window: &WebviewWindow) {
    // A window that is closing just now cannot come forward, and need not.
    let _ = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
}

/// The present moment.
fn now() -> Timestamp {
    Timestamp::now()
}

/// The desk behind an application.
fn opened<M: Manager<tauri::Wry>>(manager: &M) -> Opened {
    manager.state::<Opened>().inner().clone()
}
