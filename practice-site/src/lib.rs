//! A small newspaper site to publish to: the embedded default, and the reference implementation
//! of `docs/site-api.yaml`.
//!
//! [`Server::start`] opens a folder, listens on 127.0.0.1 and serves the paper and its API until
//! it is stopped. What the paper is called, its sections and everything around the articles is
//! [`Furniture`], handed in as data.

mod api;
mod clean;
mod document;
mod folder;
mod furniture;
mod manuscript;
mod pages;
mod picture_file;
mod server;
mod site;
mod starter;
mod store;

pub use document::{Focus, Kind, PictureWords, State, StoryDocument};
pub use folder::{Running, Tokens, running};
pub use furniture::{Furniture, Jobs, Link, Newsletter};
pub use server::{Server, Settings, StartError};
pub use starter::{StarterPicture, StarterStory};
