//! What HTML says beside its words: films and sounds, forms, scripts, marks that Markdown has not, and
//! how words are set. Whatever is told as not carried over when a post is read counts here, so that
//! nothing is written over that could not be kept.

use scraper::ElementRef;

/// Elements that mean something by being there, and what counts of every element's attributes.
const SAID: &[(&str, &[&str])] = &[
    ("a", &["title"]),
    ("abbr", &["title"]),
    ("area", &["href"]),
    ("audio", &["src"]),
    ("button", &["type"]),
    ("canvas", &[]),
    ("details", &[]),
    ("embed", &["src"]),
    ("form", &["action"]),
    ("input", &["type", "name", "value", "placeholder"]),
    ("ins", &[]),
    ("map", &[]),
    ("mark", &[]),
    ("math", &[]),
    ("object", &["data"]),
    ("ol", &["start", "reversed", "type"]),
    ("option", &["value"]),
    ("select", &["name"]),
    ("small", &[]),
    ("source", &["src"]),
    ("sub", &[]),
    ("summary", &[]),
    ("sup", &[]),
    ("svg", &[]),
    ("td", &["colspan", "rowspan"]),
    ("textarea", &["name", "placeholder"]),
    ("th", &["colspan", "rowspan"]),
    ("track", &["src"]),
    ("u", &[]),
    ("video", &["src", "poster"]),
];

/// Those of them that mean something only where one of the attributes says so.
const BY_ATTRIBUTE: &[&str] = &["a", "ol", "td", "th"];

/// Those of them whose end means something too.
const ENDED: &[&str] = &["details", "ins", "mark", "small", "sub", "sup", "u"];

/// Elements that stand for nothing themselves; what other sites' scripts make of them is told in
/// attributes of their own.
const PLACES: &[&str] = &["article", "aside", "blockquote", "div", "p", "section", "span"];

/// What an element means beside its words: each with what is marked of it.
pub fn of(element: ElementRef<'_>) -> Vec<(&'static str, String)> {
    let mut said = Vec::new();
    let name = element.value().name();
    if let Some((name, attributes)) = SAID.iter().find(|(known, _)| *known == name) {
        let told = attributes.iter().filter_map(|one| {
            let value = element.attr(one)?.trim();
            // Lists begin with 1 and cells are one wide unless they say otherwise.
            let usual = value.is_empty() || (value == "1" && BY_ATTRIBUTE.contains(name));
            (!usual).then(|| format!("{one}={value}"))
        });
        let told: Vec<String> = told.collect();
        if !told.is_empty() || !BY_ATTRIBUTE.contains(name) {
            said.push((*name, told.join(" ")));
        }
    } else if PLACES.contains(&name) || name.contains('-') {
        let mut told: Vec<String> = element
            .value()
            .attrs()
            .filter(|(attribute, _)| is_own(attribute))
            .map(|(attribute, value)| format!("{attribute}={}", value.trim()))
            .collect();
        told.sort();
        if !told.is_empty() || name.contains('-') {
            said.push(("place", format!("{name} {}", told.join(" "))));
        }
    }
    let looks = looks(element);
    if !looks.is_empty() {
        said.push(("look", looks.join(" ")));
    }
    said
}

/// Whether the end of the element counts, and under which name.
pub fn ends(element: ElementRef<'_>) -> Option<&'static str> {
    let name = element.value().name();
    ENDED.iter().find(|known| **known == name).copied()
}

/// What a script or a style sheet within the text says.
pub fn code(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    format!("{} {}", element.attr("src").unwrap_or_default().trim(), words.join(" "))
}

/// Whether an attribute of a place is one that neither HTML nor an editor gives it.
fn is_own(attribute: &str) -> bool {
    const GIVEN: [&str; 10] =
        ["align", "class", "dir", "hidden", "id", "lang", "role", "style", "tabindex", "title"];
    const BY_EDITORS: [&str; 4] = ["aria-", "data-kg-", "data-lexical-", "data-wp-"];
    !GIVEN.contains(&attribute) && !BY_EDITORS.iter().any(|one| attribute.starts_with(one))
}

/// How the words of an element are set, in one order: alignment, colours, size, a raised initial.
fn looks(element: ElementRef<'_>) -> Vec<String> {
    const STYLES: [&str; 4] = ["background", "color", "font", "text"];
    let mut looks = Vec::new();
    for class in element.value().classes() {
        let Some(look) = class.strip_prefix("has-") else { continue };
        if let Some(side) = look.strip_prefix("text-align-") {
            looks.push(format!("text-align:{side}"));
        } else if look == "drop-cap" || look.ends_with("-color") || look.ends_with("-font-size") {
            looks.push(look.to_owned());
        }
    }
    for declared in element.attr("style").unwrap_or_default().split(';') {
        let Some((property, value)) = declared.split_once(':') else { continue };
        let property = property.trim().to_ascii_lowercase();
        if STYLES.iter().any(|one| property.split('-').next() == Some(*one)) {
            looks.push(format!("{property}:{}", value.trim().to_ascii_lowercase()));
        }
    }
    if let Some(side) = element.attr("align") {
        looks.push(format!("text-align:{}", side.trim().to_ascii_lowercase()));
    }
    looks.sort();
    looks.dedup();
    looks
}

#[cfg(test)]
mod tests {
    use crate::markdown::from_html;
    use crate::markdown::substance;

    /// What another editor may put into a post.
    const PUT: &[&str] = &[
        "<video controls src=\"/a.mp4\"></video>",
        "<video controls src=\"/a.mp4\" poster=\"/a.jpg\"></video>",
        "<p><a href=\"/a\" title=\"A\">a</a></p>",
        "<map><area href=\"/a\"></map>",
        "<audio controls><source src=\"/a.mp3\"></audio>",
        "<script src=\"https://chart.example/1.js\"></script>",
        "<script>show(1)</script>",
        "<style>p { color: red }</style>",
        "<form action=\"/sign\"><input name=\"mail\"></form>",
        "<details><summary>More</summary><p>Words</p></details>",
        "<p>A <mark>bright</mark> day</p>",
        "<p>H<sub>2</sub>O</p>",
        "<p>m<sup>2</sup></p>",
        "<p><u>Under</u> it</p>",
        "<p><ins>Under</ins> it</p>",
        "<p><small>Small</small> print</p>",
        "<p><abbr title=\"World\">W</abbr></p>",
        "<p style=\"text-align:center\">Words</p>",
        "<p class=\"has-text-align-right\">Words</p>",
        "<p class=\"has-red-color has-text-color\">Words</p>",
        "<h2 style=\"color:#f00\">Words</h2>",
        "<p>A <span style=\"color:#f00\">red</span> day</p>",
        "<p class=\"has-drop-cap\">Words</p>",
        "<object data=\"/a.pdf\"></object>",
        "<svg><path d=\"M0 0\"/></svg>",
        "<canvas></canvas>",
        "<!-- wp:columns --><div class=\"wp-block-columns\"><p>Words</p></div><!-- /wp:columns -->",
    ];

    /// The same without its tags.
    fn bare(html: &str) -> String {
        let kept = ["<p", "</p", "<h2", "</h2"];
        let mut bare = String::new();
        for part in html.split_inclusive('>') {
            let at = part.find('<').unwrap_or(part.len());
            bare.push_str(&part[..at]);
            if let Some(tag) = kept.iter().find(|tag| part[at..].starts_with(**tag)) {
                bare.push_str(&format!("{tag}>"));
            }
        }
        bare
    }

    #[test]
    fn what_cannot_come_along_is_never_written_over_in_silence() {
        for put in PUT {
            assert!(!from_html::read(put).unwrap().not_carried.is_empty(), "told: {put}");
            assert_ne!(substance(put), substance(&bare(put)), "seen: {put}");
        }
    }

    #[test]
    fn what_stands_beside_the_words_counts() {
        for (one, other) in [
            ("<video src=\"/a\"></video>", "<video src=\"/b\"></video>"),
            ("<script src=\"/a\"></script>", "<script src=\"/b\"></script>"),
            ("<div data-id=\"7\"></div>", "<div></div>"),
            ("<div data-id=\"7\"></div>", "<div data-id=\"8\"></div>"),
            ("<town-map at=\"7\"></town-map>", "<town-map at=\"8\"></town-map>"),
            ("<a href=\"/a\" title=\"A\">a</a>", "<a href=\"/a\">a</a>"),
            ("<map><area href=\"/a\"></map>", "<map><area href=\"/b\"></map>"),
            ("<p><mark>a</mark> b</p>", "<p><mark>a b</mark></p>"),
            ("<ol start=\"3\"><li>a</li></ol>", "<ol><li>a</li></ol>"),
            ("<table><td colspan=\"2\">a</td></table>", "<table><td>a</td></table>"),
            ("<p align=\"right\">a</p>", "<p>a</p>"),
            (
                "<!-- wp:gallery --><figure><img src=\"/a\"></figure><!-- /wp:gallery -->",
                "<!-- wp:image --><figure><img src=\"/a\"></figure><!-- /wp:image -->",
            ),
        ] {
            assert_ne!(substance(one), substance(other), "{one} {other}");
        }
    }

    #[test]
    fn what_sites_write_otherwise_does_not() {
        for (one, other) in [
            ("<p align=\"right\">a</p>", "<p style=\"text-align: right\">a</p>"),
            ("<p class=\"has-text-align-right\">a</p>", "<p style=\"text-align:right;\">a</p>"),
            ("<ol><li>a</li></ol>", "<ol start=\"1\"><li>a</li></ol>"),
            ("<div class=\"a\" id=\"b\"><p>a</p></div>", "<p>a</p>"),
            ("<div data-kg-toggle-state=\"close\"><p>a</p></div>", "<p>a</p>"),
            ("<hr class=\"wp-block-separator has-alpha-channel-opacity\">", "<hr>"),
            ("<figure style=\"width:300px\"><img src=\"/a\"></figure>", "<img src=\"/a\">"),
        ] {
            assert_eq!(substance(one), substance(other), "{one} {other}");
        }
    }
}
