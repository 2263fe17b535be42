use super::{Check, Field, Proof, Remark, Severity};
use crate::house::{Required, caption};

/// Does every picture name whom it is from?
///
/// **What.** A picture without a credit. If the caption names one in brackets, or the file does, it
/// is suggested.
/// **Why.** Whoever made the picture is owed the name, and the paper answers for using it.
/// **Example.** *Jo Smith*, *Marlbridge Fire Service*
pub struct Credit;

impl Check for Credit {
    fn name(&self) -> &'static str {
        "credit"
    }

    fn why(&self) -> &'static str {
        "Whoever made the picture is owed the name, and the paper answers for using it."
    }

    fn look(&self, proof: &Proof<'_>, say: &mut dyn FnMut(Remark)) {
        let severity = proof.missing(Required::Credit, Severity::Warning);
        for picture in proof.story.pictures.iter().filter(|p| p.words.credit.trim().is_empty()) {
            let message = format!("The picture “{}” has no credit. Who made it?", picture.name);
            let mut remark = Remark::new(severity, Field::Credit, message).on(picture);
            if let Some((_, credit)) = caption::split(&picture.words.caption) {
                remark = remark.suggest(credit);
            }
            let offered =
                [&picture.offered.credit, &picture.words.creator, &picture.offered.creator];
            for name in offered.into_iter().filter(|name| !name.trim().is_empty()) {
                if !remark.suggestions.contains(name) {
                    remark = remark.suggest(name);
                }
            }
            say(remark);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::support::{inline, the_finding};
    use super::*;

    #[test]
    fn a_missing_credit_stops_the_story_and_what_is_known_is_suggested() {
        let finding = the_finding(|story| {
            let picture = inline(story);
            picture.words.credit.clear();
            picture.words.caption = "The roof (Photo: Ann Lee)".into();
            picture.offered.creator = "Ann Lee".into();
            picture.offered.credit = "A. Lee / Courier".into();
        });
        assert_eq!((finding.severity, finding.field), (Severity::Blocker, Field::Credit));
        assert_eq!(finding.suggestions, ["Ann Lee", "A. Lee / Courier"]);
    }
}
