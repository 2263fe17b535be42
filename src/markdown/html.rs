//! Text made safe for HTML.

/// Text for between tags.
pub fn text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Text for inside a double-quoted attribute.
pub fn attribute(value: &str) -> String {
    text(value).replace('"', "&quot;")
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
    fn raw_html_keeps_its_words_only() {
        assert_eq!(
            words_of("<div onclick=x>Bread &amp; <b>butter</b></div>"),
            "Bread &amp; butter"
        );
        assert_eq!(words_of("<!-- note --><script>alert(1)</script>"), "");
    }
}
