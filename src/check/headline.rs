use super::{Check, Field, Proof, Remark, Severity};
use crate::house::Required;
use crate::markdown::Utf16Range;

/// Is there a headline, and does it fit?
///
/// **What.** A story without a headline; a headline longer than the house's `longest_headline`.
/// **Why.** Without one there is no page to link to; a long one is cut off on cards and in search.
/// **Example.** *Council agrees, after four hours of debate on Tuesday …* → *Council agrees library
/// repair*.
pub struct Headline;

impl Check for Headline {
    fn name(&self) -> &'static str {
        "headline"
    }

    fn why(&self) -> &'static str {
        "Readers meet the headline first, on cards, in search and in the newsletter, where a long one is cut off."
    }

    fn look(&self, proof: &Proof<'_>, say: &mut dyn FnMut(Remark)) {
        let headline = proof.story.copy.headline.trim_end();
        if headline.trim().is_empty() {
            let severity = proof.missing(Required::Headline, Severity::Warning);
            say(Remark::new(severity, Field::Headline, "The story has no headline."));
            return;
        }
        let longest = proof.house.longest_headline;
        let length = headline.chars().count();
        if let Some((too_far, _)) = headline.char_indices().nth(longest) {
            let message = format!(
                "The headline has {length} characters; {longest} fit on the paper's pages."
            );
            let beyond = Utf16Range::from_bytes(headline, too_far..headline.len());
            say(Remark::new(Severity::Warning, Field::Headline, message).at(beyond));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::support::the_finding;
    use super::*;

    #[test]
    fn a_missing_headline_stops_the_story() {
        let finding = the_finding(|story| story.copy.headline = "  ".into());
        assert_eq!((finding.severity, finding.field), (Severity::Blocker, Field::Headline));
    }

    #[test]
    fn a_long_headline_is_marked_where_it_gets_too_long() {
        let finding = the_finding(|story| story.copy.headline = "😀".repeat(102));
        assert_eq!(finding.severity, Severity::Warning);
        assert_eq!(finding.range, Some(Utf16Range { start: 200, end: 204 }));
        assert!(finding.message.contains("102"));
    }
}
