use super::{Check, Field, Proof, Remark, Severity};
use crate::house::Required;

/// Does the story say who wrote it?
///
/// **What.** A story without a byline.
/// **Why.** Readers and the writer are both owed the name; the site's data for search names it too.
/// **Example.** *By Jo Smith*
pub struct Byline;

impl Check for Byline {
    fn name(&self) -> &'static str {
        "byline"
    }

    fn why(&self) -> &'static str {
        "Readers want to know who is telling them this, and the writer is owed the credit."
    }

    fn look(&self, proof: &Proof<'_>, say: &mut dyn FnMut(Remark)) {
        if proof.story.copy.byline.trim().is_empty() {
            let severity = proof.missing(Required::Byline, Severity::Warning);
            let message = "The story does not say who wrote it: give it a byline.";
            say(Remark::new(severity, Field::Byline, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::support::the_finding;
    use super::*;

    #[test]
    fn a_missing_byline_stops_the_story_where_the_house_requires_it() {
        let finding = the_finding(|story| story.copy.byline.clear());
        assert_eq!((finding.severity, finding.field), (Severity::Blocker, Field::Byline));
    }
}
