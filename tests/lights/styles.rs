//! Words that are on the page and that its style keeps from readers.

use crate::bad_site::Habit;
use crate::{Desk, expect, green};

#[test]
fn words_that_a_style_hides_are_missed() {
    let desk = Desk::new();
    for habit in [
        (|answer, _| {
            let style = "<figcaption style=\"color: red; display: none\"";
            answer.rewrite(|page| page.replace("<figcaption", style));
        }) as Habit,
        |answer, _| {
            let style = "<style>@media screen { figure > figcaption { display: none } }</style>";
            answer.rewrite(|page| page.replace("</head>", &format!("{style}</head>")));
        },
        |answer, _| {
            if answer.path.starts_with("/style.css") {
                answer.body.extend_from_slice(b"figure { font-size: 0 } figcaption { opacity: 0 }");
            }
        },
        |answer, ask| match answer.path.as_str() {
            "/late.css" => {
                (answer.status, answer.body) =
                    (200, b"figure * {position: fixed;left: -99em".into());
            }
            path if path.starts_with("/style.css") => {
                let sheet = ask(path).body;
                answer.body = [b"@import 'late.css';".as_slice(), &sheet].concat();
            }
            _ => {}
        },
    ] {
        let lights = desk.lights(habit);
        expect(&lights, "visible", "missing", "its style hides them");
        green(&lights, &["alt", "embedded", "structured"]);
    }
}

#[test]
fn where_a_style_sheet_cannot_be_had_no_caption_is_said_to_be_visible() {
    let desk = Desk::new();
    let lights = desk.lights(|answer, _| {
        if answer.path.starts_with("/style.css") {
            answer.status = 500;
        }
    });
    expect(&lights, "visible", "not-checked", "a style sheet of the site could not be looked at");
    green(&lights, &["alt", "embedded", "structured"]);
}

#[test]
fn a_style_that_hides_something_else_is_no_alarm() {
    let desk = Desk::new();
    let lights = desk.lights(|answer, _| {
        if answer.path.starts_with("/style.css") {
            answer.body.extend_from_slice(
                b"@media print { figcaption { display: none } } figcaption:hover { opacity: 0 } \
                  .sr { position: absolute; clip: rect(0 0 0 0) } figure { font-size: 0 } \
                  figure figcaption { font-size: 13px }",
            );
        }
    });
    green(&lights, &["visible", "alt", "embedded", "structured"]);
}
