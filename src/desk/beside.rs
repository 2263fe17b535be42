//! What a site holds of a story beside its words: pictures that were put in there, and what no text takes
//! over.

use super::comparing::Held;
use crate::error::{Code, Error};
use crate::markdown::from_html::{NotCarried, file_path};
use crate::picture::{Focus, inspect::inspect};
use crate::pull::{KnownPicture, Pulled, Theirs};
use crate::site::{Kind, RemotePicture, Site, SiteCopy};
use crate::story::Story;

/// The files of pictures that were put in on a site, each behind the name it is given.
pub(super) type Fetched = Vec<(String, Vec<u8>)>;

/// What the site holds, for the pull.
pub(super) fn theirs(copy: &SiteCopy) -> Theirs<'_> {
    Theirs {
        headline: Some(&copy.headline),
        standfirst: Some(&copy.standfirst),
        byline: copy.byline.as_deref(),
        body: &copy.body,
        notes: &copy.notes,
        section: Some(&copy.section).filter(|section| !section.is_empty()).map(String::as_str),
        tags: Some(&copy.tags),
        dateline: copy.dateline.as_deref(),
        told: &copy.told,
    }
}

/// A picture of the story as the site holds it, for the pull.
pub(super) fn known_picture(name: &str, there: &RemotePicture) -> KnownPicture {
    KnownPicture { name: name.to_owned(), id: there.id.clone(), url: there.url.clone() }
}

/// Fetches the pictures that were put in there. One that does not come, or that cannot be opened, is left
/// out and told: it holds up no other, and no words.
pub(super) fn fetched(site: &dyn Site, pulled: &mut Pulled) -> Fetched {
    let mut files = Fetched::new();
    for added in pulled.added.clone() {
        match readable(site, &added.url) {
            Ok(bytes) => files.push((added.name, bytes)),
            Err(error) => pulled.leave_out(&added.name, &error.message),
        }
    }
    files
}

/// The picture at the address, if it can be opened.
pub(super) fn readable(site: &dyn Site, url: &str) -> Result<Vec<u8>, Error> {
    let bytes = site.fetch_whole(url)?;
    inspect(&bytes)?;
    Ok(bytes)
}

/// What was changed there that no text takes over: the file of the lead picture and, on an own site, its
/// focus, the slug and the kind of the story. Sending any text would write over it, so it is told until
/// it is the same here or somebody goes on with theirs.
pub(super) fn kept_there(held: &Held) -> Vec<NotCarried> {
    let mut kept: Vec<NotCarried> = lead(held).into_iter().collect();
    let refiled = held.there.filing != held.known.filing;
    if held.connected.address.kind == Kind::Own && refiled {
        for (field, now) in &held.copy.fields {
            let same = |story: &Story| SiteCopy::sent(story, field).is_none_or(|sent| sent == *now);
            if !same(&held.base) && !same(&held.story) {
                kept.push(NotCarried::new(format!("another {field}"), now));
            }
        }
        kept.extend(focuses(held));
    }
    kept
}

fn focuses(held: &Held) -> impl Iterator<Item = NotCarried> {
    held.copy.told.iter().filter_map(|told| {
        let known = held.pictures_there.iter().find(|known| known.id == told.id)?;
        let focus = |story: &Story| story.picture(&known.name).map(|picture| picture.focus);
        let same = |story: &Story| focus(story).is_none_or(|focus| focus == told.focus);
        let place = |focus: Focus| format!("{} from the left, {} from the top", focus.x, focus.y);
        let now = told.focus.map_or_else(|| "none".to_owned(), place);
        let what = format!("another focus of {}", known.name);
        (!same(&held.base) && !same(&held.story)).then(|| NotCarried::new(what, &now))
    })
}

/// Another file as the lead picture, or none.
fn lead(held: &Held) -> Option<NotCarried> {
    let there = held.copy.lead();
    let of = |story: &Story| -> Vec<&KnownPicture> {
        let name = story.lead().map(|lead| lead.name.clone());
        held.pictures_there.iter().filter(|known| Some(&known.name) == name.as_ref()).collect()
    };
    let shown = |story: &Story, there: &str| of(story).iter().any(|known| is_it(known, there));
    let (base, mine) = (&held.base, &held.story);
    let same = match there {
        None => base.lead().is_none() || mine.lead().is_none(),
        // Of a story that was not sent from here nobody knows which file it was.
        Some(_) if base.lead().is_some() && of(base).is_empty() => true,
        Some(there) => shown(base, there) || shown(mine, there),
    };
    if same {
        return None;
    }
    Some(match there {
        None => NotCarried::new("main picture, taken out there", ""),
        Some(id) => {
            let url = Some(held.copy.lead_url.as_str()).filter(|url| !url.is_empty());
            NotCarried::new("another main picture", url.unwrap_or(id))
        }
    })
}

fn is_it(known: &KnownPicture, there: &str) -> bool {
    let same_file = there.contains('/') && file_path(&known.url) == file_path(there);
    known.id == there || known.url == there || same_file
}

/// What is recorded as the site's version where not all of it came along: equal to none, so that it is told
/// once more before anything is written over it.
pub(super) fn in_part(version: &str) -> String {
    format!("{version} in part")
}

/// The refusal to send a text over what was changed there and cannot come along.
pub(super) fn would_be_lost(site: &str, kept: &[NotCarried]) -> Error {
    let what: Vec<String> =
        kept.iter().map(|one| format!("{} {}", one.what, one.words).trim().to_owned()).collect();
    Error::new(
        Code::Refused,
        format!(
            "Somebody changed on {site} what cannot come along, and sending would write over it: {}.",
            what.join("; ")
        ),
        "Nothing was changed, here or there. Take the text over without sending it and make the same \
         change here; or go on with your own text, and what stands there is written over.",
    )
}
