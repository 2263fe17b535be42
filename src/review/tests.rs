use super::*;
use crate::picture::Picture;
use crate::story::{Story, StoryId};
use proptest::prelude::*;

mod anchoring;
mod merging;
mod noting;
mod rounds;
mod viewing;

/// A story with this body and pictures without words.
pub(super) fn story(body: &str, pictures: &[&str]) -> Story {
    let mut story = Story::new(StoryId::new(Timestamp::UNIX_EPOCH), Timestamp::UNIX_EPOCH);
    story.copy.body = body.into();
    story.pictures = pictures
        .iter()
        .map(|name| Picture { name: (*name).into(), ..Picture::default() })
        .collect();
    story
}

fn person(name: &str) -> Person {
    Person { name: name.into(), key: format!("key of {name}") }
}

fn mark(name: &str, second: i64) -> Mark {
    let at = Timestamp::from_second(second).expect("a second of this era");
    Mark { by: person(name), at }
}

/// Texts of what is hard to cut: signs of several characters, both directions, every line break, marks
/// of Markdown, and the same words over and over.
fn text(bits: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let bit = prop::sample::select(vec![
        "the",
        "the ",
        "a ",
        "council ",
        "met ",
        "on Monday ",
        " ",
        ". ",
        "👩‍🚒",
        "🇬🇧",
        "🇬",
        "e\u{301}",
        "\u{301}",
        "\u{200d}",
        "שלום ",
        "مرحبا",
        "กำ",
        "\n",
        "\n\n",
        "\r\n",
        "**",
        "[link](/x)",
        "![](a.jpg)",
        "> ",
    ]);
    prop::collection::vec(bit, bits).prop_map(|bits| bits.concat())
}

/// Something else in the place of some characters.
#[derive(Debug, Clone)]
struct Edit {
    from: prop::sample::Index,
    length: usize,
    with: String,
}

fn edit() -> impl Strategy<Value = Edit> {
    (any::<prop::sample::Index>(), 0..8_usize, text(0..4)).prop_map(|(from, length, with)| Edit {
        from,
        length,
        with,
    })
}

impl Edit {
    /// The text after the edit.
    fn make(&self, text: &str) -> String {
        let mut cuts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        cuts.push(text.len());
        let from = self.from.index(cuts.len());
        let to = (from + self.length).min(cuts.len() - 1);
        format!("{}{}{}", &text[..cuts[from]], self.with, &text[cuts[to]..])
    }
}
