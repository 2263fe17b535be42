use super::{Check, Field, Proof, Remark, Severity};
use crate::house::Required;

/// Does every picture say what it shows?
///
/// **What.** A picture without a caption.
/// **Why.** A caption names who and where; without it readers guess, and sometimes guess wrong.
/// **Example.** *The restored reading room, which opens on Monday*
pub struct Caption;

impl Check for Caption {
    fn name(&self) -> &'static str {
        "caption"
    }

    fn why(&self) -> &'static str {
        "A caption says who and what is in the picture, so that nobody has to guess."
    }

    fn look(&self, proof: &Proof<'_>, say: &mut dyn FnMut(Remark)) {
        let severity = proof.missing(Required::Caption, Severity::Warning);
        for picture in proof.story.pictures.iter().filter(|p| p.words.caption.trim().is_empty()) {
            let message = format!("The picture “{}” has no caption.", picture.name);
            say(Remark::new(severity, Field::Caption, message).on(picture));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::support::{inline, the_finding};
    use super::*;

    #[test]
    fn a_missing_caption_stops_the_story_and_names_the_picture() {
        let finding = the_finding(|story| inline(story).words.caption = " ".into());
        assert_eq!((finding.severity, finding.field), (Severity::Blocker, Field::Caption));
        assert_eq!(finding.picture.as_deref(), Some("roof.jpg"));
    }
}
