use super::*;
use proptest::prelude::*;

/// The blocks of a body, one line each, short enough to compare.
fn told(body: &str) -> String {
    parse(body, false).iter().map(tell).collect::<Vec<_>>().join("|")
}

fn tell(block: &Block) -> String {
    match block {
        Block::Paragraph(text) => format!("p {text}"),
        Block::Heading { level, text } => format!("h{level} {text}"),
        Block::List(list) => tell_list(list),
        Block::Quote(inside) => {
            format!("quote({})", inside.iter().map(tell).collect::<Vec<_>>().join("|"))
        }
        Block::Table(table) => {
            let row = |cells: &Vec<Inline>| {
                cells.iter().map(|c| c.as_html().to_owned()).collect::<Vec<_>>().join(",")
            };
            let rows: Vec<String> = table.rows.iter().map(row).collect();
            format!("table {}; {}", row(&table.head), rows.join("; "))
        }
        Block::Code(text) => format!("code {text}"),
        Block::Rule => "rule".to_owned(),
        Block::Figure { name } => format!("figure {name}"),
        Block::Footnotes(notes) => format!("notes {}", notes.len()),
    }
}

fn tell_list(list: &List) -> String {
    let item = |item: &Item| {
        let inner: String = item.lists.iter().map(tell_list).collect();
        format!("{}{inner}", item.text)
    };
    let items: Vec<String> = list.items.iter().map(item).collect();
    let kind = if list.ordered { format!("ol{}", list.start) } else { "ul".to_owned() };
    format!("{kind}[{}]", items.join("; "))
}

#[test]
fn each_kind_of_markdown_becomes_its_block() {
    let cases = [
        (
            "One *two* **three** ~~four~~ `<5>`",
            "p One <em>two</em> <strong>three</strong> <s>four</s> <code>&lt;5&gt;</code>",
        ),
        ("# One\n\n### Three", "h2 One|h3 Three"),
        ("- a\n- b\n  1. c", "ul[a; bol1[c]]"),
        ("3. a\n4. b", "ol3[a; b]"),
        ("- a\n\n  b", "ul[a<br><br>b]"),
        ("- a\n  - b\n\n  c", "ul[aul[b<br><br>c]]"),
        ("> a\n>\n> b", "quote(p a|p b)"),
        ("|a|b|\n|-|-|\n|1|*2*|", "table a,b; 1,<em>2</em>"),
        ("```js\na < b\n```", "code a < b"),
        ("a\n\n---\n\nb", "p a|rule|p b"),
        ("a  \nb", "p a<br>b"),
        ("- [ ] a", "ul[[ ] a]"),
        (
            "see https://x.example/?a=1&b=2 now",
            "p see <a href=\"https://x.example/?a=1&amp;b=2\">https://x.example/?a=1&amp;b=2</a> now",
        ),
    ];
    for (body, expected) in cases {
        assert_eq!(told(body), expected, "{body}");
    }
}

#[test]
fn a_picture_stands_on_its_own() {
    let cases = [
        ("![](roof.jpg)", "figure roof.jpg"),
        ("a\n\n![](roof.jpg)\n\nb", "p a|figure roof.jpg|p b"),
        ("a\n![](roof.jpg)\nb", "p a|figure roof.jpg|p b"),
        ("a ![x](roof.jpg) b\n\nc", "p a  b|figure roof.jpg|p c"),
        ("a ![](x.jpg) b\n![](y.jpg)\nc", "p a  b|figure x.jpg|figure y.jpg|p c"),
        ("- a ![](roof.jpg)\n- b", "ul[a; b]|figure roof.jpg"),
        ("> ![](roof.jpg)", "figure roof.jpg"),
        ("[![](roof.jpg)](https://x.example/)", "figure roof.jpg"),
        ("![](<my roof.jpg>)", "figure my roof.jpg"),
        ("`![](roof.jpg)`", "p <code>![](roof.jpg)</code>"),
    ];
    for (body, expected) in cases {
        assert_eq!(told(body), expected, "{body}");
    }
}

#[test]
fn links_that_lead_nowhere_good_keep_their_words_only() {
    assert_eq!(told("[a](javascript:alert(1)) [b](/b)"), "p a <a href=\"/b\">b</a>");
    assert_eq!(told("[a](data:text/html,x)"), "p a");
    assert_eq!(told("[a](<x\"y> \"t\")"), "p <a href=\"x&quot;y\">a</a>");
}

#[test]
fn raw_html_keeps_its_words_only() {
    assert_eq!(told("a <b onclick=x>b</b> <br>c"), "p a b <br>c");
    assert_eq!(told("<div>\nbread &amp; butter\n</div>"), "p bread &amp; butter");
    assert_eq!(told("<script>alert(1)</script>\n\nb"), "p b");
    assert_eq!(told("<img src=x onerror=alert(1)>"), "");
}

#[test]
fn notes_are_numbered_and_lead_back() {
    let blocks = parse("a[^x] b[^y] c[^x]\n\n[^y]: Second.\n[^x]: First.", false);
    let Block::Paragraph(text) = &blocks[0] else { panic!("{blocks:?}") };
    assert!(
        text.as_html().contains(r##"<sup><a href="#footnote-1" id="footnote-ref-1">1</a></sup>"##)
    );
    assert!(
        text.as_html()
            .contains(r##"<sup><a href="#footnote-1" id="footnote-ref-1-2">1</a></sup>"##)
    );
    let Block::Footnotes(notes) = &blocks[1] else { panic!("{blocks:?}") };
    assert_eq!(notes[0].as_html(), r##"First. <a href="#footnote-ref-1" id="footnote-1">↩</a>"##);
    assert!(notes[1].as_html().starts_with("Second."));
}

#[test]
fn punctuation_is_smart_only_where_the_house_says_so() {
    let text = |smart| tell(&parse("\"It's\" -- he said...", smart)[0]);
    assert_eq!(text(true), "p “It’s” – he said…");
    assert_eq!(text(false), "p \"It's\" -- he said...");
}

#[test]
fn words_are_what_a_reader_reads() {
    assert_eq!(words("# One two\n\nthree *fo*ur – ![alt text](x.jpg)\n\n- five\n- six"), 6);
    assert_eq!(words("[one](https://x.example/a/b) `two`"), 2);
    assert_eq!(words(""), 0);
}

#[test]
fn the_images_know_their_places() {
    let body = "😀 a\r\n\r\n## Two *x*\r\n\r\n- ![alt `b`](y.jpg \"T (Image - Jo)\") z\r\n";
    let images = images(body);
    assert_eq!(images[0].alt, "alt b");
    assert_eq!(images[0].title, "T (Image - Jo)");
    assert_eq!(&body[images[0].bytes.clone()], "![alt `b`](y.jpg \"T (Image - Jo)\")");
}

/// How deep containers go.
fn depth(blocks: &[Block]) -> usize {
    fn of_list(list: &List) -> usize {
        1 + list.items.iter().flat_map(|i| &i.lists).map(of_list).max().unwrap_or(0)
    }
    let one = |block: &Block| match block {
        Block::Quote(inside) => 1 + depth(inside),
        Block::List(list) => of_list(list),
        _ => 0,
    };
    blocks.iter().map(one).max().unwrap_or(0)
}

#[test]
fn no_nesting_overflows_the_stack_or_loses_the_words() {
    let bodies = [
        format!("{}word", "> ".repeat(20_000)),
        (0..300).map(|n| format!("{}- word\n", "  ".repeat(n))).collect::<String>(),
        format!("{}word{}", "*a **b ".repeat(5_000), "** *".repeat(5_000)),
        format!("{}word{}", "[".repeat(20_000), "](/x)".repeat(20_000)),
        format!("{}word", "![".repeat(20_000)),
        format!("{}word{}", "<div>".repeat(20_000), "</div>".repeat(20_000)),
        format!("{}word", "> - ".repeat(5_000)),
        format!("word{}", "[^a]".repeat(5_000)),
    ];
    let small_stack = std::thread::Builder::new().stack_size(512 * 1024);
    let reading = small_stack.spawn(move || {
        for body in bodies {
            let blocks = parse(&body, true);
            assert!(depth(&blocks) <= DEEPEST, "{}", &body[..20]);
            assert!(blocks.iter().map(tell).any(|b| b.contains("word")), "{}", &body[..20]);
            words(&body);
            images(&body);
        }
    });
    reading.unwrap().join().unwrap();
}

proptest! {
    #[test]
    fn no_body_panics(body in "[-a *_`>#|\\[\\]()!<>&\n\r\t\"'0-9.:~^\\\\é😀/]{0,120}") {
        for block in parse(&body, true) {
            let told = tell(&block);
            prop_assert!(!told.contains("<script"));
        }
        words(&body);
        for image in images(&body) {
            prop_assert!(body.get(image.bytes).is_some());
        }
    }
}
