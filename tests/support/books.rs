//! What a site holds, by its own books and not by what the desk says of it; and what must hold there
//! whatever happens.

// Each test program that takes this file in uses a part of it.
#![allow(dead_code)]

use crate::ghost::Ghost;
use crate::practice::PracticeSite;
use crate::wordpress::Wordpress;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use copydesk::site::Stage;
use copydesk::story::Story;
use std::path::{Path, PathBuf};

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

/// What must hold at every moment while a delivery is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meanwhile {
    /// Where the public sees the story, it is whole.
    Whole,
    /// The public never sees it.
    Hidden,
}

/// What is wrong just now with how the public sees the story, if anything is.
pub fn wrong(books: &dyn Books, story: &Story, meanwhile: Meanwhile) -> Option<String> {
    let inline = story.copy.body.matches("![](").count();
    let public = books.posts(&story.copy.headline).into_iter().filter(Post::public);
    let mut wrong = public.filter(|post| {
        let whole = post.body.contains("listen") && post.images >= inline;
        meanwhile == Meanwhile::Hidden || !whole
    });
    wrong.next().map(|post| format!("public too early or half done: {post:?}"))
}

/// Two small photographs that no other story has.
pub fn pictures(folder: &Path, run: usize) -> [PathBuf; 2] {
    [0_usize, 1].map(|which| {
        let file = folder.join(format!("clock-{run}-{which}.jpg"));
        let shade = |n: usize| u8::try_from(n % 251).expect("a byte");
        let picture = image::RgbImage::from_fn(96, 64, |x, y| {
            image::Rgb([shade(x as usize * 2 + run), shade(y as usize * 3), shade(run * 7 + which)])
        });
        picture.save(&file).expect("a picture");
        file
    })
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
        let ours = |url: &String| names.iter().any(|name| url.contains(&format!("{name}-")));
        self.picture_urls().into_iter().filter(ours).collect()
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
