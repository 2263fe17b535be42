//! What a site holds, by its own books and not by what the desk says of it.

use crate::ghost::Ghost;
use crate::practice::PracticeSite;
use crate::wordpress::Wordpress;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use copydesk::site::Stage;
use copydesk::story::Story;

/// A post of the site.
#[derive(Debug)]
pub struct Post {
    pub stage: Stage,
    /// HTML.
    pub body: String,
    /// Pictures in the body.
    pub images: usize,
}

impl Post {
    pub fn public(&self) -> bool {
        self.stage == Stage::Public
    }
}

/// A site's own books.
pub trait Books: Send + Sync {
    /// The posts with this headline, public or not.
    fn posts(&self, headline: &str) -> Vec<Post>;
    /// The picture files the site holds for the story.
    fn pictures(&self, story: &Story) -> Vec<String>;
}

/// `state` as the site calls it.
fn post(state: &str, body: &str) -> Post {
    let stage = match state {
        "published" | "publish" => Stage::Public,
        "scheduled" | "future" => Stage::Scheduled,
        _ => Stage::Draft,
    };
    Post { stage, body: body.to_owned(), images: body.matches("<img").count() }
}

impl Books for PracticeSite {
    fn posts(&self, headline: &str) -> Vec<Post> {
        let stories = self.stories(headline);
        stories
            .iter()
            .map(|story| {
                let id = story["id"].as_str().expect("an id");
                post(story["state"].as_str().expect("a state"), &self.body_of(id))
            })
            .collect()
    }

    fn pictures(&self, story: &Story) -> Vec<String> {
        self.pictures_of(&story.id.to_string())
    }
}

impl Books for Wordpress {
    fn posts(&self, headline: &str) -> Vec<Post> {
        let posts = self.posts(headline);
        posts
            .iter()
            .map(|held| {
                let body = held["content"]["raw"].as_str().expect("its content");
                post(held["status"].as_str().expect("a status"), body)
            })
            .collect()
    }

    fn pictures(&self, story: &Story) -> Vec<String> {
        let names: Vec<&str> =
            story.pictures.iter().map(|one| one.name.trim_end_matches(".jpg")).collect();
        let url =
            |item: &serde_json::Value| item["source_url"].as_str().unwrap_or_default().to_owned();
        let ours = |url: &String| names.iter().any(|name| url.contains(&format!("{name}-")));
        self.media().iter().map(url).filter(ours).collect()
    }
}

impl Books for Ghost {
    fn posts(&self, headline: &str) -> Vec<Post> {
        let query = format!("select status, to_base64(html) from posts where title = '{headline}'");
        self.sql(&query)
            .iter()
            .map(|row| {
                let (status, html) = row.split_once('\t').expect("two columns");
                let html: String = html.replace("\\n", "");
                let html = BASE64_STANDARD.decode(html).unwrap_or_default();
                post(status, &String::from_utf8_lossy(&html))
            })
            .collect()
    }

    fn pictures(&self, story: &Story) -> Vec<String> {
        let mark = format!("copydesk-{}-", &story.id.0.simple().to_string()[20..]);
        self.pictures().into_iter().filter(|file| file.contains(&mark)).collect()
    }
}
