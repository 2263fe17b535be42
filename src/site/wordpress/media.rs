//! Pictures in WordPress's media library, under a name only we could have chosen.

use super::terms::unescape;
use super::wire::{Media, User, code, refusal, value};
use super::{EDIT, STATUSES, Wordpress, html};
use crate::error::{Code, Error, Result};
use crate::picture::Format;
use crate::site::http::Answer;
use crate::site::{OutgoingPicture, RemotePicture, Removal, Sent, SentPicture, media_type};
use crate::story::{StoryId, slugify};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use ureq::http::Method;

/// The field in which Newspack, and Navis Media Credit before it, keep the credit of a picture
/// (`includes/class-newspack-image-credits.php` of newspack-plugin).
pub const CREDIT: &str = "_media_credit";
/// The fields of an item that hold words.
const FIELDS: [&str; 4] = ["title", "alt_text", "caption", "description"];
/// Letters of a file name's stem that are kept in the media library.
const STEM: usize = 60;
/// Bytes of words that go into an address; servers take 8 kB at the least, percent-encoded.
const LONGEST_QUERY: usize = 1_500;
/// Posts on a page of a list: the most that WordPress gives.
const LIST_PAGE: usize = 100;
/// Pages of a hundred posts that are looked through before an item counts as still in use.
const LIST_PAGES: u32 = 50;

impl Wordpress {
    pub(super) fn find_media(&self, picture: &OutgoingPicture<'_>) -> Result<Option<Media>> {
        self.media_called(&slug(picture))
    }

    fn media_called(&self, slug: &str) -> Result<Option<Media>> {
        let found: Vec<Media> = value(&self.get("media", &[("slug", slug), EDIT])?)?;
        Ok(found.into_iter().next())
    }

    /// Deletes our item for good, with its resized copies; WordPress has no bin for media. Only what
    /// bears the name we gave it, and what no text on the site shows; and only with an account that
    /// sees them all.
    pub(super) fn remove_media(
        &self,
        picture: &SentPicture,
        kept: &BTreeMap<String, RemotePicture>,
    ) -> Result<Removal> {
        let slug = slug_of(picture.story, &picture.name, &picture.sha256);
        let Some(item) = self.media_called(&slug)? else { return Ok(Removal::Gone) };
        let id = item.id.to_string();
        if kept.values().any(|kept| kept.id == id) {
            // The same bytes under another name of the story.
            return Ok(Removal::Gone);
        }
        if self.is_shown(&slug, item.id)? {
            return Ok(Removal::InUse);
        }
        if !self.sees_all()? {
            return Err(cannot_see(&self.http.host()));
        }
        let answer =
            self.call(Method::DELETE, &format!("media/{id}"), &[("force", "true")])?.send()?;
        match answer.status() {
            404 | 410 if code(&answer).is_some() => Ok(Removal::Gone),
            403 if code(&answer).is_some() => Err(may_not_remove(&self.http.host())),
            _ if answer.is_success() => Ok(Removal::Gone),
            _ => Err(refusal(&answer)),
        }
    }

    /// Whether the account is shown other people's drafts. To one that is not, a file they use looks
    /// like one that nobody uses.
    fn sees_all(&self) -> Result<bool> {
        let user: User = value(&self.get("users/me", &[EDIT])?)?;
        Ok(user.can("edit_others_posts"))
    }

    /// Whether a post or page shows the item: by its file's name, which bears ours, or as its
    /// featured image. Somebody on the site may have used it again. What cannot be looked through
    /// to the end counts as shown, for what WordPress deletes does not come back.
    fn is_shown(&self, slug: &str, id: u64) -> Result<bool> {
        // Who may not edit pages may only ask for the public ones.
        for (kind, status) in [("posts", STATUSES), ("pages", ("status", "publish"))] {
            let query = [("search", slug), status, ("per_page", "1"), ("_fields", "id")];
            let found: Vec<Value> = value(&self.get(kind, &query)?)?;
            if !found.is_empty() {
                return Ok(true);
            }
            if self.is_featured(kind, status, id)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether any post of this kind has the item as its featured image, which no query asks for.
    fn is_featured(&self, kind: &str, status: (&str, &str), id: u64) -> Result<bool> {
        any_featuring(id, |page| {
            let page = page.to_string();
            let query = [
                ("per_page", "100"),
                ("page", &page),
                // Pages that follow one another must not lose a post that moves meanwhile.
                ("orderby", "id"),
                ("order", "asc"),
                ("_fields", "featured_media"),
                status,
            ];
            match self.get(kind, &query)? {
                // The page behind the last, where the last was full.
                answer if code(&answer).as_deref() == Some("rest_post_invalid_page_number") => {
                    Ok(Vec::new())
                }
                answer => value(&answer),
            }
        })
    }

    /// Sends the bytes as they are: a raw body passes PHP's limits for forms. What is said about the
    /// picture rides in the address, where it is not too long for one.
    pub(super) fn upload(&self, picture: &OutgoingPicture<'_>, sent: Sent<'_>) -> Result<Media> {
        let slug = slug(picture);
        let extension = match picture.prepared.format {
            Format::Jpeg => "jpg",
            Format::Png => "png",
            Format::Webp => "webp",
            Format::Tiff => "tif",
        };
        let words = words(picture);
        // Without a slug WordPress would make one from the title inside the file.
        let mut query = vec![("slug", slug.as_str())];
        if fits_an_address(&words) {
            query.extend(FIELDS.map(|name| (name, said(&words, name))));
        }
        let answer = self
            .call(Method::POST, "media", &query)?
            .header("content-disposition", format!("attachment; filename=\"{slug}.{extension}\""))
            .send_file(media_type(picture.prepared.format), &picture.prepared.bytes, sent)?;
        if answer.status() == 403 && code(&answer).as_deref() == Some("rest_cannot_create") {
            return Err(may_not_send());
        }
        value(&answer)
    }

    /// Gives an item that was found what the attempt that brought it may have left out. Words that
    /// are there stay: somebody may have put them right in the media library, and words changed here
    /// change the file, which then is another item.
    pub(super) fn complete(&self, media: Media, picture: &OutgoingPicture<'_>) -> Result<Media> {
        if is_bare(&media, picture) {
            return self.describe(media, picture);
        }
        let credit = picture.picture.words.credit.trim();
        let lacks_credit = media.meta[CREDIT].as_str().unwrap_or_default().is_empty();
        if !credit.is_empty() && lacks_credit && self.keeps_credit()? {
            let told = self.tell_credit(media.id, &json!({}), credit)?;
            return Ok(told.unwrap_or(media));
        }
        Ok(media)
    }

    /// Gives the item title, alt text, caption and rights; asks nothing of the site if it has them.
    pub(super) fn describe(&self, media: Media, picture: &OutgoingPicture<'_>) -> Result<Media> {
        let wanted = words(picture);
        let held = json!({
            "title": media.title.raw,
            "alt_text": media.alt_text,
            "caption": media.caption.raw,
            "description": media.description.raw,
        });
        let credit = picture.picture.words.credit.trim();
        let held_credit = media.meta[CREDIT].as_str().unwrap_or_default();
        if self.keeps_credit()?
            && held_credit != credit
            && let Some(told) = self.tell_credit(media.id, &wanted, credit)?
        {
            return Ok(told);
        }
        if held == wanted { Ok(media) } else { value(&self.tell(media.id, &wanted)?) }
    }

    /// Sends the credit for its own field, together with these fields; `None` if the site refused.
    fn tell_credit(&self, id: u64, fields: &Value, credit: &str) -> Result<Option<Media>> {
        let mut fields = fields.clone();
        fields["meta"] = json!({ CREDIT: credit });
        let answer = self.tell(id, &fields)?;
        if code(&answer).as_deref() != Some("rest_cannot_update") {
            return value(&answer).map(Some);
        }
        // Told of, but for nobody to write over the API: a name with a line before it is
        // protected unless the plug-in says who may (`register_meta`, `auth_callback`).
        self.credit_refused.get_or_init(|| ());
        Ok(None)
    }

    fn tell(&self, id: u64, fields: &Value) -> Result<Answer> {
        self.call(Method::POST, &format!("media/{id}"), &[])?.send_json(fields)
    }

    fn keeps_credit(&self) -> Result<bool> {
        Ok(self.root()?.keeps_credit && self.credit_refused.get().is_none())
    }
}

/// Whether the words are short enough to ride in the address of the upload.
fn fits_an_address(words: &Value) -> bool {
    FIELDS.iter().map(|name| said(words, name).len()).sum::<usize>() <= LONGEST_QUERY
}

fn said<'a>(words: &'a Value, name: &str) -> &'a str {
    words[name].as_str().unwrap_or_default()
}

/// Whether the item has none of our words: they were too long to come with its bytes, and the
/// attempt ended before they followed. What WordPress itself reads from a file is its caption, as far
/// as IPTC IIM holds it, and a title.
fn is_bare(media: &Media, picture: &OutgoingPicture<'_>) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let read = plain(&unescape(&media.caption.raw));
    !fits_an_address(&words(picture))
        && media.alt_text.is_empty()
        && media.description.raw.is_empty()
        && plain(&picture.picture.words.caption).starts_with(&read)
}

/// Whether any post has the item `id` as its featured image. `posts` gives a page of at most a hundred
/// of them, counted from 1; what goes on beyond [`LIST_PAGES`] counts as having it.
fn any_featuring(id: u64, posts: impl Fn(u32) -> Result<Vec<Value>>) -> Result<bool> {
    for page in 1..=LIST_PAGES {
        let posts = posts(page)?;
        if posts.iter().any(|post| post["featured_media"] == id) {
            return Ok(true);
        }
        if posts.len() < LIST_PAGE {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The picture as the outbox records it.
pub fn remote(media: &Media, picture: &OutgoingPicture<'_>) -> RemotePicture {
    let prepared = picture.prepared;
    RemotePicture {
        id: media.id.to_string(),
        url: media.source_url.clone(),
        sha256: prepared.sha256.clone(),
        width: media.pixels("width").unwrap_or(prepared.width),
        height: media.pixels("height").unwrap_or(prepared.height),
    }
}

/// `copydesk-<end of the story's id>-<stem>-<start of the bytes' hash>`: the same for the same
/// bytes in the same story, and for nothing else.
fn slug(picture: &OutgoingPicture<'_>) -> String {
    slug_of(picture.story.id, &picture.picture.name, &picture.prepared.sha256)
}

pub fn slug_of(story: StoryId, name: &str, sha256: &str) -> String {
    let story = story.0.simple().to_string();
    let stem = slugify(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let stem = &stem[..stem.len().min(STEM)];
    format!("copydesk-{}-{stem}-{}", &story[20..], sha256.get(..8).unwrap_or_default())
}

/// The item's fields; those WordPress reads as HTML are written as such.
fn words(picture: &OutgoingPicture<'_>) -> Value {
    let words = &picture.picture.words;
    let caption = words.caption.trim();
    let title = if caption.is_empty() { picture.picture.name.as_str() } else { caption };
    // The media library has no field for rights.
    let rights = [
        ("Credit", &words.credit),
        ("Creator", &words.creator),
        ("Copyright", &words.copyright),
        ("Usage terms", &words.usage_terms),
        ("Licence", &words.web_statement),
        ("Licensor", &words.licensor),
        ("Source", &words.source),
    ];
    let rights: Vec<_> = rights
        .iter()
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(label, text)| html(&format!("{label}: {}", text.trim())))
        .collect();
    json!({
        "title": html(title),
        "alt_text": if words.decorative { "" } else { words.alt.trim() },
        "caption": html(picture.caption_line),
        "description": rights.join("\n"),
    })
}

fn may_not_remove(host: &str) -> Error {
    Error::new(
        Code::Forbidden,
        format!("The account may not delete an older file of a picture on {host}."),
        "The story shows the new one. Ask an editor to delete the old one from the media library; \
         Copydesk tries again the next time the story is published.",
    )
}

fn cannot_see(host: &str) -> Error {
    Error::new(
        Code::Forbidden,
        format!(
            "An older file of a picture was left on {host}: the account does not see other people’s \
             drafts, and one of them may use it."
        ),
        "The story shows the new one. An editor can delete the old one from the media library; with \
         an editor’s account Copydesk does so itself.",
    )
}

fn may_not_send() -> Error {
    Error::new(
        Code::Forbidden,
        "This WordPress account may not send pictures to the site.",
        "Your story and its pictures are safe here. Ask an editor to give the account the right to \
         upload files (the author's role has it), then send the story again.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::prepare::Prepared;
    use crate::picture::{Picture, Role, Words};
    use crate::story::{Story, StoryId};
    use jiff::Timestamp;

    #[test]
    fn the_name_and_the_words_of_an_item() {
        let id: StoryId = "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap();
        let story = Story::new(id, Timestamp::UNIX_EPOCH);
        let picture = Picture {
            name: "reading-room.webp".into(),
            sha256: String::new(),
            format: Format::Webp,
            width: 9,
            height: 9,
            role: Role::Lead,
            words: Words {
                caption: "Fish & chips".into(),
                credit: "Jo Smith".into(),
                web_statement: "https://terms.example/?a&b".into(),
                source: "Marlbeck Archive".into(),
                ..Words::default()
            },
            ..Picture::default()
        };
        let prepared = Prepared {
            bytes: Vec::new(),
            format: Format::Jpeg,
            width: 9,
            height: 9,
            sha256: "0123456789abcdef".repeat(4),
        };
        let outgoing = OutgoingPicture {
            story: &story,
            picture: &picture,
            prepared: &prepared,
            caption_line: "Fish & chips (Image - Jo Smith)",
        };
        assert_eq!(slug(&outgoing), "copydesk-b302099a8057-reading-room-01234567");
        let words = words(&outgoing);
        assert_eq!(words["caption"], "Fish &amp; chips (Image - Jo Smith)");
        assert_eq!(
            words["description"],
            "Credit: Jo Smith\nLicence: https://terms.example/?a&amp;b\nSource: Marlbeck Archive"
        );
        assert_eq!(words["title"], "Fish &amp; chips");
    }

    #[test]
    fn every_page_of_posts_is_looked_through_and_what_has_no_end_counts_as_shown() {
        let page = |posts: usize| vec![json!({ "featured_media": 1 }); posts];
        let asked = std::cell::Cell::new(0);
        let look = |pages: &[usize], featured_on: usize| {
            asked.set(0);
            any_featuring(7, |number| {
                asked.set(number);
                let number = number as usize;
                let mut posts = page(pages.get(number - 1).copied().unwrap_or(0));
                if number == featured_on {
                    posts[0] = json!({ "featured_media": 7 });
                }
                Ok(posts)
            })
        };
        assert!(look(&[100, 100, 4], 3).unwrap(), "the last page counts");
        assert!(!look(&[100, 100, 4], 0).unwrap());
        assert_eq!(asked.get(), 3);
        assert!(!look(&[100], 0).unwrap(), "a full page is followed by an empty one");
        assert_eq!(asked.get(), 2);
        assert!(!look(&[], 0).unwrap());
        assert!(look(&[100; 60], 0).unwrap(), "nobody looks further, so it stays");
        assert_eq!(asked.get(), LIST_PAGES);
        let lost = |_| Err(may_not_send());
        assert!(any_featuring(7, lost).is_err(), "what cannot be asked is not deleted");
    }
}
