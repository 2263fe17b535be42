//! Checks: what a good news editor would ask before a story goes out. They ask and explain; no
//! check changes text. Pure.
//!
//! One rule per file below; each rule's doc comment is its manual. [`CHECKS`] is the whole list.

mod advertisement;
mod alt;
mod body;
mod byline;
mod caption;
mod credit;
mod duplicate_credit;
mod headline;
mod lead;
mod picture_line;
mod section;
mod spelling;
mod standfirst;
#[cfg(test)]
mod support;
mod unfinished;
mod unused_picture;

use crate::house::{House, Required};
use crate::markdown::{self, ImageLine, Utf16Range};
use crate::picture::Picture;
use crate::spelling::Accepted;
use crate::story::Story;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How much a finding matters. Ordered: what stops a story comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The story cannot be published like this.
    Blocker,
    /// Probably wrong; publishing asks.
    Warning,
    /// Worth a look.
    Hint,
}

/// What part of the story a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    Headline,
    Standfirst,
    Byline,
    Section,
    Kind,
    Body,
    /// The lead picture, or that there is none.
    Lead,
    Caption,
    Credit,
    Alt,
}

/// One thing to look at, in plain words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Finding {
    /// The name of the check that asks.
    pub rule: String,
    pub severity: Severity,
    pub field: Field,
    /// The picture's name, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub picture: Option<String>,
    /// Where in the field, in UTF-16 units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub range: Option<Utf16Range>,
    /// What is to be looked at: a full sentence.
    pub message: String,
    /// Why it matters: a full sentence.
    pub why: String,
    /// Texts that could stand there instead, best first; often none.
    pub suggestions: Vec<String>,
}

/// A story under the eyes of the checks, with what several of them need read once.
#[derive(Debug)]
pub struct Proof<'a> {
    pub story: &'a Story,
    pub house: &'a House,
    /// The words of the house's and the writer's dictionaries.
    pub words: &'a Accepted,
    /// The images of the body.
    pub images: Vec<ImageLine>,
}

impl<'a> Proof<'a> {
    fn of(story: &'a Story, house: &'a House, words: &'a Accepted) -> Self {
        Self { story, house, words, images: markdown::images(&story.copy.body) }
    }

    /// How bad it is that something is missing: as bad as the house says.
    fn missing(&self, what: Required, otherwise: Severity) -> Severity {
        if self.house.requires(what) { Severity::Blocker } else { otherwise }
    }

    /// A range of the body, from bytes.
    fn in_body(&self, bytes: std::ops::Range<usize>) -> Utf16Range {
        Utf16Range::from_bytes(&self.story.copy.body, bytes)
    }
}

/// One question an editor asks of every story.
pub trait Check: Sync {
    /// Its name in findings and settings: lower-case words joined by hyphens.
    fn name(&self) -> &'static str;

    /// Why it is asked: a full sentence.
    fn why(&self) -> &'static str;

    /// Adds what it has to say; nothing for a story that is right.
    fn look(&self, proof: &Proof<'_>, say: &mut dyn FnMut(Remark));
}

/// What a check says; [`check`] makes a [`Finding`] of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    severity: Severity,
    field: Field,
    picture: Option<String>,
    range: Option<Utf16Range>,
    message: String,
    suggestions: Vec<String>,
}

impl Remark {
    fn new(severity: Severity, field: Field, message: impl Into<String>) -> Self {
        let (picture, range, suggestions) = (None, None, Vec::new());
        Self { severity, field, picture, range, message: message.into(), suggestions }
    }

    fn on(mut self, picture: &Picture) -> Self {
        self.picture = Some(picture.name.clone());
        self
    }

    fn at(mut self, range: Utf16Range) -> Self {
        self.range = Some(range);
        self
    }

    fn suggest(mut self, text: impl Into<String>) -> Self {
        self.suggestions.push(text.into());
        self
    }
}

/// Every check, in the order a story is read.
pub const CHECKS: &[&dyn Check] = &[
    &headline::Headline,
    &standfirst::Standfirst,
    &byline::Byline,
    &section::Section,
    &advertisement::AdvertisementLabel,
    &body::Body,
    &unfinished::Unfinished,
    &picture_line::PictureLine,
    &lead::Lead,
    &caption::Caption,
    &credit::Credit,
    &duplicate_credit::DuplicateCredit,
    &alt::Alt,
    &unused_picture::UnusedPicture,
    &spelling::Spelling,
];

/// Everything there is to look at: blockers first, then in the order a story is read. `words` are right
/// beside those of the dictionary.
pub fn check(story: &Story, house: &House, words: &Accepted) -> Vec<Finding> {
    let proof = Proof::of(story, house, words);
    let mut findings = Vec::new();
    for check in CHECKS {
        check.look(&proof, &mut |remark| findings.push(finding(*check, remark)));
    }
    findings.sort_by_key(|finding| finding.severity);
    findings
}

fn finding(check: &dyn Check, remark: Remark) -> Finding {
    let Remark { severity, field, picture, range, message, suggestions } = remark;
    let (rule, why) = (check.name().to_owned(), check.why().to_owned());
    Finding { rule, severity, field, picture, range, message, why, suggestions }
}

#[cfg(test)]
mod tests {
    use super::support::{finished, found};
    use super::*;

    #[test]
    fn a_finished_story_has_no_findings() {
        assert_eq!(found(&finished()), []);
    }

    #[test]
    fn blockers_come_first() {
        let mut story = finished();
        story.copy.standfirst.clear();
        story.copy.byline.clear();
        let severities: Vec<Severity> = found(&story).iter().map(|f| f.severity).collect();
        assert!(severities.is_sorted());
        assert_eq!(severities[0], Severity::Blocker);
    }

    #[test]
    fn names_are_unique_and_reasons_are_sentences() {
        let mut names: Vec<&str> = CHECKS.iter().map(|check| check.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), CHECKS.len());
        for check in CHECKS {
            assert!(check.why().ends_with('.'), "{}", check.name());
            assert!(check.name().chars().all(|c| c.is_ascii_lowercase() || c == '-'));
        }
    }
}
