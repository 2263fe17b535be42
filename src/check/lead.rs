use super::{Check, Field, Proof, Remark, Severity};
use crate::house::Required;

/// Does the story have a lead picture?
///
/// **What.** No picture has the role of the lead.
/// **Why.** Cards, the front page and shared links show it; without one they show a gap.
/// **Example.** Three pictures in the body, none of them chosen for the top.
pub struct Lead;

impl Check for Lead {
    fn name(&self) -> &'static str {
        "lead"
    }

    fn why(&self) -> &'static str {
        "The front page, cards and shared links show the lead picture; without one they show a gap."
    }

    fn look(&self, proof: &Proof<'_>, say: &mut dyn FnMut(Remark)) {
        if proof.story.lead().is_none() {
            let severity = proof.missing(Required::Lead, Severity::Hint);
            let message = if proof.story.pictures.is_empty() {
                "The story has no lead picture."
            } else {
                "None of the story's pictures is the lead picture: choose one."
            };
            say(Remark::new(severity, Field::Lead, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::support::the_finding;
    use super::*;

    #[test]
    fn a_story_without_a_lead_picture_is_told() {
        let finding = the_finding(|story| story.pictures.retain(|p| p.name != "lead.jpg"));
        assert_eq!((finding.severity, finding.field), (Severity::Hint, Field::Lead));
        assert!(finding.message.contains("choose one"));
    }
}
