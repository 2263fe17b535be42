//! What stands in captions besides the caption: credits, file names and what cameras put there.

/// Words that announce a credit, and what may stand between them and the name.
const ANNOUNCERS: [&str; 7] =
    ["image", "photo", "photograph", "picture", "pic", "photo credit", "credit"];
const JOINTS: [&str; 6] = [":", " - ", " – ", " — ", " by ", " courtesy of "];
/// A name longer than this many characters is a sentence, not a name.
const NAME_MAX: usize = 80;

/// Parts `caption` into the caption proper and the credit at its end, if there is one:
/// "(Image - NAME)", "(Photo: NAME)", "Photo: NAME" and their like.
pub(super) fn split_credit(caption: &str) -> Option<(String, String)> {
    let caption = caption.trim();
    let (rest, name) = in_brackets(caption).or_else(|| at_the_end(caption))?;
    let name = name.trim();
    let plausible = !name.is_empty() && name.chars().count() <= NAME_MAX && !name.contains('\n');
    plausible.then(|| (rest.trim().to_owned(), name.to_owned()))
}

/// "… (Image - NAME)", perhaps with a full stop behind.
fn in_brackets(caption: &str) -> Option<(&str, &str)> {
    let inner = caption.trim_end_matches('.').strip_suffix(')')?;
    let open = inner.rfind('(')?;
    Some((&inner[..open], announced(&inner[open + 1..])?))
}

/// "… Photo: NAME" after the end of a sentence or on a line of its own.
fn at_the_end(caption: &str) -> Option<(&str, &str)> {
    // A credit is short, and looking behind every letter of a long text would take long.
    let near = caption.len().saturating_sub(8 * NAME_MAX);
    let starts = caption.char_indices().filter(|(at, _)| *at >= near).filter(|(at, _)| {
        let before = caption[..*at].trim_end_matches([' ', '\t']);
        before.is_empty() || before.ends_with(['.', '!', '?', '\n', '"', '”', '’', ')', '|'])
    });
    let mut found = starts.filter_map(|(at, c)| {
        // Only with a colon: "Picture by the river" begins many a caption.
        let name = c.is_alphabetic().then(|| announced_by(&caption[at..], &[":"]))??;
        Some((caption[..at].trim_end_matches([' ', '\t', '\n', '|']), name))
    });
    found.next_back()
}

fn announced(text: &str) -> Option<&str> {
    announced_by(text, &JOINTS)
}

/// The name behind an announcing word and one of `joints`.
fn announced_by<'a>(text: &'a str, joints: &[&str]) -> Option<&'a str> {
    let text = text.trim_start();
    let rests = ANNOUNCERS.iter().filter_map(|word| strip_prefix_ignoring_case(text, word));
    let mut names = rests.flat_map(|rest| {
        joints.iter().filter_map(move |joint| {
            // Blanks before a colon are a matter of taste.
            let rest = if *joint == ":" { rest.trim_start() } else { rest };
            strip_prefix_ignoring_case(rest, joint)
        })
    });
    names.next()
}

fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let start = text.get(..prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}

/// What cameras and phones write into the description of every picture they take.
const CAMERA_WORDS: [&str; 14] = [
    "olympus digital camera",
    "sony dsc",
    "konica minolta digital camera",
    "minolta digital camera",
    "samsung digital camera",
    "samsung camera pictures",
    "kodak digital still camera",
    "digital camera",
    "exif_jpeg_picture",
    "default",
    "untitled",
    "screenshot",
    "dav",
    "rhdr",
];

/// Whether `text` was written by a camera, or is a file's name, and so says nothing of the picture.
pub(super) fn says_nothing(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    CAMERA_WORDS.contains(&text.as_str()) || is_file_name(&text)
}

/// Whether lower-case `text` looks like a file's name: "img_2041.jpg", "DSC_0001". Words with blanks
/// between them are a sentence, whatever it ends in.
fn is_file_name(text: &str) -> bool {
    let extensions =
        ["jpg", "jpeg", "png", "webp", "heic", "tif", "tiff", "gif", "cr2", "nef", "arw"];
    let named = text.rsplit_once('.').is_some_and(|(stem, extension)| {
        extensions.contains(&extension) && !stem.is_empty() && !stem.contains(char::is_whitespace)
    });
    let numbered = ["img", "dsc", "dscf", "dscn", "pxl", "p", "dji", "gopr", "sam", "wp", "image"];
    let stem = text.trim_end_matches(|c: char| c.is_ascii_digit() || "_-~ ().".contains(c));
    let counted =
        text.len() > stem.len() && text.ends_with(|c: char| c.is_ascii_digit() || c == ')');
    let stem_named =
        numbered.contains(&stem) && text.chars().filter(char::is_ascii_digit).count() >= 3;
    named || (counted && stem_named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credit_at_the_end_is_parted_from_the_caption() {
        let cases = [
            ("Officers outside (Image - GMP)", "Officers outside", "GMP"),
            ("Officers outside (Photo: Siân Ó Briain).", "Officers outside", "Siân Ó Briain"),
            (
                "Officers (right) at work. (Picture by Jo Smith)",
                "Officers (right) at work.",
                "Jo Smith",
            ),
            ("Officers outside. Photo: Jo Smith / PA", "Officers outside.", "Jo Smith / PA"),
            ("Officers outside\nPHOTO : Jo", "Officers outside", "Jo"),
            ("Photo: Jo Smith", "", "Jo Smith"),
            ("Fire at the Bell (Image – J. O’Neill)", "Fire at the Bell", "J. O’Neill"),
        ];
        for (caption, rest, name) in cases {
            let expected = (rest.to_owned(), name.to_owned());
            assert_eq!(split_credit(caption), Some(expected), "{caption}");
        }
    }

    #[test]
    fn long_captions_take_no_time() {
        let long = format!("a{}b. Photo: Jo", " ".repeat(1_000_000));
        assert_eq!(split_credit(&long).unwrap().1, "Jo");
    }

    #[test]
    fn captions_without_a_credit_stay_whole() {
        for caption in [
            "",
            "()",
            "(",
            ")",
            "The mayor (left)",
            "Picture by the river. Picture postcard weather",
            "The photo: a mystery",
            "A photograph (image)",
            "(Image - )",
            "Ünïcödé (é",
        ] {
            assert_eq!(split_credit(caption), None, "{caption}");
        }
    }

    #[test]
    fn what_cameras_write_says_nothing() {
        for text in [
            "OLYMPUS DIGITAL CAMERA         ",
            "SONY DSC",
            "IMG_2041.JPG",
            "DSC_0001",
            "img-20240111 (2)",
        ] {
            assert!(says_nothing(text), "{text}");
        }
        for text in [
            "A camera",
            "P. Smith",
            "The 2024 election",
            "Image of 1,000 people",
            ".jpg",
            "Flight 93",
            "How to open a .jpg",
            "The mayor signs the deed of roof.jpg",
        ] {
            assert!(!says_nothing(text), "{text}");
        }
    }
}
