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

/// Longest name that is taken for a credit, in characters.
const NAME: usize = 80;

/// Takes the words below a picture apart, as people write them in other programs: what [`split`]
/// understands, and a credit at the end without brackets (`The roof. Photo: Jo Smith`, `© Jo Smith`).
pub fn split_end(words: &str) -> Option<(&str, &str)> {
    let words = words.trim();
    if let Some(found) = split(words) {
        return Some(found);
    }
    let inner = words.strip_suffix(')').and_then(|before| before.rsplit_once('('));
    let (before, tail) = match inner {
        Some((before, inside)) if inside.trim_start().starts_with('©') => (before, inside),
        _ => ("", words),
    };
    let rest = if before.is_empty() { tail.rsplit_once('©') } else { Some((before, tail)) };
    if let Some((caption, name)) = rest {
        let name = name.trim_start_matches(['©', ' ']);
        let year = name.trim_start_matches(|c: char| c.is_ascii_digit());
        let name =
            if name.len() - year.len() == 4 { year.trim_start_matches([' ', ',']) } else { name };
        let caption = caption.trim_end_matches([' ', '|', '/', '–', '—', '-', '(']);
        return is_name(name).then(|| (caption, bare(name)));
    }
    let lower = words.to_ascii_lowercase();
    OPENINGS
        .iter()
        .filter_map(|opening| opened(words, &lower, opening))
        .min_by_key(|(caption, _)| caption.len())
}

/// Caption and credit where the last `opening` begins a sentence and a colon or a dash follows it.
fn opened<'a>(words: &'a str, lower: &str, opening: &str) -> Option<(&'a str, &'a str)> {
    let at = lower.rfind(opening)?;
    let caption = words[..at].trim_end();
    let parted = caption.is_empty()
        || caption.ends_with(['.', '!', '?', '”', '"', '’', '|', '/', ')', '–', '—', ';', ':']);
    let after = words[at + opening.len()..].trim_start();
    let by = after.strip_prefix("by ").filter(|_| opening.starts_with("p"));
    let name = by.or_else(|| after.strip_prefix([':', '-', '–', '—']))?;
    let caption = caption.trim_end_matches([' ', '|', '/', '–', '—']);
    (parted && is_name(name)).then(|| (caption, bare(name)))
}

fn bare(name: &str) -> &str {
    name.trim().trim_end_matches('.')
}

/// Whether it can be somebody's name rather than the rest of a sentence.
fn is_name(name: &str) -> bool {
    let name = bare(name);
    name.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric())
        && name.chars().count() <= NAME
        && !name.contains(". ")
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

    #[test]
    fn a_credit_at_the_end_is_found_with_brackets_or_without() {
        let found = [
            ("The roof (Image - Jo Smith)", Some(("The roof", "Jo Smith"))),
            ("The roof. Photo: Jo Smith", Some(("The roof.", "Jo Smith"))),
            ("The roof. Picture: Jo Smith/PA.", Some(("The roof.", "Jo Smith/PA"))),
            ("The roof © Jo Smith", Some(("The roof", "Jo Smith"))),
            ("The roof (© 2024 Jo Smith)", Some(("The roof", "Jo Smith"))),
            ("The roof | Photograph by Jo Smith", Some(("The roof", "Jo Smith"))),
            ("Credit: Jo Smith", Some(("", "Jo Smith"))),
            ("“Fine.” Photo credit: Jo Smith", Some(("“Fine.”", "Jo Smith"))),
            ("She took the photo: it was late", None),
            ("In the picture: the mayor", None),
            ("The credit - and the blame. All theirs", None),
            ("The roof", None),
        ];
        for (caption, expected) in found {
            assert_eq!(split_end(caption), expected, "{caption}");
        }
    }
}
