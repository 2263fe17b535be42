//! Categories and tags: a section is a category of the same name.

use super::Wordpress;
use super::wire::{Failure, Term, refusal, value};
use crate::error::{Code, Error, Result};
use serde_json::json;
use ureq::http::Method;

/// The most terms of one answer (WordPress gives no more than 100).
const PER_PAGE: (&str, &str) = ("per_page", "100");

impl Wordpress {
    /// The names of all categories, in alphabetical order.
    pub(super) fn sections(&self) -> Result<Vec<String>> {
        Ok(self.categories()?.iter().map(|term| unescape(&term.name)).collect())
    }

    fn categories(&self) -> Result<Vec<Term>> {
        let mut all = Vec::new();
        for page in 1_usize.. {
            let number = page.to_string();
            let query = [PER_PAGE, ("orderby", "name"), ("page", &number)];
            let answer = self.get("categories", &query)?;
            all.extend(value::<Vec<Term>>(&answer)?);
            let pages = answer.header("x-wp-totalpages").and_then(|pages| pages.parse().ok());
            if pages.is_none_or(|pages: usize| page >= pages) {
                break;
            }
        }
        Ok(all)
    }

    /// The name of a category or a tag.
    pub(super) fn term_name(&self, taxonomy: &str, id: u64) -> Result<String> {
        let term: Term = value(&self.get(&format!("{taxonomy}/{id}"), &[])?)?;
        Ok(unescape(&term.name))
    }

    /// The category of the section; made if there is none and this account may.
    ///
    /// # Errors
    /// `Refused` with the sections there are, if there is none and it may not be made.
    pub(super) fn category(&self, section: &str) -> Result<u64> {
        let terms = self.categories()?;
        if let Some(term) = named(&terms, section) {
            return Ok(term.id);
        }
        self.make("categories", section)?.ok_or_else(|| {
            let names: Vec<_> = terms.iter().map(|term| unescape(&term.name)).collect();
            Error::new(
                Code::Refused,
                format!("The site has no section “{section}”, and this account may not make one."),
                format!(
                    "Your story is safe here. Choose one of the site's sections ({}), or ask an \
                     editor to add this one as a category.",
                    names.join(", ")
                ),
            )
        })
    }

    /// The tag of that name; made if there is none.
    ///
    /// # Errors
    /// `Refused` if there is none and this account may not make it.
    pub(super) fn tag(&self, name: &str) -> Result<u64> {
        if let Some(id) = self.make("tags", name)? {
            return Ok(id);
        }
        let terms: Vec<Term> = value(&self.get("tags", &[PER_PAGE, ("search", name)])?)?;
        named(&terms, name).map(|term| term.id).ok_or_else(|| {
            Error::new(
                Code::Refused,
                format!("The site has no tag “{name}”, and this account may not make one."),
                "Your story is safe here. Take the tag off the story, or ask an editor to add it \
                 to the site.",
            )
        })
    }

    /// The id of the term made, or of the one that was there; `None` if making is not allowed.
    fn make(&self, taxonomy: &str, name: &str) -> Result<Option<u64>> {
        let answer = self.call(Method::POST, taxonomy, &[])?.send_json(&json!({ "name": name }))?;
        if answer.is_success() {
            return Ok(Some(value::<Term>(&answer)?.id));
        }
        // `term_exists`: also for a name that differs in accents or capitals only.
        if let Some(there) = answer.json::<Failure>().and_then(|failure| failure.term_id()) {
            return Ok(Some(there));
        }
        if answer.status() == 403 { Ok(None) } else { Err(refusal(&answer)) }
    }
}

fn named<'a>(terms: &'a [Term], name: &str) -> Option<&'a Term> {
    let wanted = name.trim().to_lowercase();
    terms.iter().find(|term| unescape(&term.name).to_lowercase() == wanted)
}

/// A name without the HTML entities that WordPress writes names with.
pub fn unescape(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match rest.split_once(';').and_then(|(entity, after)| Some((character(entity)?, after))) {
            Some((c, after)) => {
                text.push(c);
                rest = after;
            }
            None => text.push('&'),
        }
    }
    text.push_str(rest);
    text
}

fn character(entity: &str) -> Option<char> {
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = entity.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_people_read_them() {
        for (name, read) in [
            ("Science &amp; Tech", "Science & Tech"),
            ("What&#8217;s On", "What’s On"),
            ("A &#x26; B", "A & B"),
            ("AT&T; &unknown; & so on", "AT&T; &unknown; & so on"),
            ("&", "&"),
        ] {
            assert_eq!(unescape(name), read);
        }
    }

    #[test]
    fn a_term_is_found_whatever_its_case() {
        let terms = [Term { id: 4, name: "Local News &amp; Views".into() }];
        assert_eq!(named(&terms, "local news & views ").map(|term| term.id), Some(4));
        assert!(named(&terms, "News").is_none());
    }
}
