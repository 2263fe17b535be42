//! Copydesk: an offline desk for news copy. Stories are written, captioned, credited, checked and
//! published exactly once. This library has never met the window: see `ARCHITECTURE.md`.

pub mod api;
pub mod check;
pub mod compare;
pub mod delivery;
pub mod desk;
pub mod document;
pub mod error;
pub mod house;
pub mod import;
pub mod markdown;
pub mod merge;
pub mod outbox;
pub mod packet;
pub mod picture;
pub mod pull;
pub mod readback;
pub mod render;
pub mod review;
pub mod samples;
pub mod site;
pub mod spelling;
pub mod store;
pub mod story;
pub mod vault;

pub use error::{Code, Error, Result};
