use super::{Check, Field, Proof, Remark, Severity};
use crate::house::Required;

/// Does the story belong to a section the paper has?
///
/// **What.** A story without a section, or with one the house pack does not list.
/// **Why.** The section decides where readers find the story; a site refuses one it does not have,
/// or files the story nowhere.
/// **Example.** *local news* → *Local News*
pub struct Section;

impl Check for Section {
    fn name(&self) -> &'static str {
        "section"
    }

    fn why(&self) -> &'static str {
        "The section decides where on the site readers find the story."
    }

    fn look(&self, proof: &Proof<'_>, say: &mut dyn FnMut(Remark)) {
        let section = proof.story.section.trim();
        let sections = &proof.house.sections;
        let severity = proof.missing(Required::Section, Severity::Warning);
        if section.is_empty() {
            say(Remark::new(severity, Field::Section, "Choose the section the story belongs in."));
        } else if !sections.iter().any(|known| known == section) {
            let message = format!("The paper has no section called “{section}”.");
            let nearly = sections.iter().find(|s| s.to_lowercase() == section.to_lowercase());
            let remark = Remark::new(severity, Field::Section, message);
            say(match nearly {
                Some(known) => remark.suggest(known),
                None => remark,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::support::the_finding;
    use super::*;

    #[test]
    fn a_missing_section_stops_the_story() {
        let finding = the_finding(|story| story.section.clear());
        assert_eq!((finding.severity, finding.field), (Severity::Blocker, Field::Section));
        assert_eq!(finding.suggestions, [""; 0]);
    }

    #[test]
    fn an_unknown_section_is_named_and_the_nearest_offered() {
        let finding = the_finding(|story| story.section = "local news".into());
        assert!(finding.message.contains("“local news”"));
        assert_eq!(finding.suggestions, ["Local News"]);
    }
}
