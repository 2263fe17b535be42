//! Elements that begin a line of their own.

use super::super::Loss;
use super::super::look::{has_class, said};
use super::{Cleaning, Place, lists};
use scraper::ElementRef;

/// Parts of a table, which mean nothing without one.
const TABLE: [&str; 9] = ["table", "thead", "tbody", "tfoot", "tr", "td", "th", "colgroup", "col"];

impl Cleaning {
    pub(super) fn block(&mut self, element: ElementRef<'_>, place: &Place) {
        let name = element.value().name();
        match name {
            "p" => self.paragraph(element, place),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(element, place),
            "ul" | "ol" => self.list(element, place),
            "table" if is_layout(element) => self.wrapped("div", element, place),
            "thead" | "tbody" | "tfoot" | "tr" | "td" if around_is_layout(element) => {
                self.wrapped("div", element, place);
            }
            "th" => self.cell(element, &Place { plain: true, ..place.clone() }),
            "td" => self.cell(element, place),
            "pre" => self.pre(element, place),
            "hr" => self.out.html.push_str("<hr>"),
            "figcaption" | "caption" => self.wrapped("figcaption", element, place),
            "li" | "blockquote" | "figure" | "dl" | "dt" | "dd" => {
                self.wrapped(name, element, place);
            }
            _ if TABLE.contains(&name) => self.wrapped(name, element, place),
            "div" | "section" | "article" | "main" | "header" | "footer" | "aside" | "nav"
            | "center" | "details" | "summary" | "form" | "fieldset" | "legend" | "body"
            | "html" | "hgroup" => self.container(element, place),
            "q" => {
                self.words("“", place);
                self.inside(element, place);
                self.words("”", place);
            }
            "input" | "select" | "textarea" | "button" => {
                self.tell_text(Loss::Left("a part of a form".to_owned()), element);
            }
            "mark" => {
                self.tell_text(Loss::Unlike("highlighting".to_owned()), element);
                self.inside(element, place);
            }
            // Marks are in the look already; of what no browser knows, the words are taken.
            _ => self.inside(element, place),
        }
    }

    fn wrapped(&mut self, name: &str, element: ElementRef<'_>, place: &Place) {
        self.out.html.push_str(&format!("<{name}>"));
        self.inside(element, place);
        self.out.html.push_str(&format!("</{name}>"));
    }

    fn container(&mut self, element: ElementRef<'_>, place: &Place) {
        // Word's rule above its footnotes and comments.
        let list = said(element, "mso-element").is_some_and(|said| said.ends_with("-list"));
        if !list {
            return self.wrapped("div", element, place);
        }
        for child in element.child_elements() {
            if !matches!(child.value().name(), "br" | "hr") {
                self.element(child, place);
            }
        }
    }

    fn paragraph(&mut self, element: ElementRef<'_>, place: &Place) {
        if place.in_line {
            return self.wrapped("p", element, place);
        }
        if let Some(item) = lists::item(element) {
            let class =
                format!("item {} {} {}", item.level, usize::from(item.ordered), item.number);
            self.classed(&class, element, place);
        } else if has_class(element, "MsoTitle") || has_class(element, "title") {
            self.classed("title", element, &Place { plain: true, ..place.clone() });
        } else if has_class(element, "MsoSubtitle") || has_class(element, "subtitle") {
            self.classed("subtitle", element, place);
        } else if has_class(element, "MsoCaption") || has_class(element, "caption") {
            self.classed("caption", element, place);
        } else if has_class(element, "MsoQuote") || has_class(element, "MsoIntenseQuote") {
            // Its style is slanted; as a quote it is told by its place.
            self.out.html.push_str("<blockquote>");
            self.wrapped("p", element, place);
            self.out.html.push_str("</blockquote>");
        } else if let Some(level) = level_of(element) {
            let plain = Place { plain: true, ..place.clone() };
            self.wrapped(&format!("h{level}"), element, &plain);
        } else {
            self.wrapped("p", element, place);
        }
    }

    fn classed(&mut self, class: &str, element: ElementRef<'_>, place: &Place) {
        self.out.html.push_str(&format!("<p class=\"{class}\">"));
        self.inside(element, place);
        self.out.html.push_str("</p>");
    }

    fn heading(&mut self, element: ElementRef<'_>, place: &Place) {
        let plain = Place { plain: true, ..place.clone() };
        if has_class(element, "title") {
            return self.classed("title", element, &plain);
        }
        self.wrapped(element.value().name(), element, &plain);
    }

    fn cell(&mut self, element: ElementRef<'_>, place: &Place) {
        let align =
            said(element, "text-align").or_else(|| element.attr("align").map(str::to_owned));
        // Word and LibreOffice say it of the paragraph inside.
        let inner = element.child_elements().next();
        let align = align.or_else(|| {
            let inner = inner?;
            said(inner, "text-align").or_else(|| inner.attr("align").map(str::to_owned))
        });
        let name = element.value().name();
        let mut open = format!("<{name}");
        for what in ["colspan", "rowspan"] {
            if element.attr(what).is_some_and(|n| n.trim() != "1") {
                open.push_str(&format!(" {what}=\"2\""));
            }
        }
        if let Some(align @ ("left" | "center" | "right")) = align.as_deref() {
            open.push_str(&format!(" align=\"{align}\""));
        }
        self.out.html.push_str(&format!("{open}>"));
        self.inside(element, &Place { in_line: true, ..place.clone() });
        self.out.html.push_str(&format!("</{name}>"));
    }

    fn pre(&mut self, element: ElementRef<'_>, place: &Place) {
        let code = element.descendent_elements().any(|one| one.value().name() == "code");
        let (open, close) =
            if code { ("<pre><code>", "</code></pre>") } else { ("<pre>", "</pre>") };
        let mut inner = Place { verbatim: true, ..place.clone() };
        inner.look = super::Look::default();
        self.out.html.push_str(open);
        let words: String = element.text().collect();
        self.words(&words, &inner);
        self.out.html.push_str(close);
    }
}

/// Whether a table only says where things stand, as in mails and on old pages.
fn is_layout(table: ElementRef<'_>) -> bool {
    let role = table.attr("role");
    let own = |name: &str| {
        let rows = table.descendent_elements().filter(|one| one.value().name() == name);
        rows.filter(|one| nearest(*one) == Some(table)).collect::<Vec<_>>()
    };
    let widest = own("tr")
        .into_iter()
        .map(|row| {
            row.child_elements().filter(|one| matches!(one.value().name(), "td" | "th")).count()
        })
        .max();
    let nested =
        || table.descendent_elements().any(|one| one != table && one.value().name() == "table");
    matches!(role, Some("presentation" | "none")) || widest.unwrap_or(0) <= 1 || nested()
}

fn around_is_layout(part: ElementRef<'_>) -> bool {
    nearest(part).is_none_or(is_layout)
}

/// The table around an element.
fn nearest(part: ElementRef<'_>) -> Option<ElementRef<'_>> {
    part.ancestors().filter_map(ElementRef::wrap).find(|one| one.value().name() == "table")
}

/// The level of a heading that is a paragraph: Word's page says it for screen readers.
fn level_of(element: ElementRef<'_>) -> Option<u8> {
    (element.attr("role") == Some("heading")).then_some(())?;
    let level: u8 = element.attr("aria-level")?.trim().parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}
