//! A real WordPress on loopback, fresh, and ended with the test.

// Each test program that takes this file in uses a part of it.
#![allow(dead_code)]

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::Command;

/// A WordPress from Debian's packages, or the older one.
pub struct Wordpress {
    port: u16,
    /// The site's address, with no slash at its end.
    pub url: String,
    api: String,
    users: Value,
    state: PathBuf,
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
        Self {
            port,
            url: word("url"),
            api: word("api"),
            users: site["users"].clone(),
            state: word("state").into(),
        }
    }

    /// Switches one of the faults of `mu-plugins/faults.php` on or off.
    pub fn fault(&self, name: &str, on: bool) {
        let switch = self.state.join(format!("fault-{name}"));
        if on {
            std::fs::write(switch, "").expect("the site's folder");
        } else {
            std::fs::remove_file(switch).expect("it was on");
        }
    }

    /// How many requests of the API began so, as `POST /wp/v2/media`.
    pub fn asked(&self, begins: &str) -> usize {
        let asked = std::fs::read_to_string(self.state.join("asked")).expect("the site's list");
        asked.lines().filter(|line| line.starts_with(begins)).count()
    }

    /// What WordPress tells of `path` to the editor.
    pub fn told(&self, path: &str) -> Value {
        let request = ureq::get(format!("{}{path}", self.api));
        let request = request.header("Authorization", self.authorization());
        request.call().expect("the answer").body_mut().read_json().expect("JSON")
    }

    /// Puts WordPress into its own maintenance, or takes it out.
    pub fn maintenance(&self, on: bool) {
        let file = self.state.join("root/.maintenance");
        if on {
            std::fs::write(file, "<?php $upgrading = time();").expect("the site's folder");
        } else {
            std::fs::remove_file(file).expect("it was on");
        }
    }

    /// Says yes on the page where WordPress lets programs in, as a person at the browser; the address
    /// the browser is led to then.
    pub fn say_yes(&self, user: &str, page: &str) -> String {
        let browser: ureq::Agent = ureq::Agent::config_builder()
            .max_redirects(0)
            .max_redirects_will_error(false)
            .build()
            .into();
        let password = self.users[user]["password"].as_str().expect("a password");
        let login = browser
            .post(format!("{}/wp-login.php", self.url))
            .send_form([("log", user), ("pwd", password)])
            .expect("logged in");
        let cookies: Vec<&str> = login
            .headers()
            .get_all("set-cookie")
            .iter()
            .filter_map(|cookie| cookie.to_str().ok()?.split(';').next())
            .collect();
        let cookies = cookies.join("; ");
        let mut form = browser.get(page).header("cookie", &cookies).call().expect("the page");
        let form = form.body_mut().read_to_string().expect("a form");
        let after = form.split("name=\"_wpnonce\" value=\"").nth(1).expect("a nonce");
        let nonce = after.split('"').next().expect("a nonce");
        let asked = url::Url::parse(page).expect("an address");
        let mut fields: Vec<(String, String)> = asked.query_pairs().into_owned().collect();
        for (name, value) in [
            ("_wpnonce", nonce),
            ("action", "authorize_application_password"),
            ("reject_url", ""),
            ("approve", "1"),
        ] {
            fields.push((name.to_owned(), value.to_owned()));
        }
        let answer = browser
            .post(format!("{}/wp-admin/authorize-application.php", self.url))
            .header("cookie", &cookies)
            .send_form(fields)
            .expect("let in");
        let location = answer.headers().get("location").expect("led on");
        location.to_str().expect("an address").to_owned()
    }

    /// The application password of a user, in groups as WordPress shows it.
    pub fn password(&self, user: &str) -> &str {
        self.users[user]["app_password"].as_str().expect("a password")
    }

    /// The pictures in the library, as the editor sees them.
    pub fn media(&self) -> Vec<Value> {
        self.all("media?")
    }

    /// The addresses of the pictures in the library: of hundreds, a fraction of what all is that is said of
    /// them.
    pub fn picture_urls(&self) -> Vec<String> {
        let url = |item: &Value| item["source_url"].as_str().unwrap_or_default().to_owned();
        self.all("media?_fields=source_url&").iter().map(url).collect()
    }

    /// The posts with this headline, published or not.
    pub fn posts(&self, headline: &str) -> Vec<Value> {
        // Stories that are told to it for later stand before all others, however many there are.
        let words = headline.split(|c: char| !c.is_ascii_alphanumeric());
        let word = words.max_by_key(|word| word.len()).unwrap_or_default();
        let mut posts = self.all(&format!("posts?status=any&search={word}&"));
        posts.retain(|post| post["title"]["raw"] == headline);
        posts
    }

    /// What the server holds of every draft, as an editor opens it.
    pub fn contents(&self) -> Vec<String> {
        let drafts = self.all("posts?status=draft&");
        let raw = |post: &Value| post["content"]["raw"].as_str().expect("a text").to_owned();
        drafts.iter().map(raw).collect()
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

    /// Changes these fields of a post, as the editor would.
    pub fn change_post(&self, id: &str, fields: &Value) {
        self.send(&format!("posts/{id}"), fields);
    }

    /// Changes what is said of a picture in the library, as the editor would.
    pub fn change_media(&self, id: &Value, fields: &Value) {
        self.send(&format!("media/{id}"), fields);
    }

    fn post(&self, fields: &Value) -> u64 {
        self.send("posts", fields)["id"].as_u64().expect("an id")
    }

    /// Has the editor create or change something of WordPress's own; what it is then.
    fn send(&self, what: &str, fields: &Value) -> Value {
        let request = ureq::post(format!("{}wp/v2/{what}", self.api));
        let request = request.header("Authorization", self.authorization());
        request.send_json(fields).expect("taken").body_mut().read_json().expect("JSON")
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
        let mut all = Vec::new();
        for page in 1.. {
            let url =
                format!("{}wp/v2/{collection}per_page=100&page={page}&context=edit", self.api);
            let request = ureq::get(&url).header("Authorization", self.authorization());
            let mut answer = request.call().expect("the collection");
            let pages = answer.headers().get("x-wp-totalpages").expect("how many pages");
            let pages: usize = pages.to_str().expect("digits").parse().expect("a number");
            let held: Vec<Value> = answer.body_mut().read_json().expect("a list");
            all.extend(held);
            if page >= pages {
                break;
            }
        }
        all
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
