//! The usual terms under which a paper prints a picture.

use super::field;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One choice of the list of rights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Rights {
    /// What the list calls it: Staff, Agency, Reader's own …
    #[serde(deserialize_with = "field::not_blank")]
    pub label: String,
    /// IPTC Rights Usage Terms.
    #[serde(deserialize_with = "field::not_blank")]
    pub terms: String,
    /// IPTC Web Statement of Rights, where a licence has an address.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "field::link")]
    #[ts(optional)]
    pub link: Option<String>,
}

/// The list of a house that names none of its own.
pub(super) fn usual() -> Vec<Rights> {
    let plain = [
        ("Staff", "Taken for this paper; ask before using it elsewhere"),
        ("Freelance", "Commissioned; one use, ask the photographer for any other"),
        ("Agency", "Under the agency's contract; not to be passed on"),
        ("Handout", "Supplied for news reporting of this event"),
        ("Reader's own", "Sent in by the reader who took it, with permission to print it here"),
        ("Stock", "Licensed from a picture library for this paper"),
        ("Public domain", "In the public domain; free to use"),
    ];
    let plain = plain.map(|(label, terms)| (label, terms, None));
    let commons = [
        ("CC0", "CC0 1.0: free to use", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("CC BY", "CC BY 4.0: name the creator", "https://creativecommons.org/licenses/by/4.0/"),
        (
            "CC BY-SA",
            "CC BY-SA 4.0: name the creator, share alike",
            "https://creativecommons.org/licenses/by-sa/4.0/",
        ),
    ];
    let commons = commons.map(|(label, terms, link)| (label, terms, Some(link.to_owned())));
    let rights = |(label, terms, link): (&str, &str, _)| Rights {
        label: label.to_owned(),
        terms: terms.to_owned(),
        link,
    };
    plain.into_iter().chain(commons).map(rights).collect()
}
