//! The house's lines read backwards: a dateline, a caption with its credit.

use crate::house::{House, caption};

/// Longest place a dateline names, in characters.
const PLACE: usize = 60;

/// The place that opens a text by the house's pattern, and the text behind it.
pub fn place_in<'a>(pattern: &str, text: &'a str) -> Option<(&'a str, &'a str)> {
    let (before, after) = pattern.split_once("{place}")?;
    let rest = text.strip_prefix(before)?;
    let (place, words) =
        if after.trim().is_empty() { return None } else { rest.split_once(after)? };
    let is_place = !place.is_empty() && place.chars().count() <= PLACE && !place.contains('.');
    is_place.then_some((place, words))
}

/// Caption and credit of a printed line; a line that names no credit is all caption.
pub fn caption_and_credit(house: &House, line: &str) -> (String, String) {
    let line = line.trim();
    let by_house = by_format(&house.credit.format, line);
    let (caption, credit) = by_house.or_else(|| caption::split(line)).unwrap_or((line, ""));
    (caption.trim().to_owned(), credit.trim().to_owned())
}

fn by_format<'a>(format: &str, line: &'a str) -> Option<(&'a str, &'a str)> {
    let (caption, credit) = ("{caption}", "{credit}");
    let (first, second) = if format.find(caption)? < format.find(credit)? {
        (caption, credit)
    } else {
        (credit, caption)
    };
    let (before, rest) = format.split_once(first)?;
    let (between, after) = rest.split_once(second)?;
    let inside = line.strip_prefix(before.trim_start())?.strip_suffix(after.trim_end())?;
    if between.trim().is_empty() {
        return None;
    }
    // Without a caption the line begins with what parts the two.
    let parted = inside
        .rsplit_once(between)
        .or_else(|| Some(("", inside.strip_prefix(between.trim_start())?)));
    let (one, two) = parted?;
    Some(if first == caption { (one, two) } else { (two, one) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_houses_lines_are_read_backwards() {
        let house = House::built_in();
        for (line, caption, credit) in [
            ("The roof (Image - Jo Smith)", "The roof", "Jo Smith"),
            ("The roof (old) (Image - Jo (X) Smith)", "The roof (old)", "Jo (X) Smith"),
            ("(Image - Jo)", "", "Jo"),
            ("The roof (Photo: Jo)", "The roof", "Jo"),
            ("The roof", "The roof", ""),
        ] {
            let expected = (caption.to_owned(), credit.to_owned());
            assert_eq!(caption_and_credit(house, line), expected, "{line}");
        }
        assert_eq!(by_format("{credit}: {caption}", "Jo: The roof"), Some(("The roof", "Jo")));
        assert_eq!(place_in("{place} — ", "LEEDS — The council"), Some(("LEEDS", "The council")));
        assert_eq!(place_in("{place} — ", "It was late. And — the council"), None);
    }
}
