use super::{Check, Field, Proof, Remark, Severity};
use crate::markdown;

/// Is there a story at all?
///
/// **What.** A body without a single word; pictures alone do not count.
/// **Why.** A page with a headline and nothing beneath it looks like a fault to readers, and some
/// sites refuse it.
/// **Example.** A headline and one picture, published before the text was pasted in.
pub struct Body;

impl Check for Body {
    fn name(&self) -> &'static str {
        "body"
    }

    fn why(&self) -> &'static str {
        "A page with nothing beneath its headline looks like a fault to readers."
    }

    fn look(&self, proof: &Proof<'_>, say: &mut dyn FnMut(Remark)) {
        if markdown::words(&proof.story.copy.body) == 0 {
            let message = "The story has no text yet.";
            say(Remark::new(Severity::Blocker, Field::Body, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::support::the_finding;
    use super::*;

    #[test]
    fn a_body_of_pictures_alone_stops_the_story() {
        let finding = the_finding(|story| story.copy.body = "![](roof.jpg)\n\n---\n".into());
        assert_eq!((finding.severity, finding.field), (Severity::Blocker, Field::Body));
    }
}
