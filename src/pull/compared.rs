//! The site's text held against what it was when we last saw it, and that against what we print.

use super::Pull;
use super::base::{Around, Base, Origin};
use super::matching::{EDITED, Match, pair};
use crate::markdown::from_html::{Bit, Held, Placed, Shown, Style, key, words};
use crate::merge::alike;

/// What a block of the site's earlier text was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Was {
    /// The printed block with this number.
    Printed(usize),
    Around(Around),
    /// Something the site added by itself.
    Unknown,
}

/// The site's text held against what it was.
pub struct Compared<'a> {
    pub base: &'a Base,
    pub sent: &'a [(Held, Was)],
    pub held: &'a [Placed],
    /// For each block now the block of `sent` it is.
    pub found: Vec<Option<Match>>,
}

impl Compared<'_> {
    pub fn was(&self, at: usize) -> Option<(Was, bool)> {
        self.found[at].map(|found| (self.sent[found.old].1, found.same))
    }

    /// The printed block that this one is or came from.
    pub fn printed(&self, at: usize) -> Option<usize> {
        match self.was(at) {
            Some((Was::Printed(printed), _)) => Some(printed),
            _ => None,
        }
    }

    pub fn source(&self, at: usize) -> Option<usize> {
        self.printed(at).and_then(|printed| match self.base.printed[printed].1 {
            Origin::Body(source) => Some(source),
            _ => None,
        })
    }

    pub fn is_same(&self, at: usize) -> bool {
        self.found[at].is_some_and(|found| found.same)
    }

    /// What is printed around the body, and whether it still says the same.
    pub fn around(&self, at: usize) -> Option<(Around, bool)> {
        let (was, same) = self.was(at)?;
        match was {
            Was::Around(around) => Some((around, same)),
            Was::Printed(printed) => match self.base.printed[printed].1 {
                Origin::Around(around) => Some((around, same)),
                _ => None,
            },
            Was::Unknown => None,
        }
    }

    /// How many blocks from here on are a whole stretch of the base, and which; `None` if a part of
    /// it is different, missing or elsewhere.
    pub fn whole(&self, at: usize) -> Option<(usize, usize)> {
        let source = self.source(at)?;
        let of_source = |(_, origin): &&(Held, Origin)| *origin == Origin::Body(source);
        let length = self.base.printed.iter().filter(of_source).count();
        let first =
            self.base.printed.iter().position(|(_, origin)| *origin == Origin::Body(source))?;
        let all = (0..length).all(|n| {
            at + n < self.held.len()
                && self.is_same(at + n)
                && self.printed(at + n) == Some(first + n)
        });
        all.then_some((source, length))
    }
}

impl Pull<'_> {
    fn key(&self, held: &Held) -> String {
        key(held, &|shown: &Shown| self.pictures.name(shown))
    }

    /// What each block of the site's earlier text was made from.
    pub(super) fn recognised(
        &self,
        base: &Base,
        sent: &[Placed],
        now: &[Placed],
    ) -> Vec<(Held, Was)> {
        let own_name = |shown: &Shown| shown.addresses.first().cloned().unwrap_or_default();
        let printed: Vec<(&Held, String)> =
            base.printed.iter().map(|(held, _)| (held, key(held, &own_name))).collect();
        let printed: Vec<_> =
            printed.into_iter().filter(|(held, _)| !matches!(held, Held::Note { .. })).collect();
        if sent.is_empty() {
            return self.as_printed(base, now);
        }
        let numbers: Vec<usize> = (0..base.printed.len())
            .filter(|n| !matches!(base.printed[*n].0, Held::Note { .. }))
            .collect();
        let mut around: Vec<Option<Around>> =
            sent.iter().map(|placed| self.line_around(placed)).collect();
        if !around.contains(&Some(Around::Byline))
            && let Some(at) = self.bare_byline(base, sent)
        {
            around[at] = Some(Around::Byline);
        }
        let rest: Vec<usize> = (0..sent.len()).filter(|n| around[*n].is_none()).collect();
        let keyed: Vec<(&Held, String)> =
            rest.iter().map(|n| (&sent[*n].held, self.key(&sent[*n].held))).collect();
        let mut was: Vec<Was> =
            around.into_iter().map(|around| around.map_or(Was::Unknown, Was::Around)).collect();
        for (n, found) in rest.iter().zip(pair(&printed, &keyed, true)) {
            if let Some(found) = found {
                was[*n] = Was::Printed(numbers[found.old]);
            }
        }
        sent.iter().map(|placed| placed.held.clone()).zip(was).collect()
    }

    /// What the site must have held where nobody kept it: what the base prints, below those lines of
    /// a WordPress post that are there now.
    fn as_printed(&self, base: &Base, now: &[Placed]) -> Vec<(Held, Was)> {
        let article = crate::render::article(self.base, self.house);
        let lead = article.lead.map(|lead| format!("Main picture: {}", lead.caption));
        let lines = [
            (Around::Byline, article.byline),
            (Around::LeadLine, lead.unwrap_or_default()),
            (Around::Label, article.label.unwrap_or_default().to_owned()),
        ];
        let there = |around: &Around| now.iter().any(|one| self.line_around(one) == Some(*around));
        let line = |(around, words): (Around, String)| {
            let strong = around == Around::Label;
            let bits = vec![Bit::Words(words, Style { strong, ..Style::default() })];
            (Held::Paragraph(bits), Was::Around(around))
        };
        let printed = base.printed.iter().enumerate();
        let printed = printed.filter(|(_, (held, _))| !matches!(held, Held::Note { .. }));
        let lines = lines.into_iter().filter(|(around, _)| there(around)).map(line);
        lines.chain(printed.map(|(n, (held, _))| (self.as_shown(held), Was::Printed(n)))).collect()
    }

    /// A printed block with its pictures where the site has them.
    fn as_shown(&self, held: &Held) -> Held {
        let Held::Figure(shown) = held else { return held.clone() };
        let name = shown.addresses.first().cloned().unwrap_or_default();
        let addresses = self.pictures.address(&name).into_iter().chain([name]).collect();
        Held::Figure(Shown { addresses, ..shown.clone() })
    }

    /// The lines that WordPress posts have above the body, by their class.
    fn line_around(&self, placed: &Placed) -> Option<Around> {
        let Held::Paragraph(_) = placed.held else { return None };
        let has = |what: &str| placed.class.split_whitespace().any(|one| one == what);
        let label = &self.house.advertisement.label;
        let paid = self.base.kind == crate::story::Kind::AdvertisementFeature;
        if has("byline") {
            return Some(Around::Byline);
        }
        if has("lead-credit") {
            return Some(Around::LeadLine);
        }
        (paid && super::alike(&words(&placed.held), label)).then_some(Around::Label)
    }

    /// The byline where a site keeps no classes, as Ghost: the paragraph that says it above the body.
    fn bare_byline(&self, base: &Base, sent: &[Placed]) -> Option<usize> {
        let byline = self.house.byline_for(&self.base.copy.byline);
        let says =
            |held: &Held| matches!(held, Held::Paragraph(_)) && super::alike(&words(held), &byline);
        let in_body = base.printed.iter().any(|(held, _)| says(held));
        let at = sent.iter().position(|placed| says(&placed.held))?;
        (!byline.is_empty() && !in_body && at <= 1).then_some(at)
    }

    pub(super) fn matches(
        &self,
        base: &Base,
        sent: &[(Held, Was)],
        held: &[Placed],
    ) -> Vec<Option<Match>> {
        let is_around = |old: usize| match sent[old].1 {
            Was::Around(_) => true,
            Was::Printed(printed) => matches!(base.printed[printed].1, Origin::Around(_)),
            Was::Unknown => false,
        };
        let sent: Vec<_> = sent.iter().map(|(held, _)| (held, self.key(held))).collect();
        let now: Vec<_> =
            held.iter().map(|placed| (&placed.held, self.key(&placed.held))).collect();
        let mut found = pair(&sent, &now, true);
        for (at, one) in found.iter_mut().enumerate() {
            // Another text in the place of a line around the body is not that line.
            let stranger = |old: usize| alike(&words(sent[old].0), &words(now[at].0)) < EDITED;
            *one = one.filter(|one| one.same || !is_around(one.old) || !stranger(one.old));
        }
        for (at, placed) in held.iter().enumerate() {
            // A line that was changed beyond recognition still has its class.
            let around = self.line_around(placed).filter(|around| *around != Around::Label);
            let Some(around) = around.filter(|_| found[at].is_none()) else { continue };
            let is_it = |n: &usize| self.is_line(&sent[*n], around);
            let free = |n: &usize| !found.iter().flatten().any(|one| one.old == *n);
            if let Some(old) = (0..sent.len()).filter(free).find(is_it) {
                found[at] = Some(Match { old, same: false });
            }
        }
        found
    }

    fn is_line(&self, (held, _): &(&Held, String), around: Around) -> bool {
        let printed = match around {
            Around::Byline => self.house.byline_for(&self.base.copy.byline),
            _ => return words(held).starts_with("Main picture"),
        };
        super::alike(&words(held), &printed)
    }
}
