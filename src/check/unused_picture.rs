use super::{Check, Field, Proof, Remark, Severity};
use crate::picture::Role;

/// Is every picture of the story somewhere on its page?
///
/// **What.** A picture that is not the lead and has no line in the body.
/// **Why.** It is not sent, and no reader sees it; mostly its line was deleted by mistake.
/// **Example.** Three pictures added, two `![](…)` lines.
pub struct UnusedPicture;

impl Check for UnusedPicture {
    fn name(&self) -> &'static str {
        "unused-picture"
    }

    fn why(&self) -> &'static str {
        "Readers do not see a picture that is neither the lead nor in the text."
    }

    fn look(&self, proof: &Proof<'_>, say: &mut dyn FnMut(Remark)) {
        for picture in proof.story.pictures.iter().filter(|p| p.role == Role::Inline) {
            if !proof.images.iter().any(|image| image.name == picture.name) {
                let name = &picture.name;
                let message = format!(
                    "The picture “{name}” is not in the text. Put it in, make it the lead, or take it out of the story."
                );
                say(Remark::new(Severity::Warning, Field::Body, message).on(picture));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::support::the_finding;
    use super::*;

    #[test]
    fn a_picture_nobody_would_see_is_named() {
        let finding = the_finding(|story| story.copy.body = "Words alone.".into());
        assert_eq!((finding.severity, finding.field), (Severity::Warning, Field::Body));
        assert_eq!(finding.picture.as_deref(), Some("roof.jpg"));
    }
}
