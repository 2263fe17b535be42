//! Whether the page's style sheets show an element: its `<style>`s, the sheets it links to and those
//! they import, weighed as a browser weighs them. Only what can hide words is looked at.
//!
//! The page is judged as nobody has touched it, on a computer's screen. What a script changes, what
//! variables (`var()`) and container queries decide, and words in the colour of their ground are not
//! seen through.

mod declared;
mod media;
mod sheet;

use super::Fetch;
use declared::{Effect, PROPERTIES, Property, Told};
use scraper::{ElementRef, Html, Selector};
use sheet::{Rule, Sheet, Specificity};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};
use url::Url;

/// How many sheets are fetched for a page.
const SHEETS: usize = 30;
/// The largest sheet that is looked at, in bytes.
const SHEET_BYTES: usize = 2 * 1024 * 1024;
/// How often selectors are held against elements: some hundred pictures with all that is around
/// them. A page made to hurt takes no longer.
const MATCHES: u64 = 10_000_000;

/// What the sheets make of an element, all around it included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// It has no box at all: not even room is left for it.
    pub removed: bool,
    /// It is not to be seen or off the screen, with all that is in it.
    gone: bool,
    /// Its own words are not to be seen or have no size; what is in it may say otherwise.
    unseen: bool,
    tiny: bool,
}

impl Look {
    /// Whether words that stand right in it can be read.
    pub fn readable(self) -> bool {
        !(self.removed || self.gone || self.unseen || self.tiny)
    }
}

/// All style sheets of a page.
pub struct Styles {
    rules: Vec<Rule>,
    /// Those that hide something, by their place.
    hiding: Vec<usize>,
    /// Elements of the page.
    elements: u64,
    left: Cell<u64>,
    known: RefCell<HashMap<usize, Look>>,
    /// Some sheet could not be had.
    missed: bool,
}

impl Styles {
    /// The sheets of the page `document`, whose addresses are those at `base`.
    pub fn read(document: &Html, base: &Url, fetch: Fetch<'_>) -> Self {
        let mut styles = Self {
            rules: Vec::new(),
            hiding: Vec::new(),
            elements: document.tree.nodes().count() as u64,
            left: Cell::new(MATCHES),
            known: RefCell::default(),
            missed: false,
        };
        let mut fetched = Fetched { fetch, asked: BTreeSet::new() };
        for element in sheets(document) {
            let media = element.attr("media").unwrap_or_default();
            if !media::holds(media) || element.attr("disabled").is_some() {
                continue;
            }
            if element.value().name() == "style" {
                styles.take(&element.text().collect::<String>(), base, &mut fetched);
            } else if let Some(href) = element.attr("href").filter(|href| !href.trim().is_empty()) {
                styles.follow(base.join(href.trim()).ok(), &mut fetched);
            }
        }
        // A property that no rule hides with says nothing where it shows.
        let hides = |told: &Told| told.effect == Effect::Hides;
        let mut used = [false; PROPERTIES];
        for told in styles.rules.iter().flat_map(|rule| &rule.told).filter(|told| hides(told)) {
            used[told.property as usize] = true;
        }
        styles.rules.iter_mut().for_each(|rule| rule.told.retain(|t| used[t.property as usize]));
        styles.rules.retain(|rule| !rule.told.is_empty());
        let rules = styles.rules.iter().enumerate();
        styles.hiding = rules.filter(|(_, r)| r.told.iter().any(hides)).map(|(at, _)| at).collect();
        styles
    }

    /// Whether something about the page's style is not known.
    pub fn unknown(&self) -> bool {
        self.missed || self.left.get() == 0
    }

    /// What the sheets and the elements' own `style` make of the element.
    pub fn look(&self, element: ElementRef<'_>) -> Look {
        // Elements do not move while the page is held.
        let key = |element: ElementRef<'_>| std::ptr::from_ref(element.value()) as usize;
        let mut known = self.known.borrow_mut();
        let mut look = Look::default();
        let mut unknown = Vec::new();
        for one in std::iter::once(element).chain(element.ancestors().filter_map(ElementRef::wrap))
        {
            if let Some(held) = known.get(&key(one)) {
                look = *held;
                break;
            }
            unknown.push(one);
        }
        for one in unknown.into_iter().rev() {
            look = self.weigh(one, look);
            known.insert(key(one), look);
        }
        look
    }

    fn weigh(&self, element: ElementRef<'_>, around: Look) -> Look {
        let own = element.attr("style").map(sheet::read_style).unwrap_or_default();
        // Where all around is to be seen, only what hides has to be weighed.
        let needed = around.unseen || around.tiny || !own.is_empty();
        if !needed && !self.hiding.iter().any(|at| self.holds(*at, element)) {
            return around;
        }
        let mut court = Court::default();
        for (at, rule) in self.rules.iter().enumerate() {
            if self.holds(at, element) {
                court.hear(&rule.told, (false, rule.unlayered, rule.specificity));
            }
        }
        court.hear(&own, (true, true, Specificity::default()));
        court.look(around)
    }

    fn holds(&self, at: usize, element: ElementRef<'_>) -> bool {
        let rule = &self.rules[at];
        let price = if rule.costly { self.elements } else { 1 };
        let left = self.left.get().saturating_sub(price);
        self.left.set(left);
        left > 0 && rule.selector.matches(&element)
    }

    /// Takes a sheet's text in, after the sheets it imports.
    fn take(&mut self, css: &str, base: &Url, fetched: &mut Fetched<'_>) {
        let sheet = Sheet::read(css);
        for import in &sheet.imports {
            self.follow(base.join(import).ok(), fetched);
        }
        self.rules.extend(sheet.rules);
    }

    fn follow(&mut self, address: Option<Url>, fetched: &mut Fetched<'_>) {
        let Some(address) = address else { return self.missed = true };
        if !fetched.asked.insert(address.to_string()) {
            return;
        }
        match fetched.get(&address) {
            Some(css) => self.take(&css, &address, fetched),
            None => self.missed = true,
        }
    }
}

/// The sheets that were asked for.
struct Fetched<'f> {
    fetch: Fetch<'f>,
    asked: BTreeSet<String>,
}

impl Fetched<'_> {
    fn get(&mut self, address: &Url) -> Option<String> {
        if self.asked.len() > SHEETS {
            return None;
        }
        let bytes = (self.fetch)(address.as_str()).ok()?;
        (bytes.len() <= SHEET_BYTES).then(|| String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// The elements that bring a sheet, in the page's order.
fn sheets(document: &Html) -> Vec<ElementRef<'_>> {
    let Ok(which) = Selector::parse("style, link[rel]") else { return Vec::new() };
    let brings = |element: &ElementRef<'_>| {
        let rel = element.attr("rel").unwrap_or_default().to_ascii_lowercase();
        let is = |word: &str| rel.split_whitespace().any(|one| one == word);
        // One that is loaded ahead is put to use by a script soon after.
        let ahead = is("preload") && element.attr("as") == Some("style");
        element.value().name() == "style" || !is("alternate") && (is("stylesheet") || ahead)
    };
    document.select(&which).filter(brings).collect()
}

/// How strongly the declarations of a rule count: whether they are the element's own, outside of
/// every layer, and their selector.
type Weight = (bool, bool, Specificity);

/// Decides between declarations.
#[derive(Default)]
struct Court {
    /// Of each property the heaviest: whether it is important, its weight, what it does.
    heaviest: [Option<((bool, Weight), Effect)>; PROPERTIES],
}

impl Court {
    fn hear(&mut self, told: &[Told], weight: Weight) {
        for one in told {
            let weight = (one.important, weight);
            let held = &mut self.heaviest[one.property as usize];
            // Of two that count the same, the later one is right.
            if held.is_none_or(|(heaviest, _)| weight >= heaviest) {
                *held = Some((weight, one.effect));
            }
        }
    }

    fn look(&self, around: Look) -> Look {
        let told = |property: Property| self.heaviest[property as usize].map(|(_, effect)| effect);
        let hides = |property| told(property) == Some(Effect::Hides);
        let any = |properties: &[Property]| properties.iter().any(|property| hides(*property));
        let from = |property, around| match told(property) {
            Some(Effect::Hides) => true,
            Some(Effect::Shows) => false,
            Some(Effect::Inherits) | None => around,
        };
        use Property::{
            Bottom, Clip, ClipPath, Display, FontSize, Height, Indent, Left, Lifted, Margin,
            MaxHeight, Moved, Opacity, Overflow, Right, Top, Transform, Visibility, Width,
        };
        Look {
            removed: around.removed || hides(Display),
            gone: around.gone
                || any(&[Opacity, Indent, Margin, Transform, ClipPath])
                || hides(Moved) && any(&[Left, Right, Top, Bottom])
                || hides(Lifted) && hides(Clip)
                || hides(Overflow) && any(&[Width, Height, MaxHeight]),
            unseen: from(Visibility, around.unseen),
            tiny: from(FontSize, around.tiny),
        }
    }
}

#[cfg(test)]
mod tests;
