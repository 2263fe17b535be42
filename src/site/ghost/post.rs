//! A story as a Ghost post: what is sent, and what is made of the answer.

use super::mailed;
use super::wire::{Post, User};
use super::{CONTRIBUTOR, Ghost, role};
use crate::error::{Code, Error, Result};
use crate::markdown::{self, substance};
use crate::picture::Picture;
use crate::picture::told::Told;
use crate::render;
use crate::render::page::Image;
use crate::site::copy::filing;
use crate::site::{Outgoing, RemoteStory, SiteCopy, Stage, article, held};
use crate::story::StoryId;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use url::Url;

/// The status of a post the site publishes by itself at its date.
pub const SCHEDULED: &str = "scheduled";
/// What a draft's slug begins with while it is ours alone; the story's id follows.
const MARK: &str = "copydesk-";

/// The most characters of a title, an excerpt and a feature image's alternative text (Ghost's
/// database); longer ones are refused as a whole.
const TITLE: usize = 255;
const EXCERPT: usize = 300;
const ALT: usize = 191;

impl Ghost {
    /// Everything of the post but its status, its slug and its authors. `there` is the post as it
    /// stands.
    pub(super) fn fields(&self, outgoing: &Outgoing<'_>, there: Option<&Post>) -> Result<Value> {
        let copy = &outgoing.story.copy;
        let title = fitting("headline", copy.headline.trim(), TITLE)?;
        let excerpt = fitting("standfirst", copy.standfirst.trim(), EXCERPT)?;
        let article = article(outgoing)?;
        let me = self.me()?;
        let byline = byline(outgoing, &article.byline, there, me);
        let image = |picture: &Picture| {
            let remote = outgoing.pictures.get(&picture.name);
            Image {
                url: remote.map(|remote| remote.url.clone()).unwrap_or_default(),
                width: remote.map_or(picture.width, |remote| remote.width),
                height: remote.map_or(picture.height, |remote| remote.height),
            }
        };
        let mut fields = json!({
            "title": title,
            "custom_excerpt": text_or_null(excerpt),
            "html": render::ghost::content(&article, byline, &image),
            "feature_image": null,
            "feature_image_alt": null,
            "feature_image_caption": null,
        });
        if let Some(lead) = &article.lead {
            fields["feature_image"] = json!(held(outgoing, lead.picture)?.url);
            fields["feature_image_alt"] =
                text_or_null(fitting("main picture's alt text", lead.alt(), ALT)?);
            fields["feature_image_caption"] = text_or_null(&render::ghost::caption(lead));
        }
        if me.is_none_or(|me| role(me) != CONTRIBUTOR) {
            let section = std::iter::once(outgoing.story.section.as_str());
            let names = section.chain(copy.tags.iter().map(String::as_str)).map(str::trim);
            let names: Vec<_> = names.filter(|name| !name.is_empty()).collect();
            let kept = there.map_or(&[][..], |post| &post.tags);
            fields["tags"] = json!(self.tags_named(&names, kept)?);
        }
        Ok(fields)
    }
}

/// The byline to print in the text: none where Ghost prints the same name as the author's.
fn byline<'a>(
    outgoing: &Outgoing<'_>,
    byline: &'a str,
    there: Option<&Post>,
    me: Option<&User>,
) -> &'a str {
    let author = there.and_then(|post| post.authors.first()).or(me.filter(|_| there.is_none()));
    let printed = author.is_some_and(|author| outgoing.house.byline_for(&author.name) == byline);
    if printed { "" } else { byline }
}

/// The slug of a draft, by which it is found if the answer to its creation is lost.
pub fn marker(story: StoryId) -> String {
    format!("{MARK}{}", story.0.simple())
}

/// What stands in the head of the post's page: the mark where the slug is the headline's by then.
pub fn head(marker: &str) -> String {
    format!(r#"<meta name="copydesk:story" content="{marker}">"#)
}

/// Whether a slug is such a mark, also where Ghost has made it `…-2`.
fn is_marked(slug: &str) -> bool {
    let id = slug.strip_prefix(MARK).map(|rest| rest.split('-').next().unwrap_or(rest));
    id.is_some_and(|id| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// The post as the outbox records it.
pub fn remote(post: &Post) -> RemoteStory {
    let stage = match post.status.as_str() {
        "draft" if is_marked(&post.slug) => Stage::Draft,
        // Ghost has no state for what waits for an editor. See `release_post`.
        "draft" => Stage::Pending,
        SCHEDULED => Stage::Scheduled,
        _ => Stage::Public,
    };
    // The address of a draft is that of its preview, which the public one is not going to be.
    let url = if stage == Stage::Public { post.url.clone() } else { String::new() };
    let tags = post.tags.iter().map(|tag| &tag.name);
    RemoteStory {
        id: post.id.clone(),
        url,
        version: version(post),
        stage,
        moment: post
            .published_at
            .as_ref()
            .filter(|_| stage == Stage::Scheduled)
            .and_then(|at| at.parse().ok()),
        words: mark(&copy(post), &post.url),
        body: mailed::body(post),
        revision: None,
        filing: filing(tags),
    }
}

/// The post's version: its time of change has whole seconds, so what it says counts too.
pub fn version(post: &Post) -> String {
    let words = [
        Some(&post.updated_at),
        Some(&post.status),
        Some(&post.title),
        post.custom_excerpt.as_ref(),
        post.lexical.as_ref(),
        post.feature_image.as_ref(),
        post.feature_image_alt.as_ref(),
        post.feature_image_caption.as_ref(),
    ];
    let mut hash = Sha256::new();
    for word in words {
        hash.update(word.map_or("", String::as_str));
        hash.update([0]);
    }
    hash.finalize().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The words of the post.
pub fn copy(post: &Post) -> SiteCopy {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let shown = post.tags.iter().filter(|tag| !tag.is_internal()).map(|tag| tag.name.clone());
    let mut tags: Vec<String> = shown.collect();
    let section = if tags.is_empty() { String::new() } else { tags.remove(0) };
    SiteCopy {
        headline: post.title.clone(),
        standfirst: text(&post.custom_excerpt),
        body: mailed::body(post),
        lead: text(&post.feature_image),
        pictures: vec![text(&post.feature_image_alt), text(&post.feature_image_caption)],
        lead_url: text(&post.feature_image),
        told: post.feature_image.iter().map(|url| lead(url, post)).collect(),
        section,
        tags,
        changed: post.updated_at.parse().ok(),
        ..SiteCopy::default()
    }
}

/// What is said of the main picture.
fn lead(url: &str, post: &Post) -> Told {
    Told {
        id: url.to_owned(),
        line: Some(post.feature_image_caption.clone().unwrap_or_default()),
        texts: vec![("alt", post.feature_image_alt.clone().unwrap_or_default())],
        focus: None,
    }
}

/// The words of a post made of these fields.
pub fn copy_of(fields: &Value) -> SiteCopy {
    let text = |name: &str| fields[name].as_str().unwrap_or_default().to_owned();
    SiteCopy {
        headline: text("title"),
        standfirst: text("custom_excerpt"),
        body: text("html"),
        lead: text("feature_image"),
        pictures: vec![text("feature_image_alt"), text("feature_image_caption")],
        ..SiteCopy::default()
    }
}

/// A mark of the words. Ghost makes HTML of its own from what it is sent, so the body counts by its
/// letters and how each is set ([`markdown::gist`]). `home` is an address of the site.
pub fn mark(copy: &SiteCopy, home: &str) -> String {
    let home = Url::parse(home).ok();
    // Its editor sets the main picture's caption anew, within the same words and emphasis.
    let pictures = copy.pictures.iter().map(|said| substance(said)).collect();
    SiteCopy { body: gist(&copy.body, home.as_ref()), pictures, ..copy.clone() }.mark()
}

fn gist(html: &str, home: Option<&Url>) -> String {
    markdown::gist(html, &|address| whole(address, home))
}

/// An address as Ghost tells it: what begins at the root of the site leads to the site.
fn whole(address: &str, home: Option<&Url>) -> String {
    let rooted = address.starts_with('/') && !address.starts_with("//");
    let url = home.and_then(|home| {
        let url = home.join(address).ok()?;
        (rooted || (url.origin() == home.origin() && address.contains("://"))).then_some(url)
    });
    url.map_or_else(|| address.to_owned(), Into::into)
}

fn text_or_null(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { json!(text) }
}

/// The text, if Ghost can hold it: nothing is cut off.
fn fitting<'a>(what: &str, text: &'a str, most: usize) -> Result<&'a str> {
    let characters = text.chars().count();
    if characters <= most {
        return Ok(text);
    }
    Err(Error::new(
        Code::Refused,
        format!("The {what} has {characters} characters, and Ghost takes {most} at most."),
        "Nothing was sent, and your story is safe here. Make it shorter, then publish again.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(status: &str, slug: &str) -> Post {
        Post {
            status: status.into(),
            slug: slug.into(),
            url: "https://x/p/1/".into(),
            ..Post::default()
        }
    }

    #[test]
    fn a_draft_that_bears_our_mark_is_not_handed_in_yet() {
        for (status, slug, stage) in [
            ("draft", "copydesk-01890a5dac96774bbcceb302099a8057", Stage::Draft),
            ("draft", "copydesk-01890a5dac96774bbcceb302099a8057-2", Stage::Draft),
            ("draft", "copydesk-is-here", Stage::Pending),
            ("draft", "library-reopens", Stage::Pending),
            ("scheduled", "library-reopens", Stage::Scheduled),
            ("published", "library-reopens", Stage::Public),
            ("published", "copydesk-01890a5dac96774bbcceb302099a8057", Stage::Public),
        ] {
            let remote = remote(&post(status, slug));
            assert_eq!(remote.stage, stage, "{status} {slug}");
            assert_eq!(remote.url.is_empty(), stage != Stage::Public, "no preview is a page");
        }
    }

    #[test]
    fn every_part_of_a_post_is_in_its_version() {
        let before = version(&post("draft", "a"));
        for change in [
            |post: &mut Post| post.updated_at.push('1'),
            |post: &mut Post| post.title.push('1'),
            |post: &mut Post| post.custom_excerpt = Some("1".into()),
            |post: &mut Post| post.lexical = Some("1".into()),
            |post: &mut Post| post.feature_image = Some("1".into()),
            |post: &mut Post| post.feature_image_caption = Some("1".into()),
        ] {
            let mut post = post("draft", "a");
            change(&mut post);
            assert_ne!(version(&post), before);
        }
    }

    #[test]
    fn the_gist_of_html_is_its_words_and_pictures() {
        let ours = "<p>A <em>b</em> &amp; c</p>\n<figure><img src=\"/a.jpg\" alt=\"x\"></figure>";
        let theirs = "<p>A <i>b</i>&nbsp;&#38; c</p><!--kg-card-begin: html-->\
                      <figure class=\"kg\"><img alt=\"x\" src=\"/a.jpg\"></figure>";
        assert_eq!(gist(ours, None), gist(theirs, None));
        assert_ne!(gist(ours, None), gist(&theirs.replace("a.jpg", "b.jpg"), None));
        assert_ne!(gist(ours, None), gist(&theirs.replace("\"x\"", "\"y\""), None));
        assert_ne!(gist(ours, None), gist(&theirs.replace(" c<", " d<"), None));
        let home = Url::parse("https://news.example/p/7/").ok();
        let link = |to: &str| gist(&format!("<a href=\"{to}\">b</a>"), home.as_ref());
        assert_ne!(link("/a"), link("/b"));
        assert_eq!(link("/ö"), link("https://news.example/%C3%B6"), "as Ghost writes it");
        assert_ne!(link("/a"), link("https://other.example/a"));
    }

    #[test]
    fn what_is_too_long_is_refused_and_not_cut() {
        assert_eq!(fitting("standfirst", &"é".repeat(300), 300).unwrap().chars().count(), 300);
        let error = fitting("standfirst", &"é".repeat(301), 300).unwrap_err();
        assert_eq!(error.code, Code::Refused);
        assert!(error.message.contains("301 characters"), "{error}");
    }
}
