//! A newsroom's own site in another process.

use crate::data::Data;
use crate::desktop::Running;
use crate::window::Window;
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

/// What the site's readers call it.
pub const NAME: &str = "The Tanner Street Weekly";

/// A newsroom's own site in another process, which can be switched off.
pub struct NewsSite {
    pub url: String,
    /// The tokens of the site's two roles.
    pub editor: String,
    pub writer: String,
    _process: Running,
}

impl NewsSite {
    pub fn start(data: &Data, port: u16) -> Self {
        let house = include_str!("../../src/house/built_in.toml");
        let house =
            house.replace("name = \"The Marlbridge Courier\"", &format!("name = \"{NAME}\""));
        std::fs::write(data.path().join("house.toml"), house).unwrap();
        let mut process = data
            .command(&["practice-site", "--json", "--port", &port.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let told: Value = serde_json::from_str(&line).unwrap();
        let word = |value: &Value| value.as_str().unwrap().to_owned();
        Self {
            url: word(&told["url"]),
            editor: word(&told["tokens"]["editor"]),
            writer: word(&told["tokens"]["writer"]),
            _process: Running(process),
        }
    }

    /// Adds the site in the window, with one of its tokens.
    pub async fn add_to(&self, window: &Window, token: &str) {
        self.add_as(window, "Weekly", token).await;
    }

    /// Likewise, under another name.
    pub async fn add_as(&self, window: &Window, name: &str, token: &str) {
        window.command("Sites…").await;
        window.press("Add a site…").await;
        let own = "Own site (Copydesk site API)";
        window.labelled("Kind").await.select_by_label(own).await.unwrap();
        for (label, words) in [("Name", name), ("Address", self.url.as_str()), ("Token", token)] {
            window.labelled(label).await.send_keys(words).await.unwrap();
        }
        window.press("Add this site").await;
        window.says("dialog[open]", name).await;
        window.press("Close").await;
        window.closed_dialog().await;
    }
}
