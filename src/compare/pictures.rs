//! Pictures: which came, went or moved, and what is said about each.

use super::words::{self, How, Piece};
use crate::picture::{Focus, Picture, Role, Shape, Words};
use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use ts_rs::TS;

/// One picture of either text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PictureCompared {
    /// Its name in the new text, or in the old one if it is gone.
    pub name: String,
    /// The name it had, if it was another: it is known by its file then.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub old_name: Option<String>,
    /// Its number among the old pictures, from 1; none for one that is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub was: Option<usize>,
    /// Its number among the new pictures, from 1; none for one that is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub now: Option<usize>,
    /// Another file stands under its name.
    pub replaced: bool,
    /// It stands elsewhere among those that stayed.
    pub moved: bool,
    /// The texts about it that are not empty on both sides.
    pub words: Vec<WordsCompared>,
    /// What is otherwise set about it and is now different; empty for one that is new or gone.
    pub settings: Vec<SettingChanged>,
}

/// A text about a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct WordsCompared {
    /// The name of the field in [`Words`].
    pub field: String,
    pub pieces: Vec<Piece>,
}

/// What is set about a picture beside its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "PictureSetting")]
pub enum Setting {
    /// `lead` or `inline`.
    Role,
    /// A shape as `16:9`.
    Crop,
    /// The focal point, 0…1 from the left and from the top, as `0.4, 0.55`.
    Focus,
    /// `yes` or `no`.
    Decorative,
}

/// A setting that is now different; a text is empty where nothing is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "PictureSettingChanged")]
pub struct SettingChanged {
    pub setting: Setting,
    pub was: String,
    pub now: String,
}

impl PictureCompared {
    /// Whether anything about it is different.
    pub fn is_changed(&self) -> bool {
        let words = |one: &WordsCompared| one.pieces.iter().any(|piece| piece.how != How::Same);
        self.was.is_none()
            || self.now.is_none()
            || self.old_name.is_some()
            || self.replaced
            || self.moved
            || !self.settings.is_empty()
            || self.words.iter().any(words)
    }
}

pub(super) fn compare(old: &[Picture], new: &[Picture]) -> Vec<PictureCompared> {
    let pairs = pairs(old, new);
    let moved = moved(old.len(), &pairs);
    let compared = |(was, now): (Option<usize>, Option<usize>)| {
        let (one, other) = (was.map(|was| &old[was]), now.map(|now| &new[now]));
        let (was, now) = (was.map(|was| was + 1), now.map(|now| now + 1));
        PictureCompared { was, now, moved: false, ..both(one, other) }
    };
    let mut all: Vec<PictureCompared> =
        pairs.iter().enumerate().map(|(now, was)| compared((*was, Some(now)))).collect();
    all.iter_mut().zip(moved).for_each(|(one, moved)| one.moved = moved);
    let gone = (0..old.len()).filter(|was| !pairs.contains(&Some(*was)));
    all.extend(gone.map(|was| compared((Some(was), None))));
    all
}

/// For each new picture the old one it was: the one of its name, else one of the same file whose name
/// is gone.
fn pairs(old: &[Picture], new: &[Picture]) -> Vec<Option<usize>> {
    let named = |one: &Picture| old.iter().position(|was| was.name == one.name);
    let mut pairs: Vec<Option<usize>> = new.iter().map(named).collect();
    for (now, one) in new.iter().enumerate() {
        if pairs[now].is_none() {
            let free = |was: &usize| !pairs.contains(&Some(*was));
            let same = |was: &usize| !one.sha256.is_empty() && old[*was].sha256 == one.sha256;
            pairs[now] = (0..old.len()).filter(free).find(same);
        }
    }
    pairs
}

/// Which of the new pictures stand elsewhere among those that stayed: as few as can be.
fn moved(old: usize, pairs: &[Option<usize>]) -> Vec<bool> {
    let stayed: Vec<usize> = (0..old).filter(|was| pairs.contains(&Some(*was))).collect();
    let order: Vec<usize> = pairs.iter().copied().flatten().collect();
    let mut in_place = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &stayed, &order) {
        if let DiffOp::Equal { .. } = op {
            in_place.extend_from_slice(&stayed[op.old_range()]);
        }
    }
    pairs.iter().map(|was| was.is_some_and(|was| !in_place.contains(&was))).collect()
}

fn both(old: Option<&Picture>, new: Option<&Picture>) -> PictureCompared {
    let nothing = Words::default();
    let words_of =
        |one: Option<&Picture>| one.map_or_else(|| nothing.clone(), |one| one.words.clone());
    let (was, now) = (words_of(old), words_of(new));
    let words = was.texts().into_iter().zip(now.texts()).map(|((field, was), (_, now))| {
        WordsCompared { field: field.to_owned(), pieces: words::pieces(&was, &now) }
    });
    let pair = old.zip(new);
    PictureCompared {
        name: new.or(old).map(|one| one.name.clone()).unwrap_or_default(),
        old_name: pair.filter(|(was, now)| was.name != now.name).map(|(was, _)| was.name.clone()),
        was: None,
        now: None,
        replaced: pair.is_some_and(|(was, now)| was.sha256 != now.sha256),
        moved: false,
        words: words.filter(|one| !one.pieces.is_empty()).collect(),
        settings: pair.map(|(was, now)| settings(was, now)).unwrap_or_default(),
    }
}

fn settings(old: &Picture, new: &Picture) -> Vec<SettingChanged> {
    let role = |one: &Picture| match one.role {
        Role::Lead => "lead".to_owned(),
        Role::Inline => "inline".to_owned(),
    };
    let crop = |one: &Picture| one.crop.map(Shape::into).unwrap_or_default();
    let point = |Focus { x, y }: Focus| format!("{x}, {y}");
    let focus = |one: &Picture| one.focus.map(point).unwrap_or_default();
    let decorative =
        |one: &Picture| if one.words.decorative { "yes".to_owned() } else { "no".to_owned() };
    let all = [
        (Setting::Role, role(old), role(new)),
        (Setting::Crop, crop(old), crop(new)),
        (Setting::Focus, focus(old), focus(new)),
        (Setting::Decorative, decorative(old), decorative(new)),
    ];
    all.into_iter()
        .filter(|(_, was, now)| was != now)
        .map(|(setting, was, now)| SettingChanged { setting, was, now })
        .collect()
}
