//! A running site in a folder of its own, and requests to it.
#![allow(dead_code, reason = "each test file uses its part")]

use practice_site::{Furniture, Server, Settings};
use serde_json::{Value, json};
use std::path::Path;
use tempfile::TempDir;
use ureq::Agent;
use ureq::http::{HeaderMap, Request};

pub const STORY: &str = "0190f3a2-5b1c-7d00-8000-000000000001";
pub const OTHER: &str = "0190f3a2-5b1c-7d00-8000-000000000002";
pub const JPEG: &[u8] = include_bytes!("../fixtures/weir.jpg");
pub const PNG: &[u8] = include_bytes!("../fixtures/dot.png");

pub struct TestSite {
    pub server: Server,
    pub folder: TempDir,
    agent: Agent,
}

/// Who asks.
#[derive(Debug, Clone, Copy)]
pub enum Who {
    Nobody,
    Stranger,
    Writer,
    Editor,
}

pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The last part of the problem's type.
    pub fn problem(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text());
        let problem = self.json();
        assert_eq!(problem["status"], self.status);
        for field in ["title", "detail"] {
            assert!(!problem[field].as_str().unwrap().is_empty(), "{field}: {problem}");
        }
        problem["type"].as_str().unwrap().strip_prefix("urn:copydesk-site:").unwrap().to_owned()
    }
}

pub fn settings(folder: &Path) -> Settings {
    Settings { folder: folder.to_owned(), port: None, furniture: Furniture::default() }
}

impl TestSite {
    pub fn start() -> Self {
        Self::with(Furniture::default())
    }

    /// On a port that no other test's site would choose while this one is stopped.
    pub fn on_a_port_of_its_own() -> Self {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = Some(free.local_addr().unwrap().port());
        drop(free);
        Self::on(port, Furniture::default())
    }

    pub fn with(furniture: Furniture) -> Self {
        Self::on(None, furniture)
    }

    fn on(port: Option<u16>, furniture: Furniture) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings { folder: folder.path().to_owned(), port, furniture };
        let server = Server::start(settings).unwrap();
        let agent = Agent::config_builder().http_status_as_error(false).max_redirects(0).build();
        Self { server, folder, agent: agent.into() }
    }

    pub fn call(
        &self,
        who: Who,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl AsRef<[u8]>,
    ) -> Answer {
        let mut request =
            Request::builder().method(method).uri(format!("{}{path}", self.server.url()));
        let tokens = self.server.tokens();
        let token = match who {
            Who::Nobody => None,
            Who::Stranger => Some("0".repeat(64)),
            Who::Writer => Some(tokens.writer.clone()),
            Who::Editor => Some(tokens.editor.clone()),
        };
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = body.as_ref().to_vec();
        let answer = if body.is_empty() && matches!(method, "GET" | "HEAD" | "DELETE") {
            self.agent.run(request.body(()).unwrap())
        } else {
            self.agent.run(request.body(body).unwrap())
        };
        let mut answer = answer.unwrap();
        Answer {
            status: answer.status().as_u16(),
            headers: answer.headers().clone(),
            bytes: answer.body_mut().read_to_vec().unwrap(),
        }
    }

    /// What a reader's browser gets.
    pub fn read(&self, path: &str) -> Answer {
        self.call(Who::Nobody, "GET", path, &[], "")
    }

    pub fn put_picture(&self, who: Who, id: &str, bytes: &[u8]) -> Answer {
        self.call(who, "PUT", &format!("/api/v1/pictures/{id}"), &[], bytes)
    }

    pub fn put_story(&self, who: Who, id: &str, story: &Value) -> Answer {
        self.put_story_if(who, id, &[], story)
    }

    pub fn put_story_if(
        &self,
        who: Who,
        id: &str,
        headers: &[(&str, &str)],
        story: &Value,
    ) -> Answer {
        self.call(who, "PUT", &format!("/api/v1/stories/{id}"), headers, story.to_string())
    }

    pub fn put_original(&self, who: Who, id: &str, bytes: &[u8]) -> Answer {
        let path = format!("/api/v1/manuscripts/{id}/originals/{}", sha256(bytes));
        self.call(who, "PUT", &path, &[], bytes)
    }

    pub fn put_manuscript(
        &self,
        who: Who,
        id: &str,
        headers: &[(&str, &str)],
        manuscript: &Value,
    ) -> Answer {
        let path = format!("/api/v1/manuscripts/{id}");
        self.call(who, "PUT", &path, headers, manuscript.to_string())
    }

    /// Sends [`manuscript`] and its original; its ETag.
    pub fn hand_in(&self, who: Who, id: &str) -> String {
        assert_eq!(self.put_original(who, id, JPEG).status, 201);
        let create = [("if-none-match", "*")];
        let answer = self.put_manuscript(who, id, &create, &manuscript(id, "filed"));
        assert_eq!(answer.status, 201, "{}", answer.text());
        answer.header("etag").to_owned()
    }

    pub fn get_story(&self, who: Who, id: &str) -> Answer {
        self.call(who, "GET", &format!("/api/v1/stories/{id}"), &[], "")
    }

    /// Sends the pictures of [`story`] and publishes it; the answer's document.
    pub fn publish(&self, id: &str, story: &Value) -> Value {
        for picture in ["weir.jpg", "dot.png"] {
            let bytes = if picture == "weir.jpg" { JPEG } else { PNG };
            assert!(self.put_picture(Who::Editor, picture, bytes).status < 300);
        }
        let published = in_state(story, "published");
        let answer = self.put_story(Who::Editor, id, &published);
        assert!(answer.status < 300, "{}", answer.text());
        answer.json()
    }
}

/// A complete story with a lead and an inline picture.
pub fn story() -> Value {
    json!({
        "slug": "weir-reopens",
        "kind": "news",
        "section": "Local News",
        "headline": "Weir reopens after “the long winter”",
        "standfirst": "Walkers are back on the footbridge.",
        "byline": "By Jo Smith, guest writer",
        "tags": ["river"],
        "body_html": "<p>The weir has reopened.</p><figure><img src=\"/pictures/dot.png\" \
            alt=\"A red square\"><figcaption>The new sign (Image - Ravi Patel)</figcaption>\
            </figure><p>It was closed in November.</p>",
        "lead": "weir.jpg",
        "pictures": [
            { "id": "weir.jpg", "caption": "The weir in spate", "credit": "Jo Smith",
              "creator": "Jo Smith", "copyright": "© Jo Smith 2024", "usage_terms": "",
              "alt": "Brown water over stones", "width": 48, "height": 32 },
            { "id": "dot.png", "caption": "The new sign", "credit": "Ravi Patel",
              "creator": "", "copyright": "", "usage_terms": "", "alt": "A red square",
              "width": 3, "height": 2 },
        ],
        "state": "draft",
    })
}

/// What a desk hands in: a story with one picture, a note and an earlier state.
pub fn manuscript(id: &str, status: &str) -> Value {
    let story = |headline: &str, status: &str| {
        json!({
            "id": id, "kind": "news", "slug": "", "section": "Local News", "status": status,
            "version": 3,
            "copy": {
                "headline": headline, "standfirst": "", "byline": "By Jo Smith",
                "body": "Mayoress Quill said so.", "tags": [],
            },
            "pictures": [{ "name": "IMG_4711-at-home.jpg", "sha256": sha256(JPEG) }],
        })
    };
    json!({
        "story": story("Weir reopens", status),
        "review": {
            "notes": [{ "id": "n1", "text": "Is the name Quilliam?" }],
            "holder": {
                "person": { "name": "Ada Fox", "key": "" }, "by": { "name": "Ada Fox", "key": "" },
                "at": "2024-01-12T09:00:00Z",
            },
        },
        "revisions": [{
            "at": "2024-01-11T09:00:00Z", "why": "while writing",
            "story": story("Weir to reopen", "draft"),
        }],
    })
}

/// In lower-case hex.
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn in_state(story: &Value, state: &str) -> Value {
    with(story, "state", json!(state))
}

pub fn with(story: &Value, field: &str, value: Value) -> Value {
    let mut story = story.clone();
    story[field] = value;
    story
}
