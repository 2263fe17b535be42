//! The practice site, started on loopback and ended with the test.

// Each test program that takes this file in uses a part of it.
#![allow(dead_code)]

use copydesk::house::House;
use copydesk::samples;
use jiff::Timestamp;
use practice_site::{Server, Settings};
use serde_json::Value;
use std::net::{Ipv4Addr, TcpListener};

/// The practice site in a thread of this process.
pub struct PracticeSite {
    _server: Server,
    folder: tempfile::TempDir,
    pub url: String,
    pub editor: String,
    pub writer: String,
}

impl PracticeSite {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let furniture = samples::furniture(House::built_in(), Timestamp::now()).expect("samples");
        let settings =
            Settings { folder: folder.path().to_owned(), port: Some(free_port()), furniture };
        let server = Server::start(settings).expect("it starts");
        Self {
            url: server.url().to_owned(),
            editor: server.tokens().editor.clone(),
            writer: server.tokens().writer.clone(),
            _server: server,
            folder,
        }
    }
    /// The stories with this headline, as the editor sees them.
    pub fn stories(&self, headline: &str) -> Vec<Value> {
        let mut list = ureq::get(format!("{}/api/v1/stories?limit=500", self.url))
            .header("Authorization", format!("Bearer {}", self.editor))
            .call()
            .expect("the list");
        let list: Value = list.body_mut().read_json().expect("JSON");
        let all = list["stories"].as_array().expect("a list").iter();
        all.filter(|story| story["headline"] == headline).cloned().collect()
    }

    /// The body of a story, as the editor sees it.
    pub fn body_of(&self, id: &str) -> String {
        let mut story = ureq::get(format!("{}/api/v1/stories/{id}", self.url))
            .header("Authorization", format!("Bearer {}", self.editor))
            .call()
            .expect("the story");
        let story: Value = story.body_mut().read_json().expect("JSON");
        story["body_html"].as_str().expect("its body").to_owned()
    }

    /// The pictures the site holds under the story's id. Its API lists none, so its database is read.
    pub fn pictures_of(&self, story: &str) -> Vec<String> {
        let file = self.folder.path().join("site.db");
        let site = rusqlite::Connection::open(file).expect("the site's database");
        let sql = "SELECT id FROM pictures WHERE id LIKE ?1 || '%'";
        let mut found = site.prepare(sql).expect("its pictures");
        let ids = found.query_map([story], |row| row.get(0)).expect("its pictures");
        ids.map(|id| id.expect("an id")).collect()
    }
}

/// A port nobody listens on just now.
fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback");
    listener.local_addr().expect("an address").port()
}
