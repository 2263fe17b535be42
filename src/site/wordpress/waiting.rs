//! Pending posts: what contributors handed in and editors may see.

use super::terms::unescape;
use super::wire::{Media, Post, User, refusal, value};
use super::{EDIT, Wordpress, post};
use crate::error::{Code, Error, Result};
use crate::site::{LeadThere, Outgoing, SiteCopy, WaitingArticle, WaitingText, Waits};
use crate::story::{StoryId, strange};
use serde_json::json;
use std::collections::BTreeMap;
use ureq::http::Method;
use uuid::Uuid;

/// What a story's mark begins with: see [`post::marker`].
const MARK: &str = "copydesk-";

impl Waits for Wordpress {
    fn waiting(&self) -> Result<Vec<WaitingArticle>> {
        let query = [("status", "pending"), ("orderby", "modified"), ("per_page", "100"), EDIT];
        let posts: Vec<Post> = value(&self.get("posts", &query)?)?;
        let mut names = BTreeMap::new();
        posts.iter().map(|post| self.listed(post, &mut names)).collect()
    }

    fn waiting_text(&self, remote: &str) -> Result<WaitingText> {
        let post = match self.post(remote) {
            // Nobody knows here whether there ever was one of that number.
            Err(error) if error.code == Code::Gone => {
                return Err(no_post(remote, &self.http.host()));
            }
            asked => asked?,
        };
        if post.status != "pending" {
            return Err(Error::new(
                Code::Refused,
                format!("The post {remote} on {} does not wait for review.", self.http.host()),
                LISTED,
            ));
        }
        let listed = self.listed(&post, &mut BTreeMap::new())?;
        let copy = self.copy_with_terms(&post)?;
        let lead = match post.featured_media {
            0 => None,
            id => self.media_item(id)?.map(|item| LeadThere {
                id: item.id.to_string(),
                url: item.source_url,
                alt: item.alt_text,
            }),
        };
        Ok(WaitingText { listed, copy, lead })
    }

    fn public_text(&self, remote: &str) -> Result<SiteCopy> {
        let mut post: Post = value(&self.get(&format!("posts/{remote}"), &[])?)?;
        for text in [&mut post.title, &mut post.excerpt, &mut post.content] {
            text.raw = std::mem::take(&mut text.rendered);
        }
        Ok(post::copy(&post))
    }
}

impl Wordpress {
    /// Makes the pictures part of the post: as long as that is not public WordPress then tells nobody
    /// what is said about them. Who knows a file's address gets the file all the same.
    pub(super) fn attach(&self, story: &Outgoing<'_>, post: &str) -> Result<()> {
        for picture in story.pictures.values() {
            let fields = json!({ "post": post.parse::<u64>().unwrap_or_default() });
            let path = format!("media/{}", picture.id);
            let answer = self.call(Method::POST, &path, &[])?.send_json(&fields)?;
            // A picture of somebody else stays as it is.
            if !answer.is_success() && !matches!(answer.status(), 403 | 404) {
                return Err(refusal(&answer));
            }
        }
        Ok(())
    }

    /// An item by its number; `None` if it is not there, or not for this account.
    pub(super) fn media_item(&self, id: u64) -> Result<Option<Media>> {
        let answer = self.get(&format!("media/{id}"), &[EDIT])?;
        if matches!(answer.status(), 403 | 404) { Ok(None) } else { value(&answer).map(Some) }
    }

    /// `names`: those of accounts that were asked for already.
    fn listed(&self, post: &Post, names: &mut BTreeMap<u64, String>) -> Result<WaitingArticle> {
        let author = match names.get(&post.author) {
            Some(name) => name.clone(),
            None => {
                // An editor is told of people without a public post in no other way.
                let number = post.author.to_string();
                let answer = self.get("users", &[("who", "authors"), ("include", &number)])?;
                // The account may be gone, or hidden by a plug-in.
                let users = answer.json::<Vec<User>>().filter(|_| answer.is_success());
                let user = users.and_then(|users| users.into_iter().next());
                let name =
                    user.map(|user| strange::name(&unescape(&user.name))).unwrap_or_default();
                names.insert(post.author, name.clone());
                name
            }
        };
        Ok(WaitingArticle {
            remote: post.id.to_string(),
            headline: strange::line(&post::text_of(&post.title.raw)),
            author,
            changed: post::copy(post).changed,
            story: story_of(post),
            version: post::version(post),
        })
    }
}

const LISTED: &str = "Nothing was changed, here or there. Ask once more what waits: `desk pull` lists it, with the number \
                      of each post.";

fn no_post(remote: &str, host: &str) -> Error {
    Error::new(Code::Gone, format!("There is no post {remote} on {host}."), LISTED)
}

/// The story a post says it is: by its slug, or by the mark in its text.
fn story_of(post: &Post) -> Option<StoryId> {
    marked(&post.slug).or_else(|| marked(&post.content.raw))
}

fn marked(text: &str) -> Option<StoryId> {
    text.match_indices(MARK).find_map(|(at, mark)| {
        let id = text[at + mark.len()..].get(..32)?;
        Uuid::try_parse(id).ok().filter(|_| !id.contains('-')).map(StoryId)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_is_the_story_whose_mark_it_bears() {
        let id: StoryId = "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap();
        let mark = post::marker(id);
        assert_eq!(marked(&mark), Some(id));
        assert_eq!(marked(&format!("<p class=\"byline {mark}\">By Jo</p>")), Some(id));
        for other in ["", "copydesk-", "copydesk-zz", "<p>copydesk-01890a5dac96é</p>"] {
            assert_eq!(marked(other), None, "{other}");
        }
    }
}
