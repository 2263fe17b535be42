//! Which picture of the story a page shows, and what it says of it.

use super::{AddedPicture, KnownPicture, Pull, alike, lines};
use crate::markdown::from_html::{Bit, Shown, Style, file_path as path, plain_line};
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

    /// The name of the picture that the site has under this id or at this address.
    pub fn known_as(&self, id: &str) -> Option<String> {
        let known = self.known.iter().find(|known| known.id == id || known.url == id);
        known.map(|known| known.name.clone())
    }

    /// The name a picture of the site has in the story; one that the story does not have is given
    /// one.
    pub fn name(&self, shown: &Shown) -> String {
        if let Some(known) = self.known.iter().find(|one| shown.is(&one.url, &one.id)) {
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
        added.push(AddedPicture { name: name.clone(), url, number: shown.number.clone() });
        name
    }
}

/// Whether words of a caption are its credit, with or without what stands around it.
fn is_of_credit(words: &str, credit: &str) -> bool {
    !credit.is_empty() && (credit.contains(words.trim()) || words.contains(credit))
}

/// The words of a caption that are set otherwise than the rest.
fn marked(shown: &Shown) -> Vec<String> {
    let bits = shown.caption.iter().filter_map(|bit| match bit {
        Bit::Words(words, style) => {
            let plain = Style { link: style.link.clone(), ..Style::default() };
            (*style != plain && words.chars().any(char::is_alphanumeric)).then(|| words.clone())
        }
        _ => None,
    });
    bits.collect()
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
        let before = sent.map(marked).unwrap_or_default();
        // The house sets the credit as it does; a caption is plain.
        let (_, credit) = lines::caption_and_credit(self.house, &plain_line(&shown.caption));
        for words in marked(shown).into_iter().filter(|words| !before.contains(words)) {
            if !is_of_credit(&words, &credit) {
                self.miss("marks in a caption", &words);
            }
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
