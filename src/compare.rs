//! Two texts of one story side by side, word by word: what somebody changed. Pure.
//!
//! The comparison holds both texts whole, so that it can be shown in two columns or in one. Wherever
//! it has pieces, those that are not inserted are the old text and those that are not deleted the new.

mod body;
mod pictures;
mod words;

pub use body::{Paragraph, Standing};
pub use pictures::{PictureCompared, Setting, SettingChanged, WordsCompared};
pub use words::{How, Hunk, Piece, hunks, pieces};

use crate::story::{Copy, Story};
use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use ts_rs::TS;

/// Two texts of one story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Comparison {
    /// Every field, in the order they are read, changed or not.
    pub fields: Vec<FieldCompared>,
    pub body: Vec<Paragraph>,
    /// Every picture of either: first as the new text has them, then those that are gone.
    pub pictures: Vec<PictureCompared>,
    /// How many words came in and went out, everywhere but in slug, section, kind and settings.
    /// A paragraph that was only moved counts for nothing.
    #[ts(type = "number")]
    pub words_in: usize,
    #[ts(type = "number")]
    pub words_out: usize,
    /// Whether the two are the same in all that is compared.
    pub same: bool,
}

/// One field of both texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FieldCompared {
    pub field: Field,
    /// Of tags each piece is one tag.
    pub pieces: Vec<Piece>,
    pub changed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "ComparedField")]
pub enum Field {
    Headline,
    Standfirst,
    Byline,
    Dateline,
    Tags,
    Section,
    Kind,
    Slug,
}

/// Holds the new text of a story against the old one.
pub fn compare(old: &Story, new: &Story) -> Comparison {
    let fields = fields(old, new);
    let body = body::compare(&old.copy.body, &new.copy.body);
    let pictures = pictures::compare(&old.pictures, &new.pictures);
    let counted = fields.iter().filter(|one| one.field.is_read()).flat_map(|one| &one.pieces);
    let counted = counted
        .chain(body.iter().flat_map(|one| &one.pieces))
        .chain(pictures.iter().flat_map(|one| &one.words).flat_map(|one| &one.pieces));
    let (mut words_in, mut words_out) = (0, 0);
    for piece in counted {
        match piece.how {
            How::Same => {}
            How::Insert => words_in += words::count(&piece.text),
            How::Delete => words_out += words::count(&piece.text),
        }
    }
    let same = !fields.iter().any(|one| one.changed)
        && body.iter().all(|one| one.standing == Standing::Same)
        && !pictures.iter().any(PictureCompared::is_changed);
    Comparison { fields, body, pictures, words_in, words_out, same }
}

impl Field {
    /// Whether its words are the story's own.
    fn is_read(self) -> bool {
        match self {
            Self::Headline | Self::Standfirst | Self::Byline | Self::Dateline | Self::Tags => true,
            Self::Section | Self::Kind | Self::Slug => false,
        }
    }
}

fn fields(old: &Story, new: &Story) -> Vec<FieldCompared> {
    let Copy { headline, standfirst, byline, dateline, body: _, tags } = &old.copy;
    let empty = String::new();
    let now = &new.copy;
    let dateline = dateline.as_ref().unwrap_or(&empty);
    let now_dateline = now.dateline.as_ref().unwrap_or(&empty);
    let by_words = |field, was: &str, now: &str| (field, words::pieces(was, now));
    let whole = |field, was: &str, now: &str| (field, list(&[was], &[now]));
    let all = [
        by_words(Field::Headline, headline, &now.headline),
        by_words(Field::Standfirst, standfirst, &now.standfirst),
        by_words(Field::Byline, byline, &now.byline),
        by_words(Field::Dateline, dateline, now_dateline),
        (Field::Tags, list(tags, &now.tags)),
        whole(Field::Section, &old.section, &new.section),
        whole(Field::Kind, old.kind.word(), new.kind.word()),
        whole(Field::Slug, &old.slug, &new.slug),
    ];
    let compared = |(field, pieces): (Field, Vec<Piece>)| FieldCompared {
        changed: pieces.iter().any(|piece| piece.how != How::Same),
        field,
        pieces,
    };
    all.into_iter().map(compared).collect()
}

/// Two lists of texts, each of which is taken whole.
fn list<T: AsRef<str> + Ord + std::hash::Hash>(old: &[T], new: &[T]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut put = |how, texts: &[T]| {
        let texts = texts.iter().map(AsRef::as_ref).filter(|text| !text.is_empty());
        pieces.extend(texts.map(|text| Piece { how, text: text.to_owned() }));
    };
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        if let DiffOp::Equal { .. } = op {
            put(How::Same, &old[op.old_range()]);
        } else {
            put(How::Delete, &old[op.old_range()]);
            put(How::Insert, &new[op.new_range()]);
        }
    }
    pieces
}

#[cfg(test)]
mod tests;
