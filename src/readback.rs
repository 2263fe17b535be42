//! What became of the pictures on the public page: four lights for each. Pure; whoever asks hands in
//! the page and a way to get files.
//!
//! A light is green only for what was found with the reader's own means: the words by the picture,
//! the file as it is served. Whatever could not be looked at is *not checked*, with the reason. Words
//! that the markup or a style sheet hides are not there.

mod address;
mod file;
mod page;
pub mod story;
mod structured;
mod style;
mod visible;
mod words;

use crate::error::{Code, Error, Result};
use crate::picture::{Picture, Role};
use file::File;
use page::{Image, Page};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::rc::Rc;
use ts_rs::TS;
use url::Url;

/// What became of one thing about a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It was looked for and found.
    Survived,
    /// Something is there, but not what was sent.
    Changed,
    /// It was looked for and is not there.
    Missing,
    /// It could not be looked at, or there was nothing to look for.
    NotChecked,
}

/// One light: the outcome, and a sentence on what the site did or why nothing is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Light {
    pub outcome: Outcome,
    /// Empty only where it survived.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub note: String,
}

impl Light {
    fn survived() -> Self {
        Self { outcome: Outcome::Survived, note: String::new() }
    }

    fn changed(note: impl Into<String>) -> Self {
        Self { outcome: Outcome::Changed, note: note.into() }
    }

    fn missing(note: impl Into<String>) -> Self {
        Self { outcome: Outcome::Missing, note: note.into() }
    }

    fn not_checked(note: impl Into<String>) -> Self {
        Self { outcome: Outcome::NotChecked, note: note.into() }
    }
}

/// The four lights of one picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PictureReport {
    /// The picture's name in the story.
    pub picture: String,
    /// Caption and credit stand on the page by the picture.
    pub visible: Light,
    /// The page gives the alt text, or an empty one for decoration.
    pub alt: Light,
    /// The files as readers get them, resized copies too, say caption, credit, creator and copyright.
    pub embedded: Light,
    /// The page's structured data (schema.org `ImageObject`) say the same.
    pub structured: Light,
}

impl PictureReport {
    /// The report on a picture of which nothing could be looked at.
    pub fn not_checked(picture: &str, why: &str) -> Self {
        let light = Light::not_checked(why);
        let [visible, alt, embedded, structured] = [(); 4].map(|()| light.clone());
        Self { picture: picture.to_owned(), visible, alt, embedded, structured }
    }

    /// The lights with their names, in the order they are shown.
    pub fn lights(&self) -> [(&'static str, &Light); 4] {
        [
            ("visible", &self.visible),
            ("alt", &self.alt),
            ("embedded", &self.embedded),
            ("structured", &self.structured),
        ]
    }
}

/// What should be found of one picture.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    pub picture: &'a Picture,
    /// Caption and credit in the house format.
    pub line: &'a str,
    /// The site's id for it.
    pub id: &'a str,
    /// Where the site said that readers get it.
    pub url: &'a str,
    /// The bytes that were sent.
    pub sent: &'a [u8],
}

/// Gets a file as an anonymous reader does.
pub type Fetch<'a> = &'a mut dyn FnMut(&str) -> Result<Vec<u8>>;

/// How many pictures of a page are looked at to find one by its looks alone.
const LOOKS: usize = 12;

const SWAPPED: &str = "The picture on the page is not the one that was sent, or was cut.";
const STYLE_UNKNOWN: &str = "Caption and credit are on the page, but a style sheet of the site could not \
                             be looked at: it may hide them.";
const DROPPED: &str = "The picture is not on the page.";

/// A public page as a reader gets it, taken apart; several readers may look at it at a time.
pub struct PublicPage(Page);

impl PublicPage {
    /// `html` is what readers get at `address`; its style sheets are got with `fetch`.
    ///
    /// # Errors
    /// `Refused` for a page that no browser would show wholly either.
    pub fn read(html: &str, address: &Url, fetch: Fetch<'_>) -> Result<Self> {
        if page::is_too_deep(html) {
            return Err(Error::new(
                Code::Refused,
                "The page is too deeply nested to be read.",
                "Open it in the browser and look at the pictures there.",
            ));
        }
        Ok(Self(Page::read(html, address, fetch)))
    }

    /// Whether an image of the page leads to the file at `url` or to a resized copy of it.
    pub fn leads_to(&self, url: &str) -> bool {
        address::is_among(&self.0.images, url)
    }
}

/// A public page being read back.
pub struct Reader<'a> {
    page: &'a Page,
    fetch: Fetch<'a>,
    /// Every file got so far, by its address.
    files: BTreeMap<String, Rc<File>>,
}

/// What was seen of one picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub report: PictureReport,
    /// The page shows the very file that was sent, or what the site made of it; not an older file of
    /// the same picture.
    pub there: bool,
}

/// Whether a file shows the picture that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Shows {
    It,
    Another,
    Unknown(String),
}

impl<'a> Reader<'a> {
    pub fn new(page: &'a PublicPage, fetch: Fetch<'a>) -> Self {
        Self { page: &page.0, fetch, files: BTreeMap::new() }
    }

    /// The four lights of one picture.
    pub fn look(&mut self, expected: &Expected<'_>) -> Seen {
        match file::look(expected.sent) {
            File::Read(sent) => {
                let shown = self.shown(expected, &sent);
                let there = shown.as_ref().is_some_and(|shown| self.is_it(shown, expected, &sent));
                Seen { report: self.report(expected, &sent, shown), there }
            }
            File::Lost(why) => {
                let name = &expected.picture.name;
                Seen { report: PictureReport::not_checked(name, &why), there: false }
            }
        }
    }

    /// Whether the image found shows the file that was sent: where its address does not say so, its
    /// words do, for an older file of the picture looks the same.
    fn is_it(
        &mut self,
        (image, at): &(Image, String),
        expected: &Expected<'_>,
        sent: &file::Facts,
    ) -> bool {
        let file = self.file(at, expected.sent, sent);
        let told = address::find(std::slice::from_ref(image), expected).is_some();
        file::shows(&file, sent) == Shows::It && (told || file::says_the_same(&file, sent))
    }

    fn report(
        &mut self,
        expected: &Expected<'_>,
        sent: &file::Facts,
        shown: Option<(Image, String)>,
    ) -> PictureReport {
        let name = &expected.picture.name;
        let public = self.file(expected.url, expected.sent, sent);
        let copies: Vec<Rc<File>> = match &shown {
            Some((image, address)) => address::copies(image, address, expected.url)
                .iter()
                .map(|address| self.file(address, expected.sent, sent))
                .collect(),
            None => Vec::new(),
        };
        let seen: Vec<Shows> =
            copies.iter().chain([&public]).map(|file| file::shows(file, sent)).collect();
        let on_page = shown.as_ref().map(|(image, address)| {
            let file = self.file(address, expected.sent, sent);
            (image, file::shows(&file, sent))
        });
        let structured = structured::judge(self.page, expected);
        let embedded = file::judge(expected.picture, sent, &public, &copies);
        let (visible, alt) = match &on_page {
            Some((image, _)) => (self.visible(image, expected), visible::alt(image, expected)),
            None => (Light::missing(DROPPED), Light::missing(DROPPED)),
        };
        let mut report =
            PictureReport { picture: name.clone(), visible, alt, embedded, structured };
        if on_page.is_none() {
            report.nowhere();
        }
        let shows = on_page.map(|(_, shows)| shows);
        if seen.contains(&Shows::Another) || shows == Some(Shows::Another) {
            report.swapped();
        } else {
            report.unless_seen(shows.as_ref(), seen.contains(&Shows::It));
        }
        report
    }

    fn visible(&self, image: &Image, expected: &Expected<'_>) -> Light {
        let lead = expected.picture.role == Role::Lead;
        let credits: &[page::Near] = if lead { &self.page.lead_credits } else { &[] };
        let light = visible::judge(image, credits, expected);
        match light.outcome {
            Outcome::Survived if self.page.style_unknown => Light::not_checked(STYLE_UNKNOWN),
            _ => light,
        }
    }

    /// The image of the page that is this picture, and the address of the file it shows.
    fn shown(&mut self, expected: &Expected<'_>, sent: &file::Facts) -> Option<(Image, String)> {
        if let Some((image, at)) = address::find(&self.page.images, expected) {
            return Some((image.clone(), at));
        }
        let others: Vec<Image> = self.page.images.iter().take(LOOKS).cloned().collect();
        others.into_iter().find_map(|image| {
            let at = image.sources.first()?.clone();
            let file = self.file(&at, expected.sent, sent);
            (file::shows(&file, sent) == Shows::It).then_some((image, at))
        })
    }

    /// The file at this address, got once.
    fn file(&mut self, address: &str, bytes: &[u8], sent: &file::Facts) -> Rc<File> {
        if let Some(held) = self.files.get(address) {
            return Rc::clone(held);
        }
        let file = Rc::new(match (self.fetch)(address) {
            // The very bytes need not be opened a second time.
            Ok(got) if got == bytes => File::Read(Box::new(sent.clone())),
            Ok(got) => file::look(&got),
            Err(error) => File::Lost(error.message),
        });
        self.files.insert(address.to_owned(), Rc::clone(&file));
        file
    }
}

impl PictureReport {
    /// Nothing about another picture is a success.
    fn swapped(&mut self) {
        for light in self.all_lights() {
            *light = Light::changed(SWAPPED);
        }
    }

    /// A file and a description that no page leads to are no success.
    fn nowhere(&mut self) {
        for light in [&mut self.embedded, &mut self.structured] {
            if light.outcome == Outcome::Survived {
                *light = Light::not_checked(DROPPED);
            }
        }
    }

    /// What nobody has seen is not green: words by a picture that could not be got are words by
    /// nothing, and structured data about it describe nothing.
    fn unless_seen(&mut self, on_page: Option<&Shows>, anywhere: bool) {
        let why = match on_page {
            Some(Shows::Unknown(why)) => {
                format!("The picture on the page could not be seen: {why}")
            }
            _ => "The picture itself could not be seen.".to_owned(),
        };
        let on_page = on_page == Some(&Shows::It);
        for (light, seen) in [
            (&mut self.visible, on_page),
            (&mut self.alt, on_page),
            (&mut self.structured, on_page || anywhere),
        ] {
            if light.outcome == Outcome::Survived && !seen {
                *light = Light::not_checked(why.clone());
            }
        }
    }

    fn all_lights(&mut self) -> [&mut Light; 4] {
        [&mut self.visible, &mut self.alt, &mut self.embedded, &mut self.structured]
    }
}

#[cfg(test)]
mod tests;
