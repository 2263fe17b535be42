//! The real servers, started on loopback and ended with the test.

use copydesk::house::House;
use copydesk::samples;
use jiff::Timestamp;
use practice_site::{Server, Settings};
use serde_json::Value;
use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;

/// The practice site in a thread of this process.
pub struct PracticeSite {
    _server: Server,
    _folder: tempfile::TempDir,
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
            _folder: folder,
        }
    }
}

/// A WordPress from Debian's packages.
pub struct RealWordpress {
    port: u16,
    pub url: String,
    api: String,
    users: Value,
}

impl RealWordpress {
    /// `settings`: see `tests/support/wordpress/up.sh`.
    pub fn start(settings: &[(&str, &str)]) -> Self {
        let port = free_port();
        let output = script("up.sh", port).envs(settings.iter().copied()).output().expect("bash");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "WordPress did not start: {told}");
        let site: Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
        let word = |name: &str| site[name].as_str().expect("a word").to_owned();
        Self { port, url: word("url"), api: word("api"), users: site["users"].clone() }
    }

    /// The application password of a user.
    pub fn password(&self, user: &str) -> String {
        self.users[user]["app_password"].as_str().expect("a password").to_owned()
    }

    /// How many pictures the media library holds more than once, going by the names in WordPress:
    /// a second copy gets `-1` or `-2` at its end.
    pub fn media_twice(&self) -> usize {
        let url = format!("{}wp/v2/media?per_page=100", self.api);
        let items: Value =
            ureq::get(url).call().expect("the library").body_mut().read_json().expect("JSON");
        let items = items.as_array().expect("a list");
        assert!(!items.is_empty(), "an empty library proves nothing");
        let twice = |item: &&Value| {
            let slug = item["slug"].as_str().unwrap_or_default();
            slug.rsplit('-').next().is_some_and(|end| end.len() < 8)
        };
        items.iter().filter(twice).count()
    }
}

impl Drop for RealWordpress {
    fn drop(&mut self) {
        let _ = script("down.sh", self.port).output();
    }
}

fn script(name: &str, port: u16) -> Command {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/wordpress");
    let mut command = Command::new("bash");
    command.arg(format!("{folder}/{name}")).arg(port.to_string());
    command
}

/// A port nobody listens on just now.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback");
    listener.local_addr().expect("an address").port()
}
