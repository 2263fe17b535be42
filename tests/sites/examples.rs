//! Every example of the CommonMark specification, and what GitHub's Markdown adds to it, keeps its
//! text on the public page.

use crate::ghost_server::Ghost;
use crate::practice::PracticeSite;
use crate::wordpress::Wordpress;
use crate::{address, connect, story};
use copydesk::house::House;
use copydesk::readback::story::{Approved, compare};
use copydesk::render::{self, page::Image};
use copydesk::site::{Kind, Outgoing, Release, RemoteStory, Site};
use copydesk::story::Story;
use scraper::{Html, Selector};
use std::collections::BTreeMap;
use std::process::Command;
use url::Url;

/// Examples of one story.
const BATCH: usize = 80;

/// Examples with their numbers.
type Batch<'a> = Vec<(usize, &'a str)>;

/// What GitHub's Markdown has beside CommonMark, section by section of its specification (0.29-gfm; its
/// own examples are CC BY-SA, and no package has them as data), then footnotes, which it has
/// without a section, and what sites are known to lose.
const MORE: &[&str] = &[
    // Tables (extension)
    "| a | b |\n|:--|--:|\n| *1* | `2 | 3` |\n| x \\| y |",
    "| Street | Houses |\n| --- | --- |\n| Weir Lane | 12 |",
    "| left | middle | right |\n|:---|:---:|---:|\n| 1 | 2 | 3 |",
    "Ward | Votes\n--- | ---\nNorth | 1,204\nSouth | 998",
    "| a `\\|` b | **\\|** |\n| -- | -- |\n| `c \\| d` | e \\| f |",
    "| a | b |\n| - | - |\n| a quotation follows | c |\n> It was time.",
    "| a | b |\n| - | - |\n| words follow | c |\nas a row\n\nand as a paragraph",
    "| two | heads |\n| - |\n| and one rule are no table |",
    "| a | b |\n| - | - |\n| one cell too few |\n| d | e | and one too many |",
    "| only | a head |\n| ---- | ------ |",
    "- item\n\n  | in | a list |\n  | -- | ------ |\n  | 1  | 2 |",
    "> | in | a quote |\n> | -- | ------- |\n> | 1  | 2 |",
    "| [link](https://council.example/a?b=1&c=2) | ~~out~~ <https://b.example> |\n| - | - |\n| https://c.example/x_y | a&b &lt; |",
    "|   |   |\n| - | - |\n| an | empty head |",
    // Right to left
    "مرحبا (1) بالعالم\n\n## שלום\n\n- שלום\n- one\n\n> عربي\n\n| שלום | a |\n| - | - |\n| b | עוד |\n\nx[^1]\n\n[^1]: שלום",
    // Task list items (extension)
    "- [ ] to do\n- [x] done",
    "- [x] the hall\n  - [ ] its roof\n  - [x] its floor\n- [ ] the yard",
    "1. [X] in capitals\n2. [ ] in order",
    "- [] no box\n- [ ]no blank\n- [y] no mark\n- a [ ] box inside",
    "* [ ] with **bold**, `code` and [a link](https://a.example)\n\n  and a second paragraph",
    // Strikethrough (extension)
    "~~gone~~ and ~~*both*~~",
    "~one~ and ~~two~~ and ~~~three~~~ in one line",
    "This ~~is begun\n\nand not~~ ended.",
    "a~~b~~c, ~~ blanks ~~, \\~~masked~~ and `~~code~~`",
    "~~**bold** and [a link](https://a.example)~~ and **~~within~~**",
    // Autolinks (extension)
    "See www.council.example, https://council.example/a?b=1&c=2 and desk@courier.example.",
    "www.council.example/help. (www.council.example/search?q=Markup+(business)) www.a.example/a&copy;",
    "http://council.example, https://encrypted.example/search?q=(a) and ftp://files.example/roof",
    "www.council.example/he<lp and https://a.example/x*y*z and **https://b.example**",
    "a.b-c_d@a.b, hello@mail+xyz.example, a.b-c_d@a.b- and a.b-c_d@a.b_",
    "mailto:desk@courier.example, xmpp:desk@chat.example/room and [www.a.example](https://b.example)",
    "Not links: council.example, www., https://, @courier and word@",
    // Disallowed Raw HTML (extension)
    "<strong> <title> <style> <em>\n\n<blockquote>\n  <xmp> is disallowed. <XMP> is too.\n</blockquote>",
    "A <textarea>field</textarea> and <iframe src=\"https://a.example\">a frame</iframe> here",
    // Footnotes
    "A note[^one] and another[^two], the first again[^one].\n\n[^one]: With *words*.\n[^two]: Two.\n\n    Paragraphs.",
    "| a[^cell] | b |\n| - | - |\n| ~~c~~[^cell] | [^none] |\n\n[^cell]: Once.",
    // What sites lose
    "> One.\n>\n> Two.\n>\n> — Jane",
    "> - a list\n>\n> > in a quote in a quote",
    "1. One\n\n   and more\n2. - only a list\n     1. and in it",
    "<details><summary>More</summary>\n\nHidden\n\n</details>",
    "H<sub>2</sub>O <kbd>Ctrl</kbd> <mark>marked</mark> <q>quoted</q>",
    "Line  \nbreak\\\nbreak & &nbsp; &copy; &lt;p&gt;",
    "{{#if @site}} {title} %%x%% <!--kg-card-end: html--> [gallery] --> ",
];

pub fn examples() -> Vec<String> {
    let root = env!("CARGO_MANIFEST_DIR");
    let run = |program: &str, argument: &str| {
        let output = Command::new(program).arg(argument).current_dir(root).output();
        let output = output.expect("bash and node: scripts/setup.sh build");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    let installed = Command::new("bash")
        .args(["scripts/node-modules.sh", "tests/commonmark"])
        .current_dir(root)
        .status();
    assert!(installed.expect("bash").success(), "npm");
    let told = run("node", "tests/commonmark/examples.mjs");
    let mut examples: Vec<String> = serde_json::from_slice(&told).expect("a list");
    assert_eq!(examples.len(), 652);
    examples.extend(MORE.iter().map(|more| (*more).to_owned()));
    examples
}

/// A house that adds nothing to the text.
pub fn house() -> House {
    House { sign_off: String::new(), smart_punctuation: false, ..House::built_in().clone() }
}

/// The text our own page shows.
fn shown(body: &str) -> String {
    let story =
        Story { copy: copydesk::story::Copy { body: body.into(), ..story().copy }, ..story() };
    let house = house();
    let article = render::article(&story, &house);
    let image = |_: &_| Image { url: String::new(), width: 1, height: 1 };
    text_of(&Html::parse_fragment(&render::page::body(&article, &image)), "html")
}

/// The characters of the elements, white space aside, and without the arrows back from notes.
fn text_of(page: &Html, selector: &str) -> String {
    let selector = Selector::parse(selector).expect("a selector");
    let words = page.select(&selector).flat_map(|element| element.text());
    words.flat_map(str::chars).filter(|c| !c.is_whitespace() && *c != '↩').collect()
}

/// Text without the marks that WordPress sets as a typographer would.
fn typeset(text: &str) -> String {
    text.replace(|c: char| "\"'`“”‘’-–—.…′″".contains(c), "")
}

/// The examples under headings, in stories. One that leaves something open would take in what comes
/// after it, so it is the last of its story.
pub fn batches(examples: &[String]) -> Vec<Batch<'_>> {
    let mut batches = vec![Vec::new()];
    for (number, example) in examples.iter().enumerate() {
        let batch = batches.last_mut().expect("one at least");
        batch.push((number, example.as_str()));
        let closed = shown(&format!("{example}\n\n## End")) == format!("{}End", shown(example));
        if !closed || batch.len() == BATCH {
            batches.push(Vec::new());
        }
    }
    batches.retain(|batch| !batch.is_empty());
    batches
}

/// The story of a batch, without pictures.
pub fn batch_story(batch: &Batch<'_>) -> Story {
    let part = |(number, example): &(usize, &str)| format!("## Example {number}\n\n{example}");
    let mut story = story();
    story.pictures.clear();
    story.copy.body = batch.iter().map(part).collect::<Vec<_>>().join("\n\n");
    story
}

/// What reading back says the site put into the text or set otherwise, though nobody did.
fn false_alarms(page: &str, at: &RemoteStory, story: &Story, house: &House) -> Vec<String> {
    let address = Url::parse(&at.url).expect("an address");
    let approved = Approved { story, house, pictures: &[] };
    let report = compare(page, &address, &approved).expect("a page");
    let told = report.differences.into_iter().map(|difference| difference.what);
    let added =
        |what: &String| ["added to", "set in", "set as"].iter().any(|one| what.contains(one));
    told.filter(added).collect()
}

/// Publishes every batch and holds its public page against ours; `article` is where the page has the
/// text, `alike` makes of both what has to be equal.
fn keep_their_text(site: &dyn Site, article: &str, alike: fn(&str) -> String) {
    let (examples, house, pictures) = (examples(), house(), BTreeMap::new());
    let mut lost = Vec::new();
    for batch in batches(&examples) {
        let story = batch_story(&batch);
        let outgoing = Outgoing { story: &story, house: &house, pictures: &pictures };
        let draft = site.save(&outgoing, None).expect("created");
        let mark = site.mark(&outgoing, None).expect("a mark");
        assert_eq!(mark, draft.words, "what was sent is known again: {}", story.copy.body);
        let public = site.release(&outgoing, &draft, Release::Publish).expect("public");
        let page = site.read_back(&public).expect("readers get it");
        lost.extend(false_alarms(&page, &public, &story, &house));
        let page = Html::parse_document(&page);
        let (ours, theirs) = (shown(&story.copy.body), text_of(&page, article));
        // Before the first example stand byline and the like.
        let theirs = &theirs[theirs.find("Example").unwrap_or_default()..];
        let (ours, theirs) = (alike(&ours), alike(theirs));
        if ours == theirs {
            continue;
        }
        let split = |text: &str| text.split("Example").map(str::to_owned).collect::<Vec<_>>();
        let (ours, theirs) = (split(&ours), split(&theirs));
        if ours.len() != theirs.len() {
            lost.push(format!("{} parts became {}: {theirs:?}", ours.len(), theirs.len()));
        }
        let differ = ours.iter().zip(&theirs).filter(|(ours, theirs)| ours != theirs);
        lost.extend(differ.map(|(ours, theirs)| format!("{ours:?} became {theirs:?}")));
    }
    assert!(lost.is_empty(), "{} of {}:\n{}", lost.len(), examples.len(), lost.join("\n"));
}

#[test]
#[ignore = "starts a real Ghost: make test runs it"]
fn every_example_keeps_its_text_on_ghosts_public_page() {
    for version in ["6", "5"] {
        let site = Ghost::start(&[("GHOST_VERSION", version)]);
        let edith = connect(&address(Kind::Ghost, &site.url, None), site.token("edith"));
        keep_their_text(&*edith, "section.gh-content", str::to_owned);
    }
}

#[test]
#[ignore = "has npm install the examples: make test runs it"]
fn every_example_keeps_its_text_on_the_practice_sites_public_page() {
    let site = PracticeSite::start();
    let editor = connect(&address(Kind::Own, &site.url, None), &site.editor);
    keep_their_text(&*editor, "article .prose", str::to_owned);
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn every_example_keeps_its_text_on_wordpresss_public_page() {
    for version in ["6.8", "6.1"] {
        let site = Wordpress::start(&[("WP_VERSION", version)]);
        let address = address(Kind::Wordpress, &site.url, Some("edith"));
        keep_their_text(&*connect(&address, site.password("edith")), ".entry-content", typeset);
    }
}
