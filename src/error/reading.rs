//! Why a file of fields could not be understood, without the words of the library that read it.

/// Makes words of what follows a form's beginning; `None` where it is not as expected.
type InWords = fn(&str) -> Option<String>;

/// What a reader of TOML or YAML said, in a writer's words; what it does not know stays as it is.
/// A path before it, as in `kind: unknown variant`, is kept.
pub fn plainly(reason: &str) -> String {
    let forms: [(&str, InWords); 6] = [
        ("unknown variant ", unknown_value),
        ("unknown field ", unknown_field),
        ("missing field ", missing),
        ("duplicate field ", twice),
        ("invalid type: ", wrong_type),
        ("invalid value: ", wrong_type),
    ];
    for (form, in_words) in forms {
        let Some((before, rest)) = reason.split_once(form) else { continue };
        if let Some(words) = in_words(rest.trim_end()) {
            return format!("{before}{words}");
        }
    }
    reason.to_owned()
}

fn unknown_value(rest: &str) -> Option<String> {
    let (value, known) = value_and_known(rest)?;
    Some(format!("“{value}” is not known here{}", choices("choose", &known)))
}

fn unknown_field(rest: &str) -> Option<String> {
    let (name, known) = value_and_known(rest)?;
    Some(format!("there is no field called “{name}”{}", choices("known here are", &known)))
}

fn missing(rest: &str) -> Option<String> {
    Some(format!("the field “{}” is missing", quoted(rest).first()?))
}

fn twice(rest: &str) -> Option<String> {
    Some(format!("the field “{}” stands there twice", quoted(rest).first()?))
}

fn wrong_type(rest: &str) -> Option<String> {
    let (found, wanted) = rest.split_once(", expected ")?;
    Some(format!("{} stands where {} is wanted", found_words(found), wanted_words(wanted)))
}

/// A refused word and the words that would do, all in backquotes.
fn value_and_known(rest: &str) -> Option<(String, Vec<String>)> {
    let mut words = quoted(rest).into_iter();
    Some((words.next()?, words.collect()))
}

fn quoted(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn choices(lead: &str, known: &[String]) -> String {
    match known {
        [] => String::new(),
        [one] => format!("; {lead} {one}"),
        [most @ .., last] => format!("; {lead} {} or {last}", most.join(", ")),
    }
}

/// What was found: serde's word for its kind, then the value itself.
fn found_words(found: &str) -> String {
    let value = found.split_once(['`', '"']).map(|(_, value)| value.trim_end_matches(['`', '"']));
    let kind = found.split([' ', '`']).next().unwrap_or_default();
    match (kind, value) {
        ("string", Some(value)) => format!("the text “{value}”"),
        ("integer" | "floating", Some(value)) => format!("the number {value}"),
        ("boolean", Some(value)) => format!("“{value}”"),
        ("sequence", _) => "a list".to_owned(),
        ("map", _) => "a group of fields".to_owned(),
        ("unit" | "null" | "Option", _) => "nothing".to_owned(),
        _ => found.to_owned(),
    }
}

fn wanted_words(wanted: &str) -> &str {
    match wanted {
        "a sequence" => "a list",
        "a string" | "string" | "str" => "a text",
        "a boolean" | "bool" => "true or false",
        "a map" => "a group of fields",
        "u8" => "a whole number from 0 to 255",
        "u16" | "u32" | "u64" | "usize" => "a whole number",
        _ if wanted.starts_with("struct ") => "a group of fields",
        _ => wanted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_librarys_words_become_a_writers() {
        for (said, told) in [
            (
                "invalid type: integer `3`, expected struct Masthead",
                "the number 3 stands where a group of fields is wanted",
            ),
            (
                "invalid type: string \"News\", expected a sequence",
                "the text “News” stands where a list is wanted",
            ),
            (
                "invalid value: integer `300`, expected u8",
                "the number 300 stands where a whole number from 0 to 255 is wanted",
            ),
            (
                "kind: unknown variant `poem`, expected one of `news`, `feature`, `sport`",
                "kind: “poem” is not known here; choose news, feature or sport",
            ),
            (
                "unknown field `colour`, expected `format`",
                "there is no field called “colour”; known here are format",
            ),
            ("missing field `sections`", "the field “sections” is missing"),
            ("duplicate field `lead`", "the field “lead” stands there twice"),
            ("a section's name is empty", "a section's name is empty"),
        ] {
            assert_eq!(plainly(said), told);
        }
    }
}
