//! Text as it is compared: sites set other quotation marks, dashes and blanks than were sent.

/// The text with what sites rewrite made alike: quotation marks, primes, dashes, ellipses, blanks of
/// every width, signs nobody sees, and what WordPress's `wptexturize` and `capital_P_dangit` make of
/// it. Runs of white space are one blank; those at the ends stay.
pub fn fold(text: &str) -> String {
    let text = text.replace("(tm)", "™").replace("Wordpress", "WordPress");
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '‘' | '’' | '‚' | '‛' | '′' => push_quote(&mut out),
            '\'' | '`' => push_quote(&mut out),
            '“' | '”' | '„' | '‟' | '″' => out.push('"'),
            '–' | '—' | '‒' | '―' | '−' | '‐' | '\u{2011}' | '-' => {
                if !out.ends_with('-') {
                    out.push('-');
                }
            }
            '…' => out.push_str("..."),
            '×' => out.push('x'),
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{fe0e}' | '\u{fe0f}' => {}
            c if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    out
}

/// Two single marks are one double one.
fn push_quote(out: &mut String) {
    if out.ends_with('\'') {
        out.pop();
        out.push('"');
    } else {
        out.push('\'');
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn what_sites_rewrite_is_alike_and_words_are_not() {
        for (sent, shown) in [
            ("\"It's\" -- he said...", "“It’s” – he said…"),
            ("10 - 12", "10 – 12"),
            ("6' 2\" and 3x4", "6′ 2″ and 3×4"),
            ("``A'' (tm)", "“A” ™"),
            ("a b", "a\u{a0}\n b"),
            ("co-op", "co\u{2011}op"),
            ("council", "coun\u{ad}cil"),
        ] {
            assert_eq!(fold(sent), fold(shown), "{sent}");
        }
        for (one, other) in [("colour", "color"), ("a.", "a"), ("Jo", "jo"), ("£4m", "£5m")] {
            assert_ne!(fold(one), fold(other));
        }
    }
}
