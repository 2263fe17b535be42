//! After publishing: the page and its pictures are read as a reader gets them, and what the story
//! shows no more is taken off the site. Nothing here fails a delivery: the story is where it should
//! be, and what is amiss is told.

use super::attempt::{Attempt, leaving};
use super::pictures::AT_A_TIME;
use super::ready::ready;
use crate::delivery::ReadBack;
use crate::error::{Code, Error, Result};
use crate::house::House;
use crate::picture::Picture;
use crate::readback::story::{Approved, PageReport, SitePicture, Told, compare};
use crate::readback::{Expected, PictureReport, PublicPage, Reader, Seen};
use crate::site::{RemotePicture, RemoteStory, Removal, SentPicture, Site};
use crate::store::PictureFiles;
use crate::story::Story;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use url::Url;

/// What readers get of a story, as far as older files may be taken away by it.
#[derive(Default)]
pub(super) struct Readers {
    page: Option<PublicPage>,
    /// The pictures whose new file the page shows.
    there: BTreeSet<String>,
}

impl Readers {
    /// Whether nothing that readers get needs the older file any more; `now` is what is there in its
    /// place.
    fn need_no_more(&self, old: &SentPicture, now: Option<&RemotePicture>) -> bool {
        let Some(page) = &self.page else { return false };
        let url = old.remote.as_ref().map(|remote| remote.url.as_str());
        // Own sites replace a picture under its address.
        let replaced = now.is_some_and(|now| url == Some(now.url.as_str()));
        let led_to = url.is_some_and(|url| page.leads_to(url));
        (now.is_none() || self.there.contains(&old.name)) && (replaced || !led_to)
    }
}

impl Attempt<'_, '_> {
    /// What readers get of the story and of each of its pictures.
    pub(super) fn read_back(
        &self,
        site: &dyn Site,
        story: &Story,
        remote: &RemoteStory,
        pictures: &BTreeMap<String, RemotePicture>,
    ) -> (ReadBack, Readers) {
        let mut read = ReadBack::default();
        let page = site.read_back(remote).and_then(|page| {
            let at = address(remote)?;
            match self.held_against(&page, &at, story, pictures) {
                Ok(report) => {
                    report.remark().into_iter().for_each(|remark| read.remark(remark));
                    read.page = Some(report);
                }
                Err(error) => read.remark(error),
            }
            PublicPage::read(&page, &at, &mut |at| site.fetch(at))
        });
        let page = match page {
            Ok(page) => page,
            Err(error) => {
                read.pictures = leaving(story)
                    .map(|picture| PictureReport::not_checked(&picture.name, &error.message))
                    .collect();
                read.remark(error);
                return (read, Readers::default());
            }
        };
        let looking = Looking {
            site,
            page: &page,
            house: self.house(),
            files: self.files(),
            remotes: pictures,
            next: AtomicUsize::new(0),
        };
        let mut there = BTreeSet::new();
        for Seen { report, there: is_there } in looking.all(&leaving(story).collect::<Vec<_>>()) {
            there.extend(is_there.then(|| report.picture.clone()));
            read.pictures.push(report);
        }
        (read, Readers { page: Some(page), there })
    }

    /// The page's words held against what was approved.
    fn held_against(
        &self,
        page: &str,
        at: &Url,
        story: &Story,
        pictures: &BTreeMap<String, RemotePicture>,
    ) -> Result<PageReport> {
        let pictures: Vec<SitePicture> = pictures
            .iter()
            .map(|(name, remote)| SitePicture {
                name: name.clone(),
                id: remote.id.clone(),
                url: remote.url.clone(),
            })
            .collect();
        compare(page, at, &Approved { story, house: self.house(), pictures: &pictures })
    }

    /// Takes the files off the site that our own records say were sent for this story and that it
    /// shows no more: older files of a picture, and pictures taken out of it. Of a story that is
    /// public, only what its `readers` need no more: a cache may still hand out the old page.
    ///
    /// # Errors
    /// `Storage`. What the site says no to is left, and tried again after the next publication.
    pub(super) fn tidy(
        &mut self,
        site: &dyn Site,
        story: &Story,
        pictures: &BTreeMap<String, RemotePicture>,
        readers: Option<&Readers>,
        read: &mut ReadBack,
    ) -> Result<()> {
        for old in self.sent(story)? {
            let now = pictures.get(&old.name);
            if now.is_some_and(|now| now.sha256 == old.sha256) {
                continue;
            }
            if readers.is_some_and(|readers| !readers.need_no_more(&old, now)) {
                read.remark(needed(&old.name));
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

/// What the threads share that look at the pictures of a page.
struct Looking<'l> {
    site: &'l dyn Site,
    page: &'l PublicPage,
    house: &'l House,
    files: PictureFiles,
    remotes: &'l BTreeMap<String, RemotePicture>,
    /// The next picture nobody has taken.
    next: AtomicUsize,
}

impl Looking<'_> {
    /// Looks at several pictures at a time; what was seen is in their order.
    fn all(&self, pictures: &[&Picture]) -> Vec<Seen> {
        let mut seen: BTreeMap<usize, Seen> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..AT_A_TIME.min(pictures.len()))
                .map(|_| scope.spawn(|| self.work(pictures)))
                .collect();
            workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
        });
        let all = pictures.iter().enumerate();
        all.map(|(at, picture)| seen.remove(&at).unwrap_or_else(|| unlooked(picture))).collect()
    }

    fn work(&self, pictures: &[&Picture]) -> Vec<(usize, Seen)> {
        let mut fetch = |address: &str| self.site.fetch(address);
        let mut reader = Reader::new(self.page, &mut fetch);
        let mut all = Vec::new();
        loop {
            let at = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(picture) = pictures.get(at) else { return all };
            let seen = self.look(&mut reader, picture).unwrap_or_else(|error| Seen {
                report: PictureReport::not_checked(&picture.name, &error.message),
                there: false,
            });
            all.push((at, seen));
        }
    }

    /// What is to be seen of one picture. It is made ready once more rather than kept: fifty pictures
    /// at a time take much memory, and the same input gives the same bytes.
    fn look(&self, reader: &mut Reader<'_>, picture: &Picture) -> Result<Seen> {
        let remote = self.remotes.get(&picture.name).ok_or_else(|| {
            Error::new(Code::Internal, "The picture was not sent.", "Publish the story again.")
        })?;
        let sent = ready(&self.files, self.house, picture)?;
        Ok(reader.look(&Expected {
            picture,
            line: &self.house.caption_line(&picture.words),
            id: &remote.id,
            url: &remote.url,
            sent: &sent.bytes,
        }))
    }
}

/// A picture whose thread met what was not foreseen.
fn unlooked(picture: &Picture) -> Seen {
    let why = "Looking at it failed in a way that was not foreseen.";
    Seen { report: PictureReport::not_checked(&picture.name, why), there: false }
}

/// Whether the public page has the headline of that story and every paragraph. A page that cannot be read says
/// nothing.
pub fn readers_get(site: &dyn Site, there: &RemoteStory, (story, house): (&Story, &House)) -> bool {
    let report = address(there).and_then(|at| {
        compare(&site.read_back(there)?, &at, &Approved { story, house, pictures: &[] })
    });
    report.is_ok_and(|report| {
        report.headline == Told::Found && report.paragraphs_found == report.paragraphs
    })
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

fn needed(name: &str) -> Error {
    Error::new(
        Code::Refused,
        format!(
            "An older file of {name} was left on the site: readers were not yet seen to do without it."
        ),
        "A cache may hand out the old page for some minutes. Copydesk tries again the next time the \
         story is published.",
    )
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
