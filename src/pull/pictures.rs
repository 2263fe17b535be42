//! Which picture of the story a page shows, and what it says of it.

use super::{AddedPicture, KnownPicture, Pull, alike, lines};
use crate::markdown::from_html::Bit;
use crate::markdown::from_html::{Shown, plain_line};
use crate::picture::{Format, Words, name::name_for};
use crate::story::Story;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// The pictures of the story and those that a site has besides.
pub struct Pictures<'a> {
    story: &'a Story,
    known: &'a [KnownPicture],
    added: RefCell<Vec<AddedPicture>>,
    /// Those whose words were read: a picture shown twice has them once.
    seen: BTreeSet<String>,
}

impl<'a> Pictures<'a> {
    pub fn new(story: &'a Story, known: &'a [KnownPicture]) -> Self {
        Self { story, known, added: RefCell::default(), seen: BTreeSet::new() }
    }

    pub fn added(&self) -> Vec<AddedPicture> {
        self.added.borrow().clone()
    }

    /// Where the site has the picture of that name.
    pub fn address(&self, name: &str) -> Option<String> {
        self.known.iter().find(|known| known.name == name).map(|known| known.url.clone())
    }

    /// The name a picture of the site has in the story; one that the story does not have is given
    /// one.
    pub fn name(&self, shown: &Shown) -> String {
        if let Some(known) = find(self.known, shown) {
            return known.name.clone();
        }
        let url = shown.addresses.first().cloned().unwrap_or_default();
        if self.story.picture(&url).is_some() {
            return url;
        }
        let mut added = self.added.borrow_mut();
        if let Some(held) = added.iter().find(|one| path(&one.url) == path(&url)) {
            return held.name.clone();
        }
        let file = path(&url);
        let taken = |name: &str| {
            self.story.picture(name).is_some() || added.iter().any(|one| one.name == name)
        };
        let name = name_for(&file, taken, format_of(&file));
        added.push(AddedPicture { name: name.clone(), url });
        name
    }
}

/// The known picture that a page shows: by its number, or by its address, whichever size of it.
pub fn find<'k>(known: &'k [KnownPicture], shown: &Shown) -> Option<&'k KnownPicture> {
    let paths: Vec<String> = shown.addresses.iter().map(|address| path(address)).collect();
    let by_address = known.iter().find(|one| {
        let own = path(&one.url);
        // A proxy for pictures keeps the whole address behind its own.
        !own.is_empty()
            && paths.iter().any(|path| *path == own || path.ends_with(&own) && own.contains('/'))
    });
    let number = shown.number.as_deref();
    by_address.or_else(|| known.iter().find(|one| Some(one.id.as_str()) == number))
}

/// The path of a picture's file without its host and without what says which size of it is meant:
/// WordPress's `-1024x683` and `-scaled`, Ghost's `/size/w600` and `/format/webp`.
fn path(address: &str) -> String {
    let address = address.split(['?', '#']).next().unwrap_or(address);
    let path = address
        .split_once("://")
        .map_or(address, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let path = path.trim_start_matches('/');
    let mut parts: Vec<&str> = path.split('/').collect();
    for sign in ["size", "format"] {
        if let Some(at) =
            parts.iter().position(|part| *part == sign).filter(|at| at + 1 < parts.len() - 1)
        {
            parts.drain(at..=at + 1);
        }
    }
    let file = parts.pop().unwrap_or_default();
    let (stem, kind) = file.rsplit_once('.').unwrap_or((file, ""));
    let sized = stem.rsplit_once('-').filter(|(_, size)| {
        size.split_once('x')
            .is_some_and(|(w, h)| [w, h].iter().all(|n| n.len() <= 5 && n.parse::<u32>().is_ok()))
    });
    let stem = sized.map_or(stem, |(stem, _)| stem);
    let stem = stem.strip_suffix("-scaled").unwrap_or(stem);
    let dot = if kind.is_empty() { "" } else { "." };
    let file = format!("{stem}{dot}{kind}");
    parts.push(&file);
    parts.join("/")
}

fn format_of(file: &str) -> Format {
    let kind = file.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match kind.as_str() {
        "png" => Format::Png,
        "webp" => Format::Webp,
        "tif" | "tiff" => Format::Tiff,
        _ => Format::Jpeg,
    }
}

impl Pull<'_> {
    /// Takes over what a page says of a picture, where that is not what it was sent with. `sent` is how
    /// the site showed it then.
    pub(super) fn words_of(&mut self, shown: &Shown, sent: Option<&Shown>) {
        let name = self.pictures.name(shown);
        let caption = plain_line(&shown.caption);
        let house = self.house;
        let was = self.base.picture(&name).map(|picture| picture.words.clone()).unwrap_or_default();
        let printed = house.caption_line(&was);
        let sent_caption = sent.map(|sent| plain_line(&sent.caption));
        let same =
            alike(&caption, &printed) || sent_caption.is_some_and(|sent| alike(&caption, &sent));
        if !same && !self.pictures.seen.insert(name.clone()) {
            return self.miss("another caption of a picture that is shown twice", &caption);
        }
        self.pictures.seen.insert(name.clone());
        if sent != Some(shown) {
            self.lost_of(shown, sent);
        }
        let words = self.wording.pictures.entry(name).or_default();
        if !same {
            (words.caption, words.credit) = lines::caption_and_credit(house, &caption);
        }
        let alt = shown.alt.as_deref().unwrap_or_default().trim();
        let held = if was.decorative { "" } else { was.alt.trim() };
        let sent_alt = sent.and_then(|sent| sent.alt.as_deref());
        if !alike(alt, held) && sent_alt.is_none_or(|sent| !alike(alt, sent)) {
            alt.clone_into(&mut words.alt);
            words.decorative = words.decorative && alt.is_empty();
        }
    }

    /// Links of a picture and of its caption, which neither has here.
    fn lost_of(&mut self, shown: &Shown, sent: Option<&Shown>) {
        let links = |shown: &Shown| -> Vec<String> {
            let inside = shown.caption.iter().filter_map(|bit| match bit {
                Bit::Words(_, style) => style.link.clone(),
                _ => None,
            });
            inside.chain(shown.link.clone()).collect()
        };
        let before = sent.map(links).unwrap_or_default();
        for link in links(shown).into_iter().filter(|link| !before.contains(link)) {
            self.miss("link on a picture or in its caption", &link);
        }
    }

    /// The words about the lead picture, from the line that WordPress posts say them in.
    pub(super) fn lead_line(&mut self, line: &str) {
        let Some(lead) = self.base.lead() else {
            return self.miss("line about a main picture", line);
        };
        let words = line
            .split_once(": ")
            .filter(|(opening, _)| opening.eq_ignore_ascii_case("Main picture"));
        let line = words.map_or(line, |(_, line)| line);
        if alike(line, &self.house.caption_line(&lead.words)) {
            return;
        }
        let words: &mut Words = self.wording.pictures.entry(lead.name.clone()).or_default();
        (words.caption, words.credit) = lines::caption_and_credit(self.house, line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_of_a_picture_is_that_picture() {
        let known =
            |id: &str, url: &str| KnownPicture { name: id.into(), id: id.into(), url: url.into() };
        let known = [
            known("7", "https://wp.example/wp-content/uploads/2026/11/roof.jpg"),
            known("8", "https://ghost.example/content/images/2026/11/photo.jpg"),
            known("9", "https://wp.example/wp-content/uploads/2026/11/big-scaled.jpg"),
        ];
        let found = |address: &str| {
            let shown = Shown { addresses: vec![address.to_owned()], ..Shown::default() };
            find(&known, &shown).map(|one| one.id.clone()).unwrap_or_default()
        };
        for (address, id) in [
            ("https://wp.example/wp-content/uploads/2026/11/roof-1024x683.jpg", "7"),
            ("/wp-content/uploads/2026/11/roof.jpg?ver=2", "7"),
            ("https://i0.wp.com/wp.example/wp-content/uploads/2026/11/roof-300x200.jpg?w=300", "7"),
            ("https://ghost.example/content/images/size/w600/format/webp/2026/11/photo.jpg", "8"),
            ("https://wp.example/wp-content/uploads/2026/11/big-2048x1365.jpg", "9"),
            ("https://wp.example/wp-content/uploads/2025/11/roof.jpg", ""),
            ("https://wp.example/wp-content/uploads/2026/11/roof-2.jpg", ""),
        ] {
            assert_eq!(found(address), id, "{address}");
        }
        let numbered = Shown { number: Some("7".into()), ..Shown::default() };
        assert_eq!(find(&known, &numbered).map(|one| one.id.as_str()), Some("7"));
    }
}
