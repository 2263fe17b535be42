//! What the names of styles mean.

use super::xml::Element;
use std::collections::BTreeMap;

/// Styles that follow one another at most.
const CHAIN: usize = 20;

/// A style, with what it has from those it is based on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Style {
    /// In lower case and in English, as all programs write it: `heading 1`.
    pub name: String,
    /// The level of its heading, from 1.
    pub heading: Option<u8>,
    pub bold: bool,
    pub italic: bool,
    pub hidden: bool,
    /// The list its paragraphs are in, and how deep they stand there.
    pub list: Option<(String, usize)>,
}

#[derive(Debug, Default)]
pub struct Styles(BTreeMap<String, Style>);

impl Styles {
    pub fn read(tree: Option<&Element>) -> Self {
        let Some(tree) = tree else { return Self::default() };
        let all: BTreeMap<&str, &Element> = tree
            .elements()
            .filter(|one| one.name == "w:style")
            .filter_map(|one| Some((one.attribute("w:styleId")?, one)))
            .collect();
        let styles = all.keys().map(|id| ((*id).to_owned(), resolved(id, &all)));
        Self(styles.collect())
    }

    /// The style of that id; one that says nothing where there is none.
    pub fn get(&self, id: Option<&str>) -> Style {
        let Some(id) = id else { return Style::default() };
        // A file without its styles still says what they are by their ids.
        let named = || Style {
            heading: heading(&id.to_lowercase()),
            name: id.to_lowercase(),
            ..Style::default()
        };
        self.0.get(id).cloned().unwrap_or_else(named)
    }
}

fn resolved(id: &str, all: &BTreeMap<&str, &Element>) -> Style {
    let mut style = Style::default();
    let (mut bold, mut italic) = (None, None);
    let mut next = Some(id);
    for _ in 0..CHAIN {
        let Some(one) = next.and_then(|id| all.get(id)) else { break };
        let name = one.value("w:name").unwrap_or_default().to_lowercase();
        style.heading = style.heading.or_else(|| heading(&name)).or_else(|| outline(one));
        if style.name.is_empty() || is_known(&name) && !is_known(&style.name) {
            style.name = name;
        }
        if let Some(run) = one.child("w:rPr") {
            bold = bold.or_else(|| run.child("w:b").map(|_| run.is_on("w:b")));
            italic = italic.or_else(|| run.child("w:i").map(|_| run.is_on("w:i")));
            style.hidden = style.hidden || run.is_on("w:vanish");
        }
        style.list = style.list.or_else(|| list(one.child("w:pPr")?));
        next = one.value("w:basedOn");
    }
    // Word sets the deeper lists of its own styles in by the style, and not by the list.
    let deeper = ["list bullet ", "list number "].iter().find_map(|of| style.name.strip_prefix(of));
    let deeper = deeper.and_then(|level| level.parse::<usize>().ok()).unwrap_or(1);
    if let Some((_, level)) = &mut style.list {
        *level += deeper.saturating_sub(1).min(8);
    }
    (style.bold, style.italic) = (bold.unwrap_or(false), italic.unwrap_or(false));
    style
}

/// Whether a name means something to us; others are what they are based on.
fn is_known(name: &str) -> bool {
    matches!(name, "title" | "subtitle" | "caption" | "quote" | "intense quote")
}

/// The list that properties of a paragraph put it in, and its level there.
pub fn list(properties: &Element) -> Option<(String, usize)> {
    let numbers = properties.child("w:numPr")?;
    let level = numbers.value("w:ilvl").and_then(|level| level.parse().ok()).unwrap_or(0);
    Some((numbers.value("w:numId")?.to_owned(), level))
}

fn heading(name: &str) -> Option<u8> {
    let level = name.strip_prefix("heading")?.trim().parse().ok()?;
    (1..=9).contains(&level).then_some(level)
}

fn outline(style: &Element) -> Option<u8> {
    let level: u8 = style.child("w:pPr")?.value("w:outlineLvl")?.parse().ok()?;
    (level < 9).then_some(level + 1)
}
