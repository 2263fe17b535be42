//! What readers see and hear of a picture: the words by it and its alt text.

use super::page::{Image, Near};
use super::words::{Words, same};
use super::{Expected, Light};

/// How many other words may stand with caption and credit where no figure holds them together.
const OTHERS: usize = 15;

/// How much of the printed line a place says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Says {
    Nothing,
    Credit,
    Caption,
    Both,
}

/// The light for caption and credit by the image, or in one of the page's lead credits.
pub fn judge(image: &Image, lead_credits: &[Near], expected: &Expected<'_>) -> Light {
    let words = &expected.picture.words;
    let (caption, credit) = (Words::of(&words.caption), Words::of(&words.credit));
    if caption.is_empty() && credit.is_empty() {
        return Light::not_checked("There is neither a caption nor a credit to show.");
    }
    let best = best(image.near.iter().chain(lead_credits), expected, &caption, &credit);
    if best < Says::Both && self::best(&image.unstyled, expected, &caption, &credit) > best {
        return Light::missing(match best {
            Says::Nothing => "Caption and credit are on the page, but its style hides them.",
            Says::Caption => "The credit is on the page, but its style hides it.",
            Says::Credit | Says::Both => "The caption is on the page, but its style hides it.",
        });
    }
    match best {
        Says::Both => Light::survived(),
        Says::Caption => Light::missing("The caption is on the page but the credit is not."),
        Says::Credit => Light::missing("The credit is on the page but the caption is not."),
        Says::Nothing if caption.is_empty() => {
            Light::missing("The credit does not stand by the picture.")
        }
        Says::Nothing if credit.is_empty() => {
            Light::missing("The caption does not stand by the picture.")
        }
        Says::Nothing => Light::missing("Neither caption nor credit stands by the picture."),
    }
}

/// The most that one of these places says.
fn best<'a>(
    places: impl IntoIterator<Item = &'a Near>,
    expected: &Expected<'_>,
    caption: &Words,
    credit: &Words,
) -> Says {
    let line = Words::of(expected.line);
    // A whole column of text holds many a name.
    let most = line.len().max(caption.len() + credit.len()) + OTHERS;
    let told = places.into_iter().map(|near| {
        let text = Words::of(&near.text);
        match near.figure || text.len() <= most {
            true => says(&text, caption, credit, &line),
            false => Says::Nothing,
        }
    });
    told.max().unwrap_or(Says::Nothing)
}

fn says(text: &Words, caption: &Words, credit: &Words, line: &Words) -> Says {
    // The house prints no credit of its own where the caption ends with it already.
    if line == caption && line.contain(credit) && text.contain(line) {
        return Says::Both;
    }
    // A name in the caption is no credit: it has to stand there once more.
    match (caption.is_empty(), text.without(caption)) {
        (true, _) if text.contain(credit) => Says::Both,
        (true, _) => Says::Nothing,
        (false, Some(rest)) if credit.is_empty() || rest.contain(credit) => Says::Both,
        (false, Some(_)) => Says::Caption,
        (false, None) if text.contain(credit) => Says::Credit,
        (false, None) => Says::Nothing,
    }
}

/// The light for the alt text.
pub fn alt(image: &Image, expected: &Expected<'_>) -> Light {
    let words = &expected.picture.words;
    let (wanted, decorative) = (words.alt.trim(), words.decorative);
    match image.alt.as_deref().map(str::trim) {
        Some("") | None if !decorative && wanted.is_empty() => {
            Light::not_checked("There is no alt text to show.")
        }
        Some("") if decorative => Light::survived(),
        None if decorative => Light::missing(
            "The page has no empty alt text for this decorative picture: its file name may be read \
             out.",
        ),
        Some(_) if decorative => {
            Light::changed("The page gives alt text to a picture you marked as decorative.")
        }
        Some("") | None => Light::missing("The picture on the page has no alt text."),
        Some(_) if image.silent => {
            Light::missing("The page hides the picture from those who listen to it.")
        }
        Some(alt) if same(alt, wanted) => Light::survived(),
        Some(alt) => Light::changed(format!("The page gives another alt text: “{alt}”.")),
    }
}
