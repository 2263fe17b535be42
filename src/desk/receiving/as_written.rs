//! A text that was taken in from a site, as its writer wrote it. WordPress keeps what a story prints: not its
//! Markdown, not the originals of its pictures, and no byline as it was typed. Where the same story comes from
//! its writer, or goes there, both are to be one story that differs in nothing but what somebody changed.
//! Computes only.

use crate::document::rename_pictures;
use crate::house::House;
use crate::merge::{Choice, Wording, merge};
use crate::picture::told::Told;
use crate::picture::{Picture, Role, name::name_for};
use crate::pull::{KnownPicture, Pulled, Theirs, pull};
use crate::render::page::Image;
use crate::render::{self, ghost, page};
use crate::review::fingerprint;
use crate::site::wordpress::file_stem;
use crate::story::Story;
use std::collections::{BTreeMap, BTreeSet};

/// A text that was taken in from a site, found again in its writer's.
pub struct AsWritten {
    /// The writer's text that the site printed, or the one that comes nearest to what was taken in.
    pub written: Story,
    /// What was taken in, with the pictures named as the writer names them.
    taken: Story,
    /// The words of that as the writer writes them.
    told: Wording,
    /// The writer's name for each picture that came from the site.
    pub names: BTreeMap<String, String>,
}

/// Finds the first of the texts that began on a site in those of the writer. `linked`: this desk knows the story
/// to be on a site; else only a text that says the very same is it.
pub fn as_written(
    house: &House,
    taken: &[&Story],
    written: &[&Story],
    linked: bool,
) -> Option<AsWritten> {
    let first = *taken.first()?;
    let mut tried = BTreeSet::new();
    let mut nearest: Option<(usize, AsWritten)> = None;
    // Of several that are as near the latest: it was filed last.
    for one in written.iter().rev().filter(|one| tried.insert(fingerprint(one))) {
        let Some(found) = told_by(house, first, one) else { continue };
        let was = Wording::of(one);
        let changes = merge(&was, &was, &found.told).taken.len();
        if nearest.as_ref().is_none_or(|(least, _)| changes < *least) {
            nearest = Some((changes, found));
        }
        if changes == 0 {
            break;
        }
    }
    nearest.filter(|(changes, _)| linked || *changes == 0).map(|(_, found)| found)
}

/// Which of two sides has what was taken in from a site: the one with the files that a site had of the story's
/// pictures; without pictures the one whose story was begun later, for that was when it was taken in.
pub fn is_taken(one: &[&Story], other: &[&Story]) -> bool {
    let from_a_site = |story: &&Story| {
        let file = file_stem(story.id, "", "");
        let ours = file.trim_end_matches('-');
        story.pictures.iter().any(|picture| picture.name.starts_with(ours))
    };
    match (one.iter().any(from_a_site), other.iter().any(from_a_site)) {
        (true, other) => !other,
        (false, true) => false,
        (false, false) => match (one.last(), other.last()) {
            (Some(one), Some(other)) => one.created > other.created,
            _ => false,
        },
    }
}

/// What was taken in as words of the writer's text; none where something of it would be lost by that.
fn told_by(house: &House, taken: &Story, written: &Story) -> Option<AsWritten> {
    let mut names = same_pictures(taken, written);
    let Pulled { wording, added, not_carried } = pulled(house, taken, written, &names)?;
    if !not_carried.is_empty() {
        return None;
    }
    for one in added {
        names.insert(one.url.rsplit('/').next().unwrap_or_default().to_owned(), one.name);
    }
    let (written, taken) = (written.clone(), renamed(taken, &names));
    Some(AsWritten { written, taken, told: wording, names })
}

/// The pictures of the writer's that a site's files were made of: such a file bears the story, the picture's
/// name and its own hash in its name, so another one put in its place is none.
fn same_pictures(taken: &Story, written: &Story) -> BTreeMap<String, String> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for file in &taken.pictures {
        let left_as = |picture: &&Picture| {
            let stem = file_stem(written.id, &picture.name, &file.sha256);
            name_for(&stem, |_| false, file.format) == file.name
        };
        let free = |picture: &&Picture| !names.values().any(|name| *name == picture.name);
        if let Some(picture) = written.pictures.iter().filter(free).find(left_as) {
            names.insert(file.name.clone(), picture.name.clone());
        }
    }
    names
}

/// What `taken` prints, held against what `written` prints.
fn pulled(
    house: &House,
    taken: &Story,
    written: &Story,
    names: &BTreeMap<String, String>,
) -> Option<Pulled> {
    // An address that no picture of a story has as its name.
    let address = |name: &str| format!("taken/{name}");
    let image = |picture: &Picture| Image { url: address(&picture.name), width: 1, height: 1 };
    let article = render::article(taken, house);
    let known: Vec<KnownPicture> = names
        .iter()
        .map(|(file, name)| {
            let (name, id, url) = (name.clone(), file.clone(), address(file));
            KnownPicture { name, id, url }
        })
        .collect();
    let lead = article.lead.as_ref().filter(|lead| names.contains_key(&lead.picture.name));
    let told: Vec<Told> = lead
        .map(|lead| Told {
            id: lead.picture.name.clone(),
            line: Some(ghost::caption(lead)),
            texts: vec![("alt", lead.alt().to_owned())],
            ..Told::default()
        })
        .into_iter()
        .collect();
    let copy = &taken.copy;
    let theirs = Theirs {
        headline: Some(&copy.headline),
        standfirst: Some(&copy.standfirst),
        byline: Some(&house.byline_for(&copy.byline)),
        body: &page::body(&article, &image),
        section: Some(&taken.section).filter(|section| !section.is_empty()).map(String::as_str),
        tags: Some(&copy.tags),
        told: &told,
        ..Theirs::default()
    };
    pull(written, house, "", &theirs, &known)
}

fn renamed(story: &Story, names: &BTreeMap<String, String>) -> Story {
    let mut renamed = story.clone();
    for picture in &mut renamed.pictures {
        if let Some(name) = names.get(&picture.name) {
            picture.name.clone_from(name);
        }
    }
    renamed.copy.body = rename_pictures(&renamed.copy.body, names);
    renamed
}

impl AsWritten {
    /// A text that goes on from what was taken in, as one that goes on from the writer's.
    pub fn of(&self, story: &Story) -> Story {
        let Self { written, taken, told, .. } = self;
        let story = renamed(story, &self.names_in(story));
        let merged = merge(&Wording::of(taken), told, &Wording::of(&story));
        // Whoever went on changed it: what they wrote stands.
        let Wording { copy, section, mut pictures } =
            merged.settle(&vec![Choice::Theirs; merged.conflicts.len()]);
        let mut all: Vec<Picture> = Vec::new();
        for picture in &written.pictures {
            let (was, is) = (taken.picture(&picture.name), story.picture(&picture.name));
            match (was, is) {
                (Some(was), Some(is)) => all.push(gone_on(picture, was, is)),
                // What the site did not have nobody took out; another one may be the lead there.
                (None, None) if picture.role == Role::Inline || story.lead().is_none() => {
                    all.push(picture.clone());
                }
                _ => {}
            }
        }
        let there: BTreeSet<String> = all.iter().map(|picture| picture.name.clone()).collect();
        let new = |picture: &&Picture| !there.contains(&picture.name);
        all.extend(story.pictures.iter().filter(new).cloned());
        for picture in &mut all {
            if let Some(words) = pictures.remove(&picture.name) {
                picture.words = words;
            }
        }
        let (kind, slug) = (
            if story.kind == taken.kind { written.kind } else { story.kind },
            if story.slug == taken.slug { written.slug.clone() } else { story.slug.clone() },
        );
        Story { copy, section, kind, slug, pictures: all, ..story }
    }

    /// The names of the story's pictures; one that was put in since is called like none of the writer's.
    fn names_in(&self, story: &Story) -> BTreeMap<String, String> {
        let mut names = self.names.clone();
        for picture in story.pictures.iter().filter(|one| !self.names.contains_key(&one.name)) {
            let taken = |name: &str| {
                let is_it = |other: &String| other.eq_ignore_ascii_case(name);
                self.written.pictures.iter().any(|one| is_it(&one.name))
                    || names.values().any(is_it)
            };
            if taken(&picture.name) {
                let name = name_for(&picture.name, taken, picture.format);
                names.insert(picture.name.clone(), name);
            }
        }
        names
    }
}

/// The writer's picture with what was changed about the site's file of it.
fn gone_on(written: &Picture, was: &Picture, is: &Picture) -> Picture {
    let mut picture = written.clone();
    if is.sha256 != was.sha256 {
        return is.clone();
    }
    if is.role != was.role {
        picture.role = is.role;
    }
    if is.focus != was.focus {
        picture.focus = is.focus;
    }
    if is.crop != was.crop {
        picture.crop = is.crop;
    }
    picture
}
