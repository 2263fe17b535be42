//! What a site holds, by its own books and not by what the desk says of it.

use crate::ghost::Ghost;
use crate::practice::PracticeSite;
use crate::wordpress::Wordpress;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use copydesk::story::Story;

/// A post of the site.
#[derive(Debug)]
pub struct Post {
    pub public: bool,
    /// HTML.
    pub body: String,
    /// Pictures in the body.
    pub images: usize,
}

/// A site's own books.
pub trait Books: Send + Sync {
    /// The posts with this headline, public or not.
    fn posts(&self, headline: &str) -> Vec<Post>;
    /// How many picture files the site holds for the story.
    fn pictures(&self, story: &Story) -> usize;
}

fn post(public: bool, body: &str) -> Post {
    Post { public, body: body.to_owned(), images: body.matches("<img").count() }
}

impl Books for PracticeSite {
    fn posts(&self, headline: &str) -> Vec<Post> {
        let stories = self.stories(headline);
        stories
            .iter()
            .map(|story| {
                let id = story["id"].as_str().expect("an id");
                post(story["state"] == "published", &self.body_of(id))
            })
            .collect()
    }

    fn pictures(&self, story: &Story) -> usize {
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
                post(held["status"] == "publish", body)
            })
            .collect()
    }

    fn pictures(&self, story: &Story) -> usize {
        let names: Vec<&str> =
            story.pictures.iter().map(|one| one.name.trim_end_matches(".jpg")).collect();
        let named = |item: &serde_json::Value| {
            let url = item["source_url"].as_str().unwrap_or_default();
            names.iter().any(|name| url.contains(&format!("{name}-")))
        };
        self.media().iter().filter(|item| named(item)).count()
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
                post(status == "published", &String::from_utf8_lossy(&html))
            })
            .collect()
    }

    fn pictures(&self, story: &Story) -> usize {
        let mark = format!("copydesk-{}-", &story.id.0.simple().to_string()[20..]);
        self.pictures().iter().filter(|file| file.contains(&mark)).count()
    }
}
