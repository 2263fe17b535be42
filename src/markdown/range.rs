//! Places in a text as the screen counts them. JavaScript counts UTF-16 units, Rust bytes; the two
//! are different types on purpose.

use serde::{Deserialize, Serialize};
use std::ops::Range;
use ts_rs::TS;

/// A stretch of a text in UTF-16 code units, `end` not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
pub struct Utf16Range {
    pub start: u32,
    pub end: u32,
}

impl Utf16Range {
    /// The same stretch as `bytes` of `text`. A byte inside a character counts as that character's
    /// first; one past the end as the end.
    pub fn from_bytes(text: &str, bytes: Range<usize>) -> Self {
        let units = |upto: usize| {
            let whole = text[..floor(text, upto)].encode_utf16().count();
            u32::try_from(whole).unwrap_or(u32::MAX)
        };
        let start = units(bytes.start);
        Self { start, end: units(bytes.end).max(start) }
    }

    /// The same stretch in bytes of `text`, or `None` where it leaves the text or cuts a character
    /// in two.
    pub fn to_bytes(self, text: &str) -> Option<Range<usize>> {
        let start = byte_at(text, self.start)?;
        let end = byte_at(text, self.end)?;
        (start <= end).then_some(start..end)
    }
}

/// The nearest start of a character at or before `byte`.
pub(super) fn floor(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

/// The byte that is `units` UTF-16 units from the start.
fn byte_at(text: &str, units: u32) -> Option<usize> {
    let wanted = usize::try_from(units).ok()?;
    let mut seen = 0;
    for (byte, c) in text.char_indices() {
        if seen >= wanted {
            return (seen == wanted).then_some(byte);
        }
        seen += c.len_utf16();
    }
    (seen == wanted).then_some(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_emoji_counts_twice() {
        let text = "a👩‍🚒é";
        let fire_engine = text.find('é').unwrap();
        let range = Utf16Range::from_bytes(text, 1..fire_engine);
        assert_eq!(range, Utf16Range { start: 1, end: 6 });
        assert_eq!(range.to_bytes(text), Some(1..fire_engine));
        assert_eq!(Utf16Range { start: 2, end: 6 }.to_bytes(text), None, "inside the emoji");
        assert_eq!(Utf16Range { start: 0, end: 99 }.to_bytes(text), None, "past the end");
    }

    proptest! {
        #[test]
        fn bytes_to_units_and_back(text in "[a-zé€😀👍🏽\u{200d}\n]{0,40}", a in 0usize..160, b in 0usize..160) {
            let (a, b) = (floor(&text, a.min(b)), floor(&text, a.max(b)));
            let range = Utf16Range::from_bytes(&text, a..b);
            prop_assert_eq!(range.to_bytes(&text), Some(a..b));
            let units: Vec<u16> = text.encode_utf16().collect();
            let cut = &units[range.start as usize..range.end as usize];
            prop_assert_eq!(String::from_utf16(cut).unwrap(), &text[a..b]);
        }
    }
}
