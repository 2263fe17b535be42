//! Two bodies made one, piece by piece.

use super::align::{Piece, Side, Source, align, one_break};
use super::blanks;
use super::words::{self, alike};
use super::{Change, Conflict, Found, Spot};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// What parts two pieces that no writer set side by side.
const APART: &str = "\n\n";

/// A merged body in which the conflicts are still open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    lead: String,
    parts: Vec<(Part, String)>,
    /// A body that nobody disagrees about, to the letter.
    whole: bool,
    /// Line breaks are `\r\n`, as in mine; those of the parts are of one kind.
    crlf: bool,
}

/// A piece of the draft; the text beside it in [`Draft`] is the white space behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    /// The number of a conflict.
    Open(usize),
}

impl Draft {
    /// The body, with `choose` for each open conflict. A piece that comes out empty is left out.
    pub fn write(&self, choose: impl Fn(usize) -> String) -> String {
        let mut body = self.lead.clone();
        let mut gap: Option<&str> = None;
        let mut tail = "";
        for (part, behind) in &self.parts {
            tail = behind;
            let text = match part {
                Part::Text(text) => text.clone(),
                Part::Open(number) => choose(*number),
            };
            if text.is_empty() {
                gap = gap.map(|_| APART);
                continue;
            }
            body.push_str(gap.unwrap_or_default());
            body.push_str(&if self.whole { text } else { one_break(&text) });
            gap = Some(behind);
        }
        body.push_str(tail);
        if self.crlf { body.replace('\n', "\r\n") } else { body }
    }

    fn whole(body: &str) -> Self {
        let parts = vec![(Part::Text(body.to_owned()), String::new())];
        Self { parts, whole: true, ..Self::default() }
    }
}

/// Makes two bodies one.
pub fn merge([base, mine, theirs]: [&str; 3], found: &mut Found) -> Draft {
    let (b, m, t) = (Source::of(base), Source::of(mine), Source::of(theirs));
    let placed = placed([&b, &m, &t], found);
    if mine == base || mine == theirs {
        return Draft::whole(theirs);
    }
    if theirs == base {
        return Draft::whole(mine);
    }
    let last = |source: &Source<'_>| {
        source.pieces.last().map_or_else(String::new, |piece| one_break(piece.gap))
    };
    let edge = |[was, held, other]: [String; 3]| if held == was { other } else { held };
    let lead = edge([&b, &m, &t].map(|source| one_break(source.lead)));
    let tail = edge([&b, &m, &t].map(last));
    let gaps: Vec<String> = placed
        .iter()
        .zip(placed.iter().skip(1))
        .map(|(one, next)| between(one, next, [&m, &t]).map_or_else(|| APART.to_owned(), one_break))
        .chain([tail])
        .collect();
    let parts = placed.into_iter().map(|placed| placed.part).zip(gaps).collect();
    let crlf = mine.contains("\r\n") && mine.matches('\n').count() == mine.matches("\r\n").count();
    Draft { lead, parts, crlf, whole: false }
}

/// Every part of the merged body, in its order.
fn placed([base, mine, theirs]: [&Source<'_>; 3], found: &mut Found) -> Vec<Placed> {
    let sides = [align(&base.pieces, &mine.pieces), align(&base.pieces, &theirs.pieces)];
    let mut merging = Merging {
        base: &base.pieces,
        pieces: [&mine.pieces, &theirs.pieces],
        sides: [&sides[0], &sides[1]],
        placed: Vec::new(),
        found,
    };
    merging.run();
    merging.placed
}

/// Theirs with what stood in the base wherever both changed a piece, each in another way, and `open`
/// holds for the number of that conflict.
pub fn put_back(
    [base, mine, theirs]: [&str; 3],
    found: &mut Found,
    open: &dyn Fn(usize) -> bool,
) -> String {
    let (b, m, t) = (Source::of(base), Source::of(mine), Source::of(theirs));
    let placed = placed([&b, &m, &t], found);
    let mut texts: Vec<Option<&str>> = t.pieces.iter().map(|piece| Some(piece.text)).collect();
    // What theirs took out, by the number of their pieces that stand before it.
    let mut more: Vec<(usize, &str)> = Vec::new();
    let mut before = 0;
    for Placed { part, at } in &placed {
        let there = at[THEIRS];
        if let Part::Open(number) = part
            && open(*number)
        {
            let was = found.conflicts[*number].base.as_str();
            match there {
                Some(there) => texts[there] = (!was.is_empty()).then_some(was),
                None => more.push((before, was)),
            }
        }
        before = there.map_or(before, |there| there + 1);
    }
    let mut pieces: Vec<&str> = Vec::new();
    for at in 0..=texts.len() {
        pieces.extend(more.iter().filter(|(before, _)| *before == at).map(|(_, text)| *text));
        pieces.extend(texts.get(at).copied().flatten());
    }
    let tail = t.pieces.last().map_or("", |piece| piece.gap);
    format!("{}{}{tail}", t.lead, pieces.join(APART))
}

/// The white space with which one of the writers set two pieces side by side.
fn between<'a>(one: &Placed, next: &Placed, sources: [&Source<'a>; 2]) -> Option<&'a str> {
    let beside = |side: usize| {
        let at = one.at[side]?;
        (next.at[side] == Some(at + 1)).then(|| sources[side].pieces[at].gap)
    };
    beside(0).or_else(|| beside(1))
}

/// A part of the merged body with the places it has in mine and in theirs.
struct Placed {
    part: Part,
    at: [Option<usize>; 2],
}

/// What stands between two pieces of the base on one side only.
#[derive(Clone, Copy)]
enum Entry {
    New(usize),
    /// A piece of the base.
    Moved(usize),
}

const MINE: usize = 0;
const THEIRS: usize = 1;
/// Shared words from which on two new pieces in one place are two wordings of the same.
const TWICE: f64 = 0.6;

struct Merging<'a> {
    base: &'a [Piece<'a>],
    pieces: [&'a [Piece<'a>]; 2],
    sides: [&'a Side; 2],
    placed: Vec<Placed>,
    found: &'a mut Found,
}

impl Merging<'_> {
    fn run(&mut self) {
        for at in 0..=self.base.len() {
            self.inserted(at);
            let moved = self.sides.iter().any(|side| at < self.base.len() && side.moved(at));
            if at < self.base.len() && !moved {
                self.outcome(at);
            }
        }
    }

    fn text(&self, side: usize, at: usize) -> &str {
        self.pieces[side][at].text
    }

    fn key(&self, side: usize, at: usize) -> &str {
        &self.pieces[side][at].key
    }

    fn place(&mut self, part: Part, at: [Option<usize>; 2]) {
        self.placed.push(Placed { part, at });
    }

    fn spot(&self) -> Spot {
        Spot::Paragraph { number: self.placed.len() }
    }

    /// Places a text; `from` is the side that alone changed it.
    fn settled(&mut self, text: &str, at: [Option<usize>; 2], from: Option<usize>, was: &str) {
        self.place(Part::Text(text.to_owned()), at);
        self.note(from, was, text);
    }

    fn note(&mut self, from: Option<usize>, was: &str, now: &str) {
        let change = Change { spot: self.spot(), was: was.to_owned(), now: now.to_owned() };
        match from {
            Some(MINE) => self.found.kept.push(change),
            Some(_) => self.found.taken.push(change),
            None => {}
        }
    }

    fn conflict(&mut self, base: &str, mine: &str, theirs: &str, at: [Option<usize>; 2]) {
        self.place(Part::Open(self.found.conflicts.len()), at);
        let [base, mine, theirs] = [base, mine, theirs].map(str::to_owned);
        let conflict = Conflict { spot: self.spot(), base, mine, theirs };
        self.found.conflicts.push(conflict);
    }

    /// What becomes of a piece of the base.
    fn outcome(&mut self, old: usize) {
        let at = [self.sides[MINE].now[old], self.sides[THEIRS].now[old]];
        let base: &Piece<'_> = &self.base[old];
        match at {
            [None, None] => {}
            [Some(mine), Some(theirs)] => self.both(base, mine, theirs),
            [Some(mine), None] => self.one_has(old, MINE, mine),
            [None, Some(theirs)] => self.one_has(old, THEIRS, theirs),
        }
    }

    /// A piece that one side took out: it goes, unless the other did something to it.
    fn one_has(&mut self, old: usize, side: usize, at: usize) {
        let base = &self.base[old];
        let text = self.pieces[side][at].text;
        if blanks::same(self.key(side, at), &base.key) && !self.sides[side].moved(old) {
            self.note(Some(1 - side), base.text, "");
        } else if side == MINE {
            self.conflict(base.text, text, "", [Some(at), None]);
        } else {
            self.conflict(base.text, "", text, [None, Some(at)]);
        }
    }

    /// A piece that both have.
    fn both(&mut self, base: &Piece<'_>, mine: usize, theirs: usize) {
        let at = [Some(mine), Some(theirs)];
        let (held, other) = (&self.pieces[MINE][mine], &self.pieces[THEIRS][theirs]);
        if held.key == other.key {
            self.settled(held.text, at, None, base.text);
        } else if held.key == base.key {
            self.settled(other.text, at, Some(THEIRS), base.text);
        } else if other.key == base.key {
            self.settled(held.text, at, Some(MINE), base.text);
        } else if blanks::same(&held.key, &other.key) {
            self.settled(held.text, at, None, base.text);
        } else if blanks::same(&held.key, &base.key) {
            self.settled(other.text, at, Some(THEIRS), base.text);
        } else if blanks::same(&other.key, &base.key) {
            self.settled(held.text, at, Some(MINE), base.text);
        } else if let Some(text) = one_of_both([&base.key, &held.key, &other.key]) {
            self.note_both(base.text, held.text, other.text);
            self.place(Part::Text(text), at);
        } else {
            self.conflict(base.text, held.text, other.text, at);
        }
    }

    /// Both changes of a piece stand; told before it is placed.
    fn note_both(&mut self, was: &str, mine: &str, theirs: &str) {
        let spot = Spot::Paragraph { number: self.placed.len() + 1 };
        let change =
            |now: &str| Change { spot: spot.clone(), was: was.to_owned(), now: now.to_owned() };
        self.found.kept.push(change(mine));
        self.found.taken.push(change(theirs));
    }

    /// What either side has new, or moved here, before piece `at` of the base.
    fn inserted(&mut self, at: usize) {
        let (mine, theirs) = (self.entries(MINE, at), self.entries(THEIRS, at));
        let keys = |entries: &[Entry], side: usize| -> Vec<String> {
            let key = |entry: &Entry| match entry {
                Entry::New(at) => self.key(side, *at).to_owned(),
                // No text has this sign in it twice: comrak takes it out.
                Entry::Moved(old) => format!("\0{side}\0{old}"),
            };
            entries.iter().map(key).collect()
        };
        let ops = capture_diff_slices(Algorithm::Myers, &keys(&mine, MINE), &keys(&theirs, THEIRS));
        for op in ops {
            let (mine, theirs) = (&mine[op.old_range()], &theirs[op.new_range()]);
            match op {
                DiffOp::Equal { .. } => self.same_new(mine, theirs),
                _ => self.different_new(mine, theirs),
            }
        }
    }

    fn entries(&self, side: usize, at: usize) -> Vec<Entry> {
        let held = self.sides[side];
        let here = (0..held.placed.len()).filter(|n| held.placed[*n] == Some(at));
        here.filter_map(|n| match held.was[n] {
            None => Some(Entry::New(n)),
            // Where both moved it, it stands where mine has it.
            Some(old) if side == THEIRS && self.sides[MINE].moved(old) => None,
            Some(old) => Some(Entry::Moved(old)),
        })
        .collect()
    }

    fn same_new(&mut self, mine: &[Entry], theirs: &[Entry]) {
        for pair in mine.iter().zip(theirs) {
            if let (Entry::New(held), Entry::New(other)) = pair {
                let text = self.text(MINE, *held).to_owned();
                self.settled(&text, [Some(*held), Some(*other)], None, "");
            }
        }
    }

    /// Mine, then theirs; two wordings of the same are a conflict.
    fn different_new(&mut self, mine: &[Entry], theirs: &[Entry]) {
        let mut twice = Vec::new();
        for (n, entry) in mine.iter().enumerate() {
            match (entry, theirs.get(n)) {
                (Entry::New(held), Some(Entry::New(other)))
                    if blanks::same(self.key(MINE, *held), self.key(THEIRS, *other)) =>
                {
                    let text = self.text(MINE, *held).to_owned();
                    self.settled(&text, [Some(*held), Some(*other)], None, "");
                    twice.push(n);
                }
                (Entry::New(held), Some(Entry::New(other)))
                    if alike(self.key(MINE, *held), self.key(THEIRS, *other)) >= TWICE =>
                {
                    let texts = [self.text(MINE, *held), self.text(THEIRS, *other)];
                    let [held_text, other_text] = texts.map(str::to_owned);
                    self.conflict("", &held_text, &other_text, [Some(*held), Some(*other)]);
                    twice.push(n);
                }
                _ => self.entry(MINE, *entry),
            }
        }
        for (n, entry) in theirs.iter().enumerate() {
            if !twice.contains(&n) {
                self.entry(THEIRS, *entry);
            }
        }
    }

    fn entry(&mut self, side: usize, entry: Entry) {
        match entry {
            Entry::Moved(old) => self.outcome(old),
            Entry::New(at) => {
                let text = self.text(side, at).to_owned();
                let places = if side == MINE { [Some(at), None] } else { [None, Some(at)] };
                self.settled(&text, places, Some(side), "");
            }
        }
    }
}

/// The text with the words of both; where only white space is in the way, in one line.
fn one_of_both(all: [&str; 3]) -> Option<String> {
    let [base, mine, theirs] = all;
    words::merge(base, mine, theirs).or_else(|| {
        let lines = all.map(blanks::in_one_line);
        let [Some(base), Some(mine), Some(theirs)] = lines else { return None };
        words::merge(&base, &mine, &theirs)
    })
}
