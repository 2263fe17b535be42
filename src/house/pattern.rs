//! Patterns with words in braces: `By {name}`, `{ordinal} {month} {year}`.

use jiff::civil::Date;

/// The words in braces, in the order they stand.
pub fn words(pattern: &str) -> impl Iterator<Item = &str> {
    pattern.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(word, _)| word))
}

/// The pattern with each word in braces replaced by its value, in one pass, so that a value with
/// braces in it stays as it is. A word without a value stays as written.
pub fn fill(pattern: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut line = String::with_capacity(pattern.len() * 2);
    let mut rest = pattern;
    while let Some((before, from_brace)) = rest.split_once('{') {
        line.push_str(before);
        let known =
            from_brace.split_once('}').and_then(|(word, after)| Some((value(word)?, after)));
        if let Some((text, after)) = known {
            line.push_str(&text);
            rest = after;
        } else {
            line.push('{');
            rest = from_brace;
        }
    }
    line.push_str(rest);
    line
}

/// The words a date format may have.
pub const DATE_WORDS: [&str; 6] = ["day", "ordinal", "month", "month_name", "year", "weekday"];

/// What a word of a date format stands for on that day, in English.
pub fn of_date(day: Date, word: &str) -> Option<String> {
    Some(match word {
        "day" => day.day().to_string(),
        "ordinal" => ordinal(day.day()),
        "month" => day.strftime("%b").to_string(),
        "month_name" => day.strftime("%B").to_string(),
        "year" => day.year().to_string(),
        "weekday" => day.strftime("%A").to_string(),
        _ => return None,
    })
}

/// A day of the month as it is said: 1st, 2nd, 3rd, 11th, 23rd.
fn ordinal(day: i8) -> String {
    let ending = match (day / 10, day % 10) {
        (1, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{day}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_with_braces_stays_as_it_is() {
        let line = fill("{a} and {b} and {c} {", |word| match word {
            "a" => Some("{b}".to_owned()),
            "b" => Some("two".to_owned()),
            _ => None,
        });
        assert_eq!(line, "{b} and two and {c} {");
        assert_eq!(words("{a} x {b}{").collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn ordinals_are_as_they_are_said() {
        let said: Vec<String> = [1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 30, 31].map(ordinal).into();
        assert_eq!(said.join(" "), "1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 23rd 30th 31st");
    }
}
