//! The real window, driven as a person would: typed into, dropped on, closed, killed, reopened.
//!
//! `scripts/e2e.sh` builds the window and starts the private desktop these tests need (a screen, a
//! session bus, a keyring and a window manager), so the everyday `cargo test` leaves them out. What a
//! test believes is what is stored (read by the `desk` program) and what a reader is served over
//! HTTP, not only what the screen says.

// Tests have a clock and an environment.
#![allow(clippy::disallowed_methods)]

mod background;
mod choosing;
mod clipboard;
mod crash;
mod data;
mod desktop;
mod filing;
mod first_look;
mod killed;
mod login;
mod main_job;
mod news_site;
mod offline;
mod once;
mod page;
mod panel;
mod pasting;
mod review;
mod reviewing;
mod screens;
mod screens_of_review;
mod screens_of_several;
mod screens_of_writing;
mod several;
mod spelling;
#[path = "../support/waiting.rs"]
mod waiting;
mod window;
mod wordpress;
#[path = "../support/wordpress.rs"]
mod wordpress_site;

use waiting::{SOON, until};
