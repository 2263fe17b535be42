//! A site stories are published to: what every kind of site must be able to do, and the words for
//! what it answers. One adapter per kind of site in the modules below; HTTP happens nowhere else.
//!
//! The outbox drives an adapter in this order: `verify`, then for each picture `find_picture` and,
//! only if it is not there, `send_picture`; then `find_story`, `save` (which never makes anything
//! public) and, once all is complete, `release` or `schedule`. `withdraw` takes a story off again.

pub mod authorise;
mod carries;
mod copy;
pub mod doctor;
mod ghost;
mod http;
mod keepsake;
pub mod own;
mod refusals;
mod remote;
mod spelling;
mod waiting;
pub mod wordpress;

pub use carries::{Carries, ListedManuscript, Manuscript};
pub use copy::SiteCopy;
pub use keepsake::whole_page;
use refusals::meanwhile;
pub(crate) use refusals::{changed, gone, unseen};
pub use remote::{Asked, RemotePicture, RemoteStory, Removal, SentPicture, Stage};
pub use spelling::canonical;
pub use waiting::{LeadThere, WaitingArticle, WaitingText, Waits};

use crate::error::{Code, Error, Result};
use crate::house::House;
use crate::markdown::from_html::whole_file;
use crate::picture::inspect::inspect;
use crate::picture::prepare::Prepared;
use crate::picture::{Format, Picture};
use crate::render::{self, Article, Part};
use crate::story::{Story, StoryId};
use jiff::{SignedDuration, Timestamp};
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

    /// Whether the site itself can make a story public at a moment told beforehand. Where it
    /// cannot, this computer holds the story back and sends it then.
    pub fn schedules(self) -> bool {
        match self {
            Self::Own => false,
            Self::Wordpress | Self::Ghost => true,
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
    /// The SHA-256 of the one certificate that is trusted there, where a person confirmed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub fingerprint: Option<String>,
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
    /// The site's time zone by its IANA name or as an offset such as `+01:00`, where it tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub zone: Option<String>,
    /// The site carries stories whole between a writer and the editors: [`Carries`].
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub carries: bool,
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

/// Told how many bytes of a picture have left.
pub type Sent<'a> = &'a (dyn Fn(u32) + Sync);

/// A story on its way out, with the pictures the site already holds, by their name in the story.
#[derive(Debug, Clone, Copy)]
pub struct Outgoing<'a> {
    pub story: &'a Story,
    pub house: &'a House,
    pub pictures: &'a BTreeMap<String, RemotePicture>,
}

/// What `release` does with a complete story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Release {
    /// Make it public.
    Publish,
    /// Hand it in for review.
    File,
    /// Bring a correction to where the story is public already.
    Correct,
    /// Take it off the site.
    Withdraw,
}

impl Release {
    /// Whether it leaves the story public.
    pub fn shows(self) -> bool {
        matches!(self, Self::Publish | Self::Correct)
    }

    /// What the site is asked to make of the story.
    pub fn asks(self) -> Asked {
        match self {
            Self::Publish | Self::Correct => Asked::Public,
            Self::File => Asked::Pending,
            Self::Withdraw => Asked::Hidden,
        }
    }
}

/// What every kind of site can do. Every call is one round trip or a few, blocks, and never
/// follows a redirect with a credential.
pub trait Site: Sync {
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

    /// Sends the bytes and what belongs to them; tells `sent` how many bytes have left.
    ///
    /// # Errors
    /// As above, and `Refused` where the site does not take this picture (size, kind).
    fn send_picture(&self, picture: &OutgoingPicture<'_>, sent: Sent<'_>) -> Result<RemotePicture>;

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

    /// Makes the saved story public, or hands it in. Repeating it changes nothing. The answer is
    /// where the story stands then, and that need not be where it was to go: WordPress keeps a
    /// date to come that an editor gave the draft, and has it wait as scheduled until then. Whoever
    /// asks holds [`RemoteStory::stage`] against what was wanted.
    ///
    /// # Errors
    /// As above; `Conflict` if somebody changed the story since, `Forbidden` where the account may
    /// not see whether somebody did.
    fn release(
        &self,
        story: &Outgoing<'_>,
        known: &RemoteStory,
        how: Release,
    ) -> Result<RemoteStory>;

    /// Has the site itself make the saved story public at a moment that lies well ahead. Repeating
    /// it changes nothing. Asked only of kinds that can: [`Kind::schedules`]. The answer is where it
    /// stands then, as from [`release`](Self::release): a site that did not wait has made it public.
    ///
    /// # Errors
    /// As above.
    fn schedule(
        &self,
        story: &Outgoing<'_>,
        known: &RemoteStory,
        at: Timestamp,
    ) -> Result<RemoteStory>;

    /// Takes a story that is public, scheduled or handed in off the site: its text stays there as a
    /// draft, hidden and not in review. Repeating it changes nothing; neither does asking for one
    /// the site holds no longer.
    ///
    /// The answer is `known` with the stage `Withdrawn`, or with the stage the site left it in
    /// where it did not hide it. Its address is the public one, as read before it was hidden, where
    /// readers had it; else the one known, which may be empty.
    ///
    /// # Errors
    /// As above; `Busy` if somebody saved the story there at the same moment, never `Conflict`: it is
    /// taken off whatever it says.
    fn withdraw(&self, story: StoryId, known: &RemoteStory) -> Result<RemoteStory>;

    /// The mark of the words as [`save`](Self::save) would send them, to know them again on the
    /// site if the answer is lost. `known` is what they take the place of.
    ///
    /// # Errors
    /// `Internal` if a picture the article shows was not sent.
    fn mark(&self, story: &Outgoing<'_>, known: Option<&RemoteStory>) -> Result<String>;

    /// The words as the site holds them now.
    ///
    /// # Errors
    /// As above; `Refused` if the story was deleted there.
    fn copy(&self, known: &RemoteStory) -> Result<SiteCopy>;

    /// What the site's clock said in its last answer, to the second; `None` if it does not tell.
    fn date(&self) -> Option<Timestamp>;

    /// The public page as an anonymous reader gets it.
    ///
    /// # Errors
    /// `NotFound` if the site says that there is no such page (404, 410): readers do not get it.
    /// With every other code that is not known: `Unreachable` (no answer), `Busy` (408, 429, 5xx),
    /// `SignIn` (401) and `Forbidden` (403) where the page is not shown to just anybody, `NotTheApi`
    /// if it leads to another host, `Invalid` if `known` has no address, `Refused` for whatever
    /// else came instead.
    fn read_back(&self, known: &RemoteStory) -> Result<String>;

    /// A public file, such as a picture of the page, as an anonymous reader gets it: at most 50 MB,
    /// with nothing said about us.
    ///
    /// # Errors
    /// `Unreachable`, `Busy` or `Refused` if readers do not get it, `Invalid` if its address is not
    /// safe to ask.
    fn fetch(&self, address: &str) -> Result<Vec<u8>>;

    /// A picture that is to be kept: the whole file where the address is that of a smaller copy and
    /// the site has it.
    ///
    /// # Errors
    /// As [`Site::fetch`].
    fn fetch_whole(&self, address: &str) -> Result<Vec<u8>> {
        let whole = whole_file(address).and_then(|whole| self.fetch(&whole).ok());
        match whole.filter(|bytes| inspect(bytes).is_ok()) {
            Some(bytes) => Ok(bytes),
            None => self.fetch(address),
        }
    }

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

    /// What carries stories whole there. A site of a kind that can may still not do so:
    /// [`Account::carries`].
    fn carries(&self) -> Option<&dyn Carries> {
        None
    }

    /// What tells which articles wait there for an editor, on a kind of site that carries none whole.
    fn waits(&self) -> Option<&dyn Waits> {
        None
    }
}

/// The site at `address`, signed in to with `credential`. Nothing is asked of it yet.
///
/// # Errors
/// `Invalid` if the address is none, is not safe, or a WordPress account has no user name.
pub fn connect(address: &Address, credential: &Credential) -> Result<Box<dyn Site>> {
    let home = http::Home::of(address)?;
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

fn media_type(format: Format) -> &'static str {
    match format {
        Format::Jpeg => "image/jpeg",
        Format::Png => "image/png",
        Format::Webp => "image/webp",
        Format::Tiff => "image/tiff",
    }
}
