//! The words of a story as a site holds them, and a mark by which they are known again.

use crate::markdown;
use crate::picture::told::Told;
use crate::story::Story;
use jiff::Timestamp;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The words of a story as a site holds them.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct SiteCopy {
    /// Plain text.
    pub headline: String,
    /// Plain text.
    pub standfirst: String,
    /// Plain text; `None` where the site has no field for it and it stands in the body.
    pub byline: Option<String>,
    /// HTML as the site's editor holds it.
    pub body: String,
    /// What the site has as the lead picture: its id or its address; empty or `0` without one.
    pub lead: String,
    /// What is said beside the body about pictures and in other fields, one entry for each: it counts in
    /// the [`mark`](Self::mark).
    pub pictures: Vec<String>,
    /// Where the lead picture's file is, if the site tells.
    pub lead_url: String,
    /// The pictures of which the site tells something beside the body.
    pub told: Vec<Told>,
    /// Footnotes that are kept beside the body and to which it leads: their ids and their HTML.
    pub notes: Vec<(String, String)>,
    /// Plain text, empty for none; `None` where the site has no field for it.
    pub dateline: Option<String>,
    /// Other fields that are sent, by their names, where the site has them: `slug`, `kind`.
    pub fields: Vec<(&'static str, String)>,
    /// What its other fields hold that no field here can: what it is, and its words.
    pub lost: Vec<(&'static str, String)>,
    pub section: String,
    pub tags: Vec<String>,
    /// When it was last changed there.
    pub changed: Option<Timestamp>,
}

impl SiteCopy {
    /// The id or the address of the lead picture, if the story has one there.
    pub fn lead(&self) -> Option<&str> {
        Some(self.lead.as_str()).filter(|lead| !matches!(*lead, "" | "0"))
    }

    /// What is sent of a story in one of the [`fields`](Self::fields); `None` for a name that is none.
    pub fn sent(story: &Story, field: &str) -> Option<String> {
        match field {
            "slug" => Some(story.slug_or_headline()),
            "kind" => Some(serde_json::to_value(story.kind).ok()?.as_str()?.to_owned()),
            _ => None,
        }
    }

    /// A mark of the words and pictures (SHA-256, hex). It is the same for HTML that reads the
    /// same: see [`markdown::substance`].
    pub fn mark(&self) -> String {
        let mut hash = Sha256::new();
        let byline = self.byline.as_deref().unwrap_or_default();
        let plain = [&self.headline, &self.standfirst, byline, &self.lead];
        for part in plain.into_iter().map(collapsed) {
            field(&mut hash, &part);
        }
        field(&mut hash, &markdown::substance(&self.body));
        for picture in &self.pictures {
            field(&mut hash, &collapsed(picture));
        }
        hex(hash)
    }
}

/// A mark of sections and tags, in whatever order the site tells them.
pub fn filing<T: ToString>(parts: impl IntoIterator<Item = T>) -> String {
    let mut parts: Vec<String> = parts.into_iter().map(|part| part.to_string()).collect();
    parts.sort();
    let mut hash = Sha256::new();
    parts.iter().for_each(|part| field(&mut hash, part));
    hex(hash)
}

/// One field of a mark: with its length, so that no two lists of fields make one row of bytes.
fn field(hash: &mut Sha256, text: &str) {
    hash.update(text.len().to_le_bytes());
    hash.update(text);
}

fn hex(hash: Sha256) -> String {
    hash.finalize().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(body: &str) -> String {
        SiteCopy { headline: "Bread".into(), body: body.into(), ..SiteCopy::default() }.mark()
    }

    #[test]
    fn what_reads_the_same_has_one_mark() {
        let ours = "<!-- wp:paragraph -->\n<p>Tea &amp; <em>buns</em><br />more</p>\n<!-- /wp:paragraph -->";
        for theirs in [
            "<p>Tea &#38; <i>buns</i><br>more</p>",
            "<p class=\"x\">Tea &amp;\n <em>buns</em><br/>more</p>\n",
        ] {
            assert_eq!(of(ours), of(theirs), "{theirs}");
        }
    }

    #[test]
    fn what_somebody_changed_has_another() {
        let ours = "<p>Tea and <em>buns</em> <a href=\"/a\">here</a></p><img src=\"/a/roof.jpg\">";
        for theirs in [
            "<p>Tea and <em>bun</em> <a href=\"/a\">here</a></p><img src=\"/a/roof.jpg\">",
            "<p>Tea and buns <a href=\"/a\">here</a></p><img src=\"/a/roof.jpg\">",
            "<p>Tea and <em>buns</em> <a href=\"/b\">here</a></p><img src=\"/a/roof.jpg\">",
            "<p>Tea and <em>buns</em> <a href=\"/a\">here</a></p><img src=\"/a/door.jpg\">",
            "<h2>Tea and <em>buns</em> <a href=\"/a\">here</a></h2><img src=\"/a/roof.jpg\">",
            "<p>Tea and</p><p><em>buns</em> <a href=\"/a\">here</a></p><img src=\"/a/roof.jpg\">",
            "<p>Tea and <em>buns</em> <a href=\"/a\">here</a></p>",
        ] {
            assert_ne!(of(ours), of(theirs), "{theirs}");
        }
    }

    #[test]
    fn words_do_not_slip_from_one_field_to_the_next() {
        let copy = |headline: &str, standfirst: &str| SiteCopy {
            headline: headline.into(),
            standfirst: standfirst.into(),
            ..SiteCopy::default()
        };
        assert_ne!(copy("Tea", "and buns").mark(), copy("Tea and", "buns").mark());
        assert_eq!(filing(["b", "a"]), filing(["a", "b"]));
        assert_ne!(filing(["ab"]), filing(["a", "b"]));
    }
}
