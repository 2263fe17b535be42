//! A headline as part of an address.

/// Lower-case ASCII words joined by hyphens, at most 80 characters, cut between words.
///
/// Letters with accents lose them; what has no ASCII form is dropped. May be empty.
pub fn slugify(text: &str) -> String {
    const LONGEST: usize = 80;
    let mut slug = String::new();
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’') {
        let ascii: String = word.chars().flat_map(ascii_of).collect();
        if ascii.is_empty() {
            continue;
        }
        if slug.len() + ascii.len() + 1 > LONGEST && !slug.is_empty() {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&ascii[..ascii.len().min(LONGEST)]);
    }
    slug
}

/// The plain letters a letter is written with in an address.
fn ascii_of(c: char) -> impl Iterator<Item = char> {
    let lower = c.to_lowercase().next().unwrap_or(c);
    let plain: &'static str = match lower {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => "o",
        'œ' => "oe",
        'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ß' => "ss",
        'ť' | 'ț' => "t",
        'þ' => "th",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => "",
    };
    let itself = (plain.is_empty() && lower.is_ascii_alphanumeric()).then_some(lower);
    plain.chars().chain(itself)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_plain_words() {
        assert_eq!(
            slugify("Library reopens after two-year repair"),
            "library-reopens-after-two-year-repair"
        );
        assert_eq!(slugify("Größe: «Žluťoučký kůň»"), "grosse-zlutoucky-kun");
        assert_eq!(slugify("The council’s £5m plan"), "the-councils-5m-plan");
        assert_eq!(slugify("東京"), "");
        assert!(slugify(&"word ".repeat(60)).len() <= 80);
        assert!(!slugify(&"word ".repeat(60)).ends_with('-'));
    }
}
