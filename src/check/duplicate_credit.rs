use super::{Check, Field, Proof, Remark, Severity};
use crate::house::caption;

/// Is the credit written into the caption as well?
///
/// **What.** A caption that ends in `(Image - NAME)` or the like, of a picture that has a credit.
/// **Why.** The credit is printed after the caption anyway, so readers would see it twice.
/// **Example.** *The roof (Image - Jo Smith)* with the credit *Jo Smith* → *The roof*
pub struct DuplicateCredit;

impl Check for DuplicateCredit {
    fn name(&self) -> &'static str {
        "duplicate-credit"
    }

    fn why(&self) -> &'static str {
        "The credit is printed after the caption, so readers would see it twice."
    }

    fn look(&self, proof: &Proof<'_>, say: &mut dyn FnMut(Remark)) {
        for picture in proof.story.pictures.iter().filter(|p| !p.words.credit.trim().is_empty()) {
            if let Some((before, credit)) = caption::split(&picture.words.caption) {
                let message = format!(
                    "The caption of “{}” names the credit “{credit}” as well.",
                    picture.name
                );
                let remark = Remark::new(Severity::Warning, Field::Caption, message);
                say(remark.on(picture).suggest(before));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::support::{inline, the_finding};
    use super::*;

    #[test]
    fn a_credit_in_the_caption_is_found_and_the_bare_caption_suggested() {
        let finding =
            the_finding(|story| inline(story).words.caption = "The roof (Image - Jo Smith)".into());
        assert_eq!((finding.severity, finding.field), (Severity::Warning, Field::Caption));
        assert_eq!(finding.suggestions, ["The roof"]);
    }
}
