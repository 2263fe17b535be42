//! Copydesk: an offline desk for news copy. Stories are written, captioned, credited, checked and
//! published exactly once. This library has never met the window: see `ARCHITECTURE.md`.

pub mod check;
pub mod document;
pub mod error;
pub mod house;
pub mod markdown;
pub mod picture;
pub mod render;
pub mod site;
pub mod story;

pub use error::{Code, Error, Result};
