use super::*;
use crate::error::{Code, Error};

/// Whether the words of the caption can be read in a page with this head, and whether all is known
/// of its style. Sheets that are not among `files` are not there.
fn seen(head: &str, body: &str, files: &[(&str, &str)]) -> (bool, bool) {
    let document = Html::parse_document(&format!("<head>{head}</head><body>{body}</body>"));
    let mut fetch = |at: &str| match files.iter().find(|(name, _)| at.ends_with(name)) {
        Some((_, css)) => Ok(css.as_bytes().to_vec()),
        None => Err(Error::new(Code::Refused, "It is not there.", "")),
    };
    let base = Url::parse("https://news.example/story/").unwrap();
    let styles = Styles::read(&document, &base, &mut fetch);
    let caption = Selector::parse("figcaption").unwrap();
    let caption = document.select(&caption).next().unwrap();
    (styles.look(caption).readable(), !styles.unknown())
}

const FIGURE: &str = "<main class='post no-js'><figure class='a'><img src=a.jpg><figcaption id='c'>The room\
     </figcaption></figure></main>";

fn with(css: &str) -> bool {
    seen(&format!("<style>{css}</style>"), FIGURE, &[]).0
}

#[test]
fn what_a_rule_hides_is_hidden() {
    for css in [
        "figcaption{display:none}",
        "FIGURE > figcaption { DISPLAY : NONE }",
        "/* {} */ @charset 'x'; .post .a figcaption, b { color: red; visibility: hidden; }",
        "figure{opacity:0}",
        "main{opacity:0%}",
        ".a figcaption{font-size:0}",
        "figcaption{position:absolute;left:-9999px}",
        "figcaption{text-indent:-999em}",
        "figcaption{position:absolute!important;clip:rect(1px,1px,1px,1px)}",
        "figcaption{clip-path:inset(50%)}",
        "figcaption{height:1px;width:1px;overflow:hidden}",
        "figcaption{max-height:0;overflow:hidden}",
        "figcaption{transform:scale(0)}",
        "@media screen{figcaption{display:none}}",
        "@media all and (min-width:600px){@supports(display:grid){figcaption{display:none}}}",
        "@layer theme{figcaption{display:none}}",
        "figure{& figcaption{display:none}}",
        "figure{color:red;figcaption{display:none}}",
        "figure:not(:hover) figcaption{display:none}",
        "figure:has(img) figcaption{display:none}",
        "figcaption{display:none!important} figure figcaption{display:block}",
        "#c{display:none} figure.a figcaption{display:block}",
        "broken{;:} @what; figcaption{display:none}",
    ] {
        assert!(!with(css), "{css}");
    }
}

#[test]
fn what_hides_something_else_or_never_is_no_alarm() {
    for css in [
        "",
        ".screen-reader-text{position:absolute;clip:rect(1px,1px,1px,1px);height:1px;overflow:hidden}",
        "@media print{figcaption{display:none}}",
        "@media (max-width:600px){figcaption{display:none}}",
        "figcaption:hover{display:none}",
        "figcaption::before{display:none}",
        "figcaption:empty{display:none}",
        ".b figcaption{display:none}",
        ".no-js figcaption{display:none}",
        "figcaption{display:none} .post figcaption{display:block}",
        "figcaption{display:none} figcaption{display:block}",
        "figure{font-size:0} figcaption{font-size:14px}",
        "figure{visibility:hidden} figcaption{visibility:visible}",
        "@keyframes in{from{opacity:0}} figcaption{opacity:.6;font-size:.8em}",
        "figcaption{font-size:clamp(0rem,2vw,1rem);margin:0 -20px;left:-9999px;height:1px}",
        "@layer a{figcaption{display:none}} figcaption{display:block}",
        "@supports not (display:grid){figcaption{display:none}}",
        "img{opacity:0;display:none}",
    ] {
        assert!(with(css), "{css}");
    }
    let page = "<figure><figcaption style='display:block'>The room";
    assert!(seen("<style>figcaption{display:none}</style>", page, &[]).0);
}

#[test]
fn a_linked_sheet_is_looked_at_and_one_that_cannot_be_had_leaves_a_doubt() {
    let link = "<link rel='stylesheet' href='/a.css?v=2'>";
    let hides = "figcaption{display:none}";
    assert_eq!(seen(link, FIGURE, &[("/a.css?v=2", hides)]), (false, true));
    assert_eq!(seen(link, FIGURE, &[("/a.css?v=2", "p{}")]), (true, true));
    assert_eq!(seen(link, FIGURE, &[]), (true, false));
    let import =
        [("/a.css?v=2", "@import url(sub/b.css);@import 'a.css?v=2';"), ("sub/b.css", hides)];
    assert_eq!(seen(link, FIGURE, &import), (false, true));
    assert_eq!(seen(link, FIGURE, &import[..1]), (true, false));
    for unused in [
        "<link rel='stylesheet' href='/a.css' media='print'>",
        "<link rel='alternate stylesheet' href='/a.css'>",
        "<link rel='icon' href='/a.css'>",
        "<style media='print'>figcaption{display:none}</style>",
    ] {
        assert_eq!(seen(unused, FIGURE, &[("/a.css", hides)]), (true, true), "{unused}");
    }
    let large = "p{}".repeat(SHEET_BYTES / 3 + 1);
    assert_eq!(seen(link, FIGURE, &[("/a.css?v=2", &large)]), (true, false));
    let many: String = (0..40).map(|n| format!("<link rel=stylesheet href='/{n}.css'>")).collect();
    assert_eq!(seen(&many, FIGURE, &[(".css", "p{}")]), (true, false));
}

#[test]
fn a_page_made_to_hurt_leaves_a_doubt_in_time() {
    let rules = "main:has(b) i,i{display:none}".repeat(20_000);
    let page = "<p>a".repeat(5_000) + FIGURE;
    assert!(!seen(&format!("<style>{rules}</style>"), &page, &[]).1);
}
