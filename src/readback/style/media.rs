//! Whether a `@media` condition holds where the page is judged: on a computer's screen, with no
//! wishes of the reader's own.

/// Pixels of the window's width and height.
const WINDOW: (f32, f32) = (1280.0, 800.0);
/// Pixels of an em before anybody sets another size.
const EM: f32 = 16.0;

/// Whether one of the `queries`, parted by commas, holds; none at all holds too.
pub fn holds(queries: &str) -> bool {
    let queries = queries.to_ascii_lowercase();
    queries.trim().is_empty() || queries.split(',').any(|query| one_holds(query.trim()))
}

fn one_holds(query: &str) -> bool {
    let (query, turned) = match query.strip_prefix("not ") {
        Some(query) => (query.trim(), true),
        None => (query.strip_prefix("only ").unwrap_or(query).trim(), false),
    };
    let mut parts = query.split(" and ");
    let all = parts.all(|part| match part.trim() {
        "all" | "screen" => true,
        part => part
            .strip_prefix('(')
            .and_then(|part| part.strip_suffix(')'))
            .is_some_and(|feature| feature_holds(feature.trim())),
    });
    all != turned
}

/// One feature, such as `min-width: 40em`; one that is not known here does not hold.
fn feature_holds(feature: &str) -> bool {
    let (width, height) = WINDOW;
    if let Some((name, value)) = feature.split_once(':') {
        let (name, value) = (name.trim(), value.trim());
        return match (name, pixels(value)) {
            ("min-width", Some(least)) => width >= least,
            ("max-width", Some(most)) => width <= most,
            ("min-height", Some(least)) => height >= least,
            ("max-height", Some(most)) => height <= most,
            _ => matches!(
                (name, value),
                ("prefers-color-scheme", "light")
                    | ("orientation", "landscape")
                    | ("hover" | "any-hover", "hover")
                    | ("pointer" | "any-pointer", "fine")
                    | ("scripting", "enabled")
                    | (_, "no-preference")
            ),
        };
    }
    let Some(rest) = feature.strip_prefix("width") else { return feature == "hover" };
    let rest = rest.trim();
    let than = |sign: &str| pixels(rest.strip_prefix(sign)?.trim());
    match (than(">="), than("<="), than(">"), than("<")) {
        (Some(least), ..) | (None, None, Some(least), _) => width >= least,
        (None, Some(most), ..) | (None, None, None, Some(most)) => width <= most,
        _ => false,
    }
}

fn pixels(length: &str) -> Option<f32> {
    let number = |unit: &str| length.strip_suffix(unit)?.trim().parse::<f32>().ok();
    let ems = number("rem").or_else(|| number("em")).map(|ems| ems * EM);
    number("px").or(ems).or_else(|| length.parse().ok().filter(|zero| *zero == 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_screen_of_common_size_shows_counts() {
        for query in [
            "",
            "screen",
            "print, all",
            "only screen and (min-width: 782px)",
            "(max-width:100em)",
            "(width >= 600px)",
            "not print",
            "(prefers-reduced-motion: no-preference)",
        ] {
            assert!(holds(query), "{query}");
        }
        for query in [
            "print",
            "speech",
            "not all",
            "screen and (max-width: 600px)",
            "(min-width: 90em)",
            "(width < 600px)",
            "(prefers-reduced-motion: reduce)",
            "(forced-colors: active)",
        ] {
            assert!(!holds(query), "{query}");
        }
    }
}
