//! A site stories are published to: what every kind of site must be able to do, and the words for
//! what it answers. One adapter per kind of site in the modules below; HTTP happens nowhere else.
//!
//! The outbox drives an adapter in this order: `verify`, then for each picture `find_picture` and,
//! only if it is not there, `send_picture`; then `find_story`, `save` (which never makes anything
//! public) and, once all is complete, `release`.

mod ghost;
mod http;
mod keepsake;
pub mod own;
pub mod wordpress;

pub use keepsake::whole_page;

use crate::error::{Code, Error, Result};
use crate::house::House;
use crate::picture::prepare::Prepared;
use crate::picture::{Format, Picture};
use crate::render::{self, Article, Part};
use crate::story::{Story, StoryId};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use ts_rs::TS;

/// The kinds of site Copydesk can publish to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "SiteKind")]
pub enum Kind {
    /// A newsroom's own site, or the practice site: `docs/site-api.yaml`.
    Own,
    /// WordPress over REST with an application password.
    Wordpress,
    /// Ghost over its Admin API with a staff access token or an integration's key.
    Ghost,
}

impl Kind {
    /// How long a site may still be at work on a request whose sender was killed. WordPress and
    /// Ghost give posts and media ids of their own: asked too early they do not have them yet, and
    /// a second copy would follow. An own site takes our ids, so there a repeat is harmless at once.
    pub fn settles_in(self) -> SignedDuration {
        match self {
            Self::Own => SignedDuration::ZERO,
            Self::Wordpress | Self::Ghost => SignedDuration::from_secs(10),
        }
    }
}

/// Where a site is and who we are there. The secret is not part of it: see `vault`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Address {
    /// The name people gave it on this computer; unique, and the key to its secret.
    pub name: String,
    pub kind: Kind,
    pub url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub user: Option<String>,
}

/// A secret: never shown, never serialised.
#[derive(Clone, PartialEq, Eq)]
pub struct Credential(String);

impl Credential {
    /// Takes the secret as the person typed it, without the white space around it.
    pub fn new(secret: &str) -> Self {
        Self(secret.trim().to_owned())
    }

    /// The secret itself, for the one header that carries it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credential(…)")
    }
}

/// What the site says about the account we signed in with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Account {
    /// The account's name as the site shows it.
    pub name: String,
    /// The role in the site's own word: editor, contributor, writer …
    pub role: String,
    /// The site's title.
    pub site_title: String,
    /// May make a story public; otherwise the story is handed in for review.
    pub can_publish: bool,
    /// May send pictures (a plain WordPress contributor may not).
    pub can_send_pictures: bool,
    /// The sections the site has, in its order.
    pub sections: Vec<String>,
}

/// A picture on its way out.
#[derive(Debug, Clone, Copy)]
pub struct OutgoingPicture<'a> {
    pub story: &'a Story,
    pub picture: &'a Picture,
    /// The bytes that leave: upright, house size, caption and credit inside.
    pub prepared: &'a Prepared,
    /// Caption and credit in the house format.
    pub caption_line: &'a str,
}

/// A picture as the site holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RemotePicture {
    /// The site's id for it.
    pub id: String,
    /// Where readers get it.
    pub url: String,
    /// SHA-256 (hex) of the bytes we sent.
    pub sha256: String,
    pub width: u32,
    pub height: u32,
}

/// A story on its way out, with the pictures the site already holds, by their name in the story.
#[derive(Debug, Clone, Copy)]
pub struct Outgoing<'a> {
    pub story: &'a Story,
    pub house: &'a House,
    pub pictures: &'a BTreeMap<String, RemotePicture>,
}

/// How far a story is on the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    Draft,
    /// Handed in, waiting for an editor.
    Pending,
    Public,
    Withdrawn,
}

/// A story as the site holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RemoteStory {
    /// The site's id for it.
    pub id: String,
    /// Its public address. While it is not public the address to be, empty where the site does
    /// not tell.
    pub url: String,
    /// The site's mark of this version; compared for equality only.
    pub version: String,
    pub stage: Stage,
}

/// What `release` does with a complete story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Release {
    /// Make it public.
    Publish,
    /// Hand it in for review.
    File,
}

/// What every kind of site can do. Every call is one round trip or a few, blocks, and never
/// follows a redirect with a credential.
pub trait Site {
    /// Who we are there and what we may do. Proves the credential.
    ///
    /// # Errors
    /// `SignIn` if the site does not know us, `NotTheApi` if it is not this kind of site.
    fn verify(&self) -> Result<Account>;

    /// The picture, if an earlier attempt already brought these bytes there.
    ///
    /// # Errors
    /// `Unreachable`, `Busy`, `SignIn`, `Forbidden`.
    fn find_picture(&self, picture: &OutgoingPicture<'_>) -> Result<Option<RemotePicture>>;

    /// Sends the bytes and what belongs to them.
    ///
    /// # Errors
    /// As above, and `Refused` where the site does not take this picture (size, kind).
    fn send_picture(&self, picture: &OutgoingPicture<'_>) -> Result<RemotePicture>;

    /// The story, if an earlier attempt already created it; asked by the name only we could have
    /// chosen, or by `known` once the site's id is recorded.
    ///
    /// # Errors
    /// `Unreachable`, `Busy`, `SignIn`, `Forbidden`.
    fn find_story(
        &self,
        story: &Outgoing<'_>,
        known: Option<&RemoteStory>,
    ) -> Result<Option<RemoteStory>>;

    /// Creates the story as a draft (`known` is `None`), or brings the words of the known one up to
    /// date without changing whether it is public.
    ///
    /// # Errors
    /// As above, and `Refused` with the site's reason.
    fn save(&self, story: &Outgoing<'_>, known: Option<&RemoteStory>) -> Result<RemoteStory>;

    /// Makes the saved story public, or hands it in. Repeating it changes nothing.
    ///
    /// # Errors
    /// As above.
    fn release(
        &self,
        story: &Outgoing<'_>,
        known: &RemoteStory,
        how: Release,
    ) -> Result<RemoteStory>;

    /// The public page as an anonymous reader gets it.
    ///
    /// # Errors
    /// `Unreachable` or `Refused` if readers do not get it.
    fn read_back(&self, known: &RemoteStory) -> Result<String>;

    /// A public file, such as a picture of the page, as an anonymous reader gets it: at most 50 MB,
    /// with nothing said about us.
    ///
    /// # Errors
    /// `Unreachable`, `Busy` or `Refused` if readers do not get it, `Invalid` if its address is not
    /// safe to ask.
    fn fetch(&self, address: &str) -> Result<Vec<u8>>;

    /// Takes away a picture we sent for a story that shows it no more. `kept` are the pictures the
    /// story shows now: what they are held as stays. Repeating it changes nothing.
    ///
    /// # Errors
    /// As above; `Forbidden` where the account may not.
    fn remove_picture(
        &self,
        picture: &SentPicture,
        kept: &BTreeMap<String, RemotePicture>,
    ) -> Result<Removal>;
}

/// A picture we sent, or were about to send: enough to find it on the site again, even where the
/// answer was lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentPicture {
    pub story: StoryId,
    /// Its name in the story.
    pub name: String,
    /// SHA-256 (hex) of the bytes.
    pub sha256: String,
    /// How the site holds it; `None` if no answer ever came.
    pub remote: Option<RemotePicture>,
}

/// What became of a picture that was to be taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    /// It is not there any more, or its place was taken by what the story shows now.
    Gone,
    /// Something else on the site shows it, so it was left.
    InUse,
    /// The site has no way to take it away: readers who know its address still get it.
    Stays,
}

/// The site at `address`, signed in to with `credential`. Nothing is asked of it yet.
///
/// # Errors
/// `Invalid` if the address is none, is not safe, or a WordPress account has no user name.
pub fn connect(address: &Address, credential: &Credential) -> Result<Box<dyn Site>> {
    let home = http::base(&address.url)?;
    match address.kind {
        Kind::Own => Ok(Box::new(own::Own::new(home, credential))),
        Kind::Wordpress => {
            let user = address.user.as_deref().unwrap_or_default().trim();
            Ok(Box::new(wordpress::Wordpress::new(home, user, credential)?))
        }
        Kind::Ghost => Ok(Box::new(ghost::Ghost::new(home, credential))),
    }
}

/// The article to print. Every picture it shows must be on the site before the story goes there.
///
/// # Errors
/// `Internal` if one is not.
fn article<'a>(outgoing: &Outgoing<'a>) -> Result<Article<'a>> {
    let article = render::article(outgoing.story, outgoing.house);
    let inline = article.parts.iter().filter_map(|part| match part {
        Part::Figure(figure) => Some(figure),
        _ => None,
    });
    for figure in inline.chain(&article.lead) {
        held(outgoing, figure.picture)?;
    }
    Ok(article)
}

fn held<'a>(story: &Outgoing<'a>, picture: &Picture) -> Result<&'a RemotePicture> {
    story.pictures.get(&picture.name).ok_or_else(|| {
        Error::new(
            Code::Internal,
            format!("The picture {} was not sent before the story.", picture.name),
            "Nothing was changed on the site. Send the story again.",
        )
    })
}

/// Somebody else changed the story on the site.
fn changed(host: &str) -> Error {
    Error::new(
        Code::Conflict,
        format!("The story was changed on {host} since it was last sent from here."),
        "Nothing was overwritten there, and your text is safe here. Look at the story on the \
         site, take over what you want to keep, then send yours again.",
    )
}

/// The story was on the site, and is not any more.
fn gone(host: &str) -> Error {
    Error::new(
        Code::Refused,
        format!("The story was deleted on {host}."),
        "It is safe here. Ask the newsroom why; they can bring it back from the site's bin. If it \
         is to appear as a new article, `desk publish --anew` makes it one.",
    )
}

fn media_type(format: Format) -> &'static str {
    match format {
        Format::Jpeg => "image/jpeg",
        Format::Png => "image/png",
        Format::Webp => "image/webp",
        Format::Tiff => "image/tiff",
    }
}
