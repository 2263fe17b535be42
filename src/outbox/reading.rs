//! After publishing: the page and its pictures are read as a reader gets them, and what the story
//! shows no more is taken off the site. Nothing here fails a delivery: the story is where it should
//! be, and what is amiss is told.

use super::attempt::{Attempt, leaving};
use crate::delivery::ReadBack;
use crate::error::{Code, Error, Result};
use crate::picture::Picture;
use crate::readback::{Expected, PictureReport, Reader};
use crate::site::{RemotePicture, RemoteStory, Removal, Site};
use crate::story::Story;
use std::collections::BTreeMap;
use url::Url;

impl Attempt<'_, '_> {
    /// What readers get of the story and of each of its pictures.
    pub(super) fn read_back(
        &self,
        site: &dyn Site,
        story: &Story,
        remote: &RemoteStory,
        pictures: &BTreeMap<String, RemotePicture>,
    ) -> ReadBack {
        let mut read = ReadBack::default();
        let mut fetch = |address: &str| site.fetch(address);
        let reader = site.read_back(remote).and_then(|page| {
            if let Err(error) = shown(&page, story) {
                read.remark(error);
            }
            Reader::new(&page, &address(remote)?, &mut fetch)
        });
        let mut reader = match reader {
            Ok(reader) => reader,
            Err(error) => {
                read.pictures = leaving(story)
                    .map(|picture| PictureReport::not_checked(&picture.name, &error.message))
                    .collect();
                read.remark(error);
                return read;
            }
        };
        for picture in leaving(story) {
            let report = self
                .report(&mut reader, picture, pictures)
                .unwrap_or_else(|error| PictureReport::not_checked(&picture.name, &error.message));
            read.pictures.push(report);
        }
        read
    }

    /// The lights of one picture. It is made ready once more rather than kept: fifty pictures at a
    /// time take much memory, and the same input gives the same bytes.
    fn report(
        &self,
        reader: &mut Reader<'_>,
        picture: &Picture,
        pictures: &BTreeMap<String, RemotePicture>,
    ) -> Result<PictureReport> {
        let remote = pictures.get(&picture.name).ok_or_else(|| {
            Error::new(Code::Internal, "The picture was not sent.", "Publish the story again.")
        })?;
        let sent = self.prepared(picture)?;
        Ok(reader.report(&Expected {
            picture,
            line: &self.house().caption_line(&picture.words),
            id: &remote.id,
            url: &remote.url,
            sent: &sent.bytes,
        }))
    }

    /// Takes the files off the site that our own records say were sent for this story and that it
    /// shows no more: older files of a picture, and pictures taken out of it.
    ///
    /// # Errors
    /// `Storage`. What the site says no to is left, and tried again after the next publication.
    pub(super) fn tidy(
        &mut self,
        site: &dyn Site,
        story: &Story,
        pictures: &BTreeMap<String, RemotePicture>,
        read: &mut ReadBack,
    ) -> Result<()> {
        for old in self.sent(story)? {
            if pictures.get(&old.name).is_some_and(|now| now.sha256 == old.sha256) {
                continue;
            }
            match site.remove_picture(&old, pictures) {
                Ok(Removal::Gone) => self.forget(&old)?,
                Ok(Removal::InUse) => read.remark(left(&old.name)),
                Ok(Removal::Stays) => {
                    // Told once: asking again would change nothing.
                    read.remark(stays(&old.name));
                    self.forget(&old)?;
                }
                Err(error) => read.remark(error),
            }
        }
        Ok(())
    }
}

fn address(remote: &RemoteStory) -> Result<Url> {
    Url::parse(&remote.url).map_err(|_| {
        Error::new(
            Code::Refused,
            "The site does not tell the address of the page.",
            "The story is on the site. Open it there and look at its page.",
        )
    })
}

fn left(name: &str) -> Error {
    Error::new(
        Code::Refused,
        format!(
            "An older file of {name} is still shown elsewhere on the site, so it was left there."
        ),
        "Look on the site where it is used; Copydesk tries again the next time the story is \
         published.",
    )
}

fn stays(name: &str) -> Error {
    Error::new(
        Code::Refused,
        format!(
            "The story shows an older file of {name} no more, but the site cannot delete pictures: \
             who knows its address still gets it."
        ),
        "If it must go, as after a takedown, ask whoever runs the site to delete the file.",
    )
}

/// Whether readers get the headline on the page.
fn shown(page: &str, story: &Story) -> Result<()> {
    let words = |text: &str| -> String {
        text.chars().filter(|c| c.is_ascii_alphanumeric()).collect::<String>().to_lowercase()
    };
    // Sites turn quotes and dashes into entities and smart ones: letters and digits are compared.
    let plain = words(&page.replace("&amp;", "").replace("&#8217;", "").replace("&rsquo;", ""));
    if plain.contains(&words(&story.copy.headline)) {
        return Ok(());
    }
    Err(Error::new(
        Code::Refused,
        "The site says the story is public, but its page does not show the headline.",
        "Open the page and look; the site may show a cached copy for some minutes.",
    ))
}
