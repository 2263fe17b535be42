//! What somebody changed on a site, as words of the story again. Pure.
//!
//! What was sent comes back to the letter: the site's text is held against what we had it show, and
//! every block that says the same is the Markdown it was made from. Only what is new or different is
//! written anew from the site's HTML.

mod base;
mod beside;
mod body;
mod compared;
mod lines;
mod matching;
mod notes;
mod pictures;
mod written;

use crate::house::House;
use crate::markdown::from_html::{self, NotCarried, fold};
use crate::merge::Wording;
use crate::picture::told::Told;
use crate::story::Story;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// What a site holds of a story now. `None` for a field that was not asked for or is not kept there.
#[derive(Debug, Clone, Copy, Default)]
pub struct Theirs<'a> {
    /// Plain text; for a site that keeps HTML in it [`from_html::plain`] makes it so.
    pub headline: Option<&'a str>,
    /// Plain text.
    pub standfirst: Option<&'a str>,
    /// As it is printed or without the house's pattern; `None` where it stands in the body.
    pub byline: Option<&'a str>,
    /// HTML: `content.raw` of WordPress, `html` of Ghost, `body_html` of an own site.
    pub body: &'a str,
    /// Footnotes that are kept beside the body: their ids and their HTML (WordPress's `footnotes`).
    pub notes: &'a [(String, String)],
    pub section: Option<&'a str>,
    pub tags: Option<&'a [String]>,
    /// Plain text, empty for none.
    pub dateline: Option<&'a str>,
    /// What it tells of pictures beside the body.
    pub told: &'a [Told],
}

/// A picture of the story as the site holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPicture {
    /// Its name in the story.
    pub name: String,
    /// The site's id for it.
    pub id: String,
    /// Where readers get it.
    pub url: String,
}

/// A picture that somebody put into the story on the site. The body names it already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AddedPicture {
    /// The name the body calls it by.
    pub name: String,
    /// Where its file is.
    pub url: String,
    /// The site's number for it, where its HTML says one.
    #[serde(skip)]
    #[ts(skip)]
    pub number: Option<String>,
}

/// What was on the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Pulled {
    /// Exactly the base's where the site says the same. The third side of a
    /// [`crate::merge::merge`]; words about added pictures are among it.
    pub wording: Wording,
    pub added: Vec<AddedPicture>,
    /// What somebody put in that Markdown, or this desk, cannot hold.
    pub not_carried: Vec<NotCarried>,
}

/// What came back from a site, as words of the story. `base` is the story as it was last sent or
/// taken over; `rendered` is the body that the site held right after that, its own form of it, and may
/// be empty if nobody kept it.
///
/// `None` if the site's body is nested so deeply that no person wrote it.
pub fn pull(
    base: &Story,
    house: &House,
    rendered: &str,
    theirs: &Theirs<'_>,
    known: &[KnownPicture],
) -> Option<Pulled> {
    let start = Wording::of(base);
    let sent = from_html::read(rendered)?;
    let held = from_html::read(theirs.body)?;
    let mut pull = Pull {
        base,
        house,
        pictures: pictures::Pictures::new(base, known),
        wording: start,
        not_carried: Vec::new(),
        dateline: None,
    };
    let before = if rendered.is_empty() { pull.lost_in_print() } else { sent.not_carried };
    pull.not_carried = gained(&before, &held.not_carried);
    pull.fields(theirs);
    let body = pull.body(&sent.blocks, held.blocks, theirs.notes);
    pull.wording.copy.body = body;
    if let Some(dateline) = pull.dateline.take() {
        pull.wording.copy.dateline = dateline;
    }
    pull.beside(theirs);
    let added = pull.added_in(&pull.wording.copy.body);
    Some(Pulled { wording: pull.wording, added, not_carried: pull.not_carried })
}

/// A pull under way.
struct Pull<'a> {
    base: &'a Story,
    house: &'a House,
    pictures: pictures::Pictures<'a>,
    wording: Wording,
    not_carried: Vec<NotCarried>,
    /// A dateline that was changed.
    dateline: Option<Option<String>>,
}

impl Pull<'_> {
    fn miss(&mut self, what: &str, words: &str) {
        self.not_carried.push(NotCarried::new(what, words));
    }

    fn fields(&mut self, theirs: &Theirs<'_>) {
        let copy = &mut self.wording.copy;
        for (field, now) in
            [(&mut copy.headline, theirs.headline), (&mut copy.standfirst, theirs.standfirst)]
        {
            if let Some(now) = now.filter(|now| !alike(now, field)) {
                now.trim().clone_into(field);
            }
        }
        if let Some(now) = theirs.byline {
            self.byline(now);
        }
        if let Some(now) = theirs.section.filter(|now| !alike(now, &self.wording.section)) {
            now.trim().clone_into(&mut self.wording.section);
        }
        if let Some(now) = theirs.tags {
            let held = &mut self.wording.copy.tags;
            let same = |one: &String, other: &String| alike(one, other);
            let unchanged = now.len() == held.iter().filter(|tag| !tag.trim().is_empty()).count()
                && now.iter().all(|tag| held.iter().any(|held| same(tag, held)));
            if !unchanged {
                let known = |tag: &String| held.iter().find(|held| same(tag, held)).cloned();
                *held = now.iter().map(|tag| known(tag).unwrap_or_else(|| tag.clone())).collect();
            }
        }
    }

    /// A byline as it is printed on the site.
    fn byline(&mut self, now: &str) {
        let was = &self.base.copy.byline;
        if alike(now, was) || alike(now, &self.house.byline_for(was)) {
            return;
        }
        self.wording.copy.byline = self.house.name_in(now);
    }
}

/// Whether two texts say the same, however a site writes its quotation marks and blanks.
fn alike(one: &str, other: &str) -> bool {
    fold(one).trim() == fold(other).trim()
}

/// What `now` has more of than `before`.
fn gained(before: &[NotCarried], now: &[NotCarried]) -> Vec<NotCarried> {
    let told = |one: &NotCarried| (one.what.clone(), fold(&one.words));
    let mut had: BTreeMap<(String, String), usize> = BTreeMap::new();
    before.iter().for_each(|one| *had.entry(told(one)).or_default() += 1);
    let new = |one: &&NotCarried| match had.get_mut(&told(one)).filter(|left| **left > 0) {
        Some(left) => {
            *left -= 1;
            false
        }
        None => true,
    };
    now.iter().filter(new).cloned().collect()
}

#[cfg(test)]
mod tests;
