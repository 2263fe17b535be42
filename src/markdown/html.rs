//! Text made safe for HTML.

/// Text for between tags.
pub fn text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Text for inside a double-quoted attribute.
pub fn attribute(value: &str) -> String {
    text(value).replace('"', "&quot;")
}

/// What an element says about its direction, for its opening tag: ` dir="auto"` where the first
/// letter of its HTML is of a script that runs right to left, nothing where it is not.
pub fn direction(html: &str) -> &'static str {
    let mut closes = None;
    for c in html.chars() {
        match (closes, c) {
            (Some(end), c) if c == end => closes = None,
            (Some(_), _) => {}
            (None, '<') => closes = Some('>'),
            (None, '&') => closes = Some(';'),
            (None, c) if runs_right_to_left(c) => return " dir=\"auto\"",
            (None, c) if c.is_alphabetic() || c == LEFT_TO_RIGHT => return "",
            (None, _) => {}
        }
    }
    ""
}

const LEFT_TO_RIGHT: char = '\u{200e}';

/// Letters of the blocks the Unicode Bidirectional Algorithm (UAX #9) keeps for such scripts, and
/// the marks that stand for one.
fn runs_right_to_left(c: char) -> bool {
    let block = matches!(c,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
    matches!(c, '\u{200f}' | '\u{61c}') || block && c.is_alphabetic()
}

/// Tags in one piece of raw HTML before it is shown as the text it is: the parser's time grows with
/// the square of their nesting.
const MOST_TAGS: usize = 1_000;

/// The words of raw HTML a writer put into a body: tags, comments and scripts fall away.
pub fn words_of(raw: &str) -> String {
    if raw.bytes().filter(|b| *b == b'<').count() > MOST_TAGS {
        return text(raw.trim());
    }
    let mut cleaner = ammonia::Builder::empty();
    cleaner.clean_content_tags(["script", "style", "template"].into());
    cleaner.clean(raw).to_string().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_opens_a_tag_or_leaves_an_attribute() {
        assert_eq!(text("a < b & c > \"d\""), "a &lt; b &amp; c &gt; \"d\"");
        assert_eq!(attribute("\"><script>"), "&quot;&gt;&lt;script&gt;");
    }

    #[test]
    fn the_first_letter_says_where_a_line_begins() {
        for rtl in [
            "مرحبا",
            "«12. שלום»",
            "<a href=\"https://a.example\">עברית</a> and",
            "&quot;عربي",
            "\u{200f}12",
        ] {
            assert_eq!(direction(rtl), " dir=\"auto\"", "{rtl}");
        }
        for ltr in ["", "12", "a مرحبا", "<b>é</b> שלום", "Ωμέγα", "日本", "\u{200e}שלום", "٣ a"]
        {
            assert_eq!(direction(ltr), "", "{ltr}");
        }
    }

    #[test]
    fn raw_html_keeps_its_words_only() {
        assert_eq!(
            words_of("<div onclick=x>Bread &amp; <b>butter</b></div>"),
            "Bread &amp; butter"
        );
        assert_eq!(words_of("<!-- note --><script>alert(1)</script>"), "");
    }
}
