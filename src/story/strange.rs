//! Words of strangers, before anything of them is kept or shown: a line stays one line, and no character
//! in it moves a cursor, turns the text that follows or hides itself.

/// Most characters of a person's name.
const NAME: usize = 120;
/// Who did something and gave no name.
pub const NAMELESS: &str = "somebody without a name";

/// One line: control characters and what turns the direction of text are gone, and a break is a space.
/// Nothing else is changed.
pub fn line(text: &str) -> String {
    text.replace("\r\n", " ")
        .chars()
        .map(|sign| if breaks(sign) { ' ' } else { sign })
        .filter(|sign| !acts(*sign))
        .collect()
}

/// Lines, as of a note: breaks and tabs stay; other control characters and what turns the direction of
/// text are gone.
pub fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .map(|sign| if breaks(sign) && sign != '\t' { '\n' } else { sign })
        .filter(|sign| matches!(sign, '\n' | '\t') || !acts(*sign))
        .collect()
}

/// A name as it may stand in a sentence: one trimmed line of 120 characters at most, with nothing
/// invisible in it; [`NAMELESS`] where nothing is left.
pub fn name(text: &str) -> String {
    let line: String = line(text).chars().filter(|sign| !hides(*sign)).collect();
    let words: Vec<&str> = line.split_whitespace().collect();
    let name: String = words.join(" ").chars().take(NAME).collect();
    match name.trim() {
        "" => NAMELESS.to_owned(),
        name => name.to_owned(),
    }
}

/// For a terminal: as it is, with a replacement character for each that would act on it.
pub fn shown(text: &str) -> String {
    let sign =
        |sign: char| if acts(sign) && !matches!(sign, '\n' | '\t') { '\u{fffd}' } else { sign };
    text.chars().map(sign).collect()
}

/// Whether a terminal or a reader does something at it instead of showing it. The directions are those
/// of Unicode Standard Annex 9: embeddings, overrides and isolates.
pub fn acts(sign: char) -> bool {
    sign.is_control() || matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn breaks(sign: char) -> bool {
    matches!(sign, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether nobody sees it, so that two names with and without it look the same. Joiners are not among
/// these: scripts need them.
fn hides(sign: char) -> bool {
    matches!(
        sign,
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stays_one_and_nothing_in_it_acts() {
        assert_eq!(line("Clock \u{1b}[2J\u{202e}mended\nnow\u{2028}"), "Clock [2Jmended now ");
        assert_eq!(line("  Two  spaces, é, 👩\u{200d}🚀 "), "  Two  spaces, é, 👩\u{200d}🚀 ");
    }

    #[test]
    fn lines_keep_their_breaks_and_tabs() {
        assert_eq!(lines("a\r\n\tb\u{7}\rc\u{2066}\u{9b}d"), "a\n\tb\nc".to_owned() + "d");
    }

    #[test]
    fn a_name_is_one_short_visible_line() {
        assert_eq!(name(" Jo\n  Smith\u{200b}\u{202e} "), "Jo Smith");
        assert_eq!(name("\u{feff}\u{1b} \n"), NAMELESS);
        assert_eq!(name(&"é".repeat(500)).chars().count(), NAME);
    }

    #[test]
    fn what_would_act_on_a_terminal_is_shown_as_a_sign() {
        assert_eq!(shown("a\n\tb\u{1b}[31m\u{2069}"), "a\n\tb\u{fffd}[31m\u{fffd}");
    }
}
