//! What HTML says letter by letter, for sites that make HTML of their own from what they are sent.

use super::substance::parting;
use scraper::{ElementRef, Html, Node};

/// Elements whose words stand apart from those before and after them, by the one name each goes by
/// here. A paragraph counts for itself only where it does not stand in one of the others.
const PARTS: &[(&str, &str)] = &[
    ("h1", "h1"),
    ("h2", "h2"),
    ("h3", "h3"),
    ("h4", "h4"),
    ("h5", "h5"),
    ("h6", "h6"),
    ("li", "item"),
    ("td", "cell"),
    ("th", "cell"),
    ("pre", "code"),
    ("figcaption", "caption"),
    ("blockquote", "quote"),
    ("p", "words"),
];

/// Longest list, in bytes, of what stands around a letter.
const DEEPEST: usize = 1000;

/// The letters of HTML without white space, each with how it is set: the heading, item, quotation or
/// paragraph it stands in, its emphasis and where it leads; between them the pictures, with their
/// alternative texts, what else is fetched from an address, the rules and the places from which a
/// text is for some readers only. `whole` writes an address.
///
/// In which order elements stand within each other, where white space is and whether a quotation
/// has a paragraph in it does not count: this stays when a site makes HTML of its own from what it is
/// sent, and two texts that differ for a reader have two.
pub fn gist(html: &str, whole: &dyn Fn(&str) -> String) -> String {
    let document = Html::parse_fragment(html);
    let mut gist = Gist { text: String::new(), set: String::new(), part: None, broken: false };
    gist.within(document.root_element(), whole);
    gist.text
}

/// How the letters of an element are set.
#[derive(Clone, Default)]
struct Set {
    bold: bool,
    leaning: bool,
    struck: bool,
    code: bool,
    link: String,
    /// The lists and quotations around, from the outermost on.
    around: String,
    /// The part it stands in: which one, and of what kind.
    part: (usize, &'static str),
}

impl Set {
    fn written(&self) -> String {
        let Self { bold, leaning, struck, code, link, around, part } = self;
        let marks = [(bold, 'b'), (leaning, 'i'), (struck, 's'), (code, 'c')];
        let marks: String =
            marks.into_iter().filter(|(on, _)| **on).map(|(_, sign)| sign).collect();
        format!("{around}{} {marks} {link}", part.1)
    }
}

struct Gist {
    text: String,
    /// How the last letter was set.
    set: String,
    /// The part it stands in.
    part: Option<usize>,
    /// A line ended since.
    broken: bool,
}

impl Gist {
    fn within(&mut self, root: ElementRef<'_>, whole: &dyn Fn(&str) -> String) {
        // A stack of our own: pages can be nested deeper than a thread's.
        let mut open = vec![(root.children(), Set::default())];
        let mut parts = 0;
        while let Some((siblings, set)) = open.last_mut() {
            let Some(node) = siblings.next() else {
                open.pop();
                continue;
            };
            match node.value() {
                Node::Text(text) => {
                    let set = set.clone();
                    self.letters(text, &set);
                }
                Node::Comment(comment) => self.parted(comment),
                Node::Element(_) => {
                    let Some(element) = ElementRef::wrap(node) else { continue };
                    let set = inner(element, set, whole, &mut parts);
                    self.shown(element, &set, whole);
                    open.push((node.children(), set));
                }
                _ => {}
            }
        }
    }

    fn letters(&mut self, text: &str, set: &Set) {
        let mut letters = text.chars().filter(|c| !c.is_whitespace()).peekable();
        if letters.peek().is_none() {
            return;
        }
        if self.part.replace(set.part.0) != Some(set.part.0) {
            self.broken = false;
            self.mark("part", "");
        } else if std::mem::take(&mut self.broken) {
            self.mark("line", "");
        }
        let written = set.written();
        if written != self.set {
            self.mark("set", &written);
            self.set = written;
        }
        self.text.extend(letters);
    }

    /// What an element shows beside the words in it.
    fn shown(&mut self, element: ElementRef<'_>, set: &Set, whole: &dyn Fn(&str) -> String) {
        let said = |name: &str| element.attr(name).unwrap_or_default().trim();
        match element.value().name() {
            "br" => self.broken = true,
            "hr" => self.mark("rule", ""),
            "img" => {
                let Set { link, .. } = set;
                let told = format!("{}\u{1}{}\u{1}{link}", whole(said("src")), said("alt"));
                self.mark("image", &told);
            }
            name if element.attr("src").is_some() => self.mark(name, &whole(said("src"))),
            _ => {}
        }
    }

    fn parted(&mut self, comment: &str) {
        if let Some(what) = parting(comment) {
            self.mark("for", what);
        }
    }

    fn mark(&mut self, what: &str, which: &str) {
        self.text.push_str(&format!("\u{1}{what}\u{2}{which}\u{3}"));
    }
}

/// How the letters in an element are set, where those around it are set like `outer`. `parts` counts
/// the parts there are.
fn inner(
    element: ElementRef<'_>,
    outer: &Set,
    whole: &dyn Fn(&str) -> String,
    parts: &mut usize,
) -> Set {
    let mut set = outer.clone();
    let name = element.value().name();
    match name {
        "strong" | "b" => set.bold = true,
        "em" | "i" => set.leaning = true,
        "s" | "del" | "strike" => set.struck = true,
        "code" => set.code = true,
        "a" => set.link = element.attr("href").map(str::trim).map(whole).unwrap_or_default(),
        // Nobody writes deeper; the text would grow with the square of the depth.
        "ul" | "ol" | "blockquote" if set.around.len() > DEEPEST => {}
        "ul" | "blockquote" => set.around.push_str(&format!("{name} ")),
        "ol" => {
            set.around.push_str(&format!("ol{} ", begins(element)));
        }
        _ => {}
    }
    let first = element.prev_siblings().filter_map(ElementRef::wrap).next().is_none();
    let part = match (name, outer.part.1) {
        // The same, with and without a paragraph in it.
        ("p", "quote") if first => None,
        ("p", "item" | "cell" | "caption") => None,
        _ => PARTS.iter().find(|(written, _)| *written == name).map(|(_, part)| *part),
    };
    if let Some(part) = part {
        *parts += 1;
        // A paragraph of a quotation is words of it, whichever it is.
        let quoted = part == "words" && outer.part.1 == "quote";
        set.part = (*parts, if quoted { "quote" } else { part });
    }
    set
}

/// The number a list begins with. Of lists that stand one after the other Ghost makes one.
fn begins(list: ElementRef<'_>) -> &str {
    let before = list.prev_siblings().filter_map(ElementRef::wrap);
    let first = before.take_while(|one| one.value().name() == "ol").last().unwrap_or(list);
    first.attr("start").unwrap_or("1")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str) -> String {
        gist(html, &str::to_owned)
    }

    #[test]
    fn what_ghost_makes_of_html_has_the_same_gist() {
        for (sent, kept) in [
            ("<p>a <del>b</del> <b>c</b></p>", "<p>a<s> b </s><strong>c</strong></p>"),
            ("<p><strong><em>a</em></strong></p>", "<p><em><strong>a</strong></em></p>"),
            ("<p><em>a <em>b</em></em></p>", "<p><i><em class=\"italic\">a b</em></i></p>"),
            ("<p><b><a href=\"/a\">a</a></b></p>", "<p><a href=\"/a\"><b>a</b></a></p>"),
            (
                "<p>a<sup><a href=\"#footnote-1\" id=\"x\">1</a></sup></p>",
                "<p>a<a href=\"#footnote-1\"><sup>1</sup></a></p>",
            ),
            ("<blockquote>\n<p>a<br>b</p>\n</blockquote>", "<blockquote>a<br>b</blockquote>"),
            ("<h2 dir=\"auto\">a</h2>", "<h2 id=\"a\">a</h2>"),
            (
                "<ul><li>a<ul><li>b</li></ul><ol><li>c</li></ol></li></ul>",
                "<ul><li>a<ul><li>b</li></ul></li><ol><li>c</li></ol></ul>",
            ),
            (
                "<ol><li>a</li></ol>\n<ol start=\"2\"><li>b</li></ol>",
                "<ol><li>a</li><li>b</li></ol>",
            ),
            ("<p><a href=\"\">a</a></p><p></p>", "<p><a>a</a></p>"),
            (
                "<figure><img src=\"/a\" alt=\"A\"><figcaption>a <em>b</em></figcaption></figure>",
                "<figure class=\"kg-card\"><img alt=\"A\" src=\"/a\"><figcaption><span>a </span>\
                 <i><em>b</em></i></figcaption></figure>",
            ),
            ("<p>a</p>", "<!--kg-card-begin: html--><p>a</p><!--kg-card-end: html-->"),
        ] {
            assert_eq!(of(sent), of(kept), "{sent} {kept}");
        }
    }

    #[test]
    fn what_reads_otherwise_has_another_gist() {
        for (ours, theirs) in [
            ("<p>a <strong>b</strong></p>", "<p>a <em>b</em></p>"),
            ("<p>a <em>b</em> c</p>", "<p>a <em>b c</em></p>"),
            ("<p>a <a href=\"/b\">b</a> c</p>", "<p>a <a href=\"/b\">b c</a></p>"),
            ("<h2>a</h2>", "<h3>a</h3>"),
            ("<h2>a</h2>", "<p>a</p>"),
            ("<p>a</p><p>b</p>", "<p>ab</p>"),
            ("<p>a<br>b</p>", "<p>ab</p>"),
            ("<ul><li>a</li><li>b</li></ul>", "<ul><li>ab</li></ul>"),
            ("<ul><li>a</li></ul>", "<ol><li>a</li></ol>"),
            ("<ol><li>a</li></ol>", "<ol start=\"2\"><li>a</li></ol>"),
            ("<ul><li>a<ul><li>b</li></ul></li></ul>", "<ul><li>a</li><li>b</li></ul>"),
            ("<blockquote>a</blockquote>", "<p>a</p>"),
            ("<blockquote>a</blockquote><p>b</p>", "<blockquote><p>a</p><p>b</p></blockquote>"),
            ("<pre><code>a</code></pre>", "<p>a</p>"),
            ("<p>a</p><hr><p>b</p>", "<p>a</p><p>b</p>"),
            ("<p>a</p>", "<p>a</p><video src=\"/a\"></video>"),
            ("<p>a</p><p>b</p>", "<p>a</p><!--members-only--><p>b</p>"),
            (
                "<p>a</p>",
                "<!--kg-gated-block:begin nonMember:false --><p>a</p><!--kg-gated-block:end-->",
            ),
        ] {
            assert_ne!(of(ours), of(theirs), "{ours} {theirs}");
        }
    }
}
