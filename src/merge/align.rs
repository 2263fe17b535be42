//! Which piece of one body is which piece of another: the same, edited, moved, taken out or new.

use super::words::alike;
use crate::markdown;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// A body in its pieces.
#[derive(Debug)]
pub struct Source<'a> {
    pub pieces: Vec<Piece<'a>>,
    /// White space before the first piece.
    pub lead: &'a str,
}

/// A piece as it is written.
#[derive(Debug)]
pub struct Piece<'a> {
    pub text: &'a str,
    /// The text with line breaks of one kind: what is compared.
    pub key: String,
    /// The white space behind it.
    pub gap: &'a str,
}

impl<'a> Source<'a> {
    pub fn of(body: &'a str) -> Self {
        let ranges = markdown::pieces(body);
        let lead = &body[..ranges.first().map_or(body.len(), |first| first.start)];
        let nexts = ranges.iter().skip(1).map(|next| next.start).chain([body.len()]);
        let piece = |(bytes, next): (&Range<usize>, usize)| {
            let text = &body[bytes.clone()];
            Piece { text, key: one_break(text), gap: &body[bytes.end..next] }
        };
        Self { pieces: ranges.iter().zip(nexts).map(piece).collect(), lead }
    }
}

/// A text whose line breaks are all `\n`.
pub fn one_break(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// One side held against the base.
#[derive(Debug)]
pub struct Side {
    /// For each piece of the base the piece of this side that became of it.
    pub now: Vec<Option<usize>>,
    /// For each piece of this side that is new or was moved here: how many pieces of the base stand
    /// before it. `None` for one that stands where it stood.
    pub placed: Vec<Option<usize>>,
    /// For each piece of this side the piece of the base it was.
    pub was: Vec<Option<usize>>,
}

impl Side {
    /// Whether the base's piece stands elsewhere on this side.
    pub fn moved(&self, base: usize) -> bool {
        self.now[base].is_some_and(|at| self.placed[at].is_some())
    }
}

/// Shared words from which on a piece is an edited one, not another in its place.
const EDITED: f64 = 0.5;
/// Likewise for one that stands elsewhere, where its place says nothing for it.
const MOVED: f64 = 0.75;
/// Words that a moved and edited piece must have: of fewer, three quarters agree by chance.
const MOVED_WORDS: usize = 5;
/// Most pairs of pieces that are held against each other.
const PAIRS: usize = 20_000;

/// Holds a side against the base.
pub fn align(base: &[Piece<'_>], side: &[Piece<'_>]) -> Side {
    let mut now = vec![None; base.len()];
    let keys = |pieces: &[Piece<'_>]| pieces.iter().map(|p| p.key.clone()).collect::<Vec<_>>();
    for op in capture_diff_slices(Algorithm::Patience, &keys(base), &keys(side)) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                (0..len).for_each(|n| now[old_index + n] = Some(new_index + n));
            }
            DiffOp::Replace { .. } => {
                for (old, new) in edited(base, op.old_range(), side, op.new_range()) {
                    now[old] = Some(new);
                }
            }
            _ => {}
        }
    }
    let mut was = vec![None; side.len()];
    for (old, new) in now.iter().enumerate() {
        new.iter().for_each(|new: &usize| was[*new] = Some(old));
    }
    let mut before = 0;
    let mut placed = vec![None; side.len()];
    for (at, old) in was.iter().enumerate() {
        match old {
            Some(old) => before = old + 1,
            None => placed[at] = Some(before),
        }
    }
    let mut side_held = Side { now, placed, was };
    find_moved(base, side, &mut side_held);
    side_held
}

/// The pairs of edited pieces in a stretch that both sides have in its place: the order is kept and
/// as many words as possible agree; what is left over between two pairs in equal number was
/// rewritten.
fn edited(
    base: &[Piece<'_>],
    old: Range<usize>,
    side: &[Piece<'_>],
    new: Range<usize>,
) -> Vec<(usize, usize)> {
    let mut pairs = best(base, &old, side, &new);
    let mut rewritten = Vec::new();
    let mut from = (old.start, new.start);
    for to in pairs.iter().copied().chain([(old.end, new.end)]) {
        if to.0 - from.0 == to.1 - from.1 {
            rewritten.extend((from.0..to.0).zip(from.1..to.1));
        }
        from = (to.0 + 1, to.1 + 1);
    }
    pairs.extend(rewritten);
    pairs
}

/// The longest common subsequence by shared words.
fn best(
    base: &[Piece<'_>],
    old: &Range<usize>,
    side: &[Piece<'_>],
    new: &Range<usize>,
) -> Vec<(usize, usize)> {
    let (rows, columns) = (old.len(), new.len());
    if rows * columns > PAIRS {
        return Vec::new();
    }
    let score = |i: usize, j: usize| {
        let shared = alike(&base[old.start + i].key, &side[new.start + j].key);
        if shared >= EDITED { shared } else { 0.0 }
    };
    let scores: Vec<Vec<f64>> =
        (0..rows).map(|i| (0..columns).map(|j| score(i, j)).collect()).collect();
    let mut most = vec![vec![0.0_f64; columns + 1]; rows + 1];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            let paired = if scores[i][j] > 0.0 { scores[i][j] + most[i + 1][j + 1] } else { 0.0 };
            most[i][j] = paired.max(most[i + 1][j]).max(most[i][j + 1]);
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < rows && j < columns {
        if scores[i][j] > 0.0 && most[i][j] <= scores[i][j] + most[i + 1][j + 1] {
            pairs.push((old.start + i, new.start + j));
            (i, j) = (i + 1, j + 1);
        } else if most[i][j] <= most[i + 1][j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// Pairs what was taken out in one place with what is new in another.
fn find_moved(base: &[Piece<'_>], side: &[Piece<'_>], held: &mut Side) {
    let gone: Vec<usize> = (0..base.len()).filter(|old| held.now[*old].is_none()).collect();
    let new: Vec<usize> = (0..side.len()).filter(|at| held.was[*at].is_none()).collect();
    if gone.len() * new.len() > PAIRS {
        return;
    }
    let long = |piece: &Piece<'_>| piece.key.split_whitespace().count() >= MOVED_WORDS;
    for sure in [true, false] {
        for old in &gone {
            let fits = |at: &&usize| {
                let (one, other) = (&base[*old], &side[**at]);
                held.was[**at].is_none()
                    && match sure {
                        true => one.key == other.key,
                        false => long(one) && alike(&one.key, &other.key) >= MOVED,
                    }
            };
            let found =
                if held.now[*old].is_none() { new.iter().find(fits).copied() } else { None };
            if let Some(at) = found {
                held.now[*old] = Some(at);
                held.was[at] = Some(*old);
            }
        }
    }
}
