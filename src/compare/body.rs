//! Bodies, paragraph by paragraph.

use super::words::{self, How, Piece};
use crate::merge::{Side, Source, align, one_break};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One row of two bodies side by side: a paragraph, heading, list or other piece of the old one, of the
/// new one, or of both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ComparedParagraph")]
pub struct Paragraph {
    pub standing: Standing,
    /// Its number in the old body, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub was: Option<usize>,
    /// Its number in the new body, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub now: Option<usize>,
    /// Its Markdown with line breaks of one kind. Where it was moved from it is told as it was, and
    /// nothing in it is deleted: what was changed is told where it stands now.
    pub pieces: Vec<Piece>,
}

/// What became of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "ComparedStanding")]
pub enum Standing {
    Same,
    Changed,
    Added,
    Removed,
    /// It stood here in the old body and stands elsewhere in the new one.
    MovedAway,
    /// It stands here in the new body and stood elsewhere in the old one.
    MovedHere,
}

impl Standing {
    /// Whether the row shows a paragraph of the old body.
    pub fn is_old(self) -> bool {
        !matches!(self, Self::Added | Self::MovedHere)
    }

    /// Whether the row shows a paragraph of the new body.
    pub fn is_new(self) -> bool {
        !matches!(self, Self::Removed | Self::MovedAway)
    }
}

/// Rows in an order in which the old ones are as the old body has them and the new ones as the new has.
pub(super) fn compare(old: &str, new: &str) -> Vec<Paragraph> {
    let (old, new) = (Source::of(old), Source::of(new));
    let side = align(&old.pieces, &new.pieces);
    let rows = Rows { old: &old, new: &new, side: &side };
    let mut all = Vec::new();
    let mut at = 0;
    for was in 0..old.pieces.len() {
        match side.now[was] {
            Some(now) if !side.moved(was) => {
                (at..now).for_each(|now| all.push(rows.new_row(now)));
                at = now + 1;
                all.push(rows.both(was, now));
            }
            now => all.push(rows.old_row(was, now)),
        }
    }
    (at..new.pieces.len()).for_each(|now| all.push(rows.new_row(now)));
    all
}

struct Rows<'a> {
    old: &'a Source<'a>,
    new: &'a Source<'a>,
    side: &'a Side,
}

impl Rows<'_> {
    fn pieces(&self, was: usize, now: usize) -> Vec<Piece> {
        words::pieces(&self.old.pieces[was].key, &self.new.pieces[now].key)
    }

    fn both(&self, was: usize, now: usize) -> Paragraph {
        let pieces = self.pieces(was, now);
        let changed = pieces.iter().any(|piece| piece.how != How::Same);
        let standing = if changed { Standing::Changed } else { Standing::Same };
        Paragraph { standing, was: Some(was + 1), now: Some(now + 1), pieces }
    }

    fn old_row(&self, was: usize, now: Option<usize>) -> Paragraph {
        let (standing, how) = match now {
            Some(_) => (Standing::MovedAway, How::Same),
            None => (Standing::Removed, How::Delete),
        };
        let pieces = vec![Piece { how, text: one_break(self.old.pieces[was].text) }];
        Paragraph { standing, was: Some(was + 1), now: now.map(|now| now + 1), pieces }
    }

    fn new_row(&self, now: usize) -> Paragraph {
        match self.side.was[now] {
            Some(was) => Paragraph {
                standing: Standing::MovedHere,
                was: Some(was + 1),
                now: Some(now + 1),
                pieces: self.pieces(was, now),
            },
            None => {
                let text = one_break(self.new.pieces[now].text);
                let pieces = vec![Piece { how: How::Insert, text }];
                Paragraph { standing: Standing::Added, was: None, now: Some(now + 1), pieces }
            }
        }
    }
}
