//! The words of a public page held against what was approved: headline, byline, every paragraph, links,
//! pictures with their lines, sign-off. What the site changed is told in plain sentences.
//!
//! What sites rewrite without changing a word (quotation marks, dashes, blanks, the markup itself) is
//! no difference; neither are words that a theme adds around the article. What it adds between the
//! article's own lines, or beside them in the element that it says to hold the text, is one.

mod added;
mod approved;
mod lines;
mod marks;
mod paragraphs;
mod pictures;
mod units;

use super::page;
use crate::error::{Code, Error, Result};
use crate::house::House;
use crate::markdown::from_html::{self, Held, Placed, Shown};
use crate::story::Story;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use units::Unit;
use url::Url;

/// What was approved, and where the site has its pictures.
#[derive(Debug, Clone, Copy)]
pub struct Approved<'a> {
    pub story: &'a Story,
    pub house: &'a House,
    pub pictures: &'a [SitePicture],
}

/// A picture of the story as the site holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SitePicture {
    /// Its name in the story.
    pub name: String,
    /// The site's id for it.
    pub id: String,
    /// Where readers get it.
    pub url: String,
}

/// Whether one line of the story is on the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Told {
    Found,
    /// Something else stands in its place.
    Changed {
        now: String,
    },
    Missing,
    /// There was nothing to show.
    Nothing,
}

/// What a difference is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    Headline,
    Standfirst,
    Byline,
    Label,
    Paragraph,
    Link,
    Picture,
    Caption,
    Credit,
    SignOff,
}

/// One thing that readers do not get as it was approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Difference {
    pub about: About,
    /// A whole sentence.
    pub what: String,
    pub approved: String,
    /// Empty for what is not there.
    pub shown: String,
}

/// A page held against what was approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PageReport {
    pub headline: Told,
    /// [`Told::Missing`] is no difference here: many sites show it on their front page only.
    pub standfirst: Told,
    pub byline: Told,
    pub sign_off: Told,
    /// Paragraphs, headings, list items, cells and notes that were approved, sign-off included.
    pub paragraphs: usize,
    /// How many of them readers get, word for word.
    pub paragraphs_found: usize,
    /// In the order of the page: first the lines above the article.
    pub differences: Vec<Difference>,
}

impl PageReport {
    /// The remark for a delivery whose page is not what was approved; `None` if it is.
    pub fn remark(&self) -> Option<Error> {
        let first = self.differences.first()?;
        let more = match self.differences.len() {
            1 => String::new(),
            2 => " One more difference is listed.".to_owned(),
            n => format!(" {} more differences are listed.", n - 1),
        };
        Some(Error::new(
            Code::Refused,
            format!("The story is public, but not quite as it was approved. {}{more}", first.what),
            "Open the page and look; the site may show a cached copy for some minutes. What is \
             approved is safe here and can be published again.",
        ))
    }
}

/// Holds the page that anonymous readers get at `address` against what was approved.
///
/// # Errors
/// `Refused` for a page so deeply nested that no browser would show it wholly either.
pub fn compare(html: &str, address: &Url, approved: &Approved<'_>) -> Result<PageReport> {
    let read = from_html::read_page(html, &page::is_hidden).ok_or_else(|| {
        Error::new(
            Code::Refused,
            "The page is too deeply nested to be read.",
            "Open it in the browser and look at the story there.",
        )
    })?;
    let parts = approved::parts(approved);
    let units = units::of_page(&read.blocks);
    let mut differences = Vec::new();
    let body = paragraphs::pair(&parts.units, &units);
    let mut page = Page {
        address,
        approved,
        blocks: &read.blocks,
        units: &units,
        body: &body,
        differences: &mut differences,
    };
    let headline = page.headline();
    let standfirst = page.standfirst();
    let byline = page.byline();
    page.label();
    let found = page.paragraphs(&parts.units);
    page.marks(&parts.units);
    page.added_links(&parts.units);
    page.added_lines(&parts.units);
    page.pictures();
    let sign_off = sign_off(&parts.units, &found);
    Ok(PageReport {
        headline,
        standfirst,
        byline,
        sign_off,
        paragraphs: parts.units.len(),
        paragraphs_found: found.iter().filter(|found| **found).count(),
        differences,
    })
}

fn sign_off(units: &[Unit], found: &[bool]) -> Told {
    let all: Vec<bool> = units
        .iter()
        .zip(found)
        .filter(|(unit, _)| unit.sign_off)
        .map(|(_, found)| *found)
        .collect();
    match (all.iter().any(|found| *found), all.iter().all(|found| *found)) {
        _ if all.is_empty() => Told::Nothing,
        (_, true) => Told::Found,
        (true, false) => Told::Changed { now: String::new() },
        (false, false) => Told::Missing,
    }
}

/// A page being held against what was approved.
struct Page<'a> {
    address: &'a Url,
    approved: &'a Approved<'a>,
    blocks: &'a [Placed],
    units: &'a [Unit],
    body: &'a [Option<paragraphs::Pair>],
    differences: &'a mut Vec<Difference>,
}

impl Page<'_> {
    fn tell(&mut self, about: About, what: String, approved: &str, shown: &str) {
        let (approved, shown) = (approved.to_owned(), shown.to_owned());
        self.differences.push(Difference { about, what, approved, shown });
    }

    /// The pictures of the page that go with the article.
    fn figures(&self) -> impl Iterator<Item = &Shown> {
        let all = self.blocks.iter().filter(|placed| !placed.aside);
        all.filter_map(|placed| match &placed.held {
            Held::Figure(shown) => Some(shown),
            _ => None,
        })
    }

    /// Whether a line of the page is one of the article's own paragraphs.
    fn is_body(&self, unit: usize) -> bool {
        self.body.iter().flatten().any(|pair| pair.same && pair.units.contains(&unit))
    }
}

/// The opening words of a text, as it is named in a sentence.
fn opening(text: &str) -> String {
    const WORDS: usize = 7;
    let words: Vec<&str> = text.split_whitespace().collect();
    let dots = if words.len() > WORDS { "…" } else { "" };
    format!("“{}{dots}”", words[..words.len().min(WORDS)].join(" "))
}

#[cfg(test)]
mod tests;
