//! A story as a WordPress post: what is sent, and what is made of the answer.

use super::authors::Author;
use super::terms::unescape;
use super::wire::Post;
use super::{Wordpress, html};
use crate::error::{Code, Error, Result};
use crate::markdown::from_html::plain;
use crate::picture::Picture;
use crate::render;
use crate::render::wordpress::WpImage;
use crate::site::copy::filing;
use crate::site::{Outgoing, RemotePicture, RemoteStory, SiteCopy, Stage, article, held};
use crate::story::{Story, StoryId};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write;

impl Wordpress {
    /// Everything of the post but its status and its slug.
    pub(super) fn fields(&self, outgoing: &Outgoing<'_>, author: Option<&Author>) -> Result<Value> {
        let mut fields = text_fields(outgoing, author.is_some())?;
        let tags = outgoing.story.copy.tags.iter().map(|tag| tag.trim());
        let tags = tags.filter(|tag| !tag.is_empty()).map(|tag| self.tag(tag));
        fields["tags"] = json!(tags.collect::<Result<Vec<_>>>()?);
        let section = outgoing.story.section.trim();
        if !section.is_empty() {
            fields["categories"] = json!([self.category(section)?]);
        }
        Ok(fields)
    }
}

/// The words of the post, and its lead picture: what is known without asking the site. `named`: the
/// site prints the byline itself.
pub fn text_fields(outgoing: &Outgoing<'_>, named: bool) -> Result<Value> {
    let copy = &outgoing.story.copy;
    Ok(json!({
        "title": html(copy.headline.trim()),
        "excerpt": html(copy.standfirst.trim()),
        "content": content(outgoing, named)?,
        "featured_media": lead(outgoing)?,
    }))
}

/// The slug of a draft, by which it is found if the answer to its creation is lost; also a class
/// in the content, for WordPress empties the slug of what a contributor hands in.
pub fn marker(story: StoryId) -> String {
    format!("copydesk-{}", story.0.simple())
}

/// The post's address on the site, from now or from the day it is public.
fn address(post: &Post, story: &Story) -> String {
    let slug = story.slug_or_headline();
    match &post.permalink_template {
        Some(template) if post.status != "publish" && !slug.is_empty() => {
            template.replace("%postname%", &slug).replace("%pagename%", &slug)
        }
        _ => post.link.clone(),
    }
}

/// Where the post stands.
pub fn stage(post: &Post) -> Stage {
    match post.status.as_str() {
        "publish" => Stage::Public,
        "pending" => Stage::Pending,
        "future" => Stage::Scheduled,
        _ => Stage::Draft,
    }
}

/// Whether a post of this status is neither public nor going to be, nor in review.
pub fn is_hidden(status: &str) -> bool {
    matches!(status, "draft" | "trash" | "private")
}

/// When WordPress itself makes it public, if it is to.
pub fn moment(post: &Post) -> Option<Timestamp> {
    told(post.date_gmt.as_deref().filter(|_| stage(post) == Stage::Scheduled)?)
}

/// The post as the outbox records it.
///
/// # Errors
/// `Refused` if it lies in the site's bin.
pub fn remote(post: &Post, story: &Story, host: &str) -> Result<RemoteStory> {
    if post.status == "trash" {
        return Err(crate::site::gone(host));
    }
    Ok(RemoteStory {
        id: post.id.to_string(),
        url: address(post, story),
        version: version(post),
        stage: stage(post),
        moment: moment(post),
        words: if post.seen { copy(post).mark() } else { String::new() },
        body: post.content.raw.clone(),
        revision: None,
        filing: filing(post.categories.iter().chain(&post.tags)),
    })
}

/// A moment as WordPress tells it: in UTC, without a zone.
fn told(gmt: &str) -> Option<Timestamp> {
    Some(gmt.parse::<DateTime>().ok()?.to_zoned_datetime(TimeZone::UTC).ok()?.timestamp())
}

/// The words of the post; sections and tags are numbers there and not among them.
pub fn copy(post: &Post) -> SiteCopy {
    let notes = post.footnotes();
    let fields =
        [("HTML in the headline", &post.title.raw), ("HTML in the standfirst", &post.excerpt.raw)];
    let marked = fields.into_iter().filter(|(_, raw)| has_tags(raw));
    let lost: Vec<_> = marked.map(|(what, raw)| (what, raw.clone())).collect();
    // Whoever marks a word there, or puts a note right, is not written over unasked.
    let beside = lost.iter().map(|(_, raw)| raw.clone());
    let beside = beside.chain(notes.iter().map(|(id, words)| format!("{id}\n{words}"))).collect();
    SiteCopy {
        headline: text_of(&post.title.raw),
        standfirst: text_of(&post.excerpt.raw),
        body: post.content.raw.clone(),
        lead: post.featured_media.to_string(),
        pictures: beside,
        notes,
        lost,
        changed: post.modified_gmt.as_deref().and_then(told),
        ..SiteCopy::default()
    }
}

/// Whether a field holds HTML and not words alone: what is sent from here has no bare sign of it.
fn has_tags(raw: &str) -> bool {
    raw.contains('<')
}

/// The words of a title or an excerpt.
pub fn text_of(raw: &str) -> String {
    if has_tags(raw) { plain(raw) } else { unescape(raw) }
}

/// The words of a post made of these fields.
pub fn copy_of(fields: &Value) -> SiteCopy {
    let text = |name: &str| fields[name].as_str().unwrap_or_default();
    SiteCopy {
        headline: unescape(text("title")),
        standfirst: unescape(text("excerpt")),
        body: text("content").to_owned(),
        lead: fields["featured_media"].to_string(),
        ..SiteCopy::default()
    }
}

/// The post's version. WordPress has none: its time of change has whole seconds and its newest
/// revision does not tell of categories, so both count, and the text too.
pub fn version(post: &Post) -> String {
    let revision = post.links.predecessor.first().map_or(0, |revision| revision.id);
    let modified = post.modified_gmt.as_deref().unwrap_or_default();
    let mut hash = Sha256::new();
    hash.update(format!("{modified}\n{revision}\n{}", post.content.raw));
    hash.finalize().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The byline, the lead picture's caption and credit, and the article as blocks. WordPress prints
/// the account as the author and its themes show a featured image without its caption, so the
/// guest's name, unless a plug-in has it as the author, and the photographer's have to stand in the
/// text.
fn content(outgoing: &Outgoing<'_>, named: bool) -> Result<String> {
    let article = article(outgoing)?;
    let image = |picture: &Picture| {
        let remote = outgoing.pictures.get(&picture.name);
        WpImage {
            id: remote.and_then(|remote| media_id(remote).ok()).unwrap_or_default(),
            url: remote.map(|remote| remote.url.clone()).unwrap_or_default(),
            width: remote.map_or(picture.width, |remote| remote.width),
            height: remote.map_or(picture.height, |remote| remote.height),
        }
    };
    let body = render::wordpress::content(&article, &image);
    let mark = marker(outgoing.story.id);
    let byline = line(&format!("byline {mark}"), if named { "" } else { &article.byline });
    let lead_class = if byline.is_some() { "lead-credit" } else { &format!("lead-credit {mark}") };
    let lead = article.lead.as_ref().filter(|lead| !lead.caption.is_empty());
    let lead = lead.and_then(|lead| line(lead_class, &format!("Main picture: {}", lead.caption)));
    let blocks: Vec<String> = byline.into_iter().chain(lead).chain([body]).collect();
    Ok(blocks.join("\n\n"))
}

/// A paragraph with a class of its own; none without words.
fn line(class: &str, words: &str) -> Option<String> {
    let words = words.trim();
    (!words.is_empty()).then(|| {
        format!(
            "<!-- wp:paragraph {{\"className\":\"{class}\"}} -->\n<p class=\"{class}\">{}</p>\n\
             <!-- /wp:paragraph -->",
            html(words)
        )
    })
}

fn lead(outgoing: &Outgoing<'_>) -> Result<u64> {
    match outgoing.story.lead() {
        Some(picture) => media_id(held(outgoing, picture)?),
        None => Ok(0),
    }
}

fn media_id(remote: &RemotePicture) -> Result<u64> {
    remote.id.parse().map_err(|_| {
        Error::new(
            Code::Internal,
            format!("“{}” is no picture of a WordPress site.", remote.id),
            "Nothing was changed on the site. Send the story again.",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(fields: &Value) -> Post {
        let mut post = json!({ "id": 7, "status": "draft", "link": "https://news.example/7" });
        for (name, value) in fields.as_object().unwrap() {
            post[name] = value.clone();
        }
        serde_json::from_value(post).unwrap()
    }

    #[test]
    fn html_in_a_title_is_words_and_is_told() {
        let raw = json!({
            "title": { "raw": "The <em>Courier</em> &amp; us" },
            "excerpt": { "raw": "One &lt;b&gt; &amp; two" },
        });
        let there = copy(&post(&raw));
        assert_eq!(there.headline, "The Courier & us");
        assert_eq!(there.standfirst, "One <b> & two", "words that look like HTML are words");
        assert_eq!(there.lost, [("HTML in the headline", "The <em>Courier</em> &amp; us".into())]);
        let plain = json!({
            "title": { "raw": "The Courier &amp; us" },
            "excerpt": raw["excerpt"],
        });
        let plain = copy(&post(&plain));
        assert_eq!((plain.headline.as_str(), plain.lost.len()), ("The Courier & us", 0));
        assert_ne!(plain.mark(), there.mark(), "whoever marked a word is not written over");
    }

    #[test]
    fn footnotes_of_wordpress_are_read_and_count() {
        let held = |words: &str| {
            let notes = json!([{ "id": "u-1", "content": words }, { "id": "u-2", "content": "x" }]);
            post(&json!({
                "content": { "raw": "<p>a<sup data-fn=\"u-1\" class=\"fn\"><a href=\"#u-1\" id=\"u-1-link\">1</a></sup></p>" },
                "meta": { "footnotes": notes.to_string() },
            }))
        };
        let there = copy(&held("Of <em>2026</em>."));
        assert_eq!(there.notes, [("u-1".into(), "Of <em>2026</em>.".into())], "x is left over");
        assert_ne!(there.mark(), copy(&held("Of 2027.")).mark());
        for none in [json!([]), json!({ "footnotes": "" }), json!({ "footnotes": "rubbish" })] {
            assert!(copy(&post(&json!({ "meta": none }))).notes.is_empty());
        }
    }
}
