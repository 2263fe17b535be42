//! What became of a document, in sentences.

use crate::markdown::from_html::Held;
use crate::markdown::pasted::{Loss, Told};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What came in, sentence by sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Receipt {
    pub kept: Vec<String>,
    /// What is there and not as it was.
    pub changed: Vec<String>,
    /// What was left out, and why.
    pub dropped: Vec<String>,
}

/// So many examples are quoted of each thing.
const EXAMPLES: usize = 20;
/// Characters of each.
const LONGEST: usize = 200;

impl Receipt {
    /// Every sentence.
    pub fn sentences(&self) -> impl Iterator<Item = &str> {
        self.kept.iter().chain(&self.changed).chain(&self.dropped).map(String::as_str)
    }

    /// Tells what was taken out or changed.
    pub fn tell(&mut self, told: &Told) {
        for (loss, words) in told {
            let some = quoted(words);
            let n = words.len();
            let (list, sentence) = match loss {
                Loss::Deleted => (
                    &mut self.dropped,
                    format!("Words that somebody had already deleted were left out: {some}."),
                ),
                Loss::Inserted => (
                    &mut self.changed,
                    format!("Words that were still marked as insertions are in the text: {some}."),
                ),
                Loss::Comment => {
                    let what = if n == 1 { "comment was" } else { "comments were" };
                    (&mut self.dropped, format!("{n} {what} left out: {some}."))
                }
                Loss::Hidden => (&mut self.dropped, format!("Hidden words were left out: {some}.")),
                Loss::Pixel => {
                    let what =
                        if n == 1 { "picture of a dot was" } else { "pictures of a dot were" };
                    let why = "such dots only tell somebody that you looked";
                    (&mut self.dropped, format!("{n} {what} left out; {why}."))
                }
                Loss::Detour => (
                    &mut self.changed,
                    format!(
                        "Links go straight to their pages now, past whoever counts clicks: {some}."
                    ),
                ),
                Loss::Around => (
                    &mut self.dropped,
                    format!("What stands around the article on its page was left out: {some}."),
                ),
                Loss::Unlike(what) => {
                    (&mut self.changed, format!("Not quite as it was: {what} ({some})."))
                }
                Loss::Left(what) if n == 1 => {
                    (&mut self.dropped, format!("A {what} was not brought along: {some}."))
                }
                Loss::Left(what) => (
                    &mut self.dropped,
                    format!("{n} of these were not brought along, {what}: {some}."),
                ),
            };
            list.push(sentence);
        }
    }

    /// Counts what came in.
    pub fn count<'a>(&mut self, blocks: impl Iterator<Item = &'a Held>) {
        let mut counts = [0_usize; 8];
        for held in blocks {
            let place = match held {
                Held::Paragraph(_) => 0,
                Held::Heading { .. } => 1,
                Held::List(_) => 2,
                Held::Quote(_) => 3,
                Held::Table(_) => 4,
                Held::Code { .. } => 5,
                Held::Note { .. } => 6,
                Held::Figure(_) => 7,
                Held::Rule => continue,
            };
            counts[place] += 1;
        }
        let names = [
            "paragraph",
            "heading",
            "list",
            "quote",
            "table",
            "block of code",
            "footnote",
            "picture",
        ];
        let told: Vec<String> = counts
            .into_iter()
            .zip(names)
            .filter(|(n, _)| *n > 0)
            .map(|(n, name)| counted(n, name))
            .collect();
        if let Some((last, first)) = told.split_last() {
            let all = if first.is_empty() {
                last.clone()
            } else {
                format!("{} and {last}", first.join(", "))
            };
            self.kept.push(format!("What came in: {all}."));
        }
    }
}

fn counted(n: usize, name: &str) -> String {
    match (n, name) {
        (1, _) => format!("1 {name}"),
        (_, "block of code") => format!("{n} blocks of code"),
        _ => format!("{n} {name}s"),
    }
}

/// Examples in quotation marks.
pub fn quoted(words: &[String]) -> String {
    let shown = words.iter().take(EXAMPLES).map(|words| {
        let short: String = words.chars().take(LONGEST).collect();
        let more = if short.len() < words.len() { "…" } else { "" };
        format!("“{short}{more}”")
    });
    let mut shown = shown.collect::<Vec<_>>().join(", ");
    if words.len() > EXAMPLES {
        shown.push_str(&format!(" and {} more", words.len() - EXAMPLES));
    }
    shown
}
