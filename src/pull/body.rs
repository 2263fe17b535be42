//! The body: what says the same is the base's Markdown, the rest is written anew.

use super::base::{Around, Base, Origin};
use super::matching::{Match, pair};
use super::notes::Notes;
use super::{Pull, lines};
use crate::markdown::from_html::{Bit, Held, Placed, Shown, key, words};
use crate::markdown::image_line;

/// What a block of the site's earlier text was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Was {
    /// The printed block with this number.
    Printed(usize),
    Around(Around),
    /// Something the site added by itself.
    Unknown,
}

/// A piece of the new body.
struct Item {
    /// The stretch of the base it is or came from.
    source: Option<usize>,
    /// It is that stretch to the letter.
    verbatim: bool,
    text: String,
}

/// The site's text held against what it was.
struct Compared<'a> {
    base: &'a Base,
    sent: &'a [(Held, Was)],
    held: &'a [Placed],
    /// For each block now the block of `sent` it is.
    found: Vec<Option<Match>>,
}

impl Compared<'_> {
    fn was(&self, at: usize) -> Option<(Was, bool)> {
        self.found[at].map(|found| (self.sent[found.old].1, found.same))
    }

    /// The printed block that this one is or came from.
    fn printed(&self, at: usize) -> Option<usize> {
        match self.was(at) {
            Some((Was::Printed(printed), _)) => Some(printed),
            _ => None,
        }
    }

    fn source(&self, at: usize) -> Option<usize> {
        self.printed(at).and_then(|printed| match self.base.printed[printed].1 {
            Origin::Body(source) => Some(source),
            _ => None,
        })
    }

    fn is_same(&self, at: usize) -> bool {
        self.found[at].is_some_and(|found| found.same)
    }

    /// What is printed around the body, and whether it still says the same.
    fn around(&self, at: usize) -> Option<(Around, bool)> {
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
    fn whole(&self, at: usize) -> Option<(usize, usize)> {
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
    /// The Markdown of what the site holds now.
    pub(super) fn body(
        &mut self,
        sent: &[Placed],
        held: Vec<Placed>,
        beside: &[(String, String)],
    ) -> String {
        let base = self.take_apart();
        let is_note = |placed: &Placed| matches!(placed.held, Held::Note { .. });
        let (held_notes, held): (Vec<Placed>, Vec<Placed>) = held.into_iter().partition(is_note);
        let (sent_notes, sent): (Vec<Placed>, Vec<Placed>) =
            sent.iter().cloned().partition(is_note);
        let notes = Notes::read(&base, &sent_notes, &held_notes, &held, beside);
        let sent = self.recognised(&base, &sent);
        let found = self.matches(&sent, &held);
        let compared = Compared { base: &base, sent: &sent, held: &held, found };
        let items = self.items(&compared, &notes);
        self.gone(&compared);
        for number in notes.without_words() {
            self.miss("footnote whose words were not told", number);
        }
        let items = self.with_unprinted(&base, items, &notes);
        self.joined(&base, &items)
    }

    fn key(&self, held: &Held) -> String {
        key(held, &|shown: &Shown| self.pictures.name(shown))
    }

    /// What each block of the site's earlier text was made from.
    fn recognised(&self, base: &Base, sent: &[Placed]) -> Vec<(Held, Was)> {
        let own_name = |shown: &Shown| shown.addresses.first().cloned().unwrap_or_default();
        let printed: Vec<(&Held, String)> =
            base.printed.iter().map(|(held, _)| (held, key(held, &own_name))).collect();
        let printed: Vec<_> =
            printed.into_iter().filter(|(held, _)| !matches!(held, Held::Note { .. })).collect();
        if sent.is_empty() {
            let all = base.printed.iter().enumerate();
            let all = all.filter(|(_, (held, _))| !matches!(held, Held::Note { .. }));
            return all.map(|(n, (held, _))| (self.as_shown(held), Was::Printed(n))).collect();
        }
        let numbers: Vec<usize> = (0..base.printed.len())
            .filter(|n| !matches!(base.printed[*n].0, Held::Note { .. }))
            .collect();
        let around: Vec<Option<Around>> =
            sent.iter().map(|placed| self.line_around(placed)).collect();
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

    fn matches(&self, sent: &[(Held, Was)], held: &[Placed]) -> Vec<Option<Match>> {
        let sent: Vec<_> = sent.iter().map(|(held, _)| (held, self.key(held))).collect();
        let now: Vec<_> =
            held.iter().map(|placed| (&placed.held, self.key(&placed.held))).collect();
        let mut found = pair(&sent, &now, false);
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

    fn items(&mut self, compared: &Compared<'_>, notes: &Notes) -> Vec<Item> {
        let opening = self.opening(compared);
        let mut items: Vec<Item> = Vec::new();
        let mut after_list = false;
        let mut at = 0;
        while at < compared.held.len() {
            let held = &compared.held[at].held;
            if let Some((around, same)) = compared.around(at) {
                if let Some(text) = self.around(around, same, held) {
                    items.push(Item { source: None, verbatim: false, text });
                }
                at += 1;
                continue;
            }
            let whole = compared.whole(at).filter(|_| opening != Opening::Apart(at));
            let length = whole.map_or(1, |(_, length)| length);
            for n in at..at + length {
                self.look_at(compared, n);
            }
            let last = &compared.held[at + length - 1].held;
            let (verbatim, text) = match whole {
                Some((source, _)) => {
                    let bytes = compared.base.sources[source].bytes.clone();
                    (true, self.base.copy.body[bytes].to_owned())
                }
                None => {
                    let held = self.without_dateline(held, opening == Opening::Here(at));
                    (false, self.written(&held, notes, after_list))
                }
            };
            items.push(Item { source: compared.source(at), verbatim, text });
            after_list = matches!(last, Held::List(_));
            at += length;
        }
        items
    }

    /// Takes over what a picture's figure says.
    fn look_at(&mut self, compared: &Compared<'_>, at: usize) {
        if let Held::Figure(shown) = &compared.held[at].held {
            let sent = compared.found[at].map(|found| &compared.sent[found.old].0);
            let sent = match sent {
                Some(Held::Figure(sent)) => Some(sent),
                _ => None,
            };
            self.words_of(shown, sent);
        }
    }

    /// What a line around the body says now; text that is to stand in the body after all.
    fn around(&mut self, around: Around, same: bool, held: &Held) -> Option<String> {
        let said = words(held);
        match around {
            _ if same => {}
            Around::Byline => self.byline(&said),
            Around::LeadLine => self.lead_line(&said),
            Around::Label => self.miss("label, changed on the site", &said),
            Around::SignOff => self.miss("sign-off, changed on the site", &said),
            Around::Dateline => {
                self.dateline = Some(None);
                return Some(self.written(held, &Notes::default(), false));
            }
        }
        None
    }

    /// What of the lines around the body was taken out on the site.
    fn gone(&mut self, compared: &Compared<'_>) {
        for (n, (held, was)) in compared.sent.iter().enumerate() {
            let around = match was {
                Was::Around(around) => Some(*around),
                Was::Printed(printed) => match compared.base.printed[*printed].1 {
                    Origin::Around(around) => Some(around),
                    _ => None,
                },
                Was::Unknown => None,
            };
            let there = compared.found.iter().flatten().any(|found| found.old == n);
            match around.filter(|_| !there) {
                Some(Around::Byline) => self.wording.copy.byline.clear(),
                Some(Around::Dateline) => self.dateline = Some(None),
                Some(Around::LeadLine) => {
                    self.miss("line about the main picture, taken out", &words(held))
                }
                Some(Around::Label) => self.miss("label, taken out", &words(held)),
                Some(Around::SignOff) if *held != Held::Rule => {
                    self.miss("sign-off, taken out", &words(held));
                }
                _ => {}
            }
        }
    }

    /// Where the dateline is to be looked for.
    fn opening(&mut self, compared: &Compared<'_>) -> Opening {
        let place = self.base.copy.dateline.as_deref().unwrap_or_default();
        let first_printed = compared.base.printed.iter().position(|(held, origin)| {
            matches!((held, origin), (Held::Paragraph(_), Origin::Body(_)))
        });
        let (Some(printed), false) = (first_printed, place.trim().is_empty()) else {
            return Opening::Nowhere;
        };
        let first = (0..compared.held.len()).find(|at| {
            matches!(compared.held[*at].held, Held::Paragraph(_)) && compared.around(*at).is_none()
        });
        let it = (0..compared.held.len()).find(|at| compared.printed(*at) == Some(printed));
        match first {
            None => {
                self.dateline = Some(None);
                Opening::Nowhere
            }
            Some(first) if it.is_none_or(|it| it == first) => Opening::Here(first),
            Some(_) => {
                // Something stands before it now: the place stays where somebody left it, as words.
                self.dateline = Some(None);
                it.map_or(Opening::Nowhere, Opening::Apart)
            }
        }
    }

    /// A first paragraph without the dateline it opens with; what it names now is noted.
    fn without_dateline(&mut self, held: &Held, opens: bool) -> Held {
        let (Held::Paragraph(bits), true) = (held, opens) else { return held.clone() };
        let Some(Bit::Words(first, style)) = bits.first() else { return held.clone() };
        let place = self.base.copy.dateline.as_deref().unwrap_or_default();
        let printed = self.house.dateline_for(place);
        let rest = match first.strip_prefix(printed.trim_end()) {
            Some(rest) => rest,
            None => match lines::place_in(&self.house.dateline.pattern, first) {
                Some((place, rest)) => {
                    self.dateline = Some(Some(place.trim().to_owned()));
                    rest
                }
                None => {
                    self.dateline = Some(None);
                    return held.clone();
                }
            },
        };
        let opening = Bit::Words(rest.trim_start().to_owned(), style.clone());
        Held::Paragraph([opening].into_iter().chain(bits[1..].iter().cloned()).collect())
    }

    /// Puts what prints nothing (notes, kept addresses, the line of the lead picture) after what stood
    /// before it.
    fn with_unprinted(&self, base: &Base, mut items: Vec<Item>, notes: &Notes) -> Vec<Item> {
        let prints = |n: usize| base.printed.iter().any(|(_, origin)| *origin == Origin::Body(n));
        for (n, source) in base.sources.iter().enumerate().filter(|(n, _)| !prints(*n)) {
            let own = self.base.copy.body[source.bytes.clone()].to_owned();
            let label =
                source.note.as_ref().and_then(|label| base.labels.iter().position(|l| l == label));
            let text = match label.and_then(|number| notes.changed(number)) {
                Some(None) => continue,
                Some(Some(note)) => self.written_plainly(note, notes, false),
                None => own.clone(),
            };
            let before =
                items.iter().enumerate().filter(|(_, item)| item.source.is_some_and(|s| s < n));
            let after = before.max_by_key(|(_, item)| item.source).map_or(0, |(at, _)| at + 1);
            items.insert(after, Item { source: Some(n), verbatim: text == own, text });
        }
        for note in notes.new() {
            let text = self.written_plainly(note, notes, false);
            items.push(Item { source: None, verbatim: false, text });
        }
        items.retain(|item| !item.text.trim().is_empty());
        items
    }

    fn joined(&self, base: &Base, items: &[Item]) -> String {
        let body = &self.base.copy.body;
        let crlf =
            body.contains("\r\n") && body.matches('\n').count() == body.matches("\r\n").count();
        let own = |text: &str| if crlf { text.replace('\n', "\r\n") } else { text.to_owned() };
        let bytes = |item: &Item| {
            let source = item.source.filter(|_| item.verbatim)?;
            Some((source, base.sources.get(source)?.bytes.clone()))
        };
        let mut out = String::new();
        let mut last: Option<(usize, std::ops::Range<usize>)> = None;
        for (n, item) in items.iter().enumerate() {
            let here = bytes(item);
            let gap = match (&last, &here) {
                _ if n == 0 => match &here {
                    Some((0, bytes)) => body[..bytes.start].to_owned(),
                    _ => String::new(),
                },
                (Some((before, end)), Some((now, start))) if before + 1 == *now => {
                    body[end.end..start.start].to_owned()
                }
                _ => own("\n\n"),
            };
            out.push_str(&gap);
            out.push_str(&if item.verbatim { item.text.clone() } else { own(&item.text) });
            last = here;
        }
        let tail = base.sources.last().map_or(0, |source| source.bytes.end);
        out + &body[tail..]
    }

    /// The pictures that the new body shows.
    pub(super) fn added_in(&self, body: &str) -> Vec<super::AddedPicture> {
        let added = self.pictures.added().into_iter();
        added.filter(|one| body.contains(&image_line(&one.name))).collect()
    }
}

/// Where the first paragraph, which has the dateline before it, stands now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    Nowhere,
    Here(usize),
    /// It is not the first any more.
    Apart(usize),
}
