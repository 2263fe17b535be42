//! Lists: which number or sign stands before a paragraph.

use super::xml::Element;
use std::collections::BTreeMap;

/// The highest number that Markdown takes for an item's.
const HIGHEST: usize = 999_999_999;
/// Levels of a list.
const LEVELS: usize = 9;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Level {
    ordered: bool,
    start: usize,
}

/// Every list of a document, and how far it has counted.
#[derive(Debug, Default)]
pub struct Numbering {
    /// By the list's id: its pattern, and its levels.
    lists: BTreeMap<String, (String, Vec<Level>)>,
    /// The last number given, by the pattern's id: lists of one pattern count on.
    counted: BTreeMap<String, [usize; LEVELS]>,
    /// Lists that begin anew the first time they are met.
    anew: BTreeMap<String, Vec<(usize, usize)>>,
}

impl Numbering {
    pub fn read(tree: Option<&Element>) -> Self {
        let Some(tree) = tree else { return Self::default() };
        let mut patterns: BTreeMap<&str, Vec<Level>> = BTreeMap::new();
        for one in tree.elements().filter(|one| one.name == "w:abstractNum") {
            let Some(id) = one.attribute("w:abstractNumId") else { continue };
            patterns.insert(id, levels(one));
        }
        let mut numbering = Self::default();
        for one in tree.elements().filter(|one| one.name == "w:num") {
            let (Some(id), Some(pattern)) =
                (one.attribute("w:numId"), one.value("w:abstractNumId"))
            else {
                continue;
            };
            let levels = patterns.get(pattern).cloned().unwrap_or_default();
            numbering.lists.insert(id.to_owned(), (pattern.to_owned(), levels));
            let overrides = one.elements().filter(|one| one.name == "w:lvlOverride");
            let anew = overrides.filter_map(|one| {
                let level: usize = one.attribute("w:ilvl")?.parse().ok()?;
                Some((level, one.value("w:startOverride")?.parse().ok()?))
            });
            numbering.anew.insert(id.to_owned(), anew.collect());
        }
        numbering
    }

    /// The next item of a list: whether it is numbered, and its number. `None` if there is no such
    /// list, which is how a paragraph is taken out of its style's.
    pub fn next(&mut self, list: &str, level: usize) -> Option<(bool, usize)> {
        let (pattern, levels) = self.lists.get(list)?;
        let level = level.min(LEVELS - 1);
        let known = levels.get(level).copied().unwrap_or_default();
        let counted = self.counted.entry(pattern.clone()).or_insert([0; LEVELS]);
        for (level, start) in self.anew.remove(list).unwrap_or_default() {
            if let Some(counted) = counted.get_mut(level) {
                *counted = start.saturating_sub(1);
            }
        }
        let before = counted[level];
        counted[level] = if before == 0 { known.start.max(1) } else { before.saturating_add(1) };
        counted[level + 1..].fill(0);
        Some((known.ordered, counted[level].min(HIGHEST)))
    }
}

fn levels(pattern: &Element) -> Vec<Level> {
    let mut levels = vec![Level::default(); LEVELS];
    for one in pattern.elements().filter(|one| one.name == "w:lvl") {
        let at = one.attribute("w:ilvl").and_then(|level| level.parse::<usize>().ok());
        let Some(level) = at.and_then(|at| levels.get_mut(at)) else { continue };
        let form = one.value("w:numFmt").unwrap_or("decimal");
        level.ordered = !matches!(form, "bullet" | "none");
        let start: usize = one.value("w:start").and_then(|start| start.parse().ok()).unwrap_or(1);
        level.start = start.min(HIGHEST);
    }
    levels
}
