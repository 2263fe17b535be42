use super::*;

fn found<'a>(text: &'a str, accepted: &Accepted) -> Vec<&'a str> {
    unknown(text, std::slice::from_ref(&(0..text.len())), accepted)
        .into_iter()
        .map(|at| &text[at])
        .collect()
}

fn said(text: &str) -> Vec<&str> {
    found(text, &Accepted::default())
}

#[test]
fn what_is_misspelt_is_found_where_it_stands() {
    let text = "😀 The libary’s roof was repiared twice.";
    assert_eq!(said(text), ["libary’s", "repiared"]);
    assert_eq!(
        unknown(text, std::slice::from_ref(&(0..20)), &Accepted::default()).len(),
        1,
        "the rest is not looked at"
    );
}

#[test]
fn british_is_right_and_american_is_not() {
    assert_eq!(said("The centre organised a coloured programme, and travelled on."), [""; 0]);
    assert_eq!(
        said("The center organized colored travelers."),
        ["center", "organized", "colored", "travelers"]
    );
}

#[test]
fn what_is_no_english_prose_is_left_alone() {
    for text in [
        "It’s the writers’ house, isn't it?",
        "GMP and two MPs spoke of GCSEs; NATO’s too.",
        "Mail jo.smyth@newz.example or see https://newz.example/libary/repiared now.",
        "www.libary.example and newz.example, by @jozmith, #SavveOurLibary",
        "On 11th Jan at 7.30pm, 3rd of the 1980s, M60, A1(M), £2m and 50p",
        "Αθήνα, Київ, القاهرة, 東京",
        "a b c I",
        "café, naïve, résumé",
        "Greater Manchester, Lancashire, Nottinghamshire and Ceredigion",
    ] {
        assert_eq!(said(text), [""; 0], "{text}");
    }
}

#[test]
fn added_words_are_right_in_every_form() {
    let mut accepted = Accepted::default();
    accepted.add("By Siân Ó Briain");
    accepted.add("Ormskirk");
    assert_eq!(found("Ormskirk’s Siân Briain and ORMSKIRK", &accepted), [""; 0]);
    assert_eq!(found("Ormskrik", &accepted), ["Ormskrik"]);
}

#[test]
fn the_likeliest_word_is_suggested_first() {
    assert_eq!(suggestions("libary").first().map(String::as_str), Some("library"));
    assert_eq!(suggestions("wasn’tt").first().map(String::as_str), Some("wasn’t"));
    assert!(suggestions("beleive").contains(&"believe".to_owned()));
    assert!(suggestions("zzqxj").len() <= SUGGESTIONS);
}
