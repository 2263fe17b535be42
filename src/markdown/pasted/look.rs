//! What an element's style says, as far as it means something.

use scraper::ElementRef;

/// How words look, with what they have from the elements around them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    pub bold: bool,
    pub italic: bool,
    pub struck: bool,
    pub underlined: bool,
    pub raised: bool,
    pub lowered: bool,
    pub code: bool,
    pub link: Option<String>,
}

/// What an element's `style` says of one thing, in lower case and without blanks; the last one counts.
pub fn said(element: ElementRef<'_>, what: &str) -> Option<String> {
    let style = element.attr("style")?;
    style.split(';').rev().find_map(|one| {
        let (name, value) = one.split_once(':')?;
        let is = name.trim().eq_ignore_ascii_case(what);
        is.then(|| value.replace("!important", "").trim().to_ascii_lowercase())
    })
}

/// Whether an element bears a class, capitals or not.
pub fn has_class(element: ElementRef<'_>, class: &str) -> bool {
    let classes = element.attr("class").unwrap_or_default();
    classes.split_whitespace().any(|one| one.eq_ignore_ascii_case(class))
}

/// Whether a browser, or Word, would not show it.
pub fn is_hidden(element: ElementRef<'_>) -> bool {
    let is = |what, value: &str| said(element, what).is_some_and(|said| said == value);
    element.attr("hidden").is_some()
        || is("display", "none")
        || is("visibility", "hidden")
        || is("mso-hide", "all")
}

impl Look {
    /// The look inside of an element; `plain` where bold goes without saying, as in a heading.
    pub fn inside(&self, element: ElementRef<'_>, plain: bool) -> Self {
        let mut look = self.clone();
        match element.value().name() {
            "b" | "strong" => look.bold = true,
            "i" | "em" | "cite" | "dfn" | "var" | "address" => look.italic = true,
            "s" | "strike" | "del" => look.struck = true,
            "u" => look.underlined = true,
            "sup" => look.raised = true,
            "sub" => look.lowered = true,
            "code" | "kbd" | "samp" | "tt" => look.code = true,
            _ => {}
        }
        // Google Docs puts everything into a `b` that says it is not bold.
        if let Some(weight) = said(element, "font-weight") {
            look.bold = is_bold(&weight).unwrap_or(look.bold);
        }
        if let Some(style) = said(element, "font-style") {
            look.italic = matches!(style.as_str(), "italic" | "oblique");
        }
        let line = ["text-decoration", "text-decoration-line"];
        for line in line.iter().filter_map(|what| said(element, what)) {
            look.struck = look.struck || line.contains("line-through");
            look.underlined = line.contains("underline");
        }
        match said(element, "vertical-align").as_deref() {
            Some("super") => look.raised = true,
            Some("sub") => look.lowered = true,
            Some("baseline") if element.value().name() == "span" => {
                (look.raised, look.lowered) = (false, false);
            }
            _ => {}
        }
        look.bold = look.bold && !plain;
        look
    }
}

fn is_bold(weight: &str) -> Option<bool> {
    match weight {
        "bold" | "bolder" => Some(true),
        "normal" | "lighter" => Some(false),
        _ => weight.parse::<u32>().ok().map(|weight| weight >= 600),
    }
}
