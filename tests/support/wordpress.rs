//! A real WordPress on loopback, fresh, and ended with the test.

// Each test program that takes this file in uses a part of it.
#![allow(dead_code)]

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;
use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;

/// A WordPress from Debian's packages, or the older one.
pub struct Wordpress {
    port: u16,
    /// The site's address, with no slash at its end.
    pub url: String,
    api: String,
    users: Value,
}

impl Wordpress {
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

    /// The application password of a user, in groups as WordPress shows it.
    pub fn password(&self, user: &str) -> &str {
        self.users[user]["app_password"].as_str().expect("a password")
    }

    /// The pictures in the library, as the editor sees them.
    pub fn media(&self) -> Vec<Value> {
        self.all("media?")
    }

    /// The posts with this headline, published or not.
    pub fn posts(&self, headline: &str) -> Vec<Value> {
        let mut posts = self.all("posts?status=any&");
        posts.retain(|post| post["title"]["raw"] == headline);
        posts
    }

    /// A public post of the editor's own with this content; its id.
    pub fn post_saying(&self, content: &str) -> u64 {
        self.post(
            &serde_json::json!({ "title": "Elsewhere", "status": "publish", "content": content }),
        )
    }

    /// A draft of the editor's own with this featured image; its id.
    pub fn draft_featuring(&self, media: u64) -> u64 {
        self.post(
            &serde_json::json!({ "title": "Hidden", "status": "draft", "featured_media": media }),
        )
    }

    fn post(&self, fields: &Value) -> u64 {
        let request = ureq::post(format!("{}wp/v2/posts", self.api));
        let request = request.header("Authorization", self.authorization());
        let post: Value =
            request.send_json(fields).expect("a post").body_mut().read_json().expect("a post");
        post["id"].as_u64().expect("an id")
    }

    /// Deletes a post for good.
    pub fn delete_post(&self, id: u64) {
        let request = ureq::delete(format!("{}wp/v2/posts/{id}?force=true", self.api));
        request.header("Authorization", self.authorization()).call().expect("deleted");
    }

    fn authorization(&self) -> String {
        let pass = BASE64_STANDARD.encode(format!("edith:{}", self.password("edith")));
        format!("Basic {pass}")
    }

    /// What the editor sees in one of WordPress's collections; `collection` ends where a query goes
    /// on.
    fn all(&self, collection: &str) -> Vec<Value> {
        let url = format!("{}wp/v2/{collection}per_page=100&context=edit", self.api);
        let request = ureq::get(&url).header("Authorization", self.authorization());
        request.call().expect("the collection").body_mut().read_json().expect("a list")
    }
}

impl Drop for Wordpress {
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
