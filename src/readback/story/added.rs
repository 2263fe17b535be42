//! What the site put into the article: links on its words, and lines before, between and after its lines.
//!
//! A line counts where the article's own text is: in a list, table or quote of it; between two of its
//! lines in the element they stand in, be it in a box of its own; and in an element that the site says to
//! hold an article's text, before the first of its lines and after the last. Without such a word furniture
//! before and after an article cannot be told from what was put there, and is not spoken of.

use super::paragraphs::{lower, named};
use super::units::Unit;
use super::{About, Page};
use crate::markdown::from_html::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

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
        let pairs = self.body.iter().flatten();
        let own: BTreeSet<usize> =
            pairs.clone().filter(|pair| !pair.moved).flat_map(|pair| pair.units.clone()).collect();
        let paired: BTreeSet<usize> = pairs.flat_map(|pair| pair.units.clone()).collect();
        let article = Article::of(self.units, &own);
        let text = approved.iter().map(|unit| unit.folded.as_str()).collect::<Vec<_>>().join(" ");
        let added: Vec<usize> = (0..self.units.len())
            .filter(|n| !paired.contains(n) && article.holds(self.units, *n))
            .filter(|n| !self.is_furniture(&self.units[*n], &text))
            .collect();
        let units = self.units;
        for lines in added.chunk_by(|one, next| article.are_one_box(units, *one, *next)) {
            let unit = units[lines[0]].clone();
            let more = match lines.len() - 1 {
                0 => String::new(),
                1 => ", with one more line".to_owned(),
                more => format!(", with {more} more lines"),
            };
            let what = format!("{} was added to the article{more}.", named(&unit));
            self.tell(About::Paragraph, what, "", &unit.text);
        }
    }

    /// Whether a line among the article's is one that posts and themes have there: what is known of
    /// the story otherwise, who wrote it, and a quotation drawn out of the text.
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
            || unit.class.contains("authorbox")
            || lines.into_iter().chain(captions).any(|line| is(&line))
            || (words >= REPEATS && text.to_lowercase().contains(says.trim()))
    }
}

/// Where the article's own lines are.
struct Article {
    blocks: BTreeSet<usize>,
    /// For each element that lines of it stand in, from the first of them to the last.
    spans: BTreeMap<usize, RangeInclusive<usize>>,
    /// The elements said to hold it.
    contents: BTreeSet<usize>,
}

impl Article {
    fn of(units: &[Unit], own: &BTreeSet<usize>) -> Self {
        let mut spans: BTreeMap<usize, RangeInclusive<usize>> = BTreeMap::new();
        for n in own {
            let span = spans.entry(units[*n].within).or_insert(*n..=*n);
            *span = *span.start()..=*n;
        }
        let blocks = own.iter().map(|n| units[*n].block).collect();
        let contents = own.iter().map(|n| units[*n].content).filter(|at| *at > 0).collect();
        Self { blocks, spans, contents }
    }

    /// Whether a line stands within it. What goes with the page, as lists of other stories, is furniture
    /// before and after it, and not between its lines.
    fn holds(&self, units: &[Unit], n: usize) -> bool {
        let unit = &units[n];
        self.blocks.contains(&unit.block)
            || self.spans.values().any(|span| span.contains(&n))
            || (self.contents.contains(&unit.content) && !unit.aside)
    }

    /// Whether two lines that follow one another stand in a box the article's own are not in.
    fn are_one_box(&self, units: &[Unit], one: usize, next: usize) -> bool {
        let boxed = |n: usize| !self.spans.contains_key(&units[n].within);
        next == one + 1 && boxed(one) && boxed(next)
    }
}
