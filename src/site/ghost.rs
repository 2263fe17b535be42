//! Ghost over its Admin API, with the staff access token of a person or the key of an integration.
//!
//! Ghost has no ids of the client. So a story is created as a draft with a mark only we could have
//! chosen, in its slug and in its head, by which it is found if the answer is lost; everything after
//! that changes a known id, and doing it twice is doing it once. A change names the moment of the last one, and Ghost refuses it
//! if somebody else changed the post since.

mod image;
pub(super) mod key;
mod mailed;
mod moves;
mod post;
pub(super) mod root;
mod tags;
pub(super) mod wire;

use super::http::{Answer, Home, Http};
use super::{
    Account, Credential, Outgoing, OutgoingPicture, Release, RemotePicture, RemoteStory, Removal,
    Sent, SentPicture, Site, SiteCopy, changed,
};
use crate::error::{Error, Result};
use crate::story::StoryId;
use jiff::Timestamp;
use key::Key;
use root::Root;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::OnceLock;
use ureq::http::Method;
use url::Url;
use wire::{Post, Posts, Settings, User, Users, failure, value};

/// The API this is written for; Ghost 5 and 6 both speak it.
const API: (&str, &str) = ("accept-version", "v5.0");
/// Has both forms of the text told.
const BOTH: (&str, &str) = ("formats", "html,lexical");
/// Says that the text is sent as HTML.
const FROM_HTML: (&str, &str) = ("source", "html");
/// Has Ghost keep what the post said before.
const KEEPING: (&str, &str) = ("save_revision", "1");

/// A Ghost site.
pub struct Ghost {
    http: Http,
    secret: Credential,
    /// Asked for once, at the first call.
    root: OnceLock<Root>,
    /// Whose the key is; none for an integration's.
    me: OnceLock<Option<User>>,
}

/// What a call carries.
enum Body<'a> {
    Nothing,
    Json(&'a Value),
    /// A form with one file in it.
    File {
        name: &'a str,
        media_type: &'a str,
        bytes: &'a [u8],
        sent: Sent<'a>,
    },
}

impl Ghost {
    /// `credential` is a staff access token or an integration's Admin API key.
    pub fn new(home: Home, credential: &Credential) -> Self {
        let home = Home { url: site_of(home.url), ..home };
        Self {
            http: Http::new(home, String::new()),
            secret: credential.clone(),
            root: OnceLock::new(),
            me: OnceLock::new(),
        }
    }

    fn root(&self) -> Result<&Root> {
        if let Some(root) = self.root.get() {
            return Ok(root);
        }
        let root = Root::find(&self.http)?;
        Ok(self.root.get_or_init(|| root))
    }

    fn ask(&self, method: Method, path: &str, query: &[(&str, &str)]) -> Result<Answer> {
        self.call(&method, path, query, &Body::Nothing)
    }

    /// One signed call. A token holds for minutes only, by the site's clock; where that has run on
    /// more than we know, the clock is looked at and the call, of which nothing was done, is made
    /// again.
    fn call(
        &self,
        method: &Method,
        path: &str,
        query: &[(&str, &str)],
        body: &Body<'_>,
    ) -> Result<Answer> {
        self.root()?;
        let key = Key::parse(self.secret.reveal())?;
        let answer = self.once(&key, method, path, query, body)?;
        if answer.status() != 401 || failure(&answer).as_deref() != Some("INVALID_JWT") {
            return Ok(answer);
        }
        Root::find(&self.http)?;
        self.once(&key, method, path, query, body)
    }

    fn once(
        &self,
        key: &Key,
        method: &Method,
        path: &str,
        query: &[(&str, &str)],
        body: &Body<'_>,
    ) -> Result<Answer> {
        let url = root::at(&self.http, path, query);
        let call = self.http.call(method.clone(), url).header(API.0, API.1);
        let call =
            call.authorized(key.authorization(self.http.date().map_or(0, Timestamp::as_second)));
        match body {
            Body::Nothing => call.send(),
            Body::Json(value) => call.send_json(value),
            Body::File { name, media_type, bytes, sent } => {
                call.send_form(name, media_type, bytes, sent)
            }
        }
    }

    /// Whose the key is; `None` for an integration's, which is nobody's.
    fn me(&self) -> Result<Option<&User>> {
        if let Some(me) = self.me.get() {
            return Ok(me.as_ref());
        }
        let answer = self.ask(Method::GET, "users/me/", &[("include", "roles")])?;
        let me =
            if is_gone(&answer) { None } else { value::<Users>(&answer)?.users.into_iter().next() };
        Ok(self.me.get_or_init(|| me).as_ref())
    }

    /// The site's time zone by its name; none where Ghost keeps it to itself.
    fn zone(&self) -> Result<Option<String>> {
        let answer = self.ask(Method::GET, wire::SETTINGS, &[])?;
        let told = answer.json::<Settings>().filter(|_| answer.is_success());
        Ok(told.and_then(Settings::zone))
    }

    fn post(&self, id: &str) -> Result<Post> {
        let answer = self.ask(Method::GET, &format!("posts/{id}/"), &[BOTH])?;
        if is_gone(&answer) { Err(self.gone()) } else { only(&answer) }
    }

    /// Why a post we were told of is not there: it was deleted, or the account was suspended.
    fn gone(&self) -> Error {
        self.deleted(wire::gone(&self.http.host())).unwrap_or_else(|suspended| suspended)
    }

    /// This, where a post that is not there was surely deleted: to whom it suspended Ghost says so of all.
    fn deleted<T>(&self, then: T) -> Result<T> {
        self.sections().map(|_| then)
    }

    /// Our post by its slug while it is a draft, or by the mark in its head, which it keeps: so a
    /// second desk finds what the first one published.
    fn find_post(&self, story: &Outgoing<'_>) -> Result<Option<Post>> {
        let marker = post::marker(story.story.id);
        let filter = format!("slug:'{marker}',codeinjection_head:~'{marker}'");
        let answer = self.ask(Method::GET, "posts/", &[("filter", &filter), BOTH])?;
        Ok(value::<Posts>(&answer)?.posts.into_iter().next())
    }

    /// Changes these fields of a post that stands as `held` does.
    fn change(&self, held: &Post, fields: Value) -> Result<Post> {
        let answer = self.put(held, fields)?;
        match answer.status() {
            409 => Err(changed(&self.http.host())),
            _ if is_gone(&answer) => Err(self.gone()),
            _ => only(&answer),
        }
    }

    fn put(&self, held: &Post, mut fields: Value) -> Result<Answer> {
        fields["updated_at"] = json!(held.updated_at);
        let body = json!({ "posts": [fields] });
        let path = format!("posts/{}/", held.id);
        self.call(&Method::PUT, &path, &[FROM_HTML, BOTH, KEEPING], &Body::Json(&body))
    }

    /// The mark of the words of a post made of these fields.
    fn mark_of(&self, fields: &Value) -> Result<String> {
        Ok(post::mark(&post::copy_of(fields), self.root()?.public.as_str()))
    }

    fn create(&self, mut fields: Value, story: &Outgoing<'_>) -> Result<Post> {
        fields["status"] = json!("draft");
        let marker = post::marker(story.story.id);
        fields["codeinjection_head"] = json!(post::head(&marker));
        fields["slug"] = json!(marker);
        if let Some(me) = self.me()? {
            // Without this Ghost refuses what an author or a contributor writes.
            fields["authors"] = json!([{ "id": me.id }]);
        }
        let body = json!({ "posts": [fields] });
        only(&self.call(&Method::POST, "posts/", &[FROM_HTML, BOTH], &Body::Json(&body))?)
    }
}

impl Site for Ghost {
    fn verify(&self) -> Result<Account> {
        let title = self.root()?.title.clone();
        let sections = self.sections();
        let (name, role) = match self.me()? {
            Some(me) => (me.name.clone(), role(me)),
            None => ("Integration".to_owned(), "Integration".to_owned()),
        };
        Ok(Account {
            can_publish: role != CONTRIBUTOR,
            can_send_pictures: true,
            site_title: title,
            sections: sections?,
            name,
            role,
            zone: self.zone()?,
            carries: false,
        })
    }

    fn find_picture(&self, picture: &OutgoingPicture<'_>) -> Result<Option<RemotePicture>> {
        self.find_image(picture)
    }

    fn send_picture(&self, picture: &OutgoingPicture<'_>, sent: Sent<'_>) -> Result<RemotePicture> {
        self.upload(picture, sent)
    }

    fn find_story(
        &self,
        story: &Outgoing<'_>,
        known: Option<&RemoteStory>,
    ) -> Result<Option<RemoteStory>> {
        let post = match known {
            Some(known) => Some(self.post(&known.id)?),
            None => self.find_post(story)?,
        };
        Ok(post.map(|post| post::remote(&post)))
    }

    fn save(&self, story: &Outgoing<'_>, known: Option<&RemoteStory>) -> Result<RemoteStory> {
        let held = match known {
            Some(known) => Some(self.post(&known.id)?),
            None => self.find_post(story)?,
        };
        let fields = self.fields(story, held.as_ref())?;
        let post = match held {
            Some(held) => {
                let now = post::remote(&held);
                let as_known = known.is_none_or(|known| now.is_as(known));
                if !as_known && now.words != self.mark_of(&fields)? {
                    return Err(changed(&self.http.host()));
                }
                self.change(&held, fields)?
            }
            None => self.create(fields, story)?,
        };
        Ok(post::remote(&post))
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

    fn withdraw(&self, story: StoryId, known: &RemoteStory) -> Result<RemoteStory> {
        self.hide_post(story, known)
    }

    fn mark(&self, story: &Outgoing<'_>, known: Option<&RemoteStory>) -> Result<String> {
        let there = known.map(|known| self.post(&known.id)).transpose()?;
        self.mark_of(&self.fields(story, there.as_ref())?)
    }

    fn copy(&self, known: &RemoteStory) -> Result<SiteCopy> {
        Ok(post::copy(&self.post(&known.id)?))
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
        self.look_after(picture, kept)
    }
}

/// The one role whose drafts an editor publishes.
pub(super) const CONTRIBUTOR: &str = "Contributor";

pub(super) fn role(user: &User) -> String {
    user.roles.first().map(|role| role.name.clone()).unwrap_or_default()
}

/// The one post of an answer.
fn only(answer: &Answer) -> Result<Post> {
    let posts: Posts = value(answer)?;
    posts.posts.into_iter().next().ok_or_else(|| answer.not_the_api())
}

/// 404 for something we were told of. A page that says 404 is no answer of the API.
fn is_gone(answer: &Answer) -> bool {
    answer.status() == 404 && failure(answer).is_some()
}

/// The site an address belongs to, where somebody pasted that of its settings.
pub(super) fn site_of(mut url: Url) -> Url {
    if let Some(at) = url.path().find("/ghost/") {
        let path = url.path()[..=at].to_owned();
        url.set_path(&path);
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_the_settings_leads_to_the_site() {
        for (pasted, site) in [
            ("https://news.example/ghost/", "https://news.example/"),
            ("https://news.example/blog/ghost/settings/", "https://news.example/blog/"),
            ("https://news.example/ghosts/", "https://news.example/ghosts/"),
            ("https://ghost.example/blog/", "https://ghost.example/blog/"),
        ] {
            assert_eq!(site_of(Url::parse(pasted).unwrap()).as_str(), site);
        }
    }
}
