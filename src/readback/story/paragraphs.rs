//! Every approved line looked for on the page, and what became of its words and links.

use super::units::Unit;
use super::{About, Page, opening};
use crate::markdown::from_html::fold;
use crate::merge::alike;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;
use url::Url;

/// Where an approved line stands on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The lines of the page it is: one, or several that say it together.
    pub units: Vec<usize>,
    /// It says the same, word for word.
    pub same: bool,
    /// It stands somewhere else in the story's order.
    pub moved: bool,
}

/// Shared words from which on a line of the page is an approved one that was changed.
const CHANGED: f64 = 0.5;
/// Most pairs of lines that are held against each other.
const PAIRS: usize = 50_000;
/// Most changes within a paragraph that are told one by one.
pub(super) const MOST: usize = 4;

/// For each approved line where it is on the page. Lines beside the article count only where the
/// article is not found without them.
pub fn pair(approved: &[Unit], page: &[Unit]) -> Vec<Option<Pair>> {
    let main: Vec<usize> = (0..page.len()).filter(|n| !page[*n].aside).collect();
    let found = pair_within(approved, page, &main);
    let same = found.iter().flatten().filter(|pair| pair.same).count();
    if same * 3 >= approved.len() {
        return found;
    }
    let all: Vec<usize> = (0..page.len()).collect();
    let with_asides = pair_within(approved, page, &all);
    let more = with_asides.iter().flatten().filter(|pair| pair.same).count();
    if more > same { with_asides } else { found }
}

fn pair_within(approved: &[Unit], page: &[Unit], lines: &[usize]) -> Vec<Option<Pair>> {
    let wanted: Vec<&str> = approved.iter().map(|unit| unit.folded.as_str()).collect();
    let shown: Vec<&str> = lines.iter().map(|n| page[*n].folded.as_str()).collect();
    let mut found: Vec<Option<Pair>> = vec![None; approved.len()];
    let mut used = vec![false; lines.len()];
    let mut gaps: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &wanted, &shown) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                for n in 0..len {
                    let units = vec![lines[new_index + n]];
                    found[old_index + n] = Some(Pair { units, same: true, moved: false });
                    used[new_index + n] = true;
                }
            }
            _ => gaps.push((op.old_range(), op.new_range())),
        }
    }
    for (old, new) in gaps.iter().filter(|(old, new)| !old.is_empty() && !new.is_empty()) {
        for (say, at) in together(&wanted[old.clone()], &shown[new.clone()]) {
            let at = new.start + at.start..new.start + at.end;
            let pair = Pair { units: lines[at.clone()].to_vec(), same: true, moved: false };
            used[at].fill(true);
            found[old.start + say.start..old.start + say.end].fill(Some(pair));
        }
    }
    for n in 0..approved.len() {
        let there = |at: &usize| !used[*at] && page[lines[*at]].folded == approved[n].folded;
        if found[n].is_none()
            && let Some(at) = (0..lines.len()).find(there)
        {
            used[at] = true;
            found[n] = Some(Pair { units: vec![lines[at]], same: true, moved: true });
        }
    }
    changed(approved, page, lines, &mut found, &mut used);
    found
}

/// Pairs the lines that are left by their words.
fn changed(
    approved: &[Unit],
    page: &[Unit],
    lines: &[usize],
    found: &mut [Option<Pair>],
    used: &mut [bool],
) {
    let open: Vec<usize> = (0..approved.len()).filter(|n| found[*n].is_none()).collect();
    let free: Vec<(usize, String)> =
        (0..lines.len()).filter(|at| !used[*at]).map(|at| (at, bare(&page[lines[at]]))).collect();
    // A page that has nothing of the story and a thousand lines of its own has no changed ones.
    if open.len() * free.len() > PAIRS {
        return;
    }
    for n in open {
        let wanted = bare(&approved[n]);
        let shared = free.iter().filter(|(at, _)| !used[*at]);
        let shared = shared.map(|(at, words)| (*at, alike(&wanted, words)));
        let best =
            shared.filter(|(_, shared)| *shared >= CHANGED).max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((at, _)) = best {
            used[at] = true;
            found[n] = Some(Pair { units: vec![lines[at]], same: false, moved: false });
        }
    }
}

/// The words of a line without signs and capitals.
fn bare(unit: &Unit) -> String {
    let words = unit.folded.to_lowercase();
    words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Most lines between two that are found, of those that may say something together.
const MOST_LINES: usize = 40;

/// Lines that say together what several approved lines say together: a site set two paragraphs as
/// one, or one as two. Approved lines and lines of the page, in order.
fn together(wanted: &[&str], shown: &[&str]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut found = Vec::new();
    let (mut first, mut from) = (0, 0);
    if wanted.len() > MOST_LINES || shown.len() > MOST_LINES {
        return found;
    }
    while first < wanted.len() {
        let mut stretches = (first + 1..=wanted.len()).map(|last| first..last);
        let pair = stretches.find_map(|stretch| {
            let at = standing(&wanted[stretch.clone()].join(" "), shown, from)?;
            Some((stretch, at))
        });
        match pair {
            Some((stretch, at)) => {
                (first, from) = (stretch.end, at.end);
                found.push((stretch, at));
            }
            None => first += 1,
        }
    }
    found
}

/// The lines from `from` on that say this together.
fn standing(say: &str, shown: &[&str], from: usize) -> Option<Range<usize>> {
    (from..shown.len()).find_map(|start| {
        let mut held = String::new();
        for (end, line) in shown.iter().enumerate().skip(start) {
            if !held.is_empty() {
                held.push(' ');
            }
            held.push_str(line);
            if held == say {
                return Some(start..end + 1);
            }
            if held.len() >= say.len() {
                return None;
            }
        }
        None
    })
}

impl Page<'_> {
    /// Tells of every approved line that is not there as it was approved; for each whether it is.
    pub(super) fn paragraphs(&mut self, approved: &[Unit]) -> Vec<bool> {
        let pairs = self.body;
        for (unit, pair) in approved.iter().zip(pairs) {
            let about = if unit.sign_off { About::SignOff } else { About::Paragraph };
            let name = named(unit);
            match pair {
                None => self.tell(about, format!("{name} is not on the page."), &unit.text, ""),
                Some(pair) if !pair.same => self.changed(about, unit, &name, pair.units[0]),
                Some(pair) if pair.moved => {
                    let what = format!("{name} stands in another place on the page.");
                    self.tell(about, what, &unit.text, &unit.text);
                }
                Some(_) => {}
            }
            if let Some(pair) = pair {
                self.links(unit, &pair.units);
            }
        }
        pairs.iter().map(|pair| pair.as_ref().is_some_and(|pair| pair.same)).collect()
    }

    /// Tells which words of a line were changed.
    fn changed(&mut self, about: About, unit: &Unit, name: &str, at: usize) {
        let shown = &self.units[at];
        let text = shown.text.clone();
        let changes = changes(&unit.text, &text);
        if changes.is_empty() || changes.len() > MOST {
            let what = format!("{name} was rewritten; it now begins {}.", opening(&text));
            return self.tell(about, what, &unit.text, &text);
        }
        let place = lower(name);
        for (was, now) in changes {
            if self.is_note_number(&was, &now) {
                continue;
            }
            let what = match (was.as_str(), now.as_str()) {
                (was, "") => format!("“{was}” is left out of {place}."),
                ("", now) => format!("“{now}” was added to {place}."),
                (was, now) => format!("“{was}” is shown as “{now}” in {place}."),
            };
            self.tell(about, what, &was, &now);
        }
    }

    /// Whether all that was added is the number of a footnote, which some sites print without a link.
    fn is_note_number(&self, was: &str, now: &str) -> bool {
        let number = now.strip_prefix(was).unwrap_or_default();
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        is_number && self.approved.story.copy.body.contains("[^")
    }

    /// Tells which links of a line lead elsewhere or nowhere.
    fn links(&mut self, unit: &Unit, at: &[usize]) {
        let shown: Vec<(String, String)> =
            at.iter().flat_map(|n| self.units[*n].links.clone()).collect();
        let mut taken = vec![false; shown.len()];
        for (words, wanted) in &unit.links {
            let here = |n: &usize| !taken[*n] && shown[*n].0 == *words;
            let right = |n: &usize| here(n) && self.lead_to_same(&shown[*n].1, wanted);
            let found = (0..shown.len()).find(right).or_else(|| (0..shown.len()).find(here));
            match found {
                Some(n) => {
                    taken[n] = true;
                    let now = shown[n].1.clone();
                    if !self.lead_to_same(&now, wanted) {
                        let what =
                            format!("The link “{words}” leads to {now} instead of {wanted}.");
                        self.tell(About::Link, what, wanted, &now);
                    }
                }
                None => {
                    let what = format!("The link “{words}” to {wanted} is not on the page.");
                    self.tell(About::Link, what, wanted, "");
                }
            }
        }
    }

    /// Whether two addresses on the page are one; a site that has moved to https may say so, and one
    /// that tells other sites where a reader comes from adds `ref` (Ghost does, unless told not to).
    pub(super) fn lead_to_same(&self, one: &str, other: &str) -> bool {
        let whole = |address: &str| {
            let whole = self.address.join(address.trim()).map(|url| String::from(untold(url)));
            let whole = whole.unwrap_or_else(|_| address.trim().to_owned());
            whole.trim_end_matches('/').replacen("http://", "https://", 1)
        };
        whole(one) == whole(other)
    }
}

/// The address without what it tells of where the reader comes from.
fn untold(mut url: Url) -> Url {
    let pairs: Vec<_> = url.query_pairs().into_owned().collect();
    if pairs.iter().any(|(name, _)| name == "ref") {
        let kept: Vec<_> = pairs.iter().filter(|(name, _)| name != "ref").collect();
        url.set_query(None);
        if !kept.is_empty() {
            url.query_pairs_mut().extend_pairs(kept);
        }
    }
    url
}

/// A line as it is named at the start of a sentence.
pub(super) fn named(unit: &Unit) -> String {
    let short = unit.text.split_whitespace().count() <= 7;
    let begins = if short { "" } else { "beginning " };
    let of = if unit.sign_off { "sign-off’s " } else { "" };
    format!("The {of}{} {begins}{}", unit.noun, opening(&unit.text))
}

pub(super) fn lower(name: &str) -> String {
    name.replacen("The ", "the ", 1)
}

/// The words that differ: what was approved, and what stands in its place.
fn changes(approved: &str, shown: &str) -> Vec<(String, String)> {
    let words = |text: &str| -> Vec<(String, String)> {
        let words = text.split(|c: char| c.is_whitespace()).filter(|word| !word.is_empty());
        words
            .map(|word| (fold(word), word.to_owned()))
            .filter(|(folded, _)| !folded.is_empty())
            .collect()
    };
    let (approved, shown) = (words(approved), words(shown));
    let keys = |words: &[(String, String)]| {
        words.iter().map(|(folded, _)| folded.clone()).collect::<Vec<_>>()
    };
    let said = |words: &[(String, String)]| {
        words.iter().map(|(_, word)| word.as_str()).collect::<Vec<_>>().join(" ")
    };
    capture_diff_slices(Algorithm::Myers, &keys(&approved), &keys(&shown))
        .into_iter()
        .filter(|op| !matches!(op, DiffOp::Equal { .. }))
        .map(|op| (said(&approved[op.old_range()]), said(&shown[op.new_range()])))
        .collect()
}
