use super::{Check, Field, Proof, Remark, Severity};
use crate::house::Required;

/// Is there a standfirst?
///
/// **What.** A story without the sentence beneath its headline.
/// **Why.** It is what cards, search and the newsletter show under the headline.
/// **Example.** *The reading room opens on Monday, two years after the flood.*
pub struct Standfirst;

impl Check for Standfirst {
    fn name(&self) -> &'static str {
        "standfirst"
    }

    fn why(&self) -> &'static str {
        "The standfirst is the sentence readers see under the headline on cards and in search."
    }

    fn look(&self, proof: &Proof<'_>, say: &mut dyn FnMut(Remark)) {
        if proof.story.copy.standfirst.trim().is_empty() {
            let severity = proof.missing(Required::Standfirst, Severity::Hint);
            let message = "The story has no standfirst: one sentence that says what is new.";
            say(Remark::new(severity, Field::Standfirst, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::support::the_finding;
    use super::*;

    #[test]
    fn a_missing_standfirst_is_a_hint_where_the_house_does_not_require_it() {
        let finding = the_finding(|story| story.copy.standfirst.clear());
        assert_eq!((finding.severity, finding.field), (Severity::Hint, Field::Standfirst));
    }
}
