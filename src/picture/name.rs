//! The name that a picture bears in its story's `![](name.jpg)` line.

use super::Format;

/// Letters of the stem that are kept at most, so that the line stays readable.
const STEM_MAX: usize = 60;
/// Letters of a hyphen and the hash behind it in the name of a file that left a desk.
const HASH: usize = 9;
/// Names that Windows keeps for devices.
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "com1", "lpt1"];

/// A name for the file called `file_name`: lower-case letters, digits and hyphens of ASCII, the
/// extension of `format`, and `-2`, `-3` … behind the stem while `taken` says that it is in use.
pub fn name_for(file_name: &str, taken: impl Fn(&str) -> bool, format: Format) -> String {
    let extension = match format {
        Format::Jpeg => "jpg",
        Format::Png => "png",
        Format::Webp => "webp",
        Format::Tiff => "tif",
    };
    let stem = stem(file_name);
    let first = format!("{stem}.{extension}");
    let numbered = (2_u64..).map(|n| format!("{stem}-{n}.{extension}"));
    std::iter::once(first).chain(numbered).find(|name| !taken(name)).unwrap_or_default()
}

fn stem(file_name: &str) -> String {
    let base = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let base = match base.rsplit_once('.') {
        Some((stem, extension)) if is_extension(extension) => stem,
        _ => base,
    };
    let mut out = String::new();
    for c in base.chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            // Accents that stand apart from their letter, as macOS stores file names; apostrophes.
            '\u{300}'..='\u{36f}' | '\'' | '’' => {}
            _ => match ascii(c) {
                Some(letters) => out.push_str(letters),
                None if out.is_empty() || out.ends_with('-') => {}
                None => out.push('-'),
            },
        }
    }
    // What left a desk ends with the hash it is known by.
    if out.starts_with("copydesk-") && out.len() > STEM_MAX {
        out.replace_range(STEM_MAX - HASH..out.len() - HASH, "");
    }
    out.truncate(STEM_MAX);
    let out = out.trim_end_matches('-');
    match out {
        "" => "picture".to_owned(),
        reserved if RESERVED.contains(&reserved) => format!("picture-{reserved}"),
        _ => out.to_owned(),
    }
}

/// "jpg" and its like; not "Smith" in "Mr. Smith".
fn is_extension(text: &str) -> bool {
    let known = [
        "jpg", "jpeg", "jpe", "jfif", "png", "webp", "heic", "heif", "avif", "tif", "tiff", "gif",
        "bmp",
    ];
    known.contains(&text.to_ascii_lowercase().as_str())
}

/// A lower-case letter of the Latin alphabets of Europe in ASCII.
fn ascii(c: char) -> Option<&'static str> {
    Some(match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' | 'ẁ' | 'ẃ' | 'ẅ' => "w",
        'ý' | 'ÿ' | 'ŷ' | 'ỳ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_say_what_they_said() {
        let cases = [
            ("GMP Officers.JPEG", "gmp-officers.jpg"),
            ("Siân Ó Briain – “Tân”.png", "sian-o-briain-tan.jpg"),
            ("Sia\u{302}n.jpg", "sian.jpg"),
            ("C:\\Users\\jo\\Desktop\\Mr. Smith", "mr-smith.jpg"),
            ("../../etc/passwd", "passwd.jpg"),
            ("St Mary's.jpg", "st-marys.jpg"),
            ("消防.jpg", "picture.jpg"),
            ("", "picture.jpg"),
            (".jpg", "picture.jpg"),
            ("con.png", "picture-con.jpg"),
            ("---", "picture.jpg"),
        ];
        for (file_name, expected) in cases {
            assert_eq!(name_for(file_name, |_| false, Format::Jpeg), expected, "{file_name}");
        }
        let long = name_for(&"ab ".repeat(99), |_| false, Format::Png);
        assert_eq!(long.len(), STEM_MAX - 1 + 4, "a hyphen at the cut goes too");
    }

    #[test]
    fn taken_names_are_numbered() {
        let taken = ["roof.webp", "roof-2.webp"];
        assert_eq!(name_for("Roof.webp", |n| taken.contains(&n), Format::Webp), "roof-3.webp");
    }
}
