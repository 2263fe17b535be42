use super::{Check, Field, Proof, Remark, Severity};
use crate::markdown::{self, Utf16Range};
use crate::picture::Picture;
use crate::spelling::{self, Accepted};
use crate::story::Story;
use std::ops::Range;

/// Are there words nobody knows?
///
/// **What.** Words of headline, standfirst, body, captions and alt texts that are in no dictionary: not in
/// the British one, the house's, the writer's own, and not in the story's byline, credits, section or tags.
/// **Why.** A misspelt word is the first thing readers write in about, and a misspelt name the worst.
/// **Example.** *The libary is open again.*
pub struct Spelling;

impl Check for Spelling {
    fn name(&self) -> &'static str {
        "spelling"
    }

    fn why(&self) -> &'static str {
        "It is in no dictionary here. A name that is right can be added to one."
    }

    fn look(&self, proof: &Proof<'_>, say: &mut dyn FnMut(Remark)) {
        let house = proof.house;
        if !house.language.starts_with("en") {
            return;
        }
        let accepted = accepted(proof);
        let copy = &proof.story.copy;
        let whole = |text: &str| -> Vec<_> { std::iter::once(0..text.len()).collect() };
        let mut look =
            |field, picture: Option<&Picture>, text: &str, stretches: &[Range<usize>]| {
                for remark in remarks(field, text, stretches, &accepted) {
                    say(match picture {
                        Some(picture) => remark.on(picture),
                        None => remark,
                    });
                }
            };
        look(Field::Headline, None, &copy.headline, &whole(&copy.headline));
        look(Field::Standfirst, None, &copy.standfirst, &whole(&copy.standfirst));
        look(Field::Body, None, &copy.body, &markdown::prose(&copy.body));
        for picture in &proof.story.pictures {
            look(
                Field::Caption,
                Some(picture),
                &picture.words.caption,
                &whole(&picture.words.caption),
            );
            if !picture.words.decorative {
                look(Field::Alt, Some(picture), &picture.words.alt, &whole(&picture.words.alt));
            }
        }
    }
}

/// What the house and the writer know, and the names this story is made with.
fn accepted(proof: &Proof<'_>) -> Accepted {
    let Story { section, copy, pictures, .. } = proof.story;
    let masthead = &proof.house.masthead;
    let mut accepted = proof.words.clone();
    let credits =
        pictures.iter().flat_map(|picture| [&picture.words.credit, &picture.words.creator]);
    let names = [&copy.byline, section, &masthead.name, &masthead.town];
    for text in names.into_iter().chain(&copy.tags).chain(credits) {
        accepted.add(text);
    }
    proof.house.words.iter().for_each(|word| accepted.add(word));
    accepted
}

fn remarks(
    field: Field,
    text: &str,
    stretches: &[Range<usize>],
    accepted: &Accepted,
) -> Vec<Remark> {
    let (mut units, mut at) = (0, 0);
    let mut upto = |byte: usize| {
        units += text[at..byte].encode_utf16().count();
        at = byte;
        u32::try_from(units).unwrap_or(u32::MAX)
    };
    spelling::unknown(text, stretches, accepted)
        .into_iter()
        .map(|bytes| {
            let message = format!("“{}” is in no dictionary.", &text[bytes.clone()]);
            let (start, end) = (upto(bytes.start), upto(bytes.end));
            Remark::new(Severity::Hint, field, message).at(Utf16Range { start, end })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::support::{finished, found, inline, the_finding};
    use super::super::{Accepted, check};
    use super::*;
    use crate::house::House;

    #[test]
    fn a_word_nobody_knows_is_found_where_it_stands() {
        let finding =
            the_finding(|story| story.copy.body = "😀 Our libary.\n\n![](roof.jpg)".into());
        assert_eq!((finding.severity, finding.field), (Severity::Hint, Field::Body));
        assert_eq!(finding.range, Some(Utf16Range { start: 7, end: 13 }));
        let finding = the_finding(|story| inline(story).words.alt = "A roofe of glass".into());
        assert_eq!((finding.field, finding.picture.as_deref()), (Field::Alt, Some("roof.jpg")));
    }

    #[test]
    fn code_addresses_and_pictures_are_not_prose() {
        let mut story = finished();
        story.copy.body =
            "A `libary` [here](https://x.example/libary \"libary\") <b class=libary>it</b>.\n\n\
                           ![libary](roof.jpg)\n\n```\nlibary\n```\n"
                .into();
        assert_eq!(found(&story), []);
    }

    #[test]
    fn names_of_the_story_of_the_house_and_of_the_writer_are_known() {
        let mut story = finished();
        story.copy.byline = "By Zqa Fnord".into();
        inline(&mut story).words.credit = "Xyloph Ltd".into();
        story.copy.body =
            "Fnord met Xyloph in Marlbridge.\n\n![](roof.jpg) Glorp and Wibblethorpe".into();
        assert_eq!(found(&story).len(), 2);
        let mut house = House::built_in().clone();
        house.words = vec!["Glorp".into()];
        let mut words = Accepted::default();
        words.add("Wibblethorpe");
        assert_eq!(check(&story, &house, &words), []);
    }

    #[test]
    fn a_paper_in_another_language_is_not_read_as_english() {
        let mut house = House::built_in().clone();
        house.language = "cy".into();
        let mut story = finished();
        story.copy.body = "Mae'r llyfrgell ar agor eto.\n\n![](roof.jpg)".into();
        assert_ne!(found(&story), []);
        assert_eq!(check(&story, &house, &Accepted::default()), []);
    }
}
