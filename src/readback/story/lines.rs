//! The lines above an article: headline, standfirst, byline, label.

use super::units::Unit;
use super::{About, Page, Told};
use crate::markdown::from_html::fold;
use crate::merge::alike;
use crate::story::Kind;

/// Shared words from which on another heading is the headline, changed.
const HEADLINE: f64 = 0.4;
/// Likewise for a line above the article that is the standfirst.
const STANDFIRST: f64 = 0.6;
/// Most words of a line that names the writer.
const BYLINE_WORDS: usize = 20;

impl Page<'_> {
    pub(super) fn headline(&mut self) -> Told {
        let wanted = self.approved.story.copy.headline.trim().to_owned();
        let folded = fold(&wanted).trim().to_owned();
        if folded.is_empty() {
            return Told::Nothing;
        }
        let candidates: Vec<&Unit> =
            self.units.iter().filter(|unit| self.may_be_headline(unit)).collect();
        if candidates.iter().any(|unit| unit.folded == folded) {
            return Told::Found;
        }
        let shared = candidates.iter().map(|unit| (*unit, alike(&folded, &unit.folded)));
        let main = candidates.iter().find(|unit| {
            unit.level == 1 && candidates.iter().filter(|u| u.level == 1).count() == 1
        });
        let best = shared
            .filter(|(_, shared)| *shared >= HEADLINE)
            .max_by(|one, other| one.1.total_cmp(&other.1))
            .map(|(unit, _)| unit)
            .or(main.copied());
        let Some(now) = best.map(|unit| unit.text.clone()) else {
            self.tell(About::Headline, "The page does not show the headline.".into(), &wanted, "");
            return Told::Missing;
        };
        let what = format!("The headline is shown as “{now}”.");
        self.tell(About::Headline, what, &wanted, &now);
        Told::Changed { now }
    }

    /// A heading of the page itself: no list of other stories repeats it, and it leads nowhere else.
    fn may_be_headline(&self, unit: &Unit) -> bool {
        let titled = unit
            .class
            .split_whitespace()
            .any(|class| class.split(['-', '_']).any(|word| matches!(word, "title" | "headline")));
        let heading = unit.level == 1 || unit.level == 2 || (titled && unit.level == 0);
        let here = |link: &str| {
            self.address.join(link).is_ok_and(|mut whole| {
                whole.set_fragment(None);
                whole.path() == self.address.path() && whole.host() == self.address.host()
            })
        };
        heading && !unit.aside && unit.links.iter().all(|(_, link)| here(link))
    }

    pub(super) fn standfirst(&mut self) -> Told {
        let wanted = self.approved.story.copy.standfirst.trim().to_owned();
        let folded = fold(&wanted).trim().to_owned();
        if folded.is_empty() {
            return Told::Nothing;
        }
        let above = (0..self.units.len()).find(|n| self.is_body(*n)).unwrap_or(self.units.len());
        let lines = self.units.iter().filter(|unit| !unit.aside);
        if lines.clone().any(|unit| unit.folded == folded) {
            return Told::Found;
        }
        let above = self.units[..above].iter().filter(|unit| !unit.aside && unit.level != 1);
        let changed = above
            .map(|unit| (unit, alike(&folded, &unit.folded)))
            .filter(|(_, shared)| *shared >= STANDFIRST)
            .max_by(|one, other| one.1.total_cmp(&other.1));
        let Some((unit, _)) = changed else { return Told::Missing };
        let now = unit.text.clone();
        self.tell(About::Standfirst, format!("The standfirst is shown as “{now}”."), &wanted, &now);
        Told::Changed { now }
    }

    pub(super) fn byline(&mut self) -> Told {
        let house = self.approved.house;
        let name = self.approved.story.copy.byline.trim();
        if name.is_empty() {
            return Told::Nothing;
        }
        let printed = house.byline_for(name);
        // A site that knows the writer prints the name alone.
        let alone = house.name_in(name);
        let names = [name, &printed, &alone].map(|name| fold(name).to_lowercase());
        let lines: Vec<&Unit> = (0..self.units.len())
            .filter(|n| !self.is_body(*n) && !self.units[*n].aside)
            .map(|n| &self.units[n])
            .filter(|unit| unit.level != 1 && unit.folded.split(' ').count() <= BYLINE_WORDS)
            .collect();
        if lines.iter().any(|unit| names.iter().any(|name| names_writer(unit, name.trim()))) {
            return Told::Found;
        }
        let before =
            house.byline.pattern.split("{name}").next().unwrap_or_default().trim().to_lowercase();
        let opens = |unit: &&&Unit| {
            let words = unit.folded.split(' ').count();
            !before.is_empty()
                && words <= 8
                && unit.folded.to_lowercase().starts_with(&format!("{before} "))
        };
        // Our own line says it better than what the theme says of an account.
        let now = lines
            .iter()
            .filter(opens)
            .max_by(|one, other| {
                alike(&printed, &one.text).total_cmp(&alike(&printed, &other.text))
            })
            .or_else(|| lines.iter().find(|unit| is_author(unit)));
        let Some(now) = now.map(|unit| unit.text.clone()) else {
            self.tell(About::Byline, "The byline is not on the page.".into(), &printed, "");
            return Told::Missing;
        };
        self.tell(About::Byline, format!("The byline is shown as “{now}”."), &printed, &now);
        Told::Changed { now }
    }

    /// The mark of a paid-for article (UK CAP Code 2.1 and 2.4: obviously identifiable).
    pub(super) fn label(&mut self) {
        if self.approved.story.kind != Kind::AdvertisementFeature {
            return;
        }
        let label = self.approved.house.advertisement.label.clone();
        let wanted = fold(&label).to_lowercase();
        let says = |unit: &Unit| !unit.aside && unit.folded.to_lowercase().contains(wanted.trim());
        if !self.units.iter().any(says) {
            let what = format!("The page does not say “{label}”.");
            self.tell(About::Label, what, &label, "");
        }
    }
}

/// Whether a line names this writer as the writer: alone, first, after “by”, or where themes do.
fn names_writer(unit: &Unit, name: &str) -> bool {
    let text = unit.folded.to_lowercase();
    let Some(at) = whole(&text, name) else { return false };
    at == 0 || text[..at].trim_end().ends_with("by") || is_author(unit)
}

/// Where whole words stand in a text.
fn whole(text: &str, words: &str) -> Option<usize> {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(words).map(|(at, _)| at).find(|at| {
        edge(text[..*at].chars().last()) && edge(text[at + words.len()..].chars().next())
    })
}

/// Whether the markup says that a line names who wrote it.
fn is_author(unit: &Unit) -> bool {
    let marks = ["author", "byline", "writer"];
    let words = unit.class.split([' ', '-', '_']);
    words.into_iter().any(|word| marks.contains(&word)) && !unit.class.contains("lead-credit")
}
