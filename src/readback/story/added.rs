//! What the site put into the article: links on its words, and lines between its lines.
//!
//! A line counts only where the article's own text is: in a list, table or quote of it, or between
//! two of its lines in the very element they stand in. Themes put boxes of their own between
//! paragraphs, and furniture before and after them.

use super::paragraphs::{lower, named};
use super::units::Unit;
use super::{About, Page};
use crate::markdown::from_html::fold;
use std::collections::BTreeSet;

/// Words from which on a line that repeats the article is a quotation drawn out of it.
const REPEATS: usize = 4;

impl Page<'_> {
    /// Tells of links in the article's lines that were not approved.
    pub(super) fn added_links(&mut self, approved: &[Unit]) {
        for (at, units) in self.groups(approved) {
            let wanted: Vec<&(String, String)> =
                units.iter().flat_map(|unit| &unit.links).collect();
            let shown: Vec<(String, String)> =
                at.iter().flat_map(|n| self.units[*n].links.clone()).collect();
            for (words, address) in shown {
                // One that was approved under these words and leads elsewhere is told already.
                let known = |(text, to): &(String, String)| {
                    *text == words || self.lead_to_same(to, &address)
                };
                if words.is_empty()
                    || self.leads_here(&address)
                    || wanted.iter().any(|one| known(one))
                {
                    continue;
                }
                let place = lower(&named(units[0]));
                let what = format!("A link on “{words}” to {address} was added to {place}.");
                self.tell(About::Link, what, "", &address);
            }
        }
    }

    /// Whether a link leads to some place of this page.
    fn leads_here(&self, link: &str) -> bool {
        let (here, mut whole) = (
            self.address.clone(),
            match self.address.join(link.trim()) {
                Ok(whole) => whole,
                Err(_) => return false,
            },
        );
        whole.set_fragment(here.fragment());
        whole == here
    }

    /// Tells of lines within the article that were not approved.
    pub(super) fn added_lines(&mut self, approved: &[Unit]) {
        let own: BTreeSet<usize> = self
            .body
            .iter()
            .flatten()
            .filter(|pair| !pair.moved)
            .flat_map(|pair| pair.units.iter().copied())
            .collect();
        let paired: BTreeSet<usize> =
            self.body.iter().flatten().flat_map(|pair| pair.units.iter().copied()).collect();
        let text = approved.iter().map(|unit| unit.folded.as_str()).collect::<Vec<_>>().join(" ");
        let added: Vec<usize> = (0..self.units.len())
            .filter(|n| !paired.contains(n) && self.is_inside(*n, &own))
            .filter(|n| !self.is_furniture(&self.units[*n], &text))
            .collect();
        for n in added {
            let unit = self.units[n].clone();
            let what = format!("{} was added to the article.", named(&unit));
            self.tell(About::Paragraph, what, "", &unit.text);
        }
    }

    /// Whether a line stands within the article's own text, of which `own` are the lines.
    fn is_inside(&self, n: usize, own: &BTreeSet<usize>) -> bool {
        let unit = &self.units[n];
        let beside = |at: &usize| self.units[*at].within == unit.within;
        own.iter().any(|at| self.units[*at].block == unit.block)
            || (own.range(..n).any(beside) && own.range(n + 1..).any(beside))
    }

    /// Whether a line among the article's is one that posts and themes have there: what is known of
    /// the story otherwise, the label of an advertisement, a quotation drawn out of the text.
    fn is_furniture(&self, unit: &Unit, text: &str) -> bool {
        let (story, house) = (self.approved.story, self.approved.house);
        let copy = &story.copy;
        let says = fold(&unit.text).to_lowercase();
        let words = says.split(' ').filter(|word| !word.is_empty()).count();
        let is = |line: &str| fold(line).trim().to_lowercase() == says.trim();
        let lines = [
            copy.headline.clone(),
            copy.standfirst.clone(),
            copy.byline.clone(),
            house.byline_for(&copy.byline),
            house.advertisement.label.clone(),
        ];
        let captions = story.pictures.iter().map(|picture| house.caption_line(&picture.words));
        !says.chars().any(char::is_alphanumeric)
            || unit.class.contains("lead-credit")
            || lines.into_iter().chain(captions).any(|line| is(&line))
            || (words < REPEATS && says.contains("advert"))
            || (words >= REPEATS && text.to_lowercase().contains(says.trim()))
    }
}
