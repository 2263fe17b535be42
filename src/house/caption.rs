//! Caption and credit as one line, and taken apart again.

use super::pattern;

/// Caption and credit in `format`. Without a credit the caption alone; without a caption what the
/// format prints around it falls away at the ends.
pub fn line(format: &str, caption: &str, credit: &str) -> String {
    if credit.is_empty() {
        return caption.to_owned();
    }
    let line = pattern::fill(format, |word| match word {
        "caption" => Some(caption.to_owned()),
        "credit" => Some(credit.to_owned()),
        _ => None,
    });
    line.trim().to_owned()
}

/// The words that open a credit in brackets, in lower case.
const OPENINGS: [&str; 8] =
    ["image", "images", "photo", "photograph", "picture", "pic", "credit", "photo credit"];

/// Takes a caption such as `The roof (Image - Jo Smith)` apart into caption and credit.
///
/// Understood: a last pair of brackets with one of the usual words (image, photo, picture, credit
/// …), then a hyphen, dash or colon, then a name. `None` for every other caption.
pub fn split(caption: &str) -> Option<(&str, &str)> {
    let inside = caption.trim_end().strip_suffix(')')?;
    let (before, inside) = inside.rsplit_once('(')?;
    let at = inside.find(['-', '–', '—', ':'])?;
    let opening = inside[..at].trim().to_lowercase();
    let credit = inside[at..].trim_start_matches(['-', '–', '—', ':']).trim();
    (OPENINGS.contains(&opening.as_str()) && !credit.is_empty()).then_some((before.trim(), credit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_sensible_when_either_is_empty() {
        let format = "{caption} (Image - {credit})";
        assert_eq!(line(format, "The roof", "Jo Smith"), "The roof (Image - Jo Smith)");
        assert_eq!(line(format, "The roof", ""), "The roof");
        assert_eq!(line(format, "", "Jo Smith"), "(Image - Jo Smith)");
        assert_eq!(line(format, "", ""), "");
        assert_eq!(line(format, "A {credit}", "Jo"), "A {credit} (Image - Jo)");
    }

    #[test]
    fn a_credit_in_brackets_is_found() {
        let found = [
            ("The roof (Image - Jo Smith)", Some(("The roof", "Jo Smith"))),
            ("The roof (Photo: Jo Smith) ", Some(("The roof", "Jo Smith"))),
            ("The roof (image – Jo Smith-Jones)", Some(("The roof", "Jo Smith-Jones"))),
            ("(Image - Jo Smith)", Some(("", "Jo Smith"))),
            ("The roof (left) and wall (Credit: X/Y)", Some(("The roof (left) and wall", "X/Y"))),
            ("The roof (in 2019 - before the fire)", None),
            ("The roof (Image - )", None),
            ("The roof", None),
            ("The roof (Image - Jo) today", None),
        ];
        for (caption, expected) in found {
            assert_eq!(split(caption), expected, "{caption}");
        }
    }
}
