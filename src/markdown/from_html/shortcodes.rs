//! WordPress's shortcodes, as far as they stand for something that HTML has too.

/// The HTML with `[caption …]` written as a figure and `[embed]` as its address.
pub fn replaced(html: &str) -> String {
    let html = each(html, "caption", |inside| {
        let end = inside.rfind("</a>").map(|at| at + 4);
        let end = end
            .or_else(|| inside.find("<img").and_then(|at| Some(at + inside[at..].find('>')? + 1)));
        let (picture, caption) = inside.split_at(end.unwrap_or(0));
        format!("<figure>{picture}<figcaption>{}</figcaption></figure>", caption.trim())
    });
    each(&html, "embed", |address| format!("\n\n{}\n\n", address.trim()))
}

/// Replaces every `[name …]inside[/name]`; one that is not closed stays.
fn each(html: &str, name: &str, with: impl Fn(&str) -> String) -> String {
    let (open, close) = (format!("[{name}"), format!("[/{name}]"));
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(&open) {
        let begins = after.starts_with([' ', ']']);
        let found = after.split_once(']').filter(|_| begins);
        let Some((inside, behind)) = found.and_then(|(_, text)| text.split_once(&close)) else {
            out.push_str(before);
            out.push_str(&open);
            rest = after;
            continue;
        };
        out.push_str(before);
        out.push_str(&with(inside));
        rest = behind;
    }
    out + rest
}

/// What looks like a shortcode that a site would run: `[name]` of WordPress's own, or one with
/// attributes or an end.
pub fn found(text: &str) -> Vec<String> {
    const OWN: [&str; 5] = ["audio", "gallery", "playlist", "video", "wp_caption"];
    let inside = |part: &str| Some(part.split_once(']')?.0.to_owned());
    let is_one = |inside: &String| {
        let name: String = inside
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
            .collect();
        OWN.contains(&name.as_str())
            || (!name.is_empty() && inside[name.len()..].starts_with(' ') && inside.contains('='))
            || inside.strip_prefix('/').is_some_and(|name| {
                !name.is_empty()
                    && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
            })
    };
    text.split('[')
        .skip(1)
        .filter_map(inside)
        .filter(is_one)
        .map(|one| format!("[{one}]"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_classic_caption_is_a_figure() {
        assert_eq!(
            replaced(
                r#"a [caption id="x" width="1"]<a href="b"><img src="c"></a> The <em>roof</em>[/caption] d"#
            ),
            r#"a <figure><a href="b"><img src="c"></a><figcaption>The <em>roof</em></figcaption></figure> d"#
        );
        assert_eq!(replaced("[captions] [caption x"), "[captions] [caption x");
    }

    #[test]
    fn brackets_in_a_sentence_are_no_shortcode() {
        assert_eq!(found("[sic] he [Mr Smith] said [1]"), Vec::<String>::new());
        assert_eq!(
            found("[gallery] [form id=\"4\"]x[/form]"),
            ["[gallery]", "[form id=\"4\"]", "[/form]"]
        );
    }
}
