use super::{Check, Field, Proof, Remark, Severity};
use crate::markdown::Utf16Range;
use std::ops::Range;

/// Are there marks left that say "to come"?
///
/// **What.** `TK`, `TKTK`, `XXX` or `TBC` in capitals, as a word of its own, in headline, standfirst or
/// body, or in what is said of a picture: caption, credit, alt text.
/// **Why.** Writers put them where a fact is still missing; readers must never see them.
/// **Example.** *The repair cost TK million pounds.*
pub struct Unfinished;

const MARKS: [&str; 5] = ["TK", "TKTK", "XXX", "XXXX", "TBC"];

impl Check for Unfinished {
    fn name(&self) -> &'static str {
        "unfinished"
    }

    fn why(&self) -> &'static str {
        "Such marks stand where a fact is still to come; readers must never see them."
    }

    fn look(&self, proof: &Proof<'_>, say: &mut dyn FnMut(Remark)) {
        let copy = &proof.story.copy;
        for (field, text) in [
            (Field::Headline, &copy.headline),
            (Field::Standfirst, &copy.standfirst),
            (Field::Body, &copy.body),
        ] {
            remarks(field, text).for_each(&mut *say);
        }
        for picture in &proof.story.pictures {
            let words = &picture.words;
            for (field, text) in [
                (Field::Caption, &words.caption),
                (Field::Credit, &words.credit),
                (Field::Alt, &words.alt),
            ] {
                remarks(field, text).for_each(|remark| say(remark.on(picture)));
            }
        }
    }
}

fn remarks(field: Field, text: &str) -> impl Iterator<Item = Remark> {
    marks(text).into_iter().map(move |bytes| {
        let message = format!("“{}” says something is still to come here.", &text[bytes.clone()]);
        Remark::new(Severity::Warning, field, message).at(Utf16Range::from_bytes(text, bytes))
    })
}

/// Where the marks stand, in bytes and in order.
fn marks(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = MARKS
        .iter()
        .flat_map(|mark| text.match_indices(mark))
        .map(|(at, mark)| at..at + mark.len())
        .filter(|at| stands_apart(&text[..at.start], &text[at.end..]))
        .collect();
    found.sort_unstable_by_key(|at| at.start);
    found
}

/// Whether what lies between `before` and `after` is a word of its own, not part of a longer word,
/// a number or an address.
fn stands_apart(before: &str, after: &str) -> bool {
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/');
    let mut following = after.chars();
    let joined_after = match following.next() {
        Some('.') => following.next().is_some_and(char::is_alphanumeric),
        next => next.is_some_and(joins),
    };
    !before.ends_with(|c| joins(c) || c == '.') && !joined_after
}

#[cfg(test)]
mod tests {
    use super::super::support::{inline, the_finding};
    use super::*;

    #[test]
    fn a_mark_is_found_where_it_stands() {
        let finding =
            the_finding(|story| story.copy.body = "😀 It cost TK.\n\n![](roof.jpg)".into());
        assert_eq!((finding.severity, finding.field), (Severity::Warning, Field::Body));
        assert_eq!(finding.range, Some(Utf16Range { start: 11, end: 13 }));
    }

    #[test]
    fn a_mark_in_a_caption_names_the_picture() {
        let finding = the_finding(|story| inline(story).words.caption = "The roof, TK".into());
        assert_eq!((finding.severity, finding.field), (Severity::Warning, Field::Caption));
        assert_eq!(finding.picture.as_deref(), Some("roof.jpg"));
        assert_eq!(finding.range, Some(Utf16Range { start: 10, end: 12 }));
    }

    #[test]
    fn words_that_only_look_like_marks_are_left_alone() {
        let found = |text: &str| -> Vec<String> {
            marks(text).into_iter().map(|at| text[at].to_owned()).collect()
        };
        assert_eq!(found("TKTK (TBC) XXX"), ["TKTK", "TBC", "XXX"]);
        assert_eq!(found("STK TKs tk XXL tk_1 TK-7 x.com/TK TBCs TK.com"), [""; 0]);
    }
}
