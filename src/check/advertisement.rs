use super::{Check, Field, Proof, Remark, Severity};
use crate::story::Kind;

/// Is a paid-for article marked as one, and nothing else?
///
/// **What.** A story of the kind *advertisement feature* outside the house's section for them, or a
/// story of another kind inside it.
/// **Why.** Readers must be able to tell at once what was paid for (UK CAP Code 2.1 and 2.4); the
/// label is printed for the kind, and the section is where readers look.
/// **Example.** A feature about energy bills, paid for by the supplier, filed under *Local News*.
pub struct AdvertisementLabel;

impl Check for AdvertisementLabel {
    fn name(&self) -> &'static str {
        "advertisement-label"
    }

    fn why(&self) -> &'static str {
        "Readers must be able to tell at once what somebody paid for; the advertising code asks it of the paper as well."
    }

    fn look(&self, proof: &Proof<'_>, say: &mut dyn FnMut(Remark)) {
        let section = &proof.house.advertisement.section;
        if section.is_empty() {
            return;
        }
        let paid = proof.story.kind == Kind::AdvertisementFeature;
        let filed = proof.story.section.trim();
        if paid && filed != section {
            let message = format!("An advertisement feature belongs in the section “{section}”.");
            say(Remark::new(Severity::Blocker, Field::Section, message).suggest(section));
        } else if !paid && filed == section {
            let message = format!(
                "Stories in “{section}” must be of the kind “advertisement feature”, so that the label is printed."
            );
            let kind = Kind::AdvertisementFeature.word();
            say(Remark::new(Severity::Blocker, Field::Kind, message).suggest(kind));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::support::{finished, found, the_finding};
    use super::*;

    #[test]
    fn a_paid_for_article_among_the_news_stops_the_story() {
        let finding = the_finding(|story| story.kind = Kind::AdvertisementFeature);
        assert_eq!((finding.severity, finding.field), (Severity::Blocker, Field::Section));
        assert_eq!(finding.suggestions, ["Advertisement Features"]);
    }

    #[test]
    fn news_among_the_advertisements_stops_the_story() {
        let finding = the_finding(|story| story.section = "Advertisement Features".into());
        assert_eq!(finding.field, Field::Kind);
        assert_eq!(finding.suggestions, ["advertisement-feature"]);
    }

    #[test]
    fn a_paid_for_article_in_its_place_is_right() {
        let mut story = finished();
        story.kind = Kind::AdvertisementFeature;
        story.section = "Advertisement Features".into();
        assert_eq!(found(&story), []);
    }
}
