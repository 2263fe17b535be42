//! Pictures in Ghost, under a name only we could have chosen. Ghost keeps no list of them and has no
//! way to delete one: a picture is found where a post shows it, or at its public address, which
//! Ghost makes of the month and the name.

use super::wire::{Images, Posts, failure, refusal, value};
use super::{Body, Ghost};
use crate::error::{Code, Error, Result};
use crate::picture::Format;
use crate::picture::prepare::Prepared;
use crate::site::http::is_public_picture;
use crate::site::{OutgoingPicture, RemotePicture, Removal, Sent, SentPicture, media_type};
use crate::story::{StoryId, slugify};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use ureq::http::Method;
use url::Url;

/// Letters of a file name's stem that are kept.
const STEM: usize = 60;
/// The widest picture Ghost keeps, in pixels; a wider one it shrinks.
const WIDEST: u32 = 2000;
/// Every zone a site's clock may be set to is this near to UTC.
const ZONES: SignedDuration = SignedDuration::from_hours(14);
/// How long ago a picture may have been sent that no post shows yet.
const LATELY: SignedDuration = SignedDuration::from_hours(24 * 31);

impl Ghost {
    /// The picture, if a post shows it or it was sent lately.
    pub(super) fn find_image(
        &self,
        picture: &OutgoingPicture<'_>,
    ) -> Result<Option<RemotePicture>> {
        let name = file_name(picture);
        let mut addresses: Vec<String> = self.shown(&name)?.into_iter().collect();
        addresses.extend(self.places(&name)?);
        for address in addresses {
            if is_public_picture(&self.http, &address)? {
                return Ok(Some(remote(address, name, picture.prepared)));
            }
        }
        Ok(None)
    }

    /// The address by which a post, published or not, shows the file.
    fn shown(&self, name: &str) -> Result<Option<String>> {
        let filter = format!("lexical:~'{name}',feature_image:~'{name}'");
        let query =
            [("filter", filter.as_str()), ("fields", "lexical,feature_image"), ("limit", "1")];
        let found: Posts = value(&self.ask(Method::GET, "posts/", &query)?)?;
        Ok(found.posts.into_iter().find_map(|post| {
            let lead = post.feature_image.filter(|address| address.ends_with(name));
            lead.or_else(|| address_in(post.lexical.as_deref()?, name))
        }))
    }

    /// Where Ghost may have put a file it got lately, the likeliest place first.
    fn places(&self, name: &str) -> Result<Vec<String>> {
        let public = self.root()?.public.clone();
        let now = self.http.date();
        let mut places = Vec::new();
        for month in now.map(months).unwrap_or_default() {
            let place = public.join(&format!("content/images/{month}/{name}"));
            places.extend(place.map(|place| place.to_string()).ok());
        }
        Ok(places)
    }

    pub(super) fn upload(
        &self,
        picture: &OutgoingPicture<'_>,
        sent: Sent<'_>,
    ) -> Result<RemotePicture> {
        let name = file_name(picture);
        let prepared = picture.prepared;
        let file = Body::File {
            name: &name,
            media_type: media_type(prepared.format),
            bytes: &prepared.bytes,
            sent,
        };
        let answer = self.call(&Method::POST, "images/upload/", &[], &file)?;
        if answer.status() == 400 && failure(&answer).is_some() {
            return Err(Error::new(
                Code::Refused,
                answer.because("Ghost did not take the picture"),
                "Your story and the picture are safe here. Use a JPEG or PNG picture instead.",
            ));
        }
        let images: Images = value(&answer)?;
        let image = images.images.into_iter().next().ok_or_else(|| refusal(&answer))?;
        Ok(remote(image.url, name, prepared))
    }

    /// Whether a picture the story shows no more is still there for readers. Ghost has no way to
    /// take it off.
    pub(super) fn look_after(
        &self,
        picture: &SentPicture,
        kept: &BTreeMap<String, RemotePicture>,
    ) -> Result<Removal> {
        let addresses = match &picture.remote {
            Some(remote) => vec![remote.url.clone()],
            None => {
                // JPEG, PNG or WebP: how it left is not on record.
                let stem = stem_of(picture.story, &picture.name, &picture.sha256);
                let names = ["jpg", "png", "webp"].map(|extension| format!("{stem}.{extension}"));
                let places = names.iter().map(|name| self.places(name));
                places.collect::<Result<Vec<_>>>()?.concat()
            }
        };
        for address in addresses {
            if kept.values().all(|kept| kept.url != address)
                && is_public_picture(&self.http, &address)?
            {
                return Ok(Removal::Stays);
            }
        }
        Ok(Removal::Gone)
    }
}

/// The months, as `2026/11`, in which the site's clock may have been when a picture came lately.
fn months(now: Timestamp) -> Vec<String> {
    let mut months: Vec<String> = Vec::new();
    for back in [SignedDuration::ZERO, -ZONES, ZONES, -LATELY] {
        let Ok(at) = now.checked_add(back) else { continue };
        let month = at.strftime("%Y/%m").to_string();
        if !months.contains(&month) {
            months.push(month);
        }
    }
    months
}

/// The address that ends in `name` in a post's own form of its text, which is JSON.
fn address_in(lexical: &str, name: &str) -> Option<String> {
    let addresses = lexical.split('"').filter(|word| word.ends_with(name));
    addresses.filter(|word| Url::parse(word).is_ok()).map(str::to_owned).next()
}

fn remote(url: String, name: String, prepared: &Prepared) -> RemotePicture {
    let (width, height) = kept_size(prepared.width, prepared.height);
    RemotePicture { id: name, url, sha256: prepared.sha256.clone(), width, height }
}

/// A picture's size once Ghost has shrunk it.
fn kept_size(width: u32, height: u32) -> (u32, u32) {
    if width <= WIDEST {
        return (width, height);
    }
    let shrunk = (u64::from(height) * u64::from(WIDEST) + u64::from(width) / 2) / u64::from(width);
    (WIDEST, u32::try_from(shrunk).unwrap_or(height).max(1))
}

/// `copydesk-<end of the story's id>-<stem>-<start of the bytes' hash>.jpg`: the same for the same
/// bytes in the same story, and for nothing else.
fn file_name(picture: &OutgoingPicture<'_>) -> String {
    let extension = match picture.prepared.format {
        Format::Jpeg => "jpg",
        Format::Png => "png",
        Format::Webp => "webp",
        Format::Tiff => "tif",
    };
    let stem = stem_of(picture.story.id, &picture.picture.name, &picture.prepared.sha256);
    format!("{stem}.{extension}")
}

fn stem_of(story: StoryId, name: &str, sha256: &str) -> String {
    let story = story.0.simple().to_string();
    let stem = slugify(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let stem = &stem[..stem.len().min(STEM)];
    format!("copydesk-{}-{stem}-{}", &story[20..], &sha256[..16])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_is_of_its_story_and_its_bytes() {
        let id: StoryId = "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap();
        let hash = "0123456789abcdef".repeat(4);
        assert_eq!(
            stem_of(id, "Reading Room.webp", &hash),
            "copydesk-b302099a8057-reading-room-0123456789abcdef"
        );
    }

    #[test]
    fn a_month_of_every_zone_and_the_last_one_are_looked_in() {
        let months = |at: &str| months(at.parse().unwrap());
        assert_eq!(months("2026-11-30T12:00:00Z"), ["2026/11", "2026/12", "2026/10"]);
        assert_eq!(months("2027-01-01T01:00:00Z"), ["2027/01", "2026/12"]);
        assert_eq!(months("2026-11-15T12:00:00Z"), ["2026/11", "2026/10"]);
    }

    #[test]
    fn an_address_is_found_in_a_posts_own_form() {
        let lexical = r#"{"root":{"children":[{"type":"image","src":"https://cdn.example/2026/11/copydesk-a-1.jpg","alt":"copydesk-a-1.jpg"}]}}"#;
        assert_eq!(
            address_in(lexical, "copydesk-a-1.jpg").as_deref(),
            Some("https://cdn.example/2026/11/copydesk-a-1.jpg")
        );
        assert_eq!(address_in(lexical, "copydesk-a-2.jpg"), None);
    }

    #[test]
    fn a_wide_picture_is_as_large_as_ghost_makes_it() {
        assert_eq!(kept_size(1600, 1067), (1600, 1067));
        assert_eq!(kept_size(2560, 1707), (2000, 1334));
        assert_eq!(kept_size(1000, 3000), (1000, 3000));
    }
}
