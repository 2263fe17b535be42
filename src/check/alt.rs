use super::{Check, Field, Proof, Remark, Severity};
use crate::house::Required;
use crate::picture::Picture;

/// Does every picture have alt text that is a description?
///
/// **What.** A picture without alt text that is not marked decorative; alt text that is only the
/// file's name.
/// **Why.** People who do not see the picture hear the alt text instead (ATAG 2.0, B.2.3.2: a file
/// name is never a description).
/// **Example.** *IMG_2041.jpg* → *Rows of oak desks under a glass roof*
pub struct Alt;

impl Check for Alt {
    fn name(&self) -> &'static str {
        "alt"
    }

    fn why(&self) -> &'static str {
        "People who do not see the picture hear this text instead."
    }

    fn look(&self, proof: &Proof<'_>, say: &mut dyn FnMut(Remark)) {
        let severity = proof.missing(Required::Alt, Severity::Warning);
        for picture in proof.story.pictures.iter().filter(|p| !p.words.decorative) {
            let name = &picture.name;
            let alt = picture.words.alt.trim();
            let message = if alt.is_empty() {
                format!(
                    "Say what “{name}” shows, for those who do not see it, or mark it decorative."
                )
            } else if is_file_name(alt, picture) {
                format!(
                    "The alt text of “{name}” is only a file's name: say what the picture shows."
                )
            } else {
                continue;
            };
            let mut remark = Remark::new(severity, Field::Alt, message).on(picture);
            if !picture.offered.alt.trim().is_empty() {
                remark = remark.suggest(&picture.offered.alt);
            }
            say(remark);
        }
    }
}

/// Whether the text is a file's name: this picture's, or one word that ends as picture files do.
fn is_file_name(alt: &str, picture: &Picture) -> bool {
    let alt = alt.to_lowercase();
    let name = picture.name.to_lowercase();
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    // A name that is a plain word, as in `library.jpg`, may be somebody's description.
    let plain_word = stem.chars().all(|c| c.is_alphabetic() || c == ' ');
    let ends_as_files_do = [".jpg", ".jpeg", ".png", ".webp", ".heic", ".gif"]
        .iter()
        .any(|ending| alt.ends_with(ending));
    alt == name || (alt == stem && !plain_word) || (ends_as_files_do && !alt.contains(' '))
}

#[cfg(test)]
mod tests {
    use super::super::support::{finished, found, inline, the_finding};
    use super::*;

    #[test]
    fn missing_alt_text_stops_the_story_and_what_the_file_says_is_suggested() {
        let finding = the_finding(|story| {
            inline(story).words.alt.clear();
            inline(story).offered.alt = "Slates".into();
        });
        assert_eq!((finding.severity, finding.field), (Severity::Blocker, Field::Alt));
        assert_eq!(finding.suggestions, ["Slates"]);
    }

    #[test]
    fn a_decorative_picture_needs_none() {
        let mut story = finished();
        inline(&mut story).words.alt.clear();
        inline(&mut story).words.decorative = true;
        assert_eq!(found(&story), []);
    }

    #[test]
    fn a_file_name_is_no_description() {
        for alt in ["roof.jpg", "IMG_2041.JPG", "Roof.jpg"] {
            let finding = the_finding(|story| inline(story).words.alt = alt.into());
            assert!(finding.message.contains("only a file's name"), "{alt}");
        }
        let mut story = finished();
        inline(&mut story).words.alt = "Roof".into();
        assert_eq!(found(&story), [], "a plain word may be a description");
    }
}
