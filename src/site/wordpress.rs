//! WordPress over its REST API with an application password.
//!
//! WordPress has no ids of the client and no preconditions. So a story is created as a draft under
//! a slug only we could have chosen, by which it is found if the answer is lost; everything after
//! that changes a known id, and doing it twice is doing it once. Whether somebody else changed the
//! post is asked before every change.

mod authors;
mod media;
mod moves;
mod post;
pub(super) mod root;
mod terms;
mod waiting;
pub(super) mod wire;

/// The stem of the file as which a picture of this story leaves for WordPress, by its name and the hash of the
/// bytes that leave.
pub use media::slug_of as file_stem;

use super::http::{Answer, Call, Home, Http};
use super::{
    Account, Credential, Outgoing, OutgoingPicture, Release, RemotePicture, RemoteStory, Removal,
    Sent, SentPicture, Site, SiteCopy, Waits, changed, gone,
};
use crate::error::{Code, Error, Result};
use crate::story::StoryId;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use root::Root;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, OnceLock};
use ureq::http::Method;
use url::Url;
use wire::{Post, User, code, value};

/// The statuses a post of ours may have; `any` would leave some out.
const STATUSES: (&str, &str) = ("status", "draft,pending,publish,future,private");
/// Has the raw texts told, not only what readers see.
const EDIT: (&str, &str) = ("context", "edit");

/// A WordPress site.
pub struct Wordpress {
    http: Http,
    /// Asked for once, at the first call.
    root: OnceLock<Root>,
    /// The authors of a plug-in that were asked for, by their names.
    authors: Mutex<KnownAuthors>,
    /// Set once the site refused a credit in a field that it told of.
    credit_refused: OnceLock<()>,
}

type KnownAuthors = BTreeMap<String, Option<authors::Author>>;
type Authors<'a> = MutexGuard<'a, KnownAuthors>;

impl Wordpress {
    /// `credential` is an application password of `user` (login name or e-mail address).
    ///
    /// # Errors
    /// `Invalid` without a user name.
    pub fn new(home: Home, user: &str, credential: &Credential) -> Result<Self> {
        if user.is_empty() {
            return Err(Error::new(
                Code::Invalid,
                "A WordPress account has a user name, and none was given.",
                "Add the user name or the e-mail address you sign in to WordPress with.",
            ));
        }
        let home = Home { url: site_of(home.url), ..home };
        let http = Http::new(home, authorization(user, credential));
        Ok(Self {
            http,
            root: OnceLock::new(),
            authors: Mutex::default(),
            credit_refused: OnceLock::new(),
        })
    }

    fn root(&self) -> Result<&Root> {
        if let Some(root) = self.root.get() {
            return Ok(root);
        }
        let root = Root::find(&self.http)?;
        Ok(self.root.get_or_init(|| root))
    }

    fn call(&self, method: Method, path: &str, query: &[(&str, &str)]) -> Result<Call<'_>> {
        Ok(self.http.call(method, self.root()?.at(path, query)))
    }

    fn get(&self, path: &str, query: &[(&str, &str)]) -> Result<Answer> {
        self.call(Method::GET, path, query)?.send()
    }

    /// The post with this id in the edit context.
    fn post(&self, id: &str) -> Result<Post> {
        let answer = self.get(&format!("posts/{id}"), &[EDIT])?;
        if is_gone(&answer) { Err(gone(&self.http.host())) } else { value(&answer) }
    }

    fn change(&self, id: &str, fields: &serde_json::Value) -> Result<Post> {
        let answer = self.put(id, fields)?;
        if is_gone(&answer) { Err(gone(&self.http.host())) } else { value(&answer) }
    }

    fn put(&self, id: &str, fields: &serde_json::Value) -> Result<Answer> {
        self.call(Method::POST, &format!("posts/{id}"), &[])?.send_json(fields)
    }

    /// Our post by its slug, or by the mark in its text where WordPress has emptied the slug.
    fn find_post(&self, story: &Outgoing<'_>) -> Result<Option<Post>> {
        let marker = post::marker(story.story.id);
        let found: Vec<Post> = value(&self.get("posts", &[("slug", &marker), STATUSES, EDIT])?)?;
        if let Some(found) = found.into_iter().next() {
            return Ok(Some(found));
        }
        let found: Vec<Post> = value(&self.get("posts", &[("search", &marker), STATUSES, EDIT])?)?;
        Ok(found.into_iter().find(|post| post.content.raw.contains(&marker)))
    }

    /// A known post, also where this account may only read it: a contributor's, once it is public.
    /// Then its words are not told: [`Post::seen`].
    fn known_post(&self, id: &str) -> Result<Post> {
        let answer = self.get(&format!("posts/{id}"), &[EDIT])?;
        if answer.status() == 403 {
            let public = self.get(&format!("posts/{id}"), &[])?;
            if public.is_success() {
                let mut post: Post = value(&public)?;
                post.seen = false;
                return Ok(post);
            }
        }
        if is_gone(&answer) { Err(gone(&self.http.host())) } else { value(&answer) }
    }

    fn remote(&self, post: &Post, story: &Outgoing<'_>) -> Result<RemoteStory> {
        post::remote(post, story.story, &self.http.host())
    }
}

impl Site for Wordpress {
    fn verify(&self) -> Result<Account> {
        let title = self.root()?.title.clone();
        let answer = self.get("users/me", &[EDIT])?;
        if code(&answer).as_deref() == Some("rest_no_route") {
            return Err(accounts_hidden(&self.http.host()));
        }
        let user: User = value(&answer)?;
        if !user.can("edit_posts") {
            return Err(Error::new(
                Code::Forbidden,
                format!("The account {} may read the site, but not write for it.", user.name),
                "Ask an editor to give the account the contributor's or the author's role.",
            ));
        }
        Ok(Account {
            role: user.roles.first().cloned().unwrap_or_default(),
            can_publish: user.can("publish_posts"),
            can_send_pictures: user.can("upload_files"),
            name: user.name,
            site_title: title,
            sections: self.sections()?,
            zone: self.root()?.zone.clone(),
            carries: false,
        })
    }

    fn find_picture(&self, picture: &OutgoingPicture<'_>) -> Result<Option<RemotePicture>> {
        let Some(found) = self.find_media(picture)? else { return Ok(None) };
        let found = self.complete(found, picture)?;
        Ok(Some(media::remote(&found, picture)))
    }

    fn send_picture(&self, picture: &OutgoingPicture<'_>, sent: Sent<'_>) -> Result<RemotePicture> {
        let item = self.upload(picture, sent)?;
        let item = self.describe(item, picture)?;
        Ok(media::remote(&item, picture))
    }

    fn find_story(
        &self,
        story: &Outgoing<'_>,
        known: Option<&RemoteStory>,
    ) -> Result<Option<RemoteStory>> {
        let post = match known {
            Some(known) => Some(self.known_post(&known.id)?),
            None => self.find_post(story)?,
        };
        post.map(|post| self.remote(&post, story)).transpose()
    }

    fn save(&self, story: &Outgoing<'_>, known: Option<&RemoteStory>) -> Result<RemoteStory> {
        let held = match known {
            Some(known) => Some(self.post(&known.id)?),
            None => self.find_post(story)?,
        };
        let author = self.author(story)?;
        let author = author.as_ref();
        let marker = post::marker(story.story.id);
        let mut fields = self.fields(story, author)?;
        let again = held.as_ref().is_some_and(|held| authors::prints_again(&fields, held, &marker));
        authors::name_author(author, held.as_ref(), again, &mut fields);
        let post = match held {
            Some(held) => {
                let now = self.remote(&held, story)?;
                let as_known = known.is_none_or(|known| now.is_as(known));
                if !as_known && now.words != post::copy_of(&fields).mark() {
                    return Err(changed(&self.http.host()));
                }
                // Before the words: no reader is to find the story without a name.
                self.set_co_author(author, &held, again)?;
                self.change(&now.id, &fields)?
            }
            None => {
                fields["status"] = json!("draft");
                fields["slug"] = json!(marker);
                let created: Post =
                    value(&self.call(Method::POST, "posts", &[])?.send_json(&fields)?)?;
                self.set_co_author(author, &created, again)?;
                created
            }
        };
        self.remote(&post, story)
    }

    fn release(
        &self,
        story: &Outgoing<'_>,
        known: &RemoteStory,
        how: Release,
    ) -> Result<RemoteStory> {
        self.release_post(story, known, how)
    }

    fn schedule(
        &self,
        story: &Outgoing<'_>,
        known: &RemoteStory,
        at: Timestamp,
    ) -> Result<RemoteStory> {
        self.schedule_post(story, known, at)
    }

    fn withdraw(&self, _story: StoryId, known: &RemoteStory) -> Result<RemoteStory> {
        self.hide_post(known)
    }

    fn mark(&self, story: &Outgoing<'_>, _known: Option<&RemoteStory>) -> Result<String> {
        let author = self.author(story)?;
        Ok(post::copy_of(&post::text_fields(story, author.is_some())?).mark())
    }

    fn copy(&self, known: &RemoteStory) -> Result<SiteCopy> {
        self.site_copy(known)
    }

    fn date(&self) -> Option<Timestamp> {
        self.http.date()
    }

    fn read_back(&self, known: &RemoteStory) -> Result<String> {
        super::http::read_page(&self.http, &known.url)
    }

    fn fetch(&self, address: &str) -> Result<Vec<u8>> {
        super::http::get_file(&self.http, address)
    }

    fn remove_picture(
        &self,
        picture: &SentPicture,
        kept: &BTreeMap<String, RemotePicture>,
    ) -> Result<Removal> {
        self.remove_media(picture, kept)
    }

    fn waits(&self) -> Option<&dyn Waits> {
        Some(self)
    }
}

/// The header that carries user and application password (RFC 7617).
pub(super) fn authorization(user: &str, credential: &Credential) -> String {
    format!("Basic {}", STANDARD.encode(format!("{user}:{}", credential.reveal())))
}

/// The site an address belongs to, where somebody pasted that of its log-in page or its API.
pub(super) fn site_of(mut url: Url) -> Url {
    let path = url.path().to_owned();
    let inner = ["/wp-admin/", "/wp-login.php/", "/wp-json/"];
    if let Some(at) = inner.iter().filter_map(|inner| path.find(inner)).min() {
        url.set_path(&path[..=at]);
    }
    url
}

/// 404 for an id we were given: deleted for good. (410: in the bin already.)
fn is_gone(answer: &Answer) -> bool {
    matches!(answer.status(), 404 | 410) && code(answer).is_some()
}

/// Text as HTML, written as WordPress itself would write it.
fn html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn accounts_hidden(host: &str) -> Error {
    Error::new(
        Code::Refused,
        format!("{host} does not tell who is signed in: a security plug-in hides its accounts."),
        "Nothing was sent. Ask whoever runs the site to allow wp/v2/users/me in its REST API for \
         people who are signed in.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_page_within_wordpress_leads_to_the_site() {
        for (pasted, site) in [
            ("https://news.example/blog/wp-admin/profile.php/", "https://news.example/blog/"),
            ("https://news.example/wp-login.php/", "https://news.example/"),
            ("https://news.example/wp-json/", "https://news.example/"),
            ("https://news.example/blog/", "https://news.example/blog/"),
        ] {
            assert_eq!(site_of(Url::parse(pasted).unwrap()).as_str(), site);
        }
    }

    #[test]
    fn without_a_user_name_there_is_no_account() {
        let home = Url::parse("https://news.example/").unwrap();
        let error = Wordpress::new(home.into(), "", &Credential::new("x")).err().unwrap();
        assert_eq!(error.code, Code::Invalid);
    }
}
