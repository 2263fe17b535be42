use super::*;

/// The Markdown of some HTML, a picture named by its file, and what was not carried.
fn told(html: &str) -> (String, Vec<String>) {
    let read = read(html).unwrap();
    let picture =
        |shown: &Shown| shown.addresses[0].rsplit('/').next().unwrap_or_default().to_owned();
    let label = |_: &str, number: &str| number.to_owned();
    let mut after_list = false;
    let blocks = read.blocks.iter().map(|placed| {
        let text = write(&placed.held, &Names { picture: &picture, label: &label, after_list });
        after_list = matches!(placed.held, Held::List(_));
        text
    });
    let text = blocks.collect::<Vec<_>>().join("\n\n");
    (text, read.not_carried.into_iter().map(|one| format!("{}: {}", one.what, one.words)).collect())
}

/// HTML as its writers keep it, and the Markdown it becomes.
const CLEAN: &[(&str, &str)] = &[
    // Gutenberg.
    (
        "<!-- wp:paragraph -->\n<p>One <em>two</em> <strong>three</strong> <s>four</s> <code>&lt;5&gt;</code>&nbsp;six</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:heading {\"level\":3} -->\n<h3 class=\"wp-block-heading\" id=\"a\">Three</h3>\n<!-- /wp:heading -->",
        "One *two* **three** ~~four~~ `<5>`\u{a0}six\n\n### Three",
    ),
    (
        "<!-- wp:list {\"ordered\":true,\"start\":3} -->\n<ol start=\"3\" class=\"wp-block-list\"><!-- wp:list-item -->\n<li>a<!-- wp:list -->\n<ul class=\"wp-block-list\"><!-- wp:list-item -->\n<li>b</li>\n<!-- /wp:list-item --></ul>\n<!-- /wp:list --></li>\n<!-- /wp:list-item -->\n\n<!-- wp:list-item -->\n<li>c</li>\n<!-- /wp:list-item --></ol>\n<!-- /wp:list -->",
        "3. a\n   - b\n4. c",
    ),
    (
        "<!-- wp:quote -->\n<blockquote class=\"wp-block-quote\"><!-- wp:paragraph -->\n<p>One.</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:paragraph -->\n<p>Two.</p>\n<!-- /wp:paragraph --><cite>Jane</cite></blockquote>\n<!-- /wp:quote -->",
        "> One.\n>\n> Two.\n>\n> — Jane",
    ),
    (
        "<!-- wp:table -->\n<figure class=\"wp-block-table\"><table class=\"has-fixed-layout\"><thead><tr><th>A</th><th class=\"has-text-align-right\" data-align=\"right\">B|C</th></tr></thead><tbody><tr><td>1</td><td>x<br>y</td></tr></tbody></table><figcaption class=\"wp-element-caption\">Under it</figcaption></figure>\n<!-- /wp:table -->",
        "| A | B\\|C |\n| --- | --: |\n| 1 | x<br>y |\n\nUnder it",
    ),
    (
        "<!-- wp:image {\"id\":4} -->\n<figure class=\"wp-block-image size-large\"><img src=\"/u/roof-1024x683.jpg\" alt=\"A\" class=\"wp-image-4\"/><figcaption>Cap <cite>Jo</cite></figcaption></figure>\n<!-- /wp:image -->\n\n<!-- wp:code -->\n<pre class=\"wp-block-code\"><code>a &lt; b\n&#091;x]</code></pre>\n<!-- /wp:code -->\n\n<!-- wp:separator -->\n<hr class=\"wp-block-separator has-alpha-channel-opacity\"/>\n<!-- /wp:separator -->",
        "![](roof-1024x683.jpg)\n\n```\na < b\n[x]\n```\n\n---",
    ),
    (
        "<!-- wp:pullquote -->\n<figure class=\"wp-block-pullquote\"><blockquote><p>Said so.</p><cite>Jo</cite></blockquote></figure>\n<!-- /wp:pullquote -->",
        "> Said so.\n>\n> — Jo",
    ),
    (
        "<p>a<sup data-fn=\"u-1\" class=\"fn\"><a href=\"#u-1\" id=\"u-1-link\">1</a></sup></p><ol class=\"wp-block-footnotes\"><li id=\"u-1\">A <em>note</em>. <a href=\"#u-1-link\">↩︎</a></li></ol>",
        "a[^1]\n\n[^1]: A *note*.",
    ),
    (
        "<p>foot<sup class=\"footnote-ref\"><a href=\"#fn1\" id=\"fnref1\">[1]</a></sup></p>\n<hr class=\"footnotes-sep\">\n<section class=\"footnotes\"><ol><li id=\"fn1\" class=\"footnote-item\"><p>Note. <a href=\"#fnref1\" class=\"footnote-backref\">↩︎</a></p>\n</li></ol></section>",
        "foot[^1]\n\n---\n\n[^1]: Note.",
    ),
    // The classic editor.
    (
        "First line\nsecond <b>line</b>.\r\n\r\nNext with <a href=\"https://x.example/?a=1&amp;b=2\" target=\"_blank\">a link</a>.<br />\nAnd on.\n<h2>Head</h2>\nLast.",
        "First line  \nsecond **line**.\n\nNext with [a link](https://x.example/?a=1&b=2).  \nAnd on.\n\n## Head\n\nLast.",
    ),
    (
        "[caption id=\"a\" align=\"left\" width=\"300\"]<a href=\"/u/roof.jpg\"><img src=\"/u/roof-300x200.jpg\" alt=\"A\" /></a> The roof[/caption]\n\nAfter &amp; <i>on</i>",
        "![](roof-300x200.jpg)\n\nAfter & *on*",
    ),
    ("[embed]https://youtu.be/abc[/embed]", "https://youtu.be/abc"),
    // Ghost.
    (
        "<p>Intro</p><figure class=\"kg-card kg-image-card kg-card-hascaption\"><img src=\"http://g.example/content/images/2026/11/photo.jpg\" class=\"kg-image\" alt=\"Alt\" loading=\"lazy\" width=\"1600\" srcset=\"http://g.example/content/images/size/w600/2026/11/photo.jpg 600w\"><figcaption><span style=\"white-space: pre-wrap;\">Cap </span><i><em class=\"italic\" style=\"white-space: pre-wrap;\">Z</em></i></figcaption></figure>\n<!--kg-card-begin: html-->\n<table><tbody><tr><td>1</td></tr><tr><td>2</td></tr></tbody></table>\n<!--kg-card-end: html-->\n<p>end</p>",
        "Intro\n\n![](photo.jpg)\n\n| 1 |\n| --- |\n| 2 |\n\nend",
    ),
    (
        "<p>One.<a href=\"#footnote-1\"><sup>1</sup></a> Two.<a href=\"#footnote-2\"><sup>2</sup></a></p>\n<!--kg-card-begin: html-->\n<ol><li id=\"footnote-1\">First.</li><li id=\"footnote-2\">A <em>b</em>.</li></ol>\n<!--kg-card-end: html-->\n",
        "One.[^1] Two.[^2]\n\n[^1]: First.\n\n[^2]: A *b*.",
    ),
    ("<blockquote>Q1<br><br>Q2</blockquote><p></p><p><br></p>", "> Q1\n>\n> Q2"),
    // Text that Markdown would take for something else.
    (
        "<p>1. not a list</p><p># no</p><p>- a * b _c_ a_b [d](e) `f` ~g~ &amp;amp; &lt;b&gt; 2 &lt; 3 \\ !</p><p>+1 and 3) x</p><p>&gt; q</p><p>---</p>",
        "1\\. not a list\n\n\\# no\n\n\\- a \\* b \\_c\\_ a_b \\[d](e) \\`f\\` \\~g\\~ \\&amp; \\<b> 2 < 3 \\\\ !\n\n+1 and 3) x\n\n\\> q\n\n\\---",
    ),
    ("<p>Wow!<a href=\"/a(b\">x]</a></p>", "Wow\\![x\\]](</a(b>)"),
    ("<p>so <strong>bold </strong>and<em> leaning</em></p>", "so **bold** and *leaning*"),
    (
        "<ul><li><p>a</p><p>b</p></li><li>c<ol start=\"4\"><li>d</li></ol></li></ul><ul><li>e</li></ul>",
        "- a\n\n  b\n\n- c\n\n  4. d\n\n* e",
    ),
    ("<pre><code class=\"language-js\">```\nx</code></pre>", "````js\n```\nx\n````"),
];

#[test]
fn what_sites_hold_becomes_clean_markdown() {
    for (html, expected) in CLEAN {
        let (text, lost) = told(html);
        assert_eq!(text, *expected, "{html}");
        assert_eq!(lost, Vec::<String>::new(), "{html}");
    }
}

/// What Markdown has no form for: the words or the link that stay, and what is told.
const LOST: &[(&str, &str, &[&str])] = &[
    (
        "<!-- wp:embed {\"url\":\"https://www.youtube.com/watch?v=abc\"} -->\n<figure class=\"wp-block-embed is-type-video\"><div class=\"wp-block-embed__wrapper\">\nhttps://www.youtube.com/watch?v=abc\n</div><figcaption>The film</figcaption></figure>\n<!-- /wp:embed -->",
        "https://www.youtube.com/watch?v=abc\n\nThe film",
        &["embedded page, now a link: https://www.youtube.com/watch?v=abc"],
    ),
    (
        "<figure class=\"kg-card kg-embed-card\"><iframe src=\"https://www.youtube.com/embed/abc?feature=oembed\"></iframe></figure>",
        "https://www.youtube.com/watch?v=abc",
        &["embedded page, now a link: https://www.youtube.com/watch?v=abc"],
    ),
    (
        "<figure class=\"kg-card kg-bookmark-card\"><a class=\"kg-bookmark-container\" href=\"https://x.example/a\"><div class=\"kg-bookmark-content\"><div class=\"kg-bookmark-title\">A title</div><div class=\"kg-bookmark-description\">What it is</div></div></a></figure>",
        "[A title](https://x.example/a)",
        &["what a link's card said besides: What it is"],
    ),
    (
        "<figure class=\"kg-card kg-gallery-card\"><div class=\"kg-gallery-container\"><div class=\"kg-gallery-image\"><img src=\"/a.jpg\"></div><div class=\"kg-gallery-image\"><img src=\"/b.jpg\"></div></div><figcaption>Both</figcaption></figure>",
        "![](a.jpg)\n\n![](b.jpg)\n\nBoth",
        &["gallery, now one picture after the other: kg-card kg-gallery-card"],
    ),
    (
        "<div class=\"kg-card kg-callout-card kg-callout-card-blue\"><div class=\"kg-callout-emoji\">💡</div><div class=\"kg-callout-text\">Mind <b>this</b></div></div>",
        "💡 Mind **this**",
        &["box around words: 💡Mind this"],
    ),
    (
        "<div class=\"kg-card kg-toggle-card\"><div class=\"kg-toggle-heading\"><h4 class=\"kg-toggle-heading-text\">More</h4></div><div class=\"kg-toggle-content\"><p>Inside</p></div></div>",
        "#### More\n\nInside",
        &["part that readers fold out: MoreInside"],
    ),
    (
        "<div class=\"kg-card kg-audio-card\"><img src=\"\" alt=\"audio-thumbnail\" class=\"kg-audio-thumbnail kg-audio-hide\"><div class=\"kg-audio-thumbnail placeholder\"><svg viewBox=\"0 0 24 24\"><path d=\"M0\"></path></svg></div><div class=\"kg-audio-player-container\"><audio src=\"https://a.example/x.mp3\"></audio><div class=\"kg-audio-title\">An interview</div><div class=\"kg-audio-player\"><button class=\"kg-audio-play-icon\"><svg viewBox=\"0 0 24 24\"><path d=\"M0\"></path></svg></button><span>0:00</span><div>/<span>60.5</span></div><input type=\"range\" max=\"100\"><button>1×</button></div></div></div>",
        "[An interview](https://a.example/x.mp3)",
        &["audio, now a link: https://a.example/x.mp3"],
    ),
    (
        "<figure class=\"kg-card kg-video-card kg-width-regular kg-card-hascaption\"><div class=\"kg-video-container\"><video src=\"https://a.example/x.mp4\"></video><div class=\"kg-video-player\"><button><svg viewBox=\"0 0 24 24\"><path d=\"M0\"></path></svg></button><span>0:00</span><div>/<span>1:00</span></div><input type=\"range\"><button>1×</button></div></div><figcaption>A <em>film</em></figcaption></figure>",
        "https://a.example/x.mp4\n\nA *film*",
        &["video, now a link: https://a.example/x.mp4"],
    ),
    (
        "<div class=\"kg-card kg-file-card\"><a class=\"kg-file-card-container\" href=\"https://a.example/r.pdf\" title=\"Download\" download=\"\"><div class=\"kg-file-card-contents\"><div class=\"kg-file-card-title\">The report</div><div class=\"kg-file-card-caption\">All of it</div><div class=\"kg-file-card-metadata\"><div class=\"kg-file-card-filename\">r.pdf</div><div class=\"kg-file-card-filesize\">1 KB</div></div></div><div class=\"kg-file-card-icon\"><svg><defs><style>.a{fill:none}</style></defs><title>download-circle</title></svg></div></a></div>",
        "[The report](https://a.example/r.pdf)\n\nAll of it",
        &["file, now a link: r.pdf 1 KB"],
    ),
    (
        "<div class=\"kg-card kg-signup-card\" style=\"background-color: #F0F0F0\"><div class=\"kg-signup-card-content\"><h2 class=\"kg-signup-card-heading\" style=\"color: #000\">Sign up</h2><form><input id=\"email\" placeholder=\"jamie@example.com\"><button><span>Subscribe</span><span><svg><style>.b{}</style></svg></span></button><div class=\"kg-signup-card-success\">Thanks</div></form><p style=\"color: #000\">No spam</p></div></div>",
        "",
        &["form for signing up: Sign up Subscribe Thanks No spam"],
    ),
    (
        "<div class=\"kg-card kg-product-card\"><div class=\"kg-product-card-container\"><h4 class=\"kg-product-card-title\">A lamp</h4><div class=\"kg-product-card-rating\"><span class=\"kg-product-card-rating-active kg-product-card-rating-star\"><svg viewBox=\"0 0 24 24\"><path d=\"M0\"></path></svg></span><span class=\"kg-product-card-rating-star\"><svg viewBox=\"0 0 24 24\"><path d=\"M0\"></path></svg></span></div><div><p>Bright</p></div><a href=\"https://a.example/lamp\"><span>Buy</span></a></div></div>",
        "#### A lamp\n\nBright\n\n[Buy](https://a.example/lamp)",
        &["form of a product’s box: A lamp Bright Buy", "stars of a product: 1"],
    ),
    (
        "<div class=\"kg-card kg-button-card\"><a href=\"https://a.example/b\" class=\"kg-btn\">Press</a></div>",
        "[Press](https://a.example/b)",
        &["button, now a link: Press"],
    ),
    (
        "<p>a</p><!--members-only--><p>b</p>",
        "a\n\nb",
        &["place from which only members read on: members-only"],
    ),
    (
        "<!--kg-gated-block:begin nonMember:false memberSegment:\"status:free\" --><p>a</p><!--kg-gated-block:end-->",
        "a",
        &["part for some readers only: nonMember:false memberSegment:\"status:free\""],
    ),
    (
        "<p>H<sub>2</sub>O <u>now</u> <mark>this</mark> x<sup>2</sup></p>",
        "H2O now this x2",
        &["lowered letters: 2", "underlining: now", "highlighting: this", "raised letters: 2"],
    ),
    (
        "<p style=\"text-align:center\">Mid</p><p class=\"has-red-color\">Red</p>",
        "Mid\n\nRed",
        &["the look of a paragraph: Mid", "the look of a paragraph: Red"],
    ),
    (
        "<form action=\"/x\"><p>Name</p><input name=\"a\"><button>Send</button></form>",
        "Name\n\nSend",
        &["form: NameSend", "field of a form: a"],
    ),
    (
        "<p>a</p><script src=\"https://x.example/w.js\"></script><!-- note to self -->",
        "a",
        &["script: https://x.example/w.js", "hidden note: note to self"],
    ),
    (
        "[gallery ids=\"1,2\"]\n\n<!-- wp:latest-posts {\"postsToShow\":3} /-->",
        "\\[gallery ids=\"1,2\"]",
        &["shortcode: [gallery ids=\"1,2\"]", "block “latest-posts”: {\"postsToShow\":3}"],
    ),
    (
        "<p><a href=\"javascript:alert(1)\">x</a></p>",
        "x",
        &["link that leads nowhere: javascript:alert(1)"],
    ),
    ("<a href=\"/b\"><h3>Head</h3></a>", "### Head", &["link around a whole block: /b"]),
    (
        "<pre class=\"wp-block-verse\">One <em>bell</em>,\n  two <a href=\"https://b.example\">bells</a>\n\nThree</pre>",
        "One *bell*,  \ntwo [bells](https://b.example)\n\nThree",
        &["blanks in lines set as they are: One bell, two bells Three"],
    ),
    (
        "<p><a href=\"https://x.example\" title=\"Read it\">a</a></p>",
        "[a](https://x.example)",
        &["words shown over a link: Read it"],
    ),
    (
        "<map><area href=\"https://x.example\" alt=\"X\"></map>",
        "",
        &["link on a part of a picture: https://x.example", "drawing: "],
    ),
    (
        "<figure class=\"wp-block-video\"><video poster=\"/a.jpg\" src=\"/a.mp4\"></video></figure>",
        "[/a.mp4](/a.mp4)",
        &["still picture before a video: /a.jpg", "video, now a link: /a.mp4"],
    ),
    (
        "<div class=\"wp-block-file\"><object class=\"wp-block-file__embed\" data=\"/r.pdf\"></object><a href=\"/r.pdf\">The report</a><a href=\"/r.pdf\" class=\"wp-block-file__button wp-element-button\" download>Download</a></div>",
        "[The report](/r.pdf)",
        &["file to be had, now a link: /r.pdf"],
    ),
    ("<video controls src=\"/a.mp4\"></video>", "[/a.mp4](/a.mp4)", &["video, now a link: /a.mp4"]),
    (
        "<table><tr><td colspan=\"2\">a</td></tr><tr><td>b</td><td>c</td></tr></table>",
        "| a |  |\n| --- | --- |\n| b | c |",
        &["cells that were joined: abc"],
    ),
];

#[test]
fn what_markdown_cannot_say_is_kept_as_words_and_told() {
    for (html, expected, lost) in LOST {
        let (text, told) = told(html);
        assert_eq!(text, *expected, "{html}");
        assert_eq!(told, *lost, "{html}");
    }
}

#[test]
fn no_depth_overflows_the_stack() {
    assert!(read(&"<div>".repeat(20_000)).is_none());
    let deep = [
        format!("{}word", "<div>".repeat(500)),
        format!("{}word", "<b>".repeat(500)),
        format!("{}word", "<ul><li>".repeat(250)),
        format!("{}word", "<blockquote>".repeat(500)),
    ];
    let small_stack = std::thread::Builder::new().stack_size(2 << 20);
    let reading = small_stack.spawn(move || {
        for html in deep {
            let read = read(&html).unwrap();
            assert!(
                read.blocks.iter().any(|block| words(&block.held).contains("word")),
                "{}",
                &html[..20]
            );
        }
    });
    reading.unwrap().join().unwrap();
}
