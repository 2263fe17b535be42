//! Text as old and new programs store it in picture files.

/// The longest text that is taken for words about a picture, in bytes: no JPEG's segment holds more.
pub(super) const TEXT_MAX: usize = 65_535;

/// `bytes` as UTF-8 if they are that, else as Windows-1252, what unmarked Western text really is.
pub(super) fn latin1_or_utf8(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|&byte| windows_1252(byte)).collect(),
    }
}

/// 0x80…0x9F of Windows-1252; its five unassigned bytes stay control characters.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// Several names in one field, as MWG 2.0 writes them: joined by a semicolon and a blank.
pub(super) fn list(values: impl Iterator<Item = String>) -> String {
    let values: Vec<String> = values.map(|v| clean(&v)).filter(|v| !v.is_empty()).collect();
    values.join("; ")
}

/// `text` without what XML 1.0 forbids, with line feeds only and no blanks around it, so that each
/// of the three blocks can hold exactly the same.
pub(super) fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let allowed = |c: char| !c.is_control() || c == '\n' || c == '\t';
    let text: String =
        text.chars().filter(|&c| allowed(c) && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cleaned_but_not_changed() {
        assert_eq!(clean(" a\0b\r\nc\rd\u{7}\u{ffff}\te \n"), "ab\nc\nd\te");
        assert_eq!(list(["a".into(), " ".into(), "b ".into()].into_iter()), "a; b");
    }
}
