//! A real Ghost on loopback, fresh, and ended with the test.

// Each test program that takes this file in uses a part of it.
#![allow(dead_code)]

use serde_json::Value;
use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;

/// A Ghost from npm's packages.
pub struct Ghost {
    port: u16,
    /// The site's address, with no slash at its end.
    pub url: String,
    /// The Admin API key of an integration.
    pub integration: String,
    node: String,
    state: String,
    users: Value,
}

impl Ghost {
    /// `settings`: see `tests/support/ghost/up.sh`.
    pub fn start(settings: &[(&str, &str)]) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback");
        let port = listener.local_addr().expect("an address").port();
        drop(listener);
        let output = script("up.sh", port).envs(settings.iter().copied()).output().expect("bash");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "Ghost did not start: {told}");
        let site: Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
        let word = |name: &str| site[name].as_str().expect("a word").to_owned();
        let users = site["users"].clone();
        Self {
            port,
            url: word("url"),
            integration: word("integration"),
            node: word("node"),
            state: word("state"),
            users,
        }
    }

    /// The staff access token of a user: olga, edith, anna or conrad.
    pub fn token(&self, user: &str) -> &str {
        self.users[user]["token"].as_str().expect("a token")
    }

    /// The files of pictures whose name is ours, without the smaller sizes Ghost makes of them and
    /// the originals it keeps beside them.
    pub fn pictures(&self) -> Vec<String> {
        let folder = format!("{}/content/images", self.state);
        let found = Command::new("find")
            .args([&folder, "-path", &format!("{folder}/size"), "-prune", "-o"])
            .args(["-type", "f", "-name", "copydesk-*", "-not", "-name", "*_o.*", "-print"])
            .output()
            .expect("find");
        String::from_utf8_lossy(&found.stdout).lines().map(str::to_owned).collect()
    }

    /// Everything that lies among the pictures of this site.
    pub fn uploads(&self) -> Vec<String> {
        let folder = format!("{}/content/images", self.state);
        let found = Command::new("find").args([&folder, "-type", "f"]).output().expect("find");
        String::from_utf8_lossy(&found.stdout).lines().map(str::to_owned).collect()
    }

    /// Has edith type a ✓ at the end of a draft in Ghost's own editor, in Chromium, and save it; the
    /// kinds of its cards.
    pub fn edit(&self, post: &str) -> Vec<String> {
        let password = self.users["edith"]["password"].as_str().expect("a password");
        let output = Command::new(&self.node)
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/ghost/editor.mjs"))
            .args([&self.url, password, post])
            .output()
            .expect("node");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("a list")
    }

    /// Rows of the database, tabs between the fields.
    pub fn sql(&self, query: &str) -> Vec<String> {
        let told = Command::new("mariadb")
            .args(["--no-defaults", "--user=root", "--skip-column-names", "--batch"])
            .arg(format!("--socket={}/db.sock", self.state))
            .args(["ghost", "--execute", query])
            .output()
            .expect("mariadb");
        assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
        String::from_utf8_lossy(&told.stdout).lines().map(str::to_owned).collect()
    }
}

impl Drop for Ghost {
    fn drop(&mut self) {
        let _ = script("down.sh", self.port).output();
    }
}

fn script(name: &str, port: u16) -> Command {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/ghost");
    let mut command = Command::new("bash");
    command.arg(format!("{folder}/{name}")).arg(port.to_string());
    command
}
